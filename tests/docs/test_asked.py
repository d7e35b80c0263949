"""The answers that the page on one customer shows are those that are given today."""

from __future__ import annotations

import shlex
from itertools import pairwise

import pytest
from doc_pages import SAMPLE, cxlint, pieces

PAGE = pieces("docs/ask.md")
SHOWN = [
    (piece.body.strip(), after.body) for piece, after in pairwise(PAGE) if piece.language == "sh"
]


@pytest.mark.parametrize(("command", "answer"), SHOWN)
def test_the_answer_is_the_one_shown(command, answer):
    words = [SAMPLE if word == "policies/" else word for word in shlex.split(command)[1:]]
    made = cxlint(*words)
    assert made.stdout.startswith(answer)


def test_the_page_shows_answers():
    assert len(SHOWN) >= 3


def test_the_page_on_scenarios_shows_what_comes_of_its_own(tmp_path):
    policy, _, printed = pieces("docs/scenarios.md")
    file = tmp_path / "policies" / "shop.yaml"
    file.parent.mkdir()
    file.write_text(policy.body, encoding="utf-8")
    words = shlex.split(pieces("docs/scenarios.md")[1].body)[1:]
    made = cxlint(*words, "--as-of", "2026-11-20", folder=tmp_path)
    assert made.returncode == 1
    assert made.stdout == printed.body

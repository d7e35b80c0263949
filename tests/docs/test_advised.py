"""The advice that the page shows is given today."""

from __future__ import annotations

import shlex
from itertools import pairwise

import pytest
from doc_pages import cxlint, pieces, text

from cxlint.linting.advice import laboratory

PAGE = "docs/advise.md"
SHOWN = [
    (piece.body.strip(), after.body)
    for piece, after in pairwise(pieces(PAGE))
    if piece.language == "sh" and not after.language
]


@pytest.mark.parametrize(("command", "shown"), SHOWN)
def test_what_is_shown_is_advised(command, shown):
    made = cxlint(*shlex.split(command)[1:])
    assert made.returncode == 0
    assert " ".join(shown.split()) in " ".join(made.stdout.split())


def test_the_page_shows_one_change_of_each_organization_and_what_clears_a_finding():
    assert len(SHOWN) == 4


def test_the_bounds_are_those_of_the_page():
    said = f"at most {laboratory.MOST_PROBES} changes by single rules, and {laboratory.MOST_TRIALS}"
    assert said in text(PAGE)

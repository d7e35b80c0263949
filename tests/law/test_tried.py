"""Verdicts on small policies: at the bound, beside it, out of scope, unknown, and around the day.

They are written from the data of the law alone, in `tried/`.
"""

import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.law.judging import A_YEAR, obligations, words

FOLDER = Path(__file__).parent / "tried"
LAST_READ = "2026-11-29"
_OURS = {"is", "day", "horizon"}


class Try(NamedTuple):
    law: str
    text: str
    day: str
    horizon: str
    verdict: str


def tries() -> list[Try]:
    blocks = [block for file in sorted(FOLDER.glob("*.yaml"))
              for block in yaml.safe_load(file.read_text(encoding="utf-8"))]  # fmt: skip
    return [each for block in blocks for each in _tries(block)]


def _tries(block: dict[str, Any]) -> list[Try]:
    return [_try(block, each) for each in ({}, *block.get("but", ()))]


def _try(block: dict[str, Any], change: dict[str, Any]) -> Try:
    text: str = block["policy"]
    for old, new in change.items():
        if old not in _OURS:
            assert str(old) in text, (block["law"], old)
            text = text.replace(str(old), str(new).replace("{N}", "\n"))
    told = {**block, **change}
    day, horizon = str(told.get("day", LAST_READ)), told.get("horizon", A_YEAR)
    return Try(block["law"], text, day, horizon, told["is"])


@pytest.mark.parametrize("each", tries(), ids=lambda each: each.law)
def test_a_policy_has_the_verdict_that_the_law_gives_it(each: Try) -> None:
    day = datetime.date.fromisoformat(each.day)
    assert words(each.text, each.law, day, each.horizon) == each.verdict, each.text


def test_every_obligation_was_tried() -> None:
    assert {each.law for each in tries()} == {each.id for each in obligations()}

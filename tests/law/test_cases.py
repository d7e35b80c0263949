"""The cases of `../shared/law/cases`: each with its verdict on the day before, on and after."""

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.law.judging import A_YEAR, NOW, words

CASES = Path(__file__).parents[3] / "shared" / "law" / "cases"
OURS = Path(__file__).parent / "cases"
"""The same, where a case rests on facts that the language of its day did not have."""

LAST_READ = datetime.date(2026, 11, 29)


def cases() -> list[dict[str, Any]]:
    if not (CASES / "expect.yaml").exists():
        return []
    found: list[dict[str, Any]] = yaml.safe_load((CASES / "expect.yaml").read_text())
    return found


def text_of(case: str, name: str) -> str:
    ours = OURS / case / name
    return (ours if ours.exists() else CASES / case / name).read_text()


@pytest.mark.skipif(not cases(), reason="the cases do not lie beside this checkout")
@pytest.mark.parametrize("case", cases(), ids=lambda each: each["case"])
def test_the_verdicts_of_a_case(case: dict[str, Any]) -> None:
    name, law = case["case"], case["obligation"]
    days = [datetime.date.fromisoformat(str(each["as_of"])) for each in case["bad"]]
    for day, each in zip(days, case["bad"], strict=True):
        assert words(text_of(name, "bad.yaml"), law, day, A_YEAR) == each["verdict"]
        assert words(text_of(name, "bad.yaml"), law, day, NOW) == each["verdict_horizon_0"]
    others = [key for key in case if isinstance(case[key], dict) and "every_day" in case[key]]
    for other in others:
        file = other if other.endswith(".yaml") else f"{other}.yaml"
        for day in (*days, LAST_READ):
            expected = case[other]["every_day"].split()[0]
            assert words(text_of(name, file), law, day) == expected, (other, day)

"""Every obligation has examples of its own, at the bound and one unit beside it."""

import datetime
from itertools import pairwise

import pytest

from cxlint.law.obligation import Obligation
from tests.law.judging import NOW, day_of_examples, first_days, obligations, words

ALL = obligations()
OWN = {"bad": ("breach", "upcoming"), "good": ("silent",), "out_of_scope": ("silent",),
       "unknown": ("unknown",)}  # fmt: skip

WITHOUT_BAD = {"de-withdrawal-button", "eu-air-claims-reform", "us-click-to-cancel"}
"""Nothing can breach them: other words may be as clear, no day is set, it is no law."""

DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize("obligation", ALL, ids=lambda each: each.id)
def test_an_example_has_the_verdict_that_it_is_for(obligation: Obligation) -> None:
    today = day_of_examples(obligation)
    for kind, example in obligation.examples.items():
        assert words(example, obligation.id, today) in OWN[kind], kind


@pytest.mark.parametrize("obligation", ALL, ids=lambda each: each.id)
def test_there_is_an_example_of_each_kind(obligation: Obligation) -> None:
    wanted = {"good"} if obligation.id in WITHOUT_BAD else {"bad", "good", "out_of_scope"}
    assert wanted <= obligation.examples.keys()


@pytest.mark.parametrize("obligation", ALL, ids=lambda each: each.id)
def test_within_forty_days_of_a_first_day_the_verdict_changes_on_it_alone(
    obligation: Obligation,
) -> None:
    if "bad" not in obligation.examples or obligation.ended:
        return
    values = [value for ask in obligation.asks for value in ask.values]
    borders = {day for value in values for day in (value.start, value.first_day) if day}
    for border in first_days(obligation):
        days = [border + DAY * number for number in range(-40, 41)]
        said = {day: words(obligation.examples["bad"], obligation.id, day, NOW) for day in days}
        changed = {day for before, day in pairwise(days) if said[before] != said[day]}
        assert changed <= borders
        assert said[border] == "breach" or border not in changed

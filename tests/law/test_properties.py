"""What holds of every obligation: how verdicts change with days, facts, countries and horizon."""

from __future__ import annotations

import copy
import datetime
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from cxlint.law import pack
from tests.law.judging import A_YEAR, NOW, judgement, obligations, words
from tests.law.test_tried import tries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.law.obligation import Obligation
    from tests.law.test_tried import Try

DAY = datetime.timedelta(days=1)
BAD = [each for each in tries() if each.verdict == "breach"]

FACTS = {
    "acknowledges", "after", "answer_within", "authority_within", "available", "cancel",
    "change_notice", "channels", "concerns", "consent", "cooling_off",
    "disclosed_before_purchase", "ends_after", "extends", "first_reply", "for",
    "guarantee_notice", "incentive_for_praise", "join", "needs_login", "open", "reasons",
    "refund", "refund_within", "renews_every", "resolution", "respond", "says_it_is_a_machine",
    "scope", "sector", "sells", "shipping_paid_by", "size", "start", "states", "window",
}  # fmt: skip
"""The keys on which it hangs what the law asks. A kind or a whole thing that is gone is none."""

TURNING = {("leaving", "cancel"), ("intents", "sign-up", "start"), ("leaving", "join")}
"""Where these are gone, nobody is said to join, or the policy speaks of no leaving at all."""


def day_of(each: Try) -> datetime.date:
    return datetime.date.fromisoformat(each.day)


def without_a_fact(text: str) -> Iterator[tuple[str, str]]:
    """Yield a policy without one of its facts, each time another, that no other line states."""
    data = yaml.safe_load(text)
    paths = list(paths_of(data))
    sayings = Counter((path[0], path[-1]) for path in paths)
    for path in paths:
        is_fact = len(path) > 1 and path[-1] in FACTS and path not in TURNING
        if is_fact and (sayings[path[0], path[-1]] == 1 or path[0] == "organization"):
            less = copy.deepcopy(data)
            place: Any = less
            for key in path[:-1]:
                place = place[key]
            del place[path[-1]]
            yield ".".join(map(str, path)), yaml.safe_dump(less, allow_unicode=True)


def paths_of(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    pairs = value.items() if isinstance(value, dict) else ()
    for key, each in enumerate(value) if isinstance(value, list) else pairs:
        yield (*path, key)
        yield from paths_of(each, (*path, key))


def test_a_fact_that_is_gone_never_makes_a_breach_silent() -> None:
    tried = set()
    for each in BAD:
        for fact, text in without_a_fact(each.text):
            tried.add(fact.rpartition(".")[2])
            said = words(text, each.law, day_of(each), each.horizon)
            assert said in ("breach", "unknown", "upcoming"), (each.law, fact)
    assert len(tried) >= 25


def test_another_jurisdiction_never_takes_a_verdict_away() -> None:
    every = ", ".join(pack.known_codes())
    for each in BAD:
        stated = yaml.safe_load(each.text)["organization"]["jurisdictions"]
        more = each.text.replace(f"[{', '.join(stated)}]", f"[{', '.join(stated)}, {every}]", 1)
        assert more != each.text
        assert verdicts(each.text, each) <= verdicts(more, each), each.text


def verdicts(text: str, each: Try) -> set[tuple[str, str, str, str]]:
    found = judgement(text, day_of(each), each.horizon).verdicts
    return {(one.obligation.id, one.word, one.entity, one.missing) for one in found}


def test_a_wider_horizon_adds_what_is_to_come_and_changes_no_breach() -> None:
    for each in tries():
        near, far = (
            {(one.obligation.id, one.word, one.entity)
             for one in judgement(each.text, day_of(each), horizon).verdicts}
            for horizon in (NOW, A_YEAR)
        )  # fmt: skip
        assert {one for one in near if one[1] != "unknown"} <= far
        breaches = [{one for one in told if one[1] == "breach"} for told in (near, far)]
        assert breaches[0] == breaches[1]


def one_value(obligation: Obligation) -> bool:
    """Whether all that is asked begins on one day."""
    values = {(value.start, value.grace_until) for ask in obligation.asks for value in ask.values}
    return len(values) == 1 and obligation.ended is None and obligation.expected is None


DATED = [each for each in obligations() if one_value(each) and "bad" in each.examples]


@pytest.mark.parametrize("obligation", DATED, ids=lambda each: each.id)
def test_a_verdict_turns_on_its_days_alone(obligation: Obligation) -> None:
    value = obligation.asks[0].values[0]
    first, start = value.first_day, value.start
    assert first is not None
    assert start is not None
    days = [first + DAY * number for number in range(-40, 41)]
    for day in days:
        near = "breach" if day >= first else "upcoming" if day >= start else "silent"
        is_known = value.adopted is None or value.adopted <= day
        far = "upcoming" if day < first and is_known else near
        told = [
            words(obligation.examples["bad"], obligation.id, day, span) for span in (NOW, A_YEAR)
        ]
        assert told == [near if is_known else "silent", far], day


@pytest.mark.parametrize(
    "obligation", [each for each in obligations() if not each.ended], ids=lambda each: each.id
)
def test_what_keeps_a_law_keeps_it_before_its_first_day(obligation: Obligation) -> None:
    values = [value for ask in obligation.asks for value in ask.values]
    for border in {value.first_day for value in values if value.first_day}:
        for number in (-40, -1, 0, 1, 40):
            said = words(obligation.examples["good"], obligation.id, border + DAY * number)
            assert said == "silent", number

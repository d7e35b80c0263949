"""What holds from a later day on is a change of today's file, and is told with its day."""

from __future__ import annotations

import pytest

from cxlint.changes.change import BETTER, WORSE
from cxlint.changes.compare import compare
from tests.policies import policy

BASE = """\
organization: {name: A, currency: EUR, timezone: Europe/Berlin}
channels: {line: {kind: voice, open: "Mon-Fri 09:00-18:00", goes_to: care}}
teams: {care: {open: 24x7}}
terms: {restocking: {kind: fee, amount: 5 EUR%s}}
returns:
  - {id: shoes, categories: [shoes], reasons: [changed mind], window: 60 days, refund: money%s}
"""
PLAIN = BASE % ("", "")
MORE = """\
  - {id: later, categories: [shoes], reasons: [changed mind], window: 14 days, refund: money,
     effective: {from: 2027-01-01}}
"""
UNTIL = ", effective: {until: 2026-12-31}"

SHORTER = ("return/later", "window", WORSE, ["from 2027-01-01"])
DEARER = ("term/restocking", "fee", WORSE, ["from 2027-01-01"])


def told(before: list[str], after: list[str]) -> list[tuple[str, str, str, list[str]]]:
    found = compare(policy(*before), policy(*after)).changes
    return [(each.thing, each.aspect, each.direction, each.who.get("day", [])) for each in found]


def test_a_row_that_is_followed_by_a_shorter_one():
    assert told([PLAIN], [BASE % ("", UNTIL) + MORE]) == [SHORTER]


def test_a_fee_that_rises_in_another_file():
    dearer = "terms: {restocking: {kind: fee, amount: 9 EUR, effective: {from: 2027-01-01}}}"
    assert told([PLAIN], [BASE % (UNTIL, ""), dearer]) == [DEARER]
    (back,) = told([BASE % (UNTIL, ""), dearer], [PLAIN])
    assert back == ("term/restocking", "fee", BETTER, ["from 2027-01-01"])


def test_a_fee_that_ends():
    assert told([PLAIN], [BASE % (UNTIL, "")]) == [
        ("term/restocking", "fee", BETTER, ["from 2027-01-01"])
    ]


def test_a_season_ends():
    season = "terms: {sale: {kind: fee, amount: 2 EUR, effective: {%s}}}"
    days = season % "from: 2026-12-01, until: 2026-12-24"
    assert told([PLAIN], [PLAIN, days]) == [
        ("term/sale", "fee", WORSE, ["from 2026-12-01 to 2026-12-24"])
    ]


def test_what_holds_already_is_told_once():
    dearer = PLAIN.replace("5 EUR", "9 EUR")
    assert told([PLAIN, MORE_TERMS], [dearer, MORE_TERMS]) == [
        ("term/restocking", "fee", WORSE, [])
    ]


MORE_TERMS = "terms: {lifting: {kind: fee, amount: 1 EUR, effective: {from: 2027-03-01}}}"


@pytest.mark.parametrize("files", [[PLAIN, MORE_TERMS], [BASE % (UNTIL, UNTIL)]])
def test_the_same_days_are_no_change(files):
    assert told(files, files) == []


def test_a_value_that_is_the_same_before_and_after_a_day_is_no_change():
    same = "terms: {restocking: {kind: fee, amount: 5 EUR, effective: {from: 2027-01-01}}}"
    assert told([PLAIN], [BASE % (UNTIL, ""), same]) == []


def test_days_that_are_too_many_are_named():
    rows = "".join(
        f"  t{n}: {{kind: fee, amount: 1 EUR, effective: {{from: 2027-0{n // 28 + 1}-"
        f"{n % 28 + 1:02}}}}}\n"
        for n in range(70)
    )
    found = compare(policy(PLAIN), policy(PLAIN, f"terms:\n{rows}"))
    assert len(found.changes) == 60
    assert found.days_left == tuple(f"2027-03-{n:02}" for n in range(5, 15))

"""What becomes of parts of the cases: by bands of authority, and by the channel they begin in."""

from __future__ import annotations

from fractions import Fraction

import pytest
from policies import network

from cxlint.analysis import case_parts
from cxlint.analysis.subject import Subject

POLICY = """\
organization: {name: Harbour Lights, currency: EUR, timezone: Europe/Madrid}
channels:
  mailbox: {kind: email, open: 24x7, goes_to: care}
teams:
  care: {open: 24x7, may: {refund: 50 EUR}}
  leads: {open: 24x7}
  finance: {open: 24x7}
remedies:
  refund:
    tiers:
      - {by: leads, up_to: 150 EUR, decides_within: 2 days}
      - {by: finance, up_to: any, decides_within: 5 days}
intents:
  refund:
    start: mailbox
    remedy: refund
    promise: 4 days
    value: {p50: 50 EUR, p90: 150 EUR, max: 900 EUR}
  question: {start: mailbox}
"""


def figures(text: str = POLICY) -> dict[str, object]:
    return {each.name: each for each in case_parts.list_by_value(Subject(network(text)))}


@pytest.fixture(scope="module")
def told() -> dict[str, object]:
    return figures()


BANDS = ("up to 50 EUR", "50 to 150 EUR", "above 150 EUR")


def of_bands(told, tail: str) -> list[object]:
    found = (told.get(f"journey.refund.by_value.{band}.{tail}") for band in BANDS)
    return [None if each is None else each.value for each in found]


def test_a_request_climbs_tier_by_tier(told):
    assert of_bands(told, "approvals.expected") == [0, 1, 2]


def test_the_time_of_a_band_is_that_of_its_decisions(told):
    assert of_bands(told, "elapsed.max_hours") == [None, 2 * 24, 7 * 24]


def test_the_time_of_the_decisions_alone(told):
    assert of_bands(told, "deciding.max_hours") == [None, 2 * 24, 7 * 24]
    assert of_bands(told, "deciding.min_hours") == [None, 2 * 24, 7 * 24]


def test_the_promise_is_judged_for_each_band(told):
    assert of_bands(told, "promise.verdict") == ["kept", "kept", "not-backed"]


def test_the_share_of_cases_in_a_band_is_an_interval_of_all_with_these_quantiles(told):
    first, second, third = of_bands(told, "share")
    assert first[0] <= Fraction(1, 2) <= first[1]
    assert second[0] <= Fraction(2, 5) <= second[1]
    assert third[0] <= Fraction(1, 10) <= third[1]


def test_who_decides_is_told_with_the_place(told):
    (part,) = told["journey.refund.by_value.above 150 EUR.approvals.expected"].parts
    assert part.text == "by leads and finance"


def test_a_contact_reason_without_approvals_has_no_bands(told):
    assert not any(name.startswith("journey.question.") for name in told)


def test_where_every_case_takes_the_same_there_are_no_bands():
    assert figures(POLICY.replace("may: {refund: 50 EUR}", "may: {refund: any}")) == {}


CHANNELS = """\
organization: {name: Harbour Lights, timezone: Europe/Madrid}
channels:
  desk: {kind: in_person, open: 24x7, goes_to: care}
  mailbox: {kind: email, open: 24x7, goes_to: office, respond: 2 days}
teams:
  care: {open: 24x7, closes: [refund]}
  office: {open: 24x7, closes: [refund]}
handoffs:
  - {from: care, to: office, wait: 5 days}
intents:
  refund: {start: [desk, mailbox], promise: 3 days}
  question: {start: desk}
"""


def test_the_time_and_the_promise_of_each_channel():
    told = {each.name: each for each in case_parts.list_by_channel(Subject(network(CHANNELS)))}
    stem = "journey.refund.by_channel"
    assert told[f"{stem}.mailbox.elapsed.max_hours"].value == 2 * 24
    assert told[f"{stem}.desk.elapsed.max_hours"].value == 5 * 24
    assert told[f"{stem}.mailbox.promise.verdict"].value == "kept"
    assert told[f"{stem}.desk.promise.verdict"].value == "certain-breach"
    assert not any(name.startswith("journey.question.") for name in told)

"""Which row of returns is for a customer, where it is not the thing and the reason alone."""

from __future__ import annotations

import datetime

import pytest
from questions import answers, figures, values

HEAD = """
organization: {name: T, currency: EUR, timezone: Europe/Vienna}
channels: {line: {kind: voice, goes_to: care}}
teams: {care: {closes: all, may: {refund: any}}}
intents: {back: {start: line, remedy: refund}}
returns:
"""
KNOWN = {"intent": "back", "reason": "changed mind", "delivered": "2026-11-02", "at": "2026-11-20"}


def table(*rows):
    return HEAD + "".join(f"  - {{reasons: [changed mind], {row}}}\n" for row in rows)


def test_a_row_for_some_customers_may_apply_beside_the_one_for_all():
    text = table(
        "id: club, categories: [hats], customers: [members], window: 30 days, fee: none",
        "id: hats, categories: [hats], window: 14 days, fee: none",
    )
    found = figures(text, **KNOWN, category="hats", value="20 EUR")
    assert found["row"].why == "not stated: whether it is a case of members"
    assert found["accepted"].value is None
    assert [part.text for part in found["accepted"].parts] == ["club (members): yes", "hats: no"]
    assert (found["last_day"].minimum, found["last_day"].maximum) == (
        datetime.date(2026, 11, 16),
        datetime.date(2026, 12, 2),
    )
    early = values(text, **{**KNOWN, "at": "2026-11-10"}, category="hats", value="20 EUR")
    assert (early["accepted"], early["fee"], early["row"]) == (True, 0, None)


def test_an_exception_leaves_the_row_for_everything_for_the_others():
    text = table(
        "id: sealed, categories: [discs], state: unopened, window: 30 days",
        "id: any, categories: [all], window: 5 days",
    )
    found = figures(text, **KNOWN, category="discs")
    assert [part.text for part in found["accepted"].parts] == ["sealed (unopened): yes", "any: no"]
    other = values(text, **KNOWN, category="everything else")
    assert (other["row"], other["accepted"]) == ("any", False)


@pytest.mark.parametrize(
    ("purchased", "row"),
    [("2026-10-31", "year"), ("2026-11-01", "season"), ("2026-12-31", "season"), (None, None)],
)
def test_a_row_for_a_season_is_for_what_was_bought_in_it(purchased, row):
    text = table(
        "id: season, categories: [toys], bought_between: [2026-11-01, 2026-12-31], window: 90 days",
        "id: year, categories: [toys], window: 14 days",
    )
    stated = {**KNOWN, "delivered": "2027-01-02", "at": "2027-01-20", "purchased": purchased}
    assert values(text, **stated, category="toys")["row"] == row


def test_rows_that_say_different_things_of_the_same_case_are_both_told():
    text = table(
        "id: a, categories: [tents], window: 30 days, fee: none, refund: money",
        "id: b, categories: [tents], window: 60 days, fee: none, refund: store credit",
    )
    found = figures(text, **KNOWN, category="tents", value="80 EUR")
    assert found["row"].why == "a and b are all for this, and differ"
    assert (found["accepted"].value, found["refund_amount"].value) == (True, 80)
    assert found["refund_form"].value is None


def test_a_row_without_reasons_is_for_what_no_other_settles():
    text = HEAD + (
        "  - {id: socks, categories: [socks], returnable: false, because: hygiene}\n"
        "  - {id: faulty, categories: [all], reasons: [defective], window: 2 years}\n"
    )
    worn = values(text, **KNOWN, category="socks")
    assert (worn["row"], worn["accepted"]) == ("socks", False)
    torn = values(text, **{**KNOWN, "reason": "defective"}, category="socks")
    assert (torn["row"], torn["accepted"]) == ("faulty", True)


def test_what_no_row_is_for_is_said():
    text = table("id: a, categories: [tents], window: 30 days")
    found = answers(text, **{**KNOWN, "reason": "late"}, category="tents")
    assert found.open_points[0].text == (
        "not stated: no row of returns is for tents that comes back for 'late'"
    )
    assert {each.name: each.value for each in found.figures}["ask.accepted"] is None


def test_everyday_words_for_reasons_are_understood():
    text = HEAD + "  - {id: f, categories: [all], reasons: [defective], window: unlimited}\n"
    found = values(text, **{**KNOWN, "reason": "Broken"}, category="cups")
    assert (found["row"], found["accepted"], found["last_day"]) == ("f", True, "unlimited")


def test_what_was_never_delivered_is_in_time_and_nothing_is_sent_back():
    row = "id: n, categories: [all], reasons: [undelivered], window: 30 days, fee: none, "
    text = HEAD + f"  - {{{row}shipping_paid_by: customer, refund: money, refund_within: 3 days}}\n"
    found = values(
        text, intent="back", category="cups", reason="undelivered", value="9 EUR", at="2026-11-20"
    )
    assert found["accepted"] is True
    assert found["customer_loses"] == 0
    assert found["money_back_by"] == datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("more", "stated", "accepted"),
    [
        ("in_time_if: sent", {"received_back": "2026-11-16"}, True),
        ("in_time_if: sent", {"received_back": "2026-11-17"}, None),
        ("in_time_if: sent", {"at": "2026-11-17"}, False),
        ("in_time_if: arrived", {"received_back": "2026-11-16"}, True),
        ("in_time_if: arrived", {"received_back": "2026-11-17"}, False),
        ("in_time_if: arrived", {}, None),
        ("in_time_if: told", {"received_back": "2026-12-24"}, True),
    ],
)
def test_what_must_have_happened_by_the_last_day(more, stated, accepted):
    text = table(f"id: a, categories: [cups], window: 14 days, {more}")
    known = {**KNOWN, "at": "2026-11-16"}
    assert values(text, **{**known, **stated}, category="cups")["accepted"] is accepted


def test_the_last_day_ends_at_midnight_of_the_offset_that_is_given():
    text = table("id: a, categories: [cups], window: 14 days")
    late = {**KNOWN, "at": "2026-11-16T23:59:00-10:00"}
    assert values(text, **late, category="cups")["accepted"] is True
    assert values(text, **{**KNOWN, "at": "2026-11-17T00:00"}, category="cups")["accepted"] is False


def test_a_fee_is_bounded_and_never_more_than_the_price():
    text = table("id: a, categories: [cups], window: 90 days, fee: 20%, up_to: 10 EUR")
    assert values(text, **KNOWN, category="cups", value="30 EUR")["fee"] == 6
    assert values(text, **KNOWN, category="cups", value="300 EUR")["fee"] == 10
    fixed = table("id: a, categories: [cups], window: 90 days, fee: 8 EUR")
    assert values(fixed, **KNOWN, category="cups", value="5 EUR")["refund_amount"] == 0
    set_later = table("id: a, categories: [cups], window: 90 days, up_to: 10 EUR")
    found = figures(set_later, **KNOWN, category="cups", value="30 EUR")
    assert found["fee"].value is None
    assert (found["refund_amount"].minimum, found["refund_amount"].maximum) == (20, 30)


def test_what_a_row_does_not_state_is_open():
    found = figures(table("id: a, categories: [cups]"), **KNOWN, category="cups", value="30 EUR")
    assert found["last_day"].why == "not stated: how long the customer has"
    assert found["fee"].why == "not stated: whether a fee is kept"
    assert found["customer_loses"].value is None
    assert found["money_back_by"].why == "not stated: how soon the money is back"


def test_the_order_of_rows_and_what_does_not_matter_changes_nothing():
    rows = [
        "id: a, categories: [cups], window: 14 days, fee: 5%",
        "id: b, categories: [plates], window: 30 days, fee: none",
        "id: c, categories: [everything else], window: 60 days, fee: none",
    ]
    asked = {**KNOWN, "category": "cups", "value": "30 EUR"}
    whole = values(table(*rows), **asked)
    assert values(table(*reversed(rows)), **asked) == whole
    assert values(table(*rows, "id: d, categories: [forks], window: 1 day"), **asked) == whole


@pytest.mark.parametrize(
    ("start", "stated", "accepted", "latest"),
    [
        ("shipment", {"delivered": "2026-10-01", "at": "2026-11-10"}, False, (2026, 10, 15)),
        ("shipment", {"delivered": "2026-10-27", "at": "2026-11-10"}, None, (2026, 11, 10)),
        ("shipment", {"delivered": "2026-10-26", "at": "2026-11-10"}, False, (2026, 11, 9)),
        ("order", {"shipped": "2026-10-01", "at": "2026-11-10"}, False, (2026, 10, 15)),
        ("delivery", {"shipped": "2026-10-01", "at": "2026-11-10"}, None, None),
        ("shipment", {"purchased": "2026-10-01", "at": "2026-11-10"}, None, None),
        ("delivery", {"received_back": "2026-10-09", "at": "2026-11-10"}, False, (2026, 10, 23)),
    ],
)
def test_who_is_late_whenever_the_window_began_is_refused(start, stated, accepted, latest):
    text = table(
        f"id: a, categories: [cups], window: 14 days, from: {start}",
        f"id: b, categories: [cups], window: 10 days, from: {start}, state: [opened]",
    )
    known = {"intent": "back", "category": "cups", "reason": "changed mind", "value": "120 EUR"}
    found = figures(text, **known, **stated)
    assert found["accepted"].value is accepted
    one = figures(table(f"categories: [cups], window: 14 days, from: {start}"), **known, **stated)
    assert one["last_day"].maximum == (latest and datetime.date(*latest))


def test_the_day_that_decides_is_named_first():
    text = table(
        "id: a, categories: [cups], window: 14 days, from: shipment",
        "id: b, categories: [cups], window: 14 days, from: shipment, state: [opened]",
    )
    found = answers(text, intent="back", category="cups", delivered="2026-11-01", at="2026-11-10")
    assert found.open_points[0].text == "not stated: the day of shipment (--shipped)"

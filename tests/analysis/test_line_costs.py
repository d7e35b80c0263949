"""What lines cost: waits by Erlang's formulas times the contacts, and fees, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policies import network

from cxlint.analysis import line_costs, way_counts
from cxlint.analysis.quantity import UNBOUNDED
from cxlint.analysis.subject import Subject

LINE = """\
organization: {name: Harbour Lights, currency: EUR}
channels:
  hotline:
    kind: voice
    open: 24x7
    goes_to: care
    load: {contacts: 100, per: 30 minutes, handling_time: 3 minutes}
    respond: {within: 20s, for: 80%}
    FEE
teams:
  care: {seats: 14, open: 24x7, closes: [refund]}
handoffs:
  - {from: care, to: hotline, carried_by: customer, share: 20%}
  - {from: care, to: resolved, share: 80%}
intents:
  refund: {start: hotline}
"""
WAIT = 7.83593701177724 / 60
"""The mean wait at 10 Erlang and 14 people: a published value."""

CONTACTS = Fraction(5, 4)
"""One in five calls again, each time."""


def figures(*texts: str) -> dict[str, object]:
    return {each.name: each for each in line_costs.list_quantities(Subject(network(*texts)))}


def line(fee: str = "") -> dict[str, object]:
    return figures(LINE.replace("FEE", fee))


def money(fee: str):
    return line(fee)["journey.refund.money.expected"]


def test_the_mean_wait_of_a_line_counts_at_each_contact():
    told = line()
    found = told["journey.refund.waiting_minutes.expected"]
    assert float(found.value) == pytest.approx(float(CONTACTS) * WAIT, abs=1e-9)
    assert told["journey.refund.waiting_minutes.max"].value == UNBOUNDED
    assert told["all.waiting_minutes.expected"].value == found.value
    assert [(part.text, part.at.span().line) for part in found.parts] == [
        ("hotline: 7.84 seconds in the line", 7)
    ]


def test_a_fee_by_the_contact():
    assert money("fee: 0.20 EUR").value == CONTACTS * Fraction(1, 5)
    told = line("fee: 0.20 EUR")
    assert told["journey.refund.money.min"].value == Fraction(1, 5)
    assert told["journey.refund.money.max"].value == UNBOUNDED


def test_a_fee_by_the_minute_with_waiting_for_free():
    found = money(
        "{fee: 0.50 EUR, fee_per: minute, waiting: free}".strip("{}").replace(", ", "\n    ")
    )
    assert found.value == CONTACTS * 3 * Fraction(1, 2)


def test_a_fee_by_the_minute_charges_waiting():
    found = money("fee: 0.50 EUR\n    fee_per: minute")
    assert float(found.value) == pytest.approx(float(CONTACTS) * (3 + WAIT) / 2, abs=1e-9)


def test_minutes_that_have_begun_are_at_most_one_more_a_contact():
    found = money("fee: 0.50 EUR\n    fee_per: minute\n    waiting: free\n    begun_minutes: true")
    assert (found.minimum, found.maximum) == (CONTACTS * 3 / 2, CONTACTS * 4 / 2)


def test_what_is_free_costs_nothing_and_what_is_not_stated_is_not_told():
    assert money("fee: none").value == 0
    assert "journey.refund.money.expected" not in line()
    assert [part.text for part in money("fee: none").parts] == ["hotline: none"]


TWO = """\
organization: {name: Harbour Lights, currency: EUR}
channels:
  hotline: {kind: voice, goes_to: care, fee: 2 EUR}
  desk: {kind: in_person, goes_to: care, fee: 6 EUR}
  mailbox: {kind: email, goes_to: care}
teams:
  care: {seats: 4, closes: [refund]}
intents:
  refund: {start: [{at: hotline, share: 75%}, {at: desk, share: 25%}]}
  payout: {start: [hotline, mailbox]}
"""


def test_of_each_channel_and_of_all_who_come_by_them():
    told = figures(TWO)
    assert told["journey.refund.by_channel.hotline.money.expected"].value == 2
    assert told["journey.refund.by_channel.desk.money.expected"].value == 6
    assert told["journey.refund.money.expected"].value == 3
    assert (told["journey.refund.money.min"].value, told["journey.refund.money.max"].value) == (
        2,
        6,
    )


def test_shares_that_are_missing_make_an_interval():
    found = figures(TWO)["journey.payout.money.expected"]
    assert (found.value, found.minimum, found.maximum) == (None, 0, 2)
    assert found.why


def test_without_a_load_nothing_is_said_of_waiting():
    assert not any("waiting" in name for name in figures(TWO))


def test_a_line_of_unknown_load_leaves_the_most_open():
    more = "channels:\n  chat: {kind: chat, goes_to: care}\n"
    text = LINE.replace("FEE", "").replace("start: hotline", "start: [hotline, chat]")
    found = figures(text, more)["journey.refund.waiting_minutes.expected"]
    assert (found.value, found.maximum) == (None, None)
    assert found.why == "the load of chat is not stated"


def test_two_currencies_are_not_added_up():
    found = figures(TWO.replace("6 EUR", "6 CHF"))["journey.refund.money.expected"]
    assert (found.value, found.why) == (None, "fees are stated in CHF and EUR")


def test_shares_over_the_whole_are_a_fault():
    text = LINE.replace("FEE", "fee: 1 EUR").replace("share: 20%", "share: 60%")
    found = figures(text)["journey.refund.money.expected"]
    assert (found.value, found.why) == (None, "the shares stated at care add up to 140 %")


def test_who_is_called_back_pays_nothing_for_it():
    text = LINE.replace("FEE", "fee: 1 EUR\n    fee_per: minute\n    waiting: free").replace(
        "goes_to: care\n", "goes_to: later\n", 1
    )
    steps = "steps:\n  later: {kind: callback, goes_to: care}\n"
    text = text.replace("share: 20%", "share: 0%").replace("share: 80%", "share: 100%")
    assert figures(text, steps)["journey.refund.money.expected"].value == 0


@given(share=st.integers(0, 95), cents=st.integers(1, 1000))
def test_a_fee_counts_as_often_as_customers_turn_to_the_company(share, cents):
    text = (
        LINE.replace("FEE", f"fee: {cents / 100:.2f} EUR")
        .replace("share: 80%", f"share: {100 - share}%")
        .replace("customer, share: 20%", f"customer, share: {share}%")
    )
    subject = Subject(network(text))
    told = {
        each.name: each.value
        for provider in (way_counts, line_costs)
        for each in provider.list_quantities(subject)
    }
    contacts = told["journey.refund.contacts.expected"]
    assert contacts == 1 / (1 - Fraction(share, 100))
    assert told["journey.refund.money.expected"] == contacts * Fraction(cents, 100)

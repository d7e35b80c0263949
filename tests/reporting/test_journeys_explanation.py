"""How figures come about: each sum part by part, with its places, its meaning and its formula."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from made_figures import WHY, policy, usual

from cxlint.analysis.quantity import Part, Quantity
from cxlint.reporting.journeys import explanation, overview
from cxlint.reporting.journeys.layout import render_markdown, render_text


def explain(id_: str, form: str = "text") -> str:
    made = policy()
    blocks = overview.explain_intent(made, usual(made), id_)
    return render_markdown(blocks) if form == "markdown" else render_text(blocks, 80)


def one(quantity: Quantity) -> str:
    return render_text(explanation.list_figures([quantity], "EUR"), 80)


def test_a_sum_is_told_part_by_part_with_its_places():
    assert """\
contacts: how often the customer has to turn to the company, the first time
included
  - mean: 1.2
      - meaning: the customer carries it
      - 1: the first contact
      - 0.2: care -> finance (0.yaml:9)
  - most: 3
  - formula: Grinstead and Snell, chapter 11
""" in explain("refund")


def test_of_each_channel_it_is_told_where_that_is_asked_for():
    made = policy()
    told = render_text(overview.explain_intent(made, usual(made), "refund", "channel"), 80)
    assert "  - by hotline, mean: 1\n  - by mailbox, mean: 1.5\n" in told
    assert "mailbox" not in explain("refund")


def test_the_promise_is_told_in_words():
    assert """\
promise: what becomes of it
  - verdict: not backed by what is allowed
      - meaning: limits in full
  - only around holidays or clock changes: yes
""" in explain("refund")


def test_the_line_that_would_narrow_the_figures_is_told_last():
    assert explain("refund").endswith("""\
what would narrow the figures most
  - to state the share of: finance -> care
      - no share (0.yaml:10)
""")


def test_the_order_is_that_of_the_table():
    heads = re.findall(r"^(\w[\w ]*?):", explain("refund"), re.MULTILINE)
    order = ["refund", "promise", "elapsed", "effort", "money", "contacts", "handoffs", "resolved"]
    assert heads == [*order, "given up"]


def test_what_was_told_above_is_not_told_again():
    part = (Part("1: the first contact"),)
    mean = Quantity("journey.refund.contacts.expected", None, "a", 1, 2, "open", "s", part)
    figures = [
        mean,
        Quantity("journey.refund.contacts.expected.min", 1),
        Quantity("journey.refund.contacts.expected.max", 2),
        Quantity("journey.refund.contacts.max", 2, "a", source="s", parts=part),
    ]
    told = render_text(overview.explain_intent(policy(), figures, "refund"), 80)
    assert told.endswith("""\
  - mean: 1 to 2
      - not one number: open
      - meaning: a
      - 1: the first contact
  - most: 2
      - the same sum as above
  - formula: s
""")


def test_what_may_not_be_claimed_says_why():
    assert f"  - mean: unknown: {WHY}\n" in explain("question")


def test_a_contact_reason_without_figures_is_told_what_to_state():
    told = render_text(overview.explain_intent(policy(), [], "refund"), 80)
    assert "Nothing can be said of what this costs the customer" in told
    assert "  - money: `fee` and `fee_per` of channels" in told


def test_in_markdown_parts_hang_below_their_figure():
    told = explain("refund", "markdown")
    assert "* mean: 1.2\n    * meaning: the customer carries it\n" in told
    assert "    * 0.2: care -&#62; finance (0.yaml:9)\n" in told


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        (Quantity("channel.hotline.asa_seconds", 17.116), "17.1 seconds"),
        (Quantity("journey.refund.elapsed.max_hours", Fraction(129)), "5.4 days"),
        (Quantity("journey.refund.unfinished", Fraction(1, 10)), "10%"),
        (Quantity("journey.refund.share_above.50", [Fraction(1, 2), Fraction(3, 4)]), "50% to 75%"),
        (Quantity("journey.refund.no_exit", ["care", "returns"]), "care, returns"),
        (Quantity("journey.refund.visits.care.max", minimum=1, maximum=3), "1 to 3"),
        (Quantity("promise.mail.verdict", "kept"), "kept from every start of the year ahead"),
        (Quantity("team.care.seats_needed", 14), "14"),
        (Quantity("channel.hotline.service_level", 0.8), "80%"),
        (Quantity("channel.hotline.p_abandon", 0.62), "62%"),
        (Quantity("journey.refund.abandoned.max", Fraction(2, 5)), "40%"),
        (Quantity("team.care.stable", value=False), "no"),
        (Quantity("journey.refund.money.max", Fraction(9, 2)), "4.50 EUR"),
    ],
)
def test_one_figure_is_told_in_its_unit(quantity, said):
    assert one(quantity) == f"  - {quantity.name}: {said}\n"

"""The page of journeys: whole sentences, nothing blank, worst first, at any width."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_figures import POLICY, WHY, policy, staffing, usual
from made_reports import NASTY

from cxlint.analysis.quantity import UNBOUNDED, Quantity
from cxlint.reporting.journeys import overview
from cxlint.reporting.journeys.cells import build_cell
from cxlint.reporting.journeys.columns import COLUMNS
from cxlint.reporting.journeys.layout import render_markdown, render_text
from cxlint.reporting.writing.control_characters import columns

COLUMN = {each.head: each for each in COLUMNS}
TABLE = """\
contact reason  promise             elapsed          effort       money
payout          14 days: broken     66 to 74 days    -            -
  at worst                          74 days          -            -
refund          7 days: not backed  1 to 5.4 days    9.1 minutes  4.50 GBP
  at worst                          8.3 days         -            -
question        -                   0 to 30 minutes  -            -
  at worst                          30 minutes       -            -
all together    -                   -                -            -

contact reason  contacts  handoffs     resolved     given up
payout          -         -            -            -
  at worst      -         -            -            -
refund          1.2       0.3 to 0.86  60% to 100%  0% to 40%
  at worst      3         no limit     60%          40%
question        unknown   unknown      -            -
  at worst      unknown   unknown      -            -
all together    1.1       -            -            -

Of 2 promises: 1 broken from every start and 1 not backed by what is allowed.
Not backed only around holidays or clock changes: refund.
"""


def blocks(by: str = "intent", quantities=None, text: str = POLICY):
    made = policy(text)
    return overview.list_blocks(made, usual(made) if quantities is None else quantities, by)


def page(width: int = 80, **how) -> str:
    return render_text(blocks(**how), width)


def cell(head: str, **figures):
    made = {
        name.replace("__", "."): each if isinstance(each, Quantity) else Quantity(name, each)
        for name, each in figures.items()
    }
    return build_cell(made, COLUMN[head], "EUR")


def test_the_table_of_80_columns():
    assert TABLE in page()


def test_the_table_of_a_wide_terminal_is_one():
    told = page(200)
    assert told.count("contact reason  ") == 1
    assert "7 days: not backed  1 to 5.4 days    9.1 minutes  4.50 GBP  1.2       0.3 to" in told


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("by", ["intent", "channel"])
def test_it_fits_the_terminal(width, by):
    for line in page(width, by=by).splitlines():
        assert columns(line) <= width


def test_the_worst_comes_first_whatever_the_order_of_the_policy():
    order = re.findall(r"^(payout|refund|question)  ", page(200), re.MULTILINE)
    assert order == ["payout", "refund", "question"]


def test_what_cannot_be_claimed_says_why_once():
    told = page()
    assert f"  - question: contacts and handoffs: {WHY}\n" in told
    assert told.count(WHY) == 1


def test_what_is_missing_says_what_to_state_and_for_whom():
    told = " ".join(page().split())
    assert "money of payout and question: comes from `fee` and `fee_per` of channels" in told
    assert "approvals: comes from `value` of the contact reason" in told


def test_of_an_interval_it_is_enough_to_say_what_would_narrow_it():
    figures = [
        Quantity("journey.refund.handoffs.expected", None, "", 1, 2, "no share is stated of x"),
        Quantity("journey.payout.handoffs.expected", None, "", 1, 2, "no share is stated of y"),
        Quantity("journey.refund.contacts.max", UNBOUNDED, why="nothing ends the circle"),
        Quantity("journey.refund.narrow", "x"),
    ]
    told = page(quantities=figures)
    assert "no share is stated of x" not in told
    assert "  - payout: handoffs: no share is stated of y\n" in told
    assert "  - refund: contacts: nothing ends the circle\n" in told


def test_a_long_list_ends_soon():
    intents = "".join(f"  i{n}: {{start: hotline}}\n" for n in range(30))
    text = f"channels:\n  hotline: {{kind: voice}}\nintents:\n{intents}"
    figures = [Quantity(f"journey.i{n}.contacts.expected", why=f"reason {n}") for n in range(30)]
    told = page(text=text, quantities=[*figures, Quantity("journey.i0.handoffs.max", 1)])
    assert told.count(": reason ") == 20
    assert "  - 10 more: `--format json` has all\n" in told


def test_a_single_promise_is_told_without_counting():
    figures = [Quantity("journey.refund.promise.verdict", "certain-breach"),
               Quantity("journey.refund.contacts.max", 1)]  # fmt: skip
    assert "The promise is broken from every start.\n" in page(quantities=figures)


def test_of_one_contact_reason_there_is_no_row_of_all():
    text = "channels:\n  hotline: {kind: voice}\nintents:\n  refund: {start: hotline}\n"
    figures = [Quantity("journey.refund.contacts.max", 1), Quantity("all.contacts.max", 1)]
    assert "all together" not in page(text=text, quantities=figures)


def test_where_cases_stay_is_told():
    told = page(
        quantities=[
            Quantity("journey.refund.handoffs.max", UNBOUNDED),
            Quantity("journey.refund.no_exit", ["care", "finance"]),
            Quantity("journey.payout.unfinished", Fraction(1, 10)),
            Quantity("journey.question.unfinished", Fraction(0)),
        ]
    )
    assert (
        """\
Where cases stay
  - refund: nothing leads out of care and finance
  - payout: 10% of the cases stay where no stated move takes them on
"""
        in told
    )


def test_where_nothing_is_stated_no_minutes_are_no_figure():
    assert cell("effort", effort_minutes__expected=0, effort_minutes__max=0).is_missing
    assert cell("effort", effort_minutes__expected=0, effort_minutes__max=2)[:2] == (
        "0 minutes",
        "2 minutes",
    )
    assert cell("money", money__expected=0, money__max=0)[:2] == ("0 EUR", "0 EUR")


def test_what_would_narrow_the_figures_is_named_with_its_place():
    assert "  - refund: state the share of finance -> care (0.yaml:10)\n" in page()


def test_by_value_there_is_a_row_for_each_band():
    figures = [
        Quantity("journey.refund.contacts.max", 2),
        *(
            Quantity(f"journey.refund.by_value.{band}.{tail}", value)
            for band, approvals, verdict in (
                ("up to 50 EUR", 0, "kept"),
                ("above 50 EUR", 2, "certain-breach"),
            )
            for tail, value in (("approvals.expected", approvals), ("promise.verdict", verdict))
        ),
    ]
    told = page(quantities=figures, by="value")
    assert re.findall(r"^(refund, .*?)  +(.*?)  +(.*)$", told, re.MULTILINE) == [
        ("refund, above 50 EUR", "7 days: broken", "2"),
        ("refund, up to 50 EUR", "7 days: kept", "0"),
    ]
    assert "question" not in told.partition("What is not")[0]
    assert "The promise is broken from every start.\n" in told
    assert page(by="value").startswith("No contact reason takes other approvals")


def test_by_channel_there_is_a_row_for_each():
    told = page(200, by="channel")
    assert re.search(r"^refund by mailbox +7 days: not backed .* 1\.5 ", told, re.MULTILINE)
    assert re.search(r"^refund by hotline +7 days: not backed .* 1 ", told, re.MULTILINE)
    assert re.search(r"^question  ", told, re.MULTILINE)
    assert "Of 2 promises" in told
    assert "elapsed of refund by" not in told


def test_a_policy_without_numbers_is_told_what_to_state():
    told = page(quantities=[])
    assert told.startswith("This policy states no numbers that could be added up")
    assert "contact reason  " not in told
    for each in COLUMNS:
        assert (f"  - {each.head}: " in told) != each.is_by_value


def test_a_policy_without_contact_reasons_is_told_so():
    told = page(text="teams:\n  care: {seats: 1}\n", quantities=[])
    assert told.startswith("This policy names no contact reason")


def test_of_lines_alone_there_is_their_table():
    told = page(text="teams:\n  care: {seats: 1}\nchannels:\n  hotline: {kind: voice}\n",
                quantities=staffing())  # fmt: skip
    assert "People at the lines, worst first\n" in told


def test_markdown_has_a_line_a_row():
    told = render_markdown(blocks())
    assert (
        "| refund | 7 days: not backed | 1 to 5.4 days, at worst 8.3 days | 9.1 minutes |" in told
    )
    assert "| 0.3 to 0.86, at worst no limit |" in told
    assert "### What is not known, and why\n" in told
    assert "<code>fee&#95;per</code>" in told


def test_an_unknown_verdict_is_said_to_be_unknown():
    told = page(quantities=[Quantity("journey.refund.promise.verdict", why="nobody states hours")])
    assert told.startswith("This policy states no numbers")
    told = page(
        quantities=[
            Quantity("journey.refund.promise.verdict", why="nobody states hours"),
            Quantity("journey.refund.contacts.max", 2),
        ]
    )
    assert "7 days: unknown" in told
    assert "  - refund: promise: nobody states hours\n" in told


def test_a_mean_lies_between_the_least_and_the_most():
    assert cell("transfers", transfers__max=6).mean == "at most 6"
    assert cell("transfers", transfers__min=1, transfers__max=6).mean == "1 to 6"
    assert cell("transfers", transfers__max=UNBOUNDED)[:2] == ("-", "no limit")


def test_the_mean_is_told_before_what_holds_it():
    told = cell("contacts", contacts__expected=Fraction(3, 2), contacts__min=1, contacts__max=9)
    assert told[:2] == ("1.5", "9")


def test_the_worst_of_what_is_good_is_the_least():
    told = cell("resolved", resolved=Quantity("", minimum=Fraction(1, 2), maximum=Fraction(1)))
    assert told[:2] == ("50% to 100%", "50%")
    assert cell("resolved", resolved=Fraction(1, 2)).weight > cell("resolved", resolved=1).weight


def test_the_worst_time_is_the_longest_of_all_that_are_known():
    told = cell("elapsed", elapsed__min_hours=24, elapsed__max_hours=240,
                elapsed__committed__max_hours=480, elapsed__max_hours__over_year=360)  # fmt: skip
    assert told[:2] == ("1 to 10 days", "20 days")


def test_an_end_that_may_not_be_claimed_is_unknown_and_the_other_told():
    told = cell("contacts", contacts__max=4, contacts__expected=Quantity("", why=WHY))
    assert told[:3] == ("at most 4", "4", WHY)


def test_ids_with_dots_and_spaces_are_found():
    text = "intents:\n  re.fund: {start: a.b}\n  re: {start: a.b}\nchannels:\n  a.b: {kind: chat}\n"
    found = [
        Quantity("journey.re.fund.contacts.max", 3),
        Quantity("journey.re.fund.by_channel.a.b.contacts.max", 2),
        Quantity("journey.re.contacts.max", 7),
    ]
    told = page(text=text, quantities=found)
    assert re.findall(r"^(re\S*)  .*\n  at worst +(\d)$", told, re.MULTILINE) == [
        ("re", "7"),
        ("re.fund", "3"),
    ]
    assert "re.fund by a.b" in page(text=text, quantities=found, by="channel")


@given(st.text(max_size=30))
def test_text_from_a_policy_is_never_obeyed(text):
    found = [
        Quantity("journey.refund.contacts.expected", why=f"{text}{NASTY}"),
        Quantity("journey.refund.contacts.max", 2),
        Quantity("team.care.note", f"{NASTY}{text}"),
        Quantity("team.care.load_erlang", 3),
    ]
    for told in (page(quantities=found), render_markdown(blocks(quantities=found))):
        assert not re.search(r"##\w*\[", told)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", told)
        assert not any(line.lstrip().startswith("::") for line in told.split("\n"))
    assert "<script>" not in render_markdown(blocks(quantities=found))

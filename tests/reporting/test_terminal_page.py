"""The page of a rule and the table of rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from made_reports import CLOSED, LOOP, NASTY, RULES, WINDOW, rule, usual

from cxlint.linting.model.finding import Judged
from cxlint.reporting import View, render
from cxlint.reporting.docs.rules_table import table
from cxlint.reporting.docs.terminal_page import page
from cxlint.reporting.writing.control_characters import columns

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCES = {
    "field-study": {"title": "A study of loops", "year": 2020, "url": "https://study.example/a"},
    "a-law": {"title": "A law"},
}


def test_the_page(golden: Callable[[str, str], None]) -> None:
    printed = render("text", usual()._replace(judged=Judged()), View(width=76))
    golden("page.txt", page(LOOP, SOURCES, printed))


def test_a_page_of_little() -> None:
    told = page(rule(params={}, sources=(), bad=(), good=()), {}, "")
    assert told == (
        "hassle-loop: Customers are sent in a circle\n"
        "error, category handoffs, since 0.1.0\n\n"
        "  A circle costs the customer time and settles nothing.\n\n"
        "what to change\n"
        "  Limit …, or let a person end it.\n"
    )


def test_a_remedy_of_facts_alone_is_left_out() -> None:
    assert "what to change" not in page(rule(remedy={"": "{advice}"}), {}, "")


def test_a_remedy_of_which_only_a_finding_has_the_words_is_left_out() -> None:
    assert "what to change" not in page(rule(remedy={"": "write {advice}"}), {}, "")
    assert "what to change" in page(rule(remedy={"": "limit it"}), {}, "")


def test_a_list_of_which_nothing_is_left_goes_with_its_dash() -> None:
    told = page(rule(remedy={"": "limit a move, or take it out - {untie}"}), {}, "")
    assert "\n  limit a move, or take it out\n" in told
    told = page(rule(remedy={"": "drop what is taken - {fees} - or say why"}), {}, "")
    assert "\n  drop what is taken - or say why\n" in told


def test_parameters_are_told_as_a_configuration_takes_them() -> None:
    told = rule(params={"on": True, "where": {"kind": ["a", "b"], "till": {"said": False}}})
    lines = "parameters\n  on: true\n  where:\n    kind: a, b\n    till: {said: false}\n"
    assert lines in page(told, {}, "")


def test_long_parameters_hang_below_their_value() -> None:
    told = page(rule(params={"kinds": ["a kind of channel"] * 6}), {}, "")
    assert "\n  kinds: a kind" in told
    assert "\n         channel, a kind of channel" in told


def test_which_problem_a_rule_tells_of_is_no_parameter() -> None:
    assert "parameters" not in page(rule(check="reader_problems", params={"problem": "x"}), {}, "")


def test_our_own_sources_are_not_those_of_another_organization() -> None:
    told = rule(sources=(("own", "we agreed"),), shipped=False)
    assert "\n      the organization's own\n" in page(told, {"own": {"title": "cxlint's"}}, "")


def test_what_is_special_about_a_rule_is_said() -> None:
    told = page(rule(lockable="locked", formerly=("old-loop",)), {}, "")
    assert "may not be waived, formerly old-loop" in told


def test_a_source_that_is_not_in_the_table_is_told_by_its_id() -> None:
    assert "\n      field-study\n" in page(LOOP, {}, "")


def test_our_own_defaults_are_called_so() -> None:
    own = rule(provenance={"longest": {"source": "own", "says": "a month"}})
    assert "  longest: 30 days\n      our own judgement: a month\n" in page(own, {}, "")


def test_a_page_keeps_to_the_width_and_escapes() -> None:
    odd = rule(title=NASTY, rationale=NASTY, remedy={"": NASTY}, bad=(), good=())
    for line in page(odd, {}, "").splitlines():
        assert columns(line) <= 80
        assert "\x1b" not in line


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_the_table(form: str, golden: Callable[[str, str], None]) -> None:
    golden(f"rules.{form}", table(reversed(RULES), form))


def test_the_table_is_sorted_and_whole() -> None:
    told = json.loads(table((LOOP, WINDOW, CLOSED), "json"))
    assert [entry["id"] for entry in told] == [CLOSED.id, LOOP.id, WINDOW.id]
    assert told[1]["remedy"] == "Limit …, or let a person end it."


def test_pipes_in_titles_make_no_cells() -> None:
    row = table([rule(title="a | b `c`")], "markdown").splitlines()[2]
    assert row.count("|") == 5


def test_no_rules() -> None:
    assert table([]) == "0 rules\n"

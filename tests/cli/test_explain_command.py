"""`cxlint explain` and `cxlint rules`."""

from __future__ import annotations

import json
import re

import pytest

from cxlint.cli.reference import explain
from cxlint.linting.rules import loader
from cxlint.reporting.docs.example_output import demonstration

RULES = loader.load()


@pytest.mark.parametrize("id_", sorted(RULES))
def test_every_rule_has_a_page_with_what_cxlint_really_prints(id_):
    printed = demonstration(RULES[id_], RULES)
    assert re.search(rf": {id_}(  at .+)?$", printed, re.MULTILINE)


def test_a_page_says_why_what_and_where_from(cxlint):
    result = cxlint("explain", "undefined-reference")
    assert result.code == 0
    rule = RULES["undefined-reference"]
    assert rule.title in result.out
    assert "policy.yaml:" in result.out
    assert rule.bad[0].splitlines()[0] in result.out
    assert max(map(len, result.out.splitlines())) <= 80


def test_a_former_id_leads_to_the_rule():
    rule = RULES["undefined-reference"]._replace(formerly=("dead-end-reference",))
    assert explain.find_rule("dead-end-reference", {rule.id: rule}) is rule


def test_rules_lists_all_of_them_in_every_format(cxlint):
    text = cxlint("rules")
    markdown = cxlint("rules", "--format", "markdown")
    listed = json.loads(cxlint("rules", "--format", "json").out)
    assert {rule["id"] for rule in listed} == set(RULES)
    for id_ in RULES:
        assert f"  {id_} " in text.out
        assert f"| {id_} |" in markdown.out
    assert max(map(len, text.out.splitlines())) <= 80


def test_a_category_is_no_rule(cxlint):
    result = cxlint("explain", "reading")
    assert result.code == 2
    assert "reading is a category; cxlint rules lists" in result.err


def test_a_category_that_is_a_section_is_explained_as_one(cxlint):
    result = cxlint("explain", "handoffs")
    assert result.code == 0
    assert "Moves of customers and cases" in result.out
    assert "handoffs is a category of rules too" in result.out


def test_parameters_of_several_parts_are_listed_one_by_one(cxlint):
    page = cxlint("explain", "partner-blame-phrase").out
    assert re.search(r"^  phrases:\n    en: .+\n {8}\S", page, re.MULTILINE)
    assert re.search(r"^    de: ", page, re.MULTILINE)


@pytest.mark.parametrize("id_", sorted(RULES))
def test_no_page_shows_what_nobody_can_set_or_a_remedy_without_words(cxlint, id_):
    page = cxlint("explain", id_).out
    assert "  problem: " not in page
    assert not re.search(r"what to change\n  (\w+ )?…$", page, re.MULTILINE)
    assert "{'" not in page

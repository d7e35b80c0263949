"""What somebody writes a rule counts as holds for all its findings; unwritten, each has its own."""

from __future__ import annotations

import json

import pytest

CLOSED_LOOP = """\
steps:
  a: {kind: page, goes_to: b}
  b: {kind: page, goes_to: a}
"""
"""A circle without an end: an error, where the rule itself is a warning."""


@pytest.fixture
def judge(cxlint, write):
    """Return a function that checks by a configuration: the severities, and what softened them."""

    def run(config, file="a.yaml"):
        write(file, CLOSED_LOOP)
        write("cxlint.yaml", config)
        report = json.loads(cxlint("check", "--format", "json").out)
        found = [each["severity"] for each in report["findings"] if each["rule"] == "hassle-loop"]
        told = [each for each in report["judged_by"] if each["kind"] != "configuration"]
        return found, [(each["kind"], each["message"], each["line"]) for each in told]

    return run


LEVELLED = "hassle-loop: all its findings count as warning, the graver ones too"


@pytest.mark.parametrize(
    ("config", "line"),
    [
        ("rules: {hassle-loop: warning}\n", 1),
        ("fail_on: error\nrules:\n  hassle-loop: {severity: warning}\n", 3),
        ("rules: {handoffs: warning}\n", 1),
        ("paths: [{files: '*.yaml', rules: {hassle-loop: warning}}]\n", 1),
        ("extends: calm\nprofiles:\n  calm: {rules: {hassle-loop: warning}}\n", 3),
    ],
    ids=["rule", "severity", "category", "paths", "profile"],
)
def test_the_severity_a_rule_has_anyway_holds_for_its_graver_forms_and_is_said(judge, config, line):
    found, told = judge(config)
    assert found == ["warning"]
    assert ("softened", LEVELLED, line) in told


def test_a_configuration_further_down_may_write_it_too(judge, write):
    write("care/cxlint.yaml", "rules: {hassle-loop: warning}\n")
    found, told = judge("fail_on: error\n", "care/a.yaml")
    assert found == ["warning"]
    assert ("softened", LEVELLED, 1) in told


@pytest.mark.parametrize(
    "config",
    [
        "fail_on: error\n",
        "rules: {silo: warning}\n",
        "paths: [{files: b.yaml, rules: {hassle-loop: warning}}]\n",
        "extends: strict\n",
    ],
)
def test_where_nothing_is_written_of_the_rule_its_forms_stay(judge, config):
    found, told = judge(config)
    assert found == ["error"]
    assert [each for each in told if "hassle-loop: all" in each[1]] == []


def test_a_parameter_alone_says_nothing_of_the_severity(judge, write):
    write("b.yaml", "teams:\n  care: {seats: 3}\n")
    found, _ = judge("rules: {excess-steps: {params: {at_most: 4}}}\n")
    assert found == ["error"]


def test_what_is_lowered_is_said_once(judge):
    found, told = judge("rules: {hassle-loop: info}\n")
    assert found == ["info"]
    assert told == [("softened", "hassle-loop: info instead of warning", 1)]


def test_what_is_raised_to_the_gravest_is_no_softening(judge):
    assert judge("rules: {hassle-loop: error}\n") == (["error"], [])

"""`cxlint check --coverage`: the policy line by line, and which lines a judgement rests on."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from cxlint import resources
from cxlint.linting.config import config, config_files
from cxlint.linting.model.finding import CoveredLine, PolicyCoverage
from cxlint.linting.rules import loader
from cxlint.linting.run import engine
from cxlint.linting.trials import coverage
from cxlint.reporting.writing.coverage_lines import coverage_summary, coverage_text

if TYPE_CHECKING:
    from cxlint.linting.model.rule import Rule

RULES = loader.load()
POLICY = """\
organization: {jurisdictions: [DE]}
# a comment
returns:
  - categories: [shoes]
    window: 60 days
    refund_within: 40 days
    refund: original payment
  - {id: hats, categories: [hats], window: 30 days, description: for heads}
"""


def measure(text: str, *chosen: str, most: int = coverage.MOST_TRIALS) -> PolicyCoverage:
    settled = config.build_config(config_files.read(None), RULES, Path())
    request = engine.Request(
        paths=(),
        start=Path(),
        config=settled,
        rules=RULES,
        chosen=frozenset(config.choose_rules(RULES, chosen, ())),
        today=datetime.date(2026, 11, 20),
        stdin=("policy.yaml", text.encode()),
    )
    return coverage.measure([request], most=most)


def states(text: str, *chosen: str) -> dict[int, str]:
    return {each.line: each.state for each in measure(text, *chosen).lines}


def test_a_line_is_judged_where_another_value_changes_what_is_found() -> None:
    found = states(POLICY)
    assert found[1] == "unjudged"
    assert found[5] == "judged"
    assert found[7] == "judged"
    assert found[8] == "partly"
    assert not {2, 3} & found.keys()


def test_what_a_line_rests_on_is_named_by_key() -> None:
    last = measure(POLICY).lines[-1]
    assert "return.window" in last.judged
    assert set(last.unjudged) >= {"return.id", "return.description"}


def test_only_the_rules_that_are_on_judge() -> None:
    assert set(states(POLICY, "handoffs").values()) == {"unjudged"}
    assert states(POLICY, "restrictive-return-window")[5] == "judged"


def test_that_a_file_can_be_read_is_no_judgement() -> None:
    assert set(states(POLICY, "reading").values()) == {"unjudged"}


def test_a_healthy_value_is_judged_by_what_a_worse_one_would_show() -> None:
    text = """\
channels:
  mail: {kind: email, goes_to: care}
  line:
    kind: voice
    open: Mon-Fri 09:00-17:00
    goes_to: care
    closed: We are back at nine.
teams:
  care:
    open: Mon-Fri 09:00-17:00
    seats: 3
intents:
  bill: {start: line}
"""
    found = states(text)
    assert (found[5], found[10], found[11]) == ("judged", "judged", "judged")


@pytest.mark.parametrize("hours", ["24x7", "[Mon 09:00-17:00, Tue 09:00-17:00]"])
def test_hours_standing_alone_are_a_value(hours: str) -> None:
    text = f"schedules:\n  office: {hours}\n"
    assert [each.line for each in measure(text).lines] == [2]


def test_the_policy_is_as_it_was_when_it_ends() -> None:
    assert measure(POLICY) == measure(POLICY)


def test_where_the_bound_is_met_it_is_said() -> None:
    cut = measure(POLICY, most=5)
    assert cut.trials == 5
    assert {each.state for each in cut.lines} >= {"unsettled"}
    assert "as many as are tried at most" in coverage_summary(cut)
    assert "at most" not in coverage_summary(measure(POLICY))


def test_text_rules_are_asked_only_for_what_they_search() -> None:
    rule = RULES["excuse-phrase"]
    for key in ("script.text", "script.language", "organization.languages", "script.purpose"):
        assert coverage.may_concern(rule, key), key
    assert coverage.may_concern(rule, "channel.closed")  # the short form of what is searched
    assert not coverage.may_concern(rule, "channel.open")
    assert not coverage.may_concern(rule, "team.seats")
    assert coverage.may_concern(RULES["hassle-loop"], "team.seats")


SEARCHES = [rule for rule in RULES.values() if rule.check in coverage.TEXT_CHECKS]


@pytest.mark.parametrize("rule", SEARCHES, ids=lambda rule: rule.id)
def test_what_text_rules_are_not_asked_for_changes_nothing(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coverage, "may_concern", lambda *_: True)
    judged = {
        key
        for example in (*rule.bad[:2], *rule.good[:2])
        for line in measure(example, rule.id).lines
        for key in line.judged
    }
    monkeypatch.undo()
    assert judged
    assert {key for key in judged if not coverage.may_concern(rule, key)} == set()


def test_a_text_is_judged_by_the_phrases_in_it() -> None:
    text = "scripts:\n  no:\n    purpose: refusal\n    text: Thank you, a colleague calls you.\n"
    assert states(text)[4] == "judged"


LINES = (
    CoveredLine("a.yaml", 1, ("team.seats",), ()),
    CoveredLine("a.yaml", 2, ("team.seats",), ("team.name",)),
    CoveredLine("a.yaml", 3, (), ("team.name",)),
    CoveredLine("a.yaml", 5, (), ("team.name",), is_settled=False),
)


def test_each_line_has_its_mark() -> None:
    texts = {"a.yaml": ("one", "two", "three", "", "five \x1b")}
    assert coverage_text(PolicyCoverage(LINES, 7, texts)) == (
        "+ judged, ~ judged in part, - judged by nothing, ? not tried to the end\n"
        "\n"
        "a.yaml\n"
        "+     1 | one\n"
        "~     2 | two\n"
        "          not judged: team.name\n"
        "-     3 | three\n"
        "      4 |\n"
        "?     5 | five \\x1b\n"
        "\n"
        "2 of 4 lines are judged, 1 of them in part; 7 changes to worse and to absurd\n"
        "values were tried, as many as are tried at most: 1 line not to the end.\n"
    )


def test_the_command_ends_with_it(cxlint, write):
    write("policy/a.yaml", POLICY)
    plain = cxlint("check", "policy")
    result = cxlint("check", "policy", "--coverage")
    assert result.code == plain.code
    assert result.out.startswith(plain.out)
    assert "\n+     5 |     window: 60 days\n" in result.out
    assert "\n-     1 | organization: {jurisdictions: [DE]}\n" in result.out
    assert " lines are judged" in result.out.splitlines()[-2]


def test_json_has_it_where_it_is_asked_for(cxlint, write):
    write("policy/a.yaml", POLICY)
    assert "coverage" not in json.loads(cxlint("check", "policy", "--format", "json").out)
    result = cxlint("check", "policy", "--format", "json", "--coverage")
    report = json.loads(result.out)
    schema = json.loads(resources.folder("schemas").joinpath("report.schema.json").read_bytes())
    jsonschema.Draft202012Validator(schema).validate(report)
    told = report["coverage"]
    assert told["lines"] == len(told["by_line"])
    assert told["judged"] == sum(bool(each["judged"]) for each in told["by_line"])
    assert "60 days" not in result.err


def test_files_of_other_systems_are_left_out(cxlint, write):
    write("policy/a.yaml", POLICY)
    flow = {"description": "a", "states": [], "initial_state": "Trigger", "flags": {}}
    write("policy/flow.json", json.dumps(flow))
    told = json.loads(cxlint("check", "policy", "--format", "json", "--coverage").out)
    assert {each["path"] for each in told["coverage"]["by_line"]} == {"policy/a.yaml"}

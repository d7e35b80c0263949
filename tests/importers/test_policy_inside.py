"""A vendor's file in which a policy hides is a problem, and no way past the rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cxlint.policy.file_contents import understood

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"
LOOP = """\
teams: {care: {seats: 3}, desk: {seats: 3}}
handoffs:
  - {from: care, to: desk, carried_by: customer}
  - {from: desk, to: care, carried_by: customer}
"""
CONNECT = {"Version": "2019-10-30", "StartAction": "a", "Actions": []}
ZENDESK = {"macros": [{"id": 1, "title": "t", "actions": []}]}
TRIGGER = {"name": "Trigger", "type": "trigger", "transitions": [], "properties": {}}
TWILIO = {"description": "d", "states": [TRIGGER], "initial_state": "Trigger", "flags": {}}
POLICY = {"teams": {"care": {}}, "handoffs": [{"from": "care", "to": "nowhere"}]}


TEMPLATE = """\
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Greeting:
    Type: AWS::Connect::ContactFlow
    Properties:
      InstanceArn: !Ref Instance
      Name: Greeting
      Content: '{"Version": "2019-10-30", "StartAction": "a", "Actions": []}'
"""
MISSPELT = {"teams": {"care": {"seets": 3}}}
UNQUOTED = json.dumps({**CONNECT, **MISSPELT, "later": 0}).replace("0}", "${later}}")


def problems(name: str, text: str, wanted: str = "") -> list[tuple[str, str]]:
    found = understood(name, text.encode(), {}, named=bool(wanted), wanted=wanted)
    return [(each.rule, str(each.facts["reason"])) for one in found for each in one.problems]


@pytest.mark.parametrize("vendor", [CONNECT, ZENDESK, TWILIO])
def test_sections_of_a_policy_in_a_vendors_json_are_told(vendor: dict[str, object]) -> None:
    ((rule, reason),) = problems("a.json", json.dumps({**vendor, **POLICY}))
    assert rule == "unreadable-file"
    assert "handoffs and teams of a policy" in reason


def test_a_policy_in_yaml_does_not_vanish_behind_three_lines() -> None:
    head = 'Version: "2019-10-30"\nStartAction: a\nActions: []\n'
    ((rule, reason),) = problems("p.yaml", head + LOOP)
    assert (rule, "Amazon Connect" in reason) == ("unreadable-file", True)


@pytest.mark.parametrize("vendor", [CONNECT, ZENDESK, TWILIO])
def test_a_vendors_file_alone_is_read(vendor: dict[str, object]) -> None:
    assert problems("a.json", json.dumps(vendor)) == []


def test_what_a_vendor_calls_by_the_same_word_is_the_vendors() -> None:
    both = {**ZENDESK, "schedules": [{"id": 7, "name": "Office"}], "channels": []}
    assert problems("a.json", json.dumps(both)) == []


@pytest.mark.parametrize("vendor", [CONNECT, ZENDESK, TWILIO])
@pytest.mark.parametrize(
    "section",
    [
        MISSPELT,
        {"teams": {"care": 3}},
        {"handoffs": [{"from": "care", "too": "desk"}]},
        {"handoffs": {"from": "care", "to": "desk"}},
        {"channels": [{"kind": "voice", "goes_to": "care"}]},
        {"organization": {"name": "Northwind", "industri": "retail"}},
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a", "a.yaml", "a.xml", "a.flow"])
def test_sections_with_a_slip_in_them_are_told(
    vendor: dict[str, object], section: dict[str, object], name: str
) -> None:
    ((rule, reason),) = problems(name, json.dumps({**vendor, **section}))
    assert rule == "unreadable-file"
    assert f"holds {next(iter(section))} of a policy as well" in reason


@pytest.mark.parametrize("head", [TEMPLATE, TEMPLATE.replace("!Ref ", "")])
@pytest.mark.parametrize(
    "section",
    [
        "teams: {care: {seets: 3}}\n",
        "handoffs:\n  - {from: care, to: desk, carried_bye: customer}\n",
        "channels:\n  hotline: {kind: voize}\n",
        "schedules: {office: Mon-Fry 9-17}\n",
    ],
)
@pytest.mark.parametrize("wanted", ["", "amazon-connect"])
def test_sections_behind_a_template_are_told(head: str, section: str, wanted: str) -> None:
    ((rule, reason),) = problems("p.yaml", head + section, wanted)
    assert rule == "unreadable-file"
    assert f"holds {section.partition(':')[0]} of a policy as well" in reason
    assert problems("p.yaml", head, wanted) == []


def test_sections_between_the_placeholders_of_a_template_are_told() -> None:
    ((_, reason),) = problems("a.json", UNQUOTED)
    assert "holds teams of a policy as well" in reason
    assert problems("a.json", UNQUOTED.replace('"teams"', '"Teams"')) == []


@pytest.mark.parametrize(("wanted", "vendor"), [("zendesk", ZENDESK), ("twilio-studio", TWILIO)])
def test_a_format_that_is_named_swallows_no_policy(wanted: str, vendor: dict[str, object]) -> None:
    ((rule, _),) = problems("a.json", json.dumps({**vendor, **MISSPELT}), wanted)
    assert rule == "unreadable-file"
    assert problems("a.json", json.dumps(vendor), wanted) == []


ANSWER = {"url": "https://a.zendesk.com/api/v2/organizations/1.json", "id": 1, "name": "A"}
WEEK = [{"start_time": 480, "end_time": 1020}]
OPSGENIE = """\
schedules:
  - {name: care, timezone: Europe/Berlin, owner_team_name: care}
escalations:
  - {name: care, rules: [{delay: 5, recipients: [{type: user, id: a}]}]}
teams:
  - {name: care, members: [{username: a@example.org}]}
"""


@pytest.mark.parametrize(
    "owned",
    [
        {"organization": ANSWER},
        {"schedules": [{"id": 7, "name": "A", "time_zone": "UTC", "intervals": WEEK}]},
        {"version": 1},
        {"teams": {}, "handoffs": [], "channels": None},
    ],
)
def test_what_is_zendesks_own_is_zendesks(owned: dict[str, object]) -> None:
    assert problems("a.json", json.dumps({**ZENDESK, **owned})) == []


def test_what_is_opsgenies_own_is_opsgenies() -> None:
    assert problems("p.yaml", OPSGENIE) == []
    found = understood("p.yaml", OPSGENIE.encode(), {}, named=False)
    assert [each.foreign.format for each in found] == ["opsgenie"]


@pytest.mark.skipif(not REAL.is_dir(), reason="there are no real files here")
def test_no_real_file_is_told_to_hold_policy() -> None:
    seen = 0
    for file in sorted(each for each in REAL.rglob("*") if each.is_file()):
        for document in understood(file.name, file.read_bytes(), {}, named=False):
            seen += document.foreign is not None
            reasons = [str(problem.facts.get("reason")) for problem in document.problems]
            assert not any("of a policy as well" in reason for reason in reasons), file
    assert seen > 150

"""A vendor's file in which a policy hides is a problem, and no way past the rules."""

from __future__ import annotations

import json

import pytest

from cxlint.policy.file_contents import understood

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


def problems(name: str, text: str) -> list[tuple[str, str]]:
    found = understood(name, text.encode(), {}, named=False)
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

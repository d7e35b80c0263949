"""Folders of rules and packs hide nothing: what is no rule there is read like any other file."""

from __future__ import annotations

import json

import pytest

HIDDEN = "channels: {hotline: {kind: voice, published: true, open: 24x7, respond: 30 days}}\n"
AS_JSON = '{"channels": {"hotline": {"kind": "voice", "published": true, "respond": "30 days"}}}'
RULE = """\
id: few-people
title: Few people
severity: warning
since: 1.0.0
rationale: Few people answer few customers.
remedy: let more people answer
sources: [{id: own, supports: that few are few}]
check: limit
params: {of: team, field: seats, at_least: 2}
provenance: {at_least: {source: own, says: "one may be ill"}}
message: "{id} has {value} people"
bad: ["teams: {care: {seats: 1}}  # <- few-people"]
good: ["teams: {care: {seats: 2}}"]
"""


@pytest.fixture
def rules(write):
    write("p.yaml", "teams: {care: {seats: 1}}\n")
    write("own/cautious/few-people.yaml", RULE)
    write("cxlint.yaml", "rule_folders: own\n")


def found(cxlint):
    report = json.loads(cxlint("check", "--format", "json").out)
    return {(each["path"], each["rule"]) for each in report["findings"]}


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("own/p.json", AS_JSON),
        ("own/cautious/p.json", AS_JSON),
        ("own/coverage.yaml", HIDDEN),
        ("own/profiles/gentle.yaml", HIDDEN),
    ],
)
def test_a_policy_beside_rules_is_judged(cxlint, write, path, text):
    write(path, text)
    assert (path, "channel-target-too-slow") in found(cxlint)


@pytest.mark.usefixtures("rules")
def test_rules_their_pages_and_their_profiles_are_no_policy(cxlint, write):
    write("own/cautious/few-people.md", "# Few people\n")
    write("own/notes.json", '{"name": "notes", "version": 1}')
    assert found(cxlint) >= {("p.yaml", "few-people")}
    assert {path for path, _ in found(cxlint)} == {"p.yaml"}


@pytest.mark.parametrize("path", ["pack/p.json", "pack/cautious/p.json"])
def test_a_policy_in_a_pack_is_judged(cxlint, write, path):
    write("p.yaml", "teams: {care: {seats: 1}}\n")
    write("pack/pack.yaml", "name: acme\nversion: 1.0.0\n")
    write("pack/cautious/few-people.yaml", RULE)
    write("cxlint.yaml", "packs: [./pack]\n")
    write(path, AS_JSON)
    assert found(cxlint) >= {("p.yaml", "acme/few-people"), (path, "channel-target-too-slow")}

"""A pack in use: found, told, waived, accepted, explained, pinned."""

from __future__ import annotations

import json
import re

import pytest

from cxlint.language import schema

RULE = """\
id: late-refund
title: Refunds that take long
severity: error
since: 0.1.0
rationale: The money is the customer's, and whoever waits for it buys nothing else.
remedy: refund within {bound}
sources: [{id: handbook, supports: refunds are quick}]
check: limit
params: {of: channel, field: respond.within, at_most: 1 day}
provenance: {at_most: {source: handbook, says: the next day}}
message: "customers wait {value} at {id}"
bad: ["channels:\\n  a: {kind: chat, respond: 2 days}  # <- late-refund\\n"]
good: ["channels: {}"]
"""
POLICY = """\
channels:
  chat: {kind: chat, respond: 2 days}
  mailbox: {kind: email, respond: 3 days}  # cxlint: allow[acme/late-refund] the desk moves in May
"""
OWN_PROFILE = """\
profiles:
  quick:
    rules:
      acme/late-refund:
        params: {at_most: 5 hours}
        provenance: {at_most: {source: own, says: we can}}
extends: quick
"""
RUN = ("check", "--select", "acme,waivers")


@pytest.fixture(autouse=True)
def pack(write):
    write("acme/pack.yaml", "name: acme\nversion: 1.2.0\n")
    write("acme/sources.yaml", "handbook: {title: Handbook of the service desk}\n")
    write("acme/returns/late-refund.yaml", RULE)
    write("acme/profiles/slow.yaml", "rules: {acme/late-refund: {params: {at_most: 36 hours}}}\n")
    write("cxlint.yaml", "packs: [./acme]\n")
    write("policy.yaml", POLICY)


def test_a_finding_is_told_with_the_whole_id_and_its_threshold(cxlint):
    result = cxlint(*RUN)
    assert result.code == 1
    assert "policy.yaml:2:31: error: acme/late-refund  at channel/chat\n" in result.out
    assert (
        '  threshold       at most 1 day (source: "Handbook of the service desk")\n' in result.out
    )
    assert "1 error in 1 file (1 waived); 1 fails" in result.out


def test_json_and_sarif_tell_the_same(cxlint):
    report = json.loads(cxlint(*RUN, "--format", "json").out)
    assert schema.explain("report", report) == []
    first = report["findings"][0]
    assert (first["rule"], first["category"]) == ("acme/late-refund", "acme/returns")
    assert first["thresholds"] == [
        {
            "param": "at_most",
            "value": "1 day",
            "source": "handbook",
            "says": "the next day",
            "set_in": "",
            "profile": "",
        }
    ]
    log = json.loads(cxlint(*RUN, "--format", "sarif").out)["runs"][0]
    result = log["results"][0]
    assert result["ruleId"] == "acme/late-refund"
    assert result["properties"]["thresholds"] == first["thresholds"]
    descriptor = log["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (descriptor["id"], descriptor["name"]) == ("acme/late-refund", "AcmeLateRefund")


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ("extends: acme/slow\n", "at most 36 hours (profile acme/slow, acme/profiles/slow.yaml:1)"),
        (
            "rules:\n  acme/late-refund: {params: {at_most: 5 hours}}\n",
            "at most 5 hours (set in cxlint.yaml:3)",
        ),
        (
            OWN_PROFILE,
            "at most 5 hours (profile quick, the organization's own judgement)",
        ),
    ],
)
def test_a_threshold_that_was_set_says_where(cxlint, write, config, told):
    write("cxlint.yaml", f"packs: [./acme]\n{config}")
    out = " ".join(cxlint(*RUN).out.split())
    assert told in out


def test_thresholds_of_some_files_only_are_told_in_those_files(cxlint, write):
    write(
        "cxlint.yaml",
        "packs: [./acme]\npaths:\n"
        "- {files: b.yaml, rules: {acme/late-refund: {params: {at_most: 1 hour}}}}\n",
    )
    write("b.yaml", "channels:\n  post: {kind: email, respond: 2 hours}\n")
    findings = json.loads(cxlint(*RUN, "--format", "json").out)["findings"]
    told = {(each["path"], each["thresholds"][0]["set_in"]) for each in findings}
    assert told == {("b.yaml", "cxlint.yaml:3"), ("policy.yaml", "")}


def test_a_waiver_in_a_list_and_a_baseline_name_it_whole(cxlint, write):
    write(
        "waivers.yaml",
        "waivers:\n- {rule: acme/late-refund, at: channel/chat, reason: moving, owner: me,\n"
        "   expires: 2199-01-01, approved_by: you}\n",
    )
    assert cxlint(*RUN).code == 0
    write("waivers.yaml", "waivers: []\n")
    assert "+ acme/late-refund  channel/chat" in cxlint("baseline", "--select", "acme").out
    write("cxlint.yaml", "packs: [./acme]\nbaseline: cxlint-baseline.yaml\n")
    assert "1 waived, 1 baselined" in cxlint(*RUN).out


def test_its_page_cites_its_own_sources(cxlint):
    page = cxlint("explain", "acme/late-refund").out
    assert page.startswith("acme/late-refund: Refunds that take long\n")
    assert "Handbook of the service desk [handbook]" in page
    assert "policy.yaml:2:28: error: acme/late-refund" in page
    assert "category acme/returns" in page
    assert "did you mean 'acme/late-refund'?" in cxlint("explain", "acme/late-refnd").err
    assert "acme is a category" in cxlint("explain", "acme").err


def test_the_configuration_shows_it_so_that_it_can_be_pinned(cxlint, write):
    out = cxlint("config").out
    assert "pack: acme 1.2.0, 1 rule, folder acme\n" in out
    (found,) = re.findall(r"sha256:[0-9a-f]{64}", out)
    write("cxlint.yaml", f"packs: [{{pack: ./acme, checksum: '{found}'}}]\n")
    assert cxlint(*RUN).code == 1
    write("acme/returns/late-refund.yaml", RULE.replace("1 day", "9 days"))
    changed = cxlint(*RUN)
    assert changed.code == 2
    assert changed.err.startswith("cxlint: cxlint.yaml:1: the pack acme has changed")


def test_a_pack_that_sees_nothing_of_its_own_is_not_called_vacuous(cxlint, write):
    write("policy.yaml", "teams: {care: {}}\n")
    assert "vacuous" not in cxlint("check", "--exit-zero").out
    assert "vacuous: acme/late-refund" in cxlint("check", "--select", "acme/late-refund").out


def test_its_files_are_no_policy(cxlint):
    assert "acme/" not in cxlint("check", "--select", "reading").out

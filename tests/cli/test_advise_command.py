"""`cxlint advise`: each form, what clears a finding, what is misspelt, and the exit code."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import jsonschema
import pytest

from cxlint import resources
from cxlint.__main__ import main
from cxlint.linting.advice.laboratory import MOST_PROBES, MOST_TRIALS
from cxlint.linting.run import engine

ROOT = Path(__file__).parents[2]
SAMPLES = ("brightwave", "harbor-mutual", "northwind-outfitters")
SCHEMA = json.loads(resources.folder("schemas").joinpath("advice.schema.json").read_text())
DAY = ("--as-of", "2026-11-20")
POLICY = """\
organization: {name: T, currency: EUR}
channels: {hotline: {kind: voice, goes_to: care}}
teams:
  care: {may: {refund: 50 EUR}, systems: [helpdesk]}
  finance: {systems: [ledger]}
handoffs:
  - {from: care, to: finance, when: money, carried_by: us, context: none}
  - {from: finance, to: resolved, when: paid}
remedies: {refund: {asked_by: us, tiers: [{by: finance, up_to: any}]}}
intents:
  refund: {start: hotline, remedy: refund, value: {p50: 60 EUR, p80: 120 EUR}}
"""
WORDS = 'scripts: {vendor: {text: "That is our vendor, and we cannot do anything about it."}}\n'
HONEST = "organization: {name: Northwind Outfitters, industry: retail}\n"


@pytest.fixture
def policy(write):
    write("p/policy.yaml", POLICY)


def test_each_change_is_a_sentence_with_its_place_and_what_it_does(cxlint, policy):
    found = cxlint("advise", "p", *DAY)
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("These 2 changes help most, the best first;")
    lines = found.out.splitlines()
    assert "1. From care to finance, hand on what the customer has said." in lines
    assert "  - p/policy.yaml:7: context: none -> full" in lines
    assert "  - clears silo (p/policy.yaml:7)" in lines
    assert "2. Let care grant refund up to 60 EUR, not 50 EUR." in lines
    assert "  - refund: approvals on average 0.5 to 1 -> 0.2 to 0.5" in lines


def test_a_policy_without_faults_is_told_what_was_looked_at(cxlint, write):
    write("p/policy.yaml", HONEST)
    found = cxlint("advise", "p", *DAY)
    assert found.code == 0
    assert found.out.startswith("Nothing to advise: the rules find no error and no warning")
    assert "Looked at: what" in found.out


def test_where_no_change_helps_it_is_said(cxlint, write):
    write("p/policy.yaml", WORDS)
    found = cxlint("advise", "p", *DAY)
    assert found.out.startswith("Nothing to advise: of 2 errors and warnings, none is cleared")


def test_no_file_is_changed(cxlint, policy):
    cxlint("advise", "p", *DAY)
    cxlint("advise", "p", *DAY, "--clear", "silo")
    assert Path("p/policy.yaml").read_text() == POLICY


def test_top_bounds_the_list(cxlint, policy):
    found = cxlint("advise", "p", *DAY, "--top", "1", "--format", "json")
    assert len(json.loads(found.out)["advice"]) == 1


@pytest.mark.parametrize("more", [(), ("--clear", "silo"), ("--clear", "frontline-limit-low")])
def test_the_json_fits_its_schema(cxlint, policy, more):
    found = cxlint("advise", "p", *DAY, "--format", "json", *more)
    told = json.loads(found.out)
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    assert told["as_of"] == "2026-11-20"
    assert told["advice"][0]["edits"]


def test_what_is_not_cleared_is_said_with_what_the_rule_advises(cxlint, write):
    write("p/policy.yaml", WORDS)
    found = cxlint("advise", "p", *DAY, "--clear", "partner-blame-phrase", "--format", "json")
    told = json.loads(found.out)
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    assert (told["cleared"], told["advice"]) == (False, [])
    text = cxlint("advise", "p", *DAY, "--clear", "partner-blame-phrase").out
    assert "Nothing was found that clears it without harm" in text
    assert "What the rule advises: " in " ".join(text.split())


def test_a_finding_is_cleared_by_the_id_that_check_prints(cxlint, policy):
    (finding,) = (
        each
        for each in json.loads(cxlint("check", "p", *DAY, "--format", "json").out)["findings"]
        if each["rule"] == "silo"
    )
    found = cxlint("advise", "p", *DAY, "--clear", finding["fingerprint"])
    assert found.code == 0
    assert "One edit clears it" in found.out
    assert "p/policy.yaml:7: context: none -> full" in found.out


def test_markdown_holds_nothing_that_the_policy_could_mark_up(cxlint, write):
    write("p/policy.yaml", POLICY.replace("finance", "fin_ance"))
    found = cxlint("advise", "p", *DAY, "--format", "markdown")
    assert "### 1. From care to fin&#95;ance, hand on what the customer has said." in found.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--clear", "sillo"), "no finding 'sillo'; there are"),
        (("--top", "0"), "0 is not in the range"),
        (("--format", "text2"), "text"),
    ],
)
def test_what_is_misspelt_exits_2(cxlint, policy, words, said):
    found = cxlint("advise", "p", *DAY, *words)
    assert found.code == 2
    assert said in found.err


def test_nothing_to_read_exits_2(cxlint, folder):
    assert cxlint("advise", ".").code == 2
    assert cxlint("advise", ".", "--allow-empty").code == 0


def test_a_waived_finding_is_not_advised_on(cxlint, write):
    write("p/policy.yaml", POLICY)
    write(
        "p/waivers.yaml",
        "waivers:\n  - {rule: silo, at: handoff/care->finance, reason: it is being rebuilt,\n"
        "     owner: Ada, approved_by: Ben, expires: 2027-01-31}\n",
    )
    found = cxlint("advise", "p", *DAY)
    assert "context: none -> full" not in found.out


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_advice_on_each_organization(sample, golden, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert main(["advise", f"sample_policies/{sample}", *DAY]) == 0
    golden(f"advice-{sample}.txt", capsys.readouterr().out)


@pytest.mark.parametrize("sample", SAMPLES)
def test_advice_judges_by_all_rules_so_often_and_no_more(sample, cxlint, monkeypatch):
    judged = []
    judge = engine.judge
    monkeypatch.setattr(engine, "judge", lambda *given: judged.append(given) or judge(*given))
    monkeypatch.chdir(ROOT)
    told = json.loads(cxlint("advise", f"sample_policies/{sample}", *DAY, "--format", "json").out)
    looked_at = told["looked_at"]
    assert len(judged) == 1 + looked_at["judged_by_all_rules"] <= 1 + MOST_TRIALS
    assert looked_at["tried"] <= MOST_PROBES


def test_the_day_counts(cxlint, write):
    write("p/policy.yaml", POLICY)
    other = datetime.date(2027, 3, 1).isoformat()
    told = json.loads(cxlint("advise", "p", "--as-of", other, "--format", "json").out)
    assert told["as_of"] == other

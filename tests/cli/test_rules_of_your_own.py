"""Rules that an organization wrote itself speak in every format, and say when they saw nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cxlint.parsing import document

FOLDER = Path(__file__).parent.parent / "own_rules"
THREE = ("refund-waits", "identified-before-vault", "carried-by-the-customer")


@pytest.fixture(autouse=True)
def rules(write, folder) -> None:
    shutil.copytree(FOLDER, folder / "our-rules")
    write("cxlint.yaml", "rule_folders: [our-rules]\n")


def bad_example(id_: str) -> str:
    (rule,) = document.parse(id_, (FOLDER / "care" / f"{id_}.yaml").read_bytes())
    return rule.data["bad"][0]


@pytest.mark.parametrize("id_", THREE)
def test_a_rule_fires_in_text_json_and_sarif(cxlint, write, id_) -> None:
    policy = bad_example(id_)
    write("policy.yaml", policy)
    line = next(n for n, text in enumerate(policy.splitlines(), 1) if "# <-" in text)
    run = ("check", "policy.yaml", "--select", id_, "--fail-on", "info")
    text = cxlint(*run)
    assert text.code == 1
    assert f"policy.yaml:{line}:" in text.out
    (finding,) = json.loads(cxlint(*run, "--format", "json").out)["findings"]
    assert finding["rule"] == id_
    assert finding["message"].startswith("customers ")
    (result,) = json.loads(cxlint(*run, "--format", "sarif").out)["runs"][0]["results"]
    assert result["ruleId"] == id_
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == line


def test_a_graph_rule_shows_the_way_that_proves_it(cxlint, write) -> None:
    write("policy.yaml", bad_example("identified-before-vault"))
    out = cxlint("check", "policy.yaml", "--select", "identified-before-vault").out
    assert "customers go phone -> menu -> accounts" in out


def test_a_rule_that_selects_nothing_says_so(cxlint, write) -> None:
    write("policy.yaml", "teams: {care: {}}\nchannels: {post: {kind: post, published: false}}\n")
    result = cxlint("check", "policy.yaml", "--select", "expert-within-reach")
    assert result.code == 0
    assert "expert-within-reach" in result.out + result.err
    assert "found nothing to look at" in result.out + result.err

"""`cxlint explain` teaches the language: sections, keys, forms of values, and people's words."""

from __future__ import annotations

import re

import pytest

from cxlint.language import vocabulary
from cxlint.linting.rules import loader
from cxlint.linting.trials.rules_of_key import rules_of_key
from cxlint.reporting.docs import language_page

RULES = loader.load()
WORDS = vocabulary.list_words()
INTERNAL = re.compile(
    r"\$(defs|ref)|x-[a-z]+-|[{\[]\"|[{\[]'|patternProperties|anyOf|#/|None|errorMessage|escalation-step"
)


@pytest.mark.parametrize("word", WORDS, ids=lambda word: f"{word.sort}-{word.name}")
def test_every_word_of_the_schema_is_explained_without_what_is_internal(word):
    page = language_page.page(word, ["a-rule"], width=80)
    assert word in vocabulary.look_up(word.name).by_name
    assert language_page.meaning_text(word.schema), "it says nothing"
    assert max(map(len, page.splitlines())) <= 80
    assert not INTERNAL.search(page), page
    assert "what is accepted" in page or "keys" in page.splitlines()


def test_a_section_is_explained_with_its_keys_and_rules(cxlint):
    result = cxlint("explain", "return")
    assert result.code == 0
    assert cxlint("explain", "returns").out.startswith(result.out)
    for said in (
        "window: how long the customer has",
        "    - categories: [everything else]",
        "restrictive-return-window",
        "return_policy, return_policies, return_rules, refund_policy",
    ):
        assert said in result.out


def test_a_key_is_explained_with_what_may_be_written(cxlint):
    page = cxlint("explain", "returns.window").out
    assert "How long the customer has." in page
    assert "    window: 30 days" in page
    assert "a duration with its unit, such as 30 days, or unlimited" in page
    assert "restrictive-return-window" in page
    assert "slow-refund" not in page


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Returns", "returns"),
        ("remedy", "remedies"),
        ("return.window", "returns.window"),
        ("returns window", "returns.window"),
        ("refund-within", "returns.refund_within"),
        ("refund within", "returns.refund_within"),
        ("channels.mitigation", "channels.queue.mitigation"),
        ("queue.mitigation", "channels.queue.mitigation"),
        ("breach plan", "breach_plan"),
        ("contact reasons", "intents"),
        ("refund_policy", "returns"),
        ("opening-hours", "opening hours"),
        ("durations", "duration"),
        ("campaign", "communications.campaigns"),
    ],
)
def test_a_word_is_found_however_it_is_spelt(cxlint, asked, name):
    lines = cxlint("explain", *asked.split("|")).out.splitlines()
    assert name in (lines[0], lines[2]), lines[:4]


def test_several_words_need_no_quotes(cxlint):
    assert cxlint("explain", "opening", "hours").out == cxlint("explain", "opening hours").out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("phone", "channels.kind: a word for voice"),
        ("sla", "promises: targets that customers are told of"),
        ("hours", "channels.open"),
        ("kind", "steps.kind: what sort of step it is"),
        ("voucher", "returns.refund: a word for store credit"),
    ],
)
def test_what_may_mean_several_things_is_listed(cxlint, asked, said):
    result = cxlint("explain", asked)
    assert result.code == 0
    assert f"{asked} means several things in a policy:" in result.out
    assert said in result.out
    suggested = re.search(r"as in: cxlint explain (\S+)", result.out)
    assert suggested and cxlint("explain", suggested[1]).code == 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("credit note", "credit note is a word for store credit, in returns.refund."),
        ("half an hour", "half an hour is a word for 30 minutes, in duration."),
        ("voice", "voice is a value of channels.kind."),
        ("handovers", "handovers is called handoffs in a policy."),
    ],
)
def test_people_s_words_lead_to_the_page_of_the_language_s(cxlint, asked, said):
    assert cxlint("explain", asked).out.startswith(said)


def test_a_key_that_nothing_judges_says_so(cxlint):
    assert "none: it is kept, and judged by nothing" in cxlint("explain", "intents.priority").out


@pytest.mark.parametrize(
    ("asked", "near"),
    [("retruns", "returns"), ("hassel-loop", "hassle-loop"), ("durration", "duration"),
     ("refund_withn", "refund_within")],
)  # fmt: skip
def test_an_unknown_word_is_told_what_it_resembles(cxlint, asked, near):
    result = cxlint("explain", asked)
    assert result.code == 2
    assert f"no rule or word of a policy '{asked}'; did you mean '{near}'?" in result.err


def test_a_rule_comes_first_and_names_the_word_of_its_name(cxlint, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cx-rules").mkdir()
    rule = (RULES["no-policy-owner"].path, "window")
    text = loader.resources.folder("rules").joinpath("governance/no-policy-owner.yaml").read_text()
    (tmp_path / "cx-rules" / "window.yaml").write_text(text.replace("no-policy-owner", rule[1]))
    (tmp_path / "cxlint.yaml").write_text("rule_folders: [cx-rules]\n")
    page = cxlint("explain", "window")
    assert page.code == 0, page.err
    assert page.out.startswith("window: ")
    assert "window is a word of a policy too: cxlint explain returns.window" in page.out
    assert cxlint("explain", "returns.window").out.startswith("returns.window\n")


def test_rules_look_at_what_changes_their_findings():
    assert "slow-refund" in rules_of_key("return.refund_within", RULES)
    assert rules_of_key("return.description", RULES) == []
    assert "long-wait-no-mitigation" in rules_of_key("channel.queue.mitigation", RULES)


def test_a_rule_that_needs_a_key_looks_at_it() -> None:
    assert "ratchet-worse" in rules_of_key("intent.ratchet", RULES)
    assert "hassle-loop" not in rules_of_key("intent.ratchet", RULES)

"""A report in another language: findings, remedies and phrases, and what stays English."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from cxlint import resources
from cxlint.reporting.report import messages

SAMPLES = Path(__file__).resolve().parents[2] / "sample_policies"
DAY = ("--as-of", "2026-11-30")
ERRING = (
    "brightwave", "everything-wrong", "flows", "harbor-mutual", "northwind-outfitters",
    "worked-example", "published/amazon-us", "published/best-buy", "published/ryanair",
)  # fmt: skip
QUICK = ("everything-wrong", "northwind-outfitters")
POLICY = """\
organization: {name: Hafenlicht, currency: EUR, timezone: Europe/Berlin, languages: [de, en]}
channels:
  hotline: {kind: voice, open: 24x7, goes_to: care}
  posts: {kind: social, goes_to: community}
teams:
  care: {open: Mon-Fri 09:00-17:00, may: {refund: 50 EUR}, closes: [refund]}
  community: {seats: 0}
remedies:
  refund: {tiers: [{by: finance, up_to: any, decides_within: 5 business days}]}
returns:
  - {categories: [Schuhe], reasons: [changed mind], window: 10 days, from: delivery}
intents:
  refund: {start: hotline, promise: 7 days, remedy: refund, value: {p50: 60 EUR, p90: 1200 EUR}}
"""
OWN_RULE = """\
id: never-weekly
title: A title of one's own
severity: warning
since: 0.1.0
rationale: Nobody knows.
remedy: open it
sources: [{id: own, supports: ours}]
check: stated
params: {of: team, field: seats, where: {seats: 0}}
message: "the team {id} states its seats"
bad: ["teams: {a: {seats: 0}}   # <- never-weekly"]
good: ["teams: {a: {seats: 3}}"]
"""


@pytest.fixture
def german(write):
    return str(write("policies/hafen.yaml", POLICY).parent)


def page(cxlint, *arguments):
    return cxlint("report", *arguments, *DAY).out


def untold(text):
    """Return what a page marks as English."""
    return re.findall(r'lang="en">([^<]*)<', text)


def test_findings_are_told_in_german(cxlint, german):
    text = page(cxlint, german)
    assert '<html lang="de">' in text
    for said in (
        "Wer posts nutzt, kommt zu community, wo niemand arbeitet (0 Plätze)",
        "hotline ist so veröffentlicht: rund um die Uhr",
        "nachts 17:00–09:00, samstags und sonntags ganztags",
        "Für die Rückgabe von Schuhe (Meinung geändert) haben Kunden 10 Tage, weniger als 30 Tage",
        "Geben Sie dafür mindestens 30 Tage, gerechnet ab der Lieferung",
        "Kanäle, in die Kunden eingeladen werden und in denen niemand arbeitet",
        "eigene Einschätzung von cxlint",
    ):
        assert said in text, said
    assert not [each for each in untold(text) if "nobody works" in each or "is published" in each]


def test_what_is_not_translated_stays_english_and_is_marked(cxlint, write, german):
    write("policies/rules/own/never-weekly.yaml", OWN_RULE)
    write("policies/cxlint.yaml", "rule_folders: [rules]\n")
    text = page(cxlint, german)
    assert "A title of one&#39;s own" in untold(text)
    assert "the team community states its seats" in untold(text)
    assert "Wer posts nutzt, kommt zu community" in text


def test_rules_of_ones_own_say_what_their_file_says(cxlint, write, german):
    write("policies/rules/own/never-weekly.yaml", OWN_RULE)
    write("policies/cxlint.yaml", "rule_folders: [rules]\n")
    said = "never-weekly: {title: Eigener Titel, rationale: Wer weiß., remedy: Öffnen Sie es, "
    write("policies/rules/languages/de/own.yaml", said + 'message: "Das Team {id} nennt Plätze"}')
    text = page(cxlint, german)
    for told in ("Eigener Titel", "Wer weiß.", "Öffnen Sie es", "Das Team community nennt Plätze"):
        assert told in text, told
    write("policies/rules/languages/de/own.yaml", said + 'message: "Das Team {idd}"}')
    outcome = cxlint("report", german, *DAY)
    assert outcome.code == 2
    assert "English has no blank {idd} here; did you mean 'id'?" in outcome.err


def test_a_file_of_a_language_is_no_policy(cxlint, write, german):
    write("policies/rules/own/never-weekly.yaml", OWN_RULE)
    write("policies/cxlint.yaml", "rule_folders: [rules]\n")
    write("policies/rules/languages/de/own.yaml", "{}")
    assert "own.yaml" not in cxlint("check", german, *DAY).err


def test_rules_of_a_pack_say_what_its_file_says(cxlint, write, german):
    write("policies/hafen-pack/pack.yaml", "{name: hafen, version: 1.2.0}")
    write("policies/hafen-pack/own/never-weekly.yaml", OWN_RULE)
    write("policies/cxlint.yaml", "packs: [./hafen-pack]\n")
    assert "A title of one&#39;s own" in untold(page(cxlint, german))
    said = "never-weekly: {title: Aus dem Paket, rationale: Wer weiß., remedy: Öffnen Sie es, "
    write("policies/hafen-pack/languages/de/own.yaml", said + 'message: "{id} nennt Plätze"}')
    text = page(cxlint, german)
    assert "Aus dem Paket" in text
    assert "community nennt Plätze" in text


def test_the_data_hold_the_texts_beside_the_english_ones(cxlint, german):
    told = json.loads(page(cxlint, german, "--format", "json"))
    schema = json.loads(
        (resources.folder("schemas") / "report-page.schema.json").read_text("utf-8")
    )
    jsonschema.Draft202012Validator(schema).validate(told)
    (cause,) = (each for each in told["causes"] if each["rule"] == "unstaffed-channel")
    assert cause["message"].startswith("customers who use posts come to community")
    assert cause["translations"]["de"]["message"].startswith("Wer posts nutzt")
    assert told["rules"]["unstaffed-channel"]["translations"]["de"]["title"].startswith("Kanäle,")
    assert told["translations"]["de"]["24x7"] == "rund um die Uhr"
    assert "translations" not in page(cxlint, german, "--format", "json", "--language", "en")


def test_a_page_in_german_is_little_larger_than_one_in_english(cxlint):
    sizes = [
        len(page(cxlint, str(SAMPLES / "everything-wrong"), "--language", each).encode())
        for each in ("en", "de")
    ]
    assert sizes[1] < 1.2 * sizes[0]


@pytest.mark.parametrize("form", ["html", "markdown", "json"])
def test_the_data_alone_give_the_same_page(cxlint, german, form):
    cxlint("report", german, "--format", "json", "-o", "report.json", *DAY)
    again = cxlint("report", "--data", "report.json", "--format", form)
    assert again.out == page(cxlint, german, "--format", form)


def test_data_in_english_give_german_words_and_marked_findings(cxlint, german):
    cxlint("report", german, "--format", "json", "--language", "en", "-o", "report.json", *DAY)
    text = cxlint("report", "--data", "report.json", "--language", "de").out
    assert "Was Kunden am meisten schadet" in text
    assert [each for each in untold(text) if each.startswith("customers who use posts")]


def test_markdown_is_german_too(cxlint, german):
    text = page(cxlint, german, "--format", "markdown")
    assert "Wer posts nutzt, kommt zu community" in text
    assert "Lassen Sie Menschen annehmen" in text
    assert "customers who use" not in text


def test_a_run_from_the_cache_says_the_same(cxlint, german):
    page(cxlint, german)
    assert page(cxlint, german) == page(cxlint, german, "--no-cache")


def test_a_language_without_words_is_told_in_the_next_one_and_said(cxlint, write):
    path = str(write("p/a.yaml", POLICY.replace("[de, en]", "[fr-CH]")).parent)
    outcome = cxlint("report", path, "-o", "a.html", *DAY)
    assert "there are no words in fr, so the page is in en" in outcome.err
    text = Path("a.html").read_text("utf-8")
    assert '<html lang="en">' in text
    assert "There are no words in the language fr yet, so this page is in English." in text
    write("p/a.yaml", POLICY.replace("[de, en]", "[fr, de, en]"))
    text = page(cxlint, path)
    assert '<html lang="de">' in text
    assert "In der Sprache fr gibt es noch keine Texte" in text
    assert "no words in" not in cxlint("report", path, "--language", "en", *DAY).err


def test_what_a_policy_says_is_never_markup_nor_a_phrase(cxlint, write):
    hostile = '{number} days<b onclick=1>"&{{id}} %s and nobody'
    policy = POLICY.replace("posts:", f"{json.dumps(hostile)}:")
    path = str(write("p/a.yaml", policy).parent)
    text = page(cxlint, path)
    shown = "{number} days&lt;b onclick=1&gt;&#34;&amp;{{id}} %s and nobody"
    assert f"Wer {shown} nutzt, kommt zu community" in text
    assert "<b onclick" not in text


def _told_errors(told):
    texts = messages.collect_translations(told, "de")
    for cause in told["causes"]:
        for each in (cause, *cause.get("kin", ()), *cause.get("consequences", ())):
            if each["severity"] == "error":
                remedy = texts[each["remedy"]] if "remedy" in each else ""
                yield each["rule"], texts[each["message"]], remedy


@pytest.mark.parametrize(
    "sample",
    [each if each in QUICK else pytest.param(each, marks=pytest.mark.thorough) for each in ERRING],
)
def test_every_error_of_the_samples_is_told_in_german(cxlint, golden, sample):
    given = ("--language", "de", "--format", "json")
    told = json.loads(page(cxlint, str(SAMPLES / sample), *given))
    texts = messages.collect_translations(told, "de")
    lines = []
    for rule, message, remedy in dict.fromkeys(_told_errors(told)):
        lines += [rule, f"  {message}", *([f"  {remedy}"] if remedy else [])]
        assert told["rules"][rule]["title"] in texts
        assert told["rules"][rule]["rationale"] in texts
    golden(f"german-{sample.rpartition('/')[2]}.txt", "\n".join(lines) + "\n")

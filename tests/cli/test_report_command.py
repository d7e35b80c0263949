"""`cxlint report`: one page, its data, and the page made of the data again."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from cxlint import resources
from cxlint.analysis.scenarios.judgement import LABELS
from cxlint.reporting.report import messages

SAMPLES = Path(__file__).resolve().parents[2] / "sample_policies"
DAY = ("--as-of", "2026-11-30")
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>'\"&{{7*7}}\u202e"
POLICY = """\
organization: {name: Harbour Lights, currency: EUR, timezone: Europe/Madrid, languages: [en]}
channels:
  hotline: {kind: voice, open: 24x7, goes_to: care}
teams:
  care: {open: Mon-Fri 09:00-17:00, may: {refund: 50 EUR}, closes: [refund]}
remedies:
  refund: {tiers: [{by: finance, up_to: any, decides_within: 5 business days}]}
returns:
  - {categories: [shoes], reasons: [changed mind], window: 30 days, fee: none}
intents:
  refund: {start: hotline, promise: 7 days, remedy: refund}
"""
SCENARIOS = """\
scenarios:
  in-time:
    customer: {intent: refund, category: shoes, reason: changed mind, delivered: 2026-11-02,
      at: 2026-12-01 12:00}
    holds: {accepted: true}
  quick:
    description: Who waits for money waits a day.
    customer: {intent: refund, category: shoes, reason: changed mind, at: 2026-11-20 12:00}
    holds: {fee: 5 EUR, last_day: 2026-12-02}
  open-end:
    customer: {intent: refund, category: shoes, reason: changed mind, at: 2026-11-20 12:00}
    holds: {last_day: 2026-12-02}
"""


class Tags(HTMLParser):
    """All tags of a page, each with its attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def policy(write):
    return str(write("policies/refunds.yaml", POLICY).parent)


def test_a_page_is_written(cxlint, policy, folder):
    outcome = cxlint("report", policy, "-o", "report.html", *DAY)
    assert (outcome.code, outcome.out) == (0, "wrote report.html\n")
    text = (folder / "report.html").read_text(encoding="utf-8")
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert "Policy report of Harbour Lights" in text
    assert "hotline is published" in text


def test_findings_do_not_make_it_fail(cxlint, policy):
    assert cxlint("check", policy, *DAY).code == 1
    assert cxlint("report", policy, *DAY).code == 0


def test_the_same_policy_gives_the_same_bytes(cxlint, policy):
    assert cxlint("report", policy, *DAY).out == cxlint("report", policy, "--no-cache", *DAY).out


@pytest.mark.parametrize("form", ["html", "markdown", "json"])
def test_the_data_alone_give_the_same(cxlint, policy, form):
    cxlint("report", policy, "--format", "json", "-o", "report.json", *DAY)
    again = cxlint("report", "--data", "report.json", "--format", form)
    assert again.out == cxlint("report", policy, "--format", form, *DAY).out


@pytest.mark.parametrize(
    "name", ["northwind-outfitters", "everything-wrong", "tidy", "online-only"]
)
def test_the_schema_describes_the_data_of_a_sample(cxlint, name):
    told = json.loads(cxlint("report", str(SAMPLES / name), "--format", "json", *DAY).out)
    schema = json.loads(
        (resources.folder("schemas") / "report-page.schema.json").read_text("utf-8")
    )
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(told)
    found = [told["verdict"][each] for each in ("errors", "warnings", "infos")]
    assert sum(each["counted"] for each in told["causes"]) == sum(found)


def test_the_largest_sample_is_small_enough_to_send(cxlint):
    text = cxlint("report", str(SAMPLES / "everything-wrong"), *DAY).out
    assert len(text.encode()) < 1_500_000


def test_a_page_may_run_and_load_nothing_but_what_it_holds(cxlint, policy):
    text = cxlint("report", policy, *DAY).out
    tags = Tags(text).found
    (rules,) = (each["content"] for tag, each in tags if tag == "meta" and "http-equiv" in each)
    assert rules.startswith("default-src 'none'; ")
    for tag, part in (("script", "script-src"), ("style", "style-src")):
        held = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(held.encode()).digest()).decode()
        assert f"{part} 'sha256-{digest}'" in rules
    assert not [each for _, each in tags if "src" in each or "style" in each]
    assert not [name for _, each in tags for name in each if name.startswith("on")]


def test_what_a_policy_says_is_never_markup(cxlint, write):
    said = json.dumps(HOSTILE)
    policy = f"""\
organization: {{name: {said}}}
channels:
  hotline: {{kind: voice, name: {said}, open: 24x7, goes_to: care}}
teams:
  care: {{name: {said}, open: Mon-Fri 09:00-17:00, owner: {said}}}
handoffs:
  - {{from: care, to: care, when: {said}}}
returns:
  - {{categories: [{said}], reasons: [changed mind], window: 10 days, fee: 10%}}
intents:
  refund: {{start: hotline, name: {said}}}
"""
    path = str(write("policies/hostile.yaml", policy).parent)
    text = cxlint("report", path, *DAY).out
    tags = Tags(text).found
    assert [each.get("type") for tag, each in tags if tag == "script"] == ["application/json", None]
    assert "img" not in {tag for tag, _ in tags}
    assert "49" not in re.findall(r"onerror=alert\(2\)&gt;&#39;&#34;&amp;(\S\S)", text)
    island = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert json.loads(island[1])["made"]["organization"] == HOSTILE
    assert "\u202e" not in text


def test_the_page_speaks_the_language_of_the_organization(cxlint, write):
    path = str(write("policies/a.yaml", POLICY.replace("[en]", "[de-AT, en]")).parent)
    text = cxlint("report", path, *DAY).out
    assert '<html lang="de">' in text
    assert "Was Kunden am meisten schadet" in text
    assert '<span class="message">hotline ist so veröffentlicht: rund um die Uhr' in text
    assert '<html lang="en">' in cxlint("report", path, "--language", "en", *DAY).out


def test_every_language_has_every_message():
    keys = {each: set(messages._read(each)) for each in messages.languages()}
    assert keys["de"] == keys["en"]
    blanks = re.compile(r"\{(\w+)\}")
    for key, text in messages._read("en").items():
        assert sorted(blanks.findall(text)) == sorted(blanks.findall(messages._read("de")[key])), (
            key
        )


def test_markdown_says_the_same(cxlint, policy):
    text = cxlint("report", policy, "--format", "markdown", *DAY).out
    assert text.startswith("# Policy report of Harbour Lights\n")
    for title in ("Findings", "Journeys", "Hours", "Authority", "Returns", "How this was made"):
        assert f"## {title}\n" in text


def test_what_would_help_is_tried_where_that_is_asked_for(cxlint, policy):
    told = json.loads(cxlint("report", policy, "--advice", "--format", "json", *DAY).out)
    advised = json.loads(cxlint("advise", policy, "--format", "json", *DAY).out)["advice"]
    assert advised
    assert [each["change"] for each in told["advice"]] == [each["text"] for each in advised][:5]
    ids = {each["id"] for each in told["causes"]}
    assert all(each["finding"] in ids for each in told["advice"] if "finding" in each)
    page = cxlint("report", policy, "--advice", *DAY).out
    assert "clears 1 finding" in page


def test_what_is_accepted_stands_apart(cxlint, write):
    waiver = (
        "waivers: [{rule: coverage-gap, at: channel/hotline, reason: a trial, owner: Mara,\n"
        "  expires: 2027-01-31}]\n"
    )
    path = str(write("policies/refunds.yaml", POLICY + waiver).parent)
    told = json.loads(cxlint("report", path, "--format", "json", *DAY).out)
    (excused,) = told["excused"]
    assert excused["rule"] == "coverage-gap"
    assert "a trial" in excused["excuse"]
    assert "coverage-gap" not in {each["rule"] for each in told["causes"]}


def test_hours_show_when_nobody_is_there(cxlint, policy):
    told = json.loads(cxlint("report", policy, "--format", "json", *DAY).out)
    (channel,) = told["hours"]
    assert channel["published"] == [[0, 10_080]]
    (row,) = channel["rows"]
    assert row["staffed"][0] == [540, 1_020]
    assert row["share"] == pytest.approx(128 / 168, abs=1e-4)
    assert row["gaps"][0] == [0, 540]


def test_authority_names_who_may_decide(cxlint, policy):
    told = json.loads(cxlint("report", policy, "--format", "json", *DAY).out)
    (refund,) = told["authority"]
    assert [(each["team"], each["up_to"]) for each in refund["teams"]] == [("care", "50 EUR")]
    assert [(each["by"], each["up_to"]) for each in refund["tiers"]] == [(["finance"], "any sum")]
    assert [each["intent"] for each in refund["cases"]] == ["refund"]


def test_returns_are_cells_with_their_gaps(cxlint, policy):
    told = json.loads(cxlint("report", policy, "--format", "json", *DAY).out)["returns"]
    assert told["reasons"] == ["changed mind"]
    (cell,) = told["lines"][0]["cells"]
    assert [each["terms"] for each in cell["rows"]] == [{"window": "30 days", "fee": "none"}]


def test_scenarios_are_told_with_what_does_not_hold_first(cxlint, write):
    path = str(write("policies/refunds.yaml", POLICY + SCENARIOS).parent)
    told = json.loads(cxlint("report", path, "--format", "json", *DAY).out)["scenarios"]
    assert [(each["id"], each["status"]) for each in told] == [
        ("quick", "fails"), ("open-end", "unknown"), ("in-time", "holds"),
    ]  # fmt: skip
    fee, last = told[0]["statements"]
    assert (fee["scenario_says"], fee["policy_says"]) == ("5 EUR", "0.00 EUR")
    assert (fee["path"], fee["line"]) == ("policies/refunds.yaml", 20)
    assert (last["status"], "policy_says" in last) == ("unknown", False)
    assert "not stated" in last["why"]
    assert "delivered" in last["why"]
    page = cxlint("report", path, *DAY).out.partition("<script")[0]
    assert "Fail: 1. Not known: 1. Hold: 1." in page
    assert "Who waits for money waits a day." in page
    wiki = cxlint("report", path, "--format", "markdown", *DAY).out
    assert "* **quick: fails** (<code>policies/refunds.yaml:17</code>)" in wiki
    assert "not stated" in wiki


def test_a_scenario_of_nobody_says_why(cxlint, write):
    scenario = "scenarios: {lost: {customer: {intent: refund, category: hats}, holds: {fee: none}}}"
    path = str(write("policies/refunds.yaml", POLICY + scenario).parent)
    (lost,) = json.loads(cxlint("report", path, "--format", "json", *DAY).out)["scenarios"]
    assert (lost["status"], lost["statements"]) == ("fails", [])
    assert "hats" in lost["problem"]
    assert "hats" in cxlint("report", path, "--format", "markdown", *DAY).out


def test_data_of_an_earlier_version_have_no_scenarios(cxlint, policy, write):
    told = json.loads(cxlint("report", policy, "--format", "json", *DAY).out)
    assert told.pop("scenarios") == []
    write("earlier.json", json.dumps(told))
    for form in ("html", "markdown"):
        assert cxlint("report", "--data", "earlier.json", "--format", form).code == 0


def test_every_statement_of_a_scenario_has_a_name():
    for language in messages.languages():
        words = messages._read(language)
        assert {f"must.{key}" for key in LABELS} <= words.keys()
    english = messages._read("en")
    assert {key: english[f"must.{key}"] for key in LABELS} == LABELS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nonsense", "is no JSON"),
        ("{}", "is no report: at the top"),
        ("[1]", "is no report: at the top"),
    ],
)
def test_what_is_no_report_is_refused(cxlint, write, text, said):
    write("other.json", text)
    outcome = cxlint("report", "--data", "other.json")
    assert outcome.code == 2
    assert said in outcome.err


def test_data_that_name_what_is_not_there_are_refused(cxlint, policy, write):
    told = json.loads(cxlint("report", policy, "--format", "json", *DAY).out)
    told["causes"][0]["places"] = [999]
    write("cut.json", json.dumps(told))
    outcome = cxlint("report", "--data", "cut.json")
    assert outcome.code == 2
    assert "names things that it does not hold" in outcome.err


def test_advice_may_be_a_change_alone(cxlint, policy, write):
    told = json.loads(cxlint("report", policy, "--format", "json", *DAY).out)
    told["advice"] = [{"change": "let somebody be there on Sundays"}]
    write("advised.json", json.dumps(told))
    for form in ("html", "markdown"):
        outcome = cxlint("report", "--data", "advised.json", "--format", form)
        assert "let somebody be there on Sundays" in outcome.out


def test_a_missing_file_of_data_is_told(cxlint):
    outcome = cxlint("report", "--data", "absent.json")
    assert outcome.code == 2
    assert "absent.json" in outcome.err


def test_data_and_paths_do_not_go_together(cxlint, policy):
    outcome = cxlint("report", policy, "--data", "report.json")
    assert outcome.code == 2
    assert "leave out the paths" in outcome.err


def test_several_policies_are_refused(cxlint, write):
    write("a/one.yaml", POLICY)
    write("b/one.yaml", POLICY)
    outcome = cxlint("report", "a", "b")
    assert outcome.code == 2
    assert "name one at a time" in outcome.err


def test_files_that_say_nothing_do_not_pass(cxlint, write):
    write("policies/a.yaml", "")
    outcome = cxlint("report", "policies")
    assert outcome.code == 2
    assert "nothing is said" in outcome.err
    page = cxlint("report", "policies", "--allow-empty").out
    assert "so nothing was judged" in page
    assert "passes" not in page.partition("<script")[0]


def test_a_file_that_cannot_be_read_is_the_first_finding(cxlint, write):
    write("policies/a.yaml", "teams: [unclosed\n")
    told = json.loads(cxlint("report", "policies", "--format", "json").out)
    assert told["verdict"]["fails"]
    assert told["causes"][0]["rule"] == "unreadable-file"


def test_no_policy_is_told(cxlint):
    assert cxlint("report").code == 2


def test_a_pdf_needs_a_file(cxlint, policy):
    outcome = cxlint("report", policy, "--format", "pdf", *DAY)
    assert outcome.code == 2
    assert "name a file" in outcome.err


def test_without_a_browser_there_is_no_pdf(cxlint, policy, monkeypatch):
    monkeypatch.setenv("PATH", "")
    outcome = cxlint("report", policy, "--format", "pdf", "-o", "report.pdf", *DAY)
    assert outcome.code == 2
    assert "needs Chromium" in outcome.err


@pytest.mark.thorough
@pytest.mark.skipif(not shutil.which("chromium"), reason="no Chromium is installed")
def test_a_browser_prints_it(cxlint, policy, folder):
    assert cxlint("report", policy, "--format", "pdf", "-o", "report.pdf", *DAY).code == 0
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF")

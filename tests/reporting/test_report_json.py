"""JSON and JSON lines: as the published schema says, whatever a policy says."""

from __future__ import annotations

import json
import unicodedata

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_reports import clean, crashed, large, nasty, usual

import cxlint
from cxlint import resources
from cxlint.linting.model.finding import Judged, Notice
from cxlint.reporting import FORMATS, render
from cxlint.reporting.writing.finding_record import json_text

KEYS = (
    "rule,category,severity,message,path,line,column,end_line,end_column,entity,intents,witness,"
    "related,thresholds,remedy,fingerprint,former_fingerprints,status"
)
KNOWN = ("judged_by", "skipped")


@pytest.mark.parametrize("make", [usual, clean, crashed, nasty])
def test_it_fits_the_schema(make: object) -> None:
    schema = json.loads(resources.folder("schemas").joinpath("report.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(json.loads(render("json", make())))


def test_what_is_told_of_a_finding() -> None:
    told = json.loads(render("json", usual()))
    assert list(told) == ["schema_version", "tool", "findings", "summary", *KNOWN]
    assert told["tool"] == {"name": "cxlint", "version": cxlint.__version__}
    first = told["findings"][0]
    assert ",".join(first) == KEYS
    assert first["witness"][0] == {"path": "policies/channels.yaml", "line": 2, "label": "chat"}
    assert [finding["status"] for finding in told["findings"]] == [
        "new", "new", "waived", "new", "baselined",
    ]  # fmt: skip


def test_only_what_is_excused_has_an_excuse() -> None:
    findings = json.loads(render("json", usual()))["findings"]
    assert [finding.get("excuse") is not None for finding in findings] == [
        finding["status"] != "new" for finding in findings
    ]


def test_the_summary() -> None:
    assert json.loads(render("json", usual()))["summary"] == {
        "files": 4, "errors": 1, "warnings": 1, "infos": 1, "waived": 1, "baselined": 1,
        "fail_on": "error", "crashed": [], "vacuous": ["silent-when-closed", "short-return-window"],
        "empty": [],
        "judged": {
            "rules": 157, "looked": 60, "silent_on": ["approvals", "feedback"],
            "speaks_of": ["channels", "handoffs", "teams", "returns"],
        },
    }  # fmt: skip
    report = crashed()._replace(notices=(*crashed().notices, Notice("crash", "out of memory")))
    summary = json.loads(render("json", report))["summary"]
    assert summary["crashed"] == ["hassle-loop", "out of memory"]


@given(st.text())
def test_json_lines_are_one_finding_a_line(text: str) -> None:
    lines = render("jsonl", nasty(text)).splitlines()
    whole = json.loads(render("json", nasty(text)))["findings"]
    assert [json.loads(line) for line in lines] == whole
    assert whole[0]["message"] == text


def test_json_lines_of_no_finding_say_what_was_judged() -> None:
    (line,) = render("jsonl", clean()).splitlines()
    told = json.loads(line)
    assert told.pop("kind") == "judged"
    assert told == json.loads(render("json", clean()))["summary"]["judged"]
    assert render("jsonl", clean()._replace(judged=Judged())) == ""


@pytest.mark.parametrize("form", FORMATS)
def test_a_path_that_is_no_unicode_still_gives_utf8(form: str) -> None:
    report = nasty("x")._replace(files=("caf\udce9.yaml",))
    first = report.findings[0]
    spot = first.witness[0]._replace(path="caf\udce9.yaml", label="\ud800")
    odd = first._replace(witness=(spot,), related=(spot,), message="\udfff")
    assert render(form, report._replace(findings=(odd,))).encode()


@pytest.mark.parametrize("form", FORMATS)
def test_twice_the_same(form: str) -> None:
    assert render(form, large(50)) == render(form, large(50))


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="'yaml' is none of text, json"):
        render("yaml", clean())


@pytest.mark.parametrize(
    "ch",
    [
        "\u202e",
        "\u2066",
        "\x9b",
        "\x85",
        "\x7f",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\udc80",
        "\U000e0041",
    ],
)
@pytest.mark.parametrize("form", ["json", "jsonl", "sarif", "gitlab"])
def test_what_controls_or_reorders_text_is_escaped_in_every_json(form: str, ch: str) -> None:
    written = render(form, nasty(f"pay {ch} now"))
    assert ch not in written
    units = ch.encode("utf-16-be", "surrogatepass").hex()
    assert f"pay \\u{units[:4]}" in written


@given(st.text(st.characters()))
def test_json_says_the_same_and_nothing_in_it_is_invisible(text: str) -> None:
    written = json_text([text])
    assert json.loads(written) == [text]
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    left = {ch for ch in written if unicodedata.category(ch) in hidden}
    assert left <= {"\u200c", "\u200d"}  # which join the letters of some languages


@pytest.mark.parametrize("text", ["caf\u00e9 \u00a0\u6f22", "\u05e9\u05dc a\u200db \U0001f600"])
def test_honest_text_stands_in_json_as_it_is(text: str) -> None:
    assert json_text([text]) == f'["{text}"]'

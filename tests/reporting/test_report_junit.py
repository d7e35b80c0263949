"""JUnit: it parses, every file is there, and the counts are true."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_reports import clean, crashed, nasty, usual

from cxlint.linting.model.finding import Report
from cxlint.reporting import render
from cxlint.reporting.writing.control_characters import escape_invisible
from cxlint.reporting.writing.xml_escape import remove_illegal


def parsed(report: Report) -> ET.Element:
    return ET.fromstring(render("junit", report).encode())


def test_every_file_has_a_case() -> None:
    suites = parsed(usual()).findall("testsuite")
    assert [suite.get("name") for suite in suites] == sorted(usual().files)
    (case,) = suites[-1].findall("testcase")
    assert (case.get("classname"), case.get("name")) == ("policies/teams", "no findings")
    assert list(case) == []


def test_only_what_fails_is_a_failure() -> None:
    assert len(parsed(usual()).findall(".//failure")) == 1
    strict = parsed(usual()._replace(fail_on="info"))
    assert [f.get("type") for f in strict.iter("failure")] == ["error", "info", "warning"]
    assert strict.get("failures") == "3"


def test_excused_findings_are_skipped_with_the_reason() -> None:
    reasons = [skipped.get("message") for skipped in parsed(usual()).iter("skipped")]
    assert reasons == ["nobody calls at night", "accepted in the baseline"]


def test_a_finding_names_rule_entity_and_line() -> None:
    case = next(parsed(usual()).iter("testcase"))
    assert case.attrib == {
        "classname": "policies/care/handoffs",
        "name": "hassle-loop handoff/mailbox->bot",
        "file": "policies/care/handoffs.yaml",
        "line": "5",
        "time": "0",
    }
    assert (case.findtext("failure") or "").startswith("line 5, col 5, error: customers")


def test_a_crash_is_an_error() -> None:
    told = parsed(crashed())
    (error,) = told.iter("error")
    assert error.get("message") == "KeyError: 'to'"
    assert (told.get("tests"), told.get("errors")) == ("2", "1")


def test_counts_add_up() -> None:
    for report in (usual(), clean(), crashed(), nasty()):
        told = parsed(report)
        assert int(told.get("tests", "")) == len(list(told.iter("testcase")))
        for suite in told.findall("testsuite"):
            assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
            assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
            assert int(suite.get("skipped", "")) == len(suite.findall("testcase/skipped"))


@given(st.text())
def test_any_text_is_well_formed_and_comes_back(text: str) -> None:
    (failure,) = parsed(nasty(text)).iter("failure")
    shown = escape_invisible(remove_illegal(text))
    assert failure.get("message") == shown
    assert shown in (failure.text or "")


@pytest.mark.parametrize("ch", ["\u202e", "\x9b", "\u2028", "\x85", "\u2066", "\x7f", "\U000e0041"])
def test_what_controls_or_reorders_text_is_shown(ch: str) -> None:
    written = render("junit", nasty(f"pay {ch} now"))
    assert ch not in written
    assert f"pay {escape_invisible(ch)} now" in written


@pytest.mark.parametrize("text", ["\ttab\nline", "caf\u00e9 \u00a0 \u6f22", "a\u200db \U0001f600"])
def test_honest_text_is_as_it_was(text: str) -> None:
    (failure,) = parsed(nasty(text)).iter("failure")
    assert failure.get("message") == text

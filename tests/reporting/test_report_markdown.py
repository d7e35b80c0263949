"""Markdown: policy text stays text, and the whole stays a comment's size."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_reports import clean, crashed, finding, large, nasty, rule, usual

from cxlint.linting.model.finding import Notice, Report, Spot
from cxlint.parsing.document import Document, Span
from cxlint.reporting import render
from cxlint.reporting.formats.markdown import LONGEST, MARKER
from cxlint.reporting.writing.control_characters import escape_controls
from cxlint.reporting.writing.markdown_escape import escape_markdown

ENTITY = re.compile(r"&#\d+;")


@given(st.text())
def test_escaped_text_has_no_markup_and_reads_the_same(text: str) -> None:
    told = escape_markdown(text)
    bare = ENTITY.sub("", told)
    assert not re.search(r"[|`@#<>&*_~$\[\]{}\\\n]", bare)
    assert html.unescape(told).replace("\u200b", "") == escape_controls(text)


@pytest.mark.parametrize("bait", ["@team", "#12", "https://x.example", "www.x.example", "GH-12"])
def test_nothing_becomes_a_link_by_itself(bait: str) -> None:
    assert "\u200b" in html.unescape(escape_markdown(f"see {bait} now"))


@given(st.text())
def test_every_row_of_the_table_has_four_cells(text: str) -> None:
    lines = render("markdown", nasty(text)).split("\n")
    rows = [line for line in lines if line.startswith("|")]
    assert len(rows) == 3
    assert {row.count("|") for row in rows} == {5}
    assert sum(line.startswith("<!--") for line in lines) == 1


@given(st.text())
def test_no_line_begins_with_text_from_a_policy(text: str) -> None:
    starts = (MARKER, "### cxlint", "* **", "|", "<details>", "</details>", "**")
    for line in render("markdown", nasty(text)).split("\n"):
        assert not line or line.startswith(starts) or re.match(r"\d+\. ", line)


def test_it_begins_with_the_marker() -> None:
    for report in (usual(), clean(), crashed()):
        assert render("markdown", report).startswith(f"{MARKER}\n### cxlint: ")


def test_gravest_first() -> None:
    lines = render("markdown", usual()).splitlines()
    rows = [line.split(" | ")[0] for line in lines if line.startswith("| ")]
    assert rows == ["| severity", "| error", "| warning", "| info"]


def test_a_large_report_fits_and_says_what_it_left_out() -> None:
    told = render("markdown", large(5_000))
    assert LONGEST // 2 < len(told) < LONGEST
    rows = told.count("\n| ") - 1
    assert f"and {5_000 - rows:,} findings more" in told
    assert told.count("<details>") == told.count("</details>") > 0


def test_many_notices_leave_room_for_the_findings() -> None:
    report = large(100)._replace(notices=(Notice("crash", "@" * 9_000, "r"),) * 200)
    told = render("markdown", report)
    assert len(told) < LONGEST
    assert told.count("\n| error ") == 34


def test_a_finding_too_large_does_not_crowd_out_the_others() -> None:
    document = Document("a.yaml", "x: y\n", None)
    at = Span(1, 1, 1, 2)
    spots = tuple(Spot("a.yaml", at, "z" * 5_000) for _ in range(30))
    huge = finding(rule(), document, at, "m" * 80_000, witness=spots)
    small = huge._replace(message="small", witness=(), entity="channel/b")
    told = render("markdown", Report((huge, small), (), ("a.yaml",)))
    assert len(told) < LONGEST
    assert "| small |" in told
    assert "and 1 finding more" in told

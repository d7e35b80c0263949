"""GitHub's commands, read back as its runner reads them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from made_reports import LOOP, RULES, crashed, finding, large, nasty, usual

from cxlint.linting.model.finding import Notice, Report
from cxlint.parsing.document import Document, Span
from cxlint.reporting import View, render
from cxlint.reporting.writing.control_characters import escape_controls

COMMAND = re.compile(r"::(\S+)(?: (.*?))?::(.*)")


def unescaped(text: str, marks: dict[str, str]) -> str:
    for mark, ch in marks.items():
        text = text.replace(mark, ch)
    return text


def parsed(line: str) -> tuple[str, dict[str, str], str]:
    """Return command, properties and message, as the runner's ActionCommand takes them apart."""
    match = COMMAND.fullmatch(line)
    assert match is not None
    data = {"%0D": "\r", "%0A": "\n", "%25": "%"}
    value = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
    pairs = (pair.split("=", 1) for pair in (match[2] or "").split(","))
    properties = {name: unescaped(told, value) for name, told in pairs}
    return match[1], properties, unescaped(match[3], data)


@given(st.text())
def test_what_is_written_is_what_is_read(text: str) -> None:
    report = nasty(text)
    crash, error, *rest = render("github", report).rstrip("\n").split("\n")
    command, properties, message = parsed(crash)
    assert (command, message) == ("error", escape_controls(text))
    command, properties, message = parsed(error)
    assert command == "error"
    assert message == f"{escape_controls(text)}\nchange: {escape_controls(text)}"
    assert properties["file"] == escape_controls(View().path_from_root(report.findings[0].path))
    assert properties["title"] == "hassle-loop"
    assert [line.startswith("cxlint: ") for line in rest] == [True]


def test_places() -> None:
    judged, first, *_ = render("github", usual()).split("\n")
    assert parsed(judged)[1] == {"title": "cxlint judged"}
    _, properties, _ = parsed(first)
    assert properties == {
        "file": "policies/care/handoffs.yaml", "line": "5", "endLine": "5", "col": "5",
        "endColumn": "54", "title": "hassle-loop",
    }  # fmt: skip
    over_lines = finding(LOOP, Document("a.yaml", "a: |\n b\n", None), Span(1, 4, 2, 3), "x")
    line = render("github", Report((over_lines,), RULES, ("a.yaml",))).split("\n")[0]
    assert "col" not in parsed(line)[1]
    assert parsed(line)[1]["endLine"] == "2"


def test_gravest_first_capped_and_told() -> None:
    lines = render("github", large(100)).splitlines()
    kinds = [line.split(" ")[0] for line in lines if line.startswith("::")]
    assert kinds == ["::notice", *["::error"] * 10, *["::warning"] * 10, *["::notice"] * 9]
    assert "cxlint: and 24 errors more" in lines
    assert "cxlint: and 25 notices more" in lines


def test_one_for_each_rule_and_entity() -> None:
    first = usual().findings[0]
    again = first._replace(span=Span(2, 1, 2, 2))
    told = render("github", usual()._replace(findings=(first, again)))
    assert told.count("::error") == 1


def test_excused_findings_are_not_annotated() -> None:
    assert "nobody calls at night" not in render("github", usual())
    assert render("github", usual()).count("\n::") == 5


def test_crashes_come_first() -> None:
    first = render("github", crashed()).split("\n")[0]
    assert parsed(first) == ("error", {"title": "cxlint crash hassle-loop"}, "KeyError: 'to'")
    many = large(30)._replace(notices=(Notice("crash", "x", "r"),) * 12)
    assert render("github", many).count("::error title=cxlint crash r") == 10

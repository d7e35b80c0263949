"""The rules as a table: for a terminal, as JSON, as Markdown."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cxlint.reporting.writing.control_characters import escape_controls
from cxlint.reporting.writing.finding_record import json_text
from cxlint.reporting.writing.markdown_escape import escape_markdown
from cxlint.reporting.writing.prose import general_text
from cxlint.reporting.writing.statistics import count_phrase
from cxlint.reporting.writing.wrapping import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.linting.model.rule import Rule

FORMATS = ("text", "json", "markdown")


def table(rules: Iterable[Rule], form: str = "text", *, width: int = 80) -> str:
    """Return the rules by category and id, in one of FORMATS."""
    ordered = sorted(rules, key=lambda rule: (rule.category, rule.id))
    if form == "json":
        return json_text([_entry(rule) for rule in ordered], indent=2) + "\n"
    if form == "markdown":
        return _markdown(ordered)
    return _text(ordered, width)


def _text(rules: list[Rule], width: int) -> str:
    longest = max((len(rule.id) for rule in rules), default=0)
    lines = []
    for category, members in groupby(rules, key=lambda rule: rule.category):
        lines += ["", category]
        for rule in members:
            lines += fold(
                escape_controls(rule.title), f"  {rule.id:<{longest}}  {rule.severity:<7}  ", width
            )
    return "\n".join([*lines, "", count_phrase(len(rules), "rule")]).lstrip("\n") + "\n"


def _markdown(rules: list[Rule]) -> str:
    lines = ["| rule | category | severity | what it finds |", "|---|---|---|---|"]
    for rule in rules:
        told = (rule.id, rule.category, rule.severity, rule.title)
        lines.append(f"| {' | '.join(map(escape_markdown, told))} |")
    return "\n".join(lines) + "\n"


def _entry(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "category": rule.category,
        "severity": rule.severity,
        "title": rule.title,
        "since": rule.since,
        "rationale": rule.rationale.strip(),
        "remedy": general_text(rule.remedy[""]),
        "check": rule.check,
        "params": dict(sorted(rule.params.items())),
        "provenance": {name: dict(told) for name, told in sorted(rule.provenance.items())},
        "sources": [{"id": name, "supports": supports} for name, supports in rule.sources],
        "formerly": list(rule.formerly),
        "waivable": rule.lockable != "locked",
    }

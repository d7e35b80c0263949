"""The formats of vendors as a table: for a terminal, as JSON, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers import registry
from cxlint.reporting.writing.finding_record import json_text
from cxlint.reporting.writing.markdown_escape import escape_markdown
from cxlint.reporting.writing.wrapping import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMATS = ("text", "json", "markdown")
SPELT = {"json": "JSON", "xml": "XML", "yaml": "YAML", "hcl": "Terraform"}


def table(form: str = "text", *, width: int = 80) -> str:
    """Return every format and what its elements become, in one of FORMATS."""
    if form == "json":
        return json_text([_entry(name) for name in registry.FORMATS], indent=2) + "\n"
    lines = _markdown() if form == "markdown" else _text(width)
    return "\n".join(lines) + "\n"


def _entry(name: str) -> dict[str, object]:
    importer = registry.importer(name)
    return {
        "format": name,
        "title": importer.TITLE,
        "syntaxes": list(importer.SYNTAXES),
        "elements": [
            {"element": each.element, "becomes": each.becomes} for each in importer.MEANINGS
        ],
    }


def _syntaxes(name: str) -> str:
    return ", ".join(SPELT[each] for each in registry.importer(name).SYNTAXES)


def _text(width: int) -> Iterator[str]:
    for name in registry.FORMATS:
        importer = registry.importer(name)
        yield f"{name}: {importer.TITLE} ({_syntaxes(name)})"
        for each in importer.MEANINGS:
            yield from fold(f"{each.element}: {each.becomes}", "  ", width)
        yield ""


def _markdown() -> Iterator[str]:
    yield "| format | element | becomes |"
    yield "|---|---|---|"
    for name in registry.FORMATS:
        importer = registry.importer(name)
        title = f"{escape_markdown(importer.TITLE)}: `{name}` ({_syntaxes(name)})"
        for each in importer.MEANINGS:
            yield f"| {title} | {escape_markdown(each.element)} | {escape_markdown(each.becomes)} |"
            title = ""

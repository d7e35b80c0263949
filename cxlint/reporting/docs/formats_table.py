"""The formats of vendors, and what of a folder is read, for a terminal, as JSON, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers import registry
from cxlint.importers.known_fields import ANY
from cxlint.parsing.file_endings import VENDOR_ENDINGS, YAML_ENDINGS
from cxlint.policy.file_names import QUIET_REASONS, SKIP_REASONS
from cxlint.reporting.writing.finding_record import json_text
from cxlint.reporting.writing.markdown_escape import escape_markdown
from cxlint.reporting.writing.wrapping import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.importers.known_fields import Irrelevance, KnownFields

FORMATS = ("text", "json", "markdown")
SPELT = {"json": "JSON", "xml": "XML", "yaml": "YAML", "hcl": "Terraform"}


def table(form: str = "text", *, width: int = 80) -> str:
    """Return every format and what its elements become, in one of FORMATS.

    For people, also which files of a folder are read, and what is passed over.
    """
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
        "irrelevant": [
            {"element": each.element, "fields": each.fields.split(), "reason": each.reason}
            for each in _irrelevant(name)
        ],
    }


def _irrelevant(name: str) -> Sequence[Irrelevance]:
    """Return the fields that a format knows to change nothing."""
    fields: KnownFields | None = getattr(registry.importer(name), "FIELDS", None)
    return () if fields is None else fields.irrelevant


def _name_element(each: Irrelevance) -> str:
    return "any element" if each.element == ANY else each.element


def _syntaxes(name: str) -> str:
    return ", ".join(SPELT[each] for each in registry.importer(name).SYNTAXES)


def _text(width: int) -> Iterator[str]:
    for name in registry.FORMATS:
        importer = registry.importer(name)
        yield f"{name}: {importer.TITLE} ({_syntaxes(name)})"
        for each in importer.MEANINGS:
            yield from fold(f"{each.element}: {each.becomes}", "  ", width)
        if _irrelevant(name):
            yield "  fields that change nothing, or only where it is said:"
        for one in _irrelevant(name):
            listed = ", ".join(one.fields.split())
            yield from fold(f"{_name_element(one)}: {listed}: {one.reason}", "    ", width)
        yield ""
    endings = ", ".join((*YAML_ENDINGS, *VENDOR_ENDINGS))
    yield from fold(f"of a folder, files are read that end, in any case, in: {endings}", "", width)
    yield from fold("without an ending: what begins as JSON or XML does", "  ", width)
    yield ""
    yield "of a folder, passed over and said:"
    for reason, what in SKIP_REASONS.items():
        if reason not in QUIET_REASONS:
            yield from fold(f"{reason}: {what}", "  ", width)
    yield ""
    yield "of a folder, passed over and only counted:"
    for reason in SKIP_REASONS:
        if reason in QUIET_REASONS:
            yield from fold(f"{reason}: {SKIP_REASONS[reason]}", "  ", width)


def _markdown() -> Iterator[str]:
    yield "| format | element | becomes |"
    yield "|---|---|---|"
    for name in registry.FORMATS:
        importer = registry.importer(name)
        title = f"{escape_markdown(importer.TITLE)}: `{name}` ({_syntaxes(name)})"
        for each in importer.MEANINGS:
            yield f"| {title} | {escape_markdown(each.element)} | {escape_markdown(each.becomes)} |"
            title = ""
    yield ""
    yield "| passed over | what it is | said |"
    yield "|---|---|---|"
    for reason, what in SKIP_REASONS.items():
        said = "only counted" if reason in QUIET_REASONS else "in a line"
        yield f"| {reason} | {escape_markdown(what)} | {said} |"
    yield ""
    yield "| format | element | fields that change nothing | why, or where they are read |"
    yield "|---|---|---|---|"
    for name in registry.FORMATS:
        for one in _irrelevant(name):
            listed = escape_markdown(", ".join(one.fields.split()))
            element, reason = escape_markdown(_name_element(one)), escape_markdown(one.reason)
            yield f"| {name} | {element} | {listed} | {reason} |"

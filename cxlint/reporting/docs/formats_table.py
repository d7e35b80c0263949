"""The formats of vendors, and what of a folder is read, for a terminal, as JSON, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers import registry
from cxlint.importers.known_fields import ANY
from cxlint.importers.shared.terraform_fields import IN_ANY_FILE
from cxlint.parsing.file_endings import VENDOR_ENDINGS, YAML_ENDINGS
from cxlint.policy.file_names import QUIET_REASONS, SKIP_REASONS
from cxlint.records import NamedTuple
from cxlint.reporting.writing.finding_record import json_text
from cxlint.reporting.writing.markdown_escape import escape_markdown
from cxlint.reporting.writing.wrapping import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


class _Row(NamedTuple):
    """The same fields of some elements, and why they change nothing."""

    elements: str
    fields: str
    reason: str


def _list_rows(irrelevant: Iterable[Irrelevance]) -> Iterator[_Row]:
    """Yield what changes nothing: first by elements of which the same is true, then by reasons."""
    elements: dict[tuple[str, str], dict[str, None]] = {}
    for each in irrelevant:
        elements.setdefault((each.fields, each.reason), {})[_name_element(each)] = None
    fields: dict[tuple[str, str], dict[str, None]] = {}
    for (listed, reason), names in elements.items():
        key = ", ".join(names), reason
        fields.setdefault(key, {}).update(dict.fromkeys(listed.split()))
    for (named, reason), paths in fields.items():
        yield _Row(named, _shorten_paths(paths), reason)


def _shorten_paths(paths: Iterable[str]) -> str:
    """Return paths in words; what several have before or behind a dot is said but once."""
    inner: dict[str, list[str]] = {}
    for path in paths:
        outer, _, last = path.rpartition(".")
        inner.setdefault(outer, []).append(last)
    outers: dict[tuple[str, ...], list[str]] = {}
    for outer, names in inner.items():
        key = () if outer == "" else tuple(names)
        outers.setdefault(key, []).append(outer)
    return ", ".join(_join_paths(each, names or inner[""]) for names, each in outers.items())


def _join_paths(outers: Sequence[str], names: Sequence[str]) -> str:
    last = names[0] if len(names) == 1 else f"{{{', '.join(names)}}}"
    if outers[0] == "":
        return ", ".join(names)
    first = outers[0] if len(outers) == 1 else f"{{{', '.join(outers)}}}"
    return f"{first}.{last}"


def _list_own(name: str) -> Iterator[_Row]:
    """Yield what changes nothing in a format, beside what is so in every file of Terraform."""
    yield from _list_rows(each for each in _irrelevant(name) if each not in IN_ANY_FILE)


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
        yield from _list_irrelevant(_list_own(name), width)
        yield ""
    yield "any file of Terraform"
    yield from _list_irrelevant(_list_rows(IN_ANY_FILE), width)
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


def _list_irrelevant(rows: Iterable[_Row], width: int) -> Iterator[str]:
    yield "  fields that change nothing, or only where it is said:"
    for one in rows:
        yield from fold(f"{one.elements}: {one.fields}: {one.reason}", "    ", width)


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
    rows = [(name, one) for name in registry.FORMATS for one in _list_own(name)]
    rows += [("any file of Terraform", one) for one in _list_rows(IN_ANY_FILE)]
    for name, one in rows:
        cells = (name, *map(escape_markdown, one))
        yield f"| {' | '.join(cells)} |"

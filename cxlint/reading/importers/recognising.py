"""Which format a file is of: told by what it holds, never by its name alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.reading.building import Refused
from cxlint.reading.document import At, Document, Problem, parse
from cxlint.reading.importers.joining import Foreign
from cxlint.reading.schema import is_policy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.reading.importers.formats import Importer

TOLD = 3
"""How many files of a format are named."""

SNIFFED = 512
"""How many bytes tell whether a file without a telling name may be a vendor's."""

TEMPLATED = ("amazon-connect", "genesys-archy")
"""The formats whose files may hold the tokens of templates, which are no YAML or JSON."""

_FIRST = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*([{\[<])")
_UTF_16 = (b"\xff\xfe<\0", b"\xfe\xff\0<")


def may_be_foreign(head: bytes) -> bool:
    """Whether a file that begins so may be a vendor's."""
    return bool(_FIRST.match(head)) or head.startswith(_UTF_16)


def syntax_of(path: str, raw: bytes) -> str:
    """Return json, xml, hcl or yaml, by how a file begins and, for the rest, by its ending."""
    first = _FIRST.match(raw[:SNIFFED])
    if raw.startswith(_UTF_16) or (first and first[1] == b"<"):
        return "xml"
    if first and not path.endswith((".yaml", ".yml", ".tf")):
        return "json"
    return "hcl" if path.endswith(".tf") else "yaml"


def documents(
    path: str, raw: bytes, memo: dict[str, Any], *, named: bool = True, wanted: str = ""
) -> list[Document]:
    """Return the documents of a file, a vendor's as one that is yet to be joined.

    A file that was `named` and is of no format known, and no policy, is a problem; one that was
    only met in a folder, and is not YAML, is passed over, for folders hold much that is no policy.
    `wanted` is the format the user says it is of.
    """
    syntax = syntax_of(path, raw)
    if syntax == "yaml":
        return claimed(parse(path, raw, memo), path, raw, wanted)
    try:
        source = _parsed(syntax, path, raw)
    except Refused as refused:
        if syntax == "json" and (mended := _templated_json(path, raw, wanted)):
            return mended
        told = named or wanted or syntax == "xml" or path.endswith(".json")
        return [_problem(path, raw, *refused.args)] if told else []
    found = _claimed(syntax, source, wanted)
    if found is not None:
        return [_foreign(path, source, *found)]
    if syntax == "json" and is_policy(source.data):
        return [source]
    return [_unrecognised(path, raw, wanted)] if named or wanted else []


def claimed(found: list[Document], path: str, raw: bytes, wanted: str) -> list[Document]:
    """Return the documents of a YAML file, those of a vendor as ones that are yet to be joined."""
    if any(document.data is None for document in found):
        return _templated(path, raw, wanted) or found
    made: list[Document] = []
    for document in found:
        plain = is_policy(document.data) and not wanted and not _lists(document.data)
        claim = None if plain else _claimed("yaml", document, wanted)
        made.append(_foreign(path, document, *claim) if claim else document)
    if wanted and not any(document.foreign for document in made):
        return [_unrecognised(path, raw, wanted)]
    return made


def _lists(data: Any) -> bool:
    """Whether sections that a policy keeps by id are lists, as Opsgenie has them."""
    return any(isinstance(data.get(key), list) for key in ("escalations", "schedules", "teams"))


def _templated(path: str, raw: bytes, wanted: str) -> list[Document]:
    """Return a file that is YAML once the tokens of its templates are taken for text."""
    for plain in _untokened(raw):
        found = parse(path, plain)
        claims = [_claimed("yaml", document, wanted) for document in found]
        if len(found) == 1 and claims[0] is not None:
            tokened: Any = getattr(claims[0][1], "tokened", None)
            if tokened is not None:
                tokened(found[0], raw)
            return [_foreign(path, found[0], *claims[0])]
    return []


def _templated_json(path: str, raw: bytes, wanted: str) -> list[Document]:
    """Return a file that is JSON once the placeholders of its templates are taken for text."""
    for plain in _untokened(raw):
        try:
            source = _parsed("json", path, plain)
        except Refused:
            continue
        if (claim := _claimed("json", source, wanted)) is not None:
            return [_foreign(path, source, *claim)]
    return []


def _untokened(raw: bytes) -> Iterator[bytes]:
    """Yield a file as each format with templates would read it."""
    from cxlint.reading.importers.formats import FORMATS, importer

    for name in TEMPLATED:
        if name in FORMATS:
            untokened: Any = getattr(importer(name), "untokened")  # noqa: B009
            if (plain := untokened(raw)) is not None:
                yield plain


def _parsed(syntax: str, path: str, raw: bytes) -> Any:
    if syntax == "xml":
        from cxlint.reading.importers import xml_text

        return xml_text.parse(path, raw)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(0, "it is not UTF-8", "save it as UTF-8") from error
    if syntax == "hcl":
        from cxlint.reading.importers import hcl_text

        return hcl_text.parse(path, text)
    from cxlint.reading.importers import json_text

    return json_text.parse(path, text)


def _claimed(syntax: str, source: Any, wanted: str) -> tuple[str, Importer] | None:
    """Return the format that a parsed file is of."""
    from cxlint.reading.importers.formats import importer, of_syntax

    if wanted:
        offered = any(name == wanted for name, _ in of_syntax(syntax))
        found = importer(wanted)
        return (wanted, found) if offered and found.claims(source) else None
    return next((each for each in of_syntax(syntax) if each[1].claims(source)), None)


def _foreign(path: str, source: Any, name: str, found: Importer) -> Document:
    document = Document(path, source.lines, None)
    document.foreign = Foreign(name, source, found.read)
    return document


def _unrecognised(path: str, raw: bytes, wanted: str) -> Document:
    from cxlint.reading.importers.formats import FORMATS

    what = f"it is no file of the format {wanted}" if wanted else "it is of no format known here"
    return _problem(path, raw, 0, what, f"formats are {', '.join(FORMATS)} and policy as YAML")


def _problem(path: str, raw: bytes, index: int, reason: str, advice: str) -> Document:
    document = Document(path, raw.decode("utf-8-sig", "replace"), None)
    region = document.lines.span(index, index + 1)
    facts = {"reason": reason, "advice": advice}
    document.problems.append(Problem("unreadable-file", At(document, region=region), facts))
    return document


def formats_of(documents: Iterable[Document]) -> dict[str, list[str]]:
    """Return, for each format as people call it, its files as shown, of many only the first."""
    from cxlint.reading.importers.formats import importer

    found: dict[str, dict[str, None]] = {}
    for document in documents:
        title = importer(document.foreign.format).TITLE
        found.setdefault(title, {})[document.path] = None
    told = {title: list(paths) for title, paths in found.items()}
    return {
        title: [*paths[:TOLD], f"and {len(paths) - TOLD:,} more"] if len(paths) > TOLD else paths
        for title, paths in told.items()
    }

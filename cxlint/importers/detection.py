"""Which format a file is of: told by what it holds, never by its name alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.cross_references import Foreign
from cxlint.language.schema import is_policy, is_surely_policy
from cxlint.parsing.document import MAX_FILE, At, Document, Problem, parse
from cxlint.parsing.yaml_builder import UnreadableText
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.importers.registry import Importer

NAMED = 3
"""How many files of a format are named."""

SNIFFED = 512
"""How many bytes tell whether a file without a telling name may be a vendor's."""

TEMPLATED = ("amazon-connect", "genesys-archy")
"""The formats whose files may hold the tokens of templates, which are no YAML or JSON."""

_FIRST = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*([{\[]|<(?!<))")
_UTF_16 = (b"\xff\xfe<\0", b"\xfe\xff\0<", b"<\0", b"\0<")
_YAML = (".yaml", ".yml")
_XML = (".xml", ".bpmn", ".flow")
_TELLING = (".bpmn", ".tf")
"""Endings that promise a format: a file that has one and cannot be read is a problem."""

_OTHERS = (".json", ".xml", ".flow")
"""Endings that many other files have as well."""


def may_be_foreign(head: bytes) -> bool:
    """Whether a file that begins so may be a vendor's."""
    return bool(_FIRST.match(head)) or head.startswith(_UTF_16)


def syntax_of(path: str, raw: bytes) -> str:
    """Return json, xml, hcl or yaml, by how a file begins and, for the rest, by its ending."""
    first = _FIRST.match(raw[:SNIFFED])
    if raw.startswith(_UTF_16) or (first and first[1] == b"<"):
        return "xml"
    if path.endswith(".json") or (first and not path.endswith((*_YAML, ".tf"))):
        return "json"
    if path.endswith(_XML):
        return "xml"
    return "hcl" if path.endswith(".tf") else "yaml"


def documents(
    path: str, raw: bytes, memo: dict[str, Any], *, named: bool = True, wanted: str = ""
) -> list[Document]:
    """Return the documents of a file, a vendor's as one that is yet to be joined.

    A file that was `named` and is of no format known, and no policy, is a problem; one that was
    only met in a folder, and is not YAML, is passed over, for folders hold much that is no policy.
    `wanted` is the format the user says it is of.
    """
    if named and not raw.strip():
        return parse(path, raw, memo)  # an empty file is an empty file, whatever its ending
    syntax = _syntax_wanted(path, raw, wanted)
    if syntax == "yaml":
        return claimed(parse(path, raw, memo), path, raw, wanted)
    try:
        found = _read(syntax, path, raw, wanted)
    except UnreadableText as refused:
        found = _templated_json(path, raw, wanted) if syntax == "json" else []
        found = found or _otherwise(path, raw, syntax, wanted, named=named)
        if not found and syntax == "json" and named and not path.endswith(".json"):
            # YAML may begin so, too.
            found = claimed(parse(path, raw, memo), path, raw, wanted)
        return found or _unread(path, raw, refused, named=named)
    if not found:
        found = _otherwise(path, raw, syntax, wanted, named=named)
    if named:
        return found or [_unrecognised(path, raw, wanted)]
    return [each for each in found if each.foreign is not None or _says_something(each)]


def _syntax_wanted(path: str, raw: bytes, wanted: str) -> str:
    """Return the syntax of a file; where the user says its format, that tells of it as well."""
    from cxlint.importers.registry import importer

    syntax = syntax_of(path, raw)
    offered = importer(wanted).SYNTAXES if wanted else ()
    return "hcl" if syntax == "yaml" and "hcl" in offered and not path.endswith(_YAML) else syntax


def _read(syntax: str, path: str, raw: bytes, wanted: str) -> list[Document]:
    """Return a vendor's file, or policy as JSON; nothing for anything else. Raises UnreadableText.

    A file of Terraform may hold the resources of several vendors: each format reads its own.
    """
    if len(raw) > MAX_FILE:
        reason = f"the file is larger than {MAX_FILE >> 20} MiB"
        raise UnreadableText(0, reason, "split it into several files")
    if syntax == "xml":
        from cxlint.parsing import xml_parser

        source: Any = xml_parser.parse(path, raw)
    elif syntax == "hcl":
        from cxlint.parsing import hcl_parser

        text = _text(raw)
        claims = list(_claims_of(syntax, hcl_parser.outline(path, text), wanted))
        if not claims:
            return []
        source = hcl_parser.parse(path, text)
        return [_foreign(path, source, *claim) for claim in claims]
    else:
        from cxlint.parsing import json_parser

        source = json_parser.parse(path, _text(raw))
    if (claim := _claimed(syntax, source, wanted)) is not None:
        return [_foreign(path, source, *claim)]
    return [source] if syntax == "json" and not wanted and is_policy(source.data) else []


def _unread(path: str, raw: bytes, refused: UnreadableText, *, named: bool) -> list[Document]:
    """Return a problem where a policy or a vendor's file is missed, else what is told of it."""
    if named or path.endswith(_TELLING):
        return [_problem(path, raw, refused.index, refused.reason, refused.advice)]
    return [_lost(path)] if path.endswith(_OTHERS) else []


def _otherwise(path: str, raw: bytes, tried: str, wanted: str, *, named: bool) -> list[Document]:
    """Return a vendor's file whose ending tells of another syntax than what it holds.

    How it begins tells JSON and XML; the others are only tried where the file was named.
    """
    begins = syntax_of("", raw)
    others = ("yaml", "hcl") if begins == "yaml" and named else (begins,)
    for syntax in others:
        if syntax == tried or (syntax == "yaml" and not named):
            continue
        try:
            found = _any_claimed(syntax, path, raw, wanted)
        except UnreadableText:
            continue
        if found:
            return found
    return []


def _any_claimed(syntax: str, path: str, raw: bytes, wanted: str) -> list[Document]:
    """Return what a file is as a vendor's in a syntax; nothing where it is none.

    Raises UnreadableText.
    """
    if syntax != "yaml":
        found = _read(syntax, path, raw, wanted)
    else:
        parsed = parse(path, raw)
        whole = all(document.data is not None for document in parsed)
        found = claimed(parsed, path, raw, wanted) if whole else _templated(path, raw, wanted)
    return found if any(document.foreign for document in found) else []


def _says_something(policy: Document) -> bool:
    """Whether a file has a section of the policy; many files have a version."""
    data: Any = policy.data
    return any(key != "version" and not key.startswith("x-") for key in data)


def claimed(found: list[Document], path: str, raw: bytes, wanted: str) -> list[Document]:
    """Return the documents of a YAML file, those of a vendor as ones that are yet to be joined."""
    if any(document.data is None for document in found):
        mended = _templated(path, raw, wanted)
        return mended or _otherwise(path, raw, "yaml", wanted, named=True) or found
    text = any(isinstance(document.data, str) for document in found)  # as XML may be to YAML
    if text and (other := _otherwise(path, raw, "yaml", wanted, named=True)):
        return other
    made: list[Document] = []
    for document in found:
        plain = is_surely_policy(document.data) and not wanted
        try:
            claim = None if plain else _claimed("yaml", document, wanted)
        except UnreadableText as refused:
            return [_problem(path, raw, refused.index, refused.reason, refused.advice)]
        made.append(_foreign(path, document, *claim) if claim else document)
    if wanted and not any(document.foreign for document in made):
        return [_unrecognised(path, raw, wanted)]
    return made


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
            found = _read("json", path, plain, wanted)
        except UnreadableText:
            continue
        if found and found[0].foreign is not None:
            return found
    return []


def _untokened(raw: bytes) -> Iterator[bytes]:
    """Yield a file as each format with templates would read it."""
    from cxlint.importers.registry import importer

    for name in TEMPLATED:
        untokened: Any = getattr(importer(name), "untokened")  # noqa: B009
        if (plain := untokened(raw)) is not None:
            yield plain


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableText(0, "it is not UTF-8", "save it as UTF-8") from error


def _claimed(syntax: str, source: Any, wanted: str) -> tuple[str, Importer] | None:
    """Return the format that a parsed file is of."""
    return next(_claims_of(syntax, source, wanted), None)


def _claims_of(syntax: str, source: Any, wanted: str) -> Iterator[tuple[str, Importer]]:
    """Yield the formats that a parsed file is of; if one is wanted, no other."""
    from cxlint.importers.registry import of_syntax

    for name, found in of_syntax(syntax):
        if (not wanted or name == wanted) and _claims(name, found, source):
            yield name, found


def _claims(name: str, found: Importer, source: Any) -> bool:
    """Whether a file is of a format. Raises UnreadableText where its importer cannot cope."""
    try:
        return found.claims(source)
    except Exception as error:
        reason = f"looking at it as {name} failed ({type(error).__name__}: {error})"
        raise UnreadableText(0, reason, "please report this as a fault of cxlint") from error


def _foreign(path: str, source: Any, name: str, found: Importer) -> Document:
    document = Document(path, source.lines, None)
    document.foreign = Foreign(name, source, found.read)
    return document


def _lost(path: str) -> Document:
    """Return what stands for a file that cannot be read, and need not be a vendor's at all."""
    document = Document(path, "", None)
    document.foreign = Foreign("", document, lambda _, __: ())
    return document


def _unrecognised(path: str, raw: bytes, wanted: str) -> Document:
    from cxlint.importers.registry import FORMATS

    what = f"it is no file of the format {wanted}" if wanted else "it is of no format known here"
    return _problem(path, raw, 0, what, f"formats are {', '.join(FORMATS)} and policy as YAML")


def _problem(path: str, raw: bytes, index: int, reason: str, advice: str) -> Document:
    document = Document(path, _shown(raw), None)
    region = document.lines.span(index, index + 1)
    facts = {"reason": reason, "advice": advice}
    document.problems.append(Problem("unreadable-file", At(document, region=region), facts))
    return document


def _shown(raw: bytes) -> str:
    """Return the text in which a problem is shown."""
    if syntax_of("", raw) == "xml":
        from cxlint.parsing.byte_offsets import Characters

        return Characters(raw).text
    return raw[:MAX_FILE].decode("utf-8-sig", "replace")


def remarks(documents: Iterable[Document]) -> list[str]:
    """Return which files were taken for which format, and which could not be read at all."""
    from cxlint.importers.registry import importer

    found: dict[str, dict[str, None]] = {}
    for document in documents:
        found.setdefault(document.foreign.format, {})[document.path] = None
    told = {name: _few(list(paths)) for name, paths in found.items()}
    lost = told.pop("", "")
    return [
        *(f"read as {importer(name).TITLE}: {paths}" for name, paths in told.items()),
        *([f"passed over, as they cannot be read: {lost}"] if lost else []),
    ]


def _few(paths: list[str]) -> str:
    return ", ".join(shorten_list(paths, NAMED, rest="and {:,} more"))

"""Which format a file is of: decided by what it holds, never by its name alone."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any

from cxlint.importers.file_documents import (
    MixedContentError,
    build_document,
    mark_other,
    mark_unreadable,
    report_filled_in,
    report_mixture,
    report_problem,
    report_template,
    report_unknown,
)
from cxlint.importers.format_claims import find_format, find_formats, remove_tokens
from cxlint.importers.syntax import find_syntax
from cxlint.language.own_outputs import name_output
from cxlint.language.schema import is_policy, is_surely_policy
from cxlint.parsing.document import MAX_FILE, Document, parse
from cxlint.parsing.file_endings import METADATA_ENDINGS, YAML_ENDINGS, has_ending, list_read
from cxlint.parsing.yaml_builder import UnreadableText
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MOST_PATHS = 3
"""How many files of a format are named."""

MOST_OTHERS = 8
"""How many files are named that are something else."""

_PROMISES = (
    ".bpmn", ".tf",
    *(f"{each}-meta.xml".lower() for each in METADATA_ENDINGS if each != ".settings"),
)  # fmt: skip
"""Endings that promise a format: a file that has one and cannot be read is a problem.

There are settings of many sorts, and few are read.
"""

_OTHERS = (".json", ".xml", ".flow")
"""Endings that many other files have as well."""


def read_documents(
    path: str, raw: bytes, memo: dict[str, Any], *, named: bool = True, wanted: str = ""
) -> list[Document]:
    """Return the documents of a file, a vendor's as one that is yet to be joined.

    A file that was `named` and is of no format known, and no policy, is a problem; one that was
    only met in a folder, and is not YAML, is passed over, for folders hold much that is no policy;
    but one that is meant as policy, or holds policy beside what a vendor's holds, is a problem.
    `wanted` is the format the user says it is of.
    """
    try:
        return _read_any(path, raw, memo, named=named, wanted=wanted)
    except MixedContentError as mixed:
        return [report_mixture(path, raw, mixed)]


def _read_any(
    path: str, raw: bytes, memo: dict[str, Any], *, named: bool, wanted: str
) -> list[Document]:
    if named and not raw.strip():
        return parse(path, raw, memo)  # an empty file is an empty file, whatever its ending
    syntax = _find_syntax(path, raw, wanted)
    if syntax == "yaml":
        found = _claim_documents(parse(path, raw, memo), path, raw, wanted)
        if has_ending(path) or wanted:
            return found
        return [report_unknown(path, raw)] if _is_prose(found) else _mention_endings(found)
    try:
        found = _read_source(syntax, path, raw, wanted)
    except UnreadableText as refused:
        found = _read_json_template(path, raw, wanted) if syntax == "json" else []
        found = found or _try_syntaxes(path, raw, syntax, wanted, named=named)
        if not found and syntax == "json" and named and not has_ending(path, ".json"):
            # YAML may begin so, too.
            found = _claim_documents(parse(path, raw, memo), path, raw, wanted)
        return found or _report_unread(syntax, path, raw, refused, named=named)
    if not found:
        found = _try_syntaxes(path, raw, syntax, wanted, named=named)
    if named:
        return found or [report_unknown(path, raw, wanted)]
    ours = [each for each in found if each.foreign or each.problems or _has_sections(each)]
    return ours or _mark_other(syntax, path, raw)


def _mark_other(syntax: str, path: str, raw: bytes) -> list[Document]:
    """Return what stands for a file that is something else, where its ending is that of many."""
    if not has_ending(path, _OTHERS):
        return []
    from cxlint.importers.file_kinds import name_text

    return [mark_other(path, name_text(syntax, raw.decode("utf-8-sig", "replace")))]


def _find_syntax(path: str, raw: bytes, wanted: str) -> str:
    """Return the syntax of a file; where the user says its format, that tells of it as well."""
    from cxlint.importers.registry import importer

    syntax = find_syntax(path, raw)
    offered = importer(wanted).SYNTAXES if wanted else ()
    return (
        "hcl"
        if syntax == "yaml" and "hcl" in offered and not has_ending(path, YAML_ENDINGS)
        else syntax
    )


def _read_source(syntax: str, path: str, raw: bytes, wanted: str) -> list[Document]:
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

        text = _decode_text(raw)
        claims = list(find_formats(syntax, hcl_parser.outline(path, text), wanted))
        if not claims:
            return []
        source = hcl_parser.parse(path, text)
        return [build_document(path, source, *claim) for claim in claims]
    else:
        return _read_json(path, raw, wanted)
    if (claim := find_format(syntax, source, wanted)) is not None:
        return [build_document(path, source, *claim)]
    return []


def _read_json(path: str, raw: bytes, wanted: str) -> list[Document]:
    """Return a vendor's file or policy as JSON; a vendor's in the encodings of browsers as well.

    Consoles hand out exports in what the system writes: UTF-16 with its mark, or Windows-1252.
    """
    from cxlint.parsing import json_parser

    try:
        text, refused = _decode_text(raw), None
    except UnreadableText as error:
        text, refused = _decode_export(raw), error
    try:
        source = json_parser.parse(path, text)
    except UnreadableText as error:
        raise refused or error from error
    if title := name_output(source.data):
        return [mark_other(path, title)]
    if (claim := find_format("json", source, wanted)) is not None:
        return [build_document(path, source, *claim)]
    if refused is not None:
        raise refused
    return [source] if not wanted and _is_meant(source.data) else []


def _decode_export(raw: bytes) -> str:
    """Return the text of an export that is not UTF-8; nothing where it cannot be told."""
    marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if b"\0" in raw and not marked:
        return ""
    try:
        return raw.decode("utf-16" if marked else "cp1252")
    except UnicodeDecodeError:
        return ""


def _is_meant(data: object) -> bool:
    """Whether data of no format is policy, be it with a key that the language has not."""
    from cxlint.language.resemblance import holds_but_foreign, resembles_policy

    return (is_policy(data) and not holds_but_foreign(data)) or resembles_policy(data)


def _report_unread(
    syntax: str, path: str, raw: bytes, refused: UnreadableText, *, named: bool
) -> list[Document]:
    """Return a problem where a policy or a vendor's file is missed, else what is told of it."""
    from cxlint.importers.broken_files import is_meant_as_flow
    from cxlint.importers.policy_text import is_meant_as_policy

    if (
        named
        or has_ending(path, _PROMISES)
        or is_meant_as_policy(path, raw)
        or is_meant_as_flow(syntax, path, raw)
    ):
        return [report_problem(path, raw, refused.index, refused.reason, refused.advice)]
    return [mark_unreadable(path)] if has_ending(path, _OTHERS) else []


def _try_syntaxes(path: str, raw: bytes, tried: str, wanted: str, *, named: bool) -> list[Document]:
    """Return a vendor's file whose ending tells of another syntax than what it holds.

    How it begins tells JSON and XML; the others are only tried where the file was named.
    """
    begins = find_syntax("", raw)
    others = ("yaml", "hcl") if begins == "yaml" and named else (begins,)
    for syntax in others:
        if syntax == tried or (syntax == "yaml" and not named):
            continue
        try:
            found = _read_as(syntax, path, raw, wanted)
        except UnreadableText:
            continue
        if found:
            return found
    return []


def _read_as(syntax: str, path: str, raw: bytes, wanted: str) -> list[Document]:
    """Return what a file is as a vendor's in a syntax; nothing where it is none.

    Raises UnreadableText.
    """
    if syntax != "yaml":
        found = _read_source(syntax, path, raw, wanted)
    else:
        parsed = parse(path, raw)
        whole = all(document.data is not None for document in parsed)
        found = (
            _claim_documents(parsed, path, raw, wanted)
            if whole
            else _read_template(path, raw, wanted)
        )
    return found if any(document.foreign for document in found) else []


def _is_prose(found: list[Document]) -> bool:
    """Whether a file that can be read as YAML holds text or lists, and no policy."""
    if any(document.foreign is not None for document in found):
        return False
    return not any(isinstance(document.data, dict) or document.problems for document in found)


def _mention_endings(found: list[Document]) -> list[Document]:
    """Return a file that may be no policy at all: where it cannot be read, that is said, too."""
    for document in found:
        for number, problem in enumerate(document.problems):
            if problem.rule == "unreadable-file":
                advice = (
                    f"{problem.facts['advice']}; if it is no policy, leave it out: {list_read()}"
                )
                facts = {**problem.facts, "advice": advice}
                document.problems[number] = problem._replace(facts=facts)
    return found


def _has_sections(policy: Document) -> bool:
    """Whether a file has a section of the policy; many files have a version."""
    data: Any = policy.data
    return any(key != "version" and not key.startswith("x-") for key in data)


def claim_documents(
    found: list[Document], path: str, raw: bytes, wanted: str, *, within: bool = False
) -> list[Document]:
    """Return the documents of a YAML file, those of a vendor as ones that are yet to be joined.

    `within` says that the file lies in what the configuration calls the policy.
    """
    try:
        claimed = _claim_documents(found, path, raw, wanted)
    except MixedContentError as mixed:
        return [report_mixture(path, raw, mixed)]
    lost = any(document.data is None and document.foreign is None for document in claimed)
    if wanted or not lost or _is_any_meant(claimed):
        return claimed
    if (template := report_template(path, raw, within=within)) or within:
        return template or claimed
    return _set_refused_aside(path, raw, claimed)


def _set_refused_aside(path: str, raw: bytes, found: list[Document]) -> list[Document]:
    """Return a file that is sound YAML of a kind not read here as something else, if it is that."""
    from cxlint.importers.policy_text import is_meant_as_policy

    refused = next((each for each in found if each.is_refused), None)
    if refused is None or is_meant_as_policy(path, raw):
        return found
    return [mark_other(path, str(refused.problems[0].facts["reason"]))]


def _is_any_meant(found: list[Document]) -> bool:
    from cxlint.language.resemblance import is_meant

    return any(is_meant(document.data) for document in found)


def set_others_aside(path: str, found: list[Document], *, within: bool) -> list[Document]:
    """Return the documents of a YAML file; of one that is plainly something else, one not judged.

    Where any of them is a vendor's, cannot be read or is meant as policy, the file is not that;
    nor where it lies `within` what the configuration calls the policy. A template is a problem.
    What cxlint itself wrote is set aside wherever it lies.
    """
    from cxlint.importers.file_kinds import name_data

    if not found or any(each.foreign is not None or each.data is None for each in found):
        return found
    if len(found) == 1 and (title := name_output(found[0].data)):
        return [mark_other(path, title)]
    if within or _is_any_meant(found):
        return [report_filled_in(each, within=within) for each in found]
    titles = (name_data(document.data) for document in found)
    return [mark_other(path, next(filter(None, titles), ""))]


def _claim_documents(found: list[Document], path: str, raw: bytes, wanted: str) -> list[Document]:
    if any(document.data is None for document in found):
        mended = _read_template(path, raw, wanted)
        return mended or _try_syntaxes(path, raw, "yaml", wanted, named=True) or found
    text = any(isinstance(document.data, str) for document in found)  # as XML may be to YAML
    if text and (other := _try_syntaxes(path, raw, "yaml", wanted, named=True)):
        return other
    made: list[Document] = []
    for document in found:
        plain = is_surely_policy(document.data) and not wanted
        try:
            claim = None if plain else find_format("yaml", document, wanted)
            made.append(build_document(path, document, *claim) if claim else document)
        except UnreadableText as refused:
            return [report_problem(path, raw, refused.index, refused.reason, refused.advice)]
    if wanted and not any(document.foreign for document in made):
        return [report_unknown(path, raw, wanted)]
    return made


def _read_template(path: str, raw: bytes, wanted: str) -> list[Document]:
    """Return a file that is YAML once the tokens of its templates are taken for text."""
    for plain in remove_tokens(raw):
        found = parse(path, plain)
        claims = [find_format("yaml", document, wanted) for document in found]
        if len(found) == 1 and claims[0] is not None:
            restore_tokens: Any = getattr(claims[0][1], "restore_tokens", None)
            if restore_tokens is not None:
                restore_tokens(found[0], raw)
            return [build_document(path, found[0], *claims[0])]
    return []


def _read_json_template(path: str, raw: bytes, wanted: str) -> list[Document]:
    """Return a file that is JSON once the placeholders of its templates are taken for text."""
    for plain in remove_tokens(raw):
        try:
            found = _read_source("json", path, plain, wanted)
        except UnreadableText:
            continue
        if found and found[0].foreign is not None:
            return found
    return []


def _decode_text(raw: bytes) -> str:
    if b"\0" in raw:
        from cxlint.parsing.yaml_errors import decoding_error

        raise UnreadableText(*decoding_error(raw))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableText(0, "it is not UTF-8", "save it as UTF-8") from error


def remarks(documents: Iterable[Document]) -> list[str]:
    """Return which files were taken for which format, and which could not be read at all."""
    from cxlint.importers.registry import importer

    found: dict[str, dict[str, None]] = {}
    others: dict[str, str] = {}
    for document in documents:
        if document.foreign.title is not None:
            others[document.path] = document.foreign.title
        else:
            found.setdefault(document.foreign.format, {})[document.path] = None
    formats = {name: _list_paths(list(paths)) for name, paths in found.items()}
    lost = formats.pop("", "")
    return [
        *(f"read as {importer(name).TITLE}: {paths}" for name, paths in formats.items()),
        *([f"passed over, as they cannot be read: {lost}"] if lost else []),
        *_describe_others(others),
    ]


def _describe_others(others: Mapping[str, str]) -> Iterator[str]:
    """Yield which files are something else, those first of which it is known what they are."""
    first = sorted(others, key=lambda path: (not others[path], not has_ending(path, YAML_ENDINGS)))
    told = [f"{path} ({others[path]})" if others[path] else path for path in first]
    if told:
        names = ", ".join(shorten_list(told, MOST_OTHERS, rest="and {:,} more"))
        yield f"not judged, as {'it is' if len(told) == 1 else 'they are'} something else: {names}"


def _list_paths(paths: list[str]) -> str:
    return ", ".join(shorten_list(paths, MOST_PATHS, rest="and {:,} more"))

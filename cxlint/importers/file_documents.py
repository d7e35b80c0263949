"""The document that stands for a file: a vendor's, one that cannot be read, or a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.cross_references import VendorFile
from cxlint.importers.syntax import find_syntax
from cxlint.language.resemblance import has_shape, list_sections, speaks_language
from cxlint.language.schema import accept, explain
from cxlint.parsing.document import MAX_FILE, At, Document, Problem
from cxlint.parsing.file_endings import list_read
from cxlint.parsing.json_sketch import decode
from cxlint.parsing.template_tokens import holds_token
from cxlint.parsing.templates import find_template

if TYPE_CHECKING:
    from collections.abc import Callable

    from cxlint.importers.registry import Importer


TEMPLATE_ADVICE = "have the file checked that is made of it, and leave this one out"


class MixedContentError(Exception):
    """A vendor's file that holds sections of a policy as well: what it is, and which they are."""

    def __init__(self, title: str, sections: list[str]) -> None:
        super().__init__(title, sections)
        self.reason = (
            f"it is read as {title}, and holds {' and '.join(sections)} of a policy as well"
        )


def build_document(path: str, source: Any, name: str, found: Importer) -> Document:
    """Return what stands for a vendor's file until all of a run become policy together.

    Raises MixedContentError where the file holds sections of a policy as well.
    """
    refuse_policy_inside(source, found)
    document = Document(path, source.lines, None)
    fields, limit = (getattr(found, key, None) for key in ("FIELDS", "STEP_LIMIT"))
    document.foreign = VendorFile(name, source, found.read, fields=fields, step_limit=limit)
    return document


def refuse_policy_inside(source: Any, found: Importer) -> None:
    """Raise MixedContentError for a vendor's file that holds sections of a policy as well.

    The format reads what is its own; the sections would go without a word, whether they are sound
    or not.
    """
    data = getattr(source, "data", None)
    if not isinstance(data, dict):
        return
    owns: Callable[[str, object], bool] = getattr(found, "owns", _owns_nothing)
    stated = (key for key in data if key in list_sections() and not owns(key, data[key]))
    if held := sorted(key for key in stated if _is_section(key, data[key])):
        raise MixedContentError(found.TITLE, held)


def _owns_nothing(_key: str, _value: object) -> bool:
    """Say of a format that none of its own keys is called like a section."""
    return False


def _is_section(key: str, value: object) -> bool:
    return has_shape(key, value) or speaks_language(key, value)


def report_mixture(path: str, raw: bytes, mixed: MixedContentError) -> Document:
    """Return the problem of a file that is a vendor's and policy at once."""
    return report_problem(path, raw, 0, mixed.reason, "put the policy into a file of its own")


def mark_unreadable(path: str) -> Document:
    """Return what stands for a file that cannot be read, and need not be a vendor's at all."""
    document = Document(path, "", None)
    document.foreign = VendorFile("", document, lambda _, __: ())
    return document


def mark_other(path: str, title: str) -> Document:
    """Return what stands for a file that is plainly something else than policy."""
    document = Document(path, "", None)
    document.foreign = VendorFile("", document, lambda _, __: (), title)
    return document


def report_unknown(path: str, raw: bytes, wanted: str = "") -> Document:
    """Return the problem of a file that is of no format known, or not of the one wanted."""
    from cxlint.importers.registry import FORMATS

    what = f"it is no file of the format {wanted}" if wanted else "it is of no format known here"
    advice = f"formats are {', '.join(FORMATS)} and policy as YAML"
    if not wanted:
        advice = f"{advice}; {list_read()}"
    return report_problem(path, raw, 0, what, advice)


def report_template(path: str, raw: bytes, *, within: bool) -> list[Document]:
    """Return the problem of a YAML file that cannot be read as it is a template; else nothing.

    It is an error `within` what the configuration calls the policy, and elsewhere worth a word.
    """
    if (token := find_template(_decode_text(raw))) is None:
        return []
    reason = f"it is a template, which is yet to be filled in ({token.text})"
    document = report_problem(path, raw, token.offset, reason, TEMPLATE_ADVICE)
    if not within:
        document.problems[:] = [each._replace(severity="info") for each in document.problems]
    return [document]


def report_filled_in(document: Document, *, within: bool) -> Document:
    """Return a document of policy, as a problem where it is a template that is YAML by itself.

    That is one whose values do not fit, since they are yet to be filled in.
    """
    if not holds_token(document.text) or accept("policy", document.data):
        return document
    faults = (each for each in explain("policy", document.data) if each.case == "template")
    if (fault := next(faults, None)) is None:
        return document
    made = Document(document.path, document.lines, None, document.number)
    reason = f"it is a template, which is yet to be filled in ({fault.facts['value']})"
    facts = {"reason": reason, "advice": TEMPLATE_ADVICE}
    at = At(made, region=document.span(fault.path))
    problem = Problem("unreadable-file", at, facts, severity=None if within else "info")
    made.problems.append(problem)
    return made


def report_problem(path: str, raw: bytes, index: int, reason: str, advice: str) -> Document:
    """Return the problem of a file that cannot be read, at a character of it."""
    document = Document(path, _decode_text(raw), None)
    if not document.text:
        document.traces = decode(raw[:MAX_FILE])
    region = document.lines.span(index, index + 1)
    facts = {"reason": reason, "advice": advice}
    document.problems.append(Problem("unreadable-file", At(document, region=region), facts))
    return document


def _decode_text(raw: bytes) -> str:
    """Return the text in which a problem is shown."""
    if find_syntax("", raw) == "xml":
        from cxlint.parsing.byte_offsets import Characters

        return Characters(raw).text
    if b"\0" in raw:
        return ""  # UTF-16 taken for UTF-8 is nothing to look at
    return raw[:MAX_FILE].decode("utf-8-sig", "replace")

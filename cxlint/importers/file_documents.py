"""The document that stands for a file: a vendor's, one that cannot be read, or a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.cross_references import VendorFile
from cxlint.importers.syntax import find_syntax
from cxlint.language.schema import accept, load
from cxlint.parsing.document import MAX_FILE, At, Document, Problem
from cxlint.parsing.file_endings import list_read
from cxlint.parsing.yaml_builder import UnreadableText

if TYPE_CHECKING:
    from cxlint.importers.registry import Importer


def build_document(path: str, source: Any, name: str, found: Importer) -> Document:
    """Return what stands for a vendor's file until all of a run become policy together.

    Raises UnreadableText where the file holds sections of a policy as well.
    """
    refuse_policy_inside(source, found.TITLE)
    document = Document(path, source.lines, None)
    document.foreign = VendorFile(name, source, found.read)
    return document


def refuse_policy_inside(source: Any, name: str) -> None:
    """Raise UnreadableText for a vendor's file that holds sections of a policy as well.

    The format reads what is its own; the sections would go without a word.
    """
    data = getattr(source, "data", None)
    if not isinstance(data, dict):
        return
    known = load("policy")["properties"].keys() - {"version"}
    stated = (key for key in data if key in known and data[key])
    if held := sorted(key for key in stated if accept("policy", {key: data[key]})):
        reason = f"it is read as {name}, and holds {' and '.join(held)} of a policy as well"
        raise UnreadableText(0, reason, "put the policy into a file of its own")


def mark_unreadable(path: str) -> Document:
    """Return what stands for a file that cannot be read, and need not be a vendor's at all."""
    document = Document(path, "", None)
    document.foreign = VendorFile("", document, lambda _, __: ())
    return document


def report_unknown(path: str, raw: bytes, wanted: str = "") -> Document:
    """Return the problem of a file that is of no format known, or not of the one wanted."""
    from cxlint.importers.registry import FORMATS

    what = f"it is no file of the format {wanted}" if wanted else "it is of no format known here"
    advice = f"formats are {', '.join(FORMATS)} and policy as YAML"
    if not wanted:
        advice = f"{advice}; {list_read()}"
    return report_problem(path, raw, 0, what, advice)


def report_problem(path: str, raw: bytes, index: int, reason: str, advice: str) -> Document:
    """Return the problem of a file that cannot be read, at a character of it."""
    document = Document(path, _decode_text(raw), None)
    region = document.lines.span(index, index + 1)
    facts = {"reason": reason, "advice": advice}
    document.problems.append(Problem("unreadable-file", At(document, region=region), facts))
    return document


def _decode_text(raw: bytes) -> str:
    """Return the text in which a problem is shown."""
    if find_syntax("", raw) == "xml":
        from cxlint.parsing.byte_offsets import Characters

        return Characters(raw).text
    return raw[:MAX_FILE].decode("utf-8-sig", "replace")

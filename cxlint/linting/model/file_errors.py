"""How a file that the user can put right is refused: one line that begins with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from cxlint.errors import UserError
from cxlint.parsing.document import At, parse
from cxlint.policy.file_contents import read_bytes
from cxlint.policy.links import link_fault

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cxlint.language.schema import Kind
    from cxlint.parsing.document import Document


LONGEST = 600
"""How many characters of a message are told: what a file says can be of any length."""


def refuse(at: At, message: str) -> NoReturn:
    """Raise UserError, `path:line: message`."""
    told = message if len(message) <= LONGEST else f"{message[: LONGEST - 3]}..."
    raise UserError(f"{line_of(at)}: {told}")


def line_of(at: At) -> str:
    """Return `path:line`."""
    return f"{at.document.path}:{at.span().line}"


def refuse_unsound(documents: Sequence[Document]) -> None:
    """Raise UserError for the first thing that reading the file found, an empty file excepted."""
    for document in documents:
        for problem in document.problems:
            if problem.rule == "unreadable-file":
                refuse(problem.at, f"{problem.facts['reason']}; {problem.facts['advice']}")
            if problem.rule == "duplicate-key":
                refuse(problem.at, f"the key '{problem.facts['key']}' is said twice")
            if problem.rule == "wrong-value":
                refuse(problem.at, f"{problem.facts['value']} is not {problem.facts['expected']}")


def read_bounded(file: Path, name: str, within: Path | None = None) -> bytes:
    """Return what a file holds, or a byte more than any may. UserError where it cannot be read.

    `within` is where its links must stay, where it lies in no repository.
    """
    if fault := link_fault(file, within):
        raise UserError(f"{name}: {fault}")
    try:
        return read_bytes(file)
    except FileNotFoundError:
        raise UserError(f"{name}: there is no such file") from None
    except OSError as error:
        raise UserError(f"{name}: cannot be read: {error.strerror}") from None


def read_configuration(name: str, file: Path) -> Document:
    """Return the one document of a configuration, which may be empty. UserError where it is bad."""
    documents = parse(name, read_bounded(file, name, file.parent))
    refuse_unsound(documents)
    if len(documents) > 1:
        refuse(At(documents[1]), "a configuration is one document")
    document = documents[0]
    if document.data is None:
        document.data = {}
    refuse_misfit(document, "config")
    return document


def is_configuration(document: Document) -> bool:
    """Whether the one document of a file is a configuration, as far as that shows without rules."""
    from cxlint.language import schema

    try:
        refuse_unsound([document])
    except UserError:
        return False
    return schema.accept("config", {} if document.data is None else document.data)


def read_mapping(path: str, content: bytes, what: str) -> Document:
    """Return the one document of a file that holds a mapping. UserError where it cannot be read.

    `what` is what the file is, `a rule file`.
    """
    documents = parse(path, content)
    refuse_unsound(documents)
    if len(documents) != 1 or not isinstance(documents[0].data, dict):
        refuse(At(documents[0]), f"{what} holds one mapping")
    return documents[0]


def refuse_misfit(document: Document, kind: Kind) -> None:
    """Raise UserError for the first thing in which the document does not fit its schema."""
    from cxlint.language import schema

    if schema.accept(kind, document.data):
        return
    complaint = schema.explain(kind, document.data)[0]
    facts = complaint.facts
    at = At(document, complaint.path, key=complaint.on_key)
    near = f"; did you mean '{facts['near']}'?" if facts["near"] else ""
    if complaint.rule == "unknown-key":
        refuse(at, f"unknown key '{facts['key']}'{near or '; there are ' + facts['expected']}")
    if complaint.rule == "missing-key":
        refuse(at, f"the key '{facts['key']}' is missing")
    expected = facts["expected"]
    refuse(at, f"found {facts['value'] or 'nothing'}, where {expected} is expected{near}")


def refuse_deeper(folder: Path, shown: str) -> None:
    """Raise UserError where a folder that is too deep to be looked into holds rules."""
    if any(folder.rglob("*.yaml")) or any(folder.rglob("*.yml")):
        where = "in the folder itself or in folders directly below it"
        raise UserError(f"{shown}: rules lie {where}, and this folder lies deeper")

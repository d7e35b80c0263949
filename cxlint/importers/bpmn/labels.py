"""What is said of a BPMN node in words: names, durations, conditions, what it calls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.importers.bpmn.model import plain
from cxlint.values import iso_durations

if TYPE_CHECKING:
    from cxlint.importers.bpmn.model import Node

_UNKNOWN = re.compile(r"[$#]\{|^=")
_MACHINE_ID = re.compile(r"^(?:sid-)?[0-9a-f]{8}-[0-9a-f-]{20,}$|^_?[0-9a-f-]{20,}$", re.IGNORECASE)
_PROCESS = re.compile(r"^Process_(?=\w*\d)[0-9a-z]{1,8}$")
_EXPRESSION = re.compile(r"^[$#]\{(.*)\}$", re.DOTALL)


def worked_out(text: str) -> bool:
    """Whether it is an expression, of which only the engine knows the value."""
    return bool(_UNKNOWN.search(text))


def by_machine(id_: str) -> bool:
    """Whether an id is one that no person has given."""
    return bool(_MACHINE_ID.match(id_) or _PROCESS.match(id_))


def spaced(tag: str) -> str:
    """Return the name of a kind of element as words."""
    return re.sub(r"(?=[A-Z])", " ", tag).lower()


def short(node: Node) -> str:
    """Return the part of an id that tells it from those of its kind."""
    plain_id = node.id.removeprefix("sid-")
    if by_machine(node.id):
        return plain_id.strip("_-").partition("-")[0][:8]
    if plain_id.lower().startswith(node.tag.lower()):
        plain_id = plain_id[len(node.tag) :]
    return plain_id.strip("_-")[:24] or node.id


def asked(condition: str) -> str:
    """Return a condition without the signs around it."""
    found = _EXPRESSION.match(condition)
    return (found[1] if found else condition).strip()


def duration(node: Node) -> str:
    """Return how long a timer takes, or "" where that is to be worked out."""
    timer = node.definition
    if timer is None:
        return ""
    return iso_durations.duration_words(timer.text_of("timeDuration") or timer.text_of("timeCycle"))


def link(node: Node) -> str:
    """Return the name by which a link event is caught."""
    named = node.definition.get("name") if node.definition is not None else None
    return plain(named) or node.name


def called(node: Node) -> list[str]:
    """Return the words that name what a call activity calls."""
    element = node.element
    found = [element.get("calledElement")]
    for outer in element.all("extensionElements"):
        found += [inner.get("processId") for inner in outer.all("calledElement")]
    said = [word.strip() for word in found if word and not worked_out(word)]
    words = [each for word in said for each in (word, word.rpartition(":")[2]) if each]
    if case := element.get("caseRef"):
        words.append(f"the case {case}")
    return list(dict.fromkeys(words))

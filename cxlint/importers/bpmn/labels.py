"""What is said of a BPMN node in words: names, durations, conditions, what it calls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.importers.bpmn.model import join_lines
from cxlint.values import iso_durations

if TYPE_CHECKING:
    from cxlint.importers.bpmn.model import FlowNode

_UNKNOWN = re.compile(r"[$#]\{|^=")
_MACHINE_ID = re.compile(r"^(?:sid-)?[0-9a-f]{8}-[0-9a-f-]{20,}$|^_?[0-9a-f-]{20,}$", re.IGNORECASE)
_PROCESS = re.compile(r"^Process_(?=\w*\d)[0-9a-z]{1,8}$")
_EXPRESSION = re.compile(r"^[$#]\{(.*)\}$", re.DOTALL)


def is_expression(text: str) -> bool:
    """Whether it is an expression, of which only the engine knows the value."""
    return bool(_UNKNOWN.search(text))


def is_machine_id(id_: str) -> bool:
    """Whether an id is one that no person has given."""
    return bool(_MACHINE_ID.match(id_) or _PROCESS.match(id_))


def space_words(tag: str) -> str:
    """Return the name of a kind of element as words."""
    return re.sub(r"(?=[A-Z])", " ", tag).lower()


def shorten_id(node: FlowNode) -> str:
    """Return the part of an id that tells it from those of its kind."""
    plain_id = node.id.removeprefix("sid-")
    if is_machine_id(node.id):
        return plain_id.strip("_-").partition("-")[0][:8]
    if plain_id.lower().startswith(node.tag.lower()):
        plain_id = plain_id[len(node.tag) :]
    return plain_id.strip("_-")[:24] or node.id


def strip_expression(condition: str) -> str:
    """Return a condition without the signs around it."""
    found = _EXPRESSION.match(condition)
    return (found[1] if found else condition).strip()


def read_duration(node: FlowNode) -> str:
    """Return how long a timer takes, or "" where that is to be worked out."""
    timer = node.definition
    if timer is None:
        return ""
    return iso_durations.duration_words(timer.text_of("timeDuration") or timer.text_of("timeCycle"))


def lasts(node: FlowNode) -> bool:
    """Whether a node is a timer that goes off after a time that is known."""
    if node.event != "timer" or node.definition is None:
        return False
    return bool(node.definition.first("timeDuration") and read_duration(node))


def read_link(node: FlowNode) -> str:
    """Return the name by which a link event is caught."""
    name = node.definition.get("name") if node.definition is not None else None
    return join_lines(name) or node.name


def find_callees(node: FlowNode) -> list[str]:
    """Return the words that name what a call activity calls."""
    element = node.element
    found = [element.get("calledElement")]
    for outer in element.all("extensionElements"):
        found += [inner.get("processId") for inner in outer.all("calledElement")]
    stated = [word.strip() for word in found if word and not is_expression(word)]
    words = [each for word in stated for each in (word, word.rpartition(":")[2]) if each]
    if case := element.get("caseRef"):
        words.append(f"the case {case}")
    return list(dict.fromkeys(words))

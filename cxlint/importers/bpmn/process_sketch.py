"""A BPMN process and the sketch that becomes of it, with the messages that come to its nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.bpmn.labels import read_link, shorten_id, space_words
from cxlint.importers.bpmn.model import find_listeners
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.importers.bpmn.model import FlowNode, Process, Scope
    from cxlint.importers.bpmn.participants import ProcessFile
    from cxlint.importers.policy_sketch import Sketch

    Limit = tuple[str, str]
    """After how long something ends, and to which place it leads then."""


class MessageStart(NamedTuple):
    """A message with which a process begins: where it is said, the process, and where it starts."""

    place: int
    receiver: ProcessSketch
    node: FlowNode | None


class ExpectedMessage(NamedTuple):
    """What a wait waits for, in words, and whether it is the customer's turn."""

    words: str
    by_customer: bool


class Messages(NamedTuple):
    """The messages of a file, by the ids of the nodes that send them and of those that wait."""

    starts: dict[str, list[MessageStart]]
    waits: dict[str, ExpectedMessage]


class ProcessSketch(NamedTuple):
    """A process on its way to being a sketch.

    `link_catches` has the events that catch a link, by its scope and its name. `listeners` are the
    nodes that hear of something until an end, by what they are in memory, each with that end.
    `gaps` are the places that something leads to and that are not there, so far; `limits` those
    known of a scope.
    """

    process: Process
    sketch: Sketch
    file: ProcessFile
    messages: Messages
    link_catches: Mapping[tuple[int, str], FlowNode]
    listeners: dict[int, tuple[str, int]]
    gaps: dict[str, int]
    limits: dict[int, Limit | None]


def open_process(
    process: Process, sketch: Sketch, file: ProcessFile, messages: Messages
) -> ProcessSketch:
    """Return a process of a file of which nothing is put yet."""
    catches = {
        (id(node.scope), read_link(node)): node
        for node in reversed(process.nodes.values())
        if node.tag == "intermediateCatchEvent" and node.event == "link"
    }
    draft = ProcessSketch(process, sketch, file, messages, catches, {}, {}, {})
    for node, end in find_listeners(process):
        draft.listeners[id(node)] = (find_id(draft, end), end.element.start)
    return draft


def find_id(draft: ProcessSketch, node: FlowNode) -> str:
    """Return the id of a node's place."""
    if known := draft.sketch.known_id(node.id):
        return known
    name = node.name or f"{space_words(node.tag)} {shorten_id(node)}"
    return draft.sketch.id(node.id, name)


def find_gap(draft: ProcessSketch) -> str:
    """Return the id of what a flow leads to that is not there."""
    gap = draft.sketch.id("\0missing", "something that is not in the process")
    draft.gaps[gap] = draft.process.element.start
    return gap


def find_catch(draft: ProcessSketch, scope: Scope, link: str) -> FlowNode | None:
    """Return the event in a scope that catches a link."""
    return draft.link_catches.get((id(scope), link))

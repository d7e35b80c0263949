"""A BPMN process as it stands in a file: its nodes, what follows each, who has it in hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.parsing.xml_parser import Element

SPACE = "http://www.omg.org/spec/BPMN/20100524/MODEL"

ELSEWHERE = "defined elsewhere"
"""The sort of an event whose definition stands somewhere else in the file."""

SUB_PROCESSES = frozenset({"subProcess", "adHocSubProcess", "transaction"})
NODES = SUB_PROCESSES | {
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent",
    "task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "scriptTask",
    "businessRuleTask", "callActivity", "exclusiveGateway", "inclusiveGateway", "parallelGateway",
    "complexGateway", "eventBasedGateway",
}  # fmt: skip
"""Every kind of node that is understood."""

WAITS = frozenset({"receiveTask", "eventBasedGateway", "intermediateCatchEvent"})
"""Kinds of node at which a process waits."""

_CUSTOMERS = re.compile(
    r"(?:(?:^|\s)(?:customers?|clients?|callers?|applicants?|buyers?|consumers?|guests?|"
    r"patients?|clientes?|antragsteller(?:in)?)|kund(?:e|in|en))$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?:pool|lane|lane ?set)?[\s_]*\d*$", re.IGNORECASE)


class SequenceFlow(NamedTuple):
    """A sequence flow; `target` is None where it leads to nothing that is there."""

    place: int
    id: str
    name: str
    condition: str
    target: FlowNode | None


class FlowNode:
    """An event, activity or gateway. `event` is its sort of event: timer, message, link, ...

    `inner` is what a sub-process holds, `attached` are the events at the edge of an activity.
    """

    __slots__ = ("attached", "before", "definition", "element", "event", "id", "inner", "name",
                 "out", "scope", "tag")  # fmt: skip

    def __init__(
        self, id_: str, element: Element, scope: Scope, event: str, definition: Element | None
    ) -> None:
        self.id = id_
        self.tag = element.tag
        self.name = join_lines(element.get("name"))
        self.element = element
        self.scope = scope
        self.event = event
        self.definition = definition
        self.inner: Scope | None = None
        self.out: list[SequenceFlow] = []
        self.before: list[FlowNode] = []
        self.attached: list[FlowNode] = []

    @property
    def is_event_sub_process(self) -> bool:
        """Whether it is a sub-process that some event starts."""
        return self.element.get("triggeredByEvent") == "true"

    @property
    def interrupts(self) -> bool:
        """Whether an event ends what it befalls."""
        said = self.element.get("cancelActivity") or self.element.get("isInterrupting")
        return said != "false"


class Scope:
    """A process, or a sub-process with its `host`: what begins and ends together."""

    __slots__ = ("host", "lanes", "nodes", "outer")

    def __init__(self, host: FlowNode | None = None) -> None:
        self.host = host
        self.outer = host.scope if host else None
        self.nodes: list[FlowNode] = []
        self.lanes: dict[str, Lane] = {}

    @property
    def starts(self) -> list[FlowNode]:
        """Where it begins: its start events, else whatever nothing leads to."""
        found = [node for node in self.nodes if node.tag == "startEvent"]
        return found or [node for node in self.nodes if _is_start(node)]

    @property
    def event_sub_processes(self) -> Iterator[FlowNode]:
        """Yield the sub-processes in it that events start."""
        return (node for node in self.nodes if node.inner and node.is_event_sub_process)


def _is_start(node: FlowNode) -> bool:
    if node.before or node.tag == "boundaryEvent" or node.is_event_sub_process:
        return False
    caught = node.tag == "intermediateCatchEvent" and node.event == "link"
    return not caught and node.element.get("isForCompensation") != "true"


class Lane(NamedTuple):
    """A lane or a pool: its name, and where it stands."""

    name: str
    place: int


class Fault(NamedTuple):
    """Something in the file that cannot be: where, what, and why."""

    place: int
    what: str
    why: str


class Process:
    """One process with all that is in it. `pool` is the participant's name, where there is one.

    `pool_name` is that name unless nobody has given it, as in `Pool 1`.
    """

    __slots__ = ("element", "faults", "id", "name", "nodes", "pool", "pool_name", "scope")

    def __init__(self, element: Element, pool: str) -> None:
        self.element = element
        self.id = element.get("id") or ""
        self.name = join_lines(element.get("name"))
        self.pool = pool
        self.pool_name = read_name(pool)
        self.scope = Scope()
        self.nodes: dict[str, FlowNode] = {}
        self.faults: list[Fault] = []


def find_lane(node: FlowNode) -> Lane | None:
    """Return the lane that a node lies in."""
    scope: Scope | None = node.scope
    id_ = node.id
    while scope is not None:
        if (found := scope.lanes.get(id_)) is not None:
            return found
        id_ = scope.host.id if scope.host else ""
        scope = scope.outer
    return None


def find_listeners(process: Process) -> Iterator[tuple[FlowNode, FlowNode]]:
    """Yield what a process hears of until a terminating end is met elsewhere, and that end.

    A message or signal from where no end can be reached, beside what goes on meanwhile.
    """
    known: set[int] = set()
    for end in process.nodes.values():
        if end.event != "terminate" or end.tag != "endEvent" or id(end.scope) in known:
            continue
        known.add(id(end.scope))
        ending = _trace_back([node for node in end.scope.nodes if _is_end(node)])
        for node in end.scope.nodes:
            if node.tag in _CATCHES and node.event != "timer" and id(node) not in ending:
                yield node, end


_CATCHES = frozenset({"receiveTask", "intermediateCatchEvent"})


def _is_end(node: FlowNode) -> bool:
    return node.tag == "endEvent" or (not node.out and node.tag != "boundaryEvent")


def _trace_back(ends: list[FlowNode]) -> set[int]:
    """Return all nodes that lead to these, by what they are in memory."""
    reached = {id(node) for node in ends}
    for node in ends:  # grows while it is walked
        for before in node.before:
            if id(before) not in reached:
                reached.add(id(before))
                ends.append(before)
    return reached


def join_lines(text: str | None) -> str:
    """Return a text on one line."""
    return " ".join(text.split()) if text else ""


def read_name(text: str | None) -> str:
    """Return the name of a pool or lane, or "" where nobody has given it one."""
    name = join_lines(text)
    return "" if _NUMBERED.match(name) else name


def is_customer(name: str) -> bool:
    """Whether a pool or lane of this name is not ours but the customer's."""
    return bool(_CUSTOMERS.search(name))

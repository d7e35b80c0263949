"""A BPMN process as it stands in a file: its nodes, what follows each, who has it in hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

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
_NO_NAME = re.compile(r"^(?:pool|lane|lane ?set)?[\s_]*\d*$", re.IGNORECASE)


class Flow(NamedTuple):
    """A sequence flow; `target` is None where it leads to nothing that is there."""

    place: int
    id: str
    name: str
    condition: str
    target: Node | None


class Node:
    """An event, activity or gateway. `event` is its sort of event: timer, message, link, ..."""

    __slots__ = ("attached", "before", "definition", "element", "event", "id", "inner", "name",
                 "out", "scope", "tag")  # fmt: skip

    def __init__(self, element: Element, scope: Scope) -> None:
        self.element = element
        self.tag = element.tag
        self.id = element.get("id") or f"@{element.start}"
        self.name = plain(element.get("name"))
        self.scope = scope
        self.definition = next(
            (each for each in element.children if each.tag.endswith("EventDefinition")), None
        )
        self.event = self.definition.tag.removesuffix("EventDefinition") if self.definition else ""
        if self.definition is None and element.first("eventDefinitionRef"):
            self.event = ELSEWHERE
        self.out: list[Flow] = []
        self.before: list[Node] = []
        self.attached: list[Node] = []
        self.inner: Scope | None = None

    @property
    def triggered(self) -> bool:
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

    def __init__(self, host: Node | None = None) -> None:
        self.host = host
        self.outer = host.scope if host else None
        self.nodes: list[Node] = []
        self.lanes: dict[str, tuple[str, int]] = {}

    @property
    def starts(self) -> list[Node]:
        """Where it begins: its start events, else whatever nothing leads to."""
        found = [node for node in self.nodes if node.tag == "startEvent"]
        return found or [node for node in self.nodes if _begins(node)]

    @property
    def triggered(self) -> Iterator[Node]:
        """Yield the sub-processes in it that events start."""
        return (node for node in self.nodes if node.inner and node.triggered)


def _begins(node: Node) -> bool:
    if node.before or node.tag == "boundaryEvent" or node.triggered:
        return False
    caught = node.tag == "intermediateCatchEvent" and node.event == "link"
    return not caught and node.element.get("isForCompensation") != "true"


class Fault(NamedTuple):
    """Something in the file that cannot be: where, what, and why."""

    place: int
    what: str
    why: str


class Process:
    """One process with all that is in it. `pool` is the participant's name, where there is one."""

    def __init__(self, element: Element, pool: str) -> None:
        self.element = element
        self.id = element.get("id") or ""
        self.name = plain(element.get("name"))
        self.pool = pool
        self.pool_name = named(pool)
        self.scope = Scope()
        self.nodes: dict[str, Node] = {}
        self.faults: list[Fault] = []
        self._gather()

    def _gather(self) -> None:
        waiting = [(self.element, self.scope)]
        flows: list[Element] = []
        others: dict[str, Element] = {}
        for element, scope in waiting:  # grows while it is walked
            for child in (each for each in element.children if each.space == SPACE):
                if child.tag in NODES:
                    if (node := self._take(child, scope)) and child.tag in SUB_PROCESSES:
                        node.inner = Scope(node)
                        waiting.append((child, node.inner))
                elif child.tag in ("sequenceFlow", "association"):
                    flows.append(child)
                elif child.tag == "laneSet":
                    scope.lanes.update(_lanes(child))
                else:
                    others.setdefault(child.get("id") or "", child)
        for flow in flows:
            self._join(flow, others)
        for node in self.nodes.values():
            self._attach(node)

    def _take(self, element: Element, scope: Scope) -> Node | None:
        node = Node(element, scope)
        if node.id in self.nodes:
            why = "another element of the process bears its id"
            self.faults.append(Fault(element.start, f"{element.tag} {node.id}", why))
            return None
        self.nodes[node.id] = node
        scope.nodes.append(node)
        return node

    def _join(self, element: Element, others: dict[str, Element]) -> None:
        source = self.nodes.get(element.get("sourceRef") or "")
        target = self.nodes.get(element.get("targetRef") or "")
        if element.tag == "association":  # what a compensation is done by
            if source and target and source.event == "compensate":
                source.out.append(_flow(element, target))
                target.before.append(source)
            return
        for end, node in (("sourceRef", source), ("targetRef", target)):
            if node is None:
                named = element.get(end) or ""
                met = others.get(named)
                what = f"{met.tag} {named}" if met else f"{end} of a sequence flow"
                why = "no node of a process" if met else "it names nothing of this process"
                self.faults.append(Fault(element.start, what, why))
        if source is not None:
            source.out.append(_flow(element, target))
            if target is not None:
                target.before.append(source)

    def _attach(self, node: Node) -> None:
        if node.tag != "boundaryEvent":
            return
        host = self.nodes.get(node.element.get("attachedToRef") or "")
        if host is not None and host is not node:
            host.attached.append(node)
            node.before.append(host)
        else:
            what = f"boundary event {node.name or node.id}"
            why = "what it is attached to is not in this process"
            self.faults.append(Fault(node.element.start, what, why))

    def listeners(self) -> Iterator[tuple[Node, Node]]:
        """Yield what a process hears of until a terminating end is met elsewhere, and that end.

        A message or signal from where no end can be reached, beside what goes on meanwhile.
        """
        known: set[int] = set()
        for end in self.nodes.values():
            if end.event != "terminate" or end.tag != "endEvent" or id(end.scope) in known:
                continue
            known.add(id(end.scope))
            ended = _back_from([node for node in end.scope.nodes if _ends(node)])
            for node in end.scope.nodes:
                if node.tag in _HEARS and node.event != "timer" and id(node) not in ended:
                    yield node, end

    def lane(self, node: Node) -> tuple[str, int] | None:
        """Return the name of the lane a node lies in, and where the lane stands."""
        scope: Scope | None = node.scope
        id_ = node.id
        while scope is not None:
            if (found := scope.lanes.get(id_)) is not None:
                return found
            id_ = scope.host.id if scope.host else ""
            scope = scope.outer
        return None


_HEARS = frozenset({"receiveTask", "intermediateCatchEvent"})


def _ends(node: Node) -> bool:
    return node.tag == "endEvent" or (not node.out and node.tag != "boundaryEvent")


def _back_from(ends: list[Node]) -> set[int]:
    """Return all nodes that lead to these, by what they are in memory."""
    reached = {id(node) for node in ends}
    for node in ends:  # grows while it is walked
        for before in node.before:
            if id(before) not in reached:
                reached.add(id(before))
                ends.append(before)
    return reached


def _flow(element: Element, target: Node | None) -> Flow:
    return Flow(
        element.start,
        element.get("id") or "",
        plain(element.get("name")),
        plain(element.text_of("conditionExpression")),
        target,
    )


def _lanes(lane_set: Element) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield for each node the innermost lane with a name that it lies in."""
    waiting: list[tuple[Element, tuple[str, int] | None]] = [
        (lane, None) for lane in lane_set.all("lane")
    ]
    for lane, around in waiting:  # grows while it is walked
        name = named(lane.get("name"))
        here = (name, lane.start) if name else around
        if here is not None:
            yield from ((ref.text.strip(), here) for ref in lane.all("flowNodeRef"))
        waiting.extend(
            (child, here) for inner in lane.all("childLaneSet") for child in inner.all("lane")
        )


def plain(text: str | None) -> str:
    """Return a text on one line."""
    return " ".join(text.split()) if text else ""


def named(text: str | None) -> str:
    """Return the name of a pool or lane, or "" where nobody has given it one."""
    name = plain(text)
    return "" if _NO_NAME.match(name) else name


def is_customer(name: str) -> bool:
    """Whether a pool or lane of this name is not ours but the customer's."""
    return bool(_CUSTOMERS.search(name))

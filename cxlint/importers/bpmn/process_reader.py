"""A BPMN process read from its element: its nodes, the flows between them, and its lanes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.bpmn.model import (
    ELSEWHERE,
    NODES,
    SPACE,
    SUB_PROCESSES,
    Fault,
    FlowNode,
    Lane,
    Process,
    Scope,
    SequenceFlow,
    join_lines,
    read_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.parsing.xml_parser import Element


def read_process(element: Element, pool: str) -> Process:
    """Return a process, which the pool of a name holds."""
    process = Process(element, pool)
    flows, others = _read_elements(process)
    for flow in flows:
        _join_nodes(process, flow, others)
    for node in process.nodes.values():
        _attach_event(process, node)
    return process


def _read_elements(process: Process) -> tuple[list[Element], dict[str, Element]]:
    """Read the nodes and lanes of a process; return its flows, and by their ids all the rest."""
    waiting = [(process.element, process.scope)]
    flows: list[Element] = []
    others: dict[str, Element] = {}
    for element, scope in waiting:  # grows while it is walked
        for child in (each for each in element.children if each.space == SPACE):
            if child.tag in NODES:
                if (node := _add_node(process, child, scope)) and child.tag in SUB_PROCESSES:
                    node.inner = Scope(node)
                    waiting.append((child, node.inner))
            elif child.tag in ("sequenceFlow", "association"):
                flows.append(child)
            elif child.tag == "laneSet":
                scope.lanes.update(_read_lanes(child))
            else:
                others.setdefault(child.get("id") or "", child)
    return flows, others


def _add_node(process: Process, element: Element, scope: Scope) -> FlowNode | None:
    node = _read_node(element, scope)
    if node.id in process.nodes:
        why = "another element of the process bears its id"
        process.faults.append(Fault(element.start, f"{element.tag} {node.id}", why))
        return None
    process.nodes[node.id] = node
    scope.nodes.append(node)
    return node


def _read_node(element: Element, scope: Scope) -> FlowNode:
    children = element.children
    definition = next((each for each in children if each.tag.endswith("EventDefinition")), None)
    event = definition.tag.removesuffix("EventDefinition") if definition else ""
    if definition is None and element.first("eventDefinitionRef"):
        event = ELSEWHERE
    id_ = element.get("id") or f"@{element.start}"
    return FlowNode(id_, element, scope, event, definition)


def _join_nodes(process: Process, element: Element, others: Mapping[str, Element]) -> None:
    """Join the two nodes of a sequence flow, or of what a compensation is done by."""
    source = process.nodes.get(element.get("sourceRef") or "")
    target = process.nodes.get(element.get("targetRef") or "")
    if element.tag == "association":
        if source and target and source.event == "compensate":
            source.out.append(_read_flow(element, target))
            target.before.append(source)
        return
    for end, node in (("sourceRef", source), ("targetRef", target)):
        if node is None:
            process.faults.append(_find_fault(element, end, others))
    if source is not None:
        source.out.append(_read_flow(element, target))
        if target is not None:
            target.before.append(source)


def _find_fault(element: Element, end: str, others: Mapping[str, Element]) -> Fault:
    """Return what is wrong with an end of a sequence flow."""
    id_ = element.get(end) or ""
    other = others.get(id_)
    if other:
        return Fault(element.start, f"{other.tag} {id_}", "no node of a process")
    return Fault(element.start, f"{end} of a sequence flow", "it names nothing of this process")


def _attach_event(process: Process, node: FlowNode) -> None:
    """Attach an event to the activity at whose edge it is."""
    if node.tag != "boundaryEvent":
        return
    host = process.nodes.get(node.element.get("attachedToRef") or "")
    if host is not None and host is not node:
        host.attached.append(node)
        node.before.append(host)
    else:
        what = f"boundary event {node.name or node.id}"
        why = "what it is attached to is not in this process"
        process.faults.append(Fault(node.element.start, what, why))


def _read_flow(element: Element, target: FlowNode | None) -> SequenceFlow:
    return SequenceFlow(
        element.start,
        element.get("id") or "",
        join_lines(element.get("name")),
        join_lines(element.text_of("conditionExpression")),
        target,
    )


def _read_lanes(lane_set: Element) -> Iterator[tuple[str, Lane]]:
    """Yield for each node the innermost lane with a name that it lies in."""
    waiting: list[tuple[Element, Lane | None]] = [(lane, None) for lane in lane_set.all("lane")]
    for lane, around in waiting:  # grows while it is walked
        name = read_name(lane.get("name"))
        here = Lane(name, lane.start) if name else around
        if here is not None:
            yield from ((ref.text.strip(), here) for ref in lane.all("flowNodeRef"))
        waiting.extend(
            (child, here) for inner in lane.all("childLaneSet") for child in inner.all("lane")
        )

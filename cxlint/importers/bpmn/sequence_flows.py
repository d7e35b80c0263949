"""Where a BPMN process goes on from each of its nodes: flows, links, edges, ends and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.bpmn.labels import read_link, shorten_id
from cxlint.importers.bpmn.process_sketch import find_catch, find_gap, find_id
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.importers.bpmn.model import FlowNode, Scope, SequenceFlow
    from cxlint.importers.bpmn.process_sketch import ProcessSketch


class StepMove(NamedTuple):
    """One way on: under which key it belongs, to which place, and where it is said."""

    key: str
    target: str
    place: int


_KEYS: Mapping[str, str] = {"timer": "on_timeout", "error": "on_error"}
"""The keys of the events that end what they befall; any other is a way on."""


def list_entries(draft: ProcessSketch, scope: Scope, place: int) -> list[StepMove]:
    """Return the moves into a process or sub-process: its starts, and what its events start."""
    moves = [StepMove("goes_to", find_id(draft, node), place) for node in scope.starts]
    for sub_process in scope.event_sub_processes:
        starts = sub_process.inner.starts if sub_process.inner else []
        key = _find_event_key(starts[0]) if starts else "goes_to"
        moves.append(StepMove(key, find_id(draft, sub_process), sub_process.element.start))
    return moves


def _find_event_key(event: FlowNode) -> str:
    return _KEYS.get(event.event, "goes_to") if event.interrupts else "goes_to"


def list_moves(draft: ProcessSketch, node: FlowNode) -> Iterator[StepMove]:
    """Yield the moves on from a node, those of the events at its edge and its messages."""
    if node.inner and (entries := list_entries(draft, node.inner, node.element.start)):
        yield from entries
    elif node.event == "link" and node.tag == "intermediateThrowEvent":
        yield _follow_link(draft, node)
    else:
        yield from follow_flows(draft, node)
    for event in node.attached:
        yield StepMove(_find_event_key(event), find_id(draft, event), event.element.start)
    yield from list_messages(draft, node)


def list_messages(draft: ProcessSketch, node: FlowNode) -> Iterator[StepMove]:
    """Yield the moves to the other processes that a node begins."""
    for place, receiver, start in draft.messages.starts.get(node.id, ()):
        if receiver is not draft:
            target = find_id(receiver, start) if start else receiver.sketch.name
            yield StepMove("goes_to", target, place)


def _follow_link(draft: ProcessSketch, node: FlowNode) -> StepMove:
    catch = find_catch(draft, node.scope, read_link(node))
    if catch is not None:
        return StepMove("goes_to", find_id(draft, catch), node.element.start)
    what = f"link {node.name or node.id}"
    draft.sketch.leave(node.element.start, what, "no event of that name catches it")
    return StepMove("goes_to", find_gap(draft), node.element.start)


def follow_flows(draft: ProcessSketch, node: FlowNode) -> list[StepMove]:
    """Return where a node leads; without a flow of its own it ends what it lies in."""
    if node.out:
        return [
            StepMove(_find_flow_key(node, flow), _find_target(draft, flow), flow.place)
            for flow in node.out
        ]
    if _is_final(node) or is_left_by_events_alone(node):
        return []
    return leave_scope(draft, node.scope, node.element.start)


def _find_target(draft: ProcessSketch, flow: SequenceFlow) -> str:
    return find_id(draft, flow.target) if flow.target else find_gap(draft)


def _find_flow_key(node: FlowNode, flow: SequenceFlow) -> str:
    """Return the key of a flow: that of a timer ends the wait of the gateway before it."""
    timed = node.tag == "eventBasedGateway" and flow.target and flow.target.event == "timer"
    return "on_timeout" if timed else "goes_to"


def _is_final(node: FlowNode) -> bool:
    """Whether nothing follows, and nothing is meant to: a bare link."""
    return node.event == "link"


def is_left_by_events_alone(node: FlowNode) -> bool:
    """Whether what follows an activity is said only of what happens when an event ends it.

    Not where the ends of ways are not drawn at all.
    """
    if node.out or not any(event.interrupts and event.out for event in node.attached):
        return False
    return any(each.tag == "endEvent" for each in node.scope.nodes)


def leave_scope(draft: ProcessSketch, scope: Scope, place: int) -> list[StepMove]:
    """Return where it goes on when a process or sub-process has come to its end."""
    host = scope.host
    while host is not None and (host.is_event_sub_process or not host.out):
        host = host.scope.host
    if host is None:
        return [StepMove("goes_to", _put_end(draft), place)]
    if len(host.out) == 1:
        return [StepMove("goes_to", move.target, place) for move in follow_flows(draft, host)]
    after = draft.sketch.id(f"\0after {host.id}", f"after {host.name or shorten_id(host)}")
    if after not in draft.sketch.data["steps"]:
        step: dict[str, Any] = {"kind": "task"}
        draft.sketch.put("steps", after, step, host.element.start)
        put_moves(draft, after, step, follow_flows(draft, host))
    return [StepMove("goes_to", after, place)]


def _put_end(draft: ProcessSketch) -> str:
    """Return the outcome of whatever comes to its end without an end event."""
    id_ = draft.sketch.id("\0end", "the process ends")
    if id_ not in draft.sketch.data.get("outcomes", {}):
        draft.sketch.put("outcomes", id_, {"kind": "ended"}, draft.process.element.start)
    return id_


def find_handler(draft: ProcessSketch, node: FlowNode) -> StepMove | None:
    """Return where an error or escalation is caught around the sub-process it ends."""
    if node.event not in ("error", "escalation") or node.definition is None:
        return None
    code = node.definition.get(f"{node.event}Ref")
    scope: Scope | None = node.scope
    while scope is not None:
        handlers = [
            each
            for each in scope.event_sub_processes
            if each.inner and any(_catches(start, node.event, code) for start in each.inner.starts)
        ]
        if scope.host and not handlers:
            handlers = [each for each in scope.host.attached if _catches(each, node.event, code)]
        if handlers and node.scope.host is not handlers[0]:
            return StepMove("goes_to", find_id(draft, handlers[0]), node.element.start)
        scope = scope.outer
    return None


def _catches(event: FlowNode, sort: str, code: str | None) -> bool:
    if event.event != sort or event.definition is None:
        return False
    expected = event.definition.get(f"{sort}Ref")
    return expected is None or expected == code


def put_moves(draft: ProcessSketch, id_: str, step: dict[str, Any], moves: list[StepMove]) -> None:
    """Put the moves under their keys; a key that is taken leaves `goes_to`."""
    onward: dict[str, int] = {}
    for key, target, place in moves:
        if key != "goes_to" and step.get(key, target) == target:
            step[key] = target
            draft.sketch.place(("steps", id_, key), place)
        else:
            onward.setdefault(target, place)
    if not onward:
        return
    step["goes_to"] = next(iter(onward)) if len(onward) == 1 else list(onward)
    draft.sketch.place(("steps", id_, "goes_to"), next(iter(onward.values())))
    for number, place in enumerate(onward.values() if len(onward) > 1 else ()):
        draft.sketch.place(("steps", id_, "goes_to", number), place)

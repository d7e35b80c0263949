"""Timers of a BPMN process that go off, once or again and again, and end nothing: reminders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.bpmn.labels import read_duration
from cxlint.importers.bpmn.process_sketch import find_id
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.bpmn.model import FlowNode, Scope
    from cxlint.importers.bpmn.process_sketch import ProcessSketch

_TIMES = re.compile(r"R(\d+)/")
_OTHERS = frozenset({"userTask", "manualTask", "callActivity"})
_CALLS = frozenset({"error", "escalation", "signal", "terminate", "cancel"})


class Reminder(NamedTuple):
    """A timer, what it goes off beside, and what begins each time."""

    timer: FlowNode
    scope: Scope
    of: FlowNode | None
    body: list[FlowNode]


def put_reminders(draft: ProcessSketch) -> None:
    """Put what a process repeats until something else ends it."""
    waiting = [draft.process.scope]
    for scope in waiting:  # grows while it is walked
        waiting.extend(node.inner for node in scope.nodes if node.inner)
        for reminder in _list_reminders(scope):
            _put_reminder(draft, reminder)


def _list_reminders(scope: Scope) -> Iterator[Reminder]:
    for node in scope.nodes:
        for event in node.attached:
            if _reminds(event):
                yield Reminder(event, scope, node, _list_following(event))
        starts = node.inner.starts if node.inner and node.is_event_sub_process else []
        if node.inner and starts and _reminds(starts[0]):
            yield Reminder(starts[0], scope, None, node.inner.nodes)


def _reminds(event: FlowNode) -> bool:
    """Whether an event goes off after a while, or again and again, and ends nothing."""
    if event.event != "timer" or event.interrupts or event.definition is None:
        return False
    return any(event.definition.first(each) for each in ("timeCycle", "timeDuration"))


def _list_following(event: FlowNode) -> list[FlowNode]:
    nodes = [event]
    for node in nodes:  # grows while it is walked
        nodes.extend(flow.target for flow in node.out if flow.target and flow.target not in nodes)
    return nodes[1:]


def _put_reminder(draft: ProcessSketch, reminder: Reminder) -> None:
    timer = reminder.timer
    entry: dict[str, Any] = {"name": timer.name} if timer.name else {}
    if every := read_duration(timer):
        entry["every"] = every
    if (times := _read_times(timer)) is not None:
        entry["times"] = times
    entry["of"] = _name(draft, reminder.of or _find_work(reminder.scope), draft.sketch.plain_name)
    if nodes := [node for node in reminder.body if node.name and node.tag != "startEvent"]:
        entry["does"] = nodes[0].name
    if other := _find_successor(reminder):
        entry["then"] = _name(draft, other, "")
    processes = draft.sketch.data.setdefault("processes", {})
    if draft.sketch.name not in processes:
        draft.sketch.put("processes", draft.sketch.name, {}, draft.process.element.start)
    listed = processes[draft.sketch.name].setdefault("reminders", [])
    listed.append(entry)
    address = ("processes", draft.sketch.name, "reminders", len(listed) - 1)
    draft.sketch.place(address, timer.element.start)


def _read_times(timer: FlowNode) -> int | None:
    """Return how often a timer goes off; None where that has no end."""
    cycle = timer.definition.text_of("timeCycle").strip() if timer.definition else ""
    if not cycle:
        return 1
    found = _TIMES.match(cycle)
    return int(found[1]) if found else None


def _name(draft: ProcessSketch, node: FlowNode | None, otherwise: str) -> str:
    return find_id(draft, node).removeprefix(f"{draft.sketch.name}: ") if node else otherwise


def _find_work(scope: Scope) -> FlowNode | None:
    """Return the only task of people in a scope, if there is one."""
    found = [node for node in scope.nodes if node.tag in ("userTask", "manualTask")]
    return found[0] if len(found) == 1 else None


def _find_successor(reminder: Reminder) -> FlowNode | None:
    """Return what ends it, or where others take over: in it, or by another clock around it."""
    for node in reminder.body:
        if _takes_over(node):
            return node
    hosts = [reminder.of] if reminder.of else list(reminder.scope.nodes)
    scope: Scope | None = reminder.scope
    while scope is not None:
        hosts.extend(scope.event_sub_processes)
        hosts.extend([scope.host] if scope.host else [])
        scope = scope.outer
    return next((event for host in hosts for event in _list_clocks(host, reminder.timer)), None)


def _list_clocks(host: FlowNode, timer: FlowNode) -> Iterator[FlowNode]:
    """Yield the other timers of an activity or event sub-process that end or hand on something."""
    starts = host.inner.starts if host.inner and host.is_event_sub_process else []
    for event in (*host.attached, *starts):
        if event is timer or event.event != "timer":
            continue
        body = _list_following(event)
        if event.interrupts or any(map(_takes_over, body)):
            yield event


def _takes_over(node: FlowNode) -> bool:
    """Whether somebody else has something to do, or all of it ends."""
    thrown = node.tag in ("endEvent", "intermediateThrowEvent") and node.event in _CALLS
    return thrown or node.tag in _OTHERS or node.inner is not None

"""How long something of a BPMN process may last: timers at its edge, within it and around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.bpmn.labels import read_duration
from cxlint.importers.bpmn.process_sketch import find_id

if TYPE_CHECKING:
    from cxlint.importers.bpmn.model import FlowNode, Scope
    from cxlint.importers.bpmn.process_sketch import Limit, ProcessSketch

PEOPLE = frozenset({"userTask", "manualTask"})
"""Elements at which somebody does something."""


def find_wait_limit(draft: ProcessSketch, node: FlowNode) -> Limit | None:
    """Return after how long a wait ends, and where it leads then."""
    if limit := find_limit(draft, node):
        return limit
    if node.tag == "eventBasedGateway":
        targets = (flow.target for flow in node.out)
        timer = next((each for each in targets if each and each.event == "timer"), None)
        if timer is not None:
            return read_duration(timer), find_id(draft, timer)
    return find_outer_limit(draft, node.scope)


def find_limit(draft: ProcessSketch, node: FlowNode) -> Limit | None:
    """Return the time after which a timer at its edge, or one within, ends an activity."""
    for event in node.attached:
        if event.event == "timer" and event.interrupts:
            return read_duration(event), find_id(draft, event)
    return _find_inner_limit(draft, node.inner) if node.inner else None


def find_watch(draft: ProcessSketch, node: FlowNode) -> Limit | None:
    """Return the time after which a timer at the edge of a wait has people look after it.

    It ends nothing; and where it only writes to somebody, nobody has looked.
    """
    for event in node.attached:
        if event.event == "timer" and not event.interrupts and _calls_people(event):
            return read_duration(event), find_id(draft, event)
    return None


def _calls_people(event: FlowNode) -> bool:
    following = [flow.target for flow in event.out if flow.target]
    for node in following:  # grows while it is walked
        if node.tag in PEOPLE:
            return True
        following.extend(
            flow.target for flow in node.out if flow.target and flow.target not in following
        )
    return False


def _find_inner_limit(draft: ProcessSketch, scope: Scope) -> Limit | None:
    """Return the time after which an event sub-process ends what goes on around it."""
    for sub_process in scope.event_sub_processes:
        starts = sub_process.inner.starts if sub_process.inner else []
        if starts and starts[0].event == "timer" and starts[0].interrupts:
            return read_duration(starts[0]), find_id(draft, sub_process)
    return None


def find_outer_limit(draft: ProcessSketch, scope: Scope | None) -> Limit | None:
    """Return the time that what lies around a wait or a task sets to all in it."""
    passed: list[int] = []
    found: Limit | None = None
    while scope is not None:
        if id(scope) in draft.limits:
            found = draft.limits[id(scope)]
            break
        passed.append(id(scope))
        host = scope.host
        found = find_limit(draft, host) if host else _find_inner_limit(draft, scope)
        if found or (host and host.is_event_sub_process):
            break  # what interrupts the rest goes on for as long as it takes
        scope = scope.outer
    draft.limits.update(dict.fromkeys(passed, found))
    return found

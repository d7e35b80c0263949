"""How long something of a BPMN process may last: timers at its edge, within it and around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.bpmn.labels import duration

if TYPE_CHECKING:
    from collections.abc import Callable

    from cxlint.importers.bpmn.model import Node, Scope

    Limit = tuple[str, str]


class Times:
    """The limits of one process: after how long, and to which place it leads then.

    `called` says by which id a node is known.
    """

    def __init__(self, called: Callable[[Node], str]) -> None:
        self._called = called
        self._known: dict[int, Limit | None] = {}

    def of_wait(self, node: Node) -> Limit | None:
        """Return after how long a wait ends, and where it leads then."""
        if limit := self.own(node):
            return limit
        if node.tag == "eventBasedGateway":
            timers = [
                flow.target for flow in node.out if flow.target and flow.target.event == "timer"
            ]
            if timers:
                return duration(timers[0]), self._called(timers[0])
        return self._around(node.scope)

    def own(self, node: Node) -> Limit | None:
        """Return the time after which a timer at its edge, or one within, ends an activity."""
        for event in node.attached:
            if event.event == "timer" and event.interrupts:
                return duration(event), self._called(event)
        return self._within(node.inner) if node.inner else None

    def _within(self, scope: Scope) -> Limit | None:
        """Return the time after which an event sub-process ends what goes on around it."""
        for sub in scope.triggered:
            starts = sub.inner.starts if sub.inner else []
            if starts and starts[0].event == "timer" and starts[0].interrupts:
                return duration(starts[0]), self._called(sub)
        return None

    def _around(self, scope: Scope | None) -> Limit | None:
        """Return the time that what lies around a wait sets to all in it."""
        passed: list[int] = []
        found: Limit | None = None
        while scope is not None:
            if id(scope) in self._known:
                found = self._known[id(scope)]
                break
            passed.append(id(scope))
            found = self.own(scope.host) if scope.host else self._within(scope)
            if found or (scope.host and scope.host.triggered):
                break  # what interrupts the rest goes on for as long as it takes
            scope = scope.outer
        self._known.update(dict.fromkeys(passed, found))
        return found

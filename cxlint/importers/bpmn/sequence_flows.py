"""Where a BPMN process goes on from each of its nodes: flows, links, edges, ends and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cxlint.importers.bpmn.labels import link, short, spaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.importers.bpmn.model import Flow, Node, Process, Scope
    from cxlint.importers.policy_sketch import Sketch


class Sent(NamedTuple):
    """A message to where a process begins: what it is called, and where it comes to."""

    place: int
    ways: Ways
    node: Node | None


class Way(NamedTuple):
    """One way on: under which key it belongs, to which place, and where it is said."""

    key: str
    target: str
    place: int


class Ways:
    """The ways in one process. `sent` are the messages by which nodes begin other processes."""

    def __init__(
        self, process: Process, sketch: Sketch, sent: Mapping[str, Sequence[Sent]]
    ) -> None:
        self.process = process
        self.sketch = sketch
        self.missing = False
        self._sent = sent
        self._catches = {
            (id(node.scope), link(node)): node
            for node in reversed(process.nodes.values())
            if node.tag == "intermediateCatchEvent" and node.event == "link"
        }

    def id(self, node: Node) -> str:
        """Return the id of a node's place."""
        return self.sketch.id(node.id, node.name or f"{spaced(node.tag)} {short(node)}")

    def into(self, scope: Scope, place: int) -> list[Way]:
        """Return the ways into a process or sub-process: its starts, and what its events start."""
        ways = [Way("goes_to", self.id(node), place) for node in scope.starts]
        for sub in scope.triggered:
            starts = sub.inner.starts if sub.inner else []
            first = starts[0] if starts else None
            key = _KEYS.get(first.event, "goes_to") if first and first.interrupts else "goes_to"
            ways.append(Way(key, self.id(sub), sub.element.start))
        return ways

    def after(self, node: Node) -> Iterator[Way]:
        """Yield the ways on from a node, those of the events at its edge and its messages."""
        if node.inner and (into := self.into(node.inner, node.element.start)):
            yield from into
        elif node.event == "link" and node.tag == "intermediateThrowEvent":
            yield from self._linked(node)
        else:
            yield from self.onward(node)
        for event in node.attached:
            key = _KEYS.get(event.event, "goes_to") if event.interrupts else "goes_to"
            yield Way(key, self.id(event), event.element.start)
        yield from self.messages(node)

    def messages(self, node: Node) -> Iterator[Way]:
        """Yield the other processes that a node begins."""
        for sent in self._sent.get(node.id, ()):
            there = sent.ways
            if there is not self:
                target = there.id(sent.node) if sent.node else there.sketch.name
                yield Way("goes_to", target, sent.place)

    def _linked(self, node: Node) -> Iterator[Way]:
        caught = self._catches.get((id(node.scope), link(node)))
        if caught is not None:
            yield Way("goes_to", self.id(caught), node.element.start)
            return
        what = f"link {node.name or node.id}"
        self.sketch.leave(node.element.start, what, "no event of that name catches it")
        yield Way("goes_to", self._lost(), node.element.start)

    def onward(self, node: Node) -> list[Way]:
        """Return where a node leads; without a flow of its own it ends what it lies in."""
        if node.out:
            return [Way(_key(node, flow), self._target(flow), flow.place) for flow in node.out]
        if _follows_nothing(node):
            return []
        return self.leaving(node.scope, node.element.start)

    def _target(self, flow: Flow) -> str:
        return self.id(flow.target) if flow.target else self._lost()

    def leaving(self, scope: Scope, place: int) -> list[Way]:
        """Return where it goes on when a process or sub-process has come to its end."""
        host = scope.host
        while host is not None and (host.triggered or not host.out):
            host = host.scope.host
        if host is None:
            return [Way("goes_to", self._over(), place)]
        if len(host.out) == 1:
            return [Way("goes_to", way.target, place) for way in self.onward(host)]
        left = self.sketch.id(f"\0after {host.id}", f"after {host.name or short(host)}")
        if left not in self.sketch.data["steps"]:
            told: dict[str, Any] = {"kind": "task"}
            self.sketch.put("steps", left, told, host.element.start)
            self.tell(left, told, self.onward(host))
        return [Way("goes_to", left, place)]

    def _over(self) -> str:
        """Return the outcome of whatever comes to its end without an end event."""
        id_ = self.sketch.id("\0end", "the process ends")
        if id_ not in self.sketch.data.get("outcomes", {}):
            self.sketch.put("outcomes", id_, {"kind": "ended"}, self.process.element.start)
        return id_

    def lost_place(self) -> str:
        """Return the id of what a flow leads to that is not there; `missing` says if any does."""
        return self.sketch.id("\0missing", "something that is not in the process")

    def _lost(self) -> str:
        self.missing = True
        return self.lost_place()

    def thrown(self, node: Node) -> Way | None:
        """Return where an error or escalation is caught around the sub-process it ends."""
        if node.event not in ("error", "escalation") or node.definition is None:
            return None
        code = node.definition.get(f"{node.event}Ref")
        scope: Scope | None = node.scope
        while scope is not None:
            caught = [
                sub
                for sub in scope.triggered
                if sub.inner and any(_catches(s, node.event, code) for s in sub.inner.starts)
            ]
            if scope.host and not caught:
                caught = [e for e in scope.host.attached if _catches(e, node.event, code)]
            if caught and node.scope.host is not caught[0]:
                return Way("goes_to", self.id(caught[0]), node.element.start)
            scope = scope.outer
        return None

    def tell(self, id_: str, told: dict[str, Any], ways: list[Way]) -> None:
        """Put the ways on under their keys; a key that is taken leaves `goes_to`."""
        onward: dict[str, int] = {}
        for key, target, place in ways:
            if key != "goes_to" and told.get(key, target) == target:
                told[key] = target
                self.sketch.place(("steps", id_, key), place)
            else:
                onward.setdefault(target, place)
        if not onward:
            return
        told["goes_to"] = next(iter(onward)) if len(onward) == 1 else list(onward)
        self.sketch.place(("steps", id_, "goes_to"), next(iter(onward.values())))
        for number, place in enumerate(onward.values() if len(onward) > 1 else ()):
            self.sketch.place(("steps", id_, "goes_to", number), place)


_KEYS: Mapping[str, str] = {"timer": "on_timeout", "error": "on_error"}


def _key(node: Node, flow: Flow) -> str:
    """Return the key of a flow: that of a timer ends the wait of the gateway before it."""
    timed = node.tag == "eventBasedGateway" and flow.target and flow.target.event == "timer"
    return "on_timeout" if timed else "goes_to"


def _catches(event: Node, sort: str, code: str | None) -> bool:
    if event.event != sort or event.definition is None:
        return False
    caught = event.definition.get(f"{sort}Ref")
    return caught is None or caught == code


def _follows_nothing(node: Node) -> bool:
    """Whether nothing follows, and nothing is meant to: what undoes a task, or a bare link."""
    return node.element.get("isForCompensation") == "true" or node.event == "link"

"""The nodes of a BPMN process as steps: what each is, who does it, and how long it lasts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.bpmn import assignees
from cxlint.importers.bpmn.labels import asked, called, duration
from cxlint.importers.bpmn.model import ELSEWHERE, WAITS
from cxlint.importers.bpmn.sequence_flows import Way
from cxlint.importers.bpmn.timers import Times

if TYPE_CHECKING:
    from cxlint.importers.bpmn.collaboration import File
    from cxlint.importers.bpmn.model import Node
    from cxlint.importers.bpmn.sequence_flows import Ways

_WORK = frozenset({"userTask", "manualTask"})
_CHOICES = frozenset({"exclusiveGateway", "inclusiveGateway", "complexGateway"})
_GATEWAYS = _CHOICES | {"parallelGateway"}
_COUNTED = re.compile(
    r"(?:count|attempt|retry|retries|tries|loop|round|iteration|versuch|anzahl)\w*\b[^&|?]*?"
    r"(?:[<>=]=?|\b(?:lt|gt|le|ge|eq)\b)\s*(\d{1,4})",
    re.IGNORECASE,
)


class Drawing:
    """One process on its way to being a sketch."""

    def __init__(self, file: File, ways: Ways) -> None:
        self.file = file
        self.ways = ways
        self.process = ways.process
        self.sketch = ways.sketch
        self.times = Times(ways.id)
        self.listeners = {
            id(node): (ways.id(end), end.element.start) for node, end in self.process.listeners()
        }

    def draw(self) -> None:
        """Put the whole process."""
        process, sketch = self.process, self.sketch
        entry: dict[str, Any] = {"kind": "task", "from_elsewhere": True}
        sketch.enter("step", entry, process.element.start)
        self.ways.tell(sketch.name, entry, self.ways.into(process.scope, process.element.start))
        sketch.seen += len(process.nodes) + len(process.faults)
        for fault in process.faults:
            sketch.leave(*fault)
        for node in process.nodes.values():
            self._node(node)
        if self.ways.missing:
            place = process.element.start
            sketch.put("steps", self.ways.lost_place(), {"kind": "unknown"}, place)

    def _node(self, node: Node) -> None:
        if node.tag == "endEvent":
            self._end(node)
            return
        told: dict[str, Any] = {"kind": "task"}
        id_ = self.ways.id(node)
        self.sketch.put("steps", id_, told, node.element.start)
        if node.tag in _GATEWAYS:
            told["kind"] = "branch"
        if node.tag in _CHOICES and len(node.out) > 1:
            self._choose(node, id_, told)
            return
        ways = list(self.ways.after(node))
        if id(node) in self.listeners:
            self._listen(node, id_, ways)
            return
        self._who(node, told)
        if node.tag in WAITS:
            self._wait(node, told, ways)
        elif limit := self.times.own(node):
            self._limit(told, limit)
        self.ways.tell(id_, told, ways)
        if node.tag == "callActivity":
            self._call(node, id_, told)

    def _end(self, node: Node) -> None:
        """Put the end of a process as an outcome, that of a sub-process as a way on."""
        messages = list(self.ways.messages(node))
        place = node.element.start
        id_ = self.ways.id(node)
        if node.scope.host is None and not messages:
            self.sketch.put("outcomes", id_, {"kind": "ended"}, place)
            return
        told: dict[str, Any] = {"kind": "task"}
        self.sketch.put("steps", id_, told, place)
        thrown = self.ways.thrown(node)
        ways = [thrown] if thrown else self.ways.leaving(node.scope, place)
        self.ways.tell(id_, told, [*ways, *messages])

    def _listen(self, node: Node, id_: str, ways: list[Way]) -> None:
        """Put the ways on from where a process hears of something until it is over.

        Nobody waits there, and each round answers something that has come.
        """
        for way in ways:
            heard = {"from": id_, "to": way.target, "when": "it comes", "progress": True}
            self.sketch.add("handoffs", heard, way.place)
        over = self.listeners[id(node)]
        self.ways.tell(id_, self.sketch.data["steps"][id_], [Way("goes_to", *over)])

    def _who(self, node: Node, told: dict[str, Any]) -> None:
        if node.tag not in _WORK and node.tag != "task":
            return
        who = assignees.hand(self.process, node, alone=self.file.alone)
        if assignees.is_customers(who):
            return
        team = self.sketch.share("teams", who[0], {}, who[1]) if who else ""
        if not team and (engine := assignees.assigned(node, self.file.resources)):
            team = self.sketch.share("teams", engine, {}, node.element.start)
        if team or node.tag in _WORK:
            told["kind"] = "work"
        if team:
            told["by"] = team

    def _wait(self, node: Node, told: dict[str, Any], ways: list[Way]) -> None:
        """Say what a wait waits for, and for how long.

        One whose time is not known is told as a task: it ends, and nobody can say when. Where it is
        the customer's turn and that has a limit, it is a form which they are to fill in.
        """
        if _goes_by(node):
            return
        limit = (duration(node), "") if node.event == "timer" else self.times.of_wait(node)
        if limit is not None and not limit[0]:
            self._limit(told, limit)
            return
        told["kind"] = "wait"
        who = assignees.hand(self.process, node, alone=self.file.alone)
        if not assignees.is_customers(who):
            team = self.sketch.share("teams", who[0], {}, who[1]) if who else ""
            told["owner"] = team or self.sketch.name
        if (awaited := self.file.awaited.get(node.id)) and node.event != "timer":
            told["description"] = awaited.words
            if awaited.by_customer and limit is not None:
                told["kind"] = "form"
        if node.event == "timer":
            if node.name:  # often how long it takes
                told["name"] = node.name
            ways[:] = [Way("on_timeout", *way[1:]) for way in ways[:1]] + ways[1:]
        if limit is not None:
            self._limit(told, limit)

    def _limit(self, told: dict[str, Any], limit: tuple[str, str]) -> None:
        after, then = limit
        if after:
            told["timeout"] = after
        if then:
            told["on_timeout"] = then

    def _choose(self, node: Node, id_: str, told: dict[str, Any]) -> None:
        """Put the flows of a gateway as its options, or bounded where a condition counts."""
        counts = [int(found[1]) for flow in node.out if (found := _COUNTED.search(flow.condition))]
        ways = self.ways.onward(node)
        default = node.element.get("default")
        options: list[dict[str, str]] = []
        known: set[str] = set()
        for flow, way in zip(node.out, ways, strict=True):
            say = flow.name or asked(flow.condition)
            say = say or ("otherwise" if flow.id == default or flow.target is None else "")
            say = say or (flow.target.name if flow.target else "") or way.target
            if not counts:
                self.sketch.place(("steps", id_, "options", len(options)), way.place)
                options.append({"say": say, "goes_to": way.target})
            elif way.target not in known:
                known.add(way.target)
                told_of = {"from": id_, "to": way.target, "when": say, "max_repeats": max(counts)}
                self.sketch.add("handoffs", told_of, way.place)
        if options:
            told["options"] = options

    def _call(self, node: Node, id_: str, told: dict[str, Any]) -> None:
        """Lead to the process that is called, before what follows it."""
        words = called(node)
        if not words:
            told["kind"] = "elsewhere"
            return
        onward = told.get("goes_to", [])
        following = [onward] if isinstance(onward, str) else onward
        told["goes_to"] = [*following, words[-1]]
        self.sketch.lead(("steps", id_, "goes_to", len(following)), *words)
        self.sketch.place(("steps", id_, "goes_to", len(following)), node.element.start)


def _goes_by(node: Node) -> bool:
    """Whether nobody waits there: it begins something, it is a rhythm, or the wait is before it."""
    if node.element.get("instantiate") == "true" or node.event in ("link", ELSEWHERE):
        return True
    if node.event == "timer" and node.definition and node.definition.first("timeCycle"):
        return True
    return any(before.tag == "eventBasedGateway" for before in node.before)

"""BPMN 2.0: processes with their pools, lanes, tasks, events and gateways.

Source: https://www.omg.org/spec/BPMN/2.0.2. Prefixes vary; elements are told by their namespace.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from cxlint.reading.importers import bpmn_people, iso_duration
from cxlint.reading.importers.bpmn_model import ELSEWHERE, SPACE, Process, plain
from cxlint.reading.importers.formats import Meaning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.reading.importers.bpmn_model import Flow, Node, Scope
    from cxlint.reading.importers.sketch import Names, Sketch
    from cxlint.reading.importers.xml_text import Element, Xml

TITLE = "BPMN 2.0"
SYNTAXES = ("xml",)

MEANINGS = (
    Meaning("process", "a step of its name, which leads to where it begins"),
    Meaning("lane; pool of several", "a team, which does the work that lies in it"),
    Meaning("userTask, manualTask", "work, by the lane or whom the engine assigns it to"),
    Meaning("task without a type", "work where a lane or pool says whose, else a task"),
    Meaning("sendTask, serviceTask, scriptTask, businessRuleTask", "a task nobody notices"),
    Meaning("receiveTask, intermediateCatchEvent, eventBasedGateway", "a wait"),
    Meaning("timer", "the timeout of a wait, a task or a sub-process, where it ends them"),
    Meaning("boundaryEvent", "on_timeout, on_error, or another way on; a reminder ends no wait"),
    Meaning("exclusive, inclusive, complexGateway", "a branch, with its flows as options"),
    Meaning("parallelGateway", "a branch all of whose ways are taken"),
    Meaning("link events", "one move, from the throwing to the catching event of that name"),
    Meaning("subProcess, transaction, adHocSubProcess", "its content, in its place"),
    Meaning("event sub-process", "a way on from the place around it, when its event happens"),
    Meaning("callActivity", "the process of that id or name, if it is among the files"),
    Meaning("messageFlow", "to a start event, a move to there; to a wait, what it waits for"),
    Meaning("endEvent", "an outcome: the process ends; in a sub-process, the way on from it"),
)

_WAITS = frozenset({"receiveTask", "eventBasedGateway", "intermediateCatchEvent"})
_WORK = frozenset({"userTask", "manualTask"})
_CHOICES = frozenset({"exclusiveGateway", "inclusiveGateway", "complexGateway"})
_GATEWAYS = _CHOICES | {"parallelGateway"}
_COUNTED = re.compile(
    r"(?:count|attempt|retry|retries|tries|loop|round|iteration|versuch|anzahl)\w*\b[^&|?]*?"
    r"(?:[<>=]=?|\b(?:lt|gt|le|ge|eq)\b)\s*(\d{1,4})",
    re.IGNORECASE,
)
_MACHINE_ID = re.compile(r"^(?:sid-)?[0-9a-f]{8}-[0-9a-f-]{20,}$|^_?[0-9a-f-]{20,}$", re.IGNORECASE)
_EXPRESSION = re.compile(r"^[$#]\{(.*)\}$", re.DOTALL)


def claims(source: Xml) -> bool:
    """Whether it holds definitions with a process."""
    root = source.root
    if root.tag != "definitions" or root.space != SPACE:
        return False
    return any(child.tag == "process" and child.space == SPACE for child in root.children)


def read(source: Xml, names: Names) -> Iterator[Sketch]:
    """Yield each process of a file."""
    file = _File(source.root)
    stem = posixpath.basename(source.path).split(".")[0]
    for process in file.processes:
        title = _title(process, stem)
        called = f"{title} (process)" if title in file.people else title
        words = [word for word in (process.id, title) if word != called]
        sketch = names.sketch(source, called, process.element.start, *words)
        file.drawings.append(_Drawing(file, process, sketch))
    for drawing in file.drawings:
        file.reached.update((id_, (drawing, node)) for id_, node in drawing.process.nodes.items())
        file.entered.update((pool, drawing) for pool in file.pools.get(drawing.process.id, ()))
    file.lay_messages()
    for drawing in file.drawings:
        drawing.draw()
        yield drawing.sketch


def _title(process: Process, stem: str) -> str:
    if process.name or process.pool_name:
        return process.name or process.pool
    return stem if not process.id or _MACHINE_ID.match(process.id) else process.id


class Sent(NamedTuple):
    """A message to where a process begins: what it is called, and where it comes to."""

    place: int
    drawing: _Drawing
    node: Node | None


class _File:
    """What the processes of a file share: pools, messages, resources."""

    def __init__(self, root: Element) -> None:
        self.collaborations = list(root.all("collaboration"))
        self.pools: dict[str, list[str]] = {}
        self.blank: dict[str, str] = {}
        pool_names: dict[str, str] = {}
        for collaboration in self.collaborations:
            for pool in collaboration.all("participant"):
                process = (pool.get("processRef") or "").rpartition(":")[2]
                name, id_ = plain(pool.get("name")), pool.get("id") or ""
                self.pools.setdefault(process, []).append(id_)
                pool_names.setdefault(process, name)
                self.blank[id_] = name
        elements = [each for each in root.all("process") if each.space == SPACE]
        self.alone = len(elements) == 1
        self.processes = [
            Process(each, pool_names.get(each.get("id") or "", "")) for each in elements
        ]
        self.resources = {
            each.get("id") or "": plain(each.get("name")) for each in root.all("resource")
        }
        self.people = {
            who[0]
            for process in self.processes
            for node in process.nodes.values()
            if (who := bpmn_people.hand(process, node, alone=self.alone)) is not None
            and not bpmn_people.is_customers(who)
        }
        self.drawings: list[_Drawing] = []
        self.reached: dict[str, tuple[_Drawing, Node]] = {}
        self.entered: dict[str, _Drawing] = {}
        self.sent: dict[str, list[Sent]] = {}
        self.awaited: dict[str, str] = {}

    def lay_messages(self) -> None:
        """Note which message begins a process, and what the waits are waiting for."""
        for collaboration in self.collaborations:
            for message in collaboration.all("messageFlow"):
                source, target = message.get("sourceRef") or "", message.get("targetRef") or ""
                here = self.reached.get(source)
                there = self.reached.get(target)
                if there is not None:
                    owner, node = there
                    owner.sketch.seen += 1
                    if node.tag == "startEvent" and here is not None:
                        self.sent.setdefault(source, []).append(Sent(message.start, owner, node))
                    elif node.tag in _WAITS:
                        self.awaited.setdefault(target, self._awaited(message, source, here))
                elif target in self.entered and here is not None:
                    here[0].sketch.seen += 1
                    to = self.entered[target]
                    self.sent.setdefault(source, []).append(Sent(message.start, to, None))
                elif here is not None and target not in self.blank:
                    what = f"message flow to {target or 'nothing'}"
                    here[0].sketch.leave(message.start, what, "it is not in this file")

    def _awaited(self, message: Element, source: str, here: tuple[_Drawing, Node] | None) -> str:
        sender = here[0].process.pool or here[0].sketch.name if here else self.blank.get(source)
        name = plain(message.get("name")) or "a message"
        return f"until {name} comes from {sender or 'somebody'}"


class _Way(NamedTuple):
    """One way on: under which key it belongs, to which place, and where it is said."""

    key: str
    target: str
    place: int


class _Drawing:
    """One process on its way to being a sketch."""

    def __init__(self, file: _File, process: Process, sketch: Sketch) -> None:
        self.file = file
        self.process = process
        self.sketch = sketch
        self.limits: dict[int, tuple[str, str] | None] = {}
        self.exits: dict[int, list[_Way]] = {}
        self.catches = {
            (id(node.scope), _link(node)): node
            for node in reversed(process.nodes.values())
            if node.tag == "intermediateCatchEvent" and node.event == "link"
        }
        self.missing = False
        self.listeners = {
            id(node): (self.id(end), end.element.start) for node, end in process.listeners()
        }

    def draw(self) -> None:
        process, sketch = self.process, self.sketch
        entry: dict[str, Any] = {"kind": "task", "from_elsewhere": True}
        sketch.enter("step", entry, process.element.start)
        self._tell(sketch.name, entry, self._into(process.scope, process.element.start))
        sketch.seen += len(process.nodes) + len(process.faults)
        for fault in process.faults:
            sketch.leave(*fault)
        for node in process.nodes.values():
            self._node(node)
        if self.missing:
            place = process.element.start
            sketch.put("steps", self._missing(), {"kind": "unknown"}, place)

    def id(self, node: Node) -> str:
        """Return the id of a node's place."""
        return self.sketch.id(node.id, node.name or f"{_spaced(node.tag)} {_short(node)}")

    def _node(self, node: Node) -> None:
        if node.tag == "endEvent":
            self._end(node)
            return
        told: dict[str, Any] = {"kind": "task"}
        id_ = self.id(node)
        self.sketch.put("steps", id_, told, node.element.start)
        if node.tag in _GATEWAYS:
            told["kind"] = "branch"
        if node.tag in _CHOICES and len(node.out) > 1:
            self._choose(node, id_, told)
            return
        ways = list(self._ways(node))
        if id(node) in self.listeners:
            self._listen(node, id_, ways)
            return
        self._who(node, told)
        if node.tag in _WAITS:
            self._wait(node, told, ways)
        elif limit := self._own_limit(node):
            self._limit(told, limit)
        self._tell(id_, told, ways)
        if node.tag == "callActivity":
            self._call(node, id_, told)

    def _listen(self, node: Node, id_: str, ways: list[_Way]) -> None:
        """Put the ways on from where a process hears of something until it is over.

        Nobody waits there, and each round answers something that has come.
        """
        for way in ways:
            heard = {"from": id_, "to": way.target, "when": "it comes", "progress": True}
            self.sketch.add("handoffs", heard, way.place)
        over = self.listeners[id(node)]
        self._tell(id_, self.sketch.data["steps"][id_], [_Way("goes_to", *over)])

    # who

    def _who(self, node: Node, told: dict[str, Any]) -> None:
        if node.tag not in _WORK and node.tag != "task":
            return
        who = bpmn_people.hand(self.process, node, alone=self.file.alone)
        if bpmn_people.is_customers(who):
            return
        team = self.sketch.share("teams", who[0], {}, who[1]) if who else ""
        if not team and (engine := bpmn_people.assigned(node, self.file.resources)):
            team = self.sketch.share("teams", engine, {}, node.element.start)
        if team or node.tag in _WORK:
            told["kind"] = "work"
        if team:
            told["by"] = team

    # waits and timers

    def _wait(self, node: Node, told: dict[str, Any], ways: list[_Way]) -> None:
        """Say what a wait waits for, and for how long.

        One whose time is not known is told as a task: it ends, and nobody can say when.
        """
        if _goes_by(node):
            return
        limit = self._time(node) if node.event == "timer" else self._limited(node)
        if limit is not None and not limit[0]:
            self._limit(told, limit)
            return
        told["kind"] = "wait"
        who = bpmn_people.hand(self.process, node, alone=self.file.alone)
        if not bpmn_people.is_customers(who):
            team = self.sketch.share("teams", who[0], {}, who[1]) if who else ""
            told["owner"] = team or self.sketch.name
        if (awaited := self.file.awaited.get(node.id)) and node.event != "timer":
            told["description"] = awaited
        if node.event == "timer":
            ways[:] = [_Way("on_timeout", *way[1:]) for way in ways[:1]] + ways[1:]
        if limit is not None:
            self._limit(told, limit)

    def _limit(self, told: dict[str, Any], limit: tuple[str, str]) -> None:
        after, then = limit
        if after:
            told["timeout"] = after
        if then:
            told["on_timeout"] = then

    def _time(self, node: Node) -> tuple[str, str]:
        """Return how long a timer event waits; where to is among the ways on."""
        return _duration(node), ""

    def _limited(self, node: Node) -> tuple[str, str] | None:
        """Return after how long a wait ends, and where it leads then."""
        if limit := self._own_limit(node):
            return limit
        if node.tag == "eventBasedGateway":
            timers = [
                flow.target for flow in node.out if flow.target and flow.target.event == "timer"
            ]
            if timers:
                return _duration(timers[0]), self.id(timers[0])
        return self._around(node.scope)

    def _own_limit(self, node: Node) -> tuple[str, str] | None:
        """Return the time after which a timer at its edge, or one within, ends an activity."""
        for event in node.attached:
            if event.event == "timer" and event.interrupts:
                return _duration(event), self.id(event)
        return self._within(node.inner) if node.inner else None

    def _within(self, scope: Scope) -> tuple[str, str] | None:
        """Return the time after which an event sub-process ends what goes on around it."""
        for sub in scope.triggered:
            starts = sub.inner.starts if sub.inner else []
            if starts and starts[0].event == "timer" and starts[0].interrupts:
                return _duration(starts[0]), self.id(sub)
        return None

    def _around(self, scope: Scope | None) -> tuple[str, str] | None:
        """Return the time that what lies around a wait sets to all in it."""
        passed: list[int] = []
        found: tuple[str, str] | None = None
        while scope is not None:
            if id(scope) in self.limits:
                found = self.limits[id(scope)]
                break
            passed.append(id(scope))
            found = self._own_limit(scope.host) if scope.host else self._within(scope)
            if found or (scope.host and scope.host.triggered):
                break  # what interrupts the rest goes on for as long as it takes
            scope = scope.outer
        self.limits.update(dict.fromkeys(passed, found))
        return found

    # ways on

    def _into(self, scope: Scope, place: int) -> list[_Way]:
        """Return the ways into a process or sub-process: its starts, and what its events start."""
        ways = [_Way("goes_to", self.id(node), place) for node in scope.starts]
        for sub in scope.triggered:
            starts = sub.inner.starts if sub.inner else []
            first = starts[0] if starts else None
            key = _KEYS.get(first.event, "goes_to") if first and first.interrupts else "goes_to"
            ways.append(_Way(key, self.id(sub), sub.element.start))
        return ways

    def _ways(self, node: Node) -> Iterator[_Way]:
        """Yield the ways on from a node, those of the events at its edge and its messages."""
        if node.inner and (into := self._into(node.inner, node.element.start)):
            yield from into
        elif node.event == "link" and node.tag == "intermediateThrowEvent":
            yield from self._linked(node)
        else:
            yield from self._onward(node)
        for event in node.attached:
            key = _KEYS.get(event.event, "goes_to") if event.interrupts else "goes_to"
            yield _Way(key, self.id(event), event.element.start)
        yield from self._messages(node)

    def _messages(self, node: Node) -> Iterator[_Way]:
        for sent in self.file.sent.get(node.id, ()):
            there = sent.drawing
            if there is not self:
                target = there.id(sent.node) if sent.node else there.sketch.name
                yield _Way("goes_to", target, sent.place)

    def _linked(self, node: Node) -> Iterator[_Way]:
        caught = self.catches.get((id(node.scope), _link(node)))
        if caught is not None:
            yield _Way("goes_to", self.id(caught), node.element.start)
            return
        what = f"link {node.name or node.id}"
        self.sketch.leave(node.element.start, what, "no event of that name catches it")
        yield _Way("goes_to", self._lost(), node.element.start)

    def _onward(self, node: Node) -> list[_Way]:
        """Return where a node leads; without a flow of its own it ends what it lies in."""
        if node.out:
            return [_Way(_key(node, flow), self._target(flow), flow.place) for flow in node.out]
        if _follows_nothing(node):
            return []
        return self._leave(node.scope, node.element.start)

    def _target(self, flow: Flow) -> str:
        return self.id(flow.target) if flow.target else self._lost()

    def _leave(self, scope: Scope, place: int) -> list[_Way]:
        """Return where it goes on when a process or sub-process has come to its end."""
        host = scope.host
        while host is not None and (host.triggered or not host.out):
            host = host.scope.host
        if host is None:
            return [_Way("goes_to", self._over(), place)]
        if len(host.out) == 1:
            return [_Way("goes_to", way.target, place) for way in self._onward(host)]
        left = self.sketch.id(f"\0after {host.id}", f"after {host.name or _short(host)}")
        if left not in self.sketch.data["steps"]:
            told: dict[str, Any] = {"kind": "task"}
            self.sketch.put("steps", left, told, host.element.start)
            self._tell(left, told, self._onward(host))
        return [_Way("goes_to", left, place)]

    def _over(self) -> str:
        """Return the outcome of whatever comes to its end without an end event."""
        id_ = self.sketch.id("\0end", "the process ends")
        if id_ not in self.sketch.data.get("outcomes", {}):
            self.sketch.put("outcomes", id_, {"kind": "ended"}, self.process.element.start)
        return id_

    def _missing(self) -> str:
        return self.sketch.id("\0missing", "something that is not in the process")

    def _lost(self) -> str:
        self.missing = True
        return self._missing()

    def _end(self, node: Node) -> None:
        """Put the end of a process as an outcome, that of a sub-process as a way on."""
        messages = list(self._messages(node))
        place = node.element.start
        id_ = self.id(node)
        if node.scope.host is None and not messages:
            self.sketch.put("outcomes", id_, {"kind": "ended"}, place)
            return
        told: dict[str, Any] = {"kind": "task"}
        self.sketch.put("steps", id_, told, place)
        thrown = self._thrown(node)
        ways = [thrown] if thrown else self._leave(node.scope, place)
        self._tell(id_, told, [*ways, *messages])

    def _thrown(self, node: Node) -> _Way | None:
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
                return _Way("goes_to", self.id(caught[0]), node.element.start)
            scope = scope.outer
        return None

    # what a node says

    def _choose(self, node: Node, id_: str, told: dict[str, Any]) -> None:
        """Put the flows of a gateway as its options, or bounded where a condition counts."""
        counts = [int(found[1]) for flow in node.out if (found := _COUNTED.search(flow.condition))]
        ways = self._onward(node)
        default = node.element.get("default")
        options: list[dict[str, str]] = []
        known: set[str] = set()
        for flow, way in zip(node.out, ways, strict=True):
            say = flow.name or _words(flow.condition)
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
        words = _called(node)
        if not words:
            told["kind"] = "elsewhere"
            return
        onward = told.get("goes_to", [])
        following = [onward] if isinstance(onward, str) else onward
        told["goes_to"] = [*following, words[-1]]
        self.sketch.lead(("steps", id_, "goes_to", len(following)), *words)
        self.sketch.place(("steps", id_, "goes_to", len(following)), node.element.start)

    def _tell(self, id_: str, told: dict[str, Any], ways: list[_Way]) -> None:
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


def _goes_by(node: Node) -> bool:
    """Whether nobody waits there: it begins something, it is a rhythm, or the wait is before it."""
    if node.element.get("instantiate") == "true" or node.event in ("link", ELSEWHERE):
        return True
    if node.event == "timer" and node.definition and node.definition.first("timeCycle"):
        return True
    return any(before.tag == "eventBasedGateway" for before in node.before)


def _duration(node: Node) -> str:
    """Return how long a timer takes, or "" where that is to be worked out."""
    timer = node.definition
    if timer is None:
        return ""
    return iso_duration.spoken(timer.said("timeDuration") or timer.said("timeCycle"))


def _link(node: Node) -> str:
    named = node.definition.get("name") if node.definition is not None else None
    return plain(named) or node.name


def _called(node: Node) -> list[str]:
    """Return the words that name what a call activity calls."""
    element = node.element
    found = [element.get("calledElement")]
    for outer in element.all("extensionElements"):
        found += [inner.get("processId") for inner in outer.all("calledElement")]
    said = [word.strip() for word in found if word and not bpmn_people.worked_out(word)]
    words = [each for word in said for each in (word, word.rpartition(":")[2]) if each]
    if case := element.get("caseRef"):
        words.append(f"the case {case}")
    return list(dict.fromkeys(words))


def _words(condition: str) -> str:
    found = _EXPRESSION.match(condition)
    return (found[1] if found else condition).strip()


def _spaced(tag: str) -> str:
    return re.sub(r"(?=[A-Z])", " ", tag).lower()


def _short(node: Node) -> str:
    """Return the part of an id that tells it from those of its kind."""
    plain_id = node.id.removeprefix("sid-")
    if _MACHINE_ID.match(node.id):
        return plain_id.strip("_-").partition("-")[0][:8]
    if plain_id.lower().startswith(node.tag.lower()):
        plain_id = plain_id[len(node.tag) :]
    return plain_id.strip("_-")[:24] or node.id

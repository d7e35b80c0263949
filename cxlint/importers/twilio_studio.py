"""Twilio Studio: the flow definitions of its REST API, version 2.

Source: https://www.twilio.com/docs/studio/rest-api/v2/flow-definition, and the resource
twilio_studio_flows_v2 of Terraform. A transition without
`next` ends the execution: a call is hung up, a conversation falls silent.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from cxlint.importers.registry import Meaning
from cxlint.importers.shared.terraform_flows import written
from cxlint.parsing.hcl_parser import Hcl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.importers.policy_sketch import Names, Sketch
    from cxlint.parsing.hcl_parser import Block

TITLE = "Twilio Studio"
SYNTAXES = ("json", "hcl")

RESOURCE = "twilio_studio_flows_v2"

CHANNELS = {
    "incomingCall": "voice",
    "incomingMessage": "messaging",
    "incomingConversationMessage": "chat",
}
"""What customers come through, by the trigger's event; other events start a flow from inside."""


LONG_WAIT = 3_600
"""From how many seconds on the end of waiting for a message cuts nobody off."""


class Widget(NamedTuple):
    """What a type of widget becomes: a kind of step, and for each of its events a key of it.

    `says` is the property that holds what customers hear, `reaches` those that name who is
    reached.
    """

    kind: str
    events: Mapping[str, str]
    says: str = ""
    reaches: tuple[str, ...] = ()


_OVER = {"callComplete": "", "callCompleted": "", "hangup": ""}
_FAILED = {"failedToEnqueue": "on_error", "callFailure": "on_error", "failed": "on_error"}
_FETCHED = {"success": "goes_to", "fail": "on_error", "failed": "on_error"}
_CALLED = {
    "answered": "goes_to", "busy": "on_failure", "noAnswer": "on_failure", "failed": "on_error",
}  # fmt: skip

WIDGETS = {
    "say-play": Widget("message", {"audioComplete": "goes_to"}, says="say"),
    "send-message": Widget("message", {"sent": "goes_to", "failed": "on_error"}, says="body"),
    "gather-input-on-call": Widget(
        "menu",
        {"keypress": "goes_to", "speech": "goes_to", "timeout": "on_timeout"},
        says="say",
    ),
    "send-and-wait-for-reply": Widget(
        "form",
        {"incomingMessage": "goes_to", "timeout": "on_timeout", "deliveryFailure": "on_error"},
        says="body",
    ),
    "split-based-on": Widget("branch", {"noMatch": "on_failure"}),
    "send-to-flex": Widget("transfer", {**_OVER, **_FAILED}, reaches=("workflow", "channel")),
    "enqueue-call": Widget(
        "transfer", {**_OVER, **_FAILED}, reaches=("queue_name", "workflow_sid")
    ),
    "connect-call-to": Widget("transfer", {**_OVER, **_FAILED}, reaches=("to", "sip_endpoint")),
    "connect-virtual-agent": Widget("bot", {"return": "goes_to", "hangup": ""}),
    "connect-virtual-agent-v2": Widget(
        "bot", {"return": "goes_to", "live-agent-handoff": "person", "hangup": ""}
    ),
    "send-to-auto-pilot": Widget(
        "bot", {"sessionEnded": "goes_to", "failure": "on_error", "timeout": "on_timeout"}
    ),
    "record-voicemail": Widget(
        "voicemail", {"recordingComplete": "goes_to", "noAudio": "on_failure", "hangup": ""}
    ),
    "capture-payments": Widget(
        "form",
        {
            "success": "goes_to",
            "maxFailedAttempts": "on_failure",
            "providerError": "on_error",
            "payInterrupted": "on_failure",
            "hangup": "",
            "validationError": "on_error",
        },
    ),
    "run-function": Widget("task", _FETCHED),
    "make-http-request": Widget("task", _FETCHED),
    "set-variables": Widget("task", {"next": "goes_to"}),
    "fork-stream": Widget("task", {"next": "goes_to"}),
    "record-call": Widget("task", _FETCHED),
    **dict.fromkeys(("make-outgoing-call", "make-outgoing-call-v2"), Widget("task", _CALLED)),
    "run-subflow": Widget("task", {"completed": "goes_to", "failed": "on_error"}),
    "add-twiml-redirect": Widget(
        "elsewhere", {"return": "goes_to", "timeout": "on_timeout", "fail": "on_error"}
    ),
}
"""Every type of widget that is understood."""

MEANINGS = (
    Meaning("trigger", "a channel for each incoming event that leads somewhere"),
    Meaning("say-play, send-message", "a message"),
    Meaning("gather-input-on-call", "a menu: a key or a word, or time runs out"),
    Meaning("send-and-wait-for-reply, capture-payments", "a form"),
    Meaning("split-based-on", "a branch; of a menu before it, its options; of hours, closed"),
    Meaning("send-to-flex, enqueue-call, connect-call-to", "a transfer to a team"),
    Meaning("connect-virtual-agent, send-to-auto-pilot", "a bot"),
    Meaning("record-voicemail", "a voicemail"),
    Meaning("run-function, make-http-request, set-variables", "a task customers do not notice"),
    Meaning("run-subflow", "the other flow, if it is among the files"),
    Meaning("add-twiml-redirect", "a place that is described elsewhere"),
    Meaning("a transition without next", "an outcome: the contact ends"),
)

_HOURS = re.compile(r"(?:^|[\W_]|is)(?:open|closed|hours|schedule|holiday)", re.IGNORECASE)
_ASKED = re.compile(r"widgets\.([\w-]+)\.Digits")
_RESOURCE_NAME = re.compile(r"\$\{(?:data\.)?\w+\.(\w+)\.\w+\}")
_KEY = re.compile(r"[0-9*#]")
_SAYS_CLOSED = re.compile(r"closed|holiday|after.?hours|false|^no$", re.IGNORECASE)


def claims(source: Any) -> bool:
    """Whether it holds states with transitions and an initial one, or resources that are flows."""
    if isinstance(source, Hcl):
        return any(True for _ in source.resources(RESOURCE))
    return _definition(source.data) is not None


def read(source: Any, names: Names) -> Iterator[Sketch]:
    """Yield the one flow of a file, or every flow of a Terraform file."""
    if isinstance(source, Hcl):
        for block in source.resources(RESOURCE):
            yield _of_terraform(source, block, names)
        return
    path, flow = _definition(source.data) or ((), {})
    stem = posixpath.basename(source.path).rsplit(".", 1)[0]
    outer: Any = source.data
    called = outer.get("friendly_name") or flow.get("friendly_name") or stem
    sketch = names.sketch(source, str(called), (), stem, str(outer.get("sid") or ""))
    _Flow(sketch, flow, path).draw()
    yield sketch


def _of_terraform(source: Hcl, block: Block, names: Names) -> Sketch:
    """Return the flow that a resource holds, or a step that leads to the file that has it."""
    told = written(source, block, "definition")
    label = f"{RESOURCE}.{block.labels[1]}"
    stated = str(block.get("friendly_name") or "")
    name = stated if stated and "${" not in stated else block.labels[1]
    found = _definition(told.inner.data) if told.inner is not None else None
    if told.inner is not None and found is not None:
        sketch = names.sketch(told.inner, name, (), label, f"${{{label}.sid}}")
        _Flow(sketch, found[1], found[0]).draw()
        return sketch
    place = block.at("definition")
    sketch = names.sketch(source, name, place, label, f"${{{label}.sid}}")
    if told.file:
        sketch.enter("step", {"kind": "task", "goes_to": "", "from_elsewhere": True}, place)
        sketch.lead(("steps", sketch.name, "goes_to"), told.file.rsplit(".", 1)[0])
        return sketch
    sketch.enter("step", {"kind": "unknown", "from_elsewhere": True}, place)
    sketch.seen = 1
    sketch.leave(place, f"flow {name}", told.refused or "its definition is no flow")
    return sketch


def _definition(data: Any) -> tuple[tuple[str, ...], dict[str, Any]] | None:
    """Return the flow's definition and the way to it; API answers wrap it."""
    for path in ((), ("definition",)):
        flow = data
        for key in path:
            flow = flow.get(key) if isinstance(flow, dict) else None
        if not isinstance(flow, dict) or not isinstance(flow.get("states"), list):
            continue
        states = [state for state in flow["states"] if isinstance(state, dict)]
        linked = all(isinstance(state.get("transitions"), list) for state in states)
        if "initial_state" in flow and states and linked:
            return path, flow
    return None


def _said_at(widget: tuple[str | int, ...], number: int, move: Mapping[str, Any]) -> Any:
    """Return where a transition says what it is for: there people see which one it is."""
    place = (*widget, "transitions", number)
    return (*place, "event") if "event" in move else place


class _Flow:
    """One flow on its way to being a sketch."""

    def __init__(self, sketch: Sketch, flow: Mapping[str, Any], path: tuple[str, ...]) -> None:
        self.sketch = sketch
        self.path = (*path, "states")
        self.initial = flow.get("initial_state")
        self.states: dict[str, tuple[int, dict[str, Any]]] = {
            str(state.get("name")): (number, state)
            for number, state in enumerate(flow["states"])
            if isinstance(state, dict)
        }
        self.ended = False

    def draw(self) -> None:
        for number, state in self.states.values():
            self.sketch.seen += 1
            if state.get("type") == "trigger":
                self._trigger(number, state)
            else:
                self._step(number, state)
        for number, state in self.states.values():
            if state.get("type") == "split-based-on":
                self._keys(number, state)
        if self.ended:
            self.sketch.put("outcomes", self._end(), {"kind": "ended"}, self.path)

    def _end(self) -> str:
        return self.sketch.id("\0end", "the contact ends")

    def _trigger(self, number: int, state: Mapping[str, Any]) -> None:
        """Put a channel for each event from outside that leads somewhere."""
        ways = [
            (str(move.get("event")), move["next"], _said_at((*self.path, number), place, move))
            for place, move in enumerate(state["transitions"])
            if isinstance(move, dict) and move.get("next")
        ]
        outside = [way for way in ways if way[0] in CHANNELS]
        if not outside:
            first = ways[0] if ways else ("", self.initial, (*self.path, number))
            told = {"kind": "task", "from_elsewhere": True, **self._leads(first[1])}
            self.sketch.enter("step", told, first[2])
            return
        for event, following, place in outside:
            told = {"kind": CHANNELS[event], **self._leads(following)}
            if len(outside) == 1:
                self.sketch.enter("channel", told, place)
            else:
                id_ = self.sketch.id(f"\0{event}", _spaced(event))
                self.sketch.put("channels", id_, told, place)

    def _leads(self, following: object) -> dict[str, str]:
        return {"goes_to": self._target(following)} if self._is_known(following) else {}

    def _is_known(self, following: object) -> bool:
        return isinstance(following, str) and following in self.states

    def _step(self, number: int, state: Mapping[str, Any]) -> None:
        sketch = self.sketch
        place: tuple[str | int, ...] = (*self.path, number)
        name, type_ = str(state.get("name")), str(state.get("type"))
        id_ = sketch.id(name)
        widget = WIDGETS.get(type_)
        if widget is None:
            sketch.leave(place, f"widget {name}", f"its type {type_} is unknown")
            widget = Widget("unknown", {})
        properties = state.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        told: dict[str, Any] = {"kind": widget.kind}
        sketch.put("steps", id_, told, (*place, "name"))
        said = properties.get(widget.says)
        if isinstance(said, str) and said.strip():
            told["says"] = said
            sketch.place(("steps", id_, "says"), (*place, "properties", widget.says))
        if widget.reaches:
            self._reach(told, widget, properties, place)
        if type_ == "run-subflow":
            told["kind"] = "task"
            told["goes_to"] = [""]
            sketch.lead(
                ("steps", id_, "goes_to", 0), str(properties.get("flow_sid") or "another flow")
            )
        for way, move in enumerate(state["transitions"]):
            if isinstance(move, dict):
                self._move(id_, told, widget, state, move, _said_at(place, way, move))

    def _reach(
        self,
        told: dict[str, Any],
        widget: Widget,
        properties: Mapping[str, Any],
        place: tuple[str | int, ...],
    ) -> None:
        """Put the team that a transfer reaches."""
        named = [str(properties[key]) for key in widget.reaches if properties.get(key)]
        name = _RESOURCE_NAME.sub(r"\1", named[0]) if named else "agents"
        team = self.sketch.share("teams", name, {}, place)
        told["goes_to"] = team

    def _move(
        self,
        id_: str,
        told: dict[str, Any],
        widget: Widget,
        state: Mapping[str, Any],
        move: Mapping[str, Any],
        place: tuple[str | int, ...],
    ) -> None:
        """Put one transition under the key that its event stands for."""
        event, following = str(move.get("event")), move.get("next")
        key = widget.events.get(event, "goes_to")
        if not key and not following:
            return  # the customer has hung up, or the people reached have seen to it
        if key == "on_timeout" and not following and _patient(state):
            return  # whoever writes again later begins anew
        target = self._target(following)
        if state.get("type") == "split-based-on":
            self._choice(id_, told, state, move, target, place)
        elif key == "goes_to" or not key:
            _go(told, target)
            self.sketch.place(("steps", id_, "goes_to"), place)
        elif key not in told:
            told[key] = target
            self.sketch.place(("steps", id_, key), place)

    def _choice(
        self,
        id_: str,
        told: dict[str, Any],
        state: Mapping[str, Any],
        move: Mapping[str, Any],
        target: str,
        place: tuple[str | int, ...],
    ) -> None:
        """Put one way of a split: an option, closed hours, or what happens where nothing fits."""
        first = next((condition for _, condition in _conditions(move)), {})
        value = str(first.get("value") or first.get("friendly_name") or "")
        if (key := _hours_key(state, str(move.get("event")), value)) and "on_closed" not in told:
            told[key] = target
            self.sketch.place(("steps", id_, key), place)
        elif move.get("event") == "noMatch":
            told["on_failure"] = target
            self.sketch.place(("steps", id_, "on_failure"), place)
        else:
            options = told.setdefault("options", [])
            option = {"say": value or "otherwise", "goes_to": target}
            self.sketch.place(("steps", id_, "options", len(options)), place)
            options.append(option)

    def _keys(self, number: int, state: Mapping[str, Any]) -> None:
        """Give a menu the keys that the split behind it tells apart: they are its options."""
        asked = _ASKED.search(_input(state))
        _, menu = self.states.get(asked[1] if asked else "", (0, {}))
        if asked is None or menu.get("type") != "gather-input-on-call":
            return
        id_ = self.sketch.id(asked[1])
        options = self.sketch.data["steps"][id_].setdefault("options", [])
        for way, move in enumerate(state["transitions"]):
            for place, condition in _conditions(move):
                key = str(condition.get("value") or "")
                equal = condition.get("type") in ("equal_to", None)
                if not equal or not _KEY.fullmatch(key):
                    continue
                where = (*self.path, number, "transitions", way, "conditions", place)
                self.sketch.place(("steps", id_, "options", len(options)), where)
                options.append({"say": str(condition.get("friendly_name") or key), "key": key})

    def _target(self, following: object) -> str:
        """Return the id of the widget that follows, or of the end."""
        if isinstance(following, str) and following in self.states:
            return self.sketch.id(following)
        self.ended = True
        return self._end()


def _go(told: dict[str, Any], target: str) -> None:
    known = told.get("goes_to")
    listed = known if isinstance(known, list) else [known] if known else []
    if target not in listed:
        told["goes_to"] = [*listed, target] if listed else target


def _hours_key(state: Mapping[str, Any], event: str, value: str) -> str:
    """Return `on_closed` where this is the way that a question about hours takes when closed."""
    if not _HOURS.search(f"{state.get('name')} {_input(state)}"):
        return ""
    values = [
        str(condition.get("value") or "")
        for move in state["transitions"]
        for _, condition in _conditions(move)
    ]
    if event == "noMatch":
        says_closed = any(_SAYS_CLOSED.search(each) for each in values)
        return "" if says_closed or not values else "on_closed"
    return "on_closed" if _SAYS_CLOSED.search(value) else ""


def _conditions(move: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the conditions of a transition, each with its number."""
    listed = move.get("conditions") if isinstance(move, dict) else None
    for number, condition in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(condition, dict):
            yield number, condition


def _input(state: Mapping[str, Any]) -> str:
    """Return what a split looks at."""
    properties = state.get("properties")
    return str(properties.get("input") or "") if isinstance(properties, dict) else ""


def _patient(state: Mapping[str, Any]) -> bool:
    """Whether a message is waited for so long that nobody is kept on the line."""
    properties = state.get("properties")
    waits = str(properties.get("timeout")) if isinstance(properties, dict) else ""
    by_message = state.get("type") in ("send-and-wait-for-reply", "send-to-auto-pilot")
    return by_message and waits.isdecimal() and len(waits) < 9 and int(waits) >= LONG_WAIT


def _spaced(event: str) -> str:
    return re.sub(r"(?=[A-Z])", " ", event).lower()

"""The states of a flow of Twilio Studio as channels and steps, their transitions as moves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.twilio_studio.counters import find_limit
from cxlint.importers.twilio_studio.flow import (
    TRIGGER,
    find_target,
    open_flow,
    read_properties,
    read_transitions,
    waits_long,
)
from cxlint.importers.twilio_studio.splits import SPLIT, put_any_key, put_choice, put_keys
from cxlint.importers.twilio_studio.widget_types import CHANNELS, OVER, UNKNOWN, WIDGET_TYPES
from cxlint.importers.twilio_studio.widget_values import put_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.importers.policy_sketch import Path, Sketch
    from cxlint.importers.twilio_studio.flow import StudioFlow, Transition
    from cxlint.importers.twilio_studio.widget_types import WidgetType

SUBFLOW = "run-subflow"

_RESOURCE_NAME = re.compile(r"\$\{(?:data\.)?\w+\.(\w+)\.\w+\}")


def put_flow(sketch: Sketch, definition: Mapping[str, Any], path: Path) -> None:
    """Put all that a definition says, which stands at a path."""
    flow = open_flow(sketch, definition, path)
    sketch.look("flow", definition, path)
    for number, state in flow.states.values():
        sketch.seen += 1
        type_ = str(state.get("type"))
        if type_ == TRIGGER or type_ in WIDGET_TYPES:
            sketch.look(type_, state, (*flow.path, number))
        if type_ == TRIGGER:
            _put_trigger(flow, state, (*flow.path, number))
        else:
            _put_widget(flow, state, (*flow.path, number))
            put_values(flow, state, (*flow.path, number))
    for number, state in flow.states.values():
        if state.get("type") == SPLIT:
            put_keys(flow, state, (*flow.path, number))
    for id_, place in flow.outcomes.items():
        sketch.put("outcomes", id_, {"kind": "ended"}, place)


def _put_trigger(flow: StudioFlow, state: Mapping[str, Any], place: Path) -> None:
    """Put a channel for each event from outside that leads somewhere."""
    sketch = flow.sketch
    starts = [each for each in read_transitions(state, place) if each.following]
    outside = [each for each in starts if each.event in CHANNELS]
    for event, following, _, at in outside:
        channel = {"kind": CHANNELS[event], **_lead_to(flow, following)}
        if len(outside) == 1:
            sketch.enter("channel", channel, at)
        else:
            sketch.put("channels", sketch.id(f"\0{event}", _space_words(event)), channel, at)
    if not outside:
        first, at = (starts[0].following, starts[0].place) if starts else (_first(flow), place)
        step = {"kind": "task", "from_elsewhere": True, "goes_to": find_target(flow, first)}
        sketch.enter("step", step, at)


def _first(flow: StudioFlow) -> object:
    """Return the state that a flow begins with, where that is no trigger."""
    _, state = flow.states.get(str(flow.initial), (0, {}))
    return None if state.get("type") == TRIGGER else flow.initial


def _lead_to(flow: StudioFlow, following: object) -> dict[str, str]:
    return {"goes_to": find_target(flow, following)} if following else {}


def _put_widget(flow: StudioFlow, state: Mapping[str, Any], place: Path) -> None:
    """Put the step that a widget becomes, with all its moves."""
    sketch = flow.sketch
    name = str(state.get("name"))
    id_ = sketch.id(name)
    type_ = _find_type(sketch, name, state, place)
    step: dict[str, Any] = {"kind": type_.kind}
    sketch.put("steps", id_, step, (*place, "name"))
    properties = read_properties(state)
    text = properties.get(type_.says)
    if isinstance(text, str) and text.strip():
        step["says"] = text
        sketch.place(("steps", id_, "says"), (*place, "properties", type_.says))
    if type_.reaches:
        step["goes_to"] = _share_team(sketch, type_, properties, place)
    if state.get("type") == SUBFLOW:
        step["goes_to"] = [""]
        subflow = str(properties.get("flow_sid") or "another flow")
        sketch.lead(("steps", id_, "goes_to", 0), subflow)
    for transition in read_transitions(state, place):
        _put_transition(flow, id_, type_, state, transition)


def _find_type(sketch: Sketch, name: str, state: Mapping[str, Any], place: Path) -> WidgetType:
    """Return what the type of a widget becomes."""
    stated = str(state.get("type"))
    found = WIDGET_TYPES.get(stated)
    if found is None:
        sketch.leave(place, f"widget {name}", f"its type {stated} is unknown")
        return UNKNOWN
    return found


def _share_team(
    sketch: Sketch, type_: WidgetType, properties: Mapping[str, Any], place: Path
) -> str:
    """Return the team that a transfer reaches."""
    queues = [str(properties[key]) for key in type_.reaches if properties.get(key)]
    name = _RESOURCE_NAME.sub(r"\1", queues[0]) if queues else "agents"
    return sketch.share("teams", name, {}, place)


def _put_transition(
    flow: StudioFlow,
    id_: str,
    type_: WidgetType,
    state: Mapping[str, Any],
    transition: Transition,
) -> None:
    """Put one transition under the key that its event stands for."""
    key = type_.events.get(transition.event, "goes_to")
    if key == OVER:
        key = "" if transition.following else "on_error"
    if not key and not transition.following:
        return  # the customer has hung up, or the people reached have seen to it
    if key == "on_timeout" and not transition.following and waits_long(state):
        return  # whoever writes again later begins anew
    step = flow.sketch.data["steps"][id_]
    target = find_target(flow, transition.following)
    if transition.event == "keypress" and not transition.following and _hears(state):
        put_any_key(flow.sketch, id_, transition, target)
    elif state.get("type") == SPLIT:
        if limit := find_limit(flow, state, transition):
            move = {"from": id_, "to": target, "carried_by": "us", "max_repeats": limit}
            flow.sketch.add("handoffs", move, transition.place)
        else:
            put_choice(flow.sketch, id_, state, transition, target)
    elif key == "goes_to" or not key:
        _add_target(step, target)
        flow.sketch.place(("steps", id_, "goes_to"), transition.place)
    elif key not in step:
        step[key] = target
        flow.sketch.place(("steps", id_, key), transition.place)


def _hears(state: Mapping[str, Any]) -> bool:
    """Whether a question leads on for what customers say."""
    return any(move.event == "speech" and move.following for move in read_transitions(state, ()))


def _add_target(step: dict[str, Any], target: str) -> None:
    """Have a step lead to one more place."""
    known = step.get("goes_to")
    listed = known if isinstance(known, list) else [known] if known else []
    if target not in listed:
        step["goes_to"] = [*listed, target] if listed else target


def _space_words(event: str) -> str:
    return re.sub(r"(?=[A-Z])", " ", event).lower()

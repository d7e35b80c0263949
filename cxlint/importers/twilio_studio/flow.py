"""A flow definition of Twilio Studio as it stands in a file: its states and where they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.twilio_studio.widget_types import LONG_WAIT, WIDGET_TYPES
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.importers.policy_sketch import Path, Sketch


TRIGGER = "trigger"
"""The type of the widget that a flow begins with."""


class StudioFlow(NamedTuple):
    """A flow and the sketch that becomes of it.

    `path` leads to its states, which are known by their names, each with its number. `outcomes`
    are those that something leads to so far. `setters` has the states that set
    each variable.
    """

    sketch: Sketch
    path: Path
    initial: Any
    states: Mapping[str, tuple[int, dict[str, Any]]]
    outcomes: dict[str, Path]
    setters: Mapping[str, list[str]]


class Transition(NamedTuple):
    """A transition of a state: by which event, to which state, and where it says so."""

    event: str
    following: Any
    data: Mapping[str, Any]
    place: Path


def resembles_definition(data: Any) -> bool:
    """Whether it holds widgets as flows have them, be it without what follows them."""
    states = data.get("states") if isinstance(data, dict) else None
    return isinstance(states, list) and any(
        isinstance(state, dict)
        and {"name", "type", "transitions"} <= state.keys()
        and state["type"] in (TRIGGER, *WIDGET_TYPES)
        and isinstance(state["transitions"], list)
        and any(isinstance(way, dict) and "event" in way for way in state["transitions"])
        for state in states
    )


def is_definition(data: Any) -> bool:
    """Whether it is the definition of a flow: states with transitions, and an initial one."""
    if not isinstance(data, dict) or not isinstance(data.get("states"), list):
        return False
    states = [state for state in data["states"] if isinstance(state, dict)]
    linked = all(isinstance(state.get("transitions"), list) for state in states)
    return "initial_state" in data and bool(states) and linked


def open_flow(sketch: Sketch, definition: Mapping[str, Any], path: Path) -> StudioFlow:
    """Return the flow of a definition, of which nothing is put yet."""
    states = {
        str(state.get("name")): (number, state)
        for number, state in enumerate(definition["states"])
        if isinstance(state, dict)
    }
    setters: dict[str, list[str]] = {}
    for name, (_, state) in states.items():
        for variable, _ in read_variables(state):
            setters.setdefault(variable, []).append(name)
    path_ = (*path, "states")
    return StudioFlow(sketch, path_, definition.get("initial_state"), states, {}, setters)


def read_transitions(state: Mapping[str, Any], place: Path) -> Iterator[Transition]:
    """Yield the transitions of a state, which stands at a place.

    The place of a transition is its event: there people see which one it is.
    """
    for number, move in enumerate(state["transitions"]):
        if isinstance(move, dict):
            at = (*place, "transitions", number)
            at = (*at, "event") if "event" in move else at
            yield Transition(str(move.get("event")), move.get("next"), move, at)


def read_conditions(transition: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the conditions of a transition, each with its number."""
    listed = transition.get("conditions") if isinstance(transition, dict) else None
    for number, condition in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(condition, dict):
            yield number, condition


def read_properties(state: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the properties of a state."""
    properties = state.get("properties")
    return properties if isinstance(properties, dict) else {}


def read_variables(state: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the variables that a widget sets, each with its value."""
    listed = read_properties(state).get("variables")
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict):
            yield str(each.get("key")), str(each.get("value"))


def read_input(state: Mapping[str, Any]) -> str:
    """Return what a split looks at."""
    return str(read_properties(state).get("input") or "")


def waits_long(state: Mapping[str, Any]) -> bool:
    """Whether a message is waited for so long that nobody is kept on the line."""
    timeout = str(read_properties(state).get("timeout"))
    by_message = state.get("type") in ("send-and-wait-for-reply", "send-to-auto-pilot")
    return by_message and timeout.isdecimal() and len(timeout) < 9 and int(timeout) >= LONG_WAIT


def find_target(flow: StudioFlow, following: object) -> str:
    """Return the id of the state that follows, or of the end.

    The id of a state that the flow does not have is then nowhere defined.
    """
    if isinstance(following, str) and following:
        return flow.sketch.id(following)
    end = flow.sketch.id("\0end", "the contact ends")
    flow.outcomes[end] = flow.path
    return end

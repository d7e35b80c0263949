"""Splits of Twilio Studio that count: a variable that goes up on the way round is compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.algorithms.shortest_paths import breadth_first
from cxlint.importers.twilio_studio.flow import read_conditions, read_transitions, read_variables
from cxlint.importers.twilio_studio.widget_values import find_variables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.importers.twilio_studio.flow import StudioFlow, Transition

_STEP = re.compile(r"\|\s*(?:plus|minus)\s*:\s*[\d.]|[+-]\s*\d")
_NUMBER = re.compile(r"\d{1,4}")
_STAYS_BELOW = {"less_than": 0, "less_than_or_equal_to": 1, "not_equal_to": 0}
_COMPARES = {"greater_than", "greater_than_or_equal_to", "equal_to", *_STAYS_BELOW}


def find_limit(flow: StudioFlow, state: Mapping[str, Any], transition: Transition) -> int:
    """Return how often a transition of a split can be taken, as a counter says; 0 where none does.

    The counter is a variable that the way round changes by a number, until the split finds it to
    be what it compares it with.
    """
    if transition.following not in flow.states:
        return 0
    limit = _read_limit(state, transition)
    if not limit:
        return 0
    counters = [name for name in _list_counters(flow, state) if name in flow.states]
    if not counters:
        return 0
    names = list(flow.states)
    numbers = {name: number for number, name in enumerate(names)}
    out = [
        [numbers[each.following] for each in read_transitions(flow.states[name][1], ())
         if each.following in numbers]
        for name in names
    ]  # fmt: skip
    behind = breadth_first(out, [numbers[transition.following]]).distance
    split = numbers[str(state.get("name"))]
    for counter in counters:
        after = breadth_first(out, [numbers[counter]]).distance
        if behind[numbers[counter]] >= 0 and after[split] >= 0:
            return limit
    return 0


def _read_limit(state: Mapping[str, Any], transition: Transition) -> int:
    """Return the number up to which a transition goes round; 0 where it is none."""
    own = [condition for _, condition in read_conditions(transition.data)]
    for condition in own or _list_conditions(state):
        type_, value = str(condition.get("type")), str(condition.get("value"))
        goes_round = type_ in _STAYS_BELOW if own else type_ in _COMPARES.difference(_STAYS_BELOW)
        if goes_round and _NUMBER.fullmatch(value):
            return int(value) + _STAYS_BELOW.get(type_, int(type_ == "greater_than")) or 1
    return 0


def _list_conditions(state: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for transition in state["transitions"]:
        for _, condition in read_conditions(transition):
            yield condition


def _list_counters(flow: StudioFlow, state: Mapping[str, Any]) -> Iterator[str]:
    """Yield the widgets that change a variable by a number which the conditions compare."""
    compared = {
        variable
        for condition in _list_conditions(state)
        for argument in condition.get("arguments") or ()
        for variable in find_variables(str(argument))
    }
    for variable in sorted(compared):
        for name in flow.setters.get(variable, ()):
            for key, value in read_variables(flow.states[name][1]):
                if key == variable and variable in find_variables(value) and _STEP.search(value):
                    yield name

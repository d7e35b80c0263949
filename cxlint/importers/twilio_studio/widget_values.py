"""Which widgets' values a widget of Twilio Studio uses: `{{widgets.ask.Digits}}` names one.

A variable of the flow is worth what the widgets say that set it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.twilio_studio.flow import read_conditions, read_properties

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.importers.policy_sketch import Path
    from cxlint.importers.twilio_studio.flow import StudioFlow

_LIQUID = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_WIDGET = re.compile(r"""\bwidgets(?:\.([\w-]+)|\[\s*["']([^"'\]]+)["']\s*\])""")
_VARIABLE = re.compile(r"\bflow\.variables\.([\w-]+)")


def put_values(flow: StudioFlow, state: Mapping[str, Any], place: Path) -> None:
    """Have the step of a widget look at the widgets whose values it uses, each once.

    Of those that the flow does not have, the id remains, which is then nowhere defined.
    """
    own = str(state.get("name"))
    known: dict[str, Path] = {}
    for name, at in _find_values(flow, state, place):
        if name != own:
            known.setdefault(name, at)
    if not known:
        return
    id_ = flow.sketch.id(own)
    flow.sketch.data["steps"][id_]["looks_at"] = [flow.sketch.id(name) for name in known]
    for number, at in enumerate(known.values()):
        flow.sketch.place(("steps", id_, "looks_at", number), at)


def find_variables(text: str) -> list[str]:
    """Return the names of the flow's variables that a text uses."""
    parts = _LIQUID.findall(text) if "variables" in text else ()
    return [name for part in parts for name in _VARIABLE.findall(part)]


def _find_widgets(flow: StudioFlow, text: str) -> Iterator[str]:
    """Yield the names of the widgets whose values a text uses."""
    for part in _LIQUID.findall(text) if "widgets" in text else ():
        for dotted, quoted in _WIDGET.findall(part):
            yield dotted or quoted
    for variable in find_variables(text):
        yield from flow.setters.get(variable, ())


def _find_values(
    flow: StudioFlow, state: Mapping[str, Any], place: Path
) -> Iterator[tuple[str, Path]]:
    for text, at in _list_texts(read_properties(state), (*place, "properties")):
        for name in _find_widgets(flow, text):
            yield name, at
    for number, transition in enumerate(state["transitions"]):
        for each, condition in read_conditions(transition):
            at = (*place, "transitions", number, "conditions", each)
            for text, _ in _list_texts(condition.get("arguments"), at):
                for name in _find_widgets(flow, text):
                    yield name, at


def _list_texts(value: Any, place: Path) -> Iterator[tuple[str, Path]]:
    """Yield every text within a value, with its place."""
    if isinstance(value, str):
        yield value, place
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _list_texts(each, (*place, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _list_texts(each, (*place, number))

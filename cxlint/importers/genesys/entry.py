"""How contacts come into a flow of Genesys Architect, and what becomes of those where it fails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.genesys import expressions, settings
from cxlint.importers.genesys.actions import put_actions
from cxlint.importers.genesys.flow import find_end, put_jump, set_target
from cxlint.importers.genesys.settings import ListContext
from cxlint.importers.genesys.steps import share_team

if TYPE_CHECKING:
    from cxlint.importers.genesys.flow import ArchitectFlow
    from cxlint.importers.policy_sketch import Path

_CLOSED = re.compile(
    r"(?:closed|after|off|out[ _-]?of|outside)[ _-]*(?:business|office|opening|working)?[ _-]*hours"
    r"|\bclosed[ _-]*(?:flow|ivr|message)|holiday[s _-]*(?:flow|hours|closed|ivr|message|greeting)",
    re.IGNORECASE,
)
"""What the name of a flow says that is for times when nobody is there."""


def put_entry(flow: ArchitectFlow) -> None:
    """Put the way in, the greeting, and what happens on errors."""
    entry: dict[str, Any] = {"kind": flow.channel or "task"}
    if not flow.channel:
        entry["from_elsewhere"] = True
    kind = "channel" if flow.channel else "step"
    flow.sketch.enter(kind, entry, settings.place_name(flow.data, flow.path))
    _put_start(flow, _put_greeting(flow, entry, (f"{kind}s", flow.sketch.name)))
    _put_error_handling(flow, entry)


def _put_greeting(flow: ArchitectFlow, entry: dict[str, Any], address: Path) -> Path:
    """Put what customers hear first; return the address at which the start is to stand."""
    sketch = flow.sketch
    greeting = expressions.read_text(flow.data.get("initialGreeting"))
    if flow.channel and _CLOSED.search(str(flow.data.get("name"))):
        entry["closed"] = {"announce": greeting} if greeting else {}
        return (*address, "closed", "goes_to")
    if not greeting:
        return (*address, "goes_to")
    place = (*flow.path, "initialGreeting")
    sketch.seen += 1
    id_ = sketch.id("\0greeting", "Initial greeting")
    sketch.put("steps", id_, {"kind": "message", "says": greeting}, place)
    entry["goes_to"] = id_
    sketch.place((*address, "goes_to"), place)
    return ("steps", id_, "goes_to")


def _put_start(flow: ArchitectFlow, into: Path) -> None:
    """Say where the flow begins."""
    reference = flow.data.get("startUpRef")
    actions = flow.data.get("startUpTaskActions")
    if isinstance(reference, str):
        put_jump(flow, into, reference, (*flow.path, "startUpRef"))
    elif isinstance(actions, list):
        path = (*flow.path, "startUpTaskActions")
        context = ListContext(find_end(flow, path))
        first = put_actions(flow, actions, path, context.end, context)
        set_target(flow, into, first.id)
        flow.sketch.place(into, first.place)


def _put_error_handling(flow: ArchitectFlow, entry: dict[str, Any]) -> None:
    """Say what the flow does when something fails of which no action says more."""
    handling = settings.read_mapping(flow.data.get("settingsErrorHandling"))
    path = (*flow.path, "settingsErrorHandling", "errorHandling")
    if text := expressions.read_text(handling.get("preHandlingAudio")):
        entry["x-says-on-error"] = text
    for how, inner in settings.read_mapping(handling.get("errorHandling")).items():
        body = settings.read_mapping(inner)
        place = (*path, how)
        handoff = {"from": flow.sketch.name, "when": "an error occurs in the flow"}
        if reference := settings.read_reference(body):
            address = flow.sketch.add("handoffs", handoff, place)
            put_jump(flow, (*address, "to"), reference, place)
        elif queue := expressions.read_name(body.get("targetQueue")):
            handoff["to"] = share_team(flow, queue, place)
            flow.sketch.add("handoffs", handoff, place)
        else:
            entry["x-on-error"] = how

"""A flow of Genesys Architect while it is put: what refers to what in it, and where it ends.

A flow is a tree: the actions of a list run in turn, the outputs of an action hold lists of their
own, and whatever falls off the end of a list goes on behind the action that holds it.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.genesys.action_types import GIVEN_BACK
from cxlint.importers.genesys.settings import Target
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.importers.policy_sketch import Path, Sketch

HOLDERS = {"menus": "menu", "tasks": "task", "states": "state", "bots": "bot"}
"""What holds the parts of a flow, and what each part is called."""

_REFERENCE = re.compile(r"(?:(\w+)\[([^\]]*)\]|([^/\[\]]+))\s*$")


class TaskEnd(NamedTuple):
    """Where a task ends: the id that stands for it, and what follows unless it was called."""

    id: str
    otherwise: str


class ArchitectFlow(NamedTuple):
    """A flow of a kind (`inboundCall`), what it says, and the sketch that is made of it.

    `channel` is through what customers come, or "" where they do not; `way_back` is where a flow
    leads that gives contacts back, else "". As parts are put, `parts` learns by which words they
    are referred to, `jumps` where a reference is to stand, `calls` which tasks are called and what
    follows then, `task_ends` where the tasks end.
    """

    sketch: Sketch
    kind: str
    data: Mapping[str, Any]
    path: Path
    channel: str
    way_back: str
    parts: dict[tuple[str, str], str]
    jumps: list[tuple[Path, str]]
    calls: list[tuple[str, Target]]
    task_ends: dict[str, TaskEnd]


def open_flow(
    sketch: Sketch, kind: str, data: Mapping[str, Any], path: Path, channel: str
) -> ArchitectFlow:
    """Return a flow of which nothing is put yet."""
    way_back = sketch.id("\0back", "back to what called it") if kind in GIVEN_BACK else ""
    return ArchitectFlow(sketch, kind, data, path, channel, way_back, {}, [], [], {})


def register_part(flow: ArchitectFlow, holder: str, body: Mapping[str, Any], id_: str) -> None:
    """Remember by what a menu, task or state is referred to."""
    for key in ("refId", "name"):
        if isinstance(word := body.get(key), str):
            flow.parts.setdefault((holder, word), id_)


def put_jump(flow: ArchitectFlow, into: Path, reference: str, place: Path) -> None:
    """Say that what stands at an address is a menu, task or state of this flow."""
    flow.jumps.append((into, reference))
    flow.sketch.place(into, place)


def find_part(flow: ArchitectFlow, reference: str) -> str | None:
    """Return the id of the menu, task or state that a reference means."""
    found = _REFERENCE.search(reference)
    if found is None:
        return None
    word = found[2] if found[3] is None else found[3]
    usual = (found[1], *HOLDERS.values())
    for holder in itertools.chain(usual, (held for held, _ in flow.parts)):
        if holder and (id_ := flow.parts.get((holder, word))) is not None:
            return id_
    return None


def set_target(flow: ArchitectFlow, into: Path, id_: str) -> None:
    """Put an id at an address."""
    within: Any = flow.sketch.data
    for step in into[:-1]:
        within = within[step]
    within[into[-1]] = id_


def put_move(flow: ArchitectFlow, id_: str, step: dict[str, Any], key: str, target: Target) -> None:
    """Put where a step leads under a key."""
    step[key] = target.id
    flow.sketch.place(("steps", id_, key), target.place)


def put_option(
    flow: ArchitectFlow, id_: str, step: dict[str, Any], option: dict[str, str], target: Target
) -> None:
    """Put one more option of a step."""
    options = step.setdefault("options", [])
    flow.sketch.place(("steps", id_, "options", len(options)), target.place)
    options.append({**option, "goes_to": target.id})


def find_outcome(flow: ArchitectFlow) -> str:
    """Return the outcome that the flow comes to."""
    return flow.sketch.id("\0over", "the contact ends" if flow.channel else "the flow ends")


def find_end(flow: ArchitectFlow, path: Path) -> Target:
    """Return what it means to fall off the end of the flow."""
    return Target(flow.way_back or find_outcome(flow), path)

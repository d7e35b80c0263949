"""A flow of Genesys Architect with all its parts: the way in, menus, tasks and states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.genesys import settings
from cxlint.importers.genesys.action_types import ACTION_TYPES, BOTS
from cxlint.importers.genesys.actions import put_actions
from cxlint.importers.genesys.entry import put_entry
from cxlint.importers.genesys.flow import (
    HOLDERS,
    TaskEnd,
    find_end,
    open_flow,
    put_move,
    register_part,
)
from cxlint.importers.genesys.menus import put_menu
from cxlint.importers.genesys.returns import resolve_references
from cxlint.importers.genesys.settings import ListContext, Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.importers.genesys.flow import ArchitectFlow
    from cxlint.importers.policy_sketch import Path, Sketch


def put_flow(sketch: Sketch, kind: str, data: Mapping[str, Any], path: Path, channel: str) -> None:
    """Put a flow; `channel` is through what customers come, or "" where they do not."""
    flow = open_flow(sketch, kind, data, path, channel)
    sketch.look("flow", data, path)
    _number_actions(flow)
    put_entry(flow)
    for holder, one in HOLDERS.items():
        for at, body in _read_parts(flow, data.get(holder), (*path, holder), one):
            if one == "menu":
                put_menu(flow, body, at)
            else:
                _put_task(flow, body, at)
    resolve_references(flow)


def _number_actions(flow: ArchitectFlow) -> None:
    """Give actions of one name their numbers in the order in which they stand in the file."""
    waiting: list[tuple[str, Any, Path]] = [("", flow.data, flow.path)]
    while waiting:
        key, value, path = waiting.pop()
        if isinstance(value, dict):
            inner = [(str(name), held, (*path, name)) for name, held in value.items()]
        elif isinstance(value, list):
            inner = [(key, held, (*path, number)) for number, held in enumerate(value)]
        else:
            continue
        waiting.extend(reversed(inner))
        if key == "actions" and isinstance(value, dict) and path[-1] != "actions":
            type_, body = next(iter(value.items()), ("", None))
            name = settings.read_name(settings.read_mapping(body), str(type_))
            if type_ in ACTION_TYPES:
                flow.sketch.id(settings.join_path((*path, type_)), name)


def _read_parts(
    flow: ArchitectFlow, listed: Any, path: Path, one: str
) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield the menus, tasks or states of a list, each with its place."""
    if listed is None:
        return
    if not isinstance(listed, list):
        flow.sketch.leave(path, str(path[-1]), "it is no list")
        return
    for number, item in enumerate(listed):
        body = item.get(one) if isinstance(item, dict) else None
        flow.sketch.seen += 1
        if isinstance(body, dict):
            flow.sketch.look(one, body, (*path, number, one))
            yield (*path, number, one), body
        else:
            what = f"entry {number + 1} of {path[-1]}"
            flow.sketch.leave((*path, number), what, f"it is no {one}")


def _put_task(flow: ArchitectFlow, body: Mapping[str, Any], path: Path) -> None:
    """Put a task or a state: a step of its own, so that others can jump to it."""
    one = str(path[-1])
    name = settings.read_name(body, one)
    id_ = flow.sketch.id(settings.join_path(path), name)
    register_part(flow, one, body, id_)
    step: dict[str, Any] = {"kind": "task"}
    if flow.kind in BOTS:
        step["from_elsewhere"] = True  # an intent leads there
    flow.sketch.put("steps", id_, step, settings.place_name(body, path))
    end = find_end(flow, path)
    if one == "task":
        ends = flow.sketch.id(f"{settings.join_path(path)}\0ends", f"where {name} ends")
        flow.task_ends[id_] = TaskEnd(ends, end.id)
        end = Target(ends, path)
    first = put_actions(flow, body.get("actions"), (*path, "actions"), end, ListContext(end))
    put_move(flow, id_, step, "goes_to", first)

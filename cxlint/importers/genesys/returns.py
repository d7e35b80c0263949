"""Where the tasks of a flow lead on: those that were called go back to what called them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.genesys.flow import find_outcome, find_part, set_target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.importers.genesys.flow import ArchitectFlow


def resolve_references(flow: ArchitectFlow) -> None:
    """Put what each reference means, where each task leads on, and the ends that this leaves."""
    for into, reference in flow.jumps:
        set_target(flow, into, find_part(flow, reference) or _put_elsewhere(flow, reference))
    ends = _find_task_ends(flow)
    targets = follow_ends(ends)
    used = replace_ids(flow.sketch.data, targets)
    ways_back = {end for end in targets.values() if end in ends}
    if flow.way_back:
        ways_back.add(flow.way_back)
    outcome = find_outcome(flow)
    if outcome in used:
        flow.sketch.put("outcomes", outcome, {"kind": "ended"}, flow.path)
    for id_ in sorted(ways_back & used):
        flow.sketch.put("steps", id_, {"kind": "elsewhere", "leads_back": True}, flow.path)


def _put_elsewhere(flow: ArchitectFlow, reference: str) -> str:
    """Put a place of which a reference speaks, and which is not there."""
    id_ = flow.sketch.id(f"\0{reference}", f"{reference} (not in this flow)")
    flow.sketch.data.setdefault("steps", {}).setdefault(id_, {"kind": "elsewhere"})
    return id_


def _find_task_ends(flow: ArchitectFlow) -> dict[str, str]:
    """Return where the end of each task leads, itself where that is not known.

    Of a task that is called from several places, nobody knows where it leads back to.
    """
    callers: dict[str | None, dict[str, None]] = {}
    for reference, target in flow.calls:
        callers.setdefault(find_part(flow, reference), {})[target.id] = None
    entered = {find_part(flow, reference) for into, reference in flow.jumps if into[-1] != 0}
    ends: dict[str, str] = {}
    for id_, end in flow.task_ends.items():
        targets = callers.get(id_, {})
        if not targets or id_ in entered:
            targets[end.otherwise] = None
        ends[end.id] = next(iter(targets)) if len(targets) == 1 else end.id
    return ends


def follow_ends(ends: Mapping[str, str]) -> dict[str, str]:
    """Return where the end of each task leads at last, itself where they lead in a cycle."""
    found: dict[str, str] = {}
    for end in ends:
        path: dict[str, None] = {}
        here = end
        while here in ends and here not in found and here not in path:
            path[here] = None
            here = ends[here]
        last = found.get(here, here)
        found.update(dict.fromkeys(path, last))
    return found


def replace_ids(value: Any, ids: Mapping[str, str]) -> set[str]:
    """Put other ids for these wherever something leads to them; return all that is led to."""
    used: set[str] = set()
    waiting = [value]
    for within in waiting:  # grows while it is read
        for key, inner in list(within.items() if isinstance(within, dict) else enumerate(within)):
            if isinstance(inner, dict | list):
                waiting.append(inner)
            elif isinstance(inner, str) and key != "says":
                within[key] = ids.get(inner, inner)
                used.add(within[key])
    return used

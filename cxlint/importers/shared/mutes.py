"""Times in which the alarms of an on-call system call nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.shared.dated_hours import read_moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.importers.policy_sketch import Sketch
    from cxlint.importers.records import Record


def put_mute(
    sketch: Sketch,
    name: str,
    alarms: Sequence[str],
    times: Record,
    keys: tuple[str, str],
    *,
    endless: bool = False,
) -> None:
    """Put an escalation that is muted from one moment to another, for these alarms.

    What is `endless` needs neither; else it is left out where a moment is not known.
    """
    first, last = (read_moment(times.get(key), None) for key in keys)
    if not endless and (first is None or last is None):
        sketch.leave(times.place, f"maintenance {name}", "its time is worked out")
        return
    mute: dict[str, Any] = {}
    if first is not None:
        mute["from"] = first.date().isoformat()
    if last is not None and not endless:
        mute["to"] = last.date().isoformat()
    id_ = sketch.id(f"\0mute {times.place}", f"maintenance {name}")
    raised_by = {"raised_by": list(dict.fromkeys(alarms))} if alarms else {}
    sketch.put("escalations", id_, {"muted": [mute], **raised_by}, times.place)
    at = ("escalations", id_, "muted", 0)
    sketch.place(at, times.place)
    for key, said in zip(("from", "to"), keys, strict=True):
        sketch.place((*at, key), times.at(said))

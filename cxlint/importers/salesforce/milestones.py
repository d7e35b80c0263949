"""Entitlement processes of Salesforce: milestones as promises, and who acts when one is missed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.salesforce.field_values import (
    is_true,
    read_conditions,
    read_entry_conditions,
    read_minutes,
    write_minutes,
)
from cxlint.values.durations import MINUTES_A_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.policy_sketch import Sketch
    from cxlint.parsing.xml_parser import Element

_REPLY = (
    r"\brespon(?:se|ses|d|ds|ded|ding)\b|\brepl(?:y|ies|ied)\b|antwort|(?:\berst|\b)reaktion"
    r"|\br[eé]ponses?\b|\brespuestas?\b|\brespostas?\b"
)
_MATTER = r"(?:case|ticket|incident|request|problem|issue|work order)s?"
TARGETS = (
    (
        "next_reply",
        re.compile(
            rf"(?i)\b(?:next|subsequent|following|ongoing|continuous|n[aä]chste|weitere|prochaine"
            rf"|siguiente|pr[oó]xima)\b.*(?:{_REPLY})|\br[eé]ponse suivante\b"
        ),
    ),
    (
        "update_every",
        re.compile(r"(?i)\bupdates?\b|zwischen(?:bescheid|stand)|\bmise [aà] jour|\bactualizaci"),
    ),
    (
        "first_reply",
        re.compile(
            rf"(?i){_REPLY}|\backnowledg"
            r"|\b(?:first|initial|premier|primer|primeiro) conta(?:ct|ct[oe]|to)\b|erstkontakt"
        ),
    ),
    (
        "resolution",
        re.compile(
            r"(?i)\br[eé]sol(?:u|v)|\bclos(?:e|ed|ing|ure)\b|\bsolv|\brestor|\bfix"
            r"|l[oö]sung|\bgel[oö]st|\babschlu|\babgeschlossen|\berledig|\bbehoben|behebung"
            r"|\bcl[oô]tur|\bsoluci|\bsolu[cç][aã]o|\bcierre\b|\bcerrad|\bfechament|\bencerrament"
            rf"|\b{_MATTER}\b.*\bcomplet|\bcomplet.*\b{_MATTER}\b|^\W*complet\w+\W*$"
        ),
    ),
)
"""Which target of a promise a milestone is, by the words in its name, tried in this order.

What is completed has to be the matter itself: verification or documents are a part of the work.
"""

_UNITS = {"Minutes": 1, "Hours": 60, "Days": MINUTES_A_DAY}
_CALLS = {"Alert": "whoever gets the alert {}", "Task": "whoever gets the task {}"}


def put_entitlement(sketch: Sketch, root: Element, _: str) -> None:
    """Put the milestones of an active process.

    They run beside one another: none takes the place of another, so they have no position.
    """
    if not is_true(root, "active"):
        name = root.text_of("name")
        what = f"entitlement process {name}".strip()
        sketch.leave(root.start, what, "it is not active, so it does nothing")
        return
    for number, milestone in enumerate(root.all("milestones")):
        sketch.seen += 1
        _put_milestone(sketch, root, number, milestone)


def _put_milestone(sketch: Sketch, root: Element, number: int, milestone: Element) -> None:
    name = milestone.text_of("milestoneName") or f"milestone {number + 1}"
    minutes = read_minutes(milestone.text_of("minutesToComplete"))
    if minutes is None or minutes <= 0:
        why = "its time is worked out elsewhere or not said"
        sketch.leave(milestone.start, f"milestone {name}", why)
        return
    hours = milestone.text_of("businessHours") or root.text_of("businessHours")
    levels = list(_read_levels(milestone, minutes, business=bool(hours)))
    key = next((key for key, words in TARGETS if words.search(_spell_out(name))), "")
    if not key and not levels:
        why = "it is neither a reply nor a resolution, and nothing happens when it is missed"
        sketch.leave(milestone.start, f"milestone {name}", why)
        return
    escalation: dict[str, Any] = {"steps": [level for _, level in levels]}
    if not key and (asked := read_entry_conditions(milestone)) != {"conditions": []}:
        escalation |= asked
    if key:
        promise = _put_promise(sketch, milestone, name, key, minutes, hours)
        escalation["promises"] = [promise]
    id_ = sketch.id(f"\0overdue {number}", f"{name} (when it is missed)")
    sketch.put("escalations", id_, escalation, milestone.start)
    named = milestone.first("milestoneName") or milestone
    sketch.place(("escalations", id_, "steps"), named.start)
    for place, (trigger, _) in enumerate(levels):
        sketch.place(("escalations", id_, "steps", place), trigger.start)


def _spell_out(name: str) -> str:
    """Return a name with its words apart: names of metadata join them by lines or capitals."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ")


def _put_promise(
    sketch: Sketch, milestone: Element, name: str, key: str, minutes: int, hours: str
) -> str:
    id_ = sketch.id(f"\0promise {milestone.start}", name)
    place = (milestone.first("milestoneName") or milestone).start
    promise: dict[str, Any] = {
        key: write_minutes(minutes, business=bool(hours)),
        **read_conditions(milestone),
    }
    sketch.put("promises", id_, promise, place)
    sketch.place(("promises", id_, key), (milestone.first("minutesToComplete") or milestone).start)
    if hours:
        promise["clock"] = "business"
        promise["open"] = hours
        sketch.lead(("promises", id_, "open"), hours, otherwise="nothing")
    return id_


def _read_levels(
    milestone: Element, minutes: int, *, business: bool
) -> Iterator[tuple[Element, dict[str, Any]]]:
    """Yield what happens at which time, the earliest first: before the end, at it, or after."""
    timed: list[tuple[int, Element]] = []
    for trigger in milestone.all("timeTriggers"):
        offset = read_minutes(trigger.text_of("timeLength"))
        unit = _UNITS.get(trigger.text_of("workflowTimeTriggerUnit"))
        if offset is not None and unit is not None and trigger.first("actions"):
            timed.append((max(minutes + offset * unit, 0), trigger))
    for after, trigger in sorted(timed, key=lambda each: each[0]):
        level: dict[str, Any] = {"after": write_minutes(after, business=business)}
        actions = [(each.text_of("type"), each.text_of("name")) for each in trigger.all("actions")]
        people = [_CALLS[kind].format(name) for kind, name in actions if kind in _CALLS]
        if people:
            level["to"] = list(dict.fromkeys(people))
        level["x-actions"] = [name for _, name in actions if name]
        yield trigger, level

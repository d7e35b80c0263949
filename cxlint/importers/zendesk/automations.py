"""Zendesk's automations: the levels of escalations, and the waits that the clock ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.policy_sketch import tidy
from cxlint.importers.shared.duration_text import write_duration
from cxlint.importers.shared.terraform_addresses import number
from cxlint.importers.zendesk.account import (
    ANYBODY,
    EscalationLevel,
    StatusWait,
    describe_conditions,
    find_group,
)
from cxlint.importers.zendesk.conditions import SINCE, join_conditions

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Place
    from cxlint.importers.zendesk.account import Account
    from cxlint.importers.zendesk.conditions import Part
    from cxlint.importers.zendesk.groups import TeamReference
    from cxlint.importers.zendesk.resources import Thing

INSIDE = {
    "assignee_id": "the assignee", "all_agents": "all agents", "group_id": "the assigned group",
    "current_groups": "the assigned group", "all_admins": "all admins",
}  # fmt: skip
"""Of those who are notified, people of the organization, in words."""

TO_CUSTOMERS = {"requester_id", "requester_and_ccs", "all_ccs", "ccs"}
"""Of those who are notified, customers."""

NOTICES = {"notification_user", "notification_sms_user", "deflection"}
"""Actions that write to somebody."""

ENDS = {"solved", "closed"}

WAITS = {"solved": "task", "pending": "form"}
"""What a ticket of a status is to its customer, who of any other status is waiting."""


def put_automation(account: Account, thing: Thing) -> None:
    """Put how an automation, or a trigger that raises a priority, ends tickets or escalates them.

    Those that ask the same of a ticket are one escalation, which is put once all are known.
    """
    after = next(
        (each for each in thing.conditions("all") if _read_minutes(each) is not None), None
    )
    end = _find_end(thing)
    if end is not None:
        _put_wait(account, thing, after, end)
    people = [found for each in thing.actions for found in _list_people(account, each)]
    priority = next((each for each in thing.actions if each.field == "priority"), None)
    if not people and (priority is None or not priority.value_text):
        return
    data = _describe_level(account, thing, after, priority)
    minutes = _read_minutes(after) or 0 if after else 0
    level = EscalationLevel(minutes, data, people, thing, after, priority)
    clock = after.field if after is not None else thing.title_place
    # Beside the time, and beside how urgent it is by now.
    parts = [each for each in thing.conditions("all") if each != after and each.field != "priority"]
    asked = join_conditions(
        describe_conditions(account, parts), describe_conditions(account, thing.conditions("any"))
    )
    account.levels.setdefault(f"{clock}\0{asked}", []).append(level)


def _find_end(thing: Thing) -> Part | None:
    """Return the action that ends a ticket, if there is one."""
    ends = (each for each in thing.actions if each.field == "status" and each.value_text in ENDS)
    return next(ends, None)


def _describe_level(
    account: Account, thing: Thing, after: Part | None, priority: Part | None
) -> dict[str, Any]:
    level: dict[str, Any] = {}
    if after is not None:
        minutes = _read_minutes(after) or 0
        business = after.operator.endswith("business_hours")
        level["after"] = write_duration(minutes, business=business) if minutes else "immediately"
    every, some = (describe_conditions(account, thing.conditions(of)) for of in ("all", "any"))
    if when := join_conditions(every, some):
        level["when"] = when
    if priority is not None and priority.value_text:
        level["priority"] = priority.value_text
    return level


def _list_people(account: Account, action: Part) -> list[tuple[TeamReference | str, Place]]:
    """Return the people within the organization whom an action calls."""
    value = action.value_text
    if action.field in ("group_id", "notification_group"):
        team = find_group(account, value, action.place) or INSIDE.get(value)
        return [(team, action.place)] if team else []
    if action.field == "notification_user" and value and value not in TO_CUSTOMERS:
        name = f"user {value}" if value.isdigit() else INSIDE.get(value, "")
        return [(name, action.place)] if name else []
    if action.field == "assignee_id" and value.isdigit():
        return [(f"user {value}", action.place)]
    return []


def _put_wait(account: Account, thing: Thing, after: Part | None, ending: Part) -> None:
    """Put what goes before the end, and the end.

    Nobody notices how long a solved ticket stays open. Of a pending one the customer is asked
    something; whoever has any other is waiting.
    """
    sketch, place = account.sketch, thing.title_place
    status = _find_status(thing, after)
    end = _put_end(account, status, ending)
    step = sketch.id(f"wait\0{place}", thing.title)
    wait: dict[str, Any] = {"kind": WAITS.get(status, "wait"), "name": tidy(thing.title)}
    sketch.put("steps", step, wait, place)
    if after is not None:
        business = after.operator.endswith("business_hours")
        wait["timeout"] = write_duration(_read_minutes(after) or 0, business=business)
        sketch.place(("steps", step, "timeout"), after.place)
    wait["on_timeout"] = _put_notice(account, thing, ending, end)
    if wait["kind"] == "task":  # nothing is left to do: the clock only closes what is solved
        wait["goes_to"] = end
        sketch.place(("steps", step, "goes_to"), ending.place)
    if wait["kind"] == "form":  # whoever answers is back with the people who asked
        people = sketch.share("teams", ANYBODY, {}, place)
        sketch.add("handoffs", {"from": step, "to": people, "progress": True}, place)
    sketch.place(("steps", step, "on_timeout"), ending.place)
    account.waits.append(StatusWait(step, place))


def _find_status(thing: Thing, after: Part | None) -> str:
    """Return the status that tickets are in which an automation ends."""
    asked = {each.field: each.value_text for each in thing.conditions("all")}
    return asked.get("status", "") or (after.field.lower() if after is not None else "")


def _put_end(account: Account, status: str, ending: Part) -> str:
    """Put how the tickets of a status end, and return its id."""
    kind = "resolved" if status == "solved" else "ended"
    name = "solved and closed" if kind == "resolved" else f"{ending.value_text} by the clock"
    end = account.sketch.id(f"\0{name}", name)
    account.sketch.put("outcomes", end, {"kind": kind}, ending.place)
    return end


def _put_notice(account: Account, thing: Thing, ending: Part, end: str) -> str:
    """Put what customers are told at an end; return it, or the end where they are told nothing."""
    if not any(each.field in NOTICES and each.value_text in TO_CUSTOMERS for each in thing.actions):
        return end
    notice = account.sketch.id(f"notice\0{thing.title_place}", f"{thing.title}: notice")
    account.sketch.put("steps", notice, {"kind": "message", "goes_to": end}, ending.place)
    return notice


def put_escalations(account: Account) -> None:
    """Put the escalations, each with its levels in the order of their times."""
    for levels in account.levels.values():
        first = levels[0].thing
        id_ = account.sketch.id(f"ladder\0{first.title_place}", first.title)
        escalation: dict[str, Any] = {"name": tidy(first.title), "steps": []}
        account.sketch.put("escalations", id_, escalation, first.title_place)
        for level in sorted(levels, key=lambda each: each.minutes):
            _put_level(account, id_, escalation["steps"], level)


def _put_level(
    account: Account, id_: str, steps: list[dict[str, Any]], level: EscalationLevel
) -> None:
    sketch = account.sketch
    address = ("escalations", id_, "steps", len(steps))
    data = dict(level.data)
    steps.append(data)
    sketch.place(address, level.thing.title_place)
    if level.after is not None:
        sketch.place((*address, "after"), level.after.place)
    if level.priority is not None:
        sketch.place((*address, "priority"), level.priority.place)
    for person, place in level.people:
        to = data.setdefault("to", [])
        name = person if isinstance(person, str) else person.id or person.words[-1]
        if name in to:
            continue
        sketch.place((*address, "to", len(to)), place)
        if not isinstance(person, str) and person.words:
            sketch.lead((*address, "to", len(to)), *person.words, otherwise="")
        to.append(name)


def _read_minutes(part: Part) -> float | None:
    """Return after how many minutes a condition comes true; None where it counts none."""
    if part.field not in SINCE or part.operator.startswith("less_than"):
        return None
    hours = number(part.value_text)
    return hours * 60 if hours is not None and hours >= 0 else None

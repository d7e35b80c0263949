"""Zendesk's automations: what happens to tickets as time goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cxlint.importers.policy_sketch import tidy
from cxlint.importers.shared.duration_text import length
from cxlint.importers.shared.terraform_addresses import number
from cxlint.importers.zendesk.conditions import SINCE, condition, saying
from cxlint.importers.zendesk.intake import ANYBODY

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Place, Sketch
    from cxlint.importers.zendesk.conditions import Part
    from cxlint.importers.zendesk.groups import Groups, Reach
    from cxlint.importers.zendesk.intake import Intake
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


class Level(NamedTuple):
    """A level of an escalation before it is put in its row."""

    minutes: float
    said: dict[str, Any]
    people: list[tuple[Reach | str, Place]]
    thing: Thing
    after: Part | None
    priority: Part | None


class Ladders:
    """The automations of a file: those that ask the same of a ticket are one escalation."""

    def __init__(self, sketch: Sketch, groups: Groups, intake: Intake) -> None:
        self._sketch = sketch
        self._groups = groups
        self._intake = intake
        self._rows: dict[str, list[Level]] = {}

    def take(self, thing: Thing) -> None:
        """Take in what an automation, or a trigger that raises a priority, does."""
        after = next((each for each in thing.conditions("all") if _minutes(each) is not None), None)
        ending = next((each for each in thing.actions
                       if each.field == "status" and each.value_text in ENDS), None)  # fmt: skip
        if ending is not None:
            self._wait(thing, after, ending)
        people = [found for each in thing.actions for found in self._called(each)]
        priority = next((each for each in thing.actions if each.field == "priority"), None)
        if not people and (priority is None or not priority.value_text):
            return
        said = self._said(thing, after, priority)
        level = Level(_minutes(after) or 0 if after else 0, said, people, thing, after, priority)
        clock = after.field if after is not None else thing.title_place
        asked = saying(self._asked(thing, after), self._choices(thing))
        self._rows.setdefault(f"{clock}\0{asked}", []).append(level)

    def _asked(self, thing: Thing, after: Part | None) -> list[dict[str, Any]]:
        """Return what is asked of a ticket beside the time, and beside how urgent it is by now."""
        return [
            condition(each, self._groups.called)
            for each in thing.conditions("all")
            if each != after and each.field != "priority"
        ]

    def _choices(self, thing: Thing) -> list[dict[str, Any]]:
        return [condition(each, self._groups.called) for each in thing.conditions("any")]

    def _said(self, thing: Thing, after: Part | None, priority: Part | None) -> dict[str, Any]:
        said: dict[str, Any] = {}
        if after is not None:
            minutes = _minutes(after) or 0
            business = after.operator.endswith("business_hours")
            said["after"] = length(minutes, business=business) if minutes else "immediately"
        every = [condition(each, self._groups.called) for each in thing.conditions("all")]
        if when := saying(every, self._choices(thing)):
            said["when"] = when
        if priority is not None and priority.value_text:
            said["priority"] = priority.value_text
        return said

    def _called(self, action: Part) -> list[tuple[Reach | str, Place]]:
        """Return the people within the organization whom an action calls."""
        value = action.value_text
        if action.field in ("group_id", "notification_group"):
            reach = self._groups.reach(value, action.place)
            known = INSIDE.get(value)
            return [(found, action.place)] if (found := reach or known) else []
        if action.field == "notification_user" and value and value not in TO_CUSTOMERS:
            shown = f"user {value}" if value.isdigit() else INSIDE.get(value, "")
            return [(shown, action.place)] if shown else []
        if action.field == "assignee_id" and value.isdigit():
            return [(f"user {value}", action.place)]
        return []

    def _wait(self, thing: Thing, after: Part | None, ending: Part) -> None:
        """Put what goes before the end, and the end.

        Nobody notices how long a solved ticket stays open. Of a pending one the customer is asked
        something; whoever has any other is waiting.
        """
        sketch = self._sketch
        asked = {each.field: each.value_text for each in thing.conditions("all")}
        status = asked.get("status", "") or (after.field.lower() if after is not None else "")
        kind = "resolved" if status == "solved" else "ended"
        called = "solved and closed" if kind == "resolved" else f"{ending.value_text} by the clock"
        end = sketch.id(f"\0{called}", called)
        sketch.put("outcomes", end, {"kind": kind}, ending.place)
        step = sketch.id(f"wait\0{thing.title_place}", thing.title)
        told: dict[str, Any] = {"kind": WAITS.get(status, "wait"), "name": tidy(thing.title)}
        sketch.put("steps", step, told, thing.title_place)
        if after is not None:
            business = after.operator.endswith("business_hours")
            told["timeout"] = length(_minutes(after) or 0, business=business)
            sketch.place(("steps", step, "timeout"), after.place)
        told["on_timeout"] = end
        if any(each.field in NOTICES and each.value_text in TO_CUSTOMERS for each in thing.actions):
            told["on_timeout"] = sketch.id(f"notice\0{thing.title_place}", f"{thing.title}: notice")
            notice = {"kind": "message", "goes_to": end}
            sketch.put("steps", told["on_timeout"], notice, ending.place)
        if told["kind"] == "form":  # whoever answers is back with the people who asked
            people = sketch.share("teams", ANYBODY, {}, thing.title_place)
            back = {"from": step, "to": people, "progress": True}
            sketch.add("handoffs", back, thing.title_place)
        sketch.place(("steps", step, "on_timeout"), ending.place)
        self._intake.wait(step, thing.title_place)

    def put(self) -> None:
        """Put the escalations, each with its levels in the order of their times."""
        for levels in self._rows.values():
            first = levels[0].thing
            id_ = self._sketch.id(f"ladder\0{first.title_place}", first.title)
            told: dict[str, Any] = {"name": tidy(first.title), "steps": []}
            self._sketch.put("escalations", id_, told, first.title_place)
            for level in sorted(levels, key=lambda each: each.minutes):
                self._level(id_, told["steps"], level)

    def _level(self, id_: str, steps: list[dict[str, Any]], level: Level) -> None:
        at = ("escalations", id_, "steps", len(steps))
        said = dict(level.said)
        steps.append(said)
        self._sketch.place(at, level.thing.title_place)
        if level.after is not None:
            self._sketch.place((*at, "after"), level.after.place)
        if level.priority is not None:
            self._sketch.place((*at, "priority"), level.priority.place)
        for person, place in level.people:
            to = said.setdefault("to", [])
            plain = person if isinstance(person, str) else person.id or person.words[-1]
            if plain in to:
                continue
            self._sketch.place((*at, "to", len(to)), place)
            if not isinstance(person, str) and person.words:
                self._sketch.lead((*at, "to", len(to)), *person.words, otherwise="")
            to.append(plain)


def _minutes(part: Part) -> float | None:
    """Return after how many minutes a condition comes true; None where it counts none."""
    if part.field not in SINCE or part.operator.startswith("less_than"):
        return None
    hours = number(part.value_text)
    return hours * 60 if hours is not None and hours >= 0 else None

"""Zendesk's triggers, macros and forms: where tickets go, and what customers read and fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.shared.terraform_addresses import refers_to
from cxlint.importers.zendesk.automations import ENDS, NOTICES, TO_CUSTOMERS, Ladders
from cxlint.importers.zendesk.conditions import UNTIL, condition, saying
from cxlint.importers.zendesk.groups import Reach

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.importers.policy_sketch import Place, Sketch
    from cxlint.importers.zendesk.conditions import Part
    from cxlint.importers.zendesk.groups import Groups
    from cxlint.importers.zendesk.intake import Intake
    from cxlint.importers.zendesk.resources import Thing

COMMENTS = ("comment_value", "comment_value_html")
RAISED = ("low", "normal", "high", "urgent")


class Rules:
    """The rules of one file on their way into a sketch."""

    def __init__(
        self, sketch: Sketch, groups: Groups, intake: Intake, fields: Mapping[str, Thing]
    ) -> None:
        self._sketch = sketch
        self._groups = groups
        self._intake = intake
        self._fields = fields
        self._ladders = Ladders(sketch, groups, intake)

    def take(self, thing: Thing) -> bool:
        """Put what a thing does; return whether its kind is known."""
        if thing.kind == "trigger":
            self._trigger(thing)
        elif thing.kind == "automation":
            self._ladders.take(thing)
        elif thing.kind == "ticket_form":
            self._form(thing)
        elif thing.kind != "macro":
            return False
        self._write(thing)
        return True

    def finish(self) -> None:
        """Put what all the rules together make."""
        self._ladders.put()
        self._intake.put()

    def _trigger(self, thing: Thing) -> None:
        """Put where a trigger sends tickets: new ones, or those of the groups it asks for."""
        priority = next((each.value_text for each in thing.actions if each.field == "priority"), "")
        moved = False
        for action in thing.actions:
            if action.field == "group_id":
                reach = self._groups.reach(action.value_text, action.place)
                if reach is not None:
                    moved = True
                    self._move(thing, reach, action.place, priority)
            elif action.field == "status" and action.value_text in ENDS:
                end = self._sketch.id("\0ended", f"{action.value_text} by a trigger")
                self._sketch.put("outcomes", end, {"kind": "ended"}, action.place)
                self._move(thing, Reach(end), action.place, "")
        if not moved and priority in RAISED and not _is_new(thing):
            self._ladders.take(thing)

    def _move(self, thing: Thing, reach: Reach, place: Place, priority: str) -> None:
        sources = [
            found
            for each in (*thing.conditions("all"), *thing.conditions("any"))
            if each.field == "group_id" and each.operator in ("is", "value_previous")
            for value in each.values
            if (found := self._groups.reach(value, each.place)) is not None
        ]
        when = self._when(thing)
        if not sources:
            self._intake.route(when, reach, place)
        for source in sources:
            if source == reach:
                continue
            told: dict[str, Any] = {"from": source.id, "to": reach.id, "carried_by": "us"}
            if when:
                told["when"] = when
            if priority:
                told["priority"] = priority
            address = self._sketch.add("handoffs", told, place)
            self._groups.put(source, (*address, "from"))
            self._groups.put(reach, (*address, "to"))

    def _when(self, thing: Thing) -> str:
        return saying(self._words(thing.conditions("all")), self._words(thing.conditions("any")))

    def _words(self, parts: list[Part]) -> list[dict[str, Any]]:
        return [condition(part, self._groups.called) for part in parts]

    def _write(self, thing: Thing) -> None:
        """Put the words that customers read."""
        purpose = "macro" if thing.kind == "macro" else "update"
        for number, (text, place) in enumerate(_written(thing)):
            id_ = self._sketch.id(f"words\0{thing.title_place}\0{number}", thing.title)
            told = {"purpose": purpose, "text": text}
            self._sketch.put("scripts", id_, told, thing.title_place)
            self._sketch.place(("scripts", id_, "text"), place)

    def _form(self, thing: Thing) -> None:
        """Put a form, with those of its fields that this file says customers see."""
        listed = thing.record.get("ticket_field_ids")
        keys = [refers_to(each) or str(each) for each in listed] if isinstance(listed, list) else []
        shown = [
            field.title
            for key in keys
            if (field := self._fields.get(key)) is not None and field.active
            and (field.record.get("visible_in_portal") or field.record.get("editable_in_portal"))
        ]  # fmt: skip
        place = thing.title_place
        told: dict[str, Any] = {"kind": "form", "goes_to": self._intake.leads_here(place)}
        if shown:
            told["asks_for"] = list(dict.fromkeys(shown))
        self._sketch.put("steps", self._sketch.id(f"form\0{place}", thing.title), told, place)


def _is_new(thing: Thing) -> bool:
    """Whether a trigger is for new tickets only: what it sets is then how they begin."""
    asked = thing.conditions("all")
    timed = any(each.field in UNTIL for each in asked)
    return not timed and any(
        each.field == "update_type" and each.value_text == "Create" for each in asked
    )


def _written(thing: Thing) -> Iterator[tuple[str, Place]]:
    """Yield the texts of a rule or a macro that go to customers."""
    for action in thing.actions:
        if action.field in COMMENTS:
            yield from _text(action.values[-1:], action.place)
        elif action.field in NOTICES:
            told = action.values if isinstance(action.value, list) else []
            if action.field == "deflection":
                yield from _text(told, action.place)
            elif told and told[0] in TO_CUSTOMERS:
                yield from _text(told[1:], action.place)


def _text(words: list[str], place: Place) -> Iterator[tuple[str, Place]]:
    if text := "\n".join(words).strip():
        yield text, place

"""Zendesk's triggers, macros and forms: where tickets go, and what customers read and fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.shared.terraform_addresses import refers_to
from cxlint.importers.zendesk.account import Route, describe_conditions, find_group
from cxlint.importers.zendesk.automations import ENDS, NOTICES, TO_CUSTOMERS, put_automation
from cxlint.importers.zendesk.conditions import UNTIL, join_conditions
from cxlint.importers.zendesk.groups import TeamReference, link_team
from cxlint.importers.zendesk.intake import enter_intake

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.importers.policy_sketch import Place
    from cxlint.importers.zendesk.account import Account
    from cxlint.importers.zendesk.resources import Thing

COMMENTS = ("comment_value", "comment_value_html", "reply_public")
RAISED = ("low", "normal", "high", "urgent")


def put_trigger(account: Account, thing: Thing) -> None:
    """Put where a trigger sends tickets: new ones, or those of the groups it asks for."""
    sketch = account.sketch
    priority = next((each.value_text for each in thing.actions if each.field == "priority"), "")
    moved = False
    for action in thing.actions:
        if action.field == "group_id":
            team = find_group(account, action.value_text, action.place)
            if team is not None:
                moved = True
                _put_move(account, thing, team, action.place, priority)
        elif action.field == "status" and action.value_text in ENDS:
            end = sketch.id("\0ended", f"{action.value_text} by a trigger")
            sketch.put("outcomes", end, {"kind": "ended"}, action.place)
            _put_move(account, thing, TeamReference(end), action.place, "")
    if not moved and priority in RAISED and not _is_new(thing):
        put_automation(account, thing)


def _put_move(
    account: Account, thing: Thing, target: TeamReference, place: Place, priority: str
) -> None:
    """Put where a trigger sends tickets, from the groups it asks for or as they come in."""
    sources = [
        found
        for each in (*thing.conditions("all"), *thing.conditions("any"))
        if each.field == "group_id" and each.operator in ("is", "value_previous")
        for value in each.values
        if (found := find_group(account, value, each.place)) is not None
    ]
    every, some = (describe_conditions(account, thing.conditions(of)) for of in ("all", "any"))
    when = join_conditions(every, some)
    if not sources:
        account.routes.append(Route(when, target, place))
    for source in sources:
        if source == target:
            continue
        move: dict[str, Any] = {"from": source.id, "to": target.id, "carried_by": "us"}
        if when:
            move["when"] = when
        if priority:
            move["priority"] = priority
        address = account.sketch.add("handoffs", move, place)
        link_team(account.sketch, source, (*address, "from"))
        link_team(account.sketch, target, (*address, "to"))


def put_scripts(account: Account, thing: Thing) -> None:
    """Put the words of a rule or a macro that customers read."""
    purpose = "macro" if thing.kind == "macro" else "update"
    for number, (text, place) in enumerate(_list_texts(thing)):
        id_ = account.sketch.id(f"words\0{thing.title_place}\0{number}", thing.title)
        script = {"purpose": purpose, "text": text}
        account.sketch.put("scripts", id_, script, thing.title_place)
        account.sketch.place(("scripts", id_, "text"), place)


def put_form(account: Account, thing: Thing) -> None:
    """Put a form, with those of its fields that this file says customers see."""
    listed = thing.record.get("ticket_field_ids")
    keys = [refers_to(each) or str(each) for each in listed] if isinstance(listed, list) else []
    fields = [account.fields[key] for key in keys if key in account.fields]
    names = [field.title for field in fields if _is_visible(field)]
    place = thing.title_place
    form: dict[str, Any] = {"kind": "form", "goes_to": enter_intake(account, place)}
    if names:
        form["asks_for"] = list(dict.fromkeys(names))
    account.sketch.put("steps", account.sketch.id(f"form\0{place}", thing.title), form, place)


def _is_visible(field: Thing) -> bool:
    """Whether customers see a field."""
    shown = field.record.get("visible_in_portal") or field.record.get("editable_in_portal")
    return field.active and bool(shown)


def _is_new(thing: Thing) -> bool:
    """Whether a trigger is for new tickets only: what it sets is then how they begin."""
    conditions = thing.conditions("all")
    timed = any(each.field in UNTIL for each in conditions)
    return not timed and any(
        each.field == "update_type" and each.value_text == "Create" for each in conditions
    )


def _list_texts(thing: Thing) -> Iterator[tuple[str, Place]]:
    """Yield the texts of a rule or a macro that go to customers."""
    for action in thing.actions:
        if action.field in COMMENTS:
            yield from _join_words(action.values[-1:], action.place)
        elif action.field in NOTICES:
            words = action.values if isinstance(action.value, list) else []
            if action.field == "deflection":
                yield from _join_words(words, action.place)
            elif words and words[0] in TO_CUSTOMERS:
                yield from _join_words(words[1:], action.place)


def _join_words(words: Sequence[str], place: Place) -> Iterator[tuple[str, Place]]:
    if text := "\n".join(words).strip():
        yield text, place

"""Triggers and automations as rules that act on cases: what each asks for, changes and sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.shared.terraform_addresses import number
from cxlint.importers.zendesk.automations import INSIDE, TO_CUSTOMERS
from cxlint.importers.zendesk.conditions import (
    SINCE,
    UNTIL,
    describe_condition,
    name_field,
    name_value,
)
from cxlint.importers.zendesk.groups import name_group

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cxlint.importers.policy_sketch import Path
    from cxlint.importers.zendesk.account import Account
    from cxlint.importers.zendesk.conditions import Part
    from cxlint.importers.zendesk.resources import Thing

REQUESTER = {"requester_id", "requester_and_ccs"}
TELLING = {"notification_user", "notification_sms_user", "notification_group", "deflection",
           "reply_public"}  # fmt: skip
CALLING = {
    "notification_target", "notification_webhook", "notification_zis", "tweet_requester",
    "notification_sms_group", "run_flow",
}  # fmt: skip
"""Actions that reach another system, which may do anything."""

TAGS = {"current_tags": "adds", "remove_tags": "removes"}

SET = {"status", "priority", "type", "group_id", "brand_id", "ticket_form_id", "assignee_id"}
"""Fields of which an action states the value they will have, unless it names a stand-in."""

STAND_INS = {"current_groups", "current_user", "requester_id", "assigned_group"}
"""Values that mean whoever it happens to be."""

PAST = {"sla_next_breach_at", "due_date"}
"""Of the times that are counted until or from something, those that lie behind it."""


def put_case_rule(account: Account, thing: Thing) -> None:
    """Put a trigger or an automation, be it in use or not."""
    sketch, place = account.sketch, thing.title_place
    id_ = sketch.id(f"rule\0{place}", f"{thing.kind} {thing.title}")
    address = ("case_rules", id_)
    data: dict[str, Any] = {"name": thing.title}
    sketch.put("case_rules", id_, data, place)
    if thing.kind == "automation":
        data["runs"] = "by the clock"
    if not thing.active:
        data["enabled"] = False
        sketch.place((*address, "enabled"), thing.record.at("active"))
    position = thing.record.get("position")
    if isinstance(position, int) and not isinstance(position, bool):
        data["position"] = position
        sketch.place((*address, "position"), thing.record.at("position"))
    for key, of in (("conditions", "all"), ("any_conditions", "any")):
        _put_conditions(account, (*address, key), data, thing.conditions(of))
    _put_actions(account, address, data, thing.actions)


def _put_conditions(
    account: Account, address: Path, data: dict[str, Any], parts: Sequence[Part]
) -> None:
    if not parts:
        return
    data[str(address[-1])] = [read_condition(part, _name_groups(account)) for part in parts]
    for row, part in enumerate(parts):
        account.sketch.place((*address, row), part.place)


def _put_actions(
    account: Account, address: Path, data: dict[str, Any], actions: Sequence[Part]
) -> None:
    for action in actions:
        key, told = _read_action(account, action)
        stated = data.setdefault(key, [])
        if not stated:
            account.sketch.place((*address, key), action.place)
        account.sketch.place((*address, key, len(stated)), action.place)
        stated.append(told)


def _read_action(account: Account, action: Part) -> tuple[str, Any]:
    """Return what an action does: under which key of a rule it is said, and how."""
    if action.field in TELLING:
        return "tells", _name_reader(account, action)
    if action.field in CALLING:
        return "calls", action.field.removeprefix("notification_").replace("_", " ")
    return "sets", _read_change(account, action)


def _name_reader(account: Account, action: Part) -> str:
    """Return who reads what an action sends."""
    value = action.value_text
    if action.field in ("deflection", "reply_public") or value in REQUESTER:
        return "customer"
    if action.field == "notification_group":
        return INSIDE.get(value) or name_group(account.teams, value) or "somebody"
    if value in TO_CUSTOMERS:
        return "people in copy"
    return INSIDE.get(value) or (f"user {value}" if value else "somebody")


def _read_change(account: Account, action: Part) -> dict[str, Any]:
    """Return what an action changes; a field alone where it is not certain to which value."""
    if (key := TAGS.get(action.field)) and action.values:
        return {"field": "tags", key: list(action.values)}
    field = "tags" if action.field == "set_tags" else name_field(action.field)
    value = action.value_text
    own = action.field in SET or action.field.startswith("custom_fields_")
    if not own or value in STAND_INS or "{" in value:
        return {"field": field}
    namer = _name_groups(account)
    return {"field": field, "to": name_value(action.field, value, namer) if value else "nothing"}


def _name_groups(account: Account) -> Callable[[str], str]:
    return lambda value: name_group(account.teams, value)


def read_condition(part: Part, group: Callable[[str], str]) -> dict[str, Any]:
    """Return a condition of a rule, with hours as numbers, and changes as what they are."""
    if part.field in SINCE or part.field in UNTIL:
        return _read_hours(part) or describe_condition(part, group)
    field = name_field(part.field)
    if part.field == "update_type" and part.operator == "is_not":
        return {"field": field, "is": ["Change" if part.value_text == "Create" else "Create"]}
    values = [name_value(part.field, each, group) for each in part.values] or ["nothing"]
    if part.operator in ("changed", "not_changed"):
        return {"field": field, "changed": part.operator == "changed"}
    if part.operator in ("value", "value_previous"):
        return {
            "field": field,
            "changed_to" if part.operator == "value" else "changed_from": values,
        }
    return describe_condition(part, group)


def _read_hours(part: Part) -> dict[str, Any]:
    """Return a condition on hours; nothing where they are no number."""
    hours = number(part.value_text)
    if hours is None:
        return {}
    since = SINCE.get(part.field) or UNTIL[part.field].removeprefix("before ").removeprefix(
        "after "
    )
    ahead = part.field in UNTIL and part.field not in PAST
    unit = "business hours" if part.operator.endswith("business_hours") else "hours"
    field = f"{unit} {'before' if ahead else 'since'} {since}"
    plain = int(hours) if hours == int(hours) else hours
    if part.operator.startswith("greater_than"):
        return {"field": field, "more_than": plain}
    if part.operator.startswith("less_than"):
        return {"field": field, "less_than": plain}
    return {"field": field, "is": [str(plain)]}

"""What the rules of an account name by number, and the account does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.zendesk.conditions import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.zendesk.account import Account
    from cxlint.importers.zendesk.resources import Thing

KINDS = {
    "group_id": "group", "notification_group": "group", "brand_id": "brand",
    "ticket_form_id": "ticket_form", "assignee_id": "user", "notification_user": "user",
    "requester_id": "user", "organization_id": "organization", "within_schedule": "schedule",
    "set_schedule": "schedule", "schedule_id": "schedule", "notification_webhook": "webhook",
    "notification_target": "target",
}  # fmt: skip
"""Fields of conditions and actions whose numbers are those of other things."""

CUSTOM_FIELDS = ("custom_fields_", "ticket_fields_")
"""How the fields of one's own are called in conditions and actions, before their number."""

HOLDERS = {"trigger", "automation", "macro", "sla_policy", "group_sla_policy", "view"}


def report_missing(account: Account, complete: frozenset[str]) -> None:
    """Report each thing that a rule in use names by a number that none of its kind has.

    Only kinds are looked at of which the file holds all, each with its number: what another file
    holds is not known to be missing.
    """
    numbers = {kind: _list_numbers(account, kind) for kind in complete}
    for thing in account.things:
        if thing.active and thing.kind in HOLDERS:
            _report(account, thing, numbers)


def _list_numbers(account: Account, kind: str) -> frozenset[str]:
    """Return the numbers of all things of a kind; nothing where one has none."""
    found = [each.number for each in account.things if each.kind == kind]
    return frozenset(found) if all(found) else frozenset()


def _report(account: Account, thing: Thing, numbers: dict[str, frozenset[str]]) -> None:
    by = f"the {thing.kind.replace('_', ' ').replace('sla', 'SLA')} {thing.title}"
    for kind, number, part in _list_references(thing):
        known = numbers.get(kind)
        if known and number not in known:
            account.sketch.miss(part.place, number, kind.replace("_", " "), by)


def _list_references(thing: Thing) -> Iterator[tuple[str, str, Part]]:
    """Yield the kind and the number of whatever a rule names by number."""
    for part in (*thing.conditions("all"), *thing.conditions("any"), *thing.actions):
        prefix = next((each for each in CUSTOM_FIELDS if part.field.startswith(each)), "")
        if prefix and (number := part.field.removeprefix(prefix)).isdigit():
            yield "ticket_field", number, part
        kind = KINDS.get(part.field)
        listed = part.values if part.operator else part.values[:1]
        for value in listed if kind else ():
            if value.isdigit():
                yield str(kind), value, part

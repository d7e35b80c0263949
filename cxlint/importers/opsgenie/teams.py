"""Teams of Opsgenie, and what keeps every alert from them: routes and policies that tell nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.opsgenie.escalations import name_recipient
from cxlint.importers.policy_sketch import tidy
from cxlint.importers.shared.terraform_addresses import is_one_for_all, number, refers_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.importers.policy_sketch import Place, Sketch
    from cxlint.importers.records import Record
    from cxlint.importers.shared.vendor_things import VendorThing


INTEGRATIONS = ("api_integrations", "email_integrations")
"""Ways on which alerts come in. One that is off may be left over, but not all of them."""


def put_team(sketch: Sketch, thing: VendorThing) -> None:
    """Share a team, with its people where the file lists all of them."""
    record = thing.record
    data: dict[str, object] = {}
    if thing.kind == "teams" and record.get("ignore_members") is not True:
        members = list(record.all("member", "members"))
        if record.get("members") == []:
            data = {"seats": 0}
        elif members and not any(record.all("dynamic")) and (roster := _list_members(members)):
            data = {"roster": roster}
    place = record.at("name")
    sketch.known_as(sketch.share("teams", thing.name, data, place), thing.address)


def _list_members(members: Iterable[Record]) -> list[str]:
    """Return the names of all members; nothing where one is not known."""
    names = [name_recipient(each) for each in members if is_one_for_all(each.get("id"))]
    return names if all(names) and len(names) == len(list(members)) else []


def put_silences(sketch: Sketch, things: Sequence[VendorThing]) -> None:
    """Put an escalation that calls nobody for whatever takes every alert and tells nobody of it."""
    for thing, place in (*_find_silent_routes(things), *_find_kept_back(things)):
        _put_silence(sketch, thing, place)
    integrations = [each for each in things if each.kind in INTEGRATIONS]
    if all(each.record.get("enabled") is False for each in integrations):
        for thing in integrations:
            place = thing.record.at("enabled")
            _put_silence(sketch, thing, place, "the integration is switched off")


def note_routes(sketch: Sketch, things: Iterable[VendorThing]) -> None:
    """Say of each escalation which routes and integrations raise it."""
    for thing in things:
        if thing.kind in ("team_routing_rules", *INTEGRATIONS):
            for target in thing.record.all("notify", "responders"):
                if target.get("type") == "escalation":
                    word = refers_to(target.get("id")) or f"\0escalation {target.get('name')}"
                    sketch.note(word, "escalations", "raised_by", tidy(thing.name))


def _find_kept_back(things: Iterable[VendorThing]) -> Iterator[tuple[VendorThing, Place]]:
    """Yield the policies and actions that keep every alert back."""
    for thing in things:
        record = thing.record
        if thing.kind == "notification_policies":
            if record.get("suppress") is True and _is_on(record) and _takes_all(record, "filter"):
                yield thing, record.at("suppress")
        elif thing.kind == "integration_actions":
            for action in record.all("ignore"):
                if _takes_all(action, "filter"):
                    yield thing, action.place


def _find_silent_routes(things: Iterable[VendorThing]) -> Iterator[tuple[VendorThing, Place]]:
    """Yield the route of each team that takes every alert, if neither it nor one before tells."""
    by_team: dict[str, list[VendorThing]] = {}
    for thing in things:
        if thing.kind == "team_routing_rules":
            team = thing.record.get("owner_team_name") or thing.record.get("team_id")
            by_team.setdefault(str(team), []).append(thing)
    for rules in by_team.values():
        ordered = sorted(rules, key=_order)
        last = next((number for number, each in enumerate(ordered) if _routes_all(each)), None)
        if last is not None and all(_tells_nobody(each.record) for each in ordered[: last + 1]):
            yield ordered[last], ordered[last].record.at("notify")


def _order(rule: VendorThing) -> tuple[bool, float]:
    """Return where a rule stands; the default one comes last."""
    order = number(rule.record.get("order"))
    return rule.record.get("is_default") is True, 0 if order is None else order


def _routes_all(rule: VendorThing) -> bool:
    record = rule.record
    return not any(record.all("time_restriction", "dynamic")) and _takes_all(record, "criteria")


def _tells_nobody(record: Record) -> bool:
    targets = list(record.all("notify"))
    return bool(targets) and all(each.get("type") == "none" for each in targets)


def _is_on(record: Record) -> bool:
    return record.get("enabled") is not False and not any(
        record.all("time_restriction", "time_restrictions", "dynamic")
    )


def _takes_all(record: Record, key: str) -> bool:
    """Whether a filter takes every alert; one that is not there, or is worked out, may not."""
    filters = list(record.all(key))
    return bool(filters) and all(
        each.get("type") == "match-all" and not any(each.all("conditions", "dynamic"))
        for each in filters
    )


def _put_silence(
    sketch: Sketch, thing: VendorThing, place: Place, why: str = "every alert is kept back"
) -> None:
    id_ = sketch.id(f"\0silence {thing.kind} {thing.address or thing.name}", thing.name)
    level = {"after": "immediately", "to": ["nobody"], "when": why}
    sketch.put("escalations", id_, {"steps": [level]}, place)
    for address in (("steps",), ("steps", 0), ("steps", 0, "to"), ("steps", 0, "to", 0)):
        sketch.place(("escalations", id_, *address), place)

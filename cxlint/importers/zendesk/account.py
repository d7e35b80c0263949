"""What the rules of a Zendesk file make together: ways of new tickets, waits and escalations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.zendesk.conditions import describe_condition
from cxlint.importers.zendesk.groups import name_group, refer_to_group, share_groups
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from cxlint.importers.policy_sketch import Place, Sketch
    from cxlint.importers.zendesk.conditions import Part
    from cxlint.importers.zendesk.groups import TeamReference
    from cxlint.importers.zendesk.resources import Thing

ANYBODY = "agents"
"""The team that sees what no trigger gives to a group."""


class Route(NamedTuple):
    """One way of new tickets: when, to whom or to which end, and where it is said."""

    when: str
    target: TeamReference
    place: Place


class StatusWait(NamedTuple):
    """A step at which tickets wait once somebody has seen to them, and where it is said."""

    step: str
    place: Place


class EscalationLevel(NamedTuple):
    """A level of an escalation before it is put in its row."""

    minutes: float
    data: dict[str, Any]
    people: list[tuple[TeamReference | str, Place]]
    thing: Thing
    after: Part | None
    priority: Part | None


class Account(NamedTuple):
    """What is known of the account that a file tells of.

    `teams` are its groups, by all they are known by, `fields` those of its tickets. As its rules
    are read, `entries` learns where tickets are said to come in, `routes` the ways of new ones,
    `waits` where tickets wait, and `levels` those of each escalation by what they ask for.
    """

    sketch: Sketch
    things: Sequence[Thing]
    teams: Mapping[str, str]
    fields: Mapping[str, Thing]
    entries: list[Place]
    routes: list[Route]
    waits: list[StatusWait]
    levels: dict[str, list[EscalationLevel]]


def open_account(sketch: Sketch, things: Sequence[Thing], complete: Container[str]) -> Account:
    """Return the account of a file, with its groups put and no rule read."""
    teams = share_groups(sketch, things, complete)
    fields = {each.number or each.address: each for each in things if each.kind == "ticket_field"}
    return Account(sketch, things, teams, fields, [], [], [], {})


def find_group(account: Account, value: str, place: Place) -> TeamReference | None:
    """Return the team that a group of the account is; None where no certain group is meant."""
    return refer_to_group(account.sketch, account.teams, value, place)


def describe_conditions(account: Account, parts: Sequence[Part]) -> list[dict[str, Any]]:
    """Return conditions in the words of a policy."""
    return [
        describe_condition(part, lambda value: name_group(account.teams, value)) for part in parts
    ]

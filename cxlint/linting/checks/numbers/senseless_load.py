"""Loads and staffing with which nothing can be reckoned."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "value", "other"})
"""What a message may name."""

LENGTHS = {
    "channel": (("load", "handling_time"), ("load", "patience")),
    "team": (("handling_time",), ("handling_time_limit",)),
}
"""Lengths of time that are some minutes of somebody: of nothing they mean nothing."""


def senseless_load(policy: Policy) -> Iterator[Hit]:
    """Yield what is said of contacts and of people at work that no figure can be made of.

    Cases: empty, contacts in no time; `contacts` and `per`, one without the other; `time`, contacts
    of which neither their channel nor any team where they arrive says how long they take;
    `length`, a contact that takes no time or customers with no patience at all; `clock`, such a
    length in business time; `absent`, people who are never at work; `posts`, more people at work
    than paid. Facts: id, value, other.

    Args:
        policy: the policy.
    """
    for channel in policy.of("channel") if policy.speaks_of("channel.load") else ():
        if not channel.document.vendor_file:
            yield from _judge_load(policy, channel)
    for team in policy.of("team"):
        if not team.document.vendor_file:
            yield from _judge_lengths(team)
            yield from _judge_people(team)


def _judge_load(policy: Policy, channel: Entity) -> Iterator[Hit]:
    yield from _judge_lengths(channel)
    if not isinstance(channel.get("load"), dict):
        return
    per = channel.duration("load", "per")
    if per is not None and not per.seconds:
        yield build_hit(channel, "load", "per", facts=_facts(channel.get("load", "per")))
    for case, keys in _missing(policy, channel):
        said = channel.get("load", "contacts") if case == "per" else ""
        yield build_hit(channel, *keys, facts=_facts(said), case=case, unstated=True)


def _missing(policy: Policy, channel: Entity) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the half of a load that is not stated: its case, and where the other half stands."""
    if not channel.says("load", "contacts"):
        yield "contacts", ("load",)
    elif not channel.says("load", "per"):
        yield "per", ("load", "contacts")
    elif channel.get("load", "contacts") and not channel.says("load", "handling_time"):
        teams = [policy.find("team", id_) for id_ in channel.texts("goes_to")]
        if teams and not any(team is None or team.says("handling_time") for team in teams):
            yield "time", ("load",)


def _judge_lengths(entity: Entity) -> Iterator[Hit]:
    for keys in LENGTHS[entity.kind]:
        length = entity.duration(*keys)
        if length is None or (length.seconds and not length.business):
            continue
        facts = _facts(entity.get(*keys), keys[-1].replace("_", " "))
        case = "length" if not length.seconds else "clock"
        yield build_hit(entity, *keys, facts=facts, key=(keys[-1],), case=case)


def _judge_people(team: Entity) -> Iterator[Hit]:
    shrinkage = team.percentage("shrinkage")
    if shrinkage == 1:
        yield build_hit(team, "shrinkage", facts=_facts(team.get("shrinkage")), case="absent")
        return
    posts, seats = team.get("posts"), team.get("seats")
    if posts is not None and seats is not None and Fraction(str(seats)) > Fraction(str(posts)):
        yield build_hit(team, "seats", facts=_facts(seats, posts), case="posts")


def _facts(value: object, other: object = "") -> dict[str, object]:
    return {"value": value, "other": other}

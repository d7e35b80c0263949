"""Escalations that call the same people again, or nobody after the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from cxlint.linting.check_support.escalation_people import (
    list_called,
    list_people,
    list_reached,
    list_surely_called,
)
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "to", "level", "before", "places", "number"})
"""What a message may name."""


def escalated_again(policy: Policy, *, ask: Literal["again", "nobody"]) -> Iterator[Hit]:
    """Yield the escalations that come to nobody new.

    `again`: a level calls only people whom an earlier level has called already, be it by name, as
    the only one of a team, or as a team of which everybody was called. `nobody`: there is one
    level, it is not repeated, and after it nobody is called; one that begins only after a while is
    itself the second level after whoever had the case till then. An escalation with levels that do
    not say whom they call is left alone, levels for other cases (`when`) are not compared, and
    levels that call nobody are another rule's matter.
    Facts: id, places, number; to, level and before in the case `again`.

    Args:
        policy: the policy.
        ask: which of the two.
    """
    find = _again if ask == "again" else _nobody
    yield from group_hits(
        (each.id, hit)
        for each in policy.of("escalation")
        if (hit := find(policy, each)) is not None
    )


def _levels(escalation: Entity) -> list[Mapping[str, Any]]:
    """Return the levels of an escalation; nothing where some level does not say whom it calls."""
    stated: list[Mapping[str, Any]] = list(escalation.get("steps") or ())
    return stated if all(list_called(each) for each in stated) else []


def _again(policy: Policy, escalation: Entity) -> Hit | None:
    called: dict[tuple[str, ...], dict[str, int]] = {}
    for number, level in enumerate(_levels(escalation)):
        cases = _list_cases(level)
        first = called.get((), {}) | called.setdefault(cases, {})
        reached = list_reached(policy, level) or ()
        before = [_find_level(policy, first, each) for each in reached]
        known = [each for each in before if each is not None]
        if known and len(known) == len(before):
            facts = {"to": list(reached), "level": number + 1, "before": max(known) + 1}
            related = ((escalation.at("steps", max(known)), f"level {max(known) + 1}"),)
            return build_hit(escalation, "steps", number, "to", facts=facts, related=related)
        for person in list_surely_called(policy, reached):
            called[cases].setdefault(person, number)
    return None


def _list_cases(level: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the cases that a level is for: who took a case on may be reminded to close it."""
    when = level.get("when") or ()
    return (when,) if isinstance(when, str) else tuple(when)


def _find_level(policy: Policy, first: Mapping[str, int], named: str) -> int | None:
    """Return the level that has called everybody who is meant; None where somebody is new."""
    if named in first:
        return first[named]
    people = list_people(policy, named)
    return max(first[each] for each in people) if all(each in first for each in people) else None


def _is_second(level: Mapping[str, object]) -> bool:
    """Whether others had the case first: a level with a time of its own comes after them."""
    from cxlint.values import quantities

    after = level.get("after")
    return isinstance(after, str) and quantities.duration(after).minutes > 0


def _nobody(policy: Policy, escalation: Entity) -> Hit | None:
    levels = _levels(escalation)
    if len(levels) != 1 or escalation.get("repeats") or _is_second(levels[0]):
        return None
    return build_hit(escalation) if list_reached(policy, levels[0]) else None

"""Whom the levels of an escalation call: teams, people by name, or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.graph.staffing import deserted_team
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy


def list_called(level: object) -> tuple[str, ...] | None:
    """Return whom a level calls; None where it does not say it."""
    to = level.get("to") if isinstance(level, dict) else None
    if to is None:
        return None
    listed = to if isinstance(to, list) else [to]
    return tuple(each for each in listed if isinstance(each, str))


def list_reached(policy: Policy, level: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return those of them who are somebody: neither nobody, nor teams without anybody."""
    called = list_called(level)
    if called is None:
        return None
    return tuple(
        each for each in called if not is_denial(each) and deserted_team(policy, each) is None
    )


def list_people(policy: Policy, named: str) -> tuple[str, ...]:
    """Return who works in a team, where that is known by name; else the team, or the person."""
    team = policy.find("team", named)
    known = team.texts("roster") if team is not None else ()
    return tuple(each for each in known if not is_denial(each)) or (named,)


def has_empty_turn(team: Entity) -> bool:
    """Whether a team is on call in turns, of which one is nobody's."""
    return any(map(is_denial, team.texts("roster")))


def list_surely_called(policy: Policy, reached: Iterable[str]) -> set[str]:
    """Return who is called in any case: of a team that is on call in turns, only the team."""
    found: set[str] = set()
    for each in reached:
        people = list_people(policy, each)
        found.add(each)
        if len(people) == 1:
            found.update(people)
    return found

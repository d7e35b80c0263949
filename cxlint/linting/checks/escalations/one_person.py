"""Escalations that all depend on one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.escalation_levels import list_escalations
from cxlint.linting.check_support.escalation_people import list_called, list_people
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.records import NamedTuple
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "person", "number", "places"})
"""What a message may name."""

NAMED = 3


def one_person(policy: Policy) -> Iterator[Hit]:
    """Yield the first escalation where all of them call one person and nobody else.

    Those of a vendor's file are looked at by themselves, and all others together. A person is a
    team of one, or the only one of its roster. Where some level does not say whom it calls,
    nothing is said. Case `some`: others call others, but this one calls its one person again, as
    it begins again or has several levels. Facts: id, person, number (of escalations), in the case
    `some` places (all of these).

    Args:
        policy: the policy.
    """
    files: dict[str, list[Entity]] = {}
    for escalation in list_escalations(policy):
        if escalation.get("steps"):
            files.setdefault(escalation.document.vendor_file, []).append(escalation)
    for found in files.values():
        called = {each for escalation in found for each in _list_called(policy, escalation)}
        person = called.pop() if len(called) == 1 else None
        if person is not None and person.is_one:
            facts = {"person": person.name, "number": len(found)}
            related = tuple((each.at(), each.id) for each in found[1:])
            yield build_hit(found[0], "steps", 0, facts=facts, key=(person.name,), related=related)
        elif alone := [each for each in found if _calls_one_again(policy, each)]:
            yield _build_some(policy, alone)


def _calls_one_again(policy: Policy, escalation: Entity) -> bool:
    """Whether whoever did not answer is called again, and nobody else ever is."""
    if not escalation.get("repeats") and len(escalation.get("steps")) == 1:
        return False
    called = set(_list_called(policy, escalation))
    return len(called) == 1 and all(each.is_one for each in called)


def _build_some(policy: Policy, alone: list[Entity]) -> Hit:
    people = [each.name for one in alone for each in _list_called(policy, one)]
    names = tuple(dict.fromkeys(people))
    facts = {
        "person": shorten_list(names, NAMED),
        "number": len(alone),
        "places": shorten_list([each.id for each in alone], NAMED),
    }
    related = tuple((each.at(), each.id) for each in alone[1:])
    key = names[:1]
    return build_hit(alone[0], "steps", 0, facts=facts, key=key, related=related, case="some")


class Called(NamedTuple):
    """Whom a level calls: a name, and whether it is surely that of one person."""

    name: str
    is_one: bool


def _list_called(policy: Policy, escalation: Entity) -> Iterator[Called]:
    """Yield whom the levels call; of one that does not say it, nobody who is known."""
    for level in escalation.get("steps"):
        for named in list_called(level) or ("",):
            team = policy.find("team", named)
            people = list_people(policy, named)
            alone = team is not None and (team.get("seats") == 1 or team.says("roster"))
            yield from (Called(each, alone) for each in people)

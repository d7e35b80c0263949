"""The steps that customers meet first on a way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

MACHINES = frozenset({"menu", "bot"})


def first_machines(policy: Policy, ways: Iterable[str]) -> Iterator[Entity]:
    """Yield each menu or bot that one meets first, behind what only speaks or sorts."""
    waiting, met = list(ways), set[str]()
    for id_ in waiting:  # grows while it is read
        step = policy.find("step", id_)
        if step is None or id_ in met:
            continue
        met.add(id_)
        if step.get("kind") in MACHINES:
            yield step
        else:
            waiting.extend(ways_of(step))


def ways_of(place: Entity) -> Iterator[str]:
    """Yield where one goes on from a place, by itself or by a choice."""
    yield from place.texts("goes_to")
    for option in place.get("options") or ():
        if isinstance(option, dict) and isinstance(option.get("goes_to"), str):
            yield option["goes_to"]

"""A person can be asked for where one begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cxlint.law.comparison import Comparison, fact_name, unknown, unsaid
from cxlint.law.first_steps import MACHINES, first_machines, ways_of
from cxlint.law.lines import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.language.entity import Entity
    from cxlint.law.comparison import World
    from cxlint.law.lines import About
    from cxlint.policy.policy import Policy

    Reach = Literal["people", "nobody", "unsure"]

_PEOPLE = frozenset({"callback", "voicemail", "work"})
_BY_ONESELF = "self_service"
"""Where people help themselves, nobody is promised."""


def person_offered(
    world: World, asked: object, *, about: About, words: str = "", one_will_do: bool = False
) -> Iterator[Comparison]:
    """Yield whether the first menu or bot of each channel leads to a person.

    Where `one_will_do`, one channel that leads to a person answers for all.
    """
    channels = select(world, about).entities
    asks = words or str(asked)
    if not one_will_do:
        for channel in channels:
            yield from _compare_channel(world.policy, channel, asks)
        return
    if not channels:
        other = next(world.of("channel"), None)
        missing = fact_name("channel")
        yield unsaid(missing) if other is None else unknown(missing, other)
    told = [list(_compare_one(world.policy, each, asks)) for each in channels]
    if not any(all(each.result == "kept" for each in of_one) for of_one in told):
        yield from (each for of_one in told for each in of_one)


def _compare_one(policy: Policy, channel: Entity, asks: str) -> Iterator[Comparison]:
    """Yield what comes of a channel; one that leads nowhere known may lead to anybody."""
    told = list(_compare_channel(policy, channel, asks))
    if not told and _reach_of(policy, channel.texts("goes_to"), ()) != "people":
        yield unknown(fact_name("channel", "goes_to"), channel)
    yield from told


def _compare_channel(policy: Policy, channel: Entity, asks: str) -> Iterator[Comparison]:
    """Yield whether each first menu or bot offers a person; steps alone are nobody."""
    ways = channel.texts("goes_to")
    machines = list(first_machines(policy, ways))
    yield from (_compare(policy, step, asks) for step in machines)
    if machines or not ways or channel.get("kind") == _BY_ONESELF:
        return
    if _reach_of(policy, ways) == "nobody":
        at = channel.at("goes_to")
        yield Comparison("breach", channel, at, "no way on leads to people", asks)


def _compare(policy: Policy, step: Entity, asks: str) -> Comparison:
    if step.affirms("person"):
        return Comparison("kept", step, step.at("person"), "a person can be asked for", asks)
    ways = list(ways_of(step))
    reach = _reach_of(policy, ways, {step.id})
    if reach == "people":
        return Comparison("kept", step, step.at(), "a choice leads to people", asks)
    if step.denies("person"):
        return Comparison("breach", step, step.at("person"), "no person", asks)
    is_whole = step.says("goes_to") or len(ways) >= len(step.get("options") or ())
    if ways and is_whole and reach == "nobody":
        key = "options" if step.says("options") else "goes_to"
        return Comparison("breach", step, step.at(key), "no way on leads to people", asks)
    return unknown(fact_name("step", "person"), step)


def _reach_of(policy: Policy, ways: Iterable[str], met: Iterable[str] = ()) -> Reach:
    """Return whether one of these ways leads to people, without a further menu or bot."""
    waiting, seen, is_sure = list(ways), set(met), True
    for id_ in waiting:  # grows while it is read
        if id_ in seen:
            continue
        seen.add(id_)
        place = policy.place(id_)
        if place is not None and (place.kind == "team" or place.get("kind") in _PEOPLE):
            return "people"
        further = _further(place)
        waiting.extend(further)
        is_sure = is_sure and (bool(further) or _is_end(policy, place, id_))
    return "nobody" if is_sure else "unsure"


def _further(place: Entity | None) -> list[str]:
    """Return where one goes on from a channel, or from a step that is no machine."""
    if place is None or place.kind not in ("channel", "step") or place.get("kind") in MACHINES:
        return []
    return list(ways_of(place))


def _is_end(policy: Policy, place: Entity | None, id_: str) -> bool:
    """Whether one is known to meet nobody behind a place that leads no further."""
    if place is None:
        return policy.knows("outcome", id_)
    return place.kind == "outcome" or place.get("kind") in MACHINES

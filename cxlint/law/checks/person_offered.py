"""A person can be asked for where one begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.comparison import Comparison, fact_name, unknown, unsaid
from cxlint.law.lines import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.language.entity import Entity
    from cxlint.law.comparison import World
    from cxlint.law.lines import About
    from cxlint.policy.policy import Policy

_MACHINES = frozenset({"menu", "bot"})


def person_offered(
    world: World, asked: object, *, about: About, words: str = "", one_will_do: bool = False
) -> Iterator[Comparison]:
    """Yield whether the first menu or bot of each channel leads to a person.

    Where `one_will_do`, one channel that leads to a person answers for all.
    """
    channels = select(world, about).entities
    if not one_will_do:
        yield from _compare_first(world, channels, words or str(asked))
        return
    if not channels:
        other = next(world.of("channel"), None)
        missing = fact_name("channel")
        yield unsaid(missing) if other is None else unknown(missing, other)
    told = [list(_compare_first(world, [each], words or str(asked))) for each in channels]
    if not any(all(each.result == "kept" for each in of_one) for of_one in told):
        yield from (each for of_one in told for each in of_one)


def _compare_first(world: World, channels: Iterable[Entity], words: str) -> Iterator[Comparison]:
    policy = world.policy
    for channel in channels:
        for id_ in channel.texts("goes_to"):
            step = _first_machine(policy, id_)
            if step is not None:
                yield _compare(world, step, words)


def _first_machine(policy: Policy, id_: str) -> Entity | None:
    """Return the first menu or bot that one meets, behind what only speaks or sorts."""
    met: set[str] = set()
    while id_ not in met and (step := policy.find("step", id_)) is not None:
        if step.get("kind") in _MACHINES:
            return step
        met.add(id_)
        ways = step.texts("goes_to")
        id_ = ways[0] if len(ways) == 1 else ""
    return None


def _compare(world: World, step: Entity, asks: str) -> Comparison:
    if step.affirms("person"):
        return Comparison("kept", step, step.at("person"), "a person can be asked for", asks)
    ways = [*step.texts("goes_to"), *_option_ways(step)]
    if any(world.policy.find("team", id_) for id_ in ways):
        return Comparison("kept", step, step.at(), "a choice leads to people", asks)
    if step.denies("person"):
        return Comparison("breach", step, step.at("person"), "no person", asks)
    if step.says("goes_to") or (step.says("options") and len(ways) >= len(step.get("options"))):
        key = "options" if step.says("options") else "goes_to"
        return Comparison("breach", step, step.at(key), "no way on leads to people", asks)
    return unknown(fact_name("step", "person"), step)


def _option_ways(step: Entity) -> Iterator[str]:
    for option in step.get("options") or ():
        if isinstance(option, dict) and isinstance(option.get("goes_to"), str):
            yield option["goes_to"]

"""Nobody is cut off while they wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.comparison import Comparison, fact_name, unknown
from cxlint.law.lines import select

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.law.comparison import World
    from cxlint.law.lines import About
    from cxlint.policy.policy import Policy

_ENDS = frozenset({"abandoned", "ended"})
_WAYS = ("on_full", "on_timeout")
_WAITING = frozenset({"wait", "transfer"})
_ENDS_AFTER = ("queue", "ends_after")


def not_cut_off(
    world: World, asked: object, *, about: About, words: str = ""
) -> Iterator[Comparison]:
    """Yield whether the queue of each channel, and each step that waits, keeps people.

    A channel that says nothing of it has it said by the steps that wait on its way.
    """
    asks = words or str(asked)
    for channel in select(world, about).entities:
        yield from _compare_channel(world.policy, channel, asks)
    for step in world.of("step"):
        if step.get("kind") in _WAITING:
            yield from _compare_ways(world.policy, step, _WAYS, asks)


def _compare_channel(policy: Policy, channel: Entity, asks: str) -> Iterator[Comparison]:
    if channel.get(*_ENDS_AFTER) == "never":
        yield Comparison("kept", channel, channel.at(*_ENDS_AFTER), "never", asks)
    elif (length := channel.duration(*_ENDS_AFTER)) is not None:
        says = f"cut off after {length}"
        yield Comparison("breach", channel, channel.at(*_ENDS_AFTER), says, asks)
    elif not _is_said(policy, channel):
        yield unknown(fact_name("channel", ".".join(_ENDS_AFTER)), channel)
    yield from _compare_ways(policy, channel, ("full.goes_to",), asks)


def _is_said(policy: Policy, channel: Entity) -> bool:
    """Whether something is said of those who wait long, by the channel or on its way."""
    if channel.affirms("full"):
        return True
    waiting, met = list(channel.texts("goes_to")), set[str]()
    for id_ in waiting:  # grows while it is read
        step = policy.find("step", id_)
        if step is None or id_ in met:
            continue
        met.add(id_)
        if step.get("kind") in _WAITING and any(step.says(key) for key in _WAYS):
            return True
        waiting.extend(step.texts("goes_to"))
    return False


def _compare_ways(
    policy: Policy, place: Entity, ways: tuple[str, ...], asks: str
) -> Iterator[Comparison]:
    for key in ways:
        keys = tuple(key.split("."))
        end = "".join(place.texts(*keys)[:1])
        outcome = policy.find("outcome", end)
        kind = end if outcome is None else outcome.get("kind")
        if kind in _ENDS and policy.knows("outcome", end):
            says = f"{key.replace('.goes_to', '')} leads to {end}"
            yield Comparison("breach", place, place.at(*keys), says, asks)

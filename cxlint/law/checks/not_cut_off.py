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

_ENDS = frozenset({"abandoned", "ended"})
_WAYS = ("on_full", "on_timeout")
_WAITING = frozenset({"wait", "transfer"})


def not_cut_off(
    world: World, asked: object, *, about: About, words: str = ""
) -> Iterator[Comparison]:
    """Yield whether the queue of each channel, and each step that waits, keeps people."""
    asks = words or str(asked)
    for channel in select(world, about).entities:
        if channel.get("queue", "ends_after") == "never":
            yield Comparison("kept", channel, channel.at("queue", "ends_after"), "never", asks)
        elif (length := channel.duration("queue", "ends_after")) is not None:
            says = f"cut off after {length}"
            yield Comparison("breach", channel, channel.at("queue", "ends_after"), says, asks)
        else:
            yield unknown(fact_name("channel", "queue.ends_after"), channel)
    for step in world.of("step"):
        yield from _cut_off(world, step, asks)


def _cut_off(world: World, step: Entity, asks: str) -> Iterator[Comparison]:
    if step.get("kind") not in _WAITING:
        return
    for key in _WAYS:
        outcome = world.policy.find("outcome", "".join(step.texts(key)[:1]))
        if outcome is not None and outcome.get("kind") in _ENDS:
            says = f"{key} leads to {outcome.id}"
            yield Comparison("breach", step, step.at(key), says, asks)

"""Hours in which somebody can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.comparison import Comparison, fact_name, unknown
from cxlint.law.lines import select, select_intents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.calendar.opening_hours import Hours
    from cxlint.language.entity import Entity
    from cxlint.law.comparison import World
    from cxlint.law.lines import About

_MINUTES = 60
_WHOLE_DAY = 24
_WORKING_DAYS = 5


def open_at_least(
    world: World,
    asked: int,
    *,
    about: About,
    concerns: Sequence[str] = (),
) -> Iterator[Comparison]:
    """Yield whether a channel is open for as many hours on each day on which it is open at all.

    Of 24 hours, that is always. Where the channels of some matters are meant, one of them will do.
    """
    channels, absence = _channels(world, about, concerns)
    if absence is not None:
        yield absence
    told = [_compare(world, channel, asked) for channel in channels]
    if told:
        yield min(told, key=lambda each: _ORDER[each.result])


_ORDER = {"kept": 0, "unknown": 1, "breach": 2}


def _channels(
    world: World, about: About, concerns: Sequence[str]
) -> tuple[Sequence[Entity], Comparison | None]:
    if not concerns:
        return select(world, about).entities, None
    lines = select_intents(world, concerns)
    ids = [id_ for intent in lines.entities for id_ in intent.texts("start")]
    found = [channel for id_ in ids if (channel := world.policy.find("channel", id_))]
    if found or not lines.entities:
        return found, lines.absence
    return (), unknown(fact_name("intent", "start"), lines.entities[0])


def _compare(world: World, channel: Entity, asked: int) -> Comparison:
    hours = world.policy.hours(channel)
    if hours is None:
        return unknown(fact_name("channel", "open"), channel)
    kept = _fewest_hours(hours) >= asked
    asks = "day and night" if asked >= _WHOLE_DAY else f"at least {asked} hours a day"
    return Comparison("kept" if kept else "breach", channel, channel.at("open"), str(hours), asks)


def _fewest_hours(hours: Hours) -> float:
    """Return the hours of the shortest working day on which it is open.

    What is open on other days alone is measured by them; all days count for the whole.
    """
    if hours.is_always_open:
        return _WHOLE_DAY
    from cxlint.calendar.weekly_hours import by_day

    lengths = [sum(end - begin for begin, end in day) for day in by_day(hours.weekly)]
    meant = lengths[:_WORKING_DAYS] if any(lengths[:_WORKING_DAYS]) else lengths
    opened = [min(length, _WHOLE_DAY * _MINUTES - 1) for length in meant if length]
    return min(opened, default=0) / _MINUTES

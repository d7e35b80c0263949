"""The sum of a way in words: what takes time, how long, and where it is stated."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from cxlint.analysis.quantity import Part
from cxlint.analysis.times.legs import Bound, main_legs
from cxlint.calendar.zones_and_holidays import zone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.analysis.times.timed_graph import LegTime
    from cxlint.analysis.times.timed_ways import TimedWays


def parts_of(
    ways: TimedWays, trace: Sequence[LegTime], start: int, instant: int
) -> tuple[Part, ...]:
    """Return the parts of a way: the start from which it takes so long, and all that follows."""
    place = ways.journey.nodes[start]
    name = ways.stated.zone
    text = f"a case that begins at {place.id} on {moment_text(instant, name)}"
    begin = Part(text, place.at, instant // 2)
    lasting = (each for each in trace if each.end > each.begin)
    return (begin, *(part for each in lasting for part in _parts(each, name)))


def _parts(passage: LegTime, name: str | None) -> tuple[Part, ...]:
    stated = main_legs(passage.leg)
    until = f"until {moment_text(passage.end, name)}"
    texts = [*(each.text for each in stated[:-1]), f"{stated[-1].text}, {until}"]
    return tuple(
        Part(text, each.at, passage.end // 2) for text, each in zip(texts, stated, strict=True)
    )


def passage_text(passage: LegTime, name: str | None) -> str:
    """Return what takes time in words, with the opening that it lasts to where nobody is there."""
    stated = main_legs(passage.leg)
    said = " and ".join(dict.fromkeys(each.text for each in stated))
    if not is_unattended(passage):
        return said
    return f"{said}, and nobody is there before {weekday_text(passage.end, name)}"


def is_unattended(passage: LegTime) -> bool:
    """Whether a bound lasts longer than it is stated, because nobody is there to keep it."""
    lengths = [each.length for each in main_legs(passage.leg) if isinstance(each, Bound)]
    if not lengths or any(each.business for each in lengths):
        return False
    # A day may last an hour longer where the clock is changed.
    spare = 7200 if any(each.unit not in {"second", "minute", "hour"} for each in lengths) else 0
    return passage.end - passage.begin > 2 * max(each.seconds for each in lengths) + spare


def moment_text(instant: int, name: str | None) -> str:
    """Return a moment as people write it: `Fri 20 Nov 2026, 16:30`."""
    moment = datetime.datetime.fromtimestamp(instant // 2, zone(name))
    return f"{moment:%a} {moment.day} {moment:%b %Y, %H:%M}"


def weekday_text(instant: int, name: str | None) -> str:
    """Return a moment of an ordinary week: `Friday at 16:30`."""
    moment = datetime.datetime.fromtimestamp(instant // 2, zone(name))
    return f"{moment:%A} at {moment:%H:%M}"

"""How many contacts arrive at a channel in each minute of an ordinary week, and what they take."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cxlint.analysis.quantity import Part
from cxlint.analysis.queues.week import cut_week, minutes_ahead
from cxlint.calendar.intervals import merge, subtract, total_minutes
from cxlint.calendar.weekly_hours import ALWAYS, DAY, WEEK, Weekly, by_day, shift_week, weekly
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.calendar.intervals import Interval
    from cxlint.language.entity import Entity
    from cxlint.values.quantities import Duration

LIVE = frozenset({"voice", "chat", "video", "in_person", "ivr"})
"""Kinds of channel at which customers are there and wait."""
UNATTENDED = frozenset({"bot", "self_service"})
"""Kinds of channel at which no person takes what arrives."""


class Load(NamedTuple):
    """What arrives at a channel: contacts a minute in pieces of the week, and what they take.

    Times are in seconds. `handling` is None where each team has its own.
    """

    channel: Entity
    rates: tuple[tuple[int, int, Fraction], ...]
    handling: Fraction | None
    patience: Fraction | None
    returns: Fraction
    at_once: Fraction
    parts: tuple[Part, ...]
    reading: str = ""

    @property
    def live(self) -> bool:
        """Whether customers are there and wait."""
        return self.channel.get("kind") in LIVE

    @property
    def per_week(self) -> Fraction:
        """The contacts of an ordinary week."""
        return sum((rate * (end - start) for start, end, rate in self.rates), Fraction(0))

    def at(self, minute: int) -> Fraction:
        """Return the contacts a minute at some minute of the week."""
        return next((rate for start, end, rate in self.rates if start <= minute < end), Fraction(0))

    def within(self, week: Sequence[Interval]) -> Fraction:
        """Return the contacts of an ordinary week that arrive in these hours."""
        return sum(
            (
                rate * max(min(end, last) - max(start, first), 0)
                for start, end, rate in self.rates
                for first, last in week
            ),
            Fraction(0),
        )


class Gap(NamedTuple):
    """Why it is not known what arrives at a channel."""

    why: str
    parts: tuple[Part, ...] = ()


def number(value: Any) -> Fraction | None:
    """Return a number of a policy exactly as it is written."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return Fraction(str(value))


def read_load(
    channel: Entity, published: Weekly | None, staffed: Sequence[Weekly], zone: str | None
) -> Load | Gap:
    """Return what arrives at a channel, on the clock of a zone.

    `published` is when it may be used, `staffed` are the hours of the teams that take it.
    """
    contacts, per = number(channel.get("load", "contacts")), channel.duration("load", "per")
    if contacts is None or per is None or not per.amount:
        return Gap(f"{channel.id} does not say how many contacts arrive in which time")
    if published is None:
        if per.seconds > 60 * DAY or channel.says("load", "profile"):
            return Gap(f"nobody says in which hours the contacts of {channel.id} arrive")
        published = ALWAYS
    local = shift_week(published, minutes_ahead(zone))
    work = shift_week(tuple(merge(x for week in staffed for x in week)), minutes_ahead(zone))
    spread = _spread(contacts, per, local, work)
    if isinstance(spread, str):
        return Gap(f"{channel.id}: {spread}")
    profile = channel.get("load", "profile")
    if profile:
        spread = _profiled(_total(spread), profile, local)
    handling, patience = channel.duration("load", "handling_time"), channel.duration(
        "load", "patience"
    )  # fmt: skip
    stated = f"{channel.id}: {channel.get('load', 'contacts')} contacts per {per}"
    return Load(
        channel,
        tuple(_shift(spread, -minutes_ahead(zone))),
        None if handling is None or handling.business else handling.seconds,
        patience.seconds if patience and patience.amount else None,
        channel.percentage("load", "calls_again") or Fraction(0),
        number(channel.get("at_once")) or Fraction(1),
        (Part(stated, channel.at("load", "contacts")),),
        _reading(per),
    )


def _reading(per: Duration) -> str:
    said = "spread evenly over the published hours"
    if per.unit == "month":
        return f"{said}; a month is 30 days"
    return said


_Rates = list[tuple[int, int, Fraction]]


def _total(rates: _Rates) -> Fraction:
    return sum((rate * (end - start) for start, end, rate in rates), Fraction(0))


def _spread(contacts: Fraction, per: Duration, local: Weekly, work: Weekly) -> _Rates | str:
    """Return contacts a minute on the clock of the channel, or why that cannot be said."""
    opened = total_minutes(local)
    if not opened:
        return "it is never open in an ordinary week"
    if per.business and per.unit == "day":
        days = [day for day, shifts in enumerate(by_day(work)) if shifts]
        if not days:
            return "nobody says which days are business days"
        rate = contacts / per.amount * len(days) / opened
        if per.amount == 1:
            return _by_day(contacts, local, days) or [(a, b, rate) for a, b in local]
        return [(start, end, rate) for start, end in local]
    length = per.minutes
    if length <= DAY:
        return [
            (start, end, contacts / min(length, Fraction(total_minutes(shifts))))
            for day, shifts in enumerate(by_day(local))
            for start, end in _in_week(day, shifts)
        ]
    rate = contacts * WEEK / length / opened
    return [(start, end, rate) for start, end in local]


def _by_day(contacts: Fraction, local: Weekly, days: Sequence[int]) -> _Rates:
    """Return the contacts of each of these days over its own hours; nothing if one has none."""
    shifts = by_day(local)
    if not all(shifts[day] for day in days):
        return []
    return [
        (start, end, contacts / total_minutes(shifts[day]))
        for day in days
        for start, end in _in_week(day, shifts[day])
    ]


def _in_week(day: int, shifts: Sequence[Interval]) -> list[Interval]:
    return list(shift_week(tuple(shifts), day * DAY))


def _profiled(total: Fraction, profile: Sequence[dict[str, Any]], local: Weekly) -> _Rates:
    """Return a week's contacts as a profile divides them; the rest arrives in the other hours."""
    from cxlint.values.quantities import percentage

    found: _Rates = []
    rest, left = local, Fraction(1)
    for part in profile:
        hours, share = weekly(part["hours"]), percentage(part["share"])
        rate = total * share / (total_minutes(hours) or 1)
        found += [(start, end, rate) for start, end in hours]
        rest, left = tuple(subtract(rest, hours)), left - share
    if rest and left > 0:
        rate = total * left / total_minutes(rest)
        found += [(start, end, rate) for start, end in rest]
    return found


def _shift(rates: _Rates, minutes: int) -> _Rates:
    """Return the same rates with the week begun elsewhere, in order, and added where they meet."""
    moved = [
        (start, end, rate)
        for first, last, rate in rates
        for start, end in shift_week(((first, last),), minutes)
    ]
    pieces = cut_week([[(start, end)] for start, end, _ in moved])
    summed = [
        (start, end, sum((rate for a, b, rate in moved if a <= start < b), Fraction(0)))
        for start, end in pieces
    ]
    return [each for each in summed if each[2]]

"""A change that customers meet, as it is handed on to those who judge and write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WORSE, BETTER, NEUTRAL = "worse", "better", "neutral"
"""What a change is for the customers it names."""


class Spot(NamedTuple):
    """A place in a file of one of the two policies; line and column count from one."""

    path: str
    line: int
    column: int


class Cause(NamedTuple):
    """The line whose edit led to the change, with the thing and the key that it belongs to."""

    spot: Spot
    thing: str
    key: str


class Witness(NamedTuple):
    """One concrete customer whom the change meets, and what each policy gives them.

    `events` are days and what happens on each, such as ("2026-03-01", "buys a coat").
    """

    customer: Mapping[str, Any]
    events: Sequence[tuple[str, str]]
    before: str
    after: str
    sentence: str


class Change(NamedTuple):
    """One thing that customers meet, and how it differs for those in `who`.

    `thing` is kind/id of what serves these customers after, or of what is gone. `old` and `new`
    are in the language's own values, None where there was or is nothing. `who` maps a field of
    the audience (category, reason, channel, intent, segment, condition, state, proof, country,
    priority, day, value, except) to the values that are met; no field means all.
    """

    thing: str
    aspect: str
    direction: str
    sentence: str
    old: str | None = None
    new: str | None = None
    who: Mapping[str, Any] = {}
    old_place: Spot | None = None
    new_place: Spot | None = None
    cause: Cause | None = None
    witness: Witness | None = None


class JourneyShift(NamedTuple):
    """A figure of a contact reason before and after, as `cxlint journeys` prints it."""

    intent: str
    quantity: str
    old: str | None
    new: str | None


class Difference(NamedTuple):
    """All that differs between two policies, by thing, aspect and direction.

    `renames` maps kind/id before to kind/id after; `unreadable` names what could not be compared,
    `days_left` the later days on which something changes that were not looked at.
    """

    changes: Sequence[Change]
    journeys: Sequence[JourneyShift]
    renames: Mapping[str, str]
    unreadable: Sequence[str] = ()
    days_left: Sequence[str] = ()

"""From which day to which day something holds, and what of an entity holds on one day."""

from __future__ import annotations

import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from cxlint.language.entity import Entity, RemainingItems
from cxlint.language.sections import language
from cxlint.parsing.document import At
from cxlint.records import NamedTuple
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KEY = "effective"
DAY = datetime.timedelta(days=1)


class Validity(NamedTuple):
    """The first and the last day on which something holds; None where nothing limits it."""

    since: datetime.date | None = None
    until: datetime.date | None = None

    @property
    def is_reversed(self) -> bool:
        """Whether it ends before it begins."""
        return self.since is not None and self.until is not None and self.until < self.since

    def covers(self, day: datetime.date) -> bool:
        """Whether it holds on a day; the first and the last day are such days."""
        return not (self.begins_after(day) or self.ended_before(day))

    def begins_after(self, day: datetime.date) -> bool:
        """Whether it does not hold yet on a day."""
        return self.since is not None and self.since > day

    def ended_before(self, day: datetime.date) -> bool:
        """Whether it holds no longer on a day."""
        return self.until is not None and self.until < day

    def overlaps(self, other: Validity) -> bool:
        """Whether there is a day on which both hold."""
        return not self.within(other).is_reversed

    def within(self, other: Validity) -> Validity:
        """Return when this holds as a part of something that holds at times only."""
        starts = [each for each in (self.since, other.since) if each is not None]
        ends = [each for each in (self.until, other.until) if each is not None]
        return Validity(max(starts, default=None), min(ends, default=None))

    def changes_after(self, day: datetime.date) -> Iterator[datetime.date]:
        """Yield the later days on which it begins to hold, and on which it holds no more."""
        if self.since is not None and self.since > day:
            yield self.since
        if self.until is not None and day <= self.until < datetime.date.max:
            yield self.until + DAY

    def __str__(self) -> str:
        since = f"from {self.since}" if self.since else ""
        until = f"until {self.until}" if self.until else ""
        return " ".join(filter(None, (since, until)))


ALWAYS = Validity()


class Dormant(NamedTuple):
    """Something that does not hold on the day the policy is judged on.

    `keys` lead from the entity to the part of it that is meant; none where it is the whole.
    """

    entity: Entity
    validity: Validity
    keys: tuple[str | int, ...] = ()

    @property
    def name(self) -> str:
        """The name of the entity, with the number of its part: `remedy/refund, tier 2`."""
        key, number = self.keys or ("", 0)
        return (
            f"{self.entity.name}, {str(key).removesuffix('s')} {int(number) + 1}"
            if key
            else self.entity.name
        )

    @property
    def words(self) -> str:
        """What a sentence calls it: `the return clothing`, `tier 2 of the remedy refund`."""
        whole = f"the {self.entity.kind.replace('_', ' ').replace('-', ' ')} {self.entity.id}"
        key, number = self.keys or ("", 0)
        return f"{str(key).removesuffix('s')} {int(number) + 1} of {whole}" if key else whole

    @property
    def at(self) -> At:
        """The address of what says when it holds."""
        return At(self.entity.document, (*self.entity.path, *self.keys, KEY))


def validity_of(data: Any) -> Validity:
    """Return when something holds that says so in this mapping."""
    said = data.get(KEY) if isinstance(data, dict) else None
    if not isinstance(said, dict):
        return ALWAYS
    since, until = said.get("from"), said.get("until")
    return Validity(
        quantities.date(since) if since is not None else None,
        quantities.date(until) if until is not None else None,
    )


def may_be_dated(entity: Entity) -> bool:
    """Whether an entity or a part of it may hold at times only."""
    keys = entity.data.keys()
    return KEY in keys or not _dated_parts(entity.kind).isdisjoint(keys)


def dated_places(entity: Entity) -> Iterator[tuple[str | int, ...]]:
    """Yield the ways to the entity itself and to each part of it that may hold at times only."""
    yield ()
    for key in _dated_parts(entity.kind) & entity.data.keys():
        listed = entity.data[key]
        for number, part in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(part, dict) and part.get(KEY) is not None:
                yield key, number


def leave_out(entity: Entity, dormant: Sequence[Dormant]) -> None:
    """Leave out of what an entity says those of its parts that do not hold.

    The rest keeps its places in the file. Where nothing is left nothing is said.
    """
    gone: dict[str, set[int]] = {}
    for each in dormant:
        key, number = each.keys
        gone.setdefault(str(key), set()).add(int(number))
    for key, numbers in gone.items():
        listed = entity.data[key]
        left = [number for number in range(len(listed)) if number not in numbers]
        remaining = RemainingItems([listed[number] for number in left], left)
        said = {name: value for name, value in entity.data.items() if name != key}
        entity.data = {**said, key: remaining} if left else said


@cache
def _dated_parts(kind: str) -> frozenset[str]:
    """Return the keys of a kind whose items may say when they hold."""
    paths = language().paths[kind]
    return frozenset(path.split(".")[0] for path in paths if path.endswith(f".{KEY}"))

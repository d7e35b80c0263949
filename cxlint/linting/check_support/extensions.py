"""How much longer something may take than was promised, where the policy says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction

    from cxlint.language.entity import Entity
    from cxlint.values.quantities import Duration

EXTENSIBLE = ("resolution", "first_reply")
"""The deadlines of a promise of which the first that it states is extended."""


class Deadline(NamedTuple):
    """A time that is promised, and how much longer it may take at most."""

    within: Duration
    more: Duration | None = None

    def __str__(self) -> str:
        return f"{self.within}{self.extension_text}"

    @property
    def extension_text(self) -> str:
        """What may come on top of it, in brackets; nothing where nothing may."""
        return "" if self.more is None else f" (up to {self.more} more)"

    @property
    def seconds(self) -> Fraction:
        """The longest that customers may wait, nominally."""
        return self.within.seconds + (self.more.seconds if self.more is not None else 0)


def read_deadline(promise: Entity, target: str) -> Deadline | None:
    """Return the time that a promise states for a target, with its extension."""
    within = promise.duration(target)
    if within is None:
        return None
    extended = next((each for each in EXTENSIBLE if promise.says(each)), "")
    return Deadline(within, promise.duration("extends_by") if target == extended else None)

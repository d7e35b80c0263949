"""When each level of an escalation is called, counted from the beginning of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

PREVIOUS = "previous level"


class Level(NamedTuple):
    """One level: `stated` as it stands in the file, and when it is called.

    `waits` are the times that pass one after another until then, none where that is not known.
    `follows` says that its clock begins with the level before.
    """

    number: int
    stated: Mapping[str, Any]
    follows: bool
    waits: tuple[Duration, ...]

    @property
    def called_after(self) -> str:
        """The time until it is called, in words."""
        return " and then ".join(map(str, self.waits))

    @property
    def seconds(self) -> Fraction:
        """The time until it is called, nominally."""
        return sum((each.seconds for each in self.waits), start=quantities.IMMEDIATELY.seconds)

    @property
    def clocks(self) -> frozenset[bool]:
        """Whether the time until then is working time, for each part of it that takes any."""
        return frozenset(each.business for each in self.waits if each.amount)

    @property
    def triggers(self) -> Sequence[str]:
        """The events or cases in which it is called."""
        when = self.stated.get("when") or ()
        return (when,) if isinstance(when, str) else tuple(when)

    @property
    def cases(self) -> Sequence[str]:
        """The cases that it is for; where `whichever` stands, what `when` names are events."""
        return () if "whichever" in self.stated else self.triggers

    @property
    def limit_text(self) -> str:
        """What its time is where an event may call it too, behind that time; else nothing."""
        if not self.triggers:
            return ""
        limits = {"first": " at the latest", "last": " at the earliest"}
        return limits.get(self.stated.get("whichever", ""), "")

    def is_before(self, other: Level) -> bool:
        """Whether it is called before another for the same cases, as far as clocks compare."""
        if not self.waits or not other.waits or self.cases != other.cases:
            return False
        if len(self.clocks | other.clocks) > 1:
            return False
        return self.seconds < other.seconds


def list_escalations(policy: Policy) -> list[Entity]:
    """Return the escalations of a policy, those that are tried in turn in that order."""
    return sorted(policy.of("escalation"), key=lambda each: int(each.get("position") or 0))


def read_levels(escalation: Entity) -> Iterator[Level]:
    """Yield the levels of an escalation, in the order of the file."""
    before: tuple[Duration, ...] = ()
    for number, stated in enumerate(escalation.get("steps") or ()):
        clock = stated.get("clock") or escalation.get("clock")
        follows = number > 0 and clock == PREVIOUS
        after = stated.get("after")
        own = (quantities.duration(after),) if isinstance(after, str) else ()
        waits = own if not follows else (*before, *own) if own and before else ()
        yield Level(number, stated, follows, waits)
        before = waits

"""Targets that are later than the resolution that is promised beside them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.check_support.hits import build_hit
from cxlint.policy.audience import read_promise_audience
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

FACTS = frozenset({"id", "value", "resolution", "places", "number"})
"""What a message may name."""

TARGETS = {"first_reply": "", "next_reply": "next", "update_every": "news", "work": "work"}
"""The case of each target that is a part of the time until the matter is settled."""

COMMITMENTS = ("sla", "ola", "contract")
"""Keys under which a team says what it owes."""

DURING_WAITS = ("next_reply", "update_every")
"""Targets that go on while a case waits for somebody else."""

SCOPES = ("position", "channels", "intents", "priorities", "conditions", "any_conditions", "clock")
"""Keys in which promises for the same cases agree, beside for whom they are."""


LONGER = {"month": Fraction(31, 30), "year": Fraction(366, 365)}
"""How much longer than reckoned a unit may be."""


class Commitment(NamedTuple):
    """What a promise says at its top, or a team under a key of its own."""

    entity: Entity
    keys: tuple[str, ...] = ()

    def duration(self, target: str) -> Duration | None:
        """Return the time of a target, where it is stated."""
        return self.entity.duration(*self.keys, target)


def late_target(policy: Policy) -> Iterator[Hit]:
    """Yield the targets of a commitment that cannot be missed before its resolution is.

    Case empty: the first reply; `next`: a further one; `news`: news while customers wait; `work`:
    the time that those who see to the matter may have. In a vendor's file the resolution may be
    promised beside it, for the same cases. Working time and calendar time are not compared with one
    another. Where the clock of the resolution stops while somebody else is waited for, what comes
    during such waits is left alone. Facts: id, value, resolution, places, number.

    Args:
        policy: the policy.
    """
    promises = list(policy.of("promise"))
    settled: dict[object, Commitment] = {}
    for each in promises:
        if each.document.vendor_file and each.duration("resolution") is not None:
            settled.setdefault(_scope(each), Commitment(each))
    yield from group_hits(
        (owed.entity.id, hit)
        for owed in _list_commitments(policy)
        for hit in _find(owed, owed if owed.duration("resolution") is not None
                         else settled.get(_scope(owed.entity)))
    )  # fmt: skip


def _list_commitments(policy: Policy) -> Iterable[Commitment]:
    yield from map(Commitment, policy.of("promise"))
    for team in policy.of("team"):
        yield from (Commitment(team, (key,)) for key in COMMITMENTS if team.says(key))


def _scope(owed: Entity) -> tuple[object, ...]:
    stated = (repr(owed.get(key)) for key in SCOPES)
    return (owed.kind, owed.document.vendor_file, read_promise_audience(owed), *stated)


def _find(owed: Commitment, whole: Commitment | None) -> Iterator[Hit]:
    resolution = whole.duration("resolution") if whole is not None else None
    if whole is None or resolution is None:
        return
    for target, case in TARGETS.items():
        value = owed.duration(target)
        if value is None or (target in DURING_WAITS and _stops(whole)):
            continue
        if owed.entity.get("open") != whole.entity.get("open"):
            continue
        if _is_later(value, resolution):
            facts = {"value": value, "resolution": resolution}
            related = ((whole.entity.at(*whole.keys, "resolution"), "the resolution"),)
            at = (*owed.keys, target)
            yield build_hit(owed.entity, *at, facts=facts, key=at, related=related, case=case)


def _stops(whole: Commitment) -> bool:
    """Whether the clock of a resolution stands still during waits."""
    is_work = whole.duration("work") == whole.duration("resolution")
    return is_work or whole.entity.says("pauses")


def _is_later(value: Duration, resolution: Duration) -> bool:
    """Whether a time is longer than another on the same clock, however long a month is."""
    longest = resolution.seconds * LONGER.get(resolution.unit, Fraction(1))
    if value.unit == resolution.unit:
        longest = resolution.seconds
    return value.business == resolution.business and value.seconds > longest

"""Teams that are trained too rarely, too long ago, or never."""

from __future__ import annotations

import datetime
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from cxlint.linting.finding import Hit
from cxlint.reading import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.reading.entity import Entity
    from cxlint.reading.policy import Policy
    from cxlint.reading.quantities import Duration

MONTHS_A_DAY = Fraction(12, 365)


def training(policy: Policy, *, every: str, always: bool = False) -> Iterator[Hit]:
    """Yield each team whose training is missing, rarer than wanted, or overdue.

    Cases: `missing`, `rare`, `overdue`. Facts: id, every (as stated, else as wanted), wanted,
    last. Missing is only told where half of the teams or more state their training. Partners train
    their own people, and a team without seats has nobody to train: neither is missing.

    Args:
        policy: the policy.
        every: the longest time between two trainings.
        always: whether missing training is told in any policy.
    """
    wanted = quantities.duration(every)
    teams = policy.of("team")
    expected = {
        team.id: team.says("training")
        for team in teams
        if team.get("party") != "partner" and team.get("seats") != 0
    }
    asked = always or 2 * sum(expected.values()) >= len(expected)
    for team in teams:
        stated, last = team.duration("training", "every"), team.date("training", "last")
        if not team.says("training"):
            if asked and team.id in expected:
                yield _hit(team, "missing", wanted, wanted, last)
        elif stated is not None and _months(stated) > _months(wanted):
            yield _hit(team, "rare", stated, wanted, last)
        elif last is not None and _due(last, stated or wanted) < policy.today:
            yield _hit(team, "overdue", stated or wanted, wanted, last)


def _hit(
    team: Entity, case: str, every: Duration, wanted: Duration, last: datetime.date | None
) -> Hit:
    keys = {"missing": (), "rare": ("training", "every"), "overdue": ("training", "last")}[case]
    return Hit(
        at=team.at(*keys),
        entity=team.name,
        case=case,
        facts={"id": team.id, "every": every, "wanted": wanted, "last": last or "an unknown date"},
    )


@cache  # the same few durations come again and again
def _months(each: Duration) -> Fraction:
    if each.unit in ("month", "year"):
        return each.amount * (12 if each.unit == "year" else 1)
    return each.days * MONTHS_A_DAY


def _due(last: datetime.date, every: Duration) -> datetime.date:
    """Return the date by which it must be repeated: a year later is the same date."""
    if every.unit in ("month", "year") and _months(every).denominator == 1:
        month = last.month - 1 + int(_months(every))
        year = last.year + month // 12
        if year > datetime.MAXYEAR:
            return datetime.date.max
        following = datetime.date(year, month % 12 + 1, 1)
        return following + datetime.timedelta(days=min(last.day, _length(following)) - 1)
    try:
        return last + datetime.timedelta(days=int(every.days))
    except OverflowError:
        return datetime.date.max


def _length(first: datetime.date) -> int:
    later = (first + datetime.timedelta(days=31)).replace(day=1) if first.month < 12 else None
    return (later - first).days if later else 31

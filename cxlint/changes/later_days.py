"""What two policies say of days to come: what begins to hold later, or holds no longer."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

from cxlint.policy import linker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cxlint.changes.change import Change
    from cxlint.policy.policy import Policy

    Key = tuple[object, ...]
    Compare = Callable[[Policy, Policy], Sequence[Change]]

MOST_READ = 2_000
LEAST_DAYS, MOST_DAYS = 4, 60
"""So many documents are linked anew in all, for at least and at most so many of the days."""

DAY = datetime.timedelta(days=1)


def compare_later_days(
    before: Policy, after: Policy, today: Sequence[Change], compare: Compare
) -> Iterator[Change]:
    """Yield what differs from a later day on and does not differ `today`, with its days.

    `compare` returns what differs between two policies on the day they are judged on.
    """
    days = list_days(before, after)[: most_days(before, after)]
    known = {_key(each) for each in today}
    found = [
        {_key(each): each for each in _compare_on(before, after, day, compare)} for day in days
    ]
    for number, day in enumerate(days):
        for key, change in found[number].items():
            if key not in known:
                known.add(key)
                end = next((days[n] for n in range(number, len(days)) if key not in found[n]), None)
                yield _date(change, day, end)


def list_days(before: Policy, after: Policy) -> list[datetime.date]:
    """Return the later days on which something begins to hold or ends, on either side."""
    return sorted(before.changes | after.changes)


def most_days(before: Policy, after: Policy) -> int:
    """Return how many of these days are compared, the nearest first: fewer of a large policy."""
    documents = len(before.documents) + len(after.documents)
    return min(max(MOST_READ // max(documents, 1), LEAST_DAYS), MOST_DAYS)


def _compare_on(
    before: Policy, after: Policy, day: datetime.date, compare: Compare
) -> Sequence[Change]:
    return compare(*(linker.assemble(each.documents, day) for each in (before, after)))


def _key(change: Change) -> Key:
    """Return what makes a change the same one on another day."""
    who = json.dumps(change.who, sort_keys=True, default=str)
    return (change.thing, change.aspect, change.direction, change.old, change.new, who)


def _date(change: Change, since: datetime.date, end: datetime.date | None) -> Change:
    """Return a change with the days on which it holds; `end` is the first on which it does not.

    What an example of it would show is another year's.
    """
    until = f" to {end - DAY}" if end is not None else ""
    told = f"from {since}{until}"
    days = [*change.who.get("day", ()), told]
    return change._replace(
        who={**change.who, "day": days}, sentence=f"{change.sentence}, {told}", witness=None
    )

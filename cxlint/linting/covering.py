"""What a table of returns leaves out: things, and reasons that no row covers for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxlint.linting.finding import Hit
from cxlint.linting.returning import (
    CHANGED_MIND,
    DEFECTIVE,
    ELSE,
    GOODS,
    SERVICE,
    Row,
    in_order,
    rows,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.reading.policy import Policy


@dataclass(frozen=True, slots=True)
class Hole:
    """Things for which the same reasons are left out in one file, and the rows they stand in."""

    things: list[str]
    reasons: tuple[str, ...]
    homes: list[Row]


def holes(policy: Policy) -> list[Hole]:
    """Return what no row covers, one for all things of a file that miss the same reasons.

    The things are those that some row names, and whatever else there is where a row is for
    everything. Each must be covered for a change of mind and for being defective, and for every
    reason that the table names for some other thing. A thing whose rows speak of service and of
    nothing that only goods can suffer is a service: it cannot be defective. Nothing is concluded
    from a table of which a part could not be read.
    """
    if policy.partial or policy.opaque.get("return"):
        return []
    by_thing, general = _by_thing(rows(policy))
    covered = {
        thing: frozenset(reason for row in (*named, *general) for reason in row.reasons)
        for thing, named in _distinct(by_thing)
    }
    asked = {CHANGED_MIND, DEFECTIVE}
    for thing, reasons in covered.items():
        if not _is_service(reasons) and not all(r.unspoken for r in by_thing[thing]):
            asked |= _spoken(by_thing[thing])
    found: dict[tuple[str, tuple[str, ...]], Hole] = {}
    for thing, reasons in covered.items():
        missing = tuple(in_order(asked - reasons))
        if not missing or _is_service(reasons):
            continue
        home = max(by_thing[thing], key=lambda row: (len(row.reasons), row.number))
        hole = found.setdefault((home.entity.document.path, missing), Hole([], missing, []))
        hole.things.append(thing)
        if home not in hole.homes:
            hole.homes.append(home)
    return list(found.values())

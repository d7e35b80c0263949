"""What a table of returns leaves out: things, and reasons that no row covers for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.finding import Hit
from cxlint.linting.returns.table import (
    CHANGED_MIND,
    DEFECTIVE,
    ELSE,
    GOODS,
    SERVICE,
    SERVICES,
    ReturnRow,
    rows,
    shorten_things,
    sort_reasons,
    spellings,
)
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from cxlint.policy.policy import Policy

RELATED = 5
"""How many rows a finding points to besides its own."""


class CoverageHole(NamedTuple):
    """Things for which the same reasons are left out, and the rows they stand in."""

    things: list[str]
    reasons: tuple[str, ...]
    homes: dict[int, ReturnRow]

    def build_hit(self, own: Collection[str], case: str = "") -> Hit:
        """Return the hole as a hit. Facts: things, reasons, own (those among `own`), others."""
        home, *others = self.homes.values()
        members = tuple(dict.fromkeys(each.entity.name for each in self.homes.values()))
        return Hit(
            at=home.entity.at("reasons"),
            entity=home.entity.name,
            key=self.reasons,
            case=case,
            facts={
                "things": shorten_things(self.things),
                "reasons": self.reasons,
                "own": [reason for reason in self.reasons if reason in own],
                "others": [reason for reason in self.reasons if reason not in own],
            },
            related=tuple(
                (other.entity.at("reasons"), f"the same is left out in {other.entity.id}")
                for other in others[:RELATED]
            ),
            members=members,
        )


def coverage_holes(policy: Policy) -> list[CoverageHole]:
    """Return what no row covers, one for all things that miss the same reasons.

    The things are those that some row names, and whatever else there is where a row is for
    everything. Each must be covered for a change of mind and for being defective, and for every
    reason that the table names for some other thing. What is called a service, or whose rows speak
    of service, and of nothing that only goods can suffer, cannot be defective. Nothing is concluded
    from a table of which a part could not be read.
    """
    if policy.unsure("return"):
        return []
    table = rows(policy)
    by_thing = _rows_by_thing(table)
    general = _reasons_of(row for row in table if row.is_general)
    covered = {thing: _reasons_of(standing) | general for thing, standing in by_thing.items()}
    goods = [thing for thing, reasons in covered.items() if not _is_service(thing, reasons)]
    asked = {CHANGED_MIND, DEFECTIVE}
    for thing in goods:
        asked |= _reasons_of(row for row in by_thing[thing] if not row.unspoken)
    spelt = spellings(table)
    found: dict[tuple[str, tuple[str, ...]], CoverageHole] = {}
    for thing in goods:
        if not (missing := tuple(sort_reasons(asked - covered[thing]))):
            continue
        home = max(by_thing[thing], key=lambda row: (len(row.reasons), row.number))
        place = (home.entity.document.vendor_file, missing)
        hole = found.setdefault(place, CoverageHole([], missing, {}))
        whatever = "anything" if len(by_thing) == 1 else ELSE
        hole.things.append(spelt.get(thing, whatever))
        hole.homes[home.number] = home
    return list(found.values())


def _rows_by_thing(table: Sequence[ReturnRow]) -> dict[str, list[ReturnRow]]:
    """Return the rows that name each thing; rows for everything stand under `ELSE`."""
    found: dict[str, list[ReturnRow]] = {}
    for row in table:
        for thing in row.things or (ELSE,):
            found.setdefault(thing, []).append(row)
    return found


def _reasons_of(table: Iterable[ReturnRow]) -> frozenset[str]:
    return frozenset().union(*(row.reasons for row in table))


def _is_service(thing: str, reasons: frozenset[str]) -> bool:
    called = SERVICE in reasons or not SERVICES.isdisjoint(thing.split()[-1:])
    return called and reasons.isdisjoint(GOODS)

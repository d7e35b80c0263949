"""What a table of returns leaves out: things, and reasons that no row covers for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.finding import Hit
from cxlint.policy.returns.cases import open_axes, sides
from cxlint.policy.returns.table import (
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

    from cxlint.linting.model.finding import Severity
    from cxlint.policy.policy import Policy
    from cxlint.policy.returns.cases import Axis

PURCHASES = "purchases"
"""What things are called where every row is for all of them."""

RELATED = 5
"""How many rows a finding points to besides its own."""

SEVERAL = 4
"""From how many reasons on a table means to list them all."""


class CoverageHole(NamedTuple):
    """Things for which the same reasons are left out, and the rows they stand in.

    `doubt` says why perhaps nothing is missing: the things may be services (`service`), or no row
    of the table speaks of the reason (`unheard`).
    """

    things: list[str]
    reasons: tuple[str, ...]
    homes: dict[int, ReturnRow]
    doubt: str = ""

    def build_hit(
        self, own: Collection[str], case: str = "", severity: Severity | None = None
    ) -> Hit:
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
            severity=severity,
        )


def coverage_holes(policy: Policy) -> list[CoverageHole]:
    """Return what no row covers, one for all things that miss the same reasons.

    The things are those that some row names, and whatever else there is where a row is for
    everything. Each must be covered for a change of mind and for being defective, and for every
    reason that the table names for some other thing. What is called a service, and whose rows speak
    of nothing that only goods can suffer, cannot be defective; what is called something else, and
    whose rows speak of service, may be one. A table that lists `SEVERAL` reasons means to list them
    all, so that a service below expectation is asked for too. Nothing is concluded from a table of
    which a part could not be read.
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
    unheard = {SERVICE} - asked if len(asked) >= SEVERAL else set()
    spelt = spellings(table)
    found: dict[tuple[str, tuple[str, ...], str], CoverageHole] = {}
    for thing in goods:
        missing = asked - covered[thing]
        doubt = "service" if missing and _may_be_service(covered[thing]) else ""
        if not missing:
            missing, doubt = unheard - covered[thing], "unheard"
        if not missing:
            continue
        reasons = tuple(sort_reasons(missing))
        home = max(by_thing[thing], key=lambda row: (len(row.reasons), row.number))
        place = (home.entity.document.vendor_file, reasons, doubt)
        hole = found.setdefault(place, CoverageHole([], reasons, {}, doubt))
        hole.things.append(PURCHASES if [*by_thing] == [ELSE] else spelt.get(thing, ELSE))
        hole.homes[home.number] = home
    return list(found.values())


class OpenCase(NamedTuple):
    """Things of which the rows speak in one state alone, such as unopened."""

    things: list[str]
    axis: Axis
    home: ReturnRow


def open_cases(policy: Policy) -> list[OpenCase]:
    """Return the things whose every row asks for one state, and says nothing of the opposite.

    Nothing is concluded from a table of which a part could not be read.
    """
    table = rows(policy)
    if policy.unsure("return") or not any(
        row.entity.says("conditions") or row.entity.says("state") for row in table
    ):
        return []
    by_thing = _rows_by_thing(table)
    general = by_thing.get(ELSE, [])
    spelt = spellings(table)
    found: dict[tuple[str, str], OpenCase] = {}
    for thing, standing in by_thing.items():
        for axis, home in _open_axes(standing if thing == ELSE else [*standing, *general]).items():
            place = (home.entity.document.vendor_file, axis.worse)
            case = found.setdefault(place, OpenCase([], axis, home))
            case.things.append(PURCHASES if [*by_thing] == [ELSE] else spelt.get(thing, ELSE))
    return list(found.values())


def _open_axes(standing: Sequence[ReturnRow]) -> dict[Axis, ReturnRow]:
    """Return the opposites left open for some reason, each with the row that asks for one side."""
    found: dict[Axis, ReturnRow] = {}
    named = [(row, sides(row.entity)) for row in standing]
    asking = [(row, known) for row, known in named if known and row.is_returnable]
    for reason in sort_reasons(_reasons_of(row for row, _ in asking)):
        for axis in open_axes(known for row, known in named if reason in row.reasons):
            home = next(row for row, _ in asking if reason in row.reasons)
            found.setdefault(axis, home)
    return found


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
    return not SERVICES.isdisjoint(thing.split()[-1:]) and reasons.isdisjoint(GOODS)


def _may_be_service(reasons: frozenset[str]) -> bool:
    return SERVICE in reasons and reasons.isdisjoint(GOODS)

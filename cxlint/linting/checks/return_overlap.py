"""Returns for which two rows of the table give different answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cxlint.linting.clashing import Clash, Terms, clash, first_clash, terms
from cxlint.linting.finding import Hit, Severity
from cxlint.linting.returning import in_order, rows, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.reading.policy import Policy

_SEVERITIES: dict[str, Severity] = {"conditions": "warning", "default": "info"}


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rows that clash, and for which things and reasons."""

    first: Terms
    second: Terms
    things: dict[str, None] = field(default_factory=dict)
    reasons: set[str] = field(default_factory=set)


def return_overlap(policy: Policy) -> Iterator[Hit]:
    """Yield rows that cover the same thing for the same reason and end differently.

    Rows differ in whether they take back, window, clock, fee, postage or refund; only what both
    state is compared. Rows that are steps of a ladder (longer, at worse terms) and rows that
    conditions tell apart do not clash. For each thing and reason the first clash is told; rows
    that clash for several are one hit. Cases: rows as specific as one another (``); one that asks
    for more and gives less (`conditions`, a warning); a row for everything, or for whatever
    reason, beside one that names the thing or the reason (`default`, for information, once for
    each such row). Facts: things, reasons, one and other (what each gives).

    Args:
        policy: the policy.
    """
    table = [terms(row) for row in rows(policy)]
    for overlap in _overlaps(table):
        yield _hit(overlap, "conditions" if overlap.first.asks != overlap.second.asks else "")
    for overlap in _defaults(table):
        yield _hit(overlap, "default")


def _overlaps(table: Sequence[Terms]) -> Iterable[Overlap]:
    """Return the clashes of rows that are as specific as one another."""
    found: dict[tuple[int, int], Overlap] = {}
    cells: dict[tuple[int, ...], dict[str, Clash]] = {}
    for thing, standing in _by_thing(table).items():
        if len(standing) < 2:
            continue
        key = tuple(each.row.number for each in standing)
        if key not in cells:
            cells[key] = _clashes(standing)
        for reason, pair in cells[key].items():
            first, second = sorted(pair, key=lambda each: each.row.number)
            numbers = (first.row.number, second.row.number)
            overlap = found.setdefault(numbers, Overlap(first, second))
            overlap.things[thing] = None
            overlap.reasons.add(reason)
    return found.values()


def _by_thing(table: Iterable[Terms]) -> dict[str, list[Terms]]:
    found: dict[str, list[Terms]] = {}
    for each in table:
        for thing in each.row.things or ("anything",):
            found.setdefault(thing, []).append(each)
    return found


def _clashes(standing: Sequence[Terms]) -> dict[str, Clash]:
    """Return the first clash for each reason, among rows that name it and rows that name none."""
    cells: dict[tuple[bool, str], list[Terms]] = {}
    for each in standing:
        for reason in each.row.reasons:
            cells.setdefault((each.row.unspoken, reason), []).append(each)
    found: dict[str, Clash] = {}
    for (_, reason), cell in cells.items():
        if len(cell) > 1 and reason not in found and (pair := first_clash(cell)):
            found[reason] = pair
    return found


def _defaults(table: Sequence[Terms]) -> Iterable[Overlap]:
    """Return the rows that clash with what the first broader row says, by that broader row.

    A row that gives an honest reason is meant as an exception.
    """
    broad: dict[tuple[str, str], Terms] = {}
    for each in table:
        if each.row.general or each.row.unspoken:
            for thing in each.row.things or ("",):
                for reason in each.row.reasons:
                    broad.setdefault((thing, reason), each)
    found: dict[int, Overlap] = {}
    for each in table:
        if not broad or each.row.entity.says("because"):
            continue
        agrees: dict[int, bool] = {}
        for thing, reason, wide in _above(each, broad):
            number = wide.row.number
            if number not in agrees:
                agrees[number] = not clash(wide, each)
            if not agrees[number]:
                overlap = found.setdefault(number, Overlap(wide, each))
                overlap.things[thing or "anything"] = None
                overlap.reasons.add(reason)
    return found.values()


def _above(each: Terms, broad: dict[tuple[str, str], Terms]) -> Iterator[tuple[str, str, Terms]]:
    """Yield the broader rows that speak of the same things and reasons as a row."""
    row = each.row
    for thing in row.things or ("",):
        for reason in row.reasons:
            for wide in (broad.get((thing, reason)), broad.get(("", reason))):
                if wide is not None and _breadth(wide) > _breadth(each):
                    yield thing, reason, wide


def _breadth(each: Terms) -> tuple[bool, bool]:
    return each.row.general, each.row.unspoken


def _hit(overlap: Overlap, case: str) -> Hit:
    first, second = overlap.first, overlap.second
    shown, other = (first, second) if case == "default" else (second, first)
    return Hit(
        at=shown.row.entity.at("reasons"),
        entity=shown.row.entity.name,
        key=(other.row.entity.id,),
        case=case,
        facts={
            "things": told(overlap.things),
            "reasons": in_order(overlap.reasons),
            "one": _gives(first),
            "other": _gives(second),
        },
        severity=_SEVERITIES.get(case),
        related=((other.row.entity.at("reasons"), f"{other.row.entity.id}: {_gives(other)}"),),
    )


def _gives(each: Terms) -> str:
    """Return what a row gives in a few words, as far as it says."""
    entity = each.row.entity
    if not each.row.returnable:
        return "not taken back"
    payer = entity.get("shipping_paid_by")
    said = [
        entity.get("window"),
        f"from {entity.get('from')}" if each.clock else None,
        f"fee {entity.get('fee')}" if entity.says("fee") else None,
        f"postage paid by {payer}" if payer else None,
        " or ".join(entity.texts("refund")),
    ]
    return ", ".join(word for word in said if word) or "taken back"

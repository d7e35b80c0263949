"""Returns for which two rows of the table give different answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.finding import Hit, Severity
from cxlint.linting.returns.conflicts import (
    Clash,
    Terms,
    first_clash,
    first_unclear,
    is_clash,
    is_longer,
    terms,
)
from cxlint.policy.returns.fees import read_fee
from cxlint.policy.returns.table import (
    REASONS,
    ReturnRow,
    rows,
    shorten_things,
    sort_reasons,
    spellings,
)
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.policy.policy import Policy

_SEVERITIES: dict[str, Severity] = {"conditions": "warning", "default": "info", "unclear": "info"}


class Overlap(NamedTuple):
    """Two rows that clash, and for which things and reasons."""

    first: Terms
    second: Terms
    things: dict[str, None]
    reasons: set[str]


def return_overlap(policy: Policy) -> Iterator[Hit]:
    """Yield rows that cover the same thing for the same reason and end differently.

    Rows differ in whether they take back, window, clock, fee, postage or refund; only what both
    state is compared. Rows that are steps of a ladder (longer, at worse terms), rows that
    conditions tell apart, and rows for two cases (two kinds of proof, a thing opened or not) do not
    clash. For each thing and reason the first clash is told; rows that clash for several are one
    hit. Cases: rows as specific as one another (``); one that asks for more and gives less
    (`conditions`, a warning); two windows of which the longer has its price and of the shorter none
    is stated (`unclear`, for information); a row for everything, or for whatever reason, beside one
    that names the thing or the reason (`default`, for information, once for each such
    row). Facts: things, reasons, one and other (what each gives), asked (conditions of the row that
    asks for more).

    Args:
        policy: the policy.
    """
    rows_ = rows(policy)
    spelt = spellings(rows_)
    table = [terms(row) for row in rows_]
    for overlap in _overlaps(table):
        yield _hit(overlap, _case(overlap), spelt)
    for overlap in _defaults(table):
        yield _hit(overlap, "default", spelt)


def _case(overlap: Overlap) -> str:
    if overlap.first.asks != overlap.second.asks:
        return "conditions"
    return "" if is_clash(overlap.first, overlap.second) else "unclear"


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
            overlap = found.setdefault(numbers, Overlap(first, second, {}, set()))
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
    cells: dict[str, list[Terms]] = {}
    silent: list[Terms] = []
    for each in standing:
        if each.row.unspoken:
            silent.append(each)
            continue
        for reason in each.row.reasons:
            cells.setdefault(reason, []).append(each)
    found: dict[str, Clash] = {}
    if pair := _first_clash(silent):
        found = dict.fromkeys(REASONS, pair)
    for reason, cell in cells.items():
        if pair := _first_clash(cell):
            found[reason] = pair
    return found


def _first_clash(cell: Sequence[Terms]) -> Clash | None:
    return (first_clash(cell) or first_unclear(cell)) if len(cell) > 1 else None


def _defaults(table: Sequence[Terms]) -> Iterable[Overlap]:
    """Return the rows that clash with what the first broader row says, by that broader row.

    A row that gives an honest reason is meant as an exception.
    """
    broader = _Broader(table)
    found: dict[int, Overlap] = {}
    for each in table:
        if each.row.entity.says("because"):
            continue
        for things, reasons, wide in broader.than(each.row):
            if is_clash(wide, each):
                overlap = found.setdefault(wide.row.number, Overlap(wide, each, {}, set()))
                overlap.things.update(dict.fromkeys(things or ("anything",)))
                overlap.reasons.update(reasons)
    return found.values()


class _Broader:
    """The first row that is for everything and whatever reason, for everything, for a thing."""

    __slots__ = ("all", "by_reason", "by_thing")

    def __init__(self, table: Iterable[Terms]) -> None:
        self.all: Terms | None = None
        self.by_reason: dict[str, Terms] = {}
        self.by_thing: dict[str, Terms] = {}
        for each in table:
            row = each.row
            if row.is_general and row.unspoken:
                self.all = self.all or each
            elif row.is_general:
                for reason in row.reasons:
                    self.by_reason.setdefault(reason, each)
            elif row.unspoken:
                for thing in row.things:
                    self.by_thing.setdefault(thing, each)

    def than(self, row: ReturnRow) -> Iterator[tuple[Sequence[str], Sequence[str], Terms]]:
        """Yield the rows broader than a row, with the things and reasons both speak of."""
        if self.all and not (row.is_general and row.unspoken):
            yield row.things, row.reasons, self.all
        if row.is_general:
            return
        for reason in row.reasons if self.by_reason else ():
            if reason in self.by_reason:
                yield row.things, (reason,), self.by_reason[reason]
        for thing in row.things if self.by_thing and not row.unspoken else ():
            if thing in self.by_thing:
                yield (thing,), row.reasons, self.by_thing[thing]


def _hit(overlap: Overlap, case: str, spelt: Mapping[str, str]) -> Hit:
    first, second = overlap.first, overlap.second
    shown, related = (first, second) if case == "default" else (second, first)
    if case == "unclear" and is_longer(shown, related):
        shown, related = related, shown
    swapped = case == "conditions" and first.asks > second.asks
    one, other = (second, first) if swapped else (first, second)
    entity = related.row.entity
    return Hit(
        at=shown.row.entity.at("reasons"),
        entity=shown.row.entity.name,
        key=(entity.id,),
        case=case,
        facts={
            "things": shorten_things([spelt.get(thing, thing) for thing in overlap.things]),
            "reasons": sort_reasons(overlap.reasons),
            "one": _gives(one, other),
            "other": _gives(other, one),
            "asked": other.row.entity.texts("conditions"),
        },
        severity=_SEVERITIES.get(case),
        related=((entity.at("reasons"), f"the other row: {_gives(related, shown)}"),),
    )


def _gives(each: Terms, other: Terms) -> str:
    """Return in a few words what a row says other than another one."""
    if not each.row.is_returnable:
        return "not taken back"
    entity = each.row.entity
    charge = read_fee(entity)
    _, fee, postage, refund = (
        mine is not None and mine != theirs
        for mine, theirs in zip(each.matters, other.matters, strict=True)
    )
    clock = each.clock is not None and each.clock != other.clock
    said = [
        entity.get("window") if each.window != other.window else None,
        f"from {entity.get('from')}" if clock else None,
        f"fee {charge.words}" if fee and charge else None,
        f"postage paid by {entity.get('shipping_paid_by')}" if postage else None,
        " or ".join(entity.texts("refund")) if refund else None,
    ]
    return ", ".join(word for word in said if word) or "taken back"

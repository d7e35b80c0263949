"""Rows of a table of returns that speak of the same return and do not agree."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cxlint.linting.returns.table import ReturnRow, calendar_days, is_free
from cxlint.records import NamedTuple
from cxlint.values.quantities import duration, money, percentage

if TYPE_CHECKING:
    from collections.abc import Sequence

ENDLESS_WINDOW = Fraction(10**9)
CLOCKS = {"delivery": 0, "shipment": 1, "order": 2, "purchase": 3}
PAYERS = {"us": 0, "customer": 1}


class Value(NamedTuple):
    """What a row says of one matter: `amount` grows as it gets worse for the customer.

    Values of other kinds cannot be ranked, save that nothing is nothing in every kind.
    """

    kind: str
    amount: Fraction | int


class Terms(NamedTuple):
    """What a row gives and takes. Matters it does not speak of are None.

    `matters` are whether it takes back, the fee, the postage, and the refund. `clock` is when the
    window starts; it tells rows apart only where their windows are the same.
    """

    row: ReturnRow
    asks: frozenset[str]
    window: Fraction | None
    clock: Value | None
    matters: tuple[Value | None, ...]


Clash = tuple[Terms, Terms]


def terms(row: ReturnRow) -> Terms:
    """Return what the row gives and takes, ready for comparison."""
    entity = row.entity
    asks = frozenset(" ".join(word.lower().split()) for word in entity.texts("conditions"))
    if not row.is_returnable:
        return Terms(row, asks, None, None, (Value("", 1), None, None, None))
    window = entity.get("window")
    start = entity.get("from")
    endless = window == "unlimited"
    return Terms(
        row,
        asks,
        ENDLESS_WINDOW if endless else calendar_days(duration(window)) if window else None,
        Value("", CLOCKS[start]) if start and not endless else None,
        (
            Value("", 0),
            _fee_value(entity.get("fee")),
            _rank_word(PAYERS, entity.get("shipping_paid_by")),
            _refund_value(entity.texts("refund")),
        ),
    )


def _rank_word(ranks: dict[str, int], word: Any) -> Value | None:
    return Value("", ranks[word]) if word else None


def _fee_value(fee: Any) -> Value | None:
    if fee is None:
        return None
    if is_free(fee):
        return Value("", 0)
    if fee.rstrip().endswith("%"):
        return Value("%", percentage(fee))
    asked = money(fee)
    return Value(asked.currency, asked.amount)


def _refund_value(ways: Sequence[str]) -> Value | None:
    if not ways:
        return None
    if not {"original payment", "money"}.isdisjoint(ways):
        return Value("", 0)
    return Value("", 2 if {"store credit", "gift card"}.issuperset(ways) else 1)


def is_clash(one: Terms, other: Terms) -> bool:
    """Whether two rows for the same return cannot both be meant.

    Rows whose conditions differ are told apart by them, unless one asks nothing and gives longer
    than the one that asks. Where windows are the same, or one states none, rows clash in what
    both speak of. Where one is longer, the rows are steps of a ladder as long as its terms are in
    some way other and in no way better; else they clash.
    """
    if one.asks != other.asks:
        return _asks_more_for_less(one, other) or _asks_more_for_less(other, one)
    if one.window is None or other.window is None or one.window == other.window:
        return any(
            mine is not None and theirs is not None and mine != theirs
            for mine, theirs in zip(_all_values(one), _all_values(other), strict=True)
        )
    short, long = (one, other) if one.window < other.window else (other, one)
    return short.matters == long.matters or any(
        mine is not None and theirs is not None and _is_better(theirs, mine)
        for mine, theirs in zip(short.matters, long.matters, strict=True)
    )


def _asks_more_for_less(free_row: Terms, asking: Terms) -> bool:
    return (
        not free_row.asks
        and free_row.window is not None
        and asking.window is not None
        and asking.window < free_row.window
    )


def _all_values(each: Terms) -> tuple[Value | None, ...]:
    return (each.clock, *each.matters)


def _is_better(value: Value, than: Value) -> bool:
    return value.amount < than.amount and (value.kind == than.kind or not value.amount)


def first_clash(cell: Sequence[Terms]) -> Clash | None:
    """Return two rows of a cell that clash, if any do, in time linear but for one sort."""
    groups: dict[frozenset[str], list[Terms]] = {}
    for each in cell:
        groups.setdefault(each.asks, []).append(each)
    for group in groups.values():
        found = _clash_with_open(group) or _clash_of_windows(group) or _clash_along_windows(group)
        if found:
            return found
    return _clash_across(groups)


def _clash_across(groups: dict[frozenset[str], list[Terms]]) -> Clash | None:
    unasking = [each for each in groups.get(frozenset(), ()) if each.window is not None]
    if not unasking:
        return None
    longest = max(unasking, key=_window_length)
    for asks, group in groups.items():
        for each in group:
            if asks and _asks_more_for_less(longest, each):
                return longest, each
    return None


def _window_length(each: Terms) -> Fraction:
    return ENDLESS_WINDOW if each.window is None else each.window


def _clash_with_open(group: Sequence[Terms]) -> Clash | None:
    """Find a clash with a row that states no window: it stands beside every other."""
    for matter in range(len(_all_values(group[0]))):
        first = next(
            (e for e in group if e.window is None and _all_values(e)[matter] is not None), None
        )
        if first is None:
            continue
        for each in group:
            if _all_values(each)[matter] not in (None, _all_values(first)[matter]):
                return first, each
    return None


def _clash_of_windows(group: Sequence[Terms]) -> Clash | None:
    """Find two rows that differ in nothing but how long the customer has."""
    seen: dict[tuple[Value | None, ...], Terms] = {}
    for each in group:
        if each.window is None:
            continue
        first = seen.setdefault(each.matters, each)
        if first.window != each.window:
            return first, each
    return None


def _clash_along_windows(group: Sequence[Terms]) -> Clash | None:
    """Go from the shortest window up; find terms that differ within one or get better after."""
    worst: list[dict[str, tuple[Value, Terms]]] = [{} for _ in group[0].matters]
    by_window: dict[Fraction, list[Terms]] = {}
    for each in group:
        if each.window is not None:
            by_window.setdefault(each.window, []).append(each)
    for window in sorted(by_window):
        level = by_window[window]
        found = _clash_within(level) or _clash_after(level, worst)
        if found:
            return found
        for each in level:
            _note_worst(each, worst)
    return None


def _clash_within(level: Sequence[Terms]) -> Clash | None:
    stated: dict[int, tuple[Value, Terms]] = {}
    for each in level:
        for matter, value in enumerate(_all_values(each)):
            if value is None:
                continue
            first, holder = stated.setdefault(matter, (value, each))
            if first != value:
                return holder, each
    return None


def _clash_after(
    level: Sequence[Terms], worst: Sequence[dict[str, tuple[Value, Terms]]]
) -> Clash | None:
    for each in level:
        for matter, value in enumerate(each.matters):
            if value is None:
                continue
            kinds = worst[matter]
            for kind in [value.kind] if value.amount else list(kinds):
                if kind in kinds and _is_better(value, kinds[kind][0]):
                    return kinds[kind][1], each
    return None


def _note_worst(each: Terms, worst: Sequence[dict[str, tuple[Value, Terms]]]) -> None:
    for matter, value in enumerate(each.matters):
        if value is None:
            continue
        held = worst[matter].get(value.kind)
        if held is None or held[0].amount < value.amount:
            worst[matter][value.kind] = (value, each)

"""Rows of a table of returns that speak of the same return and do not agree."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

from cxlint.linting.returns.meetings import divide
from cxlint.policy.returns.cases import demands, read_case
from cxlint.policy.returns.fees import read_fee, written_amount
from cxlint.policy.returns.table import ReturnRow, calendar_days
from cxlint.records import NamedTuple
from cxlint.values.quantities import duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.policy.returns.cases import Case
    from cxlint.policy.returns.fees import Fee

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
    window starts; it tells rows apart only where their windows are the same. `case` says which
    returns the row is for.
    """

    row: ReturnRow
    asks: frozenset[str]
    case: Case
    window: Fraction | None
    clock: Value | None
    matters: tuple[Value | None, ...]

    @property
    def number(self) -> int:
        """The place of the row in the table."""
        return self.row.number

    @property
    def terms(self) -> tuple[object, ...]:
        """All that it says; what two rows have in common that say the same."""
        return self[1:]


Clash = tuple[Terms, Terms]


def terms(row: ReturnRow) -> Terms:
    """Return what the row gives and takes, ready for comparison."""
    entity = row.entity
    case = (demands(entity), read_case(entity))
    if not row.is_returnable:
        return Terms(row, *case, None, None, (Value("", 1), None, None, None))
    window = entity.get("window")
    start = entity.get("from")
    endless = window == "unlimited"
    return Terms(
        row,
        *case,
        ENDLESS_WINDOW if endless else calendar_days(duration(window)) if window else None,
        Value("", CLOCKS[start]) if start and not endless else None,
        (
            Value("", 0),
            _fee_value(read_fee(entity)),
            _rank_word(PAYERS, entity.get("shipping_paid_by")),
            _refund_value(entity.texts("refund")),
        ),
    )


def _rank_word(ranks: dict[str, int], word: Any) -> Value | None:
    return Value("", ranks[word]) if word else None


def _fee_value(fee: Fee | None) -> Value | None:
    """Return a fee for comparison; one with a bound is of a kind of its own."""
    if fee is None:
        return None
    if fee.is_nothing:
        return Value("", 0)
    unit, amount = written_amount(fee.charge or fee.bound)
    if not fee.bound:
        return Value(unit, amount)
    if not fee.charge:
        return Value(f"up to {unit}", amount)
    bound, most = written_amount(fee.bound)
    return Value(f"{unit} up to {most} {bound}", amount)


def _refund_value(ways: Sequence[str]) -> Value | None:
    if not ways:
        return None
    if not {"original payment", "money"}.isdisjoint(ways):
        return Value("", 0)
    return Value("", 2 if {"store credit", "gift card"}.issuperset(ways) else 1)


def is_clash(one: Terms, other: Terms) -> bool:
    """Whether two rows for the same return cannot both be meant.

    Rows for two cases (opened and unopened, two kinds of proof, two groups of customers) never
    meet, and one for a case is an exception of one that names none. Rows whose conditions differ
    are told apart by them, unless one asks for some of the other's alone and gives longer. Where
    windows are the same, or one states none, rows clash in what both speak of. Where one is longer,
    the rows are steps of a ladder if it is worse in something that both speak of, or asks a price
    in something that the other leaves unsaid, and in no way better; else they clash.
    """
    if not one.case.meets(other.case):
        return False
    if one.asks != other.asks:
        return _asks_more_for_less(one, other) or _asks_more_for_less(other, one)
    if one.window is None or other.window is None or one.window == other.window:
        return any(
            mine is not None and theirs is not None and mine != theirs
            for mine, theirs in zip(_all_values(one), _all_values(other), strict=True)
        )
    return _clash_of_lengths(*_by_length(one, other))


def is_unclear(one: Terms, other: Terms) -> bool:
    """Whether two windows for the same return are steps of a ladder only by what one leaves unsaid.

    The longer has its price; what the shorter costs is not stated, so that nothing tells them
    apart.
    """
    if not one.case.meets(other.case) or one.asks != other.asks or is_clash(one, other):
        return False
    if one.window is None or other.window is None or one.window == other.window:
        return False
    return not any(
        mine is not None and theirs is not None and mine != theirs
        for mine, theirs in zip(one.matters, other.matters, strict=True)
    )


def _by_length(one: Terms, other: Terms) -> tuple[Terms, Terms]:
    return (other, one) if is_longer(one, other) else (one, other)


def is_longer(one: Terms, other: Terms) -> bool:
    """Whether a row gives customers more time than another; one without a window gives all."""
    return _window_length(one) > _window_length(other)


def _clash_of_lengths(short: Terms, long: Terms) -> bool:
    pairs = list(zip(short.matters, long.matters, strict=True))
    if any(_is_better(theirs, mine) for mine, theirs in pairs if mine and theirs):
        return True
    return not any(
        theirs is not None and (theirs.amount if mine is None else mine != theirs)
        for mine, theirs in pairs
    )


def _asks_more_for_less(free_row: Terms, asking: Terms) -> bool:
    return (
        free_row.asks < asking.asks
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
    for case in divide(cell):
        groups = _by_demands(case)
        for group in groups.values():
            found = (
                _clash_with_open(group) or _clash_of_windows(group) or _clash_along_windows(group)
            )
            if found:
                return found
        if found := _clash_across(groups):
            return found
    return None


def first_unclear(cell: Sequence[Terms]) -> Clash | None:
    """Return two rows of a cell without clashes that are told apart only by what is unsaid."""
    groups = (group for case in divide(cell) for group in _by_demands(case).values())
    found = (_clash_of_windows(group, unclear=True) for group in groups)
    return next((clash for clash in found if clash), None)


def _by_demands(case: Iterable[Terms]) -> dict[frozenset[str], list[Terms]]:
    """Return rows by what they ask of customers."""
    groups: dict[frozenset[str], list[Terms]] = {}
    for each in case:
        groups.setdefault(each.asks, []).append(each)
    return groups


def _clash_across(groups: dict[frozenset[str], list[Terms]]) -> Clash | None:
    """Find a row that asks for more than another one, and gives less time."""
    longest = {
        asks: max(timed, key=_window_length)
        for asks, group in groups.items()
        if (timed := [each for each in group if each.window is not None])
    }
    for asks, group in groups.items():
        for lesser in _lesser(asks, longest):
            for each in group:
                if _asks_more_for_less(longest[lesser], each):
                    return longest[lesser], each
    return None


def _lesser(
    asks: frozenset[str], groups: Mapping[frozenset[str], Terms]
) -> Iterator[frozenset[str]]:
    """Yield the groups that ask for a part of these demands, by whichever way is shorter."""
    if 2 ** len(asks) > len(groups):
        yield from (each for each in groups if each < asks)
        return
    for size in range(len(asks)):
        for some in combinations(sorted(asks), size):
            if (each := frozenset(some)) in groups:
                yield each


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


def _clash_of_windows(group: Sequence[Terms], *, unclear: bool = False) -> Clash | None:
    """Find two rows that agree in all that both speak of, save how long the customer has.

    Where the longer asks a price in what the shorter leaves unsaid, they may be steps of a ladder:
    these alone are looked for if `unclear`.
    """
    by_speech: dict[tuple[bool, ...], list[Terms]] = {}
    for each in group:
        if each.window is not None:
            speech = tuple(matter is not None for matter in each.matters)
            by_speech.setdefault(speech, []).append(each)
    for short_speech, short_rows in by_speech.items():
        for long_speech, long_rows in by_speech.items():
            both = _matters(short_speech, long_speech, mine=True)
            alone = _matters(short_speech, long_speech, mine=False)
            long = [each for each in long_rows if _asks_price(each, alone) is unclear]
            if found := _windows_that_differ(short_rows, long, both):
                return found
    return None


def _matters(short: Sequence[bool], long: Sequence[bool], *, mine: bool) -> list[int]:
    """Return the matters of which the longer speaks, and the shorter does or does not."""
    return [
        matter
        for matter, (said, said_too) in enumerate(zip(short, long, strict=True))
        if said_too and said is mine
    ]


def _asks_price(each: Terms, matters: Sequence[int]) -> bool:
    return any(value.amount for matter in matters if (value := each.matters[matter]))


def _windows_that_differ(
    short_rows: Sequence[Terms], long_rows: Sequence[Terms], both: Sequence[int]
) -> Clash | None:
    """Find a row, and a longer one that says the same of the matters that both speak of."""
    shortest: dict[tuple[Value | None, ...], Terms] = {}
    for each in short_rows:
        said = tuple(each.matters[matter] for matter in both)
        if said not in shortest or _window_length(each) < _window_length(shortest[said]):
            shortest[said] = each
    for each in long_rows:
        first = shortest.get(tuple(each.matters[matter] for matter in both))
        if first and _window_length(first) < _window_length(each):
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

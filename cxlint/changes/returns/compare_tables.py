"""Two tables of returns, and what the same customers get from each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.change import NEUTRAL
from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.places import cause_of, spot_of
from cxlint.changes.pairing.statements import one_sided, state_change
from cxlint.changes.returns.offers import (
    NOT_RETURNABLE,
    Contrast,
    clock_of,
    contrast_refusals,
    contrast_rows,
    contrast_windows,
    days_of,
    goodness,
)
from cxlint.changes.returns.rows import (
    Buyer,
    Row,
    Table,
    fits,
    fits_proof,
    fits_who,
    is_contradiction,
    list_buyers,
    list_demands,
    list_reasons,
    list_things,
    read_table,
)
from cxlint.changes.returns.scope import build_scopes
from cxlint.changes.returns.witnesses import find_witness
from cxlint.policy.returns.table import spellings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.changes.change import Cause, Change
    from cxlint.changes.pairing.sides import Pair

WORDS = {
    "window": "time to send it back", "from": "the time starts with", "fee": "fee",
    "up_to": "fee at most", "refund_within": "money back within", "refund": "customers get",
    "requires_approval": "approval", "proof": "proof", "conditions": "condition",
    "shipping_paid_by": "postage", "shipping_cost": "postage", "alternatives": "offered instead",
    "disclosed_before_purchase": "told before they buy",
}  # fmt: skip
"""What sentences call what a row says under a key."""


def compare_returns(pair: Pair) -> Iterator[Change]:
    """Yield what differs between what customers get back before and after."""
    stated = [[each.data for each in side.policy.of("return")] for side in pair.sides]
    if stated[0] == stated[1] or any(side.policy.unsure("return") for side in pair.sides):
        return
    tables = read_table(pair.before), read_table(pair.after)
    if not any(table.rows for table in tables):
        return
    found: dict[tuple[Any, ...], list[Buyer]] = {}
    known: dict[tuple[Any, ...], list[tuple[Contrast, Row | None, Row | None, Buyer]]] = {}
    reasons = list_reasons(tables)
    for thing in list_things(tables):
        for reason in reasons:
            for contrast, old, new, buyer in _compare_cell(tables, thing, reason, known):
                one = buyer._replace(thing=thing, reason=reason)
                found.setdefault((contrast, old, new), []).append(one)
    spelt = spellings(row.stated for table in tables for row in table.rows)
    for (contrast, old, new), buyers in found.items():
        rows = [row for row in (old, new) if row is not None]
        witness = find_witness(contrast, tables, buyers[0])
        for who in build_scopes(tables, buyers, spelt, contrast, rows):
            cause = _find_cause(tables, contrast, old, new)
            yield _build(contrast, old, new, who)._replace(witness=witness, cause=cause)


def _find_cause(
    tables: tuple[Table, Table], contrast: Contrast, old: Row | None, new: Row | None
) -> Cause | None:
    """Return the row that was edited where another one serves the customers now, or did before."""
    former = {row.id: row for row in tables[0].rows}
    current = {row.id: row for row in tables[1].rows}
    if old is None or new is None or old.id == new.id:
        return None
    if new.id in former and former[new.id].entity.data == new.entity.data:
        edited = current.get(old.id, old)
        return cause_of(edited.entity, *([contrast.key] if old.id in current else []))
    if old.id in current and current[old.id].entity.data == old.entity.data and new.id in former:
        return cause_of(new.entity, contrast.key)
    return None


def _compare_cell(
    tables: tuple[Table, Table], thing: str, reason: str, known: dict[tuple[Any, ...], Any]
) -> Sequence[tuple[Contrast, Row | None, Row | None, Buyer]]:
    """Return what differs for one thing and reason; equal cells are worked out once."""
    old, new = (table.candidates(Buyer(thing, reason)) for table in tables)
    rows = tuple(tuple(row.stated.number for row in each) for each in (old, new))
    if rows not in known:
        is_same = list(map(_content, old)) == list(map(_content, new))
        buyers = iter(()) if is_same else list_buyers(tables, thing, reason)
        known[rows] = _without_repeats(tables, buyers)
    found: Sequence[tuple[Contrast, Row | None, Row | None, Buyer]] = known[rows]
    return found


def _content(row: Row) -> tuple[str, Any]:
    """Return all on which it rests what a row gives to whom."""
    return row.id, row.entity.data


def _without_repeats(
    tables: tuple[Table, Table], buyers: Iterator[Buyer]
) -> list[tuple[Contrast, Row | None, Row | None, Buyer]]:
    """Return what differs for some customers, without what does so for others who meet less."""
    found: dict[tuple[Any, ...], list[Buyer]] = {}
    for buyer in buyers:
        for key in _compare_buyer(tables, buyer):
            found.setdefault(key, []).append(buyer)
    return [(*key, buyer) for key, told in found.items() for buyer in _widest(tables, told)]


def _widest(tables: tuple[Table, Table], buyers: Sequence[Buyer]) -> Iterator[Buyer]:
    """Yield those who meet least, with the conditions that others meet for whom it is not so."""
    by_kind: dict[tuple[Any, ...], list[Buyer]] = {}
    for each in buyers:
        by_kind.setdefault(each._replace(meets=frozenset()), []).append(each)
    for alike in by_kind.values():
        every = list_demands(tables, alike[0])
        for each in alike:
            if not any(other.meets < each.meets for other in alike):
                wider = [other.meets for other in alike if other.meets >= each.meets]
                lacks = every.difference(*wider)
                told = {one for one in lacks if not is_contradiction({one, *each.meets})}
                yield each._replace(lacks=frozenset(told))


def _compare_buyer(
    tables: tuple[Table, Table], buyer: Buyer
) -> Iterator[tuple[Contrast, Row | None, Row | None]]:
    """Yield what differs for one sort of customer."""
    standing = [table.standing(buyer) for table in tables]
    taken = [[row for row in rows if row.stated.is_returnable] for rows in standing]
    if all(taken):
        yield from _compare_taken(taken[0], taken[1])
    elif any(taken):
        yield from _compare_one_sided(tables, buyer, standing, taken)
    elif bool(standing[0]) != bool(standing[1]):
        if all(table.candidates(buyer) for table in tables):
            return  # whoever does not meet what is asked gets nothing back either way
        old, new = (rows[0] if rows else None for rows in standing)
        words = [NOT_RETURNABLE if row else None for row in (old, new)]
        yield Contrast("window", "returnable", NEUTRAL, words[0], words[1]), old, new
    elif standing[0]:
        old, new = _closest(standing[0], standing[1])
        for contrast in contrast_refusals(old, new):
            yield contrast, old, new


def _compare_one_sided(
    tables: tuple[Table, Table],
    buyer: Buyer,
    standing: Sequence[Sequence[Row]],
    taken: Sequence[Sequence[Row]],
) -> Iterator[tuple[Contrast, Row | None, Row | None]]:
    """Yield that customers may return something now, or no longer: by whole rows or by terms."""
    is_loss = bool(taken[0])
    own, other = (tables[0], tables[1]) if is_loss else (tables[1], tables[0])
    served = _longest(taken[0] if is_loss else taken[1])
    near = _near_miss(own, other, buyer)
    direction = ranks.by_sign(1 if is_loss else -1)
    if near is not None:
        old, new = (served, near) if is_loss else (near, served)
        for aspect, missing in _why_missed(near, buyer):
            values, _ = one_sided(missing, None, is_gone=not is_loss)
            if aspect == "proof":
                values = _listed(old, "proof"), _listed(new, "proof")
            yield Contrast(aspect, _KEYS[aspect], direction, *values), old, new
        return
    refusal = next(iter(standing[1] if is_loss else standing[0]), None)
    words = NOT_RETURNABLE if refusal else None
    window = str(served.entity.get("window") or "returnable")
    if is_loss:
        yield Contrast("window", "window", direction, window, words), served, refusal
    else:
        yield Contrast("window", "window", direction, words, window), refusal, served


_KEYS = {"proof": "proof", "condition": "conditions"}


def _listed(row: Row, key: str) -> str | None:
    return ", ".join(row.entity.texts(key)) or None


def _near_miss(own: Table, other: Table, buyer: Buyer) -> Row | None:
    """Return the row of the other side that would be for a customer but for what it asks.

    A row that asked the same before is none: what the customer had was another one.
    """
    asked = {row.id: row for row in own.candidates(buyer)}
    near = [
        row for row in other.candidates(buyer) if row.stated.is_returnable and fits_who(row, buyer)
    ]
    near = other.nearest(buyer, near)
    missed = [row for row in near if not fits(row, buyer)]
    fresh = [row for row in missed if row.id not in asked or fits(asked[row.id], buyer)]
    return min(
        fresh, key=lambda row: (row.id not in asked, len(row.demands), goodness(row)), default=None
    )


def _why_missed(row: Row, buyer: Buyer) -> Iterator[tuple[str, str]]:
    """Yield what a row asks that a customer does not meet, by aspect."""
    missing = [
        text for text in (*row.entity.texts("conditions"), *row.entity.texts("state"))
        if " ".join(text.lower().split()) in row.demands - buyer.meets
    ]  # fmt: skip
    if missing:
        yield "condition", ", ".join(missing)
    if not fits_proof(row, buyer):
        yield "proof", ", ".join(row.entity.texts("proof"))


def _longest(rows: Sequence[Row]) -> Row:
    """Return the row with the longest window, of those the one that starts last, and the best."""
    return min(rows, key=lambda row: (-days_of(row), _CLOCK[clock_of(row)], goodness(row)))


_CLOCK = {"delivery": 0, "shipment": 1, "purchase": 2}


def _closest(old: Sequence[Row], new: Sequence[Row]) -> tuple[Row, Row]:
    """Return two rows that are the same, where there are such; else the first of each side."""
    by_id = {row.id: row for row in new}
    return next(((row, by_id[row.id]) for row in old if row.id in by_id), (old[0], new[0]))


def _compare_taken(
    old: Sequence[Row], new: Sequence[Row]
) -> Iterator[tuple[Contrast, Row | None, Row | None]]:
    """Yield what differs where something is taken back on both sides, moment by moment."""
    last = _last_pair(old, new)
    for contrast in contrast_windows(*last):
        yield contrast, *last
    shorter = min(days_of(last[0]), days_of(last[1]))
    ends = sorted({days_of(row) for row in (*old, *new) if days_of(row) <= shorter} | {shorter})
    seen: set[tuple[Any, ...]] = set()
    for moment in ends:
        alive = [[row for row in rows if days_of(row) >= moment] for rows in (old, new)]
        if not all(alive):
            continue
        first, second = _best_pair(alive[0], alive[1])
        for contrast, *rows in _compare_moment(first, second, old, new, moment):
            if (key := (contrast, *rows)) not in seen:
                seen.add(key)
                yield contrast, rows[0], rows[1]


def _compare_moment(
    first: Row, second: Row, old: Sequence[Row], new: Sequence[Row], moment: Any
) -> Iterator[tuple[Contrast, Row, Row]]:
    """Yield what differs between the best rows of a moment.

    Where one of them is over on the other side already, its window is what differs.
    """
    contrasts = list(contrast_rows(first, second))
    if first.id != second.id and contrasts:
        over = [
            (mine, theirs)
            for mine in old for theirs in new
            if mine.id == theirs.id and (mine is first or theirs is second)
            and min(days_of(mine), days_of(theirs)) < moment
        ]  # fmt: skip
        if over:
            for pair in over:
                yield from ((each, *pair) for each in contrast_windows(*pair))
            return
    yield from ((each, first, second) for each in contrasts)


def _best_pair(old: Sequence[Row], new: Sequence[Row]) -> tuple[Row, Row]:
    """Return the best row of each side; of equally good ones, those that are the same."""
    best = [min(map(goodness, rows)) for rows in (old, new)]
    return _closest(
        [row for row in old if goodness(row) == best[0]],
        [row for row in new if goodness(row) == best[1]],
    )


def _last_pair(old: Sequence[Row], new: Sequence[Row]) -> tuple[Row, Row]:
    """Return the row of each side that lasts longest; of several, those that are the same."""
    last = [_longest(rows) for rows in (old, new)]
    ends = [(days_of(row), clock_of(row)) for row in last]
    return _closest(
        [row for row in old if (days_of(row), clock_of(row)) == ends[0]],
        [row for row in new if (days_of(row), clock_of(row)) == ends[1]],
    )


def _build(contrast: Contrast, old: Row | None, new: Row | None, who: dict[str, Any]) -> Change:
    thing = new or old
    assert thing is not None
    name = thing.entity.name
    key = contrast.key
    places = spot_of(old.entity if old else None, key), spot_of(new.entity if new else None, key)
    words = WORDS.get(key, key.replace("_", " "))
    values = contrast.old, contrast.new
    return state_change(name, contrast.aspect, contrast.direction, words, values, who, places)

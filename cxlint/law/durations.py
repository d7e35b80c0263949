"""The durations that the lines of a policy state, as laws compare them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.comparison import Comparison, fact_name, unknown
from cxlint.law.lines import select
from cxlint.law.measures import compare, compare_sum, usual_days
from cxlint.records import NamedTuple
from cxlint.values.durations import Duration, duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.law.comparison import Result, World
    from cxlint.law.lines import About
    from cxlint.law.measures import Bound

ANY_LENGTH = "unlimited"

_WINDOW = "window"
_DELIVERY = "delivery"

_UNDECIDED_STARTS = frozenset({"order", "purchase", "shipment"})
"""Whatever is counted from there has run for a while when the thing is delivered."""


class Stated(NamedTuple):
    """A duration, and where it is stated; None is no limit at all."""

    entity: Entity
    keys: tuple[str, ...]
    length: Duration | None


def compare_stated(
    world: World,
    about: About,
    field: str | Sequence[str],
    bound: Bound,
    asked: str | Sequence[str],
    *,
    longest: bool = False,
) -> Iterator[Comparison]:
    """Yield each duration under a field compared with a bound; what lacks it is not known.

    Of several fields the first that is stated counts, of several bounds that of the same kind.
    Where the `longest` counts, what extends a promise is a part of it.
    """
    bounds = [duration(each) for each in ((asked,) if isinstance(asked, str) else asked)]
    fields = (field,) if isinstance(field, str) else tuple(field)
    lines = select(world, about)
    if lines.absence is not None:
        yield lines.absence
    told = 0
    for entity in lines.entities:
        if fields != (_WINDOW,) and not about.is_taken_back(entity):
            continue
        stated = next(filter(None, (find_duration(entity, each) for each in fields)), None)
        if stated is not None:
            told += 1
            limit = _of_same_kind(stated, bounds)
            told_of = _compare(stated, bound, limit)
            yield _with_extension(stated, told_of, limit) if longest else told_of
        elif about.of != "promise":
            yield unknown(fact_name(entity.kind, fields[0]), entity)
    if about.of == "promise" and lines.entities and not told:
        yield unknown(fact_name("promise", fields[0]), lines.entities[0])


def find_duration(entity: Entity, field: str) -> Stated | None:
    """Return the duration under a field; contact reasons and teams promise by keys of their own."""
    keys = ("promise",) if entity.kind == "intent" else tuple(field.split("."))
    if entity.kind == "team":
        keys = ("sla", *keys)
    if entity.kind == "intent" and field != "resolution":
        return None
    value = entity.get(*keys)
    if value == ANY_LENGTH:
        return Stated(entity, keys, None)
    length = entity.duration(*keys) if value is not None else None
    return Stated(entity, keys, _on_clock(entity, length)) if length is not None else None


def _on_clock(entity: Entity, length: Duration) -> Duration:
    """Return a length as its clock counts it: days of a business clock are working days."""
    if entity.get("clock") != "business" or length.business or length.unit not in ("day", "hour"):
        return length
    return Duration(length.amount, length.unit, business=True)


def _of_same_kind(stated: Stated, bounds: Sequence[Duration]) -> Duration:
    """Return the bound that counts time as what is stated does; else the first."""
    is_business = stated.length is not None and stated.length.business
    return next((each for each in bounds if each.business == is_business), bounds[0])


def _compare(stated: Stated, bound: Bound, limit: Duration) -> Comparison:
    """Return how a duration compares; what is promised for a share says nothing of the rest."""
    entity, keys, length = stated
    unlimited: Result = "kept" if bound == "at_least" else "breach"
    result = unlimited if length is None else compare(length, bound, limit)
    share = entity.percentage("share") if entity.kind == "promise" else None
    if result == "kept" and share is not None and share < 1:
        return unknown(f"{fact_name(entity.kind, '.'.join(keys))} for every case", entity, *keys)
    words = "at most" if bound == "at_most" else "at least"
    return Comparison(
        result,
        entity,
        entity.at(*keys),
        says=ANY_LENGTH if length is None else str(length),
        asks=f"{words} {limit}",
        missing=f"{fact_name(entity.kind, '.'.join(keys))} in days of the same kind",
        tightness=usual_days(limit) * (-1 if bound == "at_most" else 1),
        longest=usual_days(limit) if bound == "at_most" else None,
    )


_EXTENSION = "extends_by"


def _with_extension(stated: Stated, told: Comparison, limit: Duration) -> Comparison:
    """Return a comparison of a promise that holds for the cases as well in which it is extended."""
    entity, keys, length = stated
    if keys == (_EXTENSION,) or told.result != "kept" or length is None or entity.kind != "promise":
        return told
    added = find_duration(entity, _EXTENSION)
    if added is None or added.length is None:
        return told
    result = compare_sum(length, added.length, limit)
    says = f"{length}, and {added.length} more"
    return told._replace(result=result, says=says, at=entity.at(_EXTENSION))


def compare_windows(
    world: World,
    about: About,
    asked: str,
    excused: Sequence[str],
    shorter_for: Mapping[str, Sequence[str]],
) -> Iterator[Comparison]:
    """Yield the windows of returns compared with one that is counted from delivery.

    What cannot be returned for one of the `excused` grounds is not meant. For goods that state one
    of some words under a key, other laws may allow a shorter one (`shorter_for`, by its length).
    """
    lines = select(world, about)
    if lines.absence is not None:
        yield lines.absence
    for row in lines.entities:
        if row.denies("returnable") and set(row.texts("because")) & set(excused):
            continue
        told = _compare_window(world, row, asked)
        shorter = _shorter_length(row, shorter_for)
        if told.result == "breach" and shorter is not None:
            doubt = unknown(f"whether the law allows {shorter} for such goods", row, "window")
            told = told if _compare_window(world, row, shorter).result == "breach" else doubt
        yield told


def _shorter_length(row: Entity, shorter_for: Mapping[str, Sequence[str]]) -> str | None:
    goods = set(row.texts("categories"))
    return next((length for length, words in shorter_for.items() if goods & set(words)), None)


def _compare_window(world: World, row: Entity, asked: str) -> Comparison:
    limit = duration(asked)
    asks = f"at least {limit} from delivery"
    if row.denies("returnable"):
        return Comparison("breach", row, row.at("returnable"), "nothing is taken back", asks)
    stated = find_duration(row, "window")
    if stated is None:
        return unknown(fact_name("return", "window"), row)
    says = f"{stated.length or ANY_LENGTH} from {row.get('from') or 'delivery'}"
    start, missing = _start_of(world, row)
    result = "kept" if stated.length is None else _compare_from(row, start, stated.length, limit)
    if missing and result != "kept" and _is_as_long(stated.length, limit):
        return unknown(missing, row, "window")
    if result is None:
        return unknown(fact_name("return", "delivery_time"), row, "window")
    missing = f"{fact_name('return', 'window')} in days"
    at = row.at("window")
    return Comparison(result, row, at, says, asks, missing, tightness=usual_days(limit))


def _is_as_long(window: Duration | None, limit: Duration) -> bool:
    return window is None or compare(window, "at_least", limit) == "kept"


def _start_of(world: World, row: Entity) -> tuple[str, str]:
    """Return from when a window counts, and the fact that would tell it better.

    Who buys in a store has the thing at once, so that the purchase is the delivery.
    """
    start = row.get("from") or _DELIVERY
    bought, organization = row.texts("bought"), world.policy.organization
    sells = organization.texts("sells") if organization is not None else ()
    if start != "purchase" or set(bought) == {"store"} or set(sells) == {"in_store"}:
        return (_DELIVERY if start == "purchase" else start), ""
    return start, "" if bought or sells else fact_name("organization", "sells")


def _compare_from(row: Entity, start: str, window: Duration, limit: Duration) -> Result | None:
    """Return whether a window is long enough from delivery on; None where that takes unsaid."""
    if start not in _UNDECIDED_STARTS:
        return compare(window, "at_least", limit)
    delivery = row.duration_range("delivery_time")
    if delivery is None:
        return "breach" if window <= limit else None
    left = usual_days(window) - usual_days(delivery[1])
    return "kept" if left >= usual_days(limit) else "breach"

"""Conditions on a case as literals, and whether some case can meet all of several.

A literal is one plain statement about one field. What several of them leave open is decided field
by field, and exactly: values are drawn from an unbounded stock of words, numbers from all numbers.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SINGLE_VALUED = frozenset({
    "status", "priority", "type", "group", "brand", "update", "form", "channel", "organization",
    "role of who updates it", "channel of the update",
})  # fmt: skip
"""Fields that hold one value at a time; of any other a case may have several, as of tags."""

SINCE = ("hours since ", "business hours since ")
BEFORE = ("hours before ", "business hours before ")
"""How fields begin that count the time since something, or until it."""

NOTHING = "nothing"
"""The value of a field that is empty."""


class Literal(NamedTuple):
    """One statement about a field: `holds` says whether it is affirmed or denied.

    By `kind`: `is` (it has one of the values), `more` and `less` (than the bound), `changed` (by
    this very change), `from` (one of the values before it), `test` (a question in words).
    """

    field: str
    kind: str
    values: frozenset[str] = frozenset()
    bound: float = 0.0
    holds: bool = True

    def deny(self) -> Literal:
        """Return the opposite."""
        return self._replace(holds=not self.holds)

    @property
    def is_event(self) -> bool:
        """Whether it speaks of the change at hand and not of the case."""
        return self.kind in ("changed", "from")


def read_literals(condition: Mapping[str, Any]) -> tuple[Literal, ...]:
    """Return what a condition of a policy asks for, as literals that must all hold.

    One that names a field and nothing else asks something that is not known.
    """
    field = " ".join(str(condition["field"]).casefold().split())
    return tuple(_list_literals(field, condition)) or (Literal(field, "test"),)


def _list_literals(field: str, condition: Mapping[str, Any]) -> Iterator[Literal]:
    for key, kind, holds in (("is", "is", True), ("is_not", "is", False)):
        if values := read_values(condition.get(key)):
            yield Literal(field, kind, values, holds=holds)
    for key, kind in (("more_than", "more"), ("less_than", "less")):
        if isinstance(bound := condition.get(key), int | float):
            yield Literal(field, kind, bound=float(bound))
    if isinstance(changed := condition.get("changed"), bool):
        yield Literal(field, "changed", holds=changed)
    for key, kind in (("changed_to", "is"), ("changed_from", "from")):
        if values := read_values(condition.get(key)):
            yield Literal(field, "changed")
            yield Literal(field, kind, values)
    if isinstance(test := condition.get("test"), str):
        yield Literal(field, "test", read_values(test))
    for further in condition.get("and") or ():
        yield from read_literals(further)


def read_values(value: object) -> frozenset[str]:
    """Return a text or a list of texts as values, without regard to capitals."""
    listed = value if isinstance(value, list) else [value]
    return frozenset(str(each).casefold() for each in listed if each is not None)


def can_hold(literals: Iterable[Literal]) -> bool:
    """Whether some case meets all of these."""
    by_field: dict[str, list[Literal]] = defaultdict(list)
    for each in literals:
        by_field[each.field].append(each)
    return all(_can_hold(field, listed) for field, listed in by_field.items())


def _can_hold(field: str, literals: Sequence[Literal]) -> bool:
    by_kind: dict[str, list[Literal]] = defaultdict(list)
    for each in literals:
        by_kind["number" if each.kind in ("more", "less") else each.kind].append(each)
    if by_kind["number"] or field.startswith((*SINCE, *BEFORE)):
        return _can_be_number(by_kind["is"], by_kind["number"])
    values = _can_have(by_kind["is"], single=field in SINGLE_VALUED)
    before = _can_have(by_kind["from"], single=field in SINGLE_VALUED)
    asked = {(each.values, each.holds) for each in by_kind["test"]}
    sure = not any((test, not holds) in asked for test, holds in asked)
    changes = {each.holds for each in by_kind["changed"]}
    return values and before and sure and len(changes) <= 1


def _can_have(literals: Sequence[Literal], *, single: bool) -> bool:
    """Whether a field can have one of the values of each set, and none of those barred."""
    barred = frozenset[str]().union(*(each.values for each in literals if not each.holds))
    wanted = [each.values for each in literals if each.holds]
    if single and wanted:
        wanted = [frozenset.intersection(*wanted)]
    return all(each - barred for each in wanted)


def _can_be_number(values: Sequence[Literal], bounds: Sequence[Literal]) -> bool:
    """Whether there is a number within all bounds, that is one of the values and none barred."""
    wanted = [each.values for each in values if each.holds]
    barred = frozenset[str]().union(*(each.values for each in values if not each.holds))
    if wanted:
        left = frozenset.intersection(*wanted) - barred
        return any(_fits(each, bounds) for each in left)
    lower = [each for each in bounds if (each.kind == "more") == each.holds]
    upper = [each for each in bounds if (each.kind == "more") != each.holds]
    if not lower or not upper:
        return True
    lowest = max(each.bound for each in lower)
    highest = min(each.bound for each in upper)
    if lowest != highest:
        return lowest < highest
    return _fits(repr(lowest), bounds) and lowest not in map(_read_number, barred)


def _fits(text: str, bounds: Sequence[Literal]) -> bool:
    number = _read_number(text)
    if number is None:
        return not bounds
    return all(
        (number > each.bound if each.kind == "more" else number < each.bound) == each.holds
        for each in bounds
    )


def _read_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None

"""What must be true of a case: the same however it is written, and for whom it is narrower."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.change import BETTER, NEUTRAL, WORSE
from cxlint.changes.pairing.ranks import SAME
from cxlint.changes.pairing.sentences import say_test

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Condition = Mapping[str, Any]

BELOW, ABOVE = "less_than", "more_than"
WIDER_WITH_FEWER = frozenset({"is_not"})
"""What asks less where it names fewer values; all else asks more."""
PLAIN = frozenset({"field", "test", "and"})


def compare_conditions(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """Return WORSE where fewer cases meet what is asked, BETTER where more do.

    Both are what something says, its `conditions` and `any_conditions` among it.
    """
    sides = _read(old), _read(new)
    fewer, more = _implies(sides[1], sides[0]), _implies(sides[0], sides[1])
    if fewer and more:
        return SAME
    return WORSE if fewer else BETTER if more else NEUTRAL


def say_conditions(stated: Mapping[str, Any]) -> str | None:
    """Return what is asked of a case; None where nothing is."""
    every = [say_test(each) for each in stated.get("conditions") or ()]
    some = [say_test(each) for each in stated.get("any_conditions") or ()]
    parts = [*every, *([" or ".join(some)] if some else [])]
    return ", ".join(parts) or None


class _Asked:
    """All of `every` must hold, and one of `some` where there are any."""

    __slots__ = ("every", "some")

    def __init__(self, every: Sequence[Condition], some: Sequence[Condition]) -> None:
        self.every = every
        self.some = some


def _read(stated: Mapping[str, Any]) -> _Asked:
    every, some = (
        [*map(_plain, stated.get(key) or ())] for key in ("conditions", "any_conditions")
    )
    if len(some) == 1 and not some[0].get("and"):
        return _Asked([*every, *some], [])
    return _Asked(every, some)


def _plain(condition: Condition) -> Condition:
    """Return a condition with its words in small letters, and its values as sets."""
    found: dict[str, Any] = {}
    for key, value in condition.items():
        if key == "and":
            found[key] = [*map(_plain, value)]
        elif key in PLAIN:
            found[key] = _word(value)
        elif isinstance(value, (str, list)):
            found[key] = frozenset(map(_word, value if isinstance(value, list) else [value]))
        else:
            found[key] = value
    return found


def _word(value: object) -> str:
    return " ".join(str(value).casefold().split())


def _implies(one: _Asked, other: _Asked) -> bool:
    """Whether whatever meets the one meets the other."""
    every = all(_follows(each, one.every) for each in other.every)
    if not other.some:
        return every
    some = bool(one.some) and all(
        any(_is_narrower(each, wider) for wider in other.some) for each in one.some
    )
    return every and (some or any(_follows(each, one.every) for each in other.some))


def _follows(condition: Condition, from_: Iterable[Condition]) -> bool:
    return any(_is_narrower(each, condition) for each in from_)


def _is_narrower(one: Condition, other: Condition) -> bool:
    """Whether whatever meets one condition meets another."""
    if one["field"] != other["field"]:
        return False
    return all(key in one and _asks_as_much(key, one[key], other[key]) for key in other)


def _asks_as_much(key: str, one: Any, other: Any) -> bool:
    if key == "and":
        return all(_follows(each, one) for each in other)
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one >= other if key in WIDER_WITH_FEWER else one <= other
    if key == ABOVE:
        return bool(one >= other)
    return bool(one <= other) if key == BELOW else bool(one == other)

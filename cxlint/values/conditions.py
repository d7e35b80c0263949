"""Conditions as a policy states them, as alternatives that can be compared.

A test in words is understood where it says `contains`, `does not contain`, `starts with`, `is more
than`, `is at least`, `is less than`, `is at most`, `includes` or `excludes`, each with values that
commas divide; any other test is equal to itself only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.algorithms.condition_algebra import EVERYTHING, Question, join, read_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cxlint.algorithms.condition_algebra import Alternatives, Kind

Condition = dict[str, Any]

TESTS: tuple[tuple[str, Kind, bool], ...] = (
    ("contains", "contains", True),
    ("does not contain", "contains", False),
    ("starts with", "starts", True),
    ("includes", "test", True),
    ("excludes", "test", False),
    ("is more than", "above", True),
    ("is at least", "from", True),
    ("is less than", "below", True),
    ("is at most", "upto", True),
)
"""How a test in words begins that is understood: what it asks, and whether the answer is yes."""

KNOWN = frozenset({"field", "is", "is_not", "more_than", "less_than", "test", "and"})
"""Keys of a condition that are understood; of any other only that it is the same."""

BOUNDS: dict[str, Kind] = {"more_than": "above", "less_than": "below"}
SEVERAL = frozenset({"tag", "tags", "current_tags"})
"""Fields that hold several values at once, so that to be one is not to be no other."""

_NUMERIC = ("above", "from", "below", "upto")


def read_alternatives(stated: Mapping[str, Any]) -> Alternatives | None:
    """Return what something asks of a case by `conditions` and `any_conditions`.

    None where it states neither, so that nothing is known, or where it is too long.
    """
    if "conditions" not in stated and "any_conditions" not in stated:
        return None
    every = _read_all(stated.get("conditions") or ())
    some = stated.get("any_conditions")
    return _join(every, _read_any(some)) if some else every


def _join(first: Alternatives | None, second: Alternatives | None) -> Alternatives | None:
    return None if first is None or second is None else join(first, second)


def _read_all(conditions: Iterable[Condition]) -> Alternatives | None:
    found: Alternatives | None = EVERYTHING
    for each in conditions:
        found = _join(found, _read_condition(each))
    return found


def _read_any(conditions: Iterable[Condition]) -> Alternatives | None:
    found = [_read_condition(each) for each in conditions]
    return None if None in found else tuple(each for one in found if one for each in one)


def _read_condition(condition: Condition) -> Alternatives | None:
    field = plain(str(condition["field"]))
    asked: list[Alternatives] = []
    for key, holds in (("is", True), ("is_not", False)):
        if values := _values(condition.get(key)):
            several = field in SEVERAL
            asked.append(
                _read_members(field, values, holds)
                if several
                else (frozenset({Question(field, "is", values, holds)}),)
            )
    if isinstance(condition.get("test"), str):
        asked.append(_read_test(field, condition["test"]))
    for key, kind in BOUNDS.items():
        if isinstance(bound := condition.get(key), int | float):
            asked.append((frozenset({Question(field, kind, frozenset({str(bound)}))}),))
    for key, value in condition.items():
        if key not in KNOWN:
            words = frozenset({f"{key}: {plain(str(value))}"})
            asked.append((frozenset({Question(field, "test", words)}),))
    if not asked:
        asked.append((frozenset({Question(field, "test", frozenset({""}))}),))
    found = _read_all(condition.get("and") or ())
    for each in asked:
        found = _join(found, each)
    return found


def _read_members(field: str, values: frozenset[str], holds: bool) -> Alternatives:  # noqa: FBT001
    """Return that a field which holds several values at once has one of these, or none."""
    asked = [Question(field, "test", frozenset({f"has {each}"}), holds) for each in sorted(values)]
    return tuple(frozenset({each}) for each in asked) if holds else (frozenset(asked),)


def _values(stated: object) -> frozenset[str]:
    listed = stated if isinstance(stated, list | tuple) else () if stated is None else (stated,)
    return frozenset(plain(str(each)) for each in listed)


def _read_test(field: str, words: str) -> Alternatives:
    said = plain(words)
    if said in ("is empty", "is not empty"):
        return (frozenset({Question(field, "is", frozenset({""}), said == "is empty")}),)
    for beginning, kind, holds in TESTS:
        if not said.startswith(f"{beginning} "):
            continue
        rest = said.removeprefix(f"{beginning} ")
        values = frozenset(each.strip() for each in rest.split(",") if each.strip())
        if kind == "test" and values:
            return _read_members(field, values, holds)
        if kind in _NUMERIC and read_number(rest) is not None:
            return (frozenset({Question(field, kind, frozenset({rest}), holds)}),)
        if kind not in (*_NUMERIC, "test") and values:
            return (frozenset({Question(field, kind, values, holds)}),)
    return (frozenset({Question(field, "test", frozenset({said}))}),)


def plain(text: str) -> str:
    """Return a text in small letters and with single spaces."""
    return re.sub(r"\s+", " ", text).strip().casefold()

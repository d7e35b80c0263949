"""Filter logic of Salesforce, such as `1 AND (2 OR 3)`: numbers of criteria, joined by words."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

Condition = dict[str, Any]
Clause = list[Condition]

MOST = 64
"""How many groups of conditions a filter may be written out as."""
DEEPEST = 40

_TOKEN = re.compile(r"\s*(\d{1,4}|AND\b|OR\b|NOT\b|[()])", re.IGNORECASE)
_OPPOSITES = {"is": "is_not", "is_not": "is"}
_TESTS = (("contains ", "does not contain "), ("includes ", "excludes "),
          ("is empty", "is not empty"))  # fmt: skip


class _UnreadableError(Exception):
    """The filter is none, or too long."""


def apply(logic: str, conditions: Sequence[Condition]) -> dict[str, Any] | None:
    """Return conditions as the logic joins them, or None where it cannot be said."""
    try:
        groups = _Reader(logic, conditions).read()
    except _UnreadableError:
        return None
    if len(groups) == 1:
        return {"conditions": groups[0]}
    every = [each for each in groups[0] if all(each in other for other in groups[1:])]
    rest = [[each for each in group if each not in every] for group in groups]
    if not all(rest):  # one of them asks no more than all of them ask
        return {"conditions": every}
    some = [one | ({"and": more} if more else {}) for one, *more in rest]
    return {"conditions": every, "any_conditions": some}


class _Reader:
    """A filter, read from left to right: OR binds less than AND."""

    def __init__(self, logic: str, conditions: Sequence[Condition]) -> None:
        self._tokens = _split(logic)
        self._conditions = conditions
        self._next = 0
        self._depth = 0

    def read(self) -> list[Clause]:
        """Return the groups of conditions of which one has to hold."""
        found = self._read_any(holds=True)
        if self._next < len(self._tokens):
            raise _UnreadableError
        return found

    def _take(self, *words: str) -> str:
        token = self._tokens[self._next] if self._next < len(self._tokens) else ""
        if token not in words and words:
            return ""
        self._next += 1
        return token

    def _read_any(self, *, holds: bool) -> list[Clause]:
        parts = [self._read_all(holds=holds)]
        while self._take("OR"):
            parts.append(self._read_all(holds=holds))
        return _add(parts) if holds else _multiply(parts)

    def _read_all(self, *, holds: bool) -> list[Clause]:
        parts = [self._read_one(holds=holds)]
        while self._take("AND"):
            parts.append(self._read_one(holds=holds))
        return _multiply(parts) if holds else _add(parts)

    def _read_one(self, *, holds: bool) -> list[Clause]:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _UnreadableError
        found = self._read_operand(holds=holds)
        self._depth -= 1
        return found

    def _read_operand(self, *, holds: bool) -> list[Clause]:
        if self._take("NOT"):
            return self._read_one(holds=not holds)
        if self._take("("):
            found = self._read_any(holds=holds)
            if not self._take(")"):
                raise _UnreadableError
            return found
        token = self._take()
        if not token.isdigit() or not 0 < int(token) <= len(self._conditions):
            raise _UnreadableError
        condition = self._conditions[int(token) - 1]
        return [[condition if holds else _negate(condition)]]


def _split(logic: str) -> list[str]:
    found = [match[1].upper() for match in _TOKEN.finditer(logic)]
    if "".join(found) != "".join(logic.split()).upper():
        raise _UnreadableError
    return found


def _add(parts: Sequence[list[Clause]]) -> list[Clause]:
    return _limit([clause for part in parts for clause in part])


def _multiply(parts: Sequence[list[Clause]]) -> list[Clause]:
    count = 1
    for part in parts:
        count *= len(part)
        if count > MOST:
            raise _UnreadableError
    products = itertools.product(*parts)
    return [list({repr(c): c for each in one for c in each}.values()) for one in products]


def _limit(clauses: list[Clause]) -> list[Clause]:
    if len(clauses) > MOST:
        raise _UnreadableError
    return clauses


def _negate(condition: Condition) -> Condition:
    field = condition["field"]
    for key, opposite in _OPPOSITES.items():
        if key in condition:
            return {"field": field, opposite: condition[key]}
    test = condition["test"]
    for pair in _TESTS:
        for one, other in (pair, pair[::-1]):
            if test.startswith(one):
                return {"field": field, "test": other + test.removeprefix(one)}
    return {"field": field, "test": f"not: {test}"}

"""Versions of packs: numbers joined by dots, and what is asked of them."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Version = tuple[int, ...]

_CLAUSE = re.compile(r"\s*(>=|<=|==|!=|>|<)\s*([0-9.]+)\s*")
_COMPARISONS: dict[str, Callable[[Version, Version], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}


def satisfies(version: str, wanted: str) -> bool:
    """Return whether a version meets every clause of `>=1.2,<2`; an empty text asks for nothing.

    Numbers are compared part by part, and a part that is not said is 0.
    """
    for clause in filter(None, wanted.split(",")):
        found = _CLAUSE.fullmatch(clause)
        if found is None or not _COMPARISONS[found[1]](
            _version_parts(version), _version_parts(found[2])
        ):
            return False
    return True


def _version_parts(version: str) -> Version:
    numbers = [int(part) for part in re.findall(r"[0-9]+", version)]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)

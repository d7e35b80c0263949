"""What the answers on one customer have in common: their names, open points, and agreement."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.asking.moments import say_day, say_moment
from cxlint.analysis.quantity import Part, Quantity
from cxlint.records import NamedTuple
from cxlint.sentence_lists import join_with_and, shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.quantity import Value
    from cxlint.parsing.document import At

NOT_STATED = "not stated: "
ONCE = "circles that nothing ends are gone through once"
HANDED_ON = "it is handed on to "
SILENT = "no time is stated for "
"""How it is told who takes a time that nobody states, which then adds none."""

NAMED = 3
"""Of so many channels or teams for which the same holds each is named."""


class Answers(NamedTuple):
    """What is known of one customer, and what is not stated and would have to be."""

    figures: tuple[Quantity, ...]
    open_points: tuple[Part, ...] = ()


def answer(
    name: str,
    value: Value | None,
    reading: str = "",
    *,
    why: str = "",
    parts: Sequence[tuple[str, At | None]] = (),
    least: Value | None = None,
    most: Value | None = None,
) -> Quantity:
    """Return a figure on one customer."""
    return Quantity(
        f"ask.{name}",
        value,
        reading,
        minimum=least,
        maximum=most,
        why=why,
        parts=tuple(Part(text, at) for text, at in parts),
    )


def gather(texts: Sequence[str]) -> Value:
    """Return one text as it is, several as a list."""
    return texts[0] if len(texts) == 1 else [*texts]


def agree(groups: Sequence[tuple[str, Sequence[Quantity]]], why: str) -> Iterator[Quantity]:
    """Yield what all groups give alike; where they differ, why there is no one value, and bounds.

    What some of them do not give at all is left out.

    Each group has a label, which tells in the parts what holds for it.
    """
    known = [(label, {each.name: each for each in figures}) for label, figures in groups]
    for name in dict.fromkeys(each.name for _, figures in groups for each in figures):
        stated = [(label, figures[name]) for label, figures in known if name in figures]
        if len(stated) < len(known):
            continue
        first = stated[0][1]
        if all(each.value == first.value and each.why == first.why for _, each in stated):
            yield first if first.value is not None else _widen([each for _, each in stated])
            continue
        parts = tuple(_say_of_each(stated))
        low, high = _bounds([each.value for _, each in stated])
        yield Quantity(name, None, minimum=low, maximum=high, why=why, parts=parts)


def _say_of_each(stated: Sequence[tuple[str, Quantity]]) -> Iterator[Part]:
    """Yield what holds for each label; what holds for several is said once of all of them."""
    labels: dict[str, list[str]] = {}
    for label, each in stated:
        labels.setdefault(say_shortly(each), []).append(label)
    for text, alike in labels.items():
        yield Part(f"{join_with_and(shorten_list(alike, NAMED))}: {text}")


def _widen(stated: Sequence[Quantity]) -> Quantity:
    """Return what several that are not known have in common: the bounds that enclose them all."""
    low, _ = _bounds([each.minimum for each in stated])
    _, high = _bounds([each.maximum for each in stated])
    return stated[0]._replace(minimum=low, maximum=high)


def _bounds(values: Sequence[Value | None]) -> tuple[Value | None, Value | None]:
    for kind in (datetime.datetime, datetime.date, (Fraction, int, float)):
        if all(isinstance(each, kind) and not isinstance(each, bool) for each in values):
            ordered = sorted(values)  # type: ignore[type-var]
            return ordered[0], ordered[-1]
    return None, None


def say_shortly(quantity: Quantity) -> str:
    """Return a figure in a word or two, or why there is none."""
    value = quantity.value
    if value is None:
        return quantity.why or "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return say_moment(value)
    if isinstance(value, datetime.date):
        return say_day(value)
    return f"{float(value):g}" if isinstance(value, Fraction) else str(value)

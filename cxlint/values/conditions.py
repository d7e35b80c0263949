"""Conditions as a policy states them, as questions and alternatives that can be compared.

A test in words is understood where it says `contains`, `does not contain`, `starts with`, `is more
than`, `is at least`, `is less than`, `is at most`, `includes`, `excludes`, `is empty` or `is not
empty`, with values that commas divide; any other test is equal to itself only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.algorithms.condition_algebra import (
    COMPARISONS,
    EMPTY,
    EVERYTHING,
    TRUTHS,
    Question,
    join,
    read_number,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cxlint.algorithms.condition_algebra import Alternatives, Kind

TESTS: tuple[tuple[str, Kind, bool], ...] = (
    ("contains", "contains", True),
    ("does not contain", "contains", False),
    ("starts with", "starts", True),
    ("includes", "has", True),
    ("excludes", "has", False),
    ("is more than", "above", True),
    ("is at least", "from", True),
    ("is less than", "below", True),
    ("is at most", "upto", True),
)
"""How a test in words begins that is understood: what it asks, and whether the answer is yes."""

KNOWN = frozenset({
    "field", "is", "is_not", "more_than", "less_than", "changed", "changed_to", "changed_from",
    "test", "and",
})  # fmt: skip
"""Keys of a condition that are understood; of any other only that it is the same."""

BOUNDS: dict[str, Kind] = {"more_than": "above", "less_than": "below"}

SINGLE = frozenset({
    "status", "priority", "type", "group", "brand", "update", "form", "channel", "organization",
    "role of who updates it", "channel of the update",
})  # fmt: skip
"""Fields of a help desk that hold one value at a time.

https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#json-format
"""

SEVERAL = frozenset({"tag", "tags", "current_tags", "comment"})
"""Fields that hold several values at once, so that to be one is not to be no other.

A comment that is public is also present:
https://developer.zendesk.com/documentation/ticketing/reference-guides/conditions-reference/
"""

SINCE = ("hours since ", "business hours since ")
BEFORE = ("hours before ", "business hours before ")
"""How fields begin that count the time since something, or until it: they are never empty."""

NOTHING = "nothing"
"""The word for the value of a field in which nothing stands."""


def read_alternatives(stated: Mapping[str, Any], *, unlisted: Kind = "has") -> Alternatives | None:
    """Return what something asks of a case by `conditions` and `any_conditions`.

    None where it states neither, so that nothing is known, or where it is too long. A field that
    no table lists is taken to hold one value where `unlisted` is `is`, and where it is `has` it may
    hold several, so that fewer conditions exclude one another.
    """
    if "conditions" not in stated and "any_conditions" not in stated:
        return None
    every, some = (
        [frozenset(read_condition(each, unlisted=unlisted)) for each in stated.get(key) or ()]
        for key in ("conditions", "any_conditions")
    )
    return join((frozenset().union(*every),), tuple(some) or EVERYTHING)


def read_condition(condition: Mapping[str, Any], *, unlisted: Kind = "has") -> tuple[Question, ...]:
    """Return what a condition asks, as questions that must all be answered so.

    One that names a field and nothing else asks something that is not known.
    """
    field = plain(str(condition["field"]))
    asked = tuple(_list_questions(field, condition, unlisted))
    further = condition.get("and") or ()
    return (
        *(asked or (Question(field, "test"),)),
        *(one for each in further for one in read_condition(each, unlisted=unlisted)),
    )


def ask(
    field: str, values: Iterable[str], *, holds: bool = True, unlisted: Kind = "has"
) -> Question:
    """Return the question whether a field has one of these values, which are in small letters."""
    asked = frozenset(values)
    kind = _find_kind(field, asked, unlisted)
    return Question(field, kind, asked, holds, _counts_time(field))


def _find_kind(field: str, values: frozenset[str], unlisted: Kind) -> Kind:
    if field in SEVERAL:
        return "has"
    single = field in SINGLE or _counts_time(field) or values <= TRUTHS
    return "is" if single else unlisted


def _counts_time(field: str) -> bool:
    return field.startswith((*SINCE, *BEFORE))


def _list_questions(field: str, condition: Mapping[str, Any], unlisted: Kind) -> Iterator[Question]:
    for key, holds in (("is", True), ("is_not", False)):
        if values := read_values(condition.get(key)):
            yield ask(field, values, holds=holds, unlisted=unlisted)
    for key, kind in BOUNDS.items():
        if isinstance(bound := condition.get(key), int | float):
            yield _ask_bound(field, kind, str(bound))
    yield from _list_events(field, condition, unlisted)
    if isinstance(test := condition.get("test"), str):
        yield _read_test(field, plain(test))
    for key, value in condition.items():
        if key not in KNOWN:
            yield Question(field, "test", frozenset({f"{key}: {plain(str(value))}"}))


def _list_events(field: str, condition: Mapping[str, Any], unlisted: Kind) -> Iterator[Question]:
    if isinstance(changed := condition.get("changed"), bool):
        yield Question(field, "changed", holds=changed)
    if values := read_values(condition.get("changed_to")):
        yield from (Question(field, "changed"), ask(field, values, unlisted=unlisted))
    if values := read_values(condition.get("changed_from")):
        before = ask(field, values, unlisted=unlisted).before()
        yield from (Question(field, "changed"), before)


def _ask_bound(field: str, kind: Kind, bound: str) -> Question:
    return Question(field, kind, frozenset({bound}), filled=_counts_time(field))


def read_values(value: object) -> frozenset[str]:
    """Return a text or a list of texts as values, without regard to capitals."""
    listed = value if isinstance(value, list | tuple) else [value]
    words = {plain(str(each)) for each in listed if each is not None}
    return frozenset(EMPTY if each == NOTHING else each for each in words)


def _read_test(field: str, said: str) -> Question:
    if said in ("is empty", "is not empty"):
        return ask(field, {EMPTY}, holds=said == "is empty", unlisted="is")
    for beginning, kind, holds in TESTS:
        if not said.startswith(f"{beginning} "):
            continue
        rest = said.removeprefix(f"{beginning} ")
        values = frozenset(each.strip() for each in rest.split(",") if each.strip())
        if kind in COMPARISONS:
            if read_number(rest) is not None:
                return _ask_bound(field, kind, rest)
        elif values:
            return Question(field, kind, values, holds)
    return Question(field, "test", frozenset({said}))


def plain(text: str) -> str:
    """Return a text in small letters and with single spaces."""
    return re.sub(r"\s+", " ", text).strip().casefold()

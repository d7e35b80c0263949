"""Conditions of policies, compared with one another: exact, and checked against every case."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest

from cxlint.algorithms.condition_algebra import (
    EVERYTHING,
    Question,
    cover,
    exclude,
    is_impossible,
    negate,
)
from cxlint.values.conditions import read_alternatives

OPEN = {"field": "IsClosed", "is": "false"}
HIGH = {"field": "Priority", "is": "High"}


def _read(*every: dict, some: tuple[dict, ...] = ()):
    stated = {"conditions": list(every)}
    return read_alternatives(
        {**stated, "any_conditions": list(some)} if some else stated, unlisted="is"
    )


COVERED = [
    (_read(OPEN), _read(OPEN, HIGH)),
    (_read(), _read(HIGH)),
    (_read({"field": "priority", "is": ["high", "low"]}), _read(HIGH)),
    (
        _read({"field": "Subject", "test": "contains order"}),
        _read({"field": "Subject", "is": "My order"}),
    ),
    (
        _read({"field": "Subject", "test": "contains order"}),
        _read({"field": "Subject", "test": "contains orders, reorder"}),
    ),
    (
        _read({"field": "Subject", "test": "contains vip"}),
        _read({"field": "Subject", "test": "starts with vip:"}),
    ),
    (
        _read({"field": "Amount", "test": "is more than 100"}),
        _read({"field": "Amount", "test": "is at least 500"}),
    ),
    (_read({"field": "Amount", "test": "is at most 5"}), _read({"field": "Amount", "is": "4.50"})),
    (_read({"field": "Type", "is_not": "Spam"}), _read({"field": "Type", "is": ["Order", "Bill"]})),
    (_read(some=(HIGH, {"field": "Origin", "is": "Web"})), _read(HIGH, OPEN)),
    (
        _read(OPEN, some=(HIGH, {"field": "Origin", "is": "Web"})),
        _read(some=({**HIGH, "and": [OPEN]},)),
    ),
    (
        _read({"field": "Note", "test": "the moon is full"}),
        _read({"field": "Note", "test": "The moon  is full"}, HIGH),
    ),
    (
        _read({"field": "tags", "is": ["vip", "gold"]}),
        _read({"field": "tags", "is": "vip"}, {"field": "tags", "is": "new"}),
    ),
]
NOT_COVERED = [
    (_read(OPEN, HIGH), _read(OPEN)),
    (_read(HIGH), _read({"field": "Priority", "is": ["High", "Low"]})),
    (
        _read({"field": "Subject", "test": "contains orders"}),
        _read({"field": "Subject", "test": "contains order"}),
    ),
    (
        _read({"field": "Amount", "test": "is more than 100"}),
        _read({"field": "Amount", "test": "is at least 100"}),
    ),
    (_read({"field": "Type", "is_not": "Spam"}), _read({"field": "Type", "is_not": "Bill"})),
    (_read(HIGH), _read(some=(HIGH, OPEN))),
    (
        _read({"field": "Note", "test": "the moon is full"}),
        _read({"field": "Note", "test": "the moon is new"}),
    ),
    (_read({"field": "tags", "is": "gold"}), _read({"field": "tags", "is": "vip"})),
]


@pytest.mark.parametrize(("earlier", "later"), COVERED)
def test_whatever_fits_the_later_fits_the_earlier(earlier: object, later: object) -> None:
    assert cover([earlier], later)


@pytest.mark.parametrize(("earlier", "later"), NOT_COVERED)
def test_some_case_fits_the_later_only(earlier: object, later: object) -> None:
    assert not cover([earlier], later)


def test_several_together_cover_what_none_covers_alone() -> None:
    closed = _read({"field": "IsClosed", "is": "true"})
    assert cover([_read(OPEN), closed], EVERYTHING)
    both = _read({"field": "Priority", "is": ["High", "Low"]})
    assert cover([_read(HIGH), _read({"field": "Priority", "is": "Low"})], both)
    rest = _read({"field": "Priority", "is_not": "High"})
    assert cover([_read(HIGH), rest], EVERYTHING)
    assert not cover([_read(HIGH), _read({"field": "Priority", "is": "Low"})], EVERYTHING)


def test_an_empty_field_is_neither_above_nor_below() -> None:
    above = _read({"field": "Amount", "test": "is more than 5"})
    below = _read({"field": "Amount", "test": "is at most 5"})
    assert not cover([above, below], EVERYTHING)
    assert exclude(above, below)


def test_many_tags_may_be_there_at_once() -> None:
    assert not exclude(_read({"field": "tags", "is": "vip"}), _read({"field": "tags", "is": "new"}))
    assert exclude(_read({"field": "tags", "is": "vip"}), _read({"field": "tags", "is_not": "vip"}))


def test_nothing_is_known_of_what_states_no_conditions() -> None:
    assert read_alternatives({}) is None
    assert read_alternatives({"conditions": []}) == EVERYTHING


def test_texts_that_begin_in_two_ways_are_impossible() -> None:
    starts = [Question("s", "starts", frozenset({each})) for each in ("ab", "b")]
    assert is_impossible(frozenset(starts))
    barred = Question("s", "contains", frozenset({"b"}), holds=False)
    assert is_impossible(frozenset({starts[0], barred}))


VALUES = ("", "1", "2", "3", "ab", "abc")
POOL = [
    *(Question("f", "is", frozenset(each)) for each in ({"1"}, {"1", "ab"}, {""}, {"3", "abc"})),
    *(Question("f", "contains", frozenset({each})) for each in ("a", "bc")),
    *(Question("f", "starts", frozenset({each})) for each in ("ab", "1")),
    *(Question("f", kind, frozenset({"2"})) for kind in ("above", "from", "below", "upto")),
    *(Question("g", "is", frozenset(each)) for each in ({"1"}, {"2", "3"})),
    Question("g", "above", frozenset({"1"})),
    *(Question("g", "was", frozenset(each)) for each in ({"1"}, {"1", "2"}, {""})),
    *(Question("t", "has", frozenset(each)) for each in ({"a"}, {"b"}, {"a", "b"}, {"", "a"})),
]
CASES = [
    {"f": one, "g": two, "g before": before, "t": held}
    for one, two in itertools.product(VALUES, repeat=2)
    for before in ("", "1", "2")
    for held in ({""}, {"a"}, {"b"}, {"a", "b"}, {"c"})
]

Case = dict[str, Any]


def _fits(conjunction: frozenset[Question], case: Case) -> bool:
    def answer(each: Question) -> bool:
        if each.kind == "has":
            return each.holds != case[each.field].isdisjoint(each.values)
        if each.kind == "was":
            return each.holds == (case[f"{each.field} before"] in each.values)
        value, (*_, first) = case[each.field], sorted(each.values)
        number = float(value) if value.isdigit() else None
        given = {
            "is": value in each.values,
            "contains": any(one in value for one in each.values),
            "starts": value.startswith(tuple(each.values)),
        }.get(each.kind)
        if given is None:
            bound = float(first)
            given = number is not None and {
                "above": number > bound, "from": number >= bound,
                "below": number < bound, "upto": number <= bound,
            }[each.kind]  # fmt: skip
        return given == each.holds

    return all(map(answer, conjunction))


def test_no_answer_is_refuted_by_any_case() -> None:
    chance = random.Random(12)
    sure = 0
    for _ in range(3_000):
        cases = chance.sample(CASES, 60)
        rules = [
            tuple(
                frozenset(
                    each if chance.random() < 0.6 else each.negated()
                    for each in chance.sample(POOL, chance.randint(1, 3))
                )
                for _ in range(chance.randint(1, 2))
            )
            for _ in range(3)
        ]
        fits = [[any(_fits(one, case) for one in rule) for case in cases] for rule in rules]
        if cover(rules[:2], rules[2]):
            sure += 1
            assert all(a or b or not c for a, b, c in zip(*fits, strict=True))
        if exclude(rules[0], rules[1]):
            assert not any(a and b for a, b, _ in zip(*fits, strict=True))
        opposite = negate(rules[0])
        assert opposite is not None
        for case, fit in zip(cases, fits[0], strict=True):
            assert fit != any(_fits(one, case) for one in opposite)
    assert sure > 30

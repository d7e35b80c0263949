"""Functions of the moment, piece by piece, against the same worked out at every instant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint.algorithms.arrival_functions import (
    ArrivalFunction,
    OutOfReachError,
    compose,
    cut,
    earliest,
    exceeding,
    extremes,
    from_pieces,
    latest,
    restrict,
    shift,
)

END = 24
FAR = 200


@st.composite
def functions(draw: st.DrawFn, end: int = END) -> ArrivalFunction:
    """Draw any function: it may jump, also back."""
    cuts = sorted(draw(st.sets(st.integers(1, end - 1), max_size=6)))
    pieces = []
    for start in [0, *cuts]:
        rises = draw(st.booleans())
        value = draw(st.integers(0, 20)) if rises else start + draw(st.integers(0, 30))
        pieces.append((start, rises, value))
    return from_pieces(pieces, end)


def values(function: ArrivalFunction) -> list[int]:
    return [function.at(each) for each in range(function.end)]


@given(functions(), functions())
def test_later_earlier_and_where_one_exceeds_the_other(
    one: ArrivalFunction, other: ArrivalFunction
) -> None:
    both = list(zip(values(one), values(other), strict=True))
    assert values(latest(one, other)) == [max(pair) for pair in both]
    assert values(earliest(one, other)) == [min(pair) for pair in both]
    late = {each for a, b in exceeding(one, other) for each in range(a, b)}
    assert late == {each for each, (a, b) in enumerate(both) if a > b}
    assert one.later_than(other) == one.later_than(other) == exceeding(one, other)


@given(functions())
def test_the_least_and_the_greatest_delay(function: ArrivalFunction) -> None:
    taken = [value - instant for instant, value in enumerate(values(function))]
    assert function.delays == (min(taken), max(taken))


@given(functions(), st.integers(0, 60))
def test_functions_that_lie_apart(function: ArrivalFunction, added: int) -> None:
    """Where one takes longer than the other ever does, it is later throughout, or nowhere."""
    far = shift(0, END, added)
    late = {each for a, b in exceeding(far, function) for each in range(a, b)}
    assert late == {each for each, value in enumerate(values(function)) if each + added > value}
    late = {each for a, b in exceeding(function, far) for each in range(a, b)}
    assert late == {each for each, value in enumerate(values(function)) if value > each + added}


@given(functions(), functions(FAR))
def test_what_follows_one_another(first: ArrivalFunction, then: ArrivalFunction) -> None:
    assert values(compose(first, then)) == [then.at(each) for each in values(first)]
    assert first.most() == max(values(first))
    assert first.most(9) == max(values(first)[:9])
    assert values(restrict(first, 9)) == values(first)[:9]
    part = cut(first, 5, 9)
    assert [part.at(each) for each in range(5, 9)] == values(first)[5:9]
    assert (part.begin, part.end) == (5, 9)


@given(functions(), st.lists(st.tuples(st.integers(0, END), st.integers(0, END)), max_size=3))
def test_the_least_and_the_greatest_time_taken(
    function: ArrivalFunction, spans: list[tuple[int, int]]
) -> None:
    within = [(a, b) for a, b in spans if a < b]
    taken = {
        (function.at(start) - start, start)
        for a, b in within
        for start in range(a, b)
        if start % 4 == 0
    }
    found = extremes(function, within, 4)
    if found is None:
        assert not taken
        return
    low, high = found
    assert low in taken
    assert high in taken
    assert low[0] == min(taken)[0]
    assert high[0] == max(taken)[0]


def test_beyond_what_is_known_nothing_is_claimed() -> None:
    with pytest.raises(OutOfReachError):
        shift(0, 10).at(10)
    with pytest.raises(OutOfReachError):
        compose(shift(0, 10, 5), shift(0, 12, 1))

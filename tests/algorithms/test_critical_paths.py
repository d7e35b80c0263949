"""The longest way, worked out backwards, against every way gone one by one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cxlint.algorithms.arrival_functions import ArrivalFunction, from_pieces
from cxlint.algorithms.critical_paths import CriticalPaths, bound_delays
from cxlint.algorithms.unrolled_ways import Course, Way, drop_returns, unroll

REACH = 4000
END = 12


def leg(number: int) -> ArrivalFunction:
    """Return one of some functions: they wait for an opening, take time, or jump back."""
    period, work = 3 + number % 5, number % 4
    pieces = []
    for start in range(0, REACH, period):
        if number % 3 == 0:
            pieces.append((start, False, start + period + work))
        else:
            pieces.append((start, True, work + (number % 7 == 1 and start % 2)))
    return from_pieces(pieces, REACH)


@st.composite
def courses(draw: st.DrawFn) -> tuple[Course, set[int]]:
    """Draw places and ways; ways back have a limit."""
    size = draw(st.integers(1, 5))
    legs = st.none() | st.integers(0, 30)
    ways: list[list[Way]] = [[] for _ in range(size)]
    back = 0
    for _ in range(draw(st.integers(0, 7))):
        here, there = draw(st.integers(0, size - 1)), draw(st.integers(0, size - 1))
        back += there <= here
        limit = draw(st.integers(0, 2 if back < 3 else 0)) if there <= here else None
        ways[here].append(Way(there, draw(legs), limit))
    stays = [draw(legs) for _ in range(size)]
    ends = draw(st.sets(st.integers(0, size - 1), min_size=1))
    return Course(ways, stays, [0]), ends


def walked(course: Course, ends: set[int], start: int) -> int | None:
    """Return when the latest of all ways is through, each gone one by one."""
    found: list[int] = []

    def go(place: int, moment: int, taken: dict[tuple[int, int], int]) -> None:
        stay = course.stays[place]
        moment = moment if stay is None else leg(stay).at(moment)
        if place in ends:
            found.append(moment)
        for number, way in enumerate(course.ways[place]):
            times = taken.get((place, number), 0)
            if way.limit is not None and times >= way.limit:
                continue
            after = moment if way.leg is None else leg(way.leg).at(moment)
            go(way.target, after, {**taken, (place, number): times + 1})

    go(0, start, {})
    return max(found, default=None)


@settings(max_examples=200, deadline=None)
@given(courses())
def test_no_way_is_longer_and_one_is_as_long(drawn: tuple[Course, set[int]]) -> None:
    course, ends = drawn
    stations = unroll(course)
    taken = (stations, course.stays, ends, lambda number, _: leg(number), 0, END)
    function = CriticalPaths(*taken).from_entry(0)
    traced = CriticalPaths(*taken, only=range(len(stations.places)))
    assert not stations.uncounted
    assert not stations.endless
    for start in range(END):
        through = walked(course, ends, start)
        assert (None if function is None else function.at(start)) == through
        passed = [*traced.trace(start)]
        if through is not None:
            assert (passed[-1].end if passed else start) == through


@settings(max_examples=200, deadline=None)
@given(courses())
def test_the_longest_way_lies_within_its_bounds(drawn: tuple[Course, set[int]]) -> None:
    course, ends = drawn
    stations = unroll(course)
    delays = [leg(number).delays for number in range(31)]
    bounds = bound_delays(stations, course.stays, frozenset(ends), delays.__getitem__)
    found = bounds[stations.entries[0]]
    for start in range(END):
        through = walked(course, ends, start)
        assert (found is None) == (through is None)
        assert found is None or through is None or found[0] <= through - start <= found[1]


def test_a_circle_that_takes_time_is_endless_unless_a_way_of_it_has_a_limit() -> None:
    ways = [[Way(1, 1)], [Way(0), Way(2)], []]
    assert set(unroll(Course(ways, [None] * 3, [0])).endless) == {0, 1}
    limited = [[Way(1, 1)], [Way(0, None, 2), Way(2)], []]
    stations = unroll(Course(limited, [None] * 3, [0]))
    assert not stations.endless
    assert list(stations.places).count(1) == 3


def test_a_circle_that_takes_no_time_is_one_station() -> None:
    ways = [[Way(1)], [Way(0), Way(2, 5)], [], [Way(2, 1)]]
    ways[0].append(Way(3))
    stations = unroll(Course(ways, [None] * 4, [0, 1]))
    assert not stations.endless
    assert stations.entries[0] == stations.entries[1]
    paths = CriticalPaths(stations, [None] * 4, {2}, lambda number, _: leg(number), 0, END)
    both = [paths.from_entry(number) for number in (0, 1)]
    assert both[0] == both[1]


def test_too_many_limits_are_said_and_taken_once() -> None:
    size = 14
    ways = [[Way((n + 1) % size, n, 9)] for n in range(size)]
    ways[-1].append(Way(size))
    stations = unroll(Course([*ways, []], [None] * (size + 1), [0]))
    assert set(stations.uncounted) == set(range(size))
    assert len(stations.places) == size + 1


@settings(max_examples=200, deadline=None)
@given(courses())
def test_without_returns_nothing_takes_its_time_twice(drawn: tuple[Course, set[int]]) -> None:
    course, _ = drawn
    stations = unroll(course)
    kept = drop_returns(stations, course.stays)

    def go(station: int, taken: tuple[int, ...]) -> None:
        stay = course.stays[kept.places[station]]
        here = taken if stay is None else (*taken, stay_number(kept.places[station]))
        assert len({*here}) == len(here)
        for step in kept.steps[station]:
            leg = () if step.leg is None else ((step.place + 1) * 100 + step.number,)
            go(step.target, (*here, *leg))

    def stay_number(place: int) -> int:
        return -1 - place

    for entry in kept.entries:
        go(entry, ())
    assert all({*few} <= {*many} for few, many in zip(kept.steps, stations.steps, strict=True))

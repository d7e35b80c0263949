"""Lines before people: published values, exact fractions, and queues worked out another way."""

from __future__ import annotations

import math
import random
from fractions import Fraction
from heapq import heapify, heapreplace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlint.algorithms.erlang import (
    Demand,
    ImpatientLine,
    PatientLine,
    blocked_share,
    least_seats,
    waiting_share,
)


@pytest.mark.parametrize(
    ("seats", "waiting", "level", "mean"),
    [
        (11, 0.6821182, 0.389614, 122.781),
        (12, 0.4493882, 0.640158, 40.4449),
        (13, 0.2852705, 0.7955948, 17.1162),
        (14, 0.1741319336, 0.8883500192, 7.8359370),
        (15, 0.1020424, 0.9414528, 3.6735),
    ],
)
def test_a_hundred_calls_in_half_an_hour(seats, waiting, level, mean):
    line = PatientLine(seats, 10.0, 180.0)
    assert line.waits.wait == pytest.approx(waiting, abs=5e-8)
    assert line.answered_within(20) == pytest.approx(level, abs=5e-7)
    assert line.waits.mean == line.waits.answered == pytest.approx(mean, abs=5e-4)
    assert line.waits.give_up == 0


def test_the_wait_of_fourteen_seats_to_the_last_digit():
    assert PatientLine(14, 10.0, 180.0).waits.mean == pytest.approx(7.83593701177724, abs=1e-13)


def test_55_agents_for_360_calls():
    line = PatientLine(55, 48.0, 240.0)
    assert line.waits.wait == pytest.approx(0.238701, abs=5e-7)
    assert line.answered_within(15) == pytest.approx(0.845883, abs=5e-7)
    assert line.waits.mean == pytest.approx(8.184, abs=5e-4)


@pytest.mark.parametrize(
    ("seats", "load", "share"), [(2, 1, Fraction(1, 3)), (3, 2, Fraction(4, 9)), (1, 0.5, 0.5)]
)
def test_textbook_shares(seats, load, share):
    assert waiting_share(seats, load) == pytest.approx(float(share), abs=1e-15)


def test_one_approver_with_four_and_a_half_requests_an_hour():
    assert PatientLine(1, 4.5 / 6, 10.0).waits.mean == pytest.approx(30)


def test_a_level_of_95_in_three_minutes_takes_one_more():
    assert PatientLine(12, 10.0, 180.0).answered_within(180) == pytest.approx(0.939182, abs=5e-7)
    assert PatientLine(13, 10.0, 180.0).answered_within(180) == pytest.approx(0.985797, abs=5e-7)


def test_thirteen_agents_and_five_minutes_of_patience():
    line = ImpatientLine(13, 10.0, 180.0, 300.0)
    assert line.answered_within(20) == pytest.approx(0.8582, abs=5e-5)
    assert line.waits.busy / 13 == pytest.approx(0.7500, abs=5e-5)
    assert line.waits.give_up == pytest.approx(0.02496, abs=5e-6)
    assert line.waits.wait == pytest.approx(0.22580, abs=5e-6)
    assert line.waits.mean / 60 == pytest.approx(0.1248, abs=5e-5)
    assert line.answered_within(20) / (1 - line.waits.give_up) == pytest.approx(0.8801, abs=5e-5)


def test_fifty_agents_at_48_calls_a_minute():
    patient, line = PatientLine(50, 48.0, 60.0), ImpatientLine(50, 48.0, 60.0, 120.0)
    assert patient.waits.mean == pytest.approx(20.83, abs=0.005)
    assert line.waits.give_up == pytest.approx(0.0309, abs=5e-5)
    assert line.waits.mean == pytest.approx(3.71, abs=0.005)
    assert line.waits.busy / 50 == pytest.approx(0.930, abs=5e-4)
    fewer = PatientLine(50, 48 * (1 - 0.0309), 60.0)
    assert fewer.waits.mean == pytest.approx(8.83, abs=0.005)
    assert patient.answered_within(58.14) == pytest.approx(0.9, abs=5e-5)
    assert fewer.answered_within(28.16) == pytest.approx(0.9, abs=5e-5)
    exact = PatientLine(50, 48 * (1 - line.waits.give_up), 60.0)
    assert exact.answered_within(28.15) == pytest.approx(0.9, abs=5e-5)


def exact_shares(seats: int, load: Fraction) -> tuple[Fraction, Fraction]:
    """Return Erlang B and C from the sums of the states."""
    term, states = Fraction(1), Fraction(1)
    for seat in range(1, seats + 1):
        term = term * load / seat
        states += term
    blocked = term / states
    full = term * seats / (seats - load)
    return blocked, full / (states - term + full)


@given(st.integers(1, 40), st.fractions(Fraction(1, 50), Fraction(49, 50), max_denominator=60))
def test_shares_are_those_of_exact_fractions(seats, occupancy):
    load = seats * occupancy
    blocked, waiting = exact_shares(seats, load)
    assert blocked_share(seats, float(load)) == pytest.approx(float(blocked), rel=1e-12)
    assert waiting_share(seats, float(load)) == pytest.approx(float(waiting), rel=1e-9)


def states_of(line: ImpatientLine) -> list[float]:
    """Return how likely each number of people in the line is, those being served included."""
    weights, weight, number = [1.0], 1.0, 0
    leaving = 1 / line.handling
    while weight > 1e-18 * max(weights) or number < line.seats:
        number += 1
        out = leaving * min(number, line.seats)
        out += max(number - line.seats, 0) / line.patience
        weight *= line.load / line.handling / out
        weights.append(weight)
    total = math.fsum(weights)
    return [each / total for each in weights]


def served_within(line: ImpatientLine, time: float) -> float:
    """Return the share that is answered in time, by the steps of a process with an even clock."""
    states = states_of(line)
    ahead = states[line.seats :]
    serving, giving_up = line.seats / line.handling, 1 / line.patience
    pace = serving + (len(ahead) + 1) * giving_up
    served, left, share = 0.0, math.exp(-pace * time), ahead
    step, known = 0, 0.0
    while known < 1 - 1e-13 and step < 200_000:
        known += left
        step += 1
        left *= pace * time / step
        # From here on, `late` is the chance that at least so many steps are made in time.
        late = 1 - known
        served += share[0] * serving / pace * max(late, 0.0)
        share = [
            waiting * (1 - (serving + (number + 1) * giving_up) / pace)
            + (share[number + 1] * (serving + (number + 1) * giving_up) / pace
               if number + 1 < len(share) else 0.0)
            for number, waiting in enumerate(share)
        ]  # fmt: skip
    return math.fsum(states[: line.seats]) + served


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 12),
    st.floats(0.1, 1.6),
    st.floats(0.2, 5.0),
    st.floats(0.0, 1.5),
)
def test_lines_with_patience_agree_with_a_process_step_by_step(seats, occupancy, patience, time):
    line = ImpatientLine(seats, seats * occupancy, 1.0, patience)
    states = states_of(line)
    waiting = math.fsum((n - seats) * p for n, p in enumerate(states) if n > seats)
    assert line.waits.wait == pytest.approx(math.fsum(states[seats:]), abs=1e-11)
    assert line.waits.mean == pytest.approx(waiting / line.load, abs=1e-11)
    assert line.waits.give_up == pytest.approx(waiting / patience / line.load, abs=1e-11)
    assert line.answered_within(time) == pytest.approx(served_within(line, time), abs=1e-8)
    served = 1 - line.waits.give_up
    assert line.answered_within(1e9) == pytest.approx(served, abs=1e-11)


def test_the_wait_of_those_who_are_answered_is_that_of_a_simulation():
    line, rng = ImpatientLine(4, 10.5, 420.0, 240.0), random.Random(7)
    free, now = [0.0] * line.seats, 0.0
    heapify(free)
    waits, came = [], 100_000
    for _ in range(came):
        now += rng.expovariate(line.load / line.handling)
        wait = max(free[0] - now, 0.0)
        if wait < rng.expovariate(1 / line.patience):
            heapreplace(free, now + wait + rng.expovariate(1 / line.handling))
            waits.append(wait)
    assert 1 - len(waits) / came == pytest.approx(line.waits.give_up, abs=0.01)
    quick = sum(wait <= 20 for wait in waits)
    assert quick / came == pytest.approx(line.answered_within(20), abs=0.005)
    assert math.fsum(waits) / len(waits) == pytest.approx(line.waits.answered, rel=0.02)


@settings(deadline=None)
@given(st.integers(1, 30), st.floats(0.2, 0.95))
def test_endless_patience_is_no_patience_at_all(seats, occupancy):
    patient = PatientLine(seats, seats * occupancy, 1.0)
    line = ImpatientLine(seats, seats * occupancy, 1.0, 1e9)
    assert line.waits.wait == pytest.approx(patient.waits.wait, rel=1e-5)
    assert line.waits.mean == pytest.approx(patient.waits.mean, rel=1e-4)


@pytest.mark.parametrize(
    ("seats", "load", "patience"), [(1, 2000.0, 1e5), (300, 5000.0, 100.0), (2000, 2100.0, 0.5)]
)
def test_great_loads_keep_what_arrives_and_what_leaves_equal(seats, load, patience):
    line = ImpatientLine(seats, load, 100.0, patience)
    served = 1 - line.waits.give_up
    assert line.waits.busy <= seats * (1 + 1e-12)
    assert line.answered_within(1e12) == pytest.approx(served, abs=1e-12)


def test_a_line_before_nobody():
    line = ImpatientLine(0, 3.0, 100.0, 50.0)
    assert line.waits.give_up == 1
    assert line.waits.mean == 50
    assert line.answered_within(1e9) == 0


def test_nobody_who_comes_is_answered_at_once():
    assert PatientLine(1, 0.0, 60.0).answered_within(0) == 1
    assert ImpatientLine(1, 0.0, 60.0, 60.0).answered_within(0) == 1
    assert ImpatientLine(1, 0.0, 60.0, 60.0).waits.wait == 0


def test_what_grows_without_end_is_no_line():
    assert Demand(12.0, 360.0).line(12) is None
    assert Demand(12.0, 360.0).line(13) is not None
    assert Demand(12.0, 360.0, 180.0, 1.0).line(12) is None
    assert Demand(12.0, 360.0, 180.0).line(1) is not None


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 20), st.floats(0.2, 1.4), st.floats(0.1, 0.9))
def test_those_who_call_again_are_the_share_that_is_stated(seats, occupancy, returns):
    line = Demand(seats * occupancy, 1.0, 2.0, returns).line(seats)
    assert line is not None
    again = line.load * line.waits.give_up * returns
    assert line.load - again == pytest.approx(seats * occupancy, rel=1e-9)


@given(st.integers(0, 300), st.integers(0, 300))
def test_the_least_number_is_found(least, start):
    if start <= least:
        assert least_seats(lambda seats: seats >= least, start) == least

"""Waiting lines in front of people: Erlang C, where all wait, and Erlang A, where some give up.

Contacts arrive at random at an even rate, handling times and patience are exponential, and all
seats take from one line. Rates and times may be in any unit, if it is the same one. `load` is in
Erlang: what arrives in one handling time.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

NODES = 16
"""Points at which an integral is taken on each of its pieces."""
PIECE = 2.0
"""How long a piece is beside the scale on which the density changes: sixteen digits are right."""
NEGLIGIBLE = 45.0
"""A density that is so many powers of e below its peak adds nothing to sixteen digits."""
MANY_SEATS = 1_000
"""Of more seats, those are summed up that count, which are about as many as the root of them."""
NO_PART = 1e-21
MOST_STATES = 40_000.0
"""Up to which spread those who are there are counted, and not how long they wait."""
PRECISION = 1e-14
ROUNDS = 200
"""Halvings after which an interval of any size has no two different numbers in it."""


def blocked_share(seats: int, load: float) -> float:
    """Return Erlang B: the share that finds all seats taken where nobody waits."""
    return 1 / _inverse_blocked_share(seats, load) if load else 0.0


def _inverse_blocked_share(seats: int, load: float) -> float:
    if seats > MANY_SEATS:
        return _sum_of_seats(seats, load)
    inverse = 1.0
    for seat in range(1, seats + 1):
        inverse = 1 + seat / load * inverse
    return inverse


def _sum_of_seats(seats: int, load: float) -> float:
    """Return the same, summed from the most seats down until what is left adds nothing."""
    total = part = 1.0
    for seat in range(seats, 0, -1):
        part *= seat / load
        total += part
        if math.isinf(total) or (seat < load and part < NO_PART * total):
            break
    return total


def waiting_share(seats: int, load: float) -> float:
    """Return Erlang C: the share that has to wait, where the load is below the seats."""
    blocked = blocked_share(seats, load)
    return blocked / (1 - load / seats * (1 - blocked)) if load else 0.0


class Waits(NamedTuple):
    """What a line is like: shares of all who come, and mean waits.

    `mean` is over all who come, `answered` over those who are answered; `busy` is the mean number
    of seats at work.
    """

    wait: float
    give_up: float
    mean: float
    answered: float
    busy: float


@dataclass(frozen=True)
class PatientLine:
    """Erlang C: everybody waits until somebody is free. The load must be below the seats."""

    seats: int
    load: float
    handling: float

    give_up = 0.0

    @cached_property
    def _waiting(self) -> float:
        return waiting_share(self.seats, self.load)

    def answered_within(self, time: float) -> float:
        """Return the share of all who come that is answered within a time."""
        if not self.load:
            return 1.0
        free = (self.seats - self.load) / self.handling
        return 1 - self._waiting * math.exp(-free * time)

    @cached_property
    def waits(self) -> Waits:
        """What the line is like."""
        mean = self._waiting * self.handling / (self.seats - self.load)
        return Waits(self._waiting, 0.0, mean, mean, self.load)


@dataclass(frozen=True)
class ImpatientLine:
    """Erlang A: those who wait give up after their patience. There is no load that it cannot bear.

    With no seats everybody gives up. Everything is an integral over the wait that somebody would
    have who never gave up.
    """

    seats: int
    load: float
    handling: float
    patience: float

    @property
    def _arriving(self) -> float:
        return self.load / self.handling

    @property
    def _leaving(self) -> float:
        return self.seats / self.handling

    @cached_property
    def waits(self) -> Waits:
        """What the line is like."""
        if not self.load:
            return Waits(0.0, 0.0, 0.0, 0.0, 0.0)
        if not self.seats:
            return Waits(1.0, 1.0, self.patience, 0.0, 0.0)
        give_up = self.give_up
        staying = math.fsum(
            at * math.exp(-at / self.patience) * weight
            for at, weight in zip(*self._nodes, strict=True)
        )
        served = 1 - give_up
        mean = give_up * self.patience
        answered = staying / self._total / served
        return Waits(self._waiting, give_up, mean, answered, self.load * served)

    @cached_property
    def give_up(self) -> float:
        """The share of all who come that gives up."""
        if not self.load or not self.seats:
            return float(not self.seats)
        if self.load * (1 + self.patience / self.handling) < MOST_STATES:
            return self._give_up_by_states()
        expm1, patience = math.expm1, self.patience
        leaving = math.fsum(
            [-expm1(-at / patience) * weight for at, weight in zip(*self._nodes, strict=True)]
        )
        return leaving / self._total

    def _give_up_by_states(self) -> float:
        """The same from how many are there: what counts lies around the likeliest number.

        Between two numbers of people as many come as go, whose calls end or who give up.
        """
        seats, load, leaving = self.seats, self.load, self.handling / self.patience
        most = int(load) if load <= seats else seats + int((load - seats) / leaving)
        total, waiting = 1.0, float(max(most - seats, 0))
        part, there = 1.0, most
        while part > NO_PART * total:
            there += 1
            part *= load / (there if there <= seats else seats + (there - seats) * leaving)
            total += part
            if there > seats:
                waiting += part * (there - seats)
        part, there = 1.0, most
        while there and part > NO_PART * total:
            part *= (there if there <= seats else seats + (there - seats) * leaving) / load
            there -= 1
            total += part
            if there > seats:
                waiting += part * (there - seats)
        return waiting * leaving / (load * total)

    def answered_within(self, time: float) -> float:
        """Return the share of all who come that is answered within a time."""
        if not self.load or not self.seats:
            return float(not self.load)
        exp, patience = math.exp, self.patience
        nodes = zip(*self._nodes_before(time), strict=True)
        late = math.fsum([exp(-at / patience) * weight for at, weight in nodes])
        return 1 - self._waiting + late / self._total

    @cached_property
    def _waiting(self) -> float:
        return self._all_waits / self._total

    @cached_property
    def _all_waits(self) -> float:
        """The weight of all who wait, on the scale of the highest density."""
        return math.fsum(self._nodes[1])

    @cached_property
    def _top(self) -> float:
        """The wait at which the density is greatest."""
        return max(math.log(self.load / self.seats) * self.patience, 0.0)

    @cached_property
    def _highest(self) -> float:
        return self._density(self._top)

    def _density(self, wait: float) -> float:
        """The logarithm of the density of a wait, on the scale of one seat being free."""
        arriving = self._arriving
        giving_up = -math.expm1(-wait / self.patience) * arriving * self.patience
        return math.log(arriving) + giving_up - self._leaving * wait

    @cached_property
    def _total(self) -> float:
        """The weight of all states, on the scale of the highest density."""
        free = _inverse_blocked_share(self.seats - 1, self.load)
        waiting = self._all_waits
        return (math.inf if math.isinf(free) else free * math.exp(-self._highest)) + waiting

    def _nodes_before(self, end: float) -> tuple[Iterable[float], Iterable[float]]:
        """Return the points of the pieces before an end, and those of the piece that it cuts."""
        ends = self._ends
        count = bisect_left(ends, end)
        first = ends[count - 1] if count else self._least_wait
        points, weights = (each[: count * NODES] for each in self._nodes)
        if count == len(ends) or first >= end:
            return points, weights
        last = self._points_of(first, end)
        return (*points, *last), (*weights, *self._weights_of(first, end, last))

    @cached_property
    def _ends(self) -> array[float]:
        """The ends of all pieces."""
        return array("d", self._list_ends())

    @cached_property
    def _nodes(self) -> tuple[array[float], array[float]]:
        """The points of all pieces, and their weights: their parts of it times the density."""
        points, weights = array("d"), array("d")
        first = self._least_wait
        for last in self._ends:
            piece = self._points_of(first, last)
            points.extend(piece)
            weights.extend(self._weights_of(first, last, piece))
            first = last
        return points, weights

    def _points_of(self, first: float, last: float) -> list[float]:
        half = (last - first) / 2
        return [first + half * point for point, _ in _points()]

    def _weights_of(self, first: float, last: float, points: Iterable[float]) -> list[float]:
        half, exp, expm1, patience = (last - first) / 2, math.exp, math.expm1, self.patience
        leaving, most = self._leaving, self._arriving * patience
        scale = math.log(self._arriving) - self._highest
        return [
            half * share * exp(scale - expm1(-at / patience) * most - leaving * at)
            for at, (_, share) in zip(points, _points(), strict=True)
        ]

    def _list_ends(self) -> Iterator[float]:
        """Yield the ends of pieces that are short beside the scale on which the density changes."""
        last = self._least_wait
        while last <= self._top or self._density(last) >= self._highest - NEGLIGIBLE:
            arriving = self._arriving * math.exp(-last / self.patience)
            steepness = abs(arriving - self._leaving) + math.sqrt(arriving / self.patience)
            if last < NEGLIGIBLE * self.patience:  # afterwards nobody is left to give up
                steepness += 1 / self.patience
            last += PIECE / steepness
            yield last

    @cached_property
    def _least_wait(self) -> float:
        """The wait below which the density is too low to count."""
        low, high = 0.0, self._top
        for _ in range(ROUNDS if self._density(low) < self._highest - NEGLIGIBLE else 0):
            middle = (low + high) / 2
            if not low < middle < high:
                break
            far = self._density(middle) < self._highest - NEGLIGIBLE
            low, high = (middle, high) if far else (low, middle)
        return low


@lru_cache(maxsize=1)
def _points() -> tuple[tuple[float, float], ...]:
    """The points and weights of Gauss and Legendre between 0 and 2."""
    found = []
    for number in range(NODES):
        at = math.cos(math.pi * (number + 0.75) / (NODES + 0.5))
        for _ in range(ROUNDS):
            value, slope = _legendre(at)
            at -= value / slope
            if abs(value / slope) < 1e-16:
                break
        slope = _legendre(at)[1]
        found.append((1 + at, 2 / ((1 - at * at) * slope * slope)))
    return tuple(found)


def _legendre(at: float) -> tuple[float, float]:
    before, value = 1.0, at
    for order in range(2, NODES + 1):
        before, value = value, ((2 * order - 1) * at * value - (order - 1) * before) / order
    return value, NODES * (at * value - before) / (at * at - 1)


@dataclass(frozen=True)
class Demand:
    """What arrives at a line: its load, how long one contact takes, and how long people wait.

    `patience` is None where nobody gives up. `returns` is the share of those who give up that
    comes once more.
    """

    load: float
    handling: float
    patience: float | None = None
    returns: float = 0.0

    def line(self, seats: int) -> PatientLine | ImpatientLine | None:
        """Return the line before so many seats, or None where it grows without an end."""
        if self.patience is None:
            return PatientLine(seats, self.load, self.handling) if self.load < seats else None
        if not self.returns:
            return self._impatient(seats, self.load)
        if self.returns == 1 and self.load >= seats:
            return None
        return self._impatient(seats, self._load_with_returns(seats))

    def _impatient(self, seats: int, load: float) -> ImpatientLine:
        assert self.patience is not None
        return _impatient_line(seats, load, self.handling, self.patience)

    def _load_with_returns(self, seats: int) -> float:
        """Return the load with those who call again, of whom some give up once more."""

        def missing(load: float) -> float:
            return load * (1 - self.returns * self._impatient(seats, load).give_up) - self.load

        low = high = self.load
        while missing(high) < 0:
            low, high = high, 2 * high
        return _root(missing, low, high)


@lru_cache(maxsize=128)
def _impatient_line(seats: int, load: float, handling: float, patience: float) -> ImpatientLine:
    """Return a line with what is known of it: the same are asked of in many hours and policies."""
    return ImpatientLine(seats, load, handling, patience)


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    """Return where a rising function is zero between two numbers (false position, Illinois)."""
    below, above = function(low), function(high)
    side = 0
    for _ in range(ROUNDS):
        if above == below or high - low <= PRECISION * high:
            break
        middle = (low * above - high * below) / (above - below)
        value = function(middle)
        if abs(value) <= PRECISION * middle:
            return middle
        if value < 0:
            low, below, above, side = middle, value, above / 2 if side < 0 else above, -1
        else:
            high, above, below, side = middle, value, below / 2 if side > 0 else below, 1
    return high


def least_seats(enough: Callable[[int], bool], start: int = 0, guess: int = 0) -> int:
    """Return the least number that is enough, where every greater one is enough as well.

    It is looked for around a guess, for it takes long to find out.
    """
    low, high, step = start - 1, max(start, guess), max(math.isqrt(guess), 1)
    while not enough(high):
        low, high, step = high, high + step, 2 * step
    while high - low > 1:
        middle = max((low + high) // 2, high - step)
        if enough(middle):
            high, step = middle, 2 * step
        else:
            low = middle
    return high

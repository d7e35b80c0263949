"""How contacts divide over lines: known, or between the best and the worst that is admissible."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.queues.lines import Flow
from cxlint.analysis.queues.routes import NOTHING
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.analysis.queues.loads import Load
    from cxlint.analysis.queues.routes import Bounds, Shares

STEPS = 48
"""Into how many parts one unknown split is divided, to look for its best and worst."""
MOST_CASES = 256
"""So many splits are looked at; where there are more, none is."""

Teams = tuple[str, ...]
Flows = list[tuple[Teams, Flow]]


class Way(NamedTuple):
    """Teams that take at least and at most such a share, as one line if they are `pooled`."""

    teams: Teams
    bounds: Bounds
    pooled: bool


class Arrival(NamedTuple):
    """Contacts a minute that arrive at a channel, and the ways they go."""

    load: Load
    rate: Fraction
    ways: tuple[Way, ...]

    @property
    def teams(self) -> list[str]:
        """Everybody who may take them."""
        return list(dict.fromkeys(id_ for way in self.ways for id_ in way.teams))

    @property
    def settled(self) -> bool:
        """Whether it is known which line takes how much of them."""
        return all(low == high and (way.pooled or len(way.teams) == 1)
                   for way in self.ways for low, high in [way.bounds])  # fmt: skip


def open_ways(shares: Shares, present: frozenset[str]) -> tuple[Way, ...]:
    """Return the ways that are open while only these teams work."""
    found: dict[Teams, Way] = {}
    for crew, (low, high) in shares.items():
        teams = tuple(id_ for id_ in crew.teams if id_ in present)
        if not teams or not high:
            continue
        before = found.get(teams, Way(teams, NOTHING, pooled=True))
        most = min(before.bounds[1] + high, Fraction(1))
        found[teams] = Way(teams, (before.bounds[0] + low, most), before.pooled and crew.pooled)
    return tuple(found.values())


def admissible_flows(group: Sequence[Arrival]) -> list[Flows]:
    """Return all that may take place, of arrivals that hang together; nothing if it is too much.

    The best case, in which teams that could be one line are one, is among them.
    """
    overlapping = _overlapping(group)
    choices = [_choices(arrival, overlapping) for arrival in group]
    unknown = [each for each in choices if len(each) > 1]
    if len(unknown) > 1:
        choices = [[each[0], each[-1]] if len(each) == STEPS + 1 else each for each in choices]
    count = 1
    for each in choices:
        count *= len(each)
    if count > MOST_CASES:
        return []
    cases = [list(itertools.chain(*each)) for each in itertools.product(*choices)]
    if overlapping:
        cases.append(_as_one_line(group, overlapping))
    return cases


def _overlapping(group: Sequence[Arrival]) -> frozenset[str]:
    """Return the teams of several that do not make one line, since others come to some of them."""
    ways = [way for arrival in group for way in arrival.ways]
    found: set[str] = set()
    for way in ways:
        if len(way.teams) == 1:
            continue
        others = [o for o in ways if o.teams != way.teams and set(o.teams) & set(way.teams)]
        if others or not all(o.pooled for o in ways if o.teams == way.teams):
            found.update(way.teams)
    return frozenset(found)


def _choices(arrival: Arrival, overlapping: frozenset[str]) -> list[Flows]:
    """Return the ways in which the contacts of one channel may divide."""
    fixed: Flows = []
    loose: list[tuple[Teams, Bounds]] = []
    for way in arrival.ways:
        low, high = way.bounds
        if len(way.teams) > 1 and overlapping.intersection(way.teams):
            loose += [((id_,), (Fraction(0), high)) for id_ in way.teams]
            if low != high or len(arrival.ways) > 1:
                return [[], []] * MOST_CASES
        elif low == high:
            fixed.append((way.teams, Flow(arrival.load, arrival.rate * low)))
        else:
            loose.append((way.teams, way.bounds))
    if not loose:
        return [fixed]
    return [fixed + each for each in _divided(arrival, loose)]


def _divided(arrival: Arrival, loose: Sequence[tuple[Teams, Bounds]]) -> list[Flows]:
    """Return splits between the least and the most of each."""

    def flow(teams: Teams, share: Fraction) -> tuple[Teams, Flow]:
        return teams, Flow(arrival.load, arrival.rate * share)

    if len(loose) == 1:
        ((teams, (low, high)),) = loose
        return [[flow(teams, low + (high - low) * n / STEPS)] for n in range(STEPS + 1)]
    if len(loose) == 2:
        (one, (low, high)), (other, (least, most)) = loose
        return [
            [flow(one, low + (high - low) * n / STEPS),
             flow(other, most - (most - least) * n / STEPS)]
            for n in range(STEPS + 1)
        ]  # fmt: skip
    return [
        [flow(teams, high if teams == chosen else low) for teams, (low, high) in loose]
        for chosen, _ in loose
    ]


def _as_one_line(group: Sequence[Arrival], overlapping: frozenset[str]) -> Flows:
    """Return the flows where all these teams take from one line."""
    together = tuple(dict.fromkeys(
        id_ for arrival in group for id_ in arrival.teams if id_ in overlapping
    ))  # fmt: skip
    flows: Flows = []
    for arrival in group:
        for way in arrival.ways:
            teams = together if overlapping.intersection(way.teams) else way.teams
            flows.append((teams, Flow(arrival.load, arrival.rate * way.bounds[1])))
    return flows

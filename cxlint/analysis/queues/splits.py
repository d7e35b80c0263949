"""How contacts divide over lines: known, or between the best and the worst that is admissible."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.queues.lines import Flow
from cxlint.analysis.queues.routes import NOTHING
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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


class Possible(NamedTuple):
    """All that may take place: the flows of each case.

    Where one split is unknown, the cases are `STEPS` apart, and `between` gives what lies between
    them, for a share of all of it. Where more is, they are its ends only.
    """

    cases: tuple[Flows, ...]
    between: Callable[[Fraction], Flows] | None = None
    ends_only: bool = False


def open_ways(shares: Shares, present: frozenset[str]) -> tuple[Way, ...]:
    """Return the ways that are open while only these teams work.

    What goes where nobody of them is has no team.
    """
    found: dict[Teams, Way] = {}
    for crew, (low, high) in shares.items():
        teams = tuple(id_ for id_ in crew.teams if id_ in present)
        before = found.get(teams, Way(teams, NOTHING, pooled=True))
        most = min(before.bounds[1] + high, Fraction(1))
        found[teams] = Way(teams, (before.bounds[0] + low, most), before.pooled and crew.pooled)
    return tuple(way for way in found.values() if way.bounds[1])


def admissible_flows(group: Sequence[Arrival]) -> Possible:
    """Return all that may take place, of arrivals that hang together; no case if it is too much.

    The best case, in which teams that could be one line are one, is among them.
    """
    overlapping = _overlapping(group)
    splits = [_split(arrival, overlapping) for arrival in group]
    unknown = [split for split in splits if split.loose]
    if any(split.tangled for split in splits):
        return Possible(())
    beside = [_as_one_line(group, overlapping)] if overlapping else []
    if not unknown:
        return Possible((_joined(splits, []), *beside))
    if len(unknown) == 1 and len(unknown[0].loose) <= 2:

        def between(share: Fraction) -> Flows:
            return _joined(splits, [unknown[0].at(share)])

        steps = (between(Fraction(step, STEPS)) for step in range(STEPS + 1))
        return Possible((*steps, *beside), between)
    ends = [split.ends() for split in unknown]
    if math.prod(map(len, ends)) > MOST_CASES:
        return Possible(())
    cases = (_joined(splits, each) for each in itertools.product(*ends))
    return Possible((*cases, *beside), ends_only=True)


class Split(NamedTuple):
    """How the contacts of one channel divide: what is fixed, and the bounds of what is not.

    `tangled` is true where both a crew and its own share are unknown.
    """

    arrival: Arrival
    fixed: tuple[tuple[Teams, Fraction], ...]
    loose: tuple[tuple[Teams, Bounds], ...]
    tangled: bool = False

    def flows(self, shares: Iterable[tuple[Teams, Fraction]]) -> Flows:
        """Return the flows of shares; what has no team is none."""
        load, rate = self.arrival.load, self.arrival.rate
        return [(teams, Flow(load, rate * share)) for teams, share in shares if teams]

    def at(self, share: Fraction) -> Flows:
        """Return the loose flows where the first takes that part of what it may take."""
        (one, (low, high)), *others = self.loose
        taken = [(one, low + (high - low) * share)]
        taken += [(other, most - (most - least) * share) for other, (least, most) in others]
        return self.flows(taken)

    def ends(self) -> list[Flows]:
        """Return the flows where one takes all that it may take, for each of them."""
        return [
            self.flows((teams, high if teams == most else low) for teams, (low, high) in self.loose)
            for most, _ in self.loose
        ]


def _joined(splits: Sequence[Split], loose: Iterable[Flows]) -> Flows:
    return list(itertools.chain(*(split.flows(split.fixed) for split in splits), *loose))


def _overlapping(group: Sequence[Arrival]) -> frozenset[str]:
    """Return the teams of several that do not make one line, since others come to some of them."""
    ways = [way for arrival in group for way in arrival.ways]
    found: set[str] = set()
    for way in ways:
        if len(way.teams) <= 1:
            continue
        others = [o for o in ways if o.teams != way.teams and set(o.teams) & set(way.teams)]
        if others or not all(o.pooled for o in ways if o.teams == way.teams):
            found.update(way.teams)
    return frozenset(found)


def _split(arrival: Arrival, overlapping: frozenset[str]) -> Split:
    """Return how the contacts of one channel may divide."""
    fixed: list[tuple[Teams, Fraction]] = []
    loose: list[tuple[Teams, Bounds]] = []
    tangled = False
    for way in arrival.ways:
        low, high = way.bounds
        if len(way.teams) > 1 and overlapping.intersection(way.teams):
            loose += [((id_,), (Fraction(0), high)) for id_ in way.teams]
            tangled |= low != high or len(arrival.ways) > 1
        elif low == high:
            fixed.append((way.teams, low))
        else:
            loose.append((way.teams, way.bounds))
    return Split(arrival, tuple(fixed), tuple(loose), tangled)


def _as_one_line(group: Sequence[Arrival], overlapping: frozenset[str]) -> Flows:
    """Return the flows where all these teams take from one line."""
    together = tuple(dict.fromkeys(
        id_ for arrival in group for id_ in arrival.teams if id_ in overlapping
    ))  # fmt: skip
    return [
        (
            together if overlapping.intersection(way.teams) else way.teams,
            Flow(arrival.load, arrival.rate * way.bounds[1]),
        )
        for arrival in group
        for way in arrival.ways
        if way.teams
    ]

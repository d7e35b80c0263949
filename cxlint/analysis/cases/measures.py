"""What is counted on the ways of cases, and the least and the most of it from each place on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.analysis.cases.case_chain import STAY, UNSEEN
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.algorithms.chains.chain import Gains, Value
    from cxlint.algorithms.chains.ratios import Bounds
    from cxlint.analysis.cases.case_chain import CaseChain
    from cxlint.analysis.subject import Subject
    from cxlint.graph.network import Node


class Measure(NamedTuple):
    """A figure of all cases, what it counts, and the least and the most of it from each place on.

    The most of a share takes it that whoever comes to a place that is not described ends so there.
    `at` are the places of `cases` at which those begin who begin at each place, if they are others.
    """

    name: str
    reading: str
    cases: CaseChain
    gains: Gains
    least: Bounds
    most: Bounds
    at: Sequence[int] = ()


class Count(NamedTuple):
    """A figure of which each case has so many: with the least and the most of a single case.

    `more` is what every case has beside.
    """

    measure: Measure
    case_least: Sequence[Value]
    case_most: Sequence[Value]
    more: int = 0


def measure_counts(subject: Subject) -> Iterator[Count]:
    """Yield how often customers turn to the company and are handed on, and places they meet."""
    cases = subject.ways
    yield _count(
        cases,
        "contacts",
        "the first contact, and every handoff that customers carry themselves",
        cases.count_ways(lambda way: way.is_contact),
        more=1,
    )
    handoffs = _count(
        cases,
        "handoffs",
        "moves between teams; steps and outcomes are not counted",
        cases.count_ways(lambda way: way.is_handoff),
    )
    yield handoffs
    yield _count_transfers(subject, handoffs)
    yield _count(
        cases,
        "places",
        "steps that customers notice, and teams, each time they are met",
        cases.count_visits(_is_met),
    )


def _count_transfers(subject: Subject, handoffs: Count) -> Count:
    """Count those handoffs at which the customer is on the line.

    Where nobody leaves the line on any way, these are all of those who came so, and of nobody else.
    """
    cases, measure = subject.ways, handoffs.measure
    places = range(len(cases.places))
    gains, at = measure.gains, [cases.live.get(place, place) for place in places]
    least, most = measure.least, measure.most
    best, worst = handoffs.case_least, handoffs.case_most
    if not cases.is_line_kept:
        lines = subject.cases
        gains = lines.count_ways(lambda way: way.is_transfer)
        (least, most), (best, worst) = lines.bounds(gains), lines.extremes(gains)
        at = [lines.find_same(cases, place) for place in places]
    cases = cases if cases.is_line_kept else subject.cases
    found = Measure("transfers", TRANSFERS, cases, gains, least.pick(at), most.pick(at), at)
    return Count(found, [best[each] for each in at], [worst[each] for each in at])


TRANSFERS = (
    "moves between teams with the customer on the line, who came by voice, chat or in person; a "
    "wait that is stated ends that, and being called back does not"
)


def measure_ends(cases: CaseChain) -> Iterator[Measure]:
    """Yield which shares of cases end how."""
    resolved, abandoned = (_find_end(cases, kind) for kind in ("resolved", "abandoned"))
    both = cases.bounds_of_ends(resolved, abandoned)
    yield _measure_end(cases, "resolved", READINGS["resolved"], resolved, both[0])
    yield _measure_end(cases, "abandoned", READINGS["abandoned"], abandoned, both[1])
    for kind in dict.fromkeys(way.end for way in cases.ways if way.end and way.end not in READINGS):
        gains = _find_end(cases, kind)
        reading = f"share of cases that end {kind}"
        yield _measure_end(cases, kind, reading, gains, cases.bounds(gains))
    gains = _find_end(cases, "")
    reading = "share of cases that stay where no stated move takes them"
    yield _measure_end(cases, "unfinished", reading, gains, cases.bounds(gains))


READINGS = {
    "resolved": "share of cases that are settled",
    "abandoned": "share of cases that customers give up",
}


def measure_visits(cases: CaseChain, place: Node) -> Measure:
    """Return how often cases come to a place."""
    gains = cases.count_visits(lambda node: node is place)
    return _measure(cases, f"visits.{place.id}", f"how often a case comes to {place.id}", gains)


def _count(cases: CaseChain, name: str, reading: str, gains: Gains, more: int = 0) -> Count:
    return Count(_measure(cases, name, reading, gains), *cases.extremes(gains), more)


def _measure(cases: CaseChain, name: str, reading: str, gains: Gains) -> Measure:
    return Measure(name, reading, cases, gains, *cases.bounds(gains))


def _find_end(cases: CaseChain, kind: str) -> Gains:
    """Return the ways on which cases end so; without a kind, those on which they stay."""
    ways = [kind and way.end == kind for way in cases.ways]
    ways[STAY] = not kind
    return cases.count_numbered(ways)


def _measure_end(
    cases: CaseChain, name: str, reading: str, gains: Gains, bounds: tuple[Bounds, Bounds]
) -> Measure:
    least, most = bounds
    if any(place.node is not None and place.node.opaque for place in cases.places):
        unseen = [*gains.ways]
        unseen[UNSEEN] = 1
        _, most = cases.bounds(cases.count_numbered(unseen))
    return Measure(name, reading, cases, gains, least, most)


def _is_met(node: Node) -> bool:
    return node.kind in {"step", "team"} and not node.silent

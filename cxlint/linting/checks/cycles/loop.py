"""Rings in which a customer can be sent round and round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.components import cyclic_components, shortest_cycle
from cxlint.calendar.coverage_gaps import coverage_gaps
from cxlint.calendar.opening_hours import ALWAYS, Hours
from cxlint.graph.journey_intents import intents_at
from cxlint.graph.journey_paths import LONGEST_WAY, path_to, witness
from cxlint.graph.staffing import in_one_zone
from cxlint.linting.model.finding import Hit
from cxlint.sentence_lists import shorten_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network

UNTIED = 1_000
"""How many moves a component may have for it to be looked for which of them break it."""

CYCLE_WORK = 200_000
"""How many steps the search for a shorter cycle takes; beyond, one through the way in is told."""


def loop(network: Network) -> Iterator[Hit]:
    """Yield each component of moves that accomplish nothing and that nothing ends.

    Looks at the moves that the customer goes through, less those that accomplish something, those
    that are bounded and those with which a different matter begins. Two lines of which each sends
    on to the other when it is closed are no cycle where one of them is always open. The witness
    is the way to the component and its shortest cycle. A component from which an outcome or a
    person can be reached, or that has people in it, is a warning; any other is an error.

    Args:
        network: the policy's graph.
    """
    for journey in network.journeys:
        for members in cyclic_components(journey.endless[0]):
            if not _takes_turns(journey, members):
                yield _hit(journey, members)


def _takes_turns(journey: Journey, members: Sequence[int]) -> bool:
    """Whether these are two channels that send on to one another when closed, and one is open.

    Over the year ahead, at every minute, as far as both state their hours.
    """
    via = [move for member in members for move in journey.endless[1][member]]
    inside = {journey.nodes[member].number for member in members}
    between = [move for move in via if move.target.number in inside]
    if len(members) != 2 or any(move.kind != "closed" for move in between):
        return False
    policy = journey.network.policy
    stated = [policy.hours(move.entity) for move in between]
    known = [hours for hours in stated if hours is not None]
    listed = in_one_zone(Hours(ALWAYS), known) if len(known) == len(stated) else None
    return listed is not None and not coverage_gaps(listed[0], listed[1:], policy.today).minutes


def _hit(journey: Journey, members: Sequence[int]) -> Hit:
    ring = _ring(journey, members)
    untied, sentence = _untying(journey, members)
    pointed = max((m for m in ring if m in untied), default=ring[-1], key=lambda m: m.number)
    start = journey.number(ring[0].source) or 0
    names = [move.source.id for move in ring]
    case, people = _way_out(journey, members)
    return Hit(
        at=pointed.at,
        entity=pointed.name,
        key=tuple(sorted(names)),
        case=case,
        severity="error" if case == "closed" else None,
        facts={"ring": shorten_path([*names, names[0]]), "places": len(members),
               "people": shorten_path(people, between=" or "), "untie": sentence},
        intents=intents_at(journey, start),
        witness=witness([*path_to(journey, start), *ring[:LONGEST_WAY]]),
    )  # fmt: skip


def _way_out(journey: Journey, members: Sequence[int]) -> tuple[str, list[str]]:
    """Say how a component can be left.

    "" to people or an outcome, "people" by those in it, "closed" not at all.
    """
    inside = set(members)
    distance = journey.to_end.distance
    for member in members:
        if journey.nodes[member].opaque:
            return "", []
        if any(distance[to] >= 0 and to not in inside for to in journey.out[member]):
            return "", []
    people = [journey.nodes[member].id for member in members if journey.nodes[member].is_person]
    return ("people", people) if people else ("closed", [])


def _ring(journey: Journey, members: Sequence[int]) -> list[Move]:
    """Return the moves of a shortest cycle, beginning where customers come to it first.

    Of cycles equally short the one is taken that every journey through the component would take.
    """
    out, via = journey.endless
    first = min(members, key=lambda member: journey.nodes[member].number)
    ring = shortest_cycle(out, members, first, CYCLE_WORK).nodes
    near = min(range(len(ring)), key=lambda place: journey.reach.distance[ring[place]])
    ring = ring[near:] + ring[:near]
    return [
        via[here][out[here].index(there)]
        for here, there in zip(ring, [*ring[1:], ring[0]], strict=True)
    ]


def _untying(journey: Journey, members: Sequence[int]) -> tuple[list[Move], str]:
    """Return moves whose bounding or removal leaves no ring, and a sentence that names them."""
    from cxlint.algorithms.feedback_arcs import feedback_arc_set

    inside = set(members)
    edges = [
        (move.number, here, there, move)
        for here in members
        for there, move in zip(journey.endless[0][here], journey.endless[1][here], strict=True)
        if there in inside
    ]
    if len(edges) > UNTIED:
        return [], f"of the {len(edges):,} moves here, too many to say which few are enough"
    edges.sort(key=lambda edge: edge[0])
    untied = feedback_arc_set([(here, there) for _, here, there, _ in edges])
    moves = [edges[number][3] for number in untied.edges]
    names = dict.fromkeys(f"{move.source.id} -> {move.target.id}" for move in moves)
    said = shorten_path(list(names), between=", ")
    sure = "enough" if untied.exact else "enough, though perhaps not the fewest"
    return moves, f"{said} {'is' if len(names) == 1 else 'are'} {sure}"

"""What callers meet before a person: whether the first menu offers one, how many, how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cxlint.algorithms import shortest_paths
from cxlint.graph.journey_intents import intents_at
from cxlint.graph.journey_paths import moves_along, path_on, witness
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Network


def phone_menu(
    network: Network,
    *,
    ask: Literal["first", "depth", "breadth"],
    kinds: Sequence[str],
    most: int,
) -> Iterator[Hit]:
    """Yield each step at which callers are held up. Only moves that callers can choose count.

    In a vendor's flow that is one cause with people who are far away, and follows from it; of a
    policy each is told, as each asks for another change.

    Case `failing`: no choice leads to a person, whom only those reach for whom something fails.
    Facts: id, channel, steps, choices, most, failing (words on how near a person is to those who
    fail, where that is nearer than by any choice).

    Args:
        network: the policy's graph.
        ask: `first`: the first step at which callers are asked, behind messages and what they do
            not notice, leads to a person, only later; `depth`: from there on, so many steps lie
            before the first person; `breadth`: so many choices are read out.
        kinds: the kinds of channel by which people call.
        most: how many steps (for `first`, moves from there to a person), or choices, are fine.
    """
    if network.policy.unsure("handoff"):
        return
    for journey in network.journeys:
        callers = [
            number
            for number, node in enumerate(journey.nodes)
            if node.kind == "channel" and node.entity and node.entity.get("kind") in kinds
        ]
        if not callers:
            continue
        if ask == "breadth":
            yield from _broad(journey, callers, most)
        else:
            found = [
                way
                for way in _first_steps(journey, callers, ("message",))
                if _is_far(journey, way[-1], most, first=ask == "first")
            ]
            for way in _keep_worst(journey, found):
                yield _hit(journey, way, most)


def _is_far(journey: Journey, number: int, most: int, *, first: bool) -> bool:
    steps = journey.to_asked_person.distance[number]
    return steps > most or (steps < 0 and first and _is_spared(journey, number))


def _keep_worst(journey: Journey, ways: Sequence[list[int]]) -> Iterator[list[int]]:
    """Yield the ways; of those that begin at one channel of a vendor's flow, the longest."""
    distance = journey.to_asked_person.distance
    worst: dict[int, list[int]] = {}
    for way in ways:
        if not _is_of_a_flow(journey, way[0]):
            yield way
        elif (known := worst.get(way[0])) is None or distance[known[-1]] < distance[way[-1]]:
            worst[way[0]] = way
    yield from worst.values()


def _first_steps(
    journey: Journey, callers: Sequence[int], passed: Sequence[str]
) -> Iterator[list[int]]:
    """Yield the way to what each caller meets first, where that is always a step, once.

    What callers do not notice is passed over, and so are steps of these kinds that lead to steps.
    """
    told: set[int] = set()
    for caller in callers:
        before, first = _first_met(journey, caller, passed)
        if all(journey.nodes[number].kind == "step" for number in first):
            for number in first:
                if number not in told and journey.nodes[number].entity is not None:
                    told.add(number)
                    yield _way(before, number)


def _first_met(
    journey: Journey, caller: int, passed: Sequence[str]
) -> tuple[dict[int, int], list[int]]:
    """Return what comes before each place met from a channel, and the first that count."""
    before = {caller: -1}
    first: list[int] = []
    walk = [caller]
    for number in walk:  # grows while it is walked
        for target in journey.offered[number]:
            if target in before:
                continue
            before[target] = number
            if journey.nodes[target].silent or _only_leads_on(journey, target, passed):
                walk.append(target)
            else:
                first.append(target)
    return before, first


def _way(before: dict[int, int], number: int) -> list[int]:
    """Return the way to a place."""
    way = [number]
    while before[way[-1]] >= 0:
        way.append(before[way[-1]])
    return way[::-1]


def _only_leads_on(journey: Journey, number: int, kinds: Sequence[str]) -> bool:
    """Whether a place is a step of these kinds, and other steps are all that follows."""
    step, following = journey.nodes[number].entity, journey.offered[number]
    if step is None or step.kind != "step" or step.get("kind") not in kinds or not following:
        return False
    return all(journey.nodes[each].kind == "step" for each in following)


def _is_spared(journey: Journey, number: int) -> bool:
    """Whether callers come to a person only because something fails."""
    return journey.to_person.distance[number] >= 0


def _hit(journey: Journey, way: Sequence[int], most: int) -> Hit:
    caller, first = way[0], way[-1]
    node = journey.nodes[first]
    asked = journey.to_asked_person
    chosen = asked.distance[first] >= 0
    reach = asked if chosen else journey.to_person
    nearer = journey.to_person.distance[first]
    moves = [*moves_along(journey, way), *path_on(journey, reach, first)]
    return Hit(
        at=node.at,
        entity=node.name,
        case="" if chosen else "failing",
        facts={
            "id": node.id,
            "failing": _phrase_failing(nearer) if 0 <= nearer < reach.distance[first] else "",
            "channel": journey.nodes[caller].id,
            "steps": reach.distance[first],
            "choices": len(journey.offered[first]),
            "most": most,
        },
        intents=intents_at(journey, first),
        witness=witness(moves),
        rests_on=() if _is_of_a_flow(journey, caller) else (f"the menus of {node.name}",),
    )


def _is_of_a_flow(journey: Journey, channel: int) -> bool:
    """Whether a channel is a vendor's flow, which is told once that its people are far away."""
    entity = journey.nodes[channel].entity
    return entity is not None and bool(entity.document.vendor_file)


def _phrase_failing(moves: int) -> str:
    return f", while whoever fails reaches one after {moves} move{'s' if moves > 1 else ''}"


def _broad(journey: Journey, callers: Sequence[int], most: int) -> Iterator[Hit]:
    """Yield the menus with more choices, of those that callers come to through steps."""
    stays = [
        targets if node.kind in ("channel", "step") else []
        for node, targets in zip(journey.nodes, journey.offered, strict=True)
    ]
    reach = shortest_paths.breadth_first(stays, callers)
    for number, node in enumerate(journey.nodes):
        step = node.entity
        if reach.distance[number] < 0 or node.kind != "step" or step is None:
            continue
        choices = len(step.get("options") or ())
        if step.get("kind") == "menu" and choices > most:
            yield build_hit(
                step,
                "options",
                facts={"channel": "", "steps": 0, "choices": choices, "most": most},
                intents=intents_at(journey, number),
            )

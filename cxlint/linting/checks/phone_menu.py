"""What callers meet before a person: whether the first menu offers one, how many, how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cxlint.journeys import paths
from cxlint.journeys.journey import witness
from cxlint.linting.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.journeys.journey import Journey
    from cxlint.journeys.network import Network


def phone_menu(
    network: Network,
    *,
    ask: Literal["first", "depth", "breadth"],
    kinds: Sequence[str],
    most: int,
) -> Iterator[Hit]:
    """Yield each step at which callers are held up. Only moves that callers can choose count.

    Facts: id, channel, steps, choices, most.

    Args:
        network: the policy's graph.
        ask: `first`: the first step that callers meet leads to a person, only later; `depth`: so
            many steps lie before the first person; `breadth`: so many choices are read out.
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
            for way in _first_steps(journey, callers):
                steps = journey.to_asked_person.distance[way[-1]]
                if steps > most or (steps < 0 and ask == "first" and _is_spared(journey, way[-1])):
                    yield _hit(journey, way, most)


def _first_steps(journey: Journey, callers: Sequence[int]) -> Iterator[list[int]]:
    """Yield the way to what each caller meets first, where that is always a step, once."""
    told: set[int] = set()
    for caller in callers:
        ways = list(_ways_in(journey, caller))
        if all(journey.nodes[way[-1]].kind == "step" for way in ways):
            for way in ways:
                if way[-1] not in told and journey.nodes[way[-1]].entity is not None:
                    told.add(way[-1])
                    yield way


def _ways_in(journey: Journey, caller: int) -> Iterator[list[int]]:
    """Yield a way from a channel to each of the first places that callers notice."""
    before = {caller: -1}
    walk = [caller]
    for number in walk:  # grows while it is walked
        for target in journey.offered[number]:
            if target in before:
                continue
            before[target] = number
            if journey.nodes[target].silent:
                walk.append(target)
                continue
            way = [target]
            while before[way[-1]] >= 0:
                way.append(before[way[-1]])
            yield way[::-1]


def _is_spared(journey: Journey, number: int) -> bool:
    """Whether callers come to a person only because something fails."""
    return journey.to_person.distance[number] >= 0


def _hit(journey: Journey, way: Sequence[int], most: int) -> Hit:
    caller, first = way[0], way[-1]
    node = journey.nodes[first]
    asked = journey.to_asked_person
    reach = asked if asked.distance[first] >= 0 else journey.to_person
    moves = [*journey.moves_along(way), *journey.onward(reach, first)]
    return Hit(
        at=node.at,
        entity=node.name,
        facts={
            "id": node.id,
            "channel": journey.nodes[caller].id,
            "steps": reach.distance[first],
            "choices": len(journey.offered[first]),
            "most": most,
        },
        intents=journey.intents_at(first),
        witness=witness(moves),
    )


def _broad(journey: Journey, callers: Sequence[int], most: int) -> Iterator[Hit]:
    """Yield the menus with more choices, of those that callers come to through steps."""
    stays = [
        targets if node.kind in ("channel", "step") else []
        for node, targets in zip(journey.nodes, journey.offered, strict=True)
    ]
    reach = paths.breadth_first(stays, callers)
    for number, node in enumerate(journey.nodes):
        step = node.entity
        if reach.distance[number] < 0 or node.kind != "step" or step is None:
            continue
        choices = len(step.get("options") or ())
        if step.get("kind") == "menu" and choices > most:
            yield Hit(
                at=step.at("options"),
                entity=step.name,
                facts={"id": step.id, "channel": "", "steps": 0, "choices": choices, "most": most},
                intents=journey.intents_at(number),
            )

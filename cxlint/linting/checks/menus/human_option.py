"""Automated places from which no person can be asked for, or only after many moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cxlint.algorithms import shortest_paths
from cxlint.graph.journey_intents import intents_at
from cxlint.graph.journey_paths import moves_along, witness
from cxlint.graph.menu_choices import list_prompts
from cxlint.graph.outcomes_ahead import asks
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.ratings import asks_rating
from cxlint.linting.text.referrals import names_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network, Node
    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Severity

SHOWN = 10
"""How many moves of the way to a person are shown."""

SEVERITY: dict[str, Severity] = {"visible": "info", "": "warning"}


@dataclass(slots=True)
class FarStep:
    """The worst that is found of one step: no way at all (-1), or so many moves."""

    step: Entity
    distance: int
    journey: Journey
    number: int
    intents: dict[str, None] = field(default_factory=dict)


def human_option(network: Network, *, max_moves: int, exempt: Sequence[str]) -> Iterator[Hit]:
    """Yield each step that is more moves away from a person than is fine.

    Counted are the moves of a shortest way to people, without what customers do not notice. Case
    `none`: there is no way; case empty: it is long, a warning; case `visible`: the page shows a
    way to a person, but no move says where it leads, which is information. A message that only
    ends the matter is no place to ask, and of a step from which nothing leads on, nothing is
    known. Steps that are only reached from where others send people (`from_elsewhere`) are judged
    by whoever sends them there. Of a flow in a vendor's file from which no way leads, that is said
    once, at the first of its steps, also where no file names a team at all: the flow is all there
    is; a warning, where a system may pass them on, or a text says where to turn. A policy that
    names no team with people says nothing of persons and is left alone. Facts: id, kind, moves,
    most.

    Args:
        network: the policy's graph.
        max_moves: how many moves to a person are fine.
        exempt: the kinds of step at which nobody asks for a person.
    """
    if network.policy.unsure("handoff"):
        return
    names_people = any(node.is_person and not node.opaque for node in network.nodes)
    far = _find_far_steps(network, max_moves, exempt)
    yield from _build_hits(far, max_moves, names_people=names_people)


def _find_far_steps(network: Network, max_moves: int, exempt: Sequence[str]) -> Iterable[FarStep]:
    worst: dict[int, FarStep] = {}
    for journey in network.journeys:
        distance = journey.to_person.distance
        came = _measure_from_entries(journey)
        for number, node in enumerate(journey.nodes):
            near = 0 <= distance[number] <= max_moves
            if node.kind != "step" or node.silent or near or came[number] < 0:
                continue
            step = node.entity
            if step is None or node.opaque or _ends_there(journey, number, step, exempt):
                continue
            if asks(node) and any(asks_rating(text) for text in list_prompts(network, node)):
                continue
            found = worst.get(node.number)
            if found is None:
                found = worst[node.number] = FarStep(step, distance[number], journey, number)
            elif found.distance >= 0 and (
                distance[number] < 0 or distance[number] > found.distance
            ):
                found.distance, found.journey, found.number = distance[number], journey, number
            found.intents.update(dict.fromkeys(intents_at(journey, number)))
    return worst.values()


def _build_hits(far: Iterable[FarStep], max_moves: int, *, names_people: bool) -> Iterator[Hit]:
    """Yield what is to be said: of a vendor's flow without a way to people, once."""
    flows: dict[int, list[FarStep]] = {}
    for found in far:
        document = found.step.document
        if document.vendor_file and found.distance < 0:
            flows.setdefault(id(document), []).append(found)
        elif names_people:
            yield _hit(found, max_moves)
    for steps in flows.values():
        asking = [found for found in steps if asks(found.journey.nodes[found.number])]
        if not names_people and not asking:
            continue  # it tells customers something, and asks them nothing
        first = (asking or steps)[0]
        others = [found for found in steps if found is not first]
        hit = _hit(first, max_moves)
        related = tuple((found.step.at(), found.step.id) for found in others[:SHOWN])
        members = tuple(found.step.name for found in (first, *others))
        sure = not any(map(_may_help, _list_around(first)))
        severity = hit.severity if sure else "warning"
        yield hit._replace(related=related, members=members, severity=severity)


def _list_around(found: FarStep) -> Iterator[Node]:
    """Yield all places of the flow of a step."""
    for node in found.journey.nodes:
        if node.entity is not None and node.entity.document is found.step.document:
            yield node


def _may_help(node: Node) -> bool:
    """Whether a system or a bot may pass the matter on, or customers are told where to turn."""
    step = node.entity if node.kind == "step" else None
    if step is None:
        return False
    said = step.data.get("says")
    return step.data.get("kind") in ("task", "bot") or (
        isinstance(said, str) and names_address(said)
    )


def _measure_from_entries(journey: Journey) -> Sequence[int]:
    """Return how far each place is from where customers come in by themselves, or -1."""
    entities = {number: journey.nodes[number].entity for number in journey.entries}
    starts = [
        number
        for number, entity in entities.items()
        if entity is None or entity.data.get("from_elsewhere") is not True
    ]
    return shortest_paths.breadth_first(journey.out, starts).distance


def _ends_there(journey: Journey, number: int, step: Entity, exempt: Sequence[str]) -> bool:
    """Whether nobody asks for a person at this step, or nothing is said of what follows it."""
    targets = journey.out[number]
    if step.get("kind") in exempt or not targets:
        return True
    ends = all(journey.nodes[target].kind == "outcome" for target in targets)
    return ends and step.get("kind") == "message"


def _hit(found: FarStep, max_moves: int) -> Hit:
    step = found.step
    way = _first_moves(found)
    case = "visible" if step.get("contact_visible") is True else "" if way else "none"
    return build_hit(
        step,
        facts={"kind": step.get("kind") or "step", "moves": found.distance, "most": max_moves},
        case=case,
        severity=SEVERITY.get(case),
        intents=tuple(found.intents),
        witness=witness(way),
    )._replace(rests_on=_ends(found))


def _ends(found: FarStep) -> tuple[str, ...]:
    """Return the names of the places at which all ways end from which no person is reached.

    Where they end nowhere, the step itself; where some lead to an outcome, what nothing is called.
    """
    journey, here = found.journey, found.number
    near = shortest_paths.breadth_first(journey.out, [here]).distance
    reached = [number for number, distance in enumerate(near) if distance >= 0]
    ends = sorted(journey.nodes[number].name for number in reached if not journey.out[number])
    if found.distance >= 0 or any(journey.nodes[number].kind == "outcome" for number in reached):
        return (f"{found.step.name} is far from people",)
    return tuple(ends) or (found.step.name,)


def _first_moves(found: FarStep) -> list[Move]:
    """Return the first moves of the way to a person; none where there is no way."""
    parent = found.journey.to_person.parent
    numbers = [found.number]
    while len(numbers) <= SHOWN and parent[numbers[-1]] >= 0:
        numbers.append(parent[numbers[-1]])
    return moves_along(found.journey, numbers)

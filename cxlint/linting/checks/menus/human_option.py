"""Automated places from which no person can be asked for, or only after many moves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cxlint.algorithms import shortest_paths
from cxlint.graph.journey_intents import intents_at
from cxlint.graph.journey_paths import moves_along, witness
from cxlint.graph.menu_choices import list_prompts
from cxlint.graph.outcomes_ahead import ASKING, asks, is_cut, question_before
from cxlint.graph.reachability import to_person_in_order
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.cues import asks_rating, names_address
from cxlint.linting.text.keywords import mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network, Node
    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Severity

_RUN_TOGETHER = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
"""Where a word ends in a name such as `SurveyDialTone`."""

SHOWN = 10
"""How many moves of the way to a person, or further places of a flow, are shown."""

SEVERITY: dict[str, Severity] = {"visible": "info", "failing": "warning", "": "warning"}
GRAVITY = ("none", "failing", "", "visible")


@dataclass(slots=True)
class FarStep:
    """The worst that is found of one step: no way at all (-1), or so many moves.

    `in_order` is whether one leads there while the technology works; `came` is how far the step is
    from where customers come in.
    """

    step: Entity
    distance: int
    journey: Journey
    number: int
    in_order: bool
    came: int
    intents: dict[str, None] = field(default_factory=dict)


def human_option(
    network: Network, *, max_moves: int, exempt: Sequence[str], surveys: Sequence[str] = ()
) -> Iterator[Hit]:
    """Yield each step that is more moves away from a person than is fine; of a flow, the worst.

    Counted are the moves of a shortest way to people, without what customers do not notice or only
    hear. Case `none`: there is no way; `failing`: there is one only where a look-up fails; case
    empty: it is long, a warning; case `visible`: the page shows a way to a person, but no move says
    where it leads, which is information. A message that only ends the matter is no place to ask,
    and of a step from which nothing leads on, nothing is known. Steps that are only reached from
    where others send people (`from_elsewhere`) are judged by whoever sends them there. Policies
    that name no team with people say nothing of persons and are left alone, but not a vendor's flow
    in which customers choose something: it is there as a whole; a warning, where a system may pass
    them on, or a text says where to turn; information, where all they can choose is to hang up. A
    vendor's flow to which people come only when it is closed is left to the rule on that. Facts:
    id, kind, moves, most, others.

    Args:
        network: the policy's graph.
        max_moves: how many moves to a person are fine.
        exempt: the kinds of step at which nobody asks for a person.
        surveys: words in the name of a flow in which nobody asks for a person.
    """
    if network.policy.unsure("handoff"):
        return
    staffed = any(node.is_person and not node.opaque for node in network.nodes)
    worst: dict[int, FarStep] = {}
    for journey in network.journeys:
        _judge_journey(journey, worst, max_moves, exempt)
    closed: dict[tuple[int, int], bool] = {}
    found = [
        each
        for each in worst.values()
        if not _is_survey(each.step, surveys) and not _is_closed(each, closed)
    ]
    choosing = _flows_with_choices(network)
    yield from _one_a_flow(
        (each for each in found if staffed or id(each.step.document) in choosing), max_moves
    )


def _judge_journey(
    journey: Journey, worst: dict[int, FarStep], max_moves: int, exempt: Sequence[str]
) -> None:
    """Put the steps of a journey that are far from people, the worst of each."""
    distance = journey.to_person.distance
    in_order = to_person_in_order(journey, ASKING).distance
    came = _measure_from_entries(journey)
    for number, node in enumerate(journey.nodes):
        near = 0 <= distance[number] <= max_moves and in_order[number] >= 0
        if node.kind != "step" or node.silent or near or came[number] < 0:
            continue
        step = node.entity
        if step is None or node.opaque or _ends_there(journey, number, step, exempt):
            continue
        if asks(node) and any(asks_rating(text) for text in list_prompts(journey.network, node)):
            continue
        here = FarStep(step, distance[number], journey, number, in_order[number] >= 0, came[number])
        found = worst.setdefault(node.number, here)
        if found.distance >= 0 and (here.distance < 0 or here.distance > found.distance):
            found.distance, found.journey, found.number = here.distance, journey, number
            found.in_order = here.in_order
        found.intents.update(dict.fromkeys(intents_at(journey, number)))


def _is_survey(step: Entity, surveys: Sequence[str]) -> bool:
    flow = _RUN_TOGETHER.sub(" ", step.id.partition(":")[0])
    return bool(step.document.vendor_file) and mentions(flow, surveys)


def _flows_with_choices(network: Network) -> set[int]:
    """Return the flows, of vendors' files, in which customers choose something."""
    return {
        id(node.entity.document)
        for node in network.nodes
        if node.entity is not None and node.entity.document.vendor_file
        if node.entity.data.get("options") and _offers(network, node)
    }


def _offers(network: Network, node: Node) -> bool:
    return asks(node) or question_before(network, node) is not None


def _only_ends(found: FarStep) -> bool:
    """Whether all that can be chosen in a flow is to end it: a menu that is yet to be filled."""
    network = found.journey.network
    chosen = [
        move.target
        for node in _list_around(found)
        for move in network.leaving[node.number]
        if move.keys[:1] == ("options",)
    ]
    return bool(chosen) and all(map(is_cut, chosen))


def _is_closed(found: FarStep, known: dict[tuple[int, int], bool]) -> bool:
    """Whether people only come to a vendor's flow when it is closed, which is told as that.

    `known` are the answers for the flows of journeys that were asked for before.
    """
    if not found.step.document.vendor_file:
        return False
    key = id(found.journey), id(found.step.document)
    if key not in known:
        known[key] = _ways_in(found) == {"closed"}
    return known[key]


def _ways_in(found: FarStep) -> set[str]:
    """Return the kinds of moves by which channels of a flow lead into it."""
    network = found.journey.network
    return {
        move.kind
        for node in _list_around(found)
        if node.kind == "channel"
        for move in network.leaving[node.number]
    }


def _one_a_flow(found: Iterable[FarStep], max_moves: int) -> Iterator[Hit]:
    """Yield a hit for each step; of the steps of a vendor's flow one, for the gravest."""
    flows: dict[int, list[FarStep]] = {}
    for each in found:
        if each.step.document.vendor_file:
            flows.setdefault(id(each.step.document), []).append(each)
        else:
            yield _hit(each, max_moves)
    for steps in flows.values():
        first, *others = sorted(steps, key=_order)
        alike = [each for each in others if _case(each) == _case(first)]
        beside = tuple((each.step.at(), each.step.id) for each in alike[:SHOWN])
        hit = _hit(first, max_moves, len(alike))
        members = tuple(each.step.name for each in (first, *alike))
        severity = _weigh_none(first) if hit.case == "none" else None
        yield hit._replace(
            related=(*hit.related, *beside), members=members, severity=severity or hit.severity
        )


def _weigh_none(found: FarStep) -> Severity | None:
    """Return how grave it is that a vendor's flow has no way to a person, if not an error."""
    if any(map(_may_help, _list_around(found))):
        return "warning"
    return "info" if _only_ends(found) else None


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


def _order(found: FarStep) -> tuple[int, bool, int, int]:
    """Return what puts the gravest first: of these, a question, far away, near to the entry."""
    case = _case(found)
    told_only = case == "none" and not asks(found.journey.nodes[found.number])
    return GRAVITY.index(case), told_only, -found.distance, found.came


def _case(found: FarStep) -> str:
    if found.step.get("contact_visible") is True:
        return "visible"
    if found.distance < 0:
        return "none"
    return "" if found.in_order else "failing"


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


def _hit(found: FarStep, max_moves: int, others: int = 0) -> Hit:
    step, case = found.step, _case(found)
    return build_hit(
        step,
        facts={
            "kind": step.get("kind") or "step",
            "moves": found.distance,
            "most": max_moves,
            "others": _phrase_others(others, far=not case),
        },
        case=case,
        severity=SEVERITY.get(case),
        intents=tuple(found.intents),
        witness=witness(_first_moves(found)),
    )._replace(rests_on=_ends(found))


def _phrase_others(number: int, *, far: bool) -> str:
    """Say at how many more places of the flow it is like that: far away, or not at all."""
    if not number:
        return ""
    where = f"at {number} more places of this flow" if number > 1 else "at one more"
    return f" (and too far {where})" if far else f" (nor {where})"


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

"""Leaving, compared with joining: how many places one must go through, and in which channels."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from cxlint.algorithms.weighted_paths import zero_one_paths
from cxlint.graph.journey_paths import LONGEST_WAY, witness
from cxlint.graph.move_kinds import MISHAPS
from cxlint.linting.model.finding import Hit
from cxlint.records import NamedTuple
from cxlint.sentence_lists import shorten_path_ahead
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.algorithms.weighted_paths import PathCosts
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network, Node
    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Severity

MET = frozenset({"step", "team", "approval"})
"""Kinds of place at which something is asked of the customer."""


class ShortestWay(NamedTuple):
    """The shortest way of a contact reason: its first place, its moves, and what it passes."""

    start: Node
    moves: list[Move]
    met: list[Node]


def exit_hassle(network: Network, *, alike: Mapping[str, Sequence[str]]) -> Iterator[Hit]:
    """Yield in what way leaving is more of a hassle than joining.

    Looks at the contact reasons that `leaving` names. Cases: the plain one, the shortest way out
    passes more steps and teams than the shortest way in; `elsewhere`, in no channel in which one
    can join can one leave; `narrower`, milder, in some of them one cannot. The first points to
    `leaving`, the others to where the contact reason of those who leave starts. A team that may not
    grant what settles the matter is no end of a way, where somebody else may. Facts: join, cancel,
    joins, leaves (numbers of places), way, channels (where one joins and cannot leave), instead
    (where one can).

    Args:
        network: the policy's graph.
        alike: kinds of channel that are the same to customers, by a name for them.
    """
    stated = network.policy.single("leaving", "cancel")
    joining = network.policy.single("leaving", "join")
    if stated is None or joining is None:
        return
    found = [network.policy.find("intent", id_) for id_, _ in (joining, stated)]
    join, cancel = found
    if join is None or cancel is None or join is cancel:
        return
    facts: dict[str, object] = {
        "join": join.id, "cancel": cancel.id, "joins": "", "leaves": "", "way": "",
        "channels": [], "instead": [],
    }  # fmt: skip
    at, ids = stated[1], (cancel.id,)
    starts = _find_starts(network)
    way_in, way_out = _find_way(network, join), _find_way(network, cancel)
    if way_in and way_out and len(way_out.met) > len(way_in.met):
        told = {
            "joins": len(way_in.met),
            "leaves": len(way_out.met),
            "way": shorten_path_ahead([node.id for node in way_out.met]),
        }
        proof = witness(way_out.moves[:LONGEST_WAY])
        yield Hit(at, "leaving/leaving", {**facts, **told}, intents=ids, witness=proof)
    case, told = _compare_channels(starts.get(join.id, ()), starts.get(cancel.id, ()), alike)
    if case:
        mild: Severity | None = "warning" if case == "narrower" else None
        key = ("leaving",)
        yield Hit(cancel.at("start"), cancel.name, {**facts, **told}, key, case, mild, ids)


def _find_starts(network: Network) -> dict[str, tuple[Node, ...]]:
    return {
        intent.id: tuple(journey.nodes[number] for number in journey.starts_of(intent))
        for journey in network.journeys
        for intent in journey.intents
    }


def _find_way(network: Network, intent: Entity) -> ShortestWay | None:
    """Return the way with the fewest places to where the matter is settled; None if unknown."""
    if network.policy.unsure("handoff"):
        return None
    journey = next(each for each in network.journeys if intent in each.intents)
    costs = _count_places(journey, _find_answers(journey, intent))
    met = [int(node.kind in MET) for node in journey.nodes]
    starts = [start for start in journey.starts_of(intent) if costs.cost[start] >= 0]
    if not starts:
        return None
    start = min(starts, key=lambda number: costs.cost[number] + met[number])
    numbers = [start]
    while costs.parent[numbers[-1]] >= 0:
        numbers.append(costs.parent[numbers[-1]])
    if any(journey.nodes[number].opaque for number in numbers):
        return None
    moves = list(_list_moves(journey, numbers))
    first = journey.nodes[start]
    passed = [first] if met[start] else []
    return ShortestWay(
        first, moves, [*passed, *(move.target for move in moves if _asks_customer(move))]
    )


def _list_moves(journey: Journey, numbers: Sequence[int]) -> Iterator[Move]:
    """Yield a move from each of these places to the next, of those by which one means to go on."""
    for here, there in itertools.pairwise(numbers):
        both = zip(journey.out[here], journey.via[here], strict=True)
        yield next(move for to, move in both if to == there and move.kind not in MISHAPS)


def _find_answers(journey: Journey, intent: Entity) -> list[int]:
    """Return where the matter can be settled, without teams that may not grant it themselves."""
    remedies = intent.texts("remedy")
    granting = [
        number
        for number in journey.answers
        if not any(_may_not_grant(journey.nodes[number], remedy) for remedy in remedies)
    ]
    return granting or journey.answers


def _may_not_grant(node: Node, remedy: str) -> bool:
    entity = node.entity if node.kind == "team" else None
    return entity is not None and entity.limit("may", remedy) == quantities.NONE


def _count_places(journey: Journey, answers: Sequence[int]) -> PathCosts:
    """Return the fewest places from each place on to an answer, walked backwards."""
    before, steps = [], []
    for sources, moves in zip(*journey.inward, strict=True):
        meant = [
            (source, int(_asks_customer(move)))
            for source, move in zip(sources, moves, strict=True)
            if move.kind not in MISHAPS
        ]
        before.append([source for source, _ in meant])
        steps.append([step for _, step in meant])
    return zero_one_paths(before, steps, answers)


def _asks_customer(move: Move) -> bool:
    return move.target.kind in MET and move.customer_goes


def _compare_channels(
    joining: Sequence[Node], leaving: Sequence[Node], alike: Mapping[str, Sequence[str]]
) -> tuple[str, dict[str, object]]:
    """Return in which case the channels are, and what is told of them."""
    if not joining or not leaving or any(_serves_anything(node) for node in (*joining, *leaving)):
        return "", {}
    name_of = {kind: name for name, kinds in alike.items() for kind in kinds}
    out = {_medium_of(node, name_of) for node in leaving}
    lacking = [node.id for node in joining if _medium_of(node, name_of) not in out]
    if not lacking:
        return "", {}
    case = "elsewhere" if len(lacking) == len(joining) else "narrower"
    return case, {"channels": lacking, "instead": [node.id for node in leaving]}


def _serves_anything(node: Node) -> bool:
    """Whether it is no channel, or one that serves whatever comes."""
    return node.kind != "channel" or node.entity is None or node.entity.get("kind") == "any"


def _medium_of(node: Node, name_of: Mapping[str, str]) -> str:
    kind = str(node.entity.get("kind")) if node.entity else ""
    return name_of.get(kind, kind)

"""Leaving, compared with joining: how many places one must go through, and in which channels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cxlint.algorithms.weighted_paths import zero_one
from cxlint.graph.journey_paths import LONGEST_WAY, moves_along, witness
from cxlint.linting.model.finding import Hit
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.algorithms.weighted_paths import Costs
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network, Node
    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Severity

AMISS = frozenset({"failure", "timeout", "closed", "full"})
"""Moves by which nobody means to join or to leave."""

MET = frozenset({"step", "team", "approval"})
"""Kinds of place at which something is asked of the customer."""

TOLD = 8
"""How many places of a way a sentence names."""


class Way(NamedTuple):
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
    starts = _starts(network)
    way_in, way_out = _way(network, join), _way(network, cancel)
    if way_in and way_out and len(way_out.met) > len(way_in.met):
        told = {
            "joins": len(way_in.met),
            "leaves": len(way_out.met),
            "way": " -> ".join(_names(way_out)),
        }
        proof = witness(way_out.moves[:LONGEST_WAY])
        yield Hit(at, "leaving/leaving", {**facts, **told}, intents=ids, witness=proof)
    case, told = _channels(starts.get(join.id, ()), starts.get(cancel.id, ()), alike)
    if case:
        mild: Severity | None = "warning" if case == "narrower" else None
        key = ("leaving",)
        yield Hit(cancel.at("start"), cancel.name, {**facts, **told}, key, case, mild, ids)


def _starts(network: Network) -> dict[str, tuple[Node, ...]]:
    return {
        intent.id: tuple(journey.nodes[number] for number in journey.starts_of(intent))
        for journey in network.journeys
        for intent in journey.intents
    }


def _names(way: Way) -> list[str]:
    names = [node.id for node in way.met]
    if len(names) > TOLD:
        return [*names[: TOLD - 1], f"({len(names) - TOLD + 1} more)"]
    return names


def _way(network: Network, intent: Entity) -> Way | None:
    """Return the way with the fewest places to where the matter is settled; None if unknown."""
    if network.policy.unsure("handoff"):
        return None
    journey = next(each for each in network.journeys if intent in each.intents)
    costs = _costs(journey, _answers(journey, intent))
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
    moves = moves_along(journey, numbers)
    first = journey.nodes[start]
    passed = [first] if met[start] else []
    return Way(first, moves, [*passed, *(move.target for move in moves if _asks(move))])


def _answers(journey: Journey, intent: Entity) -> list[int]:
    """Return where the matter can be settled, without teams that may not grant it themselves."""
    remedies = intent.texts("remedy")
    granting = [
        number
        for number in journey.answers
        if not any(_may_not(journey.nodes[number], remedy) for remedy in remedies)
    ]
    return granting or journey.answers


def _may_not(node: Node, remedy: str) -> bool:
    entity = node.entity if node.kind == "team" else None
    return entity is not None and entity.limit("may", remedy) == quantities.NONE


def _costs(journey: Journey, answers: Sequence[int]) -> Costs:
    """Return the fewest places from each place on to an answer, walked backwards."""
    before, steps = [], []
    for sources, moves in zip(*journey.inward, strict=True):
        meant = [
            (source, int(_asks(move)))
            for source, move in zip(sources, moves, strict=True)
            if move.kind not in AMISS
        ]
        before.append([source for source, _ in meant])
        steps.append([step for _, step in meant])
    return zero_one(before, steps, answers)


def _asks(move: Move) -> bool:
    return move.target.kind in MET and move.customer_goes


def _channels(
    joining: Sequence[Node], leaving: Sequence[Node], alike: Mapping[str, Sequence[str]]
) -> tuple[str, dict[str, object]]:
    """Return in which case the channels are, and what is told of them."""
    if not joining or not leaving or any(_unknown(node) for node in (*joining, *leaving)):
        return "", {}
    name_of = {kind: name for name, kinds in alike.items() for kind in kinds}
    out = {_medium(node, name_of) for node in leaving}
    lacking = [node.id for node in joining if _medium(node, name_of) not in out]
    if not lacking:
        return "", {}
    case = "elsewhere" if len(lacking) == len(joining) else "narrower"
    return case, {"channels": lacking, "instead": [node.id for node in leaving]}


def _unknown(node: Node) -> bool:
    """Whether it is no channel, or one that serves whatever comes."""
    return node.kind != "channel" or node.entity is None or node.entity.get("kind") == "any"


def _medium(node: Node, name_of: Mapping[str, str]) -> str:
    kind = str(node.entity.get("kind")) if node.entity else ""
    return name_of.get(kind, kind)

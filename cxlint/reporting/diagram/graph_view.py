"""The network of a policy, or a part of it, as something to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.errors import UserError
from cxlint.reporting.diagram.graph_formats import Diagram, DiagramEdge, DiagramNode
from cxlint.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.graph import network as journeys
    from cxlint.graph.network import Move, Network


def build_diagram(
    network: Network, *, intent: str = "", around: str = "", hops: int = 2
) -> Diagram:
    """Return the drawing of what an intent can reach and of what lies within `hops` of a place.

    Without either, of everything. UserError where there is no such intent or place.
    """
    moves = _moves_of_intent(network, intent) if intent else network.moves
    kept = set(_ends(moves)) if intent else {node.number for node in network.nodes}
    if intent:
        kept |= _starts(network, intent)
    if around:
        kept &= _places_near(_place(network, around), moves, hops)
    nodes = [node for node in network.nodes if node.number in kept]
    drawn = [m for m in moves if m.source.number in kept and m.target.number in kept]
    title = " around ".join(part for part in (intent or "policy", around) if part)
    return Diagram(
        [_build_node(node) for node in nodes], [_build_edge(move) for move in drawn], title
    )


def _ends(moves: Iterable[Move]) -> Iterable[int]:
    for move in moves:
        yield move.source.number
        yield move.target.number


def _starts(network: Network, intent: str) -> set[int]:
    for journey in network.journeys:
        for entity in journey.intents:
            if entity.id == intent:
                return {journey.nodes[number].number for number in journey.starts_of(entity)}
    known = [entity.id for journey in network.journeys for entity in journey.intents]
    raise UserError(unknown("intent", intent, known))


def _moves_of_intent(network: Network, intent: str) -> list[Move]:
    """Return the moves that a customer with this intent can come to."""
    found = []
    reached = sorted(_starts(network, intent))
    seen = set(reached)
    for number in reached:  # grows while it is walked
        for move in network.leaving[number]:
            if move.intents is not None and intent not in move.intents:
                continue
            found.append(move)
            if move.target.number not in seen:
                seen.add(move.target.number)
                reached.append(move.target.number)
    return found


def _place(network: Network, name: str) -> int:
    node = network.node(name) or network.node(name.rpartition("/")[2])
    if node is None:
        raise UserError(unknown("place", name, [node.id for node in network.nodes]))
    return node.number


def _places_near(start: int, moves: Iterable[Move], hops: int) -> set[int]:
    """Return the places within so many moves of the start, whichever way the moves lead."""
    beside: dict[int, set[int]] = {}
    for move in moves:
        beside.setdefault(move.source.number, set()).add(move.target.number)
        beside.setdefault(move.target.number, set()).add(move.source.number)
    seen = edge = {start}
    for _ in range(hops):
        edge = {other for number in edge for other in beside.get(number, ())} - seen
        if not edge:
            break
        seen = seen | edge
    return seen


def _build_node(node: journeys.Node) -> DiagramNode:
    label = node.entity.get("name") if node.entity is not None else None
    path, line = node.at.document.path, node.at.span().line
    return DiagramNode(node.id, node.kind, str(label or node.id), path, line)


def _build_edge(move: Move) -> DiagramEdge:
    at = move.at
    return DiagramEdge(
        source=move.source.id,
        target=move.target.id,
        kind=move.kind,
        label=str(move.get("when") or ""),
        path=at.document.path,
        line=at.span().line,
        intents=tuple(sorted(move.intents or ())),
    )

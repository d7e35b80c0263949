"""Contacts that end where something did not go as planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.journeys.onward import asked_before, between, kind_of, onward
from cxlint.linting.finding import Hit
from cxlint.linting.gathering import gathered
from cxlint.linting.pointing import points_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.journeys.network import Move, Network, Node
    from cxlint.linting.finding import Severity

LOOKED_ON = 200
"""How many places behind a move are looked through for what customers are told."""

FACTS = frozenset({"id", "target", "places", "number"})
"""What a message may name."""


def cut_off(
    network: Network,
    *,
    moves: Sequence[str],
    kinds: Sequence[str] = (),
    severities: Mapping[str, str] | None = None,
    apart: bool = True,
) -> Iterator[Hit]:
    """Yield, for each file, the places where such a move leaves customers with nothing.

    That is where only the end of the contact can be reached: no person, no callback or voicemail,
    no other channel, no further choice, and nothing that is not described. Case `told`: they hear
    or read something before; `pointed`: that names a time, an address, a number; case empty:
    nothing. A branch behind a menu belongs to the menu. Places to which no channel leads are left
    alone, and those from which nobody could be reached anyhow. Facts: id, target, places, number.

    Args:
        network: the policy's graph.
        moves: the kinds of move: timeout, failure, error, full, closed.
        kinds: the kinds of step that are meant; channels and all steps, where nothing is said.
        severities: how grave a case is, where it is not what the rule says.
        apart: whether the cases are told apart, each with a finding of its own; otherwise there
            is one for all of a file, with no case.
    """
    if network.policy.unsure("handoff") or network.policy.unsure("step"):
        return
    found = _found(network, frozenset(moves), frozenset(kinds), severities or {}, apart=apart)
    yield from gathered(found)


def _found(
    network: Network,
    moves: frozenset[str],
    kinds: frozenset[str],
    severities: Mapping[str, str],
    *,
    apart: bool,
) -> Iterator[tuple[str, Hit]]:
    left = onward(network)
    for move in network.moves:
        if move.kind not in moves or not left.cuts_off(move):
            continue
        place = asked_before(network, move.source) or move.source
        if kinds and kind_of(place) not in kinds:
            continue
        case = _case(network, move) if apart else ""
        facts = {"id": place.id, "target": move.target.id}
        severity: Severity | None = severities.get(case)  # type: ignore[assignment]
        yield place.id, Hit(move.at, place.name, facts, (move.kind,), case, severity)


def _case(network: Network, move: Move) -> str:
    behind = between(network, move.target, LOOKED_ON)
    texts = [text for node in behind if (text := _says(node))]
    if points_on(texts):
        return "pointed"
    return "told" if texts or any(kind_of(node) == "message" for node in behind) else ""


def _says(node: Node) -> str:
    said = node.entity.data.get("says") if node.kind == "step" and node.entity else None
    return said if isinstance(said, str) else ""

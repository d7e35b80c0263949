"""Circles that customers can leave in every round by withdrawing what they asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.components import cyclic_components
from cxlint.graph.move_kinds import DETOURS

if TYPE_CHECKING:
    from cxlint.graph.endless_components import EndlessComponent
    from cxlint.graph.network import Move
    from cxlint.linting.text.keywords import Beginnings


def can_always_withdraw(component: EndlessComponent, words: Beginnings) -> bool:
    """Whether every way round passes a place at which the customer may withdraw.

    That is a choice which leads to an outcome, and whose words or whose outcome say so.
    """
    leaving = component.journey.network.leaving
    places = {component.journey.nodes[member].number for member in component.members}
    free = {
        number
        for number in places
        if any(_withdraws(move, words) for move in leaving[number] if move.target.kind == "outcome")
    }
    if not free:
        return False
    local = {number: at for at, number in enumerate(places - free)}
    out: list[list[int]] = [[] for _ in local]
    for move in component.moves:
        source, target = local.get(move.source.number), local.get(move.target.number)
        if source is not None and target is not None:
            out[source].append(target)
    return not any(True for _ in cyclic_components(out))


def _withdraws(move: Move, words: Beginnings) -> bool:
    if not move.source.forks or move.kind in DETOURS:
        return False
    outcome = move.target.entity
    named = [move.target.id.rpartition(": ")[2], outcome.get("name") if outcome else None]
    named += [move.get("when"), _read_choice(move)]
    return any(isinstance(text, str) and words.search(text) for text in named)


def _read_choice(move: Move) -> object:
    """Return the words of the choice that a move is."""
    if move.keys[:1] != ("options",):
        return None
    option = move.entity.data["options"][move.keys[1]]
    return option.get("say")

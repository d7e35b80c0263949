"""Menus that take a wrong key for one of their choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms import shortest_paths
from cxlint.graph.outcomes_ahead import ASKING, asks, kind_of, onward, question_before
from cxlint.linting.check_support.choices import find_noticed_place, list_choices
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.keywords import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.network import Move, Network, Node
    from cxlint.linting.check_support.choices import Choice

FACTS = frozenset({"id", "choice", "places", "number"})
"""What a message may name."""

TAKEN = ASKING | {"message"}
"""Kinds of step at which customers learn that something was chosen for them."""


def wrong_key(network: Network, *, rest: Sequence[str], harmless: Sequence[str]) -> Iterator[Hit]:
    """Yield the menus in which whoever presses a wrong key is treated as if they had chosen.

    That is where both lead to one place that speaks or asks. Not where people answer there, where
    it leads back to the menu, where all choices lead there, nor where the menu or the choice says
    that it is for the rest. Facts: id, choice, places, number.

    Args:
        network: the policy's graph.
        rest: words in a menu or a choice by which something is for all the rest, or by which a
            language is chosen.
        harmless: words in a choice, or where it leads, by which nothing is lost: to begin again,
            or to talk to somebody.
    """
    if network.policy.unsure("handoff") or network.policy.unsure("step"):
        return
    yield from group_hits(_find_menus(network, rest, harmless))


def _find_menus(
    network: Network, rest: Sequence[str], harmless: Sequence[str]
) -> Iterator[tuple[str, Hit]]:
    for node in network.nodes:
        failures = [move for move in network.leaving[node.number] if move.kind == "failure"]
        menu = node if asks(node) else question_before(network, node)
        if not failures or menu is None or not onward(network).met[node.number]:
            continue
        if kind_of(menu) not in ("menu", "bot", "form") or mentions(_says(menu), rest):
            continue
        choices = [each for each in list_choices(network, node, menu) if each.key]
        found = _find_taken(network, menu, choices, failures[0])
        if found is None or mentions(found.words, rest):
            continue
        met = find_noticed_place(network, failures[0].target)
        if not mentions(found.words, harmless) and not mentions(_says(met), harmless):
            facts = {"id": menu.id, "choice": _name_choice(found)}
            yield menu.id, Hit(failures[0].at, menu.name, facts)


def _says(node: Node) -> str:
    said = node.entity.data.get("says") if node.entity is not None else None
    return said if isinstance(said, str) else ""


def _find_taken(
    network: Network, menu: Node, choices: Sequence[Choice], failure: Move
) -> Choice | None:
    """Return the choice for which a wrong key is taken, if there is one."""
    place = find_noticed_place(network, failure.target)
    if kind_of(place) not in TAKEN or place is menu or _leads_to(network, place, menu):
        return None
    places = [find_noticed_place(network, each.move.target) for each in choices]
    taken = [each for each, to in zip(choices, places, strict=True) if to is place]
    return taken[0] if len(taken) == 1 and len(choices) > 1 else None


def _leads_to(network: Network, place: Node, menu: Node) -> bool:
    forth = [[move.target.number for move in moves] for moves in network.leaving]
    return shortest_paths.breadth_first(forth, [place.number]).distance[menu.number] >= 0


def _name_choice(choice: Choice) -> str:
    return f"{choice.key} ({choice.words})" if choice.words else choice.key

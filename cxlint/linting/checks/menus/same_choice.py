"""Menus in which it makes no difference what one chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.graph.outcomes_ahead import asks, is_cut, kind_of, question_before
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.network import Move, Network, Node

FURTHEST = 20
"""How many steps that customers do not notice are followed."""

FACTS = frozenset({"id", "target", "places", "number"})
"""What a message may name."""


def same_choice(network: Network, *, languages: Sequence[str]) -> Iterator[Hit]:
    """Yield, for each place, the menus all of whose choices lead to that one place.

    A choice that leads back to the menu does not count. A menu of languages is left alone, and
    one whose choices state for which contact reasons they are. Case empty: they lead there at
    once; case `noted`: through steps that customers do not notice, where what they chose may be
    noted. Facts: id, target, places, number.

    Args:
        network: the policy's graph.
        languages: words in a choice by which customers choose a language.
    """
    if not network.policy.unsure("handoff"):
        yield from group_hits(_find_menus(network, languages))


def _find_menus(network: Network, languages: Sequence[str]) -> Iterator[tuple[str, Hit]]:
    for node in network.nodes:
        stated = node.entity.data.get("options") if node.entity is not None else None
        menu = (node if asks(node) else question_before(network, node)) if stated else None
        if not stated or menu is None:
            continue
        ways = [move for move in network.leaving[node.number] if move.keys[:1] == ("options",)]
        ways = [move for move in ways if move.target is not menu and move.target is not node]
        if kind_of(menu) == "form":  # what is typed in may be anything else as well
            ways += [move for move in network.leaving[node.number] if move.kind == "failure"]
        hit = _compare_choices(network, menu, ways) if len(ways) > 1 else None
        if hit is not None and all(_is_plain(each, languages) for each in stated):
            yield menu.id, hit


def _is_plain(option: Any, languages: Sequence[str]) -> bool:
    """Whether a choice only says where it leads, and not to another language."""
    if not isinstance(option, dict) or "goes_to" not in option or "intents" in option:
        return False
    return not _names_language(option, languages)


def _names_language(option: Mapping[str, Any], words: Sequence[str]) -> bool:
    said = str(option.get("say") or "").casefold()
    return any(word in said for word in words)


def _compare_choices(network: Network, menu: Node, ways: Sequence[Move]) -> Hit | None:
    target = _find_noticed_place(network, ways[0].target)
    others = (_find_noticed_place(network, move.target) for move in ways[1:])
    if any(other is not target for other in others):  # nearly always
        return None
    if target is menu or is_cut(target):
        return None
    at_once = {move.target.number for move in ways}
    assert menu.entity is not None
    case = "" if len(at_once) == 1 else "noted"
    return build_hit(menu.entity, "options", facts={"target": target.id}, case=case)


def _find_noticed_place(network: Network, place: Node) -> Node:
    """Return the next place that customers notice, where there is one way on from here.

    A place that says who does the work (`by`) is one that matters, for it may choose the people.
    """
    for _ in range(FURTHEST):
        if not place.silent or (place.entity is not None and place.entity.says("by")):
            break
        ways = {
            move.target.number: move.target
            for move in network.leaving[place.number]
            if move.kind == "next"
        }
        if len(ways) != 1:
            break
        (place,) = ways.values()
    return place

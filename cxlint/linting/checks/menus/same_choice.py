"""Menus in which it makes no difference what one chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.algorithms import shortest_paths
from cxlint.graph.outcomes_ahead import asks, is_cut, kind_of, question_before
from cxlint.linting.check_support.choices import Choice, find_noticed_place, list_choices
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.text.keywords import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.network import Network, Node
    from cxlint.linting.model.finding import Hit

LEAST = 2
"""How many choices lead to one place."""

FILLED_IN = ("${", "{{", "$.")
"""How a part of a text begins that is filled in when the flow runs."""

FACTS = frozenset({"id", "target", "choices", "places", "number"})
"""What a message may name."""


def same_choice(
    network: Network, *, languages: Sequence[str], superiors: Sequence[str] = ()
) -> Iterator[Hit]:
    """Yield, for each place, the menus all of whose choices lead to that one place.

    A choice that leads back to the menu, or that ends the contact, does not count. A menu of
    languages is left alone, and one whose choices state for which contact reasons they are. Case
    empty: they lead there at once; case `noted`: through steps that customers do not notice, where
    what they chose may be noted, and nothing behind is seen to make a difference of it; case
    `superior`: whoever asks for somebody higher up comes where others come, whatever further
    choices do. Facts: id, target, choices, places, number.

    Args:
        network: the policy's graph.
        languages: words in a choice by which customers choose a language.
        superiors: words by which they ask for somebody higher up.
    """
    if not network.policy.unsure("handoff"):
        yield from group_hits(_find_menus(network, languages, superiors))


def _find_menus(
    network: Network, languages: Sequence[str], superiors: Sequence[str]
) -> Iterator[tuple[str, Hit]]:
    for node in network.nodes:
        stated = node.entity.data.get("options") if node.entity is not None else None
        menu = (node if asks(node) else question_before(network, node)) if stated else None
        if not stated or menu is None:
            continue
        choices = [
            choice
            for choice in list_choices(network, node, menu)
            if choice.move.target is not menu and choice.move.target is not node
        ]
        if kind_of(menu) == "form":  # what is typed in may be anything else as well
            others = (move for move in network.leaving[node.number] if move.kind == "failure")
            choices += [Choice(move, "", "") for move in others]
        hit = _compare_choices(network, menu, choices, superiors) if len(choices) > 1 else None
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


def _compare_choices(
    network: Network, menu: Node, choices: Sequence[Choice], superiors: Sequence[str]
) -> Hit | None:
    found = {each: find_noticed_place(network, each.move.target) for each in choices}
    helping = [each for each in choices if not is_cut(found[each])]
    alike, case = _find_superior(found, superiors), "superior"
    if len(alike) < LEAST and len({found[each].number for each in helping}) == 1:
        alike, case = helping, ""
    if len(alike) < LEAST:
        return None
    target = found[alike[0]]
    if target is menu or is_cut(target):
        return None
    at_once = len({each.move.target.number for each in alike}) == 1
    if not at_once and _may_tell_apart(network, target):
        return None
    assert menu.entity is not None
    case = case if at_once else "noted"
    names = [each.words or each.key for each in alike] if case == "superior" else ""
    facts = {"target": target.id, "choices": names}
    return build_hit(menu.entity, "options", facts=facts, case=case)


def _find_superior(found: Mapping[Choice, Node], superiors: Sequence[str]) -> list[Choice]:
    """Return the choice of somebody higher up, with those that lead to the same people."""
    for choice, place in found.items():
        if mentions(choice.words, superiors):
            alike = [each for each in found if each.move.target is choice.move.target]
            return alike if place.is_person or place.silent else []
    return []


def _may_tell_apart(network: Network, target: Node) -> bool:
    """Whether what was noted may be told apart behind: in what is said, or by a branch."""
    said = target.entity.data.get("says") if target.entity is not None else None
    if isinstance(said, str) and any(sign in said for sign in FILLED_IN):
        return True
    forth = [
        [] if node.is_person else [move.target.number for move in network.leaving[node.number]]
        for node in network.nodes
    ]
    reached = shortest_paths.breadth_first(forth, [target.number]).distance
    return any(
        reached[node.number] >= 0
        and kind_of(node) == "branch"
        and any(move.keys[:1] == ("options",) for move in network.leaving[node.number])
        and question_before(network, node) is None
        for node in network.nodes
    )

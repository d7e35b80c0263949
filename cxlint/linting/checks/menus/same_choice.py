"""Menus in which it makes no difference what one chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.menu_choices import find_noticed_place, list_choices, list_prompts, passed_places
from cxlint.graph.outcomes_ahead import is_cut, kind_of
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.text.choice_names import name_choice
from cxlint.linting.text.cues import asks_rating, names_person
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.menu_choices import Choices
    from cxlint.graph.network import Move, Network, Node
    from cxlint.linting.model.finding import Hit

NAMED = 4
"""How many choices a sentence names."""

OPEN_ANSWERS = frozenset({"bot", "form"})
"""Kinds of question at which what customers say or type in may be anything else as well."""

FACTS = frozenset({"id", "target", "choices", "places", "number"})
"""What a message may name."""


def same_choice(network: Network, *, languages: Sequence[str]) -> Iterator[Hit]:
    """Yield, for each place, the menus all of whose choices lead to that one place.

    A choice that leads back to the menu does not count. A menu of languages is left alone, and
    one whose choices state for which contact reasons they are, a rating, and a choice that is
    looked at later on, by something that customers hear or read. Options that state conditions are
    those of a menu only where it is looked at, and what is done on the way differs. Case empty:
    they lead there at once; case `noted`: through steps that customers do not notice, where what
    they chose may be noted; case `some`: two choices by keys lead there at once, both for people or
    both for a matter, and others elsewhere. Facts: id, target, choices (those that make no
    difference), places, number.

    Args:
        network: the policy's graph.
        languages: words in a choice by which customers choose a language.
    """
    if not network.policy.unsure("handoff"):
        yield from group_hits(_find_menus(network, languages))


def _find_menus(network: Network, languages: Sequence[str]) -> Iterator[tuple[str, Hit]]:
    used: frozenset[str] | None = None
    for choices in list_choices(network):
        menu = choices.menu
        ways = [way for way in choices.ways if way.target not in (menu, choices.deciding)]
        if not all(_is_plain(choices, each, languages) for each in ways):
            continue
        if any(asks_rating(text) for text in list_prompts(network, menu)):
            continue
        if _is_by_rules(choices) and not _is_looked_at(choices):
            continue
        told = list(ways)
        if kind_of(menu) in OPEN_ANSWERS:
            leaving = network.leaving[choices.deciding.number]
            told += [move for move in leaving if move.kind == "failure"]
        if len(told) < 2:
            continue
        used = _list_used(network) if used is None else used
        hit = _compare_choices(network, choices, told, used)
        hit = hit or _compare_keys(network, choices, ways, used)
        if hit is not None:
            yield menu.id, hit


def _is_by_rules(choices: Choices) -> bool:
    """Whether no person chooses, but conditions are tried in their order."""
    return any("conditions" in choices.option(way) for way in choices.ways)


def _is_looked_at(choices: Choices) -> bool:
    deciding = choices.deciding.entity
    return deciding is not None and choices.menu.id in deciding.texts("looks_at")


def _is_plain(choices: Choices, way: Move, languages: Sequence[str]) -> bool:
    """Whether a choice only says where it leads, and not to another language."""
    if "intents" in choices.option(way):
        return False
    return not any(map(choices.say(way).casefold().__contains__, languages))


def _list_used(network: Network) -> frozenset[str]:
    """Return the ids of the steps at whose answer something looks that customers notice."""
    return frozenset(
        id_
        for node in network.nodes
        if node.kind == "step" and node.entity is not None and not node.silent
        for id_ in node.entity.texts("looks_at")
    )


def _compare_choices(
    network: Network, choices: Choices, ways: Sequence[Move], used: frozenset[str]
) -> Hit | None:
    target = find_noticed_place(network, ways[0].target)
    if any(find_noticed_place(network, way.target) is not target for way in ways[1:]):
        return None  # nearly always
    if target is choices.menu or is_cut(target) or choices.menu.id in used:
        return None
    passed = {place.id for way in ways for place in passed_places(network, way.target)}
    if not passed.isdisjoint(used):
        return None
    case = "" if len({way.target.number for way in ways}) == 1 else "noted"
    if case and _is_by_rules(choices):
        return None
    return _hit(choices, target, case)


def _compare_keys(
    network: Network, choices: Choices, ways: Sequence[Move], used: frozenset[str]
) -> Hit | None:
    """Return that several keys lead to one place, where another leads elsewhere."""
    if kind_of(choices.menu) != "menu" or choices.menu.id in used:
        return None
    alike: dict[int, list[Move]] = {}
    for way in ways:
        if choices.key(way) and not is_cut(way.target):
            alike.setdefault(way.target.number, []).append(way)
    for ways_there in alike.values():
        names = {choices.key(way): name_choice(network, choices, way) for way in ways_there}
        for people in (True, False):  # a way to people beside their matters is one of its own
            named = [name for name in names.values() if names_person(name) is people]
            if len(named) > 1:
                return _hit(choices, ways_there[0].target, "some", named)
    return None


def _hit(choices: Choices, target: Node, case: str, named: Sequence[str] = ()) -> Hit:
    entity = choices.menu.entity
    assert entity is not None
    facts = {"target": target.id, "choices": shorten_list(named, NAMED - 1, longest=NAMED)}
    return build_hit(entity, "options", facts=facts, case=case)

"""Menus that take a wrong key for one of their choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.graph.menu_choices import KEYS, Choices, find_noticed_place, list_choices, list_prompts
from cxlint.graph.move_kinds import FAILURES
from cxlint.graph.outcomes_ahead import is_cut, onward
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.choice_names import name_choice
from cxlint.linting.text.cues import states_default

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.network import Move, Network, Node
    from cxlint.linting.model.finding import Severity

FACTS = frozenset({"id", "choice", "target", "places", "number"})
"""What a message may name."""


def wrong_key(
    network: Network, *, languages: Sequence[str], repeats: Sequence[str]
) -> Iterator[Hit]:
    """Yield the menus where whoever presses a wrong key is treated as if they had chosen something.

    That is where the way of a wrong key leads to the same place as one of the choices by keys, and
    other choices lead elsewhere. Left alone is what suits whoever did not choose: people, the menu
    again, the end (which is another matter), the choice of a language, what the text offers for any
    other key, and a choice of which only the key is known. Case `both`, as information: silence
    leads there too. Facts: id, choice, target, places, number.

    Args:
        network: the policy's graph.
        languages: words in a choice by which customers choose a language.
        repeats: words in a choice by which customers hear something again.
    """
    if not network.policy.unsure("handoff"):
        yield from group_hits(_find_menus(network, languages, repeats))


def _find_menus(
    network: Network, languages: Sequence[str], repeats: Sequence[str]
) -> Iterator[tuple[str, Hit]]:
    for choices in list_choices(network):
        failures = _list_failures(network, choices)
        if not failures or len({way.target.number for way in choices.ways}) < 2:
            continue
        alike = [(each, _find_alike(network, choices, each)) for each in failures]
        if all(way is None for _, way in alike) or _suits_anybody(network, choices, languages):
            continue
        for failure, way in alike:
            named = "" if way is None else name_choice(network, choices, way)
            if named in KEYS or states_default(named) or _names(named, repeats):
                continue
            if way is not None:
                facts = {"id": choices.menu.id, "choice": named, "target": way.target.id}
                case = "both" if _takes_silence(network, choices, way) else ""
                severity: Severity | None = "info" if case else None
                yield (
                    choices.menu.id,
                    Hit(failure.at, choices.menu.name, facts, case=case, severity=severity),
                )
                break


def _suits_anybody(network: Network, choices: Choices, languages: Sequence[str]) -> bool:
    """Whether a menu is one of languages, or says itself what any other key does."""
    if any(_names(choices.say(way), languages) for way in choices.ways):
        return True
    return any(states_default(text) for text in list_prompts(network, choices.menu))


def _list_failures(network: Network, choices: Choices) -> list[Move]:
    """Return the ways on from a menu for whoever presses what it does not know."""
    return [
        move
        for node in {choices.menu.number: choices.menu, choices.deciding.number: choices.deciding}
        for move in network.leaving[node]
        if move.kind == "failure"
    ]


def _names(said: str, words: Sequence[str]) -> bool:
    return any(map(said.casefold().__contains__, words))


def _takes_silence(network: Network, choices: Choices, way: Move) -> bool:
    """Whether saying nothing at a menu is taken for the same choice."""
    leaving = network.leaving[choices.menu.number]
    return any(move.kind == "timeout" and move.target is way.target for move in leaving)


def _find_alike(network: Network, choices: Choices, failure: Move) -> Move | None:
    """Return the choice by a key that leads where a wrong key leads, if that suits nobody else."""
    if onward(network).cuts_off(failure):
        return None
    target = failure.target
    noticed = find_noticed_place(network, target)
    if noticed.kind == "channel" or is_cut(noticed) or _leads_to_people(network, target):
        return None
    if _leads_back(network, noticed, choices):
        return None
    alike = [way for way in choices.ways if way.target is target]
    return alike[0] if len(alike) == 1 and choices.key(alike[0]) else None


def _leads_to_people(network: Network, place: Node) -> bool:
    """Whether people, or what is not described, come next that customers notice."""
    walk, known = [place], {place.number}
    for node in walk:  # grows while it is walked
        if node.is_person:
            return True
        for move in network.leaving[node.number] if node.silent else ():
            if move.kind not in FAILURES and move.target.number not in known:
                known.add(move.target.number)
                walk.append(move.target)
    return False


def _leads_back(network: Network, place: Node, choices: Choices) -> bool:
    """Whether a place is the menu, or leads to nothing but the menu again."""
    if place is choices.menu:
        return True
    following: Any = {find_noticed_place(network, each.target).number
                      for each in network.leaving[place.number]}  # fmt: skip
    return bool(following) and following <= {choices.menu.number}

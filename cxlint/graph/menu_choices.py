"""Menus as callers know them: what can be chosen, at the menu or at the branch behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.graph.outcomes_ahead import asks, kind_of, question_before
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.network import Move, Network, Node

FURTHEST = 20
"""How many steps that customers do not notice are followed."""

KEYS = frozenset("0123456789*#")
"""The keys of a telephone."""


class Choices(NamedTuple):
    """What customers choose from: the question, where it is decided, and the ways from there.

    `deciding` is the question itself, or the branch right behind it.
    """

    menu: Node
    deciding: Node
    ways: Sequence[Move]

    def option(self, way: Move) -> Mapping[str, Any]:
        """Return what is stated of the choice by which a way is taken."""
        stated: Any = way.entity.data["options"]
        option = stated[way.keys[1]]
        return option if isinstance(option, dict) else {"say": option}

    def key(self, way: Move) -> str:
        """Return the key by which a way is taken; nothing, where none is stated."""
        return read_key(way)

    def say(self, way: Move) -> str:
        """Return what a choice is called: by the menu, where the branch only has its key."""
        key, said = self.key(way), str(self.option(way).get("say") or "")
        stated: Any = self.menu.entity.data.get("options") if self.menu.entity else None
        for each in stated or () if said == key else ():
            if isinstance(each, dict) and str(each.get("key")) == key:
                return str(each.get("say") or said)
        return said


def read_key(way: Move) -> str:
    """Return the key by which a choice is made; nothing, where none is stated."""
    stated: Any = way.entity.data["options"]
    option = stated[way.keys[1]]
    if not isinstance(option, dict):
        return str(option) if option in KEYS else ""
    said = option.get("say")
    return str(option.get("key", "")) or (str(said) if said in KEYS else "")


def list_choices(network: Network) -> Iterator[Choices]:
    """Yield every question of the network that says where its choices lead."""
    for node in network.nodes:
        if node.entity is None or not node.entity.data.get("options"):
            continue
        menu = node if asks(node) else question_before(network, node)
        if menu is None:
            continue
        ways = [move for move in network.leaving[node.number] if move.keys[:1] == ("options",)]
        if ways:
            yield Choices(menu, node, ways)


def list_failures(network: Network, menu: Node) -> list[Move]:
    """Return the ways on for whoever enters what a menu, or the branch behind it, knows not."""
    following = {move.target.number: move.target for move in network.leaving[menu.number]}
    behind = [node for node in following.values() if question_before(network, node) is menu]
    return [
        move
        for node in (menu, *behind)
        for move in network.leaving[node.number]
        if move.kind == "failure"
    ]


def find_noticed_place(network: Network, place: Node) -> Node:
    """Return the next place that customers notice, where there is one way on from here.

    A place that says who does the work (`by`) is one that matters, for it may choose the people.
    """
    *_, last = passed_places(network, place)
    return last


def passed_places(network: Network, place: Node) -> Iterator[Node]:
    """Yield a place, and what follows it until customers notice something, or ways part."""
    yield place
    for _ in range(FURTHEST):
        if not place.silent or (place.entity is not None and place.entity.says("by")):
            return
        ways = {
            move.target.number: move.target
            for move in network.leaving[place.number]
            if move.kind == "next"
        }
        if len(ways) != 1:
            return
        (place,) = ways.values()
        yield place


def list_prompts(network: Network, node: Node) -> list[str]:
    """Return what is said at a menu and by the messages that lead straight to it."""
    before = [move.source for move in network.arriving[node.number]]
    said = [_says(node), *(_says(each) for each in before if kind_of(each) == "message")]
    return [text for text in said if text]


def _says(node: Node) -> str:
    text = node.entity.data.get("says") if node.entity is not None else None
    return text if isinstance(text, str) else ""

"""What customers choose in a menu: the choices, what each is for, and where it really leads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.linting.text.keypad_keys import KEYS, purpose_of
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.graph.network import Move, Network, Node

FURTHEST = 20
"""How many steps that customers do not notice are followed."""

_BETWEEN_CAPITALS = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|_")


class Choice(NamedTuple):
    """A choice of a step: the move it makes, its key or nothing, and in what words it is called."""

    move: Move
    key: str
    words: str


def list_choices(network: Network, node: Node, menu: Node) -> Iterator[Choice]:
    """Yield the choices that a step states; `menu` is the step at which they are announced.

    What a key is for is what the menu says of it.
    """
    options: Any = node.entity.data.get("options") if node.entity is not None else None
    for move in network.leaving[node.number]:
        if move.keys[:1] != ("options",):
            continue
        option = options[move.keys[1]]
        said = option.get("say") if isinstance(option, dict) else None
        key = str(option.get("key") or said or "") if isinstance(option, dict) else ""
        key = key if key in KEYS else ""
        named = str(said) if isinstance(said, str) and said not in KEYS else ""
        yield Choice(move, key, _BETWEEN_CAPITALS.sub(" ", named) or purpose_of(_says(menu), key))


def _says(menu: Node) -> str:
    text = menu.entity.data.get("says") if menu.entity is not None else None
    return text if isinstance(text, str) else ""


def find_noticed_place(network: Network, place: Node) -> Node:
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

"""Ways that end without an outcome."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cxlint.graph.menu_choices import list_prompts, read_key
from cxlint.graph.outcomes_ahead import asks, is_cut, kind_of, onward, question_before
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.cues import names_end
from cxlint.linting.text.keypad_keys import find_purposes
from cxlint.linting.text.keywords import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.network import Move, Network, Node

MOSTLY = Fraction(3, 4)
"""Which part of all steps must say where they lead for the others to stand out."""

LEAST = 4
"""How many steps a file must have for that."""

FACTS = frozenset({"id", "places", "number"})
"""What a message may name."""


def no_outcome(network: Network, *, goodbyes: Sequence[str]) -> Iterator[Hit]:
    """Yield the places at which a way just ends.

    Case `chosen`: customers choose something in a menu, and the contact is over, with nothing said
    or done; not where the choice is to end it, nor where nothing better was to be had. Case empty:
    nothing leads on from a step to which no channel leads, in a file whose steps say where they
    lead (others are left to `dead-end`). Facts: id, places, number.

    Args:
        network: the policy's graph.
        goodbyes: words in a choice by which customers choose to end the contact.
    """
    if not network.policy.unsure("handoff") and not network.policy.unsure("step"):
        yield from group_hits(_cut_choices(network, goodbyes))
        yield from group_hits(_steps_without_exit(network))


def _cut_choices(network: Network, goodbyes: Sequence[str]) -> Iterator[tuple[str, Hit]]:
    for move in network.moves:
        if not is_cut(move.target) or move.keys[:1] != ("options",):
            continue
        menu = question_before(network, move.source) or move.source
        if not asks(menu) or not onward(network).cuts_off(move):
            continue
        choice = _choice(move)
        if choice is None or mentions(choice, goodbyes) or _is_announced_end(network, menu, move):
            continue
        facts = {"id": menu.id}
        yield f"{menu.id} ({choice})", Hit(move.at, menu.name, facts, case="chosen")


def _is_announced_end(network: Network, menu: Node, move: Move) -> bool:
    """Whether customers are told that they end the contact by this choice."""
    key = read_key(move)
    texts = list_prompts(network, menu) if key else ()
    return any(names_end(find_purposes(text).get(key, "")) for text in texts)


def _choice(move: Move) -> str | None:
    options: Any = move.entity.data["options"]
    option = options[move.keys[1]]
    said = option.get("say", option.get("key"))
    return str(said) if isinstance(said, str | int) else None


def _steps_without_exit(network: Network) -> Iterator[tuple[str, Hit]]:
    files: dict[str, list[Node]] = {}
    for node in network.nodes:
        if node.kind == "step" and node.entity is not None:
            files.setdefault(node.entity.document.vendor_file, []).append(node)
    for steps in files.values():
        ends = [node for node in steps if not network.leaving[node.number]]
        if len(steps) < LEAST or len(steps) - len(ends) < MOSTLY * len(steps):
            continue
        for node in ends:
            if not network.arriving[node.number] or _is_enough(node):
                continue
            if not onward(network).met[node.number]:
                yield node.id, Hit(node.at, node.name, {"id": node.id}, rests_on=(node.name,))


def _is_enough(node: Node) -> bool:
    """Whether a step needs nothing to follow: people are there, or it names choices only."""
    stated = node.entity.data if node.entity is not None else {}
    return node.is_person or bool(stated.get("options")) or kind_of(node) in ("page", "survey")

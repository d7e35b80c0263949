"""Choices of which customers are not told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.graph.menu_choices import list_failures, list_prompts
from cxlint.graph.outcomes_ahead import is_cut, kind_of
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.keypad_keys import KEYS, announces_keys, find_purposes, keys_in
from cxlint.sentence_lists import join_with_and

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.network import Network, Node

FACTS = frozenset({"id", "keys", "places", "number"})
"""What a message may name."""

HIDDEN = "${}"
"""Signs by which a text holds a part that is filled in later."""


def unannounced(network: Network) -> Iterator[Hit]:
    """Yield the menus with keys that are not said where they are chosen.

    Case empty: a text that tells customers which keys to press leaves some out. What is said by a
    message right before the menu counts as said by it; a text with parts that are filled in later
    claims nothing, and whoever wants to hang up need not be told how. Case `silent`, as
    information: a menu with keys says nothing at all, where another one does. Case `absent`: a
    key is announced, and whoever presses it hears the menu again or is cut off, as with a wrong
    one. Facts: id, places, number; keys, except in the case `silent`.

    Args:
        network: the policy's graph.
    """
    yield from group_hits(_find_menus(network))


def _find_menus(network: Network) -> Iterator[tuple[str, Hit]]:
    menus = [(node, keys) for node in network.nodes if (keys := _list_keys(network, node))]
    heard = {node.number: list_prompts(network, node) for node, _ in menus}
    speaking = {
        node.entity.document.vendor_file for node, _ in menus if node.entity and heard[node.number]
    }
    for node, keys in menus:
        step = node.entity
        assert step is not None
        texts = heard[node.number]
        if texts:
            missing = _list_missing_keys(" ".join(texts), keys)
            if missing:
                yield node.id, build_hit(step, "says", facts={"keys": _name_keys(missing)})
            if absent := _list_absent_keys(network, node):
                yield node.id, build_hit(step, "says", facts={"keys": absent}, case="absent")
        elif step.document.vendor_file in speaking:
            yield node.id, build_hit(step, case="silent", severity="info")


def _name_keys(keys: Sequence[str]) -> str:
    """Return keys as callers hear of them: `key 2`, `keys 2 and 3`."""
    return f"{'key' if len(keys) == 1 else 'keys'} {join_with_and(keys)}"


def _list_missing_keys(text: str, keys: Sequence[str]) -> list[str]:
    if any(sign in text for sign in HIDDEN) or not announces_keys(text):
        return []
    said = keys_in(text)
    return [key for key in keys if key not in said]


def _list_absent_keys(network: Network, node: Node) -> list[str]:
    """Return the keys that a menu announces, and with which it does what it does with a wrong one.

    That is to say it all again, or to end the contact.
    """
    assert node.entity is not None
    text = node.entity.data.get("says")
    failures = list_failures(network, node)
    lost = failures and all(move.target is node or is_cut(move.target) for move in failures)
    if not lost or not isinstance(text, str) or any(sign in text for sign in HIDDEN):
        return []
    stated: Any = node.entity.data.get("options") or ()
    known = {str(each.get("key")) for each in stated if isinstance(each, dict)}
    return [
        f"{key} ({purpose})"
        for key, purpose in find_purposes(text).items()
        if key.isdigit() and purpose and key not in known
    ]


def _list_keys(network: Network, node: Node) -> list[str]:
    """Return the keys that a menu listens to, each once, without those that only hang up."""
    if node.kind != "step" or kind_of(node) != "menu" or node.entity is None:
        return []
    stated: Any = node.entity.data.get("options") or ()
    if not any(isinstance(each, dict) and "key" in each for each in stated):
        return []
    idle = {
        move.keys[1]
        for move in network.leaving[node.number]
        if move.keys[:1] == ("options",) and is_cut(move.target)
    }
    keys = [
        str(each.get("key"))
        for number, each in enumerate(stated)
        if isinstance(each, dict) and "key" in each and number not in idle
    ]
    return list(dict.fromkeys(key for key in keys if key in KEYS))

"""Customers who ask for a person, and whom the flow itself sends away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.graph.outcomes_ahead import asks, is_cut, leading_to, onward, question_before
from cxlint.linting.check_support.choices import list_choices
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.referrals import refers_elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.network import Network, Node

FACTS = frozenset({"id", "wish", "places", "number"})
"""What a message may name."""

_WORD = re.compile(r"[^\W\d_]+")


def refused_wish(
    network: Network, *, people: Sequence[str], around: Sequence[str]
) -> Iterator[Hit]:
    """Yield the choices by which customers ask for a person, and come only to the end.

    A choice is such a wish where all its words are words for people or stand around them. Not
    where a way leads on to people, to a callback or voicemail, to another channel, to what is not
    described, or to words that say when or where else to turn; nor where only a failure leads to
    it. Facts: id, wish, places, number.

    Args:
        network: the policy's graph.
        people: words by which customers call a person.
        around: words with which they ask for one.
    """
    if network.policy.unsure("handoff") or network.policy.unsure("step"):
        return
    yield from group_hits(_find_refusals(network, frozenset(people), frozenset(around)))


def _find_refusals(
    network: Network, people: frozenset[str], around: frozenset[str]
) -> Iterator[tuple[str, Hit]]:
    helped = ended = None
    for node in network.nodes:
        menu = node if asks(node) else question_before(network, node)
        if menu is None or not onward(network).met[node.number]:
            continue
        for choice in list_choices(network, node, menu):
            if not _is_wish(choice.words, people, around):
                continue
            helped = helped or leading_to(network, _helps)
            ended = ended or leading_to(network, is_cut)
            target = choice.move.target.number
            if ended[target] and not helped[target]:
                facts = {"id": menu.id, "wish": choice.words}
                yield menu.id, Hit(choice.move.at, menu.name, facts, (choice.words,))


def _is_wish(words: str, people: frozenset[str], around: frozenset[str]) -> bool:
    said = _WORD.findall(words.casefold())
    return any(word in people for word in said) and all(
        word in people or word in around for word in said
    )


def _helps(node: Node) -> bool:
    if node.is_person or node.kind == "channel" or (node.kind == "outcome" and not is_cut(node)):
        return True
    said = node.entity.data.get("says") if node.entity is not None else None
    return asks(node) or (isinstance(said, str) and refers_elsewhere([said]))

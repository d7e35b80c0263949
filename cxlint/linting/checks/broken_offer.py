"""People who are announced to customers, and to whom no way leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.journeys.onward import onward
from cxlint.linting.finding import Hit
from cxlint.linting.gathering import gathered
from cxlint.linting.passages import passages
from cxlint.linting.phrasebook import Book, languages, overlong
from cxlint.linting.wording import wordings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.journeys.network import Network
    from cxlint.linting.checking import Misfit
    from cxlint.linting.passages import Passage

FACTS = frozenset({"id", "phrase", "places", "number"})
"""What a message may name."""


def broken_offer(
    network: Network, *, phrases: Mapping[str, Sequence[str]], unless: Mapping[str, Sequence[str]]
) -> Iterator[Hit]:
    """Yield, for each file, the steps that announce a person whom no way from there reaches.

    A way leads to people, to a callback or voicemail, to another channel, to an outcome that
    settles the matter, or to what is not described. Steps to which no channel leads are left
    alone: whoever is there may be in the hands of people already. Facts: id, phrase, places,
    number.

    Args:
        network: the policy's graph.
        phrases: how a person is announced, by language (en, de).
        unless: by language, words that turn a phrase round when they stand right before it.
    """
    policy = network.policy
    if policy.unsure("handoff") or policy.unsure("step"):
        return
    found = _announced(network, Book(phrases, wordings(policy)), Book(unless, wordings(policy)))
    yield from gathered((hit.facts["id"], hit) for hit in found)  # type: ignore[misc]


def misfits(params: Mapping[str, Any]) -> Iterator[Misfit]:
    """Yield what is wrong with the lists of phrases."""
    for name in ("phrases", "unless"):
        yield from overlong(name, params.get(name))


def _announced(network: Network, phrases: Book, unless: Book) -> Iterator[Hit]:
    policy = network.policy
    left = onward(network)
    usual = policy.organization.texts("languages") if policy.organization else ()
    for passage in passages(policy, "step", "says"):
        node = network.node(passage.entity.id)
        if node is None or not left.met[node.number] or left.served[node.number]:
            continue
        hit = _first(passage, usual, phrases, unless, wordings(policy))
        if hit is not None:
            yield hit


def _first(
    passage: Passage, usual: Sequence[str], phrases: Book, unless: Book, known: Any
) -> Hit | None:
    wording = known.of(passage.text)
    for language in languages(None, usual, phrases.languages):
        for met in phrases.of(language).met(wording):
            if not unless.of(language).before(wording.words, met.first):
                step = passage.entity
                shown = wording.shown(met.first, met.behind)
                at = passage.part(*wording.stretch(met.first, met.behind))
                return Hit(at, step.name, {"id": step.id, "phrase": shown})
    return None

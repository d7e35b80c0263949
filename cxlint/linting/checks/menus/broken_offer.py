"""People who are announced to customers, and to whom no way leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.graph.outcomes_ahead import onward
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.customer_texts import passages
from cxlint.linting.text.phrase_matcher import PhraseBook, languages
from cxlint.linting.text.phrase_misfits import list_misfits
from cxlint.linting.text.tokenizer import wordings
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.network import Network
    from cxlint.linting.rules.check_lookup import Misfit
    from cxlint.linting.text.customer_texts import Passage
    from cxlint.linting.text.tokenizer import Wordings

FACTS = frozenset({"id", "phrase", "places", "number"})
"""What a message may name."""


def broken_offer(
    network: Network, *, phrases: Mapping[str, Sequence[str]], unless: Mapping[str, Sequence[str]]
) -> Iterator[Hit]:
    """Yield the steps that announce a person whom no way from there reaches.

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
    known = wordings(policy)
    search = _OfferSearch(
        known, tuple(phrases), PhraseBook(phrases, known), PhraseBook(unless, known)
    )
    yield from group_hits(_announced(network, search))


def misfits(params: Mapping[str, Any]) -> Iterator[Misfit]:
    """Yield what is wrong with the lists of phrases."""
    for name in ("phrases", "unless"):
        yield from list_misfits(name, params.get(name))


class _OfferSearch(NamedTuple):
    """The lists of the rule."""

    wordings: Wordings
    languages: tuple[str, ...]
    phrases: PhraseBook
    unless: PhraseBook

    def first(self, passage: Passage, usual: tuple[str, ...]) -> Hit | None:
        """Return the first announcement of a text that nothing turns round."""
        wording = self.wordings.of(passage.text)
        for language in languages(None, usual, self.languages):
            for met in self.phrases.of(language).matches(wording):
                if not self.unless.of(language).has_match_before(wording.words, met.first):
                    step, stretch = passage.entity, wording.stretch(met.first, met.end)
                    facts = {"id": step.id, "phrase": wording.source_text(met.first, met.end)}
                    return Hit(passage.part(*stretch), step.name, facts)
        return None


def _announced(network: Network, search: _OfferSearch) -> Iterator[tuple[str, Hit]]:
    policy = network.policy
    usual = policy.organization.texts("languages") if policy.organization else ()
    for passage in passages(policy, "step", "says"):
        node, left = network.node(passage.entity.id), onward(network)
        if node is None or not left.met[node.number] or left.served[node.number]:
            continue
        if (hit := search.first(passage, usual)) is not None:
            yield node.id, hit

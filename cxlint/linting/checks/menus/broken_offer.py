"""People who are announced to customers, or asked for by them, and to whom no way leads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.graph.move_kinds import MISHAPS
from cxlint.graph.network import LEFT_TO_PEOPLE
from cxlint.graph.outcomes_ahead import asks, kind_of, onward, question_before
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.announcements import build_announcements
from cxlint.linting.text.customer_texts import passages
from cxlint.linting.text.phrase_matcher import PhraseBook, languages
from cxlint.linting.text.phrase_misfits import class_misfits, list_misfits
from cxlint.linting.text.tokenizer import wordings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.network import Move, Network, Node
    from cxlint.linting.rules.check_lookup import Misfit
    from cxlint.linting.text.announcements import Announcements
    from cxlint.linting.text.tokenizer import Wordings

    Listed = Mapping[str, Sequence[str]]

FACTS = frozenset({"id", "phrase", "places", "number"})
"""What a message may name."""

_LISTS = ("phrases", "offers", "asked", "unless", "beside")
_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a word ends in a name such as `SpeakToAgent`."""


def broken_offer(
    network: Network,
    *,
    phrases: Listed,
    unless: Listed,
    words: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    offers: Listed | None = None,
    asked: Listed | None = None,
    beside: Listed | None = None,
) -> Iterator[Hit]:
    """Yield the steps that announce a person whom no way from there reaches.

    Case `asked`: a choice by which customers ask for a person, from which no way leads to one. A
    way leads to people, to a callback or voicemail, to another channel, to an outcome that settles
    the matter, or to what is not described. Steps to which no channel leads are left alone:
    whoever is there may be in the hands of people already; so is whoever has just left a callback
    or a voice message. Announcements that are questions, or
    denied or put off earlier in their clause, are none. Facts: id, phrase, places, number.

    Args:
        network: the policy's graph.
        phrases: how a person is announced, by language (en, de), as for the check `phrase`.
        unless: by language, words that turn a phrase round when they stand before it in its clause.
        words: by language, classes of words that phrases name, such as person.
        offers: by language, how a key is offered for a person; they count also behind `if`.
        asked: by language, what a choice is called by which customers ask for a person.
        beside: by language, where people are sent who are sent to nobody, such as a website.
    """
    policy = network.policy
    if policy.unsure("handoff") or policy.unsure("step"):
        return
    known = wordings(policy)
    search = build_announcements(known, phrases, offers or {}, unless, beside or {}, words)
    usual = policy.organization.texts("languages") if policy.organization else ()
    spoken = languages(None, usual, tuple(asked or ()))
    choices = PhraseBook(asked, known, words)
    yield from group_hits(_announced(network, search, usual))
    yield from group_hits(_asked(network, [(known, choices.of(each)) for each in spoken]))


def misfits(params: Mapping[str, Any]) -> Iterator[Misfit]:
    """Yield what is wrong with the lists of phrases."""
    yield from class_misfits("words", params.get("words"))
    for name in _LISTS:
        yield from list_misfits(name, params.get(name), params.get("words"))


def _announced(
    network: Network, search: Announcements, usual: tuple[str, ...]
) -> Iterator[tuple[str, Hit]]:
    for passage in passages(network.policy, "step", "says"):
        node, left = network.node(passage.entity.id), onward(network)
        if node is None or not left.met[node.number] or left.served[node.number]:
            continue
        if _is_left_to_people(network, node):
            continue
        wording = search.wordings.of(passage.text)
        if (match := search.first(wording, usual)) is not None:
            at = passage.part(*wording.stretch(match.first, match.end))
            said = wording.source_text(match.first, match.end)
            yield node.id, Hit(at, passage.entity.name, {"id": node.id, "phrase": said})


def _is_left_to_people(network: Network, node: Node) -> bool:
    """Whether people have the matter by now: a callback or a voice message was taken before."""
    walk, known = [node], {node.number}
    for place in walk:  # grows while it is walked
        for move in network.arriving[place.number]:
            source = move.source
            if move.kind in MISHAPS or source.number in known:
                continue
            if kind_of(source) in LEFT_TO_PEOPLE:
                return True
            if source.asks_nothing:
                known.add(source.number)
                walk.append(source)
    return False


def _asked(
    network: Network, spoken: Sequence[tuple[Wordings, Any]]
) -> Iterator[tuple[str, Hit]]:
    """Yield the choices by which customers ask for a person, where none can be reached."""
    for move in network.moves:
        if move.keys[:1] != ("options",):
            continue
        said = _choice_name(move)
        apart = _RUN_TOGETHER.sub(" ", said)
        if said and any(book.has_match(known.read(apart)) for known, book in spoken):
            place = _place_of_question(network, move.source)
            left = onward(network)
            if place and left.met[place.number] and not left.served[move.target.number]:
                facts = {"id": place.id, "phrase": said}
                yield place.id, Hit(move.at, move.source.name, facts, case="asked")


def _choice_name(move: Move) -> str:
    """Return what a choice is called, or nothing."""
    options = move.entity.get("options") or ()
    number = move.keys[1] if len(move.keys) > 1 else None
    option = options[number] if isinstance(number, int) and number < len(options) else None
    said = option.get("say") if isinstance(option, dict) else None
    return said if isinstance(said, str) else ""


def _place_of_question(network: Network, node: Node) -> Node | None:
    """Return the step at which customers are asked, of which this is the answer."""
    return node if asks(node) else question_before(network, node)

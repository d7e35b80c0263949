"""People who are announced to customers, or asked for by them, and to whom no way leads."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from cxlint.graph.move_kinds import MISHAPS
from cxlint.graph.network import LEFT_TO_PEOPLE
from cxlint.graph.outcomes_ahead import asks, behind, kind_of, onward
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.announcements import build_announcements
from cxlint.linting.text.customer_texts import passages
from cxlint.linting.text.phrases.phrase_matcher import PhraseBook, languages
from cxlint.linting.text.phrases.phrase_misfits import class_misfits, list_misfits
from cxlint.linting.text.phrases.tokenizer import wordings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.network import Move, Network, Node
    from cxlint.linting.model.finding import Severity
    from cxlint.linting.rules.check_lookup import Misfit
    from cxlint.linting.text.announcements import Announcements
    from cxlint.linting.text.phrases.tokenizer import Wordings

    Listed = Mapping[str, Sequence[str]]

FACTS = frozenset({"id", "phrase", "places", "number"})
"""What a message may name."""

_LISTS = ("phrases", "later", "offers", "asked", "unless", "elsewhere")
_TRIES = ("on_error", "on_failure", "on_timeout")
_COMPARED = re.compile(r"[^\"]*==\s*\"([^\"]+)\"\s*")
"""A comparison with a text: `State.Intent == "Speak to agent"`."""

_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a word ends in a name such as `SpeakToAgent`."""


def broken_offer(
    network: Network,
    *,
    phrases: Listed,
    unless: Listed,
    words: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    later: Listed | None = None,
    offers: Listed | None = None,
    asked: Listed | None = None,
    elsewhere: Listed | None = None,
) -> Iterator[Hit]:
    """Yield the steps that announce a person whom no way from there reaches.

    A way leads to people, to a callback or voicemail, to another channel, to an outcome that
    settles the matter, or to what is not described. Case `later`: an answer or a call is promised,
    and nothing on the way there was handed to people or tried that may have noted it; a warning, as
    is what is announced where something was tried right before, which may do it. Case `asked`: a
    choice by which customers ask for a person, or a key that is offered for one, from which no way
    leads to one. Left alone is whoever has left a voice message or a number for a callback before.
    Steps to which customers come only from what is not described count, as a warning, where the
    contact ends behind them: else they may be in the hands of people already. Announcements that
    are questions, or denied or put off earlier in their clause, are none. Facts: id, phrase,
    places, number.

    Args:
        network: the policy's graph.
        phrases: how a person is announced, by language (en, de), as for the check `phrase`.
        unless: by language, words that turn a phrase round when they stand before it in its clause.
        words: by language, classes of words that phrases name, such as person.
        later: by language, how an answer or a call is promised for later.
        offers: by language, how a key is offered for a person; they count also behind `if`.
        asked: by language, what a choice is called by which customers ask for a person.
        elsewhere: by language, where people are sent who are sent to nobody, such as a website.
    """
    policy = network.policy
    if policy.unsure("handoff") or policy.unsure("step"):
        return
    known = wordings(policy)
    search = build_announcements(
        known, phrases, later or {}, offers or {}, unless, elsewhere or {}, words
    )
    usual = policy.organization.texts("languages") if policy.organization else ()
    spoken = languages(None, usual, tuple(asked or ()))
    choices = PhraseBook(asked, known, words)
    yield from group_hits(_announced(network, search, usual))
    asked_for = _asked(network, [(known, choices.of(each)) for each in spoken])
    yield from group_hits(chain(asked_for, _keyed(network, search, usual)))


def misfits(params: Mapping[str, Any]) -> Iterator[Misfit]:
    """Yield what is wrong with the lists of phrases."""
    yield from class_misfits("words", params.get("words"))
    for name in _LISTS:
        yield from list_misfits(name, params.get(name), params.get("words"))


def _announced(
    network: Network, search: Announcements, usual: tuple[str, ...]
) -> Iterator[tuple[str, Hit]]:
    handed: list[bool] | None = None
    sent = _list_sent(network)
    for passage in passages(network.policy, "step", "says"):
        node, left = network.node(passage.entity.id), onward(network)
        if node is None or left.served[node.number]:
            continue
        if not left.met[node.number] and not (node.number in sent and left.cut[node.number]):
            continue
        wording = search.wordings.of(passage.text)
        said = search.first(wording, usual)
        if said is None:
            continue
        handed = handed or behind(network, lambda node: kind_of(node) in LEFT_TO_PEOPLE)
        if handed[node.number] or (said.is_later and behind(network, _may_note)[node.number]):
            continue
        first, end, _ = said.match
        facts = {"id": node.id, "phrase": wording.source_text(first, end)}
        case = "later" if said.is_later else ""
        unsure = said.is_later or not left.met[node.number] or _follows_a_try(network, node)
        severity: Severity | None = "warning" if unsure else None
        at = passage.part(*wording.stretch(first, end))
        yield node.id, Hit(at, passage.entity.name, facts, case=case, severity=severity)


def _list_sent(network: Network) -> set[int]:
    """Return the numbers of the places to which customers come from what is not described."""
    starts = [
        node
        for node in network.nodes
        if node.entity is not None and node.entity.data.get("from_elsewhere") is True
    ]
    seen = {node.number for node in starts}
    for node in starts:  # grows while it is walked
        for move in network.leaving[node.number]:
            if move.target.number not in seen:
                seen.add(move.target.number)
                starts.append(move.target)
    return seen


def _may_note(node: Node) -> bool:
    """Whether something is tried there that may fail, such as to open a case."""
    data = node.entity.data if node.entity is not None else {}
    tried = any(key in data for key in _TRIES)
    return node.opaque or (node.kind == "step" and data.get("kind") == "task" and tried)


def _follows_a_try(network: Network, node: Node) -> bool:
    """Whether all that comes before, but for messages, is something that was tried and worked.

    It may be what connects them, such as a function that moves the call.
    """
    ahead, seen = [node], {node.number}
    for here in ahead:  # grows while it is walked
        for move in network.arriving[here.number]:
            if kind_of(move.source) == "message":
                if move.source.number not in seen:
                    seen.add(move.source.number)
                    ahead.append(move.source)
            elif move.kind in MISHAPS or not _may_note(move.source):
                return False
    return True


def _asked(network: Network, spoken: Sequence[tuple[Wordings, Any]]) -> Iterator[tuple[str, Hit]]:
    """Yield the choices by which customers ask for a person, where none can be reached."""
    for move in network.moves:
        said = _choice_name(move)
        apart = _RUN_TOGETHER.sub(" ", said)
        if said and any(book.has_match(known.read(apart)) for known, book in spoken):
            place = _place_of_question(network, move.source)
            left = onward(network)
            if place and left.met[place.number] and not left.served[move.target.number]:
                facts = {"id": place.id, "phrase": said}
                yield place.id, Hit(move.at, move.source.name, facts, case="asked")


def _keyed(
    network: Network, search: Announcements, usual: tuple[str, ...]
) -> Iterator[tuple[str, Hit]]:
    """Yield the keys that a menu offers for a person, where none is reached but by others."""
    for passage in passages(network.policy, "step", "says"):
        node, left = network.node(passage.entity.id), onward(network)
        if node is None or not left.met[node.number] or not left.served[node.number]:
            continue
        wording = search.wordings.of(passage.text)
        for key, match in search.offered_keys(wording, usual).items():
            for move in network.leaving[node.number]:
                if _key_of(move) == key and not left.served[move.target.number]:
                    said = wording.source_text(match.first, match.end)
                    facts = {"id": node.id, "phrase": said}
                    yield node.id, Hit(move.at, node.name, facts, case="asked", key=(key,))


def _key_of(move: Move) -> str:
    """Return the key by which a choice is taken, or nothing."""
    return str(_choice_of(move).get("key", ""))


def _choice_name(move: Move) -> str:
    """Return what a choice is called, or nothing; of a comparison what is compared with."""
    said = _choice_of(move).get("say")
    if not isinstance(said, str):
        return ""
    compared = _COMPARED.fullmatch(said)
    return compared[1] if compared else said


def _choice_of(move: Move) -> dict[str, Any]:
    """Return the choice that a move is, as it stands in its step."""
    if move.keys[:1] != ("options",) or len(move.keys) < 2:
        return {}
    options, number = move.entity.get("options"), move.keys[1]
    if not isinstance(options, list) or not isinstance(number, int) or number >= len(options):
        return {}
    return options[number] if isinstance(options[number], dict) else {}


def _place_of_question(network: Network, node: Node) -> Node | None:
    """Return the step at which customers are asked, of which this is the answer.

    Between it and the branch may lie what customers do not notice.
    """
    seen = {node.number}
    while not asks(node):
        sources = {move.source.number: move.source for move in network.arriving[node.number]}
        if kind_of(node) not in ("branch", "task") or len(sources) != 1 or seen & sources.keys():
            return None
        (node,) = sources.values()
        seen.add(node.number)
    return node

"""Texts that leave out what customers are to read or hear in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.linting.model.finding import Hit
from cxlint.linting.text.customer_texts import passages, stated_language
from cxlint.linting.text.phrases.phrase_matcher import (
    PhraseBook,
    count_open_clauses,
    possible_languages,
    quote_phrases,
)
from cxlint.linting.text.phrases.phrase_misfits import class_misfits, list_misfits
from cxlint.linting.text.phrases.tokenizer import templates, wordings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.linting.rules.check_lookup import Misfit
    from cxlint.linting.text.phrases.phrase_matcher import Classes, Listed, PhraseMatch, Phrases
    from cxlint.linting.text.phrases.tokenizer import Wording
    from cxlint.policy.policy import Policy

_ADDRESS = re.compile(
    r"[^\s@]{1,80}@[^\s@]{1,80}\.\w|https?://|\bwww\.|(?<!\w)\+?\d[\d ()/.-]{5,20}\d(?!\w)"
)


def wanting(
    policy: Policy,
    *,
    of: str,
    field: str,
    wants: Mapping[str, Listed],
    variables: Mapping[str, Sequence[str]] | None = None,
    other_variables: Sequence[str] = (),
    addresses: Sequence[str] = (),
    about: Listed | None = None,
    courtesy: Listed | None = None,
    words: Classes | None = None,
    where: Mapping[str, Any] | None = None,
) -> Iterator[Hit]:
    """Yield each text that holds none of the phrases it is to hold one of, once for each want.

    The case is the name of the want, where there are several. A text in a language for which there
    are no phrases is left alone, and so is one that does not state its language and could be in
    several, unless its most frequent words tell. Facts: id, wanted (the name of the want), sought
    (some of the phrases looked for).

    Args:
        policy: the policy.
        of: the kind of entity that holds texts, such as script.
        field: the dotted field of the text.
        wants: by name, and by language (en, de), the phrases of which a text is to hold one.
        variables: by name of the want, words in the name of a template variable that stands for
            it, such as name in `{{ticket.first_name}}`. A variable whose name says nothing (`%s`)
            may stand for anything.
        other_variables: words in the name of a variable that stands for something else, such as
            agent.
        addresses: the wants for which an e-mail address, a phone number or a link will do.
        about: by language, phrases of which a text must hold one to be meant at all.
        courtesy: by language, phrases of clauses that say nothing of what is wanted, such as thank
            you. Where it is given, a text is left alone in which a clause of three words and more
            holds none of these and none of `about`: what is wanted may be said there otherwise.
        words: by language, classes of words that phrases name, such as `<send>`.
        where: which entities of the kind are meant; all, where nothing is said.
    """
    known = wordings(policy)
    books = {name: PhraseBook(listed, known, words) for name, listed in wants.items()}
    trigger = PhraseBook(about, known, words) if about else None
    passed_over = PhraseBook(courtesy, known, words) if courtesy else None
    usual = policy.organization.texts("languages") if policy.organization else ()
    spoken_here = tuple(each for each in _languages(wants) if about is None or each in about)
    for passage in passages(policy, of, field, where=where):
        wording = known.of(passage.text)
        told = possible_languages(wording, stated_language(passage), usual, spoken_here)
        met = (
            [match for each in told for match in trigger.of(each).matches(wording)]
            if trigger
            else []
        )
        if trigger and not met:
            continue
        if passed_over and _is_open(wording, met, [passed_over.of(each) for each in told]):
            continue
        for name, book in books.items() if told else ():
            if (
                any(book.of(each).has_match(wording) for each in told)
                or _stands_in(wording, (variables or {}).get(name, ()), other_variables)
                or (name in addresses and _ADDRESS.search(passage.text))
            ):
                continue
            yield Hit(
                at=passage.at,
                entity=passage.entity.name,
                case=name if len(wants) > 1 else "",
                key=(name,),
                facts={
                    "id": passage.entity.id,
                    "wanted": name,
                    "sought": quote_phrases(wants[name][told[0]]),
                },
            )


def misfits(params: Mapping[str, Any]) -> Iterator[Misfit]:
    """Yield what is wrong with the lists of phrases."""
    wants = params.get("wants")
    if not isinstance(wants, dict):
        yield ("wants",), "expected phrases by name and language: {greeting: {en: [hello]}}"
        return
    words = params.get("words")
    yield from class_misfits("words", words)
    for name, listed in wants.items():
        for place, said in list_misfits(str(name), listed, words):
            yield ("wants", *place), said
    for name in ("about", "courtesy"):
        yield from list_misfits(name, params.get(name), words)


def _is_open(wording: Wording, met: list[PhraseMatch], passed_over: list[Phrases]) -> bool:
    known = [*met, *(match for each in passed_over for match in each.matches(wording))]
    return count_open_clauses(wording, known) > 0


def _languages(wants: Mapping[str, Listed]) -> list[str]:
    """Return the languages in which there are phrases for every want."""
    lists = list(wants.values())
    return [each for each in lists[0] if all(listed.get(each) for listed in lists)] if lists else []


def _stands_in(wording: Wording, words: Sequence[str], others: Sequence[str]) -> bool:
    if not words:
        return False
    return any(
        (not each.words.isdisjoint(words) and each.words.isdisjoint(others))
        or all(len(word) < 2 for word in each.words)
        for each in templates(wording)
    )

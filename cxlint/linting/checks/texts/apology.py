"""Apologies that leave out what makes one."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from cxlint.linting.model.finding import Hit
from cxlint.linting.text.customer_texts import Passage, passages, stated_language
from cxlint.linting.text.phrases.phrase_matcher import (
    PhraseBook,
    better_words,
    count_open_clauses,
    possible_languages,
    quote_phrases,
)
from cxlint.linting.text.phrases.phrase_misfits import class_misfits, list_misfits
from cxlint.linting.text.phrases.tokenizer import MARKS, wordings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.linting.rules.check_lookup import Misfit
    from cxlint.linting.text.phrases.phrase_matcher import Classes, Listed, PhraseMatch
    from cxlint.linting.text.phrases.tokenizer import Wording, Wordings
    from cxlint.policy.policy import Policy

REGRET, RESPONSIBILITY, REPENTANCE = "regret", "responsibility", "repentance"
HOLLOW, FACELESS = "hollow", "faceless"
LISTS = ("hollow", "faceless", "unless", "small", "courtesy")


def apology(
    policy: Policy,
    *,
    elements: Mapping[str, Listed],
    hollow: Listed,
    faceless: Listed,
    unless: Listed,
    small: Listed,
    courtesy: Listed,
    words: Classes | None = None,
    instead: Mapping[str, Listed] | None = None,
    short: int,
    where: Mapping[str, Any],
) -> Iterator[Hit]:
    """Yield each apology that lacks an element, doubts its own reason, or has no one who erred.

    Apologies are the scripts that meet `where`, and the one that `recovery.apology` names. A script
    that states its `elements` is taken at its word for those, and a short one for a small thing has
    to be sorry and nothing else. Cases: plain, elements were not recognised, and the text has no
    room for them (one hit for all): each clause of three words and more in which nothing was
    recognised may hold one; hollow, what is regretted is what the customer feels, or may not have
    happened; faceless, the mistake was made by nobody, and nothing else takes it on. What is
    faceless is not said to lack responsibility as well. A text in a language that has no lists is
    left alone, and so is one that does not state its language and could be in several, unless its
    most frequent words tell. Facts: id, missing, found (what was recognised, and by which words),
    phrase, instead (what is said better, in the language of the text).

    Args:
        policy: the policy.
        elements: by name and by language (en, de), phrases by which an element is known. One that
            is named regret is also held by what is hollow; one named responsibility is what the
            faceless lacks.
        hollow: by language, what is no regret, such as sorry if.
        faceless: by language, mistakes that nobody made, such as mistakes were made.
        unless: by language, words that turn an element round when they end among the three words
            before it in its clause. What is named repentance speaks of what will not be, and is
            never turned round.
        small: by language, small things such as a typo.
        courtesy: by language, phrases of clauses that hold no element, such as thank you.
        words: by language, classes of words that phrases name, such as `<we>`.
        instead: by element, or by case, and by language, what is said better.
        short: up to how many words an apology for a small thing has.
        where: which scripts are apologies.
    """
    other = dict(zip(LISTS, (hollow, faceless, unless, small, courtesy), strict=True))
    lists = _Lists(wordings(policy), elements, other, words)
    usual = policy.organization.texts("languages") if policy.organization else ()
    known = tuple(
        each for each in elements[REGRET] if all(listed.get(each) for listed in elements.values())
    )
    for passage in _apologies(policy, where):
        wording = lists.wordings.of(passage.text)
        told = possible_languages(wording, stated_language(passage), usual, known)
        if told:
            reading = _Reading(lists, wording, told)
            yield from _judge(passage, reading, short, instead or {})


def misfits(params: Mapping[str, Any]) -> Iterator[Misfit]:
    """Yield what is wrong with the lists of phrases."""
    elements, words = params.get("elements"), params.get("words")
    if not isinstance(elements, dict) or REGRET not in elements:
        yield ("elements",), "expected phrases by element and language, regret among the elements"
        return
    yield from class_misfits("words", words)
    for name, listed in elements.items():
        for place, said in list_misfits(str(name), listed, words):
            yield ("elements", *place), said
    for name in LISTS:
        yield from list_misfits(name, params.get(name), words)
    for name, listed in (params.get("instead") or {}).items():
        for place, said in list_misfits(str(name), listed):
            yield ("instead", *place), said


class _Lists:
    """The lists of one rule."""

    __slots__ = ("elements", "other", "wordings")

    def __init__(
        self,
        wordings: Wordings,
        elements: Mapping[str, Listed],
        other: Mapping[str, Listed],
        words: Classes | None,
    ) -> None:
        self.wordings = wordings
        self.elements, self.other = (
            {name: PhraseBook(listed, wordings, words) for name, listed in each.items()}
            for each in (elements, other)
        )


class _Reading:
    """What is recognised in one apology."""

    __slots__ = ("_lists", "_matches", "_told", "held", "wording")

    def __init__(self, lists: _Lists, wording: Wording, told: tuple[str, ...]) -> None:
        self._lists = lists
        self._told = told
        self.wording = wording
        self._matches = {
            name: [each for language in told for each in book.of(language).matches(wording)]
            for name, book in lists.elements.items()
        }
        self.held = {name: self._first_element(name) for name in self._matches}

    @property
    def language(self) -> str:
        """The language that the text is taken to be in."""
        return self._told[0]

    def first(self, name: str) -> PhraseMatch | None:
        """Return where the first phrase of a list stands, which is not one of the elements."""
        return next(iter(self._all(name)), None)

    def is_small(self, short: int) -> bool:
        """Whether this is a few words about a small thing."""
        words = self.wording.words
        few = len(words) - sum(map(words.count, MARKS)) <= short
        return few and self.first("small") is not None

    def room(self) -> int:
        """Return in how many clauses nothing was recognised: each may hold an element."""
        known = [*chain.from_iterable(self._matches.values())]
        known += [*chain.from_iterable(map(self._all, ("hollow", "faceless", "courtesy")))]
        return count_open_clauses(self.wording, known)

    def _all(self, name: str) -> list[PhraseMatch]:
        book = self._lists.other[name]
        return [each for language in self._told for each in book.of(language).matches(self.wording)]

    def _first_element(self, name: str) -> PhraseMatch | None:
        """Return where an element is met that nothing just before it turns round."""
        turning = [self._lists.other["unless"].of(each) for each in self._told]
        for met in self._matches[name]:
            if name == REPENTANCE or not any(
                each.has_match_before(self.wording.words, met.first) for each in turning
            ):
                return met
        return None


def _judge(
    passage: Passage, reading: _Reading, short: int, instead: Mapping[str, Listed]
) -> Iterator[Hit]:
    """Yield what is wrong with one apology."""
    held = {*passage.entity.texts("elements"), *(each for each, met in reading.held.items() if met)}
    hollow, faceless = reading.first(HOLLOW), reading.first(FACELESS)
    if hollow:
        yield _phrase_hit(passage, reading, hollow, HOLLOW, instead)
        held.add(REGRET)
    if faceless and RESPONSIBILITY not in held:
        yield _phrase_hit(passage, reading, faceless, FACELESS, instead)
        held.add(RESPONSIBILITY)
    small = reading.is_small(short)
    wanted = [REGRET] if small else [*reading.held]
    missing = [name for name in wanted if name not in held]
    if len(missing) > (0 if small else reading.room()):
        facts = {
            "id": passage.entity.id,
            "missing": missing,
            "found": _recognised(reading) or "none of the elements",
            "phrase": "",
            "instead": _examples(missing, instead, reading.language),
        }
        yield Hit(at=passage.at, entity=passage.entity.name, facts=facts)


def _recognised(reading: _Reading) -> list[str]:
    return [
        f"{name} ({quote_phrases([reading.wording.source_text(met.first, met.end)])})"
        for name, met in reading.held.items()
        if met
    ]


def _examples(missing: list[str], instead: Mapping[str, Listed], language: str) -> list[str]:
    told = ((name, better_words(instead.get(name), language)) for name in missing)
    return [f"{name} ({better})" if better else name for name, better in told]


def _apologies(policy: Policy, where: Mapping[str, Any]) -> Iterator[Passage]:
    named = policy.single("recovery", "apology")
    seen = set()
    for passage in passages(policy, "script", "text", where=where):
        seen.add(passage.entity.id)
        yield passage
    script = policy.find("script", named[0]) if named and isinstance(named[0], str) else None
    if script is not None and script.id not in seen and isinstance(text := script.get("text"), str):
        yield Passage(script, (*script.path, "text"), text)


def _phrase_hit(
    passage: Passage, reading: _Reading, met: PhraseMatch, case: str, instead: Mapping[str, Listed]
) -> Hit:
    wording = reading.wording
    return Hit(
        at=passage.part(*wording.stretch(met.first, met.end)),
        entity=passage.entity.name,
        case=case,
        key=(case, met.phrase),
        facts={
            "id": passage.entity.id,
            "phrase": wording.source_text(met.first, met.end),
            "missing": "",
            "found": "",
            "instead": better_words(instead.get(case), reading.language),
        },
    )

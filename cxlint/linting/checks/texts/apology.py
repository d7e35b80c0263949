"""Apologies that leave out what makes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.model.finding import Hit
from cxlint.linting.text.customer_texts import Passage, passages, stated_language
from cxlint.linting.text.phrase_matcher import (
    PhraseBook,
    list_misfits,
    possible_languages,
    quote_phrases,
)
from cxlint.linting.text.tokenizer import MARKS, wordings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.linting.rules.check_lookup import Misfit
    from cxlint.linting.text.phrase_matcher import Listed, PhraseMatch
    from cxlint.linting.text.tokenizer import Wording, Wordings
    from cxlint.policy.policy import Policy

REGRET, RESPONSIBILITY, REPENTANCE = "regret", "responsibility", "repentance"
LISTS = ("hollow", "faceless", "unless", "small")


def apology(
    policy: Policy,
    *,
    elements: Mapping[str, Listed],
    hollow: Listed,
    faceless: Listed,
    unless: Listed,
    small: Listed,
    short: int,
    where: Mapping[str, Any],
) -> Iterator[Hit]:
    """Yield each apology that lacks an element, doubts its own reason, or has no one who erred.

    Apologies are the scripts that meet `where`, and the one that `recovery.apology` names. A script
    that states its `elements` is taken at its word for those, and a short one for a small thing has
    to be sorry and nothing else. Cases: plain, elements are missing
    (one hit for all); hollow, what is regretted is what the customer feels, or may not have
    happened; faceless, the mistake was made by nobody, and nothing else takes it on. What is
    faceless is not said to lack responsibility as well. A text in a language that has no lists is
    left alone, and so is one that does not state its language and could be in several, unless its
    most frequent words tell. Facts: id, missing, sought (some of what was looked for), found,
    phrase.

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
        short: up to how many words an apology for a small thing has.
        where: which scripts are apologies.
    """
    other = dict(zip(LISTS, (hollow, faceless, unless, small), strict=True))
    lists = _Lists(wordings(policy), elements, other, short)
    usual = policy.organization.texts("languages") if policy.organization else ()
    known = tuple(
        each for each in elements[REGRET] if all(listed.get(each) for listed in elements.values())
    )
    for passage in _apologies(policy, where):
        wording = lists.wordings.of(passage.text)
        told = possible_languages(wording, stated_language(passage), usual, known)
        if told:
            yield from lists.judge(passage, wording, told)


def misfits(params: Mapping[str, Any]) -> Iterator[Misfit]:
    """Yield what is wrong with the lists of phrases."""
    elements = params.get("elements")
    if not isinstance(elements, dict) or REGRET not in elements:
        yield ("elements",), "expected phrases by element and language, regret among the elements"
        return
    for name, listed in elements.items():
        for place, said in list_misfits(str(name), listed):
            yield ("elements", *place), said
    for name in LISTS:
        yield from list_misfits(name, params.get(name))


class _Lists:
    """The lists of one rule."""

    __slots__ = ("_elements", "_other", "_short", "_sought", "wordings")

    def __init__(
        self,
        wordings: Wordings,
        elements: Mapping[str, Listed],
        other: Mapping[str, Listed],
        short: int,
    ) -> None:
        self._short = short
        self.wordings = wordings
        self._sought = elements
        self._elements = {name: PhraseBook(listed, wordings) for name, listed in elements.items()}
        self._other = {name: PhraseBook(listed, wordings) for name, listed in other.items()}

    def judge(self, passage: Passage, wording: Wording, told: tuple[str, ...]) -> Iterator[Hit]:
        """Yield what is wrong with one apology."""
        entity = passage.entity
        hollow = self._first("hollow", wording, told)
        if hollow:
            yield _hit(passage, wording, hollow, "hollow")
        found = {name: self._find_element(name, wording, told) for name in self._elements}
        held = {*entity.texts("elements"), *(name for name, met in found.items() if met)}
        if hollow:
            held.add(REGRET)
        faceless = self._first("faceless", wording, told)
        if faceless and RESPONSIBILITY not in held:
            yield _hit(passage, wording, faceless, "faceless")
            held.add(RESPONSIBILITY)
        wanted = [REGRET] if self._is_small(wording, told) else self._elements
        missing = [name for name in wanted if name not in held]
        if missing:
            words = [
                f"{name} ({quote_phrases([wording.source_text(met.first, met.end)])})"
                for name, met in found.items()
                if met
            ]
            sought = [f"{name} ({quote_phrases(self._sought[name][told[0]])})" for name in missing]
            facts = {
                "id": entity.id,
                "missing": missing,
                "sought": "; ".join(sought),
                "found": words or "none of the elements",
                "phrase": "",
            }
            yield Hit(at=passage.at, entity=entity.name, facts=facts)

    def _is_small(self, wording: Wording, told: tuple[str, ...]) -> bool:
        """Whether this is a few words about a small thing."""
        few = len(wording.words) - sum(map(wording.words.count, MARKS)) <= self._short
        return few and self._first("small", wording, told) is not None

    def _first(self, name: str, wording: Wording, told: tuple[str, ...]) -> PhraseMatch | None:
        for language in told:
            for met in self._other[name].of(language).matches(wording):
                return met
        return None

    def _find_element(
        self, name: str, wording: Wording, told: tuple[str, ...]
    ) -> PhraseMatch | None:
        """Return where an element is met that nothing just before it turns round."""
        for language in told:
            unless = self._other["unless"].of(language)
            for met in self._elements[name].of(language).matches(wording):
                if name == REPENTANCE or not unless.has_match_before(wording.words, met.first):
                    return met
        return None


def _apologies(policy: Policy, where: Mapping[str, Any]) -> Iterator[Passage]:
    named = policy.single("recovery", "apology")
    seen = set()
    for passage in passages(policy, "script", "text", where=where):
        seen.add(passage.entity.id)
        yield passage
    script = policy.find("script", named[0]) if named and isinstance(named[0], str) else None
    if script is not None and script.id not in seen and isinstance(text := script.get("text"), str):
        yield Passage(script, (*script.path, "text"), text)


def _hit(passage: Passage, wording: Wording, met: PhraseMatch, case: str) -> Hit:
    phrase = wording.source_text(met.first, met.end)
    return Hit(
        at=passage.part(*wording.stretch(met.first, met.end)),
        entity=passage.entity.name,
        case=case,
        key=(case, met.phrase),
        facts={"id": passage.entity.id, "phrase": phrase, "missing": "", "sought": "", "found": ""},
    )

"""Words that customers are not to read or hear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.check_support.grouped_hits import SHOWN
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.customer_texts import (
    distinct_texts,
    passages,
    stated_language,
    unknown_fields,
)
from cxlint.linting.text.phrases.phrase_matcher import PhraseBook, better_words, languages
from cxlint.linting.text.phrases.phrase_misfits import class_misfits, list_misfits
from cxlint.linting.text.phrases.tokenizer import wordings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.linting.rules.check_lookup import Misfit
    from cxlint.linting.text.customer_texts import Passage, Said
    from cxlint.linting.text.phrases.phrase_matcher import Classes, Listed, PhraseMatch
    from cxlint.linting.text.phrases.tokenizer import Wording, Wordings
    from cxlint.policy.policy import Policy


REACH = 2
"""By how many words a phrase may have begun or ended elsewhere in an earlier list."""


def phrase(
    policy: Policy,
    *,
    of: str,
    field: str,
    phrases: Mapping[str, Sequence[str]],
    words: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    unless: Mapping[str, Sequence[str]] | None = None,
    avoid: Mapping[str, Sequence[str]] | None = None,
    redeemed_by: Mapping[str, Sequence[str]] | None = None,
    instead: Mapping[str, Sequence[str]] | None = None,
    where: Mapping[str, Any] | None = None,
    also: Sequence[str] = (),
) -> Iterator[Hit]:
    """Yield each text that holds one of the phrases, once per phrase, where it stands.

    Of a vendor's flow that says the same at several places there is one, with the others beside.

    A phrase is met as whole words, side by side, however they are written: letters large or small,
    kinds of apostrophe, contractions (`can't`, `cannot`), spaces, line breaks, markdown, HTML and
    template variables between them make no difference. It is not met across the end of a clause or
    sentence. Of phrases that overlap, the first is met, and the longest that begins there. Facts:
    id, phrase, instead (what is said better, in the language of the text).

    Args:
        policy: the policy.
        of: the kind of entity that holds texts, such as script.
        field: the dotted field of the text.
        phrases: what is looked for, by language (en, de). A text is searched for the phrases of
            the language it states; of the organization's languages, where it states none; and
            where nothing is stated at all, of every language. `nothing (more|else|) I can do` is
            three phrases; `...` is a gap of up to six words, none of which denies something;
            `<partner>` is any of the words of that class; a full stop at the end asks for the end
            of a sentence, `^` in front for the beginning of a clause.
        words: by language, classes of words that phrases name, such as partner.
        unless: by language, words that turn a phrase round when they end among the three words
            before it in its clause.
        avoid: by language, words that make a quotation behind them, or a list below them, an
            example of what not to say; usual ones, where nothing is said. Excused are quotations
            with at most five words between (`never say "…"`), what follows a heading (`Avoid:`) in
            its sentence, as the list below it or in its column of a table, and what follows a cross
            (✗) on its line.
        redeemed_by: by language, phrases that make up for all others, wherever in the text.
        instead: by language, what is said better.
        where: which entities of the kind are meant; all, where nothing is said.
        also: further texts, by kind and field, such as channel.closed.announce.
    """
    listed = {"phrases": phrases, "unless": unless, "avoid": avoid, "redeemed_by": redeemed_by}
    search = _PhraseSearch(wordings(policy), listed, words)
    usual = policy.organization.texts("languages") if policy.organization else ()
    known = tuple(language for language, listed in phrases.items() if listed)
    found: dict[Said, list[tuple[PhraseMatch, str]]] = {}
    for text, stated in distinct_texts(policy, of, field, where=where, also=also):
        wording, spoken_in = search.wordings.of(text), languages(stated, usual, known)
        if wording.vocabulary.isdisjoint(search.phrases.needed(spoken_in)):
            continue  # nearly always
        if met := [
            (each, language)
            for language in spoken_in
            for each in search.find_matches(wording, language)
        ]:
            found[text, stated] = met
    if not found:  # nearly always
        return
    hits = (
        _hit(passage, search.wordings.of(passage.text), each, better_words(instead, language))
        for passage in passages(policy, of, field, where=where, also=also)
        for each, language in found.get((passage.text, stated_language(passage)), ())
    )
    yield from _once_a_flow(hits)


def misfits(params: Mapping[str, Any]) -> Iterator[Misfit]:
    """Yield what is wrong with the lists of phrases, and with the texts named besides."""
    yield from class_misfits("words", params.get("words"))
    for name in ("phrases", "unless", "avoid", "redeemed_by"):
        yield from list_misfits(name, params.get(name), params.get("words"))
    yield from list_misfits("instead", params.get("instead"))
    yield from unknown_fields(params.get("also"))


class _PhraseSearch:
    """The lists of one rule."""

    __slots__ = ("_avoid", "phrases", "redeemed_by", "unless", "wordings")

    def __init__(
        self, wordings: Wordings, listed: Mapping[str, Listed | None], words: Classes | None
    ) -> None:
        self.wordings = wordings
        books = {name: PhraseBook(each, wordings, words) for name, each in listed.items()}
        self.phrases, self.unless = books["phrases"], books["unless"]
        self.redeemed_by = books["redeemed_by"]
        self._avoid = books["avoid"] if listed["avoid"] is not None else None

    def find_matches(self, wording: Wording, language: str) -> list[PhraseMatch]:
        """Return each distinct phrase of a text that nothing turns round, excuses or redeems."""
        found = self.phrases.of(language).matches(wording)
        if not found or self.redeemed_by.of(language).has_match(wording):
            return []
        unless, excused = self.unless.of(language), None
        seen: dict[str, PhraseMatch] = {}
        for met in found:
            if met.phrase in seen or unless.has_match_before(wording.words, met.first):
                continue
            if excused is None:
                excused = self._bad_examples(wording.text, language)
            if not excused.contains(*wording.stretch(met.first, met.end)):
                seen[met.phrase] = met
        return [*seen.values()]

    def _bad_examples(self, text: str, language: str) -> Any:
        from cxlint.linting.text.phrases.quotations import AVOIDING, BadExamples

        if self._avoid is None:
            self._avoid = PhraseBook(AVOIDING, self.wordings)
        return BadExamples(text, self._avoid.of(language), self.wordings)


def _once_a_flow(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the hits; of a vendor's flow that says the same at several places, the first."""
    of_flows: dict[tuple[str, ...], dict[str, Hit]] = {}
    for hit in hits:
        if flow := hit.at.document.vendor_file:
            of_flows.setdefault((flow, *hit.key), {}).setdefault(hit.entity, hit)
        else:
            yield hit
    for first, *others in (tuple(found.values()) for found in of_flows.values()):
        beside = tuple((hit.at, str(hit.facts["id"])) for hit in others[:SHOWN])
        members = tuple(hit.entity for hit in (first, *others))
        yield first._replace(related=beside, members=members if others else ())


def _other_cuts(words: Sequence[str], met: PhraseMatch) -> Iterator[str]:
    """Yield what the list may have met there before it knew more words, or fewer."""
    starts = range(max(0, met.first - REACH), met.first + REACH + 1)
    for first in starts:
        for end in range(met.end - REACH, min(met.end + REACH, len(words)) + 1):
            if end - first > 1 and (first, end) != (met.first, met.end):
                yield " ".join(words[first:end])


def _hit(passage: Passage, wording: Wording, met: PhraseMatch, better: str) -> Hit:
    entity = passage.entity
    return Hit(
        at=passage.part(*wording.stretch(met.first, met.end)),
        entity=entity.name,
        key=(met.phrase,),
        formerly=tuple((entity.name, words) for words in _other_cuts(wording.words, met)),
        facts={
            "id": entity.id,
            "phrase": wording.source_text(met.first, met.end),
            "instead": better,
        },
    )

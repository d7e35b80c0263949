"""Whether a text announces somebody: a verb of connecting or of help, and a person, in one clause.

An announcement counts in a statement. Set aside are those that are denied, put off or tied to a
condition earlier in their clause (`we cannot connect you`, `before I connect you`), and those that
send people where nobody is (`I connect you to our website`). A key that is offered for a person
(`if you would like to speak to an agent, press 2`) is an offer also where it is tied to a wish.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.linting.text.phrase_matcher import PhraseBook, languages
from cxlint.linting.text.tokenizer import MARKS
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.text.phrase_matcher import Classes, Listed, PhraseMatch
    from cxlint.linting.text.tokenizer import Wording, Wordings

BEHIND = 2
"""How many words behind an announcement still belong to whom it names: `a support agent survey`."""

_SENTENCE_END = re.compile(r"[.!?\u2026\u037e]+|\n[ \t]*\n")


class Announcements(NamedTuple):
    """How people are announced, by language."""

    wordings: Wordings
    known: tuple[str, ...]
    phrases: PhraseBook
    offers: PhraseBook
    unless: PhraseBook
    beside: PhraseBook

    def first(self, wording: Wording, usual: tuple[str, ...]) -> PhraseMatch | None:
        """Return the first announcement of a text, in the languages of the organization."""
        found = (
            match
            for language in languages(None, usual, self.known)
            for match in self._matches(wording, language)
        )
        return min(found, default=None, key=lambda match: match.first)

    def _matches(self, wording: Wording, language: str) -> Iterator[PhraseMatch]:
        """Yield the announcements of a text in one language."""
        beside, unless = self.beside.of(language), self.unless.of(language)
        for match in self.phrases.of(language).matches(wording):
            denied = unless.has_match_before(wording.words, match.first, within=None)
            if not denied and self._is_stated(wording, match):
                if not beside.has_match(_object_of(self.wordings, wording, match)):
                    yield match
        for match in self.offers.of(language).matches(wording):
            if not beside.has_match(_object_of(self.wordings, wording, match)):
                yield match

    @staticmethod
    def _is_stated(wording: Wording, match: PhraseMatch) -> bool:
        """Whether the sentence of an announcement asks nothing."""
        _, behind = wording.stretch(match.first, match.end)
        end = _SENTENCE_END.search(wording.text, behind)
        return end is None or "?" not in end[0]


def build_announcements(
    wordings: Wordings,
    phrases: Listed,
    offers: Listed,
    unless: Listed,
    beside: Listed,
    words: Classes | None,
) -> Announcements:
    """Return what finds these announcements."""
    return Announcements(
        wordings,
        tuple(phrases),
        PhraseBook(phrases, wordings, words),
        PhraseBook(offers, wordings, words),
        PhraseBook(unless, wordings),
        PhraseBook(beside, wordings),
    )


def _object_of(wordings: Wordings, wording: Wording, match: PhraseMatch) -> Wording:
    """Return the words of an announcement, with those behind it that belong to its object."""
    words, end = wording.words, match.end
    while end < min(match.end + BEHIND, len(words)) and words[end] not in MARKS:
        end += 1
    return wordings.read(" ".join(words[match.first : end]))

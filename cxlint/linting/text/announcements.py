"""Whether a text announces somebody: a verb of connecting or of help, and a person, in one clause.

An announcement counts in a statement. Set aside are those that are denied, put off or tied to a
condition earlier in their clause (`we cannot connect you`, `before I connect you`), and those that
send people where nobody is (`I connect you to our website`). A key that is offered for a person
(`if you would like to speak to an agent, press 2`) is an offer also where it is tied to a wish.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.linting.text.keypad_keys import first_key
from cxlint.linting.text.phrases.phrase_matcher import PhraseBook, languages
from cxlint.linting.text.phrases.tokenizer import MARKS
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.text.phrases.phrase_matcher import Classes, Listed, PhraseMatch
    from cxlint.linting.text.phrases.tokenizer import Wording, Wordings

BEHIND = 2
"""How many words behind an announcement still belong to whom it names: `a support agent survey`."""

KEY_WITHIN = 25
"""Within how many characters behind an offer the key stands that is offered."""

_SENTENCE_END = re.compile(r"[.!?\u2026\u037e]+|\n[ \t]*\n")


class Announcement(NamedTuple):
    """Where somebody is announced, and whether it is for later: an answer, a call back."""

    match: PhraseMatch
    is_later: bool


class Announcements(NamedTuple):
    """How people are announced, by language: at once, for later, behind a key."""

    wordings: Wordings
    known: tuple[str, ...]
    phrases: PhraseBook
    later: PhraseBook
    offers: PhraseBook
    unless: PhraseBook
    elsewhere: PhraseBook

    def first(self, wording: Wording, usual: tuple[str, ...]) -> Announcement | None:
        """Return the first announcement of a text, in the languages of the organization.

        One for later only where nobody is announced at once.
        """
        spoken = languages(None, usual, self.known)
        found = [each for language in spoken for each in self._find_all(wording, language)]
        return min(found, default=None, key=lambda each: (each.is_later, each.match.first))

    def _find_all(self, wording: Wording, language: str) -> Iterator[Announcement]:
        """Yield the announcements of a text in one language."""
        for book, is_later in ((self.phrases, False), (self.later, True)):
            for match in book.of(language).matches(wording):
                if self._is_stated(wording, match, language):
                    yield Announcement(match, is_later)
        for match in self._find_offers(wording, language):
            yield Announcement(match, is_later=False)

    def offered_keys(self, wording: Wording, usual: tuple[str, ...]) -> dict[str, PhraseMatch]:
        """Return the keys that a text offers for a person, each with where it does."""
        found: dict[str, PhraseMatch] = {}
        for language in languages(None, usual, self.known):
            for match in self._find_offers(wording, language):
                start, end = wording.stretch(match.first, match.end)
                key = first_key(wording.text[start:end]) or first_key(_next_words(wording, end))
                found.setdefault(key, match)
        found.pop("", None)
        return found

    def _find_offers(self, wording: Wording, language: str) -> Iterator[PhraseMatch]:
        for match in self.offers.of(language).matches(wording):
            if not self._leads_elsewhere(wording, match, language):
                yield match

    def _is_stated(self, wording: Wording, match: PhraseMatch, language: str) -> bool:
        """Whether an announcement is neither denied nor asked, nor leads to nobody."""
        unless = self.unless.of(language)
        if unless.has_match_before(wording.words, match.first, within=None):
            return False
        _, behind = wording.stretch(match.first, match.end)
        end = _SENTENCE_END.search(wording.text, behind)
        asks = end is not None and "?" in end[0]
        return not asks and not self._leads_elsewhere(wording, match, language)

    def _leads_elsewhere(self, wording: Wording, match: PhraseMatch, language: str) -> bool:
        """Whether it names a place where nobody is, or what is behind it does."""
        words, end = wording.words, match.end
        while end < min(match.end + BEHIND, len(words)) and words[end] not in MARKS:
            end += 1
        named = self.wordings.read(" ".join(words[match.first : end]))
        return self.elsewhere.of(language).has_match(named)


def _next_words(wording: Wording, end: int) -> str:
    """Return what a sentence goes on with, as far as a key that is offered stands there."""
    behind = wording.text[end : end + KEY_WITHIN]
    return _SENTENCE_END.split(behind)[0].split(",")[0]


def build_announcements(
    wordings: Wordings,
    phrases: Listed,
    later: Listed,
    offers: Listed,
    unless: Listed,
    elsewhere: Listed,
    words: Classes | None,
) -> Announcements:
    """Return what finds these announcements."""
    return Announcements(
        wordings,
        tuple(phrases),
        PhraseBook(phrases, wordings, words),
        PhraseBook(later, wordings, words),
        PhraseBook(offers, wordings, words),
        PhraseBook(unless, wordings),
        PhraseBook(elsewhere, wordings),
    )

"""Lists of phrases, by language, and where a text holds one of them.

A list is looked up by the longest word of each phrase, so that a text without any of these words
costs next to nothing, however long the list. Nothing here grows faster than text and list do.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, product
from math import prod
from typing import TYPE_CHECKING

from cxlint.linting.text.tokenizer import MARKS, SENTENCE
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.linting.text.tokenizer import Wording, Wordings

    Listed = Mapping[str, Sequence[str]]
    """Phrases by language: en, de.

    A phrase may hold choices: `nothing (more|else|) I can do` is three phrases.
    """

NEAR = 3
"""How many words before a phrase may turn it round."""

_MOST_FREQUENT = {
    "en": "the you we to and your for this it i our have be with will",
    "de": "der die das und wir sie ihr ihre ihnen nicht ich für den ist du mit",
    "fr": "le les vous nous et votre vos pour est je une avec cette au du des",
    "es": "el los usted su sus y por para lo le hemos un una con te tu",
}
FREQUENT = {language: frozenset(words.split()) for language, words in _MOST_FREQUENT.items()}
"""Words by which a language is known."""

_NONE: frozenset[str] = frozenset()

FEW = 32
"""Up to how many phrases under one word are asked one by one whether a text has their words."""

MANY = 1_000
"""From how many phrases on their shapes matter more than how rare the word is."""

_CHOICE = re.compile(r"\(([^()|]*+(?:\|[^()|]*+)++)\)")
_HALF_CHOICE = re.compile(r"[^\s(]\([^()|]*+\||\|[^()|]*+\)[^\s.,;:]")

MAX_PHRASES = 10_000
MAX_CHARACTERS = 1_000_000
MAX_WORDS = 40


class PhraseMatch(NamedTuple):
    """The numbers of the first word of a phrase and of that behind its last, and its words."""

    first: int
    end: int
    phrase: str


class Phrases:
    """The phrases of one language.

    Under the longest word of each (the first, where there are many phrases) stand the shapes of the
    phrases that hold it: the number of that word and how many there are. Under the same word, where
    there are few, `_needed` holds the words of each; a text that lacks one of every phrase is done
    with.
    """

    __slots__ = ("_by_word", "_heads", "_needed")

    def __init__(self, listed: Iterable[str], wordings: Wordings) -> None:
        """Take the phrases in."""
        by_word: dict[str, dict[tuple[int, int], set[tuple[str, ...]]]] = {}
        needed: dict[str, set[frozenset[str]]] = {}
        phrases = {words for phrase in listed for words in _expand_choices(phrase, wordings)}
        by_first = len(phrases) > MANY
        for words in phrases:
            number = 0 if by_first else words.index(max(words, key=len))
            shapes = by_word.setdefault(words[number], {})
            shapes.setdefault((number, len(words)), set()).add(words)
            needed.setdefault(words[number], set()).add(frozenset(words))
        self._by_word = by_word
        self._heads = frozenset(by_word)
        least = {word: _minimal_sets(each) for word, each in needed.items()} if not by_first else {}
        self._needed = {word: each for word, each in least.items() if len(each) <= FEW}

    def matches(self, wording: Wording) -> list[PhraseMatch]:
        """Return where a text holds phrases, in order; of those that overlap, the first."""
        if wording.vocabulary.isdisjoint(self._heads):  # nearly always
            return []
        found = sorted(self._all_matches(wording), key=lambda each: (each.first, -each.end))
        apart: list[PhraseMatch] = []
        for each in found:
            if not apart or each.first >= apart[-1].end:
                apart.append(each)
        return apart

    def has_match(self, wording: Wording) -> bool:
        """Whether a text holds one of the phrases."""
        return next(self._all_matches(wording), None) is not None

    def has_match_before(self, words: Sequence[str], first: int) -> bool:
        """Whether one of the phrases ends among the three words before a word, in its clause."""
        for behind in range(first, max(first - NEAR, 0), -1):
            if words[behind - 1] in MARKS:
                return False
            if self._has_match_ending(words, behind):
                return True
        return False

    def _has_match_ending(self, words: Sequence[str], behind: int) -> bool:
        for length in range(1, min(MAX_WORDS, behind) + 1):
            word = words[behind - length]
            for (number, size), known in self._by_word.get(word, {}).items():
                start = behind - length - number
                if start >= 0 and start + size == behind and tuple(words[start:behind]) in known:
                    return True
            if word in MARKS:
                return False
        return False

    def _all_matches(self, wording: Wording) -> Iterator[PhraseMatch]:
        held = wording.vocabulary
        for word in held & self._heads:
            if not any(map(held.issuperset, self._needed.get(word, (_NONE,)))):
                continue
            shapes = self._by_word[word]
            words = wording.words
            at = -1
            for _ in range(words.count(word)):
                at = words.index(word, at + 1)
                for (number, size), known in shapes.items():
                    first = at - number
                    phrase = tuple(words[first : first + size]) if first >= 0 else ()
                    if phrase in known:
                        behind = first + size - (phrase[-1] in MARKS)
                        yield PhraseMatch(first, behind, " ".join(phrase))


def _expand_choices(phrase: str, wordings: Wordings) -> Iterator[tuple[str, ...]]:
    """Yield the words of each phrase that one with choices stands for, without marks around them.

    The mark at the end of a sentence is kept where a full stop is written: such a phrase is met
    only there.
    """
    ending = (SENTENCE,) if phrase.rstrip().endswith(".") else ()
    parts = _CHOICE.split(phrase)
    choices = [
        [wordings.phrase_words(each) for each in (part.split("|") if number % 2 else (part,))]
        for number, part in enumerate(parts)
    ]
    for said in product(*choices):
        words = [*chain.from_iterable(said)]
        while words and words[-1] in MARKS:
            words.pop()
        while words and words[0] in MARKS:
            del words[0]
        if words:
            yield (*words, *ending)


def _first_choice(phrase: str) -> str:
    """Return a phrase with the first of its choices."""
    return " ".join(_CHOICE.sub(lambda found: found[1].split("|")[0], phrase).split())


def _count_choices(phrase: str) -> int:
    """Return how many phrases one with choices stands for."""
    return prod(each.count("|") + 1 for each in _CHOICE.findall(phrase))


def _minimal_sets(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Return those that hold none of the others: who lacks a word of each lacks one of all."""
    least: list[frozenset[str]] = []
    for each in sorted(sets, key=len):
        if not any(map(each.issuperset, least)):
            least.append(each)
    return least


class PhraseBook:
    """Phrases by language, made ready for a language when a text first needs it."""

    __slots__ = ("_listed", "_ready", "_wordings")

    def __init__(self, listed: Listed | None, wordings: Wordings) -> None:
        """Hold the lists."""
        self._listed = listed or {}
        self._wordings = wordings
        self._ready: dict[str, Phrases] = {}

    def of(self, language: str) -> Phrases:
        """Return the phrases of a language; none, where it has no list."""
        if language not in self._ready:
            self._ready[language] = Phrases(self._listed.get(language, ()), self._wordings)
        return self._ready[language]


@lru_cache(maxsize=256)
def languages(
    stated: str | None, usual: tuple[str, ...], known: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the languages in which a text is searched, of those that have a list.

    The one it states; where it states none, those of the organization; where nothing is stated at
    all, every one. `de-AT` is German.
    """
    wanted = usual if stated is None else (stated,)
    if not wanted:
        return known
    short = {re.split("[-_]", each.casefold())[0] for each in wanted}
    return tuple(language for language in known if language in short)


def possible_languages(
    wording: Wording, stated: str | None, usual: tuple[str, ...], known: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the languages in which something can be missed in a text: it may be in one of them.

    Where the text does not state its language and there is more than one it could be in, it is the
    one whose most frequent words it holds; where it holds none of any, nothing can be missed.
    """
    possible = languages(stated, usual, known)
    if stated is not None or len(usual) == 1:
        return possible
    held = {each: len(FREQUENT.get(each, _NONE) & wording.vocabulary) for each in possible}
    most = max(held.values(), default=0)
    return tuple(each for each, count in held.items() if count == most > 0)


def list_misfits(name: str, listed: object) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with lists of phrases by language: their form, or that they are too long.

    Pairs of place and sentence, as `misfits` of a check yields them.
    """
    if listed is None:
        return
    if not isinstance(listed, dict):
        yield (name,), f"{name} are lists of phrases by language, such as {{en: [sorry]}}"
        return
    phrases = characters = 0
    for language, list_ in listed.items():
        if not isinstance(list_, list):
            yield (name, language), "expected a list of phrases"
            continue
        for number, phrase in enumerate(list_):
            if not isinstance(phrase, str) or not phrase.strip():
                yield (name, language, number), "expected a phrase, as text; quote what is none"
                return
            if phrase.count(" ") >= MAX_WORDS:
                yield (name, language, number), f"a phrase has at most {MAX_WORDS} words"
                return
            if _HALF_CHOICE.search(phrase):
                yield (name, language, number), "a choice such as (more|else|) is of whole words"
                return
            count = _count_choices(phrase)
            phrases += count
            characters += len(phrase) * count
            if phrases > MAX_PHRASES or characters > MAX_CHARACTERS:
                said = f"{MAX_PHRASES:,} phrases or {MAX_CHARACTERS:,} characters"
                yield (name, language, number), f"{name} holds more than {said}: take fewer"
                return


def quote_phrases(phrases: Sequence[str], most: int = 3) -> str:
    """Return the first of some phrases as they are said: `"sorry", "regret" or "apologise"`."""
    told = [f'"{_first_choice(phrase)}"' for phrase in phrases[:most]]
    return " or ".join((", ".join(told[:-1]), told[-1])) if len(told) > 1 else "".join(told)

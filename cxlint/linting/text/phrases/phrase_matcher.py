"""Lists of phrases, by language, and where a text holds one of them.

A list is looked up by the longest word of each phrase, or by the rarest of those that have gaps,
classes or many choices, so that a text without any of these words costs next to nothing, however
long the list. Nothing here grows faster than text and list do.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from cxlint.linting.text.phrases.phrase_misfits import MAX_WORDS
from cxlint.linting.text.phrases.phrase_patterns import (
    BEGINNING,
    CHOICE,
    CLASS,
    NO_CLASSES,
    Pattern,
    WordClasses,
    needed_words,
    parse_phrase,
    required_words,
)
from cxlint.linting.text.phrases.tokenizer import MARKS, SENTENCE
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cxlint.linting.text.phrases.phrase_patterns import Choice, Head
    from cxlint.linting.text.phrases.tokenizer import Wording, Wordings

    _Entry = tuple[Pattern, Head]

    Listed = Mapping[str, Sequence[str]]
    """Phrases by language: en, de.

    A phrase may hold choices (`nothing (more|else|) I can do` is three phrases), gaps (`...`) and
    classes of words (`<partner>`).
    """
    Classes = Mapping[str, Mapping[str, Sequence[str]]]
    """Words by language and the name of their class."""

NEAR = 3
"""How many words before a phrase may turn it round."""

_BEGINNING = (
    "and but because so und aber sondern weil denn et mais car parce y pero sino porque pues"
)
CONJUNCTIONS = frozenset(_BEGINNING.split())
"""Words that begin another clause, which nothing before them turns round."""
SUBORDINATING = frozenset(("dass", "ob"))
"""Words behind a comma that carry the clause before it on: `wir sagen nie, dass …`."""

CLAUSE_WORDS = 3
"""How many words a clause has that may say something of its own."""

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


class PhraseMatch(NamedTuple):
    """The numbers of the first word of a phrase and of that behind its last, and its words."""

    first: int
    end: int
    phrase: str


class Phrases:
    """The phrases of one language. `needed` are words of which a text with one of them holds one.

    Under the longest word of each (the first, where there are many phrases) stand the shapes of the
    phrases that hold it: the number of that word and how many there are. Under the same word, where
    there are few, `_needed` holds the words of each; a text that lacks one of every phrase is done
    with. Phrases that stand for many are patterns, under each word by which one is found. They wait
    in `_unread`, under words of which a text must hold one, until a text does and holds what else
    they require.
    """

    __slots__ = ("_by_word", "_classes", "_heads", "_needed", "_patterns", "_patterns_by_word",
                 "_unread", "_wordings", "needed")  # fmt: skip

    def __init__(
        self,
        listed: Iterable[str],
        wordings: Wordings,
        classes: Mapping[str, Choice] = NO_CLASSES,
    ) -> None:
        """Take the phrases in, and the classes of words that they name."""
        self._classes = classes
        self._wordings = wordings
        self._by_word: dict[str, dict[tuple[int, int], set[tuple[str, ...]]]] = {}
        self._needed: dict[str, list[frozenset[str]]] = {}
        self._patterns: dict[str, Pattern | None] = {}
        self._patterns_by_word: dict[str, _Entries] = {}
        self._unread: dict[str, list[_Waiting]] = {}
        self._add_strings(set(self._sort(listed)))
        self.needed = self._heads

    def _sort(self, listed: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """Yield the words of plain phrases, and lay the others under words that they need."""
        for phrase in listed:
            if CHOICE.search(phrase) or _is_open(phrase):
                waiting = _Waiting(phrase)
                for word in needed_words(phrase, self._wordings, self._classes):
                    self._unread.setdefault(word, []).append(waiting)
            else:
                yield _words_of(phrase, self._wordings)

    def _add_strings(self, phrases: set[tuple[str, ...]]) -> None:
        by_first = len(phrases) > MANY
        needed: dict[str, set[frozenset[str]]] = {}
        for words in phrases - {()}:
            number = 0 if by_first else words.index(max(words, key=len))
            shapes = self._by_word.setdefault(words[number], {})
            shapes.setdefault((number, len(words)), set()).add(words)
            needed.setdefault(words[number], set()).add(frozenset(words))
        if not by_first:
            least = {word: _minimal_sets(each) for word, each in needed.items()}
            self._needed = {word: each for word, each in least.items() if len(each) <= FEW}
        self._heads = frozenset((*self._by_word, *self._unread))

    def _read_met(self, words: Iterable[str], held: frozenset[str]) -> None:
        """Make those phrases ready that wait under words and may be met in a text."""
        met: list[str] = []
        for word in words:
            still: list[_Waiting] = []
            for each in self._unread[word]:
                if each.required is None:
                    each.required = required_words(each.phrase, self._wordings, self._classes)
                if any(map(held.isdisjoint, each.required)):  # nearly always
                    still.append(each)
                else:
                    met.append(each.phrase)
            if still:
                self._unread[word] = still
            else:
                del self._unread[word]
        for phrase in met:
            self._read_phrase(phrase)
        if met:
            self._heads = frozenset((*self._by_word, *self._unread, *self._patterns_by_word))

    def _read_all(self) -> None:
        for each in chain.from_iterable(self._unread.values()):
            self._read_phrase(each.phrase)
        self._unread = {}
        self._heads = frozenset((*self._by_word, *self._patterns_by_word))

    def _read_phrase(self, phrase: str) -> None:
        if phrase in self._patterns:
            return
        parts = parse_phrase(phrase, self._wordings, self._classes)
        if not any(part is not None and not part.optional for part in parts):
            self._patterns[phrase] = None
            return
        pattern = Pattern(parts, begins=phrase.lstrip().startswith(BEGINNING))
        self._patterns[phrase] = pattern
        for head in pattern.heads:
            entries = self._patterns_by_word.setdefault(
                head.words[head.number], _Entries({}, {}, [], {})
            )
            entries.add(pattern, head)

    def matches(self, wording: Wording) -> list[PhraseMatch]:
        """Return where a text holds phrases, in order; of those that overlap, the first.

        Of those of the same words, it is the one that asks for no end of a sentence.
        """
        found = sorted(
            self._all_matches(wording), key=lambda each: (each.first, -each.end, each.phrase)
        )
        apart: list[PhraseMatch] = []
        for each in found:
            if not apart or each.first >= apart[-1].end:
                apart.append(each)
        return apart

    def has_match(self, wording: Wording) -> bool:
        """Whether a text holds one of the phrases."""
        return next(self._all_matches(wording), None) is not None

    def has_match_before(
        self, words: Sequence[str], first: int, *, within: int | None = NEAR
    ) -> bool:
        """Whether one of the phrases ends among so many words before a word, in its clause.

        Among all words of the clause, where `within` is None.
        """
        behind, passed = first, 0
        while behind and (within is None or passed < within):
            before = words[behind - 1]
            if before in MARKS and words[behind] in SUBORDINATING:
                behind -= 1
                continue
            if before in MARKS or before in CONJUNCTIONS:
                return False
            if self._has_match_ending(words, behind):
                return True
            behind, passed = behind - 1, passed + 1
        return False

    def _has_match_ending(self, words: Sequence[str], behind: int) -> bool:
        for length in range(1, min(MAX_WORDS, behind) + 1):
            word = words[behind - length]
            for (number, size), known in self._by_word.get(word, {}).items():
                start = behind - length - number
                if start >= 0 and start + size == behind and tuple(words[start:behind]) in known:
                    return True
            if word in MARKS:
                break
        if self._unread:
            self._read_all()
        return any(
            each is not None and each.ends_at(words, behind) for each in self._patterns.values()
        )

    def _all_matches(self, wording: Wording) -> Iterator[PhraseMatch]:
        held = wording.vocabulary
        met = held & self._heads
        if waiting := met & self._unread.keys():
            self._read_met(waiting, held)
            met = held & self._heads
        strings = [
            word
            for word in met & self._by_word.keys()
            if any(map(held.issuperset, self._needed.get(word, (_NONE,))))
        ]
        heads = [
            word
            for word in met & self._patterns_by_word.keys()
            if self._patterns_by_word[word].may_be_met(held)
        ]
        places = wording.places({*strings, *heads}) if strings or heads else {}
        for word in strings:
            yield from self._string_matches(wording.words, places[word], word)
        if heads:
            for at, pattern, head in self._heads_met(wording.words, places, heads):
                if not any(map(held.isdisjoint, pattern.needed)):
                    stretch = pattern.around(wording.words, head, at)
                    if stretch is not None:
                        yield _build_match(wording.words, *stretch)

    def _heads_met(
        self, words: Sequence[str], places: Mapping[str, Sequence[int]], heads: Iterable[str]
    ) -> Iterator[tuple[int, Pattern, Head]]:
        """Yield where such words have beside them what they may in a pattern, with its head."""
        for word in heads:
            known = self._patterns_by_word[word]
            if by_behind := known.by_behind:
                for at in places[word]:  # nearly all time goes by here
                    if words[at + 1] in by_behind:
                        before = words[at - 1] if at else ""
                        for pattern, head in by_behind[words[at + 1]]:
                            if head.before is None or before in head.before:
                                yield at, pattern, head
            if known.by_before or known.other:
                yield from known.others_met(words, places[word])

    def _string_matches(
        self, words: list[str], places: Iterable[int], word: str
    ) -> Iterator[PhraseMatch]:
        for at in places:
            for (number, size), known in self._by_word[word].items():
                first = at - number
                phrase = tuple(words[first : first + size]) if first >= 0 else ()
                if phrase in known:
                    yield _build_match(words, first, first + size)


class _Waiting:
    """A phrase that is not read yet, and, once it was asked for, what a text must hold for it."""

    __slots__ = ("phrase", "required")

    def __init__(self, phrase: str) -> None:
        self.phrase = phrase
        self.required: list[frozenset[str]] | None = None


class _Entries(NamedTuple):
    """The patterns under a word; their heads by what is behind it or before it, where few may."""

    by_behind: dict[str, list[_Entry]]
    by_before: dict[str, list[_Entry]]
    other: list[_Entry]
    patterns: dict[Pattern, None]

    def add(self, pattern: Pattern, head: Head) -> None:
        """Take a head in; a mark is none that asks for a word behind it."""
        self.patterns[pattern] = None
        if head.behind is not None and len(head.behind) <= FEW:
            if head.words[head.number] not in MARKS:
                for word in head.behind:
                    self.by_behind.setdefault(word, []).append((pattern, head))
        elif head.before is not None and len(head.before) <= FEW:
            for word in head.before:
                self.by_before.setdefault(word, []).append((pattern, head))
        else:
            self.other.append((pattern, head))

    def may_be_met(self, held: frozenset[str]) -> bool:
        """Whether a text with these words may hold one of the patterns, wherever they stand."""
        return any(not any(map(held.isdisjoint, each.needed)) for each in self.patterns)

    def others_met(
        self, words: Sequence[str], places: Iterable[int]
    ) -> Iterator[tuple[int, Pattern, Head]]:
        """Yield those heads by what stands before their word, or by nothing, at their places."""
        for at in places:
            before = words[at - 1] if at else ""
            behind = words[at + 1] if words[at] not in MARKS else ""
            for pattern, head in (*self.by_before.get(before, ()), *self.other):
                if head.fits(before, behind):
                    yield at, pattern, head


def _build_match(words: list[str], first: int, end: int) -> PhraseMatch:
    behind = end - (words[end - 1] in MARKS)
    return PhraseMatch(first, behind, " ".join(words[first:end]))


def _is_open(phrase: str) -> bool:
    open_signs = ("...", "\u2026", BEGINNING)
    return any(each in phrase for each in open_signs) or CLASS.search(phrase) is not None


def _words_of(phrase: str, wordings: Wordings) -> tuple[str, ...]:
    """Return the words of a phrase without choices, without marks around them.

    The mark at the end of a sentence is kept where a full stop is written: such a phrase is met
    only there.
    """
    words = [*wordings.phrase_words(phrase)]
    while words and words[-1] in MARKS:
        words.pop()
    while words and words[0] in MARKS:
        del words[0]
    return (*words, SENTENCE) if words and phrase.rstrip().endswith(".") else (*words,)


def _first_choice(phrase: str) -> str:
    """Return a phrase with the first of its choices."""
    return " ".join(CHOICE.sub(lambda found: found[1].split("|")[0], phrase).split())


def _minimal_sets(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Return those that hold none of the others: who lacks a word of each lacks one of all."""
    least: list[frozenset[str]] = []
    for each in sorted(sets, key=len):
        if not any(map(each.issuperset, least)):
            least.append(each)
    return least


class PhraseBook:
    """Phrases by language, made ready for a language when a text first needs it."""

    __slots__ = ("_classes", "_listed", "_needed", "_ready", "_wordings")

    def __init__(
        self, listed: Listed | None, wordings: Wordings, classes: Classes | None = None
    ) -> None:
        """Hold the lists, and the classes of words that their phrases name."""
        self._listed = listed or {}
        self._classes = classes or {}
        self._wordings = wordings
        self._ready: dict[str, Phrases] = {}
        self._needed: dict[tuple[str, ...], frozenset[str]] = {}

    def of(self, language: str) -> Phrases:
        """Return the phrases of a language; none, where it has no list."""
        if language not in self._ready:
            classes = WordClasses(self._classes.get(language, {}), self._wordings)
            listed = self._listed.get(language, ())
            self._ready[language] = Phrases(listed, self._wordings, classes)
        return self._ready[language]

    def needed(self, spoken_in: tuple[str, ...]) -> frozenset[str]:
        """Return words of which a text holds one that holds a phrase of one of the languages."""
        if spoken_in not in self._needed:
            self._needed[spoken_in] = _NONE.union(*(self.of(each).needed for each in spoken_in))
        return self._needed[spoken_in]


def count_open_clauses(wording: Wording, known: Collection[PhraseMatch]) -> int:
    """Return how many clauses hold three words and more, and none of the known phrases.

    What was not recognised in a text may stand there.
    """
    words, first, count = wording.words, 0, 0
    for end, word in enumerate(words):
        if word in MARKS:
            count += end - first >= CLAUSE_WORDS and not any(
                each.first < end and each.end > first for each in known
            )
            first = end + 1
    return count


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


def better_words(instead: Listed | None, language: str) -> str:
    """Return what is said better, quoted: in a language, or in the first where it has nothing."""
    known = instead or {}
    return quote_phrases(known.get(language) or next(iter(known.values()), ()), most=1)


def quote_phrases(phrases: Sequence[str], most: int = 3) -> str:
    """Return the first of some phrases as they are said: `"sorry", "regret" or "apologise"`."""
    told = [f'"{_first_choice(phrase)}"' for phrase in phrases[:most]]
    return " or ".join((", ".join(told[:-1]), told[-1])) if len(told) > 1 else "".join(told)

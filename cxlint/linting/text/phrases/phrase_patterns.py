"""A phrase with choices, gaps and classes of words, and where it is met around one of its words.

A choice (`(more|else|)`) is one of its words or strings of words, or nothing where one is left
empty. A gap (`...`) is up to six words of one clause, none of which denies something. A class
(`<partner>`) is a choice that has a name, and is written once for many phrases. A phrase that
begins with `^` is met where a clause begins.
"""

from __future__ import annotations

import re
from itertools import chain, product
from typing import TYPE_CHECKING

from cxlint.linting.text.phrases.tokenizer import MARKS, SENTENCE, VARIABLE
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.linting.text.phrases.tokenizer import Wordings

    Words = tuple[str, ...]

GAP = 6
"""How many words a gap has at most."""

_DENYING = (
    "not no never nothing nobody none without cannot nicht nie niemals nichts kein keine keinen"
    " keinem keiner keines niemand ohne pas jamais rien aucun aucune personne sans nunca nada"
    " nadie ningún ninguna sin jamás"
)
DENYING = frozenset(_DENYING.split())
"""Words that no gap passes over: what is behind them is denied."""

_COMMON = (
    "the you we to and your for this it i our have be with will can do is a an of in on that not"
    " 's are am would der die das und wir sie ihr ihre ihnen nicht ich für den ist du mit es ein"
    " eine zu bei auf dem le les vous nous et votre vos pour est je une un avec cette au du des"
    " de ne la l d n qu ce pas que il en el los usted su sus y para lo hemos con te tu no se me"
    " que por es"
)
COMMON = frozenset(_COMMON.split())
"""Words that nearly every text holds: a phrase is not looked for by them if it has others."""

_OFTEN = 30
"""How many rare words a frequent one weighs."""

_RARE = 6
"""What a choice weighs at most whose words are rare enough to look for a phrase by them."""

CHOICE = re.compile(r"\(([^()|]*+(?:\|[^()|]*+)++)\)")
CLASS = re.compile(r"<([\w-]{1,40})>")
_PARTS = re.compile(rf"{CHOICE.pattern}|{CLASS.pattern}|(\.\.\.|\u2026)")
BEGINNING = "^"


_NO_STRINGS: Mapping[str, tuple[Words, ...]] = {}


class Choice(NamedTuple):
    """Single words, longer strings by their first word and by their last.

    `longest` is the longest word of each string, `optional` says whether nothing will do as well.
    """

    words: frozenset[str]
    longer: Mapping[str, tuple[Words, ...]] = _NO_STRINGS
    ending: Mapping[str, tuple[Words, ...]] = _NO_STRINGS
    longest: frozenset[str] = frozenset()
    optional: bool = False

    @property
    def firsts(self) -> frozenset[str]:
        """Words of which a text must hold one for this to be met."""
        return self.words.union(self.longer)

    @property
    def lasts(self) -> frozenset[str]:
        """Words with one of which this ends where it is met."""
        return self.words.union(self.ending)

    @property
    def weight(self) -> int:
        """How often the words are met, roughly."""
        return sum(_weight(each) for each in self.firsts)

    def each(self) -> list[Words]:
        """Return every string of words that is chosen from."""
        return [*((word,) for word in self.words), *chain.from_iterable(self.longer.values())]


def _weight(word: str) -> int:
    if word in MARKS:
        return _OFTEN * _OFTEN
    return _OFTEN if word in COMMON else 1


Part = Choice | None
"""A choice, or None for a gap."""


NO_CLASSES: Mapping[str, Choice] = {}


class WordClasses(dict[str, Choice]):
    """What may be chosen from each class of words, made ready when a phrase first names it."""

    def __init__(self, listed: Mapping[str, Sequence[str]], wordings: Wordings) -> None:
        super().__init__()
        self._listed = listed
        self._wordings = wordings

    def __contains__(self, name: object) -> bool:
        return name in self._listed

    def __missing__(self, name: str) -> Choice:
        strings = (each for word in self._listed[name] for each in self._strings_of(word))
        self[name] = choice = _build_choice(strings)
        return choice

    def _strings_of(self, word: str) -> Iterable[Words]:
        """Return the strings of a word of a class, which may hold choices itself."""
        if word.replace(" ", "").isalpha():  # nearly always
            return (self._wordings.phrase_words(word),)
        return strings_of(parse_phrase(word, self._wordings))


def parse_phrase(
    phrase: str, wordings: Wordings, classes: Mapping[str, Choice] = NO_CLASSES
) -> list[Part]:
    """Return the parts of a phrase, without gaps and marks around them.

    The mark at the end of a sentence is kept where a full stop is written: such a phrase is met
    only there.
    """
    phrase = phrase.strip()
    ends = phrase.endswith(".") and not phrase.endswith("...")
    parts: list[Part] = []
    at = 0
    for found in _PARTS.finditer(phrase):
        parts += _single_words(phrase[at : found.start()], wordings)
        at = found.end()
        if found[3] is not None:
            parts.append(None)
        elif found[2] is not None:
            parts += [classes[found[2]]] if found[2] in classes else []
        else:
            parts.append(_build_choice(_members(found[1], wordings, classes)))
    parts += _single_words(phrase[at:], wordings)
    while parts and _is_edge(parts[-1]) and not (ends and parts[-1] is None):
        parts.pop()
    while parts and _is_edge(parts[0]):
        del parts[0]
    return [*parts, *_single_words(SENTENCE, wordings)] if parts and ends else parts


def _members(choice: str, wordings: Wordings, classes: Mapping[str, Choice]) -> Iterator[Words]:
    for each in choice.split("|"):
        named = CLASS.fullmatch(each.strip())
        if named is None:
            yield wordings.phrase_words(each)
        elif named[1] in classes:
            yield from classes[named[1]].each()


def _single_words(text: str, wordings: Wordings) -> list[Part]:
    return [Choice(frozenset((word,))) for word in wordings.phrase_words(text)]


def _build_choice(members: Iterable[Words]) -> Choice:
    strings = {*members}
    longer = sorted(each for each in strings if len(each) > 1)
    return Choice(
        frozenset(each[0] for each in strings if len(each) == 1),
        _group(longer, 0),
        _group(longer, -1),
        frozenset(max(each, key=len) for each in strings if each),
        () in strings,
    )


def _group(strings: Iterable[Words], number: int) -> dict[str, tuple[Words, ...]]:
    grouped: dict[str, list[Words]] = {}
    for each in strings:
        grouped.setdefault(each[number], []).append(each)
    return {word: tuple(known) for word, known in grouped.items()}


def _is_edge(part: Part) -> bool:
    return part is None or (not part.longer and not part.optional and part.words <= MARKS)


def needed_words(phrase: str, wordings: Wordings, classes: Mapping[str, Choice]) -> Iterable[str]:
    """Return words of which a text must hold one for a phrase to be met in it.

    They are found without reading the phrase as a whole, which takes longer.
    """
    rare = max(_PARTS.sub(" ", phrase).split(), key=len, default="")
    words = [each for each in wordings.phrase_words(rare) if each not in MARKS]
    if words and words[0] != BEGINNING and COMMON.isdisjoint(words):
        return words[:1]
    found, least = None, 0
    for choice in _required_choices(phrase, wordings, classes):
        weight = sum(map(_weight, choice))
        if found is None or weight < least:
            found, least = choice, weight
            if weight <= _RARE:
                break
    if words and (found is None or least > _OFTEN):
        return words[:1]
    return found or ()


def required_words(
    phrase: str, wordings: Wordings, classes: Mapping[str, Choice]
) -> list[frozenset[str]]:
    """Return sets of words of each of which a text must hold one for a phrase to be met in it.

    Those of rare words come first.
    """
    alone = wordings.phrase_words(_PARTS.sub(" ", phrase))
    words = (frozenset((word,)) for word in alone if word not in MARKS and word != BEGINNING)
    found = [*words, *_required_choices(phrase, wordings, classes)]
    return sorted(found, key=lambda each: sum(map(_weight, each)))


def _required_choices(
    phrase: str, wordings: Wordings, classes: Mapping[str, Choice]
) -> Iterator[frozenset[str]]:
    """Yield, of each choice that is no option, a word of each of its strings."""
    for found in _PARTS.finditer(phrase):
        if found[2] in classes:
            if not classes[found[2]].optional:
                yield classes[found[2]].longest
        elif found[1] is not None and all(map(str.strip, strings := found[1].split("|"))):
            longest = {word for each in strings for word in _longest_words(each, wordings, classes)}
            if "" not in longest:
                yield frozenset(longest)


def _longest_words(string: str, wordings: Wordings, classes: Mapping[str, Choice]) -> Iterable[str]:
    """Return a long word of a string of a choice, or of each of a class; "" where it has none."""
    named = CLASS.fullmatch(string.strip())
    if named is None:
        words = wordings.chunk_words(max(string.split(), key=len))
        return words[:1] if words and words[0] != VARIABLE else ("",)
    return classes[named[1]].longest if named[1] in classes else ()


def strings_of(parts: Iterable[Part]) -> Iterator[Words]:
    """Yield each string of words that a phrase without gaps stands for."""
    chosen = [
        [*part.each(), *([()] if part.optional else [])] for part in parts if part is not None
    ]
    for words in product(*chosen):
        yield tuple(chain.from_iterable(words))


class Head(NamedTuple):
    """A string of a phrase's rarest part, and the number of the word by which it is found.

    `before` and `behind` are words of which one stands beside that word; None, where any may.
    """

    words: Words
    number: int
    before: frozenset[str] | None
    behind: frozenset[str] | None

    def fits(self, before: str, behind: str) -> bool:
        """Whether the word may stand between two others."""
        return (self.before is None or before in self.before) and (
            self.behind is None or behind in self.behind
        )


class Pattern:
    """A phrase that is looked for around its rarest part.

    `heads` are the strings of that part; `needed` says of what else a text must hold a word each.
    """

    __slots__ = ("_after", "_before", "_begins", "_parts", "heads", "needed")

    def __init__(self, parts: Sequence[Part], *, begins: bool = False) -> None:
        """Take the parts; one of them at least is neither a gap nor optional.

        `begins` asks for the beginning of a clause.
        """
        self._begins = begins
        required = [
            (each.weight, number, each)
            for number, each in enumerate(parts)
            if each is not None and not each.optional
        ]
        required.sort(key=lambda known: known[:2])
        _, number, anchor = required[0]
        self._parts = [*reversed(parts)]
        self._before = [*reversed(parts[:number])]
        self._after = [*parts[number + 1 :]]
        before = _neighbours(
            (part and (part.lasts, part.optional) for part in self._before), begins=begins
        )
        behind = _neighbours(part and (part.firsts, part.optional) for part in self._after)
        self.heads = [_build_head(each, before, behind) for each in anchor.each()]
        self.needed = [each.firsts for _, _, each in required[1:]]

    def around(self, words: Sequence[str], head: Head, at: int) -> tuple[int, int] | None:
        """Return where the phrase begins and ends in which a word is that of a head."""
        first = at - head.number
        end = first + len(head.words)
        if first < 0 or tuple(words[first:end]) != head.words:
            return None
        starts = self._fit_beginning(_walk_back(self._before, words, first), words)
        if not starts:
            return None
        ends = _walk_on(self._after, words, end)
        return (min(starts), max(ends)) if ends else None

    def ends_at(self, words: Sequence[str], end: int) -> bool:
        """Whether the phrase ends just before a word."""
        return bool(self._fit_beginning(_walk_back(self._parts, words, end), words))

    def _fit_beginning(self, starts: set[int], words: Sequence[str]) -> set[int]:
        if not self._begins:
            return starts
        return {start for start in starts if not start or words[start - 1] in MARKS}


def _build_head(words: Words, before: frozenset[str] | None, behind: frozenset[str] | None) -> Head:
    number = words.index(min(words, key=_rarity))
    if number:
        before = frozenset((words[number - 1],))
    if number + 1 < len(words):
        behind = frozenset((words[number + 1],))
    return Head(words, number, before, behind)


def _neighbours(
    parts: Iterable[tuple[frozenset[str], bool] | None], *, begins: bool = False
) -> frozenset[str] | None:
    """Return what may stand beside the first of some parts: None, where it may be anything."""
    found: frozenset[str] = frozenset()
    for part in parts:
        if part is None:
            return None
        words, optional = part
        found |= words
        if not optional:
            return found
    return found | MARKS | {""} if begins else None


def _rarity(word: str) -> tuple[int, int]:
    return _weight(word), -len(word)


def _walk_on(parts: Iterable[Part], words: Sequence[str], start: int) -> set[int]:
    """Return where the parts may end that begin with a word; nowhere, where they are not met."""
    at = {start}
    for part in parts:
        reached = set() if part is not None and not part.optional else {*at}
        for place in at:
            if part is None:
                reached.update(_gap_on(words, place))
            elif place < len(words):
                if words[place] in part.words:
                    reached.add(place + 1)
                for each in part.longer.get(words[place], ()):
                    if tuple(words[place : place + len(each)]) == each:
                        reached.add(place + len(each))
        at = reached
        if not at:
            break
    return at


def _walk_back(parts: Iterable[Part], words: Sequence[str], end: int) -> set[int]:
    """Return where the parts, last first, may begin that end before a word."""
    at = {end}
    for part in parts:
        reached = set() if part is not None and not part.optional else {*at}
        for place in at:
            if part is None:
                reached.update(_gap_back(words, place))
                continue
            if not place:
                continue
            if words[place - 1] in part.words:
                reached.add(place - 1)
            for each in part.ending.get(words[place - 1], ()):
                if tuple(words[max(place - len(each), 0) : place]) == each:
                    reached.add(place - len(each))
        at = reached
        if not at:
            break
    return at


def _gap_on(words: Sequence[str], start: int) -> Iterator[int]:
    for place in range(start, min(start + GAP, len(words))):
        if words[place] in MARKS or words[place] in DENYING:
            return
        yield place + 1


def _gap_back(words: Sequence[str], end: int) -> Iterator[int]:
    for place in range(end - 1, max(end - GAP, 0) - 1, -1):
        if words[place] in MARKS or words[place] in DENYING:
            return
        yield place

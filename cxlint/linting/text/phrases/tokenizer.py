"""The words of a text as phrases are to meet them, however they are written.

Letters large or small, kinds of apostrophe, contractions (`can't`, `cannot` and `can not` are one),
white space and line breaks of all kinds, soft hyphens, hyphens, quotation marks, the marks and
links of markdown, tags and entities of HTML make no difference. A template variable stands for
nothing: the words before and behind it are neighbours, also where it is set off by two commas. The
words in the address of a page are none. The end of a clause, a sentence, a paragraph or a list item
stands between words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import lru_cache
from itertools import accumulate, chain, compress, islice
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from cxlint.policy.policy import Policy

CLAUSE = ","
SENTENCE = "."
VARIABLE = "{}"
MARKS = frozenset({CLAUSE, SENTENCE})
"""What stands between words that are not neighbours."""

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_JOINER = rf"[\u0300-\u036f{_INVISIBLE}]"
_ENTITY = (
    r"&(?:[A-Za-z]{1,2}(?:acute|grave|circ|uml|tilde|ring|cedil|lig|slash)|shy"
    r"|#0*(?:173|19[2-9]|2[0-4]\d|25[0-5]|33[89])|#[xX]0*(?:[c-fC-F][0-9a-fA-F]|15[23]|[aA][dD]));"
)
_LETTER_APOSTROPHE = "\u02bc"
_APOSTROPHES = "'\u2019\u2018\u02bc\u00b4`\u2032\uff07"
_APOSTROPHE = rf"(?:[{_APOSTROPHES}]|&(?:apos|[lr]squo|#0*(?:39|821[67])|#[xX]0*(?:27|201[89]));)"
_WORD = (
    rf"(?:\w|{_JOINER}|{_ENTITY})\w*"
    rf"(?:(?:{_APOSTROPHE}(?=[\w&])|{_JOINER}|{_ENTITY})\w*)*"
)
_BRACKET_VARIABLE = (
    r"\{\{[^{}]{0,200}\}\}|\{%[^{}]{0,200}%\}|\{#[^{}]{0,200}#\}"
    r"|\{\s*[\w.:|\-\[\]$@#/^&>!]{1,80}\s*\}|<<[^<>]{0,80}>>|\[\[[^\[\]]{0,80}\]\]"
    r"|\[(?:[A-Z][A-Z0-9_ .-]*|\w{1,40}[_.]\w{1,40}|[^\[\]\n]{0,30}[Nn]ame)\](?!\()"
)
_VARIABLE = (
    rf"{_BRACKET_VARIABLE}|%(?:\(\w{{1,40}}\)|\{{\w{{1,40}}\}}|\d\$)?[sd](?!\w)|%\w{{1,40}}%"
    r"|\$\w{1,40}\$?"
)
_TAG = r"</?[a-zA-Z!][^<>]{0,300}>"
_LINK = r"\]\([^()\s]{0,500}(?: \"[^\"\n]{0,200}\")?\)"
_LINE = r"\n[ \t]*(?:\n|[-*+][ \t]|\d{1,3}[.)][ \t]|#{1,6}[ \t])"
_PAGE = r"://[^\s<>\"')\]]*"
# Compiled when first used, by re itself: a policy without texts does not pay for them.
_WIDE = rf"({_BRACKET_VARIABLE}|{_TAG}|{_LINK}|{_LINE}|{_PAGE})"
"""What may hold white space, or looks like words and is none. All else ends at white space.

Each begins with a certain sign, which makes it quick to look for.
"""
_TOKEN = (
    rf"{_WORD}|{_PAGE}|\.[a-z]{{2,10}}/[^\s<>\"')\]]*"
    r"|[,;:()\u2013\u2014|/\u2022\u00b7\u2717\u2718\u274c\u2713\u2714\u2705=+]"
    rf"|[.?\u2026\u00bf\u00a1]+|!(?!\[)|{_LINE}|{_VARIABLE}|{_TAG}|&#?\w{{1,10}};|{_LINK}"
    r"|(?<!\S)--?(?!\S)"
)
_BLOCK_TAG = r"(?i)</?(?:p|div|li|ul|ol|td|tr|th|table|h[1-6]|hr|blockquote)\b"
_SPACE_ENTITY = (
    r"(?i)&(?:nbsp|[a-z]*sp|zwn?j|#0*(?:32|160|819[2-9]|820[0-5]|8239)"
    r"|#x0*(?:20|a0|200[0-9a-d]|202f)"
    r"|quot|[lrb]dquo|[lr]aquo|[lr]saquo|[sb]bquo|#0*(?:34|171|187|822[0-2]));"
)
_STRAIGHT_APOSTROPHES = str.maketrans(dict.fromkeys(_APOSTROPHES, "'")) | dict.fromkeys(
    [0xAD, *range(0x200B, 0x200E), 0x2060, 0xFEFF]
)
_CONTRACTIONS = {
    "can't": ("can", "not"), "cannot": ("can", "not"), "won't": ("will", "not"),
    "shan't": ("shall", "not"), "ain't": ("'s", "not"), "let's": ("let", "us"),
    "is": ("'s",), "es": ("'s",), "dont": ("do", "not"), "doesnt": ("does", "not"),
    "didnt": ("did", "not"), "isnt": ("'s", "not"), "arent": ("are", "not"),
    "wasnt": ("was", "not"), "couldnt": ("could", "not"), "wouldnt": ("would", "not"),
    "shouldnt": ("should", "not"), "havent": ("have", "not"), "hasnt": ("has", "not"),
    "thats": ("that", "'s"), "theres": ("there", "'s"), "im": ("i", "am"),
    "youre": ("you", "are"), "theyre": ("they", "are"), "ive": ("i", "have"),
}  # fmt: skip
"""English `is` and German `es` are written 's alike; each language is searched for its own."""
_ELISION = r"(?:[cdjlmnst]|(?:lors|puis|jus|quoi)?qu)'(?=\w)"
"""French words that lose their vowel before another: `l'hôtel` has two words, `l` and `hôtel`."""
MOST_CONTRACTIONS = 8
"""How many apostrophes a word has at most that is one of several words."""

_OF_SIGNS = dict.fromkeys(".?!\n", SENTENCE) | dict.fromkeys(",;:()|/=+-", CLAUSE)
_ENDINGS = {
    "n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'m": "am", "'d": "would",
    "'s": "'s",
}  # fmt: skip


class Wording:
    """The words of one text, in one form for all ways to write them, and where each stands.

    `words` are in order, with marks between those that are no neighbours, and at the end.
    `vocabulary` holds every word and mark once, `variables` the template variables as they are
    written. Most texts are asked for no more than their vocabulary: the rest is found out when it
    is first asked for.
    """

    __slots__ = ("_chunks", "_forms", "_kept", "_known", "_words", "text", "variables",
                 "vocabulary")  # fmt: skip

    def __init__(self, text: str, forms: Mapping[str, tuple[str, ...]]) -> None:
        """Take a text; `forms` says which words stand between two spaces."""
        chunks = _split_text(text)
        self.text = text
        self.vocabulary = frozenset(chain(*map(forms.__getitem__, chunks), (SENTENCE,)))
        self.variables: tuple[str, ...] = ()
        self._chunks: list[str] = []
        self._forms = forms
        self._kept: list[int] = []
        self._known: tuple[list[int], list[int]] | None = None
        self._words: list[str] | None = None
        if VARIABLE in self.vocabulary:
            self.variables = tuple(
                token
                for chunk in chunks
                if VARIABLE in forms[chunk]
                for token in re.findall(_TOKEN, chunk)
                if _normalize(token) == (VARIABLE,)
            )

    @property
    def words(self) -> list[str]:
        """The words and marks in their order, without template variables."""
        if self._words is None:
            self._words = self._read_words()
        return self._words

    def _read_words(self) -> list[str]:
        chunks = _split_text(self.text)
        words = [*chain.from_iterable(map(self._forms.__getitem__, chunks)), SENTENCE]
        if VARIABLE not in self.vocabulary:
            return words
        stays = bytearray(b"\1") * len(words)
        for number in _passed_over_numbers(words):
            stays[number] = 0
        self._kept = [*compress(range(len(words)), stays)]
        return [*compress(words, stays)]

    def places(self, wanted: Container[str]) -> Mapping[str, Sequence[int]]:
        """Return the numbers at which each of some words and marks stands."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            if word in wanted:
                places[word].append(number)
        return places

    def stretch(self, first: int, behind: int) -> tuple[int, int]:
        """Return where in the text `words[first:behind]` begins and ends, in characters."""
        return self._word_range(first)[0], self._word_range(behind - 1)[1]

    def source_text(self, first: int, behind: int) -> str:
        """Return these words as they are written, without markup and variables between them."""
        shown, reached = "", 0
        for start, end in dict.fromkeys(map(self._word_range, range(first, behind))):
            word = _unescape(self.text[start:end]).translate(_STRAIGHT_APOSTROPHES)
            joined = self.text[reached:start] == "-" or not word[0].isalnum()
            shown += ("-" if self.text[reached:start] == "-" else "") if joined else " "
            shown, reached = shown + word, end
        return shown.strip()

    def _word_range(self, number: int) -> tuple[int, int]:
        """Return where a word stands, without the underscores that markdown puts around it."""
        if self._words is None:
            self._words = self._read_words()
        if not self._chunks:
            self._chunks = _split_text(self.text)
        among_all = self._kept[number] if self._kept else number
        starts, firsts = self._chunk_starts()
        holder = bisect_right(firsts, among_all) - 1
        known = len(starts)
        at = starts[-1] + len(self._chunks[known - 1]) if starts else 0
        for chunk in self._chunks[known : holder + 1]:
            at = self.text.index(chunk, at)
            starts.append(at)
            at += len(chunk)
        chunk = self._chunks[holder]
        if chunk.isalpha():  # nearly always
            return starts[holder], starts[holder] + len(chunk)
        spans = (found.span() for found in re.finditer(_TOKEN, chunk) for _ in _normalize(found[0]))
        start, end = next(islice(spans, among_all - firsts[holder], None))
        word = chunk[start:end]
        start += len(word) - len(word.lstrip("_"))
        end -= len(word) - len(word.rstrip("_"))
        return starts[holder] + start, starts[holder] + end

    def _chunk_starts(self) -> tuple[list[int], list[int]]:
        """Return where each chunk begins in the text, and the number of its first word.

        Where it begins is found out for those that were asked for, and all before them.
        """
        if self._known is None:
            lengths = map(len, map(self._forms.__getitem__, self._chunks))
            self._known = [], [*accumulate(lengths, initial=0)][:-1]
        return self._known


def _split_text(text: str) -> list[str]:
    """Return what stands between spaces in a text; what may hold some, and is no word, whole."""
    chunks: list[str] = []
    for number, part in enumerate(re.split(_WIDE, text)):
        if number % 2:
            chunks.append(part)
        else:
            chunks += part.split()
    return chunks


class _Forms(dict[str, tuple[str, ...]]):
    """The words of whatever stands between two spaces, found when it is first asked for."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        if chunk.isascii() and chunk.isalpha():  # nearly always
            words = _expand_contraction(chunk.lower())
        else:
            words = tuple(chain.from_iterable(map(_normalize, re.findall(_TOKEN, chunk))))
        self[chunk] = words
        return words


class Wordings:
    """The words of every text of a run, found once for all rules."""

    __slots__ = ("_forms", "_known")

    def __init__(self) -> None:
        """Begin with no text."""
        self._forms = _Forms()
        self._known: dict[str, Wording] = {}

    def of(self, text: str) -> Wording:
        """Return the words of a text."""
        wording = self._known.get(text)
        if wording is None:
            wording = self._known[text] = self.read(text)
        return wording

    def read(self, text: str) -> Wording:
        """Return the words of a text that nobody else will ask for."""
        return Wording(text, self._forms)

    def phrase_words(self, phrase: str) -> tuple[str, ...]:
        """Return the words of a phrase as a list has it, or of a part of one, without variables."""
        words = (*chain.from_iterable(map(self._forms.__getitem__, phrase.split())),)
        return words if VARIABLE not in words else tuple(word for word in words if word != VARIABLE)

    def chunk_words(self, chunk: str) -> tuple[str, ...]:
        """Return the words of what stands between two spaces."""
        return self._forms[chunk]


class Template(NamedTuple):
    """A template variable: as it is written, and the words its name is made of."""

    text: str
    words: frozenset[str]


@lru_cache(maxsize=1)
def wordings(policy: Policy) -> Wordings:
    """Return the words of the texts of a policy, as far as they are known by now."""
    del policy
    return Wordings()


def templates(wording: Wording) -> tuple[Template, ...]:
    """Return the template variables of a text: `{{ticket.firstName}}` has ticket, first, name."""
    return tuple(
        Template(
            each,
            frozenset(
                word.casefold() for word in re.findall(r"[^\W\d_]+", _split_camel_case(each))
            ),
        )
        for each in wording.variables
    )


def _split_camel_case(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


def _normalize(written: str) -> tuple[str, ...]:
    """Return the words that a token holds, or the mark it stands for."""
    first = written[0]
    if first == "_" or first.isalnum() or not first.isascii():
        return _words_in(written)
    if first == "&":
        return _entity_words(written)
    if first == "<":
        return _tag_words(written)
    if first == "]":
        return ()
    if "/" in written and first == ".":  # the rest of an address
        return (CLAUSE,)
    return (_OF_SIGNS.get(first, VARIABLE),)


def _entity_words(written: str) -> tuple[str, ...]:
    if re.match(_ENTITY, written):
        return _words_in(written)
    return () if re.fullmatch(_SPACE_ENTITY, written) else (CLAUSE,)


def _tag_words(written: str) -> tuple[str, ...]:
    if written.startswith("<<"):
        return (VARIABLE,)
    return (SENTENCE,) if re.match(_BLOCK_TAG, written) else ()


def _words_in(written: str) -> tuple[str, ...]:
    if written.isalnum() and _LETTER_APOSTROPHE not in written:  # nearly always
        word = written.casefold()
    else:
        if written[0] in "\u2026\u00bf\u00a1\u2717\u2718\u274c\u2713\u2714\u2705\u2022\u00b7":
            return (SENTENCE,)
        if written in "\u2013\u2014":
            return (CLAUSE,)
        plain = _unescape(written.translate(_STRAIGHT_APOSTROPHES))
        word = plain.translate(_STRAIGHT_APOSTROPHES).casefold()
    if not word.isascii():
        from unicodedata import normalize

        word = normalize("NFKC", word).casefold()
    parts = word.split("_") if "_" in word else (word,)
    return tuple(each for part in parts if part for each in _expand_contraction(part))


def _expand_contraction(word: str) -> tuple[str, ...]:
    """Return the words that a word, small letters and straight apostrophes, is contracted from."""
    if (known := _CONTRACTIONS.get(word)) is not None:
        return known
    if "'" not in word:
        return (word,)
    if word.count("'") > MOST_CONTRACTIONS:
        return (word,)
    for ending, meant in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return (*_expand_contraction(word[: -len(ending)]), meant)
    elided = re.match(_ELISION, word)
    if elided is None:
        return (word,)
    return (elided[0][:-1], *_expand_contraction(word[elided.end() :]))


def _unescape(word: str) -> str:
    if "&" not in word:
        return word
    from html import unescape

    return unescape(word)


def _passed_over_numbers(words: list[str]) -> Iterator[int]:
    """Yield the numbers of the variables, and of the commas that set one off on both sides."""
    at = -1
    for _ in range(words.count(VARIABLE)):
        at = words.index(VARIABLE, at + 1)
        yield at
        if words[at - 1 : at] == [CLAUSE] == words[at + 1 : at + 2]:
            yield at - 1
            yield at + 1

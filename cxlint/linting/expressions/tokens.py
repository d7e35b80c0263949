"""The words of an expression: what it may be made of, and how `has` is asked of unstated things."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 2_000
"""How many characters an expression may have."""

LONGEST_PATTERN = 1_000
"""How many characters a pattern may come to when its repetitions are written out."""

_LEXEME = re.compile(
    r"""(?P<space>\s+|//[^\n]*)
    |(?P<text>(?:[rR]?[bB]?|[bB][rR])(?:'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"))
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<number>[0-9](?:[eE][+-]|[A-Za-z0-9.])*)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_NUMERIC_ESCAPE = re.compile(r"\\[xXuU0-9]")
_REPETITION = re.compile(r"\{(\d+)(?:,(\d*))?\}")
_TAKE_LITERALS = ("duration", "timestamp", "matches", "amount")
_CLOSES = {")": "(", "]": "[", "}": "{"}


class Lexeme(NamedTuple):
    """A word of an expression: its kind (text, name, number, sign), itself, and where it begins."""

    kind: str
    word: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.word)


def lexemes(text: str) -> list[Lexeme]:
    """Return the words of an expression, without spaces and comments."""
    found = (Lexeme(str(m.lastgroup), m[0], m.start()) for m in _LEXEME.finditer(text))
    return [each for each in found if each.kind != "space"]


def names(words: Sequence[Lexeme]) -> frozenset[str]:
    """Return every name in an expression, whatever it names."""
    return frozenset(each.word for each in words if each.kind == "name")


def free_names(words: Sequence[Lexeme]) -> frozenset[str]:
    """Return the names in an expression that are no fields or methods of something."""
    before = [None, *words]
    return names([each for each, last in zip(words, before, strict=False) if not _is_dot(last)])


def _is_dot(lexeme: Lexeme | None) -> bool:
    return lexeme is not None and lexeme.word == "."


def objections(text: str) -> Iterator[str]:
    """Yield what an expression must not hold because it could not be checked or would not end."""
    if len(text) > LONGEST:
        yield f"it has {len(text):,} characters, and {LONGEST:,} are the most"
        return
    if not text.isprintable() and not text.replace("\n", "").replace("\t", "").isprintable():
        yield "it holds characters that cannot be seen"
    words = lexemes(text)
    if any(each.word in ("{", "`") for each in words):
        yield "it writes a mapping or a record of its own, which cannot be checked"
    for number, each in enumerate(words):
        if each.word == "matches":
            yield from _odd_pattern(words[number + 1 : number + 4])


def _odd_pattern(after: Sequence[Lexeme]) -> Iterator[str]:
    """`matches` takes one literal, so that its size is known before it is tried on anything."""
    if [each.word for each in after][::2] != ["(", ")"] or after[1].kind != "text":
        yield "matches takes one pattern in quotes, as in id.matches('^vip-')"
        return
    pattern = after[1].word
    if "r" not in pattern[:2].lower() and _NUMERIC_ESCAPE.search(pattern):
        yield "its pattern hides characters behind numbers; write them as they are, or as r'...'"
    size = len(pattern)
    for least, most in _REPETITION.findall(pattern):
        size *= max(int(least[:9]), int((most or "0")[:9]), 1)
        if size > LONGEST_PATTERN:
            break
    if size > LONGEST_PATTERN:
        yield f"its pattern comes to more than {LONGEST_PATTERN:,} characters when written out"


def constants(text: str) -> Iterator[tuple[str, str]]:
    """Yield each literal of which it is known beforehand whether it means anything.

    Pairs of what it is for (`duration`, `timestamp`, `matches`, `amount`) and the literal in its
    quotes.
    """
    words = lexemes(text)
    for number, (each, following) in enumerate(pairwise(words)):
        if each.word not in _TAKE_LITERALS or following.word != "(":
            continue
        last = _closing_bracket(words, number + 1) - 1
        alone = last == number + 2
        if words[last].kind == "text" and (alone or each.word == "amount"):
            yield each.word, words[last].word


def text_comparisons(text: str, called: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each dotted field of the entity at hand that is set beside a text, and that text.

    `called` are the names of the entity; `field == 'a'`, `field != 'a'` and `field in ['a', 'b']`
    are seen.
    """
    words = lexemes(text)
    for number, each in enumerate(words):
        if each.word not in called or (number and _is_dot(words[number - 1])):
            continue
        end = number + 1
        while end + 1 < len(words) and _is_dot(words[end]) and words[end + 1].kind == "name":
            end += 2
        field = "".join(inner.word for inner in words[number + 2 : end])
        for beside in _operand_before(words, end):
            if field and beside.kind == "text" and "\\" not in beside.word:
                yield field, beside.word.lstrip("rR").strip(beside.word[-1])


def _operand_before(words: Sequence[Lexeme], end: int) -> Sequence[Lexeme]:
    sign = "".join(each.word for each in words[end : end + 2])
    if sign == "in[":
        return words[end + 2 : _closing_bracket(words, end + 1)]
    return words[end + 2 : end + 3] if sign in ("==", "!=") else ()


def guard_has(text: str) -> str:
    """Return the expression with `has(a.b.c)` written out as `has(a.b) && has(a.b.c)`.

    What is not stated has no parts that could be asked for; nobody who asks for one means an error.
    """
    words = lexemes(text)
    out: list[str] = []
    done = 0
    for number, (each, following) in enumerate(pairwise(words)):
        if each.word == "has" and following.word == "(" and each.start >= done:
            close = _closing_bracket(words, number + 1)
            inner = words[number + 2 : close]
            if close < len(words) and inner:
                out += [text[done : each.start], _has_tests(text, inner)]
                done = words[close].end
    return "".join([*out, text[done:]])


def _closing_bracket(words: Sequence[Lexeme], opening: int) -> int:
    depth = 0
    for number in range(opening, len(words)):
        if words[number].word in _CLOSES.values():
            depth += 1
        elif words[number].word in _CLOSES:
            depth -= 1
            if not depth:
                return number
    return len(words)


def _has_tests(text: str, inner: Sequence[Lexeme]) -> str:
    """Return the questions for each field at the end of what `has` is asked of."""
    first = len(inner)
    while first >= 2 and inner[first - 1].kind == "name" and inner[first - 2].word == ".":
        first -= 2
    base = guard_has(text[inner[0].start : inner[first - 1].end]) if first else ""
    fields = [each.word for each in inner[first + 1 :: 2]]
    if not fields or not base:
        return f"has({guard_has(text[inner[0].start : inner[-1].end])})"
    steps = range(1, len(fields) + 1)
    asked = (f"has({base}.{'.'.join(fields[:depth])})" for depth in steps)
    return f"({' && '.join(asked)})"

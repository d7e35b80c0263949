"""Which keys of a telephone a text names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = {
    "0": "zero null zéro cero",
    "1": "one eins un uno",
    "2": "two zwei deux dos",
    "3": "three drei trois tres",
    "4": "four vier quatre cuatro",
    "5": "five fünf cinq cinco",
    "6": "six sechs six seis",
    "7": "seven sieben sept siete",
    "8": "eight acht huit ocho",
    "9": "nine neun neuf nueve",
    "*": "star asterisk stern sternchen étoile asterisco estrella",
    "#": "pound hash raute dièse almohadilla numeral gato",
}
"""How each key is called in English, German, French and Spanish."""

_KEY_BY_WORD = {word: key for key, words in KEYS.items() for word in words.split()}
_VERBS = (
    "press|pressing|push|dial|enter|select|choose|drücken|wählen|drücke|taste|"
    "appuyez|tapez|faites|composez|pulse|presione|marque|oprima|digite|touche|tecla"
)
_SAYS_KEYS = re.compile(rf"\b(?:{_VERBS})\b[^.?!]{{0,40}}", re.IGNORECASE)
_WORD = re.compile(r"[*#]|\d+|[^\W\d_]+")

LONGEST = 10_000
"""How many characters of a text are looked through."""


def announces_keys(text: str) -> bool:
    """Whether a text tells customers to press some key."""
    told = _SAYS_KEYS.findall(text[:LONGEST])
    return any(_keys_named(part) for part in told)


def keys_in(text: str) -> frozenset[str]:
    """Return every key that a text names, as a digit or by its word, for whatever purpose."""
    return frozenset(_keys_named(text[:LONGEST]))


def _keys_named(text: str) -> list[str]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return [word if word in KEYS else _KEY_BY_WORD.get(word, word) for word in words
            if word in KEYS or word in _KEY_BY_WORD or word.isdigit()]  # fmt: skip


_VERB = re.compile(rf"\b(?:{_VERBS})\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.?!;]+\s+|[.?!;]+\Z|\n")
_BARE_KEY = re.compile(r"(?<![\w.:-])[0-9*#](?![\w:%-])")
_FURTHEST = 4
"""How many words may stand between the verb and the key: press (or say) two."""
_JOINTS = r"(?:please|or|and|bitte|oder|und|ou|et|o|y)"
_LOOSE = re.compile(rf"^\W*(?:{_JOINTS}\b\W*)+|(?:\W*\b{_JOINTS})*\W*$", re.IGNORECASE)


def purpose_of(text: str, key: str) -> str:
    """Return the words that say what a key is for, where a text says so; nothing otherwise.

    `to hang up, press 3` and `press 3 to hang up` say it; of a sentence with several keys, what
    stands before each is its purpose where something stands before the first, else what follows.
    """
    for sentence in _SENTENCE.split(text[:LONGEST]):
        calls = list(_key_calls(sentence))
        for number, (start, end, named) in enumerate(calls):
            if named != key:
                continue
            if len(calls) == 1:
                return _trim(f"{sentence[:start].strip()} {sentence[end:].strip()}")
            if _says_something(sentence[: calls[0][0]]):
                return _trim(sentence[calls[number - 1][1] if number else 0 : start])
            following = calls[number + 1][0] if number + 1 < len(calls) else len(sentence)
            return _trim(sentence[end:following])
    return ""


def _key_calls(sentence: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a sentence tells to press a key: from the verb to the key, and which.

    Behind the first, a bare digit is a key as well: press 1 for orders, 2 for bills.
    """
    reached = 0
    for verb in [*_VERB.finditer(sentence), None]:
        if reached:
            end = verb.start() if verb else len(sentence)
            for digit in _BARE_KEY.finditer(sentence, reached, end):
                yield digit.start(), digit.end(), digit[0]
        if verb is None:
            return
        words = list(_WORD.finditer(sentence, verb.end()))[:_FURTHEST]
        found = next((word for word in words if KEYS.keys() & _keys_named(word[0])), None)
        if found is not None:
            yield verb.start(), found.end(), _keys_named(found[0])[0]
            reached = found.end()


def _trim(text: str) -> str:
    """Return a part of a sentence without the words that only join it to the rest."""
    return _LOOSE.sub("", text).strip(" ,:;-")


def _says_something(text: str) -> bool:
    """Whether a text has words of its own, and not only `please` or `or`."""
    return sum(map(len, _WORD.findall(text))) > 6

"""Which keys of a telephone a text names."""

from __future__ import annotations

import re

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

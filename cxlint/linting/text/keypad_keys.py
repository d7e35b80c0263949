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
_TIMES = "second|minute|hour|day|week|sekunde|stunde|tag|seconde|heure|jour|segundo|minuto|hora|día"
_ARTICLES = "the|die|der|taste|key|number|nummer|le|la|el|tecla|touche|zahl|ziffer|sie|bitte"
_OR = "or|and|oder|und|ou|et|o|y"
_MENTION = re.compile(
    rf"\b(?:{_VERBS}|key|number|nummer|die|der|le|la|el)\b[\s\"'“„]*"
    rf"(?:(?:{_ARTICLES})\s+){{0,3}}[\"'“„]?"
    rf"(?P<key>[0-9*#]|{'|'.join(' '.join(KEYS.values()).split())})"
    rf"(?![\w.])[\"'”“]?(?!\s*(?:{_TIMES}))|"
    rf"(?:[,;]\s*(?:{_OR})?\s*|\b(?:or|oder|ou)\s+)(?P<bare>[0-9*#])(?!\w)(?!\s*(?:{_TIMES}))",
    re.IGNORECASE,
)
_TRAILING = re.compile(rf"[\s,]+(?:{_OR}|please|bitte)\s*$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?;\n]+")
_FILLERS = frozenset((*_OR.split("|"), "please", "bitte", "sie", "then", "dann", "just", "also",
                      "you", "can", "by"))  # fmt: skip
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


def find_purposes(text: str) -> dict[str, str]:
    """Return for which purpose each key is announced, in the text's own words.

    The purpose stands before the key ("for sales, press 1") or behind it ("press 1 for sales").
    """
    found: dict[str, str] = {}
    for sentence in _SENTENCE.split(text[:LONGEST]):
        mentions = list(_MENTION.finditer(sentence))
        if not mentions:
            continue
        first = sentence[: mentions[0].start()]
        before = bool(set(_WORD.findall(first.casefold())) - _FILLERS)
        for number, mention in enumerate(mentions):
            if before:
                purpose = sentence[mentions[number - 1].end() if number else 0 : mention.start()]
            else:
                last = number + 1 == len(mentions)
                purpose = sentence[mention.end() : None if last else mentions[number + 1].start()]
            word = (mention["key"] or mention["bare"]).casefold()
            found.setdefault(_KEY_BY_WORD.get(word, word), _TRAILING.sub("", purpose).strip(" ,:-"))
    return found


def first_key(text: str) -> str:
    """Return the first key that a text names, or nothing."""
    return next(iter(_keys_named(text[:LONGEST])), "")


def _keys_named(text: str) -> list[str]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return [word if word in KEYS else _KEY_BY_WORD.get(word, word) for word in words
            if word in KEYS or word in _KEY_BY_WORD or word.isdigit()]  # fmt: skip

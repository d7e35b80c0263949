"""Words of a list in the short texts by which a policy calls things: a measure, a place, a choice.

The language of such a name is the author's, and it has hyphens and underlines where a text has
spaces. Texts for customers are searched with `phrasebook`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.language.entity import Entity

_BETWEEN = re.compile(r"[\W_]+")


def mentions(name: str, words: Iterable[str]) -> bool:
    """Whether a name holds one of the words, whole, whatever its capitals and signs."""
    return any(map(_separate_words(name).__contains__, _separate_all(tuple(words))))


class Beginnings:
    """How some words begin, looked for where a word begins in a text, capitals or not.

    To ask whether one of them is there takes no pattern, which takes longer to make than to use.
    """

    __slots__ = ("_words",)

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(word.lower() for word in words)

    def search(self, text: str) -> bool:
        """Whether one of the words begins in a text."""
        lower = text.lower()
        if not any(map(lower.__contains__, self._words)):  # nearly always
            return False
        return any(_begins_in(lower, word) for word in self._words)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield where words begin in a text, one after the other."""
        listed = "|".join(map(re.escape, self._words)) or "(?!)"
        return re.finditer(rf"\b(?:{listed})", text, re.IGNORECASE)


def _begins_in(text: str, word: str) -> bool:
    at = text.find(word)
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_") and _is_of_words(word[:1]):
        at = text.find(word, at + 1)
    return at >= 0


def _is_of_words(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def is_called(entity: Entity, beginnings: Beginnings) -> bool:
    """Whether a word of its id, name or description begins like that."""
    said = (entity.id, entity.get("name"), entity.get("description"))
    return any(beginnings.search(_BETWEEN.sub(" ", str(each or ""))) for each in said)


@lru_cache(maxsize=64)
def _separate_all(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_separate_words, words))


@lru_cache(maxsize=1_024)
def _separate_words(text: str) -> str:
    return f" {_BETWEEN.sub(' ', text.casefold()).strip()} "

"""Words of a list in the short texts by which a policy calls things: a measure, a place, a choice.

The language of such a name is the author's, and it has hyphens and underlines where a text has
spaces. Texts for customers are searched with `phrasebook`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.language.entity import Entity

_BETWEEN = re.compile(r"[\W_]+")


def mentions(name: str, words: Iterable[str]) -> bool:
    """Whether a name holds one of the words, whole, whatever its capitals and signs."""
    held = _separate_words(name)
    return any(_separate_words(word) in held for word in words)


def beginning_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds where one of the words begins, capitals or not; nothing for no words."""
    listed = "|".join(re.escape(word) for word in words) or "(?!)"
    return re.compile(rf"\b(?:{listed})", re.IGNORECASE)


def is_called(entity: Entity, beginnings: re.Pattern[str]) -> bool:
    """Whether a word of its id, name or description begins like that."""
    said = (entity.id, entity.get("name"), entity.get("description"))
    return any(beginnings.search(_BETWEEN.sub(" ", str(each or ""))) for each in said)


@lru_cache(maxsize=1_024)
def _separate_words(text: str) -> str:
    return f" {_BETWEEN.sub(' ', text.casefold()).strip()} "

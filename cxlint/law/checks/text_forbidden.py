"""Words that must not be written to customers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.law.comparison import Comparison
from cxlint.parsing.document import At

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.law.comparison import World

_LONGEST = 80


def text_forbidden(
    world: World,
    asked: object,
    *,
    patterns: Sequence[str],
    within: Sequence[str],
    speaks_of: Sequence[str] = (),
    words: str = "",
) -> Iterator[Comparison]:
    """Yield each text of some kinds of things in which one of the patterns is found.

    A text that `speaks_of` the matter without them keeps to what is asked.
    """
    found, meant = _any_of(patterns), _any_of(speaks_of)
    asks = words or str(asked)
    for kind in within:
        for entity in world.of(kind):
            for at, text in _texts(entity):
                if speaks_of and meant.search(text) and not found.search(text):
                    yield Comparison("kept", entity, at, asks=asks)
                elif met := found.search(text):
                    says = f'"{met[0][:_LONGEST]}"'
                    yield Comparison("breach", entity, at, says, asks)


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)


def _texts(entity: Entity) -> Iterator[tuple[At, str]]:
    """Yield every text that a thing states, with its place."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), entity.data)]
    for path, value in waiting:  # grows while it is read
        if isinstance(value, str):
            yield At(entity.document, (*entity.path, *path)), value
        elif isinstance(value, dict):
            waiting.extend(((*path, key), each) for key, each in value.items() if _is_ours(key))
        elif isinstance(value, list):
            waiting.extend(((*path, number), each) for number, each in enumerate(value))


def _is_ours(key: object) -> bool:
    return not str(key).startswith("x-")

"""The kinds of the channels that a thing names, by id or in everyday words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from cxlint.suggest import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.language.entity import Entity
    from cxlint.law.comparison import World


def channel_kinds(world: World, entity: Entity, key: str = "channels") -> set[str]:
    """Return the kinds of the channels and steps that a thing names.

    A word that is no id stands for the kind that it means, else for itself. That something begins
    at a team says nothing of how it came there.
    """
    return set(_kinds(world, entity, key))


def _kinds(world: World, entity: Entity, key: str) -> Iterator[str]:
    for id_ in entity.texts(key):
        place = world.policy.place(id_)
        if place is None:
            yield _kind_words().get(fold(id_), id_)
        elif place.kind in ("channel", "step"):
            yield str(place.get("kind"))


@cache
def _kind_words() -> Mapping[str, str]:
    """Return the everyday words of kinds of channels, each with the language's own."""
    from cxlint.language.schema import load

    schema = load("policy")["$defs"]["channel"]["properties"]["kind"]
    own = {each: each for each in schema["enum"]}
    words = schema["x-words"] | schema["x-hints"] | own
    return {fold(word): kind for word, kind in words.items()}

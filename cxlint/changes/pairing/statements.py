"""How a change is put together: what differs, for whom, where it stands, and its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.change import Change
from cxlint.changes.pairing.sentences import change_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.changes.change import Cause, Spot

    Values = tuple[str | None, str | None]
    Places = tuple[Spot | None, Spot | None]


def state_change(
    thing: str,
    aspect: str,
    direction: str,
    words: str,
    values: Values,
    who: Mapping[str, Any],
    places: Places,
    *,
    cause: Cause | None = None,
) -> Change:
    """Return a change with its sentence; `words` are what the sentence calls what differs."""
    sentence = change_sentence(thing, words, values, who)
    return Change(thing, aspect, direction, sentence, *values, who, *places, cause)


def one_sided(value: str | None, place: Spot | None, *, is_gone: bool) -> tuple[Values, Places]:
    """Return the values and places of what is there on one side only."""
    if is_gone:
        return (value, None), (place, None)
    return (None, value), (None, place)

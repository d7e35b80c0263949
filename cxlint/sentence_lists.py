"""Long lists and paths as a sentence can hold them: some names, and how many more there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_PATH = 8
"""How many places of a path a sentence names."""

MORE_PLACES = "({} more)"


def join_with_and(words: Sequence[object]) -> str:
    """Return `a, b and c`."""
    said = [str(word) for word in words]
    return " and ".join(part for part in (", ".join(said[:-1]), *said[-1:]) if part)


def shorten_list(
    names: Sequence[str], keep: int, *, longest: int = 0, rest: str = "{} more"
) -> list[str]:
    """Return the first `keep` names and how many more there are, in the words of `rest`.

    All of them, where they are no more than that, or than `longest`.
    """
    if len(names) <= max(keep, longest):
        return list(names)
    return [*names[:keep], rest.format(len(names) - keep)]


def shorten_path(
    names: Sequence[str], *, between: str = " -> ", between_ends: str = MORE_PLACES
) -> str:
    """Return a path in words: of a long one its beginning and its end."""
    if len(names) > LONGEST_PATH:
        beginning = shorten_list(names[:-1], LONGEST_PATH - 2, rest=between_ends)
        names = [*beginning, names[-1]]
    return between.join(names)


def shorten_path_ahead(names: Sequence[str]) -> str:
    """Return a path in words: of a long one only its beginning."""
    kept = shorten_list(names, LONGEST_PATH - 1, longest=LONGEST_PATH, rest=MORE_PLACES)
    return " -> ".join(kept)

"""Which keys were meant by those that a place does not take."""

from __future__ import annotations

from functools import lru_cache

from cxlint.suggest import nearest

LIKELY_KEYS = 8
"""How many of the likeliest are named."""

MOST_GUESSED = 300
"""Of how many different unknown keys in a document it is guessed what is meant."""


@lru_cache(maxsize=1024)
def likeliest_keys(called: tuple[tuple[str, str], ...], asked: str) -> tuple[str, ...]:
    """Return the keys likeliest to be meant, by their names and by what people call them.

    Aliases ask for the same keys again and again.
    """
    from difflib import SequenceMatcher

    def likeness(each: tuple[str, str]) -> float:
        words = [each[0], *each[1].split(",")]
        ratios = (SequenceMatcher(None, asked.casefold(), word.strip()).ratio() for word in words)
        return max(ratios)

    likely = sorted(called, key=likeness, reverse=True)[:LIKELY_KEYS]
    return tuple(each[0] for each in called if each in likely)


class Guesses:
    """What was meant by the unknown keys of a document: of the first MOST_GUESSED different ones.

    Each is looked for once, however many aliases there are of it.
    """

    __slots__ = ("_asked", "_found")

    def __init__(self) -> None:
        self._asked: set[str] = set()
        self._found: dict[tuple[str, tuple[str, ...]], str] = {}

    def is_known(self, key: str) -> bool:
        """Whether it is guessed what is meant by a key."""
        if len(self._asked) < MOST_GUESSED:
            self._asked.add(key)
        return key in self._asked

    def nearest(self, key: str, among: tuple[str, ...]) -> str:
        """Return the nearest of some keys, or nothing."""
        if not self.is_known(key):
            return ""
        if (key, among) not in self._found:
            self._found[key, among] = nearest(key, among) or ""
        return self._found[key, among]

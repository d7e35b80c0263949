"""Did you mean: the known word closest to one that is not known."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CLOSE_ENOUGH = 0.7
_LONGEST = 80
_MANY = 400
_BESIDE = 50

BUDGET = 100_000
"""How many words of a policy are compared with what is misspelt in it, of one kind: a second."""


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate closest to `word`, or None where none is close.

    Case does not count, nor whether words are joined by hyphens, underscores or spaces. Of equally
    close candidates the first in order is returned, so that the answer never varies.
    """
    return Words(candidates).nearest(word)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` where one of the known words is close, otherwise nothing."""
    near = nearest(word, known)
    return f"; did you mean '{near}'?" if near else ""


def unknown(kind: str, word: str, known: Iterable[str]) -> str:
    """Return `no command 'chek'; did you mean 'check'?`, or the choices where nothing is near."""
    choices = list(known)
    hint = did_you_mean(word, choices)
    if not hint and len(choices) <= 12:
        hint = f"; there are {', '.join(choices)}"
    return f"no {kind} {word!r}{hint}"


class Words:
    """Known words that are asked for `nearest` again and again.

    Where there is a `budget`, no more words than that are compared: what is asked for afterwards,
    and is not known, is close to none.
    """

    __slots__ = ("_backwards", "_budget", "_by_fold", "_forwards", "_found")

    def __init__(self, words: Iterable[str], budget: int | None = None) -> None:
        self._budget = budget
        self._by_fold: dict[str, str] = {}
        for word in words:
            self._by_fold.setdefault(fold(word), word)
        self._forwards = sorted(self._by_fold)
        self._backwards: list[str] = []
        self._found: dict[str, str | None] = {}

    def nearest(self, word: str) -> str | None:
        """Return the known word closest to `word`, or None where none is close."""
        folded = fold(word)
        if not folded or len(folded) > _LONGEST:
            return None
        if folded in self._by_fold:
            return self._by_fold[folded]
        if folded not in self._found:
            close = _closest(folded, self._affordable(self._alike(folded)))
            self._found[folded] = None if close is None else self._by_fold[close]
        return self._found[folded]

    def _affordable(self, candidates: list[str]) -> list[str]:
        """Return the candidates, or none where they are more than the rest of the budget."""
        if self._budget is None:
            return candidates
        self._budget -= len(candidates)
        return candidates if self._budget >= 0 else []

    def _alike(self, folded: str) -> list[str]:
        """Return, in order, what comparing is worth the time.

        Among very many, that is what stands beside the word when all are sorted by their
        beginnings, or by their ends: a slip leaves one of the two whole.
        """
        if len(self._forwards) <= _MANY:
            return self._forwards
        if not self._backwards:
            self._backwards = sorted(each[::-1] for each in self._forwards)
        ends = (each[::-1] for each in _beside(self._backwards, folded[::-1]))
        return sorted({*_beside(self._forwards, folded), *ends})


def _beside(ordered: list[str], word: str) -> list[str]:
    here = bisect_left(ordered, word)
    return ordered[max(0, here - _BESIDE) : here + _BESIDE]


def fold(word: str) -> str:
    """Return a word without what does not count: capitals, hyphens, underscores and spaces."""
    return "".join(filter(str.isalnum, word.casefold()))


def _closest(word: str, candidates: list[str]) -> str | None:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(word)
    best, found = _CLOSE_ENOUGH, None
    for candidate in candidates:
        matcher.set_seq1(candidate)
        if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
            continue
        ratio = matcher.ratio()
        if ratio > best or (found is None and ratio == best):
            best, found = ratio, candidate
    return found

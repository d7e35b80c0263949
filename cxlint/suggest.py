"""Did you mean: the known word closest to one that is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CLOSE_ENOUGH = 0.7
_LONGEST = 80
_MANY = 400


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate closest to `word`, or None where none is close.

    Case does not count, nor whether words are joined by hyphens, underscores or spaces. Of equally
    close candidates the first in order is returned, so that the answer never varies.
    """
    folded = _folded(word)
    if not folded or len(folded) > _LONGEST:
        return None
    by_fold: dict[str, str] = {}
    for candidate in candidates:
        by_fold.setdefault(_folded(candidate), candidate)
    if folded in by_fold:
        return by_fold[folded]
    close = _closest(folded, list(by_fold))
    return by_fold[close] if close is not None else None


def _folded(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def _closest(word: str, candidates: list[str]) -> str | None:
    from difflib import SequenceMatcher

    if len(candidates) > _MANY:
        candidates = [candidate for candidate in candidates if _alike(word, candidate)]
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(word)
    best, found = _CLOSE_ENOUGH, None
    for candidate in sorted(candidates):
        matcher.set_seq1(candidate)
        if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
            continue
        ratio = matcher.ratio()
        if ratio > best or (found is None and ratio == best):
            best, found = ratio, candidate
    return found


def _alike(word: str, candidate: str) -> bool:
    """Whether comparing is worth the time among very many: alike in length and at one end."""
    return abs(len(word) - len(candidate)) <= 2 and (
        word[:2] == candidate[:2] or word[-2:] == candidate[-2:]
    )

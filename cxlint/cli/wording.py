"""The sentences in which the command line corrects a word it does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable


def unknown(kind: str, word: str, known: Iterable[str]) -> str:
    """Return `no command 'chek'; did you mean 'check'?`, or the choices where nothing is near."""
    choices = list(known)
    near = suggest.nearest(word, choices)
    if near:
        return f"no {kind} {word!r}; did you mean {near!r}?"
    if len(choices) <= 12:
        return f"no {kind} {word!r}; there are {', '.join(choices)}"
    return f"no {kind} {word!r}"

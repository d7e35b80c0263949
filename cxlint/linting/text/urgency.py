"""How urgent something is by its name, and what the name says besides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_URGENT = re.compile(
    r"urgent(?:e|es|s)?|urgences?|urgencias?|critical|critiques?|cr[ií]tic[oa]s?|kritisch\w*"
    r"|emergenc(?:y|ies)|emergencias?|notf[aä]ll\w*|dringend\w*|blocker|severe|eilig\w*|kritiek"
)
_HIGH = re.compile(r"high|highest|hoch|hohe\w?|haut[es]?|alt[ao]s?")
"""Words that say urgent of a priority, and much else of other things, as in high load."""
_CALM = re.compile(
    r"laag|leves?|low|lowest|lower|minor|trivial|normal\w*|medium|moderate|mittel\w*|mittlere\w?|niedrig\w*"
    r"|gering\w*|basses?|faibles?|moyenn?e?s?|baj[ao]s?|medi[ao]s?"
)
_RANK = re.compile(r"(?:p|sev|prio|priority|severity|priorit[äé]t?|prioridad)[ _-]?([0-5])")
_NEGATION = re.compile(r"non?|not|nicht|pas|sin")
_PART = re.compile(
    rf"(?i:{_RANK.pattern})(?![^\W_])|[A-ZÀ-Þ]?[a-zà-ÿ]+|[A-ZÀ-Þ]+(?![a-zà-ÿ])|[A-ZÀ-Þ]|\d+"
)
_FILLERS = frozenset({
    "policy", "policies", "escalation", "escalations", "priority", "priorität", "priorité",
    "prioridad", "severity", "urgency", "level",
})  # fmt: skip
"""Words that say of what sort a thing is, or that its urgency follows."""

_OF_URGENCY = frozenset({
    "priority", "priorität", "priorité", "prioridad", "severity", "urgency", "escalation",
    "escalations",
})  # fmt: skip
"""Words beside which high and low are urgencies, and no measures of something else."""

REACH = 3
"""How many words further on a negation holds, as in not equal to high."""

_URGENT_RANK = 1
_CALM_RANK = 3


class Urgency(NamedTuple):
    """What a text says: whether it is for what is urgent, in which words, and the rest of it.

    `is_urgent` is None where it says neither, or both. `is_sure` is false where the words may
    measure something else, as in high and low voltage; not at the end of an id, as in `care-high`.
    """

    is_urgent: bool | None
    words: str
    rest: str
    is_sure: bool = True


def read_urgency(text: str) -> Urgency:
    """Return how urgent a text says that something is."""
    kinds: set[bool] = set()
    words: list[str] = []
    rest: list[str] = []
    listed = list(_list_words(text))
    for word in listed:
        kind = _rate(word)
        if kind is None:
            rest += [word] if word not in _FILLERS and not word.isdigit() else []
            continue
        kinds.add(kind)
        words.append(word)
    is_urgent = kinds.pop() if len(kinds) == 1 else None
    is_suffix = " " not in text.strip() and bool(words) and listed[-1] == words[-1]
    beside = not rest or is_suffix or any(word in _OF_URGENCY for word in listed)
    is_sure = beside or not all(map(_is_measure, words))
    return Urgency(is_urgent, " ".join(words), " ".join(rest), is_sure)


def is_surely_urgent(name: str) -> bool:
    """Whether a name says urgent by a word that says nothing else."""
    found = read_urgency(name)
    return found.is_urgent is True and not all(map(_HIGH.fullmatch, found.words.split()))


def _is_measure(word: str) -> bool:
    """Whether a word says how much there is of something, and only beside others how urgent."""
    return _HIGH.fullmatch(word) is not None or _CALM.fullmatch(word) is not None


def _list_words(text: str) -> Iterator[str]:
    """Yield the words in small letters, one that a negation shortly before denies with it."""
    denial, left = "", 0
    for found in _PART.finditer(text):
        word = found[0].lower()
        if _NEGATION.fullmatch(word):
            denial, left = word, REACH
        elif left and _rate(word) is not None:
            yield f"{denial} {word}"
            left = 0
        else:
            yield word
            left -= bool(left)


def _rate(word: str) -> bool | None:
    """Return whether a word says urgent or not urgent; None where it says neither."""
    negation, _, denied = word.partition(" ")
    if denied and _NEGATION.fullmatch(negation):
        return False if _rate(denied) else None
    if rank := _RANK.fullmatch(word):
        number = int(rank[1])
        return True if number <= _URGENT_RANK else False if number >= _CALM_RANK else None
    if _URGENT.fullmatch(word) or _HIGH.fullmatch(word):
        return True
    return False if _CALM.fullmatch(word) else None

"""A change that may be advised: its edits, what it is in words, and which figures tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from cxlint.linting.advice.edits import ABSENT, Edit
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Kind = Literal[
    "staff", "hours", "limit", "authority", "context", "bound", "cut", "time", "approval",
    "promise", "state",
]  # fmt: skip

Value = TypeVar("Value")

Topic = Literal["line", "closed", "elapsed", "approvals", "repeats"]

MOST_WHOLE = 100_000
"""No whole number beyond this is advised."""


class Proposal(NamedTuple):
    """A change: what it is in a sentence, its edits, what it costs where the policy says.

    `topics` and `ids` are the figures that tell of it: of lines (`channel/hotline`), or of contact
    reasons. `why_least` says why no smaller value would do.
    """

    kind: Kind
    text: str
    edits: tuple[Edit, ...]
    topics: tuple[Topic, ...] = ()
    ids: tuple[str, ...] = ()
    cost: str = ""
    why_least: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What tells proposals apart: the edits, in whatever order."""
        return tuple(sorted(each.key for each in self.edits))


def propose(
    kind: Kind,
    text: str,
    edits: Iterable[Edit | None],
    *,
    topics: tuple[Topic, ...] = (),
    ids: Sequence[str] = (),
    cost: str = "",
    why_least: str = "",
) -> Proposal | None:
    """Return a proposal; None where one of its edits cannot be made."""
    made = [edit for edit in edits if edit is not None]
    listed = tuple(edits) if isinstance(edits, (list, tuple)) else ()
    if not made or len(made) < len(listed):
        return None
    return Proposal(kind, text, tuple(made), topics, tuple(ids), cost, why_least)


def find_least(values: Sequence[Value], works: Callable[[Value], bool]) -> Value | None:
    """Return the first of some values that works, where all behind it work as well.

    None where none does. By bisection: the last is asked first.
    """
    if not values or not works(values[-1]):
        return None
    low, high = 0, len(values) - 1
    while low < high:
        middle = (low + high) // 2
        if works(values[middle]):
            high = middle
        else:
            low = middle + 1
    return values[low]


def find_least_whole(above: int, works: Callable[[int], bool]) -> int | None:
    """Return the least whole number above one that works, where all greater ones do as well.

    The step is doubled until one works, and what lies between is halved.
    """
    low, step = above, 1
    while not works(low + step):
        low, step = low + step, step * 2
        if low + step > MOST_WHOLE:
            return None
    return find_least(range(low + 1, low + step + 1), works)


def say_value(value: object) -> str:
    """Return a value of a policy in a line, as a file has it."""
    if value is ABSENT:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(say_value, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {say_value(each)}' for key, each in value.items())}}}"
    return str(value)

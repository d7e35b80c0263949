"""What rules ask of a case, compared exactly: whether one asks all that others ask, or excludes it.

A literal is one question about one field, a conjunction asks several at once, and an alternative
is a list of conjunctions of which one has to hold. Answers are sure: where a question is not
understood it is equal to itself only, and where too much would have to be tried nothing is said.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

MOST_TRIED = 4_000
"""How many combinations are tried before nothing is said."""
MOST_ALTERNATIVES = 64
"""How many conjunctions a product may have."""

Kind = Literal["is", "contains", "starts", "above", "from", "below", "upto", "test"]


class Question(NamedTuple):
    """A question about a field that is answered with yes, or, where `holds` is false, with no.

    `values` are in small letters: the field is one of them, contains or starts with one of them,
    is above (from: or at) or below (upto: or at) the only one, or passes the only test in words.
    An empty value is a field in which nothing stands.
    """

    field: str
    kind: Kind
    values: frozenset[str]
    holds: bool = True

    def negated(self) -> Question:
        """Return the same question with the other answer."""
        return self._replace(holds=not self.holds)


Conjunction = frozenset[Question]
Alternatives = tuple[Conjunction, ...]

EVERYTHING: Alternatives = (frozenset(),)


def read_number(text: str) -> float | None:
    """Return a number that a value states, or None."""
    try:
        number = float(text.replace(" ", ""))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def is_impossible(conjunction: Conjunction) -> bool:
    """Whether it is sure that no case fits."""
    fields: dict[str, list[Question]] = {}
    for each in conjunction:
        fields.setdefault(each.field, []).append(each)
    return any(map(_contradict, fields.values()))


def join(first: Alternatives, second: Alternatives) -> Alternatives | None:
    """Return what fits both; None where that is too much to write out."""
    if len(first) * len(second) > MOST_ALTERNATIVES:
        return None
    both = (mine | yours for mine in first for yours in second)
    return tuple(dict.fromkeys(each for each in both if not is_impossible(each)))


def negate(alternatives: Alternatives) -> Alternatives | None:
    """Return what fits none of them; None where that is too much to write out."""
    left = EVERYTHING
    for each in alternatives:
        rest = join(left, tuple(frozenset({one.negated()}) for one in each))
        if rest is None:
            return None
        left = rest
    return left


def exclude(first: Alternatives, second: Alternatives) -> bool:
    """Whether it is sure that no case fits both."""
    return all(is_impossible(mine | yours) for mine in first for yours in second)


def cover(earlier: Iterable[Alternatives], later: Alternatives) -> bool:
    """Whether whatever fits the later fits one of the earlier, as far as that is sure."""
    listed = [each for alternatives in earlier for each in alternatives]
    left = [MOST_TRIED]
    return all(_is_covered(each, listed, left) for each in later)


def _is_covered(case: Conjunction, earlier: Sequence[Conjunction], left: list[int]) -> bool:
    """Whether nothing is left of a case without the earlier; `left` says how much may be tried."""
    left[0] -= 1
    if left[0] < 0:
        return False
    if is_impossible(case):
        return True
    near = [each for each in earlier if not is_impossible(case | each)]
    if not near:
        return False
    first = min(near, key=lambda each: len(each - case))
    others = [each for each in near if each is not first]
    return all(_is_covered(case | {each.negated()}, others, left) for each in sorted(first - case))


_TRUTHS = frozenset({"true", "false"})


def _contradict(questions: Sequence[Question]) -> bool:
    """Whether no value of the one field answers all of these so."""
    tests = {(each.values, each.holds) for each in questions if each.kind == "test"}
    if any((values, not holds) in tests for values, holds in tests):
        return True
    known = [each for each in questions if each.kind != "test"]
    candidates = _list_candidates(known)
    if candidates is not None:
        return not any(all(_answer(each, value) for each in known) for value in candidates)
    return _texts_contradict(known) or _numbers_contradict(known)


def _list_candidates(questions: Sequence[Question]) -> frozenset[str] | None:
    """Return the only values the field may have, where they are known."""
    named = [each for each in questions if each.kind == "is"]
    stated = [each.values for each in named if each.holds]
    if stated:
        return frozenset.intersection(*stated)
    barred = frozenset().union(*(each.values for each in named))
    return _TRUTHS if barred and barred <= _TRUTHS else None


def _answer(question: Question, value: str) -> bool:
    """Whether a value answers a question as it says."""
    return _ANSWERS[question.kind](value, question.values) == question.holds


def _compare(holds: Callable[[float, float], bool]) -> Callable[[str, frozenset[str]], bool]:
    def answer(value: str, values: frozenset[str]) -> bool:
        number, bound = read_number(value), read_number(next(iter(values)))
        return number is not None and bound is not None and holds(number, bound)

    return answer


_ANSWERS: dict[str, Callable[[str, frozenset[str]], bool]] = {
    "is": lambda value, values: value in values,
    "contains": lambda value, values: any(each in value for each in values),
    "starts": lambda value, values: any(map(value.startswith, values)),
    "above": _compare(lambda value, bound: value > bound),
    "from": _compare(lambda value, bound: value >= bound),
    "below": _compare(lambda value, bound: value < bound),
    "upto": _compare(lambda value, bound: value <= bound),
}


def _texts_contradict(questions: Sequence[Question]) -> bool:
    """Whether texts that have to be there are texts that must not, or begin in two ways."""
    wanted = [each for each in questions if each.holds and each.kind in ("contains", "starts")]
    barred = [each for each in questions if not each.holds and each.kind in _ANSWERS]
    for each in wanted:
        for other in barred:
            if other.kind == "contains" and all(
                _answer(other, text) is False for text in each.values
            ):
                return True
            if other.kind == each.kind == "starts" and all(
                any(map(text.startswith, other.values)) for text in each.values
            ):
                return True
    starts = [each.values for each in wanted if each.kind == "starts"]
    return any(
        not any(one.startswith(two) or two.startswith(one) for one in first for two in second)
        for first in starts
        for second in starts
    )


def _numbers_contradict(questions: Sequence[Question]) -> bool:
    """Whether no number is both above and below what it has to be."""
    lows, highs = [(-math.inf, False)], [(math.inf, False)]
    is_number = False
    for each in questions:
        bound = read_number(next(iter(each.values))) if each.kind in _BOUNDS else None
        if bound is None:
            continue
        is_number = is_number or each.holds
        is_low, is_open = _BOUNDS[each.kind]
        if is_low == each.holds:
            lows.append((bound, is_open if each.holds else not is_open))
        else:
            highs.append((bound, is_open if each.holds else not is_open))
    if not is_number:  # an empty field is neither above nor below
        return False
    low, high = max(lows), min(highs, key=lambda each: (each[0], not each[1]))
    return low[0] > high[0] or (low[0] == high[0] and (low[1] or high[1]))


_BOUNDS = {
    "above": (True, True),
    "from": (True, False),
    "below": (False, True),
    "upto": (False, False),
}
"""Of each comparison: whether it is a lower bound, and whether the bound itself is left out."""

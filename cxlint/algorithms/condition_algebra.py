"""What rules ask of a case, compared exactly: whether one asks all that others ask, or excludes it.

A question is asked of one field, a conjunction asks several at once, and an alternative is a list
of conjunctions of which one has to hold. What the questions leave open is decided field by field:
values are drawn from an unbounded stock of words, numbers from all numbers. Answers are sure:
where a question is not understood it is equal to itself only, and where too much would have to be
tried nothing is said.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

MOST_TRIED = 4_000
"""How many combinations are tried before nothing is said."""
MOST_COMPARED = 400_000
"""How much may be compared by one who has many questions, in units of two simple conjunctions."""
MOST_ALTERNATIVES = 2_000
"""How many conjunctions a product may have."""

Kind = Literal[
    "is", "has", "contains", "starts", "above", "from", "below", "upto", "test",
    "changed", "was", "had",
]  # fmt: skip

EMPTY = ""
"""The value of a field in which nothing stands."""
TRUTHS = frozenset({"true", "false"})
"""The only values of a field that has one of these."""

COMPARISONS: dict[Kind, tuple[bool, bool]] = {
    "above": (True, True),
    "from": (True, False),
    "below": (False, True),
    "upto": (False, False),
}
"""Of each comparison: whether it is a lower bound, and whether the bound itself is left out."""

_PAST: dict[Kind, Kind] = {"is": "was", "has": "had"}
_PRESENT = {past: present for present, past in _PAST.items()}


class Question(NamedTuple):
    """A question about a field that is answered with yes, or, where `holds` is false, with no.

    `values` are in small letters. Of a field that holds one value: it `is` one of them, contains or
    starts with one of them, is above (from: or at) or below (upto: or at) the only one. Of a field
    that may hold several: it `has` one of them. Of any: it passes the only test in words. Of the
    change at hand: it has changed the field, which was, or had, one of the values before. In a
    field that is `filled` there always stands something.
    """

    field: str
    kind: Kind
    values: frozenset[str] = frozenset()
    holds: bool = True
    filled: bool = False

    def negated(self) -> Question:
        """Return the same question with the other answer."""
        return Question(self.field, self.kind, self.values, not self.holds, self.filled)

    def before(self) -> Question:
        """Return what it asks of the values that the field has, asked of those it had before."""
        return self.of_kind(_PAST[self.kind])

    def of_kind(self, kind: Kind) -> Question:
        """Return the same question of another kind."""
        return Question(self.field, kind, self.values, self.holds, self.filled)

    @property
    def names_values(self) -> bool:
        """Whether it asks for values that the field has now."""
        return self.kind in ("is", "has")

    @property
    def is_event(self) -> bool:
        """Whether it speaks of the change at hand and not of the case."""
        return self.kind in ("changed", "was", "had")

    @property
    def is_in_words(self) -> bool:
        """Whether it is asked of a text, or in words that are not understood."""
        return self.kind in ("contains", "starts", "test")

    @property
    def is_least(self) -> bool:
        """Whether it asks for more than a number, or for no less."""
        return self.kind in COMPARISONS and COMPARISONS[self.kind][0] == self.holds


Conjunction = frozenset[Question]
Alternatives = tuple[Conjunction, ...]

EVERYTHING: Alternatives = (frozenset(),)


@lru_cache(maxsize=4096)
def read_number(text: str) -> float | None:
    """Return a number that a value states, or None."""
    try:
        number = float(text.replace(" ", ""))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def is_impossible(conjunction: Iterable[Question]) -> bool:
    """Whether it is sure that no case fits."""
    return any(map(_contradict, _group_by_field(conjunction).values()))


def _group_by_field(questions: Iterable[Question]) -> dict[str, list[Question]]:
    fields: dict[str, list[Question]] = {}
    for each in questions:
        fields.setdefault(each.field, []).append(each)
    return fields


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


class Effort:
    """How much may be compared in all, over many questions; what is asked beyond is not sure."""

    def __init__(self, most: int = MOST_COMPARED) -> None:
        """Take how much that is: one for two simple conjunctions, more for what takes longer."""
        self._left = most

    @property
    def is_spent(self) -> bool:
        """Whether something was left open for it."""
        return self._left < 0

    def spend(self, amount: int) -> None:
        """Raise an error where so much more would be too much."""
        self._left -= amount
        if self._left < 0:
            raise _TooMuchError


def exclude(first: Alternatives, second: Alternatives, effort: Effort | None = None) -> bool:
    """Whether it is sure that no case fits both."""
    try:
        (effort or Effort()).spend(2 * len(first) * len(second))
    except _TooMuchError:
        return False
    return all(is_impossible(mine | yours) for mine in first for yours in second)


def cover(
    earlier: Iterable[Alternatives], later: Alternatives, effort: Effort | None = None
) -> bool:
    """Whether whatever fits the later fits one of the earlier, as far as that is sure."""
    try:
        return _covers(earlier, later, effort or Effort())
    except _TooMuchError:
        return False


def leave_some(earlier: Iterable[Alternatives], later: Alternatives) -> bool:
    """Whether some case fits the later and none of the earlier, as far as that can be tried."""
    try:
        return not _covers(earlier, later, Effort())
    except _TooMuchError:
        return False


def list_takers(
    earlier: Iterable[Alternatives], later: Alternatives, effort: Effort | None = None
) -> Iterator[int]:
    """Yield the numbers of the earlier that take, each alone, whatever fits the later.

    What nothing fits is taken by nobody.
    """
    for number, each in enumerate(earlier):
        if cover([each], later, effort) and not exclude(each, later, effort):
            yield number


def find_takers(
    earlier: Sequence[Alternatives], later: Alternatives, effort: Effort | None = None
) -> list[int]:
    """Return the number of the first that takes whatever fits the later.

    Where none does so alone, the numbers of those that it meets, if they do so together.
    """
    for number in list_takers(earlier, later, effort):
        return [number]
    rivals = [number for number, each in enumerate(earlier) if not exclude(each, later, effort)]
    return rivals if cover([earlier[number] for number in rivals], later, effort) else []


class _TooMuchError(Exception):
    """More would have to be tried than may be."""


def _covers(earlier: Iterable[Alternatives], later: Alternatives, effort: Effort) -> bool:
    listed = [each for alternatives in earlier for each in alternatives]
    if len(listed) == 1:
        effort.spend(sum(1 + len(each) // 4 for each in later))
        return all(_is_within(each, listed[0]) for each in later)
    tries = _Tries(MOST_TRIED, effort)
    return all(_is_covered(each, listed, tries) for each in later)


class _Tries:
    """How many combinations may still be tried to answer one question."""

    def __init__(self, left: int, effort: Effort) -> None:
        self._left = left
        self._effort = effort

    def spend(self, amount: int) -> None:
        self._left -= 1
        self._effort.spend(amount)
        if self._left < 0:
            raise _TooMuchError


def _is_within(inner: Conjunction, outer: Conjunction) -> bool:
    """Whether one conjunction covers another: what is left of it is tried field by field."""
    fields = _fields_of(inner)
    more = outer - inner
    return (
        all(_contradict([*fields.get(each.field, ()), each.negated()]) for each in more)
        and (len(more) == 1 or _may_meet(fields, more))
    ) or _is_never(inner)


@lru_cache(maxsize=2048)
def _fields_of(conjunction: Conjunction) -> Mapping[str, Sequence[Question]]:
    return _group_by_field(conjunction)


@lru_cache(maxsize=2048)
def _is_never(conjunction: Conjunction) -> bool:
    return is_impossible(conjunction)


def _is_covered(case: Conjunction, earlier: Sequence[Conjunction], tries: _Tries) -> bool:
    """Whether nothing is left of a case without the earlier."""
    tries.spend(3 + 3 * len(earlier))
    fields = _group_by_field(case)
    if any(map(_contradict, fields.values())):
        return True
    if any(each <= case for each in earlier):
        return True
    single = [each - case for each in earlier if len(each - case) == 1]
    if single:
        denied = {one.negated() for each in single for one in each}
        others = [each for each in earlier if len(each - case) > 1]
        return _is_covered(case | denied, others, tries)
    near = [each for each in earlier if _may_meet(fields, each - case)]
    if not near:
        return False
    first = min(near, key=lambda each: len(each - case))
    others = [each for each in near if each is not first]
    asked = sorted(first - case, key=_rank)
    return all(_is_covered(case | {each.negated()}, others, tries) for each in asked)


def _may_meet(fields: Mapping[str, Sequence[Question]], more: Conjunction) -> bool:
    """Whether a case that is possible, by field, stays so where more is asked of it."""
    asked = _group_by_field(more)
    return not any(_contradict([*fields.get(field, ()), *new]) for field, new in asked.items())


def _rank(question: Question) -> tuple[object, ...]:
    return (*question[:2], sorted(question.values), question.holds)


_OPAQUE = ("test", "changed")
_UNSEEN = frozenset({*_OPAQUE, *_PRESENT})


def _contradict(questions: Sequence[Question]) -> bool:
    """Whether no value of the one field answers all of these so."""
    if len(questions) == 1 and questions[0].holds:
        return False
    now = [each for each in questions if each.kind not in _UNSEEN]
    if len(now) == len(questions):
        return _values_contradict(now)
    opaque = {(each.kind, each.values, each.holds) for each in questions if each.kind in _OPAQUE}
    if any((kind, values, not holds) in opaque for kind, values, holds in opaque):
        return True
    before = [each.of_kind(_PRESENT[each.kind]) for each in questions if each.kind in _PRESENT]
    return _values_contradict(before) or _values_contradict(now)


def _values_contradict(questions: Sequence[Question]) -> bool:
    if not questions:
        return False
    members = [each for each in questions if each.names_values]
    is_number = any(each.kind in COMPARISONS for each in questions)
    if is_number or not any(each.kind == "has" for each in members):
        return _value_contradicts(questions)
    others = [each for each in questions if not each.names_values]
    return _members_contradict(members) or _value_contradicts(others)


def _members_contradict(questions: Sequence[Question]) -> bool:
    """Whether no set of values has one of each that is wanted and none that is barred."""
    wanted = [each.values for each in questions if each.holds]
    barred = frozenset[str]().union(*(each.values for each in questions if not each.holds))
    if EMPTY not in barred and all(EMPTY in each for each in wanted):
        return False
    return not all(each - barred - {EMPTY} for each in wanted)


def _value_contradicts(questions: Sequence[Question]) -> bool:
    """Whether no single value answers all of these so."""
    candidates = _list_candidates(questions)
    if candidates is not None:
        return not any(all(_answer(each, value) for each in questions) for value in candidates)
    return _texts_contradict(questions) or _numbers_contradict(questions)


def _list_candidates(questions: Sequence[Question]) -> frozenset[str] | None:
    """Return the only values the field may have, where they are known."""
    stated = [each.values for each in questions if each.names_values and each.holds]
    if stated:
        return frozenset.intersection(*stated)
    barred = _list_barred(questions)
    return TRUTHS if barred and barred <= TRUTHS else None


def _list_barred(questions: Sequence[Question]) -> frozenset[str]:
    barred = [each.values for each in questions if each.names_values and not each.holds]
    return frozenset[str]().union(*barred)


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
    "has": lambda value, values: value in values,
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
    if not wanted:
        return False
    barred = [each for each in questions if not each.holds]
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
    """Whether no number is both above and below what it has to be, and none that is barred."""
    lows, highs = [(-math.inf, False)], [(math.inf, False)]
    is_number = False
    for each in questions:
        bound = read_number(next(iter(each.values))) if each.kind in COMPARISONS else None
        if bound is None:
            continue
        is_number = is_number or each.holds or each.filled
        is_open = COMPARISONS[each.kind][1] == each.holds
        (lows if each.is_least else highs).append((bound, is_open))
    if not is_number:  # an empty field is neither above nor below
        return False
    low, high = max(lows), min(highs, key=lambda each: (each[0], not each[1]))
    if low[0] != high[0]:
        return low[0] > high[0]
    return low[1] or high[1] or low[0] in map(read_number, _list_barred(questions))

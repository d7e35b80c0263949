"""The figures on what customers state again, and on their minutes, with the verdict on a budget."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

from cxlint.algorithms.chains.chain import END
from cxlint.analysis.decisions.case_graph import explore
from cxlint.analysis.decisions.customer_minutes import (
    CustomerMinutes,
    attempts_of,
    minutes_of_step,
    minutes_of_talk,
)
from cxlint.analysis.decisions.retellings import Retellings, fields_of, is_doubtful
from cxlint.analysis.quantity import UNBOUNDED, Part, Quantity
from cxlint.graph.move_kinds import MISHAPS
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.algorithms.chains.chain import Value as Amount
    from cxlint.analysis.decisions.case_graph import CaseGraph
    from cxlint.analysis.quantity import Value
    from cxlint.analysis.subject import Subject
    from cxlint.graph.network import Move, Node
    from cxlint.language.entity import Entity

AGAIN = (
    "a field counts each time it must be stated after the first; a menu or form hands on only what "
    "it says; a handoff without context counts the story once more where it was told before"
)
NO_SECOND_TRY = f"of cases in which nobody must try twice; {AGAIN}"
MINUTES = (
    "effort of the steps at each visit and the time with the people of the teams, where customers "
    "talk with them; what states no time adds none"
)
WORST_MINUTES = f"{MINUTES}; the worst takes all attempts"
EXPECTED_MINUTES = f"{MINUTES}; further attempts only of those who are stated to fail"
CHAIN = "absorbing Markov chains (Kemeny and Snell 1960; Grinstead and Snell 1997, chapter 11)"
TOO_MUCH = "more can happen to a case than can be looked at"
NO_END = "no case comes to an end"
DEPENDS = "it depends on the way that a case takes"

MOST_PLACES = 40
"""Of so many places, the nearest, is said what a figure is made of."""

KEPT, NOT_BACKED, CERTAIN_BREACH = "kept", "not-backed", "certain-breach"


class LeastAndMost(NamedTuple):
    """The least and the most of something: None where nothing may be claimed."""

    low: Amount | None
    high: Amount | None


class Tallied(NamedTuple):
    """What one tally comes to: on average, and for the best and the worst case.

    `plain` is the same of cases that meet no failure and no closed door. `why` is what stands in
    the way of a claim.
    """

    mean: LeastAndMost
    single: LeastAndMost
    plain: LeastAndMost
    why: str = ""


class Graphs(NamedTuple):
    """The cases of which least and most are counted, and those in which all attempts are taken."""

    least: CaseGraph
    most: CaseGraph
    worst: CaseGraph


class Tallies:
    """What the cases of a policy come to, from each place where some begin."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.cases = subject.cases
        self._doubts = subject.doubts
        starts = [place for each in self.cases.starts.values() for place in each.values()]
        every = [self.cases.everybody] if self.subject.intents else []
        self._roots = list(dict.fromkeys([*self.cases.roots.values(), *starts, *every]))

    @cached_property
    def _retellings(self) -> Graphs | None:
        """The cases with what is stated again; None where there is too much to look at."""
        sure = explore(self.cases, Retellings(self.cases, in_doubt=False), self._roots)
        moves = [way.move for way in self.cases.ways]
        doubtful = sure
        if any(move is not None and is_doubtful(move) for move in moves):
            doubtful = explore(self.cases, Retellings(self.cases, in_doubt=True), self._roots)
        return None if sure is None or doubtful is None else Graphs(sure, doubtful, doubtful)

    @cached_property
    def _plain_retellings(self) -> Graphs | None:
        found = self._retellings
        if found is None or not any(_is_mishap(way.move) for way in self.cases.ways):
            return found
        least, most = found.least.without(_is_mishap), found.most
        most = least if most is found.least else most.without(_is_mishap)
        return Graphs(least, most, most)

    @cached_property
    def _minutes(self) -> Graphs | None:
        """The cases with the customer's minutes; None where there is too much to look at."""
        one = explore(self.cases, CustomerMinutes(all_attempts=False), self._roots)
        nodes = {place.node for place in self.cases.places if place.node is not None}
        every = one
        if any(attempts_of(node) > 1 and minutes_of_step(node) for node in nodes):
            every = explore(self.cases, CustomerMinutes(all_attempts=True), self._roots)
        return None if one is None or every is None else Graphs(one, one, every)

    def count_retellings(self, root: int) -> Tallied:
        """Return how many things are stated again by those who begin at a root."""
        found, plain = self._retellings, self._plain_retellings
        if found is None or plain is None:
            return self._doubt(root, _NOTHING, TOO_MUCH)
        single = LeastAndMost(plain.least.best[root], plain.worst.worst[root])
        return self._doubt(root, _bounds(found, root)._replace(plain=single))

    def count_minutes(self, root: int) -> Tallied:
        """Return how many minutes a case takes of those who begin at a root."""
        found = self._minutes
        if found is None:
            return self._doubt(root, _NOTHING, TOO_MUCH)
        return self._doubt(root, _bounds(found, root))

    def _doubt(self, root: int, tallied: Tallied, why: str = "") -> Tallied:
        """Return what may be claimed of it; where a place is not described, no most."""
        wrong = why or self._doubts.say_fault(root) or self._doubts.say_unsolved(root)
        if root == self.cases.everybody:
            wrong = wrong or self._doubts.too_many_reasons
        if wrong:
            return _NOTHING._replace(why=wrong)
        unseen = self._doubts.say_unseen(root)
        if not unseen:
            return tallied
        mean, single, plain = (LeastAndMost(each.low, None) for each in tallied[:3])
        return Tallied(mean, single, plain, unseen)


_NOTHING = Tallied(LeastAndMost(None, None), LeastAndMost(None, None), LeastAndMost(None, None))


def _bounds(graphs: Graphs, root: int) -> Tallied:
    mean = LeastAndMost(graphs.least.least_mean[root], graphs.most.greatest_mean[root])
    single = LeastAndMost(graphs.least.best[root], graphs.worst.worst[root])
    return Tallied(mean, single, single)


def _is_mishap(move: Move | None) -> bool:
    return move is not None and move.kind in MISHAPS


def list_quantities(subject: Subject) -> Iterator[Quantity]:
    """Yield the figures on what is stated again, and on minutes, of each reason and of all."""
    if not subject.intents:
        return
    tallies, cases = Tallies(subject), subject.cases
    for intent in subject.intents:
        root = cases.roots[intent.id]
        prefix = f"journey.{intent.id}"
        yield from _list_of(tallies, prefix, root)
        if intent.duration("effort_budget") is not None:
            yield judge_budget(f"{prefix}.effort_budget.verdict", intent, tallies)
        starts = cases.starts[intent.id]
        for channel, start in starts.items() if len(starts) > 1 else ():
            yield from _list_of(tallies, f"{prefix}.by_channel.{channel}", start)
    yield from _list_of(tallies, "all", cases.everybody)


def judge_budget(name: str, intent: Entity, tallies: Tallies) -> Quantity:
    """Return whether the customer's minutes stay within what the contact reason may take."""
    root = tallies.cases.roots[intent.id]
    found = tallies.count_minutes(root)
    budget = intent.duration("effort_budget")
    (least, most), parts = found.single, tuple(_minute_parts(tallies, root))
    assert budget is not None
    stated = Part(f"it may take {budget}", intent.at("effort_budget"))
    reading = f"{WORST_MINUTES}; {_say_range(least, most)}"
    if least is None:
        return Quantity(name, None, WORST_MINUTES, why=found.why or NO_END, parts=(stated, *parts))
    if least > budget.minutes:
        return Quantity(name, CERTAIN_BREACH, reading, parts=(stated, *parts))
    kept = most is not None and most <= budget.minutes
    return Quantity(name, KEPT if kept else NOT_BACKED, reading, parts=(stated, *parts))


def _list_of(tallies: Tallies, prefix: str, root: int) -> Iterator[Quantity]:
    again, parts = tallies.count_retellings(root), tuple(_retelling_parts(tallies, root))
    name = f"{prefix}.repeats"
    yield _certain(name, again.plain, NO_SECOND_TRY, again.why, parts)
    yield from _list_endings(name, again, AGAIN, AGAIN, parts)
    minutes, parts = tallies.count_minutes(root), tuple(_minute_parts(tallies, root))
    name = f"{prefix}.effort_minutes"
    yield _certain(name, minutes.single, WORST_MINUTES, minutes.why, parts)
    yield from _list_endings(name, minutes, EXPECTED_MINUTES, WORST_MINUTES, parts)


def _list_endings(
    name: str, found: Tallied, expected: str, single: str, parts: tuple[Part, ...]
) -> Iterator[Quantity]:
    why = found.why
    yield _certain(f"{name}.expected", found.mean, expected, why, parts)._replace(source=CHAIN)
    yield _claim(f"{name}.expected.min", found.mean.low, expected, why)._replace(source=CHAIN)
    yield _claim(f"{name}.expected.max", found.mean.high, expected, why)._replace(source=CHAIN)
    yield _claim(f"{name}.min", found.single.low, single, why)
    yield _claim(f"{name}.max", found.single.high, single, why)


def _certain(
    name: str, bounds: LeastAndMost, reading: str, why: str, parts: tuple[Part, ...]
) -> Quantity:
    """Return a figure whose value is known only where its bounds are one."""
    low, high = (None if each is None else _plain(each) for each in bounds)
    if low is not None and low == high:
        return Quantity(name, low, reading, low, high, parts=parts)
    return Quantity(name, None, reading, low, high, why or DEPENDS, parts=parts)


def _claim(name: str, amount: Amount | None, reading: str, why: str) -> Quantity:
    if amount is None:
        return Quantity(name, None, reading, why=why)
    return Quantity(name, _plain(amount), reading)


def _plain(amount: Amount) -> Value:
    if amount == inf:
        return UNBOUNDED
    if isinstance(amount, float):
        return amount
    exact = Fraction(amount)
    return int(exact) if exact.denominator == 1 else exact


def _say_range(least: Amount | None, most: Amount | None) -> str:
    if most is None or most == inf:
        return f"{_say_minutes(least or 0)} or more, without a bound"
    return f"{_say_minutes(least or 0)} at best, {_say_minutes(most)} at worst"


def _say_minutes(amount: Amount) -> str:
    return f"{float(amount):.4g} {'minute' if amount == 1 else 'minutes'}"


def _minute_parts(tallies: Tallies, root: int) -> Iterator[Part]:
    """Yield what takes time of customers, and the people who state none."""
    for node in _reached(tallies, root):
        assert node.entity is not None
        if node.kind == "step" and (minutes := minutes_of_step(node)):
            attempts = attempts_of(node)
            more = f" an attempt, up to {attempts} attempts" if attempts > 1 else ""
            yield Part(f"{node.id}: {_say_minutes(minutes)}{more}", node.entity.at("effort"))
        elif node.kind == "team":
            minutes = minutes_of_talk(node)
            took = f"{_say_minutes(minutes)} with people" if minutes else "states no time"
            yield Part(f"{node.id}: {took}", node.entity.at("handling_time"))


def _retelling_parts(tallies: Tallies, root: int) -> Iterator[Part]:
    """Yield who asks for what somebody else asks for as well."""
    asking: dict[str, list[Node]] = {}
    for node in _reached(tallies, root):
        for field in fields_of(node):
            asking.setdefault(field, []).append(node)
    for field, nodes in sorted(asking.items()):
        for node in nodes if len(nodes) > 1 else ():
            assert node.entity is not None
            yield Part(f"{node.id} asks for {field}", node.entity.at("asks_for"))


def _reached(tallies: Tallies, root: int) -> Iterator[Node]:
    """Yield the nearest places that are defined to which those come who begin at a root."""
    cases = tallies.cases
    seen = {root}
    waiting = [root]
    nodes: set[Node] = set()
    for place in waiting:  # grows while it is walked
        node = cases.places[place].node
        if node is not None and node.entity is not None and node not in nodes:
            nodes.add(node)
            yield node
        if len(nodes) >= MOST_PLACES:
            return
        for target, _ in cases.plain.possible[place]:
            if target != END and target not in seen:
                seen.add(target)
                waiting.append(target)

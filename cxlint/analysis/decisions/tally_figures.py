"""The figures on what customers state again, and on their minutes, with the verdict on a budget."""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING

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
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.decisions.case_graph import Amount, CaseGraph, Cases
    from cxlint.analysis.quantity import Value
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
WORST_MINUTES = f"{MINUTES}; every attempt is taken"
EXPECTED_MINUTES = f"{MINUTES}; further attempts only of those who are stated to fail"
CHAIN = "absorbing Markov chain (Kemeny and Snell; Grinstead and Snell, chapter 11)"
TOO_MUCH = "there is more that can happen to a case than can be looked at"
NO_END = "no case comes to an end"

VERDICTS = ("kept", "not-backed", "certain-breach")


class Bounds(NamedTuple):
    """The least and the most of something; None where nothing may be claimed."""

    low: Amount | None
    high: Amount | None


class Figures(NamedTuple):
    """What one tally comes to: on average, in the best and worst case, and in every plain one."""

    mean: Bounds
    single: Bounds
    plain: Bounds


UNKNOWN = Figures(Bounds(None, None), Bounds(None, None), Bounds(None, None))


def count_retellings(cases: Cases) -> Figures:
    """Return how many things customers state again."""
    sure = explore(cases, Retellings(cases, in_doubt=False))
    doubtful = any(move is not None and is_doubtful(move) for move in cases.moves)
    in_doubt = explore(cases, Retellings(cases, in_doubt=True)) if doubtful else sure
    return _figures(sure, in_doubt, in_doubt)


def count_minutes(cases: Cases) -> Figures:
    """Return how many minutes a case takes of the customer."""
    low, high, worst = (
        explore(cases, CustomerMinutes(all_attempts=all_attempts, in_doubt=in_doubt))
        for all_attempts, in_doubt in ((False, False), (False, True), (True, True))
    )
    return _figures(low, high, worst)


def _figures(low: CaseGraph | None, high: CaseGraph | None, worst: CaseGraph | None) -> Figures:
    if low is None or high is None or worst is None:
        return UNKNOWN
    mean = Bounds(low.mean()[0], high.mean()[1])
    single = Bounds(low.single()[0], worst.single()[1])
    plain = Bounds(low.single(_is_mishap)[0], high.single(_is_mishap)[1])
    return Figures(mean, single, plain)


def _is_mishap(move: Move) -> bool:
    return move.kind in MISHAPS


def list_retellings(name: str, cases: Cases) -> Iterator[Quantity]:
    """Yield the figures on what customers state again; `name` is that of the journey."""
    found = count_retellings(cases)
    parts = tuple(_retelling_parts(cases))
    yield _certain(f"{name}repeats", found.plain, NO_SECOND_TRY, parts)
    yield from _endings(f"{name}repeats", found, AGAIN, AGAIN, parts)


def list_minutes(name: str, cases: Cases, intent: Entity) -> Iterator[Quantity]:
    """Yield the figures on the customer's minutes; `name` is that of the journey."""
    found = count_minutes(cases)
    parts = tuple(_minute_parts(cases))
    yield _certain(f"{name}effort_minutes", found.single, WORST_MINUTES, parts)
    yield from _endings(f"{name}effort_minutes", found, EXPECTED_MINUTES, WORST_MINUTES, parts)
    if intent.duration("effort_budget") is not None:
        yield judge_budget(f"{name}effort_budget.verdict", intent, found, parts)


def judge_budget(
    name: str, intent: Entity, found: Figures, parts: tuple[Part, ...] = ()
) -> Quantity:
    """Return whether the customer's minutes stay within what the contact reason may take."""
    budget = intent.duration("effort_budget")
    least, most = found.single
    if budget is None or most is None or least is None:
        return Quantity(name, why=TOO_MUCH if most is None else NO_END)
    verdict = VERDICTS[2] if least > budget.minutes else VERDICTS[int(most > budget.minutes)]
    stated = Part(f"it may take {budget}", intent.at("effort_budget"))
    between = f"from {_say_minutes(least)} to {_say_minutes(most)}"
    return Quantity(name, verdict, f"{WORST_MINUTES}; {between}", parts=(stated, *parts))


def _endings(
    name: str, found: Figures, expected: str, single: str, parts: tuple[Part, ...]
) -> Iterator[Quantity]:
    why = TOO_MUCH if found.single.high is None else NO_END
    yield _certain(f"{name}.expected", found.mean, expected, parts)._replace(source=CHAIN)
    yield _claim(f"{name}.expected.min", found.mean.low, expected, why, CHAIN)
    yield _claim(f"{name}.expected.max", found.mean.high, expected, why, CHAIN)
    yield _claim(f"{name}.min", found.single.low, single, why)
    yield _claim(f"{name}.max", found.single.high, single, why)


def _certain(name: str, bounds: Bounds, reading: str, parts: tuple[Part, ...]) -> Quantity:
    """Return a figure whose value is known only where its bounds are one."""
    low, high = (None if each is None else _plain(each) for each in bounds)
    if low is not None and low == high:
        return Quantity(name, low, reading, low, high, parts=parts)
    why = TOO_MUCH if high is None else "it depends on the way that a case takes"
    return Quantity(name, None, reading, low, high, why, parts=parts)


def _claim(name: str, amount: Amount | None, reading: str, why: str, source: str = "") -> Quantity:
    if amount is None:
        return Quantity(name, None, reading, why=why)
    return Quantity(name, _plain(amount), reading, source=source)


def _plain(amount: Amount) -> Value:
    if amount == inf:
        return UNBOUNDED
    exact = Fraction(amount)
    return int(exact) if exact.denominator == 1 else exact


def _say_minutes(amount: Amount) -> str:
    if amount == inf:
        return "any number of minutes"
    return f"{float(amount):.4g} {'minute' if amount == 1 else 'minutes'}"


def _minute_parts(cases: Cases) -> Iterator[Part]:
    """Yield what takes time of customers, and what states none though they are there."""
    for node in _reached(cases):
        if node.kind == "step" and (minutes := minutes_of_step(node)):
            attempts = attempts_of(node)
            more = f", up to {attempts} attempts" if attempts > 1 else ""
            assert node.entity is not None
            yield Part(f"{node.id}: {_say_minutes(minutes)}{more}", node.entity.at("effort"))
        elif node.kind == "team" and node.entity is not None:
            minutes = minutes_of_talk(node)
            took = f"{_say_minutes(minutes)} with people" if minutes else "states no time"
            yield Part(f"{node.id}: {took}", node.entity.at("handling_time"))


def _retelling_parts(cases: Cases) -> Iterator[Part]:
    """Yield who asks for what that somebody else asks for as well."""
    asking: dict[str, list[Node]] = {}
    for node in _reached(cases):
        for field in fields_of(node):
            asking.setdefault(field, []).append(node)
    for field, nodes in sorted(asking.items()):
        for node in nodes if len(nodes) > 1 else ():
            assert node.entity is not None
            yield Part(f"{node.id} asks for {field}", node.entity.at("asks_for"))


def _reached(cases: Cases) -> Sequence[Node]:
    return [node for node in cases.places if node is not None]

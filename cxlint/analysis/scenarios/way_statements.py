"""Statements on the way of one customer: whom they reach, and what never happens to them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cxlint.analysis.asking.figures import NOT_STATED
from cxlint.analysis.decisions.retellings import Memory, Retellings
from cxlint.analysis.scenarios.customer_ways import CustomerWays, Stretch, nodes_within
from cxlint.analysis.scenarios.judgement import Judgement, Status, judge_slip
from cxlint.records import NamedTuple
from cxlint.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cxlint.analysis.cases.case_chain import CaseChain
    from cxlint.analysis.scenarios.asked_customer import AskedCustomer
    from cxlint.graph.network import Move, Node
    from cxlint.parsing.document import At

PERSON = "person"
PLACES = ("channel", "step", "team", "outcome")
MOST_STATES = 20_000
"""So many ways to come to a place are looked at, to see what was said on each."""

TOO_MANY = "there are too many ways to look at all"
_WITHIN = re.compile(r"(?P<place>.+?)(?: within (?P<steps>[0-9]{1,3}) steps?)?")


class Goal(NamedTuple):
    """Whom or what a customer is to reach, and within how many steps."""

    place: str
    steps: int | None
    words: str


def read_goal(text: str) -> Goal:
    """Return what a text says is to be reached."""
    found = _WITHIN.fullmatch(text)
    assert found is not None
    place, steps = found["place"], found["steps"]
    return Goal(place, None if steps is None else int(steps), text)


def _find_slip(asked: AskedCustomer, place: str, kind: str, words: Iterable[str]) -> str:
    """Return that there is no such place, with what may be meant, words among it; or nothing."""
    policy = asked.subject.policy
    is_place = asked.subject.network.node(place) is not None
    if place in words or is_place or policy.may_define(place) or policy.place(place) is not None:
        return ""
    return unknown(kind, place, [*words, *policy.ids(PLACES)])


def judge_reached(asked: AskedCustomer, key: str, wanted: Any, at: At) -> Iterator[Judgement]:
    """Yield whether the customer can come to each place, by moves that can be chosen."""
    ways = CustomerWays(asked, chosen=True)
    for text in wanted if isinstance(wanted, list) else [wanted]:
        goal = read_goal(text)
        if slip := _find_slip(asked, goal.place, "place", (PERSON,)):
            yield judge_slip(key, at, goal.words, slip)
            continue
        if not asked.starts:
            why = asked.why_no_start
            yield Judgement(key, at, Status.UNKNOWN, goal.words, why=why)
            continue
        each = [
            _judge_goal(key, at, goal, list(ways.stretches(start))) for _, start in asked.starts
        ]
        yield _worst(each)


def _worst(judged: list[Judgement]) -> Judgement:
    """Return the judgement of the start from which the least holds."""
    order = (Status.FAILS, Status.UNKNOWN, Status.HOLDS)
    return min(judged, key=lambda each: order.index(each.status))


def _judge_goal(key: str, at: At, goal: Goal, ways: list[Stretch]) -> Judgement:
    def is_goal(node: Node) -> bool:
        if goal.place == PERSON:
            return node.kind == "team" and not node.deserted and not node.opaque
        return node.id == goal.place

    reached = next((each for each in ways if is_goal(each.end)), None)
    if reached is not None and (goal.steps is None or reached.steps <= goal.steps):
        got = _say_reached(goal, reached)
        return Judgement(key, at, Status.HOLDS, goal.words, got, parts=reached.parts)
    dark = next((each for each in nodes_within(ways, goal.steps) if each.end.opaque), None)
    if dark is not None:
        why = f"{NOT_STATED}what comes behind {dark.end}"
        return Judgement(key, at, Status.UNKNOWN, goal.words, why=why, parts=dark.parts)
    if reached is not None:
        got = _say_reached(goal, reached)
        return Judgement(key, at, Status.FAILS, goal.words, got, str(reached), reached.parts)
    furthest = max(ways, key=lambda each: each.steps)
    got, why = f"no {goal.place}", f"the way ends: {furthest}"
    return Judgement(key, at, Status.FAILS, goal.words, got, why, furthest.parts)


def _say_reached(goal: Goal, way: Stretch) -> str:
    steps = "1 step" if way.steps == 1 else f"{way.steps} steps"
    return f"{goal.place} after {steps}"


def judge_never(asked: AskedCustomer, key: str, wanted: Any, at: At) -> Iterator[Judgement]:
    """Yield whether each of some things happens on no way that the customer may be sent."""
    for word in wanted if isinstance(wanted, list) else [wanted]:
        said = f"never {word}"
        if slip := _find_slip(asked, word, "place or mishap", SEARCHES):
            yield judge_slip(key, at, said, slip)
            continue
        if not asked.starts:
            why = asked.why_no_start
            yield Judgement(key, at, Status.UNKNOWN, said, why=why)
            continue
        search = SEARCHES.get(word)
        found = search(asked) if search is not None else _come_to(asked, word)
        yield found(key, at, said)


class _Happening(NamedTuple):
    """What was found of something that must not happen: where, or why that is not known."""

    way: Stretch | None = None
    got: str = ""
    why: str = ""

    def __call__(self, key: str, at: At, wanted: str) -> Judgement:
        parts = self.way.parts if self.way is not None else ()
        if self.why:
            return Judgement(key, at, Status.UNKNOWN, wanted, why=self.why, parts=parts)
        if self.way is not None:
            return Judgement(key, at, Status.FAILS, wanted, self.got, str(self.way), parts)
        return Judgement(key, at, Status.HOLDS, wanted, wanted)


def _come_to(asked: AskedCustomer, place: str) -> _Happening:
    """Find a way to a place, whatever happens to the customer."""
    return _find_end(asked, lambda node: node.id == place, f"they may come to {place}")


def _end_unanswered(asked: AskedCustomer) -> _Happening:
    """Find a way that ends, and nothing is settled there."""
    return _find_end(asked, _is_dead_end(asked), "they may be left without an answer")


def _is_dead_end(asked: AskedCustomer) -> Callable[[Node], bool]:
    leaving = asked.subject.network.leaving

    def is_dead_end(node: Node) -> bool:
        if node.is_end or node.is_person or node.opaque:
            return False
        return node.kind in ("step", "outcome") and not leaving[node.number]

    return is_dead_end


def _find_end(asked: AskedCustomer, wanted: Callable[[Node], bool], got: str) -> _Happening:
    ways = CustomerWays(asked, chosen=False)
    dark = None
    for _, start in asked.starts:
        for way in ways.stretches(start):
            if wanted(way.end):
                return _Happening(way, got)
            dark = dark or (way if way.end.opaque else None)
    if dark is not None:
        return _Happening(dark, why=f"{NOT_STATED}what comes behind {dark.end}")
    return _Happening()


def _come_back(asked: AskedCustomer) -> _Happening:
    """Find a way to a team that leads to it again."""
    ways = CustomerWays(asked, chosen=True)
    for _, start in asked.starts:
        for way in ways.stretches(start):
            number = asked.journey.number(way.end)
            if way.end.kind == "team" and number is not None and (round_ := ways.circle(number)):
                whole = way._replace(moves=(*way.moves, *round_))
                return _Happening(whole, f"they may be sent back to {way.end}")
    return _Happening()


def _be_asked_twice(asked: AskedCustomer) -> _Happening:
    """Find a way on which something must be stated again."""
    found = _find_retelling(asked, in_doubt=False)
    if found is not None:
        return found
    doubtful = _find_retelling(asked, in_doubt=True)
    if doubtful is None or doubtful.way is None:
        return doubtful or _Happening()
    move = doubtful.way.moves[-1]
    why = f"{NOT_STATED}what goes along from {move.source} to {move.target} (context)"
    return doubtful._replace(why=doubtful.why or why)


def _find_retelling(asked: AskedCustomer, *, in_doubt: bool) -> _Happening | None:
    tally = _retellings(asked.subject.ways, in_doubt)
    ways = CustomerWays(asked, chosen=True)
    nodes = asked.journey.nodes
    waiting: list[tuple[int, Memory, Stretch]] = [
        (start, Memory(), Stretch(nodes[start])) for _, start in asked.starts
    ]
    seen = {(start, memory) for start, memory, _ in waiting}
    for place, memory, way in waiting:  # grows while it is walked
        for target, move in ways.leave(place):
            onward = way._replace(moves=(*way.moves, move))
            after, again = tally.go_on(memory, move)
            if again:
                return _Happening(onward, f"they are asked again at {_name_asker(move)}")
            if (target, after) not in seen:
                seen.add((target, after))
                waiting.append((target, after, onward))
        if len(waiting) > MOST_STATES:
            return _Happening(why=TOO_MANY)
    return None


@lru_cache(maxsize=2)
def _retellings(cases: CaseChain, in_doubt: bool) -> Retellings:  # noqa: FBT001 - it is the key
    """Return the tally of a policy: the same for all scenarios."""
    return Retellings(cases, in_doubt=in_doubt)


def _name_asker(move: Move) -> str:
    return str(move.target)


SEARCHES: dict[str, Callable[[AskedCustomer], _Happening]] = {
    "asked twice": _be_asked_twice,
    "sent back": _come_back,
    "left without an answer": _end_unanswered,
}
"""What finds each thing that must not happen, by its words."""

"""What customers must state again on their way: fields asked for twice, and their story.

A field counts each time it must be stated after the first. It goes along with the case where a
handoff carries it, or all context; from a menu or a form nothing goes along unless a handoff says
so. A handoff without any context makes customers tell their story once more.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from cxlint.algorithms.chains.chain import END
from cxlint.algorithms.components import cyclic_components
from cxlint.graph.move_kinds import MISHAPS
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.analysis.cases.case_chain import CaseChain, Place
    from cxlint.graph.network import Move, Node

STORY = "the story"
"""What stands for every field in which customers say what happened."""

_STORY = re.compile(
    r"(?:the |your |my )?(?:whole |full )?"
    r"(?:story|matter|problem|issue|incident|concern|complaint|request|question|case)"
    r"|what (?:has )?happened|what (?:is|was|went|has gone) wrong|what (?:it|this) is about"
    r"|(?:a )?description(?: of (?:the|your) (?:problem|issue|matter|incident|case|damage|fault))?"
    r"|reason (?:for|of) (?:the |your )?(?:call|contact)"
    r"|was (?:ist )?(?:passiert|geschehen)(?: ist)?|anliegen|problem(?:beschreibung)?|sachverhalt"
)
"""Words for a field in which customers say what happened."""

_NOTHING: frozenset[str] = frozenset()


class Memory(NamedTuple):
    """What customers have stated, and what of it is known where they are; a bit for each field.

    `told` is whether they have told their story to somebody, `lost` whether it was left behind
    since, and nobody has asked for it yet.
    """

    stated: int = 0
    known: int = 0
    told: bool = False
    lost: bool = False


class Retellings:
    """The tally of what is stated again.

    Where nothing says what goes along between two teams that share no system, it is taken that all
    does, or, with `in_doubt`, that nothing does. Nothing is remembered that nobody ahead asks for.
    """

    def __init__(self, cases: CaseChain, *, in_doubt: bool) -> None:
        self._in_doubt = in_doubt
        asked = _recurring_fields(cases)
        names = dict.fromkeys(field for fields in asked.values() for field in fields)
        self._bits = {STORY: 1} | {
            field: 2 << number
            for number, field in enumerate(each for each in names if each != STORY)
        }
        self._asked = {number: self._bits_of(fields) for number, fields in asked.items()}
        self._described = _list_described(cases)
        self._ahead, self._lost_ahead = self._look_ahead(cases)
        self.matters = bool(asked) or any(_states_again(way.move) for way in cases.ways)

    def _bits_of(self, fields: Iterable[str]) -> int:
        return sum({self._bits.get(field, 0) for field in fields})

    def _look_ahead(self, cases: CaseChain) -> tuple[dict[int, int], dict[int, bool]]:
        """Return, by place in the network, what is asked there or ahead, and if a story is lost."""
        chain = cases.plain
        asked = [0] * chain.parts.count
        lost = [False] * chain.parts.count
        ahead: dict[int, int] = {}
        lost_ahead: dict[int, bool] = {}
        for part in range(chain.parts.count):  # those that follow come first
            members = chain.parts.members(part)
            for place in members:
                node = cases.places[place].node
                asked[part] |= self._asked.get(node.number, 0) if node is not None else 0
                for target, way in chain.possible[place]:
                    move = cases.ways[way].move
                    lost[part] |= move is not None and move.get("context") == "none"
                    if target != END:
                        asked[part] |= asked[chain.parts.of[target]]
                        lost[part] |= lost[chain.parts.of[target]]
            for place in members:
                if (node := cases.places[place].node) is not None:
                    ahead[node.number] = ahead.get(node.number, 0) | asked[part]
                    lost_ahead[node.number] = lost_ahead.get(node.number, False) or lost[part]
        return ahead, lost_ahead

    def begin(self, place: Place) -> tuple[Memory, int]:
        """Return what is known of a case that begins at a place: nothing was stated before."""
        del place
        return Memory(), 0

    def go_on(self, memory: Memory, move: Move) -> tuple[Memory, int]:
        """Return what is known behind a move, and how many things are stated again there."""
        if not self.matters or move.new_matter:
            return Memory(), 0
        source, target = move.source, move.target
        if move.kind != "handoff" and move.kind not in MISHAPS:
            move = self._described.get((source.number, target.number), move)
        answered = self._asked.get(source.number, 0) if _answers(move) else 0
        stated = memory.stated | answered
        along = self._goes_along(move, memory.known, answered)
        demanded = _asked_again(move)
        again = (self._asked.get(target.number, 0) & stated & ~along) | self._bits_of(demanded)
        others = sum(field not in self._bits for field in demanded)
        told = memory.told or source.kind == "team" or bool(stated & 1)
        lost = memory.lost or (told and move.get("context") == "none")
        retold = lost and target.kind == "team" and not again & 1
        lost = lost and not retold and not again & 1
        ahead = self._ahead.get(target.number, 0)
        told = told and self._lost_ahead.get(target.number, False)
        after = Memory(stated & ahead, (along | again) & ahead, told, lost)
        return after, again.bit_count() + others + retold

    def _goes_along(self, move: Move, received: int, answered: int) -> int:
        """Return which fields the next place knows."""
        if move.kind != "handoff":
            return received
        context, carried = move.get("context"), move.get("carries")
        if context == "full":
            return received | answered
        if context == "none":
            return 0
        if context == "partial" or carried is not None:
            named = map(normalize_field, move.entity.texts("carries"))
            return (received | answered) & self._bits_of(named)
        if not is_doubtful(move):
            return received | answered if _share_a_record(move) else received
        return 0 if self._in_doubt else received | answered


def _asked_again(move: Move) -> frozenset[str]:
    """Return what a handoff says must be stated again."""
    if move.kind != "handoff":
        return _NOTHING
    return frozenset(map(normalize_field, move.entity.texts("asks_again")))


def is_doubtful(move: Move) -> bool:
    """Whether nothing tells what goes along from one team to another."""
    if move.kind != "handoff" or move.source.kind != "team" or move.target.kind != "team":
        return False
    if move.get("context") is not None or move.get("carries") is not None:
        return False
    return not _share_a_record(move)


def _share_a_record(move: Move) -> bool:
    """Whether a handoff is between teams that see what the other knows."""
    source, target = move.source.entity, move.target.entity
    if source is None or target is None or {source.kind, target.kind} != {"team"}:
        return False
    if set(source.texts("systems")) & set(target.texts("systems")):
        return True
    return target.id in source.texts("shares_context_with") or (
        source.id in target.texts("shares_context_with")
    )


def _answers(move: Move) -> bool:
    """Whether a customer who leaves this way has stated what was asked for.

    Who fails has tried to; who says nothing, or meets a closed door, has not.
    """
    return move.kind not in MISHAPS or move.kind == "failure"


def _list_described(cases: CaseChain) -> dict[tuple[int, int], Move]:
    """Return the handoffs of all contact reasons, by the numbers of the places they lead between.

    Where a place itself names the next one as well, they say what goes along on that way.
    """
    every = {intent.id for intent in cases.network.policy.of("intent")}
    return {
        (move.source.number, move.target.number): move
        for way in cases.ways
        if (move := way.move) is not None
        and move.kind == "handoff"
        and (move.intents is None or every <= move.intents)
    }


def _states_again(move: Move | None) -> bool:
    """Whether something must be stated again behind a move, whatever is asked for there."""
    return move is not None and bool(move.get("context") == "none" or move.get("asks_again"))


def _recurring_fields(cases: CaseChain) -> dict[int, frozenset[str]]:
    """Return, for each place by its number in the network, what may have to be stated again.

    The story counts as well, which a handoff may lose that nobody asks for ahead.
    """
    again = {place for members in cyclic_components(cases.plain.out) for place in members}
    asked: dict[Node, frozenset[str]] = {}
    for place in cases.places:
        if place.node is not None and place.node not in asked:
            asked[place.node] = fields_of(place.node)
    times = Counter(field for fields in asked.values() for field in fields)
    recurring = {cases.places[place].node for place in again}
    return {
        node.number: kept
        for node, fields in asked.items()
        if (kept := frozenset(f for f in fields if f == STORY or times[f] > 1 or node in recurring))
    }


def fields_of(node: Node) -> frozenset[str]:
    """Return what a place asks for, in one spelling; every word for the story is one."""
    if node.kind not in ("step", "team") or node.entity is None or node.deserted:
        return _NOTHING
    return frozenset(map(normalize_field, node.entity.texts("asks_for")))


def normalize_field(field: str) -> str:
    """Return a field as it is compared with others."""
    words = " ".join(field.casefold().split())
    return STORY if _STORY.fullmatch(words) else words

"""Islands: teams on one journey that cannot see what the others know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.disjoint_sets import DisjointSets
from cxlint.graph.journey_intents import intents_of
from cxlint.graph.journey_paths import path_to, witness
from cxlint.graph.staffing import PASSING
from cxlint.linting.model.finding import Hit
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network, Node
    from cxlint.linting.model.finding import Severity
    from cxlint.parsing.document import At

CASES: dict[str, Severity | None] = {
    "none": None,
    "asked": None,
    "partial": "warning",
    "unstated": "warning",
    "joined": "warning",
    "unknown": "info",
}
"""What can be wrong with a handoff, the gravest first, and where that is milder than the rule.

All but `joined` are between islands.
"""


LOOKED_THROUGH = 200
"""How many places are looked through for the teams behind a step; beyond, none is told."""

KEPT = frozenset({"full", "warm"})
"""What a handoff can say by which nothing is lost on it."""


class Arrival(NamedTuple):
    """A team that a matter comes to by way of channels and steps, and what the way says.

    `said` is `full` or `warm` where a handoff on it keeps what is known, else nothing; `loss` the
    handoff on it that says what is lost.
    """

    team: Node
    said: str
    loss: Move | None
    way: tuple[Move, ...]


class Crossing(NamedTuple):
    """A handoff that breaks off what is known between two teams, for some intents of a journey.

    `way` are the moves from the one to the other.
    """

    move: Move
    source: Node
    team: Node
    case: str
    causes: tuple[object, ...]
    journey: Journey
    intents: tuple[str, ...]
    way: tuple[Move, ...]


MOST_MET = 200_000
"""Up to how many teams are looked at that only some of the contact reasons of a journey meet.

They count for each contact reason that meets them.
"""
LEFT_OFF = (
    "too many contact reasons each meet too many teams: between which of these customers start "
    "over is not worked out"
)


def silo(network: Network, *, unstated: bool) -> Iterator[Hit]:
    """Yield each pair of islands between which customers start over, with the handoffs between.

    For every contact reason those of its teams are joined that share a system, of which one shares
    its context with the other, or between which a handoff carries full context; what hangs together
    is an island. A team in which nobody works knows nothing, asks nothing and passes nothing on.
    Channels and steps between two teams change nothing: a handoff to one goes to the
    teams behind it, if all of them are on other islands. A handoff from one island to another is
    an error where no context is carried or customers are asked again, a warning where context is
    partial, or not stated while the systems are. Silent are warm transfers and new matters. Where
    people are asked again though the teams are joined, that is a warning of its own. Facts:
    source, target, apart, fields, part, handoffs, again.

    Args:
        network: the policy's graph.
        unstated: whether to tell, as information, of handoffs for which neither the systems nor
            the context are stated.
    """
    found: list[Crossing] = []
    for journey in network.journeys if any(map(_hands_on, network.moves)) else ():
        found += JourneyIslands(journey, unstated=unstated).crossings()
    for group in _by_cause(found):
        yield _hit(group)


class JourneyIslands:
    """The teams of a journey, and what joins them: for each set of intents that meet the same.

    What every intent meets is joined once; what only some meet is laid over it.
    """

    def __init__(self, journey: Journey, *, unstated: bool) -> None:
        self._journey = journey
        self._unstated = unstated
        self._arriving: dict[int, list[Arrival]] = {}
        self._behind: dict[int, list[Arrival]] = {}
        self._teams = {
            number: node
            for number, node in enumerate(journey.nodes)
            if node.kind == "team" and not node.deserted
        }
        self._moves = {
            number: [move for move in journey.via[number] if _hands_on(move)]
            for number in self._teams
        }
        self._with_system: dict[str, int] = {}

    def crossings(self) -> Iterator[Crossing]:
        """Yield what breaks off between islands."""
        if not any(self._moves.values()):
            return
        if sum(self._journey.bits_at[number].bit_count() for number in self._apart()) > MOST_MET:
            self._journey.network.policy.left_off.add(LEFT_OFF)
            return
        core, groups = self._divide()
        met_by_all = set(core)
        base = DisjointSets()
        self._join(core, (met_by_all,), base, self._with_system)
        islands = {base.find(number) for number in core}
        naming = [n for n in core if not met_by_all.issuperset(self._shares_with(n))]
        apart: list[tuple[int, list[int], DisjointSets]] = []
        alike = 0
        for mask, others in groups.items():
            layer = DisjointSets(base)
            self._join(others, (met_by_all, set(others)), layer, {}, naming)
            touched = islands & layer.changed
            if len({layer.find(island) for island in touched}) < len(touched):
                yield from self._breaks(mask, [*core, *others], layer, hex(mask))
            else:
                alike |= mask
                apart.append((mask, others, layer))
        found = list(self._breaks(alike, core, base, "")) if alike or not groups else []
        yield from found
        shared = {cause for each in found for cause in each.causes}
        for mask, others, layer in apart:
            yield from self._breaks(mask, others, layer, hex(mask), shared)

    def _apart(self) -> Iterator[int]:
        """Yield the teams that not every intent meets."""
        every = (1 << len(self._journey.intents)) - 1
        return (number for number in self._teams if self._journey.bits_at[number] != every)

    def _divide(self) -> tuple[list[int], dict[int, list[int]]]:
        """Return the teams that every intent meets, and for intents alike which others they do."""
        bits = self._journey.bits_at
        every = (1 << len(self._journey.intents)) - 1
        core = [number for number in self._teams if bits[number] == every]
        others: list[list[int]] = [[] for _ in self._journey.intents]
        for number in self._teams:
            left = bits[number] if bits[number] != every else 0
            while left:
                lowest = left & -left
                others[lowest.bit_length() - 1].append(number)
                left ^= lowest
        alike: dict[tuple[int, ...], int] = {}
        for bit, numbers in enumerate(others):
            alike[tuple(numbers)] = alike.get(tuple(numbers), 0) | 1 << bit
        return core, {mask: list(numbers) for numbers, mask in alike.items()}

    def _breaks(
        self,
        mask: int,
        teams: Sequence[int],
        islands: DisjointSets,
        name: str,
        shared: Collection[object] = (),
    ) -> Iterator[Crossing]:
        """Yield what breaks off at the moves of these teams, for the intents of a mask.

        Causes are told apart by the name, unless they are `shared`.
        """
        journey = self._journey
        intents = tuple(intent.id for intent in intents_of(journey, mask))
        for number in teams:
            source = journey.nodes[number]
            for losing, arrivals in (pair for m in self._moves[number] for pair in self._losses(m)):
                here = islands.find(number)
                there = [islands.find(self._number(each.team)) for each in arrivals]
                first = arrivals[0]
                causes: tuple[object, ...] = ()
                if here in there:
                    inside = set(there) == {here} and len(first.way) == 1
                    case = _case_of(losing) if inside else ""
                else:
                    case = _case(losing, source, first.team)
                    pair = id(journey), *sorted((here, there[0]))
                    causes = (
                        ((name, *pair), ("", *pair)) if ("", *pair) in shared else ((name, *pair),)
                    )
                if case and (self._unstated or case != "unknown"):
                    yield Crossing(
                        losing, source, first.team, case, causes, journey, intents, first.way
                    )

    def _number(self, team: Node) -> int:
        return self._journey.number(team) or 0

    def _losses(self, move: Move) -> Iterator[tuple[Move, list[Arrival]]]:
        """Yield the handoffs by which something may be lost, each with where it leads."""
        arrivals = self._arrivals(move)
        said = _kept(move)
        lost = [each for each in arrivals if not each.said and each.loss is None]
        if not said and (found := arrivals if _loses(move) else lost):
            yield move, found
        for losing in dict.fromkeys(each.loss for each in arrivals if each.loss is not None):
            yield losing, [each for each in arrivals if each.loss is losing]

    def _arrivals(self, move: Move) -> list[Arrival]:
        """Return the teams that a handoff leads to: its target, or who is behind that."""
        if move.number not in self._arriving:
            self._arriving[move.number] = self._find_arrivals(move)
        return self._arriving[move.number]

    def _find_arrivals(self, move: Move) -> list[Arrival]:
        if move.target.kind == "team":
            return [] if move.target.deserted else [Arrival(move.target, "", None, (move,))]
        start = self._number(move.target)
        if start not in self._behind:
            self._behind[start] = _teams_behind(self._journey, start)
        return [each._replace(way=(move, *each.way)) for each in self._behind[start]]

    def _join(
        self,
        teams: Sequence[int],
        met: Sequence[Collection[int]],
        islands: DisjointSets,
        with_system: dict[str, int],
        others: Sequence[int] = (),
    ) -> None:
        """Join these teams, and `others` where they name them, with whom they share something."""
        for number in teams:
            for system in _systems(self._teams[number]):
                known = self._with_system.get(system, number)
                islands.join(number, known)
                islands.join(number, with_system.setdefault(system, number))
            for move in self._moves[number]:
                for each in self._arrivals(move):
                    if each.loss is None and _joins(move, each):
                        islands.join(number, self._number(each.team))
        for number in (*teams, *others):
            for there in self._shares_with(number):
                if there in self._teams and any(there in each for each in met):
                    islands.join(number, there)

    def _shares_with(self, number: int) -> Iterator[int]:
        team = self._teams[number].entity
        if team is None or "shares_context_with" not in team.data:
            return
        for other in team.texts("shares_context_with"):
            node = self._journey.network.node(other)
            there = None if node is None else self._journey.number(node)
            if there is not None:
                yield there


def _joins(move: Move, arrival: Arrival) -> bool:
    """Whether full context is carried on a way, by the handoff itself or a later one."""
    if move.get("context") == "full":
        return True
    return arrival.said == "full" and not _loses(move)


def _teams_behind(journey: Journey, start: int) -> list[Arrival]:
    """Return the first teams on the ways on from a channel or step, the nearest first.

    None where it is not known who is there, or too much lies between.
    """
    found: list[Arrival] = []
    begin = (start, "", -1)
    ways: dict[tuple[int, str, int], tuple[Move, ...]] = {begin: ()}
    losing: dict[int, Move] = {}
    for state in (waiting := [begin]):  # grows while it is walked
        number, said, loss = state
        node = journey.nodes[number]
        if node.opaque or len(ways) > LOOKED_THROUGH:
            return []
        if node.deserted:
            continue
        if node.kind == "team":
            found.append(Arrival(node, said, losing.get(loss), ways[state]))
            continue
        if node.kind not in PASSING or _is_survey(node):
            continue
        for target, move in zip(journey.out[number], journey.via[number], strict=True):
            if move.new_matter:
                continue
            if loss < 0 and _loses(move):
                losing[move.number] = move
                after = (target, "", move.number)
            else:
                after = (target, "" if loss >= 0 else said or _kept(move), loss)
            if after not in ways:
                ways[after] = (*ways[state], move)
                waiting.append(after)
    return sorted(found, key=lambda each: (len(each.way), each.team.id, each.said))


def _is_survey(node: Node) -> bool:
    return node.entity is not None and node.entity.get("kind") == "survey"


def _hands_on(move: Move) -> bool:
    """Whether a team hands a matter on: to another team, or by way of a channel or a step."""
    source, target = move.source, move.target
    if move.kind != "handoff" or source.kind != "team" or source is target or move.new_matter:
        return False
    if source.opaque or target.opaque:
        return False
    return target.kind == "team" or (target.kind in PASSING and target.entity is not None)


def _kept(move: Move) -> str:
    """Return by what a handoff keeps what is known: `full` context or a `warm` transfer."""
    if move.kind != "handoff" or move.get("asks_again"):
        return ""
    if move.get("context") == "full":
        return "full"
    return "warm" if move.get("transfer") == "warm" else ""


def _loses(move: Move) -> bool:
    """Whether a handoff says that something is lost on it."""
    if move.kind != "handoff" or _kept(move):
        return False
    return move.get("context") in ("none", "partial") or bool(move.get("asks_again"))


def _case(move: Move, source: Node, team: Node) -> str:
    """Say what is wrong with a handoff between islands; nothing if nothing is."""
    context, again = move.get("context"), move.get("asks_again")
    if again:
        return "none" if context == "none" else "asked"
    if _kept(move):
        return ""
    if context in ("none", "partial"):
        return str(context)
    return "unstated" if _systems(source) and _systems(team) else "unknown"


def _case_of(move: Move) -> str:
    return "joined" if move.get("asks_again") else ""


def _systems(team: Node) -> tuple[str, ...]:
    return team.entity.texts("systems") if team.entity else ()


def _by_cause(found: Sequence[Crossing]) -> list[list[Crossing]]:
    """Group what lies between the same two islands, for whichever intents they are two."""
    sets = DisjointSets()
    first: dict[object, int] = {}
    for number, each in enumerate(found):
        for cause in (*each.causes, each.move.number):
            sets.join(number, first.setdefault(cause, number))
    return [[found[number] for number in group] for group in sets.groups(len(found))]


def _hit(group: Sequence[Crossing]) -> Hit:
    """Tell of the gravest handoff of a group, the others beside it."""
    rank = list(CASES)
    worst = min(group, key=lambda each: (rank.index(each.case), each.move.number))
    moves = sorted({each.move.number: each.move for each in group}.items())
    move, journey = worst.move, worst.journey
    start = journey.number(worst.source) or 0
    again = any(each.move.get("asks_again") for each in group)
    return Hit(
        at=_place(worst),
        entity=move.name,
        key=tuple(sorted({each.name for _, each in moves} - {move.name})),
        formerly=((move.name, *sorted(_name_stated(group) - {move.name})),),
        case=worst.case,
        severity=CASES[worst.case],
        facts={
            "source": worst.source.id,
            "target": worst.team.id,
            "apart": _apart(worst.source, worst.team),
            "fields": list(move.entity.texts("asks_again")),
            "part": list(move.entity.texts("carries")) or "a part",
            "handoffs": [f"{each.source.id} -> {each.target.id}" for _, each in moves],
            "again": "; and ask for nothing again (asks_again)" if again else "",
        },
        intents=tuple(dict.fromkeys(id_ for each in group for id_ in each.intents)),
        witness=witness([*path_to(journey, start), *worst.way]),
        related=tuple(
            (each.at, f"{each.source.id} -> {each.target.id}, between the same teams")
            for _, each in moves
            if each is not move
        ),
    )


def _name_stated(group: Sequence[Crossing]) -> set[str]:
    """Name the handoffs that were told when those by way of a step had to say what is lost."""
    return {
        each.move.name
        for each in group
        if each.move.source is each.source
        and (each.move.target.kind == "team" or _loses(each.move))
    }


def _place(crossing: Crossing) -> At:
    stated = "asks_again" if crossing.case in ("asked", "joined") else "context"
    return crossing.move.entity.at(stated)


def _apart(source: Node, target: Node) -> str:
    """Say what the two teams have in common, which is nothing."""
    systems = [_systems(source), _systems(target)]
    if not all(systems):
        return f"nothing says that {source.id} and {target.id} share a system"
    told = [f"{team.id} ({', '.join(names)})" for team, names in
            zip((source, target), systems, strict=True)]  # fmt: skip
    return f"{told[0]} and {told[1]} share no system"

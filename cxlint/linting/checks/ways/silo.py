"""Islands: teams on one journey that cannot see what the others know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.journey_intents import intents_at
from cxlint.graph.journey_paths import path_to, witness
from cxlint.graph.staffing import PASSING
from cxlint.linting.model.finding import Hit
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

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


class Crossing(NamedTuple):
    """A handoff that breaks off what is known, on one journey, and the team it leads to."""

    move: Move
    team: Node
    case: str
    islands: tuple[int, int]
    journey: Journey


def silo(network: Network, *, unstated: bool) -> Iterator[Hit]:
    """Yield each pair of islands between which customers start over, with the handoffs between.

    On every journey teams are joined that share a system, of which one shares its context with
    the other, or between which a handoff carries full context; what hangs together is an island.
    A handoff from one island to another is an error where no context is carried or customers are
    asked again, a warning where context is partial, or not stated while the systems are. A handoff
    to a channel or a step goes to the teams behind it, if all of them are on other islands, and
    must say itself what is lost. Silent are warm transfers and new matters. Where people are asked
    again though the teams are joined, that is a warning of its own. Facts: source, target, apart,
    fields, part, handoffs.

    Args:
        network: the policy's graph.
        unstated: whether to tell, as information, of handoffs for which neither the systems nor
            the context are stated.
    """
    between = {move.number for move in network.moves if _between_teams(move) or _sent_on(move)}
    systems = {node.id: _systems(node) for node in network.nodes if node.kind == "team"}
    found: list[Crossing] = []
    for journey in network.journeys if between else ():
        found += _crossings(journey, between, systems)
    wanted = [each for each in found if unstated or each.case != "unknown"]
    for group in _by_cause(wanted):
        yield _hit(group)


def _crossings(
    journey: Journey, between: Collection[int], systems: Mapping[str, Sequence[str]]
) -> Iterator[Crossing]:
    moves = [move for via in journey.via for move in via if move.number in between]
    if not moves:
        return
    islands = _islands(journey, [move for move in moves if _between_teams(move)], systems)
    behind: dict[int, list[Node]] = {}
    for move in moves:
        team: Node | None = move.target
        if move.target.kind != "team":
            here = journey.number(move.target) or 0
            if here not in behind:
                behind[here] = _teams_behind(journey, here)
            apart = all(islands[each.id] != islands[move.source.id] for each in behind[here])
            team = behind[here][0] if behind[here] and apart else None
        if team is None:
            continue
        ends = islands[move.source.id], islands[team.id]
        case = _case_of(move) if ends[0] == ends[1] else _case(move, team)
        if case:
            yield Crossing(move, team, case, (min(ends), max(ends)), journey)


def _teams_behind(journey: Journey, start: int) -> list[Node]:
    """Return the first teams on the ways on from a channel or step, the nearest first.

    None where it is not known who is there, or too much lies between.
    """
    teams: list[Node] = []
    seen, waiting = {start}, [start]
    for number in waiting:  # grows while it is walked
        node = journey.nodes[number]
        if node.opaque or len(seen) > LOOKED_THROUGH:
            return []
        if node.kind == "team":
            teams.append(node)
        elif node.kind in PASSING:
            fresh = [target for target in journey.out[number] if target not in seen]
            seen.update(fresh)
            waiting += fresh
    return teams


def _between_teams(move: Move) -> bool:
    source, target = move.source, move.target
    if move.kind != "handoff" or source is target or source.opaque or target.opaque:
        return False
    return source.kind == target.kind == "team" and not move.new_matter


def _sent_on(move: Move) -> bool:
    """Whether a team sends the matter on by way of a channel or a step, and says what is lost."""
    source, target = move.source, move.target
    if move.kind != "handoff" or source.kind != "team" or source.opaque or target.opaque:
        return False
    if target.kind not in PASSING or move.new_matter:
        return False
    if target.entity is None or target.entity.get("kind") == "survey":
        return False
    return move.get("context") in ("none", "partial") or bool(move.get("asks_again"))


def _case(move: Move, team: Node) -> str:
    """Say what is wrong with a handoff between islands; nothing if nothing is."""
    context, again = move.get("context"), move.get("asks_again")
    if again:
        return "none" if context == "none" else "asked"
    if move.get("transfer") == "warm" or context == "full":
        return ""
    if context in ("none", "partial"):
        return str(context)
    return "unstated" if _systems(move.source) and _systems(team) else "unknown"


def _case_of(move: Move) -> str:
    return "joined" if move.get("asks_again") else ""


def _systems(team: Node) -> tuple[str, ...]:
    return team.entity.texts("systems") if team.entity else ()


def _islands(
    journey: Journey, moves: Iterable[Move], systems: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    """Return the island of each team of the journey: the number of the first team on it."""
    teams = {node.id: node for node in journey.nodes if node.kind == "team"}
    above = {id_: id_ for id_ in teams}
    first_with: dict[str, str] = {}
    for id_, node in teams.items():
        for system in systems[id_]:
            _join(above, id_, first_with.setdefault(system, id_))
        if node.entity is None or "shares_context_with" not in node.entity.data:
            continue
        for other in node.entity.texts("shares_context_with"):
            if other in teams:
                _join(above, id_, other)
    for move in moves:
        if move.get("context") == "full":
            _join(above, move.source.id, move.target.id)
    return {id_: teams[_top(above, id_)].number for id_ in teams}


def _top(above: dict[str, str], id_: str) -> str:
    while above[id_] != id_:
        above[id_] = above[above[id_]]
        id_ = above[id_]
    return id_


def _join(above: dict[str, str], one: str, other: str) -> None:
    above[_top(above, one)] = _top(above, other)


def _by_cause(found: Sequence[Crossing]) -> list[list[Crossing]]:
    """Group what lies between the same two islands, on whichever journey they are two."""
    above: dict[str, str] = {}
    first: dict[object, str] = {}
    for each in found:
        name = str(each.move.number)
        above.setdefault(name, name)
        if each.case != "joined":
            _join(above, name, first.setdefault((id(each.journey), each.islands), name))
    groups: dict[str, list[Crossing]] = {}
    for each in found:
        groups.setdefault(_top(above, str(each.move.number)), []).append(each)
    return list(groups.values())


def _hit(group: Sequence[Crossing]) -> Hit:
    """Tell of the gravest handoff of a group, the others beside it."""
    rank = list(CASES)
    worst = min(group, key=lambda each: (rank.index(each.case), each.move.number))
    moves = sorted({each.move.number: each.move for each in group}.items())
    move, journey = worst.move, worst.journey
    start = journey.number(move.source) or 0
    fields = list(move.entity.texts("asks_again"))
    return Hit(
        at=_place(worst),
        entity=move.name,
        key=tuple(sorted({each.name for _, each in moves} - {move.name})),
        case=worst.case,
        severity=CASES[worst.case],
        facts={
            "source": move.source.id,
            "target": worst.team.id,
            "apart": _apart(move.source, worst.team),
            "fields": fields,
            "part": list(move.entity.texts("carries")) or "a part",
            "handoffs": [f"{each.source.id} -> {each.target.id}" for _, each in moves],
        },
        intents=_concerned(group),
        witness=witness([*path_to(journey, start), move]),
        related=tuple(
            (each.at, f"{each.source.id} -> {each.target.id}, between the same islands")
            for _, each in moves
            if each is not move
        ),
    )


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


def _concerned(group: Sequence[Crossing]) -> tuple[str, ...]:
    intents: dict[str, None] = {}
    for each in group:
        start = each.journey.number(each.move.source) or 0
        intents.update(dict.fromkeys(intents_at(each.journey, start)))
    return tuple(intents)

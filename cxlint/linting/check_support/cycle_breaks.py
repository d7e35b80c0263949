"""Which moves to limit or to lead elsewhere so that nothing goes round without end any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.components import components as strong_components
from cxlint.algorithms.feedback_arcs import feedback_arc_set
from cxlint.records import NamedTuple
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cxlint.graph.endless_components import EndlessComponent
    from cxlint.graph.network import Move

MOST_MOVES = 1_000
"""How many moves may go round for it to be looked for which of them break every cycle."""

PROOF_WORK = 200_000
"""How many moves are gone through to see whether one of them need not be changed."""

NAMED = 3
"""How many moves of one sort a sentence names."""


class CycleBreak(NamedTuple):
    """Moves after whose change no cycle is left on any journey, in the order customers meet them.

    Without moves where there are too many to tell. `exact` says that fewer ways back do not do.
    """

    moves: list[Move]
    exact: bool
    total: int


def break_cycles(components: Sequence[EndlessComponent]) -> CycleBreak:
    """Return the fewest ways back that leave no cycle in any of these components.

    A way back leads no farther from where customers come in. Every cycle has one, so no move by
    which customers get on is ever among them. Where customers are taken round, what teams only
    hand to and fro among themselves counts as one place.
    """
    inside = {move.number: move for each in components for move in each.moves}
    if len(inside) > MOST_MOVES:
        return CycleBreak([], exact=False, total=len(inside))
    away = _distances(components)
    moves = sorted(inside.values(), key=lambda move: _order(move, away))
    as_one = components[0].takes_customers
    place = _places(moves, behind_as_one=as_one)
    least: dict[int, int] = {}
    for number, part in place.items():
        least[part] = min(least.get(part, away[number]), away[number])
    drawn = [
        move for move in moves
        if move.customer_goes or not as_one
        or place[move.source.number] != place[move.target.number]
    ]  # fmt: skip
    edges = [(place[move.source.number], place[move.target.number]) for move in drawn]
    back = [number for number, (source, to) in enumerate(edges) if least[to] <= least[source]]
    found = feedback_arc_set(edges, back)
    kept = _drop_superfluous(components, [drawn[number] for number in found.edges])
    if not is_broken(components, kept):
        return CycleBreak([drawn[number] for number in back], exact=False, total=len(moves))
    real = any(len(each.moves) == len(moves) for each in components)
    return CycleBreak(kept, (found.exact and real) or len(kept) == 1, len(moves))


def _places(moves: Sequence[Move], *, behind_as_one: bool) -> dict[int, int]:
    """Return of each place, by number, the place as which it counts."""
    numbers = dict.fromkeys(n for move in moves for n in (move.source.number, move.target.number))
    local = {number: at for at, number in enumerate(numbers)}
    out: list[list[int]] = [[] for _ in local]
    for move in moves if behind_as_one else ():
        if not move.customer_goes:
            out[local[move.source.number]].append(local[move.target.number])
    parts = strong_components(out)
    return {number: parts.of[at] for number, at in local.items()}


def is_broken(components: Iterable[EndlessComponent], changed: Iterable[Move]) -> bool:
    """Whether no cycle is left on any journey once these moves are changed."""
    without = {move.number for move in changed}
    return not any(_has_cycle(each, without) for each in components)


def _has_cycle(component: EndlessComponent, without: Collection[int]) -> bool:
    """Whether one of the moves that count still lies on a cycle."""
    place = {component.journey.nodes[n].number: at for at, n in enumerate(component.members)}
    left = [move for move in component.moves if move.number not in without]
    edges = [(place[move.source.number], place[move.target.number]) for move in left]
    out: list[list[int]] = [[] for _ in place]
    for source, target in edges:
        out[source].append(target)
    of = strong_components(out).of
    return any(
        of[source] == of[target] and (move.customer_goes or not component.takes_customers)
        for (source, target), move in zip(edges, left, strict=True)
    )


def _drop_superfluous(components: Sequence[EndlessComponent], moves: list[Move]) -> list[Move]:
    """Leave out what no single journey needs: together they have cycles that none of them has."""
    if len(components) == 1:
        return moves
    work = PROOF_WORK
    kept = list(moves)
    for pair in dict.fromkeys(_ends(move) for move in moves):
        work -= sum(len(each.moves) for each in components)
        fewer = [move for move in kept if _ends(move) != pair]
        if work > 0 and is_broken(components, fewer):
            kept = fewer
    return kept


def _ends(move: Move) -> tuple[int, int]:
    return move.source.number, move.target.number


def _distances(components: Iterable[EndlessComponent]) -> dict[int, int]:
    """Return how many moves each place is from where some customers come in."""
    away: dict[int, int] = {}
    for each in components:
        distance = each.journey.reach.distance
        for member in each.members:
            number = each.journey.nodes[member].number
            away[number] = min(away.get(number, distance[member]), distance[member])
    return away


def _order(move: Move, away: Mapping[int, int]) -> tuple[int, str, int, str, str, str]:
    source, target = move.source, move.target
    when = str(move.get("when") or "")
    return away[source.number], source.id, away[target.number], target.id, move.name, when


def phrase_break(found: CycleBreak, most_rounds: int) -> str:
    """Say what to change: edits that a policy can hold, and that all together they are enough."""
    if not found.moves:
        return f"limit some of the {found.total:,} moves here; they are too many to say which"
    sure = "enough" if found.exact else "enough, though perhaps not the fewest"
    edits = "; and ".join(_phrase_edits(found.moves, most_rounds))
    return f"{edits} - that is {sure}"


def _phrase_edits(moves: Sequence[Move], most_rounds: int) -> Iterator[str]:
    limited = [move for move in moves if move.kind == "handoff"]
    asking = [move for move in moves if move.kind != "handoff" and _asks_itself(move)]
    others = [move for move in moves if move.kind != "handoff" and not _asks_itself(move)]
    if limited:
        names = _list_names(f"{move.source.id} -> {move.target.id}" for move in limited)
        limit = f"(max_repeats: {min(2, most_rounds)})"
        yield f"limit {names} {limit}, or let it accomplish something (progress: true)"
    if asking:
        names = _list_names(move.source.id for move in asking)
        yield f"let {names} give up in time (attempts: {min(3, most_rounds)}) and lead to people"
    if others:
        names = _list_names(_phrase_way_back(move) for move in others)
        yield f"lead customers to people who settle it instead of {names}"


def _asks_itself(move: Move) -> bool:
    return move.source is move.target and move.source.kind == "step"


def _phrase_way_back(move: Move) -> str:
    return f"{move.source.id} -> {move.target.id} ({move.keys[0]})"


def _list_names(names: Iterable[str]) -> str:
    return ", ".join(shorten_list(list(dict.fromkeys(names)), NAMED))

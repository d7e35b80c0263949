"""How far it is, from each place of a journey on, to people, to the end and to an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms import shortest_paths
from cxlint.algorithms.weighted_paths import zero_one_paths
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from cxlint.algorithms.shortest_paths import BreadthFirstTree
    from cxlint.algorithms.weighted_paths import PathCosts
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Node

BEHIND = frozenset({"team", "approval"})
"""Kinds of place between which a case can move without the customer."""

ALWAYS = frozenset({
    "always", "every time", "every case", "in every case", "in all cases", "everybody",
    "immer", "jedes mal", "in jedem fall", "toujours", "à chaque fois", "dans tous les cas",
    "siempre", "cada vez", "en todos los casos",
})  # fmt: skip
"""What a handoff says of when it is made that leaves no case out."""


def to_person(journey: Journey) -> BreadthFirstTree:
    """Return the distances to a person; what customers do not notice adds nothing to them."""
    if not any(node.asks_nothing for node in journey.nodes):
        return back_from(journey, lambda node: node.is_person)
    return _to_people(journey, journey.into, lambda node: node.asks_nothing)


def to_person_in_order(journey: Journey, asking: Collection[str]) -> BreadthFirstTree:
    """Return the distances to a person by moves other than the failure of a look-up.

    A failure at a step of the kinds `asking` may be the customer's, and counts as a move.
    """
    back: list[list[int]] = [[] for _ in journey.nodes]
    for number, node in enumerate(journey.nodes):
        tolerant = node.entity is not None and node.entity.data.get("kind") in asking
        for move in journey.network.leaving[node.number]:
            target = journey.number(move.target)
            if target is not None and (tolerant or move.kind != "error"):
                back[target].append(number)
    return _to_people(journey, back, lambda node: node.asks_nothing)


def to_asked_person(journey: Journey) -> BreadthFirstTree:
    """Return the distances to a person by moves that can be chosen.

    What customers do not notice, or only hear, adds nothing to them.
    """
    back = shortest_paths.reverse(journey.offered)
    if not any(node.asks_nothing for node in journey.nodes):
        return shortest_paths.breadth_first(back, _people(journey))
    return _to_people(journey, back, lambda node: node.asks_nothing)


def _to_people(
    journey: Journey, back: Sequence[Sequence[int]], free: Callable[[Node], bool]
) -> BreadthFirstTree:
    steps: list[int | list[int]] = [0 if free(node) else 1 for node in journey.nodes]
    least = zero_one_paths(back, steps, _people(journey))
    return shortest_paths.BreadthFirstTree([int(cost) for cost in least.cost], least.parent)


def _people(journey: Journey) -> list[int]:
    return [number for number, node in enumerate(journey.nodes) if node.is_person]


def back_from(journey: Journey, wanted: Callable[[Node], bool]) -> BreadthFirstTree:
    """Return the distances on to the nearest place that is wanted."""
    goals = [number for number, node in enumerate(journey.nodes) if wanted(node)]
    return shortest_paths.breadth_first(journey.into, goals)


def settles(journey: Journey, number: int) -> bool:
    """Whether the matter can be settled at this place, as far as the policy says.

    That is an outcome that ends it, a team of which nothing says what it closes and that does not
    hand everything on, and a step after which a new matter begins. A channel or a menu of which
    nothing says where it leads may settle it too; so may, where no contact reason is known, a
    place that some leave.
    """
    node = journey.nodes[number]
    stated = node.entity.data if node.entity else {}
    if node.is_end:
        return True
    if node.kind == "team" and node.entity and stated.get("closes") is None:
        return not hands_everything_on(journey.via[number])
    leaving = journey.network.leaving[node.number]
    if node.kind == "step" and node.is_person and not leaving:
        return True
    if not leaving:
        return node.kind == "channel" or stated.get("options") is not None
    if not journey.intents and any(move.intents is not None for move in leaving):
        return True
    return node.kind != "team" and any(move.new_matter for move in journey.via[number])


def hands_everything_on(moves: Iterable[Move]) -> bool:
    """Whether a team, by the moves that leave it, passes every matter on to somebody else."""
    handed = [move for move in moves if move.kind == "handoff" and move.target.kind != "outcome"]
    shares = [quantities.percentage(move.get("share")) for move in handed if move.get("share")]
    return sum(shares) >= 1 or any(_is_always(move) for move in handed)


def _is_always(move: Move) -> bool:
    return str(move.get("when") or "").strip(" .").casefold() in ALWAYS


def fewest_transfers(journey: Journey) -> PathCosts:
    """Return the fewest transfers on to a place where the matter can be settled."""
    steps = costs_back(journey, [0] * journey.size, lambda move: int(move.transfers))
    return zero_one_paths(journey.into, steps, journey.answers)


def costs_back(
    journey: Journey, usual: Sequence[int], behind: Callable[[Move], int]
) -> list[int | list[int]]:
    """Return what each move costs, in step with `inward`, for a walk backwards.

    A move into place i costs `usual[i]`, unless it leaves a team or an approval: then it costs
    what `behind` says of it.
    """
    steps: list[int | list[int]] = list(usual)
    touched = {
        target
        for number, node in enumerate(journey.nodes)
        if node.kind in BEHIND
        for target in journey.out[number]
    }
    moves_in = journey.inward[1]
    for number in touched:
        steps[number] = [
            behind(move) if move.source.kind in BEHIND else usual[number]
            for move in moves_in[number]
        ]
    return steps

"""Rings in which a customer can be sent round and round."""

from __future__ import annotations

from math import inf
from types import MappingProxyType
from typing import TYPE_CHECKING

from cxlint.calendar.coverage_gaps import coverage_gaps
from cxlint.calendar.opening_hours import ALWAYS, Hours
from cxlint.graph.endless_components import customer_components, group_by_move
from cxlint.graph.journey_intents import intents_at
from cxlint.graph.journey_paths import LONGEST_WAY, path_to, witness
from cxlint.graph.outcomes_ahead import onward
from cxlint.graph.staffing import in_one_zone
from cxlint.linting.check_support.cycle_breaks import break_cycles, phrase_break
from cxlint.linting.check_support.shortest_cycles import name_cycles, shortest_of
from cxlint.linting.check_support.withdrawals import can_always_withdraw
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.answers import beginnings_of, word_list_misfits
from cxlint.sentence_lists import shorten_list, shorten_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from cxlint.graph.endless_components import EndlessComponent
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network

NAMED = 3
"""How many contact reasons a sentence names."""

NEITHER = "neither a person nor an outcome"
"""What cannot be reached where no people are met at all."""

SHOWN = 20
"""How many moves to be changed a finding shows."""


def loop(
    network: Network,
    *,
    most_rounds: int,
    withdrawals: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Iterator[Hit]:
    """Yield what goes round on moves that accomplish nothing and that nothing ends.

    Looks at the strongly connected components of the moves of each journey, less those that
    accomplish something, those that are limited and those with which a different matter begins.
    One is told where the customer goes along on any part of it; components that share a move are
    told once. Two lines of which each sends on to the other when it is closed are no cycle where
    one of them is always open. The witness is the way there and a shortest cycle. What can be left
    for an outcome or a person, or has people in it, is a warning; anything else is an error, case
    `closed`, or `partly` where it is so for some contact reasons; people who say that they may
    settle nothing of it are none who end it. Case `limited` (also before
    these) where the cycle has a limit, and more rounds than a customer can live through. Silent
    where customers can withdraw in every round, for then it is theirs to go round once more. Case
    Fact `until`: when the platform stops the flow, as far as that is known. Case
    `work` where nothing but work of ours goes round: it is the case that does, and they wait.

    Args:
        network: the policy's graph.
        most_rounds: how many rounds a customer can live through; a higher limit ends nothing.
        withdrawals: by language, how words begin by which customers withdraw what they asked for.
    """
    words = beginnings_of(withdrawals)
    found = [
        component
        for component in customer_components(network, most_rounds)
        if not _takes_turns(component) and not can_always_withdraw(component, words)
    ]
    for group in group_by_move(found):
        yield _hit(group, most_rounds)


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield words that are none."""
    yield from word_list_misfits("withdrawals", params.get("withdrawals"))


def _takes_turns(component: EndlessComponent) -> bool:
    """Whether these are two channels that send on to one another when closed, and one is open.

    Over the year ahead, at every minute, as far as both state their hours.
    """
    between = component.moves
    if len(component.members) != 2 or any(move.kind != "closed" for move in between):
        return False
    policy = component.journey.network.policy
    stated = [policy.hours(move.entity) for move in between]
    known = [hours for hours in stated if hours is not None]
    listed = in_one_zone(Hours(ALWAYS), known) if len(known) == len(stated) else None
    return listed is not None and not coverage_gaps(listed[0], listed[1:], policy.today).minutes


def _may_be_open(move: Move) -> bool:
    """Whether customers are sent this way at a time of which nothing is said."""
    return move.kind == "closed" and not move.entity.says("open")


def _hit(group: Sequence[EndlessComponent], most_rounds: int) -> Hit:
    exits = {id(component): _way_out(component) for component in group}
    way_out = _way_out_of_all(exits.values())
    workers = _list_workers(group)
    if way_out == "" and workers:
        way_out = "work"
    grave = way_out in ("closed", "partly")
    shown, cycle = shortest_of([each for each in group if not grave or exits[id(each)] == "closed"])
    limit = min(move.rounds for move in cycle)
    places = {move.source.number for each in group for move in each.moves}
    broken = break_cycles(group)
    changed = {move.number: move for move in broken.moves}
    back = [move for move in cycle if move.number in changed]
    pointed = (back or cycle)[-1]
    start = shown.journey.number(cycle[0].source) or 0
    names = [move.source.id for move in cycle]
    return Hit(
        at=pointed.at,
        entity=pointed.name,
        key=tuple(sorted(names)),
        case=way_out if limit == inf else f"limited-{way_out}" if grave else "limited",
        severity="error" if grave else None,
        unstated=any(map(_may_be_open, cycle)),
        rests_on=tuple(sorted({move.source.name for each in group for move in each.moves})),
        facts={
            "ring": name_cycles(group, cycle, broken.moves),
            "places": len(places),
            "until": _name_step_limit(cycle, is_single=len(places) == 1),
            "limit": "" if limit == inf else int(limit),
            "people": shorten_path(workers or _people(group), between=" or "),
            "neither": _name_what_is_missing(group, exits),
            "stuck": _name_stuck(group, exits),
            "untie": phrase_break(broken, most_rounds),
        },
        intents=_concerned(group),
        formerly=tuple((move.name, *sorted(names)) for move in cycle if move is not pointed),
        witness=witness([*path_to(shown.journey, start), *cycle[:LONGEST_WAY]]),
        related=tuple(
            (move.at, f"{move.source.id} -> {move.target.id}, to be changed as well")
            for move in broken.moves[:SHOWN]
            if move is not pointed and not _asks_again_alike(move, pointed)
        ),
    )


def _name_step_limit(cycle: Sequence[Move], *, is_single: bool) -> str:
    """Say when the platform on which all of a cycle runs stops it; nothing where none is known."""
    limits = {move.at.document.step_limit for move in cycle}
    limit = limits.pop() if len(limits) == 1 else None
    if limit is None:
        return ""
    return f", until {limit.single if is_single else limit.several}"


def _asks_again_alike(move: Move, pointed: Move) -> bool:
    """Whether both lead from one place back to it, so that one limit there ends both.

    A handoff has a limit of its own.
    """
    if "handoff" in (move.kind, pointed.kind):
        return False
    return move.source is move.target is pointed.source is pointed.target


def _way_out(component: EndlessComponent) -> str:
    """Say how a component can be left.

    "" to people or an outcome, "people" by those in it, "closed" not at all.
    """
    journey = component.journey
    inside = set(component.members)
    for member in component.members:
        if journey.nodes[member].opaque:
            return ""
        if any(to not in inside for to in _ways_to_an_end(journey, member)):
            return ""
    return "people" if _people([component]) else "closed"


def _ways_to_an_end(journey: Journey, member: int) -> Iterator[int]:
    """Yield where a place leads from which people or an outcome can be reached.

    That the technology fails and cuts the customer off is no way out.
    """
    served, distance = onward(journey.network).served, journey.to_end.distance
    for move in journey.network.leaving[journey.nodes[member].number]:
        to = journey.number(move.target)
        if to is None or to not in journey.out[member] or distance[to] < 0:
            continue
        if move.kind != "error" or served[move.target.number]:
            yield to


def _people(group: Iterable[EndlessComponent]) -> list[str]:
    """Return who of a component may settle the matter."""
    return sorted(
        {
            each.journey.nodes[member].id
            for each in group
            for member in each.members
            if each.journey.nodes[member].is_person and not _closes_nothing(each.journey, member)
        }
    )


def _list_workers(group: Iterable[EndlessComponent]) -> list[str]:
    """Return who works on what goes round, where it is nothing but work; in words if unnamed."""
    found: set[str] = set()
    unnamed = False
    for each in group:
        for node in (each.journey.nodes[member] for member in each.members):
            if node.silent:
                continue
            if node.entity is None or node.entity.data.get("kind") != "work":
                return []
            by = node.entity.get("by")
            found.update([by] if by else [])
            unnamed = True
    return sorted(found) or (["whoever works on it"] if unnamed else [])


def _closes_nothing(journey: Journey, number: int) -> bool:
    """Whether a team says what it closes, and it is nothing of what comes to it here."""
    node = journey.nodes[number]
    told = node.kind == "team" and node.entity is not None and node.entity.says("closes")
    return told and number not in journey.answers


def _name_what_is_missing(group: Iterable[EndlessComponent], exits: Mapping[int, str]) -> str:
    """Say what cannot be reached by those who do not get out; there may be people with them."""
    stuck = [each for each in group if exits[id(each)] == "closed"]
    met = any(each.journey.nodes[member].is_person for each in stuck for member in each.members)
    return "neither an outcome nor anybody who may settle it" if met else NEITHER


def _way_out_of_all(exits: Collection[str]) -> str:
    if "closed" in exits:
        return "closed" if set(exits) == {"closed"} else "partly"
    return "people" if set(exits) == {"people"} else ""


def _concerned(group: Iterable[EndlessComponent]) -> tuple[str, ...]:
    ids = (id_ for each in group for id_ in intents_at(each.journey, each.members[0]))
    return tuple(dict.fromkeys(ids))


def _name_stuck(group: Iterable[EndlessComponent], exits: Mapping[int, str]) -> list[str]:
    """Name the contact reasons whose customers do not get out."""
    stuck = [each for each in group if exits[id(each)] == "closed"]
    others = [] if all(each.journey.intents for each in stuck) else ["any other matter"]
    return shorten_list([*sorted(_concerned(stuck)), *others], NAMED)

"""Remedies that nobody in the first contact may grant, and that customers must fetch elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.authority.frontline import Authority, Front, authority_over, fronts
from cxlint.graph.authority.limits import NOTHING
from cxlint.graph.journey_paths import path_to, witness
from cxlint.linting.model.finding import Hit
from cxlint.linting.model.observation import note
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.network import Move, Network

NAMED = 3
"""How many of those who may grant it a sentence names."""


def second_contact(network: Network, *, remedies: Sequence[str]) -> Iterator[Hit]:
    """Yield each first contact that may grant nothing of a remedy and carries the request nowhere.

    Facts: front, remedy, others (who may grant it). Case `carry`: the customer must carry the
    request on; otherwise the handoffs lead to nobody who may grant it. Silent where the law is
    named that demands it, where tiers are asked by us, and where no handoffs are stated.

    Args:
        network: the policy's graph.
        remedies: the ids of the remedies that must be within reach of the first contact.
    """
    authority = authority_over(network)
    note(network.policy, len(fronts(network)))
    for front in fronts(network):
        if front.own != NOTHING or front.ladder.id not in remedies or front.ladder.by_law:
            continue
        carried = authority.carried(front)
        if carried is not None and carried.above == NOTHING:
            told = authority.traced(front, carried)
            yield _hit(front, "carry", told.deciders, told.way)
        elif (others := _out_of_reach(front, authority)) and carried is None:
            yield _hit(front, "", others, ())


def _out_of_reach(front: Front, authority: Authority) -> tuple[str, ...]:
    """Return who may grant the remedy, if somebody may and the stated handoffs lead to none."""
    if front.ladder.tiers or front.place is None or authority.reachable(front) != NOTHING:
        return ()
    if front.journey.network.policy.unsure("handoff"):
        return ()
    if not any(move.kind == "handoff" for move in front.journey.via[front.place]):
        return ()
    return tuple(team for team, amount in front.ladder.may.items() if amount > NOTHING)


def _hit(front: Front, case: str, others: Sequence[str], way: Sequence[Move]) -> Hit:
    assert front.team is not None
    assert front.place is not None
    return Hit(
        at=front.team.at("may", front.ladder.id),
        entity=front.team.name,
        key=(front.ladder.id,),
        case=case,
        facts={
            "front": front.team,
            "remedy": front.ladder.id,
            "others": shorten_list(others, NAMED),
        },
        intents=tuple(intent.id for intent in front.intents),
        rests_on=(front.limit_name,),
        witness=witness([*path_to(front.journey, front.place), *way]),
    )

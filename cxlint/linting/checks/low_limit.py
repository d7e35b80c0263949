"""Limits of the front line that most cases exceed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.journeys.authority import frontline
from cxlint.journeys.ladder import NOTHING, UNLIMITED
from cxlint.journeys.shares import values
from cxlint.linting.finding import Hit
from cxlint.reading import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from cxlint.journeys.authority import Front
    from cxlint.journeys.network import Network
    from cxlint.journeys.shares import Values
    from cxlint.reading.document import At
    from cxlint.reading.entity import Entity


def low_limit(network: Network, *, min_covered: str) -> Iterator[Hit]:
    """Yield each limit of the front line that certainly covers too few of the cases.

    The front line is whom customers meet first, and every team of tier 1 that they are handed to.
    Between two quantiles the share is an interval; only where its upper bound is too low is
    anything said. Facts: front, limit, remedy, covered, intent, enough. Teams that may grant
    nothing at all, or anything, are left alone, and so is what the law demands.

    Args:
        network: the policy's graph.
        min_covered: the share of cases that the limit must cover.
    """
    wanted = quantities.percentage(min_covered)
    known: dict[str, Values | None] = {}
    for front in frontline(network):
        if not NOTHING < front.own < UNLIMITED or front.ladder.by_law or front.team is None:
            continue
        short = []
        for intent in front.intents:
            if intent.id not in known:
                known[intent.id] = values(intent)
            spread = known[intent.id]
            if spread is None or spread.currency != front.ladder.currency:
                continue
            covered = spread.between(NOTHING, front.own)
            if covered.high < wanted:
                short.append((covered.high, intent, covered, spread))
        if short:
            _, intent, covered, spread = min(short, key=lambda each: each[0])
            yield Hit(
                at=_at(front, front.team),
                entity=front.team.name,
                key=(front.ladder.id,),
                facts={
                    "front": front.team,
                    "limit": front.ladder.money(front.own),
                    "remedy": front.ladder.id,
                    "covered": str(covered) if covered.high else "none of the cases",
                    "intent": intent,
                    "enough": _enough(spread, wanted, front),
                },
                intents=tuple(intent.id for _, intent, _, _ in short),
            )


def _enough(spread: Values, wanted: Fraction, front: Front) -> str:
    """Return a stated sum that covers the wanted share, or that share in words."""
    for share, amount in spread.quantiles:
        if share >= wanted:
            return front.ladder.money(amount)
    return f"what {float(wanted * 100):.0f} % of the cases come to"


def _at(front: Front, team: Entity) -> At:
    if team.says("may", front.ladder.id):
        return team.at("may", front.ladder.id)
    entity = front.ladder.entity
    assert entity is not None
    number = next(t.number for t in front.ladder.tiers if t.alone(team.id) and t.up_to == front.own)
    return entity.at("tiers", number, "up_to")

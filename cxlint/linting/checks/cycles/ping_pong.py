"""Cases that teams hand round behind the customer's back."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from cxlint.graph.endless_components import case_components, group_by_move
from cxlint.graph.journey_intents import intents_at
from cxlint.linting.check_support.cycle_breaks import break_cycles, phrase_break
from cxlint.linting.check_support.shortest_cycles import name_cycles, shortest_of
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.endless_components import EndlessComponent
    from cxlint.graph.network import Network


def ping_pong(network: Network, *, most_rounds: int) -> Iterator[Hit]:
    """Yield the teams that hand cases to one another, or round, without limit or progress.

    However many teams are on the way round. Where the customer goes along on any part it is left
    to `loop`. Points to the handoff that leads back. Case `round` where it is not just two teams,
    `limited` where there is a limit, and it is higher than fine. Facts: one, other, ring, limit,
    untie.

    Args:
        network: the policy's graph.
        most_rounds: how many rounds customers can live through; a higher limit ends nothing.
    """
    for group in group_by_move(case_components(network, most_rounds)):
        yield _hit(group, most_rounds)


def _hit(group: Sequence[EndlessComponent], most_rounds: int) -> Hit:
    _, cycle = shortest_of(group)
    broken = break_cycles(group)
    teams = {move.source.id for each in group for move in each.moves}
    *before, back = cycle
    limit = min(move.rounds for move in cycle)
    pair = len(teams) == len(cycle) == 2
    ids = (id_ for each in group for id_ in intents_at(each.journey, each.members[0]))
    return Hit(
        at=back.at,
        entity=back.name,
        key=tuple(move.name for move in before),
        case="limited" if limit < inf else "" if pair else "round",
        facts={
            "one": cycle[0].source.id,
            "other": cycle[0].target.id,
            "limit": "" if limit == inf else int(limit),
            "ring": name_cycles(group, cycle, broken.moves),
            "untie": phrase_break(broken, most_rounds),
        },
        formerly=((before[0].name, back.name),) if pair else (),
        intents=tuple(dict.fromkeys(ids)),
        related=tuple((move.at, f"{move.source.id} -> {move.target.id}") for move in before),
    )

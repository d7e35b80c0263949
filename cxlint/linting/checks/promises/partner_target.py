"""What partners owe us, against what we promise customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.journey_intents import intents_at
from cxlint.linting.check_support.extensions import Deadline, read_deadline
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.policy.parties import is_partner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

Promised = tuple[Deadline, "At"]


def partner_target(network: Network, *, targets: Sequence[str]) -> Iterator[Hit]:
    """Yield each partner that may take as long as customers were promised the whole would take.

    For every contact reason whose way can pass the partner, the partner's time is compared with
    the promise of the contact reason, and with promises of a resolution that name it. What a
    promise may be extended by is named, and excuses nothing. Facts: id, takes, promised, longest,
    intent: of the tightest promise.

    Args:
        network: the policy's graph.
        targets: where a team states what it owes, best first: ola, contract.
    """
    promises = _promises(network.policy)
    passed: dict[str, dict[str, None]] = {}
    if not promises:
        return
    for journey in network.journeys:
        for number, node in enumerate(journey.nodes):
            if node.entity and node.kind == "team" and is_partner(node.entity):
                there = dict.fromkeys(intents_at(journey, number))
                passed.setdefault(node.id, {}).update(there)
    for team in network.policy.of("team"):
        if team.id in passed:
            yield from _weaker(team, targets, passed[team.id], promises)


def _promises(policy: Policy) -> dict[str, Promised]:
    """Return the tightest promise of a resolution for each contact reason, and where it stands."""
    found: dict[str, Promised] = {}
    for intent in policy.of("intent"):
        if (within := intent.duration("promise")) is not None:
            found[intent.id] = Deadline(within), intent.at("promise")
    for promise in policy.of("promise"):
        deadline = read_deadline(promise, "resolution")
        for id_ in promise.texts("intents") if deadline is not None else ():
            if deadline is not None and (id_ not in found or _is_tighter(deadline, found[id_][0])):
                found[id_] = deadline, promise.at("resolution")
    return found


def _is_tighter(one: Deadline, other: Deadline) -> bool:
    return (one.within.seconds, one.seconds) < (other.within.seconds, other.seconds)


def _weaker(
    team: Entity,
    targets: Sequence[str],
    intents: Mapping[str, None],
    promises: Mapping[str, Promised],
) -> Iterator[Hit]:
    kind = next((kind for kind in targets if team.says(kind, "resolution")), None)
    takes = team.duration(kind, "resolution") if kind else None
    if kind is None or takes is None:
        return
    broken = [id_ for id_ in intents if id_ in promises and not takes < promises[id_][0].within]
    if not broken:
        return
    tightest = min(broken, key=lambda id_: promises[id_][0].within.seconds)
    promised, at = promises[tightest]
    yield build_hit(
        team,
        kind,
        "resolution",
        facts={
            "takes": takes,
            "promised": promised.within,
            "longest": promised.extension_text,
            "intent": tightest,
        },
        intents=tuple(broken),
        related=((at, f"{tightest} is promised within {promised}"),),
    )

"""Self-service that fails, and where it leaves the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.network import Move, Network, Node
    from cxlint.language.entity import Entity

ON_FAILURE = ("on_failure", "on_error")

ASKING = frozenset({"form", "menu"})
"""Kinds of step at which what has failed is what customers entered, and asking again is right."""

LOOKED_ON = 200
"""How many places behind a failure are looked through for a way out; beyond, one is assumed."""


def fallback(network: Network, *, kinds: Sequence[str]) -> Iterator[Hit]:
    """Yield each self-service step that leaves customers alone when it does not work out.

    The plain case: it counts attempts, and nothing says what follows the last one (unstated,
    unless the flow was read whole from a vendor's file). The case
    `lost`: where customers are sent on failure, nothing leads on to a person or another channel,
    but back; where what they entered did not fit, being sent back is being asked again. A step
    with a way to a person, or with one in sight, yields nothing, nor does one that hands over to
    people or to another channel by itself, nor one to which nothing leads. Left to others are a
    step that asks again, which is `loop`, and a contact that just ends, which is `cut_off`.
    Facts: id, attempts, target.

    Args:
        network: the policy's graph.
        kinds: the kinds of step that are self-service.
    """
    policy = network.policy
    if policy.unsure("handoff"):
        return
    met = {node.number for journey in network.journeys for node in journey.nodes}
    for step in policy.of("step"):
        stated = next((field for field in ON_FAILURE if step.says(field)), None)
        if step.get("kind") not in kinds or not (stated or step.says("attempts")):
            continue
        node = network.node(step.id)
        if node is None or node.opaque or node.number not in met or _helps(network, node):
            continue
        if stated is not None:
            again = stated == "on_failure" and step.get("kind") in ASKING
            target = step.get(stated, "goes_to")
            if _leads_nowhere(network, node, target, again=again):
                yield _hit(step, stated, "lost", target=target)
        elif network.leaving[node.number]:
            yield _hit(step, "attempts", "", attempts=step.get("attempts"))


def _helps(network: Network, node: Node) -> bool:
    """Whether a person is offered or in sight here, or one move leads to people or a channel."""
    if node.entity is not None and node.entity.get("contact_visible") is True:
        return True
    return any(_is_way_out(move) for move in network.leaving[node.number])


def _is_way_out(move: Move) -> bool:
    target = move.target
    return move.kind == "person" or target.is_person or target.kind == "channel" or target.opaque


def _leads_nowhere(network: Network, node: Node, target: str, *, again: bool) -> bool:
    """Whether no way from the target leads on, other than through the step that has failed.

    Where it may be asked `again`, a way back to that step leads on.
    """
    start = network.node(target)
    if start is None or start.opaque or start is node:
        return False
    seen = {node.number, start.number}
    waiting = [start]
    for place in waiting:  # grows while it is read
        if len(seen) > LOOKED_ON or _helps(network, place) or _just_ends(place):
            return False
        for move in network.leaving[place.number]:
            if again and move.target is node:
                return False
            if move.target.number not in seen:
                seen.add(move.target.number)
                waiting.append(move.target)
    return True


def _just_ends(place: Node) -> bool:
    """Whether the contact is over there, and nothing says whether that settles the matter."""
    outcome = place.entity if place.kind == "outcome" else None
    return outcome is not None and outcome.get("kind") == "ended"


def _hit(step: Entity, field: str, case: str, *, attempts: object = "", target: str = "") -> Hit:
    return build_hit(
        step,
        field,
        facts={"attempts": attempts, "target": target},
        key=(field,),
        case=case,
        unstated=not case and not step.document.vendor_file,
    )

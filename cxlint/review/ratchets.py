"""Contact reasons that may never become worse: what they cost customers, held against before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.change import WORSE, Change, Spot
from cxlint.graph.builder import build
from cxlint.linting.suppressions.ratchets import FIGURES, measure_costs, say_costs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.language.entity import Entity
    from cxlint.linting.suppressions.ratchets import Costs
    from cxlint.policy.policy import Policy

RATCHET = "ratchet"
"""The aspect, and the key of a contact reason that asks for it."""


def find_breaches(before: Policy, after: Policy, renames: Mapping[str, str]) -> list[Change]:
    """Return the figures that are worse of contact reasons that say `ratchet`, then or now.

    What could be worked out before and cannot any more is worse, too.
    """
    pairs = list(_pair_held(before, after, renames))
    if not pairs:
        return []
    then = measure_costs(build(before), [old for old, _ in pairs])
    now = measure_costs(build(after), [new for _, new in pairs])
    return [breach for old, new in pairs for breach in _breaches(new, then[old.id], now[new.id])]


def _pair_held(
    before: Policy, after: Policy, renames: Mapping[str, str]
) -> Iterator[tuple[Entity, Entity]]:
    """Yield the contact reasons of both sides that are held to what they were."""
    now = {f"intent/{each.id}": each for each in after.of("intent")}
    for old in before.of("intent"):
        new = now.get(renames.get(f"intent/{old.id}", f"intent/{old.id}"))
        if new is not None and (old.affirms(RATCHET) or new.affirms(RATCHET)):
            yield old, new


def _breaches(intent: Entity, then: Costs, now: Costs) -> Iterator[Change]:
    at = intent.at(RATCHET) if intent.says(RATCHET) else intent.at()
    span = at.span()
    for name in FIGURES:
        if name in then and (name not in now or now[name] > then[name]):
            was = say_costs({name: then[name]})
            told = say_costs({name: now[name]}) if name in now else "a number that cannot be told"
            yield Change(
                f"intent/{intent.id}",
                RATCHET,
                WORSE,
                f"{intent.id} may never become worse; at worst {was}, now {told}",
                was,
                told,
                new_place=Spot(at.document.path, span.line, span.column),
            )

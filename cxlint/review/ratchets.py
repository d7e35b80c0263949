"""Contact reasons that may never become worse: what they cost customers, held against before."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cxlint.changes.change import WORSE, Change, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.changes.change import Difference, JourneyShift
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

RATCHET = "ratchet"
"""The aspect, and the key of a contact reason that asks for it."""

FIGURES = {
    "contacts.max": "contacts at worst",
    "approvals.max": "decisions at worst",
    "effort_minutes.max": "minutes of customers' time at worst",
    "elapsed.max_hours": "hours until the end at worst",
}
"""The figures that may not become worse, and what they are called in a sentence."""


def find_breaches(found: Difference, before: Policy, after: Policy) -> list[Change]:
    """Return the figures that are worse of contact reasons that say `ratchet`, then or now."""
    kept = _kept(before, after, found.renames)
    return [
        _breach(shift, kept[shift.intent.removeprefix("intent/")])
        for shift in found.journeys
        if shift.intent.removeprefix("intent/") in kept and _is_worse(shift)
    ]


def _kept(
    before: Policy, after: Policy, renames: Mapping[str, str]
) -> dict[str, tuple[Entity, bool]]:
    """Return the contact reasons of the head that are held to what they were, by their ids."""
    held = {renames.get(f"intent/{each.id}", f"intent/{each.id}") for each in _ratcheted(before)}
    held |= {f"intent/{each.id}" for each in _ratcheted(after)}
    return {
        each.id: (each, each.affirms(RATCHET))
        for each in after.of("intent")
        if f"intent/{each.id}" in held
    }


def _ratcheted(policy: Policy) -> Iterator[Entity]:
    return (each for each in policy.of("intent") if each.affirms(RATCHET))


def _is_worse(shift: JourneyShift) -> bool:
    """Whether a figure is greater, or can be told no longer."""
    if shift.quantity not in FIGURES or shift.old is None:
        return False
    try:
        return float(shift.new or math.inf) > float(shift.old)
    except ValueError:  # it is no number, and says so in words
        return False


def _breach(shift: JourneyShift, held: tuple[Entity, bool]) -> Change:
    intent, still = held
    now = shift.new or "not to be told"
    told = f"{intent.id} may never become worse; {FIGURES[shift.quantity]}: {shift.old}, now {now}"
    at = intent.at(RATCHET) if still else intent.at()
    span = at.span()
    place = Spot(at.document.path, span.line, span.column)
    return Change(
        f"intent/{intent.id}", RATCHET, WORSE, told, shift.old, shift.new, new_place=place
    )

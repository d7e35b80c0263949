"""What is to be said beside the figures of a partner: which of its promises binds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.analysis.quantity import Part, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity

TARGETS = ("first_reply", "next_reply", "update_every", "resolution")


def find_note(team: Entity) -> Quantity:
    """Return what is to be said of the bounds of a team; no text where there is nothing."""
    found = [*_notes(team)]
    text = "; ".join(part.text for part in found)
    name = f"team.{team.id}.note"
    if not text:
        return Quantity(name, why=f"there is nothing to say beside the figures of {team.id}")
    return Quantity(name, text, parts=tuple(found))


def _notes(team: Entity) -> Iterator[Part]:
    if team.get("party") != "partner":
        return
    for key in TARGETS:
        owed, agreed = team.duration("ola", key), team.duration("contract", key)
        words = key.replace("_", " ")
        if owed is None:
            continue
        at = team.at("ola", key)
        if agreed is None:
            yield Part(
                f"no contract backs the {words} of {owed} that {team.id} owes by its OLA", at
            )
        elif owed < agreed and owed.business == agreed.business:
            yield Part(
                f"the contract of {team.id} binds, with a {words} of {agreed}; its OLA of {owed} "
                "is tighter than that",
                at,
            )

"""Whose people a team is: ours, a partner's, or nobody's: a body that decides about us."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxlint.language.entity import Entity


def is_own(team: Entity) -> bool:
    """Whether its people are ours, as far as is said."""
    return team.get("party") in (None, "internal")


def is_partner(team: Entity) -> bool:
    """Whether its people are a partner's, who work for us."""
    return bool(team.get("party") == "partner")


def is_independent(team: Entity) -> bool:
    """Whether it is an ombudsman, a regulator or the like: a matter that comes there has ended."""
    return bool(team.get("party") == "independent")

"""Rules that do nothing: administrators use them as headings of a long list."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.importers.zendesk.conditions import Part
    from cxlint.importers.zendesk.resources import Thing

UNCHANGEABLE = "closed"
"""The status after which nothing changes a ticket any more."""

RULES = ("trigger", "automation")


def is_heading(thing: Thing) -> bool:
    """Whether a rule does nothing: its actions say what its conditions ask for already.

    No rule acts on a ticket that is closed, whatever it is to do. A rule without actions is none.
    """
    if thing.kind not in RULES:
        return False
    asked = thing.conditions("all")
    if any(_is_asked(each, "status", UNCHANGEABLE) for each in asked):
        return True
    return all(_has_already(action, asked) for action in thing.actions)


def _has_already(action: Part, asked: Sequence[Part]) -> bool:
    if action.field == "current_tags":
        return bool(action.values) and all(
            any(_is_asked(each, "current_tags", tag) for each in asked) for tag in action.values
        )
    value = action.value_text
    return bool(value) and any(_is_asked(each, action.field, value) for each in asked)


def _is_asked(part: Part, field: str, value: str) -> bool:
    """Whether a condition asks for a value and for no other; of tags one is enough to hold it."""
    return part.field == field and part.operator in ("is", "includes") and part.values == (value,)

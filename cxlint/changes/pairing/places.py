"""Where something stands, as a report shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.change import Cause, Spot

if TYPE_CHECKING:
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At


def spot(at: At | None) -> Spot | None:
    """Return the file, line and column of a place."""
    if at is None:
        return None
    span = at.span()
    return Spot(at.document.path, span.line, span.column)


def spot_of(entity: Entity | None, *keys: str | int) -> Spot | None:
    """Return where an entity says something, or the nearest thing above."""
    return None if entity is None else spot(entity.at(*keys))


def cause_of(entity: Entity, *keys: str | int) -> Cause:
    """Return what an entity says under these keys as the cause of a change."""
    found = spot(entity.at(*keys))
    assert found is not None
    return Cause(found, entity.name, ".".join(map(str, keys)))

"""What a check says of something that a policy states."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Severity
    from cxlint.parsing.document import At

    Spots = tuple[tuple[At, str], ...]

_NO_FACTS: Mapping[str, object] = MappingProxyType({})


def build_hit(
    entity: Entity,
    *keys: str | int,
    facts: Mapping[str, object] = _NO_FACTS,
    key: tuple[str, ...] = (),
    case: str = "",
    severity: Severity | None = None,
    intents: tuple[str, ...] = (),
    witness: Spots = (),
    related: Spots = (),
    unstated: bool = False,
    rests_on: tuple[str, ...] = (),
    bounds: tuple[str, ...] | None = None,
) -> Hit:
    """Return a hit on an entity, at what it says under these keys, or where it begins.

    Facts, besides those given: id.
    """
    known = {"id": entity.id, **facts}
    at = entity.at(*keys)
    return Hit(
        at, entity.name, known, key, case, severity, intents, witness, related,
        unstated=unstated, rests_on=rests_on, bounds=bounds,
    )  # fmt: skip

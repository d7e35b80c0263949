"""What customers are asked for, and what it is needed for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy


def purpose(policy: Policy) -> Iterator[Hit]:
    """Yield each field that is asked for and of which nothing says what for.

    Of steps only where some step says it of a field, of teams only where some team does. Of a
    field whose purpose is said in another place, it is known; it may be said in one that could
    not be read. Facts: id, field, other (a field that has a purpose).

    Args:
        policy: the policy.
    """
    if policy.unsure("step") or policy.unsure("team"):
        return
    explained = {kind: dict(_explained(policy, kind)) for kind in ("step", "team")}
    known = {field for fields in explained.values() for field in fields}
    for kind, fields in explained.items():
        for entity in policy.of(kind) if fields else ():
            listed = isinstance(entity.get("asks_for"), list)
            for number, field in enumerate(entity.texts("asks_for")):
                if _plain(field) not in known:
                    other = next(iter(fields.values()))
                    yield _hit(entity, field, (number,) if listed else (), other)


def _explained(policy: Policy, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the fields that have a purpose somewhere, plain and as they are written."""
    for entity in policy.of(kind):
        asked = entity.get("asks_for")
        for item in asked if isinstance(asked, list) else ():
            if isinstance(item, dict) and item.get("purpose") is not None:
                yield _plain(item["field"]), item["field"]


@lru_cache(maxsize=1_024)  # the same few fields are asked for everywhere
def _plain(field: str) -> str:
    return " ".join(field.casefold().split())


def _hit(entity: Entity, field: str, keys: tuple[int, ...], other: str) -> Hit:
    return build_hit(
        entity, "asks_for", *keys, facts={"field": field, "other": other}, key=(_plain(field),)
    )

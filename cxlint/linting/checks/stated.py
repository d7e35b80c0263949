"""Things that are wrong because of what is said of them, and need no comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.finding import Hit
from cxlint.linting.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.reading.policy import Policy


def stated(policy: Policy, *, of: str, field: str, where: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield each entity that says what `where` describes. Facts: id, kind, covers.

    Args:
        policy: the policy.
        of: the kind of entity, such as step.
        field: the dotted field that findings point to.
        where: what an entity must say to be found.
    """
    for entity in select(policy, of, where):
        yield Hit(
            at=entity.at(*field.split(".")),
            entity=entity.name,
            facts={
                "id": entity.id,
                "kind": entity.get("kind") or of,
                "covers": entity.texts("covers"),
            },
        )

"""Things that are wrong because of what is said of them, and need no comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.policy.policy import Policy


def stated(policy: Policy, *, of: str, field: str, where: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield each entity that says what `where` describes.

    Facts: id, kind, and what it says under each field of `where` that has no dot.

    Args:
        policy: the policy.
        of: the kind of entity, such as step.
        field: the dotted field that findings point to.
        where: what an entity must say to be found.
    """
    told = [name for name in where if "." not in name]
    for entity in select(policy, of, where):
        said = {name: entity.texts(name) for name in told}
        facts = {**said, "id": entity.id, "kind": entity.get("kind") or of}
        yield Hit(at=entity.at(*field.split(".")), entity=entity.name, facts=facts)

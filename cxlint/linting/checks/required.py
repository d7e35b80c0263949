"""Things that must be said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.finding import Hit
from cxlint.linting.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.reading.policy import Policy


def required(
    policy: Policy, *, of: str, fields: Sequence[str], where: Mapping[str, Any] | None = None
) -> Iterator[Hit]:
    """Yield each entity that leaves out a field it must state. Facts: id, missing.

    Args:
        policy: the policy.
        of: the kind of entity, such as channel.
        fields: dotted fields; `a|b` asks for at least one of them.
        where: which entities of the kind are meant; all, where nothing is said.
    """
    wanted = [(field, [one.split(".") for one in field.split("|")]) for field in fields]
    for entity in select(policy, of, where):
        missing = [
            field.split("|")[0]
            for field, choices in wanted
            if not any(entity.says(*keys) for keys in choices)
        ]
        if missing:
            yield Hit(
                at=entity.at(),
                entity=entity.name,
                facts={"id": entity.id, "missing": missing},
            )

"""Times by which something is done: left out beside what makes no sense without, or too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.finding import Hit
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy


def due(
    policy: Policy, *, of: str, field: str, at_most: str, beside: Sequence[str]
) -> Iterator[Hit]:
    """Yield each entity that allows too long a time, or leaves the time out.

    Case `slow`: the stated time is longer than wanted. Case `missing`: none is stated, though one
    of the fields beside it is, and not with `false`. Facts: id, value (as stated, else as wanted),
    bound, beside (the field that makes one expect it, last word only).

    Args:
        policy: the policy.
        of: the kind of entity, such as review-source.
        field: the dotted field that states a duration; findings point there, or to what is above.
        at_most: the longest duration that is fine.
        beside: dotted fields; an entity that states one of them must state the duration too.
    """
    keys = field.split(".")
    bound = quantities.duration(at_most)
    neighbours = [each.split(".") for each in beside]
    for entity in policy.of(of):
        value = entity.duration(*keys)
        said = next((each[-1] for each in neighbours if _says(entity, each)), "")
        facts = {"id": entity.id, "value": value or bound, "bound": bound, "beside": said}
        if value is not None and value > bound:
            yield Hit(entity.at(*keys), entity.name, facts, case="slow")
        elif said and not entity.says(*keys):
            yield Hit(entity.at(*keys), entity.name, facts, case="missing")


def _says(entity: Entity, keys: Sequence[str]) -> bool:
    return entity.get(*keys) not in (None, False)

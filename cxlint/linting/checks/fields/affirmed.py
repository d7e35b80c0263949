"""Things that are wrong as soon as they are said to be so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.policy.policy import Policy


def affirmed(policy: Policy, *, of: str, fields: Sequence[str]) -> Iterator[Hit]:
    """Yield each field that an entity answers with `true`, where it stands.

    The case is the last word of the field. Facts: id.

    Args:
        policy: the policy.
        of: the kind of entity, such as reviews.
        fields: dotted fields, none of which may be true.
    """
    named = [field.split(".") for field in fields]
    for entity in policy.of(of):
        for keys in named:
            if entity.get(*keys) is True:
                word = keys[-1]
                facts = {"id": entity.id}
                yield Hit(entity.at(*keys), entity.name, facts, key=(word,), case=word)

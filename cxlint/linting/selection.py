"""Which entities a rule means: the words of `where`, published channels, and dotted fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from cxlint.reading.entity import Entity
    from cxlint.reading.policy import Policy


def select(policy: Policy, of: str, where: Mapping[str, Any] | None = None) -> Iterator[Entity]:
    """Yield the entities of a kind that meet every condition.

    A condition is a field (dotted: `respond.within`) and what it must say: a value, a list of
    values of which it says at least one, `{said: true}` or `{said: false}`, or `{not: values}`,
    which is also met where nothing is said. The field `id` is the entity's id.
    """
    found: Iterable[Entity] = policy.of(of)
    for field, wanted in (where or {}).items():
        keys = field.split(".")
        found = [entity for entity in found if _meets(entity, keys, wanted)]
    yield from found


def published(policy: Policy, kinds: Container[str]) -> list[Entity]:
    """Return the channels of these kinds to which customers may turn: all but those taken down."""
    return [
        channel
        for channel in policy.of("channel")
        if channel.get("kind") in kinds and channel.get("published") is not False
    ]


def fields(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each dotted field that the parameters of a rule name, behind its place in them."""
    for name in ("field", "at"):
        if isinstance(field := params.get(name), str) and field:
            yield (name,), field
    for number, choices in enumerate(params.get("fields") or ()):
        for field in choices.split("|") if isinstance(choices, str) else ():
            yield ("fields", number), field
    for field in params.get("where") or ():
        yield ("where", field), field


def _meets(entity: Entity, keys: list[str], wanted: Any) -> bool:
    said = entity.id if keys == ["id"] else entity.get(*keys)
    if isinstance(wanted, dict):
        if "said" in wanted:
            return (said is not None) is wanted["said"]
        return not _says(said, wanted["not"])
    return _says(said, wanted)


def _says(said: Any, wanted: Any) -> bool:
    choices = wanted if isinstance(wanted, list) else [wanted]
    if isinstance(said, list):
        return any(word in choices for word in said)
    return said in choices

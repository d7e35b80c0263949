"""Which entities a rule means: the words of `where`, published channels, and dotted fields."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy


def select(policy: Policy, of: str, where: Mapping[str, Any] | None = None) -> Iterator[Entity]:
    """Yield the entities of a kind, or of several (`channel|step`), that meet every condition.

    A condition is a field (dotted: `respond.within`) and what it must say: a value, a list of
    values of which it says at least one, or operators, all of which must be met: `said: true` or
    `said: false`; `not: values`, which is also met where nothing is said; `at_least` and `at_most`
    with a quantity, or with a whole number, by which lists are counted; `contains` and
    `starts_with` with a text, or several of which one must be met, capitals or not; `lacks`, where
    `contains` is not met. Where a field leads through a list, one item that meets the condition is
    enough. The field `id` is the entity's id.
    """
    kinds = of.split("|")
    found: Iterable[Entity] = (
        policy.of(of) if len(kinds) == 1 else [each for kind in kinds for each in policy.of(kind)]
    )
    for field, wanted in (where or {}).items():
        found = filter(_build_condition(field, wanted), found)
    yield from found


def meets(entity: Entity, where: Mapping[str, Any]) -> bool:
    """Whether an entity meets every condition of a `where`."""
    return all(_meets(entity, field.split("."), wanted) for field, wanted in where.items())


def published_channels(policy: Policy, kinds: Container[str]) -> list[Entity]:
    """Return the channels of these kinds to which customers may turn: all but those taken down."""
    return [
        channel
        for channel in policy.of("channel")
        if channel.get("kind") in kinds and channel.get("published") is not False
    ]


def fields_in(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each dotted field that the parameters of a rule name, behind its place in them.

    The fields of `where` are not among them.
    """
    for name in ("field", "at"):
        if isinstance(field := params.get(name), str) and field:
            yield (name,), field
    for number, choices in enumerate(params.get("fields") or ()):
        for field in choices.split("|") if isinstance(choices, str) else ():
            yield ("fields", number), field


def _build_condition(field: str, wanted: Any) -> Callable[[Entity], bool]:
    """Return what tells whether an entity meets a condition; each text is judged once."""
    keys = field.split(".")
    if len(keys) > 1 or field == "id" or not _looks_at_values(wanted):
        return lambda entity: _meets(entity, keys, wanted)
    known: dict[str | None, bool] = {}

    def met(entity: Entity) -> bool:
        said = entity.data.get(field)
        if said is not None and not isinstance(said, str):
            return _meets(entity, keys, wanted)
        if said not in known:
            known[said] = _meets(entity, keys, wanted)
        return known[said]

    return met


def _looks_at_values(wanted: Any) -> bool:
    """Whether a condition looks at nothing but what is said."""
    return not isinstance(wanted, dict) or OF_VALUES.keys() >= wanted.keys()


def _meets(entity: Entity, keys: list[str], wanted: Any) -> bool:
    said = entity.id if keys == ["id"] else entity.get(*keys)
    if said is None and len(keys) > 1:
        said = _values_through_lists(entity, keys)
    if isinstance(wanted, dict):
        return all(
            OF_VALUES[sign](said, each)
            if sign in OF_VALUES
            else OF_QUANTITIES[sign](entity, keys, each)
            for sign, each in wanted.items()
        )
    return _says(said, wanted)


def _values_through_lists(entity: Entity, keys: list[str]) -> Any:
    """Return what the items of a list say under the keys that lead through it."""
    from cxlint.linting.query.bounds import values_under

    return [value for value, _ in values_under(entity.data, keys)] or None


def _says(said: Any, wanted: Any) -> bool:
    choices = wanted if isinstance(wanted, list) else [wanted]
    if isinstance(said, list):
        return any(_place(word) in choices for word in said)
    return _place(said) in choices


def _place(said: Any) -> Any:
    """Return the id of a place of which more is said than its id; all else as it is."""
    if not isinstance(said, dict):
        return said
    return next((said[key] for key in ("goes_to", "at") if key in said), said)


def _at_least(entity: Entity, keys: list[str], wanted: Any) -> bool:
    return any(missed is False for _, missed in _compare_bounds(entity, keys, wanted))


def _at_most(entity: Entity, keys: list[str], wanted: Any) -> bool:
    return any(passed is False for passed, _ in _compare_bounds(entity, keys, wanted))


def _compare_bounds(
    entity: Entity, keys: list[str], wanted: Any
) -> Iterator[tuple[bool | None, bool | None]]:
    from cxlint.linting.query.bounds import parse_quantity, quantities_in

    to = parse_quantity(wanted)
    if to is not None:
        for found, _ in quantities_in(entity, keys, to):
            yield to.is_exceeded_by(found), to.is_missed_by(found)


def _contains(said: Any, wanted: Any) -> bool:
    texts = list(_fold_texts(said))
    return any(part in text for part in _fold_texts(wanted) for text in texts)


def _starts_with(said: Any, wanted: Any) -> bool:
    texts = list(_fold_texts(said))
    return any(text.startswith(part) for part in _fold_texts(wanted) for text in texts)


def _fold_texts(said: Any) -> Iterator[str]:
    for text in said if isinstance(said, list) else [said]:
        if isinstance(text, str):
            yield _fold_text(text)


@lru_cache(maxsize=1_024)
def _fold_text(text: str) -> str:
    return " ".join(text.casefold().split())


OF_VALUES: dict[str, Callable[[Any, Any], bool]] = {
    "said": lambda said, wanted: (said is not None) is wanted,
    "not": lambda said, wanted: not _says(said, wanted),
    "contains": _contains,
    "lacks": lambda said, wanted: not _contains(said, wanted),
    "starts_with": _starts_with,
}
OF_QUANTITIES: dict[str, Callable[[Entity, list[str], Any], bool]] = {
    "at_least": _at_least,
    "at_most": _at_most,
}
OPERATORS = (*OF_VALUES, *OF_QUANTITIES)
"""What may be asked of a field in `where`, besides what it says."""

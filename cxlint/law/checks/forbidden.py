"""Something that must not be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.comparison import Comparison, fact_name, unknown
from cxlint.law.lines import select
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.law.comparison import World
    from cxlint.law.lines import About


def forbidden(
    world: World,
    asked: object,
    *,
    about: About,
    field: str | Sequence[str],
    never: Sequence[str] = (),
    silence: str = "unknown",
    where: Mapping[str, object] | None = None,
    unless: Mapping[str, Sequence[str]] | None = None,
    words: str = "",
) -> Iterator[Comparison]:
    """Yield whether each thing states under a field, or one of several, what is forbidden.

    That is any of some words, or anything but a denial. `silence` says what it means where nothing
    is stated. Only things are meant that state `where`, as key and value; what says nothing of it
    and would be forbidden is not known, nor is what states it and nothing more. What is
    of such words alone under a key is not meant (`unless`).
    """
    lines = select(world, about)
    if lines.absence is not None:
        yield lines.absence
    asks = words or str(asked)
    fields = [tuple(each.split(".")) for each in ([field] if isinstance(field, str) else field)]
    for entity in filter(about.is_taken_back, lines.entities):
        if any(_is_of(entity, key, words) for key, words in (unless or {}).items()):
            continue
        decisive = {key: entity.get(key) for key in where or {}}
        if any(said not in (None, (where or {})[key]) for key, said in decisive.items()):
            continue
        unsaid_key = next((key for key, said in decisive.items() if said is None), "")
        stated = [keys for keys in fields if entity.says(*keys)]
        if not stated and (silence == "unknown" or (where and not unsaid_key)):
            yield unknown(fact_name(entity.kind, ".".join(fields[0])), entity)
        for keys in stated:
            said = ", ".join(_WORDS.get(each, each) for each in entity.texts(*keys))
            says = f"{keys[-1].replace('_', ' ')}: {said}"
            bad = _is_stated(entity, keys, never)
            if bad and unsaid_key:
                yield unknown(fact_name(entity.kind, unsaid_key), entity)
                continue
            yield Comparison("breach" if bad else "kept", entity, entity.at(*keys), says, asks)


_WORDS = {"True": "yes", "False": "no"}


def _is_of(entity: Entity, key: str, words: Sequence[str]) -> bool:
    """Whether everything that is said under a key is one of these words."""
    return entity.says(key) and set(entity.texts(key)) <= set(words)


def _is_stated(entity: Entity, keys: tuple[str, ...], never: Sequence[str]) -> bool:
    if never:
        return bool(set(never) & set(entity.texts(*keys)))
    value = entity.get(*keys)
    return not (is_denial(value) or is_nothing(entity, keys))


def is_nothing(entity: Entity, keys: tuple[str, ...]) -> bool:
    """Whether a sum is none, or a share of nothing."""
    value = entity.get(*keys)
    if not isinstance(value, str):
        return False
    if value in ("none", "free"):
        return True
    share = entity.percentage(*keys)
    if share is not None:
        return not share
    try:
        money = entity.money(*keys)
    except ValueError:
        return False
    return money is not None and not money.amount

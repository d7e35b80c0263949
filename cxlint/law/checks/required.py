"""Something that has to be there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.law.comparison import Comparison, fact_name, unknown
from cxlint.law.lines import select

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.law.comparison import World
    from cxlint.law.lines import About
    from cxlint.parsing.document import At


def required(
    world: World,
    asked: object,
    *,
    about: About,
    field: str,
    one_of: Sequence[str] = (),
    all_of: Sequence[str] = (),
    but: Sequence[str] = (),
    excused: Sequence[str] = (),
    patterns: Sequence[str] = (),
    or_says: Mapping[str, Sequence[str]] | None = None,
    denied_by: Sequence[str] = (),
    silence: str = "unknown",
    words: str = "",
) -> Iterator[Comparison]:
    """Yield whether each thing states under a field what is asked.

    That is one of some words, all of some, none of those that do not suffice (`but`), or else
    anything that is no denial; `patterns` are for whole words as good as those. Where the field is
    silent, a text may say it: `or_says` maps the key of the text to what it has to contain, as
    patterns, without a word that denies it (`denied_by`); otherwise `silence` says what it means.
    Where several words are asked, one of them suffices. What is not taken back for an `excused`
    ground is not meant. `words` is what is asked, in words.
    """
    lines = select(world, about)
    if lines.absence is not None and silence != "kept":
        yield lines.absence
    asks = words or str(asked)
    if isinstance(asked, list):
        one_of = asked
    for entity in lines.entities:
        if set(excused) & set(entity.texts("because")):
            continue
        if field not in _OF_ANY_ROW and not about.is_taken_back(entity):
            continue
        keys = tuple(field.split("."))
        if not entity.says(*keys) and silence == "kept":
            continue
        if not entity.says(*keys):
            denials = re.compile("|".join(denied_by) or _NEVER, re.IGNORECASE)
            yield _by_text(world, entity, field, or_says or {}, denials, asks)
            continue
        said = ", ".join(_WORDS.get(each, each) for each in entity.texts(*keys))
        says = f"{keys[-1].replace('_', ' ')}: {said}"
        wanted = [*one_of, *_met(patterns, entity.texts(*keys))]
        kept = _suffices(entity, keys, wanted, all_of, but)
        yield Comparison("kept" if kept else "breach", entity, entity.at(*keys), says, asks)


_OF_ANY_ROW = frozenset({"returnable", "disclosed_before_purchase"})
"""What a row says of things as well that nobody takes back."""

_WORDS = {"True": "yes", "False": "no"}


_NEVER = r"(?!)"


def _met(patterns: Sequence[str], said: Sequence[str]) -> list[str]:
    """Return what is said that one of the patterns is made for as a whole."""
    wanted = re.compile("|".join(patterns) or _NEVER, re.IGNORECASE)
    return [each for each in said if wanted.fullmatch(each)]


def _suffices(
    entity: Entity,
    keys: tuple[str, ...],
    one_of: Sequence[str],
    all_of: Sequence[str],
    but: Sequence[str],
) -> bool:
    stated = set(entity.texts(*keys))
    if entity.denies(*keys) or set(but) & stated:
        return False
    return set(all_of) <= stated and (not one_of or bool(set(one_of) & stated))


def _by_text(
    world: World,
    entity: Entity,
    field: str,
    texts: Mapping[str, Sequence[str]],
    denials: re.Pattern[str],
    asks: str,
) -> Comparison:
    """Return what the texts of a thing say; a script that is used by it says it as well."""
    for key, patterns in texts.items():
        wanted = re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)
        spoken = list(_spoken(world, entity, key))
        found = [each for each in spoken if wanted.search(each[1]) and not denials.search(each[1])]
        if spoken:
            at, said = [*found, *spoken][0]
            return Comparison("kept" if found else "breach", entity, at, f'"{said}"', asks)
    return unknown(fact_name(entity.kind, field), entity)


def _spoken(world: World, entity: Entity, key: str) -> Iterator[tuple[At, str]]:
    said = entity.get(key)
    if isinstance(said, str):
        yield entity.at(key), said
    for script in world.of("script"):
        if entity.id in script.texts("used_by") and isinstance(text := script.get("text"), str):
            yield script.at("text"), text

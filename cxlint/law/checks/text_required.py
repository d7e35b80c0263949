"""Words that customers have to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.law.comparison import Comparison, fact_name, unknown
from cxlint.law.lines import select

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.law.comparison import World
    from cxlint.law.lines import About


def text_required(world: World, asked: Mapping[str, str], *, about: About) -> Iterator[Comparison]:
    """Yield whether the words asked stand in what each thing says.

    Other words may say it as clearly, so that missing ones are not known to be a breach.
    """
    lines = select(world, about)
    if lines.absence is not None:
        yield lines.absence
    wanted = list(asked.values())
    for entity in lines.entities:
        scripts = (each.data for each in world.of("script") if entity.id in each.texts("used_by"))
        said = " ".join(_all_words([entity.data, *scripts])).casefold()
        lacking = [each for each in wanted if each.casefold() not in said]
        if lacking:
            told = f'whether {fact_name(entity.kind, "says")} is as clear as "{lacking[0]}"'
            yield unknown(told, entity)
        else:
            yield Comparison("kept", entity, entity.at(), " / ".join(wanted))


def _all_words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _all_words(each)

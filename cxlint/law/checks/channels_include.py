"""Ways on which a matter can be raised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.channel_kinds import channel_kinds
from cxlint.law.comparison import Comparison, fact_name, unknown
from cxlint.law.lines import select_intents
from cxlint.sentence_lists import join_with_and

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.law.comparison import World


def channels_include(
    world: World,
    asked: Sequence[str],
    *,
    concerns: Sequence[str],
    ways: Mapping[str, Sequence[str]],
    and_where_one_joins: bool = False,
) -> Iterator[Comparison]:
    """Yield whether contact reasons can begin on every way asked; `ways` are kinds of channel.

    It may be asked that they can begin as well on a kind of channel on which customers join.
    """
    joins = _joining_kinds(world) if and_where_one_joins else set()
    lines = select_intents(world, concerns)
    if lines.absence is not None:
        yield lines.absence
    for intent in lines.entities:
        kinds = channel_kinds(world, intent, "start")
        if not kinds:
            yield unknown(fact_name("intent", "start"), intent)
            continue
        lacking = [way for way in asked if not {*ways[way], "any"} & kinds]
        if joins and not {*joins, "any"} & kinds:
            lacking.append(f"{join_with_and(sorted(joins))}, where customers join")
        yield Comparison(
            "breach" if lacking else "kept",
            intent,
            intent.at("start"),
            says=f"it begins by {join_with_and(sorted(kinds))}, not by {join_with_and(lacking)}",
            asks=join_with_and(asked),
        )


def _joining_kinds(world: World) -> set[str]:
    leaving = next(world.of("leaving"), None)
    intent = None if leaving is None else world.policy.find("intent", str(leaving.get("join")))
    ids = () if intent is None else intent.texts("start")
    channels = [channel for id_ in ids if (channel := world.policy.find("channel", id_))]
    return {str(channel.get("kind")) for channel in channels} - {"any"}

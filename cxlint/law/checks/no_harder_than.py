"""Leaving is as easy as joining."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.channel_kinds import channel_kinds
from cxlint.law.comparison import Comparison, fact_name, unknown, unsaid
from cxlint.sentence_lists import join_with_and

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.law.comparison import World


def no_harder_than(
    world: World, asked: object, *, online: Sequence[str], every_way: bool = False, words: str = ""
) -> Iterator[Comparison]:
    """Yield whether one can leave online where one can join online.

    `online` are kinds of channels and steps. Where it is asked of `every_way`, one can leave by
    each kind of channel by which one can join.
    """
    leaving = next(world.of("leaving"), None)
    if leaving is None:
        yield unsaid(fact_name("leaving"))
        return
    ends = {key: _kinds(world, leaving, key) for key in ("join", "cancel")}
    for key, kinds in ends.items():
        if not kinds:
            yield unknown(fact_name("leaving", key), leaving)
            return
    join, cancel = ends["join"], ends["cancel"]
    lacking = join - cancel if every_way else set()
    if join & set(online) and not cancel & set(online):
        lacking |= join & set(online)
    yield Comparison(
        "breach" if lacking and "any" not in cancel else "kept",
        leaving,
        leaving.at("cancel"),
        says=f"one joins by {_list(join)} and leaves by {_list(cancel)}",
        asks=words or str(asked),
    )


def _kinds(world: World, leaving: Entity, key: str) -> set[str]:
    """Return the kinds of the channels and steps on which a contact reason begins."""
    intent = world.policy.find("intent", str(leaving.get(key)))
    return set() if intent is None else channel_kinds(world, intent, "start")


def _list(kinds: set[str]) -> str:
    return join_with_and(sorted(kinds))

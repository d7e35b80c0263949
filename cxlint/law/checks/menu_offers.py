"""Choices that have to be among the first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.law.comparison import Comparison, fact_name, unknown
from cxlint.law.first_steps import first_machines
from cxlint.law.lines import select
from cxlint.sentence_lists import join_with_and

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.law.comparison import World
    from cxlint.law.lines import About

_MENU = "menu"


def menu_offers(
    world: World,
    asked: Sequence[str],
    *,
    about: About,
    choices: Mapping[str, Mapping[str, Sequence[str]]],
) -> Iterator[Comparison]:
    """Yield whether the first menu of each channel offers every choice that is asked.

    A choice is known by what the contact reasons concern that it is for (`concerns`), or by its
    words (`words`, as patterns).
    """
    for channel in select(world, about).entities:
        for step in first_machines(world.policy, channel.texts("goes_to")):
            if step.get("kind") == _MENU:
                yield _compare(world, step, asked, choices)


def _compare(
    world: World,
    menu: Entity,
    asked: Sequence[str],
    choices: Mapping[str, Mapping[str, Sequence[str]]],
) -> Comparison:
    options = menu.get("options")
    if not options:
        return unknown(fact_name("step", "options"), menu)
    lacking = [each for each in asked if not _offers(world, options, choices[each])]
    says = f"no choice for {join_with_and(lacking)}" if lacking else "a choice for each"
    asks = f"a choice for {join_with_and(asked)} in the first menu"
    return Comparison("breach" if lacking else "kept", menu, menu.at("options"), says, asks)


def _offers(world: World, options: Sequence[Any], choice: Mapping[str, Sequence[str]]) -> bool:
    words = re.compile("|".join(choice["words"]), re.IGNORECASE)
    for option in options:
        said = option if isinstance(option, str) else str(option.get("say"))
        intents = option.get("intents") or () if isinstance(option, dict) else ()
        ids = [intents] if isinstance(intents, str) else intents
        found = [intent for id_ in ids if (intent := world.policy.find("intent", id_))]
        if any(set(choice["concerns"]) & set(each.texts("concerns")) for each in found):
            return True
        if words.search(said):
            return True
    return False

"""Escalations of which nobody can tell when a level is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.check_support.escalation_levels import read_levels
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.answers import beginnings_of, word_list_misfits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from cxlint.language.entity import Entity
    from cxlint.linting.check_support.escalation_levels import Level
    from cxlint.linting.text.keywords import Beginnings
    from cxlint.policy.policy import Policy

_NO_CLOCK: frozenset[bool] = frozenset()
_CLOCKS = (frozenset({True}), frozenset({False}))
"""Clocks of levels that can be compared: with those of no time at all, and with their own."""

FACTS = frozenset({"id", "level", "before", "after", "earlier", "triggers", "word"})
"""What a message may name."""


def unclear_levels(policy: Policy, *, events: Mapping[str, Sequence[str]]) -> Iterator[Hit]:
    """Yield the levels of escalations that can be read in two ways.

    Case `triggers`: a level is called after a time and at an event, or at several events, and
    nothing says whether the first or the last of them counts (`whichever`); a single `when` that
    names no event says in which cases the time counts. Case `alone`: `whichever` stands where there
    is only one trigger. Case `order`: a level that comes later in the list is called earlier for
    the same cases, as far as clocks can be compared; of each escalation the first. Facts: id,
    level; triggers and word (of `whichever`), or before, after and earlier in the case `order`.

    Args:
        policy: the policy.
        events: by language, how words begin that name something that happens, and not a case.
    """
    known = beginnings_of(events)
    for escalation in policy.of("escalation"):
        levels = list(read_levels(escalation))
        for level in levels:
            yield from _choice(escalation, level, known)
        yield from _order(escalation, levels)


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield words that are none."""
    yield from word_list_misfits("events", params.get("events"))


def _choice(escalation: Entity, level: Level, events: Beginnings) -> Iterator[Hit]:
    after, named = level.stated.get("after"), level.triggers
    triggers = [*([f"after {after}"] if after else ()), *(f'"{each}"' for each in named)]
    word = level.stated.get("whichever")
    if word is None:
        is_open = len(named) > 1 or (len(triggers) > 1 and any(map(events.search, named)))
        case, field = "triggers", "when"
    else:
        is_open, case, field = len(triggers) < 2, "alone", "whichever"
    if is_open:
        facts = {"level": level.number + 1, "triggers": triggers, "word": word or ""}
        yield _hit(escalation, level, field, case, facts)


def _order(escalation: Entity, levels: Sequence[Level]) -> Iterator[Hit]:
    longest: dict[tuple[object, object], Fraction] = {}
    for level in levels:
        seconds, clocks = level.seconds, level.clocks
        alike = [(level.cases, each) for each in (clocks, *([] if clocks else _CLOCKS), _NO_CLOCK)]
        is_comparable = bool(level.waits) and len(clocks) <= 1
        if (
            is_comparable
            and not level.follows
            and any(longest.get(each, seconds) > seconds for each in alike)
        ):
            before = next(each for each in levels if level.is_before(each))
            facts = {
                "level": level.number + 1,
                "before": before.number + 1,
                "after": level.called_after,
                "earlier": before.called_after,
            }
            yield _hit(escalation, level, "after", "order", facts)
            return
        if is_comparable:
            key = (level.cases, clocks)
            longest[key] = max(longest.get(key, seconds), seconds)


def _hit(
    escalation: Entity, level: Level, field: str, case: str, facts: Mapping[str, object]
) -> Hit:
    key = () if case == "order" else (str(level.number),)
    keys = ("steps", level.number, field)
    return build_hit(escalation, *keys, facts=facts, key=(case, *key), case=case)

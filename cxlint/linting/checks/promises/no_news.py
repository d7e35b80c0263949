"""Customers who wait for long and are told nothing meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import select
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration


def no_news(policy: Policy, *, longer_than: str, alone: str = "") -> Iterator[Hit]:
    """Yield each long wait for which nothing says that customers hear news.

    A contact reason whose promise is longer, its own or one that names it (the plain case), in a
    policy that states news for others, or where it says what customers are told at the start, or
    longer than `alone`, or one whose news nothing brings; a step of kind wait whose timeout is
    longer (the case `wait`), unless contact reasons state news. A promise of news or a team that
    owes them covers what it names, or everything; what could not be read might. Facts: id, waits,
    other.

    Args:
        policy: the policy.
        longer_than: the longest wait that needs no news.
        alone: the longest wait of which nothing is said unless the policy speaks of news.
    """
    longest = quantities.duration(longer_than)
    very_long = quantities.duration(alone) if alone else None
    if policy.unsure("promise") or policy.unsure("team"):
        return
    if any(team.says("sla", "update_every") for team in policy.of("team")):
        return
    covered = _covered(policy)
    if covered is None:
        return
    first = next((each for each in policy.of("intent") if _has_news(each)), None)
    for intent in policy.of("intent"):
        waits = _long(intent, "promise", longest) or _promised(policy, intent, longest)
        if waits is None or intent.id in covered:
            continue
        harms_alone = very_long is not None and waits > very_long
        denied = intent.denies("updates", "by")
        speaks = denied or first is not None or intent.says("expectation")
        if speaks or harms_alone:
            yield _hit(intent, waits, first, "longer_than" if speaks else "alone")
    if first is None:
        for step in select(policy, "step", {"kind": "wait"}):
            waits = _long(step, "timeout", longest)
            if waits is not None:
                yield _hit(step, waits, None, "longer_than")


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with the length of a wait."""
    for name in ("longer_than", "alone"):
        try:
            quantities.duration(params.get(name) or "1 day")
        except ValueError as error:
            yield (name,), str(error)


def _covered(policy: Policy) -> set[str] | None:
    """Return the contact reasons for which news are promised; None where that may be all."""
    covered: set[str] = set()
    for promise in policy.of("promise"):
        if promise.affirms("update_every"):
            named = promise.texts("intents")
            if not named:
                return None
            covered.update(named)
    return covered


def _long(entity: Entity, field: str, longest: Duration) -> Duration | None:
    stated = entity.duration(field)
    if stated is None or stated <= longest or _has_news(entity):
        return None
    return stated


def _promised(policy: Policy, intent: Entity, longest: Duration) -> Duration | None:
    """Return the longest resolution that a promise states for an intent with none of its own."""
    if intent.says("promise") or _has_news(intent):
        return None
    stated = [
        within
        for promise in policy.of("promise")
        if intent.id in promise.texts("intents") and (within := promise.duration("resolution"))
    ]
    found = max(stated, key=lambda each: each.minutes, default=None)
    return found if found is not None and found > longest else None


def _has_news(entity: Entity) -> bool:
    return entity.affirms("updates") and not entity.denies("updates", "by")


def _hit(entity: Entity, waits: Duration, other: Entity | None, bound: str) -> Hit:
    return build_hit(
        entity,
        facts={"waits": waits, "other": other or ""},
        case="wait" if entity.kind == "step" else "",
        intents=(entity.id,) if entity.kind == "intent" else (),
        bounds=(bound,),
    )

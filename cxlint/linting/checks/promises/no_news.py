"""Customers who wait for long and are told nothing meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.audience import Audience, reaches_all, read_promise_audience
from cxlint.linting.check_support.extensions import Deadline, read_deadline
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import select
from cxlint.records import NamedTuple
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration


EVERYBODY = Audience()


class News(NamedTuple):
    """For which contact reasons news are promised, none meaning all, and to whom."""

    intents: frozenset[str]
    audience: Audience


def no_news(policy: Policy, *, longer_than: str, alone: str = "") -> Iterator[Hit]:
    """Yield each long wait for which nothing says that customers hear news.

    A contact reason whose promise is longer, its own or one that names it (the plain case), in a
    policy that states news for others, or where it says what customers are told at the start, or
    longer than `alone`, or one whose news nothing brings; a step of kind wait whose timeout is
    longer (the case `wait`), unless contact reasons state news. A promise of news or a team that
    owes them covers what it names, or everything, for the customers it is for; what could not be
    read might. The longest wait counts: a promise with its extension. Facts: id, waits, other.

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
    news = _news(policy)
    if any(not each.intents and each.audience == EVERYBODY for each in news):
        return
    first = next((each for each in policy.of("intent") if _has_news(each)), None)
    for intent in policy.of("intent"):
        waits = _unbroken(policy, intent, longest, news)
        if waits is None:
            continue
        harms_alone = very_long is not None and waits.seconds > very_long.seconds
        denied = intent.denies("updates", "by")
        if harms_alone or denied or first is not None or intent.says("expectation"):
            yield _hit(intent, waits, first, "")
    if first is None and all(each.intents for each in news):
        for step in select(policy, "step", {"kind": "wait"}):
            waits = _long(step, "timeout", longest)
            if waits is not None:
                yield _hit(step, waits, None, "wait")


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with the length of a wait."""
    for name in ("longer_than", "alone"):
        try:
            quantities.duration(params.get(name) or "1 day")
        except ValueError as error:
            yield (name,), str(error)


def _news(policy: Policy) -> list[News]:
    """Return for which contact reasons and customers news are promised."""
    return [
        News(frozenset(promise.texts("intents")), read_promise_audience(promise))
        for promise in policy.of("promise")
        if promise.affirms("update_every")
    ]


def _long(entity: Entity, field: str, longest: Duration) -> Deadline | None:
    stated = entity.duration(field)
    if stated is None or stated <= longest or _has_news(entity):
        return None
    return Deadline(stated)


def _unbroken(
    policy: Policy, intent: Entity, longest: Duration, news: Sequence[News]
) -> Deadline | None:
    """Return the longest wait with a contact reason in which some customers hear nothing.

    Promises are for a contact reason that states no time of its own.
    """
    told = [each.audience for each in news if not each.intents or intent.id in each.intents]
    own = _long(intent, "promise", longest)
    if intent.says("promise") or _has_news(intent):
        return None if own is None or reaches_all(told, EVERYBODY) else own
    stated = [
        waits
        for promise in policy.of("promise")
        if intent.id in promise.texts("intents")
        and (waits := read_deadline(promise, "resolution")) is not None
        and not reaches_all(told, read_promise_audience(promise))
    ]
    found = max(stated, key=lambda each: each.seconds, default=None)
    return found if found is not None and found.seconds > longest.seconds else None


def _has_news(entity: Entity) -> bool:
    return entity.affirms("updates") and not entity.denies("updates", "by")


def _hit(entity: Entity, waits: Deadline, other: Entity | None, case: str) -> Hit:
    return build_hit(
        entity,
        facts={"waits": waits, "other": other or ""},
        case=case,
        intents=(entity.id,) if entity.kind == "intent" else (),
    )

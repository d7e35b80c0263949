"""Customers who wait for long and are told nothing meanwhile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.graph.staffing import staffed_teams
from cxlint.linting.check_support.extensions import Deadline, read_deadline
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import select
from cxlint.linting.text.answers import beginnings_of, word_list_misfits
from cxlint.policy.audience import Audience, reaches_all, read_promise_audience
from cxlint.records import NamedTuple
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.linting.text.keywords import Beginnings
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration


DENIES = re.compile(
    r"n't\b|\b(?:not|never|no|nobody|nothing|nicht|nichts|nie|kein\w*|pas|jamais|rien|nunca|nada)\b",
    re.IGNORECASE,
)
"""Words with which it may not be said that customers hear something."""

EVERYBODY = Audience()


class News(NamedTuple):
    """For which contact reasons news are promised, none meaning all, and to whom."""

    intents: frozenset[str]
    audience: Audience


def no_news(
    policy: Policy,
    *,
    longer_than: str,
    alone: str = "",
    tells: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Hit]:
    """Yield each long wait for which nothing says that customers hear news.

    A contact reason whose promise is longer, its own or one that names it (the plain case), in a
    policy that states news for others, or where it says what customers are told at the start, or
    longer than `alone`, or one whose news nothing brings; a step of kind wait whose timeout is
    longer (the case `wait`), unless contact reasons state news. A promise of news or a team that
    owes them covers what it names, or everything, for the customers it is for; what could not be
    read might. What customers are told at the start is news as well, if it says that they will hear
    something. The longest wait counts: a promise with its extension. Facts: id, waits, other.

    Args:
        policy: the policy.
        longer_than: the longest wait that needs no news.
        alone: the longest wait of which nothing is said unless the policy speaks of news.
        tells: by language, how words begin by which customers will hear something.
    """
    longest = quantities.duration(longer_than)
    very_long = quantities.duration(alone) if alone else None
    telling = beginnings_of(tells)
    news = _news(policy)
    if news is None or any(not each.intents and each.audience == EVERYBODY for each in news):
        return
    first = next((each for each in policy.of("intent") if _has_news(each)), None)
    promises = _promises_by_intent(policy)
    for intent in policy.of("intent"):
        waits = _unbroken(intent, promises.get(intent.id, ()), longest, news)
        if waits is None:
            continue
        denied = intent.denies("updates", "by")
        if not denied and _tells(intent, telling):
            continue
        harms_alone = very_long is not None and waits.seconds > very_long.seconds
        speaks = denied or first is not None or intent.says("expectation")
        if speaks or harms_alone:
            yield _hit(intent, waits, first, "longer_than" if speaks else "alone")
    if first is None and all(each.intents for each in news):
        for step in select(policy, "step", {"kind": "wait"}):
            waits = _long(step, "timeout", longest)
            if waits is not None:
                yield _hit(step, waits, None, "longer_than")


def _promises_by_intent(policy: Policy) -> dict[str, list[Entity]]:
    found: dict[str, list[Entity]] = {}
    for promise in policy.of("promise"):
        for id_ in dict.fromkeys(promise.texts("intents")):
            found.setdefault(id_, []).append(promise)
    return found


def _tells(intent: Entity, telling: Beginnings) -> bool:
    """Whether customers are told at the start that they will hear something."""
    said = (str(intent.get("expectation", key) or "") for key in ("next_step", "when"))
    return any(telling.search(text) and not DENIES.search(text) for text in said)


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with the length of a wait, and words that are none."""
    yield from word_list_misfits("tells", params.get("tells"))
    for name in ("longer_than", "alone"):
        try:
            quantities.duration(params.get(name) or "1 day")
        except ValueError as error:
            yield (name,), str(error)


def _news(policy: Policy) -> list[News] | None:
    """Return for which contact reasons and customers news are promised; None where for all."""
    if policy.unsure("promise") or policy.unsure("team"):
        return None
    if any(team.says("sla", "update_every") for team in staffed_teams(policy)):
        return None
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
    intent: Entity, promises: Sequence[Entity], longest: Duration, news: Sequence[News]
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
        for promise in promises
        if (waits := read_deadline(promise, "resolution")) is not None
        and not reaches_all(told, read_promise_audience(promise))
    ]
    found = max(stated, key=lambda each: each.seconds, default=None)
    return found if found is not None and found.seconds > longest.seconds else None


def _has_news(entity: Entity) -> bool:
    return entity.affirms("updates") and not entity.denies("updates", "by")


def _hit(entity: Entity, waits: Deadline, other: Entity | None, bound: str) -> Hit:
    return build_hit(
        entity,
        facts={"waits": waits, "other": other or ""},
        case="wait" if entity.kind == "step" else "",
        intents=(entity.id,) if entity.kind == "intent" else (),
        bounds=(bound,),
    )

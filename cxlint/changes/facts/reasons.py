"""Contact reasons, remedies, teams, scripts and messages: what single keys of them say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.change import NEUTRAL, Change
from cxlint.changes.facts.attributes import (
    Attribute,
    a_higher_count_is_worse,
    build_change,
    by_order,
    come_or_gone,
    compare_attributes,
    direction_of,
    fewer_is_worse,
    longer_is_worse,
    lower_sum_is_worse,
    more_is_worse,
    no_is_worse,
    unlike,
    unlike_where_stated,
)
from cxlint.changes.facts.channels import announced
from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.ranks import SAME
from cxlint.changes.pairing.sentences import show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.changes.pairing.sides import Pair
    from cxlint.language.entity import Entity

REMEDIES = {
    "refund": 0, "payout": 0, "replacement": 1, "repair": 1, "exchange": 1, "credit": 2,
    "goodwill": 2,
}  # fmt: skip
"""What settles a matter, the best for customers first."""

REMEDY = Attribute(("remedy",), "refund-form", unlike, words="what settles it")

CLOSING = Attribute(("closes",), "limit", fewer_is_worse, words="settles by itself")
SEGMENTS = Attribute(("discretion", "segments"), "limit", unlike, words="gets more: up to")
KNOWLEDGE = Attribute(
    ("shares_context_with",), "context", fewer_is_worse, words="what is told is known as well to"
)

STATED: dict[str, Sequence[Attribute]] = {
    "intent": (
        Attribute(("promise",), "promise", longer_is_worse, words="settled within"),
        Attribute(("documents",), "condition", more_is_worse, words="papers to hand in"),
        Attribute(("signatures",), "condition", a_higher_count_is_worse),
        Attribute(("updates", "every"), "promise", longer_is_worse, words="news every"),
        Attribute(("updates", "by"), "channel", fewer_is_worse, words="news by"),
        Attribute(("expectation", "when"), "promise", longer_is_worse, words="next step"),
        Attribute(("expectation", "next_step"), "text", announced, words="told at the start"),
    ),
    "remedy": (
        Attribute(("requires",), "condition", more_is_worse, words="to be shown"),
        Attribute(("low_value",), "condition", lower_sum_is_worse, words="nothing asked up to"),
        Attribute(("discretion", "floor"), "limit", lower_sum_is_worse, words="everybody gets"),
        Attribute(("discretion", "allowed"), "limit", no_is_worse, words="more may be done"),
        Attribute(("provisional",), "refund-time", no_is_worse, words="paid at once"),
        Attribute(("asked_by",), "approval", by_order("us", "customer"), words="asked for by"),
    ),
    "team": (
        Attribute(("sla", "first_reply"), "promise", longer_is_worse, words="first reply"),
        Attribute(("sla", "next_reply"), "promise", longer_is_worse, words="next reply"),
        Attribute(("sla", "update_every"), "promise", longer_is_worse, words="news every"),
        Attribute(("sla", "resolution"), "promise", longer_is_worse, words="settled within"),
        Attribute(("asks_for",), "step", more_is_worse, words="to be stated"),
    ),
    "script": (
        Attribute(("text",), "text", announced, words="words"),
        Attribute(("language",), "text", unlike_where_stated, words="language"),
    ),
    "review-source": (
        Attribute(("respond", "negative"), "promise", longer_is_worse, words="bad ones answered"),
        Attribute(("respond", "positive"), "promise", longer_is_worse, words="good ones answered"),
    ),
    "outcome": (
        Attribute(("reason",), "text", announced, words="reason given"),
        Attribute(("returns_to",), "step", no_is_worse, words="customers come back to"),
        Attribute(("kind",), "step", unlike_where_stated, words="how it ends"),
    ),
}  # fmt: skip


def compare_reasons(pair: Pair) -> Iterator[Change]:
    """Yield what differs of contact reasons and of what else states it by single keys."""
    for kind, attributes in STATED.items():
        for old, new in pair.both(kind):
            yield from compare_attributes(old, new, attributes, _who(new), pair.before)
    for old, new in pair.both("team"):
        yield from _compare_knowledge(pair, old, new)
        yield from _compare_closing(pair, old, new)
    for old, new in pair.both("remedy"):
        yield from _compare_segments(old, new)
    for old, new in pair.both("intent"):
        yield from _compare_remedies(pair, old, new)
    for is_gone, entities in ((True, pair.gone("intent")), (False, pair.come("intent"))):
        for entity in entities:
            yield _one_sided_reason(entity, is_gone=is_gone)
    for is_gone, entities in ((True, pair.gone("script")), (False, pair.come("script"))):
        for entity in entities:
            yield _one_sided_script(entity, is_gone=is_gone)


def _who(entity: Entity) -> dict[str, Any]:
    return {"intent": [entity.id]} if entity.kind == "intent" else {}


def _compare_knowledge(pair: Pair, old: Entity, new: Entity) -> Iterator[Change]:
    """Yield that a team knows no longer, or does now, what another one was told of a case."""
    there = [side.things("team").keys() for side in pair.sides]
    known = [
        {side.shared_id("team", each) for each in team.texts(*KNOWLEDGE.keys)} & there[0] & there[1]
        for side, team in zip(pair.sides, (old, new), strict=True)
    ]
    direction = ranks.fewer(sorted(known[0]), sorted(known[1]))
    if direction != SAME:
        values = sorted(known[0]) or None, sorted(known[1]) or None
        yield build_change(old, new, KNOWLEDGE, values, direction, {})


def _compare_closing(pair: Pair, old: Entity, new: Entity) -> Iterator[Change]:
    """Yield that a team settles fewer contact reasons by itself, or more, where it says which."""
    if not (old.says(*CLOSING.keys) and new.says(*CLOSING.keys)):
        return
    reasons = [side.things("intent").keys() for side in pair.sides]
    settled = []
    for side, team in zip(pair.sides, (old, new), strict=True):
        named = {side.shared_id("intent", each) for each in team.texts(*CLOSING.keys)}
        settled.append((reasons[0] & reasons[1]) & (named if "all" not in named else reasons[1]))
    direction = ranks.fewer(sorted(settled[0]), sorted(settled[1]))
    if direction != SAME and all(side.meets(new.id) for side in pair.sides):
        lost, won = settled[0] - settled[1], settled[1] - settled[0]
        who = {"intent": sorted(lost | won)}
        values = sorted(settled[0]) or None, sorted(settled[1]) or None
        yield build_change(old, new, CLOSING, values, direction, who)


def _compare_segments(old: Entity, new: Entity) -> Iterator[Change]:
    """Yield which customers get more by a remedy than others, and what becomes of it."""
    before, after = (
        {str(each.get("name")): each for each in remedy.get(*SEGMENTS.keys) or ()}
        for remedy in (old, new)
    )
    for name in sorted(before.keys() | after.keys()):
        given = [show((side.get(name) or {}).get("gives")) for side in (before, after)]
        if name in before and name in after:
            direction = lower_sum_is_worse(*given)
            if direction == SAME and before[name] != after[name]:
                given = [show(side[name].get("basis")) for side in (before, after)]
                direction = unlike(*given)
        else:
            given = [each or "more" if name in side else None
                     for each, side in zip(given, (before, after), strict=True)]  # fmt: skip
            direction = direction_of(is_loss=name in before)
        if direction != SAME:
            who = {"segment": [name]}
            yield build_change(old, new, SEGMENTS, (given[0], given[1]), direction, who)


def _compare_remedies(pair: Pair, old: Entity, new: Entity) -> Iterator[Change]:
    values = [show(each.get("remedy")) for each in (old, new)]
    before = pair.before.shared_id("remedy", values[0]) if values[0] else None
    if before == values[1]:
        return
    ranked = [REMEDIES.get(each or "") for each in (before, values[1])]
    direction = NEUTRAL
    if ranked[0] is not None and ranked[1] is not None:
        direction = ranks.by_sign(ranked[1] - ranked[0])
    elif None in values:
        direction = ranks.by_sign((values[1] is None) - (values[0] is None))
    if direction == SAME:
        direction = NEUTRAL
    yield build_change(old, new, REMEDY, (values[0], values[1]), direction, _who(new))


def _one_sided_reason(intent: Entity, *, is_gone: bool) -> Change:
    words = show(intent.get("description")) or intent.id
    direction = direction_of(is_loss=is_gone)
    return come_or_gone(intent, "intent", direction, words, _who(intent), is_gone=is_gone)


def _one_sided_script(script: Entity, *, is_gone: bool) -> Change:
    words = show(script.get("text")) or "stated"
    return come_or_gone(script, "text", NEUTRAL, words, {}, is_gone=is_gone)

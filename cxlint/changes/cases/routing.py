"""Rules that send cases somewhere: customers meet them where their way parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.pairing.places import cause_of
from cxlint.changes.pairing.sentences import change_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair
    from cxlint.language.entity import Entity

RULE = "case_rule/"


def join_routes(pair: Pair, changes: Sequence[Change]) -> Iterator[Change]:
    """Yield the changes, those of a rule at the step whose way it makes, with it as the cause.

    That cases go another way is then told of the step alone.
    """
    for change in changes:
        rule = _find_rule(pair, change)
        way = _find_way(pair, rule, changes) if rule is not None else None
        if rule is None or way is None:
            yield change
        elif change.aspect != way.aspect:
            sentence = change_sentence(way.thing, rule.id, (change.old, change.new), change.who)
            yield change._replace(thing=way.thing, sentence=sentence, cause=cause_of(rule))


def _find_rule(pair: Pair, change: Change) -> Entity | None:
    """Return the rule that a change says is gone, new, or switched on or off."""
    if not change.thing.startswith(RULE) or (change.old is not None and change.new is not None):
        return None
    side = pair.before if change.new is None else pair.after
    return side.policy.find("case_rule", change.thing.removeprefix(RULE))


def _find_way(pair: Pair, rule: Entity, changes: Sequence[Change]) -> Change | None:
    """Return the change of the way on which a rule sends cases, in the same file."""
    goals = {str(each.get("to")) for each in rule.get("sets") or ()}
    goals |= {pair.before.place_id(each) for each in goals}
    path = rule.document.path
    return next(
        (
            each
            for each in changes
            if each.thing.startswith("step/")
            and goals & {each.old, each.new}
            and path in {place.path for place in (each.old_place, each.new_place) if place}
        ),
        None,
    )

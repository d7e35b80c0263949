"""Teams in which nobody works any more, and the changes that follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.facts.attributes import Attribute, build_change, direction_of, unlike
from cxlint.changes.facts.service_times import teams_behind
from cxlint.changes.pairing.places import cause_of
from cxlint.graph.staffing import idle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.changes.change import Cause, Change
    from cxlint.changes.pairing.sides import Pair
    from cxlint.language.entity import Entity

STAFF = Attribute(("seats",), "person", unlike, words="somebody works there")
FOLLOWING = frozenset({"person", "hours", "limit", "approval"})
"""Aspects in which customers meet that nobody works in a team."""


def follow_desertions(pair: Pair, changes: Sequence[Change]) -> Iterator[Change]:
    """Yield the changes with the team as the cause where nobody works any more, or now does.

    Where none follows from it, that is told of the team itself.
    """
    turned = list(_list_turned(pair))
    followed: set[str] = set()
    for change in changes:
        cause = _find_cause(pair, change, turned) if change.aspect in FOLLOWING else None
        if cause is None or change.cause is not None:
            yield change
        else:
            followed.add(cause.thing)
            yield change._replace(cause=cause)
    for old, new, is_loss in turned:
        if new.name not in followed:
            values = ("somebody", "nobody") if is_loss else ("nobody", "somebody")
            yield build_change(old, new, STAFF, values, direction_of(is_loss=is_loss), {})


def _list_turned(pair: Pair) -> Iterator[tuple[Entity, Entity, bool]]:
    """Yield the teams in which somebody works on one side only."""
    for old, new in pair.both("team"):
        was, is_ = idle(pair.before.policy, old), idle(pair.after.policy, new)
        if bool(was) != bool(is_):
            yield old, new, bool(is_)


def _find_cause(
    pair: Pair, change: Change, turned: Sequence[tuple[Entity, Entity, bool]]
) -> Cause | None:
    """Return the team that a change follows from."""
    for old, new, _ in turned:
        key = "seats" if old.get("seats") != new.get("seats") else "open"
        if change.thing == new.name:
            return cause_of(new, key)
        kind, _, id_ = change.thing.partition("/")
        channel = pair.after.policy.find("channel", id_) if kind == "channel" else None
        if channel is not None and new in teams_behind(pair.after, channel):
            return cause_of(new, key)
    return None

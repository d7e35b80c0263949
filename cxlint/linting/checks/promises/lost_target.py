"""Priorities that no target covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cxlint.linting.audience import Audience, read_promise_audience
from cxlint.linting.model.finding import Hit
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

SCOPES = ("channels", "intents", "conditions", "any_conditions")

WORDS = {
    "first_reply": "a first reply",
    "next_reply": "a further reply",
    "update_every": "news",
    "resolution": "a resolution",
}
"""What each target promises."""

FACTS = frozenset({"id", "priorities", "what", "other"})
"""What a message may name."""


def lost_target(
    policy: Policy, *, targets: Sequence[str], ask: Literal["row", "escalation"]
) -> Iterator[Hit]:
    """Yield where cases of some priority have no target that those of others have.

    `row`: promises for the same cases state a target for some priorities, and none for one that
    others of them name, or others of the file that are tried before or after. `escalation`: a
    handoff or an escalation gives a case a priority for which no promise has it. Priorities are
    compared without regard to capitals. Facts: id, priorities, what, other.

    Args:
        policy: the policy.
        targets: the targets that are looked at: first_reply, next_reply, update_every, resolution.
        ask: which of the two.
    """
    if policy.unsure("promise"):
        return
    promises = [each for each in policy.of("promise") if any(each.says(t) for t in targets)]
    if not any(each.says("priorities") for each in promises):
        return
    yield from (_rows if ask == "row" else _escalations)(policy, promises, targets)


class Row(NamedTuple):
    """Which cases some promises are for: whose file, tried when, their scope and customers."""

    path: str
    position: int | None
    scope: tuple[str, ...]
    audience: Audience


def _priorities_of(promise: Entity) -> dict[str, str]:
    """Return the priorities of a promise as they are written, by what they are compared by."""
    return {each.casefold(): each for each in promise.texts("priorities")}


def _rows(_: Policy, promises: Sequence[Entity], targets: Sequence[str]) -> Iterator[Hit]:
    families: dict[object, dict[str, str]] = {}
    rows: dict[Row, list[Entity]] = {}
    for promise in promises:
        row = _row(promise)
        rows.setdefault(row, []).append(promise)
        families.setdefault(_family(row), {}).update(_priorities_of(promise))
    for row, found in rows.items():
        known = families[_family(row)]
        for target in targets:
            stating = [each for each in found if each.says(target)]
            covered = {key for each in stating for key in _priorities_of(each)}
            if not stating or not all(each.says("priorities") for each in stating):
                continue
            missing = [word for key, word in known.items() if key not in covered]
            if missing:
                yield _hit(stating[0].at("priorities"), stating[0], missing, target, stating[0])


def _row(promise: Entity) -> Row:
    """Return what the promises for the same cases have in common."""
    scope = tuple(repr(promise.get(key)) for key in SCOPES)
    audience = read_promise_audience(promise)
    return Row(promise.document.vendor_file, promise.get("position"), scope, audience)


def _family(row: Row) -> object:
    """Return what the rows have in common that know the same priorities.

    Rows that are tried in turn are for cases of one system; others may be for different ones.
    """
    return row.path if row.position is not None else row


def _escalations(
    policy: Policy, promises: Sequence[Entity], targets: Sequence[str]
) -> Iterator[Hit]:
    covered: dict[str, tuple[Entity, set[str]]] = {}
    for target in targets:
        stating = [each for each in promises if each.says(target)]
        if stating and all(each.says("priorities") for each in stating):
            covered[target] = stating[0], {key for each in stating for key in _priorities_of(each)}
    for entity, at, priority in _priority_sources(policy):
        for target, (first, known) in covered.items():
            if priority.casefold() not in known:
                yield _hit(at, entity, [priority], target, first)


def _priority_sources(policy: Policy) -> Iterator[tuple[Entity, At, str]]:
    """Yield who gives cases which priority, and where."""
    for handoff in policy.of("handoff"):
        if handoff.says("priority"):
            yield handoff, handoff.at("priority"), handoff.get("priority")
    for escalation in policy.of("escalation"):
        for number, level in enumerate(escalation.get("steps") or ()):
            if isinstance(level, dict) and isinstance(level.get("priority"), str):
                yield escalation, escalation.at("steps", number, "priority"), level["priority"]


def _hit(at: At, entity: Entity, missing: list[str], target: str, other: Entity) -> Hit:
    return Hit(
        at=at,
        entity=entity.name,
        facts={
            "id": entity.id,
            "priorities": missing,
            "what": WORDS[target],
            "other": other.id,
        },
        key=(target, *(each.casefold() for each in missing)),
        related=() if other is entity else ((other.at(target), other.id),),
        unstated=not other.document.vendor_file,
    )

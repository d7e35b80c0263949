"""Waits that never end, or end in nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import select
from cxlint.linting.text.keywords import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

GIVEN_UP = "abandoned"


def limbo(policy: Policy, *, waits_for: Sequence[str]) -> Iterator[Hit]:
    """Yield each wait that leaves customers in limbo although it has a rule.

    The plain case: a wait whose time runs out into an outcome that gives the matter up, and gives
    no reason. The case `pause`, milder: something stops the clock of a promise, and nothing says
    for how long at most; only where it waits for somebody, for nights and holidays end by
    themselves. Waits without a
    time, or without anything that follows, are left to `unowned-state`; waits that lead round in
    a circle to `hassle-loop`; a step that leads nowhere else to `dead-end`. Facts: id, after, on.

    Args:
        policy: the policy.
        waits_for: words in what stops a clock that wait for somebody's doing.
    """
    for step in select(policy, "step", {"kind": "wait", "on_timeout": {"said": True}}):
        if _gives_up(policy, step) and step.says("goes_to"):
            after = step.get("timeout") or "some time"
            yield _hit(step, ("on_timeout",), "", after=after)
    for promise in policy.of("promise"):
        if promise.document.vendor_file:  # there the clock stops as the vendor has it
            continue
        for number, pause in enumerate(promise.get("pauses") or ()):
            if pause.get("at_most") is None and mentions(pause["on"], waits_for):
                yield _hit(promise, ("pauses", number), "pause", on=pause["on"])


def _gives_up(policy: Policy, step: Entity) -> bool:
    target = step.get("on_timeout", "goes_to")
    outcome = policy.find("outcome", target)
    if outcome is not None and outcome.says("kind"):
        return bool(outcome.get("kind") == GIVEN_UP and not outcome.affirms("reason"))
    return bool(target == GIVEN_UP)


def _hit(
    entity: Entity, keys: tuple[str | int, ...], case: str, *, after: str = "", on: str = ""
) -> Hit:
    return build_hit(
        entity,
        *keys,
        facts={"after": after, "on": on},
        key=(case, on) if case else (),
        case=case,
        severity="warning" if case else None,
    )

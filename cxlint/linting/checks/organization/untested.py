"""Self-service that was tried by too few kinds of people, or too long ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.due_dates import day_before
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.policy.policy import Policy


def untested(policy: Policy, *, min_personas: int, max_age: str) -> Iterator[Hit]:
    """Yield each step whose stated tests are too few or too old.

    Only tests of the last `max_age` count; two by people of one kind are one. A step that says
    nothing of tests is left alone; an empty list says that there were none. Facts: id, personas
    (how many count), wanted, last, age.

    Args:
        policy: the policy.
        min_personas: how many different kinds of people must have tried it.
        max_age: how long a test counts.
    """
    oldest = day_before(policy.today, quantities.duration(max_age))
    for step in policy.of("step"):
        tests = step.get("tested")
        if tests is None:
            continue
        dated = [(quantities.date(test["on"]) if "on" in test else None, test) for test in tests]
        recent = {
            test.get("persona", "").strip().lower()
            for on, test in dated
            if on is None or on >= oldest
        }
        if len(recent) >= min_personas:
            continue
        days = [str(on) for on, _ in dated if on]
        yield build_hit(
            step,
            "tested",
            0,
            facts={
                "personas": len(recent),
                "wanted": min_personas,
                "last": max(days, default="an unknown date" if tests else "no day at all"),
                "age": max_age,
            },
        )

"""Contact reasons that may take more of the customer's time than they are to."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from cxlint.analysis.decisions.budgets import Overrun
    from cxlint.graph.network import Network
    from cxlint.linting.model.finding import Hit

FACTS = frozenset({"id", "budget", "least", "most", "sum", "gives"})
"""What a message may name."""

NAMED = 6
"""How many parts of a sum a sentence names."""


def effort_budget(network: Network) -> Iterator[Hit]:
    """Yield each contact reason whose worst case takes more minutes than its effort budget.

    Counted is the effort of steps at each visit, with every attempt that they allow, and the time
    with people where customers talk with them. What states no time adds none, and waiting is no
    effort. Case `certain` (an error): the best case takes more as well. Case `endless`: nothing
    ends the circle in which the minutes are spent. Case empty: the worst case takes more. Silent
    where shares contradict one another. Facts: id, budget, least, most, sum, gives.

    Args:
        network: the policy's graph.
    """
    bound = [each for each in network.policy.of("intent") if each.says("effort_budget")]
    if not bound:
        return
    from cxlint.analysis.decisions.budgets import Budgets
    from cxlint.analysis.subject import subject_of

    budgets = Budgets(subject_of(getattr(network, "plain", network)))
    for intent in bound:
        overrun = budgets.check_effort(intent)
        if overrun is not None:
            yield _build(overrun)


def _build(overrun: Overrun) -> Hit:
    gives = max(overrun.parts, key=lambda each: each[1])[0]
    endless = overrun.most == inf and not overrun.is_certain
    parts = overrun.parts[:-1] if overrun.most == inf and len(overrun.parts) > 1 else overrun.parts
    said = [f"{part.text} {_say_minutes(minutes)}" for part, minutes in parts]
    names = shorten_list(said, NAMED, rest="{} more")
    return build_hit(
        overrun.intent,
        "effort_budget",
        facts={
            "budget": overrun.intent.duration("effort_budget"),
            "least": _say_minutes(overrun.least),
            "most": _say_minutes(overrun.most or 0),
            "sum": ", ".join(names),
            "gives": gives.text,
        },
        case="certain" if overrun.is_certain else "endless" if endless else "",
        severity="error" if overrun.is_certain else None,
        intents=(overrun.intent.id,),
        witness=tuple((part.at, part.text) for part, _ in overrun.parts if part.at is not None),
        related=((gives.at, "this takes the most"),) if gives.at is not None else (),
    )


def _say_minutes(minutes: Fraction | float) -> str:
    if minutes == inf:
        return "any number of minutes"
    return f"{float(minutes):.4g} {'minute' if minutes == 1 else 'minutes'}"

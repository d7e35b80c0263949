"""What cases are worth, in quantiles that contradict one another."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Money

FACTS = frozenset({"id", "lower", "upper", "before", "after"})
"""What a message may name."""

MOST = 100
"""As a quantile, the most that a case is worth."""


def quantile_order(policy: Policy) -> Iterator[Hit]:
    """Yield each sum that more cases are said not to exceed than a larger one, or in other money.

    Cases: empty, a quantile below one that comes before it; `currency`, sums in two currencies.
    Facts: id; lower and upper, the quantiles; before and after, the sums that
    they state.

    Args:
        policy: the policy.
    """
    for intent in policy.of("intent") if policy.speaks_of("intent.value") else ():
        yield from _judge(intent)


def _judge(intent: Entity) -> Iterator[Hit]:
    stated = sorted(_list_quantiles(intent), key=lambda each: each[0])
    for (_, lower, before), (_, upper, after) in pairwise(stated):
        other_money = before.currency != after.currency
        if other_money or after.amount < before.amount:
            facts = {"lower": lower, "upper": upper, "before": before, "after": after}
            related = ((intent.at("value", lower), lower),)
            case = "currency" if other_money else ""
            yield build_hit(
                intent, "value", upper, facts=facts, key=(upper,), related=related, case=case
            )


def _list_quantiles(intent: Entity) -> Iterator[tuple[int, str, Money]]:
    said = intent.get("value")
    for key in said if isinstance(said, dict) else ():
        sum_ = intent.money("value", key) if not key.startswith("x-") else None
        if sum_ is not None:
            yield MOST if key == "max" else int(key.removeprefix("p")), key, sum_

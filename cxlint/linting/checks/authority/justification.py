"""What customers must justify before a small thing is put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.comparable_sums import about, home_currency
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.policy.policy import Policy

FREE = {"safety": {"not": True}, "required_by": {"said": False}}
"""What a remedy says that neither safety nor the law binds."""


def justification(
    policy: Policy, *, remedies: Sequence[str], demands: Sequence[str], small: int
) -> Iterator[Hit]:
    """Yield each remedy that asks for a justification even where little is at stake.

    A remedy that waives its demands up to a sum (`low_value`) at least as large as `small` yields
    nothing; nor does one that the law or safety binds. Facts: id, demands, bound, waived.

    Args:
        policy: the policy.
        remedies: the ids of the remedies meant.
        demands: words in `requires` that are a justification; an order number is none.
        small: what counts as little, in EUR, USD, GBP and the like, or about as much in others.
    """
    home = home_currency(policy)
    for remedy in select(policy, "remedy", {"id": list(remedies), **FREE}):
        asked = [text for text in remedy.texts("requires") if _demands(text, demands)]
        if not asked:
            continue
        waived = remedy.money("low_value")
        bound = about(small, waived.currency if waived else home)
        if waived is None or waived < bound:
            yield build_hit(
                remedy,
                "requires",
                facts={"demands": asked, "bound": bound, "waived": waived or ""},
                case="some" if waived else "",
            )


def _demands(text: str, demands: Sequence[str]) -> bool:
    return not set(demands).isdisjoint(text.lower().replace("-", " ").split())

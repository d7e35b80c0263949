"""What customers must justify before a small thing is put right."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.linting.finding import Hit
from cxlint.linting.selection import select
from cxlint.reading.quantities import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.reading.policy import Policy


def justification(
    policy: Policy,
    *,
    remedies: Sequence[str],
    demands: Sequence[str],
    small: int,
    small_units: Mapping[str, int],
) -> Iterator[Hit]:
    """Yield each remedy that asks for a justification even where little is at stake.

    A remedy that waives its demands up to a sum (`low_value`) at least as large as `small` yields
    nothing; nor does one that the law or safety binds. Facts: id, demands, bound, waived.

    Args:
        policy: the policy.
        remedies: the ids of the remedies meant.
        demands: words in `requires` that are a justification; an order number is none.
        small: what counts as little, in units of money.
        small_units: for currencies with small units, by how much `small` is multiplied.
    """
    organization = policy.organization
    home = organization.get("currency") if organization else None
    for remedy in select(
        policy, "remedy", {"safety": {"not": True}, "required_by": {"said": False}}
    ):
        asked = [
            text
            for text in remedy.texts("requires")
            if not set(demands).isdisjoint(text.lower().replace("-", " ").split())
        ]
        if remedy.id not in remedies or not asked:
            continue
        waived = remedy.money("low_value")
        currency = waived.currency if waived else home or "EUR"
        bound = Money(Fraction(small * small_units.get(currency, 1)), currency)
        if waived is None or waived < bound:
            yield Hit(
                at=remedy.at("requires"),
                entity=remedy.name,
                case="some" if waived else "",
                facts={"id": remedy.id, "demands": asked, "bound": bound, "waived": waived or ""},
            )

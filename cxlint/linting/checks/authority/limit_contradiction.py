"""Teams of which one line says that they decide, and another that they may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.observation import note
from cxlint.values.quantities import ANY, NONE, Money, limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Limit


def limit_contradiction(policy: Policy) -> Iterator[Hit]:
    """Yield each team that may grant less of a remedy than a tier says that it decides on.

    Left out are tiers for certain cases only, those that look after the remedy, and sums in
    another currency. Facts: id, remedy, may, up_to.

    Args:
        policy: the policy.
    """
    for remedy in policy.of("remedy"):
        tiers = remedy.get("tiers")
        for number, tier in enumerate(tiers if isinstance(tiers, list) else ()):
            if not _decides(tier):
                continue
            teams = [policy.find("team", id_) for id_ in _names(tier.get("by"))]
            for team in teams:
                if team is not None and team.says("may", remedy.id):
                    note(policy, 1)
                    yield from _compare(team, remedy, number, tier["up_to"])


def _decides(tier: object) -> bool:
    """Whether a tier decides beforehand, in whatever case, up to a sum that it states."""
    if not isinstance(tier, dict) or not isinstance(tier.get("up_to"), str):
        return False
    return not any(tier.get(key) for key in ("conditions", "any_conditions", "after_remedy"))


def _names(by: object) -> list[str]:
    return [str(each) for each in by] if isinstance(by, list) else [str(by)]


def _compare(team: Entity, remedy: Entity, number: int, up_to: str) -> Iterator[Hit]:
    own = team.limit("may", remedy.id)
    if own is None or not _is_less(own, limit(up_to)):
        return
    facts = {"remedy": remedy.id, "may": team.get("may", remedy.id), "up_to": up_to}
    related = ((remedy.at("tiers", number), f"{team.id} decides here up to {up_to}"),)
    yield build_hit(
        team, "may", remedy.id, facts=facts, key=(remedy.id,), related=related,
        rests_on=(remedy.name,),
    )  # fmt: skip


def _is_less(own: Limit, decided: Limit) -> bool:
    """Whether one limit is below another; of two currencies nothing is said."""
    if own is ANY or decided is NONE:
        return False
    if own is NONE:
        return decided is ANY or (isinstance(decided, Money) and decided.amount > 0)
    if decided is ANY:
        return True
    assert isinstance(own, Money)
    assert isinstance(decided, Money)
    return own.currency == decided.currency and own.amount < decided.amount

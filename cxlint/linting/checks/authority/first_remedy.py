"""Plans for mistakes that give the customer nothing in the first contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.staffing import staffed_teams
from cxlint.linting.check_support.whole_policy import as_written
from cxlint.linting.model.finding import Hit
from cxlint.policy.parties import is_own
from cxlint.values import quantities
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

DONE = ("first_action_within", "remedies", "steps")
"""What of a plan says that something is done."""


def first_remedy(policy: Policy, *, at_most: str) -> Iterator[Hit]:
    """Yield what keeps a recovery plan from helping customers at once.

    Case `late`: the first action may take too long. Case `words`: the plan has an apology and
    nothing that is done. Case `beyond`: it names remedies, and no team of the first tier may grant
    any of them; told only where these teams say what they may and the tiers of the remedies name
    teams that there are. Facts: within, bound, remedies, front.

    Args:
        policy: the policy.
        at_most: the longest time until something is done.
    """
    plans = policy.of("recovery")
    bound = quantities.duration(at_most)
    facts: dict[str, object] = {"within": "", "bound": bound, "remedies": "", "front": ""}
    does = policy.unsure("recovery") or any(_does(plan) for plan in plans)
    front = _front(policy) if plans else ()
    for plan in plans:
        if plan.says("apology") and not does:
            yield Hit(plan.at("apology"), plan.name, facts, case="words")
        within = plan.duration("first_action_within")
        if within is not None and within > bound:
            at = plan.at("first_action_within")
            yield Hit(at, plan.name, {**facts, "within": within}, case="late")
        remedies = plan.texts("remedies") if plan.affirms("remedies") else ()
        if remedies and front and not any(_granted(policy, each, front) for each in remedies):
            told = {**facts, "remedies": remedies, "front": front}
            yield Hit(plan.at("remedies"), plan.name, told, case="beyond")


def _does(plan: Entity) -> bool:
    """Whether the file says that something is done, understood or not."""
    said = as_written(plan)
    return any(said.get(part) is not None and not is_denial(said[part]) for part in DONE)


def _front(policy: Policy) -> Sequence[Entity]:
    """Return the teams of the first tier; none where not all of them say what they may grant."""
    teams = staffed_teams(policy)
    front = [each for each in teams if each.get("tier") == 1 and is_own(each)]
    known = all(team.says("may") for team in front)
    return front if known and not policy.unsure("team") else ()


def _granted(policy: Policy, id_: str, front: Sequence[Entity]) -> bool:
    """Whether one of the teams may grant a remedy, or it cannot be known."""
    if any(_something(team, id_) for team in front) or policy.unsure("remedy"):
        return True
    remedy = policy.find("remedy", id_)
    deciders = [by for tier in (remedy.get("tiers") if remedy else None) or () for by in _by(tier)]
    ids = {team.id for team in front}
    return any(by in ids or not policy.knows("team", by) for by in deciders)


def _by(tier: dict[str, object]) -> Sequence[str]:
    by = tier.get("by")
    return [str(each) for each in by] if isinstance(by, list) else [str(by)]


def _something(team: Entity, id_: str) -> bool:
    limit = team.limit("may", id_)
    if isinstance(limit, quantities.Money):
        return limit.amount > 0
    return limit is quantities.ANY

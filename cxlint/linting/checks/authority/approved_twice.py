"""Approvals for which the same people are asked twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.graph.authority.consent_runs import is_decided_by_asker, never_meet
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

FACTS = frozenset({"remedy", "who", "first", "second"})
"""What a message may name."""

MOST = 100
"""How many tiers at which somebody decides are held against each later one."""


def approved_twice(policy: Policy) -> Iterator[Hit]:
    """Yield each tier at which people decide who have decided about the same request already.

    A request climbs through all tiers, unless the remedy says that it goes straight to one, or the
    conditions of two tiers exclude one another. Where
    one of several is enough, somebody else may decide the second time: nothing is said unless the
    same people are named in both. Facts: remedy, who, first, second (numbers of the tiers).

    Case `own` where whoever asks (`by: whoever asks`) decides about it; `first` is 0.

    Args:
        policy: the policy.
    """
    for remedy in policy.of("remedy"):
        yield from _own_requests(remedy)
        if remedy.get("route") != "direct":
            yield from _repeated(remedy)


def _own_requests(remedy: Entity) -> Iterator[Hit]:
    """Yield each tier at which those decide who ask."""
    for number, tier in enumerate(remedy.get("tiers") or ()):
        if tier.get("after_remedy") is True or not is_decided_by_asker(tier):
            continue
        facts = {"remedy": remedy.id, "who": _by(tier)[0], "first": 0, "second": number + 1}
        at = remedy.at("tiers", number, "by")
        yield Hit(at, remedy.name, facts, ("own", str(number)), case="own")


def _repeated(remedy: Entity) -> Iterator[Hit]:
    tiers: list[Any] = remedy.get("tiers") or []
    deciding: dict[str, list[int]] = {}
    for number, tier in enumerate(tiers):
        met = {each for who in _by(tier) for each in deciding.get(who, ())[:MOST]}
        for before in sorted(met):
            who = _both(tiers[before], tier)
            if who and not never_meet(tiers[before], tier):
                facts = {"remedy": remedy.id, "who": who, "first": before + 1, "second": number + 1}
                at = remedy.at("tiers", number, "by")
                related = ((remedy.at("tiers", before, "by"), f"tier {before + 1}"),)
                rests_on = (f"{remedy.name} asks itself at tier {number}",)
                yield Hit(at, remedy.name, facts, tuple(who), related=related, rests_on=rests_on)
                break
        for each in dict.fromkeys(_by(tier)):
            deciding.setdefault(each, []).append(number)


def _both(first: dict[str, Any], second: dict[str, Any]) -> list[str]:
    """Return who is sure to decide at both."""
    named = [_by(tier) for tier in (first, second)]
    if set(named[0]) == set(named[1]):
        return named[0]
    sure = [
        set(by) if len(by) == 1 or tier.get("need") == "all" else set()
        for by, tier in zip(named, (first, second), strict=True)
    ]
    return sorted(sure[0] & sure[1])


def _by(tier: dict[str, Any]) -> list[str]:
    by = tier.get("by")
    return [by] if isinstance(by, str) else list(by or ())

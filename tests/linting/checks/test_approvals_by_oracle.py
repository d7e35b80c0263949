"""Approvals against a plain second program; and each remedy, carried out.

The second program reads the policy as data. It asks of one sum after another, from just above
nothing to just above the greatest limit, who would have to decide and who would carry the request.
"""

from __future__ import annotations

import itertools
import random
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx
import pytest
from made_flows import FILE, graph_of
from remedies import spare_approvals

from cxlint.linting.checks.authority.approval_path import approval_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.model.finding import Hit

    Policy = dict[str, Any]

TEAMS = ("care", "desk", "leads", "finance", "board")
SUMS = (20, 50, 100, 400)
SEEDS = range(400)
MANY_SEEDS = range(400, 8_000)


def made_approvals(chance: random.Random) -> Policy:
    """Return a policy by chance in which a refund is asked for, with tiers or without."""
    fronts = chance.sample(TEAMS[:2], chance.choice([1, 1, 2]))
    policy: Policy = {
        "channels": {"hotline": {"kind": "voice", "goes_to": fronts}},
        "teams": {team: {"may": {"refund": _limit(chance, team)}} for team in TEAMS},
        "intents": {id_: _intent(chance) for id_ in ("late", "broken")[: chance.randint(1, 2)]},
        "handoffs": [_handoff(chance) for _ in range(chance.randint(1, 7))],
    }
    if chance.random() < 0.5:
        policy["remedies"] = {"refund": _remedy(chance)}
    return policy


def _limit(chance: random.Random, team: str) -> str:
    if team in TEAMS[:2]:
        return chance.choice(["none", "20 EUR", "50 EUR"])
    return chance.choice(["none", "50 EUR", "100 EUR", "400 EUR", "any"])


def _intent(chance: random.Random) -> Policy:
    intent: Policy = {"start": ["hotline"], "remedy": "refund"}
    if chance.random() < 0.8:
        marks = sorted(chance.sample(["p10", "p50", "p90", "p96"], chance.randint(1, 3)))
        sums = sorted(chance.choices([10, 20, 30, 50, 60, 100, 200, 400, 900], k=len(marks)))
        intent["value"] = {mark: f"{sum_} EUR" for mark, sum_ in zip(marks, sums, strict=True)}
    return intent


def _handoff(chance: random.Random) -> Policy:
    source, target = chance.sample(TEAMS, 2)
    handoff = {"from": source, "to": target, "carried_by": chance.choice(["us", "us", "customer"])}
    return handoff | ({"new_matter": True} if chance.random() < 0.1 else {})


def _remedy(chance: random.Random) -> Policy:
    limits = sorted(chance.sample(SUMS, chance.randint(1, 3)))
    tiers: list[Policy] = []
    for up_to in limits:
        by = chance.sample(["lead", "head", "controller", "committee"], chance.choice([1, 1, 2]))
        tiers.append({"by": by, "up_to": f"{up_to} EUR"})
        if len(by) > 1 and chance.random() < 0.5:
            tiers[-1]["need"] = "all"
        if chance.random() < 0.1:
            tiers[-1]["after_remedy"] = True
    remedy: Policy = {"tiers": tiers}
    for key, share, value in (
        ("route", 0.3, "direct"), ("asked_by", 0.2, "customer"), ("required_by", 0.1, "an act"),
    ):  # fmt: skip
        if chance.random() < share:
            remedy[key] = value
    return remedy


def worth(text: str) -> float:
    return {"none": 0.0, "any": float("inf")}.get(text) if text in ("none", "any") else float(
        text.split(maxsplit=1)[0]
    )  # fmt: skip


def may(policy: Policy, team: str) -> float:
    return worth(policy["teams"][team]["may"]["refund"])


class Need(NamedTuple):
    """What a request for one sum takes beyond a first contact; None where it is never granted."""

    decisions: int | None
    by_customer: bool


def need(policy: Policy, front: str, sum_: float) -> Need:
    if sum_ <= may(policy, front):
        return Need(0, by_customer=False)
    remedy = policy.get("remedies", {}).get("refund")
    return need_of_tiers(policy, remedy, front, sum_) if remedy else need_of_ways(
        policy, front, sum_
    )  # fmt: skip


def need_of_tiers(policy: Policy, remedy: Policy, front: str, sum_: float) -> Need:
    decisions, granted = 0, may(policy, front)
    for tier in remedy["tiers"]:
        if worth(tier["up_to"]) <= granted:
            continue
        own = 0 if tier.get("after_remedy") else len(tier["by"]) if "need" in tier else 1
        decisions = own + (0 if remedy.get("route") == "direct" else decisions)
        granted = worth(tier["up_to"])
        if sum_ <= granted:
            by_customer = bool(decisions) and remedy.get("asked_by") == "customer"
            return Need(decisions, by_customer)
    return Need(None, by_customer=False)


def need_of_ways(policy: Policy, front: str, sum_: float) -> Need:
    """Ask networkx for the way with the fewest decisions, and for one that no customer carries."""
    rows = [row for row in policy["handoffs"] if "new_matter" not in row]
    decides = {team: int(may(policy, team) > 0) for team in TEAMS}
    every, ours = networkx.DiGraph(), networkx.DiGraph()
    for graph in (every, ours):
        graph.add_nodes_from(TEAMS)
    for row in rows:
        every.add_edge(row["from"], row["to"], cost=decides[row["to"]])
        if row["carried_by"] == "us":
            ours.add_edge(row["from"], row["to"])
    granting = [team for team in TEAMS if may(policy, team) >= sum_]
    costs = networkx.single_source_dijkstra_path_length(every, front, weight="cost")
    found = [costs[team] for team in granting if team in costs]
    by_us = any(networkx.has_path(ours, front, team) for team in granting)
    return Need(min(found) if found else None, by_customer=bool(found) and not by_us)


def parts(values: dict[str, str]) -> list[tuple[Fraction, float, float]]:
    """Return the shares of cases that are known, each with the least and the most it is worth."""
    known = sorted((Fraction(int(mark[1:]), 100), worth(sum_)) for mark, sum_ in values.items())
    shares = [Fraction(0), *(share for share, _ in known), Fraction(1)]
    sums = [0.0, *(sum_ for _, sum_ in known), float("inf")]
    return [
        (after - before, least, most)
        for (before, after), (least, most) in zip(
            itertools.pairwise(shares), itertools.pairwise(sums), strict=True
        )
    ]  # fmt: skip


POINTS = sorted({each + more for each in (0, *SUMS, 10, 30, 60, 200, 900) for more in (0, 1)})
"""Sums of which one is asked about for all: what is between two of them needs the same."""


def share_of(values: dict[str, str] | None, concerned: set[float]) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest share of cases that are worth one of these sums."""
    if not concerned:
        return Fraction(0), Fraction(0)
    if values is None:
        whole = set(POINTS[1:]) <= concerned
        return Fraction(int(whole)), Fraction(1)
    low = high = Fraction(0)
    for share, least, most in parts(values):
        inside = [p for p in POINTS if p > 0 and least <= p <= most]
        low += share * all(p in concerned for p in inside)
        high += share * any(p in concerned for p in inside)
    return low, high


class Verdict(NamedTuple):
    """What is to be said of one intent at one first contact."""

    front: str
    intent: str
    case: str
    always: bool


def judged(policy: Policy, most: int = 1, least: Fraction = Fraction(1, 20)) -> Iterator[Verdict]:
    if "required_by" in policy.get("remedies", {}).get("refund", {}):
        return
    for front in policy["channels"]["hotline"]["goes_to"]:
        needs = {point: need(policy, front, point) for point in POINTS if point > 0}
        carried = {p for p, each in needs.items() if each.by_customer}
        laden = {p for p, each in needs.items() if (each.decisions or 0) > most}
        granted = {p for p, each in needs.items() if each.decisions is not None}
        heavy = [
            intent
            for intent, said in policy["intents"].items()
            if share_of(said.get("value"), carried)[1] > 0
        ]
        yield from (Verdict(front, intent, "customer", always=False) for intent in heavy)
        if heavy:
            continue
        for intent, said in policy["intents"].items():
            low, high = share_of(said.get("value"), laden)
            if high > least or (low >= least and low):
                yield Verdict(front, intent, "", always=laden == granted)


def hits_of(policy: Policy) -> list[Hit]:
    return list(approval_path(graph_of(policy), max_approvals=1, min_share="5%"))


def judge(policy: Policy) -> None:
    hits, expected = hits_of(policy), list(judged(policy))
    for case in ("customer", ""):
        told = {intent for hit in hits if hit.case == case for intent in hit.intents}
        assert told == {each.intent for each in expected if each.case == case}
    assert all(hit.severity == "error" for hit in hits if hit.case)
    if len(policy["channels"]["hotline"]["goes_to"]) == 1:
        errors = any(hit.severity == "error" for hit in hits if not hit.case)
        assert errors == any(each.always for each in expected if not each.case)


def mend(policy: Policy, most: int = 1) -> None:
    """Do what every remedy says, and look again: nothing is said of these contacts any more."""
    for hit in approval_path(graph_of(policy), max_approvals=most, min_share="5%"):
        (after,) = spare_approvals({FILE: policy}, hit).values()
        left = approval_path(graph_of(after), max_approvals=most, min_share="5%")
        fronts = set(hit.facts["front"])
        assert not [each for each in left if fronts & set(each.facts["front"])], hit.facts


@pytest.mark.parametrize("block", range(10))
def test_what_takes_too_many_decisions_is_found_and_nothing_else(block: int) -> None:
    for seed in SEEDS[block::10]:
        judge(made_approvals(random.Random(seed)))


@pytest.mark.parametrize("block", range(10))
def test_what_the_remedy_says_mends_it(block: int) -> None:
    for seed in SEEDS[block::10]:
        policy = made_approvals(random.Random(seed))
        mend(policy)
        mend(policy, most=0)


@pytest.mark.thorough
@pytest.mark.parametrize("block", range(20))
def test_many_more_of_both(block: int) -> None:
    for seed in MANY_SEEDS[block::20]:
        policy = made_approvals(random.Random(seed))
        judge(policy)
        mend(policy)
        mend(policy, most=0)


def test_by_chance_there_is_something_of_every_sort_to_find() -> None:
    hits = [hit for seed in SEEDS for hit in hits_of(made_approvals(random.Random(seed)))]
    assert {(hit.case, hit.severity) for hit in hits} == {
        ("customer", "error"), ("", "error"), ("", None),
    }  # fmt: skip
    changes = " ".join(str(hit.facts["change"]) for hit in hits)
    for edit in ("carried_by: us", "asked_by: us", "route: direct", "need: one", "a handoff from"):
        assert edit in changes

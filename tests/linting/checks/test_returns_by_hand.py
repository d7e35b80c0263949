"""The table of returns against a second program, which looks at every customer by hand.

It knows rows as plain dictionaries, walks over every thing, reason, state and proof of purchase,
and asks for each two rows that such a customer meets whether both can be meant.
"""

from __future__ import annotations

import random
from itertools import combinations, product
from typing import Any

import pytest

from cxlint.policy.returns.table import REASONS
from tests.linting.checks.test_check_return_overlap import overlaps

Row = dict[str, Any]
Customer = tuple[str, str, str, str]

THINGS = ("shoes", "boots")
STATES = ("opened", "unopened")
PROOFS = ("receipt", "order lookup")
CAUSES = ("changed mind", "late")
WINDOWS = {"14 days": 14, "2 weeks": 14, "30 days": 30, "60 days": 60, "unlimited": 10**6}
FEES = {"none": ("", 0), "5%": ("%", 5), "10%": ("%", 10), "5 EUR": ("EUR", 5)}
POSTAGE = {"us": ("", 0), "customer": ("", 1)}
REFUNDS = {"original payment": ("", 0), "exchange": ("", 1), "store credit": ("", 2)}
COSTS = {"fee": FEES, "shipping_paid_by": POSTAGE, "refund": REFUNDS}


def row(chance: random.Random) -> Row:
    said: Row = {
        "categories": chance.sample(THINGS, chance.randint(1, 2)),
        "reasons": chance.sample(CAUSES, chance.randint(1, 2)),
        "window": chance.choice([*WINDOWS]),
    }
    for key, words in COSTS.items():
        if chance.random() < 0.5:
            said[key] = chance.choice([*words])
    if chance.random() < 0.4:
        said["conditions"] = ["opened"]
    if chance.random() < 0.4:
        said["proof"] = chance.sample(PROOFS, chance.randint(1, 2))
    return said


def meets(customer: Customer, said: Row) -> bool:
    thing, reason, state, proof = customer
    return (
        thing in said["categories"]
        and reason in said["reasons"]
        and (state == "opened" or "conditions" not in said)
        and proof in said.get("proof", PROOFS)
    )


def contradict(one: Row, other: Row) -> bool:
    """Whether two rows that one customer meets cannot both be meant; doubts count."""
    if ("conditions" in one) != ("conditions" in other):
        return False  # the one is an exception of the other
    short, long = sorted((one, other), key=lambda said: WINDOWS[said["window"]])
    both = [key for key in COSTS if key in one and key in other]
    differ = [key for key in both if COSTS[key][one[key]] != COSTS[key][other[key]]]
    if WINDOWS[short["window"]] == WINDOWS[long["window"]]:
        return bool(differ)
    better = [key for key in both if is_better(COSTS[key][long[key]], COSTS[key][short[key]])]
    return bool(better) or not differ


def is_better(value: tuple[str, int], than: tuple[str, int]) -> bool:
    same_kind = value[0] == than[0] or value[1] == 0
    return same_kind and value[1] < than[1]


def told_cells(table: list[Row]) -> set[tuple[str, str]]:
    cells: set[tuple[str, str]] = set()
    for hit in overlaps(table):
        things, reasons = hit.facts["things"], hit.facts["reasons"]
        assert isinstance(things, list)
        assert isinstance(reasons, list)
        if hit.case != "default":
            cells |= set(product(things, reasons))
    return cells


def walked_cells(table: list[Row]) -> set[tuple[str, str]]:
    return {
        customer[:2]
        for customer in product(THINGS, CAUSES, STATES, PROOFS)
        for one, other in combinations([said for said in table if meets(customer, said)], 2)
        if contradict(one, other)
    }


def compare(seed: int) -> None:
    chance = random.Random(seed)
    table = [row(chance) for _ in range(chance.randint(2, 5))]
    told, walked = told_cells(table), walked_cells(table)
    assert walked <= told, (seed, table)
    # One finding may stand for several cells of two rows, which then share a thing or a reason.
    assert {thing for thing, _ in told} == {thing for thing, _ in walked}, (seed, table)
    assert {reason for _, reason in told} == {reason for _, reason in walked}, (seed, table)


@pytest.mark.parametrize("first", range(0, 400, 50))
def test_every_customer_for_whom_two_rows_contradict_is_told_of(first: int) -> None:
    for seed in range(first, first + 50):
        compare(seed)


@pytest.mark.thorough
def test_and_many_more() -> None:
    for seed in range(400, 6_000):
        compare(seed)


def test_the_reasons_of_the_second_program_are_reasons() -> None:
    assert set(CAUSES) < set(REASONS)

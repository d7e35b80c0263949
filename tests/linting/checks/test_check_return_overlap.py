"""Overlaps and gaps of the returns table, against every cell and every pair of rows."""

from __future__ import annotations

import datetime
import json
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlint.linting.checks.returns.return_gap import return_gap
from cxlint.linting.checks.returns.return_overlap import return_overlap
from cxlint.linting.returns.conflicts import (
    first_clash,
    first_unclear,
    is_clash,
    is_unclear,
    terms,
)
from cxlint.linting.returns.uncovered import SEVERAL
from cxlint.parsing.document import parse
from cxlint.policy.linker import assemble
from cxlint.policy.returns.table import (
    CHANGED_MIND,
    DEFECTIVE,
    GOODS,
    REASONS,
    SERVICE,
    SERVICES,
    rows,
)

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

THINGS = ("shoes", "boots", "tours")


def policy_of(table: list[dict[str, Any]]) -> Policy:
    documents = parse("returns.yaml", json.dumps({"returns": table}).encode())
    policy = assemble(documents, datetime.date(2026, 11, 20))
    assert not policy.problems
    return policy


def overlaps(table: list[dict[str, Any]]) -> list[Hit]:
    return list(return_overlap(policy_of(table)))


def some(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)


TERMS = st.fixed_dictionaries(
    {"returnable": st.sampled_from([True, True, True, False])},
    optional={
        "window": st.sampled_from(["14 days", "2 weeks", "30 days", "60 days", "unlimited"]),
        "from": st.sampled_from(["delivery", "shipment", "order"]),
        "fee": st.sampled_from(["none", "5%", "10%", "5 EUR", "9 EUR", "5 USD"]),
        "shipping_paid_by": st.sampled_from(["us", "customer"]),
        "refund": st.sampled_from(["original payment", "store credit", "exchange"]),
        "conditions": st.sampled_from(
            [[], [], ["unopened"], ["labels"], ["opened"], ["labels", "unopened"], ["no receipt"]]
        ),
        "customers": st.sampled_from(["members", ["members", "students"], "everyone else", "all"]),
        "countries": st.sampled_from(["DE", ["DE", "AT"], ["CH"]]),
        "state": st.sampled_from(["unopened", "opened", ["opened", "unopened"]]),
        "bought": st.sampled_from(["store", "online", ["store", "online"]]),
        "bought_between": st.sampled_from(
            [
                ["2026-11-01", "2026-12-31"],
                ["2026-12-24", "2027-01-31"],
                ["2027-01-01", "2027-02-01"],
            ]
        ),
        "proof": st.sampled_from([["receipt"], ["member record"], ["receipt", "member record"]]),
    },
)
ROW = st.tuples(
    TERMS,
    st.fixed_dictionaries({}, optional={"categories": some(THINGS), "reasons": some(REASONS)}),
).map(lambda parts: parts[0] | parts[1])
NAMED = st.tuples(
    TERMS, st.fixed_dictionaries({"categories": some(THINGS), "reasons": some(REASONS)})
).map(lambda parts: parts[0] | parts[1])


@pytest.mark.thorough
@settings(max_examples=600, deadline=None)
@given(st.lists(TERMS, min_size=2, max_size=7))
def test_a_cell_clashes_exactly_if_two_of_its_rows_do(table: list[dict[str, Any]]) -> None:
    cell = [terms(row) for row in rows(policy_of(table))]
    pairs = [pair for pair in combinations(cell, 2) if is_clash(*pair)]
    found = first_clash(cell)
    assert (found is not None) == bool(pairs)
    if found:
        assert is_clash(*found)
        return
    unclear = first_unclear(cell)
    assert (unclear is not None) == any(is_unclear(*pair) for pair in combinations(cell, 2))
    if unclear:
        assert is_unclear(*unclear)


@settings(max_examples=200, deadline=None)
@given(TERMS, TERMS)
def test_it_does_not_matter_which_row_comes_first(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    first, second = (terms(row) for row in rows(policy_of([one, other])))
    assert is_clash(first, second) == is_clash(second, first)
    assert is_unclear(first, second) == is_unclear(second, first)
    assert first.case.meets(second.case) == second.case.meets(first.case)
    assert not is_clash(first, first)


@pytest.mark.thorough
@settings(max_examples=300, deadline=None)
@given(st.lists(NAMED, min_size=1, max_size=6))
def test_every_cell_that_two_rows_answer_otherwise_is_told(table: list[dict[str, Any]]) -> None:
    all_terms = [terms(row) for row in rows(policy_of(table))]
    cells = {
        (thing, reason)
        for one, other in combinations(all_terms, 2)
        if is_clash(one, other) or is_unclear(one, other)
        for thing in set(one.row.things) & set(other.row.things)
        for reason in set(one.row.reasons) & set(other.row.reasons)
    }
    told = set()
    for hit in overlaps(table):
        things, reasons = hit.facts["things"], hit.facts["reasons"]
        assert isinstance(things, list)
        assert isinstance(reasons, list)
        told |= {(thing, reason) for thing in things for reason in reasons}
    assert cells <= told
    assert {thing for thing, _ in told} == {thing for thing, _ in cells}
    assert {reason for _, reason in told} == {reason for _, reason in cells}


def missing_by_cell(table: list[dict[str, Any]]) -> dict[str, set[str]]:
    """The definition, cell by cell: what each thing is asked for and does not have."""
    things = {thing for row in table for thing in row.get("categories", ())}
    if any("categories" not in row for row in table):
        things.add("")
    covering = {
        thing: [row for row in table if "categories" not in row or thing in row["categories"]]
        for thing in things
    }
    reasons = {
        thing: {reason for row in standing for reason in row.get("reasons", REASONS)}
        for thing, standing in covering.items()
    }
    goods = {t for t in reasons if t not in SERVICES or reasons[t] & set(GOODS)}
    asked = {CHANGED_MIND, DEFECTIVE}
    for row in table:
        own = set(row.get("categories", ())) or {""}
        if own & goods:
            asked |= set(row.get("reasons", ()))
    wished = {SERVICE} if len(asked) >= SEVERAL else set()
    missing = {thing: (asked - reasons[thing]) or (wished - reasons[thing]) for thing in goods}
    return {thing: left_out for thing, left_out in missing.items() if left_out}


@settings(max_examples=300, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=6))
def test_gaps_are_the_cells_that_no_row_covers(table: list[dict[str, Any]]) -> None:
    found: dict[str, set[str]] = {}
    for hit in return_gap(policy_of(table), reasons=REASONS):
        things, reasons = hit.facts["things"], hit.facts["reasons"]
        assert isinstance(things, list)
        assert isinstance(reasons, tuple)
        for thing in things:
            found["" if thing in ("purchases", "everything else") else thing] = set(reasons)
    assert found == missing_by_cell(table)


def test_nothing_is_concluded_from_a_table_of_which_a_row_could_not_be_read() -> None:
    text = "returns:\n  - {categories: [shoes], reasons: [changed mind]}\n  - {categories: 7}\n"
    policy = assemble(parse("returns.yaml", text.encode()), datetime.date(2026, 11, 20))
    assert list(return_gap(policy, reasons=REASONS)) == []


def test_a_longer_window_that_costs_less_is_no_ladder() -> None:
    named = {"categories": ["shoes"], "reasons": ["late"]}
    for fee in ("5%", "5 EUR"):
        dear = named | {"window": "30 days", "fee": fee}
        assert len(overlaps([dear, named | {"window": "60 days", "fee": "none"}])) == 1
        assert overlaps([dear, named | {"window": "60 days", "fee": "9 USD"}]) == []


def test_one_finding_for_two_rows_however_many_things_and_reasons_they_share() -> None:
    shared = {"categories": [f"thing {n}" for n in range(300)], "reasons": list(REASONS)}
    (hit,) = overlaps([shared | {"window": "30 days"}, shared | {"window": "60 days"}])
    assert hit.facts["things"] == ["thing 0", "thing 1", "thing 2", "thing 3", "296 more"]
    assert hit.facts["reasons"] == list(REASONS)


def test_categories_are_the_same_however_they_are_spelt() -> None:
    table = [
        {"categories": ["Running  Shoes"], "reasons": ["late"], "window": "30 days"},
        {"categories": ["running shoes"], "reasons": ["late"], "window": "60 days"},
    ]
    (hit,) = overlaps(table)
    assert hit.facts["things"] == ["Running  Shoes"]


@pytest.mark.thorough
def test_ten_thousand_rows_of_one_ladder_and_ten_thousand_for_everything() -> None:
    named = {"categories": ["shoes"], "reasons": ["late"]}
    ladder = [named | {"window": f"{n + 1} days", "fee": f"{n + 1} EUR"} for n in range(10_000)]
    general = [{"window": f"{n + 1} days", "fee": f"{n + 2} EUR"} for n in range(10_000)]
    assert overlaps(ladder) == []
    hits = overlaps(general + ladder)
    assert [hit.case for hit in hits] == ["default"]


def test_many_rows_that_share_many_things() -> None:
    things = [f"thing {n}" for n in range(50)]
    table = [
        {"categories": [f"own {n}", *things], "reasons": ["late"], "window": "30 days"}
        for n in range(2_000)
    ]
    assert overlaps(table) == []
    assert len(overlaps([*table, table[0] | {"window": "10 days"}])) == 1

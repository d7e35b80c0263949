"""Which cases a row of the returns table is for, and what rows of other cases refute."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxlint.policy.returns.cases import read_side
from tests.test_core_checks import found


def severities(rule: str, *rows: str) -> list[str]:
    table = "".join(f"  - {{{row}}}\n" for row in rows)
    return [told.severity for told in found(rule, f"returns:\n{table}")]


@pytest.mark.parametrize(
    ("condition", "side"),
    [
        ("unopened", "unopened"),
        ("must not have been opened", "unopened"),
        ("Originalverpackung ungeöffnet", "unopened"),
        ("ungeöffnete Packung", "unopened"),
        ("sin abrir", "unopened"),
        ("non ouvert", "unopened"),
        ("opened", "opened"),
        ("geöffnete Ware", "opened"),
        ("never worn", "unworn"),
        ("nicht getragen", "unworn"),
        ("unused, with all parts", "unused"),
        ("sin usar", "unused"),
        ("no receipt", "without a receipt"),
        ("without the original receipt", "without a receipt"),
        ("receipt lost", "without a receipt"),
        ("ohne Kassenbon", "without a receipt"),
        ("sans ticket de caisse", "without a receipt"),
        ("no scratches, receipt", "with a receipt"),
        ("complete", None),
        ("original packaging", None),
        ("labels attached", None),
        ("in saleable condition", None),
    ],
)
def test_the_side_that_a_condition_names(condition: str, side: str | None) -> None:
    read = read_side(condition)
    assert (read and (read.axis.better if read.is_better else read.axis.worse)) == side


@pytest.mark.parametrize("asked", ["unopened", "must not be worn", "unbenutzt", "sin abrir"])
def test_one_state_leaves_the_other_open(asked: str) -> None:
    row = f"categories: [tents], reasons: [changed mind, defective], conditions: [{asked}]"
    assert severities("return-table-gap", row) == ["info"]


@pytest.mark.parametrize(
    "other",
    [
        "categories: [tents], reasons: [changed mind, defective], conditions: [opened]",
        "categories: [tents], returnable: false, conditions: [already opened]",
        "categories: all, window: 10 days",
    ],
)
def test_another_row_for_the_other_state_or_for_both_closes_it(other: str) -> None:
    row = "categories: [tents], reasons: [changed mind, defective], conditions: [unopened]"
    assert severities("return-table-gap", row, other) == []


@pytest.mark.parametrize("asked", ["complete", "original packaging", "tags attached", "receipt"])
def test_what_is_asked_for_and_splits_nothing_leaves_nothing_open(asked: str) -> None:
    row = f"categories: [tents], reasons: [changed mind, defective], conditions: [{asked}]"
    assert severities("return-table-gap", row) == []


@pytest.mark.parametrize(
    "said", ["fee: none", "shipping_paid_by: us", "refund: original payment", "proof: receipt"]
)
def test_what_one_row_leaves_unsaid_does_not_tell_two_windows_apart(said: str) -> None:
    long = f"categories: [hats], reasons: [changed mind], window: 90 days, {said}"
    short = "categories: [hats], reasons: [changed mind], window: 20 days"
    assert severities("return-table-overlap", long, short) == ["error"]


@pytest.mark.parametrize(
    "price", ["fee: 10%", "shipping_paid_by: customer", "refund: store credit"]
)
def test_a_longer_window_at_a_price_may_be_a_ladder_that_is_not_clear(price: str) -> None:
    short = "categories: [hats], reasons: [changed mind], window: 20 days"
    long = f"categories: [hats], reasons: [changed mind], window: 90 days, {price}"
    assert severities("return-table-overlap", short, long) == ["info"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("proof: receipt", "proof: government id, refund: store credit"),
        ("proof: [receipt, card lookup]", "conditions: [no receipt], proof: id, window: 5 days"),
        ("window: 60 days", "conditions: [opened], window: 14 days"),
        ("window: 60 days, fee: none", "window: 90 days, fee: 5%"),
    ],
)
def test_rows_for_two_cases_and_steps_of_a_ladder_do_not_clash(one: str, other: str) -> None:
    rows = (f"categories: [hats], reasons: [late], {said}" for said in (one, other))
    assert severities("return-table-overlap", *rows) == []


def test_two_rows_that_share_one_proof_do_clash() -> None:
    one = "categories: [hats], reasons: [late], window: 30 days, proof: [receipt, id]"
    other = "categories: [hats], reasons: [late], window: 60 days, proof: [id, card lookup]"
    assert severities("return-table-overlap", one, other) == ["error"]


@pytest.mark.parametrize("thing", ["kettles", "sandals", "garden furniture", "skates"])
def test_that_service_may_disappoint_makes_no_service_of_a_thing(thing: str) -> None:
    row = f"categories: [{thing}], reasons: [changed mind, service below expectation]"
    assert severities("defective-not-covered", row) == ["warning"]


@pytest.mark.parametrize("thing", ["haircuts", "guided tours", "hotel nights", "Abonnement"])
def test_what_is_called_a_service_cannot_be_defective(thing: str) -> None:
    row = f"categories: [{thing}], reasons: [changed mind, service below expectation]"
    assert severities("defective-not-covered", row) == []


def test_a_row_that_names_no_reason_is_no_evidence_of_an_error() -> None:
    row = "categories: [lamps], window: 60 days, fee: 5%, refund: store credit, proof: receipt"
    for rule in ("defective-not-covered", "store-credit-only"):
        assert severities(rule, row) == ["warning"]
        assert severities(rule, f"{row}, reasons: [defective, changed mind]") == ["error"]


@pytest.mark.parametrize("within", ["15 days", "3 weeks", "12 business days", "1 month"])
def test_money_that_comes_late_is_told(within: str) -> None:
    assert len(severities("slow-refund", f"categories: [lamps], refund_within: {within}")) == 1


@pytest.mark.parametrize("within", ["14 days", "10 business days", "2 hours"])
def test_money_that_comes_in_time_is_not(within: str) -> None:
    assert severities("slow-refund", f"categories: [lamps], refund_within: {within}") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("customers: members", "customers: everyone else"),
        ("customers: [members, students]", "customers: business"),
        ("customers: members", "name: for whoever comes"),
        ("countries: [DE, AT]", "countries: CH"),
        ("state: unopened", "state: opened"),
        ("state: unused", "state: [used, worn]"),
        ("bought: online", "bought: [store, marketplace]"),
        ("bought_between: [2026-11-01, 2026-12-31]", "bought_between: [2027-01-01, 2027-03-31]"),
        ("bought_between: [2026-11-01, 2026-12-31]", "name: at other times"),
    ],
)
def test_rows_for_other_customers_states_places_and_days_do_not_clash(one: str, other: str) -> None:
    rows = (
        f"categories: [hats], reasons: [late], window: {days} days, {said}"
        for days, said in ((90, one), (30, other))
    )
    assert severities("return-table-overlap", *rows) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("customers: [members, students]", "customers: Members"),
        ("customers: all customers", "name: the same"),
        ("countries: [DE, AT]", "countries: [AT, CH]"),
        ("state: unopened", "state: unopened"),
        ("state: [unopened, opened]", "name: in whatever state"),
        ("bought: [online, store]", "bought: store"),
        ("bought_between: [2026-11-01, 2026-12-31]", "bought_between: [2026-12-31, 2027-03-31]"),
    ],
)
def test_rows_that_share_a_customer_state_place_or_day_do(one: str, other: str) -> None:
    rows = (
        f"categories: [hats], reasons: [late], window: {days} days, {said}"
        for days, said in ((90, one), (30, other))
    )
    assert severities("return-table-overlap", *rows) == ["error"]


def test_unopened_alone_leaves_opened_open_as_state_too() -> None:
    row = "categories: [hats], reasons: [changed mind, defective], state: unopened"
    assert severities("return-table-gap", row) == ["info"]
    assert severities("return-table-gap", row, row.replace("unopened", "opened")) == []


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("up_to: 50%", "up_to: 30%", ["error"]),
        ("fee: 10%, up_to: 45 EUR", "fee: 10%", ["error"]),
        ("fee: 10%, up_to: 45 EUR", "fee: 10%, up_to: €45", []),
        ("up_to: 50%", "fee: none", ["error"]),
        ("up_to: none", "fee: none", []),
    ],
)
def test_a_bound_is_part_of_the_fee(one: str, other: str, told: list[str]) -> None:
    rows = (f"categories: [hats], reasons: [late], window: 9 days, {x}" for x in (one, other))
    assert severities("return-table-overlap", *rows) == told


def test_a_fee_with_a_bound_is_charged_for_the_firms_own_fault() -> None:
    for fee in ("up_to: 50%", "fee: 10%, up_to: 45 EUR", "up_to: 5 EUR"):
        assert severities("defective-not-covered", f"reasons: [defective], {fee}") == ["error"]
    assert severities("defective-not-covered", "reasons: [defective], up_to: none") == []


@pytest.mark.parametrize(
    "nothing", ["none", "no receipt", "no proof", "without a receipt", "keine"]
)
@pytest.mark.parametrize("other", ["proof: receipt", "proof: [card lookup, receipt]", "name: all"])
def test_customers_without_any_proof_are_a_case_of_their_own(nothing: str, other: str) -> None:
    row = "categories: [hats], reasons: [late], window: 30 days, refund: "
    without = f"{row}store credit, proof: {nothing}"
    assert severities("return-table-overlap", f"{row}money, {other}", without) == []
    assert severities("return-table-overlap", f"{row}money, proof: none", without) == ["error"]
    assert severities("receipt-only-proof", f"{row}money, proof: receipt", without) == []
    assert severities("return-table-gap", f"{row}money, {other}", without) == []


def test_no_proof_is_nothing_that_is_asked() -> None:
    row = "categories: [hats], conditions: [unworn, labels attached, original box], proof: {}"
    asked = [severities("return-more-trouble-than-worth", row.format(p)) for p in ("id", "none")]
    assert len(asked[0]) > len(asked[1]) == 0


CASES = Path(__file__).resolve().parents[4] / "shared" / "cases" / "policy"
SPELLINGS = {
    "two-proofs-overlap.yaml": [],
    "n03_store_and_online_clock.yaml": [("id: online,", "id: online, bought: online,"),
                                        ("id: store,", "id: store, bought: store,")],
    "rei/returns.yaml": [("id: members,", "id: members, customers: members,"),
                         ("id: others,", "id: others, customers: everyone else,")],
}  # fmt: skip
"""How files of before say their cases in the language of today."""


@pytest.mark.parametrize("name", SPELLINGS)
def test_two_cases_can_be_said(name: str) -> None:
    if not CASES.is_dir():
        pytest.skip(f"{CASES} is not there")
    text = (CASES / name).read_text("utf-8")
    for before, after in SPELLINGS[name]:
        assert before in text
        text = text.replace(before, after)
    assert found("return-table-overlap", text) == []
    assert found("return-table-gap", text) == []
    assert found("receipt-only-proof", text) == []

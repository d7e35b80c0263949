"""The days customers really have, counted by hand."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint.linting.checks.returns.return_window import return_window
from cxlint.parsing.document import parse
from cxlint.policy.linker import assemble

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Hit

FAULTS = ["defective", "wrong item", "not as described", "undelivered"]
HONEST = {
    "because": "perishable",
    "alternatives": ["credit"],
    "disclosed_before_purchase": True,
}


def short(*table: dict[str, Any]) -> list[Hit]:
    text = json.dumps({"returns": list(table)})
    policy = assemble(parse("p.yaml", text.encode()), datetime.date(2026, 11, 20))
    assert not policy.problems
    return list(
        return_window(
            policy,
            warn_below="30 days",
            fail_below="14 days",
            fault_reasons=FAULTS,
            fault_warn_below="60 days",
            fault_fail_below="30 days",
            shipment_takes="3 days",
            order_takes="5 days",
        )
    )


def verdict(**row: Any) -> tuple[str, str | None] | None:
    hits = short({"reasons": ["changed mind"]} | row)
    return (hits[0].case, hits[0].severity) if hits else None


@given(
    days=st.integers(1, 80),
    start=st.sampled_from(["delivery", "shipment", "order", "purchase"]),
    stated=st.none() | st.integers(0, 20),
    fault=st.booleans(),
)
def test_window_less_delivery_against_the_bounds(
    days: int, start: str, stated: int | None, *, fault: bool
) -> None:
    row: dict[str, Any] = {"window": f"{days} days", "from": start}
    if stated is not None:
        row["delivery_time"] = f"{stated} days"
    usual = {"delivery": 0, "shipment": 3, "order": 5, "purchase": 0}[start]
    lost = 0 if start == "delivery" else usual if stated is None else stated
    warn, fail = (60, 30) if fault else (30, 14)
    left = days - lost
    severity = "error" if left < fail else "warning" if left < warn else "info" if lost else None
    case = "over" if left <= 0 else "clock" if severity == "info" else "early" if lost else ""
    found = verdict(reasons=["defective"] if fault else ["changed mind"], **row)
    assert found == (None if severity is None else (case, severity))


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"window": "22 business days"}, None),
        ({"window": "21 business days"}, ("", "warning")),
        ({"window": "1 month"}, None),
        ({"window": "unlimited", "from": "order"}, None),
        ({"from": "order"}, None),
        ({"window": "2 days", **HONEST}, None),
        ({"window": "2 days", "because": "perishable"}, ("", "warning")),
        ({"window": "2 days", "returnable": False}, None),
        ({"window": "8 days", "from": "order", "delivery_time": "5 business days", **HONEST}, None),
    ],
)
def test_near_misses(row: dict[str, Any], found: object) -> None:
    assert verdict(**row) == found


def test_an_honest_reason_never_excuses_a_window_that_is_over_before_a_fault_can_show() -> None:
    row = {"reasons": ["defective"], "window": "3 days", "from": "order", **HONEST}
    assert verdict(**row) == ("over", "error")
    assert verdict(**(row | {"from": "delivery"})) == ("", "error")


def test_a_window_that_nobody_can_use_is_no_fair_exception() -> None:
    row = {"window": "7 days", "from": "order", "delivery_time": "5 business days", **HONEST}
    assert verdict(**row) == ("over", "error")


def test_one_finding_for_a_row_and_for_the_reasons_that_fare_worst() -> None:
    (hit,) = short({"reasons": ["changed mind", "late", "defective"], "window": "20 days"})
    assert (hit.severity, hit.facts["reasons"]) == ("error", ["defective"])


def test_a_row_for_whatever_reason_is_held_to_the_measure_of_a_change_of_mind() -> None:
    assert short({"window": "60 days"}) == []
    (hit,) = short({"window": "30 days"})
    assert (hit.severity, hit.facts["reasons"][0]) == ("info", "defective")
    (hit,) = short({"window": "29 days"})
    assert (hit.severity, hit.facts["reasons"]) == ("warning", "for whatever reason")


def test_what_was_never_delivered_has_no_clock_that_runs_from_delivery() -> None:
    assert short({"reasons": ["undelivered"], "window": "3 days", "from": "delivery"}) == []
    assert len(short({"reasons": ["undelivered"], "window": "3 days", "from": "order"})) == 1


def test_whether_the_delivery_time_is_stated_or_assumed_is_told() -> None:
    (assumed,) = short({"reasons": ["changed mind"], "window": "14 days", "from": "shipment"})
    assert "assumed" in str(assumed.facts["basis"])
    stated = {"window": "14 days", "from": "shipment", "delivery_time": "36 hours"}
    (hit,) = short({"reasons": ["changed mind"], **stated})
    assert hit.facts["basis"] == "as stated"
    assert str(hit.facts["days"]) == "12.5 days"


def test_what_spoils_is_not_held_to_the_measure_of_faults() -> None:
    (hit,) = short(
        {"categories": ["bread"], "reasons": ["defective"], "window": "2 days"},
        {"categories": ["bread"], "reasons": ["changed mind"], "because": "perishable",
         "returnable": False},
    )  # fmt: skip
    assert hit.severity == "info"

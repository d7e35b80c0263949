"""Which terms are unwelcome, and which places come too late."""

from __future__ import annotations

import pytest
from policies import policy

from cxlint.linting.checks.promises.disclosure import disclosure

EARLY = ["checkout", "before"]
LATE = ["invoice", "delivery", "welcome letter"]


def found(text: str) -> list[tuple[str, str]]:
    hits = disclosure(policy(text), in_time=EARLY, too_late=LATE)
    return [(hit.entity, hit.case) for hit in hits]


@pytest.mark.parametrize(
    ("term", "told"),
    [
        ("{kind: fee, amount: 5 EUR}", True),
        ("{kind: fee}", True),
        ("{kind: fee, amount: none}", False),
        ("{kind: fee, amount: 5 EUR, adverse: false}", False),
        ("{kind: condition, adverse: true}", True),
        ("{kind: condition}", False),
        ("{kind: price, amount: 5 EUR}", False),
        ("{kind: fee, amount: none, adverse: true}", True),
    ],
)
def test_what_is_unwelcome(term: str, told: bool) -> None:
    assert found(f"terms: {{it: {term}}}") == ([("term/it", "")] if told else [])


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ("[invoice]", True),
        ("The first Invoice", True),
        ("[invoice, welcome-letter]", True),
        ("[invoice, checkout]", False),
        ("[member handbook]", False),
        ("[invoice, member handbook]", False),
        ("a letter before the delivery", False),
        ("[invoices-archive]", False),
    ],
)
def test_what_comes_too_late(places: str, told: bool) -> None:
    text = f"terms: {{it: {{kind: fee, disclosed_at: {places}}}}}"
    assert found(text) == ([("term/it", "late")] if told else [])


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("fee: 15%, disclosed_before_purchase: false", 1),
        ("fee: 5 EUR, disclosed_before_purchase: true", 0),
        ("fee: 5 EUR", 0),
        ("fee: none, disclosed_before_purchase: false", 0),
        ("disclosed_before_purchase: false", 0),
    ],
)
def test_a_return_that_costs_something(row: str, told: int) -> None:
    text = f"returns: [{{categories: [shoes], reasons: [changed mind], {row}}}]"
    assert [case for _, case in found(text)] == ["return"] * told

"""Figures that moved are told with what they count, and in which unit."""

from __future__ import annotations

import pytest

from cxlint.changes.change import JourneyShift
from cxlint.changes.journeys import FIGURES
from cxlint.reporting.changes.moved_figures import WORDS, say_shift


@pytest.mark.parametrize(
    ("quantity", "old", "new", "told"),
    [
        ("approvals.max", "2", "1", ("decisions to wait for at most", "2", "1")),
        ("elapsed.max_hours", "3", "72", ("time until it is settled at most", "3 hours", "3 days")),
        ("effort_minutes.max", "3", "12",
         ("the customer's own time at most", "3 minutes", "12 minutes")),
        ("effort_minutes.max", "3", "unbounded",
         ("the customer's own time at most", "3 minutes", "no limit")),
        ("first_contact.share", "0.25", None, ("settled at the first contact", "25%", "not known")),
        ("promise.verdict", "kept", "certain-breach",
         ("what it promises", "is kept", "is broken for certain")),
    ],
)  # fmt: skip
def test_a_figure_has_its_unit(
    quantity: str, old: str | None, new: str | None, told: tuple[str, str, str]
) -> None:
    assert say_shift(JourneyShift("refund", quantity, old, new)) == told


def test_each_figure_that_is_compared_has_words() -> None:
    assert set(WORDS) == set(FIGURES)

"""Durations of different calendars: worse in every reading, good enough, or not known."""

import datetime

import pytest

from cxlint.law.days import add_span
from cxlint.law.measures import compare
from cxlint.values.durations import duration
from tests.law.judging import words


@pytest.mark.parametrize(
    ("said", "asked", "at_most", "at_least"),
    [
        ("14 days", "14 days", "kept", "kept"),
        ("2 weeks", "14 days", "kept", "kept"),
        ("15 days", "14 days", "breach", "kept"),
        ("48 hours", "2 days", "kept", "kept"),
        ("30 days", "1 month", "kept", "kept"),
        ("31 days", "1 month", "unknown", "kept"),
        ("32 days", "1 month", "breach", "kept"),
        ("28 days", "1 month", "kept", "unknown"),
        ("27 days", "1 month", "kept", "breach"),
        ("24 months", "2 years", "kept", "kept"),
        ("730 days", "2 years", "kept", "kept"),
        ("15 business days", "15 business days", "kept", "kept"),
        ("15 days", "15 business days", "kept", "breach"),
        ("3 weeks", "15 business days", "kept", "kept"),
        ("30 days", "15 business days", "breach", "kept"),
        ("22 days", "15 business days", "unknown", "kept"),
        ("15 business days", "15 days", "breach", "kept"),
        ("10 business days", "15 days", "kept", "unknown"),
        ("11 business days", "15 days", "unknown", "kept"),
    ],
)
def test_like_is_compared_with_like(said: str, asked: str, at_most: str, at_least: str) -> None:
    assert compare(duration(said), "at_most", duration(asked)) == at_most
    assert compare(duration(said), "at_least", duration(asked)) == at_least


@pytest.mark.parametrize(
    ("day", "span", "later"),
    [
        ("2026-11-29", "12 months", "2027-11-29"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2026-12-31", "1 month", "2027-01-31"),
        ("2026-11-29", "90 days", "2027-02-27"),
        ("2026-11-29", "0 days", "2026-11-29"),
    ],
)
def test_a_span_is_added_to_a_day(day: str, span: str, later: str) -> None:
    first, last = datetime.date.fromisoformat(day), datetime.date.fromisoformat(later)
    assert add_span(first, duration(span)) == last


def test_what_is_promised_for_a_share_says_nothing_of_the_rest() -> None:
    text = (
        "organization: {jurisdictions: [ES]}\n"
        "intents: {matter: {concerns: complaint}}\n"
        "promises: {reply: {intents: [matter], resolution: LIMIT, share: 80%}}\n"
    )
    day = datetime.date(2026, 11, 29)
    law = "es-any-trader-15-days"
    assert words(text.replace("LIMIT", "15 days"), law, day) == "unknown"
    assert words(text.replace("LIMIT", "16 days"), law, day) == "breach"

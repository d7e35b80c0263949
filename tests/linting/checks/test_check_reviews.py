"""Reviews in public: intervals, alerts, and what is affirmed of them."""

from __future__ import annotations

import pytest
from policies import policy

from cxlint.linting.checks.fields.affirmed import affirmed
from cxlint.linting.checks.listening.review_interval import review_interval
from cxlint.linting.checks.listening.unwatched import unwatched

BUSY = [("busy", "warning", "1 hour")]


def looked_at(said: str) -> list[tuple[str, str | None, str]]:
    """Case, severity and wanted interval of one source."""
    text = f"reviews: {{sources: {{maps: {{{said}}}}}}}"
    found = review_interval(policy(text), at_most="24 hours", at_most_busy="1 hour", busy_from=50)
    return [(hit.case, hit.severity, str(hit.facts["wanted"])) for hit in found]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("check_every: 1 day", []),
        ("check_every: 1 business day", []),
        ("check_every: 25 hours", [("rare", None, "24 hours")]),
        ("check_every: 2 days, volume: {reviews: 50, per: 1 day}", [("rare", None, "1 hour")]),
        ("check_every: 61 minutes, volume: {reviews: 50, per: 1 day}", BUSY),
        ("check_every: 61 minutes, volume: {reviews: 49.9, per: 1 day}", []),
        ("check_every: 1 hour, volume: {reviews: 5000, per: 1 day}", []),
        ("check_every: 2 hours, volume: {reviews: 350, per: 1 week}", BUSY),
        ("check_every: 2 hours, volume: {reviews: 350, per: 8 days}", []),
        ("check_every: 2 hours, volume: {reviews: 3, per: 1 hour}", BUSY),
        ("check_every: 2 hours, volume: {reviews: 900, per: immediately}", []),
        ("volume: {reviews: 900, per: 1 day}", []),
    ],
)
def test_many_reviews_are_looked_at_more_often(
    said: str, told: list[tuple[str, str | None, str]]
) -> None:
    assert looked_at(said) == told


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ("{maps: {alert: true}, forum: {}}", [("forum", "other")]),
        ("{maps: {check_every: 1 day}, forum: {owner: digital}}", [("forum", "other")]),
        ("{maps: {}, forum: {}}", []),
        ("{maps: {alert: false}, forum: {}}", [("maps", "off")]),
        ("{maps: {alert: false, respond: {negative: 1 day}}}", [("maps", "off")]),
        ("{maps: {respond: {negative: 1 day}}}", [("maps", "promised")]),
        ("{maps: {alert: false, check_every: 1 day, respond: {negative: 1 day}}}", []),
        ("{maps: {alert: 7}, forum: {respond: {positive: 1 day}, alert: true}}", []),
    ],
)
def test_a_source_is_unwatched_where_somebody_speaks_of_watching(
    sources: str, told: list[tuple[str, str]]
) -> None:
    found = unwatched(policy(f"reviews: {{sources: {sources}}}"))
    assert [(hit.facts["id"], hit.case) for hit in found] == told


def test_each_thing_affirmed_is_told_where_it_stands() -> None:
    text = "reviews: {sourcing: {paid: true, employees: false, incentive_for_praise: true}}"
    fields = ["sourcing.paid", "sourcing.employees", "sourcing.incentive_for_praise"]
    hits = list(affirmed(policy(text), of="reviews", fields=fields))
    assert [(hit.case, hit.at.path[-1]) for hit in hits] == [
        ("paid", "paid"),
        ("incentive_for_praise", "incentive_for_praise"),
    ]
    assert len({hit.key for hit in hits}) == 2

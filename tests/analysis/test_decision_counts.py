"""The figures on decisions, on the policies whose answers other code worked out."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from policies import network

from cxlint.analysis import catalogue, decision_counts
from cxlint.analysis.subject import Subject

CASES = Path(__file__).parents[2].parent / "shared" / "cases" / "numbers"
OURS = re.compile(
    r"journey\.\w+\.(approvals|repeats|effort_minutes|share_above|first_contact|effort_budget)"
    r"|ask\.value=.*\.approvals$"
)


def answers():
    for file in sorted(CASES.glob("*/expect.json")):
        for each in json.loads(file.read_text())["expect"]:
            if OURS.match(each["quantity"]):
                yield file.parent, each


def exact(value):
    if isinstance(value, list):
        return [exact(each) for each in value]
    return Fraction(value["exact"]) if isinstance(value, dict) else value


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not here")
@pytest.mark.parametrize(
    ("folder", "expected"), [*answers()], ids=lambda each: getattr(each, "name", None)
)
def test_shared_cases_have_their_answers(folder, expected):
    texts = [each.read_text() for each in sorted((folder / "policy").rglob("*.yaml"))]
    found = catalogue.find_quantity(Subject(network(*texts)), expected["quantity"])
    assert found is not None
    assert found.value == exact(expected["value"])


FAMILY = """
organization: {name: Test, currency: SEK}
channels:
  line: {kind: voice, goes_to: menu}
  mail: {kind: email, goes_to: desk}
steps: {menu: {kind: menu, effort: 1 minute, goes_to: desk, asks_for: [number]}}
teams:
  desk: {may: {refund: 500 SEK}, closes: none, asks_for: [number], handling_time: 4 minutes}
remedies: {refund: {tiers: [{by: leads, up_to: 900 SEK}, {by: finance, up_to: any}]}}
intents:
  refund: {start: [line, mail], remedy: refund, value: {p50: 400 SEK, p80: 900 SEK, max: 2000 SEK}}
"""


def test_every_figure_says_why_where_it_claims_nothing():
    for each in decision_counts.list_quantities(Subject(network(FAMILY))):
        assert each.value is not None or each.why, each.name
        if isinstance(each.value, (int, Fraction)) and each.minimum is not None:
            assert each.minimum == each.value == each.maximum
        assert each.reading or each.why, each.name


def test_channels_apart_bound_all_of_them_together():
    found = {each.name: each for each in decision_counts.list_quantities(Subject(network(FAMILY)))}
    for figure in ("approvals", "repeats", "effort_minutes"):
        parts = [found[f"journey.refund.by_channel.{each}.{figure}.expected.max"].value
                 for each in ("line", "mail")]  # fmt: skip
        assert found[f"journey.refund.{figure}.expected.max"].value == max(parts)
        assert found[f"all.{figure}.expected.max"].value == max(parts)
    assert found["journey.refund.by_channel.line.repeats"].value == 1
    assert found["journey.refund.by_channel.mail.repeats"].value == 0
    assert found["journey.refund.by_channel.line.effort_minutes"].value == 5


def test_parts_of_a_figure_have_their_lines():
    found = {each.name: each for each in decision_counts.list_quantities(Subject(network(FAMILY)))}
    parts = found["journey.refund.approvals"].parts
    assert [part.text for part in parts] == [
        "50% of the cases are worth no more than: 400 SEK",
        "80% of the cases are worth no more than: 900 SEK",
        "the most a case is worth: 2000 SEK",
        "up to 500 SEK: desk decides alone",
        "above 500 SEK and up to 900 SEK: 1 decision beyond desk, by leads",
        "above 900 SEK: 2 decisions beyond desk, by leads and finance",
    ]
    lines = [part.at.span().line for part in parts if part.at is not None]
    assert lines == [11, 11, 11, 9, 9]


def test_a_part_that_is_not_ours_changes_nothing():
    more = """
    channels: {shop: {kind: in_person, goes_to: till}}
    teams: {till: {closes: all, may: {refund: any}}}
    intents: {advice: {start: shop}}
    """
    plain = {each.name: each.value for each in decision_counts.list_quantities(
        Subject(network(FAMILY)))}  # fmt: skip
    both = {each.name: each.value for each in decision_counts.list_quantities(
        Subject(network(more, FAMILY)))}  # fmt: skip
    assert {name: both[name] for name in plain if name.startswith("journey.")} == {
        name: value for name, value in plain.items() if name.startswith("journey.")
    }

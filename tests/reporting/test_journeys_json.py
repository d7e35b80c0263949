"""Figures as JSON: as the published schema says, exact, and with their places."""

from __future__ import annotations

import datetime
import json
from fractions import Fraction

import jsonschema
import pytest
from made_figures import policy, usual
from made_reports import NASTY

from cxlint import resources
from cxlint.analysis.quantity import UNBOUNDED, Part, Quantity
from cxlint.reporting.journeys.figures_json import render_figures

DAY = datetime.date(2026, 11, 29)
SCHEMA = json.loads(resources.folder("schemas").joinpath("journeys.schema.json").read_text())
ZONE = datetime.timezone(datetime.timedelta(hours=1))


def written(*quantities: Quantity) -> dict:
    told = json.loads(render_figures(quantities, DAY))
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    return told


def value(of: object) -> object:
    return written(Quantity("a", of))["quantities"]["a"]["value"]


def test_figures_of_all_kinds_fit_the_schema():
    told = written(*usual(policy()))
    assert told["schema_version"] == 1
    assert told["as_of"] == "2026-11-29"
    assert told["quantities"]["journey.refund.contacts.max"] == {"value": 3}


def test_a_figure_says_all_that_is_known_of_it():
    made = policy()
    told = written(*usual(made))["quantities"]["journey.refund.contacts.expected"]
    assert told == {
        "value": {"exact": "6/5", "decimal": 1.2},
        "reading": "the customer carries it",
        "source": "Grinstead and Snell, chapter 11",
        "parts": [
            {"text": "1: the first contact"},
            {"text": "0.2: care -> finance", "path": "0.yaml", "line": 9},
        ],
    }


def test_what_may_not_be_claimed_is_null_and_says_why():
    told = written(Quantity("a", why="x"))["quantities"]["a"]
    assert told == {"value": None, "why": "x"}


def test_an_interval_has_ends():
    told = written(Quantity("a", minimum=Fraction(1, 2), maximum=UNBOUNDED))["quantities"]["a"]
    assert told == {
        "value": None,
        "min": {"exact": "1/2", "decimal": 0.5},
        "max": "unbounded",
    }


@pytest.mark.parametrize(
    ("of", "as_json"),
    [
        (Fraction(4), 4),
        (Fraction(-1, 3), {"exact": "-1/3", "decimal": -1 / 3}),
        (0.5, 0.5),
        (True, True),
        ("kept", "kept"),
        (DAY, "2026-11-29"),
        (datetime.datetime(2026, 11, 29, 9, tzinfo=ZONE), "2026-11-29T09:00:00+01:00"),
        ([["care", datetime.datetime(2026, 11, 29, 9, tzinfo=ZONE)], Fraction(1, 2)],
         [["care", "2026-11-29T09:00:00+01:00"], {"exact": "1/2", "decimal": 0.5}]),
    ],
)  # fmt: skip
def test_a_value(of, as_json):
    assert value(of) == as_json


def test_text_from_a_policy_is_never_obeyed():
    text = render_figures([Quantity("a", why=NASTY, parts=(Part(NASTY),))], DAY)
    assert json.loads(text)["quantities"]["a"]["why"] == NASTY
    assert not any(ch in text for ch in "\x1b\u202e\u2028\x7f")


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": {"exact": "1/2"}},
        {"value": {"exact": "0.5", "decimal": 0.5}},
        {"reading": "x"},
        {"value": 1, "parts": [{"text": "x", "path": "a.yaml"}]},
        {"value": 1, "unit": "hours"},
    ],
)
def test_the_schema_takes_nothing_else(wrong):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(
            {"schema_version": 1, "as_of": "2026-11-29", "quantities": {"a": wrong}}, SCHEMA
        )

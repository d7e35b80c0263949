"""Answers on one customer as pages: JSON by its schema, nothing that a policy says is markup."""

from __future__ import annotations

import json

import jsonschema
import pytest
from made_reports import NASTY
from policies import network

from cxlint import resources
from cxlint.analysis.asking.answers import ask
from cxlint.analysis.asking.case import read_case
from cxlint.analysis.subject import Subject
from cxlint.reporting.asking.answer_pages import render

SCHEMA = json.loads(resources.folder("schemas").joinpath("ask.schema.json").read_text())
POLICY = """
organization: {name: T, currency: EUR, timezone: Europe/Berlin}
schedules: {office: {open: Mon-Fri 09:00-18:00, holidays: DE-BY}}
channels:
  line: {kind: voice, open: office, goes_to: care, fee: 0.14 EUR, fee_per: minute,
         respond: {within: 2 minutes, for: 80%}, closed: {callback_within: 1 hour}}
  mail: {kind: email, goes_to: care, respond: 4 hours}
teams:
  care: {open: office, closes: none, may: {refund: 50 EUR}, handling_time: 5 minutes}
  leads: {open: office}
remedies:
  refund:
    tiers:
      - {by: leads, up_to: 200 EUR, decides_within: 1 day, timeout: {after: 2 days, then: escalate}}
      - {by: [leads, board], need: all, up_to: any, decides_within: 3 business days,
         timeout: {after: 5 business days, then: refuse}}
intents:
  back: {start: [line, mail], remedy: refund, promise: 3 days}
returns:
  - {id: mind, categories: [shoes], reasons: [changed mind], window: 1 month, fee: 12.5%,
     shipping_paid_by: customer, shipping_cost: 4.90 EUR, refund: [store credit, money],
     refund_within: 5 days}
  - {id: faulty, categories: [all], reasons: [defective, undelivered], window: unlimited, fee: none,
     shipping_paid_by: us, refund: money, refund_within: 3 business days}
  - {id: socks, categories: [socks], returnable: false, because: [hygiene, safety],
     alternatives: [a voucher, another size]}
"""
SHOES = {"category": "shoes", "reason": "changed mind", "delivered": "2026-10-31"}
QUESTIONS = [
    {},
    {"channel": "line", "at": "Sun 11:00", "value": "49.99"},
    {"channel": "line", "at": "Fri 17:59", "value": "199.99 EUR"},
    {"channel": "mail", "at": "Fri 20:00", "value": "9000"},
    {"at": "2026-12-24"},
    {"value": "80 EUR", "at": "Mon 9:00"},
    SHOES,
    {**SHOES, "at": "2026-11-30", "value": "99.90", "received_back": "2026-12-03"},
    {**SHOES, "at": "2026-12-01", "value": "99.90"},
    {"category": "lamps", "reason": "broken"},
    {"category": "lamps", "reason": "changed mind"},
    {"category": "shoes", "reason": "undelivered", "at": "2026-12-23 10:00", "value": 20},
    {"category": "socks"},
    {"reason": "late"},
]


def written(stated, form, text=POLICY, width=80):
    graph = network(text)
    subject = Subject(graph)
    case = read_case(subject, {"intent": "back", **stated})
    return render(graph.policy, case, ask(subject, case), form, width)


@pytest.mark.parametrize("stated", QUESTIONS)
def test_json_is_as_the_schema_says(stated):
    told = json.loads(written(stated, "json"))
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    for each in told["quantities"].values():
        assert each["value"] is not None or each["why"]


@pytest.mark.parametrize("stated", QUESTIONS)
def test_every_page_begins_with_the_answer_or_with_what_is_open(stated):
    told = json.loads(written(stated, "json"))
    first = " ".join(written(stated, "text", width=10_000).partition("\n\n")[0].split())
    assert first in told["answer"] or first.startswith(told["open"][0]["text"])
    assert "BD-close" not in written(stated, "text")
    assert "None" not in written(stated, "text")
    assert written(stated, "markdown").count("\n### ") <= 1


def test_what_the_policy_says_is_no_markup():
    nasty = POLICY.replace("[a voucher, another size]", json.dumps([NASTY]))
    page = written({"category": "socks", "reason": "changed mind"}, "markdown", nasty)
    assert "<script" not in page
    assert "Offer instead" in page


def test_figures_that_go_without_saying_are_left_out_of_the_text():
    told = written({"category": "lamps", "reason": "broken", "at": "2026-12-01"}, "text")
    assert "credit instead of money" not in told
    assert "days too late" not in told

"""What clears one finding: the smallest set of edits that is found, proved by the rules."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import pytest
from advice_runs import cleared, edits, findings
from test_advice import HOURS, LIMIT, LINE, SILO, WINDOW, rewritten

from cxlint.cli import session
from cxlint.errors import UserError
from cxlint.linting.advice.clearing import clear
from cxlint.linting.run import engine

ROOT = Path(__file__).parents[3]
DAY = datetime.date(2026, 11, 20)


@cache
def sample(name: str):
    """Return the request and the reading of a sample."""
    asked = session.request(
        (ROOT / "sample_policies" / name,), config_file=None, today=DAY, cached=False
    )
    return asked, engine.read(asked)


@pytest.mark.parametrize(
    ("name", "rule", "told"),
    [
        ("brightwave", "channel-understaffed", [("seats", 4, 13)]),
        ("brightwave", "cold-transfer", [("transfer", "cold", "warm")]),
        ("brightwave", "frontline-limit-low", [("credit", "$15", "70 USD")]),
        ("brightwave", "partner-ola-weaker", [("resolution", "10 days", "4 days")]),
        ("brightwave", "ping-pong-handoff", [("max_repeats", None, 1)]),
        ("brightwave", "fee-for-human", [("fee", "$4.99", "none")]),
        ("brightwave", "not-mobile-friendly", [("mobile", False, True)]),
        ("brightwave", "unaccountable-partner", [("accountable", None, "line-experts")]),
        ("brightwave", "return-at-a-loss", [
            ("fee", "$45", "none"), ("shipping_paid_by", "customer", "us"),
        ]),
        ("brightwave", "no-single-owner", [("case_owner", None, "front-desk")]),
        ("brightwave", "return-table-gap", [
            ("reasons", [
                "changed mind", "defective", "wrong item", "not as described", "undelivered",
                "service below expectation",
            ], [
                "changed mind", "defective", "wrong item", "not as described", "undelivered",
                "service below expectation", "late",
            ]),
        ]),
        ("brightwave", "discretion-below-floor", [("gives", "$5", "10 USD")]),
        ("northwind-outfitters", "law/eu-basic-rate-phone", [
            ("fee", "0.49 EUR", "none"), ("premium_rate", True, False),
        ]),
        ("harbor-mutual", "authority-inversion", [("goodwill", "£30", "50 GBP")]),
        ("harbor-mutual", "store-credit-only", [
            ("refund", "store credit", "original payment"),
        ]),
    ],
)  # fmt: skip
def test_one_finding_of_each_of_fifteen_rules_is_cleared(name, rule, told):
    asked, reading = sample(name)
    before = engine.judge(asked._replace(folded=False), reading).findings
    finding = next(each for each in before if each.rule.id == rule and each.status == "new")
    found = clear(asked, reading, finding.fingerprint)
    assert found.is_cleared
    assert finding.fingerprint in {each.fingerprint for each in found.advice.cleared}
    assert [
        (str(each.path[-1]), None if repr(each.old) == "nothing" else each.old, each.new)
        for each in found.advice.proposal.edits
    ] == told


@pytest.mark.parametrize(
    ("text", "rule"),
    [(LINE, "channel-understaffed"), (LIMIT, "frontline-limit-low"), (SILO, "silo")],
)
def test_a_finding_is_gone_from_the_file_with_the_edits_made(text, rule):
    found = cleared(text, rule)
    (before,) = (each for each in findings(text) if each.rule.id == rule)
    after = findings(rewritten(text, found.advice))
    assert before.fingerprint not in {each.fingerprint for each in after}


def test_what_only_helps_by_promising_less_comes_after_what_helps():
    assert edits(cleared(HOURS, "coverage-gap").advice) == [
        (10, "open", "Mon-Fri 09:00-17:00", "Mon-Sat 09:00-17:00")
    ]


WORDS = """
    scripts:
      vendor: {text: "That's our vendor."}
"""


def test_where_nothing_is_found_it_is_said_with_how_much_was_tried():
    found = cleared(WORDS, "partner-blame-phrase")  # what is said instead, nobody else can know
    assert found.advice is None
    assert not found.is_cleared


def test_a_finding_is_named_by_its_place_its_fingerprint_or_its_rule():
    (finding,) = (each for each in findings(SILO) if each.rule.id == "silo")
    names = ("silo@policy.yaml:7", "silo policy.yaml:7", finding.fingerprint, "silo",
             finding.fingerprint[:10])  # fmt: skip
    told = {edits(cleared(SILO, name).advice)[0] for name in names}
    assert told == {(7, "context", "none", "full")}


def test_a_name_of_no_finding_is_told_what_it_resembles():
    with pytest.raises(UserError, match=r"silo@policy\.yaml:7"):
        cleared(SILO, "silo@policy.yaml:8")


def test_a_name_of_several_findings_is_refused():
    with pytest.raises(UserError, match="names 2 findings"):
        cleared(WINDOW, "restrictive-return-window")

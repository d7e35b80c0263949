"""An honest section more raises nothing elsewhere, unless it speaks of that very thing."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run.findings import build_findings
from cxlint.linting.run.rule_runs import run_rules
from cxlint.linting.trials.examples import TODAY
from cxlint.parsing import document
from cxlint.policy import linker

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Finding

TIDY = Path(__file__).parents[2] / "sample_policies" / "tidy"
"""A policy in which each section is honest and has no findings."""

SECTIONS = (
    "breach_plan", "communications", "conduct", "deliveries", "engagement", "feedback",
    "governance", "recovery", "reviews", "scenarios", "scripts", "terms",
)  # fmt: skip

POLICIES: dict[str, dict[str, Any]] = {
    "a line and those who answer": {
        "organization": {"name": "Fernhill Books"},
        "channels": {"hotline": {"kind": "voice", "open": "24x7", "goes_to": "care"}},
        "teams": {"care": {"seats": 12, "tier": 1, "open": "24x7", "closes": "all"}},
    },
    "a menu and a desk behind it": {
        "channels": {"line": {"kind": "voice", "goes_to": "menu"}},
        "steps": {"menu": {"kind": "menu", "options": [{"say": "orders", "goes_to": "desk"}]}},
        "teams": {"desk": {"seats": 2}},
        "intents": {"order": {"start": "line", "share": "20%"}},
    },
    "a page on returns": {
        "organization": {"name": "Fernhill Books"},
        "returns": [{"reasons": ["changed mind"], "window": "60 days", "fee": "none"}],
    },
    "a page on delivery": {
        "organization": {"name": "Fernhill Books"},
        "deliveries": {"home": {"service": "standard", "price": "4 EUR", "within": "3 days"}},
    },
    "a page on promises": {
        "channels": {"mail": {"kind": "email", "goes_to": "office", "monitored_by": "office"}},
        "teams": {"office": {"seats": 4}},
        "promises": {"all": {"first_reply": "1 business day"}},
    },
}

SPEAKS_OF = {
    ("feedback", "feedback-channel-untracked"): "it asks about one channel, and not about others",
    ("feedback", "no-policy-owner"): "with feedback the policy speaks of the firm as a whole",
    ("recovery", "no-policy-owner"): "with recovery the policy speaks of the firm as a whole",
    ("reviews", "no-policy-owner"): "with reviews the policy speaks of the firm as a whole",
    ("conduct", "no-recovery-playbook"): "what staff do in hard moments, and not after a mistake",
    ("recovery", "no-abuse-policy"): "what staff do in hard moments, and not when insulted",
    ("scripts", "no-abuse-policy"): "what staff say in hard moments, and not when insulted",
    ("communications", "no-feedback-invite"): "what customers hear, and not what they are asked",
    ("engagement", "no-feedback-invite"): "where customers are met, and not what they are asked",
    ("recovery", "no-feedback-invite"): "what is put right, and not how anybody hears of it",
    ("reviews", "no-feedback-invite"): "what customers say elsewhere, and not what they are asked",
}  # fmt: skip
"""Which rule may speak up for which section, and of what kin the two are."""


@cache
def tidy() -> dict[str, Any]:
    said: dict[str, Any] = {}
    for path in sorted(TIDY.rglob("*.yaml")):
        for each in document.parse(path.name, path.read_bytes()):
            for key, value in (each.data if isinstance(each.data, dict) else {}).items():
                known = said.get(key)
                said[key] = {**known, **value} if isinstance(known, dict) else value
    return said


def find(data: dict[str, Any]) -> list[Finding]:
    rules = {i: r for i, r in loader.load().items() if r.category not in ("reading", "waivers")}
    settings = config.build_config(config_files.read(None), loader.load(), Path())
    policy = linker.assemble(document.parse("policy.yaml", json.dumps(data).encode()), TODAY)
    run = run_rules(policy, list(rules.values()), settings)
    return build_findings(run.hits, policy).findings


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("name", POLICIES)
def test_an_honest_section_raises_nothing_elsewhere(name: str, section: str) -> None:
    before = {(each.rule.id, each.entity) for each in find(POLICIES[name])}
    for each in find({**POLICIES[name], section: tidy()[section]}):
        assert each.cause is not None
        inside = each.cause.at.path[:1] == (section,)
        if not inside and (each.rule.id, each.entity) not in before:
            assert (section, each.rule.id) in SPEAKS_OF

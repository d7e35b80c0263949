"""Conditions in free words never switch a check off: what is found is found beside them too."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run.rule_runs import run_rules
from cxlint.linting.trials.examples import TODAY
from cxlint.parsing.document import parse
from cxlint.policy import linker

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).parents[3] / "sample_policies"
RULES = loader.load()
JUDGES = [rule for rule in RULES.values() if rule.category in ("returns", "deliveries", "promises")]
WORDS = ("in original packaging", "bitte mit allen Teilen", "as agreed with the branch manager")


@cache
def settings() -> config.Config:
    return config.build_config(config_files.read(None), RULES, Path())


def find(data: dict[str, Any]) -> set[tuple[str, frozenset[str]]]:
    """Return which rule finds something at which rows; of two rows either may be named first."""
    policy = linker.assemble(parse("policy.yaml", json.dumps(data).encode()), TODAY)
    assert {each.rule for each in policy.problems} <= {"undefined-reference"}
    run = run_rules(policy, JUDGES, settings())
    return {
        (rule.id, frozenset((hit.entity.partition("/")[2], *hit.key))) for rule, hit in run.hits
    }


def with_conditions(data: dict[str, Any], words: str) -> dict[str, Any]:
    new = copy.deepcopy(data)
    rows = [*(new.get("returns") or ()), *(new.get("deliveries") or {}).values()]
    for row in filter(None, rows):
        known = row.get("conditions", [])
        row["conditions"] = [*([known] if isinstance(known, str) else known), words]
    for promise in filter(None, (new.get("promises") or {}).values()):
        promise["conditions"] = [*promise.get("conditions", ()), {"field": "notes", "test": words}]
    return new


def data_of(text: str) -> dict[str, Any]:
    documents = parse("policy.yaml", text.encode())
    if len(documents) != 1 or not isinstance(documents[0].data, dict):
        return {}
    plain: dict[str, Any] = json.loads(json.dumps(documents[0].data))
    return plain if {"returns", "deliveries", "promises"} & plain.keys() else {}


def policies() -> Iterator[tuple[str, dict[str, Any]]]:
    for rule in JUDGES:
        for number, example in enumerate((*rule.bad, *rule.good)):
            if data := data_of(example):
                yield f"{rule.id} {number}", data
    for file in sorted(SAMPLES.rglob("*.yaml")):
        if "everything-wrong" not in file.parts and (data := data_of(file.read_text("utf-8"))):
            yield file.relative_to(SAMPLES).as_posix(), data


@pytest.mark.parametrize(("name", "data"), [pytest.param(*each, id=each[0]) for each in policies()])
def test_what_is_found_is_found_beside_conditions_in_free_words(
    name: str, data: dict[str, Any]
) -> None:
    before = find(data)
    for words in WORDS:
        assert before - find(with_conditions(data, words)) == set(), name


def test_some_of_them_have_findings() -> None:
    assert sum(bool(find(data)) for _, data in policies()) > 20


SLOW = """
channels: {{mailbox: {{kind: email, open: 24x7, goes_to: care}}}}
teams:
  care: {{open: 24x7, closes: none}}
  bank: {{open: 24x7, closes: none}}
  till: {{open: 24x7}}
handoffs:
  - {{from: care, to: bank, carried_by: us, wait: 36 hours, max_repeats: 1}}
  - {{from: bank, to: till, carried_by: us, wait: 36 hours, max_repeats: 1}}
  - {{from: till, to: resolved}}
intents: {{refund: {{start: [mailbox]}}}}
promises:
  refunds: {{intents: [refund], resolution: 2 days, {scope}}}
"""


@pytest.mark.parametrize(
    ("scope", "found"),
    [
        ("conditions: [{field: notes, test: as agreed}]", True),
        ("any_conditions: [{field: notes, test: as agreed}, {field: amount, is: small}]", True),
        ("any_conditions: [{field: amount, is: small}, {field: amount, is: tiny}]", False),
        ("conditions: [{field: amount, less_than: 10}, {field: notes, test: as agreed}]", False),
        ("segments: [gold]", False),
    ],
)
def test_a_promise_for_cases_told_apart_by_facts_is_held_against_no_way(scope, found) -> None:
    """Words that nobody can decide tell none apart: some case of the slow way may meet them."""
    policy = linker.assemble(parse("policy.yaml", SLOW.format(scope=scope).encode()), TODAY)
    hits = run_rules(policy, [RULES["promise-exceeds-path"]], settings()).hits
    assert bool(hits) is found

"""Rules as an organization writes them, one or more for each check that is open to everyone."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from policies import network, policy

from cxlint.linting.rules import loader
from cxlint.linting.rules.check_lookup import first_parameter
from cxlint.linting.trials import examples

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.linting.model.rule import Rule

FOLDER = Path(__file__).parent.parent / "own_rules"
OPEN = {
    "between", "count_along", "in_common", "limit", "loop_without_exit", "owned_by", "passes",
    "phrase", "reachable", "required", "shared_by", "stated", "sum_along",
}  # fmt: skip


@cache
def rules() -> Mapping[str, Rule]:
    return loader.load([FOLDER])


OWN = sorted(path.stem for path in FOLDER.glob("*/*.yaml"))


@pytest.mark.parametrize("id_", OWN)
def test_an_own_rule_finds_what_its_examples_mark_and_nothing_else(id_: str) -> None:
    rule = rules()[id_]
    for example in (*rule.bad, *rule.good):
        outcome = examples.run(rule, example, rules())
        assert outcome.found_lines == outcome.marked_lines, example
        assert not outcome.report.has_crashed
    assert all("# <-" in example for example in rule.bad)
    assert not any("# <-" in example for example in rule.good)


@pytest.mark.parametrize("id_", OWN)
def test_its_examples_are_policies_that_can_be_read(id_: str) -> None:
    reading = [rule for rule in rules().values() if rule.category == "reading"]
    reading.remove(rules()["inert-key"])  # what it finds can be read
    for example in (*rules()[id_].bad, *rules()[id_].good):
        for rule in reading:
            assert not examples.run(rule, example, rules()).found_lines, (rule.id, example)


@pytest.mark.parametrize("id_", OWN)
def test_its_check_tells_the_facts_that_it_says_it_tells(id_: str) -> None:
    rule = rules()[id_]
    check = loader.check_of(rule)
    module = importlib.import_module(check.__module__)
    world = policy if first_parameter(check) == "policy" else network
    hits = [hit for example in rule.bad for hit in check(world(example), **rule.params)]
    assert hits
    for hit in hits:
        assert set(hit.facts) == module.FACTS
        assert hit.case == ""


def test_every_check_that_is_open_to_everyone_has_a_rule() -> None:
    used = {rule.check for rule in rules().values()}
    assert used >= OPEN
    graph = {name for name in OPEN if first_parameter(_check(name)) == "network"}
    assert graph <= {rules()[id_].check for id_ in OWN}


def _check(name: str):
    return loader.find_check(name)

"""Every rule file, by walking the folder: nothing to register, nothing to forget."""

from __future__ import annotations

import inspect
import string
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run import engine, findings
from cxlint.linting.run.rule_runs import run_rules
from cxlint.linting.trials import examples
from cxlint.parsing.document import Document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.linting.model.finding import Hit
    from cxlint.linting.model.rule import Rule
    from cxlint.policy.policy import Policy


@cache
def rules() -> Mapping[str, Rule]:
    return loader.load()


ALL = sorted(rules())


@cache
def strict() -> config.Config:
    said = Document("cxlint.yaml", "", {"extends": "strict"})
    return config.build_config(config_files.RawConfig(None, Path(), said), rules(), Path())


def strict_params(rule: Rule) -> Mapping[str, object]:
    return strict().setting(rule, "").params


FREE = {"baseline-stale"}
"""Rules about files that no policy example can hold; they have tests of their own."""


@pytest.mark.parametrize("id_", sorted(set(ALL) - FREE))
def test_bad_examples_are_found_on_exactly_the_marked_lines(id_: str) -> None:
    rule = rules()[id_]
    for number, example in enumerate(rule.bad, 1):
        outcome = examples.run(rule, example, rules())
        assert outcome.marked_lines, f"bad example {number} marks no line"
        assert outcome.found_lines == outcome.marked_lines, f"bad example {number}"
        assert not [n for n in outcome.report.notices if n.kind == "crash"]


@pytest.mark.parametrize("id_", ALL)
def test_every_rule_has_two_examples_of_each_sort_and_explains_a_near_miss(id_: str) -> None:
    rule = rules()[id_]
    assert len(rule.bad) >= 2
    assert len(rule.good) >= 2
    comments = [line for text in rule.good for line in text.splitlines() if "# " in line]
    assert comments, "no good example says why it is fine"


@pytest.mark.parametrize("id_", sorted(set(ALL) - FREE))
def test_good_examples_are_silent(id_: str) -> None:
    rule = rules()[id_]
    for number, example in enumerate(rule.good, 1):
        outcome = examples.run(rule, example, rules())
        assert not outcome.found_lines, f"good example {number}"
        assert not [n for n in outcome.report.notices if n.kind == "crash"]


@pytest.mark.parametrize("id_", sorted(set(ALL) - FREE))
def test_examples_are_policies_that_can_be_read(id_: str) -> None:
    rule = rules()[id_]
    if rule.category in ("reading", "waivers"):
        return
    reading = frozenset(key for key, each in rules().items() if each.category == "reading")
    reading -= {"inert-key"}  # what it finds can be read, and few examples are about it
    for example in (*rule.bad, *rule.good):
        found = examples.report_on(example.encode(), rules(), reading).findings
        assert not found, f"{found[0].rule.id} in an example of {id_}:\n{example}"


@pytest.mark.parametrize("id_", ALL)
def test_every_rule_is_told_whole(id_: str) -> None:
    rule = rules()[id_]
    assert rule.sources
    assert len(rule.rationale.split()) >= 20
    assert "should" not in " ".join(rule.message.values()).lower().split()
    assert "\n" not in "".join(rule.remedy.values())
    for message in rule.message.values():
        first = message[0]
        assert first == "{" or not first.isupper()
        assert all(name for _, name, _, _ in string.Formatter().parse(message) if name is not None)


@pytest.mark.parametrize("id_", sorted(set(ALL) - FREE))
def test_every_case_is_met_by_an_example(id_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = rules()[id_]
    if rule.category in ("reading", "waivers") or len(rule.message) == 1:
        return
    met: set[str] = set()
    sentence = findings._choose_case
    monkeypatch.setattr(
        findings, "_choose_case", lambda r, hit: met.add(hit.case) or sentence(r, hit)
    )
    strictly = rule._replace(params=strict_params(rule), needs=())
    for told in (rule, strictly):
        for example in (*rule.bad, *rule.good):
            examples.run(told, example, {**rules(), id_: told})
    assert met == set(rule.message)


@pytest.mark.parametrize("id_", ALL)
def test_every_threshold_says_where_it_comes_from(id_: str) -> None:
    rule = rules()[id_]
    thresholds = {name for name, value in rule.params.items() if _is_threshold(value)}
    assert thresholds <= set(rule.provenance), (
        f"no provenance for {thresholds - set(rule.provenance)}"
    )


def _is_threshold(value: object) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float)):
        return True
    return isinstance(value, str) and any(digit in value for digit in string.digits)


@pytest.mark.parametrize("id_", ALL)
def test_the_check_documents_every_parameter(id_: str) -> None:
    rule = rules()[id_]
    check = loader.check_of(rule)
    told = inspect.getdoc(check) or ""
    for name in inspect.signature(check).parameters:
        assert f"{name}:" in told, f"{rule.check} does not say what {name} is"


@pytest.mark.parametrize("id_", ALL)
def test_where_a_rule_does_not_see_what_it_needs_it_would_have_found_nothing(id_: str) -> None:
    rule = rules()[id_]
    if rule.needs and rule.category != "reading":
        as_it_is, blunt = (_request({id_: each}) for each in (rule, rule._replace(needs=())))
        for example, policy in _policies():
            if not _hits(as_it_is, policy):
                assert not _hits(blunt, policy), example


@cache
def _policies() -> tuple[tuple[str, Policy], ...]:
    """Return the examples of all rules that are policies, each read once for all rules."""
    told = (rule for rule in rules().values() if rule.category not in ("reading", "waivers"))
    texts = dict.fromkeys(text for rule in told for text in (*rule.bad, *rule.good))
    return tuple((text, engine.read(_request(rules(), text)).policy) for text in texts)


def _hits(request: engine.Request, policy: Policy) -> list[tuple[Rule, Hit]]:
    run = run_rules(policy, engine.rules_of(request), request.config)
    assert not [notice for notice in run.notices if notice.kind == "crash"]
    return run.hits


def _request(used: Mapping[str, Rule], example: str = "") -> engine.Request:
    return engine.Request(
        paths=(),
        start=Path(),
        config=config.build_config(config_files.read(None), used, Path()),
        rules=used,
        chosen=frozenset(used),
        today=examples.TODAY,
        stdin=(examples.PATH, example.encode()),
    )

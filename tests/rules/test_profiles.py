"""The shipped profiles: what they are made of, and what each asks of a policy."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cxlint import resources
from cxlint.language import schema
from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run import engine
from cxlint.linting.trials import examples
from cxlint.parsing.document import Document, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.linting.model.rule import Rule

SHIPPED = ("default", "seed", "strict")
ARTICLES = {"mistakes", "when-mistakes-happen", "cx-upkeep", "loyalty-sins", "cx-insight"}
BESIDE = {
    "channel-understaffed": "holds what the policy promises against what it counts itself",
    "excess-data-collection": "asks what each question is for; the number spares a short form",
    "feedback-not-actioned": "asks for a name and a time; the number is about very late ones",
    "no-disconnect-callback": "asks for a callback; the number is about very late ones",
    "no-review-cadence": "asks for a rhythm; the number is about very slow ones",
    "voicemail-without-callback": "asks for a time; the number is about very late ones",
    "coverage-gap": "tells a grave gap from a mild one",
    "hassle-loop": "most circles have no limit at all; the number says which limits end nothing",
    "incomplete-apology": "spares a few words about a small thing",
    "no-feedback-invite": "most of what it asks for has no number",
    "online-only": "tells a whole policy from a part of one",
    "ping-pong-handoff": "most have no limit at all; the number says which limits end nothing",
    "return-at-a-loss": "values credit that is given in place of money",
    "unowned-state": "asks for an owner and an end; the number spares short waits",
}
"""Rules that speak for other reasons than a number of our own, which only stands beside."""


@cache
def rules() -> Mapping[str, Rule]:
    return loader.load()


def under(profile: str) -> config.Config:
    raw = config_files.RawConfig(
        None, Path.cwd(), Document("cxlint.yaml", "", {"extends": profile})
    )
    return config.build_config(raw, rules(), Path.cwd())


def test_there_are_these_and_no_others() -> None:
    folder = resources.folder("rules") / "profiles"
    assert sorted(file.name for file in folder.iterdir()) == [f"{name}.yaml" for name in SHIPPED]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_profile_is_a_configuration(name: str) -> None:
    file = resources.folder("rules") / "profiles" / f"{name}.yaml"
    (document,) = parse(name, file.read_bytes())
    assert not document.problems
    assert schema.explain("config", document.data) == []
    assert set(document.data) <= {"extends", "fail_on", "rules"}
    assert under(name).notes == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_whatever_threshold_a_profile_sets_says_whose_it_is(name: str) -> None:
    settled = under(name)
    for rule in rules().values():
        for threshold in settled.thresholds(rule, ""):
            assert threshold.source, f"{rule.id}: {threshold.param}"
            assert threshold.says, f"{rule.id}: {threshold.param}"


def test_in_the_reading_of_the_articles_nothing_fails_on_a_number_of_our_own() -> None:
    settled = under("seed")
    for rule in rules().values():
        thresholds = settled.thresholds(rule, "")
        ours = thresholds and all(threshold.source == "own" for threshold in thresholds)
        if ours and rule.id not in BESIDE:
            assert settled.setting(rule, "").severity == "info", rule.id


def test_what_stands_beside_is_a_number_of_our_own() -> None:
    for id_ in BESIDE:
        assert any(
            threshold.source == "own" for threshold in under("seed").thresholds(rules()[id_], "")
        )


def test_the_reading_of_the_articles_makes_no_rule_graver() -> None:
    settled = under("seed")
    order = ["info", "warning", "error"]
    for rule in rules().values():
        assert order.index(settled.setting(rule, "").severity) <= order.index(rule.severity)


def test_numbers_that_the_profile_of_the_articles_sets_are_theirs() -> None:
    settled = under("seed")
    found = {
        (rule.id, threshold.source)
        for rule in rules().values()
        for threshold in settled.thresholds(rule, "")
        if threshold.profile == "seed"
    }
    assert found
    assert {source for _, source in found} <= ARTICLES


def test_the_strict_reading_is_milder_in_nothing() -> None:
    order = ["info", "warning", "error"]
    settled = under("strict")
    for rule in rules().values():
        assert order.index(settled.setting(rule, "").severity) >= order.index(rule.severity)
    assert settled.fail_on == "warning"


@pytest.mark.parametrize("id_", ["approval-laden-path", "human-wait-too-long", "coverage-gap"])
def test_the_strict_reading_still_finds_what_is_bad(id_: str) -> None:
    rule = rules()[id_]
    params = under("strict").setting(rule, "").params
    told = {**rules(), id_: rule._replace(params=params)}
    for example in rule.bad:
        outcome = examples.run(told[id_], example, told)
        assert len(outcome.found_lines) >= len(outcome.marked_lines) > 0


@pytest.mark.parametrize("name", SHIPPED)
def test_an_exemplary_policy_is_exemplary_in_every_reading(name: str) -> None:
    tidy = Path(__file__).parents[2] / "sample_policies" / "tidy"
    request = engine.Request(
        paths=[tidy],
        start=tidy,
        config=under(name),
        rules=rules(),
        chosen=frozenset(rules()),
        today=examples.TODAY,
    )
    found = engine.lint(request).open_findings
    assert [(each.rule.id, each.entity) for each in found if each.rule.id != "inert-key"] == []

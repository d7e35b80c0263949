"""What a rule looked at is noted by the run, and the policy knows nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from policies import TODAY, network, observed, policy

from cxlint.graph.authority.frontline import fronts
from cxlint.linting.config import config, config_files
from cxlint.linting.model.observation import ObservedPolicy, note, unobserved
from cxlint.linting.rules import loader
from cxlint.linting.run import engine
from cxlint.linting.text.customer_texts import distinct_texts
from cxlint.policy.returns.table import rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHOP = """
channels: {phone: {kind: voice, goes_to: care}, chat: {kind: chat, goes_to: care}}
teams: {care: {seats: 2}}
returns: [{categories: [shoes], window: 30 days}]
scripts: {hello: {text: Hello there.}}
"""


def test_what_is_asked_for_is_noted_and_what_is_looked_up_is_not() -> None:
    seen = ObservedPolicy(policy(SHOP))
    assert seen.find("team", "care").id == "care"
    assert (seen.today, seen.has("intent"), len(seen.documents)) == (TODAY, False, 1)
    assert seen.looked == 0
    assert [each.id for each in seen.of("channel")] == ["chat", "phone"]
    assert seen.looked == 2
    assert list(seen.problems) == []
    assert seen.looked == 3


def test_journeys_are_noted_by_their_places_unless_they_are_asked_for_unobserved() -> None:
    seen = observed(network(SHOP))
    (journey,) = unobserved(seen).journeys
    assert seen.policy.looked == 0
    assert list(seen.journeys) == [journey]
    assert seen.policy.looked == journey.size == 3
    assert unobserved(seen.plain) is seen.plain


def test_a_check_says_what_else_it_looked_at_and_a_plain_policy_does_not_mind() -> None:
    seen = ObservedPolicy(policy(SHOP))
    note(seen, 4)
    seen.looked += 1
    assert seen.looked == 5
    note(policy(SHOP), 4)


def test_what_a_check_writes_does_not_reach_the_policy() -> None:
    known = policy(SHOP)
    seen = ObservedPolicy(known)
    seen.today = None
    assert known.today == TODAY


def test_what_is_worked_out_once_is_noted_for_every_rule_that_asks_for_it() -> None:
    seen = ObservedPolicy(policy(SHOP))
    first, again = rows(seen), rows(seen)
    assert first[0] is again[0]
    assert seen.looked == 2
    assert list(distinct_texts(seen, "script", "text")) == list(
        distinct_texts(seen, "script", "text")
    )
    assert seen.looked == 4
    graph = network(SHOP)
    assert fronts(graph) is fronts(graph)


@pytest.fixture
def notices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return a function that runs checks, as rules in the order of their ids, over SHOP."""
    (tmp_path / "policy.yaml").write_text(SHOP)

    def run(**checks: Any) -> list[tuple[str, str]]:
        one = loader.load([])["hassle-loop"]
        rules = {id_: one._replace(id=id_, needs=(), params={}) for id_ in checks}
        monkeypatch.setattr(loader, "check_of", lambda rule: checks[rule.id])
        report = engine.lint(
            engine.Request(
                paths=[tmp_path],
                start=tmp_path,
                config=config.build_config(config_files.read(None), rules, tmp_path),
                rules=rules,
                chosen=frozenset(rules),
                today=TODAY,
                named=frozenset(rules),
            )
        )
        return [(each.kind, each.rule) for each in report.notices]

    return run


def test_what_one_rule_looked_at_does_not_count_for_the_next(notices) -> None:
    def looking(network: Any) -> Iterator[Any]:
        assert network.journeys
        assert network.policy.of("channel")
        return iter(())

    def asking(policy: Any) -> Iterator[Any]:
        return iter(policy.of("channel")) if policy.of("intent") else iter(())

    def noting(policy: Any) -> Iterator[Any]:
        policy.looked += 1
        return iter(())

    assert notices(a=looking, b=asking, c=noting, d=asking) == [("vacuous", "b"), ("vacuous", "d")]


def test_of_a_rule_that_crashed_it_is_not_said_that_there_was_nothing_to_look_at(notices) -> None:
    def crashing(policy: Any) -> Iterator[Any]:
        raise ZeroDivisionError(str(policy.today))

    assert notices(a=crashing) == [("crash", "a")]

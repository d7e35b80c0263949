"""A team in which nobody works is nobody: it owns no case, decides, knows and hands on nothing."""

from __future__ import annotations

import pytest
from policies import network

from cxlint.linting.checks.authority.authority_inversion import authority_inversion
from cxlint.linting.checks.authority.first_remedy import first_remedy
from cxlint.linting.checks.authority.training import training
from cxlint.linting.checks.cycles.asked_again import asked_again
from cxlint.linting.checks.cycles.ping_pong import ping_pong
from cxlint.linting.checks.promises.no_news import no_news
from cxlint.linting.checks.promises.partner import partner
from cxlint.linting.checks.promises.unowned_wait import unowned_wait
from cxlint.linting.checks.ways.case_owner import case_owner
from cxlint.linting.checks.ways.silo import silo
from cxlint.linting.checks.ways.standards import standards

NOBODY = ["seats: 0", "open: closed"]
SOMEBODY = ["seats: 1", "open: Mon-Fri 09:00-17:00", "name: Whoever"]

LINE = "channels: {line: {kind: voice, goes_to: a}}\n"
HANDED = "handoffs: [{from: a, to: b, carried_by: us}, {from: b, to: c, carried_by: us}]\n"
TEAMS = "teams: {a: {seats: 2}, b: {SAID}, c: {seats: 2}}\n"
FETCHED = {
    "between": LINE + TEAMS + HANDED + "intents: {moving: {start: line}}",
    "first": LINE + TEAMS.replace("a: {seats: 2}, b: {SAID}", "a: {SAID}, b: {seats: 2}")
    + HANDED + "intents: {moving: {start: line}}",
    "last": LINE + "teams: {a: {seats: 2}, b: {seats: 2}, c: {SAID}}\n" + HANDED
    + "intents: {moving: {start: line}}",
}  # fmt: skip


@pytest.mark.parametrize("where", FETCHED)
@pytest.mark.parametrize(("said", "hits"), [(s, 0) for s in NOBODY] + [(s, 1) for s in SOMEBODY])
def test_it_has_no_part_in_a_case(where: str, said: str, hits: int) -> None:
    graph = network(FETCHED[where].replace("SAID", said))
    assert len(list(case_owner(graph, at_least=3))) == hits


def owned(owner: str, said: str) -> str:
    teams = "teams: {a: {seats: 2}, b: {seats: 2}, c: {seats: 2}, keepers: {SAID}}\n"
    intents = f"intents: {{moving: {{start: line, case_owner: {owner}}}}}"
    return LINE + teams.replace("SAID", said) + HANDED + intents


@pytest.mark.parametrize("said", NOBODY)
def test_it_owns_no_case_and_that_is_said(said: str) -> None:
    (hit,) = case_owner(network(owned("keepers", said)), at_least=3)
    assert [label for _, label in hit.related] == ["nobody works in keepers"]


@pytest.mark.parametrize("owner", ["keepers", "Mrs Ito", "the account manager"])
@pytest.mark.parametrize("said", SOMEBODY)
def test_whoever_may_be_there_owns_it(owner: str, said: str) -> None:
    assert not list(case_owner(network(owned(owner, said)), at_least=3))


RING = """
channels: {line: {kind: voice, goes_to: a}}
teams: {a: {seats: 2}, b: {SAID}}
handoffs: [{from: a, to: b, carried_by: us}, {from: b, to: a, carried_by: us}]
"""


@pytest.mark.parametrize(("said", "hits"), [(s, 0) for s in NOBODY] + [(s, 1) for s in SOMEBODY])
def test_it_hands_nothing_back(said: str, hits: int) -> None:
    assert len(list(ping_pong(network(RING.replace("SAID", said)), most_rounds=5))) == hits


APART = """
channels: {line: {kind: voice, goes_to: a}}
teams: {a: {seats: 2, systems: [one]}, b: {SAID, systems: [two]}}
handoffs: [{from: a, to: b, context: none}]
"""
BRIDGE = """
channels: {line: {kind: voice, goes_to: a}}
teams:
  a: {seats: 2, systems: [one]}
  b: {SAID, systems: [one, two]}
  c: {seats: 2, systems: [two]}
handoffs: [{from: a, to: c, context: none}, {from: a, to: b}]
"""


@pytest.mark.parametrize(("said", "hits"), [(s, 0) for s in NOBODY] + [(s, 1) for s in SOMEBODY])
def test_nobody_starts_over_with_it(said: str, hits: int) -> None:
    assert len(list(silo(network(APART.replace("SAID", said)), unstated=False))) == hits


@pytest.mark.parametrize(("said", "hits"), [(s, 1) for s in NOBODY] + [(s, 0) for s in SOMEBODY])
def test_it_tells_nobody_what_it_knows(said: str, hits: int) -> None:
    assert len(list(silo(network(BRIDGE.replace("SAID", said)), unstated=False))) == hits


ASKED = """
channels: {line: {kind: voice, goes_to: a}}
teams: {a: {seats: 2, asks_for: [order number]}, b: {SAID, asks_for: [order number]}}
handoffs: [{from: a, to: b}]
"""


@pytest.mark.parametrize(("said", "hits"), [(s, 0) for s in NOBODY] + [(s, 1) for s in SOMEBODY])
def test_it_asks_nothing_again(said: str, hits: int) -> None:
    assert len(list(asked_again(network(ASKED.replace("SAID", said))))) == hits


def test_what_it_may_grant_is_compared_with_nobody() -> None:
    text = """
    teams:
      desk: {tier: 1, seats: 4, may: {refund: 100 EUR}}
      leads: {tier: 2, SAID, may: {refund: 50 EUR}}
    handoffs: [{from: desk, to: leads}]
    """
    found = {
        said: len(list(authority_inversion(network(text.replace("SAID", said)))))
        for said in NOBODY + SOMEBODY
    }
    assert found == dict.fromkeys(NOBODY, 0) | dict.fromkeys(SOMEBODY, 1)


def test_it_gives_nobody_a_remedy_at_once() -> None:
    text = """
    teams:
      desk: {tier: 1, seats: 4, may: {refund: none}}
      givers: {tier: 1, SAID, may: {refund: 50 EUR}}
    recovery: {apology: sorry, remedies: [refund]}
    """
    found = {
        said: len(list(first_remedy(network(text.replace("SAID", said)).policy, at_most="1 day")))
        for said in NOBODY + SOMEBODY
    }
    assert found == dict.fromkeys(NOBODY, 1) | dict.fromkeys(SOMEBODY, 0)


def test_nobody_there_is_trained() -> None:
    text = "teams: {a: {seats: 2, training: {every: 6 months}}, b: {SAID}}"
    found = {
        said: len(list(training(network(text.replace("SAID", said)).policy, every="12 months")))
        for said in NOBODY + SOMEBODY
    }
    assert found == dict.fromkeys(NOBODY, 0) | dict.fromkeys(SOMEBODY, 1)


def test_its_times_contradict_nobodys() -> None:
    text = """
    teams:
      a: {seats: 2, tier: 1, closes: all, sla: {resolution: 2 days}}
      b: {SAID, tier: 1, closes: all, sla: {resolution: 9 days}}
    """
    found = {
        said: len(list(standards(network(text.replace("SAID", said)).policy)))
        for said in NOBODY + SOMEBODY
    }
    assert found == dict.fromkeys(NOBODY, 0) | dict.fromkeys(SOMEBODY, 1)


def test_it_brings_no_news() -> None:
    text = """
    teams: {a: {seats: 2}, b: {SAID, sla: {update_every: 1 day}}}
    intents: {claim: {promise: 30 days, expectation: {next_step: we look into it}}}
    """
    found = {
        said: len(list(no_news(network(text.replace("SAID", said)).policy, longer_than="1 day")))
        for said in NOBODY + SOMEBODY
    }
    assert found == dict.fromkeys(NOBODY, 1) | dict.fromkeys(SOMEBODY, 0)


def test_it_answers_for_no_partner() -> None:
    text = "teams: {desk: {SAID}, mender: {party: partner, accountable: desk}}"
    found = {
        said: [hit.case for hit in partner(network(text.replace("SAID", said)))]
        for said in NOBODY + SOMEBODY
    }
    assert found == {key: ["vacant"] for key in NOBODY} | {key: [] for key in SOMEBODY}


def test_it_looks_after_no_wait_and_that_is_said() -> None:
    text = """
    teams: {desk: {SAID}}
    steps: {waiting: {kind: wait, owner: desk, timeout: 2 days, on_timeout: desk, goes_to: desk}}
    """
    found = {
        said: [hit.facts["parts"] for hit in
               unowned_wait(network(text.replace("SAID", said)).policy, short="1 hour")]
        for said in NOBODY + SOMEBODY
    }  # fmt: skip
    missing = ["who looks after it, nobody working in desk"]
    assert found == {key: [missing] for key in NOBODY} | {key: [] for key in SOMEBODY}

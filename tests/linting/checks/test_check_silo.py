"""Silos against a reading of the definition that is slow and plain."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policies import network

from cxlint.linting.checks.ways.silo import silo

TEAMS = "abcde"
SYSTEMS = ("crm", "erp", "till")
NAMES = st.sampled_from(TEAMS)
HANDOFF = st.fixed_dictionaries(
    {"from": NAMES, "to": NAMES},
    optional={
        "context": st.sampled_from(["full", "partial", "none"]),
        "transfer": st.sampled_from(["warm", "cold"]),
        "asks_again": st.just("[order number]"),
        "new_matter": st.just("true"),
    },
)


def written(systems, shares, handoffs) -> str:
    lines = [f"channels: {{line: {{kind: voice, goes_to: [{', '.join(TEAMS)}]}}}}", "teams:"]
    for team in TEAMS:
        stated = [f"systems: [{', '.join(sorted(systems[team]))}]"] if systems[team] else []
        others = sorted(other for one, other in shares if one == team)
        stated += [f"shares_context_with: [{', '.join(others)}]"] if others else []
        lines.append(f"  {team}: {{{', '.join(stated)}}}")
    lines.append("handoffs:")
    lines += ["  - {" + ", ".join(f"{k}: {v}" for k, v in each.items()) + "}" for each in handoffs]
    return "\n".join(lines)


def islands(systems, shares, handoffs):
    joined = {(one, other) for one, other in shares}
    joined |= {(a, b) for a in TEAMS for b in TEAMS if systems[a] & systems[b]}
    joined |= {
        (each["from"], each["to"])
        for each in handoffs
        if each.get("context") == "full" and "new_matter" not in each
    }
    of = {team: {team} for team in TEAMS}
    for _ in TEAMS:
        for one, other in joined:
            both = of[one] | of[other]
            for team in both:
                of[team] = both | of[team]
    return of


def grade(each, of, systems):
    if each["from"] == each["to"] or "new_matter" in each:
        return None
    again = "asks_again" in each
    if each["to"] in of[each["from"]]:
        return "warning" if again else None
    if again:
        return "error"
    context = each.get("context")
    if each.get("transfer") == "warm":
        return None
    if context == "none":
        return "error"
    if context == "partial" or (systems[each["from"]] and systems[each["to"]]):
        return "warning"
    return None


@settings(max_examples=150, deadline=None)
@given(
    st.fixed_dictionaries({team: st.sets(st.sampled_from(SYSTEMS), max_size=2) for team in TEAMS}),
    st.sets(st.tuples(NAMES, NAMES), max_size=2),
    st.lists(HANDOFF, min_size=1, max_size=7),
)
def test_each_pair_of_islands_is_told_once_by_its_gravest_handoff(systems, shares, handoffs):
    hits = list(silo(network(written(systems, shares, handoffs)), unstated=False))
    of = islands(systems, shares, handoffs)
    pairs: dict[object, set[str]] = {}
    for number, each in enumerate(handoffs):
        severity = grade(each, of, systems)
        if severity:
            within = each["to"] in of[each["from"]]
            pair = frozenset((frozenset(of[each["from"]]), frozenset(of[each["to"]])))
            pairs.setdefault(number if within else pair, set()).add(severity)
    expected = sorted("error" if "error" in grades else "warning" for grades in pairs.values())
    assert sorted(hit.severity or "error" for hit in hits) == expected


TWO = """
teams: {care: {%s}, finance: {%s}}
handoffs: [{from: care, to: finance%s}]
"""


def graded(care: str = "", finance: str = "", handoff: str = "", *, unstated: bool = False):
    graph = network(TWO % (care, finance, handoff and f", {handoff}"))
    return [(hit.case, hit.severity or "error") for hit in silo(graph, unstated=unstated)]


def test_what_is_not_stated_is_told_only_where_it_is_asked_for() -> None:
    assert graded() == []
    assert graded("systems: [crm]") == []
    assert graded(unstated=True) == [("unknown", "info")]
    assert graded("systems: [crm]", "systems: [crm]", unstated=True) == []
    assert graded(handoff="context: full", unstated=True) == []


def test_the_context_is_judged_even_where_no_system_is_stated() -> None:
    assert graded(handoff="context: none") == [("none", "error")]
    assert graded(handoff="context: partial") == [("partial", "warning")]
    assert graded(handoff="asks_again: [name]") == [("asked", "error")]


def test_teams_that_could_not_be_read_are_not_judged() -> None:
    graph = network("""
    teams: {care: {seats: many}, finance: {systems: [erp]}}
    handoffs: [{from: care, to: finance, context: none}, {from: finance, to: nobody, context: none}]
    """)
    assert list(silo(graph, unstated=True)) == []


def test_a_partner_may_be_an_island_and_a_referral_is_none() -> None:
    (hit,) = silo(
        network("""
    teams:
      care: {systems: [crm]}
      mender: {party: partner, systems: [own]}
    handoffs: [{from: care, to: mender, context: none}, {from: care, to: referred}]
    """),
        unstated=True,
    )
    assert hit.facts["apart"] == "care (crm) and mender (own) share no system"


def test_islands_are_those_of_the_journey_and_a_finding_lists_its_contact_reasons() -> None:
    hits = list(
        silo(
            network("""
    channels: {c: {kind: voice, goes_to: care}}
    teams:
      care: {systems: [crm]}
      bridge: {systems: [crm, erp]}
      finance: {systems: [erp]}
    intents: {one: {start: c}, two: {start: c}, three: {start: c}}
    handoffs:
      - {from: care, to: finance, context: none, intents: [one, two, three]}
      - {from: care, to: bridge, intents: [two]}
    """),
            unstated=False,
        )
    )
    assert [hit.intents for hit in hits] == [("one", "three")]


MANY = 2_300
"""More contact reasons than the fewest digits that a text of a number may be held to have bits."""


@pytest.fixture
def few_digits():
    usual = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    yield
    sys.set_int_max_str_digits(usual)


@pytest.mark.usefixtures("few_digits")
def test_there_may_be_any_number_of_contact_reasons() -> None:
    """Contact reasons are bits of one number, which Python may refuse to write as digits."""
    intents = "\n".join(f"  matter-{n}: {{start: line-{n % 2}}}" for n in range(MANY))
    text = f"""
channels: {{line-0: {{kind: voice, goes_to: a}}, line-1: {{kind: voice, goes_to: b}}}}
teams: {{a: {{systems: [crm]}}, b: {{systems: [erp]}}, c: {{systems: [till]}}}}
handoffs: [{{from: a, to: c, context: none}}, {{from: b, to: c, context: none}}]
intents:
{intents}
"""
    found = [each.intents for each in silo(network(text), unstated=False)]
    assert sorted(map(len, found)) == [MANY // 2, MANY // 2]

"""Limits that shrink on the way up, against comparing every pair."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from policies import network

from cxlint.linting.checks.authority.authority_inversion import authority_inversion

LIMITS = {"none": 0, "10 EUR": 10, "20 EUR": 20, "30 EUR": 30, "any": 10**9}

teams = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(list(LIMITS)), st.sampled_from(["x", "y"])),
    max_size=8,
)


def found(text: str):
    return list(authority_inversion(network(text)))


@given(teams)
def test_within_a_department_exactly_the_teams_with_less_than_one_below_are_told(made):
    text = json.dumps(
        {
            "departments": {"x": {}, "y": {}},
            "teams": {
                f"t{n}": {"tier": tier, "department": where, "may": {"refund": limit}}
                for n, (tier, limit, where) in enumerate(made)
            },
        }
    )
    expected = {
        f"t{n}"
        for n, (tier, limit, where) in enumerate(made)
        if any(
            there == where and lower < tier and LIMITS[other] > LIMITS[limit]
            for lower, other, there in made
        )
    }
    assert {hit.facts["higher"].id for hit in found(text)} == expected


def test_a_handoff_compares_across_departments_once():
    hits = found("""
        departments: {x: {}, y: {}}
        teams:
          a: {tier: 1, department: x, may: {refund: 50 EUR}}
          b: {tier: 2, department: y, may: {refund: 20 EUR}}
        handoffs: [{from: a, to: b}, {id: again, from: a, to: b}, {from: b, to: a}]
    """)
    assert [(hit.case, hit.at.path) for hit in hits] == [("team", ("teams", "b", "may", "refund"))]


def test_other_currencies_are_not_compared():
    assert not found("""
        teams:
          a: {tier: 1, may: {refund: 50 EUR}}
          b: {tier: 2, may: {refund: 20 USD}}
    """)


def test_a_gap_is_told_once_with_what_cases_are_worth():
    text = """
        channels: {hotline: {kind: voice, goes_to: care}}
        teams: {care: {seats: 3}}
        remedies: {refund: {tiers: [{by: care, up_to: 50 EUR}, {by: leads, up_to: 100 EUR}]}}
        intents:
          one: {remedy: refund, value: {p50: 60 EUR, max: 400 EUR}}
          two: {remedy: refund, value: {p50: 60 EUR, max: 500 EUR}}
    """
    (hit,) = found(text)
    assert (hit.case, hit.facts["less"], hit.facts["more"]) == ("gap", "100 EUR", "400 EUR")
    assert not found(
        text.replace("care: {seats: 3}", "care: {seats: 3}, cfo: {may: {refund: any}}")
    )


def test_a_delegate_of_the_same_level_is_no_inversion():
    assert not found("""
        teams: {care: {}, leads: {}, seniors: {}}
        remedies:
          refund:
            tiers:
              - {by: care, up_to: 50 EUR, delegate: leads}
              - {by: leads, delegate: seniors}
    """)

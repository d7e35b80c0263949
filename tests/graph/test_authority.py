"""Who may decide, against trying every way and every sum."""

from __future__ import annotations

import json
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policies import network

from cxlint.graph.authority.frontline import Authority, authority_over, frontline, fronts
from cxlint.graph.authority.limits import UNLIMITED

TEAMS = ("a", "b", "c", "d", "e")
LIMITS = ("none", "10 EUR", "20 EUR", "30 EUR", "any")
SUMS = (1, 10, 11, 20, 21, 30, 31, 1000)
WORTH = {"none": 0, "10 EUR": 10, "20 EUR": 20, "30 EUR": 30, "any": inf}


def move(source, target, carried_by, new_matter=None):
    said = {"from": source, "to": target, "carried_by": carried_by, "new_matter": new_matter}
    return {key: value for key, value in said.items() if value is not None}


places = st.sampled_from([*TEAMS, "form"])
carried = st.sampled_from(["customer", "us", None])
chains = st.permutations([*TEAMS[1:], "form"]).flatmap(
    lambda order: st.lists(carried, min_size=2, max_size=5).map(
        lambda kinds: [move(*each) for each in zip(["a", *order], order, kinds, strict=False)]
    )
)
others = st.lists(
    st.builds(move, places, places, carried, st.sampled_from([None, None, True])), max_size=5
)
handoffs = st.tuples(chains, others).map(lambda each: each[0] + each[1])
"""A chain of handoffs from the first contact on, and some across it."""

limits = st.fixed_dictionaries(
    {"a": st.sampled_from(["none", "10 EUR"])},
    optional={team: st.sampled_from(LIMITS) for team in TEAMS[1:]},
)


def written(may, moves):
    """A hotline that leads to team a, the teams with their limits, and the handoffs."""
    return json.dumps(
        {
            "channels": {"hotline": {"kind": "voice", "goes_to": "a"}},
            "steps": {"form": {"kind": "form"}},
            "teams": {t: ({"may": {"refund": may[t]}} if t in may else {}) for t in TEAMS},
            "handoffs": moves,
            "intents": {"money": {"remedy": "refund"}},
        }
    )


def ways(moves, start="a", taken=()):
    """Every way that passes no place twice."""
    yield taken
    met = {start, *(move["from"] for move in taken)}
    for move in moves:
        if move["from"] == start and move["to"] not in met and not move.get("new_matter"):
            yield from ways(moves, move["to"], (*taken, move))


def least(may, moves, sum_, *, by_us=False):
    """The fewest decisions on any way to a team that may grant the sum; None without a way."""
    counts = [
        sum(WORTH[may.get(move["to"], "none")] > 0 for move in way)
        for way in ways(moves)
        if way
        and WORTH[may.get(way[-1]["to"], "none")] >= sum_
        and not (by_us and any(move.get("carried_by") == "customer" for move in way))
    ]
    return min(counts, default=None)


def concerned(demand, sum_):
    return demand is not None and any(low < sum_ <= high for low, high in demand.ranges)


@pytest.mark.thorough
@settings(max_examples=400)
@given(limits, handoffs, st.integers(0, 3))
def test_handoffs_lead_to_as_few_decisions_as_trying_every_way(may, moves, count):
    (front,) = fronts(network(written(may, moves)))
    authority = Authority()
    demand = authority.beyond(front, count)
    for sum_ in SUMS:
        fewest = 0 if front.own >= sum_ else least(may, moves, sum_)
        assert concerned(demand, sum_) == (fewest is not None and fewest > count)
    if demand is not None:
        just = min(sum_ for sum_ in SUMS if sum_ > demand.above)
        traced = authority.traced(front, demand)
        assert len(traced.deciders) == least(may, moves, just)
        assert [move.source.id for move in traced.way[1:]] == [
            move.target.id for move in traced.way[:-1]
        ]


@pytest.mark.thorough
@settings(max_examples=400)
@given(limits, handoffs)
def test_the_customer_carries_what_no_way_by_us_leads_to(may, moves):
    (front,) = fronts(network(written(may, moves)))
    authority = Authority()
    demand = authority.carried(front)
    for sum_ in SUMS:
        must = (
            front.own < sum_
            and least(may, moves, sum_) is not None
            and least(may, moves, sum_, by_us=True) is None
        )
        assert concerned(demand, sum_) == must
    if demand is not None:
        way = authority.traced(front, demand).way
        assert demand.handoff is next(m for m in way if m.get("carried_by") == "customer")


tiers = st.lists(
    st.fixed_dictionaries(
        {"by": st.lists(st.sampled_from([*TEAMS, "board"]), min_size=1, max_size=3, unique=True)},
        optional={
            "up_to": st.sampled_from(LIMITS),
            "need": st.sampled_from(["one", "all"]),
            "after_remedy": st.just(True),
        },
    ),
    min_size=1,
    max_size=4,
)


def climbed(tiers_, own, asker, sum_, route):
    """How many decisions a sum takes, one tier after the other; None where nobody may grant it."""
    reached, asked = own, []
    for tier in tiers_:
        limit = WORTH[tier.get("up_to", "any")]
        if limit <= reached:
            continue
        reached = limit
        others = [who for who in tier["by"] if who != asker]
        count = len(others) if tier.get("need") == "all" else 1
        asked.append(0 if tier.get("after_remedy") else count)
        if limit >= sum_:
            return sum(asked) if route == "climb" else asked[-1]
    return None


@given(tiers, st.sampled_from(["climb", "direct"]), st.integers(0, 3))
def test_tiers_take_as_many_decisions_as_climbing_them_one_by_one(listed, route, count):
    text = json.dumps(
        {
            "channels": {"hotline": {"kind": "voice", "goes_to": "a"}},
            "teams": {team: {} for team in TEAMS},
            "remedies": {"refund": {"route": route, "tiers": listed}},
            "intents": {"money": {"remedy": "refund"}},
        }
    )
    (front,) = fronts(network(text))
    demand = Authority().beyond(front, count)
    for sum_ in SUMS:
        takes = 0 if front.own >= sum_ else climbed(listed, front.own, "a", sum_, route)
        assert concerned(demand, sum_) == (takes is not None and takes > count)


def first(text):
    (front,) = fronts(network(text))
    return front


def test_the_first_contact_is_the_first_team_on_any_way():
    met = fronts(
        network(
            """
            channels:
              hotline: {kind: voice, goes_to: menu}
              chat: {kind: chat, goes_to: bot}
            steps:
              menu: {kind: menu, goes_to: [care, bot]}
              bot: {kind: bot, person: store}
            teams:
              care: {may: {refund: 50 EUR}}
              store: {may: {refund: 20 EUR}}
              finance: {may: {refund: any}}
            handoffs: [{from: care, to: finance}]
            intents:
              money: {remedy: refund, start: hotline}
              doubt: {remedy: refund, start: chat}
            """
        )
    )
    assert {(str(f), f.own, tuple(i.id for i in f.intents)) for f in met} == {
        ("care", 50, ("money",)),
        ("store", 20, ("doubt", "money")),
    }


def test_where_no_team_is_met_the_lowest_tier_is_the_first_contact():
    front = first("""
        remedies: {refund: {tiers: [{by: agent, up_to: 50 EUR}, {by: lead}]}}
        intents: {money: {remedy: refund}}
    """)
    assert (str(front), front.own, front.team) == ("agent", 50, None)


@pytest.mark.parametrize(
    "team",
    [
        "{seats: 3}",
        "{closes: all, may: {goodwill: 5 EUR}}",
        "{closes: [money], may: {goodwill: 5 EUR}}",
        "{may: {refund: any}}",
    ],
)
def test_what_is_not_known_counts_as_no_bound(team):
    text = f"""
        channels: {{hotline: {{kind: voice, goes_to: care}}}}
        teams: {{care: {team}, finance: {{may: {{refund: any}}}}}}
        handoffs: [{{from: care, to: finance, carried_by: customer}}]
        intents: {{money: {{remedy: refund}}}}
    """
    assert first(text).own == UNLIMITED


def test_a_list_of_what_a_team_may_grant_is_a_whole_list():
    front = first("""
        channels: {hotline: {kind: voice, goes_to: care}}
        teams: {care: {may: {replacement: any}}}
        intents: {money: {remedy: refund}}
    """)
    assert front.own == 0


def test_a_tier_means_a_team_by_its_role_or_name():
    front = first("""
        channels: {hotline: {kind: voice, goes_to: care}}
        teams: {care: {role: Advisor}}
        remedies: {refund: {tiers: [{by: advisor, up_to: 50 EUR}, {by: lead}]}}
        intents: {money: {remedy: refund}}
    """)
    assert front.own == 50


def test_limits_in_several_currencies_are_not_compared():
    text = """
        channels: {hotline: {kind: voice, goes_to: care}}
        teams: {care: {may: {refund: 50 EUR}}, finance: {may: {refund: 90 USD}}}
        handoffs: [{from: care, to: finance, carried_by: customer}]
        intents: {money: {remedy: refund}}
    """
    assert fronts(network(text)) == ()


def test_nothing_is_claimed_beyond_an_opaque_place():
    front = first("""
        channels: {hotline: {kind: voice, goes_to: care}}
        teams: {care: {may: {refund: 50 EUR}}, finance: {may: {refund: any}}}
        handoffs:
          - {from: care, to: nowhere}
          - {from: care, to: finance, carried_by: customer}
        intents: {money: {remedy: refund}}
    """)
    assert Authority().carried(front) is None
    assert Authority().beyond(front, 0) is None


def test_the_front_line_includes_tier_one_behind_a_greeter():
    line = frontline(
        network("""
            channels: {hotline: {kind: voice, goes_to: greeter}}
            teams:
              greeter: {tier: 1, may: {refund: none}}
              handlers: {tier: 1, may: {refund: 80 EUR}}
              leads: {tier: 2, may: {refund: any}}
            handoffs: [{from: greeter, to: handlers}, {from: handlers, to: leads}]
            intents: {money: {remedy: refund}}
        """)
    )
    assert [(str(front), front.own) for front in line] == [("greeter", 0), ("handlers", 80)]


def test_a_longer_way_with_fewer_decisions_is_the_one_told():
    front = first("""
        channels: {hotline: {kind: voice, goes_to: care}}
        steps: {form: {kind: form, goes_to: desk}}
        teams:
          care: {may: {refund: 10 EUR}}
          leads: {may: {refund: 5 EUR}}
          desk: {}
          finance: {may: {refund: any}}
        handoffs:
          - {from: care, to: leads}
          - {from: leads, to: finance}
          - {from: care, to: form}
          - {from: desk, to: finance}
        intents: {money: {remedy: refund}}
    """)
    authority = Authority()
    assert authority.beyond(front, 1) is None
    told = authority.traced(front, authority.beyond(front, 0))
    assert [move.target.id for move in told.way] == ["form", "desk", "finance"]
    assert told.deciders == ("finance",)


def test_whom_every_way_passes_is_known_however_long_the_ways_are() -> None:
    far = 600
    teams = "".join(f"  t{n}: {{may: {{}}}}\n" for n in range(far))
    handed = "".join(f"  - {{from: t{n}, to: t{n + 1}}}\n" for n in range(far - 1))
    text = f"""
channels: {{line: {{kind: voice, goes_to: t0}}}}
intents: {{refund: {{start: line, remedy: refund}}}}
teams:
{teams}  leads: {{may: {{refund: 50 EUR}}}}
  one: {{may: {{refund: any}}}}
  two: {{may: {{refund: any}}}}
handoffs:
{handed}  - {{from: t{far - 1}, to: leads}}
  - {{from: leads, to: one}}
  - {{from: leads, to: two}}
"""
    made = network(text)
    authority = authority_over(made)
    (front,) = fronts(made)
    demand = authority.beyond(front, 1)
    assert demand is not None
    assert authority.passed_always(front, authority.traced(front, demand)) == ("leads",)

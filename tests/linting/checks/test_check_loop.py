"""Hassle loops: what the examples of the rule cannot show."""

from __future__ import annotations

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policies import network

from cxlint.linting.checks.cycles.loop import loop
from cxlint.linting.checks.cycles.ping_pong import ping_pong


def found(*files: str):
    return list(loop(network(*files), most_rounds=5))


def ring(count: int, *more: str) -> str:
    """Return a policy of steps in a ring, and what follows it."""
    steps = "".join(f"  s{n}: {{kind: page, goes_to: s{(n + 1) % count}}}\n" for n in range(count))
    return f"channels: {{app: {{kind: app, goes_to: s0}}}}\nsteps:\n{steps}" + "\n".join(more)


def test_a_closed_circle_is_an_error_and_one_with_a_person_beyond_it_the_rule_s_own() -> None:
    (closed,) = found(ring(3))
    assert (closed.case, closed.severity) == ("closed", "error")
    assert closed.facts["ring"] == "s0 -> s1 -> s2 -> s0"
    (left,) = found(ring(3, "teams: {care: {}}", "handoffs: [{from: s1, to: care}]"))
    assert (left.case, left.severity) == ("", None)


def test_people_who_are_part_of_the_circle_are_named() -> None:
    text = """
    teams: {care: {}, finance: {}}
    handoffs: [{from: care, to: finance}, {from: finance, to: care}]
    """
    (hit,) = found(text)
    assert (hit.case, hit.severity, hit.facts["people"]) == ("people", None, "care or finance")


def test_people_beyond_the_circle_make_it_one_with_a_way_out() -> None:
    text = """
    teams: {care: {}, finance: {}, leads: {}}
    handoffs: [{from: care, to: finance}, {from: finance, to: care}, {from: care, to: leads}]
    """
    (hit,) = found(text)
    assert hit.case == ""


def test_a_team_without_anybody_is_no_person() -> None:
    (hit,) = found("""
    teams: {night: {seats: 0}}
    steps: {bot: {kind: bot, goes_to: night}}
    handoffs: [{from: night, to: bot}]
    """)
    assert hit.case == "closed"


def test_nothing_is_claimed_of_what_lies_behind_a_place_that_is_not_defined() -> None:
    (hit,) = found(ring(2, "handoffs: [{from: s0, to: nowhere}]"))
    assert hit.case == ""


@pytest.mark.parametrize("kind", ["unknown", "elsewhere"])
@pytest.mark.parametrize("menu", ["menu", "bot", "page"])
def test_a_circle_through_a_place_that_is_not_described_is_none(kind: str, menu: str) -> None:
    text = f"""
    channels: {{line: {{kind: voice, goes_to: choice}}}}
    steps:
      choice: {{kind: {menu}, goes_to: desk}}
      desk: {{kind: {kind}, goes_to: choice}}
    """
    assert found(text) == []
    (hit,) = found(text.replace("goes_to: desk}", "goes_to: [desk, choice]}"))
    assert hit.facts["places"] == 1


def waiting(told: str, back: str) -> str:
    """Return a policy of a circle in which customers are told something, and go round again."""
    return f"""
    channels: {{line: {{kind: voice, goes_to: told}}}}
    steps:
      told: {{kind: {told}, goes_to: look-up}}
      look-up: {{kind: branch, on_failure: care}}
    teams: {{care: {{}}}}
    handoffs: [{{from: look-up, to: told, carried_by: customer{back}}}]
    """


@pytest.mark.parametrize("limit", [20, 89, 100])
def test_waiting_for_a_machine_with_a_limit_is_no_circle(limit: int) -> None:
    assert found(waiting("message", f", max_repeats: {limit}")) == []


def test_waiting_without_a_limit_and_being_asked_again_and_again_stay_circles() -> None:
    assert found(waiting("message", ""))
    (asked,) = found(waiting("page", ", max_repeats: 100"))
    assert asked.case.startswith("limited")


def test_giving_up_and_a_refusal_without_a_reason_are_no_ways_out() -> None:
    for outcome in ("abandoned", "refused"):
        (hit,) = found(
            ring(
                2, "outcomes: {refused: {kind: denied}}", f"handoffs: [{{from: s0, to: {outcome}}}]"
            )
        )
        assert hit.case == "closed"


def test_a_finding_is_made_once_per_cause_and_lists_what_it_concerns() -> None:
    (hit,) = found(
        ring(
            2,
            "teams: {care: {}}",
            "handoffs: [{from: s0, to: care, intents: [refund]}]",
            "intents: {refund: {start: app}, delivery: {start: app}}",
        )
    )
    assert set(hit.intents) == {"refund", "delivery"}
    assert (hit.case, hit.facts["stuck"]) == ("partly", ["delivery"])


def test_what_unties_it_is_enough_for_all_contact_reasons_together() -> None:
    (hit,) = found("""
    channels: {hotline: {kind: voice, goes_to: desk}}
    teams: {desk: {}, office: {}}
    intents: {a: {start: hotline}, b: {start: hotline}}
    handoffs:
      - {from: desk, to: hotline, carried_by: customer}
      - {from: desk, to: office, intents: [b], carried_by: customer}
      - {from: office, to: desk, intents: [b], carried_by: customer}
    """)
    assert set(hit.intents) == {"a", "b"}
    assert "limit desk -> hotline, office -> desk (max_repeats: 2)" in str(hit.facts["untie"])


def test_moves_that_make_a_ring_for_no_single_contact_reason_are_left_alone() -> None:
    text = """
    channels: {hotline: {kind: voice, goes_to: desk}}
    teams: {desk: {}, office: {}, shop: {}}
    intents: {a: {start: hotline}, b: {start: hotline}}
    handoffs:
      - {from: desk, to: hotline, carried_by: customer}
      - {from: desk, to: office, intents: [a]}
      - {from: office, to: shop, intents: [a]}
      - {from: shop, to: hotline, intents: [a]}
      - {from: shop, to: office, intents: [b]}
      - {from: desk, to: shop, intents: [b]}
    """
    (hit,) = found(text)
    assert "limit desk -> hotline, shop -> hotline (max_repeats: 2)" in str(hit.facts["untie"])


def test_a_knot_too_large_to_untie_says_so() -> None:
    (hit,) = found(ring(5_001))
    assert "5,001 moves" in str(hit.facts["untie"])
    assert len(hit.witness) <= 205
    (smaller,) = found(ring(1_000))
    assert str(smaller.facts["untie"]).endswith("is enough")


def test_moves_with_a_counter_do_not_bound_what_is_chosen_in_between() -> None:
    text = """
    channels: {hotline: {kind: voice, goes_to: ivr}}
    steps:
      ivr: {kind: menu, attempts: 3, on_failure: %s, options: [{say: again, goes_to: page}]}
      page: {kind: page, goes_to: ivr}
    teams: {care: {}}
    """
    assert len(found(text % "care")) == 1
    assert found(text.replace("goes_to: page", "goes_to: care") % "ivr") == []


@settings(max_examples=60, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=14))
def test_every_knot_is_told_once_with_a_ring_of_it(edges) -> None:
    teams = "".join(f"  t{n}: {{}}\n" for n in range(6))
    moves = "".join(f"  - {{from: t{a}, to: t{b}}}\n" for a, b in sorted(edges))
    hits = found(f"channels: {{c: {{kind: voice, goes_to: [t0, t1, t2, t3, t4, t5]}}}}\n"
                 f"teams:\n{teams}" + (f"handoffs:\n{moves}" if moves else ""))  # fmt: skip
    graph = networkx.DiGraph(list(edges))
    expected = {
        frozenset(f"t{n}" for n in part)
        for part in networkx.strongly_connected_components(graph)
        if len(part) > 1 or any(graph.has_edge(n, n) for n in part)
    }
    assert len(hits) == len(expected)
    for hit in hits:
        (knot,) = [each for each in expected if set(hit.key) <= each]
        members = graph.subgraph(int(name[1:]) for name in knot)
        shortest = min(len(cycle) for cycle in networkx.simple_cycles(members))
        assert len(hit.key) == shortest


def both(text: str) -> tuple[int, int]:
    """Return how many findings there are of cases, and of customers, that go round."""
    graph = network(text)
    return len(list(ping_pong(graph, most_rounds=5))), len(list(loop(graph, most_rounds=5)))


def test_ping_pong_leaves_to_loop_what_the_customer_goes_through_on_any_part() -> None:
    text = """
    teams: {a: {}, b: {}}
    handoffs:
      - {from: a, to: b, carried_by: %s}
      - {from: b, to: a, carried_by: %s}
    """
    assert both(text % ("us", "us")) == (1, 0)
    assert both((text % ("us", "X")).replace(", carried_by: X", "")) == (1, 0)
    assert both((text % ("X", "X")).replace(", carried_by: X", "")) == (0, 1)
    for by in (("us", "customer"), ("customer", "us"), ("customer", "customer")):
        assert both(text % by) == (0, 1)


def test_ping_pong_is_found_beside_a_way_that_the_customer_takes() -> None:
    text = """
    teams: {a: {}, b: {}}
    handoffs:
      - {from: a, to: b, carried_by: customer}
      - {from: a, to: b, carried_by: us}
      - {from: b, to: a, carried_by: us}
    """
    (hit,) = ping_pong(network(text), most_rounds=5)
    assert (hit.case, hit.facts["one"], hit.facts["other"]) == ("", "a", "b")
    (other,) = loop(network(text), most_rounds=5)
    assert "limit a -> b (max_repeats: 2)" in str(other.facts["untie"])


def test_teams_that_could_not_be_read_hand_nothing_to_and_fro() -> None:
    assert both("""
    teams: {a: {}, b: {}}
    handoffs:
      - {from: a, to: b, carried_by: us}
      - {from: b, to: a, carried_by: us}
      - {from: a, to: b, carried_by: [nobody knows]}
    """) == (0, 0)


def test_where_a_proof_fails_every_way_back_is_told(monkeypatch) -> None:
    from cxlint.algorithms.feedback_arcs import FeedbackArcSet
    from cxlint.linting.check_support import cycle_breaks

    nothing = FeedbackArcSet([], exact=True)
    monkeypatch.setattr(cycle_breaks, "feedback_arc_set", lambda *_: nothing)
    (hit,) = found(ring(3))
    assert str(hit.facts["untie"]) == (
        "lead customers to people who settle it instead of s2 -> s0 (goes_to) - "
        "that is enough, though perhaps not the fewest"
    )

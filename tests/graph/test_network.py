"""From policy to graph: which sentence becomes which move, and which journeys there are."""

from __future__ import annotations

import itertools
from math import inf

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from policies import network

from cxlint.graph.journey_intents import intents_at
from cxlint.graph.journey_paths import path_to

CARE = "teams:\n  care: {seats: 4}\n  finance: {seats: 2}\n"


def moves(*files: str) -> set[tuple[str, str, str]]:
    return {(m.kind, m.source.id, m.target.id) for m in network(*files).moves}


def test_every_way_a_channel_states_is_a_move() -> None:
    text = """
        channels:
          hotline:
            kind: voice
            goes_to: [ivr, care]
            closed: {goes_to: box}
            full: {goes_to: box}
          box: {kind: voice}
        steps:
          ivr: {kind: menu}
        """
    assert moves(text, CARE) == {
        ("arrival", "hotline", "ivr"),
        ("arrival", "hotline", "care"),
        ("closed", "hotline", "box"),
        ("full", "hotline", "box"),
    }


def test_every_way_a_step_states_is_a_move() -> None:
    text = """
        steps:
          ivr:
            kind: menu
            options: [opening hours, {say: refunds, goes_to: finance}]
            goes_to: bot
            on_failure: care
            on_timeout: care
            person: {goes_to: care}
          bot: {kind: bot, person: care}
        """
    assert moves(text, CARE) == {
        ("option", "ivr", "finance"),
        ("next", "ivr", "bot"),
        ("failure", "ivr", "care"),
        ("timeout", "ivr", "care"),
        ("person", "ivr", "care"),
        ("person", "bot", "care"),
    }


def test_moves_know_their_line() -> None:
    made = network("steps:\n  ivr:\n    kind: menu\n    on_failure: care\n", CARE)
    (move,) = made.moves
    assert move.at.span().line == 4


def test_tiers_are_approvals_on_the_way_of_the_intents_that_want_the_remedy() -> None:
    text = """
        intents:
          refund: {remedy: refund}
          repair: {remedy: repair}
        remedies:
          refund:
            tiers:
              - {by: care, up_to: 50 EUR}
              - {by: finance, up_to: any}
        """
    care = "teams:\n  care: {seats: 4, may: {refund: 50 EUR}}\n  finance: {seats: 2}\n"
    made = network(text, care)
    kinds = {(m.kind, m.source.id, m.target.id): m.intents for m in made.moves}
    assert kinds["request", "care", "refund approval 1"] == {"refund"}
    assert ("escalation", "refund approval 1", "refund approval 2") in kinds
    assert ("closure", "refund approval 2", "resolved") in kinds


@pytest.mark.parametrize(
    ("said", "goes"),
    [
        ("{from: care, to: finance}", True),
        ("{from: care, to: finance, carried_by: customer}", True),
        ("{from: care, to: finance, carried_by: us}", False),
        ("{from: care, to: finance, carried_by: us, transfer: cold}", True),
        ("{from: ivr, to: care, carried_by: us}", True),
    ],
)
def test_which_moves_the_customer_goes_through(said: str, goes: bool) -> None:
    made = network(CARE, f"steps: {{ivr: {{kind: menu}}}}\nhandoffs:\n  - {said}\n")
    (move,) = made.moves
    assert move.customer_goes is goes


def test_repeats_limit_a_handoff_and_attempts_what_asks_again_at_the_same_step() -> None:
    made = network(
        CARE,
        "steps: {ivr: {kind: menu, attempts: 3, goes_to: [ivr, care], on_failure: finance}}\n"
        "handoffs: [{from: finance, to: care, max_repeats: 2}, {from: care, to: finance}]\n",
    )
    rounds = {(m.source.id, m.target.id): m.rounds for m in made.moves}
    assert rounds == {
        ("ivr", "ivr"): 3,
        ("ivr", "finance"): inf,
        ("ivr", "care"): inf,
        ("finance", "care"): 2,
        ("care", "finance"): inf,
    }


def test_an_errand_from_which_customers_come_back_to_whoever_sent_them_is_no_round() -> None:
    errand = (
        "outcomes: {expert: {kind: referred, returns_to: care}}\n"
        "handoffs: [{from: finance, to: expert}, {from: care, to: expert}%s]\n"
    )
    made = network(CARE, errand % ", {from: care, to: resolved}")
    rounds = {(m.source.id, m.target.id): m.rounds for m in made.moves if m.target.id != "resolved"}
    assert rounds == {("finance", "expert"): inf, ("care", "expert"): 0, ("expert", "care"): inf}
    assert not made.node("expert").is_end
    bare = {(m.source.id, m.target.id): m.rounds for m in network(CARE, errand % "").moves}
    assert bare["care", "expert"] == inf


def test_without_intents_there_is_one_unnamed_journey_from_the_published_channels() -> None:
    made = network(
        "channels:\n  a: {kind: voice, goes_to: care}\n"
        "  b: {kind: email, published: false, goes_to: finance}\n",
        CARE,
    )
    (journey,) = made.journeys
    assert journey.intents == ()
    assert {node.id for node in journey.nodes} == {"a", "care"}


def test_intents_with_the_same_moves_share_a_journey() -> None:
    made = network(
        "channels:\n  a: {kind: voice, goes_to: care}\n  b: {kind: email, goes_to: care}\n"
        "intents:\n  x: {start: a}\n  y: {start: b}\n  z: {start: a}\n"
        "handoffs:\n  - {from: care, to: finance, intents: [z]}\n",
        CARE,
    )
    shared, own = made.journeys
    assert [intent.id for intent in shared.intents] == ["x", "y"]
    assert [intent.id for intent in own.intents] == ["z"]
    care = shared.number(made.node("care"))
    assert set(intents_at(shared, care)) == {"x", "y"}
    assert shared.number(made.node("finance")) is None
    assert own.number(made.node("finance")) is not None


def test_channels_that_no_intent_starts_from_are_a_journey_of_their_own() -> None:
    made = network(
        "channels:\n  a: {kind: voice, goes_to: care}\n  b: {kind: social, goes_to: finance}\n"
        "intents:\n  x: {start: a}\n",
        CARE,
    )
    assert [{node.id for node in j.nodes} for j in made.journeys] == [
        {"a", "care"},
        {"b", "finance"},
    ]


def test_an_intent_without_a_start_begins_on_every_channel_that_serves_it() -> None:
    made = network(
        "channels:\n  a: {kind: voice, goes_to: care}\n"
        "  b: {kind: email, goes_to: finance, intents: [y]}\n"
        "intents:\n  x: {share: 5%}\n  y: {share: 5%}\n",
        CARE,
    )
    starts = {
        i.id: [j.nodes[n].id for n in j.starts_of(i)] for j in made.journeys for i in j.intents
    }
    assert starts == {"x": ["a"], "y": ["a", "b"]}


def test_a_fragment_without_channels_is_entered_where_nothing_leads() -> None:
    made = network(CARE, "handoffs: [{from: care, to: finance}]")
    (journey,) = made.journeys
    assert [journey.nodes[n].id for n in journey.entries] == ["care"]
    ring = network(CARE, "handoffs: [{from: care, to: finance}, {from: finance, to: care}]")
    (journey,) = ring.journeys
    assert [journey.nodes[n].id for n in journey.entries] == ["care", "finance"]


def test_a_closed_circle_of_a_fragment_is_entered_beside_what_has_nothing_before_it() -> None:
    ring = "handoffs: [{from: care, to: finance}, {from: finance, to: care}]"
    (journey,) = network(CARE, ring, "teams: {first: {}, then: {}}").journeys
    assert {journey.nodes[n].id for n in journey.entries} == {"care", "finance", "first", "then"}
    led_to = network(CARE, ring, "teams: {first: {}}\nhandoffs: [{from: first, to: care}]")
    (journey,) = led_to.journeys
    assert [journey.nodes[n].id for n in journey.entries] == ["first"]


def test_what_is_not_defined_is_opaque() -> None:
    made = network("channels:\n  a: {kind: voice, goes_to: nowhere}\n")
    node = made.node("nowhere")
    assert (node.kind, node.opaque, node.is_person, node.is_end) == ("unknown", True, True, True)


def test_an_empty_team_is_no_person() -> None:
    made = network("teams: {care: {seats: 0}, finance: {seats: 1}, partner: {}}")
    assert {n.id: n.is_person for n in made.nodes} == {
        "care": False,
        "finance": True,
        "partner": True,
    }


def test_which_outcomes_settle_a_matter() -> None:
    made = network(
        CARE,
        "outcomes:\n  no: {kind: denied}\n  no-because: {kind: denied, reason: out of warranty}\n"
        "  done: {kind: resolved}\n  lost: {kind: abandoned}\n",
    )
    ends = {n.id for n in made.nodes if n.is_end}
    assert ends == {"no-because", "done"}


@given(
    edges=st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(["", "x", "y"]))
    ),
    starts=st.dictionaries(
        st.sampled_from(["x", "y"]), st.lists(st.integers(0, 7), min_size=1), min_size=1
    ),
)
def test_a_journey_is_what_its_intents_reach(
    edges: list[tuple[int, int, str]], starts: dict[str, list[int]]
) -> None:
    text = "teams:\n" + "".join(f"  t{n}: {{}}\n" for n in range(8)) + "handoffs:\n"
    text += "".join(
        f"  - {{from: t{a}, to: t{b}{f', intents: [{i}]' if i else ''}}}\n" for a, b, i in edges
    )
    if not edges:
        text = text.replace("handoffs:\n", "")
    text += "intents:\n  x: {}\n  y: {}\n" if len(starts) == 2 else "intents:\n"
    if len(starts) < 2:
        text += "".join(f"  {name}: {{}}\n" for name in ("x", "y"))
    for name in ("x", "y"):
        begins = starts.get(name, [0])
        listed = ", ".join(f"t{n}" for n in begins)
        text = text.replace(f"  {name}: {{}}\n", f"  {name}: {{start: [{listed}]}}\n")
    made = network(text)
    for journey in made.journeys:
        for intent in journey.intents:
            graph = networkx.DiGraph()
            graph.add_nodes_from(range(8))
            graph.add_edges_from((a, b) for a, b, i in edges if i in ("", intent.id))
            reached: set[int] = set()
            for start in starts.get(intent.id, [0]):
                reached |= {start} | networkx.descendants(graph, start)
            concerned = {
                node.id for number, node in enumerate(journey.nodes)
                if intent.id in intents_at(journey, number)
            }  # fmt: skip
            assert concerned == {f"t{n}" for n in reached}
            for number, node in enumerate(journey.nodes):
                way = path_to(journey, number)
                assert not way or way[-1].target is node
                for before, after in itertools.pairwise(way):
                    assert before.target is after.source

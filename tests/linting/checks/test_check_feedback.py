"""Where feedback flows together, who gets to hear of it, and what is asked."""

from __future__ import annotations

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policies import network, policy

from cxlint.linting.checks.fields.nothing_else import nothing_else
from cxlint.linting.checks.listening.digest import digest
from cxlint.linting.checks.listening.feedback_invite import feedback_invite, misfits
from cxlint.linting.checks.listening.siloed_feedback import siloed_feedback
from cxlint.linting.checks.listening.untracked_channel import untracked_channel

FEEDS = st.lists(st.lists(st.integers(0, 8), max_size=3, unique=True), min_size=2, max_size=6)


def flowing(feeds) -> str:
    """Sources s0, s1 ... of which each feeds places by number; a low number is a source again."""
    lines = ["feedback:", "  sources:"]
    for number, places in enumerate(feeds):
        names = ", ".join(f"s{place}" for place in places if place != number)
        lines.append(f"    s{number}: " + (f"{{feeds: [{names}]}}" if names else "{}"))
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(FEEDS)
def test_whoever_does_not_reach_the_place_that_most_reach_is_told(feeds) -> None:
    graph = networkx.DiGraph()
    sources = [f"s{number}" for number in range(len(feeds))]
    graph.add_nodes_from(sources)
    for number, places in enumerate(feeds):
        graph.add_edges_from((f"s{number}", f"s{place}") for place in places if place != number)
    told = list(siloed_feedback(policy(flowing(feeds))))
    if not graph.edges:
        assert told == []
        return
    reaching = {
        place: (networkx.ancestors(graph, place) | {place}) & set(sources) for place in graph
    }
    most = max(len(reaching[place] - {place}) for place in graph)
    found = {hit.facts["id"] for hit in told}
    assert found in [
        set(sources) - reaching[place]
        for place in graph
        if len(reaching[place] - {place}) == most and graph.in_degree(place)
    ]


def test_among_equals_the_place_that_is_named_first_is_the_common_one() -> None:
    (hit,) = siloed_feedback(policy(flowing([[7], [8]])))
    assert (hit.facts["id"], hit.facts["common"], hit.case) == ("s1", "s7", "elsewhere")


def test_nothing_is_claimed_of_feedback_that_is_not_understood() -> None:
    some = "feedback: {sources: {a: {feeds: [analysis]}, b: {questions: 1}}}"
    assert len(list(siloed_feedback(policy(some)))) == 1
    assert not list(siloed_feedback(policy(some.replace("questions: 1", "feeds: 12"))))
    assert not list(siloed_feedback(policy(some, "feedback: {sources: ")))


def test_a_long_chain_that_ends_in_many_places_is_one_flow() -> None:
    chain = [[number + 1] for number in range(1500)]
    chain.append([*range(1501, 3000)])
    assert not list(siloed_feedback(policy(flowing(chain))))


COMPANY = """
    channels: {hotline: {kind: voice, goes_to: care}}
    teams:
      care: {department: service}
      finance: {department: accounts}
      depot: {department: warehouse}
      lab: {department: research}
    handoffs:
      - {from: care, to: finance, when: money}
      - {from: finance, to: depot, when: goods}
    departments: {service: {}, accounts: {name: Money}, warehouse: {}, research: {}}
"""


def shared(said: str):
    """Case, place and departments of what is wrong with a digest in a company."""
    hits = digest(network(COMPANY, said), at_most="31 days")
    return [(hit.case, hit.at.path[-1], hit.facts["departments"]) for hit in hits]


def test_departments_are_told_of_to_which_customers_are_passed_on() -> None:
    behind = ["warehouse", "accounts"]
    assert shared("feedback: {owner: care}") == [("missing", "feedback", behind)]
    assert shared("feedback: {digest: {audience: service}}") == [("audience", "audience", behind)]
    assert shared("feedback: {digest: {audience: [money, warehouse]}}") == []


def test_an_audience_by_another_name_may_be_anybody() -> None:
    assert shared("feedback: {digest: {audience: [service, all heads]}}") == []


@pytest.mark.parametrize(
    ("every", "case"), [("1 month", []), ("31 days", []), ("32 days", ["rare"])]
)
def test_a_digest_comes_every_month(every: str, case: list[str]) -> None:
    assert [each for each, *_ in shared(f"feedback: {{digest: {{every: {every}}}}}")] == case


def test_a_digest_that_is_not_understood_is_not_missing() -> None:
    assert shared("feedback: {digest: every month}") == []


def test_feedback_is_not_missed_where_it_may_stand_in_something_unread() -> None:
    whole = "organization: {name: Northwind}\nchannels: {line: {kind: voice}}"
    params = {"at_most": 5, "beside": ["organization", "channel"]}
    assert [hit.case for hit in feedback_invite(policy(whole), **params)] == ["missing"]
    assert not list(feedback_invite(policy(whole, "feedback: ["), **params))
    assert not list(feedback_invite(policy(whole), at_most=5))
    assert not list(feedback_invite(policy("feedback: {sources: 12, owner: us}"), **params))
    assert len(list(feedback_invite(policy("feedback: {owner: us}"), **params))) == 1
    assert [place for place, _ in misfits({"beside": ["organization", "chanel"]})] == [
        ("beside", 1)
    ]


def test_the_first_source_is_the_one_to_follow() -> None:
    text = """
        channels: {line: {kind: voice}, mail: {kind: email}}
        feedback: {sources: {calls: {channel: line}, calls-again: {channel: line}}}
    """
    (hit,) = untracked_channel(policy(text))
    assert (hit.facts["id"], hit.facts["other"], str(hit.facts["source"])) == (
        "mail",
        "line",
        "calls",
    )


def test_a_word_is_met_at_its_beginning_only() -> None:
    params = {"of": "engagement", "field": "kind", "words": ["social"]}
    for said, found in {"Social media": 1, "antisocial hours": 0, "open day": 0}.items():
        assert len(list(nothing_else(policy(f"engagement: [{{kind: {said}}}]"), **params))) == found
    assert not list(nothing_else(policy("engagement: [{kind: social}]", "engagement: ["), **params))

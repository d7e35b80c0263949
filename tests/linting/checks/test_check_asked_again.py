"""Information asked for again, against walking every way."""

from __future__ import annotations

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st
from policies import network

from cxlint.linting.checks.cycles.asked_again import asked_again

FIELDS = ("name", "order", "reason")
FORWARD = st.tuples(
    st.integers(0, 6), st.integers(0, 6), st.sampled_from(["goes_to", "on_failure", "new"])
)


def written(asked, edges) -> str:
    lines = ["channels: {line: {kind: voice, goes_to: [s0, s1]}}", "steps:"]
    for number, fields in enumerate(asked):
        said = ["kind: form", f"asks_for: [{', '.join(sorted(fields))}]"]
        ahead = sorted({b for a, b, kind in edges if a == number and kind == "goes_to"})
        failed = sorted({b for a, b, kind in edges if a == number and kind == "on_failure"})
        said += [f"goes_to: [{', '.join(f's{b}' for b in ahead)}]"] if ahead else []
        said += [f"on_failure: s{failed[0]}"] if failed else []
        lines.append(f"  s{number}: {{{', '.join(said)}}}")
    new = sorted({(a, b) for a, b, kind in edges if kind == "new"})
    if new:
        lines.append("handoffs:")
        lines += [f"  - {{from: s{a}, to: s{b}, new_matter: true}}" for a, b in new]
    return "\n".join(lines)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.sets(st.sampled_from(FIELDS), max_size=2), min_size=7, max_size=7),
    st.sets(FORWARD.filter(lambda e: e[0] < e[1]), max_size=12),
)
def test_without_rings_exactly_what_some_way_asks_twice_is_told(asked, edges) -> None:
    failed = {a: min(b for x, b, k in edges if x == a and k == "on_failure")
              for a, _, kind in edges if kind == "on_failure"}  # fmt: skip
    graph = networkx.DiGraph()
    for number in range(7):
        graph.add_edge(("in", number), ("out", number))
    for a, b, kind in edges:
        if kind == "goes_to":
            graph.add_edge(("out", a), ("in", b))
        elif kind == "on_failure" and failed[a] == b:
            graph.add_edge(("in", a), ("in", b))
    whole = networkx.DiGraph([(a, b) for a, b, k in edges if k != "on_failure" or failed[a] == b])
    whole.add_nodes_from(range(7))
    reached = {0, 1} | networkx.descendants(whole, 0) | networkx.descendants(whole, 1)
    expected = {
        (f"step/s{later}", field)
        for first in reached
        for later in reached
        if first != later and networkx.has_path(graph, ("out", first), ("in", later))
        for field in asked[first] & asked[later]
    }
    found = {(hit.entity, *hit.key) for hit in asked_again(network(written(asked, edges)))}
    assert found == expected


def test_of_a_ring_all_but_the_first_that_asks_are_told() -> None:
    hits = list(
        asked_again(
            network("""
    channels: {line: {kind: voice, goes_to: c}}
    steps:
      a: {kind: form, asks_for: [name], goes_to: b}
      b: {kind: form, asks_for: [name], goes_to: c}
      c: {kind: form, asks_for: [name], goes_to: a}
    """)
        )
    )
    assert [hit.entity for hit in hits] == ["step/b", "step/c"]


def test_it_points_to_the_field_and_to_where_it_was_asked_first() -> None:
    (hit,) = asked_again(
        network("""
    channels: {line: {kind: voice, goes_to: ivr}}
    steps:
      ivr: {kind: menu, asks_for: [language, {field: Order  Number}], goes_to: care}
    teams:
      care: {asks_for: [name, order number]}
    handoffs: [{from: ivr, to: care, carries: [ORDER number]}]
    """)
    )
    assert hit.at.path == ("teams", "care", "asks_for", 1)
    assert hit.related[0][0].path == ("steps", "ivr", "asks_for", 1)
    assert (hit.key, hit.facts["before"]) == (("order number",), "ivr")
    assert [label for _, label in hit.witness] == ["ivr", "care"]


def test_the_contact_reasons_are_those_that_are_asked_first() -> None:
    (hit,) = asked_again(
        network("""
    channels: {line: {kind: voice, goes_to: ivr}, mailbox: {kind: email, goes_to: care}}
    steps: {ivr: {kind: menu, asks_for: [name], goes_to: care}}
    teams: {care: {asks_for: [name]}}
    intents: {refund: {start: line}, praise: {start: mailbox}}
    """)
    )
    assert hit.intents == ("refund",)

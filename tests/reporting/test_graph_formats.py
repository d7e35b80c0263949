"""Drawings: what other programs read must be what was meant."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint.reporting.diagram.graph_formats import (
    FORMATS,
    Diagram,
    DiagramEdge,
    DiagramNode,
    render_diagram,
)
from cxlint.reporting.writing.control_characters import escape_controls
from cxlint.reporting.writing.xml_escape import remove_illegal

if TYPE_CHECKING:
    from collections.abc import Callable

SHOP = Diagram(
    nodes=(
        DiagramNode("chat", "channel", "chat", "channels.yaml", 2),
        DiagramNode("bot", "step", 'bot "Ada"', "steps.yaml", 3),
        DiagramNode("care", "team", "care", "teams.yaml", 1),
        DiagramNode("refund/2", "approval", "2nd approval of refund", "remedies.yaml", 4),
        DiagramNode("resolved", "outcome", "resolved"),
        DiagramNode("mystery", "unknown", "mystery"),
    ),
    edges=(
        DiagramEdge("chat", "bot", "arrival", path="channels.yaml", line=4),
        DiagramEdge(
            "bot", "chat", "failure", path="steps.yaml", line=5, intents=("refund", "track")
        ),
        DiagramEdge("bot", "care", "handoff", 'says: "agent" | 50%', "handoffs.yaml", 2),
        DiagramEdge("bot", "care", "timeout", path="steps.yaml", line=6),
        DiagramEdge("care", "refund/2", "request", "above 50 EUR"),
        DiagramEdge("refund/2", "resolved", "closure"),
    ),
    title="refund",
)


@pytest.mark.parametrize("form", FORMATS)
def test_drawing(form: str, golden: Callable[[str, str], None]) -> None:
    golden(f"drawing.{form}", render_diagram(SHOP, form))


@pytest.mark.parametrize(("form", "arrow"), [("mermaid", "-->"), ("dot", "->")])
def test_a_picture_shows_moves_that_look_alike_once(form: str, arrow: str) -> None:
    moves = [DiagramEdge("bot", "care", "option", line=number) for number in range(3)]
    twice = Diagram(SHOP.nodes, [*moves, DiagramEdge("bot", "care", "option", "press 2")])
    assert render_diagram(twice, form).count(arrow) == 2
    assert len(json.loads(render_diagram(twice, "json"))["edges"]) == 4


def test_graphml_comes_back() -> None:
    graph = networkx.read_graphml(
        io.BytesIO(render_diagram(SHOP, "graphml").encode()), force_multigraph=True
    )
    assert graph.number_of_nodes() == 6
    assert graph.number_of_edges() == 6
    assert graph.nodes["bot"] == {
        "kind": "step", "label": 'bot "Ada"', "path": "steps.yaml", "line": 3,
    }  # fmt: skip
    assert [edge["intents"] for edge in graph.get_edge_data("bot", "chat").values()] == [
        "refund, track"
    ]


def nasty(text: str) -> Diagram:
    nodes = (DiagramNode("a", "channel", text), DiagramNode("b", text, text))
    return Diagram(nodes, (DiagramEdge("a", "b", "handoff", text, text, 1, (text,)),), text)


@given(st.text())
def test_labels_of_mermaid_are_plain(text: str) -> None:
    lines = render_diagram(nasty(text), "mermaid").split("\n")
    assert len(lines) == 5
    assert re.fullmatch(r'  n0\(\["([^"|`<>\[\]{}()\\]|#\d+;)*"\]\)', lines[1])
    assert re.fullmatch(r'  n0 -->(\|"([^"|`<>\[\]{}()\\]|#\d+;)*"\|)? n1', lines[3])


@given(st.text())
def test_strings_of_dot_end_where_they_should(text: str) -> None:
    lines = render_diagram(nasty(text), "dot").split("\n")
    assert len(lines) == 7
    string = r'"([^"\\]|\\.)*"'
    assert re.fullmatch(rf"digraph {string} \{{", lines[0])
    assert re.fullmatch(rf"  n0 \[label={string}, shape=ellipse\];", lines[2])
    assert re.fullmatch(rf"  n0 -> n1( \[label={string}\])?;", lines[4])


@given(st.text())
def test_json_is_whole(text: str) -> None:
    told = json.loads(render_diagram(nasty(text), "json"))
    assert told["edges"][0]["intents"] == [text]


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",))))
def test_graphml_is_well_formed(text: str) -> None:
    graph = networkx.read_graphml(io.BytesIO(render_diagram(nasty(text), "graphml").encode()))
    assert graph.nodes["a"]["label"] == escape_controls(remove_illegal(text))


def test_graphml_holds_nothing_that_a_terminal_obeys_and_keeps_places_apart() -> None:
    names = ("\x9b31m", "\\x9b31m", "\u202egnp", "##vso[task.setvariable]x")
    drawn = render_diagram(
        Diagram([DiagramNode(name, "team", name) for name in names], ()), "graphml"
    )
    assert all(line.isprintable() for line in drawn.splitlines())
    assert "##vso[" not in drawn
    graph = networkx.read_graphml(io.BytesIO(drawn.encode()))
    assert graph.number_of_nodes() == len(names)


def test_a_place_without_a_name_has_a_label_all_the_same() -> None:
    assert render_diagram(nasty(""), "mermaid").split("\n")[1] == '  n0(["#160;"])'


def test_nothing_to_draw() -> None:
    empty = Diagram((), ())
    assert render_diagram(empty, "mermaid") == "flowchart LR\n"
    assert json.loads(render_diagram(empty, "json"))["nodes"] == []
    assert render_diagram(empty, "dot").startswith('digraph "journey" {')
    assert "<graphml" in render_diagram(empty, "graphml")

"""A journey drawn: Mermaid, DOT, GraphML and JSON from plain nodes and edges."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from cxlint.reporting.writing.control_characters import escape_controls
from cxlint.reporting.writing.finding_record import SCHEMA_VERSION, json_text
from cxlint.reporting.writing.xml_escape import remove_illegal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FORMATS = ("mermaid", "dot", "graphml", "json")

SHAPES = {
    "channel": ("([", "])"),
    "step": ("[", "]"),
    "team": ("[[", "]]"),
    "approval": ("{{", "}}"),
    "outcome": ("((", "))"),
    "unknown": (">", "]"),
}
"""How Mermaid draws a kind of place: what stands before its label, and what behind it."""

_DOT = {
    "channel": "ellipse",
    "step": "box",
    "team": "component",
    "approval": "hexagon",
    "outcome": "doublecircle",
    "unknown": "note",
}
_QUIET = frozenset({"arrival", "option", "handoff"})
"""Kinds of move that go without saying; an edge of another kind without a label shows its kind."""


@dataclass(frozen=True, slots=True)
class DiagramNode:
    """A place: `id` is unique in the drawing, `label` is what people read."""

    id: str
    kind: str
    label: str
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class DiagramEdge:
    """A move between two places, named by their ids. No `intents` means all of them."""

    source: str
    target: str
    kind: str
    label: str = ""
    path: str = ""
    line: int = 0
    intents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagram:
    """Nodes and edges in the order in which they are drawn; every edge's ends are nodes."""

    nodes: Sequence[DiagramNode]
    edges: Sequence[DiagramEdge]
    title: str = ""


def render_diagram(drawing: Diagram, form: str) -> str:
    """Return `drawing` in one of FORMATS."""
    if form == "mermaid":
        return _mermaid(drawing)
    if form == "dot":
        return _dot(drawing)
    if form == "graphml":
        return _graphml(drawing)
    return _json(drawing)


def _mermaid(drawing: Diagram) -> str:
    numbers = {node.id: f"n{number}" for number, node in enumerate(drawing.nodes)}
    lines = ["flowchart LR"]
    for node in drawing.nodes:
        left, right = SHAPES.get(node.kind, ("[", "]"))
        lines.append(f'  {numbers[node.id]}{left}"{escape_label(node.label)}"{right}')
    for source, target, said in _distinct_arrows(drawing):
        label = f'|"{escape_label(said)}"|' if said else ""
        lines.append(f"  {numbers[source]} -->{label} {numbers[target]}")
    return "\n".join(lines) + "\n"


def _dot(drawing: Diagram) -> str:
    numbers = {node.id: f"n{number}" for number, node in enumerate(drawing.nodes)}
    lines = [f"digraph {_quote(drawing.title or 'journey')} {{", "  rankdir=LR;"]
    for node in drawing.nodes:
        shape = _DOT.get(node.kind, "box")
        lines.append(f"  {numbers[node.id]} [label={_quote(node.label)}, shape={shape}];")
    for source, target, said in _distinct_arrows(drawing):
        label = f" [label={_quote(said)}]" if said else ""
        lines.append(f"  {numbers[source]} -> {numbers[target]}{label};")
    return "\n".join([*lines, "}"]) + "\n"


def _json(drawing: Diagram) -> str:
    document = {
        "schema_version": SCHEMA_VERSION,
        "title": drawing.title,
        "nodes": [asdict(node) for node in drawing.nodes],
        "edges": [asdict(edge) for edge in drawing.edges],
    }
    return json_text(document, indent=2) + "\n"


def _graphml(drawing: Diagram) -> str:
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(
        name=escape_controls(remove_illegal(drawing.title))
    )
    ids = _harmless_ids(drawing.nodes)
    for node in drawing.nodes:
        facts = {"kind": node.kind, "label": node.label, "path": node.path, "line": node.line}
        graph.add_node(ids[node.id], **_harmless(facts))
    for number, edge in enumerate(drawing.edges):
        facts = {"kind": edge.kind, "label": edge.label, "path": edge.path, "line": edge.line}
        facts["intents"] = ", ".join(edge.intents)
        graph.add_edge(ids[edge.source], ids[edge.target], number, **_harmless(facts))
    return "\n".join(networkx.generate_graphml(graph)) + "\n"


def _harmless_ids(nodes: Iterable[DiagramNode]) -> dict[str, str]:
    """Return, for the id of each node, one that XML can hold and a terminal does not obey."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for node in nodes:
        id_ = escape_controls(remove_illegal(node.id))
        while id_ in taken:
            id_ += "~"
        taken.add(id_)
        ids[node.id] = id_
    return ids


def _harmless(facts: dict[str, object]) -> dict[str, object]:
    return {
        name: escape_controls(remove_illegal(fact)) if isinstance(fact, str) else fact
        for name, fact in facts.items()
    }


def _distinct_arrows(drawing: Diagram) -> Iterable[tuple[str, str, str]]:
    """Return source, target and label of each arrow of a picture, those that look alike once."""
    return dict.fromkeys((edge.source, edge.target, _edge_label(edge)) for edge in drawing.edges)


def _edge_label(edge: DiagramEdge) -> str:
    return edge.label or ("" if edge.kind in _QUIET else edge.kind)


def escape_label(text: str) -> str:
    """Return `text` for a quoted label of Mermaid, which reads Markdown and HTML in it."""
    plain = (ch if ch.isalnum() or ch in " -,." else f"#{ord(ch)};" for ch in escape_controls(text))
    return "".join(plain) or "#160;"


def _quote(text: str) -> str:
    escaped = escape_controls(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

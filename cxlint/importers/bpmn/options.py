"""The flows of a BPMN gateway as options of a branch, or as handoffs where they are counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.bpmn.labels import strip_expression
from cxlint.importers.bpmn.sequence_flows import follow_flows

if TYPE_CHECKING:
    from cxlint.importers.bpmn.model import FlowNode, SequenceFlow
    from cxlint.importers.bpmn.process_sketch import ProcessSketch

_COUNT = re.compile(
    r"(?:count|attempt|retry|retries|tries|loop|round|iteration|versuch|anzahl)\w*\b[^&|?]*?"
    r"(?:[<>=]=?|\b(?:lt|gt|le|ge|eq)\b)\s*(\d{1,4})",
    re.IGNORECASE,
)


def put_options(draft: ProcessSketch, node: FlowNode, id_: str, step: dict[str, Any]) -> None:
    """Put the flows of a gateway as its options, or bounded where a condition counts."""
    counts = [int(found[1]) for flow in node.out if (found := _COUNT.search(flow.condition))]
    options: list[dict[str, str]] = []
    known: set[str] = set()
    for flow, move in zip(node.out, follow_flows(draft, node), strict=True):
        say = _describe_flow(node, flow) or move.target
        if not counts:
            draft.sketch.place(("steps", id_, "options", len(options)), move.place)
            options.append({"say": say, "goes_to": move.target})
        elif move.target not in known:
            known.add(move.target)
            handoff = {"from": id_, "to": move.target, "when": say, "max_repeats": max(counts)}
            draft.sketch.add("handoffs", handoff, move.place)
    if options:
        step["options"] = options


def _describe_flow(node: FlowNode, flow: SequenceFlow) -> str:
    """Return when a flow is taken, in words, or nothing where the file does not say."""
    if condition := flow.name or strip_expression(flow.condition):
        return condition
    if flow.target is None or flow.id == node.element.get("default"):
        return "otherwise"
    return flow.target.name

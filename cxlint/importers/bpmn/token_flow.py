"""How the nodes of a BPMN process follow one another where several go on at the same time.

Source: https://www.omg.org/spec/BPMN/2.0.2, section 13.2 (activities, gateways and events) for what
each does with the tokens that come to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.bpmn.labels import read_link
from cxlint.importers.bpmn.meanings import GATEWAYS
from cxlint.importers.bpmn.process_sketch import find_catch, find_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.bpmn.model import FlowNode, Scope
    from cxlint.importers.bpmn.process_sketch import ProcessSketch

_TAKES = {
    "parallelGateway": "all", "inclusiveGateway": "some", "complexGateway": "some",
    "exclusiveGateway": "one", "eventBasedGateway": "one",
}  # fmt: skip
_WAITS = {"parallelGateway": "all", "inclusiveGateway": "some", "complexGateway": "some"}
_ENDS_ALL = frozenset({"terminate", "error", "cancel"})
"""Events at an end with which everything around it ends."""

_NOTHING_DONE = GATEWAYS | {
    "eventBasedGateway", "startEvent", "intermediateCatchEvent", "boundaryEvent",
}  # fmt: skip
_THROWS = frozenset({"endEvent", "intermediateThrowEvent"})
_UNSENT = frozenset({"", "link", "terminate", "error", "cancel", "compensate"})
"""Events that reach nobody when they are thrown."""


def put_token_flow(draft: ProcessSketch) -> None:
    """Put the process and each sub-process as a process of its own, where branches run at once."""
    waiting = [draft.process.scope]
    for scope in waiting:  # grows while it is walked
        waiting.extend(node.inner for node in scope.nodes if node.inner)
        if scope.host is None or scope.host.tag != "adHocSubProcess":
            _put_scope(draft, scope)


def _put_scope(draft: ProcessSketch, scope: Scope) -> None:
    nodes = [node for node in scope.nodes if _takes_part(node)]
    if not any(map(_goes_on_at_once, nodes)) or not all(_is_known(draft, node) for node in nodes):
        return
    host = scope.host
    id_ = find_id(draft, host) if host else draft.sketch.name
    place = host.element.start if host else draft.process.element.start
    steps: dict[str, Any] = {}
    starts = [_name(draft, node) for node in scope.starts if _takes_part(node)]
    draft.sketch.put("processes", id_, {"steps": steps, "starts": starts}, place)
    for node in nodes:
        name = _name(draft, node)
        steps[name] = _describe(draft, node)
        draft.sketch.place(("processes", id_, "steps", name), node.element.start)


def _takes_part(node: FlowNode) -> bool:
    """Whether tokens come to a node: not to what undoes something, nor to what an event starts."""
    if node.is_event_sub_process or node.element.get("isForCompensation") == "true":
        return False
    return node.tag != "boundaryEvent" or (node.event != "compensate" and bool(node.out))


def _goes_on_at_once(node: FlowNode) -> bool:
    """Whether several ways go on from a node at the same time, or are waited for."""
    if len(node.out) > 1 and _count_ways(node) != "one":
        return True
    if len(node.before) > 1 and node.tag in _WAITS:
        return True
    return any(not event.interrupts and _takes_part(event) for event in node.attached)


def _count_ways(node: FlowNode) -> str:
    """Return how many of its flows a node takes.

    The flows of an activity are all taken, unless they have conditions; then those that are true,
    which is nearly always one. Where an inclusive gateway has no conditions, all are taken.
    """
    takes = _TAKES.get(node.tag)
    if takes in ("one", "all"):
        return takes
    has_conditions = any(flow.name or flow.condition for flow in node.out)
    if takes is not None:
        return takes if has_conditions or node.tag == "complexGateway" else "all"
    return "one" if has_conditions else "all"


def _is_known(draft: ProcessSketch, node: FlowNode) -> bool:
    """Whether it is known where a node leads."""
    if _is_thrown_link(node):
        return find_catch(draft, node.scope, read_link(node)) is not None
    return all(flow.target and flow.target.scope is node.scope for flow in node.out)


def _is_thrown_link(node: FlowNode) -> bool:
    return node.event == "link" and node.tag == "intermediateThrowEvent"


def _follow(draft: ProcessSketch, node: FlowNode) -> Iterator[FlowNode]:
    if _is_thrown_link(node):
        catch = find_catch(draft, node.scope, read_link(node))
        yield from () if catch is None else (catch,)
        return
    yield from (flow.target for flow in node.out if flow.target and _takes_part(flow.target))


def _describe(draft: ProcessSketch, node: FlowNode) -> dict[str, Any]:
    following = [_name(draft, each) for each in _follow(draft, node)]
    step: dict[str, Any] = {"goes_to": following} if following else {}
    for event in filter(_takes_part, node.attached):
        key = "instead" if event.interrupts or event.event == "error" else "beside"
        step.setdefault(key, []).append(_name(draft, event))
    if len(following) > 1:
        takes = step["takes"] = _count_ways(node)
        if takes == "some" and (default := _find_default(node)) is not None:
            step["otherwise"] = _name(draft, default)
            step["goes_to"] = [each for each in following if each != step["otherwise"]]
    if len(node.before) > 1 and node.tag in _WAITS:
        step["waits_for"] = _WAITS[node.tag]
    if node.tag == "endEvent" and node.event in _ENDS_ALL:
        step["ends_all"] = True
    if node.tag in _NOTHING_DONE or (node.tag in _THROWS and node.event in _UNSENT):
        step["silent"] = True
    return step


def _find_default(node: FlowNode) -> FlowNode | None:
    """Return where a node leads when none of its conditions is true."""
    default = node.element.get("default")
    return next((flow.target for flow in node.out if default and flow.id == default), None)


def _name(draft: ProcessSketch, node: FlowNode) -> str:
    return find_id(draft, node).removeprefix(f"{draft.sketch.name}: ")

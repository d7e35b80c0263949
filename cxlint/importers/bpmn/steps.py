"""The nodes of a BPMN process as steps: what each is, who does it, and how long it lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.bpmn.approving.approval_tasks import put_approvals
from cxlint.importers.bpmn.assignees import find_assignee, is_customers
from cxlint.importers.bpmn.labels import find_callees, lasts
from cxlint.importers.bpmn.meanings import (
    CHOICES,
    decide_kind,
    decide_limit,
    decide_wait,
    find_lane_or_pool,
    is_begun_from_elsewhere,
    is_waited_for,
    may_be_work,
)
from cxlint.importers.bpmn.model import WAITS
from cxlint.importers.bpmn.options import put_options
from cxlint.importers.bpmn.process_sketch import find_id
from cxlint.importers.bpmn.reminders import put_reminders
from cxlint.importers.bpmn.sequence_flows import (
    StepMove,
    find_handler,
    leave_scope,
    list_entries,
    list_messages,
    list_moves,
    put_moves,
)
from cxlint.importers.bpmn.timers import find_watch
from cxlint.importers.bpmn.token_flow import put_token_flow

if TYPE_CHECKING:
    from cxlint.importers.bpmn.model import FlowNode, Lane
    from cxlint.importers.bpmn.process_sketch import Limit, ProcessSketch
    from cxlint.importers.policy_sketch import Sketch


def put_process(draft: ProcessSketch) -> None:
    """Put a whole process."""
    process, sketch = draft.process, draft.sketch
    place = process.element.start
    kind = "task" if process.nodes else "elsewhere"
    entry: dict[str, Any] = {"kind": kind, "from_elsewhere": True}
    sketch.enter("step", entry, place)
    put_moves(draft, sketch.name, entry, list_entries(draft, process.scope, place))
    sketch.seen += len(process.nodes) + len(process.faults)
    for fault in process.faults:
        sketch.leave(*fault)
    for node in process.nodes.values():
        if node.tag == "endEvent":
            _put_end(draft, node)
        else:
            _put_node(draft, node)
    for gap, at in draft.gaps.items():
        sketch.put("steps", gap, {"kind": "unknown"}, at)
    put_token_flow(draft)
    put_reminders(draft)
    put_approvals(draft)


def _put_end(draft: ProcessSketch, node: FlowNode) -> None:
    """Put the end of a process as an outcome, that of a sub-process as a way on."""
    messages = list(list_messages(draft, node))
    place = node.element.start
    id_ = find_id(draft, node)
    if node.scope.host is None and not messages:
        draft.sketch.put("outcomes", id_, {"kind": "ended"}, place)
        return
    step: dict[str, Any] = {"kind": "task"}
    draft.sketch.put("steps", id_, step, place)
    handler = find_handler(draft, node)
    moves = [handler] if handler else leave_scope(draft, node.scope, place)
    put_moves(draft, id_, step, [*moves, *messages])


def _put_node(draft: ProcessSketch, node: FlowNode) -> None:
    """Put the step that a node becomes, with all its moves."""
    step: dict[str, Any] = {"kind": "task"}
    id_ = find_id(draft, node)
    draft.sketch.put("steps", id_, step, node.element.start)
    if not node.before and is_begun_from_elsewhere(node):
        step["from_elsewhere"] = True
    if node.name and lasts(node):  # often how long it takes
        step["name"] = node.name
    if node.tag in CHOICES and len(node.out) > 1:
        step["kind"] = decide_kind(node, "", by_customer=False)
        put_options(draft, node, id_, step)
        return
    moves = list(list_moves(draft, node))
    if id(node) in draft.listeners:
        _put_listener(draft, node, id_, step, moves)
        return
    performer = find_lane_or_pool(draft, node) if may_be_work(node) else None
    by_customer = is_customers(performer)
    team = "" if by_customer or not may_be_work(node) else _share_team(draft, node, performer)
    step["kind"] = decide_kind(node, team, by_customer=by_customer)
    if team:
        step["by"] = team
    limit = decide_limit(draft, node)
    if node.tag in WAITS and is_waited_for(node):
        moves = _put_wait(draft, node, step, limit, moves)
    if limit is not None:
        _put_limit(step, limit)
    put_moves(draft, id_, step, moves)
    if node.tag == "callActivity":
        _put_call(draft, node, id_, step)


def _put_listener(
    draft: ProcessSketch, node: FlowNode, id_: str, step: dict[str, Any], moves: list[StepMove]
) -> None:
    """Put the ways on from where a process hears of something until it is over.

    Nobody waits there, and each round answers something that has come.
    """
    for move in moves:
        handoff = {"from": id_, "to": move.target, "when": "it comes", "progress": True}
        draft.sketch.add("handoffs", handoff, move.place)
    end = draft.listeners[id(node)]
    step["kind"] = decide_kind(node, "", by_customer=False)
    put_moves(draft, id_, step, [StepMove("goes_to", *end)])


def _share_team(draft: ProcessSketch, node: FlowNode, performer: Lane | None) -> str:
    """Return the team that does a task: its lane or pool, or whom an engine is told to give it."""
    if team := _share_lane(draft.sketch, performer):
        return team
    assignee = find_assignee(node, draft.file.resources)
    return draft.sketch.share("teams", assignee, {}, node.element.start) if assignee else ""


def _share_lane(sketch: Sketch, lane: Lane | None) -> str:
    return sketch.share("teams", lane.name, {}, lane.place) if lane else ""


def _put_wait(
    draft: ProcessSketch,
    node: FlowNode,
    step: dict[str, Any],
    limit: Limit | None,
    moves: list[StepMove],
) -> list[StepMove]:
    """Say what a wait waits for, and return its moves: that of a timer is taken when it is over."""
    expected = draft.messages.waits.get(node.id)
    watch = find_watch(draft, node) if limit is None else None
    step["kind"] = decide_wait(node, limit or watch, expected)
    lane = find_lane_or_pool(draft, node)
    if limit is None and is_customers(lane):  # it is not ours to limit what they do
        step["kind"] = "task"
    if step["kind"] == "task":
        return moves
    if watch is not None:
        _put_limit(step, watch)
        moves = [move._replace(key="on_timeout") if move.target == watch[1] else move
                 for move in moves]  # fmt: skip
    if not is_customers(lane):
        step["owner"] = _share_lane(draft.sketch, lane) or draft.sketch.name
    if node.event != "timer":
        if expected is not None:
            step["description"] = expected.words
        return moves
    return [StepMove("on_timeout", *move[1:]) for move in moves[:1]] + moves[1:]


def _put_limit(step: dict[str, Any], limit: Limit) -> None:
    duration, target = limit
    if duration:
        step["timeout"] = duration
    if target:
        step["on_timeout"] = target


def _put_call(draft: ProcessSketch, node: FlowNode, id_: str, step: dict[str, Any]) -> None:
    """Lead to the process that is called, before what follows it."""
    words = find_callees(node)
    if not words:
        step["kind"] = "elsewhere"
        return
    onward = step.get("goes_to", [])
    following = [onward] if isinstance(onward, str) else onward
    step["goes_to"] = [*following, words[-1]]
    address = ("steps", id_, "goes_to", len(following))
    draft.sketch.lead(address, *words)
    draft.sketch.place(address, node.element.start)

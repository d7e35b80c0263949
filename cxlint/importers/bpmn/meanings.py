"""What the nodes of a BPMN process mean: a branch, work, a wait, a form or a mere task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.bpmn.assignees import find_performer
from cxlint.importers.bpmn.labels import read_duration
from cxlint.importers.bpmn.model import ELSEWHERE, WAITS
from cxlint.importers.bpmn.timers import find_limit, find_wait_limit

if TYPE_CHECKING:
    from cxlint.importers.bpmn.model import FlowNode, Lane
    from cxlint.importers.bpmn.process_sketch import ExpectedMessage, Limit, ProcessSketch

WORK = frozenset({"userTask", "manualTask"})
"""Tasks that somebody does; a plain `task` is one where it is known who."""

CHOICES = frozenset({"exclusiveGateway", "inclusiveGateway", "complexGateway"})
GATEWAYS = CHOICES | {"parallelGateway"}


def may_be_work(node: FlowNode) -> bool:
    """Whether a node is a task that somebody may do."""
    return node.tag in WORK or node.tag == "task"


def decide_kind(node: FlowNode, team: str, *, by_customer: bool) -> str:
    """Return the kind of step that a node is which a team does, the customer, or nobody named."""
    if node.tag in GATEWAYS:
        return "branch"
    if by_customer:
        return "task"
    return "work" if node.tag in WORK or (team and node.tag == "task") else "task"


def decide_wait(node: FlowNode, limit: Limit | None, expected: ExpectedMessage | None) -> str:
    """Return the kind of step that a wait of a limit is.

    One whose time is not known is a task: it ends, and nobody can say when. Where it is the
    customer's turn and that has a limit, it is a form which they are to fill in.
    """
    if limit is not None and not limit[0]:
        return "task"
    asks = node.event != "timer" and expected is not None and expected.by_customer
    return "form" if asks and limit is not None else "wait"


def is_waited_for(node: FlowNode) -> bool:
    """Whether somebody waits at a node.

    Nobody does where it begins something, where it is a rhythm, or where the wait is before it; of
    an event without a definition it is not known.
    """
    if node.tag == "intermediateCatchEvent" and not node.event:
        return False
    if node.element.get("instantiate") == "true" or node.event in ("link", ELSEWHERE):
        return False
    if node.event == "timer" and node.definition and node.definition.first("timeCycle"):
        return False
    return not any(before.tag == "eventBasedGateway" for before in node.before)


def is_begun_from_elsewhere(node: FlowNode) -> bool:
    """Whether a node to which no flow leads is begun by what no flow shows.

    What undoes a task is, when that is called for; of an event without a definition nothing is
    known.
    """
    if node.element.get("isForCompensation") == "true":
        return True
    return node.tag == "intermediateCatchEvent" and not node.event


def decide_limit(draft: ProcessSketch, node: FlowNode) -> Limit | None:
    """Return after how long a node is over, and where it leads then."""
    if node.tag not in WAITS:
        return find_limit(draft, node)
    if not is_waited_for(node):
        return None
    if node.event == "timer":
        return read_duration(node), ""
    return find_wait_limit(draft, node)


def find_lane_or_pool(draft: ProcessSketch, node: FlowNode) -> Lane | None:
    """Return the lane or pool that a node lies in."""
    return find_performer(draft.process, node, alone=draft.file.alone)

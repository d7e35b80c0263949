"""Tasks of a BPMN process with which people approve, as the tiers of what is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.bpmn.approving.approval_runs import ApprovalRuns
from cxlint.importers.bpmn.approving.approval_words import (
    asks_for_verdict,
    find_object,
    is_approval,
    may_be_approval,
)
from cxlint.importers.bpmn.approving.deciders import ASKER, find_decider, is_asker, list_persons
from cxlint.importers.bpmn.assignees import find_assignee, is_customers
from cxlint.importers.bpmn.labels import read_duration
from cxlint.importers.bpmn.meanings import WORK, find_lane_or_pool, may_be_work
from cxlint.importers.bpmn.process_sketch import find_id
from cxlint.importers.bpmn.timers import find_outer_limit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.importers.bpmn.approving.deciders import Decider
    from cxlint.importers.bpmn.model import FlowNode
    from cxlint.importers.bpmn.process_sketch import ProcessSketch

MOST = 64
"""How many approvals of a process are looked at."""


def put_approvals(draft: ProcessSketch) -> None:
    """Put the approvals of a process as a remedy that all of them decide about."""
    nodes = draft.process.nodes.values()
    approvals = [node for node in nodes if may_be_work(node) and _approves(draft, node)][:MOST]
    runs = ApprovalRuns(draft, approvals) if approvals else None
    in_order = _list_in_order(runs) if runs else []
    if runs is None or not in_order:
        return
    tiers = list(_list_tiers(draft, runs, in_order))
    data = {"asked_by": "us", "route": "all", "tiers": tiers}
    draft.sketch.put("remedies", draft.sketch.name, data, draft.process.element.start)
    for number, node in enumerate(in_order):
        address = ("remedies", draft.sketch.name, "tiers", number)
        draft.sketch.place(address, node.element.start)
        draft.sketch.place((*address, "by"), node.element.start)


def _list_tiers(
    draft: ProcessSketch, runs: ApprovalRuns, approvals: Iterable[FlowNode]
) -> Iterator[dict[str, Any]]:
    always, together = _find_sure(runs)
    known: dict[str, FlowNode] = {}
    for node in approvals:
        decider = _name_decider(draft, runs, node, known)
        tier: dict[str, Any] = {"by": decider.by[0] if len(decider.by) == 1 else list(decider.by)}
        if limit := _read_limit(draft, node):
            tier |= limit
        elif decider.stand_in:
            tier["delegate"] = decider.stand_in
        if not always & runs.bits[id(node)]:
            where = "all of them" if together & runs.bits[id(node)] else find_id(draft, node)
            tier["conditions"] = [{"field": "comes to", "is": where}]
        yield tier


def _approves(draft: ProcessSketch, node: FlowNode) -> bool:
    """Whether with a task somebody of ours approves something."""
    if node.tag not in WORK and not find_lane_or_pool(draft, node):
        return False
    if not is_approval(node.name) and not (may_be_approval(node.name) and _is_asked_next(node)):
        return False
    return not is_customers(find_lane_or_pool(draft, node))


def _is_asked_next(node: FlowNode) -> bool:
    """Whether it is said right after a task whether something is approved."""
    flows = node.out
    if len(flows) == 1 and (target := flows[0].target) is not None:
        if target.tag not in ("exclusiveGateway", "inclusiveGateway") or len(target.before) != 1:
            return False
        if asks_for_verdict(target.name):
            return True
        flows = target.out
    return len(flows) > 1 and any(
        asks_for_verdict(f"{each.name} {each.condition}") for each in flows
    )


def _list_in_order(runs: ApprovalRuns) -> list[FlowNode]:
    """Return the approvals that are reached: each after those that lie behind it."""
    reached = [node for node in runs.approvals if id(node) in runs.passed]
    return sorted(reached, key=lambda node: runs.passed[id(node)].bit_count())


def _find_sure(runs: ApprovalRuns) -> tuple[int, int]:
    """Return the approvals that all pass who are refused nothing, and those that come together.

    The second are the most that some request is sure to pass.
    """
    always = (1 << len(runs.approvals)) - 1
    most = 0
    for id_, node in runs.nodes.items():  # in the order of the file, so that of two the first wins
        if (behind := runs.passed.get(id_)) is None:
            continue
        mask = behind | runs.bits.get(id_, 0)
        if mask.bit_count() > most.bit_count():
            most = mask
        if node.scope.host is None and not node.out and node.tag != "boundaryEvent":
            always &= mask
    return always, most


def _name_decider(
    draft: ProcessSketch, runs: ApprovalRuns, node: FlowNode, known: dict[str, FlowNode]
) -> Decider:
    """Return who decides, told apart from who decides about something else before.

    Whoever approves what others have worked on since has not approved it before; of a group it may
    be another member; and those who ask are told as such, where what they decide about is nobody
    else's.
    """
    decider = find_decider(draft, node)
    if _decides_own_request(draft, runs, node, decider):
        who = f"{ASKER} ({decider.by[0]})" if decider.by[0] != ASKER else ASKER
        return decider._replace(by=(who,), stand_in="")
    if decider.by[0] == ASKER:
        return decider._replace(by=(f"whoever asked, for {node.name}",), stand_in="whom they name")
    key = " ".join(decider.by)
    before = known.setdefault(key, node)
    if before is node or (decider.is_person and _is_same_question(runs, before, node)):
        return decider
    return decider._replace(by=tuple(f"{each} ({node.name})" for each in decider.by))


def _is_same_question(runs: ApprovalRuns, before: FlowNode, node: FlowNode) -> bool:
    """Whether two approvals are of the same thing, on which nobody has worked in between."""
    if any(_is_done_by_people(each) for each in runs.find_between(before, node)):
        return False
    return find_object(before.name) == find_object(node.name)


def _is_done_by_people(node: FlowNode) -> bool:
    return node.tag in WORK or node.tag in ("task", "callActivity")


def _decides_own_request(
    draft: ProcessSketch, runs: ApprovalRuns, node: FlowNode, decider: Decider
) -> bool:
    """Whether whoever asks decides it, and nobody else has worked on it before.

    Where a process names one person for everything, that is how it is tried out.
    """
    if decider.by != (ASKER,) and not decider.is_person:
        return False
    behind = [each for each in runs.find_behind(node) if _is_done_by_people(each)]
    if decider.by == (ASKER,):
        return all(is_asker(draft, each) or not _is_assigned(draft, each) for each in behind)
    done_by = [list_persons(each) for each in behind]
    if not done_by or any(set(persons) != set(decider.by) for persons in done_by):
        return False
    everybody = {find_assignee(each, draft.file.resources) for each in draft.process.nodes.values()}
    return len(everybody - {"", *decider.by}) > 0


def _is_assigned(draft: ProcessSketch, node: FlowNode) -> bool:
    return bool(find_decider(draft, node).is_stated)


def _read_limit(draft: ProcessSketch, node: FlowNode) -> dict[str, Any]:
    """Return what happens when nobody decides in time, where something does."""
    for event in node.attached:
        if event.event == "timer" and event.out and (event.interrupts or _calls_somebody(event)):
            if after := read_duration(event):
                return {"timeout": {"after": after, "then": "escalate"}}
            return {"delegate": f"what follows {find_id(draft, event)}"}
    around = find_outer_limit(draft, node.scope)
    return {"delegate": f"what follows {around[1]}"} if around else {}


def _calls_somebody(event: FlowNode) -> bool:
    return any(flow.target and _is_done_by_people(flow.target) for flow in event.out)

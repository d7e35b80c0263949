"""Which approvals of a BPMN process a request is sure to have passed, wherever it has come to."""

from __future__ import annotations

import functools
import operator
from collections import deque
from typing import TYPE_CHECKING

from cxlint.importers.bpmn.approving.approval_words import is_refusal
from cxlint.importers.bpmn.labels import read_link
from cxlint.importers.bpmn.process_sketch import find_catch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cxlint.importers.bpmn.model import FlowNode, SequenceFlow
    from cxlint.importers.bpmn.process_sketch import ProcessSketch

_BROKEN_OFF = frozenset({"error", "cancel", "escalation"})


class ApprovalRuns:
    """The ways through a process on which nothing is refused.

    `bits` has one bit for each approval, and `passed` for each node that is reached the bits of
    those that lie behind.
    """

    __slots__ = ("_after", "_before", "_left", "approvals", "bits", "nodes", "passed")

    def __init__(self, draft: ProcessSketch, approvals: Sequence[FlowNode]) -> None:
        self.approvals = approvals
        self.nodes = {id(node): node for node in draft.process.nodes.values()}
        self._left = _list_exits(draft)
        self.bits = {id(node): 1 << number for number, node in enumerate(approvals)}
        self._after = {
            id_: [id(each) for each in self._follow(draft, node)]
            for id_, node in self.nodes.items()
        }
        self._before: dict[int, list[int]] = {}
        for id_, following in self._after.items():
            for each in following:
                self._before.setdefault(each, []).append(id_)
        self.passed = self._pass([id(node) for node in draft.process.scope.starts])

    def _follow(self, draft: ProcessSketch, node: FlowNode) -> Iterator[FlowNode]:
        if node.inner and node.inner.nodes:
            yield from node.inner.starts
            yield from node.inner.event_sub_processes
        elif node.event == "link" and node.tag == "intermediateThrowEvent":
            catch = find_catch(draft, node.scope, read_link(node))
            yield from () if catch is None else (catch,)
        else:
            yield from self._list_onward(node)
        yield from node.attached

    def _list_onward(self, node: FlowNode) -> Iterator[FlowNode]:
        """Yield what follows a node, and the sub-process that ends with it."""
        flows = node.out
        if any(id(each) in self.bits for each in (node, *node.before[:1])):
            flows = _leave_out_refusals(node, flows)
        yield from (flow.target for flow in flows if flow.target)
        yield from self._left.get(id(node), ())

    def _pass(self, starts: Iterable[int]) -> dict[int, int]:
        """Return what lies behind each node that is reached: on all ways to it.

        All approvals do until a way is found on which one does not, so that circles add none.
        """
        entries = set(starts)
        reached = _reach(entries, self._after)
        before = {id_: [e for e in self._before.get(id_, ()) if e in reached] for id_ in reached}
        found = dict.fromkeys(reached, (1 << len(self.approvals)) - 1)
        waiting = deque(node for node in self.nodes if node in reached)
        while waiting:
            id_ = waiting.popleft()
            mask = self._join(id_, before[id_], found, is_entry=id_ in entries)
            if found[id_] != mask:
                found[id_] = mask
                waiting.extend(self._after.get(id_, ()))
        return found

    def _join(
        self, id_: int, before: Iterable[int], found: Mapping[int, int], *, is_entry: bool
    ) -> int:
        """Return what lies behind a node; a parallel join waits for all of its ways.

        An event at the edge of an approval comes before it is given.
        """
        node = self.nodes[id_]
        behind = [
            found[each] | (0 if node in self.nodes[each].attached else self.bits.get(each, 0))
            for each in before
        ]
        if node.tag == "parallelGateway":
            return functools.reduce(operator.or_, behind, 0)
        return functools.reduce(operator.and_, behind, 0 if is_entry else found[id_])

    def find_between(self, first: FlowNode, second: FlowNode) -> Iterator[FlowNode]:
        """Yield the nodes on the ways from one to another, without these two."""
        both = {id(first), id(second)}
        ahead = _reach(self._after[id(first)], self._after, both)
        for id_ in ahead & _reach(self._before[id(second)], self._before, both):
            yield self.nodes[id_]

    def find_behind(self, node: FlowNode) -> Iterator[FlowNode]:
        """Yield all nodes on the ways to one."""
        before = self._before.get(id(node), ())
        yield from (self.nodes[each] for each in _reach(before, self._before, {id(node)}))


def _leave_out_refusals(node: FlowNode, flows: list[SequenceFlow]) -> list[SequenceFlow]:
    """Return the flows on which it is not refused; all where that is not said of some."""
    refused = [is_refusal(flow.name or flow.condition) for flow in flows]
    if node.tag == "parallelGateway" or all(refused):
        return flows
    return [flow for flow, is_no in zip(flows, refused, strict=True) if not is_no]


def _list_exits(draft: ProcessSketch) -> dict[int, list[FlowNode]]:
    """Return for the last nodes of each sub-process what follows it."""
    exits: dict[int, list[FlowNode]] = {}
    for host in draft.process.nodes.values():
        if host.inner is None or host.is_event_sub_process:
            continue
        following = [flow.target for flow in host.out if flow.target]
        for node in host.inner.nodes:
            if not node.out and node.event not in _BROKEN_OFF and node.event != "link":
                exits[id(node)] = following
    return exits


def _reach(
    starts: Iterable[int], moves: Mapping[int, Sequence[int]], stops: Collection[int] = ()
) -> set[int]:
    """Return what is reached from somewhere, without the stops and what lies beyond them."""
    reached: set[int] = set()
    waiting = list(starts)
    while waiting:
        id_ = waiting.pop()
        if id_ not in reached and id_ not in stops:
            reached.add(id_)
            waiting.extend(moves.get(id_, ()))
    return reached

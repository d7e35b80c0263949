"""The messages between the pools of a BPMN file: what they begin, and what waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.bpmn.model import WAITS, FlowNode, is_customer, join_lines
from cxlint.importers.bpmn.process_sketch import ExpectedMessage, MessageStart
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxlint.importers.bpmn.participants import ProcessFile
    from cxlint.importers.bpmn.process_sketch import Messages, ProcessSketch
    from cxlint.parsing.xml_parser import Element


class Endpoint(NamedTuple):
    """An end of a message flow: a process and the node of it."""

    draft: ProcessSketch
    node: FlowNode


def link_messages(file: ProcessFile, drafts: Sequence[ProcessSketch], messages: Messages) -> None:
    """Note which message begins a process, and what the waits are waiting for."""
    nodes: dict[str, Endpoint] = {}
    pools: dict[str, ProcessSketch] = {}
    for draft in drafts:
        nodes.update((id_, Endpoint(draft, node)) for id_, node in draft.process.nodes.items())
        pools.update((pool, draft) for pool in file.pools.get(draft.process.id, ()))
    for flow in file.message_flows:
        _link_message(flow, file.pool_names, nodes, pools, messages)


def _link_message(
    flow: Element,
    pool_names: Mapping[str, str],
    nodes: Mapping[str, Endpoint],
    pools: Mapping[str, ProcessSketch],
    messages: Messages,
) -> None:
    source, target = flow.get("sourceRef") or "", flow.get("targetRef") or ""
    sender, receiver = nodes.get(source), nodes.get(target)
    if receiver is not None:
        draft, node = receiver
        draft.sketch.seen += 1
        if node.tag == "startEvent" and sender is not None:
            start = MessageStart(flow.start, draft, node)
            messages.starts.setdefault(source, []).append(start)
        elif node.tag in WAITS:
            expected = _describe_message(flow, _name_sender(sender, pool_names.get(source)))
            messages.waits.setdefault(target, expected)
    elif sender is not None and target in pools:
        sender.draft.sketch.seen += 1
        start = MessageStart(flow.start, pools[target], None)
        messages.starts.setdefault(source, []).append(start)
    elif sender is not None and target not in pool_names:
        what = f"message flow to {target or 'nothing'}"
        sender.draft.sketch.leave(flow.start, what, "it is not in this file")


def _name_sender(sender: Endpoint | None, pool_name: str | None) -> str:
    """Return who sends a message, or nothing where the file does not say."""
    if sender is None:
        return pool_name or ""
    return sender.draft.process.pool or sender.draft.sketch.name


def _describe_message(flow: Element, sender: str) -> ExpectedMessage:
    name = join_lines(flow.get("name")) or "a message"
    words = f"until {name} comes from {sender or 'somebody'}"
    return ExpectedMessage(words, is_customer(sender))

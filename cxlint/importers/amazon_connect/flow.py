"""What is known of a flow of Amazon Connect before any of it is put: type, blocks and paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.amazon_connect import flow_types
from cxlint.importers.amazon_connect.block_types import read_mapping, read_text
from cxlint.importers.amazon_connect.flow_paths import (
    find_counters,
    find_cycles,
    find_questions,
    trace_queues,
)
from cxlint.importers.amazon_connect.values import trace_values
from cxlint.importers.amazon_connect.wording import find_constants, name_block
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.importers.amazon_connect.block_types import Block, Branch, ContactFlow
    from cxlint.importers.policy_sketch import Sketch


class Hold(NamedTuple):
    """The flow in which customers wait: its address, what people call it, and who sets it."""

    reference: str
    display_name: str
    block: Block


class FlowAnalysis(NamedTuple):
    """A flow and the sketch that becomes of it.

    `cycles` has the number of the cycle that a block lies on, `counters` the blocks that may count
    a cycle out, `questions` those on cycles that ask and never go back to waiting, `queues` those
    that may have chosen the queue contacts are in at a block, and `constants` the attributes that
    have one value only; `values` are those whose values a block looks at. `streams` is whether
    voice is recorded. `ids` are those under which blocks are put so far.
    """

    sketch: Sketch
    flow: ContactFlow
    type: str
    is_entry: bool
    streams: bool
    blocks: Mapping[str, Block]
    cycles: Mapping[str, int]
    counters: frozenset[str]
    questions: frozenset[str]
    queues: Mapping[str, frozenset[str]]
    constants: Mapping[str, str]
    values: Mapping[str, list[str]]
    hold: Hold | None
    ids: dict[str, str]


def analyze_flow(sketch: Sketch, flow: ContactFlow, stated: str) -> FlowAnalysis:
    """Return what is known of a flow of a stated type."""
    blocks = _index_blocks(sketch, flow)
    types = {block.type for block in blocks.values()}
    type_ = flow_types.infer_type(stated, types)
    cycles = find_cycles(blocks)
    return FlowAnalysis(
        sketch=sketch,
        flow=flow,
        type=type_,
        is_entry=flow_types.is_entry(type_, types),
        streams="UpdateContactMediaStreamingBehavior" in types,
        blocks=blocks,
        cycles=cycles,
        counters=find_counters(blocks, cycles),
        questions=find_questions(blocks),
        queues=trace_queues(blocks, flow.start),
        constants=find_constants(blocks),
        values=trace_values(blocks),
        hold=_find_hold(blocks),
        ids={},
    )


def _index_blocks(sketch: Sketch, flow: ContactFlow) -> dict[str, Block]:
    """Return the blocks by their ids."""
    blocks: dict[str, Block] = {}
    for block in flow.blocks:
        if block.id in blocks:
            sketch.leave(block.place, f"block {name_block(block)}", "another has the same id")
        else:
            blocks[block.id] = block
    return blocks


def _find_hold(blocks: Mapping[str, Block]) -> Hold | None:
    """Return the one flow in which customers wait, if the flow names one."""
    found: dict[str, Hold] = {}
    for block in blocks.values():
        if block.type != "UpdateContactEventHooks":
            continue
        for hook, reference in read_mapping(block.settings.get("EventHooks")).items():
            if hook == "CustomerQueue" and (flow := read_text(reference)):
                found[flow] = Hold(flow, block.display_names.get(hook, ""), block)
    return next(iter(found.values())) if len(found) == 1 else None


def find_id(analysis: FlowAnalysis, block: Block) -> str:
    """Return the id under which a block is put."""
    if (known := analysis.ids.get(block.id)) is None:
        known = analysis.ids[block.id] = analysis.sketch.id(block.id, name_block(block))
    return known


def goes_round(analysis: FlowAnalysis, block: Block, branch: Branch) -> bool:
    """Whether a branch goes round in a cycle that something ends or that is no customer's."""
    cycle = analysis.cycles.get(block.id)
    if cycle is None or analysis.cycles.get(branch.target) != cycle:
        return False
    if block.type == "Loop":
        return branch.value == "ContinueLooping"
    if block.type == "ShowView" or block.id in analysis.counters:
        return True
    return analysis.type in flow_types.WAITING and not _asks_again(analysis, block, branch)


def _asks_again(analysis: FlowAnalysis, block: Block, branch: Branch) -> bool:
    """Whether a branch leads along a cycle that asks, and does not go back to waiting."""
    return block.id in analysis.questions and branch.target in analysis.questions


def may_be_answered(analysis: FlowAnalysis, block: Block) -> bool:
    """Whether somebody may answer while a contact goes round at a block, and so end the round."""
    return analysis.type in flow_types.WAITING and block.id in analysis.cycles

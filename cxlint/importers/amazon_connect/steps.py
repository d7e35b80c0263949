"""A flow of Amazon Connect as a part of a policy: its way in, its blocks as steps and outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.amazon_connect.account import reference_words
from cxlint.importers.amazon_connect.block_types import ENDS, RETURNS
from cxlint.importers.amazon_connect.branches import put_branches
from cxlint.importers.amazon_connect.flow import analyze_flow, find_id
from cxlint.importers.amazon_connect.flow_paths import find_hours
from cxlint.importers.amazon_connect.flow_types import decide_channel, describe_return
from cxlint.importers.amazon_connect.meanings import decide_kind, is_unheard
from cxlint.importers.amazon_connect.targets import put_targets
from cxlint.importers.amazon_connect.wording import find_text, name_block, read_seconds

if TYPE_CHECKING:
    from cxlint.importers.amazon_connect.block_types import Block, ContactFlow
    from cxlint.importers.amazon_connect.flow import FlowAnalysis
    from cxlint.importers.policy_sketch import Path, Sketch


def put_flow(sketch: Sketch, flow: ContactFlow, type_: str) -> None:
    """Put everything that a flow of a type says."""
    analysis = analyze_flow(sketch, flow, type_)
    sketch.seen = len(flow.blocks) + len(flow.odd)
    for place in flow.odd:
        sketch.leave(place, "a block", "it has no id or no type")
    _put_entry(analysis)
    for block in analysis.blocks.values():
        if block.type in RETURNS and not analysis.is_entry:
            id_ = find_id(analysis, block)
            sketch.put("steps", id_, describe_return(analysis.type), block.place)
        elif block.type in ENDS | RETURNS:
            sketch.put("outcomes", find_id(analysis, block), {"kind": "ended"}, block.place)
        else:
            _put_step(analysis, block)


def _put_entry(analysis: FlowAnalysis) -> None:
    """Put the way in: a channel where customers come in, else a step others lead to."""
    sketch, flow = analysis.sketch, analysis.flow
    start = analysis.blocks.get(flow.start)
    first = {"goes_to": find_id(analysis, start)} if start else {}
    place = start.place if start else flow.place
    if flow.blocks and start is None:
        sketch.leave(flow.place, "the start", "no block has its id")
    if analysis.is_entry and start:
        kind = decide_channel(analysis.type, analysis.blocks.values())
        sketch.enter("channel", {"kind": kind, **first}, place)
        _put_opening(analysis)
    else:  # the queue it is set for, or whoever names the module, calls it
        kind = "task" if first else "unknown"
        sketch.enter("step", {"kind": kind, "from_elsewhere": True, **first}, place)


def _put_opening(analysis: FlowAnalysis) -> None:
    """Say when the way in is open, where all pass a check of hours that the account describes."""
    sketch = analysis.sketch
    check = find_hours(analysis.blocks, analysis.flow.start)
    stated = check and (check.settings.get("HoursOfOperationId") or check.settings.get("Hours"))
    if check is None or not stated:
        return
    channel = sketch.data["channels"][sketch.name]
    channel["open"] = ""
    closed = next((each for each in check.branches if each.value == "False"), None)
    if closed is not None and closed.target in analysis.blocks:
        channel["closed"] = {"goes_to": find_id(analysis, analysis.blocks[closed.target])}
    into = ("channels", sketch.name, "open")
    sketch.lead(into, *reference_words(stated), otherwise="nothing")
    sketch.place(into, check.place)


def _put_step(analysis: FlowAnalysis, block: Block) -> None:
    """Put the step that a block becomes, with all its moves."""
    sketch = analysis.sketch
    id_ = find_id(analysis, block)
    step: dict[str, Any] = {"kind": decide_kind(analysis, block)}
    sketch.put("steps", id_, step, block.place)
    if step["kind"] == "unknown":
        reason = f"its type {block.type} is unknown"
        sketch.leave(block.place, f"block {name_block(block)}", reason)
    if not is_unheard(analysis, block):
        text, setting = find_text(block)
        if text:
            step["says"] = text
            _place_setting(sketch, ("steps", id_, "says"), block, setting)
    limit = read_seconds(block.settings.get("InputTimeLimitSeconds"))
    if limit and block.type == "GetParticipantInput":
        step["timeout"] = limit
    if sources := analysis.values.get(block.id):
        step["looks_at"] = [find_id(analysis, analysis.blocks[each]) for each in sources]
    put_targets(analysis, block, id_, step)
    put_branches(analysis, block, id_, step)


def _place_setting(sketch: Sketch, address: Path, block: Block, setting: str) -> None:
    """Say where a setting stands; of modules, that is where the block does."""
    if block.place[-1] == "Identifier":
        sketch.place(address, (*block.place[:-1], "Parameters", setting))

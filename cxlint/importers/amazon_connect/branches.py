"""The branches of the blocks of Amazon Connect as moves, options and handoffs of their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.amazon_connect.flow import find_id, goes_round, may_be_answered
from cxlint.importers.amazon_connect.flow_types import describe_return
from cxlint.importers.amazon_connect.meanings import decide_key, select_branches
from cxlint.importers.amazon_connect.wording import name_block, read_keys, read_loop_count

if TYPE_CHECKING:
    from cxlint.importers.amazon_connect.block_types import Block, Branch
    from cxlint.importers.amazon_connect.flow import FlowAnalysis
    from cxlint.importers.policy_sketch import Sketch


def put_branches(analysis: FlowAnalysis, block: Block, id_: str, step: dict[str, Any]) -> None:
    """Put where a block leads, and what happens where nothing follows."""
    for branch in select_branches(block):
        _put_branch(analysis, block, id_, step, branch)
    _close_step(analysis, block, id_, step)


def _put_branch(
    analysis: FlowAnalysis, block: Block, id_: str, step: dict[str, Any], branch: Branch
) -> None:
    """Put one branch under the key that it stands for."""
    sketch = analysis.sketch
    following = analysis.blocks.get(branch.target)
    if following is None:
        sketch.leave(branch.place, f"a way of {name_block(block)}", "it leads to no block")
        return
    target = find_id(analysis, following)
    if goes_round(analysis, block, branch):
        _put_repeat(sketch, block, id_, target, branch)
        return
    key = decide_key(block, branch, step["kind"])
    if key == "options":
        _put_option(sketch, id_, step, target, branch)
    elif key == "goes_to" or key in step:
        _put_next(sketch, id_, step, target, branch)
    else:
        step[key] = target
        sketch.place(("steps", id_, key), branch.place)


def _put_option(
    sketch: Sketch, id_: str, step: dict[str, Any], target: str, branch: Branch
) -> None:
    option = {"say": branch.value, "goes_to": target}
    if (pressed := read_keys(branch.value)) and step["kind"] in ("menu", "form"):
        option["key"] = pressed
    options = step.setdefault("options", [])
    sketch.place(("steps", id_, "options", len(options)), branch.place)
    options.append(option)


def _put_next(sketch: Sketch, id_: str, step: dict[str, Any], target: str, branch: Branch) -> None:
    known = step.setdefault("goes_to", [])
    if target not in known:
        sketch.place(("steps", id_, "goes_to", len(known)), branch.place)
        known.append(target)


def _put_repeat(sketch: Sketch, block: Block, id_: str, target: str, branch: Branch) -> None:
    """Put a way round: a Loop bounds it, a count or the people who take over get it on."""
    move: dict[str, Any] = {"from": id_, "to": target, "carried_by": "us"}
    if branch.value:
        move["when"] = branch.value
    if block.type == "Loop":
        move["max_repeats"] = read_loop_count(block.settings.get("LoopCount"))
    else:
        move["progress"] = True
    sketch.add("handoffs", move, branch.place)


def _close_step(analysis: FlowAnalysis, block: Block, id_: str, step: dict[str, Any]) -> None:
    """Put what happens where nothing follows, and one place as one."""
    plays_on = block.type == "MessageParticipantIteratively" and not step.get("goes_to")
    if plays_on or may_be_answered(analysis, block):
        step.setdefault("goes_to", []).append(_put_way_back(analysis, block))
    if "goes_to" in step:
        _unlist_target(analysis.sketch, id_, step)
        return
    leads = any(key in step for key in ("options", "on_failure", "on_closed"))
    if not leads and not any(goes_round(analysis, block, each) for each in block.branches):
        step["goes_to"] = _put_end(analysis, block)


def _unlist_target(sketch: Sketch, id_: str, step: dict[str, Any]) -> None:
    """Put a list of one place as that place, unless another file is to say which place it is."""
    address = ("steps", id_, "goes_to", 0)
    if len(step["goes_to"]) != 1 or (sketch.leads and sketch.leads[-1].into == address):
        return
    step["goes_to"] = step["goes_to"][0]
    if (place := sketch.origins.pop(address, None)) is not None:
        sketch.place(address[:-1], place)


def _put_end(analysis: FlowAnalysis, block: Block) -> str:
    """Return the end that a contact meets where a flow just stops."""
    if not analysis.is_entry:
        return _put_way_back(analysis, block)
    id_ = analysis.sketch.id("\0end", "the contact ends")
    if id_ not in analysis.sketch.data.get("outcomes", {}):
        analysis.sketch.put("outcomes", id_, {"kind": "ended"}, block.place)
    return id_


def _put_way_back(analysis: FlowAnalysis, block: Block) -> str:
    """Return the place that a flow goes back to: where it was called, or who takes over."""
    id_ = analysis.sketch.id("\0back", "back where it came from")
    if id_ not in analysis.sketch.data.get("steps", {}):
        analysis.sketch.put("steps", id_, describe_return(analysis.type), block.place)
    return id_

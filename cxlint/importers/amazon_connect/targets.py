"""Whom and what the blocks of an Amazon Connect flow reach: queues, agents, numbers, flows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.amazon_connect.account import names_resource, reference_words
from cxlint.importers.amazon_connect.block_types import TO_QUEUE, read_text
from cxlint.importers.amazon_connect.flow_paths import SEVERAL
from cxlint.importers.amazon_connect.wording import find_name, list_names, name_block

if TYPE_CHECKING:
    from cxlint.importers.amazon_connect.block_types import Block
    from cxlint.importers.amazon_connect.flow import FlowAnalysis
    from cxlint.importers.policy_sketch import Path

FLOW_SETTINGS = {"InvokeFlowModule": "FlowModuleId", "TransferToFlow": "ContactFlowId"}
"""The settings that name another flow, by the types of block that lead there."""


def put_targets(analysis: FlowAnalysis, block: Block, id_: str, step: dict[str, Any]) -> None:
    """Put whom or what a block reaches: a queue, an agent, a number, another flow."""
    if block.type in TO_QUEUE:
        teams = _list_teams(analysis, block)
        step["goes_to"] = list(teams)
        for place, named in enumerate(teams.values()):
            _lead_to_queue(analysis, ("steps", id_, "goes_to", place), named)
        _add_hold(analysis, id_, step["goes_to"])
    elif block.type == "CreateCallbackContact":
        teams = _list_teams(analysis, block)
        if len(teams) == 1:
            ((step["by"], reference),) = teams.items()
            _lead_to_queue(analysis, ("steps", id_, "by"), reference)
    elif block.type == "UpdateContactTargetQueue":
        step["by"] = _share_queue(analysis, block)
        _lead_to_queue(analysis, ("steps", id_, "by"), _find_reference(analysis, block))
    elif block.type == "TransferContactToAgent":
        step["goes_to"] = [_put_team(analysis, "agents", block)]
    elif block.type == "TransferParticipantToThirdParty":
        stated = read_text(block.settings.get("ThirdPartyPhoneNumber"))
        number = find_name(stated, "", analysis.constants)
        step["goes_to"] = [_put_team(analysis, number or "a number outside", block)]
    elif block.type in FLOW_SETTINGS:
        step["goes_to"] = [""]
        key = FLOW_SETTINGS[block.type]
        reference = read_text(block.settings.get(key) or block.settings.get("ContactFlowId"))
        words = list_names(reference, block.display_names.get(key, ""), analysis.constants)
        analysis.sketch.lead(("steps", id_, "goes_to", 0), *words)
        analysis.sketch.place(("steps", id_, "goes_to", 0), block.place)


def _add_hold(analysis: FlowAnalysis, id_: str, targets: list[str]) -> None:
    """Have a transfer to a queue lead to the flow in which customers wait, where it is known."""
    if analysis.hold is None:
        return
    reference, display_name, block = analysis.hold
    into: Path = ("steps", id_, "goes_to", len(targets))
    targets.append("")
    words = list_names(reference, display_name, analysis.constants)
    analysis.sketch.lead(into, *words, otherwise="nothing")
    analysis.sketch.place(into, block.place)


def _list_teams(analysis: FlowAnalysis, block: Block) -> dict[str, str]:
    """Return the teams of the queues that contacts may be in at a block, with their references."""
    if read_text(block.settings.get("QueueId")) or block.settings.get("AgentId"):
        return {_share_queue(analysis, block): _find_reference(analysis, block)}
    choosers = analysis.queues.get(block.id, frozenset())
    if choosers == SEVERAL:
        return {_put_team(analysis, "one of several queues", block): ""}
    chosen = [analysis.blocks[chooser] for chooser in sorted(choosers) if chooser]
    teams = {_share_queue(analysis, each): _find_reference(analysis, each) for each in chosen}
    return teams or {_put_team(analysis, "the queue chosen before", block): ""}


def _find_reference(analysis: FlowAnalysis, block: Block) -> str:
    """Return the reference by which a block names its queue, where only the account can name it."""
    reference = read_text(block.settings.get("QueueId"))
    if reference.startswith("$."):
        reference = analysis.constants.get(reference.rpartition(".")[2].casefold(), "")
    named = bool(block.display_names.get("QueueId"))
    return reference if not named and names_resource(reference) else ""


def _lead_to_queue(analysis: FlowAnalysis, into: Path, reference: str) -> None:
    """Have a move lead to the queue of the account that has the id, where one is known."""
    if reference:
        analysis.sketch.lead(into, *reference_words(reference), otherwise="")


def _share_queue(analysis: FlowAnalysis, block: Block) -> str:
    """Return the team of the queue that a block chooses."""
    for key in ("QueueId", "AgentId"):
        if reference := read_text(block.settings.get(key)):
            name = find_name(reference, block.display_names.get(key, ""), analysis.constants)
            if name and key == "QueueId":
                return analysis.sketch.share("teams", name, {}, block.place)
            nameless = f"the {key[:-2].lower()} of {name_block(block)}"
            return _put_team(analysis, nameless, block)
    return _put_team(analysis, "a queue", block)


def _put_team(analysis: FlowAnalysis, name: str, block: Block) -> str:
    """Return a team that only this flow knows by that name."""
    sketch = analysis.sketch
    id_ = sketch.id(f"\0{name}", name)
    if id_ not in sketch.data.get("teams", {}):
        sketch.put("teams", id_, {}, block.place)
    return id_

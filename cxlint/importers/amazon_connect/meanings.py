"""What the elements of a flow mean: the kind of step of a block, the key of each of its branches.

The tables are those of `block_types`; here is what they cannot say, since it depends on the flow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.amazon_connect.block_types import (
    KEYS,
    KINDS,
    LEAVES,
    MATCH,
    NEXT,
    read_text,
)
from cxlint.importers.amazon_connect.flow_types import AGENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.amazon_connect.block_types import Block, Branch
    from cxlint.importers.amazon_connect.flow import FlowAnalysis

SILENT = frozenset({"Loop", "MessageParticipantIteratively", "Wait"})
"""Types of block of whose values customers choose none."""

_HOURS = {"True": "goes_to", "False": "on_closed", "": "goes_to"}


def decide_kind(analysis: FlowAnalysis, block: Block) -> str:
    """Return the kind of step that a block becomes; `unknown` where its type is."""
    kind = KINDS.get(block.type, "unknown")
    if kind == "menu":
        return _decide_input(analysis, block)
    return "task" if kind == "message" and analysis.type in AGENTS else kind


def is_unheard(analysis: FlowAnalysis, block: Block) -> bool:
    """Whether a block is a message to the people who work."""
    return analysis.type in AGENTS and KINDS.get(block.type) == "message"


def _decide_input(analysis: FlowAnalysis, block: Block) -> str:
    """Return what asking is for: a choice, an entry, or words that are recorded.

    Where nothing is chosen and nothing kept while the voice is streamed, it is a recording.
    """
    if read_text(block.settings.get("StoreInput")).casefold() == "true":
        return "form"
    chooses = any(branch.event == MATCH for branch in block.branches)
    return "voicemail" if analysis.streams and not chooses else "menu"


def decide_key(block: Block, branch: Branch, kind: str) -> str:
    """Return the key of a step of a kind under which a branch stands, or `options`."""
    key = _find_key(block, branch)
    # That is how a recording ends.
    return "goes_to" if key == "on_timeout" and kind == "voicemail" else key


def _find_key(block: Block, branch: Branch) -> str:
    if branch.event == NEXT:
        return "goes_to"
    if branch.event != MATCH:
        return KEYS.get(branch.event, "on_error")
    value = branch.value
    if block.type == "CheckHoursOfOperation":
        return _HOURS.get(value, "options")
    if value in ("Timeout", "NoInput") and block.type in ("Compare", "GetParticipantInput"):
        return "on_timeout"
    return "options" if value and block.type not in SILENT else "goes_to"


def select_branches(block: Block) -> Iterator[Branch]:
    """Yield the branches that mean something.

    What follows "else" is stated besides what follows an error; where both are the same it is
    but a default, and behind a transfer nothing follows.
    """
    specific = {branch.target for branch in block.branches if branch.event != NEXT}
    errors = any(branch.event not in (NEXT, MATCH) for branch in block.branches)
    matches = any(branch.event == MATCH for branch in block.branches)
    for branch in block.branches:
        if branch.event == NEXT and block.type in LEAVES and errors:
            continue
        if branch.event == NEXT and matches and branch.target in specific:
            continue
        yield branch

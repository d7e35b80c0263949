"""The types of flow of Amazon Connect: which one a flow is of, and what that means for contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.amazon_connect.block_types import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from cxlint.importers.amazon_connect.block_types import Block

ENTRY = "contactflow"
"""The type of flow that customers come into."""

AGENTS = frozenset({"agentwhisper", "agenthold"})
"""Types of flow that people who work hear, and no customer."""

WAITING = frozenset({"customerqueue", "customerhold", "agenthold"})
"""Types of flow that go round until somebody takes the contact."""

WHISPERS = frozenset({"agentwhisper", "customerwhisper", "outboundwhisper"})
"""Types of flow that are heard right before the two people are connected."""

TYPICAL = {
    "CompleteOutboundCall": "outboundwhisper",
    "DequeueContactAndTransferToQueue": "customerqueue",
    "EndFlowModuleExecution": "module",
    "MessageParticipantIteratively": "customerqueue",
    "TransferContactToAgent": "agenttransfer",
}
"""Types of block that stand in one type of flow only, which they betray where nothing says it."""

MEETING = frozenset(
    {
        "ConnectParticipantWithLexBot",
        "DisconnectParticipant",
        "GetParticipantInput",
        "TransferContactToQueue",
        "TransferParticipantToThirdParty",
    }
)
"""Types of block that make a flow of unknown type one that customers come into.

Whoever is spoken to before they are connected, or waits, is handed on and never hung up on.
"""

BY_VOICE = frozenset({"CheckVoiceId", "GetParticipantInput", "StartVoiceIdStream"})
"""Types of block that only calls can get past."""


def normalize_type(type_: str) -> str:
    """Return a type of flow in one spelling: contactFlow and CONTACT_FLOW are one."""
    return type_.replace("_", "").replace(" ", "").casefold()


def infer_type(stated: str, block_types: AbstractSet[str]) -> str:
    """Return the type that is stated, else the one that the blocks betray, else nothing."""
    known = (TYPICAL[each] for each in TYPICAL if each in block_types)
    return normalize_type(stated) or next(known, "")


def is_entry(type_: str, block_types: AbstractSet[str]) -> bool:
    """Whether customers come into a flow."""
    return type_ == ENTRY or (not type_ and bool(block_types & MEETING))


def decide_channel(type_: str, blocks: Iterable[Block]) -> str:
    """Return `voice` where only calls can get on, and nothing asks what channel it is."""
    by_voice = False
    for block in blocks:
        if read_text(block.settings.get("ComparisonValue")) == "$.Channel":
            return "any"
        by_voice = by_voice or block.type in BY_VOICE
    return "voice" if by_voice and type_ in ("", ENTRY) else "any"


def describe_return(type_: str) -> dict[str, Any]:
    """Say what is behind a flow that others call: who takes over, or where it came from."""
    if type_ in WAITING | WHISPERS:
        return {"kind": "work"}
    return {"kind": "elsewhere", "leads_back": True}

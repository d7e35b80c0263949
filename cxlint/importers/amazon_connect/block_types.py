"""The blocks of Amazon Connect: what each type becomes, whichever way its flow is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.importers.policy_sketch import Path

NEXT = "next"
MATCH = "match"
"""Events of a branch that is no error: what follows, and what follows where a value fits."""


class Branch(NamedTuple):
    """A branch of a block: by what event, of which value, to which block."""

    event: str
    value: str
    target: str
    place: Path


class Block(NamedTuple):
    """One block. `type` and `settings` speak the language of Actions.

    `name` is what people call it, `display_names` what they call what its settings mean.
    """

    id: str
    type: str
    name: str
    settings: Mapping[str, Any]
    display_names: Mapping[str, str]
    branches: tuple[Branch, ...]
    place: Path


class ContactFlow(NamedTuple):
    """A flow as it is written: its name and type, where known, and its blocks."""

    name: str
    type: str
    start: str
    blocks: tuple[Block, ...]
    odd: tuple[Path, ...]
    place: Path


TASKS = [
    "AssociateContactToCustomerProfile",
    "CompleteOutboundCall",
    "CreateCase",
    "CreateCustomerProfile",
    "CreatePersistentContactAssociation",
    "CreateWisdomSession",
    "GetCalculatedAttributesForCustomerProfile",
    "GetCase",
    "GetCustomerProfile",
    "GetCustomerProfileObject",
    "GetMetricData",
    "InvokeFlowModule",
    "InvokeLambdaFunction",
    "LoadContactContent",
    "PauseContact",
    "ResumeContact",
    "SendNotification",
    "StartOutboundChatContact",
    "StartOutboundEmailContact",
    "StartVoiceIdStream",
    "TagContact",
    "TransferToFlow",
    "UnTagContact",
    "UpdateCase",
    "UpdateContactAttributes",
    "UpdateContactCallbackNumber",
    "UpdateContactData",
    "UpdateContactEventHooks",
    "UpdateContactMediaProcessing",
    "UpdateContactMediaStreamingBehavior",
    "UpdateContactRecordingAndAnalyticsBehavior",
    "UpdateContactRecordingBehavior",
    "UpdateContactRoutingBehavior",
    "UpdateContactRoutingCriteria",
    "UpdateContactTargetQueue",
    "UpdateContactTextToSpeechVoice",
    "UpdateCustomerProfile",
    "UpdateFlowAttributes",
    "UpdateFlowLoggingBehavior",
    "UpdatePreviousContactParticipantState",
    "UpdateRoutingCriteria",
]

KINDS = {
    **dict.fromkeys(TASKS, "task"),
    "AuthenticateParticipant": "verification",
    "CheckCallProgress": "branch",
    "CheckHoursOfOperation": "branch",
    "CheckMetricData": "branch",
    "CheckOutboundCallStatus": "branch",
    "CheckVoiceId": "branch",
    "Compare": "branch",
    "ConnectParticipantWithLexBot": "bot",
    "CreateCallbackContact": "callback",
    "CreateTask": "work",
    "DequeueContactAndTransferToQueue": "transfer",
    "DistributeByPercentage": "branch",
    "GetParticipantInput": "menu",
    "Loop": "branch",
    "MessageParticipant": "message",
    "MessageParticipantIteratively": "message",
    "ShowView": "work",
    "TransferContactToAgent": "transfer",
    "TransferContactToQueue": "transfer",
    "TransferParticipantToThirdParty": "transfer",
    "Wait": "task",
}
"""The kind of step that each type of block becomes. Those that end a flow are no steps."""

ENDS = frozenset({"DisconnectParticipant"})
RETURNS = frozenset({"EndFlowExecution", "EndFlowModuleExecution"})

TO_QUEUE = frozenset({"DequeueContactAndTransferToQueue", "TransferContactToQueue"})
LEAVES = frozenset({*TO_QUEUE, "TransferContactToAgent", "TransferToFlow"})
"""Types of block behind which nothing follows where they do what they are for."""

KEYS = {
    "CallFailed": "on_error",
    "CallbackNumberNotDialable": "on_failure",
    "ConnectionTimeLimitExceeded": "on_timeout",
    "InputTimeLimitExceeded": "on_timeout",
    "InvalidCallbackNumber": "on_failure",
    "InvalidPhoneNumber": "on_failure",
    "NoMatchingCondition": "on_failure",
    "QueueAtCapacity": "on_full",
    "TimeLimitExceeded": "on_timeout",
}
"""Under which key of a step an error stands; those not named here are failures of technology."""


def read_text(value: object) -> str:
    """Return a text without the space around it; "" of anything else."""
    return value.strip() if isinstance(value, str) else ""


def read_mapping(value: object) -> Mapping[str, Any]:
    """Return a mapping; an empty one of anything else."""
    return value if isinstance(value, dict) else {}


def read_list(value: object) -> list[Any]:
    """Return a list; an empty one of anything else."""
    return value if isinstance(value, list) else []

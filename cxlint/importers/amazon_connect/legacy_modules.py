"""Amazon Connect's older way to export a flow: `modules` with `branches`.

Every type of module is the same thing as some action, and is told as that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.amazon_connect.block_types import (
    MATCH,
    NEXT,
    Block,
    Branch,
    ContactFlow,
    read_list,
    read_mapping,
    read_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.importers.policy_sketch import Path

ACTIONS = {
    "AssignContactFlow": "UpdateContactEventHooks",
    "CheckAttribute": "Compare",
    "CheckHoursOfOperation": "CheckHoursOfOperation",
    "CheckQueueStatus": "CheckMetricData",
    "CheckStaffing": "CheckMetricData",
    "CheckVoiceId": "CheckVoiceId",
    "CreateCallback": "CreateCallbackContact",
    "CreateTask": "CreateTask",
    "Disconnect": "DisconnectParticipant",
    "DistributeByPercentage": "DistributeByPercentage",
    "GetMetricData": "GetMetricData",
    "GetUserInput": "GetParticipantInput",
    "InvokeExternalResource": "InvokeLambdaFunction",
    "InvokeModule": "InvokeFlowModule",
    "Loop": "Loop",
    "LoopPrompts": "MessageParticipantIteratively",
    "PlayPrompt": "MessageParticipant",
    "Resume": "EndFlowExecution",
    "ResumeContact": "ResumeContact",
    "SetAttributes": "UpdateContactAttributes",
    "SetCallBackNumber": "UpdateContactCallbackNumber",
    "SetCallbackNumber": "UpdateContactCallbackNumber",
    "SetContactData": "UpdateContactData",
    "SetContactFlow": "UpdateContactEventHooks",
    "SetEventHook": "UpdateContactEventHooks",
    "SetLoggingBehavior": "UpdateFlowLoggingBehavior",
    "SetQueue": "UpdateContactTargetQueue",
    "SetRecordingBehavior": "UpdateContactRecordingBehavior",
    "SetRoutingBehavior": "UpdateContactRoutingBehavior",
    "SetRoutingCriteria": "UpdateContactRoutingCriteria",
    "SetVoice": "UpdateContactTextToSpeechVoice",
    "SetVoiceId": "UpdateContactData",
    "SetWhisperFlow": "UpdateContactEventHooks",
    "StartMediaStreaming": "UpdateContactMediaStreamingBehavior",
    "StopMediaStreaming": "UpdateContactMediaStreamingBehavior",
    "StoreUserInput": "GetParticipantInput",
    "Wait": "Wait",
}
TRANSFERS = {
    "Agent": "TransferContactToAgent",
    "Flow": "TransferToFlow",
    "PhoneNumber": "TransferParticipantToThirdParty",
    "Queue": "TransferContactToQueue",
}

EVENTS = {
    "AtCapacity": "QueueAtCapacity",
    "CallFailure": "CallFailed",
    "Error": "NoMatchingError",
    "InvalidNumber": "InvalidCallbackNumber",
    "NoMatch": "NoMatchingCondition",
    "NotDialable": "CallbackNumberNotDialable",
    "Success": NEXT,
    "Timeout": "InputTimeLimitExceeded",
}
VALUES = {"Looping": "ContinueLooping", "Complete": "DoneLooping"}
_OPERATORS = {"GreaterThan": "more than", "LessThan": "less than", "Contains": "contains"}


def is_flow(data: Any) -> bool:
    """Whether it is a flow of this kind."""
    return (
        isinstance(data, dict)
        and isinstance(data.get("modules"), list)
        and isinstance(data.get("start"), str)
        and isinstance(data.get("metadata"), dict)
    )


def read_flow(flow: Mapping[str, Any], path: Path) -> ContactFlow:
    """Return the flow that stands at a path."""
    blocks: list[Block] = []
    odd: list[Path] = []
    for number, module in enumerate(flow["modules"]):
        place = (*path, "modules", number)
        if (
            isinstance(module, dict)
            and read_text(module.get("id"))
            and read_text(module.get("type"))
        ):
            blocks.append(_read_block(module, place))
        else:
            odd.append(place)
    about = read_mapping(flow["metadata"])
    type_ = read_text(flow.get("type")) or read_text(about.get("type"))
    start = read_text(flow["start"])
    return ContactFlow(read_text(about.get("name")), type_, start, tuple(blocks), tuple(odd), path)


def _read_block(module: Mapping[str, Any], place: Path) -> Block:
    type_, target = read_text(module["type"]), read_text(module.get("target"))
    about = read_mapping(module.get("metadata"))
    settings, display_names = _read_settings(module)
    action = TRANSFERS.get(target, type_) if type_ == "Transfer" else ACTIONS.get(type_, type_)
    if type_ == "GetUserInput" and target.startswith("Lex"):
        action = "ConnectParticipantWithLexBot"
    if type_ == "StoreUserInput":
        settings["StoreInput"] = "True"
    if type_ in ("SetEventHook", "SetContactFlow", "AssignContactFlow", "SetWhisperFlow"):
        settings["EventHooks"] = {read_text(settings.get("Type")): settings.get("ContactFlowId")}
        display_names.setdefault(
            read_text(settings.get("Type")), display_names.get("ContactFlowId", "")
        )
    for key, into in (("queue", "QueueId"), ("ContactFlow", "ContactFlowId")):
        told = about.get(key)
        called = read_text(told) or read_text(read_mapping(told).get("text"))
        if called and not called.startswith("arn:"):
            display_names.setdefault(into, called)
    branches = tuple(_read_branches(module, (*place, "branches")))
    return Block(
        read_text(module["id"]), action, "", settings, display_names, branches, (*place, "id")
    )


_SETTINGS = {
    "Agent": "AgentId",
    "FunctionArn": "LambdaFunctionARN",
    "PhoneNumber": "ThirdPartyPhoneNumber",
    "Queue": "QueueId",
    "Timeout": "InputTimeLimitSeconds",
    "TimeoutSeconds": "TimeLimitSeconds",
}


def _read_settings(module: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the parameters as an action has them, and what people call what they mean."""
    settings: dict[str, Any] = {}
    display_names: dict[str, str] = {}
    type_ = read_text(module["type"])
    for each in read_list(module.get("parameters")):
        told = read_mapping(each)
        name, value = read_text(told.get("name")), told.get("value")
        if type_ == "SetAttributes" and name == "Attribute":
            dynamic = read_text(told.get("namespace"))
            text = f"$.{dynamic}.{value}" if dynamic else value
            settings.setdefault("Attributes", {})[str(told.get("key"))] = text
            continue
        if told.get("namespace") and name not in ("Attribute", "Namespace"):
            value = f"$.{read_text(told['namespace'])}.{value}"
        key = _SETTINGS.get(name, name)
        settings.setdefault(key, value)
        if called := read_text(told.get("resourceName")):
            display_names.setdefault(key, called)
    if type_ == "CheckAttribute":
        settings["ComparisonValue"] = f"$.{settings.get('Namespace')}.{settings.get('Attribute')}"
    return settings, display_names


def _read_branches(module: Mapping[str, Any], place: Path) -> Iterator[Branch]:
    for number, each in enumerate(read_list(module.get("branches"))):
        told = read_mapping(each)
        event, target = read_text(told.get("condition")), read_text(told.get("transition"))
        if not target:
            continue
        at = (*place, number, "transition")
        if module["type"] == "Wait" and event == "Timeout":
            yield Branch(NEXT, "", target, at)
        elif event in EVENTS:
            yield Branch(EVENTS[event], "", target, at)
        else:
            yield Branch(MATCH, _describe_condition(event, told), target, at)


def _describe_condition(event: str, told: Mapping[str, Any]) -> str:
    value = told.get("conditionValue")
    if value is None:
        return VALUES.get(event, event)
    operator = _OPERATORS.get(read_text(told.get("conditionType")), "")
    return f"{operator} {value}".strip()

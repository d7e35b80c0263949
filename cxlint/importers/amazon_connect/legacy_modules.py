"""Amazon Connect's older way to export a flow: `modules` with `branches`.

Every type of module is the same thing as some action, and is told as that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.amazon_connect.block_types import (
    MATCH,
    NEXT,
    Block,
    Plan,
    Way,
    rows,
    table,
    word,
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


def plan(flow: Mapping[str, Any], path: Path) -> Plan:
    """Return the flow that stands at a path."""
    blocks: list[Block] = []
    odd: list[Path] = []
    for number, module in enumerate(flow["modules"]):
        place = (*path, "modules", number)
        if isinstance(module, dict) and word(module.get("id")) and word(module.get("type")):
            blocks.append(_block(module, place))
        else:
            odd.append(place)
    about = table(flow["metadata"])
    type_ = word(flow.get("type")) or word(about.get("type"))
    start = word(flow["start"])
    return Plan(word(about.get("name")), type_, start, tuple(blocks), tuple(odd), path)


def _block(module: Mapping[str, Any], place: Path) -> Block:
    type_, target = word(module["type"]), word(module.get("target"))
    about = table(module.get("metadata"))
    settings, shown = _settings(module)
    action = TRANSFERS.get(target, type_) if type_ == "Transfer" else ACTIONS.get(type_, type_)
    if type_ == "GetUserInput" and target.startswith("Lex"):
        action = "ConnectParticipantWithLexBot"
    if type_ == "StoreUserInput":
        settings["StoreInput"] = "True"
    if type_ in ("SetEventHook", "SetContactFlow", "AssignContactFlow", "SetWhisperFlow"):
        settings["EventHooks"] = {word(settings.get("Type")): settings.get("ContactFlowId")}
        shown.setdefault(word(settings.get("Type")), shown.get("ContactFlowId", ""))
    for key, into in (("queue", "QueueId"), ("ContactFlow", "ContactFlowId")):
        told = about.get(key)
        called = word(told) or word(table(told).get("text"))
        if called and not called.startswith("arn:"):
            shown.setdefault(into, called)
    ways = tuple(_ways(module, (*place, "branches")))
    return Block(word(module["id"]), action, "", settings, shown, ways, (*place, "id"))


_SETTINGS = {
    "Agent": "AgentId",
    "FunctionArn": "LambdaFunctionARN",
    "PhoneNumber": "ThirdPartyPhoneNumber",
    "Queue": "QueueId",
    "Timeout": "InputTimeLimitSeconds",
    "TimeoutSeconds": "TimeLimitSeconds",
}


def _settings(module: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the parameters as an action has them, and what people call what they mean."""
    settings: dict[str, Any] = {}
    shown: dict[str, str] = {}
    type_ = word(module["type"])
    for each in rows(module.get("parameters")):
        told = table(each)
        name, value = word(told.get("name")), told.get("value")
        if type_ == "SetAttributes" and name == "Attribute":
            dynamic = word(told.get("namespace"))
            text = f"$.{dynamic}.{value}" if dynamic else value
            settings.setdefault("Attributes", {})[str(told.get("key"))] = text
            continue
        if told.get("namespace") and name not in ("Attribute", "Namespace"):
            value = f"$.{word(told['namespace'])}.{value}"
        key = _SETTINGS.get(name, name)
        settings.setdefault(key, value)
        if called := word(told.get("resourceName")):
            shown.setdefault(key, called)
    if type_ == "CheckAttribute":
        settings["ComparisonValue"] = f"$.{settings.get('Namespace')}.{settings.get('Attribute')}"
    return settings, shown


def _ways(module: Mapping[str, Any], place: Path) -> Iterator[Way]:
    for number, each in enumerate(rows(module.get("branches"))):
        told = table(each)
        event, target = word(told.get("condition")), word(told.get("transition"))
        if not target:
            continue
        at = (*place, number, "transition")
        if module["type"] == "Wait" and event == "Timeout":
            yield Way(NEXT, "", target, at)
        elif event in EVENTS:
            yield Way(EVENTS[event], "", target, at)
        else:
            yield Way(MATCH, _value(event, told), target, at)


def _value(event: str, told: Mapping[str, Any]) -> str:
    value = told.get("conditionValue")
    if value is None:
        return VALUES.get(event, event)
    operator = _OPERATORS.get(word(told.get("conditionType")), "")
    return f"{operator} {value}".strip()

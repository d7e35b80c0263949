"""What each action of Genesys Architect becomes, and what its outputs stand for."""

from __future__ import annotations

from cxlint.records import NamedTuple


class ActionType(NamedTuple):
    """What a type of action becomes.

    `says` are the settings that hold what customers hear, `reaches` those that name who is
    reached. `outputs` are those that lead on to what follows where nothing is said of them.
    `ends` is true where nothing follows once it has worked out, `splits` where each way on is an
    output of its own, `jumps` where it leads to a part of the same flow. `calls` is the setting
    that names a flow which is gone through and comes back.
    """

    kind: str
    says: tuple[str, ...] = ()
    reaches: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    ends: bool = False
    splits: bool = False
    jumps: bool = False
    calls: str = ""


_LOOKUP = ("found", "notFound", "failure")
_DONE = ("success", "failure")


def _transfer(reaches: str) -> ActionType:
    return ActionType("transfer", ("preTransferAudio",), (reaches,), ("failure",), ends=True)


def _passing(reaches: str) -> ActionType:
    return ActionType("task", ("preTransferAudio",), (reaches,), ("failure",), ends=True)


def _voicemail(*reaches: str) -> ActionType:
    says = ("preTransferAudio", "voicemailGreeting")
    return ActionType("voicemail", says, reaches, ("failure",), ends=True)


ACTION_TYPES = {
    "playAudio": ActionType("message", ("audio",)),
    "playAudioOnSilence": ActionType("message", ("audio",)),
    "sendResponse": ActionType("message", ("messageBody",)),
    "sendAutoReply": ActionType("message", ("messageBody", "body", "message")),
    "communicate": ActionType("message", ("communication",)),
    "playEstimatedWaitTime": ActionType("message"),
    "playPositionInQueue": ActionType("message"),
    "holdMusic": ActionType("message", ("prompt",)),
    "wait": ActionType("wait"),
    "waitForInput": ActionType("form"),
    "detectSilence": ActionType("task"),
    "collectInput": ActionType("form", ("inputAudio", "audio"), outputs=_DONE),
    "dialByExtension": ActionType("form", ("inputAudio", "audio"), outputs=_DONE),
    "askForSlot": ActionType("form", ("question",)),
    "askForYesNo": ActionType("form", ("question",)),
    "askForBoolean": ActionType("form", ("question",)),
    "askForString": ActionType("form", ("question",)),
    "askForNLUSlot": ActionType("form", ("question",)),
    "askForIntent": ActionType("form", ("question",)),
    "decision": ActionType("branch", splits=True),
    "switch": ActionType("branch", splits=True),
    "evaluateSchedule": ActionType("branch", outputs=("active", "inactive")),
    "evaluateScheduleGroup": ActionType("branch", outputs=("open", "closed")),
    "loop": ActionType("branch"),
    "callTask": ActionType("task"),
    "jumpToMenu": ActionType("task", jumps=True),
    "jumpToTask": ActionType("task", jumps=True),
    "jumpToReusableTask": ActionType("task", jumps=True),
    "changeState": ActionType("task", jumps=True),
    "callData": ActionType("task", outputs=("success", "failure", "timeout")),
    "callSecureData": ActionType("task", outputs=("success", "failure", "timeout")),
    "callBridge": ActionType("task", outputs=("success", "failure", "timeout")),
    "callCommonModule": ActionType("task", calls="commonModule"),
    "callSecureFlow": ActionType("task", outputs=_DONE, calls="secureFlow"),
    "createWorkitem": ActionType("task", outputs=_DONE),
    "showKnowledgeArticle": ActionType("message"),
    "dataTableLookup": ActionType("task", outputs=_LOOKUP),
    "callBotFlow": ActionType("bot", calls="botFlow"),
    "callDigitalBotFlow": ActionType("bot", calls="botFlow"),
    "callBotConnector": ActionType("bot"),
    "callLexBot": ActionType("bot"),
    "callLexV2Bot": ActionType("bot"),
    "callDialogflowBot": ActionType("bot"),
    "callDialogflowCXBot": ActionType("bot"),
    "transferToAcd": _transfer("targetQueue"),
    "transferToUser": _transfer("targetUser"),
    "transferToGroup": _transfer("targetGroup"),
    "transferToNumber": _transfer("targetNumber"),
    "transferToFlow": _passing("targetFlow"),
    "transferToFlowSecure": _passing("targetFlow"),
    "transferToVoicemail": _voicemail("targetQueue", "targetUser", "targetGroup"),
    "transferToUserVoicemail": _voicemail("targetUser"),
    "transferToGroupVoicemail": _voicemail("targetGroup"),
    "createCallback": ActionType(
        "callback", ("callbackAudio", "audio"), ("targetQueue", "queue"), _DONE
    ),
    "findQueue": ActionType("task", outputs=_LOOKUP),
    "findQueueById": ActionType("task", outputs=_LOOKUP),
    "findUser": ActionType("task", outputs=_LOOKUP),
    "findUserById": ActionType("task", outputs=_LOOKUP),
    "findUsersById": ActionType("task", outputs=_LOOKUP),
    "findUserPrompt": ActionType("task", outputs=_LOOKUP),
    "findGroup": ActionType("task", outputs=_LOOKUP),
    "findSkill": ActionType("task", outputs=_LOOKUP),
    "findLanguageSkill": ActionType("task", outputs=_LOOKUP),
    "findSchedule": ActionType("task", outputs=_LOOKUP),
    "findScheduleGroup": ActionType("task", outputs=_LOOKUP),
    "findEmergencyGroup": ActionType("task", outputs=_LOOKUP),
    "getExternalContact": ActionType("task", outputs=_LOOKUP),
    "getExternalOrganization": ActionType("task", outputs=_LOOKUP),
    "searchExternalContacts": ActionType("task", outputs=_DONE),
    "convertJsonData": ActionType("task", outputs=_DONE),
    "decryptData": ActionType("task", outputs=_DONE),
    "encryptData": ActionType("task", outputs=_DONE),
    "blindTransfer": ActionType("task"),
    "enableParticipantRecord": ActionType("task"),
    "initializeFlowOutcome": ActionType("task"),
    "screenPop": ActionType("task"),
    "flushAudio": ActionType("task"),
    "logMessage": ActionType("task"),
    "publishEvent": ActionType("task"),
    "sendNotification": ActionType("task"),
}  # fmt: skip
"""Every type of action that is understood, beside those that only say what follows."""

PREPARING = ("set", "get", "find", "update", "add", "remove", "clear")
"""How the names of actions begin that customers do not notice."""

TASK, UNKNOWN = ActionType("task"), ActionType("unknown")
"""What becomes of those, and of all others."""


def find_type(name: str) -> ActionType:
    """Return what an action of a type becomes."""
    found = ACTION_TYPES.get(name)
    if found is not None:
        return found
    return TASK if name.startswith(PREPARING) else UNKNOWN


ENDS = frozenset({
    "disconnect", "endWorkflow", "endWorkitem", "endSurvey", "endFlow", "exitBotFlow",
    "exitSecureFlow", "exitFlow", "endSecureFlow", "returnToAgent", "endCommonModule",
})  # fmt: skip
"""Actions with which the flow is over."""

OF_ITS_CALLER = ENDS - {"disconnect"}
"""Those with which a bot or a module gives the contact back."""

REFERENCES = ("targetMenuRef", "targetTaskRef", "targetStateRef", "targetRef")
"""The settings that name a menu, task or state of the same flow."""

KEYS = {
    "success": "goes_to", "found": "goes_to", "open": "goes_to", "active": "goes_to",
    "default": "goes_to", "failure": "on_error", "error": "on_error", "timeout": "on_timeout",
    "noInput": "on_timeout", "noEntry": "on_timeout", "notFound": "on_failure",
    "noMatch": "on_failure", "maxNoMatch": "on_failure", "maxNoInput": "on_timeout",
    "closed": "on_closed", "inactive": "on_closed",
}  # fmt: skip
"""What the outputs of actions stand for; others are options."""

WORKED_OUT = frozenset({"success", "found", "open", "active"})
"""Outputs of actions that have worked out: where nothing is said of them, what follows follows."""

BOTS = frozenset({"bot", "botFlow", "digitalBot", "digitalBotFlow"})
"""Kinds of flow whose tasks begin with what customers say, and not where something leads there."""

CALLS = frozenset({"inboundCall", "outboundCall", "inQueueCall", "secureCall"})
"""Kinds of flow in which a transfer can fail and the call goes on in the flow."""

GIVEN_BACK = frozenset({
    "bot", "digitalBot", "commonModule", "secureCall", "inQueueCall", "inQueueEmail",
    "inQueueShortMessage",
})  # fmt: skip
"""Kinds of flow that give the contact back to what they were called from."""

TRIED = frozenset({"collectInput", "dialByExtension"})
"""Actions that fail where customers enter nothing, or nothing that fits."""

DIGITS = {"star": "*", "pound": "#"}

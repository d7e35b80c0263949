"""What each action of Genesys Architect becomes, and what its outputs stand for."""

from __future__ import annotations

from typing import NamedTuple


class Action(NamedTuple):
    """What a type of action becomes.

    `says` are the settings that hold what customers hear, `reaches` those that name who is
    reached. `outputs` are those that lead on to what follows where nothing is said of them.
    `ends` is true where nothing follows once it has worked out.
    """

    kind: str
    says: tuple[str, ...] = ()
    reaches: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    ends: bool = False


_LOOKED_UP = ("found", "notFound", "failure")
_DONE = ("success", "failure")


def _transfer(reaches: str) -> Action:
    return Action("transfer", ("preTransferAudio",), (reaches,), ("failure",), ends=True)


def _voicemail(*reaches: str) -> Action:
    return Action("voicemail", ("preTransferAudio",), reaches, ("failure",), ends=True)


ACTIONS = {
    "playAudio": Action("message", ("audio",)),
    "playAudioOnSilence": Action("message", ("audio",)),
    "sendResponse": Action("message", ("messageBody",)),
    "sendAutoReply": Action("message", ("messageBody", "body", "message")),
    "communicate": Action("message", ("communication",)),
    "holdMusic": Action("message", ("prompt",)),
    "wait": Action("wait"),
    "waitForInput": Action("form"),
    "detectSilence": Action("task"),
    "collectInput": Action("form", ("inputAudio", "audio"), outputs=_DONE),
    "dialByExtension": Action("form", ("inputAudio", "audio"), outputs=_DONE),
    "askForSlot": Action("form", ("question",)),
    "askForYesNo": Action("form", ("question",)),
    "askForBoolean": Action("form", ("question",)),
    "askForString": Action("form", ("question",)),
    "askForNLUSlot": Action("form", ("question",)),
    "askForIntent": Action("form", ("question",)),
    "decision": Action("branch"),
    "switch": Action("branch"),
    "evaluateSchedule": Action("branch", outputs=("active", "inactive")),
    "evaluateScheduleGroup": Action("branch", outputs=("open", "closed")),
    "loop": Action("branch"),
    "callTask": Action("task"),
    "jumpToMenu": Action("task"),
    "jumpToTask": Action("task"),
    "jumpToReusableTask": Action("task"),
    "changeState": Action("task"),
    "callData": Action("task", outputs=("success", "failure", "timeout")),
    "callSecureData": Action("task", outputs=("success", "failure", "timeout")),
    "callBridge": Action("task", outputs=("success", "failure", "timeout")),
    "callCommonModule": Action("task"),
    "callSecureFlow": Action("task", outputs=_DONE),
    "createWorkitem": Action("task", outputs=_DONE),
    "showKnowledgeArticle": Action("message"),
    "dataTableLookup": Action("task", outputs=_LOOKED_UP),
    "callBotFlow": Action("bot"),
    "callDigitalBotFlow": Action("bot"),
    "callBotConnector": Action("bot"),
    "callLexBot": Action("bot"),
    "callLexV2Bot": Action("bot"),
    "callDialogflowBot": Action("bot"),
    "callDialogflowCXBot": Action("bot"),
    "transferToAcd": _transfer("targetQueue"),
    "transferToUser": _transfer("targetUser"),
    "transferToGroup": _transfer("targetGroup"),
    "transferToNumber": _transfer("targetNumber"),
    "transferToFlow": _transfer("targetFlow"),
    "transferToFlowSecure": _transfer("targetFlow"),
    "transferToVoicemail": _voicemail("targetQueue", "targetUser", "targetGroup"),
    "transferToUserVoicemail": _voicemail("targetUser"),
    "transferToGroupVoicemail": _voicemail("targetGroup"),
    "createCallback": Action(
        "callback", ("callbackAudio", "audio"), ("targetQueue", "queue"), _DONE
    ),
    "findQueue": Action("task", outputs=_LOOKED_UP),
    "findQueueById": Action("task", outputs=_LOOKED_UP),
    "findUser": Action("task", outputs=_LOOKED_UP),
    "findUserById": Action("task", outputs=_LOOKED_UP),
    "findUsersById": Action("task", outputs=_LOOKED_UP),
    "findUserPrompt": Action("task", outputs=_LOOKED_UP),
    "findGroup": Action("task", outputs=_LOOKED_UP),
    "findSkill": Action("task", outputs=_LOOKED_UP),
    "findLanguageSkill": Action("task", outputs=_LOOKED_UP),
    "findSchedule": Action("task", outputs=_LOOKED_UP),
    "findScheduleGroup": Action("task", outputs=_LOOKED_UP),
    "findEmergencyGroup": Action("task", outputs=_LOOKED_UP),
    "getExternalContact": Action("task", outputs=_LOOKED_UP),
    "getExternalOrganization": Action("task", outputs=_LOOKED_UP),
    "searchExternalContacts": Action("task", outputs=_DONE),
    "convertJsonData": Action("task", outputs=_DONE),
    "decryptData": Action("task", outputs=_DONE),
    "encryptData": Action("task", outputs=_DONE),
    "blindTransfer": Action("task"),
    "enableParticipantRecord": Action("task"),
    "initializeFlowOutcome": Action("task"),
    "screenPop": Action("task"),
    "flushAudio": Action("task"),
    "logMessage": Action("task"),
    "publishEvent": Action("task"),
    "sendNotification": Action("task"),
}  # fmt: skip
"""Every type of action that is understood, beside those that only say what follows."""

PREPARING = ("set", "get", "find", "update", "add", "remove", "clear")
"""How the names of actions begin that customers do not notice."""

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

BOTS = frozenset({"bot", "digitalBot"})
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

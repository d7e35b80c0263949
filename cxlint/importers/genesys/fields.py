"""The fields of Genesys Cloud's flows: which are read, and which change nothing.

Sources: https://developer.genesys.cloud/devapps/archy/ and, of Architect,
https://help.mypurecloud.com/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.genesys import resource_fields
from cxlint.importers.genesys.action_types import ACTION_TYPES, ENDS, PREPARING
from cxlint.importers.known_fields import ANY, Irrelevance, KnownFields
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Path, Sketch

FLOW, MENU = "flow", "menu"
PREPARATION = "set, get, find, update"
"""Actions that customers do not notice, whatever they do."""

_JUMPS = ("jumpToMenu", "jumpToTask", "jumpToReusableTask", "changeState", "callTask")
_ENDS_OF_PARTS = ("endTask", "endState", "previousMenu", "loopExit", "exitLoop", "loopNext",
                  "nextLoop", "continueLoop")  # fmt: skip
_CHOICES = (
    "menuDisconnect", "menuRepeat", "menuRepeatMenu", "menuPrevious", "menuPreviousMenu",
    "menuSubMenu", "menuSubmenu", "menuTask", "menuJumpToMenu", "menuJumpToTask",
    "menuJumpToReusableTask", "menuTransferToAcd", "menuTransferToUser", "menuTransferToGroup",
    "menuTransferToNumber", "menuTransferToFlow", "menuTransferToFlowSecure",
    "menuTransferToVoicemail", "menuDialByExtension",
)  # fmt: skip
_PARTS = ("task", "state", "bot")
_TRANSFERS = tuple(type_ for type_ in ACTION_TYPES if type_.startswith("transferTo"))
_REFERENCES = "targetMenuRef targetTaskRef targetStateRef targetRef"


def _within(outers: str, paths: str) -> str:
    return " ".join(f"{outer}.{path}" for outer in outers.split() for path in paths.split())


def _list_read(type_: str) -> str:
    """Return the settings of an action that hold what customers hear, and whom it reaches."""
    found = ACTION_TYPES[type_]
    told = [f"{key}.*" for key in (*found.says, *found.reaches)]
    if found.kind == "voicemail":
        told += [f"destination.*.{key}.*" for key in (*found.says, *found.reaches)]
    told += [found.calls] if found.calls else []
    told += _MORE_READ.get(type_, "").split()
    return " ".join(told)


_MORE_READ = {
    "decision": "condition.*",
    "switch": "evaluate.*.cases evaluate.*.default evaluate.cases evaluate.default",
    "loop": "loopCount.lit",
    **dict.fromkeys(_JUMPS, _REFERENCES),
    **dict.fromkeys(_TRANSFERS, "failureOutputs failureTransferAudio.*"),
}
_CHOICE = "name dtmf"
_MENU = (
    "name refId audio.* choices defaultMenuChoice defaultMenuChoiceRef defaultChoice"
    " defaultChoiceRef settingsMenu.repeatCount.lit settingsMenu.menuSelectionTimeout.lit"
)


def _find_bare(choice: str) -> str:
    """Return the action that a choice does: transferToAcd for menuTransferToAcd."""
    bare = choice.removeprefix("menu")
    return bare[:1].lower() + bare[1:]


def _list_read_of_choice(choice: str) -> str:
    bare = _find_bare(choice)
    if choice in ("menuSubMenu", "menuSubmenu"):
        return f"{_CHOICE} refId {_MENU}"
    if choice == "menuTask":
        return f"{_CHOICE} refId task.actions {_REFERENCES}"
    if bare in _JUMPS:
        return f"{_CHOICE} {_REFERENCES}"
    more = f"{_list_read(bare)} outputs" if bare in ACTION_TYPES else ""
    return f"{_CHOICE} refId {more} {_REFERENCES}"


class _Rest(NamedTuple):
    """Settings of some types of action that change nothing, and why."""

    types: tuple[str, ...]
    fields: str
    reason: str


_BOTS = (
    "callBotFlow", "callDigitalBotFlow", "callBotConnector", "callLexBot", "callLexV2Bot",
    "callDialogflowBot", "callDialogflowCXBot",
)  # fmt: skip
_QUESTIONS = ("askForSlot", "askForYesNo", "askForBoolean", "askForString", "askForNLUSlot",
              "askForIntent")  # fmt: skip
_RESTS = (
    _Rest(("callData", "callSecureData", "callBridge"), "category processingPrompt inputs"
          " successOutputs failureOutputs timeout.exp",
          "what a program is asked and answers; where it leads is read"),
    _Rest(("dataTableLookup",), "lookupValue foundOutputs failureOutputs dataTable lookupKey",
          "what is looked up; where it leads is read"),
    _Rest(("evaluateSchedule",), "evaluationType",
          "the hours are kept elsewhere; that it asks is read"),
    _Rest(("evaluateScheduleGroup",), "scheduleGroup emergencyGroup inServiceSchedules evaluate",
          "the hours are kept elsewhere; that it asks is read"),
    _Rest(("loop",), "currentIndex loopCount.exp", "a number that is worked out, or its name"),
    _Rest(("callTask",), "inputs taskInputs taskOutputs", "what a task is given and gives back"),
    _Rest(_BOTS, "inputText exitReason intent failureOutputs slots",
          "what a bot is given and gives back; where it leads is read"),
    _Rest(("callCommonModule", "callSecureFlow"), "inputs secureInvocationDataArguments",
          "what the other flow is given and gives back"),
    _Rest(("wait",), "trimDurationNearMaxRunningTime", "how the end of a pause is rounded"),
    _Rest(("collectInput", "dialByExtension"), "digits interDigitTimeout noEntryTimeout inputData"
          " noEntryAudio.noValue acceptJustStar acceptJustPound dtmf minDigits maxDigits"
          " terminator verificationType suppressRecording verificationAudio.noValue",
          "how keys are taken in; where they lead is read"),
    _Rest(_QUESTIONS, "slot inputMode speechRecTerms result",
          "how an answer is taken in; where it leads is read"),
    _Rest(_TRANSFERS, "acdSkills languageSkill preferredAgents priority skills connectTimeout"
          " destination.*.callbackNumber destination.*.calleeName directAgent transferType",
          "who of those reached is asked first, and how long it rings"),
    _Rest(("createCallback",), "callbackNumber calleeName priority acdSkills languageSkill"
          " preferredAgents scriptId validateNumber", "who is called back by whom first"),
)  # fmt: skip

_LOOKED_UP = tuple(
    type_ for type_ in ACTION_TYPES
    if type_.startswith(("find", "get", "search", "convert", "encrypt", "decrypt"))
    or type_ in ("enableParticipantRecord", "initializeFlowOutcome", "screenPop", "flushAudio",
                 "logMessage", "publishEvent", "sendNotification", "createWorkitem",
                 "showKnowledgeArticle", "playEstimatedWaitTime", "playPositionInQueue",
                 "detectSilence", "blindTransfer", "waitForInput")
)  # fmt: skip
"""Actions of which only their ways on are read."""

_TEXTS = " ".join(dict.fromkeys(
    f"{key}.noValue"
    for found in ACTION_TYPES.values()
    for key in (*found.says, *found.reaches, "failureTransferAudio")
))  # fmt: skip

READ = {
    FLOW: "name startUpRef startUpTaskActions menus tasks states bots initialGreeting.*"
    " settingsErrorHandling.errorHandling.* settingsErrorHandling.preHandlingAudio.*"
    " settingsMenu.repeatCount.lit settingsMenu.menuSelectionTimeout.lit",
    MENU: _MENU,
    **dict.fromkeys(_PARTS, "name refId actions"),
    ANY: "name outputs duration.lit timeout.lit",
    **{type_: _list_read(type_) for type_ in ACTION_TYPES},
    **dict.fromkeys((PREPARATION, *_LOOKED_UP), "name outputs duration.lit timeout.lit"),
    **{choice: _list_read_of_choice(choice) for choice in _CHOICES},
    **resource_fields.READ,
}  # fmt: skip

IRRELEVANT = (
    Irrelevance(FLOW, "description division defaultLanguage supportedLanguages variables"
                " settingsActionDefaults settingsPrompts settingsSpeechRec settingsOutboundCall"
                " settingsInboundCall settingsBotFlow settingsUserInput settingsInQueueCall",
                "for those who edit it, and how prompts are spoken and answers are taken in"),
    Irrelevance(FLOW, "settingsInboundEmailHandling.emailHandling.disconnect",
                "automatic answers are dropped, and nothing replies to them"),
    Irrelevance(FLOW, "name", "read where it is not filled in later"),
    Irrelevance(FLOW, "startUpTaskActions", "read where there is no startUpRef"),
    Irrelevance(FLOW, "settingsMenu.*", "how prompts are spoken and answers are taken in"),
    Irrelevance(FLOW, "settingsMenu.repeatCount.lit settingsMenu.menuSelectionTimeout.lit",
                "read of flows with menus that say no other"),
    Irrelevance(FLOW, "initialGreeting.noValue settingsErrorHandling.preHandlingAudio.noValue",
                "that nothing is said"),
    Irrelevance(FLOW, "settingsErrorHandling.errorHandling.*",
                "read as to what is done, and which part or queue it leads to"),
    Irrelevance(MENU, "settingsSpeechRec settingsMenu.extensionDialingMaxDelay"
                " settingsMenu.listenForExtensionDialing settingsMenu.noValue audio.noValue"
                " settingsMenu.repeatCount.noValue settingsMenu.menuSelectionTimeout.noValue"
                " noInputAudio.noValue noMatchAudio.noValue",
                "how prompts are spoken and answers are taken in"),
    Irrelevance(MENU, "refId", "read where something leads to it"),
    Irrelevance(MENU, "defaultMenuChoice defaultMenuChoiceRef defaultChoice defaultChoiceRef",
                "read of the first of them that is stated"),
    *(Irrelevance(part, "refId", "read where something leads to it") for part in _PARTS),
    *(Irrelevance(part, "actions", "read where they do not just end it") for part in _PARTS),
    *(Irrelevance(part, "variables description", "values that a part keeps") for part in _PARTS),
    Irrelevance(ANY, "refId description", "by which no other part refers to it"),
    Irrelevance(ANY, "name", "read of what becomes a step"),
    Irrelevance(ANY, "outputs", "read where they do not lead on to what follows"),
    Irrelevance(ANY, _TEXTS, "that nothing is said or chosen"),
    Irrelevance(ANY, "duration.exp timeout.exp duration.noValue timeout.noValue",
                "a time that is worked out"),
    *(Irrelevance(type_, rest.fields, rest.reason) for rest in _RESTS for type_ in rest.types),
    *(Irrelevance(type_, ACTION_TYPES[type_].calls, "read as to which flow it is")
      for type_ in ACTION_TYPES if ACTION_TYPES[type_].calls),
    *(Irrelevance(type_, "failureOutputs", "read as to whether it may fail")
      for type_ in _TRANSFERS),
    *(Irrelevance(type_, "name outputs *", "what it is given; where it leads is read")
      for type_ in (PREPARATION, *_LOOKED_UP)),
    *(Irrelevance(type_, "*", "nothing follows") for type_ in (*sorted(ENDS), *_ENDS_OF_PARTS)),
    *(Irrelevance(choice, "speechRecTerms globalDtmf globalSpeechRecTerms",
                  "how it is chosen as well; its key and its name are read")
      for choice in _CHOICES),
    *(Irrelevance(choice, "refId", "read where a menu takes it by itself") for choice in _CHOICES),
    *(Irrelevance(choice, rest.fields, rest.reason) for rest in _RESTS
      for choice in _CHOICES if _find_bare(choice) in rest.types),
    *(Irrelevance(choice, "failureOutputs", "read as to whether it may fail")
      for choice in _CHOICES if _find_bare(choice) in _TRANSFERS),
    *(Irrelevance(choice, "settingsSpeechRec", "how answers are taken in")
      for choice in ("menuSubMenu", "menuSubmenu")),
    *resource_fields.IRRELEVANT,
)  # fmt: skip

FIELDS = KnownFields(READ, IRRELEVANT)
"""What is known of the fields of flows and resources."""


def find_element(type_: str) -> str:
    """Return the type of element that an action or a choice is; empty where its type is unknown."""
    if type_ in ACTION_TYPES or type_ in ENDS or type_ in _KNOWN:
        return type_
    return PREPARATION if type_.startswith(PREPARING) else ""


_KNOWN = frozenset({*_CHOICES, *_ENDS_OF_PARTS, *_JUMPS, *_PARTS})


def look_at_action(sketch: Sketch, type_: str, body: Any, place: Path) -> None:
    """Have an action or a choice held against what is known of its type."""
    if isinstance(body, dict) and (element := find_element(type_)):
        sketch.look(element, body, place)

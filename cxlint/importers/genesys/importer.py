"""Genesys Cloud: the flows of Architect as Archy writes them in YAML, and queues in Terraform.

Sources: https://developer.genesys.cloud/devapps/archy/, https://help.mypurecloud.com/ (Architect),
https://registry.terraform.io/providers/MyPureCloud/genesyscloud/.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from cxlint.importers.genesys import fields
from cxlint.importers.genesys.template_tokens import remove_tokens, restore_text, restore_tokens
from cxlint.importers.registry import Meaning
from cxlint.parsing.document import StepLimit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.importers.policy_sketch import Names, Sketch

__all__ = [
    "MEANINGS",
    "STEP_LIMIT",
    "SYNTAXES",
    "TITLE",
    "claims",
    "read",
    "remove_tokens",
    "restore_tokens",
]

TITLE = "Genesys Cloud Archy"
SYNTAXES = ("yaml", "hcl")

FIELDS = fields.FIELDS

_AFTER = "Genesys Cloud goes to the error handling of the flow after 10,000 actions"

# https://help.mypurecloud.com/faqs/how-many-actions-can-i-run-in-a-flow/
STEP_LIMIT = StepLimit(several=_AFTER, single=_AFTER)

CHANNELS = {
    "inboundCall": "voice",
    "inboundShortMessage": "messaging",
    "inboundEmail": "email",
    "inboundChat": "chat",
}
"""Flows by which customers come in, and through what."""

INSIDE = frozenset({
    "bot", "botFlow", "commonModule", "digitalBot", "digitalBotFlow", "inQueueCall", "inQueueEmail",
    "inQueueShortMessage", "outboundCall", "secureCall", "speech", "surveyInvite", "voicemail",
    "voiceSurvey", "workflow", "workitem",
})  # fmt: skip
"""Flows that are started from inside."""

KINDS = {kind.casefold(): kind for kind in (*CHANNELS, *INSIDE)}
"""Every kind of flow by its letters: Archy writes both inQueueCall and inqueueCall."""

HOLDING = frozenset({"startUpRef", "startUpTaskActions", "menus", "tasks", "states"})
"""Keys of which a flow has at least one."""

MEANINGS = (
    Meaning("inboundCall, inboundShortMessage, inboundEmail, inboundChat", "a channel"),
    Meaning("workflow, bot, inQueueCall and other flows", "a task that is started from inside"),
    Meaning("initialGreeting, playAudio, holdMusic, sendResponse, sendAutoReply", "a message"),
    Meaning("menu, its choices and keys", "a menu with options"),
    Meaning("settingsMenu.repeatCount, menuSelectionTimeout", "attempts and timeout of a menu"),
    Meaning("task, state, jumpToMenu, jumpToTask, changeState", "a task customers do not notice"),
    Meaning("callTask", "a task that leads to the one called, and back"),
    Meaning("collectInput, dialByExtension, askForSlot", "a form"),
    Meaning("callBotFlow, callLexBot, callDialogflowBot", "a bot"),
    Meaning(
        "callCommonModule, callSecureFlow",
        "the other flow, which leads back; what is not among the files is not described",
    ),
    Meaning("decision, switch", "a branch with options"),
    Meaning("evaluateSchedule, evaluateScheduleGroup", "a branch with on_closed"),
    Meaning("loop", "a branch with a handoff that may be taken so many times"),
    Meaning("callData, dataTableLookup, findQueue", "a task with on_error, on_timeout, on_failure"),
    Meaning(
        "updateData, setParticipantData, setScreenPop, detectSilence",
        "a task customers do not notice",
    ),
    Meaning("transferToAcd, -User, -Group, -Number", "a transfer to a team, with on_error"),
    Meaning("transferToFlow", "the other flow, if it is among the files"),
    Meaning("transferToVoicemail, createCallback", "a voicemail, a callback"),
    Meaning("wait", "a wait that ends by itself"),
    Meaning("disconnect, endWorkflow, the end of a list", "an outcome: the contact ends"),
    Meaning("settingsErrorHandling", "a handoff for errors; a mere disconnect is only noted"),
    Meaning("genesyscloud_routing_queue", "a team, with its service level"),
    Meaning("genesyscloud_flow", "the flow of its file"),
    Meaning("genesyscloud_architect_ivr", "a channel with its numbers and its closed hours"),
)


def claims(source: Any) -> bool:
    """Whether it holds a flow of a known kind with a beginning, or such resources."""
    root = getattr(source, "root", None)
    if root is not None:
        from cxlint.importers.genesys import terraform

        return terraform.claims(source)
    return _find_flow(source.data) is not None


def read(source: Any, names: Names) -> Iterator[Sketch]:
    """Yield the one flow of a YAML file, or what a Terraform file says."""
    if hasattr(source, "root"):
        from cxlint.importers.genesys import terraform

        yield from terraform.read(source, names)
        return
    from cxlint.importers.genesys.expressions import is_placeholder
    from cxlint.importers.genesys.parts import put_flow

    key = _find_flow(source.data)
    if key is None:
        return
    kind, data = _kind_of(key, source.data[key]), source.data[key]
    stem = posixpath.basename(source.path).rsplit(".", 1)[0]
    stated = data.get("name")
    known = isinstance(stated, str) and stated.strip() and not is_placeholder(stated)
    name = stated.strip() if known else stem
    sketch = names.sketch(source, name, (key,), stem, by_file=not known)
    put_flow(sketch, kind, data, (key,), CHANNELS.get(kind, ""))
    yield sketch


def _find_flow(data: Any) -> str | None:
    """Return the key of the flow that a file holds, which is its kind, or None.

    In a template the key may be a token, which is filled in later.
    """
    from cxlint.importers.genesys.expressions import is_placeholder

    if not isinstance(data, dict) or len(data) != 1:
        return None
    key, flow = next(iter(data.items()))
    if not isinstance(key, str) or not isinstance(flow, dict) or not HOLDING & flow.keys():
        return None
    is_token = is_placeholder(restore_text(key)) and "startUpRef" in flow
    return key if key.casefold() in KINDS or is_token else None


def _kind_of(key: str, flow: Mapping[str, Any]) -> str:
    """Return the kind of a flow; where its key is a token, what its beginning says.

    Of one that says it nowhere nothing is known but that it is started from somewhere.
    """
    first = str(flow.get("startUpRef")).strip("/").partition("/")[0]
    return KINDS.get(key.casefold()) or KINDS.get(first.casefold()) or "workflow"

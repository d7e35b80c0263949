"""The widgets of Twilio Studio: what each type becomes, and what each of its events stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

CHANNELS = {
    "incomingCall": "voice",
    "incomingMessage": "messaging",
    "incomingConversationMessage": "chat",
}
"""What customers come through, by the trigger's event; other events start a flow from inside."""

LONG_WAIT = 3_600
"""From how many seconds on the end of waiting for a message cuts nobody off."""

OVER = "over"
"""What an event stands for after which somebody has spoken with the customer, or nobody answered.

Source: https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus-values: what follows is done
for busy, no-answer and failed as well; where nothing follows, the call is hung up.
"""


class WidgetType(NamedTuple):
    """What a type of widget becomes: a kind of step, and for each of its events a key of it.

    `says` is the property that holds what customers hear, `reaches` those that name who is
    reached.
    """

    kind: str
    events: Mapping[str, str]
    says: str = ""
    reaches: tuple[str, ...] = ()


_HANGUP = {"callComplete": "", "callCompleted": "", "hangup": ""}
_FAILURE = {"failedToEnqueue": "on_error", "callFailure": "on_error", "failed": "on_error"}
_REQUEST = {"success": "goes_to", "fail": "on_error", "failed": "on_error"}
_CALL = {
    "answered": "goes_to", "busy": "on_failure", "noAnswer": "on_failure", "failed": "on_error",
}  # fmt: skip

WIDGET_TYPES = {
    "say-play": WidgetType("message", {"audioComplete": "goes_to"}, says="say"),
    "send-message": WidgetType("message", {"sent": "goes_to", "failed": "on_error"}, says="body"),
    "gather-input-on-call": WidgetType(
        "menu",
        {"keypress": "goes_to", "speech": "goes_to", "timeout": "on_timeout"},
        says="say",
    ),
    "send-and-wait-for-reply": WidgetType(
        "form",
        {"incomingMessage": "goes_to", "timeout": "on_timeout", "deliveryFailure": "on_error"},
        says="body",
    ),
    "split-based-on": WidgetType("branch", {"noMatch": "on_failure"}),
    "send-to-flex": WidgetType(
        "transfer", {**_HANGUP, **_FAILURE}, reaches=("workflow", "channel")
    ),
    "enqueue-call": WidgetType(
        "transfer", {**_HANGUP, **_FAILURE}, reaches=("queue_name", "workflow_sid")
    ),
    "connect-call-to": WidgetType(
        "transfer",
        {"callCompleted": OVER, "callComplete": OVER, "hangup": "", **_FAILURE},
        reaches=("to", "sip_endpoint"),
    ),
    "connect-virtual-agent": WidgetType("bot", {"return": "goes_to", "hangup": ""}),
    "connect-virtual-agent-v2": WidgetType(
        "bot", {"return": "goes_to", "live-agent-handoff": "person", "hangup": ""}
    ),
    "send-to-auto-pilot": WidgetType(
        "bot", {"sessionEnded": "goes_to", "failure": "on_error", "timeout": "on_timeout"}
    ),
    "record-voicemail": WidgetType(
        "voicemail", {"recordingComplete": "goes_to", "noAudio": "on_failure", "hangup": ""}
    ),
    "capture-payments": WidgetType(
        "form",
        {
            "success": "goes_to",
            "maxFailedAttempts": "on_failure",
            "providerError": "on_error",
            "payInterrupted": "on_failure",
            "hangup": "",
            "validationError": "on_error",
        },
    ),
    "run-function": WidgetType("task", _REQUEST),
    "make-http-request": WidgetType("task", _REQUEST),
    "set-variables": WidgetType("task", {"next": "goes_to"}),
    "fork-stream": WidgetType("task", {"next": "goes_to"}),
    "record-call": WidgetType("task", _REQUEST),
    **dict.fromkeys(("make-outgoing-call", "make-outgoing-call-v2"), WidgetType("task", _CALL)),
    "run-subflow": WidgetType("task", {"completed": "goes_to", "failed": "on_error"}),
    "add-twiml-redirect": WidgetType(
        "elsewhere", {"return": "goes_to", "timeout": "on_timeout", "fail": "on_error"}
    ),
}
"""Every type of widget that is understood."""

UNKNOWN = WidgetType("unknown", {})
"""What becomes of a widget of any other type."""

"""The fields of Twilio Studio's widgets: which are read, and which change nothing.

Source: https://www.twilio.com/docs/studio/widget-library, a page for each type of widget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.known_fields import ANY, Irrelevance, KnownFields
from cxlint.importers.shared import terraform_fields

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Sketch
    from cxlint.parsing.hcl_parser import Hcl, HclBlock

RESOURCE = "resource that is a flow"
"""A flow in Terraform, by the provider of Twilio or the one that its users wrote."""

_SENDS = (
    "from service channel message_type media_url attributes content_template_sid content_variables"
)

_ANSWERS = (
    Irrelevance("say-play", "play loop voice language digits",
                "a recording, a voice and how often: no words to judge"),
    Irrelevance("send-message", f"{_SENDS} to", "by which number or service a message is sent"),
    Irrelevance("send-and-wait-for-reply", _SENDS,
                "by which number or service a message is sent"),
    Irrelevance("send-to-auto-pilot", "autopilot_assistant_sid from body chat_channel chat_service"
                " target_task memory_parameters",
                "how the bot is called; what it leads to is in its transitions"),
    Irrelevance("gather-input-on-call", "timeout number_of_digits loop finish_on_key stop_gather"
                " play gather_language speech_timeout hints profanity_filter voice language"
                " speech_model barge_in",
                "how an answer is taken in; where it leads is in the transitions"),
    Irrelevance("record-voicemail", "say play timeout finish_on_key max_length play_beep trim"
                " transcribe transcription_callback_url recording_status_callback_url",
                "how a message is recorded; where it leads is in the transitions"),
    Irrelevance("send-to-flex", "attributes waitUrl waitUrlMethod priority timeout",
                "what goes with a task to the people; who they are is said by the workflow"),
    Irrelevance("enqueue-call", "task_attributes priority timeout wait_url wait_url_method",
                "what goes with a task to the people; who they are is said by the queue"),
    Irrelevance("connect-call-to", "caller_id noun record timeout sip_username sip_password"
                " time_limit", "how a number is called; what follows is in the transitions"),
    Irrelevance("run-function", "service_sid environment_sid function_sid parameters url",
                "what a program does is not here"),
    Irrelevance("make-http-request", "body url method content_type parameters save_response_as"
                " add_twilio_auth headers timeout", "what a program does is not here"),
    Irrelevance("run-subflow", "flow_revision parameters", "with what the other flow is begun"),
)  # fmt: skip
"""Properties, and why they change nothing unless they use the answer of a widget."""

_WHOLE = {
    "connect-virtual-agent": "how the bot is called",
    "connect-virtual-agent-v2": "how the bot is called",
    "capture-payments": "how a card is asked for",
    "fork-stream": "where a copy of the voice is sent",
    "record-call": "how a call is recorded",
    "make-outgoing-call": "how a call out is made",
    "make-outgoing-call-v2": "how a call out is made",
    "add-twiml-redirect": "the place is described elsewhere",
}
"""Widgets of which that is true of all their properties."""

_USED = "read where they use the answer of a widget"


def _properties(names: str) -> str:
    return " ".join(f"properties.{name}" for name in names.split())


_SAID = {
    "say-play": "say",
    "send-message": "body",
    "gather-input-on-call": "say",
    "send-and-wait-for-reply": "body timeout",
    "send-to-auto-pilot": "timeout",
    "split-based-on": "input",
    "send-to-flex": "workflow channel",
    "enqueue-call": "queue_name workflow_sid",
    "connect-call-to": "to sip_endpoint",
    "set-variables": "variables",
    "run-subflow": "flow_sid",
}
"""Properties that are read in any case."""

_ALSO = {each.element: each.fields for each in _ANSWERS}

READ = {
    RESOURCE: "friendly_name definition",
    terraform_fields.FILE: "locals",
    "answer": "friendly_name sid",
    "flow": "states initial_state friendly_name",
    "trigger": "name",
    ANY: "name type transitions.event transitions.next transitions.conditions.value"
    " transitions.conditions.friendly_name transitions.conditions.type"
    " transitions.conditions.arguments",
    **{
        type_: _properties(f"{_SAID.get(type_, '')} {_ALSO.get(type_, '')}")
        for type_ in (*_SAID, *_ALSO)
    },
    **dict.fromkeys(_WHOLE, "properties"),
}

IRRELEVANT = (
    *terraform_fields.AROUND,
    terraform_fields.META,
    Irrelevance(terraform_fields.FILE, "locals", "read where a flow is one of them"),
    Irrelevance(RESOURCE, "status commit_message validate", "how the account keeps it"),
    Irrelevance(RESOURCE, "definition", "read where it holds the flow, or names its file"),
    Irrelevance("answer", "account_sid commit_message date_created date_updated description links"
                " revision status url valid errors warnings webhook_url meta",
                "how the API keeps a flow; customers do not meet it"),
    Irrelevance("flow", "description", "for those who edit the flow"),
    Irrelevance("flow", "friendly_name", "read where its answer or its resource has no name"),
    Irrelevance("flow", "flags", "who may start executions through the API"),
    Irrelevance("flow", "initial_state", "read where the flow does not begin at its trigger"),
    Irrelevance("trigger", "name", "read where the flow does not begin there"),
    Irrelevance(ANY, "properties.offset", "where a widget is drawn"),
    Irrelevance(ANY, "properties.skip_logging", "what is kept of an execution"),
    Irrelevance(ANY, "transitions.event",
                "read where a type of widget has several; its one way on needs no name"),
    Irrelevance(ANY, "transitions.next", "read where the way is not one that another event has"),
    Irrelevance(ANY, "transitions.conditions.friendly_name transitions.conditions.type",
                "read where a condition has no value, or is a key; else the value says it"),
    Irrelevance(ANY, "transitions.conditions.value",
                "read of the first condition of a way; a second one narrows it"),
    Irrelevance(ANY, "transitions.conditions.arguments",
                "read where they use the answer of a widget; what is compared is the input"),
    Irrelevance("split-based-on", "properties.input",
                "read where it is the answer of a widget, hours or the state of a call"),
    Irrelevance("set-variables", "properties.variables",
                "read where a widget or a count uses them"),
    Irrelevance("send-to-flex", "properties.channel", "read where no workflow is named"),
    Irrelevance("enqueue-call", "properties.workflow_sid", "read where no queue is named"),
    Irrelevance("connect-call-to", "properties.sip_endpoint", "read where no number is named"),
    *(Irrelevance(type_, "properties.timeout",
                  "read as to whether somebody who does not reply is cut off")
      for type_ in ("send-and-wait-for-reply", "send-to-auto-pilot")),
    *(Irrelevance(each.element, _properties(each.fields), f"{each.reason}; {_USED}")
      for each in _ANSWERS),
    *(Irrelevance(type_, "properties", f"{reason}; {_USED}") for type_, reason in _WHOLE.items()),
)  # fmt: skip

FIELDS = KnownFields(READ, IRRELEVANT)
"""What is known of the fields of a flow."""


def look_at_resource(sketch: Sketch, source: Hcl, block: HclBlock) -> None:
    """Have a resource that is a flow, and what is around it, held against what is known."""
    shown = None if sketch.source is source else ()
    sketch.look(RESOURCE, block, block.place, shown)
    sketch.look(terraform_fields.FILE, source.root, (0, 0), shown)

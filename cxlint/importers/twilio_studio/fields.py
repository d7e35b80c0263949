"""The fields of Twilio Studio's widgets: which are read, and which change nothing.

Source: https://www.twilio.com/docs/studio/widget-library, a page for each type of widget.
"""

from __future__ import annotations

from cxlint.importers.known_fields import ANY, Irrelevance, KnownFields

READ = {
    "answer": "definition friendly_name sid",
    "flow": "states initial_state",
    ANY: "name type transitions.event transitions.next transitions.conditions.value"
    " transitions.conditions.friendly_name transitions.conditions.type"
    " transitions.conditions.arguments",
    "say-play": "properties.say",
    "send-message": "properties.body",
    "gather-input-on-call": "properties.say",
    "send-and-wait-for-reply": "properties.body properties.timeout",
    "send-to-auto-pilot": "properties.timeout",
    "split-based-on": "properties.input",
    "send-to-flex": "properties.workflow properties.channel",
    "enqueue-call": "properties.queue_name properties.workflow_sid",
    "connect-call-to": "properties.to properties.sip_endpoint",
    "set-variables": "properties.variables",
    "run-subflow": "properties.flow_sid",
}

IRRELEVANT = (
    Irrelevance("answer", "account_sid commit_message date_created date_updated description links"
                " revision status url valid errors warnings webhook_url",
                "how the API keeps a flow; customers do not meet it"),
    Irrelevance("flow", "description friendly_name",
                "for those who edit the flow; it is named by its file or its answer"),
    Irrelevance("flow", "flags", "who may start executions through the API"),
    Irrelevance("flow", "initial_state", "read where the flow does not begin at its trigger"),
    Irrelevance("trigger", "name", "its events are the channels; nothing refers to its name"),
    Irrelevance(ANY, "properties.offset", "where a widget is drawn"),
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
    Irrelevance("send-and-wait-for-reply", "properties.timeout",
                "read as to whether somebody who does not reply is cut off"),
    Irrelevance("send-to-auto-pilot", "properties.timeout properties.autopilot_assistant_sid"
                " properties.from properties.body properties.chat_channel properties.chat_service"
                " properties.target_task properties.memory_parameters",
                "how the bot is called; what it leads to is in its transitions"),
    Irrelevance("say-play", "properties.play properties.loop properties.voice properties.language"
                " properties.digits", "a recording, a voice and how often: no words to judge"),
    Irrelevance("send-message", "properties.from properties.to properties.service"
                " properties.channel properties.message_type properties.media_url"
                " properties.attributes properties.content_template_sid"
                " properties.content_variables",
                "by which number or service a message is sent"),
    Irrelevance("send-and-wait-for-reply", "properties.from properties.service properties.channel"
                " properties.message_type properties.media_url properties.attributes"
                " properties.content_template_sid properties.content_variables",
                "by which number or service a message is sent"),
    Irrelevance("gather-input-on-call", "properties.timeout properties.number_of_digits"
                " properties.loop properties.finish_on_key properties.stop_gather properties.play"
                " properties.gather_language properties.speech_timeout properties.hints"
                " properties.profanity_filter properties.voice properties.language"
                " properties.speech_model properties.barge_in",
                "how an answer is taken in; where it leads is in the transitions"),
    Irrelevance("record-voicemail", "properties.say properties.play properties.timeout"
                " properties.finish_on_key properties.max_length properties.play_beep"
                " properties.trim properties.transcribe properties.transcription_callback_url"
                " properties.recording_status_callback_url",
                "how a message is recorded; where it leads is in the transitions"),
    Irrelevance("send-to-flex", "properties.attributes properties.waitUrl"
                " properties.waitUrlMethod properties.priority properties.timeout",
                "what goes with a task to the people; who they are is said by the workflow"),
    Irrelevance("enqueue-call", "properties.task_attributes properties.priority"
                " properties.timeout properties.wait_url properties.wait_url_method",
                "what goes with a task to the people; who they are is said by the queue"),
    Irrelevance("enqueue-call", "properties.workflow_sid", "read where no queue is named"),
    Irrelevance("connect-call-to", "properties.caller_id properties.noun properties.record"
                " properties.timeout properties.sip_username properties.sip_password"
                " properties.time_limit",
                "how a number is called; what follows is in the transitions"),
    Irrelevance("connect-call-to", "properties.sip_endpoint", "read where no number is named"),
    Irrelevance("connect-virtual-agent", "properties", "how the bot is called"),
    Irrelevance("connect-virtual-agent-v2", "properties", "how the bot is called"),
    Irrelevance("capture-payments", "properties", "how a card is asked for"),
    Irrelevance("run-function", "properties.service_sid properties.environment_sid"
                " properties.function_sid properties.parameters properties.url",
                "read where they use the answer of a widget; what a program does is not here"),
    Irrelevance("make-http-request", "properties.body properties.url properties.method"
                " properties.content_type properties.parameters properties.save_response_as"
                " properties.add_twilio_auth properties.headers properties.timeout",
                "read where they use the answer of a widget; what a program does is not here"),
    Irrelevance("fork-stream", "properties", "where a copy of the voice is sent"),
    Irrelevance("record-call", "properties", "how a call is recorded"),
    Irrelevance("make-outgoing-call", "properties", "how a call out is made"),
    Irrelevance("make-outgoing-call-v2", "properties", "how a call out is made"),
    Irrelevance("run-subflow", "properties.flow_revision properties.parameters"
                " properties.skip_logging", "with what the other flow is begun"),
    Irrelevance("add-twiml-redirect", "properties", "the place is described elsewhere"),
    Irrelevance(ANY, "properties.skip_logging", "what is kept of an execution"),
)  # fmt: skip

FIELDS = KnownFields(READ, IRRELEVANT)
"""What is known of the fields of a flow."""

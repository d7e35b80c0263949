"""Twilio Studio: the flow definitions of its REST API, version 2.

Source: https://www.twilio.com/docs/studio/rest-api/v2/flow-definition, and the resources
twilio_studio_flows_v2 and twilio_studio_flow of the two providers of Terraform. A transition
without `next` ends the execution: a call is hung up, a conversation falls silent.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from cxlint.importers.known_fields import look_around
from cxlint.importers.registry import Meaning
from cxlint.importers.shared.terraform_flows import attribute_text
from cxlint.importers.twilio_studio import fields
from cxlint.importers.twilio_studio.envelopes import holds_definition, open_envelopes
from cxlint.importers.twilio_studio.flow import resembles_definition
from cxlint.parsing.document import StepLimit
from cxlint.parsing.embedded_text import quote_placeholders
from cxlint.parsing.hcl_parser import Hcl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.policy_sketch import Names, Sketch
    from cxlint.importers.shared.terraform_flows import AttributeText
    from cxlint.importers.twilio_studio.envelopes import Envelope
    from cxlint.parsing.hcl_parser import HclBlock

TITLE = "Twilio Studio"
SYNTAXES = ("json", "hcl")

RESOURCES = ("twilio_studio_flows_v2", "twilio_studio_flow")
"""What a flow is called by the provider of Twilio, and by the one that its users wrote."""

FIELDS = fields.FIELDS

# https://www.twilio.com/docs/studio/user-guide/studio-faq
STEP_LIMIT = StepLimit(
    several="Twilio Studio stops the flow after 1,000 steps",
    single="Twilio Studio stops the flow, as it does when one widget runs 10 times in a row",
)

MEANINGS = (
    Meaning("trigger", "a channel for each incoming event that leads somewhere"),
    Meaning("say-play, send-message", "a message"),
    Meaning("gather-input-on-call", "a menu: a key or a word, or time runs out"),
    Meaning("send-and-wait-for-reply, capture-payments", "a form"),
    Meaning("split-based-on", "a branch; of a menu before it, its options; of hours, closed"),
    Meaning("send-to-flex, enqueue-call, connect-call-to", "a transfer to a team"),
    Meaning("connect-virtual-agent, send-to-auto-pilot", "a bot"),
    Meaning("record-voicemail", "a voicemail"),
    Meaning("{{widgets.NAME.…}}", "an answer that is used: of a question before, by its name"),
    Meaning("run-function, make-http-request, set-variables", "a task customers do not notice"),
    Meaning("run-subflow", "the other flow, if it is among the files"),
    Meaning("add-twiml-redirect", "a place that is described elsewhere"),
    Meaning("a transition without next", "an outcome: the contact ends"),
)


def claims(source: Any) -> bool:
    """Whether it holds states with transitions and an initial one, or resources that are flows."""
    if isinstance(source, Hcl):
        return any(True for _ in source.resources(*RESOURCES))
    return holds_definition(source)


def remove_tokens(raw: bytes) -> bytes | None:
    """Return a template of Terraform that could not be read as text that can, or None."""
    if b"${" not in raw or b'"states"' not in raw:
        return None
    try:
        return quote_placeholders(raw.decode("utf-8-sig")).encode()
    except UnicodeDecodeError:
        return None


def resembles(source: Any) -> bool:
    """Whether what was made out of a text that cannot be read is the beginning of a flow."""
    return resembles_definition(source.data)


def read(source: Any, names: Names) -> Iterator[Sketch]:
    """Yield every flow of a file."""
    if isinstance(source, Hcl):
        for block in source.resources(*RESOURCES):
            sketch = _read_resource(source, block, names)
            fields.look_at_resource(sketch, source, block)
            yield sketch
        return
    envelopes = list(open_envelopes(source))
    for envelope in envelopes:
        yield _read_envelope(source, envelope, names, alone=len(envelopes) == 1)


def _read_envelope(source: Any, envelope: Envelope, names: Names, *, alone: bool) -> Sketch:
    """Return the flow of an envelope; one that is alone in its file is known by its name too."""
    from cxlint.importers.twilio_studio.steps import put_flow

    answer, inner = envelope.answer, envelope.source
    stem = posixpath.basename(source.path).rsplit(".", 1)[0]
    definition = envelope.definition
    name = str(answer.get("friendly_name") or definition.get("friendly_name") or "")
    also = (stem if alone else "", str(answer.get("sid") or ""))
    named = name or (stem if alone else str(answer.get("sid") or stem))
    place = envelope.place if envelope.refused else ()
    sketch = names.sketch(inner, named, place, *also, by_file=not name)
    if envelope.refused:
        sketch.enter("step", {"kind": "unknown", "from_elsewhere": True}, place)
        sketch.seen = 1
        sketch.lose(place, f"flow {named}", envelope.refused)
    else:
        put_flow(sketch, definition, envelope.path)
    look_around(sketch, "answer", inner.data, [envelope.path])
    if inner is not source or envelope.refused:
        look_around(sketch, "answer", source.data, [envelope.place], place)
    return sketch


def _read_resource(source: Hcl, block: HclBlock, names: Names) -> Sketch:
    """Return the flow that a resource holds, or a step that leads to the file that has it."""
    from cxlint.importers.twilio_studio.steps import put_flow

    text = attribute_text(source, block, "definition")
    label = ".".join(block.labels[:2])
    stated = str(block.get("friendly_name") or "")
    name = stated if stated and "${" not in stated else block.labels[1]
    found = next(open_envelopes(text.inner), None) if text.inner is not None else None
    if found is not None and not found.refused:
        sketch = names.sketch(found.source, name, (), label, f"${{{label}.sid}}")
        put_flow(sketch, found.definition, found.path)
        return sketch
    place = block.at("definition")
    sketch = names.sketch(source, name, place, label, f"${{{label}.sid}}")
    _put_outline(sketch, text, name, place)
    return sketch


def _put_outline(sketch: Sketch, text: AttributeText, name: str, place: Any) -> None:
    """Put a flow of which only the resource is known: it leads to its file, or nobody knows."""
    if text.file:
        sketch.enter("step", {"kind": "task", "goes_to": "", "from_elsewhere": True}, place)
        sketch.lead(("steps", sketch.name, "goes_to"), text.file.rsplit(".", 1)[0])
        return
    sketch.enter("step", {"kind": "unknown", "from_elsewhere": True}, place)
    sketch.seen = 1
    say = sketch.lose if text.broken else sketch.leave
    say(place, f"flow {name}", text.refused or "its definition is no flow")

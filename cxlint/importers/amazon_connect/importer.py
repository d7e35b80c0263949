"""Amazon Connect: flows and modules, as exported, as the API answers, and as they are deployed.

Sources: https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html, and the type
AWS::Connect::ContactFlow of CloudFormation and aws_connect_contact_flow of Terraform. A flow of
which nothing says its type is taken for one that customers come into only where it asks them
something or puts them into a queue, and then for one of any channel.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.amazon_connect.containers import flows, holds_flows
from cxlint.importers.amazon_connect.flow import Drawing, plain_type
from cxlint.importers.amazon_connect.wording import names as words_of
from cxlint.importers.registry import Meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.amazon_connect.containers import Found
    from cxlint.importers.policy_sketch import Names, Sketch

TITLE = "Amazon Connect"
SYNTAXES = ("json", "yaml", "hcl")

MEANINGS = (
    Meaning("a flow of the type contactFlow", "a channel"),
    Meaning("a flow of another type, a module", "a step that other flows may lead to"),
    Meaning("MessageParticipant, PlayPrompt, LoopPrompts", "a message"),
    Meaning("GetParticipantInput, GetUserInput", "a menu; where voice is recorded, a voicemail"),
    Meaning("GetParticipantInput that stores, StoreUserInput", "a form"),
    Meaning("ConnectParticipantWithLexBot", "a bot"),
    Meaning("Compare, CheckAttribute, CheckMetricData, DistributeByPercentage", "a branch"),
    Meaning("CheckHoursOfOperation", "a branch; outside the hours, what follows when closed"),
    Meaning("UpdateContactTargetQueue, SetQueue", "a task; its queue is a team"),
    Meaning("TransferContactToQueue, Transfer", "a transfer to the team of the queue chosen"),
    Meaning("TransferContactToAgent, TransferParticipantToThirdParty", "a transfer to a team"),
    Meaning("CreateCallbackContact, CreateCallback", "a callback"),
    Meaning("CreateTask, ShowView", "work that people do"),
    Meaning("TransferToFlow, InvokeFlowModule", "a task that leads to the other flow"),
    Meaning("Loop", "a branch whose way round may be taken so many times"),
    Meaning("DisconnectParticipant, Disconnect", "an outcome: the contact ends"),
    Meaning("EndFlowExecution, Resume", "an outcome; in flows that others call, the way back"),
    Meaning("any other block that is known", "a task customers do not notice"),
)

_TAG = re.compile(
    rb"(?<=[\s\[,])!(?:And|Base64|Cidr|Condition|Equals|FindInMap|GetAtt|GetAZs|If|ImportValue"
    rb"|Join|Length|Not|Or|Ref|Select|Split|Sub|ToJsonString|Transform)(?=\s)"
)
_JSON_PLACEHOLDERS = re.compile(
    rb'"(?:[^"\\$]|\\.|\$(?!\{)|\$\{[^{}]*\})*"|\$\{[^{}]*\}', re.DOTALL
)
_PLACEHOLDER = re.compile(rb"\$\{[^{}]*\}")


def claims(source: Any) -> bool:
    """Whether it holds a flow, a wrapped flow, or resources that are flows."""
    return holds_flows(source)


def read(source: Any, names: Names) -> Iterator[Sketch]:
    """Yield every flow of a file."""
    for found in flows(source):
        yield _sketch(found, names)


def untokened(raw: bytes) -> bytes | None:
    """Return a template that could not be read as text of the same length that can, or None.

    The short tags of CloudFormation go; `${...}` in JSON becomes text, where it is none.
    """
    if b"AWS::Connect::ContactFlow" in raw and _TAG.search(raw):
        return _TAG.sub(lambda tag: b" " * len(tag[0]), raw)
    if b"${" in raw and (b'"Actions"' in raw or b'"modules"' in raw):
        return _JSON_PLACEHOLDERS.sub(_as_text, raw)
    return None


def _as_text(found: re.Match[bytes]) -> bytes:
    text = found[0]
    if text[:1] == b'"':
        return _PLACEHOLDER.sub(lambda inner: inner[0].replace(b'"', b"'"), text)
    return b'"$.' + re.sub(rb'["\\\s]', b"_", text[2:-2]) + b'"'


def _sketch(found: Found, names: Names) -> Sketch:
    plan = found.plan
    stem = posixpath.basename(found.source.path)
    stem = stem.removesuffix(".json")
    wrapped = bool(found.name or found.also)
    own = plan.name if plan else ""
    name = found.name or own or stem
    also = (own, *found.also) if wrapped else (own, stem)
    sketch = names.sketch(found.source, name, found.place, *also)
    if plan is not None:
        Drawing(sketch, plan, found.type or plan.type).draw()
        return sketch
    _outline(sketch, found)
    return sketch


def _outline(sketch: Sketch, found: Found) -> None:
    """Put a flow of which only the wrapping is known: it leads to its file, or nobody knows."""
    told: dict[str, Any] = {"kind": "task"} if found.file else {"kind": "unknown"}
    entry = bool(found.file) and plain_type(found.type) == "contactflow"
    if entry:
        told["kind"] = "any"
    else:
        told["from_elsewhere"] = True
    sketch.enter("channel" if entry else "step", told, found.place)
    if found.file:
        section = "channels" if entry else "steps"
        file = posixpath.basename(found.file)
        stem = file.removesuffix(".tftpl").removesuffix(".tpl").removesuffix(".json")
        told["goes_to"] = ""
        sketch.lead((section, sketch.name, "goes_to"), *words_of("", file, {}), stem)
        return
    sketch.seen = 1
    sketch.leave(found.place, f"flow {sketch.name}", found.refused)

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

from cxlint.importers.amazon_connect import fields
from cxlint.importers.amazon_connect.account import holds_account, read_account
from cxlint.importers.amazon_connect.containers import find_flows, holds_flows, resembles_flow
from cxlint.importers.registry import Meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.amazon_connect.containers import FlowContainer
    from cxlint.importers.policy_sketch import Names, Sketch

TITLE = "Amazon Connect"
SYNTAXES = ("json", "yaml", "hcl")

FIELDS = fields.FIELDS

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
    Meaning("hours of operation", "a schedule"),
    Meaning("a queue of the account", "a team with its hours; nobody works in a disabled one"),
    Meaning(
        "routing profiles, users",
        "who serves a queue: nobody, where all profiles are at hand and none with people has it",
    ),
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
    """Whether it holds a flow, a wrapped flow, resources that are flows, or an account's data."""
    return holds_flows(source) or holds_account(source)


def resembles(source: Any) -> bool:
    """Whether what was made out of a text that cannot be read is the beginning of a flow."""
    return resembles_flow(source.data)


def read(source: Any, names: Names) -> Iterator[Sketch]:
    """Yield every flow of a file, and what its account holds together."""
    containers = list(find_flows(source))
    for container in containers:
        sketch = _read_flow(container, names)
        fields.look_around(sketch, container)
        if container.block is not None:
            fields.look_at_file(sketch, source)
        yield sketch
    for sketch in read_account(source, names, has_flows=bool(containers)):
        fields.look_at_file(sketch, source)
        yield sketch


def remove_tokens(raw: bytes) -> bytes | None:
    """Return a template that could not be read as text of the same length that can, or None.

    The short tags of CloudFormation go; `${...}` in JSON becomes text, where it is none.
    """
    if b"AWS::Connect::" in raw and _TAG.search(raw):
        return _TAG.sub(lambda tag: b" " * len(tag[0]), raw)
    if b"${" in raw and (b'"Actions"' in raw or b'"modules"' in raw):
        return _JSON_PLACEHOLDERS.sub(_quote_placeholder, raw)
    return None


def _quote_placeholder(found: re.Match[bytes]) -> bytes:
    text = found[0]
    if text[:1] == b'"':
        return _PLACEHOLDER.sub(lambda inner: inner[0].replace(b'"', b"'"), text)
    return b'"$.' + re.sub(rb'["\\\s]', b"_", text[2:-2]) + b'"'


def _read_flow(container: FlowContainer, names: Names) -> Sketch:
    from cxlint.importers.amazon_connect.steps import put_flow

    flow = container.flow
    stem = posixpath.basename(container.source.path).removesuffix(".json")
    own = flow.name if flow else ""
    wrapped = bool(container.name or container.also)
    also = (own, *container.also) if wrapped else (own, stem)
    name = container.name or own
    sketch = names.sketch(container.source, name or stem, container.place, *also, by_file=not name)
    if flow is not None:
        put_flow(sketch, flow, container.type or flow.type)
        fields.look_at_flow(sketch, container.source, flow.place)
    elif container.file:
        _put_outline(sketch, container)
    else:
        sketch.enter("step", {"kind": "unknown", "from_elsewhere": True}, container.place)
        sketch.seen = 1
        say = sketch.lose if container.broken else sketch.leave
        say(container.place, f"flow {sketch.name}", container.refused)
    return sketch


def _put_outline(sketch: Sketch, container: FlowContainer) -> None:
    """Put a flow of which only the wrapping is known: it leads to its file."""
    from cxlint.importers.amazon_connect.flow_types import ENTRY, normalize_type
    from cxlint.importers.amazon_connect.wording import list_names

    is_entry = normalize_type(container.type) == ENTRY
    if is_entry:
        sketch.enter("channel", {"kind": "any", "goes_to": ""}, container.place)
    else:
        step = {"kind": "task", "from_elsewhere": True, "goes_to": ""}
        sketch.enter("step", step, container.place)
    section = "channels" if is_entry else "steps"
    file = posixpath.basename(container.file)
    stem = file.removesuffix(".tftpl").removesuffix(".tpl").removesuffix(".json")
    sketch.lead((section, sketch.name, "goes_to"), *list_names("", file, {}), stem)

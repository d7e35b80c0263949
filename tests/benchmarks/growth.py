"""Every format at n, 2n and 4n bytes of varied content: speed, growth, and the parser alone.

    python tests/benchmarks/growth.py [FORMAT ...] [json]

Nothing is said twice in the files: names, texts, times and sums are drawn at random, from a seed.
Measured are seconds of computing, which other work on the machine disturbs least: medians of
rounds in which the sizes and the parser of Python's library, or PyYAML's, take turns. Growth is the
time for twice the bytes over that for the bytes once, which is 2 where it is linear.
"""

from __future__ import annotations

import gc
import json
import random
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

import yaml

from cxlint.importers.cross_references import join_documents
from cxlint.importers.detection import read_documents
from cxlint.parsing import hcl_parser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SIZE = 250_000
ROUNDS = 5
WORDS = [
    "claim", "invoice", "order", "refund", "address", "contract", "customer", "payment",
    "delivery", "account", "damage", "policy", "meter", "tariff", "notice", "device",
    "ticket", "parcel", "booking", "voucher", "repair", "visit", "quote", "renewal",
]  # fmt: skip
DRAWN = random.Random(7)


def say(words: int = 2) -> str:
    """Return some words and a number."""
    return " ".join([*DRAWN.choices(WORDS, k=words), str(DRAWN.randrange(10_000))])


def connect(count: int) -> str:
    """Return a flow of Amazon Connect."""
    actions = []
    for number in range(count):
        after = f"b{DRAWN.randrange(count)}"
        menu = number % 3 == 0
        ends = [{"NextAction": f"b{DRAWN.randrange(count)}", "ErrorType": "NoMatchingError"}]
        chosen = [
            {"NextAction": f"b{DRAWN.randrange(count)}",
             "Condition": {"Operator": "Equals", "Operands": [str(key)]}}
            for key in range(1, 4)
        ]  # fmt: skip
        actions.append(
            {
                "Identifier": f"b{number}",
                "Type": "GetParticipantInput" if menu else "MessageParticipant",
                "Parameters": {"Text": f"For {say(9)} press 1, for {say(3)} 2, for {say(3)} 3."},
                "Transitions": {
                    "NextAction": after, "Errors": ends, "Conditions": chosen if menu else [],
                },
            }
        )  # fmt: skip
    flow = {"Version": "2019-10-30", "StartAction": "b0", "Metadata": {"name": say()}}
    return json.dumps({**flow, "Actions": actions}, indent=2)


def twilio(count: int) -> str:
    """Return a flow of Twilio Studio."""
    kinds = {"say-play": "audioComplete", "gather-input-on-call": "keypress",
             "split-based-on": "noMatch", "send-message": "sent"}  # fmt: skip
    states: list[dict[str, Any]] = [
        {"name": "Trigger", "type": "trigger", "properties": {},
         "transitions": [{"event": "incomingCall", "next": "w0"}]}
    ]  # fmt: skip
    for number in range(count):
        kind = DRAWN.choice(list(kinds))
        ways = [{"event": kinds[kind], "next": f"w{DRAWN.randrange(count)}"}, {"event": "timeout"}]
        at = {"x": DRAWN.randrange(9_000), "y": number}
        said = {"say": f"For {say(6)} press 1, or 2 for {say(4)}.", "offset": at}
        states.append({"name": f"w{number}", "type": kind, "transitions": ways, "properties": said})
    return json.dumps(
        {"description": say(), "states": states, "initial_state": "Trigger"}, indent=2
    )


def zendesk(count: int) -> str:
    """Return triggers and SLA policies of an account."""
    triggers = [
        {
            "id": number, "title": say(), "active": True, "position": number,
            "conditions": {"all": [
                {"field": "status", "operator": "is", "value": DRAWN.choice(("new", "open"))},
                {"field": "current_tags", "operator": "includes", "value": say(1)},
            ], "any": []},
            "actions": [{"field": "group_id", "value": str(DRAWN.randrange(99))},
                        {"field": "notification_user",
                         "value": ["requester_id", say(3), f"Thank you for {say(12)}."]}],
        }
        for number in range(count)
    ]  # fmt: skip
    policies = [
        {
            "id": number, "title": say(), "position": number,
            "filter": {"all": [{"field": "brand_id", "operator": "is", "value": say(1)}],
                       "any": []},
            "policy_metrics": [
                {"priority": each, "metric": "first_reply_time",
                 "target": DRAWN.randrange(5, 5_000), "business_hours": False}
                for each in ("low", "normal", "high", "urgent")
            ],
        }
        for number in range(count // 4)
    ]  # fmt: skip
    return json.dumps({"triggers": triggers, "sla_policies": policies}, indent=2)


def genesys(count: int) -> str:
    """Return an inbound call flow of Genesys Cloud Archy: tasks of prompts, choices and jumps."""
    lines = ["inboundCall:", f"  name: {say()}", "  defaultLanguage: en-us",
             '  startUpRef: "/inboundCall/tasks/task[t0]"', "  tasks:"]  # fmt: skip
    for number in range(count):
        lines += [
            "    - task:", f"        name: {say()}", f"        refId: t{number}",
            "        actions:", "          - playAudio:", f"              name: {say()}",
            "              audio:", f'                tts: "Please have {say(7)} at hand."',
            "          - decision:", f"              name: {say()}",
            "              condition:", f'                exp: Flow.v{number} == "{say(1)}"',
            "              outputs:", "                yes:", "                  actions:",
            "                    - transferToAcd:", f"                        name: {say()}",
            "                        targetQueue:", "                          lit:",
            f"                            name: {say()}", "          - jumpToTask:",
            f"              name: {say()}",
            f'              targetTaskRef: "/inboundCall/tasks/task[t{DRAWN.randrange(count)}]"',
        ]  # fmt: skip
    return "\n".join(lines)


def salesforce(count: int) -> str:
    """Return the assignment rules of cases."""
    lines = ['<AssignmentRules xmlns="http://soap.sforce.com/2006/04/metadata">',
             "<assignmentRule><fullName>Standard</fullName><active>true</active>"]  # fmt: skip
    for _ in range(count):
        items = "".join(
            f"\n    <criteriaItems>\n      <field>Case.{field}</field>\n"
            f"      <operation>equals</operation>\n      <value>{say()}</value>\n"
            "    </criteriaItems>"
            for field in DRAWN.sample(["Subject", "Origin", "Type", "Reason"], 2)
        )
        lines.append(f"  <ruleEntry>\n    <assignedTo>{say(1)}</assignedTo>\n"
                     f"    <assignedToType>Queue</assignedToType>{items}\n"
                     "  </ruleEntry>")  # fmt: skip
    return "\n".join([*lines, "</assignmentRule>", "</AssignmentRules>"])


def bpmn(count: int) -> str:
    """Return processes of 30 to 100 elements, with lanes, choices and what is drawn of them."""
    spaces = {"b": "MODEL", "d": "DI"}
    said = " ".join(f'xmlns:{key}="http://www.omg.org/spec/BPMN/20100524/{each}"'
                    for key, each in spaces.items())  # fmt: skip
    drawn: list[str] = []
    lines = [f'<b:definitions {said} xmlns:camunda="http://camunda.org/schema/1.0/bpmn">']
    done = 0
    while done < count:
        size = DRAWN.randint(30, 100)
        lines += _draw_process(done, size, drawn)
        done += size
    return "\n".join([*lines, "<d:BPMNDiagram>", *drawn, "</d:BPMNDiagram>", "</b:definitions>"])


def _draw_process(first: int, size: int, drawn: list[str]) -> Iterable[str]:
    yield f'  <b:process id="p{first}" name="{say()}" isExecutable="true">'
    for lane in range(3):
        yield f'    <b:laneSet id="s{first}{lane}"><b:lane id="l{first}{lane}" name="{say(1)}">'
        yield from (f"      <b:flowNodeRef>n{each}</b:flowNodeRef>"
                    for each in range(first + lane, first + size, 3))  # fmt: skip
        yield "    </b:lane></b:laneSet>"
    yield f'    <b:startEvent id="start{first}"/>'
    yield f'    <b:sequenceFlow id="f{first}" sourceRef="start{first}" targetRef="n{first}"/>'
    kinds = ("userTask", "userTask", "serviceTask", "manualTask", "exclusiveGateway")
    for each in range(first, first + size):
        tag = DRAWN.choice(kinds)
        after = [each + 1] if each + 1 < first + size else []
        if tag == "exclusiveGateway":
            after.append(DRAWN.randrange(first, first + size))
        verb = DRAWN.choice(("Check", "Send", "Approve"))
        yield f'    <b:{tag} id="n{each}" name="{verb} {say()}">'
        yield f"      <b:incoming>f{each}</b:incoming>\n    </b:{tag}>"
        for number, target in enumerate(after):
            yield (f'    <b:sequenceFlow id="f{each + 1}-{number}" name="{say(1)}" '
                   f'sourceRef="n{each}" '
                   f'targetRef="n{target}"/>')  # fmt: skip
        x, y = DRAWN.randrange(5_000), DRAWN.randrange(900)
        drawn.append(f'  <d:BPMNShape id="n{each}_di" bpmnElement="n{each}">\n'
                     f'    <d:Bounds x="{x}" y="{y}" width="100" height="80"/>\n'
                     "  </d:BPMNShape>")  # fmt: skip
    yield "  </b:process>"


def pagerduty(count: int) -> str:
    """Return escalation policies of PagerDuty in Terraform."""
    return "\n".join(
        f'resource "pagerduty_escalation_policy" "p{number}" {{\n  name      = "{say()}"\n'
        f"  num_loops = {DRAWN.randrange(9)}\n"
        + "".join(
            f"  rule {{\n    escalation_delay_in_minutes = {DRAWN.randrange(1, 60)}\n"
            "    target {\n"
            f'      type = "user_reference"\n'
            f"      id   = pagerduty_user.u{DRAWN.randrange(count)}.id"
            "\n    }\n  }\n"
            for _ in range(3)
        )
        + "}\n"
        for number in range(count)
    )


def opsgenie(count: int) -> str:
    """Return escalations of Opsgenie in Terraform."""
    return "\n".join(
        f'resource "opsgenie_escalation" "e{number}" {{\n  name = "{say()}"\n'
        + "".join(
            f'  rules {{\n    condition   = "if-not-acked"\n    notify_type = "default"\n'
            f'    delay       = {DRAWN.randrange(60)}\n    recipient {{\n      type = "user"\n'
            f"      id   = opsgenie_user.u{DRAWN.randrange(count)}.id\n    }}\n  }}\n"
            for _ in range(3)
        )
        + "}\n"
        for number in range(count)
    )


def _parse_xml(raw: bytes) -> None:
    expat.ParserCreate().Parse(raw, True)


def _parse_yaml(raw: bytes) -> None:
    yaml.load(raw, Loader=yaml.CSafeLoader)


def _parse_hcl(raw: bytes) -> None:
    hcl_parser.parse("a.tf", raw.decode())


FORMATS: dict[str, tuple[str, Callable[[int], str], Callable[[bytes], object]]] = {
    "twilio-studio": ("flow.json", twilio, json.loads),
    "amazon-connect": ("flow.json", connect, json.loads),
    "genesys-archy": ("flow.yaml", genesys, _parse_yaml),
    "zendesk": ("account.json", zendesk, json.loads),
    "salesforce": ("Case.assignmentRules-meta.xml", salesforce, _parse_xml),
    "bpmn": ("process.bpmn", bpmn, _parse_xml),
    "pagerduty-terraform": ("a.tf", pagerduty, _parse_hcl),
    "opsgenie-terraform": ("a.tf", opsgenie, _parse_hcl),
}


@dataclass(frozen=True, slots=True)
class Growth:
    """Megabytes of the largest file, medians in seconds for it, and growth from n and from 2n."""

    megabytes: float
    parser: float
    read: float
    first: float
    second: float


def measure(name: str, size: int = SIZE, rounds: int = ROUNDS) -> Growth:
    """Make files of a format of about n, 2n and 4n bytes, and read them in turns."""
    path, made, parser = FORMATS[name]
    DRAWN.seed(7)
    count = size * 200 // len(made(200))
    files = [made(count * times).encode() for times in (1, 2, 4)]

    def read(raw: bytes) -> None:
        assert all(each.data for each in join_documents(read_documents(path, raw, {})))

    read(files[0])
    seconds = [
        [_time(parser, files[2]), *(_time(read, raw) for raw in files)] for _ in range(rounds)
    ]
    alone, once, twice, fourfold = (statistics.median(each) for each in zip(*seconds, strict=True))
    return Growth(len(files[2]) / 1e6, alone, fourfold, twice / once, fourfold / twice)


def _time(done: Callable[[bytes], object], raw: bytes) -> float:
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        done(raw)
        return time.process_time() - began
    finally:
        gc.enable()


if __name__ == "__main__":
    chosen = [each for each in sys.argv[1:] if each != "json"] or list(FORMATS)
    found = {name: measure(name) for name in chosen}
    if "json" in sys.argv[1:]:
        print(json.dumps({name: asdict(each) for name, each in found.items()}))
        sys.exit()
    for name, each in found.items():
        print(f"{name}, {each.megabytes:.2f} MB: {each.megabytes / each.read:.1f} MB/s, "
              f"{each.read / each.parser:.1f} times the parser alone; "
              f"twice the bytes {each.first:.2f} and {each.second:.2f} times the time")  # fmt: skip

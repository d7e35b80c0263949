"""Vendors' files of five megabytes: reading them, and joining what they hold into policy.

    python tests/benchmarks/importing.py FORMAT [json]

Measured is from the bytes of a file to documents: recognising, parsing, drawing and joining; and
beside it what the parser of Python's library takes for the same bytes alone. `placed` has the span
of every entity on top, as if each had a finding.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
import xml.etree.ElementTree as ET
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from cxlint.importers.cross_references import join_documents
from cxlint.importers.detection import read_documents

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 5_000_000
ROUNDS = 5
SAID = "Welcome. To change an order press 1, for a return press 2, for anything else stay on. "


@dataclass(frozen=True, slots=True)
class Measured:
    """Megabytes of a file, and medians in seconds."""

    megabytes: float
    library: float
    read: float
    placed: float


def connect(blocks: int) -> bytes:
    """Return a flow of Amazon Connect as its console exports it: menus in a ring, and messages."""
    actions: list[dict[str, Any]] = []
    for number in range(blocks):
        following = f"block-{(number + 1) % blocks}"
        if number % 3:
            kind, parameters = "MessageParticipant", {"Text": SAID}
            conditions = []
        else:
            kind = "GetParticipantInput"
            parameters = {"Text": SAID, "StoreInput": "False", "InputTimeLimitSeconds": "8"}
            chosen = {"Operator": "Equals", "Operands": ["1"]}
            conditions = [{"NextAction": following, "Condition": chosen}]
        errors = [{"NextAction": "end", "ErrorType": "NoMatchingError"}]
        if conditions:
            errors.append({"NextAction": "end", "ErrorType": "InputTimeLimitExceeded"})
            errors.append({"NextAction": following, "ErrorType": "NoMatchingCondition"})
        actions.append(
            {
                "Parameters": parameters,
                "Identifier": f"block-{number}",
                "Type": kind,
                "Transitions": {
                    "NextAction": following, "Errors": errors, "Conditions": conditions,
                },
            }
        )  # fmt: skip
    end = {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}}
    actions.append({**end, "Transitions": {}})
    metadata = {"entryPointPosition": {"x": 0, "y": 0}, "name": "Main line", "type": "contactFlow"}
    flow = {"Version": "2019-10-30", "StartAction": "block-0", "Metadata": metadata}
    return json.dumps({**flow, "Actions": actions}, indent=2).encode()


def twilio(widgets: int) -> bytes:
    """Return a flow of Twilio Studio: menus, splits and messages in a ring."""
    trigger = {
        "name": "Trigger", "type": "trigger", "properties": {},
        "transitions": [{"event": "incomingCall", "next": "widget-0"}],
    }  # fmt: skip
    states: list[dict[str, Any]] = [trigger]
    for number in range(widgets):
        following = f"widget-{(number + 1) % widgets}"
        kind, event = (
            ("say-play", "audioComplete"),
            ("gather-input-on-call", "keypress"),
            ("split-based-on", "noMatch"),
        )[number % 3]
        states.append(
            {
                "name": f"widget-{number}",
                "type": kind,
                "transitions": [{"event": event, "next": following}, {"event": "timeout"}],
                "properties": {"say": SAID, "offset": {"x": number, "y": number}, "loop": 1},
            }
        )
    flow = {"description": "a line", "states": states, "initial_state": "Trigger"}
    return json.dumps(flow, indent=2).encode()


def bpmn(tasks: int) -> bytes:
    """Return a process of tasks in a ring, drawn as modellers draw it."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:v="urn:vendor">',
        '  <process id="p" name="Complaint" isExecutable="true">',
        '    <startEvent id="start"><outgoing>f</outgoing></startEvent>',
        '    <sequenceFlow id="f" sourceRef="start" targetRef="t0" />',
    ]
    for number in range(tasks):
        after = (number + 1) % tasks
        lines += [
            f'    <userTask id="t{number}" name="Decide on claim {number}" v:assignee="clerk">',
            f"      <documentation>{SAID}</documentation>",
            f"      <incoming>f{number}</incoming>",
            f"      <outgoing>f{number + 1}</outgoing>",
            "    </userTask>",
            f'    <sequenceFlow id="f{number + 1}" sourceRef="t{number}" targetRef="t{after}" />',
        ]
    return "\n".join([*lines, "  </process>", "</definitions>"]).encode()


FILES: dict[str, tuple[str, Callable[[int], bytes], Callable[[bytes], object]]] = {
    "amazon-connect": ("flow.json", connect, json.loads),
    "twilio-studio": ("flow.json", twilio, json.loads),
    "bpmn": ("process.bpmn", bpmn, ET.fromstring),
}


def measure(name: str, size: int = SIZE, rounds: int = ROUNDS) -> Measured:
    """Make a file of a format, of about so many bytes, and read it so often."""
    path, made, library = FILES[name]
    raw = made(size * 1_000 // len(made(1_000)))

    def read() -> int:
        found = join_documents(read_documents(path, raw, {}))
        assert all(each.data for each in found)
        return len(found)

    def placed() -> int:
        return sum(
            each.span((section, id_)).line
            for each in join_documents(read_documents(path, raw, {}))
            if isinstance(each.data, dict)
            for section, entities in each.data.items()
            for id_ in (entities if isinstance(entities, dict) else range(len(entities)))
        )

    seconds = [[_timed(lambda: library(raw)), _timed(read), _timed(placed)] for _ in range(rounds)]
    medians = (statistics.median(each) for each in zip(*seconds, strict=True))
    return Measured(len(raw) / 1e6, *medians)


def _timed(done: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    try:
        began = time.perf_counter()
        done()
        return time.perf_counter() - began
    finally:
        gc.enable()


if __name__ == "__main__":
    measured = measure(sys.argv[1])
    if "json" in sys.argv[2:]:
        print(json.dumps(asdict(measured)))
        sys.exit()
    size = measured.megabytes
    print(f"{size:.1f} MB: {size / measured.read:.1f} MB/s read, {size / measured.placed:.1f} with "
          f"every place, {size / measured.library:.1f} by the library's parser alone")  # fmt: skip

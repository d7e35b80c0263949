"""BPMN 2.0: processes with their pools, lanes, tasks, events and gateways.

Source: https://www.omg.org/spec/BPMN/2.0.2. Prefixes vary; elements are told by their namespace.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from cxlint.importers.bpmn import fields
from cxlint.importers.bpmn.labels import is_machine_id
from cxlint.importers.bpmn.model import SPACE
from cxlint.importers.registry import Meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.bpmn.model import Process
    from cxlint.importers.bpmn.process_sketch import ProcessSketch
    from cxlint.importers.policy_sketch import Names, Sketch
    from cxlint.parsing.xml_parser import Xml

TITLE = "BPMN 2.0"
SYNTAXES = ("xml",)

FIELDS = fields.FIELDS

MEANINGS = (
    Meaning("process", "a step of its name, which leads to where it begins"),
    Meaning("process without content", "nothing: it is somebody else's, as a pool without one"),
    Meaning("lane; pool of several", "a team, which does the work that lies in it"),
    Meaning("userTask, manualTask", "work, by the lane or whom the engine assigns it to"),
    Meaning(
        "userTask that approves, by its name or the question after it",
        "a tier of what the process decides; a group has stand-ins, one person has none",
    ),
    Meaning("task without a type", "work where a lane or pool says whose, else a task"),
    Meaning("sendTask, serviceTask, scriptTask, businessRuleTask", "a task nobody notices"),
    Meaning(
        "receiveTask, intermediateCatchEvent, eventBasedGateway",
        "a wait; for a message of a customer's pool, with a limit, a form",
    ),
    Meaning("timer", "the timeout of a wait, a task or a sub-process, where it ends them"),
    Meaning("boundaryEvent", "on_timeout, on_error, or another way on; a reminder ends no wait"),
    Meaning("exclusive, inclusive, complexGateway", "a branch, with its flows as options"),
    Meaning("parallelGateway", "a branch all of whose ways are taken"),
    Meaning("parallelGateway; several flows of one node", "a process whose branches run at once"),
    Meaning("compensation", "a task that is begun from elsewhere, to undo another"),
    Meaning("link events", "one move, from the throwing to the catching event of that name"),
    Meaning("subProcess, transaction, adHocSubProcess", "its content, in its place"),
    Meaning("event sub-process", "a way on from the place around it, when its event happens"),
    Meaning("callActivity", "the process of that id or name, if it is among the files"),
    Meaning("messageFlow", "to a start event, a move to there; to a wait, what it waits for"),
    Meaning("endEvent", "an outcome: the process ends; in a sub-process, the way on from it"),
)


def claims(source: Xml) -> bool:
    """Whether it holds definitions with a process."""
    root = source.root
    if root.tag != "definitions" or root.space != SPACE:
        return False
    return any(child.tag == "process" and child.space == SPACE for child in root.children)


def resembles(source: Xml) -> bool:
    """Whether what could be read of a broken file is the beginning of definitions."""
    return source.root.tag == "definitions" and source.root.space == SPACE


def read(source: Xml, names: Names) -> Iterator[Sketch]:
    """Yield each process of a file."""
    from cxlint.importers.bpmn.message_flows import link_messages
    from cxlint.importers.bpmn.participants import read_file
    from cxlint.importers.bpmn.process_sketch import Messages, open_process
    from cxlint.importers.bpmn.steps import put_process

    file = read_file(source.root)
    stem = posixpath.basename(source.path).split(".")[0]
    messages = Messages({}, {})
    drafts: list[ProcessSketch] = []
    described = [process for process in file.processes if process.nodes]
    for process in described or file.processes:
        stated = _find_title(process)
        title = stated or stem
        name = f"{title} (process)" if title in file.people else title
        words = [word for word in (process.id, title) if word != name]
        place = process.element.start
        sketch = names.sketch(source, name, place, *words, by_file=not stated)
        sketch.file_word = sketch.name if name == stem and process.name != stem else ""
        drafts.append(open_process(process, sketch, file, messages))
    link_messages(file, drafts, messages)
    for number, draft in enumerate(drafts):
        put_process(draft)
        if not number:
            fields.look_at_elements(draft.sketch, source.root)
        yield draft.sketch


def _find_title(process: Process) -> str:
    """Return what a process is called; empty where nothing says it."""
    if process.name or process.pool_name:
        return process.name or process.pool
    return "" if not process.id or is_machine_id(process.id) else process.id

"""What the processes of a BPMN file share: pools, messages between them, resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cxlint.importers.bpmn import assignees
from cxlint.importers.bpmn.model import SPACE, WAITS, Process, is_customer, plain
from cxlint.importers.bpmn.sequence_flows import Sent, Ways

if TYPE_CHECKING:
    from cxlint.importers.bpmn.model import Node
    from cxlint.importers.policy_sketch import Sketch
    from cxlint.parsing.xml_parser import Element


class Awaited(NamedTuple):
    """What a wait waits for, in words, and whether it is the customer's turn."""

    words: str
    by_customer: bool


class File:
    """What the processes of a file share: pools, messages, resources."""

    def __init__(self, root: Element) -> None:
        self.collaborations = list(root.all("collaboration"))
        self.pools: dict[str, list[str]] = {}
        self.blank: dict[str, str] = {}
        pool_names: dict[str, str] = {}
        for collaboration in self.collaborations:
            for pool in collaboration.all("participant"):
                process = (pool.get("processRef") or "").rpartition(":")[2]
                name, id_ = plain(pool.get("name")), pool.get("id") or ""
                self.pools.setdefault(process, []).append(id_)
                pool_names.setdefault(process, name)
                self.blank[id_] = name
        elements = [each for each in root.all("process") if each.space == SPACE]
        self.alone = len(elements) == 1
        self.processes = [
            Process(each, pool_names.get(each.get("id") or "", "")) for each in elements
        ]
        self.resources = {
            each.get("id") or "": plain(each.get("name")) for each in root.all("resource")
        }
        self.people = {
            who[0]
            for process in self.processes
            for node in process.nodes.values()
            if (who := assignees.hand(process, node, alone=self.alone)) is not None
            and not assignees.is_customers(who)
        }
        self.reached: dict[str, tuple[Ways, Node]] = {}
        self.entered: dict[str, Ways] = {}
        self.sent: dict[str, list[Sent]] = {}
        self.awaited: dict[str, Awaited] = {}

    def ways(self, process: Process, sketch: Sketch) -> Ways:
        """Return the ways in a process, and note by which ids messages come to it."""
        ways = Ways(process, sketch, self.sent)
        self.reached.update((id_, (ways, node)) for id_, node in process.nodes.items())
        self.entered.update((pool, ways) for pool in self.pools.get(process.id, ()))
        return ways

    def lay_messages(self) -> None:
        """Note which message begins a process, and what the waits are waiting for."""
        for collaboration in self.collaborations:
            for message in collaboration.all("messageFlow"):
                source, target = message.get("sourceRef") or "", message.get("targetRef") or ""
                here = self.reached.get(source)
                there = self.reached.get(target)
                if there is not None:
                    owner, node = there
                    owner.sketch.seen += 1
                    if node.tag == "startEvent" and here is not None:
                        self.sent.setdefault(source, []).append(Sent(message.start, owner, node))
                    elif node.tag in WAITS:
                        self.awaited.setdefault(target, self._awaited(message, source, here))
                elif target in self.entered and here is not None:
                    here[0].sketch.seen += 1
                    to = self.entered[target]
                    self.sent.setdefault(source, []).append(Sent(message.start, to, None))
                elif here is not None and target not in self.blank:
                    what = f"message flow to {target or 'nothing'}"
                    here[0].sketch.leave(message.start, what, "it is not in this file")

    def _awaited(self, message: Element, source: str, here: tuple[Ways, Node] | None) -> Awaited:
        sender = here[0].process.pool or here[0].sketch.name if here else self.blank.get(source)
        name = plain(message.get("name")) or "a message"
        words = f"until {name} comes from {sender or 'somebody'}"
        return Awaited(words, is_customer(sender or ""))

"""What a BPMN file holds: its processes, the pools they lie in, and the people who act in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.bpmn.assignees import find_performer, is_customers
from cxlint.importers.bpmn.model import SPACE, join_lines
from cxlint.importers.bpmn.process_reader import read_process
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxlint.importers.bpmn.model import Process
    from cxlint.parsing.xml_parser import Element


class ProcessFile(NamedTuple):
    """A file with processes.

    `pools` are the ids of the pools of each process, `pool_names` what each is called; `people`
    are the lanes and pools that act and are no customers. `alone` is whether there is one process.
    """

    processes: Sequence[Process]
    alone: bool
    pools: Mapping[str, list[str]]
    pool_names: Mapping[str, str]
    people: frozenset[str]
    resources: Mapping[str, str]
    message_flows: Sequence[Element]


def read_file(root: Element) -> ProcessFile:
    """Return what the root of a file holds."""
    collaborations = list(root.all("collaboration"))
    pools: dict[str, list[str]] = {}
    pool_names: dict[str, str] = {}
    names: dict[str, str] = {}
    for collaboration in collaborations:
        for pool in collaboration.all("participant"):
            process = (pool.get("processRef") or "").rpartition(":")[2]
            name, id_ = join_lines(pool.get("name")), pool.get("id") or ""
            pools.setdefault(process, []).append(id_)
            names.setdefault(process, name)
            pool_names[id_] = name
    elements = [each for each in root.all("process") if each.space == SPACE]
    processes = [read_process(each, names.get(each.get("id") or "", "")) for each in elements]
    alone = len(processes) == 1
    return ProcessFile(
        processes=processes,
        alone=alone,
        pools=pools,
        pool_names=pool_names,
        people=_list_people(processes, alone=alone),
        resources={
            each.get("id") or "": join_lines(each.get("name")) for each in root.all("resource")
        },
        message_flows=[flow for each in collaborations for flow in each.all("messageFlow")],
    )


def _list_people(processes: Sequence[Process], *, alone: bool) -> frozenset[str]:
    return frozenset(
        performer.name
        for process in processes
        for node in process.nodes.values()
        if (performer := find_performer(process, node, alone=alone)) is not None
        and not is_customers(performer)
    )

"""Branches of a process that come together without waiting, so that all behind happens twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.check_support.process_nets import read_process_nets
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.algorithms.token_runs import Fault
    from cxlint.linting.check_support.process_nets import ProcessNet
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "place", "what", "branches"})
"""What a message may name."""

NAMED = 3
"""How many branches a sentence names."""


def multi_merge(policy: Policy) -> Iterator[Hit]:
    """Yield each step of a process to which two branches come at the same time, unsynchronised.

    Both go on from there, so that whatever follows is done twice. Told only where something is
    done behind it. Case `several`: only where more than one of several ways is taken. Facts: id
    (of the process), place, what (the first that is done twice), branches (that come there).

    Args:
        policy: the policy.
    """
    known: set[tuple[str, str]] = set()
    for process in read_process_nets(policy):
        faults = [(fault, "") for fault in process.faults.doubled]
        faults += [(fault, "several") for fault in process.faults.perhaps_doubled]
        for fault, case in faults:
            about = (process.process.id, process.names[fault.node])
            if about not in known:
                known.add(about)
                yield _hit(process, fault, case)


def _hit(process: ProcessNet, fault: Fault, case: str) -> Hit:
    entity, names = process.process, process.names
    place = names[fault.node]
    what = place if process.net.acts[fault.node] else process.find_following(fault.node)
    sources = [source for source, target in process.net.edges if target == fault.node]
    branches = list(dict.fromkeys(names[source] for source in sources))
    path = process.list_path(fault.run, fault.node)
    return build_hit(
        entity,
        "steps",
        place,
        facts={"place": place, "what": what, "branches": shorten_list(branches, NAMED)},
        key=(place,),
        case=case,
        severity="info" if case else None,
        witness=tuple((entity.at("steps", name), name) for name in path),
        related=tuple((entity.at("steps", name), "comes here as well") for name in branches),
    )

"""Joins of a process that wait for a branch which does not come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.token_runs import find_cause
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.check_support.process_nets import list_names, read_process_nets
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.algorithms.token_runs import Cause, Fault
    from cxlint.linting.check_support.process_nets import ProcessNet
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "place", "before", "branch", "missing", "choice", "end", "number"})
"""What a message may name."""

NAMED = 3
"""How many branches a sentence names."""


def stuck_join(policy: Policy) -> Iterator[Hit]:
    """Yield each step of a process that waits for all of its branches, where one does not come.

    Every order in which the steps can go on is looked at, with fitting forks and joins drawn
    together. Case `choice`: only one of the ways is taken before it. Case `end`: a branch ends on
    its own before it. Case `circle`: it waits for what only comes after it. Case empty: another.
    Case `unfinished`, one a process: there were too many orders to look at all of them. Not told
    where what is waited for comes from another start of the process. The witness is the way of a
    customer who waits there. Unstated where nothing says how many of its ways a step takes, or, of
    what is no vendor's, that the step with which a branch ends does not end all. Facts: id (of the
    process), place, before (what comes after it), branch (taken), missing (branches), choice (the
    step that decides), end (the step with which the branch ends), number (how many orders were
    looked at).

    Args:
        policy: the policy.
    """
    known: set[tuple[str, str]] = set()
    for process in read_process_nets(policy):
        ahead: dict[int, set[int]] = {}
        for fault in process.faults.stuck:
            cause = find_cause(process.net, fault)
            about = (process.process.id, process.names[fault.node])
            begin = next(each for each in fault.run if each >= 0)
            if begin not in ahead:
                ahead[begin] = _list_ahead(process, begin)
            if about not in known and all(
                process.net.edges[edge][0] in ahead[begin] for edge in cause.missing
            ):
                known.add(about)
                yield _hit(process, fault, cause)
        if not process.faults.complete and (process.process.id, "") not in known:
            known.add((process.process.id, ""))
            facts = _facts() | {"number": process.faults.steps}
            yield build_hit(process.process, facts=facts, case="unfinished", severity="info")


def _facts() -> dict[str, object]:
    return dict.fromkeys(("place", "before", "branch", "missing", "choice", "end", "number"), "")


def _list_ahead(process: ProcessNet, begin: int) -> set[int]:
    """Return where a run can come to that begins at a node."""
    out_of = process.list_followers()
    nodes = [begin]
    seen = set(nodes)
    for each in nodes:  # grows while it is walked
        fresh = [target for target in out_of[each] if target not in seen]
        seen.update(fresh)
        nodes.extend(fresh)
    return seen


def _hit(process: ProcessNet, fault: Fault, cause: Cause) -> Hit:
    names, net, entity = process.names, process.net, process.process
    place = names[fault.node]
    missing = [_name_branch(process, edge, fault.node) for edge in cause.missing]
    facts = _facts() | {
        "place": place,
        "before": process.find_following(fault.node) or place,
        "missing": shorten_list(list(dict.fromkeys(missing)), NAMED),
    }
    related = [(entity.at("steps", name), "not come to then") for name in dict.fromkeys(missing)]
    if cause.edge >= 0:
        source, target = net.edges[cause.edge]
        choice = names[source]
        branch = names[target] if target != fault.node else choice
        facts |= {"choice": choice, "branch": branch, "end": names[cause.end]}
        related.insert(0, (entity.at("steps", choice), "one of the ways is taken here"))
    path = process.list_path(fault.run, fault.node)
    unstated = cause.edge >= 0 and not _says_enough(process, cause)
    return build_hit(
        entity,
        "steps",
        place,
        facts=facts,
        key=(place,),
        case=cause.kind,
        witness=tuple((entity.at("steps", name), name) for name in path),
        related=tuple(each for each in related if each[0] != entity.at("steps", place)),
        unstated=unstated,
    )


def _says_enough(process: ProcessNet, cause: Cause) -> bool:
    """Whether it is said that one way is taken, and that the branch ends nothing but itself."""
    source, target = (process.names[node] for node in process.net.edges[cause.edge])
    step = process.find_step(source)
    if target in list_names(step.get("goes_to")) and not step.get("takes"):
        return False
    if cause.kind != "end" or process.process.document.vendor_file:
        return True
    return "ends_all" in process.find_step(process.names[cause.end])


def _name_branch(process: ProcessNet, edge: int, join: int) -> str:
    """Return the last step on a branch at which something is done, else the branch's last step."""
    into: dict[int, list[int]] = {}
    for source, target in process.net.edges:
        into.setdefault(target, []).append(source)
    node = process.net.edges[edge][0]
    while not process.net.acts[node] and len(into.get(node, ())) == 1 and node != join:
        node = into[node][0]
    last = process.net.edges[edge][0]
    return process.names[node if process.net.acts[node] else last]

"""How contacts go through a flow of Amazon Connect: in which cycles, and to which queue."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING

from cxlint.algorithms.components import components
from cxlint.importers.amazon_connect.block_types import MATCH, NEXT, read_mapping, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.importers.amazon_connect.block_types import Block

PATIENT = frozenset({"MessageParticipantIteratively", "Wait"})
"""Types of block at which contacts wait for somebody to answer."""

ASKING = frozenset({"ConnectParticipantWithLexBot", "GetParticipantInput"})
"""Types of block at which contacts are asked something."""

MOST_QUEUES = 4
"""How many queues are told apart at one block; beyond, it is one of several."""

SEVERAL = frozenset({"\0several"})
_TYPED_IN = ("$.StoredCustomerInput", "$.Lex", "$.System.Stored customer input")


def find_cycles(blocks: Mapping[str, Block]) -> dict[str, int]:
    """Return, for each block that lies on a cycle, the number of its component."""
    ids = list(blocks)
    numbers = {id_: number for number, id_ in enumerate(ids)}
    out = [
        [numbers[branch.target] for branch in blocks[id_].branches if branch.target in numbers]
        for id_ in ids
    ]
    of = components(out).of
    sizes = Counter(of)
    return {
        id_: of[number]
        for number, id_ in enumerate(ids)
        if sizes[of[number]] > 1 or number in out[number]
    }


def find_questions(blocks: Mapping[str, Block]) -> frozenset[str]:
    """Return the blocks on cycles in which something is asked, and that never go back to waiting.

    What is played until somebody answers, and a wait, is waiting; a question in between is none.
    """
    busy = {id_: block for id_, block in blocks.items() if block.type not in PATIENT}
    cycles = find_cycles(busy)
    asking = {number for id_, number in cycles.items() if blocks[id_].type in ASKING}
    return frozenset(id_ for id_, number in cycles.items() if number in asking)


def find_counters(blocks: Mapping[str, Block], cycles: Mapping[str, int]) -> frozenset[str]:
    """Return the blocks that compare something their own cycle keeps changing.

    Such a cycle may be counted out: what customers type in is no count.
    """
    changed: dict[int, set[str]] = {}
    for id_, number in cycles.items():
        changed.setdefault(number, set()).update(_list_changes(blocks[id_]))
    return frozenset(
        id_
        for id_, number in cycles.items()
        if blocks[id_].type == "Compare" and _find_comparison(blocks[id_]) in changed[number]
    )


def _list_changes(block: Block) -> Iterator[str]:
    if block.type == "InvokeLambdaFunction":
        yield "\0external"
    if block.type in ("UpdateContactAttributes", "UpdateFlowAttributes"):
        attributes = block.settings.get("Attributes") or block.settings.get("FlowAttributes")
        for name, value in read_mapping(attributes).items():
            if not str(value).startswith(_TYPED_IN):
                yield name.casefold()


def _find_comparison(block: Block) -> str:
    value = read_text(block.settings.get("ComparisonValue"))
    if value.startswith("$.External."):
        return "\0external"
    return value.rpartition(".")[2].strip("[]'\"").casefold()


def find_hours(blocks: Mapping[str, Block], start: str) -> Block | None:
    """Return the check of hours that everybody passes before they can choose anything."""
    met: set[str] = set()
    block = blocks.get(start)
    while block is not None and block.id not in met:
        met.add(block.id)
        if block.type == "CheckHoursOfOperation":
            return block
        on = {branch.target for branch in block.branches if branch.event in (NEXT, MATCH)}
        block = blocks.get(on.pop()) if len(on) == 1 and block.type not in ASKING else None
    return None


def trace_queues(blocks: Mapping[str, Block], start: str) -> dict[str, frozenset[str]]:
    """Return, for each block, the blocks that may have chosen the queue contacts then are in.

    The empty text stands for a queue chosen before the flow began.
    """
    known: dict[str, frozenset[str]] = {start: frozenset({""})} if start in blocks else {}
    waiting = deque(known)
    while waiting:
        id_ = waiting.popleft()
        block, before = blocks[id_], known[id_]
        for branch in block.branches:
            if branch.target not in blocks:
                continue
            chooses = block.type == "UpdateContactTargetQueue" and branch.event == NEXT
            after = frozenset({id_}) if chooses else before
            queues = known.get(branch.target, frozenset()) | after
            if len(queues) > MOST_QUEUES or queues & SEVERAL:
                queues = SEVERAL
            if queues != known.get(branch.target) and known.get(branch.target) != SEVERAL:
                known[branch.target] = queues
                waiting.append(branch.target)
    return known

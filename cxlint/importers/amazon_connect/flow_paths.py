"""How contacts go through a flow of Amazon Connect: in which circles, and to which queue."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from cxlint.algorithms.components import cyclic_components
from cxlint.importers.amazon_connect.block_types import NEXT, table, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.importers.amazon_connect.block_types import Block

MOST_QUEUES = 4
"""How many queues are told apart at one block; beyond, it is one of several."""

SEVERAL = frozenset({"\0several"})
_TYPED_IN = ("$.StoredCustomerInput", "$.Lex", "$.System.Stored customer input")


def circles(blocks: Mapping[str, Block]) -> dict[str, int]:
    """Return, for each block that lies on a circle, the number of its knot."""
    ids = list(blocks)
    order = {id_: at for at, id_ in enumerate(ids)}
    out = [[order[way.target] for way in blocks[id_].ways if way.target in order] for id_ in ids]
    return {
        ids[each]: number
        for number, component in enumerate(cyclic_components(out))
        for each in component
    }


def counters(blocks: Mapping[str, Block], cycles: Mapping[str, int]) -> set[str]:
    """Return the blocks that compare something their own circle keeps changing.

    Such a circle may be counted out: what customers type in is no count.
    """
    changed: dict[int, set[str]] = {}
    for id_, number in cycles.items():
        changed.setdefault(number, set()).update(_changes(blocks[id_]))
    return {
        id_
        for id_, number in cycles.items()
        if blocks[id_].type == "Compare" and _compared(blocks[id_]) in changed[number]
    }


def _changes(block: Block) -> Iterator[str]:
    if block.type == "InvokeLambdaFunction":
        yield "\0external"
    if block.type in ("UpdateContactAttributes", "UpdateFlowAttributes"):
        told = block.settings.get("Attributes") or block.settings.get("FlowAttributes")
        for name, value in table(told).items():
            if not str(value).startswith(_TYPED_IN):
                yield name.casefold()


def _compared(block: Block) -> str:
    value = word(block.settings.get("ComparisonValue"))
    if value.startswith("$.External."):
        return "\0external"
    return value.rpartition(".")[2].strip("[]'\"").casefold()


def queues(blocks: Mapping[str, Block], start: str) -> dict[str, frozenset[str]]:
    """Return, for each block, the blocks that may have chosen the queue contacts then are in.

    The empty text stands for a queue chosen before the flow began.
    """
    known: dict[str, frozenset[str]] = {start: frozenset({""})} if start in blocks else {}
    waiting = deque(known)
    while waiting:
        id_ = waiting.popleft()
        block, before = blocks[id_], known[id_]
        for way in block.ways:
            if way.target not in blocks:
                continue
            chooses = block.type == "UpdateContactTargetQueue" and way.event == NEXT
            told = frozenset({id_}) if chooses else before
            joined = known.get(way.target, frozenset()) | told
            if len(joined) > MOST_QUEUES or joined & SEVERAL:
                joined = SEVERAL
            if joined != known.get(way.target) and known.get(way.target) != SEVERAL:
                known[way.target] = joined
                waiting.append(way.target)
    return known

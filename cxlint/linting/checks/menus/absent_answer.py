"""Steps that go by an answer which customers did not give there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.dominators import dominators, dominators_of
from cxlint.algorithms.propagation import spread_sets
from cxlint.graph.outcomes_ahead import asks, kind_of, question_before
from cxlint.linting.check_support.hits import build_hit
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.network import Network, Node
    from cxlint.linting.model.finding import Hit

FACTS = frozenset({"id", "asked", "question"})
"""What a message may name."""


class _Use(NamedTuple):
    """A step that looks at the answer of another, which it names as the so-many-th."""

    node: Node
    asked: Node
    number: int


def absent_answer(network: Network) -> Iterator[Hit]:
    """Yield the places where a step looks at an answer that is not there.

    Case empty: no way leads from the one to the other, so that there is never an answer. Case
    `other`: a branch right behind a question looks at another one, and nothing looks at the
    answer to this one. Case `some`, as information: some way to a branch passes the question by.
    Of several tasks that a step looks at, any may be the one whose result it uses. Facts: id,
    asked, question (where it is another one).

    Args:
        network: the policy's graph.
    """
    if network.policy.unsure("handoff") or network.policy.unsure("step"):
        return
    uses = list(_list_uses(network))
    if not uses:
        return
    starts = [node.number for node in network.nodes if _is_way_in(node)]
    out = [[move.target.number for move in moves] for moves in network.leaving]
    bits = {number: 1 << bit for bit, number in enumerate({use.asked.number for use in uses})}
    held = spread_sets(out, bits)
    passed = dominators(out, starts)
    read = {use.asked.number for use in uses}
    by_step: dict[int, list[_Use]] = {}
    for use in uses:
        by_step.setdefault(use.node.number, []).append(use)
    for listed in by_step.values():
        node = listed[0].node
        if passed[node.number] < 0:
            continue  # nobody comes here: another matter
        absent = _list_absent(listed, held[node.number], bits)
        for use in absent:
            yield _hit(use, "", network)
        if not absent and kind_of(node) == "branch":
            yield from _judge_branch(network, listed, read, passed)


def _list_uses(network: Network) -> Iterator[_Use]:
    for node in network.nodes:
        if node.kind != "step" or node.entity is None or node.opaque:
            continue
        for number, id_ in enumerate(node.entity.texts("looks_at")):
            asked = network.node(id_)
            if asked is not None and asked.kind == "step" and asked is not node:
                yield _Use(node, asked, number)


def _is_way_in(node: Node) -> bool:
    if node.kind == "channel":
        return True
    stated = node.entity.data if node.kind == "step" and node.entity is not None else {}
    return stated.get("from_elsewhere") is True


def _list_absent(listed: Sequence[_Use], held: int, bits: Mapping[int, int]) -> list[_Use]:
    """Return the uses of what never comes before; of tasks, only where none of them does."""
    absent = [use for use in listed if not held & bits[use.asked.number]]
    tasks = [use for use in listed if not asks(use.asked)]
    some = any(use not in absent for use in tasks)
    return [use for use in absent if asks(use.asked) or not some]


def _judge_branch(
    network: Network, listed: Sequence[_Use], read: set[int], passed: Sequence[int]
) -> Iterator[Hit]:
    node, first = listed[0].node, listed[0]
    question, gates = question_before(network, node), dominators_of(passed, node.number)
    if question is not None and question.number not in read and asks(first.asked):
        yield _hit(first, "other", network, question)
    elif len(listed) == 1 and asks(first.asked) and first.asked.number not in gates:
        yield _hit(first, "some", network)


def _hit(use: _Use, case: str, network: Network, question: Node | None = None) -> Hit:
    entity = use.node.entity
    assert entity is not None
    listed = isinstance(entity.data.get("looks_at"), list)
    keys = ("looks_at", use.number) if listed else ("looks_at",)
    question = question or question_before(network, use.node)
    return build_hit(
        entity,
        *keys,
        facts={"asked": use.asked.id, "question": question.id if question else ""},
        key=(use.asked.id,),
        case=case,
        severity="info" if case == "some" else None,
    )

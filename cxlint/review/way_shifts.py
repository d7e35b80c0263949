"""Ways on from a place that are new or gone, with those around them that stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cxlint.graph.builder import build
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxlint.graph.network import Network, Node
    from cxlint.policy.policy import Policy

Key = tuple[str, str, str]


class WayEnd(NamedTuple):
    """A place on a way: its id, what kind it is, and what people call it."""

    id: str
    kind: str
    label: str


class WayShift(NamedTuple):
    """A way on from one place to another: of which kind, and what became of it."""

    source: WayEnd
    target: WayEnd
    kind: str
    state: Literal["new", "gone", "same"]


def compare_ways(before: Policy, after: Policy, renames: Mapping[str, str]) -> Sequence[WayShift]:
    """Return the ways that are new or gone, and those that stay and touch a place of theirs.

    What is called otherwise afterwards is the same place; nothing is returned where nothing shifts.
    """
    names = {old.partition("/")[2]: new.partition("/")[2] for old, new in renames.items()}
    old, new = _ways(build(before), names), _ways(build(after), {})
    shifted = dict.fromkeys(new.keys() - old.keys(), "new")
    shifted |= dict.fromkeys(old.keys() - new.keys(), "gone")
    touched = {place for source, target, _ in shifted for place in (source, target)}
    told = [WayShift(*(new if state == "new" else old)[key], key[2], state)  # type: ignore[arg-type]
            for key, state in sorted(shifted.items())]  # fmt: skip
    told += [
        WayShift(*ends, key[2], "same")
        for key, ends in sorted(new.items())
        if key in old and not touched.isdisjoint(key[:2])
    ]
    return told


def _ways(network: Network, names: Mapping[str, str]) -> dict[Key, tuple[WayEnd, WayEnd]]:
    found: dict[Key, tuple[WayEnd, WayEnd]] = {}
    for move in network.moves:
        source, target = _place(move.source, names), _place(move.target, names)
        found.setdefault((source.id, target.id, move.kind), (source, target))
    return found


def _place(node: Node, names: Mapping[str, str]) -> WayEnd:
    called = node.entity.get("name") if node.entity is not None else None
    id_ = names.get(node.id, node.id)
    return WayEnd(id_, node.kind, str(called or id_))

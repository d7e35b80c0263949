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
    """Return the ways that are new or gone, and those beside them that stay.

    What is called otherwise afterwards is the same place; nothing is returned where nothing shifts.
    """
    names = {old.partition("/")[2]: new.partition("/")[2] for old, new in renames.items()}
    old, new = _ways(build(before), names), _ways(build(after), {})
    told = [WayShift(*new[key], key[2], "new") for key in sorted(new.keys() - old.keys())]
    told += [WayShift(*old[key], key[2], "gone") for key in sorted(old.keys() - new.keys())]
    sources = {way.source.id for way in told}
    touched = sources | {way.target.id for way in told}
    told += [
        WayShift(*new[key], key[2], "same")
        for key in sorted(new.keys() & old.keys())
        if key[0] in sources or touched.issuperset(key[:2])
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

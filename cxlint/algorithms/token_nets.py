"""Nets on which tokens move, and their reduction where splits and joins fit.

A process is a net: what splits sends a token on along one, some or all of its edges, and what joins
waits for each token alone, for some or for all. Fragments with one way in and one way out whose
split and join fit are drawn together, so that what is left is where something can go wrong.
Source: W. M. P. van der Aalst, Verification of workflow nets, 1997, for what soundness means;
J. Vanhatalo, H. Völzer, F. Leymann, Faster and more focused control-flow analysis, 2007, for the
fragments.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Rope = Any
    """What happens one after another: nothing, a number, or two ropes; edge e stands as ~e."""

FITTING = frozenset(
    {("one", "each"), ("one", "some"), ("all", "all"), ("all", "some"), ("some", "some")}
)
"""Splits and joins between which two edges are as good as one."""


class TokenNet(NamedTuple):
    """A net. `takes` is one, some or all, `waits` each, some or all, for every node.

    `acts` says which nodes do something, `stops` which end the whole when a token comes to them;
    a token enters at one of the `starts`.
    """

    takes: Sequence[str]
    waits: Sequence[str]
    acts: Sequence[bool]
    stops: Sequence[bool]
    edges: Sequence[tuple[int, int]]
    starts: Sequence[int]


class Residue:
    """What is left of a net when all that fits is drawn together.

    The node behind the last of the net is the root, from which a token comes; it has number
    `root`. `content` is what happens in a node, `rope` what happens along an edge, `cost` how much
    that is. `steps` counts the edges that were looked at.
    """

    def __init__(self, net: TokenNet) -> None:
        size = len(net.takes)
        self.root = size
        self.takes = [*net.takes, "one"]
        self.waits = [*net.waits, "each"]
        self.acts = [*net.acts, False]
        self.stops = [*net.stops, False]
        self.content: list[Rope] = [*range(size), ()]
        self.ins: list[set[int]] = [set() for _ in range(size + 1)]
        self.outs: list[set[int]] = [set() for _ in range(size + 1)]
        self.source: list[int] = []
        self.target: list[int] = []
        self.rope: list[Rope] = []
        self.cost: list[int] = []
        self.edge_acts: list[bool] = []
        self.node_cost = [1] * size + [0]
        self.alive: list[bool] = []
        self.steps = 0
        self._pairs: dict[tuple[int, int], int] = {}
        self._ends: dict[int, int] = {}
        self._waiting: deque[int] = deque()
        for source, target in [*net.edges, *((size, start) for start in net.starts)]:
            self._add_edge(source, target)
        self._reduce()

    @property
    def nodes(self) -> list[int]:
        """The nodes that are left."""
        return [node for node in range(self.root + 1) if self.ins[node] or self.outs[node]]

    @property
    def is_sequential(self) -> bool:
        """Whether nothing is left that sends out more than one token or waits for several."""
        return not any(
            (self.waits[node] != "each" and len(self.ins[node]) > 1)
            or (self.takes[node] != "one" and len(self.outs[node]) > 1)
            for node in self.nodes
        )

    def _add_edge(self, source: int, target: int) -> None:
        edge = len(self.source)
        self.source.append(source)
        self.target.append(target)
        self.rope.append(~edge)
        self.cost.append(0)
        self.edge_acts.append(False)
        self.alive.append(True)
        self.outs[source].add(edge)
        self.ins[target].add(edge)

    def _reduce(self) -> None:
        for edge in self._edges_in_breadth():
            self._place(edge)
        while self._waiting:
            edge = self._waiting.popleft()
            self.steps += 1
            if self.alive[edge]:
                self._reduce_edge(edge)

    def _edges_in_breadth(self) -> list[int]:
        """Return all edges that a token can come to, the nearest first."""
        seen = {self.root}
        found: list[int] = []
        nodes = [self.root]
        for node in nodes:  # grows while it is walked
            for edge in sorted(self.outs[node]):
                found.append(edge)
                if self.target[edge] not in seen:
                    seen.add(self.target[edge])
                    nodes.append(self.target[edge])
        for edge in set(range(len(self.source))).difference(found):
            self._remove(edge)
        return found

    def _place(self, edge: int) -> None:
        """Look at an edge again; one that is as good as another between its ends is left out."""
        pair = self.source[edge], self.target[edge]
        other = self._pairs.get(pair, edge)
        if other != edge and self.alive[other] and self._ends_of(other) == pair:
            if (self.takes[pair[0]], self.waits[pair[1]]) in FITTING:
                self._merge(edge, other)
                return
        else:
            self._pairs[pair] = edge
        self._waiting.append(edge)

    def _ends_of(self, edge: int) -> tuple[int, int]:
        return self.source[edge], self.target[edge]

    def _merge(self, edge: int, other: int) -> None:
        """Keep one of two edges: what happens along both, or along the shorter one."""
        if self.takes[self.source[edge]] == "all":
            self.rope[other] = (self.rope[other], self.rope[edge])
            self.cost[other] += self.cost[edge]
        elif self.cost[edge] < self.cost[other]:
            self.rope[other], self.cost[other] = self.rope[edge], self.cost[edge]
        self.edge_acts[other] |= self.edge_acts[edge]
        self._remove(edge)

    def _remove(self, edge: int) -> None:
        source, target = self._ends_of(edge)
        self.alive[edge] = False
        self.outs[source].discard(edge)
        self.ins[target].discard(edge)
        if len(self.outs[source]) == 1:
            self._waiting.extend((*self.outs[source], *self.ins[source]))
        if len(self.ins[target]) == 1:
            self._waiting.extend(self.ins[target])

    def _reduce_edge(self, edge: int) -> None:
        source, target = self._ends_of(edge)
        if source == target:
            if (self.takes[source], self.waits[source]) == ("one", "each") and len(
                self.outs[source]
            ) > 1:
                self._remove(edge)
        elif self._is_plain_end(target):
            self._reduce_end(edge)
        elif source != self.root and len(self.outs[source]) == 1 == len(self.ins[target]):
            self._fuse(edge)
        elif self._can_be_absorbed(source, target):
            self._absorb(edge)

    def _can_be_absorbed(self, source: int, target: int) -> bool:
        """Whether a node only lies on an edge, or is a choice that follows a choice."""
        if len(self.ins[target]) > 1 or not self.outs[target]:
            return False
        return len(self.outs[target]) == 1 or self.takes[source] == self.takes[target] == "one"

    def _is_plain_end(self, node: int) -> bool:
        """Whether a token that comes there is gone, and nothing else happens."""
        if self.outs[node] or self.stops[node]:
            return False
        return len(self.ins[node]) == 1 or (self.waits[node] != "all" and not self.acts[node])

    def _reduce_end(self, edge: int) -> None:
        """Forget a branch that simply ends, unless it is a choice that others wait for."""
        source = self.source[edge]
        if len(self.outs[source]) > 1:
            if self.takes[source] == "all":
                self._remove(edge)
                return
            other = self._ends.get(source, edge)
            if other != edge and self.alive[other] and self.source[other] == source:
                edge = self._keep_shorter(other, edge)
            self._ends[source] = edge
        elif source != self.root:
            target = self.target[edge]
            self._extend(source, edge, target)
            self.takes[source] = "one"
            self._remove(edge)
            self._waiting.extend(sorted(self.ins[source]))

    def _keep_shorter(self, *ends: int) -> int:
        """Forget the longer of two branches that end, each at an end of its own."""
        shorter, longer = sorted(ends, key=self._cost_to_end)
        self.edge_acts[shorter] |= self.edge_acts[longer] or self.acts[self.target[longer]]
        self._remove(longer)
        return shorter

    def _cost_to_end(self, edge: int) -> int:
        return self.cost[edge] + self.node_cost[self.target[edge]]

    def _extend(self, source: int, edge: int, target: int) -> None:
        self.content[source] = ((self.content[source], self.rope[edge]), self.content[target])
        self.node_cost[source] += self.cost[edge] + self.node_cost[target]
        self.acts[source] |= self.edge_acts[edge] or self.acts[target]

    def _fuse(self, edge: int) -> None:
        """Draw two nodes together of which one follows the other."""
        source, target = self._ends_of(edge)
        self._extend(source, edge, target)
        self.alive[edge] = False
        self.outs[source].discard(edge)
        self.ins[target].discard(edge)
        if len(self.outs[target]) <= len(self.ins[source]):
            self.takes[source], self.stops[source] = self.takes[target], self.stops[target]
            self._move_outs(target, source)
            self._look_again(source)
            return
        for each in ("content", "node_cost", "acts", "waits"):
            values = getattr(self, each)
            values[target] = values[source]
        moved = sorted(self.ins[source])
        self.ins[source].clear()
        for each_edge in moved:
            self.target[each_edge] = target
            self.ins[target].add(each_edge)
        for each_edge in moved:
            self._place(each_edge)
        self._look_again(target)

    def _look_again(self, node: int) -> None:
        if len(self.outs[node]) == 1:
            self._waiting.extend(self.outs[node])
        if len(self.ins[node]) == 1 or not self.outs[node]:
            self._waiting.extend(self.ins[node])

    def _move_outs(self, from_: int, to: int) -> None:
        moved = sorted(self.outs[from_])
        self.outs[from_].clear()
        for edge in moved:
            self.source[edge] = to
            self.outs[to].add(edge)
        for edge in moved:
            self._place(edge)

    def _absorb(self, edge: int) -> None:
        """Let what a node does happen on the edges behind it, which begin where its edge begins."""
        source, target = self._ends_of(edge)
        before = (self.rope[edge], self.content[target])
        cost = self.cost[edge] + self.node_cost[target]
        acts = self.edge_acts[edge] or self.acts[target]
        for each in self.outs[target]:
            self.rope[each] = (before, self.rope[each])
            self.cost[each] += cost
            self.edge_acts[each] |= acts
        self.alive[edge] = False
        self.outs[source].discard(edge)
        self.ins[target].discard(edge)
        self._move_outs(target, source)
        self._look_again(source)


def unroll(rope: Rope) -> Iterator[int]:
    """Yield what happens, one after another."""
    waiting = [rope]
    while waiting:
        each = waiting.pop()
        if isinstance(each, int):
            yield each
        elif each:
            waiting.extend(reversed(each))

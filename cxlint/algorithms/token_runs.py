"""What can happen on a net of tokens: joins that wait for ever, and merges that go on twice."""

from __future__ import annotations

import heapq
import itertools
from typing import TYPE_CHECKING

from cxlint.algorithms.token_nets import Residue, unroll
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.algorithms.token_nets import Rope, TokenNet

    Marking = tuple[int, ...]

MOST_STEPS = 5_000
"""How many markings of a process are looked at."""

MOST_WORK = 600_000
"""How many tokens and nodes are looked at in these markings, and for the faults in them."""

MOST_ROUNDS = 6
"""How often it is gone on as if the faults found so far were mended."""

MOST_ALIKE = 2
"""How many tokens on one edge are told apart from more."""

LARGEST_CHOICE = 4
"""Up to how many edges every choice of some of them is tried."""


class Fault(NamedTuple):
    """A node at which it goes wrong, and the shortest run that shows it.

    The run has nodes, and edges e as ~e, in the order in which tokens come to them. `waiting` are
    the edges on which tokens lie then.
    """

    node: int
    run: tuple[int, ...]
    waiting: tuple[int, ...]


class Faults(NamedTuple):
    """Joins that wait for ever, merges behind which all happens twice, and what that rests on.

    `perhaps_doubled` are the merges that go on twice only where some of several ways are taken at
    once. `complete` says that no bound was met; `steps` is how much was looked at.
    """

    stuck: tuple[Fault, ...]
    doubled: tuple[Fault, ...]
    perhaps_doubled: tuple[Fault, ...]
    complete: bool
    steps: int


def find_faults(net: TokenNet, most_steps: int = MOST_STEPS) -> Faults:
    """Find what can go wrong on a net, each join and merge once, with the shortest run.

    Of faults behind other faults it is told what would happen if those were mended.
    """
    residue = Residue(net)
    if residue.is_sequential:
        return Faults((), (), (), complete=True, steps=residue.steps)
    search = _Search(net, residue, most_steps)
    search.run_to_the_end(several=False)
    surely = dict(search.doubled)
    if any(residue.takes[node] == "some" for node in residue.nodes):
        search.run_to_the_end(several=True)
    return Faults(
        tuple(search.stuck.values()),
        tuple(surely.values()),
        tuple(fault for node, fault in search.doubled.items() if node not in surely),
        search.complete,
        residue.steps + search.steps,
    )


class Arrival(NamedTuple):
    """How a marking is come to at the least cost: from which one, and what happens on the way."""

    cost: int
    before: Marking
    rope: Rope


class Cause(NamedTuple):
    """Why a join waits for ever.

    Of the kind `choice` an edge was taken that leads to the join, and another one was not; of the
    kind `end` it led to an `end`, away from the join; in a `circle` the join waits for what only
    comes after it. `missing` are the edges on which nothing comes.
    """

    kind: str
    missing: tuple[int, ...]
    edge: int = -1
    end: int = -1


def find_cause(net: TokenNet, fault: Fault) -> Cause:
    """Return why a join waits for ever in the run that shows it."""
    taken = {~each for each in fault.run if each < 0}
    missing = tuple(
        edge
        for edge, (_, target) in enumerate(net.edges)
        if target == fault.node and edge not in taken
    )
    hopes = _list_hopes(net, missing, fault.node)
    for each in reversed(fault.run):
        if each >= 0 or ~each >= len(net.edges):
            continue
        source, target = net.edges[~each]
        if source in hopes and net.takes[source] != "all" and target not in hopes:
            end = _follow(net, taken, target, fault.node)
            return Cause("choice" if end == fault.node else "end", missing, ~each, end)
        if source in hopes and net.takes[source] != "all" and target == fault.node:
            return Cause("choice", missing, ~each, target)
    met = {each for each in fault.run if each >= 0}
    return Cause("" if hopes & met else "circle", missing)


def _list_hopes(net: TokenNet, missing: Sequence[int], join: int) -> set[int]:
    """Return the nodes from which a token can still come to one of these edges."""
    into: list[list[int]] = [[] for _ in net.takes]
    for source, target in net.edges:
        into[target].append(source)
    waiting = [net.edges[edge][0] for edge in missing]
    hopes = set(waiting) - {join}
    while waiting:
        node = waiting.pop()
        for source in into[node] if node != join else ():
            if source not in hopes and source != join:
                hopes.add(source)
                waiting.append(source)
    return hopes


def _follow(net: TokenNet, taken: set[int], node: int, join: int) -> int:
    """Return where edges that were taken lead to from a node: to a join, or to where it ends."""
    out_of: dict[int, list[int]] = {}
    for edge in taken:
        if edge < len(net.edges):
            out_of.setdefault(net.edges[edge][0], []).append(net.edges[edge][1])
    nodes = [node]
    for each in nodes:  # grows while it is walked
        nodes.extend(target for target in out_of.get(each, ()) if target not in nodes)
    if join in nodes:
        return join
    return next((each for each in nodes if not out_of.get(each)), node)


class _Search:
    """The markings that can be reached, cheapest first."""

    def __init__(self, net: TokenNet, residue: Residue, most_steps: int) -> None:
        self.net = net
        self.residue = residue
        self.most_steps = most_steps
        self.steps = 0
        self.work = 0
        self.complete = True
        self.stuck: dict[int, Fault] = {}
        self.doubled: dict[int, Fault] = {}
        self.followed: dict[int, bool] = {}
        self.several = False
        self.out_of: list[list[int]] = [[] for _ in range(residue.root)]
        for source, target in net.edges:
            self.out_of[source].append(target)

    def run_to_the_end(self, *, several: bool) -> None:
        """Search, mend what was found, and search again until nothing new is found."""
        self.several = several
        for _ in range(MOST_ROUNDS):
            if not self._search():
                return

    def _search(self) -> bool:
        """Look at all markings; return whether a fault was found."""
        residue = self.residue
        faulty: set[int] = set()
        reached: dict[Marking, Arrival] = {}
        queue: list[tuple[int, Marking]] = []
        for edge in sorted(residue.outs[residue.root]):
            reached[edge,] = Arrival(residue.cost[edge], (), residue.rope[edge])
            heapq.heappush(queue, (residue.cost[edge], (edge,)))
        done: set[Marking] = set()
        while queue:
            cost, marking = heapq.heappop(queue)
            if marking in done:
                continue
            done.add(marking)
            self.steps += 1
            self.work += len(marking)
            if self.steps > self.most_steps or self.work > MOST_WORK:
                self.complete = False
                break
            if (double := self._find_double(marking)) is not None:
                faulty.add(double)
                self._note(self.doubled, double, reached, marking)
                continue
            options = list(self._list_firings(marking))
            for following, rope, price in options:
                known = reached.get(following)
                if known is None or known.cost > cost + price:
                    reached[following] = Arrival(cost + price, marking, rope)
                    heapq.heappush(queue, (cost + price, following))
            for node in () if options else self._list_stuck(marking):
                faulty.add(node)
                self._note(self.stuck, node, reached, marking)
        for node in faulty:
            residue.waits[node] = "some"
        return bool(faulty)

    def _list_stuck(self, marking: Marking) -> list[int]:
        """Return the joins that wait in a marking after which nothing happens."""
        targets = {self.residue.target[edge] for edge in marking}
        return [] if any(self.residue.stops[node] for node in targets) else sorted(targets)

    def _note(
        self,
        into: dict[int, Fault],
        node: int,
        reached: dict[Marking, Arrival],
        marking: Marking,
    ) -> None:
        raw = next(unroll(self.residue.content[node]))
        if raw in into:
            return
        ropes: list[Rope] = []
        at = marking
        while at:
            ropes.append(reached[at].rope)
            at = reached[at].before
        run = tuple(each for rope in reversed(ropes) for each in unroll(rope))
        self.work += len(run) + len(self.net.takes)
        lying = tuple(~_last(self.residue.rope[edge]) for edge in marking)
        into[raw] = Fault(raw, run, lying)

    def _find_double(self, marking: Marking) -> int | None:
        """Return a merge before which two tokens lie and behind which something is done."""
        met: set[int] = set()
        twice = {edge for edge, other in itertools.pairwise(marking) if edge == other}
        for edge in marking:
            node = self.residue.target[edge]
            if self.residue.waits[node] != "each" or len(self.residue.ins[node]) < MOST_ALIKE:
                continue
            if node in met and self._is_followed(node):
                return node
            if edge in twice and self._is_followed(node):
                return node
            met.add(node)
        return None

    def _is_followed(self, node: int) -> bool:
        known = self.followed.get(node)
        if known is None:
            raw = next(unroll(self.residue.content[node]))
            known = self.followed[node] = find_act(self.net, self.out_of, raw) is not None
        return known

    def _list_firings(self, marking: Marking) -> Iterator[tuple[Marking, Rope, int]]:
        """Yield the markings that can follow.

        What nothing else can keep from happening happens at once, and alone: the order makes no
        difference. Then merges go on, each of them; what waits for some goes on last of all.
        """
        before: dict[int, list[int]] = {}
        for edge in dict.fromkeys(marking):
            before.setdefault(self.residue.target[edge], []).append(edge)
        sorts = {node: self._sort(node, filled) for node, filled in before.items()}
        for node, sort in sorts.items():
            if sort == "sure":
                yield from self._fire(marking, node, before[node])
                return
        if merges := [node for node, sort in sorts.items() if sort == "merge"]:
            for node in merges:
                for edge in before[node]:
                    yield from self._fire(marking, node, [edge])
        elif partial := [node for node, sort in sorts.items() if sort == "some"]:
            node = self._choose_first(partial)
            yield from self._fire(marking, node, before[node])

    def _sort(self, node: int, filled: Sequence[int]) -> str:
        """Say how a node may go on: sure to, as a merge, when nothing else does (some), or not."""
        entries, waits = len(self.residue.ins[node]), self.residue.waits[node]
        if self.residue.stops[node]:
            return ""
        if entries == 1 or (waits != "each" and len(filled) == entries):
            return "sure"
        return {"each": "merge", "some": "some"}.get(waits, "")

    def _choose_first(self, nodes: Sequence[int]) -> int:
        """Return the first of these nodes from which the others can be reached."""
        if len(nodes) == 1:
            return nodes[0]
        return max(nodes, key=lambda node: len(self._reach(node).intersection(nodes)))

    def _reach(self, node: int) -> set[int]:
        seen: set[int] = set()
        waiting = [node]
        while waiting:
            for edge in self.residue.outs[waiting.pop()]:
                if (target := self.residue.target[edge]) not in seen:
                    seen.add(target)
                    waiting.append(target)
        self.work += len(seen)
        return seen

    def _fire(
        self, marking: Marking, node: int, consumed: Iterable[int]
    ) -> Iterator[tuple[Marking, Rope, int]]:
        residue = self.residue
        rest = list(marking)
        for edge in consumed:
            rest.remove(edge)
        for taken in self._choices(node):
            following = tuple(sorted([*rest, *taken]))
            if any(following.count(edge) > MOST_ALIKE for edge in taken):
                yield marking, (), 0  # as good as what is there already
                continue
            rope: Rope = residue.content[node]
            price = residue.node_cost[node]
            for edge in taken:
                rope = (rope, residue.rope[edge])
                price += residue.cost[edge]
            yield following, rope, price

    def _choices(self, node: int) -> Iterator[tuple[int, ...]]:
        outs = sorted(self.residue.outs[node])
        takes = self.residue.takes[node]
        if not outs:
            yield ()
        elif takes == "all":
            yield tuple(outs)
        else:
            yield from ((edge,) for edge in outs)
            if takes == "some" and self.several:
                small = len(outs) <= LARGEST_CHOICE
                for size in range(2, len(outs) + 1) if small else (2, len(outs)):
                    yield from itertools.combinations(outs, size)


def _last(rope: Rope) -> int:
    """Return the edge on which a token lies that has come to the end of a rope."""
    return [each for each in unroll(rope) if each < 0][-1]


def find_act(net: TokenNet, out_of: Sequence[Sequence[int]], node: int) -> int | None:
    """Return the first node from here on that does something."""
    nodes = [node]
    seen = {node}
    for each in nodes:  # grows while it is walked
        if net.acts[each]:
            return each
        for target in out_of[each]:
            if target not in seen:
                seen.add(target)
                nodes.append(target)
    return None

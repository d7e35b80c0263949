"""What can go wrong on nets of tokens, against every marking that there is."""

from __future__ import annotations

from collections import Counter, deque
from itertools import combinations, permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cxlint.algorithms.token_nets import Residue, TokenNet
from cxlint.algorithms.token_runs import find_cause, find_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.algorithms.token_runs import Fault

PLENTY = 2
"""More tokens than this on an edge are not told apart."""


def list_next(net: TokenNet, marking: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], bool]]:
    """Yield every marking that may follow, in any order of events.

    With each, whether it has more tokens on an edge than are told apart.
    """
    ins = [
        [e for e, (_, to) in enumerate(net.edges) if to == node] for node in range(len(net.takes))
    ]
    outs = [
        [e for e, (at, _) in enumerate(net.edges) if at == node] for node in range(len(net.takes))
    ]
    for node in range(len(net.takes)):
        filled = [edge for edge in ins[node] if edge in marking]
        if not filled or (net.waits[node] == "all" and filled != ins[node]):
            continue
        for consumed in [[e] for e in filled] if net.waits[node] == "each" else [filled]:
            rest = list(marking)
            for edge in consumed:
                rest.remove(edge)
            if net.stops[node]:
                yield (), False
                continue
            for taken in list_choices(net.takes[node], outs[node]):
                following = tuple(sorted([*rest, *taken]))
                plenty = any(following.count(edge) > PLENTY for edge in taken)
                yield (marking if plenty else following), plenty


def list_choices(takes: str, outs: list[int]) -> Iterator[tuple[int, ...]]:
    if not outs:
        yield ()
    elif takes == "all":
        yield tuple(outs)
    else:
        yield from ((edge,) for edge in outs)
        if takes == "some":
            for size in range(2, len(outs) + 1):
                yield from combinations(outs, size)


def walk(net: TokenNet) -> tuple[dict[int, int], set[int], bool]:
    """Return after how many steps each join can be stuck, and the merges that can go on twice.

    By brute force; with whether tokens may become ever more. The start has an edge of its own, on
    which the first token lies.
    """
    source = len(net.takes)
    whole = net._replace(
        takes=[*net.takes, "one"], waits=[*net.waits, "each"], acts=[*net.acts, False],
        stops=[*net.stops, False], edges=[*net.edges, (source, net.starts[0])],
    )  # fmt: skip
    seen = {(len(net.edges),): 0}
    waiting = deque(seen)
    stuck: dict[int, int] = {}
    doubled: set[int] = set()
    endless = False
    while waiting and len(seen) < MOST_MARKINGS:
        marking = waiting.popleft()
        targets = [whole.edges[edge][1] for edge in marking]
        for node in set(targets):
            several = sum(to == node for _, to in whole.edges) > 1
            if targets.count(node) > 1 and net.waits[node] == "each" and several:
                doubled.add(node)
        following = list(list_next(whole, marking))
        for node in () if following else targets:
            stuck.setdefault(node, seen[marking])
        for each, plenty in following:
            endless |= plenty
            if each not in seen:
                seen[each] = seen[marking] + 1
                waiting.append(each)
    assume(len(seen) < MOST_MARKINGS)
    return stuck, doubled, endless


MOST_MARKINGS = 5_000


@st.composite
def blocks(draw: st.DrawFn, depth: int = 3) -> list[object]:
    """Return a sequence of tasks and of splits with a join that may or may not fit."""
    items: list[object] = []
    for _ in range(draw(st.integers(1, 2))):
        kind = draw(st.sampled_from(["task", "split", "loop"] if depth else ["task"]))
        if kind == "task":
            items.append("task")
        elif kind == "loop":
            items.append(("loop", draw(blocks(depth - 1))))
        else:
            split = draw(st.sampled_from(["one", "all"]))
            fit = "each" if split == "one" else "all"
            join = draw(st.sampled_from([fit, fit, "each", "all"]))
            branches = draw(st.lists(blocks(depth - 1), min_size=2, max_size=3))
            ends = draw(st.lists(st.booleans(), min_size=len(branches), max_size=len(branches)))
            leave = draw(st.integers(0, 4)) == 0 and not all(ends)
            items.append(("split", split, join, branches, ends if leave else [False] * len(ends)))
    return items


class Builder:
    """A net in the making."""

    def __init__(self) -> None:
        self.takes: list[str] = []
        self.waits: list[str] = []
        self.acts: list[bool] = []
        self.edges: list[tuple[int, int]] = []

    def add(self, takes: str = "one", waits: str = "each", *, acts: bool = False) -> int:
        self.takes.append(takes)
        self.waits.append(waits)
        self.acts.append(acts)
        return len(self.takes) - 1

    def put(self, items: list[object], at: int) -> int:
        """Put items behind a node; return the last node."""
        for item in items:
            at = self.put_item(item, at)
        return at

    def put_item(self, item: object, at: int) -> int:
        if item == "task":
            task = self.add(acts=True)
            self.edges.append((at, task))
            return task
        assert isinstance(item, tuple)
        if item[0] == "loop":
            entry, leave = self.add(), self.add()
            self.edges += [(at, entry)]
            self.edges += [(self.put(item[1], entry), leave), (leave, entry)]
            return leave
        _, takes, waits, branches, ends = item
        split, join = self.add(takes=takes), self.add(waits=waits)
        self.edges.append((at, split))
        for branch, is_end in zip(branches, ends, strict=True):
            last = self.put(branch, split)
            if is_end:
                choice, end = self.add(), self.add()
                self.edges += [(last, choice), (choice, end), (choice, join)]
            else:
                self.edges.append((last, join))
        return join

    def net(self) -> TokenNet:
        stops = [False] * len(self.takes)
        return TokenNet(self.takes, self.waits, self.acts, stops, self.edges, [0])


@st.composite
def nets(draw: st.DrawFn) -> TokenNet:
    """Return a net of blocks, with up to two edges from anywhere to anywhere else."""
    builder = Builder()
    start = builder.add()
    last = builder.put(draw(blocks()), start)
    builder.edges.append((last, builder.add(acts=True)))
    size = len(builder.takes)
    for _ in range(draw(st.integers(0, 2))):
        source, target = draw(st.integers(0, size - 2)), draw(st.integers(1, size - 1))
        if (source, target) not in builder.edges and source != target:
            builder.edges.append((source, target))
    return builder.net()


@settings(max_examples=300, deadline=None)
@given(nets())
def test_what_is_found_is_what_happens_in_some_order_of_events(net: TokenNet) -> None:
    assume(len(net.edges) < MOST_EDGES)
    stuck, doubled, endless = walk(net)
    found = find_faults(net)
    assert found.complete
    if endless:  # a branch leads back before its split: its merges may be drawn together before
        assert bool(found.stuck or found.doubled) <= bool(stuck or doubled)
        return
    assert bool(found.stuck or found.doubled) == bool(stuck or doubled)
    if not doubled:
        assert {fault.node for fault in found.stuck} >= set(stuck)
        for fault in found.stuck:
            check_run(net, fault)
            nodes = [each for each in fault.run if each >= 0]
            assert len(nodes) <= stuck.get(fault.node, len(nodes))
    if not stuck:
        assert bool(found.doubled) == bool(doubled)


TASK: list[object] = ["task"]
CHOICE = ("split", "one", "each", [TASK, TASK], [False, False])
ENDS: list[tuple[list[object], int]] = [
    (TASK * 2, 2), (TASK * 5, 5), ([("loop", TASK), *TASK], 4), ([CHOICE, *TASK], 4),
]  # fmt: skip
"""Branches that end, and how many nodes are on the shortest way to the end."""


@pytest.mark.parametrize("takes", ["one", "some"])
@pytest.mark.parametrize("ends", [*permutations(ENDS, 2)])
def test_a_run_ends_where_its_branch_leads(
    takes: str, ends: tuple[tuple[list[object], int], ...]
) -> None:
    """Of branches that end the shortest is shown, with its own end and not with another's."""
    builder = Builder()
    start, split, join = builder.add(), builder.add("all"), builder.add(waits="all")
    choice, side = builder.add(takes), builder.add(acts=True)
    builder.edges += [(start, split), (split, side), (side, join), (split, choice), (choice, join)]
    for items, _ in ends:
        builder.put(items, choice)
    net = builder.net()
    (fault,) = find_faults(net).stuck
    assert fault.node == join
    check_run(net, fault)
    nodes = [each for each in fault.run if each >= 0]
    assert len(nodes) == len((start, split, side, choice)) + min(length for _, length in ends)


MOST_EDGES = 26


def check_run(net: TokenNet, fault: Fault) -> None:
    """Check that a run can be, as far as joins before the fault let it."""
    lying: Counter[int] = Counter()
    fired: Counter[int] = Counter()
    taken: Counter[int] = Counter()
    first = True
    for each in fault.run:
        if each >= 0:
            ins = [edge for edge, (_, to) in enumerate(net.edges) if to == each and lying[edge]]
            assert ins or first or net.starts == [each]
            for edge in ins if net.waits[each] != "each" else ins[:1]:
                lying[edge] -= 1
            fired[each] += 1
            first = False
        elif ~each < len(net.edges):
            source = net.edges[~each][0]
            lying[~each] += 1
            taken[~each if net.takes[source] == "all" else len(net.edges) + source] += 1
            assert max(taken[~each], taken[len(net.edges) + source]) <= fired[source]
    assert any(lying[edge] for edge in fault.waiting if edge < len(net.edges))


def build(size: int, *, nested: bool, sorts: tuple[tuple[str, str], ...]) -> TokenNet:
    """Return so many fitting splits, one after another or one within the other."""
    items: list[object] = ["task"]
    for number in range(size):
        takes, waits = sorts[number % len(sorts)]
        inner = items if nested else ["task"]
        block = ("split", takes, waits, [inner, ["task"]], [False, False])
        items = [block] if nested else [*items, block]
    builder = Builder()
    builder.edges.append((builder.put(items, builder.add()), builder.add(acts=True)))
    return builder.net()


FITTING = (("one", "each"), ("all", "all"), ("some", "some"))


@pytest.mark.parametrize("nested", [True, False])
def test_the_work_grows_with_what_is_structured(nested: bool) -> None:
    sizes = [20, 40, 80]
    steps = [find_faults(build(size, nested=nested, sorts=FITTING)).steps for size in sizes]
    nets = [build(size, nested=nested, sorts=FITTING) for size in sizes]
    assert all(len(Residue(net).nodes) <= 3 for net in nets)
    assert steps[2] < 4.1 * steps[0]


def test_many_branches_grow_as_they_are_many() -> None:
    steps = []
    for size in (50, 100, 200):
        builder = Builder()
        builder.put([("split", "all", "all", [["task"]] * size, [False] * size)], builder.add())
        steps.append(find_faults(builder.net()).steps)
    assert steps[2] < 4.1 * steps[0]


def build_one(takes: str, waits: str, ends: tuple[bool, bool] = (False, False)) -> TokenNet:
    builder = Builder()
    block = ("split", takes, waits, [["task"], ["task"]], list(ends))
    builder.edges.append((builder.put([block], builder.add()), builder.add(acts=True)))
    return builder.net()


@pytest.mark.parametrize(
    ("takes", "waits", "kind"), [("one", "all", "choice"), ("some", "all", "choice")]
)
def test_a_choice_before_a_join_of_all_waits_for_ever(takes: str, waits: str, kind: str) -> None:
    net = build_one(takes, waits)
    (fault,) = find_faults(net).stuck
    cause = find_cause(net, fault)
    assert cause.kind == kind
    assert net.takes[net.edges[cause.edge][0]] == takes
    assert len(cause.missing) == 1
    assert [net.waits[fault.node], net.acts[fault.node]] == [waits, False]


def test_a_branch_that_ends_on_its_own_leaves_the_join_waiting() -> None:
    net = build_one("all", "all", (True, False))
    (fault,) = find_faults(net).stuck
    cause = find_cause(net, fault)
    assert cause.kind == "end"
    assert not any(source == cause.end for source, _ in net.edges)


def test_branches_that_are_merged_go_on_twice() -> None:
    found = find_faults(build_one("all", "each"))
    assert not found.stuck
    assert [fault.node for fault in found.doubled] == [2]
    several = find_faults(build_one("some", "each"))
    assert not several.doubled
    assert len(several.perhaps_doubled) == 1


@pytest.mark.parametrize(
    ("takes", "waits"),
    [("one", "each"), ("all", "all"), ("some", "some"), ("one", "some"), ("all", "some")],
)
def test_what_fits_is_silent(takes: str, waits: str) -> None:
    found = find_faults(build_one(takes, waits))
    assert (found.stuck, found.doubled, found.perhaps_doubled) == ((), (), ())


def test_a_branch_that_simply_ends_beside_another_is_no_fault() -> None:
    builder = Builder()
    split = builder.add(takes="all")
    for _ in range(2):
        builder.edges.append((split, builder.add(acts=True)))
    found = find_faults(builder.net())
    assert (found.stuck, found.doubled) == ((), ())


def test_a_join_that_waits_for_what_comes_after_it() -> None:
    builder = Builder()
    start, join = builder.add(), builder.add(waits="all")
    task = builder.add(acts=True)
    builder.edges += [(start, join), (join, task), (task, join)]
    (fault,) = find_faults(builder.net()).stuck
    assert find_cause(builder.net(), fault).kind == "circle"


def test_an_end_that_stops_all_leaves_nobody_waiting() -> None:
    net = build_one("all", "all", (True, False))
    end = find_cause(net, find_faults(net).stuck[0]).end
    stopped = net._replace(stops=[node == end for node in range(len(net.takes))])
    assert find_faults(stopped).stuck == ()


def test_whoever_met_the_bound_says_so() -> None:
    net = build_one("one", "all")
    assert not find_faults(net, most_steps=1).complete

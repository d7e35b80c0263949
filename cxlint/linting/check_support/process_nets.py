"""The steps of a process as a net of tokens, and what can go wrong on it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.algorithms.token_nets import TokenNet
from cxlint.algorithms.token_runs import find_faults
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.algorithms.token_runs import Faults
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

    Steps = Mapping[str, Mapping[str, object]]


class ProcessNet(NamedTuple):
    """A process as a net: `names` are the steps of its nodes, several of which may be one step."""

    process: Entity
    net: TokenNet
    names: Sequence[str]
    faults: Faults

    def list_path(self, run: Iterable[int], target: int) -> list[str]:
        """Return the steps on the way that a run takes to a node, the shortest one."""
        before: dict[int, int] = {}
        first = -1
        for each in run:
            if each >= 0 and first < 0:
                first = each
            elif each < 0 and ~each < len(self.net.edges):
                source, reached = self.net.edges[~each]
                if reached != first:
                    before.setdefault(reached, source)
        nodes = [target]
        while nodes[-1] in before:
            nodes.append(before[nodes[-1]])
        return list(dict.fromkeys(self.names[node] for node in reversed(nodes)))

    def find_step(self, name: str) -> Mapping[str, object]:
        """Return what is said of a step."""
        return _read_steps(self.process).get(name, {})

    def find_following(self, node: int) -> str:
        """Return the first step from a node on at which something is done, or ends; or nothing."""
        out_of = self.list_followers()
        nodes = [node]
        for each in nodes:  # grows while it is walked
            if each != node and (self.net.acts[each] or not out_of[each]):
                return self.names[each]
            nodes.extend(target for target in out_of[each] if target not in nodes)
        return ""

    def list_followers(self) -> list[list[int]]:
        """Return for each node those that follow it."""
        out_of: list[list[int]] = [[] for _ in self.names]
        for source, target in self.net.edges:
            out_of[source].append(target)
        return out_of


@lru_cache(maxsize=1)
def read_process_nets(policy: Policy) -> tuple[ProcessNet, ...]:
    """Return the processes of a policy whose steps are all there, with what can go wrong.

    A process in which something may begin beside something else is there several times: without
    any of it, and with each of those alone. That two of them happen in one case is another matter.
    """
    return tuple(_read_nets(policy))


def _read_nets(policy: Policy) -> Iterator[ProcessNet]:
    for process in policy.of("process"):
        steps = _read_steps(process)
        for beside in ("", *list(_list_beside(steps))[:MOST_BESIDE]):
            builder = _Builder(steps, beside)
            net = builder.build(process.texts("starts"))
            if net.starts and builder.is_whole:
                yield ProcessNet(process, net, builder.names, find_faults(net))


def _read_steps(process: Entity) -> Steps:
    return {
        str(name): step if isinstance(step, dict) else {}
        for name, step in (process.get("steps") or {}).items()
    }


MOST_BESIDE = 50
"""How many steps that begin beside others are looked at in a process."""


def _list_beside(steps: Steps) -> Iterator[str]:
    found = [name for step in steps.values() for name in list_names(step.get("beside"))]
    yield from dict.fromkeys(found)


def list_names(named: object) -> list[str]:
    """Return the steps that a key names: one, several or none."""
    listed = named if isinstance(named, list) else [] if named is None else [named]
    return [str(each) for each in listed]


class _Builder:
    """A net in the making: a node for each step, and some more where something may happen beside.

    A step beside which another begins sends out a token for itself and one for that, which may come
    to nothing; of all those `beside` is the only one that begins. `is_whole` says whether all steps
    that are named are there.
    """

    def __init__(self, steps: Steps, beside: str) -> None:
        self.beside = beside
        self.names = list(steps)
        self.numbers = {name: number for number, name in enumerate(self.names)}
        self.takes = [str(step.get("takes") or "one") for step in steps.values()]
        self.waits = [str(step.get("waits_for") or "each") for step in steps.values()]
        self.acts = [step.get("silent") is not True for step in steps.values()]
        self.stops = [step.get("ends_all") is True for step in steps.values()]
        self.edges: list[tuple[int, int]] = []
        self.is_whole = True
        self.reached: set[int] = set()
        for number, step in enumerate(steps.values()):
            self._put(number, step)

    def _put(self, number: int, step: Mapping[str, object]) -> None:
        following = self._find(step.get("goes_to"))
        instead = self._find(step.get("instead"))
        others = self._find(step.get("beside"))
        takes, at = self.takes[number], number
        for each in others:
            if self.names[each] == self.beside:
                at, perhaps, nothing = self._add(number), self._add(number), self._add(number)
                self.takes[number] = "all"
                self.edges += [(number, at), (number, perhaps), (perhaps, each), (perhaps, nothing)]
        if instead:
            done = self._add(number)
            self.takes[at] = "one"
            self.edges += [(at, done), *((at, each) for each in instead)]
            at = done
        if otherwise := self._find(step.get("otherwise")):
            ways = self._add(number)
            self.takes[at] = "one"
            self.edges += [(at, ways), *((at, each) for each in otherwise)]
            at = ways
        if at != number:
            self.takes[at] = takes
        self.edges += [(at, each) for each in following]
        self.reached.update((*following, *instead, *others, *otherwise))

    def _find(self, named: object) -> list[int]:
        names = list_names(named)
        found = [self.numbers[name] for name in names if name in self.numbers]
        self.is_whole &= len(found) == len(names)
        return found

    def _add(self, number: int) -> int:
        """Add a node at which nothing is done, and which belongs to a step."""
        self.names.append(self.names[number])
        self.takes.append("one")
        self.waits.append("each")
        self.acts.append(False)
        self.stops.append(False)
        return len(self.names) - 1

    def build(self, starts: Iterable[str]) -> TokenNet:
        """Return the net, which begins at these steps, or at those to which nothing leads."""
        begun = [self.numbers[name] for name in starts if name in self.numbers]
        begun = begun or [each for each in self.numbers.values() if each not in self.reached]
        return TokenNet(self.takes, self.waits, self.acts, self.stops, self.edges, begun)

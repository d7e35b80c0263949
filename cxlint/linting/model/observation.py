"""What a rule looks at: the policy and its graph as a run hands them out, and a count of it.

The model does not know that it is looked at. Outside of a run, checks take it as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import Problem
    from cxlint.policy.policy import Policy


class ObservedPolicy:
    """A policy, and in `looked` how much of it was asked for. All else is the policy's own.

    `doubts` are the kinds of which it was asked whether there is more, and there may be.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self.looked = 0
        self.doubts: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._policy, name)
        setattr(self, name, value)  # at hand from now on, for it is asked for in loops
        return value

    def of(self, kind: str) -> Sequence[Entity]:
        """Return the entities of a kind that are understood, in the order of the files."""
        entities = self._policy.of(kind)
        self.looked += len(entities)
        return entities

    def unsure(self, kind: str) -> bool:
        """Whether the policy may say more of a kind than was understood."""
        may = self._policy.unsure(kind)
        if may:
            self.doubts.add(kind)
        return may

    @property
    def problems(self) -> Sequence[Problem]:
        """What was met while the files were read: whoever asks has looked at all documents."""
        self.looked += len(self._policy.documents)
        return self._policy.problems


class ObservedNetwork:
    """The graph of an observed policy. `plain` is the graph itself."""

    def __init__(self, plain: Network, policy: ObservedPolicy) -> None:
        self.plain = plain
        self.policy = policy

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.plain, name)
        setattr(self, name, value)
        return value

    @property
    def journeys(self) -> Sequence[Journey]:
        """Every journey of the policy."""
        journeys = self.plain.journeys
        self.policy.looked += sum(journey.size for journey in journeys)
        return journeys


def note(policy: Policy, count: int) -> None:
    """Say that a rule looked at so many things which it did not get from `of` or `journeys`."""
    given: object = policy
    if isinstance(given, ObservedPolicy):
        given.looked += count


def unobserved(network: Network) -> Network:
    """Return the graph and, as its `policy`, the policy: what is asked of them counts for nothing.

    For a check that can tell only afterwards whether there was anything to look at (`note`).
    """
    given: object = network
    return given.plain if isinstance(given, ObservedNetwork) else network

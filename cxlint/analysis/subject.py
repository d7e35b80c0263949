"""What figures are worked out of: a policy, its graph, and what several figures need once."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from cxlint.analysis.cases.case_chain import CaseChain
    from cxlint.analysis.cases.doubts import Doubts
    from cxlint.graph.authority.frontline import Authority
    from cxlint.graph.authority.limits import Ladders
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy


@lru_cache(maxsize=1)
def subject_of(network: Network) -> Subject:
    """Return the one Subject that all rules ask about a network, so that work is done once."""
    return Subject(network)


class Subject:
    """A policy and its network; `day` is the day from which the year ahead counts.

    `intents` are the contact reasons that figures are wanted of, in the order of the policy.
    """

    def __init__(self, network: Network, intents: Sequence[Entity] | None = None) -> None:
        self.network = network
        self.intents = network.intents if intents is None else intents
        self.policy: Policy = network.policy
        self.day: datetime.date = network.policy.today

    @cached_property
    def cases(self) -> CaseChain:
        """The chain of the ways of all cases, with the customer on the line and without."""
        from cxlint.analysis.cases.case_chain import CaseChain

        return CaseChain(self.network, lines=True)

    @cached_property
    def ways(self) -> CaseChain:
        """The chain of the ways of all cases, wherever the customer is."""
        from cxlint.analysis.cases.case_chain import CaseChain

        return CaseChain(self.network)

    @cached_property
    def doubts(self) -> Doubts:
        """What stands in the way of figures about the ways of cases."""
        from cxlint.analysis.cases.doubts import Doubts

        return Doubts(self, self.cases)

    @cached_property
    def journeys(self) -> Mapping[str, Journey]:
        """The journey of each contact reason, by its id."""
        return {each.id: journey for journey in self.network.journeys for each in journey.intents}

    @cached_property
    def ladders(self) -> Ladders:
        """Who may grant how much of each remedy."""
        from cxlint.graph.authority.limits import Ladders

        return Ladders(self.policy)

    @cached_property
    def authority(self) -> Authority:
        """The walk from first teams on to who may decide."""
        from cxlint.graph.authority.frontline import authority_over

        return authority_over(self.network)

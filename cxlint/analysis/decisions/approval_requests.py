"""What is known of the approvals of a contact reason, and what they come to."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from cxlint.analysis.decisions import approvals
from cxlint.analysis.decisions.approval_text import list_parts
from cxlint.analysis.decisions.first_met import FirstMet
from cxlint.analysis.decisions.value_bands import (
    ValueBand,
    bound_case,
    bound_mean,
    estimate_mean,
)
from cxlint.analysis.quantity import Part
from cxlint.graph.authority.sign_offs import asks_approval
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cxlint.analysis.decisions.approvals import FirstTeam
    from cxlint.analysis.decisions.first_met import Worth
    from cxlint.analysis.subject import Subject
    from cxlint.graph.authority.distributions import Amount, Values
    from cxlint.graph.authority.limits import Ladder
    from cxlint.graph.network import Node
    from cxlint.language.entity import Entity

    Ends = tuple[Amount, Amount]
    Exact = Fraction | int
    ValueBands = Sequence[ValueBand]

MOST_TEAMS = 200
"""Of so many first teams is worked out what each may decide."""


class ApprovalRequest(NamedTuple):
    """What is known of the approvals of a contact reason, from where some of its cases begin.

    `why` says what stands in the way of any figure. Where there is nothing to approve, there is no
    ladder and no team.
    """

    intent: Entity
    root: int
    ladder: Ladder | None
    teams: Sequence[FirstTeam]
    known: Values | None
    why: str

    @property
    def meets_teams(self) -> bool:
        """Whether some of the cases meet a team."""
        return any(team.node is not None for team in self.teams)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What the figures are made of."""
        if self.ladder is None:
            text = f"{self.intent.id} names no remedy: only what handoffs ask approval for counts"
            return (Part(text, self.intent.at()),)
        return tuple(list_parts(self.intent, self.ladder, self.teams))


class Approvals:
    """The approvals of a policy; what several contact reasons share is worked out once."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.met = FirstMet(subject.cases)
        self._remembered = approvals.Remembered({}, {})

    def read(self, intent: Entity, root: int) -> ApprovalRequest:
        """Return what is known of the approvals of those cases that begin at a root."""
        fault = self.subject.doubts.say_fault(root)
        if not intent.says("remedy"):
            return ApprovalRequest(intent, root, None, (), None, fault)
        ladder = approvals.find_ladder(self.subject, intent)
        count = self.met.count_teams(root)
        if count > MOST_TEAMS:
            fault = fault or f"customers may meet any of {count} teams first"
            return ApprovalRequest(intent, root, ladder, (), None, fault)
        met = self.met.teams_of(root)
        teams = approvals.list_first_teams(self.subject, intent, met, self._remembered)
        known = approvals.read_values(intent, ladder)
        why = fault or _why_unknown(intent, ladder, teams)
        return ApprovalRequest(intent, root, ladder, teams, known, why)

    def count_mean(self, request: ApprovalRequest) -> Ends:
        """Return the least and the most mean over all cases."""
        if request.ladder is None:
            return self._count_handoffs(request.root, single=False)
        found = _bound_teams(request, lambda steps: bound_mean(request.known, steps))
        if not request.meets_teams:
            return next(iter(found.values()))
        return self.met.weigh(request.root, *_split(found))

    def count_single(self, request: ApprovalRequest) -> Ends:
        """Return what the best and the worst case takes."""
        if request.ladder is None:
            return self._count_handoffs(request.root, single=True)
        found = _bound_teams(request, lambda steps: bound_case(request.known, steps))
        if not request.meets_teams:
            return next(iter(found.values()))
        return self.met.single(request.root, *_split(found))

    @cached_property
    def _asking(self) -> list[tuple[Sequence[Amount], Sequence[Amount]]]:
        """How often handoffs say that they ask for an approval: on average, and of one case."""
        cases = self.subject.cases
        gains = cases.count_ways(lambda way: way.move is not None and asks_approval(way.move))
        return [cases.bounds(gains), cases.extremes(gains)] if any(gains.ways) else []

    def _count_handoffs(self, root: int, *, single: bool) -> Ends:
        """Return how many approvals the handoffs of those without a remedy ask for."""
        if not self._asking:
            return 0, 0
        least, most = self._asking[single]
        return least[root], most[root]

    def settle_at_once(self, request: ApprovalRequest) -> Ends:
        """Return the least and the most share of cases that the first team settles alone."""
        found = _bound_teams(
            request, lambda steps: bound_mean(request.known, _settled_at_once(steps))
        )
        if request.meets_teams and self.met.share_of(request.root)[0] == 1:
            return self.met.weigh(request.root, *_split(found))
        return min(low for low, _ in found.values()), max(high for _, high in found.values())

    def estimate(self, request: ApprovalRequest) -> Amount | None:
        """Return the mean if sums are spread evenly between quantiles; None where that is open."""
        known = request.known
        if known is None or not request.teams:
            return None
        steps = {id(team.steps): team.steps for team in request.teams}
        by_steps = {key: estimate_mean(known, each) for key, each in steps.items()}
        if None in by_steps.values():
            return None
        if not request.meets_teams:
            return next(iter(by_steps.values()))
        found = {
            team.node: (by_steps[id(team.steps)] or Fraction(0),) * 2 for team in request.teams
        }
        low, high = self.met.weigh(request.root, *_split(found))
        return low if low == high else None


def _why_unknown(intent: Entity, ladder: Ladder | None, teams: Sequence[FirstTeam]) -> str:
    if ladder is None:
        return f"who may grant {intent.get('remedy')} is not understood"
    if not teams:
        return f"no team that customers with {intent.id} meet first is known"
    return next((team.why for team in teams if not team.bands), "")


def _bound_teams(
    request: ApprovalRequest, bound: Callable[[ValueBands], tuple[Exact, Exact]]
) -> dict[Node | None, tuple[Exact, Exact]]:
    found: dict[int, tuple[Exact, Exact]] = {}
    for team in request.teams:  # teams that may do the same have the very same steps
        if id(team.steps) not in found:
            found[id(team.steps)] = bound(team.steps)
    return {team.node: found[id(team.steps)] for team in request.teams}


def _split(found: Mapping[Node | None, tuple[Exact, Exact]]) -> tuple[Worth, Worth]:
    """Return the least and the most of each team apart."""
    known = [(node, low, high) for node, (low, high) in found.items() if node is not None]
    return {node: low for node, low, _ in known}, {node: high for node, _, high in known}


def _settled_at_once(steps: ValueBands) -> list[ValueBand]:
    """Return, of each step, whether its cases take no further decision."""
    return [
        ValueBand(step.above, step.up_to, int(step.most == 0), int(step.least == 0))
        for step in steps
    ]

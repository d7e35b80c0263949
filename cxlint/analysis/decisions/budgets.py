"""What a contact reason may take of customers, held against what it takes: minutes, contacts.

A budget is held like a promise. It is broken for certain where the best case breaks it, and kept
where the worst case keeps it; between the two it is not backed.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cxlint.analysis.decisions.approval_requests import Approvals
from cxlint.analysis.decisions.approval_text import say_band
from cxlint.analysis.decisions.case_graph import explore
from cxlint.analysis.decisions.customer_minutes import CustomerMinutes, attempts_of
from cxlint.analysis.quantity import Part
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cxlint.algorithms.chains.chain import Value as Amount
    from cxlint.analysis.cases.case_chain import Place
    from cxlint.analysis.decisions.approval_requests import ApprovalRequest
    from cxlint.analysis.decisions.case_graph import CaseGraph, Gain, Tally
    from cxlint.analysis.subject import Subject
    from cxlint.graph.network import Move
    from cxlint.language.entity import Entity


class Overrun(NamedTuple):
    """What a contact reason takes at least and at most, where that is more than it may.

    `most` is inf where nothing ends it, None where something on the way is not described. `parts`
    are what the worst case is made of, in its order, each with how much it adds.
    """

    intent: Entity
    least: Amount
    most: Amount | None
    bound: Fraction
    parts: Sequence[tuple[Part, Amount]]

    @property
    def is_certain(self) -> bool:
        """Whether every case takes more than it may."""
        return self.least > self.bound


class Budgets:
    """The budgets of a policy, and the cases that they are held against."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject

    def check_effort(self, intent: Entity) -> Overrun | None:
        """Return by how much customers may spend more minutes than the reason may take."""
        budget = intent.duration("effort_budget")
        if budget is None:
            return None
        few, many = self._few_minutes, self._all_minutes
        return self._check(intent, budget.minutes, few, many, _name_place)

    def check_contacts(self, intent: Entity) -> Overrun | None:
        """Return by how much more often customers may turn to the company than they are to."""
        bound = intent.get("max_contacts")
        if bound is None:
            return None
        found = self._contacts
        return self._check(intent, Fraction(str(bound)), found, found, _name_handoff)

    def check_approvals(self, intent: Entity) -> Overrun | None:
        """Return for how many more decisions customers may wait than they are to."""
        bound = intent.get("max_approvals")
        if bound is None:
            return None
        root = self.subject.cases.roots[intent.id]
        request = self._approvals.read(intent, root)
        if request.why:
            return None
        least, most = self._approvals.count_single(request)
        limit = Fraction(str(bound))
        if most <= limit:
            return None
        return Overrun(intent, least, most, limit, list(_list_bands(request, limit)))

    def _check(
        self,
        intent: Entity,
        bound: Fraction,
        few: CaseGraph | None,
        many: CaseGraph | None,
        name: Callable[[Move], str],
    ) -> Overrun | None:
        root = self.subject.cases.roots[intent.id]
        doubts = self.subject.doubts
        if few is None or many is None or doubts.say_fault(root) or doubts.say_unsolved(root):
            return None
        least, most = few.best[root], many.worst[root]
        if most <= bound:
            return None
        parts = list(_sum_up(many.trace_worst(root), intent, name))
        return Overrun(intent, least, most, bound, parts)

    @cached_property
    def _approvals(self) -> Approvals:
        return Approvals(self.subject)

    @cached_property
    def _few_minutes(self) -> CaseGraph | None:
        return self._explore(CustomerMinutes(all_attempts=False))

    @cached_property
    def _all_minutes(self) -> CaseGraph | None:
        return self._explore(CustomerMinutes(all_attempts=True))

    @cached_property
    def _contacts(self) -> CaseGraph | None:
        return self._explore(_Contacts())

    def _explore(self, tally: Tally[Any]) -> CaseGraph | None:
        cases = self.subject.cases
        return explore(cases, tally, cases.roots.values())


class _Contacts:
    """The tally of how often customers turn to the company."""

    def begin(self, place: Place) -> tuple[None, Gain]:
        """Return the first contact."""
        del place
        return None, 1

    def go_on(self, state: None, move: Move) -> tuple[None, Gain]:
        """Return a further one where customers carry the matter on."""
        return state, int(move.get("carried_by") == "customer")


def _list_bands(request: ApprovalRequest, limit: Fraction) -> Iterator[tuple[Part, Amount]]:
    """Yield the cases that take more decisions than this."""
    assert request.ladder is not None
    for team in request.teams:
        for band in team.bands:
            if band.most > limit:
                yield Part(say_band(request.ladder, team, band, team.name), band.at), band.most


def _sum_up(
    way: Iterable[tuple[Move | None, Gain]], intent: Entity, name: Callable[[Move], str]
) -> Iterator[tuple[Part, Amount]]:
    """Yield what counts on a way: each move by its name."""
    for move, gain in way:
        if gain and move is None:
            yield Part("the first contact", intent.at("start")), gain
        elif gain and move is not None:
            yield Part(name(move), move.at), gain


def _name_handoff(move: Move) -> str:
    return f"{move.source} -> {move.target}"


def _name_place(move: Move) -> str:
    tries = attempts_of(move.target) if move.target.kind == "step" else 1
    return f"{move.target.id} in {tries} attempts" if tries > 1 else move.target.id

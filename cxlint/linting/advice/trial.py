"""A change put to the test of all rules; where it moves a finding elsewhere, with that mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.advice.effects import Effect
from cxlint.linting.advice.proposals import list_proposals
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cxlint.linting.advice.edits import Edit
    from cxlint.linting.advice.laboratory import Laboratory
    from cxlint.linting.advice.proposal import Proposal
    from cxlint.linting.model.finding import Finding

    Listing = Callable[[Laboratory, Finding], Iterator[Proposal]]

MOST_MENDED = 2
"""Of so many findings that a change adds, it is looked for what clears them as well."""

MOST_ROUNDS = 3
"""How often that is done at most, one change upon another."""


class Advice(NamedTuple):
    """A change that has been tried: the findings it clears or makes milder, and what it alters.

    It adds no error and no warning.
    """

    proposal: Proposal
    cleared: tuple[Finding, ...]
    eased: tuple[Finding, ...]
    effects: tuple[Effect, ...] = ()

    @property
    def share(self) -> float:
        """The greatest share of contacts that a finding touches which it clears."""
        touched = (each.extent.share for each in (*self.cleared, *self.eased))
        return max(touched, default=0.0)

    def count(self, severity: str) -> int:
        """Return how many findings of a severity it clears."""
        return sum(each.severity == severity for each in self.cleared)


class Trial(NamedTuple):
    """What came of a proposal: the advice it is, or the findings that it would add."""

    proposal: Proposal
    advice: Advice | None
    added: tuple[Finding, ...] = ()


def try_proposal(laboratory: Laboratory, proposal: Proposal, finding: Finding) -> Trial:
    """Return whether a proposal clears a finding and does no harm, by the verdict of all rules."""
    outcome = laboratory.judge(proposal.edits)
    helped = () if outcome is None else (*outcome.cleared, *outcome.eased)
    if outcome is None or finding.fingerprint not in {each.fingerprint for each in helped}:
        return Trial(proposal, None)
    if outcome.added:
        return Trial(proposal, None, outcome.added)
    return Trial(proposal, Advice(proposal, outcome.cleared, outcome.eased))


def mend(
    laboratory: Laboratory, trial: Trial, finding: Finding, listing: Listing = list_proposals
) -> Advice | None:
    """Return a proposal together with what clears the few findings that it alone would add.

    `listing` tells what may clear each of them.
    """
    for _ in range(MOST_ROUNDS):
        if not 0 < len(trial.added) <= MOST_MENDED or not laboratory.budget.may_try:
            return None
        joined = _join(laboratory, trial, listing)
        if joined is None:
            return None
        trial = try_proposal(laboratory, joined, finding)
        if trial.advice is not None:
            return trial.advice
    return None


def _join(laboratory: Laboratory, trial: Trial, listing: Listing) -> Proposal | None:
    """Return a proposal with one more for each finding that it would add."""
    proposal = trial.proposal
    for added in trial.added:
        with laboratory.changed(proposal.edits) as network:
            if network is None:
                return None
            more = next(iter(listing(laboratory.within(network), added)), None)
        if more is None:
            return None
        proposal = proposal._replace(
            text=f"{proposal.text}; and {more.text}",
            edits=tuple(_unite(proposal.edits, more.edits)),
            ids=tuple(dict.fromkeys((*proposal.ids, *more.ids))),
            cost="; ".join(filter(None, (proposal.cost, more.cost))),
        )
    return proposal


def _unite(first: tuple[Edit, ...], second: tuple[Edit, ...]) -> Iterator[Edit]:
    """Yield the edits of both; where both change one place, what the second makes of it."""
    later = {edit.place: edit for edit in second}
    for edit in first:
        over = later.pop(edit.place, None)
        yield edit if over is None else over._replace(old=edit.old)
    yield from later.values()

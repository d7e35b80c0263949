"""What would help a policy most: changes tried on it, and ranked by what they clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.advice.effects import Effect, Figures, compare_figures
from cxlint.linting.advice.laboratory import Laboratory
from cxlint.linting.advice.proposals import BY_CHECK, list_proposals
from cxlint.linting.model.finding import RANK
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.linting.advice.laboratory import Progress
    from cxlint.linting.advice.proposal import Proposal
    from cxlint.linting.model.finding import Finding
    from cxlint.linting.run.engine import Request
    from cxlint.policy.reader import Reading

GRAVE = ("error", "warning")
"""The findings that are worth a change."""


class Advice(NamedTuple):
    """A change that has been tried: the findings it clears or makes milder, and what it alters.

    It adds no error and no warning.
    """

    proposal: Proposal
    cleared: tuple[Finding, ...]
    eased: tuple[Finding, ...]
    effects: tuple[Effect, ...]

    @property
    def share(self) -> float:
        """The greatest share of contacts that a finding touches which it clears."""
        touched = (each.extent.share for each in (*self.cleared, *self.eased))
        return max(touched, default=0.0)

    def count(self, severity: str) -> int:
        """Return how many findings of a severity it clears."""
        return sum(each.severity == severity for each in self.cleared)


class Advised(NamedTuple):
    """The advice on a policy, the best first, and how much was looked at.

    Of `findings` errors and warnings, changes were sought for `looked_at`; `open` are those for
    which none was found without harm. `is_bounded` says that a bound on the trials was met.
    """

    advice: tuple[Advice, ...]
    findings: int
    looked_at: int
    probes: int
    trials: int
    is_bounded: bool
    cleared: int


def advise(
    request: Request, reading: Reading, top: int, progress: Progress | None = None
) -> Advised:
    """Return the changes that help most, at most `top`, each tried on the policy.

    UserError where a rule crashes.
    """
    laboratory = Laboratory(request, reading, progress=progress)
    figures = Figures(laboratory.network)
    grave = [each for each in laboratory.findings if each.severity in GRAVE]
    told: list[Advice] = []
    seen: set[object] = set()
    looked_at = 0
    for finding in _take_turns(grave):
        if not (laboratory.may_probe and laboratory.may_try):
            break
        looked_at += 1
        if any(finding in advice.cleared for advice in told):
            continue
        told += _advise_on(laboratory, figures, finding, seen)
    told.sort(key=_rank)
    kept = tuple(_drop_repeats(told))[:top]
    cleared = {each.fingerprint for advice in kept for each in advice.cleared}
    return Advised(
        kept, len(grave), looked_at, laboratory.probes, laboratory.trials,
        laboratory.is_spent, len(cleared),
    )  # fmt: skip


def _advise_on(
    laboratory: Laboratory, figures: Figures, finding: Finding, seen: set[object]
) -> Iterator[Advice]:
    """Yield the first change for a finding that does no harm."""
    for proposal in list_proposals(laboratory, finding):
        if proposal.key in seen or not laboratory.may_try:
            continue
        seen.add(proposal.key)
        advice = try_proposal(laboratory, figures, proposal)
        if advice is not None and finding in advice.cleared:
            yield advice
            return


def try_proposal(
    laboratory: Laboratory, figures: Figures, proposal: Proposal
) -> Advice | None:
    """Return the advice that a proposal is; None where it adds an error or a warning."""
    outcome = laboratory.judge(proposal.edits)
    if outcome is None or outcome.added or not (outcome.cleared or outcome.eased):
        return None
    with laboratory.changed(proposal.edits) as network:
        if network is None:
            return None
        effects = compare_figures(proposal, figures, Figures(network))
    return Advice(proposal, outcome.cleared, outcome.eased, effects)


def _take_turns(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings that something may help, the gravest first, the rules taking turns."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=_gravity):
        if BY_CHECK.get(finding.rule.check):
            by_rule.setdefault(finding.rule.id, []).append(finding)
    for number in range(max(map(len, by_rule.values()), default=0)):
        yield from (listed[number] for listed in by_rule.values() if number < len(listed))


def _gravity(finding: Finding) -> tuple[int, float, str, int]:
    line = finding.span.line
    return -RANK[finding.severity], -finding.extent.share, finding.path, line


def _rank(advice: Advice) -> tuple[float | str, ...]:
    """More errors cleared come first, then more warnings, more contacts, and fewer edits.

    To promise less comes last: it helps nobody but who keeps the promise.
    """
    first = advice.proposal.edits[0]
    return (
        advice.proposal.kind == "promise",
        -advice.count("error"),
        -advice.count("warning"),
        -advice.share,
        len(advice.proposal.edits),
        first.document.path,
        first.span.line,
    )


def _drop_repeats(ranked: Sequence[Advice]) -> Iterator[Advice]:
    """Yield the advice that clears something which none before it clears."""
    cleared: set[str] = set()
    for advice in ranked:
        mine = {each.fingerprint for each in (*advice.cleared, *advice.eased)}
        if not mine <= cleared:
            yield advice
            cleared |= mine

"""What would help a policy most: changes tried on it, and ranked by what they clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.advice.effects import Figures, compare_figures
from cxlint.linting.advice.laboratory import Budget, Laboratory
from cxlint.linting.advice.proposals import BY_CHECK, list_proposals
from cxlint.linting.advice.trial import Advice, Trial, mend, try_proposal
from cxlint.linting.model.finding import RANK
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.linting.advice.laboratory import Progress
    from cxlint.linting.model.finding import Finding
    from cxlint.linting.run.engine import Request
    from cxlint.policy.reader import Reading

GRAVE = ("error", "warning")
"""The findings that are worth a change."""


class Advised(NamedTuple):
    """The advice on a policy, the best first, and how much was looked at.

    Of `rules` that had something to look at come `findings` errors and warnings; for `looked_at`
    of them changes were sought. `probes` were judged by single rules, `trials` by all. `is_bounded`
    says that a bound on these was met.
    """

    advice: tuple[Advice, ...]
    rules: int
    findings: int
    looked_at: int
    probes: int
    trials: int
    is_bounded: bool


def advise(
    request: Request, reading: Reading, top: int, progress: Progress | None = None
) -> Advised:
    """Return the changes that help most, at most `top`, each tried on the policy.

    UserError where a rule crashes.
    """
    laboratory = Laboratory(request, reading, budget=(budget := Budget()), progress=progress)
    figures = Figures(laboratory.network)
    grave = [each for each in laboratory.findings if each.severity in GRAVE]
    told: list[Advice] = []
    known: dict[object, Advice | None] = {}
    looked_at = 0
    for finding in _take_turns(grave):
        if budget.is_spent:
            break
        looked_at += 1
        told += _advise_on(laboratory, finding, known)
    told.sort(key=_rank)
    kept = tuple(
        with_effects(laboratory, figures, each) for each in list(_drop_repeats(told))[:top]
    )
    return Advised(
        kept, laboratory.rules, len(grave), looked_at, budget.probes, budget.trials,
        budget.is_spent,
    )  # fmt: skip


def _advise_on(
    laboratory: Laboratory, finding: Finding, known: dict[object, Advice | None]
) -> Iterator[Advice]:
    """Yield the first change for a finding that does no harm, unless it is known.

    Where each only moves the finding to another place, the first is made in both.
    """
    moved: list[Trial] = []
    for proposal in list_proposals(laboratory, finding):
        if proposal.key in known:
            before = known[proposal.key]
            if before is not None and finding in before.cleared:
                return
            continue
        if not laboratory.budget.may_try:
            return
        trial = try_proposal(laboratory, proposal, finding)
        known[proposal.key] = trial.advice
        if trial.advice is not None:
            yield trial.advice
            return
        if trial.added and all(each.rule.id == finding.rule.id for each in trial.added):
            moved.append(trial)
    for trial in moved[:1]:
        advice = mend(laboratory, trial, finding)
        if advice is not None:
            yield advice


def with_effects(laboratory: Laboratory, before: Figures, advice: Advice) -> Advice:
    """Return the advice with what it does to the figures of the policy."""
    proposal = advice.proposal
    old = before.list_all(proposal)  # before anything is changed: figures are worked out late
    with laboratory.changed(proposal.edits) as network:
        assert network is not None
        new = Figures(network).list_all(proposal)
    return advice._replace(effects=compare_figures(old, new))


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
    """Yield the advice that clears something which none of its kind before it clears."""
    cleared: set[tuple[str, str]] = set()
    for advice in ranked:
        kind = advice.proposal.kind
        mine = {(kind, each.fingerprint) for each in (*advice.cleared, *advice.eased)}
        if not mine <= cleared:
            yield advice
            cleared |= mine

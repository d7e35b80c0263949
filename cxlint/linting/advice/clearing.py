"""The smallest set of edits that clears one finding, proved by running the rules again."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from cxlint.errors import UserError
from cxlint.linting.advice.effects import Figures
from cxlint.linting.advice.example_edits import list_single_edits
from cxlint.linting.advice.laboratory import Budget, Laboratory
from cxlint.linting.advice.proposals import list_when_asked
from cxlint.linting.advice.ranking import with_effects
from cxlint.linting.advice.trial import Advice, mend, try_proposal
from cxlint.records import NamedTuple
from cxlint.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.linting.advice.edits import Edit
    from cxlint.linting.advice.laboratory import Progress
    from cxlint.linting.advice.proposal import Proposal
    from cxlint.linting.advice.trial import Trial
    from cxlint.linting.model.finding import Finding
    from cxlint.linting.run.engine import Request
    from cxlint.policy.reader import Reading

MOST_PROBES = 600
MOST_TRIALS = 40
"""How often single rules and all rules judge at most when one finding is to be cleared."""

MOST_SINGLE = 120
MOST_JOINED = 16
"""How many edits of one value are tried, and of how many of them pairs are."""

PLACE = re.compile(r"(?P<rule>[\w/-]+)(?:@|\s+)(?P<path>.+?):(?P<line>[0-9]+)")
FINGERPRINT = re.compile(r"[0-9a-f]{8,32}")


class Clearance(NamedTuple):
    """What clears a finding or, where nothing does, makes a note of it; None where nothing does.

    `tried` sets of edits were judged. `nearest` are the findings that the best of them would add
    where none does without harm. `is_bounded` says that a bound on the trials was met.
    """

    finding: Finding
    advice: Advice | None
    tried: int
    nearest: Trial | None
    is_bounded: bool

    @property
    def is_cleared(self) -> bool:
        """Whether the finding is gone, and not only milder."""
        return self.advice is not None and self.finding in self.advice.cleared


def clear(
    request: Request, reading: Reading, named: str, progress: Progress | None = None
) -> Clearance:
    """Return the smallest set of edits, of those that are tried, after which a finding is gone.

    Sets of one edit come before sets of two. `named` is a fingerprint or its beginning,
    `RULE@PATH:LINE` or a rule. UserError where it names no finding, or several.
    """
    budget = Budget(MOST_PROBES, MOST_TRIALS)
    laboratory = Laboratory(request, reading, budget=budget, progress=progress)
    finding = find_named(laboratory.findings, named)
    harmful: list[Trial] = []
    for is_strict in (True, False):
        laboratory.is_strict = is_strict
        advice = _search(laboratory, finding, harmful)
        if advice is not None:
            told = with_effects(laboratory, Figures(laboratory.network), advice)
            return Clearance(finding, told, budget.tried, None, is_bounded=False)
    nearest = harmful[0] if harmful else None
    return Clearance(finding, None, budget.tried, nearest, budget.is_spent)


def _search(laboratory: Laboratory, finding: Finding, harmful: list[Trial]) -> Advice | None:
    """Return the first set of edits that does no harm; keep those that would, the mildest first."""
    known = {each.proposal.key for each in harmful}
    for proposal in _by_size(laboratory, finding):
        if proposal.key in known or not laboratory.budget.may_try:
            continue
        known.add(proposal.key)
        trial = try_proposal(laboratory, proposal, finding)
        cleared = trial.advice is not None and finding in trial.advice.cleared
        if cleared or (trial.advice is not None and not laboratory.is_strict):
            return trial.advice
        if trial.added:
            harmful.append(trial)
    harmful.sort(key=lambda each: len(each.added))
    for trial in harmful if laboratory.is_strict else ():
        advice = mend(laboratory, trial, finding, _list_clearing)
        if advice is not None and finding in advice.cleared:
            return advice
    return None


def _by_size(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal]:
    """Yield the sets of edits that clear a finding by its own rule, the smallest first.

    What is worked out comes before what examples say. To promise less comes last of its size.
    """
    worked_out = list(list_when_asked(laboratory, finding))
    for proposal in worked_out:
        if len(proposal.edits) == 1 and proposal.kind != "promise":
            yield proposal
    singles, others = _try_singles(laboratory, finding)
    yield from singles
    larger = [each for each in worked_out if len(each.edits) > 1 or each.kind == "promise"]
    yield from sorted(larger, key=lambda each: len(each.edits))
    yield from _try_pairs(laboratory, finding, others)


def _try_singles(laboratory: Laboratory, finding: Finding) -> tuple[list[Proposal], list[Proposal]]:
    """Return the changes of one value that clear a finding, and those that do not."""
    clearing: list[Proposal] = []
    others: list[Proposal] = []
    for number, proposal in enumerate(list_single_edits(laboratory, finding)):
        if number >= MOST_SINGLE or not laboratory.may_probe:
            break
        cleared = laboratory.clears(proposal.edits, finding)
        (clearing if cleared else others).append(proposal)
    return clearing, others


def _list_clearing(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal]:
    """Yield what clears a finding by its own rule: what is worked out, then what examples say."""
    yield from list_when_asked(laboratory, finding)
    yield from _try_singles(laboratory, finding)[0]


def _try_pairs(
    laboratory: Laboratory, finding: Finding, singles: Sequence[Proposal]
) -> Iterator[Proposal]:
    for first, second in combinations(singles[:MOST_JOINED], 2):
        if _is_nested(first.edits[0], second.edits[0]) or not laboratory.may_probe:
            continue
        edits = (*first.edits, *second.edits)
        if laboratory.clears(edits, finding):
            yield first._replace(text=f"{first.text}; and {second.text}", edits=edits)


def _is_nested(first: Edit, second: Edit) -> bool:
    """Whether one edit is made in what the other sets."""
    depth = min(len(first.path), len(second.path))
    return first.document is second.document and first.path[:depth] == second.path[:depth]


def find_named(findings: Iterable[Finding], named: str) -> Finding:
    """Return the finding that somebody names. UserError where there is none, or several."""
    listed = list(findings)
    found = [each for each in listed if _is_named(each, named.strip())]
    if not found:
        raise UserError(unknown("finding", named, [_say_place(each) for each in listed]))
    if len({each.fingerprint for each in found}) > 1:
        places = ", ".join(_say_place(each) for each in found[:4])
        raise UserError(f"{named!r} names {len(found)} findings: {places}; name one of them")
    return found[0]


def _is_named(finding: Finding, named: str) -> bool:
    if place := PLACE.fullmatch(named):
        same = finding.path == place["path"] and finding.span.line == int(place["line"])
        return same and finding.rule.id == place["rule"]
    if FINGERPRINT.fullmatch(named):
        return finding.fingerprint.startswith(named)
    return finding.rule.id == named


def _say_place(finding: Finding) -> str:
    return f"{finding.rule.id}@{finding.path}:{finding.span.line}"

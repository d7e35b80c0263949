"""Where changes are tried: the policy is changed in memory, assembled anew and judged again."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cxlint.errors import UserError
from cxlint.graph.builder import build
from cxlint.language import schema
from cxlint.linting.advice.edits import apply_edits
from cxlint.linting.model.finding import RANK
from cxlint.linting.run import engine
from cxlint.linting.run.findings import build_findings
from cxlint.linting.run.rule_runs import run_rules
from cxlint.policy import linker
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cxlint.graph.network import Network
    from cxlint.linting.advice.edits import Edit
    from cxlint.linting.model.finding import Finding, Report
    from cxlint.linting.run.engine import Request
    from cxlint.policy.policy import Policy
    from cxlint.policy.reader import Reading

    Progress = Callable[[str], None]

MOST_PROBES = 250
"""How many changes are tried on single rules at most."""

MOST_TRIALS = 14
"""How many changes are judged by all rules at most."""


class Outcome(NamedTuple):
    """What a change does to the findings: clears, makes milder, adds (errors and warnings only)."""

    cleared: tuple[Finding, ...]
    eased: tuple[Finding, ...]
    added: tuple[Finding, ...]


class Laboratory:
    """A policy as it was read, what the rules find in it, and how much has been tried.

    All rules judge twice: the policy as it is, and once more with each change that is advised.
    """

    def __init__(
        self,
        request: Request,
        reading: Reading,
        *,
        most_probes: int = MOST_PROBES,
        most_trials: int = MOST_TRIALS,
        progress: Progress | None = None,
    ) -> None:
        """Judge the policy as it is. UserError where a rule crashes."""
        self.request = request._replace(folded=False)
        self.probes = 0
        self.trials = 0
        self._reading = reading
        self._most_probes = most_probes
        self._most_trials = most_trials
        self._progress = progress
        for document in reading.policy.documents:
            document.span(())  # what stands where is settled before anything is changed
        self.findings = _open_findings(self._report())
        self.policy = reading.policy
        self.network = build(reading.policy)

    @property
    def may_probe(self) -> bool:
        """Whether single rules may judge once more."""
        return self.probes < self._most_probes

    @property
    def may_try(self) -> bool:
        """Whether all rules may judge once more."""
        return self.trials < self._most_trials

    @property
    def is_spent(self) -> bool:
        """Whether a bound was met, so that more might be found with more time."""
        return not (self.may_probe and self.may_try)

    @contextmanager
    def changed(self, edits: Iterable[Edit]) -> Iterator[Network | None]:
        """Hold the edits while the block runs, with the graph; None where they fit no policy."""
        listed = list(edits)
        with apply_edits(listed):
            documents = {id(edit.document): edit.document for edit in listed}.values()
            sound = all(schema.accept("policy", each.data) for each in documents)
            yield build(self._assemble()) if sound else None

    def clears(self, edits: Iterable[Edit], finding: Finding) -> bool:
        """Whether the rule of a finding no longer says it of the policy with these edits."""
        listed = list(edits)
        self.probes += 1
        with self.changed(listed) as network:
            if network is None:
                return False
            known = self._tell(network.policy, finding)
        return known is not None and not known

    def _tell(self, policy: Policy, finding: Finding) -> bool | None:
        """Return whether a finding is told of a policy; None where its rule does not run."""
        rule = self.request.rules.get(finding.rule.id)
        if rule is None or rule.governs:
            return None
        run = run_rules(policy, [rule], self.request.config)
        if run.notices and any(each.kind == "crash" for each in run.notices):
            return None
        found = build_findings(run.hits, policy).findings
        return any(each.fingerprint == finding.fingerprint for each in found)

    def judge(self, edits: Iterable[Edit]) -> Outcome | None:
        """Return what all rules say of the policy with these edits; None where it is none."""
        self.trials += 1
        listed = list(edits)
        if self._progress is not None:
            self._progress(f"trying changes, {self.trials} judged by all rules")
        with self.changed(listed) as network:
            if network is None:
                return None
            try:
                after = _open_findings(self._report(network.policy))
            except UserError:
                return None
        return _compare(self.findings, after)

    def _assemble(self) -> Policy:
        return linker.assemble(self._reading.policy.documents, self.request.today)

    def _report(self, policy: Policy | None = None) -> Report:
        reading = self._reading if policy is None else self._reading._replace(policy=policy)
        report = engine.judge(self.request, reading)
        for notice in report.notices:
            if notice.kind == "crash":
                told = f"{notice.rule} crashed, so that nothing can be advised: {notice.message}"
                raise UserError(told)
        return report


def _open_findings(report: Report) -> tuple[Finding, ...]:
    return tuple(each for each in report.findings if each.status == "new")


def _compare(before: Sequence[Finding], after: Sequence[Finding]) -> Outcome:
    grave = _gravest(after)
    counts = Counter(each.fingerprint for each in after)
    cleared, eased = [], []
    for finding in before:
        if not counts[finding.fingerprint]:
            cleared.append(finding)
            continue
        counts[finding.fingerprint] -= 1
        if grave[finding.fingerprint] < RANK[finding.severity]:
            eased.append(finding)
    return Outcome(tuple(cleared), tuple(eased), tuple(_list_added(before, after)))


def _list_added(before: Sequence[Finding], after: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the errors and warnings that were not there, or were milder."""
    left = Counter((each.fingerprint, RANK[each.severity]) for each in before)
    known = _gravest(before)
    for finding in after:
        rank = RANK[finding.severity]
        if finding.severity == "info" or known.get(finding.fingerprint, -1) > rank:
            continue
        left[finding.fingerprint, rank] -= 1
        if left[finding.fingerprint, rank] < 0:
            yield finding


def _gravest(findings: Sequence[Finding]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in findings:
        found[each.fingerprint] = max(found.get(each.fingerprint, 0), RANK[each.severity])
    return found

"""Where changes are tried: the policy is changed in memory, assembled anew and judged again."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from copy import copy
from typing import TYPE_CHECKING

from cxlint.errors import UserError
from cxlint.graph.builder import build
from cxlint.language import schema
from cxlint.linting.advice.edits import apply_edits
from cxlint.linting.model.finding import RANK
from cxlint.linting.rules.law_rules import CATEGORY
from cxlint.linting.run import engine
from cxlint.linting.run.findings import build_findings
from cxlint.linting.run.laws import judge_by_law
from cxlint.linting.run.rule_runs import run_rules
from cxlint.linting.trials.coverage import may_concern
from cxlint.policy import linker
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cxlint.graph.network import Network
    from cxlint.linting.advice.edits import Edit
    from cxlint.linting.model.finding import Finding, Hit, Report
    from cxlint.linting.model.rule import Rule
    from cxlint.linting.run.engine import Request
    from cxlint.policy.policy import Policy
    from cxlint.policy.reader import Reading

    Progress = Callable[[str], None]

MOST_PROBES = 250
"""How many changes are tried on single rules at most."""

MOST_TRIALS = 22
"""How many changes are judged by all rules at most."""


class Outcome(NamedTuple):
    """What a change does to the findings: clears, makes milder, adds (errors and warnings only)."""

    cleared: tuple[Finding, ...]
    eased: tuple[Finding, ...]
    added: tuple[Finding, ...]


class Budget:
    """How often single rules and all rules have judged, and may."""

    def __init__(self, most_probes: int = MOST_PROBES, most_trials: int = MOST_TRIALS) -> None:
        self.probes = 0
        self.trials = 0
        self._most_probes = most_probes
        self._most_trials = most_trials

    @property
    def tried(self) -> int:
        """How many sets of edits have been judged."""
        return self.probes + self.trials

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


class Laboratory:
    """A policy as it was read, what the rules find in it, and where changes of it are tried.

    Where it is strict, what is to be cleared may not even stay as a note.

    All rules judge the policy as it is, and once more with each change that is advised.
    """

    def __init__(
        self,
        request: Request,
        reading: Reading,
        budget: Budget,
        progress: Progress | None = None,
    ) -> None:
        """Judge the policy as it is. UserError where a rule crashes."""
        self.request = request._replace(folded=False)
        self.budget = budget
        self.is_strict = False
        self._reading = reading
        self._progress = progress
        for document in reading.policy.documents:
            document.span(())  # what stands where is settled before anything is changed
        report = self._report()
        self.findings = _open_findings(report)
        self.rules = report.judged.looked
        self.policy = reading.policy
        self.network = build(reading.policy)

    @property
    def may_probe(self) -> bool:
        """Whether single rules may judge once more."""
        return self.budget.may_probe

    def within(self, network: Network) -> Laboratory:
        """Return the same of a policy that is changed for the time being.

        What is tried there comes on top; what all rules said before is still what they said of the
        policy as it was read.
        """
        inner = copy(self)
        inner.policy, inner.network = network.policy, network
        return inner

    @contextmanager
    def changed(self, edits: Iterable[Edit]) -> Iterator[Network | None]:
        """Hold the edits while the block runs, with the graph; None where they fit no policy."""
        listed = list(edits)
        with apply_edits(listed):
            documents = {id(edit.document): edit.document for edit in listed}.values()
            sound = all(schema.accept("policy", each.data) for each in documents)
            yield build(self._assemble()) if sound else None

    def clears(self, edits: Iterable[Edit], finding: Finding, *, up_to_notes: bool = False) -> bool:
        """Whether the rule of a finding no longer says it of the policy with these edits.

        With `up_to_notes`, it may still say it as a note, unless the laboratory is strict.
        """
        listed = list(edits)
        self.budget.probes += 1
        with self.changed(listed) as network:
            if network is None:
                return False
            told = self._tell(network.policy, finding)
        if told is None:
            return False
        notes = up_to_notes and not self.is_strict
        return not told or (notes and set(told) == {"info"} and finding.severity != "info")

    def _tell(self, policy: Policy, finding: Finding) -> list[str] | None:
        """Return how gravely a finding is told of a policy; None where its rule does not run."""
        hits = self._find_hits(policy, finding.rule.id)
        if hits is None:
            return None
        found = build_findings(hits, policy).findings
        return [each.severity for each in found if each.fingerprint == finding.fingerprint]

    def _find_hits(self, policy: Policy, id_: str) -> list[tuple[Rule, Hit]] | None:
        """Return what one rule, or one obligation, finds; None where it does not run."""
        if id_.startswith(f"{CATEGORY}/"):
            request = self.request
            law = judge_by_law(policy, request.config, request.horizon, frozenset({id_}))
            return None if law is None else [*law.hits]
        rule = self.request.rules.get(id_)
        if rule is None or rule.governs:
            return None
        run = run_rules(policy, [rule], self.request.config)
        return None if any(each.kind == "crash" for each in run.notices) else run.hits

    def judge(self, edits: Iterable[Edit]) -> Outcome | None:
        """Return what all rules say of the policy with these edits; None where it is none."""
        self.budget.trials += 1
        listed = list(edits)
        if self._progress is not None:
            self._progress(f"trying changes, {self.budget.trials} judged by all rules")
        concerned = self._concerned(listed)
        with self.changed(listed) as network:
            if network is None:
                return None
            try:
                after = _open_findings(self._report(network.policy, concerned))
            except UserError:
                return None
        before = [each for each in self.findings if self._is_judged(each, concerned)]
        return _compare(before, after)

    def _concerned(self, edits: Sequence[Edit]) -> frozenset[str]:
        """Return the chosen rules that may look at what edits change."""
        keys = [each.field for each in edits]
        rules = self.request.rules
        return frozenset(
            id_ for id_ in self.request.chosen if any(may_concern(rules[id_], key) for key in keys)
        )

    def _is_judged(self, finding: Finding, concerned: frozenset[str]) -> bool:
        """Whether a finding is of a rule that judges again, or of the law, which always does."""
        id_ = finding.rule.id
        return id_ in concerned or id_ not in self.request.chosen

    def _assemble(self) -> Policy:
        return linker.assemble(self._reading.policy.documents, self.request.today)

    def _report(self, policy: Policy | None = None, chosen: frozenset[str] | None = None) -> Report:
        reading = self._reading if policy is None else self._reading._replace(policy=policy)
        request = self.request if chosen is None else self.request._replace(chosen=chosen)
        report = engine.judge(request, reading)
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

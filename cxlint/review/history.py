"""A policy over time: what each commit did to customers, and whether changes were announced."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cxlint.changes.change import BETTER, Change, Difference
from cxlint.changes.compare import compare
from cxlint.linting.model.finding import SEVERITIES
from cxlint.records import NamedTuple
from cxlint.review.finding_shifts import compare_findings
from cxlint.values.durations import duration

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Finding
    from cxlint.policy.policy import Policy
    from cxlint.review.judged_side import JudgedSide
    from cxlint.values.durations import Duration

TERM = "term"
"""The kind of thing that says how long before a change customers are told."""


class Commit(NamedTuple):
    """A commit: its name, the day it was made, by whom, and what it says of itself."""

    name: str
    day: datetime.date
    author: str
    subject: str


class TermNotice(NamedTuple):
    """Whether a change was announced as long before as the policy says.

    `asked` is how long that is, `announced` the day of the commit, `effective` the day from which
    the change holds: that of the commit, where nothing is said.
    """

    thing: str
    asked: str
    announced: datetime.date
    effective: datetime.date
    is_kept: bool


class Point(NamedTuple):
    """A policy after one commit, beside what it was before.

    `findings` counts those that stand by severity, `promises` those that customers are given.
    `new` and `fixed` are findings. `fault` says why the commit could not be read, where that is so.
    """

    commit: Commit
    findings: Mapping[str, int]
    promises: int
    difference: Difference
    new: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    notices: tuple[TermNotice, ...] = ()
    fault: str = ""

    def count(self, direction: str) -> int:
        """Return how many changes went in a direction."""
        return sum(each.direction == direction for each in self.difference.changes)


NOTHING = Difference((), (), {})


def build_point(commit: Commit, before: JudgedSide | None, after: JudgedSide) -> Point:
    """Return what a commit did; of the first one, how things stood."""
    counts = Counter(finding.severity for finding in after.report.open_findings)
    findings: dict[str, int] = {severity: counts[severity] for severity in SEVERITIES}
    promises = len(list(after.policy.of("promise")))
    if before is None:
        return Point(commit, findings, promises, NOTHING)
    found = compare(before.policy, after.policy)
    shifts = compare_findings(before.report.findings, after.report.findings, found.renames)
    return Point(
        commit,
        findings,
        promises,
        found,
        tuple(each for each in shifts.new if each.status == "new"),
        tuple(each for each in shifts.fixed if each.status == "new"),
        tuple(_notices(commit, found, before.policy, after.policy)),
    )


def _notices(
    commit: Commit, found: Difference, before: Policy, after: Policy
) -> Iterator[TermNotice]:
    """Yield, for each term that is not changed for the better alone, whether that was announced."""
    promised = {f"{TERM}/{each.id}": each for each in before.of(TERM)}
    now = {f"{TERM}/{each.id}": each for each in after.of(TERM)}
    for thing in dict.fromkeys(each.thing for each in found.changes if _is_unwelcome(each)):
        old, new = promised.get(thing), now.get(thing)
        if old is None or (span := _notice_of(old)) is None:
            continue
        effective = (new.date("effective", "from") if new is not None else None) or commit.day
        days = (effective - commit.day).days
        asked = str(old.get("change_notice"))
        yield TermNotice(thing, asked, commit.day, effective, days >= span.days)


def _is_unwelcome(change: Change) -> bool:
    return change.direction != BETTER and change.thing.startswith(f"{TERM}/")


def _notice_of(term: Entity) -> Duration | None:
    said = term.get("change_notice")
    try:
        return duration(said) if said is not None else None
    except ValueError:
        return None

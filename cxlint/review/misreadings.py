"""What the head says that is not understood, and was not there before: nothing rests on it.

Of a row with a mistake in it nothing is known, and what is not known is neither better nor mended.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cxlint.changes.change import BETTER, Spot
from cxlint.language.sections import language, subject
from cxlint.policy.file_problems import UNREADABLE
from cxlint.policy.policy import PLACES
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from cxlint.changes.change import Difference
    from cxlint.linting.model.finding import Finding
    from cxlint.parsing.document import Problem
    from cxlint.review.finding_shifts import FindingShifts
    from cxlint.review.judged_side import JudgedSide

_TERMS = frozenset({"return"})
"""Kinds on which no way and no hours rest."""

_WAYS = PLACES | {"handoff", "schedule", "intent", "promise", "escalation"}
"""Kinds on which no terms rest."""

_WORDING = frozenset({"where", "place", "entity"})
"""Facts that only name the thing, which the address does as well."""


class Misreading(NamedTuple):
    """A place that is not understood: what it is about, of which kind, and what is the matter.

    `kind` is empty where it is not known what stands there. `finding` tells of it, where one does.
    """

    thing: str
    kind: str
    sentence: str
    place: Spot
    finding: Finding | None = None
    is_file: bool = False


class Withheld(NamedTuple):
    """How many findings and changes are not told, since they may only come from a misreading."""

    fixed: int = 0
    better: int = 0
    figures: int = 0

    @property
    def sentences(self) -> Iterator[str]:
        """What is said of them."""
        if self.fixed:
            are = "finding is gone and does" if self.fixed == 1 else "findings are gone and do"
            yield f"{self.fixed:,} {are} not count as fixed: nobody can tell while this stands"
        if self.better:
            seem = "change for the better is" if self.better == 1 else "changes for the better are"
            yield f"{self.better:,} {seem} not told: nobody can tell while this stands"
        if self.figures:
            yield "figures of contact reasons are not compared while this stands"


def find_misreadings(
    before: JudgedSide, after: JudgedSide, renames: Mapping[str, str]
) -> list[Misreading]:
    """Return what the head has that is not understood, and the base has not."""
    known = Counter(_key(each, renames) for each in _grave_problems(before, after))
    findings = {
        (each.rule.id, each.path, each.span.line): each
        for each in _flatten(after.report.findings)
    }  # fmt: skip
    found = []
    for each in _grave_problems(after, after):
        key = _key(each, {})
        known[key] -= 1
        if known[key] < 0:
            found.append(_misreading(each, findings))
    return found


def withhold(
    found: Difference, shifts: FindingShifts, misreadings: Sequence[Misreading]
) -> tuple[Difference, FindingShifts, Withheld]:
    """Return the differences without what may only come from what is not understood."""
    if not misreadings:
        return found, shifts, Withheld()
    unclear = {each.kind for each in misreadings}
    kept = tuple(
        each for each in found.changes
        if each.direction != BETTER or not _rests_on(each.thing.partition("/")[0], unclear)
    )  # fmt: skip
    journeys = () if _rests_on("intent", unclear) else found.journeys
    left_out = Withheld(
        len(shifts.fixed), len(found.changes) - len(kept), len(found.journeys) - len(journeys)
    )
    return (
        found._replace(changes=kept, journeys=journeys),
        shifts._replace(fixed=()),
        left_out,
    )


def _rests_on(kind: str, unclear: set[str]) -> bool:
    """Whether what is told of a kind may rest on one of the unclear ones."""
    if unclear <= _TERMS:
        return kind in _TERMS
    return not (unclear <= _WAYS and kind in _TERMS)


def _grave_problems(side: JudgedSide, judge: JudgedSide) -> Iterator[Problem]:
    rules = judge.request.rules
    for each in side.policy.problems:
        rule = rules.get(each.rule)
        if (each.severity or (rule.severity if rule is not None else "error")) == "error":
            yield each


def _key(problem: Problem, renames: Mapping[str, str]) -> Hashable:
    """Return what makes a problem the same one in both states, wherever it stands."""
    thing = subject(problem.at.document, problem.at.path)
    steps = tuple(part for part in problem.at.path[2:] if isinstance(part, str))
    facts = sorted((key, str(said)) for key, said in problem.facts.items() if key not in _WORDING)
    return problem.rule, problem.case, renames.get(thing, thing), steps, tuple(facts)


def _misreading(
    problem: Problem, findings: Mapping[tuple[str, str, int], Finding]
) -> Misreading:  # fmt: skip
    path, span = problem.at.document.path, problem.at.span()
    finding = findings.get((problem.rule, path, span.line))
    thing = subject(problem.at.document, problem.at.path)
    told = finding.message if finding is not None else f"{thing} is not understood"
    return Misreading(
        thing,
        _kind(problem),
        f"{problem.rule}: {told}",
        Spot(path, span.line, span.column),
        finding,
        problem.rule == UNREADABLE,
    )


def _kind(problem: Problem) -> str:
    path = problem.at.path
    kinds = [each.kind for each in language().sections if path[: len(each.path)] == each.path]
    return kinds[-1] if kinds else ""


def _flatten(findings: Iterable[Finding]) -> Iterator[Finding]:
    for each in findings:
        yield each
        yield from _flatten(each.consequences)

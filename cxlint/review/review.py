"""A change of policy, judged: all that the reports tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.change import WORSE, Difference, Spot
from cxlint.changes.compare import compare
from cxlint.records import NamedTuple
from cxlint.review import lost_files
from cxlint.review.ci_changes import find_ci_changes
from cxlint.review.declaration import Proof, prove
from cxlint.review.finding_shifts import FindingShifts, compare_findings
from cxlint.review.gate import Gate, Obstacle, file_fault, judge_change
from cxlint.review.misreadings import Misreading, Withheld, find_misreadings, withhold
from cxlint.review.ratchets import find_breaches
from cxlint.review.way_shifts import WayShift, compare_ways
from cxlint.review.weakening import CI, Weakening, find_weakenings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cxlint.changes.change import Change
    from cxlint.linting.model.finding import Finding
    from cxlint.linting.run.engine import Request
    from cxlint.review.declaration import Intention
    from cxlint.review.judged_side import JudgedSide

NOTHING = Difference((), (), {})


class Review(NamedTuple):
    """What differs between two states of a policy, and whether that may pass.

    `base` and `head` are what the states are called. `weakened` is what the change takes, or tried
    to take, from its judge; `is_untrusted` says that it took no effect. `notes` are what could not
    be compared, and what else is worth knowing of the comparison. `misreadings` are the places of
    the head that are not understood, `withheld` what is not told since it may rest on
    them. `ways` are the ways on from a place that are new or gone, and those between them.
    """

    base: str
    head: str
    difference: Difference = NOTHING
    findings: FindingShifts = FindingShifts()
    proof: Proof = Proof()
    gate: Gate = Gate()
    weakened: tuple[Weakening, ...] = ()
    notes: tuple[str, ...] = ()
    ways: tuple[WayShift, ...] = ()
    misreadings: tuple[Misreading, ...] = ()
    withheld: Withheld = Withheld()
    is_untrusted: bool = False
    has_crashed: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing to tell: no customer and no rule sees a difference."""
        found = self.findings
        return not (self.difference.changes or found.new or found.fixed or self.gate.obstacles
                    or self.weakened or self.misreadings)  # fmt: skip

    @property
    def in_effect(self) -> tuple[Weakening, ...]:
        """What the change takes from its judge: nothing but what runs it where the base judges."""
        return tuple(each for each in self.weakened if each.what == CI or not self.is_untrusted)

    @property
    def in_vain(self) -> tuple[Weakening, ...]:
        """What it tried to take, and that took no effect."""
        return tuple(each for each in self.weakened if each not in self.in_effect)

    @property
    def only_worse(self) -> Review:
        """The review without what gets better, or is merely different."""
        found = self.difference
        worse = tuple(each for each in found.changes if each.direction == WORSE)
        return self._replace(
            difference=found._replace(changes=worse, journeys=()),
            findings=self.findings._replace(fixed=(), pairs=()),
        )

    @property
    def exit_code(self) -> int:
        """The code to exit with: 3 for a fault of a rule, 1 where the gate is met, else 0."""
        return 3 if self.has_crashed else int(self.gate.is_met)


def review_sides(
    before: JudgedSide,
    after: JudgedSide,
    intentions: Sequence[Intention],
    fail_on: Collection[str],
    claims: Request | None = None,
) -> Review:
    """Compare two sides and judge the change.

    `intentions` are what was declared. `claims` is how the head asks to be judged, where the base
    judges it instead: what it claims is listed, and takes no effect.
    """
    found = compare(before.policy, after.policy)
    lost = lost_files.find_lost_files(before, after)
    found = found._replace(changes=(*found.changes, *lost))
    shifts = compare_findings(before.report.findings, after.report.findings, found.renames)
    if claims is not None:
        shifts = shifts._replace(new=tuple(map(_without_comment, shifts.new)))
    breaches = find_breaches(before.policy, after.policy, found.renames)
    proof = prove([*found.changes, *breaches], intentions)
    misreadings = find_misreadings(before, after, found.renames)
    found, shifts, withheld = withhold(found, shifts, misreadings)
    kept = {id(each) for each in (*found.changes, *breaches)}
    proof = proof._replace(
        met=tuple(each for each in proof.met if id(each[0]) in kept),
        undeclared=tuple(each for each in proof.undeclared if id(each) in kept),
    )
    asked = after.request if claims is None else claims
    return Review(
        base=before.state.label,
        head=after.state.label,
        difference=found,
        findings=shifts,
        proof=proof,
        gate=judge_change(
            fail_on, proof, shifts, [*_faults(after), *_lost_faults(lost)], misreadings
        ),
        weakened=(
            *find_weakenings(before, after.policy, asked, found.renames),
            *find_ci_changes(before.state, after.state),
            *_wide_declarations(intentions, is_own=claims is None),
        ),
        notes=(*_notes(before, after), *_days_note(found)),
        misreadings=tuple(misreadings),
        withheld=withheld,
        is_untrusted=claims is not None,
        has_crashed=before.report.has_crashed or after.report.has_crashed,
    )


def add_ways(review: Review, before: JudgedSide, after: JudgedSide) -> Review:
    """Return the review with the ways that are new or gone, which only pictures need."""
    renames = review.difference.renames
    return review._replace(ways=tuple(compare_ways(before.policy, after.policy, renames)))


def _without_comment(finding: Finding) -> Finding:
    """Return a new finding as it stands without a comment beside it, which came with the change."""
    return finding._replace(status="new", excuse="") if finding.beside else finding


def _faults(after: JudgedSide) -> Iterator[Obstacle]:
    for path in after.unreadable:
        yield file_fault(path, f"{path} cannot be read; what rests on it is not compared")


def _lost_faults(lost: Sequence[Change]) -> Iterator[Obstacle]:
    for each in lost:
        yield Obstacle("file", each.thing, each.sentence, each.new_place, change=each)


def _days_note(found: Difference) -> Iterator[str]:
    """Yield that later days are not looked at, of a policy in which much begins and ends."""
    if found.days_left:
        first, more = found.days_left[0], len(found.days_left) - 1
        days = f"{first} and {more:,} later days are" if more else f"{first} is"
        yield f"{days} not compared, though something changes then; --as-of looks at a day"


def _wide_declarations(intentions: Sequence[Intention], *, is_own: bool) -> Iterator[Weakening]:
    """Yield the entries by which a change excuses whatever it does."""
    for each in intentions if is_own else ():
        if each.is_wide:
            span = each.at.span()
            place = Spot(each.at.document.path, span.line, span.column)
            told = f"declared is '{each.text}', whatever it is"
            yield Weakening("declaration", told, place)


def _notes(before: JudgedSide, after: JudgedSide) -> Iterator[str]:
    """Yield what could not be compared, and what else there is to know of the comparison."""
    if before.is_empty:
        yield f"{before.state.label} holds no policy, so everything is new"
    if after.is_empty:
        yield f"{after.state.label} holds no policy, so everything is gone"
    for path in before.unreadable:
        yield f"{path} of {before.state.label} cannot be read; what rests on it is not compared"
    for path in dict.fromkeys((*before.state.submodules, *after.state.submodules)):
        yield f"{path} is another repository (a submodule), and is not compared"
    crashed = {each.rule for side in (before, after) for each in side.report.notices
               if each.kind == "crash"}  # fmt: skip
    for rule in sorted(crashed):
        yield f"{rule} did not run to its end; cxlint check says why"
    for path in lost_files.find_excluded_edits(before, after):
        yield f"{path} is excluded, and its content is not what it was"

"""Whether a change may pass: what was asked for, what stands against it, and the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cxlint.changes.change import WORSE, Change, Spot
from cxlint.linting.model.finding import RANK
from cxlint.records import NamedTuple
from cxlint.review.declaration import explain_miss
from cxlint.review.ratchets import RATCHET

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cxlint.linting.model.finding import Finding, Severity
    from cxlint.review.declaration import Intention, Proof
    from cxlint.review.finding_shifts import FindingShifts
    from cxlint.review.misreadings import Misreading

Bar = Literal["worse", "undeclared", "new-error", "new-warning", "never"]

BARS: tuple[Bar, ...] = ("worse", "undeclared", "new-error", "new-warning", "never")
"""What can be asked of a change."""

_SEVERITIES: dict[str, Severity] = {"new-error": "error", "new-warning": "warning"}


class Obstacle(NamedTuple):
    """One thing that stands against a change: which kind of thing, a sentence, and its place.

    `kind` is change, finding, declaration, file, or reading: what is not understood. `thing` is
    what it is about, `change` and `finding` what it is, where it is one.
    """

    kind: Literal["change", "finding", "declaration", "file", "reading"]
    thing: str
    sentence: str
    place: Spot | None = None
    change: Change | None = None
    finding: Finding | None = None


class Gate(NamedTuple):
    """What was asked of a change, and what stands against it; nothing does where it may pass."""

    fail_on: tuple[str, ...] = ("worse",)
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether what was asked to fail is there."""
        return bool(self.obstacles)


def judge_change(
    fail_on: Collection[str],
    proof: Proof,
    findings: FindingShifts,
    faults: Sequence[Obstacle] = (),
    misreadings: Sequence[Misreading] = (),
) -> Gate:
    """Judge a change. `faults` fail whatever was asked; nothing else does where that is never.

    What is not understood of the head fails by every other bar.
    """
    asked = tuple(bar for bar in BARS if bar in fail_on)
    if "never" in asked:
        return Gate(asked, tuple(faults))
    unclear = [_reading_fault(each) for each in misreadings if not each.is_file]
    obstacles = [*faults, *unclear, *_changes(asked, proof), *_unmet(proof)]
    grades = [severity for bar, severity in _SEVERITIES.items() if bar in asked]
    if grades:
        told = [each.finding for each in unclear if each.finding is not None]
        grave = _findings(min(grades, key=RANK.__getitem__), findings)
        obstacles += (each for each in grave if each.finding not in told)
    return Gate(asked, tuple(obstacles))


def file_fault(path: str, sentence: str) -> Obstacle:
    """Return the obstacle that a file of the head is."""
    return Obstacle("file", f"file/{path}", sentence, Spot(path, 1, 1))


def _reading_fault(misreading: Misreading) -> Obstacle:
    thing, place = misreading.thing, misreading.place
    return Obstacle("reading", thing, misreading.sentence, place, finding=misreading.finding)


def _changes(asked: Collection[str], proof: Proof) -> Iterator[Obstacle]:
    for each in proof.undeclared:
        is_worse = "worse" in asked and each.direction == WORSE
        if "undeclared" in asked or is_worse or each.aspect == RATCHET:
            place = each.new_place or each.old_place
            yield Obstacle("change", each.thing, each.sentence, place, change=each)


def _unmet(proof: Proof) -> Iterator[Obstacle]:
    """Yield the declared changes that did not happen, or not as declared."""
    everything = [*(change for change, _ in proof.met), *proof.undeclared]
    for each in proof.unmet:
        instead = explain_miss(each, everything)
        told = f"declared, but not so: {each.text}" if instead else f"declared only: {each.text}"
        sentence = f"{told}; what happened: {instead}" if instead else told
        yield Obstacle("declaration", _thing(each), sentence, _spot(each))


def _findings(severity: Severity, findings: FindingShifts) -> Iterator[Obstacle]:
    """Yield the findings that are new, or graver now, and at least so grave."""
    graver = (pair.after for pair in findings.pairs if pair.is_graver or pair.is_open_again)
    for each in (*findings.new, *graver):
        if each.status == "new" and RANK[each.severity] >= RANK[severity]:
            place = Spot(each.path, each.span.line, each.span.column)
            told = f"{each.rule.id}: {each.message}"
            yield Obstacle("finding", each.entity, told, place, finding=each)


def _thing(intention: Intention) -> str:
    return str(intention.fields.get("thing", ""))


def _spot(intention: Intention) -> Spot:
    span = intention.at.span()
    return Spot(intention.at.document.path, span.line, span.column)

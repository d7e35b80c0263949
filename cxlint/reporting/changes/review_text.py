"""A review as people read it in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.changes.text_report import render_text
from cxlint.reporting.writing.control_characters import escape_controls, guard_commands
from cxlint.review.ratchets import RATCHET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.changes.change import Spot
    from cxlint.linting.model.finding import Finding
    from cxlint.reporting.writing.view import View
    from cxlint.review.review import Review

WEAKENED = "Makes the check milder"
UNCLEAR = "Could not be understood; what rests on it is not compared"
TRIED = "Would have made the check milder; it took no effect"


def render(review: Review, view: View) -> str:
    """Return what differs, what was declared, and why it fails; nothing where nothing differs."""
    moved = view.verbose and review.findings.moved
    if review.says_nothing and not moved:
        return ""
    changes = render_text(review.difference).rstrip("\n").split("\n")
    blocks = [
        _section(UNCLEAR, _unclear(review)),
        "\n".join(guard_commands(escape_controls(line)) for line in changes),
        *(_section(*each) for each in _sections(review, everything=view.verbose)),
    ]
    return "\n\n".join([*filter(None, blocks), ending_text(review)]) + "\n"


def _section(heading: str, lines: Iterable[str]) -> str:
    """Return a section; nothing where it has no lines."""
    told = [f"  {guard_commands(escape_controls(line))}" for line in lines]
    return "\n".join([heading, *told]) if told else ""


def _unclear(review: Review) -> Iterator[str]:
    """Yield the places that are not understood, and what is not told for that."""
    yield from (f"{_spot(each.place)}{each.sentence}" for each in review.misreadings)
    yield from review.withheld.sentences


def ending_text(review: Review) -> str:
    """Return in a sentence whether the change may pass."""
    gate = review.gate
    asked = ", ".join(gate.fail_on)
    if not gate.obstacles:
        return f"passes (--fail-on {asked})"
    number = len(gate.obstacles)
    return f"fails (--fail-on {asked}): {number:,} {'thing stands' if number == 1 else 'things stand'} against it"  # noqa: E501


def _undeclared(review: Review) -> Iterator[str]:
    """Yield what stands against a change of which a part was declared, and what may not move."""
    for each in review.gate.obstacles:
        told = each.change is not None and each.change.aspect != RATCHET and not review.proof.met
        if each.kind == "change" and not told:
            yield f"{_spot(each.place)}{each.sentence}"


def _sections(review: Review, *, everything: bool) -> Iterator[tuple[str, Iterable[str]]]:
    found, proof = review.findings, review.proof
    yield "New findings", map(_finding_line, found.new)
    yield "Fixed findings", map(_finding_line, found.fixed)
    if everything:
        yield (
            "Findings that moved",
            (
                f"{_finding_place(pair.before)} -> {_finding_place(pair.after)}: "
                f"{pair.after.rule.id}: {pair.after.message}"
                for pair in found.moved
            ),
        )
    yield (
        "Declared, and so it is",
        (
            f"{change.sentence} ({intention.owner}: {intention.reason})"
            for change, intention in proof.met
        ),
    )
    yield "Stands against it", _undeclared(review)
    yield (
        "Declared, and not so",
        (
            f"{_spot(each.place)}{each.sentence}"
            for each in review.gate.obstacles
            if each.kind == "declaration"
        ),
    )
    yield (
        "Cannot be read",
        (
            f"{_spot(each.place)}{each.sentence}"
            for each in review.gate.obstacles
            if each.kind == "file"
        ),
    )
    for heading, weakened in ((WEAKENED, review.in_effect), (TRIED, review.in_vain)):
        yield heading, [f"{_spot(one.place)}{one.sentence}" for one in weakened]


def _finding_line(finding: Finding) -> str:
    excused = f" ({finding.status}: {finding.excuse})" if finding.status != "new" else ""
    told = f"{finding.severity}: {finding.rule.id}: {finding.message}"
    return f"{_finding_place(finding)}: {told}{excused}"


def _finding_place(finding: Finding) -> str:
    return f"{finding.path}:{finding.span.line}"


def _spot(spot: Spot | None) -> str:
    return f"{spot.path}:{spot.line}: " if spot is not None else ""

"""Which lines of a policy are judged: the policy, a mark before each line, and a count."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cxlint.reporting.writing.control_characters import escape_controls
from cxlint.reporting.writing.statistics import count_phrase
from cxlint.reporting.writing.wrapping import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.model.finding import CoveredLine, PolicyCoverage

MARKS = {"judged": "+", "partly": "~", "unjudged": "-", "unsettled": "?"}
LEGEND = "+ judged, ~ judged in part, - judged by nothing, ? not tried to the end"
_MARGIN = " " * 10


def coverage_text(coverage: PolicyCoverage, *, width: int = 80) -> str:
    """Return the files with a mark before each line, and how many of the lines are judged.

    Of a line that is judged in part, what is not is named.
    """
    lines = [f"{LEGEND}\n"]
    for path, listed in groupby(coverage.lines, key=lambda each: each.path):
        covered = {each.line: each for each in listed}
        lines.append(escape_controls(path))
        for number, text in enumerate(coverage.texts.get(path, ()), 1):
            lines += _line(number, text, covered.get(number), width)
        lines.append("")
    lines += fold(coverage_summary(coverage), "", width)
    return "\n".join(lines) + "\n"


def _line(number: int, text: str, covered: CoveredLine | None, width: int) -> Iterator[str]:
    state = covered.state if covered else ""
    yield f"{MARKS.get(state, ' ')} {number:>5} | {escape_controls(text)}".rstrip()
    if covered and covered.judged and covered.unjudged:
        yield from fold(f"not judged: {', '.join(covered.unjudged)}", _MARGIN, width)


def coverage_summary(coverage: PolicyCoverage) -> str:
    """Return how many of the lines that say something are judged, and what that rests on."""
    states = [each.state for each in coverage.lines]
    partly, unsettled = states.count("partly"), states.count("unsettled")
    judged = states.count("judged") + partly
    verb = "is" if judged == 1 else "are"
    told = f"{judged:,} of {count_phrase(len(states), 'line')} {verb} judged"
    if partly:
        told += f", {partly:,} of them in part"
    told += (
        f"; {count_phrase(coverage.trials, 'change')} to worse and to absurd values "
        f"{'was' if coverage.trials == 1 else 'were'} tried"
    )
    if unsettled:
        told += f", as many as are tried at most: {count_phrase(unsettled, 'line')} not to the end"
    return f"{told}."

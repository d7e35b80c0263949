"""What came of testing rules and of making a policy worse, for a terminal."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cxlint.reporting.writing.control_characters import escape_controls
from cxlint.reporting.writing.statistics import count_phrase
from cxlint.reporting.writing.wrapping import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.linting.model.rule import Rule
    from cxlint.linting.trials.example_runs import Failure
    from cxlint.linting.trials.mutation import Trial


def verdict(
    tested: Sequence[Rule],
    failures: Sequence[Failure],
    advice: Sequence[Failure],
    *,
    width: int = 80,
) -> str:
    """Return what failed, rule by rule, what could be better, and a summary of one line."""
    lines = [line for each in _by_rule(failures, "failed", width) for line in each]
    lines += [line for each in _by_rule(advice, "better", width) for line in each]
    examples = sum(len(rule.bad) + len(rule.good) for rule in tested)
    what = f"{count_phrase(len(tested), 'rule')}, {count_phrase(examples, 'example')}"
    failed = len({failure.rule.id for failure in failures})
    lines.append(
        f"{what}: {count_phrase(failed, 'rule')} failed" if failed else f"{what}: all is well"
    )
    return "\n".join(lines) + "\n"


def _by_rule(failures: Sequence[Failure], word: str, width: int) -> Iterator[list[str]]:
    for _, listed in groupby(failures, key=lambda failure: failure.rule.id):
        group = list(listed)
        rule = group[0].rule
        lines = [f"{escape_controls(rule.path)}: {rule.id}"]
        for failure in group:
            where = f"{failure.example}: " if failure.example else ""
            lines += fold(escape_controls(f"{word}: {where}{failure.what}"), "  ", width)
            if failure.line:
                lines.append(f"    | {escape_controls(failure.line.strip())}")
        yield [*lines, ""]


def mutations(trials: Sequence[Trial], there: Mapping[str, int], *, width: int = 80) -> str:
    """Return, for each kind of change, how many rules noticed, and which not, file by file.

    What the policy's own scenarios notice besides is said of each, and at the end.
    `there` says how many changes of each kind there are, tried or not.
    """
    lines = []
    for kind, number in there.items():
        tried = [trial for trial in trials if trial.mutation.kind == kind]
        unseen = [trial for trial in tried if not trial.noticing_rule]
        left = f" (of {number:,} there are)" if number > len(tried) else ""
        lines.append(f"{kind}: {len(tried) - len(unseen)} of {len(tried)} noticed{left}")
        lines += [*_by_file(unseen, width), ""]
    unseen = [trial for trial in trials if not trial.noticing_rule]
    lines.append(f"{count_phrase(len(trials), 'change')} for the worse, {len(unseen)} unnoticed")
    if besides := sum(trial.by_scenario for trial in unseen):
        lines += fold(f"Of these, scenarios of the policy notice {besides}.", "", width)
    if unseen:
        lines += fold(SO_WHAT, "", width)
    return "\n".join(lines) + "\n"


SO_WHAT = (
    "What is listed can be changed by mistake, and no rule will say a word. Say more about it in "
    "the policy, write a scenario of what must hold, switch a rule on, or write one "
    "(cxlint new-rule)."
)


def _spot(trial: Trial) -> tuple[str, int, str]:
    at = trial.mutation.at
    besides = " (a scenario notices)" if trial.by_scenario else ""
    return at.document.path, at.span().line, trial.mutation.what + besides


def _by_file(unseen: Iterable[Trial], width: int) -> Iterator[str]:
    """Yield what no rule noticed: a line for each file, and one for each change below it."""
    spots = sorted(_spot(trial) for trial in unseen)
    for path, listed in groupby(spots, key=lambda spot: spot[0]):
        yield f"  {escape_controls(path)}"
        for _, line, what in listed:
            first, *rest = fold(escape_controls(what), " " * 10, width)
            yield f"{line:>8}  {first.lstrip()}"
            yield from rest

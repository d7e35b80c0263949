"""A report in numbers, and the numbers in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cxlint.linting.model.finding import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cxlint.linting.model.finding import Finding, Report, Skipped

_SKIPS = {
    "hidden": ("hidden", "hidden"),
    "packages": ("folder of packages", "folders of packages"),
    "backup": ("backup", "backups"),
    "near-ending": ("of nearly an ending that is read", "of nearly an ending that is read"),
    "link": ("link", "links"),
    "no-ending": ("without an ending", "without an ending"),
    "too-large": ("too large", "too large"),
    "not-policy": ("of no format known", "of no format known"),
    "something-else": ("something else", "something else"),
    "no-reader": ("that nothing here reads", "that nothing here reads"),
    "not-in-force": (
        "baseline or configuration not in force",
        "baselines or configurations not in force",
    ),
    "excluded": ("excluded", "excluded"),
    "declaration": ("declaration of changes", "declarations of changes"),
    "ending": ("of other endings", "of other endings"),
}
"""What is said of one thing that is passed over, and of several, by the reason."""


FEW_SUBJECTS = 3
"""So many subjects a policy may speak of for the summary to name them."""


def by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number of findings of each severity, gravest first, zeros included."""
    counts: Counter[str] = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in SEVERITIES}


def by_status(report: Report) -> dict[str, int]:
    """Return the number of findings that are new, waived and baselined."""
    counts = Counter(finding.status for finding in report.findings)
    return {"new": counts["new"], "waived": counts["waived"], "baselined": counts["baselined"]}


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings by severity, gravest first, otherwise in the order they came."""
    return sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))


def count_phrase(number: int, noun: str) -> str:
    """Return `1 file` or `3 files`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def findings_text(report: Report) -> str:
    """Return what stands, as `2 errors, 1 warning in 5 files`."""
    counts = by_severity(report.open_findings)
    kinds = [_kind(severity, number) for severity, number in counts.items() if number]
    what = ", ".join(kinds) if kinds else "nothing to report"
    return f"{what} in {count_phrase(len(report.files), 'file')}"


def summary(report: Report) -> str:
    """Return one line: what stands, what is excused, and what of it fails the run.

    That nothing stands is no praise: `judged_text` says of what.
    """
    statuses = by_status(report).items()
    excused = [f"{number:,} {status}" for status, number in statuses if number and status != "new"]
    told = f" ({', '.join(excused)})" if excused else ""
    return "; ".join(filter(None, (f"{findings_text(report)}{told}", _verdict(report))))


def ending(report: Report) -> str:
    """Return the summary, and behind it what was judged."""
    judged = judged_text(report)
    between = ("; " if _verdict(report) else ": ") if judged else ""
    return f"{summary(report)}{between}{judged}"


def judged_text(report: Report) -> str:
    """Return how many rules had something to look at, in what, and what nothing is said about.

    What a policy speaks of is listed where it is little. Empty where no rule ran, or where nothing
    at all is said.
    """
    judged = report.judged
    if not judged.rules or report.says_nothing:
        return ""
    rules = count_phrase(judged.rules, "rule")
    told = f"{judged.looked:,} of {rules} had something to look at"
    if 0 < len(judged.speaks_of) <= FEW_SUBJECTS:
        told += f" in what is said about {_join_names(judged.speaks_of, 'and')}"
    if judged.silent_on:
        told += f". Nothing is said about {_join_names(judged.silent_on, 'or')}"
    return f"{told}."


def _join_names(names: Sequence[str], word: str) -> str:
    return f" {word} ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def skipped_text(skips: Iterable[Skipped]) -> str:
    """Return what was passed over, as `3 hidden, 1 folder of packages`; empty where nothing was."""
    return ", ".join(f"{each.number:,} {_SKIPS[each.reason][each.number > 1]}" for each in skips)


def skipped_names(skips: Iterable[Skipped]) -> list[str]:
    """Return a sentence for each reason, with what was passed over for it."""
    return [f"passed over ({each.reason}): {_paths_text(each)}" for each in skips]


def _paths_text(skipped: Skipped) -> str:
    left = skipped.number - len(skipped.paths)
    return ", ".join([*skipped.paths, *([f"and {left:,} more"] if left else [])])


def share(finding: Finding) -> str:
    """Return `(about 14% of contacts)`, or nothing where no share is stated."""
    if finding.share is None:
        return ""
    percent = finding.share * 100
    number = f"about {round(percent)}" if percent >= 1 else "less than 1"
    return f"({number}% of contacts)"


def statistics(report: Report) -> str:
    """Return one line per rule that found something: how often, how grave, its id."""
    counts = Counter((finding.rule.id, finding.severity) for finding in report.open_findings)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return "".join(f"{number:>7,}  {severity:<7}  {rule}\n" for (rule, severity), number in rows)


def timing(report: Report) -> str:
    """Return one line per timed part, slowest first, in milliseconds."""
    rows = sorted(report.timings, key=lambda row: (-row[1], row[0]))
    return "".join(f"{seconds * 1000:>10,.1f} ms  {name}\n" for name, seconds in rows)


def _kind(severity: str, number: int) -> str:
    return f"{number:,} info" if severity == "info" else count_phrase(number, severity)


def _verdict(report: Report) -> str:
    crashes = sum(notice.kind == "crash" for notice in report.notices)
    if crashes:
        return f"{count_phrase(crashes, 'rule')} did not run to the end"
    failing = len(report.failing_findings)
    bar = "" if report.fail_on == "error" or report.has_own_bars else f" at {report.fail_on}"
    if failing:
        return f"{failing:,} {'fails' if failing == 1 else 'fail'}{bar}"
    if report.has_failing_skips:
        return "what was passed over fails"
    if report.open_findings:
        return f"none fails{bar}"
    return _emptiness(report)


def _emptiness(report: Report) -> str:
    """Return what is to be said of files in which nothing is said; empty where there are none."""
    if not report.files:
        return "nothing was read"
    empty = len(report.empty_files)
    if report.says_nothing:
        return f"nothing is said in {'it' if empty == 1 else 'them'}"
    return f"{empty:,} of them {'is' if empty == 1 else 'are'} empty" if empty else ""

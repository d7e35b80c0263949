"""A report in short, for somebody who has to tell others of it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple
from cxlint.reporting.writing import statistics
from cxlint.reporting.writing.entries import FEW, is_misread, urgency

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.linting.model.finding import Finding, Report
    from cxlint.reporting.writing.entries import Entry

SOON = datetime.timedelta(days=30)
"""A waiver that ends within so many days ends soon."""

LONGEST_CHANGE = 90
"""A longer change is told by its first sentence, or the first of its choices."""

_CHOICE = ", or "
_STOPS = ("; ", " - ", _CHOICE, ", and ", ", until ", ", such as ")

_SENTENCE = 4
"""With fewer words, what a comma divides off is no change of its own."""


class Advice(NamedTuple):
    """One thing that would help: the change, what is to be changed, and what comes of it.

    `subject` is empty where the change says it.
    """

    change: str
    subject: str
    finding: Finding
    effect: str

    @property
    def sentence(self) -> str:
        """What to do, and what it does."""
        return " - ".join(filter(None, (": ".join(filter(None, (self.subject, self.change))),
                                        self.effect)))  # fmt: skip


def failing_text(report: Report) -> str:
    """Return what makes the check fail, by whose word, and what does not."""
    if report.has_crashed:
        crashes = sum(notice.kind == "crash" for notice in report.notices)
        return f"{statistics.count_phrase(crashes, 'rule')} did not run to the end (exit code 3)"
    failing = report.failing_findings
    others = _kinds([each for each in report.open_findings if not report.is_failing(each)])
    if failing:
        verb = "makes" if len(failing) == 1 else "make"
        code = f"exit code {0 if report.exit_zero else 1}; {_bar_text(report)}"
        rest = f". {others} {'do' if _is_many(others) else 'does'} not" if others else ""
        return f"{_kinds(failing)} {verb} the check fail ({code}){rest}"
    if report.has_failing_skips:
        return "what was passed over makes the check fail (--fail-on-skipped)"
    return f"nothing makes the check fail ({_bar_text(report)})"


def _bar_text(report: Report) -> str:
    bar = "as each policy says" if report.has_own_bars else f"--fail-on {report.fail_on}"
    return f"{bar}, --exit-zero" if report.exit_zero else bar


def _kinds(findings: Sequence[Finding]) -> str:
    """Return `2 errors, 1 warning and 3 remarks (info)`."""
    counts = statistics.by_severity(findings)
    told = [
        statistics.count_phrase(counts[kind], noun) + note
        for kind, noun, note in _NOUNS
        if counts[kind]
    ]
    return " and ".join(filter(None, (", ".join(told[:-1]), *told[-1:])))


_NOUNS = (("error", "error", ""), ("warning", "warning", ""), ("info", "remark", " (info)"))


def _is_many(phrase: str) -> bool:
    return not (phrase.startswith("1 ") and " and " not in phrase)


def advice(entries: Sequence[Entry]) -> list[Advice]:
    """Return the changes that would help most: of each rule and each cause the first.

    By severity, by how much is touched, and by how many findings it bears on. Of what could not be
    read, one is told.
    """
    best: list[Entry] = []
    kinds: set[str] = set()
    facts: set[str] = set()
    for entry in sorted(entries, key=_benefit):
        kind = _kind_of(entry)
        if kind not in kinds and facts.isdisjoint(entry.facts):
            best.append(entry)
            kinds.add(kind)
            facts.update(entry.facts)
        if len(best) == FEW:
            break
    return [_advise(entry) for entry in best]


def _kind_of(entry: Entry) -> str:
    return "" if is_misread(entry.finding) else entry.finding.rule.id


def _benefit(entry: Entry) -> tuple[object, ...]:
    extent = entry.finding.extent
    return (
        *urgency(entry.finding),
        -extent.share,
        -entry.size,
        -extent.intents,
        -extent.channels,
    )


def _advise(entry: Entry) -> Advice:
    finding = entry.finding
    change = shorten_change(finding.remedy)
    kind, _, id_ = finding.entity.partition("/")
    subject = "" if kind == "file" or "->" in id_ or id_ in change else id_
    if entry.alike:
        subject = f"{id_} and {len(entry.alike):,} more"
    return Advice(change, subject, finding, _effect_text(entry))


def shorten_change(remedy: str) -> str:
    """Return a change in a line: a long one up to its first stop, the first of several choices.

    What stands in parentheses or is quoted is not divided.
    """
    if len(remedy) <= LONGEST_CHANGE:
        return remedy
    bare = _blank_asides(remedy)
    found = [(place, stop) for stop in _STOPS if (place := bare.find(stop)) >= 0]
    if not found:
        return remedy
    end, stop = min(found)
    if stop != _CHOICE:
        return remedy[:end]
    choices = bare[:end].split(", ")
    are_changes = all(len(choice.split()) >= _SENTENCE for choice in choices)
    return remedy[: len(choices[0])] if are_changes else remedy


def _blank_asides(text: str) -> str:
    """Return a text as long, with no stop in what stands in parentheses or is quoted."""
    depth, quoted, kept = 0, False, []
    for ch in text:
        depth += ch == "("
        quoted ^= ch == '"'
        kept.append("_" if ch in ",;-" and (depth > 0 or quoted) else ch)
        depth -= ch == ")" and depth > 0
    return "".join(kept)


def _effect_text(entry: Entry) -> str:
    extent, size = entry.finding.extent, entry.size
    told = []
    if extent.share:
        percent = min(100, round(extent.share * 100))
        told.append(f"touches up to {percent or 1}% of contacts")
    elif extent.intents:
        told.append(f"touches {statistics.count_phrase(extent.intents, 'contact reason')}")
    elif extent.channels:
        told.append(f"touches {statistics.count_phrase(extent.channels, 'channel')}")
    if size > 1:
        told.append(f"bears on {statistics.count_phrase(size, 'finding')}")
    return ", ".join(told)


def accepted_text(report: Report) -> str:
    """Return what waivers and the baseline accept, and what of it ends soon; empty for nothing."""
    waived = [each for each in report.findings if each.status == "waived"]
    baselined = sum(each.status == "baselined" for each in report.findings)
    told = []
    if baselined:
        told.append(f"{statistics.count_phrase(baselined, 'finding')} by the baseline")
    if waived:
        by = "a waiver" if len(waived) == 1 else "waivers"
        told.append(f"{statistics.count_phrase(len(waived), 'finding')} by {by}")
    return " and ".join(told) + "".join(_ending_soon(report, waived))


def _ending_soon(report: Report, waived: Sequence[Finding]) -> Iterator[str]:
    if report.today is None:
        return
    ends = [each.excused_until for each in waived if each.excused_until is not None]
    soon = sorted(each for each in ends if each <= report.today + SOON)
    if soon:
        until = f"only until {soon[0]}" if soon[0] == soon[-1] else f"until {soon[-1]} at most"
        yield f", {len(soon):,} of these {until}"

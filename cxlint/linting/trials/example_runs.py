"""Rules put to the test of their own examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.config import thresholds
from cxlint.linting.trials import examples
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.linting.model.rule import Rule

FEWEST = 2
"""How many bad and how many good examples a rule had better have."""


class Failure(NamedTuple):
    """What is wrong with a rule: in which example (`bad 1`; empty: in all), and what.

    `line` is the line of the example, as it stands there, where one is to blame.
    """

    rule: Rule
    example: str
    what: str
    line: str = ""


def failures(rule: Rule, rules: Mapping[str, Rule]) -> Iterator[Failure]:
    """Yield everything that a rule's examples show to be wrong with it or with them."""
    for kind, listed in (("bad", rule.bad), ("good", rule.good)):
        for number, example in enumerate(listed, 1):
            named = f"{kind} example {number}"
            yield from (
                Failure(rule, named, what, line)
                for what, line in _faults(rule, kind, example, rules)
            )


def advice(rule: Rule) -> Iterator[Failure]:
    """Yield what would make a rule's examples better."""
    for kind, listed in (("bad", rule.bad), ("good", rule.good)):
        if len(listed) < FEWEST:
            there = f"{len(listed)} {kind} example{'' if len(listed) == 1 else 's'}"
            which = ", one of them a near miss" if kind == "good" else ""
            yield Failure(rule, "", f"{there}: write {FEWEST} or more{which}")
    for ground in thresholds.unsourced_thresholds(rule):
        what = f"nobody is named who says '{ground}': add it to provenance, with a source (or own)"
        yield Failure(rule, "", what)


def _faults(
    rule: Rule, kind: str, example: str, rules: Mapping[str, Rule]
) -> Iterator[tuple[str, str]]:
    lines = example.splitlines()
    outcome = examples.run(rule, example, rules)
    crashes = [notice for notice in outcome.report.notices if notice.kind == "crash"]
    if crashes:
        yield f"the rule crashed: {crashes[0].message}", ""
        return
    yield from _reading_faults(rule, example, rules)
    if kind == "bad" and not outcome.marked_lines:
        yield from _mark_faults(rule, lines)
    for line in sorted(set(outcome.marked_lines) - set(outcome.found_lines)):
        yield f"nothing is found at line {line}", lines[line - 1]
    ours = [finding for finding in outcome.report.findings if finding.rule.id == rule.id]
    for finding in ours:
        if (number := finding.span.line) not in outcome.marked_lines:
            yield f"line {number} is found: {finding.message}", lines[number - 1]


def _mark_faults(rule: Rule, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each mark of a bad example that names another rule, or that there is none."""
    marks = [(line, found[1]) for line in lines if (found := examples.MARK.search(line))]
    for line, name in marks:
        yield f"the mark says '{name}', and the rule is called {rule.name}", line
    if not marks:
        yield f"no line is marked with `# <- {rule.name}`", ""


def _reading_faults(
    rule: Rule, example: str, rules: Mapping[str, Rule]
) -> Iterator[tuple[str, str]]:
    """Yield where an example is no policy that can be read, unless the rule is about that."""
    if rule.category in ("reading", "waivers"):
        return
    reading = frozenset(each.id for each in rules.values() if each.category == "reading")
    report = examples.report_on(example.encode(), rules, reading)
    for finding in report.findings:
        if finding.severity == "error":
            number = finding.span.line
            told = f"line {number} cannot be read: {finding.message}"
            yield told, finding.document.line(number)

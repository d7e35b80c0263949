"""A rule's own examples, run: they are its tests and what `cxlint explain` shows."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cxlint.linting.config import config, config_files
from cxlint.linting.run import engine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.linting.model.finding import Report
    from cxlint.linting.model.rule import Rule
    from cxlint.linting.suppressions.baseline import Baseline

PATH = "policy.yaml"
SOUND_POLICY = "organization: {name: Northwind Outfitters, industry: retail}\n"
"""What there is to lint where the example is not a policy but a baseline."""

BASELINE_RULE = "baseline-stale"
"""The rule whose examples are baselines."""

RATCHET_RULE = "ratchet-worse"
"""The rule whose examples are a policy and, behind a line of dashes, a baseline."""

TODAY = datetime.date(2026, 11, 20)
"""The day on which examples are judged: a Friday."""

MARK = re.compile(r"# <- ([a-z0-9/-]+)\s*$")
"""The mark of a line that is to be found: the rule's id, in a pack also without the pack's name."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one example gave: the lines marked for the rule, the lines found, and the report."""

    marked_lines: tuple[int, ...]
    found_lines: tuple[int, ...]
    report: Report


def run(rule: Rule, example: str, rules: Mapping[str, Rule]) -> Outcome:
    """Return what a rule finds in a small policy, and what the marks say it should find."""
    lines, names = enumerate(example.splitlines(), 1), (rule.id, rule.name)
    marked = tuple(number for number, line in lines if (m := MARK.search(line)) and m[1] in names)
    policy, baseline = _split(rule, example)
    report = report_on(
        policy.encode(),
        rules,
        # What governs waivers only speaks when the rules run that are waived.
        frozenset(rules) if rule.governs else frozenset({rule.id}),
        waive=rule.governs,
        baseline=_baseline(baseline) if baseline else None,
    )
    found = sorted(each.span.line for each in report.findings if each.rule.id == rule.id)
    return Outcome(marked, tuple(found), report)


def _split(rule: Rule, example: str) -> tuple[str, str]:
    """Return the policy and the baseline of an example; either may be none."""
    problem = rule.params.get("problem")
    if problem == BASELINE_RULE:
        return SOUND_POLICY, example
    if problem == RATCHET_RULE:
        policy, _, baseline = example.partition("\n---\n")
        return policy, baseline
    return example, ""


def report_on(
    policy: bytes,
    rules: Mapping[str, Rule],
    chosen: frozenset[str],
    *,
    waive: bool = False,
    baseline: Baseline | None = None,
) -> Report:
    """Return what the chosen rules, as their files state them, find in a small policy."""
    request = engine.Request(
        paths=(),
        start=Path(),
        config=config.build_config(config_files.read(None), rules, Path()),
        rules=rules,
        chosen=chosen,
        today=TODAY,
        waive=waive,
        baseline=baseline,
        stdin=(PATH, policy),
        laws=None if any(rules[id_].governs for id_ in chosen) else frozenset(),
    )
    return engine.lint(request)


def _baseline(example: str) -> Baseline:
    from cxlint.linting.suppressions import baseline
    from cxlint.parsing import document
    from cxlint.policy.file_names import BASELINE

    return baseline.parse_entries(document.parse(BASELINE, example.encode()))

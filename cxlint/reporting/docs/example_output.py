"""What cxlint prints for the bad example of a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.finding import Judged
from cxlint.linting.trials import examples
from cxlint.reporting.formats import text
from cxlint.reporting.writing.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.linting.model.rule import Rule


def demonstration(rule: Rule, rules: Mapping[str, Rule]) -> str:
    """Return what cxlint finds in the rule's first bad example; empty where that is nothing."""
    if not rule.bad:
        return ""
    report = examples.run(rule, rule.bad[0], rules).report
    ours = tuple(finding for finding in report.findings if finding.rule.id == rule.id)
    if not ours:
        return ""
    alone = report._replace(findings=ours, notices=(), judged_by=(), judged=Judged())
    return text.render(alone, View(width=76))

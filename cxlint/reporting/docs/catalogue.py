"""All rules as pages to be written: what stands on each, whatever form it takes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cxlint.linting.rules.article_coverage import practices_behind
from cxlint.linting.trials.examples import MARK
from cxlint.records import NamedTuple
from cxlint.reporting.docs import evidence
from cxlint.reporting.docs.example_output import demonstration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.linting.model.rule import Rule
    from cxlint.linting.rules.article_coverage import Article, Practice
    from cxlint.reporting.docs.evidence import Citation, Parameter, Sources

LAST = ("reading", "waivers")
"""The categories that speak of files and exceptions, behind those that speak of customers."""


class RulePage(NamedTuple):
    """The page of one rule.

    `place` is where it lies, without a suffix; `remedies` what to change, each with the case it is
    for (empty: any); `example_output` what cxlint prints for the first bad example; `practices`
    those that led to the rule, each with what its article is called.
    """

    rule: Rule
    place: str
    remedies: tuple[tuple[str, str], ...]
    parameters: tuple[Parameter, ...]
    citations: tuple[Citation, ...]
    example_output: str
    practices: tuple[tuple[str, Practice], ...]


class Catalogue(NamedTuple):
    """The pages of all rules in their order, and what the articles ask for."""

    pages: tuple[RulePage, ...]
    articles: tuple[Article, ...]
    sources: Sources

    def categories(self) -> Iterator[tuple[str, list[RulePage]]]:
        """Yield each category with its pages."""
        for category, leaves in groupby(self.pages, key=lambda leaf: leaf.rule.category):
            yield category, list(leaves)

    def neighbours(self, number: int) -> tuple[RulePage | None, RulePage | None]:
        """Return the pages before and after that of this number."""
        before = self.pages[number - 1] if number else None
        return before, self.pages[number + 1] if number + 1 < len(self.pages) else None


def build_catalogue(
    rules: Mapping[str, Rule], sources: Sources, articles: Sequence[Article]
) -> Catalogue:
    """Return the pages of `rules`; it runs their examples, so it takes a moment."""
    ordered = sorted(rules.values(), key=_order)
    leaves = tuple(_build_page(rule, rules, sources, articles) for rule in ordered)
    return Catalogue(leaves, tuple(articles), sources)


def page_place(rule: Rule) -> str:
    """Return where the page of a rule lies below the folder of all pages, without a suffix."""
    return f"{rule.category}/{rule.name}"


def marked_lines(rule: Rule, example: str) -> Iterator[tuple[str, bool]]:
    """Yield the lines of an example, each with whether the rule marks it."""
    for line in example.rstrip().splitlines():
        mark = MARK.search(line)
        yield line, mark is not None and mark[1] in (rule.id, rule.name)


def settings_text(leaf: RulePage) -> str:
    """Return a piece of configuration that says of the rule what holds anyway."""
    rule = leaf.rule
    plain = [p for p in leaf.parameters if not p.parts and _is_plain(rule.params[p.name])]
    told = ", ".join(f"{p.name}: {p.value}" for p in plain)
    params = f", params: {{{told}}}" if told else ""
    return f"rules:\n  {rule.id}: {{severity: {rule.severity}{params}}}\n"


def waiver_comment(rule: Rule) -> str:
    """Return the comment that excuses a finding of the rule."""
    return f"# cxlint: allow[{rule.id}] and here the reason"


def lines_text(practice: Practice) -> str:
    """Return where an article says it: `line 6`, `lines 4-6`."""
    return f"line{'' if practice.lines.isdigit() else 's'} {practice.lines}"


def _order(rule: Rule) -> tuple[bool, str, str]:
    return rule.category in LAST, rule.category, rule.id


def _build_page(
    rule: Rule, rules: Mapping[str, Rule], sources: Sources, articles: Sequence[Article]
) -> RulePage:
    remedies = ((case, evidence.general_remedy(said)) for case, said in rule.remedy.items())
    asked = (
        (evidence.find_reference(key, sources).title, each)
        for key, each in practices_behind(articles, rule.id)
    )
    return RulePage(
        rule=rule,
        place=page_place(rule),
        remedies=tuple((case, said) for case, said in remedies if said),
        parameters=tuple(evidence.parameters(rule, sources)),
        citations=tuple(evidence.citations(rule, sources)),
        example_output=demonstration(rule, rules),
        practices=tuple(asked),
    )


def _is_plain(value: object) -> bool:
    """Whether a value needs no quotes and no more than a line."""
    if isinstance(value, (bool, int, float)):
        return True
    plain = isinstance(value, str) and value.replace("%", "").replace(" ", "").isalnum()
    return plain and str(value) not in ("true", "false", "null") and not str(value).isdigit()

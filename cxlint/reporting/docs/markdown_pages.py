"""The catalogue in Markdown: an index, a page for each rule, and what the articles ask for."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from cxlint.linting.rules.article_coverage import rules_without_article
from cxlint.reporting.docs import coverage_table
from cxlint.reporting.docs.catalogue import lines_text, settings_text, waiver_comment
from cxlint.reporting.writing.control_characters import escape_controls
from cxlint.reporting.writing.markdown_escape import code_markup, escape_markdown
from cxlint.reporting.writing.statistics import count_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cxlint.linting.rules.article_coverage import Practice
    from cxlint.reporting.docs.catalogue import Catalogue, RulePage
    from cxlint.reporting.docs.evidence import Citation, Parameter, Reference

INDEX = "README.md"
COVERAGE = "coverage.md"
_GENERATED = "<!-- written by `cxlint rules --format markdown --output`; change the rule -->"
_BLOCK = re.compile(r"[-+=:]|\d+[.)]")
"""What at the beginning of a line would make it something else than a paragraph."""


def pages(told: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield every page: where it lies below the folder, with `/`, and its text."""
    yield INDEX, _index(told)
    if told.articles:
        yield COVERAGE, _coverage(told)
    for number, leaf in enumerate(told.pages):
        before, after = told.neighbours(number)
        blocks = [_GENERATED, *_blocks(leaf), _navigation(leaf, before, after)]
        yield f"{leaf.place}.md", "\n\n".join(blocks) + "\n"


def _index(told: Catalogue) -> str:
    blocks = [_GENERATED, "# Rules", f"{count_phrase(len(told.pages), 'rule')}, by category."]
    if told.articles:
        blocks.append(
            f"[What the articles ask for, and which rules hold a policy to it]({COVERAGE})"
        )
    for category, leaves in told.categories():
        rows = "\n".join(
            f"| {_link(leaf, '')} | {leaf.rule.severity} | {escape_markdown(leaf.rule.title)} |"
            for leaf in leaves
        )
        head = "| rule | severity | what it finds |\n|---|---|---|"
        blocks += [f"## {escape_markdown(category)}", f"{head}\n{rows}"]
    return "\n\n".join(blocks) + "\n"


def _coverage(told: Catalogue) -> str:
    links: Mapping[str, str] = {leaf.rule.id: _link(leaf, "") for leaf in told.pages}
    left = rules_without_article(
        told.articles, (leaf.rule for leaf in told.pages if leaf.rule.shipped)
    )
    table = coverage_table.markdown(
        told.articles, left, told.sources, lambda id_: links.get(id_) or code_markup(id_)
    )
    return f"{_GENERATED}\n\n# What the articles ask for\n\n{table}\n[All rules]({INDEX})\n"


def _blocks(leaf: RulePage) -> Iterator[str]:
    rule = leaf.rule
    yield f"# {escape_markdown(rule.id)}"
    yield f"**{_paragraph(rule.title)}**"
    facts = [rule.severity, escape_markdown(rule.category), f"since {rule.since}"]
    if rule.formerly:
        facts.append(f"formerly {', '.join(map(code_markup, rule.formerly))}")
    yield " · ".join(facts)
    yield from _prose("Why", rule.rationale.split("\n\n"))
    yield from _prose("What to change", _remedies(leaf))
    if rule.bad:
        yield from ("## Avoid", _code_block(rule.bad[0], "yaml"))
    if leaf.example_output:
        yield from ("cxlint prints:", _code_block(leaf.example_output, "text"))
    yield from _details_block(rule.bad[1:], "more that cxlint finds")
    if rule.good:
        yield from ("## Prefer", _code_block(rule.good[0], "yaml"))
    yield from _details_block(rule.good[1:], "more that cxlint does not find")
    yield from _parameters(leaf.parameters)
    yield from _bullet_list("Sources", map(_citation_line, leaf.citations))
    yield from _bullet_list(
        "Asked for", (_practice_line(title, each) for title, each in leaf.practices)
    )
    yield from _setting(leaf)


def _citation_line(citation: Citation) -> str:
    return f"{escape_markdown(citation.supports)}: {_source(citation.source)}"


def _practice_line(title: str, practice: Practice) -> str:
    return (
        f"{escape_markdown(practice.practice)} ({escape_markdown(title)}, {lines_text(practice)})"
    )


def _remedies(leaf: RulePage) -> Iterator[str]:
    for case, said in leaf.remedies:
        yield f"{case}: {said}" if case else said


def _prose(head: str, paragraphs: Iterable[str]) -> Iterator[str]:
    said = [_paragraph(" ".join(each.split())) for each in paragraphs if each.strip()]
    if said:
        yield from (f"## {head}", *said)


def _paragraph(text: str) -> str:
    """Return `text` escaped so that its first character begins no list and no heading."""
    told = escape_markdown(text)
    return f"&#{ord(told[0])};{told[1:]}" if _BLOCK.match(told) else told


def _details_block(examples: tuple[str, ...], what: str) -> Iterator[str]:
    if examples:
        yield f"<details><summary>{len(examples)} {what}</summary>"
        yield from (_code_block(each, "yaml") for each in examples)
        yield "</details>"


def _code_block(text: str, language: str) -> str:
    lines = [escape_controls(line).rstrip() for line in text.rstrip().splitlines()]
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join((f"{fence}{language}", *lines, fence))


def _parameters(parameters: Iterable[Parameter]) -> Iterator[str]:
    rows = [f"| {code_markup(p.name)} | {_value(p)} | {_origin(p)} |" for p in parameters]
    if rows:
        yield "## Parameters"
        yield "\n".join(("| parameter | value | where it comes from |", "|---|---|---|", *rows))


def _value(parameter: Parameter) -> str:
    parts = [f"{code_markup(key)}: {escape_markdown(one)}" for key, one in parameter.parts]
    return "<br>".join(parts) or escape_markdown(parameter.value)


def _origin(parameter: Parameter) -> str:
    source = _source(parameter.source) if parameter.source else ""
    return ": ".join(filter(None, (source, escape_markdown(parameter.says))))


def _source(source: Reference) -> str:
    title = escape_markdown(source.title or source.key)
    safe = source.url.startswith(("https://", "http://"))
    return f"[{title}](<{quote(source.url, safe=':/?&=%#~+,;@')}>)" if safe else title


def _bullet_list(head: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"* {item}" for item in items]
    if lines:
        yield f"## {head}"
        yield "\n".join(lines)


def _setting(leaf: RulePage) -> Iterator[str]:
    yield "## Set or waive it"
    yield "In `cxlint.yaml`, here with what holds anyway:"
    yield _code_block(settings_text(leaf), "yaml")
    if leaf.rule.lockable == "locked":
        yield "It may not be waived."
    elif not leaf.rule.governs:
        yield "At the end of the line that is found, or else by an entry under `waivers`:"
        yield _code_block(waiver_comment(leaf.rule), "yaml")
    if leaf.rule.lockable == "waiver only":
        yield "It is not put in a baseline."


def _navigation(leaf: RulePage, before: RulePage | None, after: RulePage | None) -> str:
    ways = [f"[all rules]({_relative_link(INDEX, leaf.place)})"]
    if before:
        ways.insert(0, f"before: {_link(before, leaf.place)}")
    if after:
        ways.append(f"next: {_link(after, leaf.place)}")
    return f"---\n\n{' · '.join(ways)}"


def _link(leaf: RulePage, here: str) -> str:
    return f"[{code_markup(leaf.rule.id)}]({_relative_link(f'{leaf.place}.md', here)})"


def _relative_link(target: str, here: str) -> str:
    """Return `target` as a link from the page at `here`."""
    return quote(posixpath.relpath(target, posixpath.dirname(here) or "."))

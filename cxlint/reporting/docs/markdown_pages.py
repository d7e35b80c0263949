"""The catalogue in Markdown: an index, a page for each rule, and what the articles ask for."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from cxlint.linting.rules.article_coverage import rules_without_article
from cxlint.reporting.docs import coverage_table
from cxlint.reporting.docs.catalogue import on_lines, settings, waiver
from cxlint.reporting.writing.control_characters import shown
from cxlint.reporting.writing.markdown_escape import code, escaped
from cxlint.reporting.writing.statistics import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cxlint.linting.rules.article_coverage import Practice
    from cxlint.reporting.docs.catalogue import Catalogue, Leaf
    from cxlint.reporting.docs.evidence import Citation, Parameter, Source

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
    for number, leaf in enumerate(told.leaves):
        before, after = told.beside(number)
        blocks = [_GENERATED, *_blocks(leaf), _ways(leaf, before, after)]
        yield f"{leaf.place}.md", "\n\n".join(blocks) + "\n"


def _index(told: Catalogue) -> str:
    blocks = [_GENERATED, "# Rules", f"{counted(len(told.leaves), 'rule')}, by category."]
    if told.articles:
        blocks.append(
            f"[What the articles ask for, and which rules hold a policy to it]({COVERAGE})"
        )
    for category, leaves in told.categories():
        rows = "\n".join(
            f"| {_link(leaf, '')} | {leaf.rule.severity} | {escaped(leaf.rule.title)} |"
            for leaf in leaves
        )
        head = "| rule | severity | what it finds |\n|---|---|---|"
        blocks += [f"## {escaped(category)}", f"{head}\n{rows}"]
    return "\n\n".join(blocks) + "\n"


def _coverage(told: Catalogue) -> str:
    links: Mapping[str, str] = {leaf.rule.id: _link(leaf, "") for leaf in told.leaves}
    left = rules_without_article(
        told.articles, (leaf.rule for leaf in told.leaves if leaf.rule.shipped)
    )
    table = coverage_table.markdown(
        told.articles, left, told.sources, lambda id_: links.get(id_) or code(id_)
    )
    return f"{_GENERATED}\n\n# What the articles ask for\n\n{table}\n[All rules]({INDEX})\n"


def _blocks(leaf: Leaf) -> Iterator[str]:
    rule = leaf.rule
    yield f"# {escaped(rule.id)}"
    yield f"**{_paragraph(rule.title)}**"
    facts = [rule.severity, escaped(rule.category), f"since {rule.since}"]
    if rule.formerly:
        facts.append(f"formerly {', '.join(map(code, rule.formerly))}")
    yield " · ".join(facts)
    yield from _prose("Why", rule.rationale.split("\n\n"))
    yield from _prose("What to change", _remedies(leaf))
    if rule.bad:
        yield from ("## Avoid", _fenced(rule.bad[0], "yaml"))
    if leaf.printed:
        yield from ("cxlint prints:", _fenced(leaf.printed, "text"))
    yield from _folded(rule.bad[1:], "more that cxlint finds")
    if rule.good:
        yield from ("## Prefer", _fenced(rule.good[0], "yaml"))
    yield from _folded(rule.good[1:], "more that cxlint does not find")
    yield from _parameters(leaf.parameters)
    yield from _listed("Sources", map(_cited, leaf.citations))
    yield from _listed("Asked for", (_asked(title, each) for title, each in leaf.asked))
    yield from _setting(leaf)


def _cited(citation: Citation) -> str:
    return f"{escaped(citation.supports)}: {_source(citation.source)}"


def _asked(title: str, practice: Practice) -> str:
    return f"{escaped(practice.practice)} ({escaped(title)}, {on_lines(practice)})"


def _remedies(leaf: Leaf) -> Iterator[str]:
    for case, said in leaf.remedies:
        yield f"{case}: {said}" if case else said


def _prose(head: str, paragraphs: Iterable[str]) -> Iterator[str]:
    said = [_paragraph(" ".join(each.split())) for each in paragraphs if each.strip()]
    if said:
        yield from (f"## {head}", *said)


def _paragraph(text: str) -> str:
    """Return `text` escaped so that its first character begins no list and no heading."""
    told = escaped(text)
    return f"&#{ord(told[0])};{told[1:]}" if _BLOCK.match(told) else told


def _folded(examples: tuple[str, ...], what: str) -> Iterator[str]:
    if examples:
        yield f"<details><summary>{len(examples)} {what}</summary>"
        yield from (_fenced(each, "yaml") for each in examples)
        yield "</details>"


def _fenced(text: str, language: str) -> str:
    lines = [shown(line).rstrip() for line in text.rstrip().splitlines()]
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join((f"{fence}{language}", *lines, fence))


def _parameters(parameters: Iterable[Parameter]) -> Iterator[str]:
    rows = [f"| {code(p.name)} | {_value(p)} | {_origin(p)} |" for p in parameters]
    if rows:
        yield "## Parameters"
        yield "\n".join(("| parameter | value | where it comes from |", "|---|---|---|", *rows))


def _value(parameter: Parameter) -> str:
    parts = [f"{code(key)}: {escaped(one)}" for key, one in parameter.parts]
    return "<br>".join(parts) or escaped(parameter.value)


def _origin(parameter: Parameter) -> str:
    source = _source(parameter.source) if parameter.source else ""
    return ": ".join(filter(None, (source, escaped(parameter.says))))


def _source(source: Source) -> str:
    title = escaped(source.title or source.key)
    safe = source.url.startswith(("https://", "http://"))
    return f"[{title}](<{quote(source.url, safe=':/?&=%#~+,;@')}>)" if safe else title


def _listed(head: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"* {item}" for item in items]
    if lines:
        yield f"## {head}"
        yield "\n".join(lines)


def _setting(leaf: Leaf) -> Iterator[str]:
    yield "## Set or waive it"
    yield "In `cxlint.yaml`, here with what holds anyway:"
    yield _fenced(settings(leaf), "yaml")
    if leaf.rule.lockable == "locked":
        yield "It may not be waived."
    elif not leaf.rule.governs:
        yield "At the end of the line that is found, or else by an entry under `waivers`:"
        yield _fenced(waiver(leaf.rule), "yaml")


def _ways(leaf: Leaf, before: Leaf | None, after: Leaf | None) -> str:
    ways = [f"[all rules]({_to(INDEX, leaf.place)})"]
    if before:
        ways.insert(0, f"before: {_link(before, leaf.place)}")
    if after:
        ways.append(f"next: {_link(after, leaf.place)}")
    return f"---\n\n{' · '.join(ways)}"


def _link(leaf: Leaf, here: str) -> str:
    return f"[{code(leaf.rule.id)}]({_to(f'{leaf.place}.md', here)})"


def _to(target: str, here: str) -> str:
    """Return `target` as a link from the page at `here`."""
    return quote(posixpath.relpath(target, posixpath.dirname(here) or "."))

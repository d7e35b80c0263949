"""What the articles ask for beside the rules that hold a policy to it: as text, JSON, Markdown."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from cxlint.linting.rules.article_coverage import rules_without_article
from cxlint.reporting.docs.evidence import find_reference
from cxlint.reporting.writing.control_characters import escape_controls
from cxlint.reporting.writing.finding_record import json_text
from cxlint.reporting.writing.markdown_escape import escape_markdown
from cxlint.reporting.writing.statistics import count_phrase
from cxlint.reporting.writing.wrapping import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cxlint.linting.model.rule import Rule
    from cxlint.linting.rules.article_coverage import Article, Practice
    from cxlint.reporting.docs.evidence import Sources

OTHERS = "Rules that no article asks for"
_HEAD = "| lines | practice | rules, or why there is none |\n|---|---|---|\n"


def table(
    articles: Sequence[Article],
    rules: Iterable[Rule],
    sources: Sources,
    form: str = "text",
    *,
    width: int = 80,
) -> str:
    """Return the practices by article, then the rules that none of them asks for."""
    left = rules_without_article(articles, rules)
    if form == "json":
        return json_text(_record(articles, left, sources), indent=2) + "\n"
    if form == "markdown":
        return markdown(articles, left, sources)
    return "\n".join(_text(articles, left, sources, width)) + "\n"


def markdown(
    articles: Sequence[Article],
    left: Sequence[Rule],
    sources: Sources,
    named: Callable[[str], str] = "`{}`".format,
) -> str:
    """Return the same as Markdown; `named` writes the id of a rule, as a link perhaps."""
    parts = [f"{escape_markdown(summary(articles, left))}\n"]
    for article in articles:
        rows = "".join(_row(each, named) for each in article.practices)
        title = escape_markdown(find_reference(article.source, sources).title)
        parts.append(f"### {title}\n\n{_HEAD}{rows}")
    if left:
        rows = "".join(
            f"| {named(rule.id)} | {escape_markdown('; '.join(source_titles(rule, sources)))} |\n"
            for rule in left
        )
        parts.append(f"### {OTHERS}\n\n| rule | what it stands on |\n|---|---|\n{rows}")
    return "\n".join(parts)


def source_titles(rule: Rule, sources: Sources) -> list[str]:
    """Return what the sources of a rule are called, each once."""
    titles = (find_reference(name, sources).title or name for name, _ in rule.sources)
    return list(dict.fromkeys(titles))


def summary(articles: Sequence[Article], left: Sequence[Rule]) -> str:
    """Return how many practices there are, how many led to rules, and how many rules to none."""
    practices = list(chain.from_iterable(article.practices for article in articles))
    covered = sum(1 for each in practices if each.rules)
    return (
        f"{count_phrase(len(practices), 'practice')} of {count_phrase(len(articles), 'article')}: "
        f"{covered} have rules, {len(practices) - covered} say why they have none; "
        f"{count_phrase(len(left), 'more rule')} on other grounds"
    )


def _text(
    articles: Sequence[Article], left: Sequence[Rule], sources: Sources, width: int
) -> Iterator[str]:
    for article in articles:
        title = find_reference(article.source, sources).title
        yield from fold(escape_controls(f"{title} [{article.source}]"), "", width)
        for each in article.practices:
            yield from fold(escape_controls(each.practice), f"  {each.lines:<9}", width)
            yield from fold(escape_controls(_practice_text(each)), " " * 13, width)
        yield ""
    if left:
        yield OTHERS
        longest = max(len(rule.id) for rule in left)
        for rule in left:
            named = escape_controls("; ".join(source_titles(rule, sources)))
            yield from fold(named, f"  {rule.id:<{longest}}  ", width)
        yield ""
    yield from fold(summary(articles, left), "", width)


def _practice_text(each: Practice) -> str:
    return ", ".join(each.rules) if each.rules else f"no rule: {each.none}"


def _row(each: Practice, named: Callable[[str], str]) -> str:
    told = ", ".join(map(named, each.rules)) or f"no rule: {escape_markdown(each.none)}"
    return f"| {each.lines} | {escape_markdown(each.practice)} | {told} |\n"


def _record(
    articles: Sequence[Article], left: Sequence[Rule], sources: Sources
) -> dict[str, object]:
    return {
        "articles": [
            {
                "source": article.source,
                "title": find_reference(article.source, sources).title,
                "practices": [_entry(each) for each in article.practices],
            }
            for article in articles
        ],
        "others": [{"id": rule.id, "sources": [name for name, _ in rule.sources]} for rule in left],
    }


def _entry(each: Practice) -> dict[str, object]:
    told: dict[str, object] = {"lines": each.lines, "practice": each.practice}
    return told | ({"rules": list(each.rules)} if each.rules else {"none": each.none})

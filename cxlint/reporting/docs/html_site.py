"""The catalogue as HTML: pages that need nothing beside them, no script and no network."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import jinja2

from cxlint.linting.rules.article_coverage import rules_without_article
from cxlint.reporting.docs import coverage_table
from cxlint.reporting.docs.catalogue import lines_text, marked_lines, settings_text, waiver_comment
from cxlint.reporting.docs.evidence import find_reference
from cxlint.reporting.writing.control_characters import escape_controls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cxlint.reporting.docs.catalogue import Catalogue

INDEX = "index.html"
COVERAGE = "coverage.html"
_TEMPLATES = Path(__file__).parent / "templates"


def pages(told: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield every page: where it lies below the folder, with `/`, and its text."""
    templates = _environment(told)
    categories = list(told.categories())
    index = templates.get_template("index.html")
    yield INDEX, index.render(told=told, categories=categories, to=_link_from(INDEX))
    if told.articles:
        yield COVERAGE, _coverage(told, templates)
    page = templates.get_template("rule.html")
    for number, leaf in enumerate(told.pages):
        here = f"{leaf.place}.html"
        before, after = told.neighbours(number)
        yield here, page.render(leaf=leaf, before=before, after=after, to=_link_from(here))


def _coverage(told: Catalogue, templates: jinja2.Environment) -> str:
    left = rules_without_article(
        told.articles, (leaf.rule for leaf in told.pages if leaf.rule.shipped)
    )
    return templates.get_template("coverage.html").render(
        told=told,
        left=left,
        places={leaf.rule.id: f"{leaf.place}.html" for leaf in told.pages},
        summary=coverage_table.summary(told.articles, left),
        others=coverage_table.OTHERS,
        to=_link_from(COVERAGE),
    )


def _environment(told: Catalogue) -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: escape_controls(value) if type(value) is str else value,
    )
    made.globals |= {"index": INDEX, "coverage": COVERAGE if told.articles else ""}
    made.filters |= {
        "on_lines": lines_text,
        "waiver": waiver_comment,
        "marked": lambda example, rule: list(marked_lines(rule, example)),
        "settings": lambda leaf: settings_text(leaf).splitlines(),
        "standing": lambda rule: coverage_table.source_titles(rule, told.sources),
        "titled": lambda name: find_reference(name, told.sources).title,
        "web": lambda url: url.startswith(("https://", "http://")),
    }
    return made


def _link_from(here: str) -> Callable[[str], str]:
    """Return a function that writes the place of a page as a link from the page at `here`."""
    folder = posixpath.dirname(here) or "."
    return lambda target: quote(posixpath.relpath(target, folder))

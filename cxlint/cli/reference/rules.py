"""`cxlint rules`: all rules, as a list, as pages, or beside what the articles ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxlint.cli import files, options, screen, session
from cxlint.errors import UserError
from cxlint.policy.repository import as_seen
from cxlint.reporting.docs import rules_table as tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cxlint.linting.config.config import Config
    from cxlint.linting.model.rule import Rule

HELP = """List all rules: the shipped ones, and those of the rule folders that the
configuration names.

\b
Example:
  cxlint rules --format markdown > rules.md
  cxlint rules --format html --output site
  cxlint rules --coverage
"""
PAGES = ("html", "markdown")


@click.command(help=HELP, short_help="List all rules.")
@options.format_option((*tables.FORMATS, "html"), "How to write the list; html is for pages only.")
@click.option(
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write a page for each rule and an index into this folder, as html or markdown.",
)
@click.option(
    "--coverage",
    is_flag=True,
    help="List what the articles ask for, each with its rules or the reason why there is none.",
)
@options.CONFIG
@options.NO_CACHE
def command(
    *, form: str, folder: Path | None, coverage: bool, config_file: Path | None, no_cache: bool
) -> int:
    """Write the table of rules, their pages, or the table of coverage."""
    _refuse_misuse(form, folder, coverage=coverage)
    settled, rules = session.find_settings(Path(), config_file, Path.cwd(), cached=not no_cache)
    if folder is not None:
        number = _write(folder, _pages(form, settled, rules))
        screen.write(f"{number} pages written to {as_seen(folder)}")
    elif coverage:
        screen.write(_coverage(form, rules))
    else:
        screen.write(tables.table(rules.values(), form, width=screen.terminal_width()))
    return 0


def _refuse_misuse(form: str, folder: Path | None, *, coverage: bool) -> None:
    if folder is not None and coverage:
        raise UserError("--coverage is a list of its own; among pages it is one of them anyway")
    if folder is not None and form not in PAGES:
        raise UserError(f"pages are written as {' or '.join(PAGES)}: --format html --output DIR")
    if folder is None and form == "html":
        raise UserError("html is written as pages: name the folder for them, --output DIR")


def _coverage(form: str, rules: Mapping[str, Rule]) -> str:
    from cxlint.linting.rules import article_coverage, loader
    from cxlint.reporting.docs import coverage_table

    sources = loader.sources()
    shipped = {id_: rule for id_, rule in rules.items() if rule.shipped}
    articles = article_coverage.load(shipped, sources)
    return coverage_table.table(
        articles, shipped.values(), sources, form, width=screen.terminal_width()
    )


def _pages(form: str, settled: Config, rules: Mapping[str, Rule]) -> Iterable[tuple[str, str]]:
    from cxlint.linting.rules import article_coverage, loader
    from cxlint.reporting.docs.catalogue import build_catalogue

    sources = loader.sources(settled.rule_folders, settled.packs)
    shipped = [id_ for id_, rule in rules.items() if rule.shipped]
    told = build_catalogue(rules, sources, article_coverage.load(shipped, sources))
    if form == "html":
        from cxlint.reporting.docs import html_site

        return html_site.pages(told)
    from cxlint.reporting.docs import markdown_pages

    return markdown_pages.pages(told)


def _write(folder: Path, pages: Iterable[tuple[str, str]]) -> int:
    """Write the pages below the folder, which is made where it is missing, and count them."""
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{as_seen(folder)} is a file; pages are written into a folder")
    number = 0
    for place, text in pages:
        file = folder.joinpath(*place.split("/"))
        files.make_folder(file.parent)
        files.replace_file(file, text)
        number += 1
    return number

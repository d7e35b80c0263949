"""`cxlint report`: the policy as a page that people open and take along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cxlint.cli import options, screen, session
from cxlint.cli.pages import report_data
from cxlint.errors import UserError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from cxlint.values.durations import Duration

HELP = """Write what a check of the policy in PATHS found, and what its journeys cost, as one
page for those who decide: the verdict, a map, the hours, who may decide how much,
the returns and each finding with its proof. The page needs no network.

Findings do not make it fail: that is what check is for.

\b
Example:
  cxlint report policies/ -o report.html
  cxlint report policies/ --format json -o report.json
  cxlint report --data report.json -o report.html
  cxlint report policies/ --base main --trend 12 -o report.html
"""

FORMATS = ("html", "json", "markdown", "pdf")


@click.command(help=HELP, short_help="Write a page for those who decide.")
@options.PATHS
@options.OUTPUT
@options.format_option(
    FORMATS,
    "The page, the data it is made of, the same content for a wiki, or the page on paper, "
    "which needs Chromium.",
    default="html",
)
@click.option(
    "--data",
    "data_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Make the page of data written earlier with --format json, without a new run.",
)
@click.option(
    "--language",
    type=options.WordChoice(report_data.LANGUAGES),
    help="The language of the page. Default: the first known one of organization.languages.",
)
@click.option(
    "--advice/--no-advice",
    "is_advised",
    default=True,
    help="Try what would help most, as `cxlint advise` does, or tell only what the findings "
    "name, which is quicker. Default: try it.",
)
@click.option(
    "--base",
    metavar="REV",
    help="Also tell what changed for customers since this revision of the git repository.",
)
@click.option(
    "--trend",
    "most",
    type=click.IntRange(min=2),
    metavar="COMMITS",
    help="Also show how the policy stood after so many of its last commits, as `cxlint trend` "
    "does. Takes a check for each.",
)
@options.AS_OF
@options.HORIZON
@options.CONFIG
@options.BASELINE
@options.ALLOW_EMPTY
@options.NO_CACHE
def command(
    *,
    paths: tuple[Path, ...],
    file: Path | None,
    form: str,
    data_file: Path | None,
    language: str | None,
    is_advised: bool,
    base: str | None,
    most: int | None,
    today: datetime.date,
    horizon: Duration | None,
    config_file: Path | None,
    baseline_file: Path | None,
    allow_empty: bool,
    no_cache: bool,
) -> int:
    """Write the report, and return the exit code."""
    if form == "pdf" and file is None:
        raise UserError("a PDF is no text; name a file for it with -o")
    if data_file is not None and paths:
        raise UserError("--data names what to make the page of; leave out the paths")
    for name, given in (("--base", base), ("--trend", most)):
        if data_file is not None and given is not None:
            raise UserError(f"--data names what to make the page of; leave out {name}")
    if data_file is not None:
        document = _read_data(data_file)
    else:
        requests = session.requests(
            paths,
            today=today,
            config_file=config_file,
            baseline_file=baseline_file,
            cached=not no_cache,
            horizon=horizon,
        )
        asked = report_data.find_policy(requests)._replace(
            outputs=[file] if file is not None else []
        )
        compared = (
            report_data.compare(base, paths, today=today, config_file=config_file)
            if base is not None
            else None
        )
        history = (
            report_data.read_history(most, paths, today=today, config_file=config_file)
            if most is not None
            else None
        )
        document = report_data.build(
            asked,
            allow_empty=allow_empty,
            cached=not no_cache,
            is_advised=is_advised,
            compared=compared,
            history=history,
            language=language,
        )
    _choose_words(document, language)
    if form == "pdf":
        _print(document, file)
    else:
        _write(_render(document, form), file)
    if file is not None:
        screen.write_lines([f"wrote {file}"])
    return 3 if document["verdict"]["crashed"] else _say_unread(document)


def _choose_words(document: dict[str, Any], language: str | None) -> None:
    """Let a language that is asked for be that of the page; say where one is missing."""
    made = document["made"]
    if language is not None:
        made["language"] = language
        made.pop("missing_language", None)
    elif missing := made.get("missing_language"):
        screen.say(f"there are no words in {missing}, so the page is in {made['language']}")


def _say_unread(document: Mapping[str, Any]) -> int:
    """Say which files could not be read, and return 2 where there are some."""
    from cxlint.policy.file_problems import UNREADABLE

    unread = sorted({each["path"] for each in document["causes"] if each["rule"] == UNREADABLE})
    if not unread:
        return 0
    return screen.complain(f"could not read {', '.join(unread)}, so the report may be wrong")


def _read_data(file: Path) -> dict[str, Any]:
    """Return the data of an earlier report. UserError where the file holds none."""
    from cxlint.reporting.report.data_file import parse

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise UserError(f"{file} cannot be read: {problem}") from None
    return parse(text, str(file))


def _render(document: dict[str, Any], form: str) -> str:
    if form == "json":
        from cxlint.reporting.writing.finding_record import json_text

        return json_text(document, indent=1) + "\n"
    if form == "markdown":
        from cxlint.reporting.report import markdown

        return markdown.render(document)
    from cxlint.reporting.report import page

    return page.render(document)


def _write(text: str, file: Path | None) -> None:
    if file is None:
        screen.write(text)
        return
    from cxlint.cli import files

    files.replace_file(file, text)


def _print(document: dict[str, Any], file: Path | None) -> None:
    from cxlint.cli import files
    from cxlint.cli.pages import printing

    assert file is not None
    files.replace_bytes(file, printing.print_page(_render(document, "html")))

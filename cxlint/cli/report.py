"""`cxlint report`: the policy as a page that people open and take along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cxlint.cli import options, screen, session
from cxlint.errors import UserError

if TYPE_CHECKING:
    import datetime

    from cxlint.law.outlook import Outlook
    from cxlint.linting.run.engine import Request
    from cxlint.policy.policy import Policy
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
"""

FORMATS = ("html", "json", "markdown", "pdf")
LANGUAGES = ("en", "de")


@click.command(help=HELP, short_help="Write a page for those who decide.")
@options.PATHS
@click.option(
    "--output",
    "-o",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write it; without this option, to standard output.",
)
@click.option(
    "--format",
    "form",
    type=options.WordChoice(FORMATS),
    default="html",
    show_default=True,
    help="The page, the data it is made of, the same content for a wiki, or the page on paper, "
    "which needs Chromium.",
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
    type=options.WordChoice(LANGUAGES),
    help="The language of the page's own words. Default: the first of organization.languages.",
)
@options.AS_OF
@options.HORIZON
@options.CONFIG
@click.option(
    "--baseline",
    "baseline_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Findings accepted earlier, as `cxlint baseline` wrote them.",
)
@options.ALLOW_EMPTY
@options.NO_CACHE
def command(
    *,
    paths: tuple[Path, ...],
    file: Path | None,
    form: str,
    data_file: Path | None,
    language: str | None,
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
    if data_file is not None:
        document = _read_data(data_file)
    else:
        asked = session.requests(
            paths,
            today=today,
            config_file=config_file,
            baseline_file=baseline_file,
            cached=not no_cache,
            horizon=horizon,
        )
        document = _build(_only(asked, file), allow_empty=allow_empty, cached=not no_cache)
    if language is not None:
        document["made"]["language"] = language
    if form == "pdf":
        _print(document, file)
    else:
        _write(_render(document, form), file)
    return 3 if document["verdict"]["crashed"] else 0


def _only(asked: list[Request], file: Path | None) -> Request:
    """Return the one policy that is asked for. UserError where there are several."""
    if len(asked) > 1:
        from cxlint.policy.repository import as_seen

        names = "; ".join(", ".join(map(as_seen, each.paths)) for each in asked)
        advice = "name one at a time, or put a cxlint.yaml above them"
        raise UserError(f"these are {len(asked)} policies, each by itself ({names}): {advice}")
    return asked[0]._replace(outputs=[file] if file is not None else [])


def _build(asked: Request, *, allow_empty: bool, cached: bool) -> dict[str, Any]:
    """Judge the policy, work out its figures, and return the data of the report."""
    from cxlint.analysis.catalogue import list_quantities
    from cxlint.analysis.subject import subject_of
    from cxlint.graph.builder import build
    from cxlint.linting.rules import loader
    from cxlint.linting.run import engine
    from cxlint.reporting.report.document import build_document
    from cxlint.reporting.report.material import Material

    report = session.lint([asked], allow_empty=allow_empty, cached=cached)
    with screen.progress() as progress:
        policy = engine.read(asked, progress).policy
        network = build(policy)
        material = Material(
            report=report,
            policy=policy,
            network=network,
            figures=[*list_quantities(subject_of(network))],
            outlook=_look_out(policy, asked),
            sources=loader.sources(asked.config.rule_folders, asked.config.packs),
            language=_choose_language(policy),
        )
        return build_document(material)


def _look_out(policy: Policy, asked: Request) -> Outlook | None:
    from cxlint.law.outlook import look_out
    from cxlint.law.verdicts import judge
    from cxlint.linting.run.laws import window_of

    window = window_of(policy.today, asked.horizon)
    judgement = judge(policy, window)
    return None if judgement is None else look_out(judgement, window)


def _choose_language(policy: Policy) -> str:
    """Return the first language of the organization that the page can be written in."""
    organization = policy.organization
    spoken = organization.texts("languages") if organization is not None else ()
    first = spoken[0].partition("-")[0].lower() if spoken else ""
    return first if first in LANGUAGES else LANGUAGES[0]


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
    from cxlint.cli import files, printing

    assert file is not None
    files.replace_bytes(file, printing.print_page(_render(document, "html")))

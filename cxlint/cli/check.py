"""`cxlint check`: lint policies and report."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click
from click.core import ParameterSource

from cxlint import reporting
from cxlint.cli import options, screen, session
from cxlint.cli.outputs import Destination, Extras, destinations, write_report
from cxlint.importers.registry import FORMATS
from cxlint.linting.model.finding import SEVERITIES
from cxlint.reporting.writing.view import Fingerprints, Sort, View

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Sequence

    from cxlint.cli.watching import Sight
    from cxlint.linting.model.finding import Report, Severity
    from cxlint.linting.run.engine import Request
    from cxlint.values.durations import Duration

HELP = """Find what in a policy drives customers away: loops, silos, approvals,
return terms, unstaffed channels.

All files of one configuration are read together as one policy; without a
configuration, each folder of PATHS is a policy of its own. Without PATHS, what
the configuration calls the policy is read, or all files of its folder, or where
there is no configuration all files under the current folder. The path `-` reads
one file from standard input. Besides policy as YAML, the flows and rules of
contact centres and help desks are read (`cxlint formats`). Places count from the
root of the repository.

\b
Example:
  cxlint check policies/ --format sarif --output text=report.txt
"""


@click.command(help=HELP, short_help="Find what in a policy drives customers away.")
@options.PATHS
@options.format_option(
    reporting.FORMATS, "How to write the findings to standard output.", also=reporting.PINNED
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    callback=destinations,
    metavar="FORMAT=FILE",
    help="Also write the findings to a file, in any format. May be repeated.",
)
@click.option(
    "--sort",
    type=options.WordChoice(get_args(Sort)),
    default="severity",
    show_default=True,
    help="What comes first in text and Markdown: what is gravest and touches most, or each "
    "finding where it stands. Other formats go by place.",
)
@click.option(
    "--as",
    "wanted",
    type=options.WordChoice(FORMATS),
    metavar="FORMAT",
    help="The vendor's format that the files named are of; `cxlint formats` lists them.",
)
@options.SELECT
@options.IGNORE
@click.option(
    "--fail-on",
    type=options.WordChoice(SEVERITIES),
    help="The least severity that makes the exit code 1 (error, unless configured otherwise).",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even where there are findings.")
@options.AS_OF
@options.HORIZON
@options.CONFIG
@options.BASELINE
@click.option("--no-waivers", is_flag=True, help="Report what waivers excuse, too.")
@click.option("--no-exclude", is_flag=True, help="Read what the configuration leaves out, too.")
@click.option(
    "--stdin-filename",
    metavar="NAME",
    help="Read standard input in place of this file, as editors do.",
)
@options.ALLOW_EMPTY
@options.NO_CACHE
@click.option(
    "--watch",
    is_flag=True,
    help="Check again whenever a file is saved, and tell what is new and what is fixed.",
)
@click.option("--statistics", is_flag=True, help="End with the number of findings of each rule.")
@click.option(
    "--coverage",
    is_flag=True,
    help="End with the policy line by line: what is judged, and what nothing rests on. Slow.",
)
@click.option("--timing", is_flag=True, help="End with the time that each rule took.")
@options.COLOR
@click.option(
    "--sarif-fingerprint",
    "fingerprints",
    type=options.WordChoice(get_args(Fingerprints)),
    default="semantic",
    show_default=True,
    help="What GitHub tells an old alert from a new one by.",
)
@click.option(
    "--verbose",
    "-v",
    is_flag=True,
    help="Name the files and folders that were passed over, and every place of a finding.",
)
@click.option(
    "--fail-on-skipped",
    is_flag=True,
    help="Exit with 1 where something was passed over; `cxlint formats` says what that means.",
)
@click.option(
    "--quiet",
    "-q",
    is_flag=True,
    help="No progress, and no remarks but on what judged, and how.",
)
def command(
    *,
    paths: tuple[Path, ...],
    form: str,
    outputs: tuple[Destination, ...],
    sort: Sort,
    wanted: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: Severity | None,
    exit_zero: bool,
    today: datetime.date,
    horizon: Duration | None,
    config_file: Path | None,
    baseline_file: Path | None,
    no_waivers: bool,
    no_exclude: bool,
    stdin_filename: str | None,
    allow_empty: bool,
    no_cache: bool,
    watch: bool,
    statistics: bool,
    timing: bool,
    coverage: bool,
    color: str,
    fingerprints: Fingerprints,
    verbose: bool,
    fail_on_skipped: bool,
    quiet: bool,
) -> int:
    """Lint, report, and return the exit code."""
    if watch:
        _refuse_to_watch(paths, form, outputs, stdin=stdin_filename is not None)
    ask = partial(
        session.requests,
        paths,
        stdin_filename=stdin_filename,
        config_file=config_file,
        select=select,
        ignore=ignore,
        waive=not no_waivers,
        baseline_file=baseline_file,
        fail_on=fail_on,
        wanted=wanted or "",
        cached=not no_cache,
        exclude=not no_exclude,
        horizon=horizon,
    )
    asked = [each._replace(outputs=[file for _, file in outputs]) for each in ask(today=today)]
    for remark in () if quiet else session.remarks(asked):
        screen.say(f"cxlint: {remark}")
    sight = _look(asked) if watch else {}
    cached = not (no_cache or timing or coverage)
    report = session.lint(asked, allow_empty=allow_empty, quiet=quiet, cached=cached)
    report = report._replace(fail_on_skipped=fail_on_skipped, exit_zero=exit_zero)
    if coverage:
        report = report._replace(coverage=session.measure_coverage(asked, quiet=quiet))
    view = View(
        color=screen.has_color(color),
        width=screen.terminal_width(),
        start=str(asked[0].start),
        fingerprints=fingerprints,
        verbose=verbose,
        sort=sort,
        remarks=not quiet,
    )
    extras = Extras(statistics=statistics, timing=timing, remarks=not quiet)
    write_report(report, form, outputs, view, extras)
    for remark in session.afterthoughts(asked, report) if form == "text" and not quiet else ():
        screen.say(f"cxlint: {remark}")
    if watch:
        from cxlint.cli import watching

        day = partial(_day, click.get_current_context(), today)
        return watching.follow(asked, sight, report, partial(_judge_again, ask, day))
    code = verdict(report, exit_zero=exit_zero)
    left_out = session.is_all_left_out(asked, report)
    if code == 0 and report.says_nothing and not allow_empty and not left_out:
        return screen.complain(session.nothing_said_text(asked))
    return code


def _look(asked: Sequence[Request]) -> Sight:
    """Return what there is to see of the files before they are judged."""
    from cxlint.cli import watching

    return watching.look(asked)


def _judge_again(
    ask: Callable[..., list[Request]], day: Callable[[], datetime.date]
) -> tuple[list[Request], Report]:
    """Return what is asked for and its report; that the files are gone for a while is no fault."""
    asked = ask(today=day())
    return asked, session.lint(asked, allow_empty=True, quiet=True)


def _day(context: click.Context, today: datetime.date) -> datetime.date:
    """Return the day to judge on: another one after midnight, unless the user has named it."""
    if context.get_parameter_source("today") is ParameterSource.COMMANDLINE:
        return today
    return type(today).today()


def _refuse_to_watch(
    paths: Sequence[Path], form: str, outputs: Sequence[Destination], *, stdin: bool
) -> None:
    """Refuse what does not go with --watch: files that are written once, and standard input."""
    if form != "text" or outputs:
        raise click.UsageError("--watch writes text to the screen; leave out --format and --output")
    if stdin or Path("-") in paths:
        raise click.UsageError("--watch looks at files; standard input is none")


def verdict(report: Report, *, exit_zero: bool) -> int:
    """Return 3 where a rule crashed, else 1 where something fails, else 0."""
    if report.has_crashed:
        return 3
    return 1 if (report.failing_findings or report.has_failing_skips) and not exit_zero else 0

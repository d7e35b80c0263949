"""A report on its way out: to standard output, to files, to GitHub's summary of the job."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxlint import reporting
from cxlint.cli import screen
from cxlint.records import NamedTuple
from cxlint.reporting.writing.statistics import judged_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.linting.model.finding import Report
    from cxlint.reporting.writing.view import View

PLACELESS = frozenset({"gitlab"})
"""Formats without a place for how it was judged and what was passed over."""

Destination = tuple[str, Path]
"""A format, and the file to write it to."""


class Extras(NamedTuple):
    """What is told besides the findings."""

    statistics: bool = False
    timing: bool = False
    remarks: bool = True


def destinations(
    context: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[Destination, ...]:
    """Return the format and the file of each `FORMAT=FILE`."""
    chosen = tuple(_destination(context, parameter, text) for text in value)
    files = [file for _, file in chosen]
    for file in files:
        if files.count(file) > 1:
            message = f"{file} is named twice, and holds one format"
            raise click.BadParameter(message, ctx=context, param=parameter)
    return chosen


def _destination(context: click.Context, parameter: click.Parameter, text: str) -> Destination:
    form, equals, file = text.partition("=")
    if not equals or file in ("", "-"):
        message = f"{text!r} is not FORMAT=FILE; write for example sarif=report.sarif"
        raise click.BadParameter(message, ctx=context, param=parameter)
    form = reporting.PINNED.get(form, form)
    if form not in reporting.FORMATS:
        from cxlint.suggest import unknown

        message = unknown("format", form, reporting.FORMATS)
        raise click.BadParameter(message, ctx=context, param=parameter)
    return form, Path(file)


def write_report(
    report: Report, form: str, outputs: Sequence[Destination], view: View, extras: Extras
) -> None:
    """Write the report to every output file and to standard output.

    Files are never coloured and 80 columns wide. GitHub's summary of the job gets a table where
    the format for GitHub is asked for.
    """
    plain = view._replace(color=False, width=80, remarks=True)
    if outputs:
        _write_files(report, outputs, plain)
    screen.write(reporting.render(form, report, view))
    if "github" in (form, *(kind for kind, _ in outputs)):
        _summarize(report, plain)
    shown = report._replace(coverage=None) if form == "json" else report  # it has it already
    tables = list(_tables(shown, extras, view.width))
    if form == "text":
        screen.write("".join(f"\n{table}" for table in tables))
    else:
        if form in PLACELESS:
            say_judgement(report)
            if extras.remarks and (told := judged_text(report)):
                screen.say(f"cxlint: judged: {told}")
        _write_aside(report, tables, extras, has_place=form not in PLACELESS)


def say_judgement(report: Report) -> None:
    """Tell on standard error how it was judged, where there is no other place for it."""
    for each in report.judged_by:
        screen.say(f"cxlint: {each.kind}: {each.sentence}")


def _write_files(report: Report, outputs: Sequence[Destination], view: View) -> None:
    from cxlint.cli import files

    for form, file in outputs:
        files.replace_file(file, reporting.render(form, report, view))


def _summarize(report: Report, view: View) -> None:
    """Append the findings as a table to GitHub's summary of the job, where there is one."""
    from cxlint.cli import files

    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        files.append_text(Path(summary), reporting.render("markdown", report, view))


def _tables(report: Report, extras: Extras, width: int) -> Iterator[str]:
    from cxlint.reporting.writing import statistics

    if report.coverage is not None:
        from cxlint.reporting.writing.coverage_lines import coverage_text

        yield coverage_text(report.coverage, width=width)
    if extras.statistics:
        yield statistics.statistics(report)
    if extras.timing:
        yield statistics.timing(report)


def _write_aside(report: Report, tables: Sequence[str], extras: Extras, *, has_place: bool) -> None:
    """Tell on standard error what a format for machines has no room for.

    Where it has no place for what was passed over, that is told without remarks, too.
    """
    for notice in report.notices:
        if notice.kind == "crash":
            detail = f"\n{notice.detail.rstrip()}" if notice.detail else f": {notice.message}"
            screen.say(f"cxlint: {notice.rule} did not run to its end{detail}")
        elif extras.remarks and notice.kind != "idle":
            subject = f"{notice.rule}: " if notice.rule else ""
            screen.say(f"cxlint: {subject}{notice.message}")
    if (extras.remarks or not has_place) and report.told_skips:
        from cxlint.reporting.writing.statistics import skipped_text

        screen.say(f"cxlint: passed over: {skipped_text(report.told_skips)}")
    for table in tables:
        screen.say(table.rstrip("\n"))

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
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cxlint.linting.model.finding import Report
    from cxlint.reporting.writing.view import View

    Callback = Callable[
        [click.Context, click.Parameter, tuple[str, ...]], tuple[tuple[str, Path], ...]
    ]

PLACELESS = frozenset({"gitlab"})
"""Formats without a place for how it was judged and what was passed over."""

NOTHING: Mapping[str, str] = {}

Destination = tuple[str, Path]
"""A format, and the file to write it to."""


class Extras(NamedTuple):
    """What is told besides the findings."""

    statistics: bool = False
    timing: bool = False
    remarks: bool = True


def destinations_of(formats: Sequence[str], also: Mapping[str, str] = NOTHING) -> Callback:
    """Return what reads the values of an option as `FORMAT=FILE`, in one of these formats.

    `also` are further names, and the formats they stand for.
    """

    def read(
        context: click.Context, parameter: click.Parameter, value: tuple[str, ...]
    ) -> tuple[Destination, ...]:
        chosen = tuple(_destination(text, formats, also) for text in value)
        files = [file for _, file in chosen]
        for file in files:
            if files.count(file) > 1:
                message = f"{file} is named twice, and holds one format"
                raise click.BadParameter(message, ctx=context, param=parameter)
        return chosen

    return read


def _destination(text: str, formats: Sequence[str], also: Mapping[str, str]) -> Destination:
    form, equals, file = text.partition("=")
    if not equals or file in ("", "-"):
        message = f"{text!r} is not FORMAT=FILE; write for example sarif=report.sarif"
        raise click.BadParameter(message)
    form = also.get(form, form)
    if form not in formats:
        from cxlint.suggest import unknown

        raise click.BadParameter(unknown("format", form, formats))
    return form, Path(file)


destinations = destinations_of(reporting.FORMATS, reporting.PINNED)
"""What reads the values of an option as a format of a report, and the file to write it to."""


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

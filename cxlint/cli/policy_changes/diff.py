"""`cxlint diff`: what a change of policy does to customers, and whether it may pass."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxlint.cli import options, outputs, screen, session
from cxlint.cli.policy_changes import declarations, sides
from cxlint.errors import UserError
from cxlint.importers.registry import FORMATS as VENDOR_FORMATS
from cxlint.policy.reader import collector_at_rest
from cxlint.reporting import changes as reporting
from cxlint.reporting.writing.view import View
from cxlint.review.gate import BARS
from cxlint.review.review import Review, add_ways, review_sides
from cxlint.review.states import StatesAsked, split_range
from cxlint.review.weakening import Weakening

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from cxlint.cli.outputs import Destination
    from cxlint.cli.policy_changes.sides import StatePair
    from cxlint.review.judged_side import JudgedSide

HELP = """Compare the policy in BASE with the one in HEAD, and say what differs for
customers: for whom, from what to what, and whether it is worse or better.

BASE and HEAD are two revisions of the git repository, two folders or two files.
Without BASE, it is where this branch left the default branch; without HEAD, the
working tree. What only has other words, another place or another name is no
change. Exit code 1 where --fail-on is met, or a file of HEAD cannot be read.

\b
Examples:
  cxlint diff
  cxlint diff main my-branch --format markdown
  cxlint diff policies-before/ policies/
"""


@click.command(help=HELP, short_help="Say what a change of policy does to customers.")
@click.argument("base", required=False)
@click.argument("head", required=False)
@click.option(
    "--policy",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The files and folders of the repository that are the policy, as for `cxlint check`.",
)
@click.option("--staged", is_flag=True, help="Take what is staged for HEAD, and HEAD for BASE.")
@options.format_option(
    reporting.FORMATS, "How to write the report to standard output.", also=reporting.PINNED
)
@click.option(
    "--output",
    "files",
    multiple=True,
    callback=outputs.destinations_of(reporting.FORMATS, reporting.PINNED),
    metavar="FORMAT=FILE",
    help="Also write the report to a file, in any format. May be repeated.",
)
@click.option("--all", "everything", is_flag=True, help="Also tell of findings that only moved.")
@click.option("--only-worse", is_flag=True, help="Tell only of what gets worse.")
@click.option(
    "--fail-on",
    multiple=True,
    callback=options.split_words,
    metavar="WHAT",
    help=f"What makes the exit code 1: {', '.join(BARS)}. Several are joined by commas. "
    "Default: worse.",
)
@click.option(
    "--expect",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A declaration of what is meant to change, besides those in the folder changes/.",
)
@click.option(
    "--declare", is_flag=True, help="Write the changes as a declaration, to be read and signed."
)
@click.option(
    "--untrusted",
    is_flag=True,
    help="Let BASE judge: its rules, configuration, baseline, waivers and declarations.",
)
@options.SELECT
@options.IGNORE
@click.option(
    "--as",
    "wanted",
    type=options.WordChoice(VENDOR_FORMATS),
    metavar="FORMAT",
    help="The vendor's format that the files named are of; `cxlint formats` lists them.",
)
@options.AS_OF
@options.CONFIG
@options.ALLOW_EMPTY
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even where --fail-on is met.")
@options.COLOR
@click.option("--quiet", "-q", is_flag=True, help="No progress, and no remarks.")
def command(
    *,
    base: str | None,
    head: str | None,
    policy: tuple[Path, ...],
    staged: bool,
    form: str,
    files: tuple[Destination, ...],
    everything: bool,
    only_worse: bool,
    fail_on: tuple[str, ...],
    expect: tuple[Path, ...],
    declare: bool,
    untrusted: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    wanted: str | None,
    today: datetime.date,
    config_file: Path | None,
    allow_empty: bool,
    exit_zero: bool,
    color: str,
    quiet: bool,
) -> int:
    """Compare, report, and return the exit code."""
    _refuse_unknown_bars(fail_on)
    if staged and head is not None:
        raise click.UsageError("--staged takes what is staged for HEAD; leave HEAD out")
    terms = sides.ReadingTerms(
        today=today,
        config_file=config_file,
        select=select,
        ignore=ignore,
        wanted=wanted or "",
        untrusted=untrusted,
    )
    asked = StatesAsked(*split_range(base, head), staged=staged)
    with sides.open_states(asked, policy, terms) as pair, screen.progress(quiet=quiet):
        before, after = _read(pair, allow_empty=allow_empty)
        review = _review(pair, before, after, expect, fail_on, is_draft=declare)
        if "markdown" in (form, *(kind for kind, _ in files)):
            review = add_ways(review, before, after)
    if declare:
        from cxlint.reporting.changes import declaration_text

        screen.write(declaration_text.render(review))
        return 0
    review = review.only_worse if only_worse else review
    _write(review, form, files, everything=everything, color=color, quiet=quiet)
    return 0 if exit_zero and review.exit_code == 1 else review.exit_code


def _refuse_unknown_bars(fail_on: Sequence[str]) -> None:
    from cxlint.suggest import unknown

    for word in fail_on:
        if word not in BARS:
            raise click.BadParameter(unknown("value", word, BARS), param_hint="--fail-on")


def _read(pair: StatePair, *, allow_empty: bool) -> tuple[JudgedSide, JudgedSide]:
    """Read both sides. UserError where the head holds no policy."""
    before, after = sides.read_sides(pair)
    if after.is_empty and not allow_empty:
        if pair.terms.policy and not after.request.paths:
            named, state = " and ".join(pair.terms.policy), pair.head.label
            if before.request.paths:
                told = f"no policy file in {named}: it is gone from {state}"
                raise UserError(f"{told}; --allow-empty accepts that")
            raise UserError(f"--policy {named}: there is no such file or folder in {state}")
        raise UserError(session.no_policy_text([after.request], after.report.skipped))
    return before, after


def _review(
    pair: StatePair,
    before: JudgedSide,
    after: JudgedSide,
    expect: Sequence[Path],
    fail_on: Sequence[str],
    *,
    is_draft: bool,
) -> Review:
    """Judge the change, by what was declared and what was asked."""
    intentions = [] if is_draft else declarations.read_intentions(pair, before, after)
    for file in expect:
        intentions += declarations.read_expectation(pair, file)
    claims, faults = sides.read_claims(pair)
    with collector_at_rest():
        review = review_sides(before, after, intentions, fail_on or ("worse",), claims)
    declared = declarations.list_claimed_declarations(pair, before, after)
    more = [Weakening("declaration", f"{name} declares what it does itself") for name in declared]
    more += [Weakening("configuration", fault) for fault in faults]
    return review._replace(weakened=(*review.weakened, *more))


def _write(
    review: Review,
    form: str,
    files: Sequence[Destination],
    *,
    everything: bool,
    color: str,
    quiet: bool,
) -> None:
    """Write the report to every output file and to standard output, and the rest beside it."""
    view = View(
        color=screen.has_color(color), width=screen.terminal_width(), verbose=everything
    )  # fmt: skip
    if files:
        from cxlint.cli.files import replace_file

        for kind, file in files:
            replace_file(file, reporting.render(kind, review, view._replace(color=False, width=80)))
    screen.write(reporting.render(form, review, view))
    for note in () if quiet else review.notes:
        screen.say(f"cxlint: {note}")

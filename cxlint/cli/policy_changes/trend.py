"""`cxlint trend`: how a policy changed for customers, commit by commit."""

from __future__ import annotations

import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxlint.cli import options, screen
from cxlint.cli.policy_changes import sides
from cxlint.errors import UserError
from cxlint.reporting.changes import history_json, history_markdown, history_text
from cxlint.review import git_objects, history, sealed_tree, states
from cxlint.review.sealed_tree import private_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.review.history import Commit, Point
    from cxlint.review.judged_side import JudgedSide

RENDERERS = {
    "text": history_text.render,
    "json": history_json.render,
    "markdown": history_markdown.render,
}

HELP = """Walk the git history of a policy up to HEAD, and show for each commit that
changed it what got worse and better for customers, how many findings stood, and
whether changes of terms were announced as long before as the policy promises.

All commits are judged by the rules and the configuration of the newest one.

\b
Example:
  cxlint trend --policy policies --most 20
"""


@click.command(help=HELP, short_help="Show how a policy changed for customers, commit by commit.")
@click.argument("head", required=False, default="HEAD")
@click.option(
    "--policy",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The files and folders of the repository that are the policy, as for `cxlint check`.",
)
@click.option(
    "--most",
    type=click.IntRange(min=2),
    default=50,
    show_default=True,
    help="How many commits that changed the policy to look at, from the newest back.",
)
@options.format_option(list(RENDERERS), "How to write it.")
@options.SELECT
@options.IGNORE
@options.AS_OF
@options.CONFIG
def command(
    *,
    head: str,
    policy: tuple[Path, ...],
    most: int,
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    today: datetime.date,
    config_file: Path | None,
) -> int:
    """Write the history of the policy."""
    terms = sides.ReadingTerms(today=today, config_file=config_file, select=select, ignore=ignore)
    with screen.progress():
        points = read_points(head, policy, terms, most)
    screen.write(RENDERERS[form](points))
    return 0


def read_points(
    head: str, policy: Sequence[Path], terms: sides.ReadingTerms, most: int
) -> list[Point]:
    """Return how the policy stood after the last commits that changed it, the oldest first.

    Says where only a part of the history is here. UserError where no commit holds a policy.
    """
    top = git_objects.find_repository(Path(), "run it in a git repository")
    _refuse_place(top, head)
    terms = sides.terms_inside(terms, top, policy)
    newest = git_objects.resolve_commit(top, head)
    commits = list(islice(_changing_commits(top, newest, terms.policy), most))
    with private_folder() as folder:
        points = list(_points(top, commits[::-1], terms, folder))
    if not any(point.findings or point.fault for point in points):
        raise UserError(f"{head}: no commit holds a policy there")
    if git_objects.is_shallow(top):
        screen.say(
            "cxlint: only a part of the history is here (git fetch --unshallow gets the rest)"
        )
    return points


def _refuse_place(top: Path, head: str) -> None:
    """Raise UserError where a folder or a file is named, and not a revision."""
    if Path(head).exists() and not git_objects.is_revision(top, head):
        raise UserError(f"{head} is no revision; --policy {head} says where the policy lies")


def _changing_commits(top: Path, head: str, policy: Sequence[str]) -> Iterator[Commit]:
    """Yield the commits that changed what may be policy, the newest first."""
    listed = git_objects.list_commits(top, head)
    newer = next(listed, None)
    while newer is not None:
        older = next(listed, None)
        before = _wanted(top, older[0], policy) if older is not None else frozenset()
        if _wanted(top, newer[0], policy) != before:
            name, day, author, subject = newer
            yield history.Commit(name, datetime.date.fromisoformat(day), author, subject)
        newer = older


def _wanted(top: Path, commit: str, policy: Sequence[str]) -> frozenset[tuple[str, str]]:
    return sealed_tree.list_wanted(git_objects.list_tree(top, commit), policy)


def _points(
    top: Path, commits: Sequence[Commit], terms: sides.ReadingTerms, folder: Path
) -> Iterator[Point]:
    """Yield the points, the oldest first.

    A commit without a policy is passed over, and one that leaves each file of it as it was.
    """
    opened = [states.open_commit(top, commits[-1].name, folder / "newest")] if commits else []
    judges = [sides.read_head(each, terms).request for each in opened]
    before: JudgedSide | None = None
    for commit in commits:
        state = states.open_commit(top, commit.name, folder / commit.name)
        try:
            after = sides.read_state(state, terms, judges[0])
        except UserError as fault:
            yield history.Point(commit, {}, 0, history.NOTHING, fault=str(fault))
            continue
        if before is None and after.is_empty:
            continue
        if before is None or _texts(before) != _texts(after):
            yield history.build_point(commit, before, after)
            before = after


def _texts(side: JudgedSide) -> frozenset[tuple[str, str]]:
    return frozenset((each.path, each.text) for each in side.policy.documents)

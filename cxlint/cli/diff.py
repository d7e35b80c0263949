"""`cxlint diff`: what a change of policy does to customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cxlint.cli import options, screen, session
from cxlint.errors import UserError

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from cxlint.policy.policy import Policy

HELP = """Compare the policy in BASE with the one in HEAD, and say what differs for
customers: for whom, from what to what, and whether it is worse or better.

What only has other words, another place or another name is no change.
Exit code 1 where something gets worse.

\b
Example:
  cxlint diff policies-before/ policies/
"""


@click.command(help=HELP, short_help="Say what a change of policy does to customers.")
@click.argument("base", type=options.PATH)
@click.argument("head", type=options.PATH)
@click.option(
    "--format",
    "form",
    type=options.WordChoice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to write the report.",
)
@options.AS_OF
@options.CONFIG
@options.ALLOW_EMPTY
def command(
    *,
    base: Path,
    head: Path,
    form: str,
    today: datetime.date,
    config_file: Path | None,
    allow_empty: bool,
) -> int:
    """Write what differs to standard output."""
    from cxlint.changes.change import WORSE
    from cxlint.changes.compare import compare
    from cxlint.reporting.changes import json_report, text_report

    before, after = read_sides(
        base, head, today=today, config_file=config_file, allow_empty=allow_empty
    )
    found = compare(before, after)
    if form == "json":
        screen.write(json_report.render_json(str(base), str(head), found, {}))
    else:
        screen.write(text_report.render_text(found))
    for path in found.unreadable:
        screen.say(f"cxlint: {path} cannot be read; what rests on it is not compared")
    return int(bool(found.unreadable) or any(each.direction == WORSE for each in found.changes))


def read_sides(
    base: Path,
    head: Path,
    *,
    today: datetime.date,
    config_file: Path | None,
    allow_empty: bool,
) -> tuple[Policy, Policy]:
    """Return the policies of both sides. UserError where the head holds none.

    An empty base is no fault: everything is new then.
    """
    from cxlint.linting.run import engine

    asked = [
        session.request((each,), today=today, config_file=config_file) for each in (base, head)
    ]
    with screen.progress() as progress:
        before, after = (engine.read(each, progress).policy for each in asked)
    if not after.documents and not allow_empty:
        raise UserError(session.no_policy_text(asked[1:]))
    if not before.documents:
        screen.say("cxlint: the base holds no policy, so everything is new")
    return before, after

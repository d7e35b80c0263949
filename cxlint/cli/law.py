"""`cxlint law`: what the law asks of a policy, and what changes by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cxlint.cli import options, screen, session
from cxlint.errors import UserError

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from cxlint.law.outlook import Outlook
    from cxlint.values.durations import Duration

HELP = """Show what the law of its jurisdictions asks of a policy and why, what changes by
when, and which lines that touches.

The jurisdictions are those under organization.jurisdictions. cxlint compares a
policy with its notes of the law; it gives no legal advice, and silence is no
clearance.

\b
Example:
  cxlint law policies/ --horizon "6 months"
  cxlint law policies/ --format ics > law.ics
"""

FORMATS = ("text", "json", "ics")


@click.command(help=HELP, short_help="Show what the law asks of a policy, and what changes.")
@options.PATHS
@click.option(
    "--format",
    "form",
    type=options.WordChoice(FORMATS),
    default="text",
    show_default=True,
    help="How to write it; ics is a calendar file.",
)
@options.AS_OF
@options.HORIZON
@options.CONFIG
def command(
    *,
    paths: tuple[Path, ...],
    form: str,
    today: datetime.date,
    horizon: Duration | None,
    config_file: Path | None,
) -> int:
    """Write what holds and what changes."""
    screen.write(_render(_look_out(paths, today, horizon, config_file), form).rstrip("\n"))
    return 0


def _look_out(
    paths: tuple[Path, ...],
    today: datetime.date,
    horizon: Duration | None,
    config_file: Path | None,
) -> Outlook:
    from cxlint.law.outlook import look_out
    from cxlint.law.verdicts import judge
    from cxlint.linting.run import engine
    from cxlint.linting.run.laws import window_of

    asked = session.request(paths, today=today, config_file=config_file)
    policy = engine.read(asked).policy
    window = window_of(today, horizon)
    judgement = judge(policy, window)
    if judgement is None:
        advice = "say under organization.jurisdictions whose law applies, such as [ES]"
        raise UserError(f"the policy names no jurisdiction; {advice}")
    return look_out(judgement, window)


def _render(outlook: Outlook, form: str) -> str:
    if form == "json":
        from cxlint.reporting.law import outlook_json

        return outlook_json.render(outlook)
    if form == "ics":
        from cxlint.reporting.law import calendar_file

        return calendar_file.render(outlook)
    from cxlint.reporting.law import outlook_text

    return outlook_text.render(outlook, width=screen.terminal_width())

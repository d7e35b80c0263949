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
    from cxlint.law.pack import Choice
    from cxlint.policy.policy import Policy
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

JURISDICTIONS = ("organization", "jurisdictions")
FORMATS = ("text", "json", "ics")


@click.command(help=HELP, short_help="Show what the law asks of a policy, and what changes.")
@options.PATHS
@options.format_option(FORMATS, "How to write it; ics is a calendar file.")
@options.AS_OF
@options.HORIZON
@options.CONFIG
@options.ALLOW_EMPTY
def command(
    *,
    paths: tuple[Path, ...],
    form: str,
    today: datetime.date,
    horizon: Duration | None,
    config_file: Path | None,
    allow_empty: bool,
) -> int:
    """Write what holds and what changes."""
    request = session.request(paths, today=today, config_file=config_file)
    with screen.progress() as progress:
        policy = session.read_some(request, progress, allow_empty=allow_empty).policy
    screen.write(_render(_look_out(policy, today, horizon), form).rstrip("\n"))
    return session.report_unread(policy)


def _look_out(policy: Policy, today: datetime.date, horizon: Duration | None) -> Outlook:
    from cxlint.law.outlook import look_out
    from cxlint.law.verdicts import judge
    from cxlint.linting.run.laws import window_of

    window = window_of(today, horizon)
    judgement = judge(policy, window)
    if judgement is None:
        raise UserError(_why_nothing(policy))
    if not judgement.choice.held:
        raise UserError(_why_unheld(judgement.choice))
    return look_out(judgement, window)


def _why_nothing(policy: Policy) -> str:
    """Return why no jurisdiction is known: one that is not understood is not named."""
    advice = "say under organization.jurisdictions whose law applies, such as [ES]"
    for problem in policy.problems:
        if problem.at.path[:2] == JURISDICTIONS:
            stated = str(problem.facts.get("value", ""))
            place = f"{problem.at.document.path}:{problem.at.span().line}"
            return f"{place}: {_unknown(stated)}; {advice}"
    return f"the policy names no jurisdiction; {advice}"


def _why_unheld(choice: Choice) -> str:
    from cxlint.law.pack import known_codes

    if not choice.unheld:
        return "organization.jurisdictions names none; say whose law applies, such as [ES]"
    named = "; ".join(_unknown(code, meant) for code, meant in choice.unheld)
    return f"{named}; there is nothing to compare. Notes are held of {', '.join(known_codes())}"


def _unknown(code: str, meant: str = "") -> str:
    from cxlint.law.pack import known_codes
    from cxlint.suggest import did_you_mean

    hint = f"; did you mean '{meant}'?" if meant else did_you_mean(code, known_codes())
    return f"there are no notes of the law of {code!r}{hint}"


def _render(outlook: Outlook, form: str) -> str:
    if form == "json":
        from cxlint.reporting.law import outlook_json

        return outlook_json.render(outlook)
    if form == "ics":
        from cxlint.reporting.law import calendar_file

        return calendar_file.render(outlook)
    from cxlint.reporting.law import outlook_text

    return outlook_text.render(outlook, width=screen.terminal_width())

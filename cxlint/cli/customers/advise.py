"""`cxlint advise`: what to change in a policy, tried on it before it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cxlint.cli import options, screen, session

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from cxlint.linting.advice.clearing import Clearance
    from cxlint.linting.advice.ranking import Advised
    from cxlint.policy.policy import Policy

HELP = """Say which changes of the policy in PATHS would help customers most: a line to be
staffed, a limit to be raised, a time to be shortened, a handoff to be bounded.

Each is tried on the policy and judged by all rules again. What clears nothing, or adds
an error or a warning, is not advised. No file is changed.

\b
Example:
  cxlint advise policies/
  cxlint advise policies/ --clear coverage-gap@policies/care/channels.yaml:10
"""

MOST_ADVICE = 10


@click.command(help=HELP, short_help="Say which changes would help most.")
@options.PATHS
@click.option(
    "--clear",
    "finding",
    default="",
    metavar="FINDING",
    help="Find the smallest set of edits that clears this finding: RULE@PATH:LINE, the "
    "fingerprint that `check --format json` prints, or the rule where it finds but one thing.",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=MOST_ADVICE,
    show_default=True,
    metavar="N",
    help="At most so many changes.",
)
@options.format_option(("text", "json", "markdown"), "How to write the advice.")
@options.AS_OF
@options.CONFIG
@options.ALLOW_EMPTY
def command(
    *,
    paths: tuple[Path, ...],
    finding: str,
    top: int,
    form: str,
    today: datetime.date,
    config_file: Path | None,
    allow_empty: bool,
) -> int:
    """Write the advice to standard output."""
    from cxlint.linting.advice.clearing import clear
    from cxlint.linting.advice.ranking import advise

    request = session.request(paths, config_file=config_file, today=today)
    with screen.progress() as progress:
        reading = session.read_some(request, progress, allow_empty=allow_empty)
        if finding:
            written = _render(reading.policy, clear(request, reading, finding, progress), form)
        else:
            written = _render(reading.policy, advise(request, reading, top, progress), form)
    screen.write(written)
    return session.report_unread(reading.policy)


def _render(policy: Policy, found: Advised | Clearance, form: str) -> str:
    from cxlint.linting.advice.clearing import Clearance
    from cxlint.reporting.advice import advice_json, advice_pages
    from cxlint.reporting.journeys import layout, overview
    from cxlint.reporting.journeys.misread import list_misread, record_misread

    currency = overview.read_currency(policy)
    if isinstance(found, Clearance):
        if form == "json":
            return advice_json.render_clearance(found, policy.today, record_misread(policy))
        blocks = list(advice_pages.list_clearance(found, currency))
    else:
        if form == "json":
            return advice_json.render_advice(found, policy.today, record_misread(policy))
        blocks = list(advice_pages.list_blocks(found, currency))
    blocks = [*list_misread(policy), *blocks]
    if form == "markdown":
        return layout.render_markdown(blocks)
    return layout.render_text(blocks, screen.terminal_width())

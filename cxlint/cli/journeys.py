"""`cxlint journeys`: what each contact reason costs the customer, in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cxlint.cli import options, screen, session
from cxlint.errors import UserError

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

HELP = """Work out what each contact reason costs the customer under the policy in PATHS:
contacts, handoffs, approvals, effort and time, each expected and at worst.

\b
Example:
  cxlint journeys policies/
  cxlint journeys policies/ --explain refund
"""


@click.command(help=HELP, short_help="Show what each contact reason costs customers.")
@options.PATHS
@click.option(
    "--format",
    "form",
    type=options.WordChoice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How to write the figures.",
)
@click.option(
    "--quantity",
    default="",
    metavar="NAME",
    help="Only this figure, as the JSON names it; some hold a moment: 'due.from 2026-11-20T16:30'.",
)
@options.AS_OF
@options.CONFIG
@options.ALLOW_EMPTY
def command(
    *,
    paths: tuple[Path, ...],
    form: str,
    quantity: str,
    today: datetime.date,
    config_file: Path | None,
    allow_empty: bool,
) -> int:
    """Write the figures to standard output."""
    from cxlint.analysis.catalogue import find_quantity, list_quantities
    from cxlint.analysis.subject import Subject
    from cxlint.graph.builder import build
    from cxlint.linting.run import engine
    from cxlint.reporting.journeys.figures_json import render_figures

    request = session.request(paths, config_file=config_file, today=today)
    with screen.progress() as progress:
        policy = engine.read(request, progress).policy
        if not policy.documents and not allow_empty:
            raise UserError(session.no_policy_text([request]))
        subject = Subject(build(policy))
        if quantity:
            found = find_quantity(subject, quantity)
            if found is None:
                raise UserError(f"there is no figure called {quantity}")
            figures = [found]
        else:
            figures = list(list_quantities(subject))
    screen.write(render_figures(figures, today))
    return 0

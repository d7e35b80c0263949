"""`cxlint rules`: all rules."""

from __future__ import annotations

from pathlib import Path

import click

from cxlint.cli import options, screen, session
from cxlint.reporting import rules as tables

HELP = """List all rules: the shipped ones, and those of the rule folders that the
configuration names.

\b
Example:
  cxlint rules --format markdown > rules.md
"""


@click.command(help=HELP, short_help="List all rules.")
@click.option(
    "--format",
    "form",
    type=options.Word(tables.FORMATS),
    default="text",
    show_default=True,
    help="How to write the list.",
)
@options.CONFIG
def command(*, form: str, config_file: Path | None) -> int:
    """Write the table of rules."""
    _, rules = session.settle(Path(), config_file)
    screen.write(tables.table(rules.values(), form, width=screen.width()))
    return 0

"""`cxlint rules`: all rules."""

from __future__ import annotations

from pathlib import Path

import click

from cxlint.cli import options, screen, session

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
    type=options.Word(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How to write the list.",
)
@options.CONFIG
def command(*, form: str, config_file: Path | None) -> int:
    """Write the table of rules."""
    from cxlint.reporting.rules import table

    _, rules = session.settle(Path(), config_file)
    screen.write(table(rules.values(), form, width=screen.width()))
    return 0

"""`cxlint formats`: whose files are read besides policy, and what becomes of what is in them."""

from __future__ import annotations

import click

from cxlint.cli import options, screen
from cxlint.reporting.docs import formats_table

HELP = """List the formats that `cxlint check` and `cxlint import` read besides policy
written as YAML, and what each element of them becomes.

\b
Example:
  cxlint formats --format markdown
"""


@click.command(help=HELP, short_help="List the vendors' formats that are read.")
@options.format_option(formats_table.FORMATS, "How to write the list.")
def command(*, form: str) -> int:
    """Write the table of formats."""
    screen.write(formats_table.table(form, width=screen.terminal_width()))
    return 0

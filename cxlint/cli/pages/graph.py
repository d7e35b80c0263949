"""`cxlint graph`: the ways customers take, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cxlint.cli import files, options, screen, session
from cxlint.errors import UserError
from cxlint.reporting.diagram import graph_formats

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from cxlint.graph.network import Network
    from cxlint.reporting.diagram.graph_formats import Diagram

PICTURES = ("svg", "png", "html")

HELP = """Draw the ways customers take through the policy under PATHS: channels, steps,
teams, approvals and outcomes, and what leads from one to the next.

\b
Example:
  cxlint graph policies/ --intent refund > refund.mmd
  cxlint graph policies/ --around billing --hops 1 --format dot
  cxlint graph policies/ --format svg -o ways.svg
"""


@click.command(help=HELP, short_help="Draw the ways customers take.")
@options.PATHS
@options.OUTPUT
@options.format_option(
    (*graph_formats.FORMATS, *PICTURES),
    "How to write the drawing; a png needs Chromium.",
    default="mermaid",
)
@click.option("--intent", default="", metavar="ID", help="Only what this contact reason can reach.")
@click.option("--around", default="", metavar="NODE", help="Only what lies near this place.")
@click.option(
    "--hops",
    type=click.IntRange(min=0),
    default=2,
    show_default=True,
    help="How many moves away from that place.",
)
@options.AS_OF
@options.CONFIG
@options.ALLOW_EMPTY
def command(
    *,
    paths: tuple[Path, ...],
    file: Path | None,
    form: str,
    intent: str,
    around: str,
    hops: int,
    today: datetime.date,
    config_file: Path | None,
    allow_empty: bool,
) -> int:
    """Write the drawing, and return the exit code."""
    if form == "png" and file is None:
        raise UserError("a PNG is no text; name a file for it with -o")
    from cxlint.graph.builder import build
    from cxlint.reporting.diagram.graph_view import build_diagram

    request = session.request(paths, config_file=config_file, today=today)
    request = request._replace(outputs=[file] if file is not None else [])
    with screen.progress() as progress:
        policy = session.read_some(request, progress, allow_empty=allow_empty).policy
        network = build(policy)
        drawn = build_diagram(network, intent=intent, around=around, hops=hops)
        written = _render(network, drawn, form)
    _write(written, file)
    return session.report_unread(policy)


def _write(written: str | bytes, file: Path | None) -> None:
    if isinstance(written, str) and file is None:
        screen.write(written)
        return
    assert file is not None
    if isinstance(written, str):
        files.replace_file(file, written)
    else:
        files.replace_bytes(file, written)
    screen.write_lines([f"wrote {file}"])


def _render(network: Network, drawn: Diagram, form: str) -> str | bytes:
    if form not in PICTURES:
        return graph_formats.render_diagram(drawn, form)
    from cxlint.reporting.report import picture

    if form != "png":
        return picture.render(network, drawn, form)
    from cxlint.cli.pages import printing

    return printing.draw_picture(*picture.draw(network, drawn))

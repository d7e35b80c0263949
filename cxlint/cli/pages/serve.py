"""`cxlint serve`: the report in the browser, renewed while the policy is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from cxlint.cli import options, screen, session
from cxlint.cli.pages import report_data
from cxlint.errors import UserError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable
    from pathlib import Path

    from cxlint.cli.pages.serving import PageServer
    from cxlint.linting.run.engine import Request
    from cxlint.values.durations import Duration

HELP = """Show the report on the policy in PATHS in the browser of this machine, and renew it
whenever a file is saved. Ctrl-C ends it.

Nobody else can see it: it listens on this machine alone, under an address that
cannot be guessed.

\b
Example:
  cxlint serve policies/
"""


@click.command(help=HELP, short_help="Show that page in the browser while files change.")
@options.PATHS
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=0,
    metavar="PORT",
    help="Where to listen. Default: any port that is free.",
)
@click.option("--open", "opens", is_flag=True, help="Open it in the browser at once.")
@click.option(
    "--language",
    type=options.WordChoice(report_data.LANGUAGES),
    help="The language of the page. Default: the first known one of organization.languages.",
)
@options.AS_OF
@options.HORIZON
@options.CONFIG
def command(
    *,
    paths: tuple[Path, ...],
    port: int,
    opens: bool,
    language: str | None,
    today: datetime.date,
    horizon: Duration | None,
    config_file: Path | None,
) -> int:
    """Serve the page until the user ends it."""
    from cxlint.cli import watching
    from cxlint.cli.pages.serving import PageServer

    ask = partial(session.requests, paths, today=today, config_file=config_file, horizon=horizon)
    asked = report_data.find_policy(ask())
    sight = watching.look([asked])
    with PageServer(_render(asked, language), port) as pages:
        screen.write(pages.address)
        screen.say("cxlint: Ctrl-C ends it")
        if opens:
            import webbrowser

            webbrowser.open(pages.address)
        try:
            while True:
                sight = watching.await_change([asked], sight)
                _renew(pages, lambda: report_data.find_policy(ask()), language)
        except KeyboardInterrupt:
            return 0


def _renew(pages: PageServer, ask: Callable[[], Request], language: str | None) -> None:
    """Judge again; what is wrong with the command's files meanwhile is told, and waited for."""
    try:
        pages.renew(_render(ask(), language))
    except UserError as problem:
        screen.complain(str(problem))


def _render(asked: Request, language: str | None) -> str:
    from cxlint.reporting.report import page

    document = report_data.build(asked, allow_empty=True, cached=True, language=language)
    return page.render(document, is_live=True)

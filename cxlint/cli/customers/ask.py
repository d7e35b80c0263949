"""`cxlint ask`: what happens to one customer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cxlint.cli import options, screen, session
from cxlint.errors import UserError

if TYPE_CHECKING:
    import datetime

HELP = """Say what happens to one customer under the policy in PATHS: whether a thing is taken
back and what comes of it, who decides and by when, and what is promised.

INTENT is the contact reason. Weekdays and times without a date mean the next one
from --as-of on, in the organization's zone.

\b
Example:
  cxlint ask refund policies/ --value "900 EUR" --at "Fri 16:30"
  cxlint ask return policies/ --category shoes --reason "changed mind" \\
    --value "120 EUR" --delivered 2026-11-02 --at "2026-12-02 17:00"
  cxlint ask policies/ --case customer.json
"""

CASE = "ask"
"""The member of a case file under which the case may stand."""


@click.command(help=HELP, short_help="Say what happens to one customer.")
@click.argument("words", nargs=-1, metavar="INTENT [PATHS]...")
@click.option("--channel", metavar="ID", help="Where the customer comes.")
@click.option("--category", metavar="TEXT", help="What is to be given back.")
@click.option("--reason", metavar="TEXT", help="Why it is given back.")
@click.option("--value", metavar="SUM", help="What the thing cost, or the sum asked for.")
@click.option("--purchased", metavar="DAY", help="When it was bought.")
@click.option("--shipped", metavar="DAY", help="When it was sent.")
@click.option("--delivered", metavar="DAY", help="When it arrived.")
@click.option("--at", metavar="MOMENT", help="When the customer makes contact: 'Fri 16:30'.")
@click.option("--received-back", metavar="DAY", help="When the thing is back.")
@click.option(
    "--case",
    "case_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Take the customer from this file (JSON or YAML); options come before it.",
)
@options.format_option(("text", "json", "markdown"), "How to write the answers.")
@options.AS_OF
@options.CONFIG
@options.ALLOW_EMPTY
def command(
    *,
    words: tuple[str, ...],
    case_file: Path | None,
    form: str,
    today: datetime.date,
    config_file: Path | None,
    allow_empty: bool,
    **stated: str | None,
) -> int:
    """Write the answers to standard output."""
    from cxlint.analysis.asking.answers import ask
    from cxlint.analysis.asking.case import read_case
    from cxlint.analysis.subject import Subject
    from cxlint.graph.builder import build
    from cxlint.reporting.asking import answer_pages

    said = _read_file(case_file) if case_file is not None else {}
    intent, paths = _divide(words, known="intent" in said)
    said |= {key: value for key, value in stated.items() if value is not None}
    if intent:
        said["intent"] = intent
    request = session.request(paths, config_file=config_file, today=today)
    with screen.progress() as progress:
        policy = session.read_some(request, progress, allow_empty=allow_empty).policy
        subject = Subject(build(policy))
        case = read_case(subject, said)
        answers = ask(subject, case)
        written = answer_pages.render(policy, case, answers, form, screen.terminal_width())
    screen.write(written)
    code = session.report_unread(policy)
    if code == 0 and answer_pages.says_nothing(answers):
        return screen.complain("what would answer this is not understood")
    return code


def _divide(words: tuple[str, ...], *, known: bool) -> tuple[str, tuple[Path, ...]]:
    """Return the contact reason and the paths.

    Where a file names the contact reason, the first word is one only if it is no path.
    """
    if not words:
        return "", ()
    if known and Path(words[0]).exists():
        return "", tuple(map(Path, words))
    return words[0], tuple(map(Path, words[1:]))


def _read_file(path: Path) -> dict[str, Any]:
    """Return the case that a file holds, itself or under `ask`."""
    from cxlint.linting.model.file_errors import read_bounded, read_mapping

    name = str(path)
    held: Any = read_mapping(name, read_bounded(path, name), "a case").data
    inner = held.get(CASE, held)
    if not isinstance(inner, dict):
        raise UserError(f"{name}: {CASE} holds no case")
    return dict(inner)

"""`cxlint new-rule`: a rule of your own to begin with."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxlint import resources
from cxlint.cli import files, options, screen
from cxlint.errors import UserError
from cxlint.policy.file_names import CONFIGURATION
from cxlint.policy.globs import seen_from
from cxlint.policy.repository import from_here

if TYPE_CHECKING:
    from cxlint.linting.config.config_files import RawConfig

STARTS = ("required", "limit", "phrase", "passes", "count_along", "expression")
"""The checks for which there is a rule to begin with, the plainest first."""

FOLDER = Path("cx-rules")
STAND_IN = "new-rule"

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

HELP = """Write a rule called ID, with examples, that works at once: change it piece by
piece into what you mean, and run `cxlint test` in between.

\b
  --check required     something must be stated (the default)
  --check limit        a quantity keeps within bounds
  --check phrase       words that customers are not to read
  --check passes       ways must, or must not, pass a place
  --check count_along  at most so many of something on a way
  --check expression   whatever can be said in CEL

\b
Example:
  cxlint new-rule late-refund --check limit
"""


@click.command("new-rule", help=HELP, short_help="Write a rule of your own to begin with.")
@click.argument("id_", metavar="ID")
@click.option(
    "--check",
    "check",
    type=options.WordChoice(STARTS),
    default=STARTS[0],
    show_default=True,
    help="The mechanism to begin with.",
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where to write it: the first of the configured rule_folders, or cx-rules.",
)
@options.CONFIG
def command(*, id_: str, check: str, folder: Path | None, config_file: Path | None) -> int:
    """Write the file, and say what to do next."""
    from cxlint.linting.config import config_files
    from cxlint.linting.rules import loader

    raw = config_files.read(config_file or config_files.find(Path()))
    if not _ID.fullmatch(id_):
        raise UserError(
            f"'{id_}' is no id for a rule; write small letters and hyphens: late-refund"
        )
    if id_ in (rules := loader.load(raw.rule_folders, raw.packs, judged=(raw.folder,))):
        raise UserError(f"there is a rule {id_} already: {rules[id_].path}")
    home = folder or _configured_folder(raw) or FOLDER
    file = home / f"{id_}.yaml"
    if file.exists():
        raise UserError(f"{file.as_posix()}: there is such a file already")
    files.make_folder(home)
    start = resources.PACKAGE / "cli" / "beginning" / "rule_templates" / f"{check}.yaml"
    files.replace_file(file, start.read_text("utf-8").replace(STAND_IN, id_))
    screen.write(f"wrote {file.as_posix()}; change it, and run: cxlint test {home.as_posix()}")
    if home.resolve() not in {each.resolve() for each in raw.rule_folders}:
        inside = seen_from(raw.folder, home)
        screen.write(f"to use it, write into {CONFIGURATION}: rule_folders: [{inside}]")
    return 0


def _configured_folder(raw: RawConfig) -> Path | None:
    """Return the first of the configured folders of rules, as seen from here."""
    return from_here(raw.rule_folders[0]) if raw.rule_folders else None

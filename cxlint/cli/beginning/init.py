"""`cxlint init`: a small policy to begin with, from a few answers or from a template."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cxlint import resources
from cxlint.cli import files, options, screen
from cxlint.errors import UserError
from cxlint.policy.repository import as_seen

TEMPLATES = {
    "returns": "returns",
    "hotline": "channels",
    "complaints": "feedback",
    "approvals": "remedies",
    "support-desk": "handoffs",
    "saas": "terms",
}
"""The policies to begin with, each with the section that it is about."""

FOLDER = Path("policies")
FILE = "policy.yaml"

HELP = """Write a small policy into FOLDER (policies, where none is named), to go on from.

It asks what you offer, how customers reach you, when somebody answers and who
decides. With --template it asks nothing. What nobody has said yet is marked
"not stated" in the file, and no number is made up. Nothing is ever overwritten.

\b
  --template returns       what may be brought back
  --template hotline       a telephone line, its menu, and who answers
  --template complaints    how complaints are taken, answered and learnt from
  --template approvals     who may grant what, and who has to be asked
  --template support-desk  mail, chat and a form, a first and a second line
  --template saas          a service by subscription, from joining to leaving

\b
Example:
  cxlint init --template returns
"""


@click.command(help=HELP, short_help="Write a small policy to begin with.")
@click.argument(
    "folder", metavar="FOLDER", required=False, type=click.Path(path_type=Path, file_okay=False)
)
@click.option(
    "--template", type=options.WordChoice([*TEMPLATES]), help="The policy to begin with, unasked."
)
def command(*, folder: Path | None, template: str | None) -> int:
    """Write the file, and say what to do next."""
    home = folder or FOLDER
    file = home / FILE
    _refuse_existing(file)
    text = read_template(template) if template else _ask_for_policy()
    files.make_folder(home)
    _refuse_existing(file)
    files.replace_file(file, text)
    place, section = as_seen(home), TEMPLATES.get(template or "", "channels")
    screen.write(
        f'wrote {as_seen(file)}; look for "not stated" in it, and go on with:\n\n'
        f"  cxlint check {place}\n"
        f"  cxlint explain {section}"
    )
    return 0


def _refuse_existing(file: Path) -> None:
    if file.exists() or file.is_symlink():
        raise UserError(f"{as_seen(file)} is there already; name another folder, or move it away")


def read_template(name: str) -> str:
    """Return the text of a policy to begin with."""
    file = resources.PACKAGE / "cli" / "beginning" / "policy_templates" / f"{name}.yaml"
    return file.read_text("utf-8")


def _ask_for_policy() -> str:
    """Return the policy that answers make; UserError where there is nobody to ask."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        names = ", ".join(TEMPLATES)
        raise UserError(f"there is no terminal to ask in; name one with --template: {names}")
    from cxlint.cli.beginning import init_questions

    return init_questions.ask()

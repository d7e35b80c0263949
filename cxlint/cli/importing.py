"""`cxlint import`: a vendor's files as policy that people go on editing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxlint.cli import files, options, screen
from cxlint.errors import UserError
from cxlint.importers.registry import FORMATS
from cxlint.policy.repository import shared_root

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.parsing.document import Document

HELP = """Write the flows, rules and processes in FILES as policy, with the place that
each part comes from, and say what could not be expressed. Folders give the files
in them that are of the format. The policy that is written has the same ways as the
files it was made from; `cxlint formats` says what becomes of what.

\b
Example:
  cxlint import twilio-studio flows/ -o policy.yaml
"""

NEXT = "Go on from here: say who works in the teams and when, and what customers are promised."


@click.command("import", help=HELP, short_help="Write a vendor's files as policy.")
@click.argument("format_name", metavar="FORMAT", type=options.WordChoice(FORMATS))
@click.argument(
    "paths", metavar="FILES...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the policy to this file, not to standard output.",
)
def command(*, format_name: str, paths: tuple[Path, ...], output: Path | None) -> int:
    """Read the files, write the policy, and say what is missing in it."""
    from cxlint.reporting.writing.policy_yaml import policy_text
    from cxlint.reporting.writing.statistics import count_phrase

    documents, lost = _read(paths, format_name)
    left = [problem for each in documents for problem in each.problems]
    told = [_fact_text(problem.facts) for problem in left if problem.rule == "left-out"]
    names = list(dict.fromkeys(each.path for each in documents))
    made = f"Made by `cxlint import {format_name}` of {', '.join(names)}."
    text = policy_text(documents, [f"{made} {NEXT}", *told])
    if output is None:
        screen.write(text)
    else:
        files.replace_file(output, text)
        screen.write(f"wrote {output.as_posix()}, from {count_phrase(len(names), 'file')}")
    for sentence in (*told, *lost):
        screen.say(f"cxlint: {sentence}")
    return 0


def _fact_text(facts: object) -> str:
    assert isinstance(facts, dict)
    what = "; ".join(facts["what"])
    return f"{facts['flow']}: {facts['number']} of {facts['seen']} elements not expressed: {what}"


def _is_unread(document: Document) -> bool:
    return document.data is None and document.foreign is None and bool(document.problems)


def _read(paths: Sequence[Path], wanted: str) -> tuple[list[Document], list[str]]:
    """Return the policy made of the files, and a sentence about those that cannot be read.

    These are only passed over in a folder: UserError where one was named.
    """
    from cxlint.importers import detection
    from cxlint.importers.cross_references import join_documents
    from cxlint.importers.file_documents import mark_unreadable
    from cxlint.linting.model.file_errors import refuse_unsound
    from cxlint.policy import discovery, file_contents

    gathered = discovery.gather(paths, start=shared_root(paths))
    refuse_unsound([problem.at.document for problem in gathered.problems])
    found: list[Document] = []
    lost: list[Document] = []
    for source in gathered.sources:
        documents = list(file_contents.load([source], wanted=wanted))
        refuse_unsound(documents if source.named else [])
        found += [
            each for each in documents if each.foreign is not None and each.foreign.format == wanted
        ]
        lost += [each for each in documents if each.foreign is not None and not each.foreign.format]
        lost += [mark_unreadable(each.path) for each in documents if _is_unread(each)]
    if not found:
        raise UserError(f"there is no file of the format {wanted}")
    made = join_documents(found)
    refuse_unsound(made)
    return made, detection.remarks(lost)

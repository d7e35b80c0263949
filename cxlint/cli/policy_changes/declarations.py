"""The declarations that count for a change: those it brings, or those of the base."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cxlint.cli.policy_changes import sides
from cxlint.policy.repository import path_from
from cxlint.review import git_objects
from cxlint.review.declaration import FOLDER, list_declarations, read_declaration

if TYPE_CHECKING:
    from cxlint.cli.policy_changes.sides import ReadingTerms, StatePair
    from cxlint.review.declaration import Intention
    from cxlint.review.judged_side import JudgedSide


def read_intentions(pair: StatePair, before: JudgedSide, after: JudgedSide) -> list[Intention]:
    """Return what the head declares anew; where the base judges, what the base declares.

    Nothing has to come of the latter in this very change.
    """
    if pair.claimed is None:
        names = _new_declarations(pair, before, after)
        return [each for name in names for each in _declared(name, after)]
    known = [each for name in _declarations(before, pair.terms) for each in _declared(name, before)]
    return [each._replace(is_due=False) for each in known]


def read_expectation(pair: StatePair, file: Path) -> list[Intention]:
    """Return what a named declaration says; where the base judges, as the base has the file."""
    if pair.claimed is not None:
        inside = sides.find_inside(git_objects.find_repository(Path()), file)
        file = pair.base.root / inside if inside else file
        return read_declaration(file, inside or file.as_posix())
    return read_declaration(file, file.as_posix())


def list_claimed_declarations(pair: StatePair, before: JudgedSide, after: JudgedSide) -> list[str]:
    """Return the declarations that the head brings along where the base judges."""
    return [] if pair.claimed is None else _new_declarations(pair, before, after)


def _new_declarations(pair: StatePair, before: JudgedSide, after: JudgedSide) -> list[str]:
    """Return the declarations that the base has not, or not so: of others the change is past."""
    return [
        name
        for name in _declarations(after, pair.terms)
        if _content(before, name) != _content(after, name)
    ]


def _declarations(side: JudgedSide, terms: ReadingTerms) -> list[str]:
    """Return the declarations of a side: in their folder, and wherever else the policy holds one.

    By their paths from the root.
    """
    config, root = side.request.config, side.state.root
    inside = config.file is not None and config.folder.is_relative_to(root)
    listed = list_declarations((config.folder if inside else root / terms.here) / FOLDER)
    met = [path for path, why in side.reading.skipped.items() if why == "declaration"]
    return sorted({*(path_from(root, file) for file in listed), *met})


def _content(side: JudgedSide, name: str) -> bytes | None:
    file = side.state.root / name
    return file.read_bytes() if file.is_file() else None


def _declared(name: str, side: JudgedSide) -> list[Intention]:
    return read_declaration(side.state.root / name, name)

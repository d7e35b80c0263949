"""Where a repository ends, and what of it a link may lead to."""

# Paths as text are several times quicker, and ten thousand files are to be expected.
# ruff: noqa: PTH113, PTH118, PTH206

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cxlint.parsing.file_endings import YAML_ENDINGS, has_ending
from cxlint.policy.file_names import reason_to_skip

if TYPE_CHECKING:
    from pathlib import Path


def is_repository(folder: Path) -> bool:
    """Whether a folder is the top of a git repository, or of a worktree of one."""
    return os.path.lexists(folder / ".git")


def repository_of(path: Path) -> Path | None:
    """Return the top of the git repository in which a path lies, as far as links do not matter."""
    whole = path.absolute()
    return next((folder for folder in (whole, *whole.parents) if is_repository(folder)), None)


def lies_within(path: str, folder: str) -> bool:
    """Whether a path is a folder or lies below it. Links are not followed."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def is_hidden(path: str, folder: str) -> bool:
    """Whether what lies below a folder is among what is passed over there: by a name on the way."""
    inside = os.path.relpath(path, folder).split(os.sep)
    return any(name != "." and reason_to_skip(name, folder=True) for name in inside)


def link_fault(file: Path, within: Path | None = None) -> str:
    """Return what is wrong with the links on the way to a file or folder; empty where nothing is.

    A link leads to something of the same repository (of the folder `within`, where there is none)
    that would be read in its own right: else whoever may add a link could have anything read out.
    Where there is neither, whoever named the file answers for it.
    """
    whole = os.path.abspath(file)  # noqa: PTH100 - links are looked at here
    edge = repository_of(file.parent) or within
    if edge is None:
        return ""
    base, real = os.path.realpath(edge), os.path.realpath(whole)
    if real == os.path.normpath(os.path.join(base, os.path.relpath(whole, edge.absolute()))):
        return ""
    if not lies_within(real, base):
        return "the link leads outside the repository"
    if is_hidden(real, base) or (os.path.isfile(real) and not has_ending(real, YAML_ENDINGS)):
        return "the link leads to what is not read"
    return ""

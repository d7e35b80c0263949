"""The commit that a policy was read at, and whether its files are as the commit holds them."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from cxlint.errors import UserError
from cxlint.records import NamedTuple
from cxlint.review import git_objects

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_SHORT_HASH = 40
"""So many characters has a name in repositories that use SHA-1; others use SHA-256."""


class Revision(NamedTuple):
    """A commit, and whether anything that was read is not as the commit holds it."""

    commit: str
    is_changed: bool


def find_revision(policy: Sequence[Path], inputs: Sequence[Path]) -> Revision | None:
    """Return the commit that is checked out where a policy lies; None where there is none.

    `policy` is the files and folders of the policy, at least one, and `inputs`
    are the files that were read. A file that the commit has in one of the folders of the policy,
    and that is no longer there, is a change as well.
    """
    try:
        top = git_objects.find_repository(_folder(policy[0]))
        commit = git_objects.resolve_commit(top, "HEAD")
        entries = git_objects.list_tree(top, commit)
    except UserError:
        return None
    real = os.path.realpath(top)
    names = {os.path.join(real, each.path): each.content for each in entries}  # noqa: PTH118
    is_changed = not all(_is_held(each, names) for each in inputs) or _has_lost(policy, names)
    return Revision(commit, is_changed)


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.absolute().parent


def _is_held(file: Path, names: Mapping[str, str]) -> bool:
    """Whether a file is as a commit holds it, which may have other line ends."""
    name = names.get(os.path.realpath(file))
    if name is None:
        return False
    try:
        content = file.read_bytes()
    except OSError:
        return False
    return name in (_name(content, name), _name(content.replace(b"\r\n", b"\n"), name))


def _name(content: bytes, like: str) -> str:
    """Return what git calls a content, in a repository that has such names."""
    made = f"blob {len(content)}\0".encode() + content
    if len(like) == _SHORT_HASH:
        return hashlib.sha1(made, usedforsecurity=False).hexdigest()
    return hashlib.sha256(made).hexdigest()


def _has_lost(policy: Sequence[Path], names: Mapping[str, str]) -> bool:
    """Whether a file of a commit is gone from the folders of a policy."""
    folders = tuple(os.path.realpath(each) + os.sep for each in policy if each.is_dir())
    return any(name.startswith(folders) and not os.path.lexists(name) for name in names)

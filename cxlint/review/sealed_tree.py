"""The files of a commit in a private folder of their own, to be read like any other policy.

Only regular files are written, and links that stay inside, last; nothing is run, and no filter of
the repository is applied. The folder counts as a repository, so that nothing outside is looked at.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cxlint.parsing.document import MAX_FILE
from cxlint.policy.file_names import CONFIGURATION, VERSION_CONTROL, reason_to_skip
from cxlint.policy.links import lies_within
from cxlint.records import NamedTuple
from cxlint.review import git_objects
from cxlint.review.git_objects import EXECUTABLE, LINK, REGULAR, SUBMODULE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cxlint.review.git_objects import TreeEntry

    Write = Callable[[Path, str, bytes], bool]


class SealedTree(NamedTuple):
    """Where the files of a state lie, what of it is elsewhere, and what could not be written."""

    root: Path
    submodules: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


_MEMORY = "/dev/shm"  # noqa: S108 - what is made there is private
_ROOM = 1 << 30
"""A folder in memory, and how many bytes it must have room for: thousands of files are quick."""

_NOTHING = ".git/nothing"
"""Where a link leads whose own end is elsewhere: there is nothing of that name."""


@contextmanager
def private_folder() -> Iterator[Path]:
    """Give a folder that nobody else can look into, and take it away again."""
    folder = Path(tempfile.mkdtemp(prefix="cxlint-", dir=_memory_folder())).resolve()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _memory_folder() -> str | None:
    """Return a folder in memory with room enough, where there is one and nobody names another."""
    if "TMPDIR" in os.environ or not os.access(_MEMORY, os.W_OK | os.X_OK):
        return None
    room = os.statvfs(_MEMORY)
    return _MEMORY if room.f_bavail * room.f_frsize >= _ROOM else None


def write_tree(repository: Path, entries: Sequence[TreeEntry], root: Path) -> SealedTree:
    """Write what may be policy or configuration of a state to a new folder."""
    (root / VERSION_CONTROL).mkdir(parents=True, mode=0o700)
    submodules = tuple(each.path for each in entries if each.mode == SUBMODULE)
    files = [each for each in entries if each.mode in (REGULAR, EXECUTABLE) and _is_wanted(each)]
    links = [each for each in entries if each.mode == LINK and _is_wanted(each)]
    lost = [
        *_write(repository, files, root, _write_file),
        *_write(repository, links, root, _write_link),
    ]
    return SealedTree(root, submodules, tuple(lost))


def list_wanted(
    entries: Iterable[TreeEntry], policy: Sequence[str] = ()
) -> frozenset[tuple[str, str]]:
    """Return path and content of what may be policy or configuration.

    `policy` are the files and folders of the policy, where not all of it may be.
    """
    return frozenset(
        (each.path, each.content)
        for each in entries
        if _is_wanted(each) and (not policy or _lies_in(each.path, policy))
    )


def _lies_in(path: str, policy: Sequence[str]) -> bool:
    """Whether a file is of the policy, or a configuration, which may judge it from anywhere."""
    is_within = any(each == "." or lies_within(path, each) for each in policy)
    return is_within or path.rpartition("/")[2] == CONFIGURATION


def copy_tree(top: Path, paths: Iterable[str], root: Path) -> SealedTree:
    """Write regular files of a working tree to a new folder; no link is followed."""
    (root / VERSION_CONTROL).mkdir(parents=True, mode=0o700)
    lost = [path for path in paths if _is_safe(path) and not _copy(top, path, root)]
    return SealedTree(root, lost=tuple(lost))


def _write(
    repository: Path, entries: Sequence[TreeEntry], root: Path, write: Write
) -> Iterator[str]:
    contents = git_objects.read_contents(repository, [each.content for each in entries], MAX_FILE)
    for entry, content in zip(entries, contents, strict=True):
        if content is None or not write(root, entry.path, content):
            yield entry.path


def _is_wanted(entry: TreeEntry) -> bool:
    """Whether a file is looked into when a folder is read, or its name says that it once was."""
    *folders, name = entry.path.split("/")
    if not _is_safe(entry.path) or any(reason_to_skip(each, folder=True) for each in folders):
        return False
    return reason_to_skip(name, folder=False) in ("", "near-ending", "backup")


def _is_safe(path: str) -> bool:
    """Whether a path of a tree stays below its root on every platform."""
    steps = path.replace("\\", "/").split("/")
    names = {step.rstrip(". ").casefold() for step in steps}
    return not names & {"", "..", VERSION_CONTROL} and "\0" not in path and ":" not in steps[0]


def _write_file(root: Path, path: str, content: bytes) -> bool:
    place = root / path
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as file:
            file.write(content)
    except OSError:  # two names that are one here, or a name that cannot be here
        return False
    return True


def _write_link(root: Path, path: str, content: bytes) -> bool:
    """Write a link that stays inside; one that leads elsewhere leads to nothing."""
    target = os.fsdecode(content)
    inside = os.path.normpath(os.path.join(os.path.dirname(path), target))  # noqa: PTH118, PTH120
    if os.path.isabs(target) or Path(inside).parts[0] == "..":  # noqa: PTH117
        target = _NOTHING
    try:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)
    except OSError:
        return False
    return True


def _copy(top: Path, path: str, root: Path) -> bool:
    """Copy a regular file to which no link leads."""
    place = top / path
    if place.resolve() != place.absolute() or not place.is_file():
        return False
    try:
        with place.open("rb") as file:
            return _write_file(root, path, file.read(MAX_FILE + 1))
    except OSError:
        return False

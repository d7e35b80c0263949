"""The user's cache folder, where nobody else can forge what is kept.

Whoever can write what is kept here decides what a run says, so it is used only where it is surely
the user's own: file and folder belong to the user, nobody else may write them, neither is a link,
and neither lies in the current folder, in what is judged, in a git work tree or beside a
configuration. The last is how a repository could bring a cache of its own along: in CI the cache
folder is often one of the project's. Where any of it does not hold, nothing is read and nothing
written, and everything is worked out each time.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORBIDDEN_BY = "CXLINT_NO_CACHE"
"""The variable that forbids the cache, as --no-cache does."""

LARGEST = 64 << 20
MARKS = (".git", "cxlint.yaml")
"""What shows that a folder holds what is judged: a work tree, or a configuration."""

_FLAGS: int = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
_POSIX = hasattr(os, "geteuid")


def find_folder(judged: Iterable[Path]) -> str | None:
    """Return the folder of the cache; None where it lies in what is judged, or is forbidden."""
    base = _base()
    if os.environ.get(FORBIDDEN_BY, "") not in ("", "0") or not base:
        return None
    folder = os.path.join(base, "cxlint")
    try:
        return None if _is_inside(base, judged) else folder
    except (OSError, ValueError):
        return None


def read(folder: str | None, name: str) -> bytes | None:
    """Return what a file of the cache holds; None unless only the user can have written it."""
    if folder is None:
        return None
    try:
        if not _is_own(held := os.lstat(folder)) or not stat.S_ISDIR(held.st_mode):
            return None
        descriptor = os.open(os.path.join(folder, name), _FLAGS)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb", buffering=0) as opened:
        status = os.fstat(descriptor)
        plain = stat.S_ISREG(status.st_mode) and status.st_nlink == 1
        if not plain or status.st_size > LARGEST or not _is_own(status):
            return None
        content: bytes = opened.read()
        return content


def write(folder: str | None, name: str, content: bytes) -> bool:
    """Keep something whole, for the user alone; where that cannot be, it is no error."""
    if folder is None or len(content) > LARGEST:
        return False
    with suppress(OSError):
        if _shut(folder):
            _replace(Path(folder, name), content)
            return True
    return False


def shrink(folder: str, prefix: str, most: int, size: int) -> None:
    """Remove the files of a prefix that were used longest ago, so that no more are left.

    `most` is how many may be left, `size` how many bytes. What another run removes is no error.
    """
    held = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(prefix):
                with suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    held.append((status.st_mtime_ns, status.st_size, entry.path))
    total = 0
    for number, (_, weight, file) in enumerate(sorted(held, reverse=True)):
        total += weight
        if number >= most or total > size:
            with suppress(OSError):
                os.unlink(file)


def _base() -> str:
    """Return the user's folder for caches; empty where the user has none."""
    if not _POSIX:  # who may write elsewhere is not asked there
        return os.environ.get("LOCALAPPDATA", "")
    said = os.environ.get("XDG_CACHE_HOME")
    if said:
        return said
    home = os.path.expanduser("~")  # raises nothing where there is no home
    return os.path.join(home, ".cache") if home != "~" else ""


def _is_inside(base: str, judged: Iterable[Path]) -> bool:
    """Whether the folder, as it is named or as links lead, lies in something that is judged."""
    apart = {_identity(status) for path in (Path(), *judged) for status in _holders(path)}
    named, real = os.path.abspath(base), os.path.realpath(base)
    return any(_is_judged(folder, apart) for folder in {*_upwards(named), *_upwards(real)})


def _holders(path: Path) -> Iterator[os.stat_result]:
    """Yield the folder that a path is, or that holds the file it is."""
    with suppress(OSError):
        status = os.stat(path)
        yield status if stat.S_ISDIR(status.st_mode) else os.stat(os.path.dirname(path) or ".")


def _upwards(folder: str) -> Iterator[str]:
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _is_judged(folder: str, apart: set[tuple[int, int]]) -> bool:
    try:
        status = os.stat(folder)
    except FileNotFoundError:
        return False
    return _identity(status) in apart or any(
        os.path.lexists(os.path.join(folder, mark)) for mark in MARKS
    )


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _is_own(status: os.stat_result) -> bool:
    """Whether it belongs to the current user and nobody else may write it."""
    if not _POSIX:
        return True
    writable = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return status.st_uid == os.geteuid() and not writable


def _shut(folder: str) -> bool:
    """Make the folder where it is missing, and shut it for others; False where it is not ours."""
    os.makedirs(folder, 0o700, exist_ok=True)
    status = os.lstat(folder)
    if not stat.S_ISDIR(status.st_mode) or (_POSIX and status.st_uid != os.geteuid()):
        return False
    if not _is_own(status):
        os.chmod(folder, 0o700)
    return True


def _replace(file: Path, content: bytes) -> None:
    """Put a file in place whole, for its user alone; a link in its place is not followed."""
    import tempfile

    descriptor, draft = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
        os.replace(draft, file)
    except OSError:
        os.unlink(draft)  # a full disk may hold half of it
        raise

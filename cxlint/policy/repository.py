"""The folder that places in reports count from, wherever cxlint is started."""

# Paths as text are several times quicker, and every run asks.
# ruff: noqa: PTH100, PTH117, PTH118, PTH120, PTH121

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WORKSPACES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Variables in which code hosts say where the repository lies that they work on."""


def repository_root(start: Path) -> Path:
    """Return the root of the repository in which `start`, a file or folder, lies.

    That is the workspace of the code host, where one is set and holds `start`; else the nearest
    folder upwards with a `.git`; else the current folder. The root is an ancestor of `start` as it
    is written where there is one, so that links on the way to the repository do not matter; else
    of what `start` is a link to. Neither `start` nor the variables have to exist.
    """
    written = os.path.abspath(start)
    real = os.path.realpath(written)
    for path in dict.fromkeys((written, real)):
        for workspace in _workspaces():
            for folder in _upwards(path):
                if _is_same(folder, workspace):
                    return Path(folder)
    for path in dict.fromkeys((written, real)):
        for folder in _upwards(path):
            if os.path.lexists(os.path.join(folder, ".git")):
                return Path(folder)
    return Path.cwd()


def shared_root(paths: Iterable[Path]) -> Path:
    """Return the repository in which all paths lie; of several, that of the current folder."""
    roots = {repository_root(path) for path in paths}
    return roots.pop() if len(roots) == 1 else repository_root(Path.cwd())


def path_from(root: Path, path: Path) -> str:
    """Return a path as reports show it: from `root`, with forward slashes.

    What lies outside and was named by a whole path keeps it, so that it can be found.
    """
    written = os.path.abspath(path)
    for place in (written, os.path.realpath(written)):
        if Path(place).is_relative_to(root):
            return Path(place).relative_to(root).as_posix()
    if path.is_absolute():
        return path.as_posix()
    try:
        return os.path.relpath(written, root).replace(os.sep, "/")
    except ValueError:  # another drive
        return path.as_posix()


def as_seen(path: Path, start: Path | None = None) -> str:
    """Return how messages name a file: from `start` where it lies there, else from its repository.

    `start` is the repository that is judged: what lies in a repository within has no other name.
    """
    whole = Path(os.path.abspath(path))
    is_inside = start is not None and whole.is_relative_to(start)
    return path_from(start if start is not None and is_inside else repository_root(path), path)


def from_here(path: Path) -> Path:
    """Return a path as somebody in the current folder names it."""
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # another drive
        return path


def _workspaces() -> Iterator[str]:
    for name in WORKSPACES:
        workspace = os.environ.get(name, "")
        if os.path.isabs(workspace):
            yield workspace


def _upwards(path: str) -> Iterator[str]:
    """Yield the path and the folders above it, the nearest first."""
    yield path
    while (above := os.path.dirname(path)) != path:
        yield above
        path = above


def _is_same(folder: str, other: str) -> bool:
    try:
        return os.path.samefile(folder, other)
    except OSError:
        return False

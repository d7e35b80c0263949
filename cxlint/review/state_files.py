"""All files of a state, also those that are no policy: which there are, and what they hold."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cxlint.parsing.document import MAX_FILE
from cxlint.policy.file_names import VERSION_CONTROL
from cxlint.review import git_objects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cxlint.review.states import State

MOST_FILES = 50_000
"""So many files of a folder are looked at."""


def list_paths(state: State) -> Mapping[str, str]:
    """Return each file from the root, with the name of its content where git holds it."""
    if state.is_empty:
        return {}
    if state.repository is not None and _is_held(state):
        entries = (
            git_objects.list_tree(state.repository, state.commit)
            if state.commit
            else git_objects.list_index(state.repository)
        )
        return {each.path: each.content for each in entries if each.mode != git_objects.SUBMODULE}
    return dict.fromkeys(_walk(state.repository or state.root), "")


def _walk(root: Path) -> Iterator[str]:
    left = MOST_FILES
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(each for each in folders if each != VERSION_CONTROL)
        inside = os.path.relpath(folder, root).replace(os.sep, "/")
        for name in sorted(names):
            left -= 1
            if left < 0:
                return
            yield name if inside == "." else f"{inside}/{name}"


def _is_held(state: State) -> bool:
    """Whether git itself holds the files of a state: those of a commit, or what is staged."""
    return bool(state.commit) or state.is_staged


def keep_existing(state: State, paths: Iterable[str]) -> Mapping[str, str]:
    """Return those of some paths that there are, as `list_paths` has them."""
    if _is_held(state) or state.is_empty:
        there = list_paths(state)
        return {path: there[path] for path in paths if path in there}
    root = state.repository or state.root
    return {path: "" for path in paths if (root / path).is_file()}


def read_files(state: State, paths: Sequence[str], names: Mapping[str, str]) -> list[bytes]:
    """Return what files hold, by the names that `list_paths` gave; nothing of what is no file."""
    if state.repository is not None and _is_held(state):
        asked = [names[path] for path in paths]
        found = git_objects.read_contents(state.repository, asked, MAX_FILE)
        return [each or b"" for each in found]
    root = state.repository or state.root
    return [_read(root / path) for path in paths]


def _read(file: Path) -> bytes:
    try:
        if file.is_symlink() or not file.is_file():
            return b""
        with file.open("rb") as stream:
            return stream.read(MAX_FILE + 1)
    except OSError:
        return b""

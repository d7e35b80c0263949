"""The two states of a repository that are compared: commits, what is staged, the working tree."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

from cxlint.errors import UserError
from cxlint.policy.file_names import CONFIGURATION
from cxlint.records import NamedTuple
from cxlint.review import git_objects, sealed_tree

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cxlint.review.git_objects import TreeEntry
    from cxlint.review.sealed_tree import SealedTree

WORKING_TREE = "the working tree"
STAGED = "what is staged"

_NO_COMMIT = re.compile(r"0{40,64}")
"""How code hosts name the commit before the first one of a branch."""

_CONFIGURATIONS = (CONFIGURATION, "cxlint.yml", ".cxlint.yaml", ".cxlint.yml")
"""What a configuration is called, and what it must not be called."""

_LONG_NAME = re.compile(r"^([0-9a-f]{10})[0-9a-f]{30,54}")

_RANGE = re.compile(r"(?P<base>.*?)(?P<dots>\.{2,3})(?P<head>.*)")


class State(NamedTuple):
    """One state of a policy's files: what it is called, and in which folder they lie.

    `commit` is empty where it is none. `aside` are paths in the folder that are no part of the
    state: what git ignores, and repositories within. `submodules` are those, `lost` what could not
    be had. `is_empty` says that there is nothing, since no commit was made yet. `file` is the one
    file in the folder that is meant, where not all of it is. `repository` is the one that the state
    is of, and `is_staged` says that it is what is staged there.
    """

    label: str
    root: Path
    commit: str = ""
    aside: tuple[str, ...] = ()
    submodules: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    is_empty: bool = False
    file: str = ""
    repository: Path | None = None
    is_staged: bool = False


class StatesAsked(NamedTuple):
    """Which states are asked for. None stands for the default of each.

    `is_forked` says that not the base is meant, but where the head left it.
    """

    base: str | None = None
    head: str | None = None
    is_forked: bool = False
    staged: bool = False


def split_range(base: str | None, head: str | None) -> tuple[str | None, str | None, bool]:
    """Return base and head where they are written as A..B, and whether A...B was."""
    found = _RANGE.fullmatch(base or "") if head is None else None
    if found is None or found["head"].startswith(("/", "\\")) or found["base"] == "":
        return base, head, False
    return found["base"], found["head"] or "HEAD", found["dots"] == "..."


def open_base(top: Path, asked: StatesAsked, folder: Path) -> State:
    """Return the state before, written to a folder. UserError where it is not here."""
    if (asked.base is None or _NO_COMMIT.fullmatch(asked.base)) and not git_objects.has_commits(
        top
    ):
        folder.joinpath(".git").mkdir(parents=True)
        return State("nothing (there is no commit yet)", folder, is_empty=True)
    word, commit = _base_commit(top, asked)
    return _open_commit(top, word, commit, folder)


def open_head(top: Path, asked: StatesAsked, folder: Path, *, sealed: bool = False) -> State:
    """Return the state after; the working tree lies where it lies, unless it is to be sealed."""
    if asked.staged:
        entries = git_objects.list_index(top)
        tree = sealed_tree.write_tree(top, entries, folder)
        return _sealed_state(top, STAGED, "", tree)._replace(is_staged=True)
    if asked.head is not None:
        return _open_commit(top, asked.head, git_objects.resolve_commit(top, asked.head), folder)
    if git_objects.is_bare(top):
        raise UserError("this repository has no working tree; name both: cxlint diff BASE HEAD")
    submodules = _submodules(git_objects.list_index(top))
    if sealed:
        paths = git_objects.list_working_tree(top)
        copied = sealed_tree.copy_tree(top, paths, folder)
        return _sealed_state(top, WORKING_TREE, "", copied)._replace(submodules=submodules)
    aside = (*git_objects.list_outsiders(top), *submodules)
    return State(WORKING_TREE, top, aside=aside, submodules=submodules, repository=top)


def open_commit(top: Path, commit: str, folder: Path) -> State:
    """Return the state of a commit, written to a folder."""
    return _open_commit(top, commit, commit, folder)


def seal_judgement(base: State, head: State, folder: Path, places: Iterable[Path]) -> State:
    """Return the head with all that judges taken from the base.

    That is each configuration, and the files and folders at `places`, which count from the root.
    """
    shutil.copytree(head.root, folder, symlinks=True, copy_function=os.link)
    for pattern in _CONFIGURATIONS:
        for file in sorted(folder.rglob(pattern)):
            _take_away(file)
    for file in base.root.rglob(CONFIGURATION):
        _take_over(base.root, folder, file.relative_to(base.root))
    for place in places:
        _take_over(base.root, folder, place)
    return head._replace(root=folder)


def _take_over(source: Path, target: Path, place: Path) -> None:
    """Replace what lies at a place by what the source has there, and no link leads elsewhere."""
    old, new = target / place, source / place
    for above in reversed(place.parents):
        if (target / above).is_symlink() or (target / above).is_file():
            _take_away(target / above)
    _take_away(old)
    if new.is_dir():
        old.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(new, old, symlinks=True)
    elif new.is_file():
        old.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(new, old)


def _take_away(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _base_commit(top: Path, asked: StatesAsked) -> tuple[str, str]:
    """Return what the base is called, and its commit."""
    if asked.base is not None and asked.is_forked:
        return asked.base, git_objects.find_merge_base(top, asked.base, asked.head or "HEAD")
    if asked.base is not None and not _NO_COMMIT.fullmatch(asked.base):
        return asked.base, git_objects.resolve_commit(top, asked.base)
    if asked.staged:
        return "HEAD", git_objects.resolve_commit(top, "HEAD")
    branch = git_objects.find_default_branch(top)
    name = branch.removeprefix("refs/heads/").removeprefix("refs/remotes/")
    return name, git_objects.find_merge_base(top, branch, asked.head or "HEAD")


def _open_commit(top: Path, word: str, commit: str, folder: Path) -> State:
    tree = sealed_tree.write_tree(top, git_objects.list_tree(top, commit), folder)
    short = _LONG_NAME.sub(r"\1", word)
    label = commit[:10] if commit.startswith(word) else f"{short} ({commit[:10]})"
    return _sealed_state(top, label, commit, tree)


def _sealed_state(top: Path, label: str, commit: str, tree: SealedTree) -> State:
    state = State(label, tree.root, commit, submodules=tree.submodules, lost=tree.lost)
    return state._replace(repository=top)


def _submodules(entries: Iterable[TreeEntry]) -> tuple[str, ...]:
    return tuple(each.path for each in entries if each.mode == git_objects.SUBMODULE)


def refuse_mixture(words: Iterable[str]) -> None:
    """Raise UserError: folders are compared with folders, and revisions with revisions."""
    told = " and ".join(words)
    advice = "name two folders, two files, or two revisions; --policy says where the policy lies"
    raise UserError(f"{told} cannot be compared: {advice}")

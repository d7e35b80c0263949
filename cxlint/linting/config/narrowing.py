"""What lies beside the policy that a configuration names, and is not read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cxlint.linting.config.deviations import count_phrase, listing, path_from_here
from cxlint.linting.model.finding import JudgedBy
from cxlint.parsing.document import At
from cxlint.parsing.file_endings import has_ending
from cxlint.policy.file_names import BASELINE, CONFIGURATION, reason_to_skip
from cxlint.policy.globs import seen_from
from cxlint.policy.links import lies_within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from cxlint.linting.config.config import Config


def describe_narrowing(config: Config, paths: Sequence[Path]) -> Iterator[JudgedBy]:
    """Yield that only the named policy is read, where that is so and something lies beside it.

    `paths` are those that are read. Only the folders on the way to the policy are looked into, so
    that a folder counts as one.
    """
    policy, asked = _whole_paths(config.policy), _whole_paths(paths)
    if not policy or not all(_lies_in_any(path, policy) for path in asked):
        return
    (folder,) = _whole_paths([config.folder])
    own = _whole_paths([*config.rule_folders, *(pack.folder for pack in config.packs)])
    files, folders = _count_beside(folder, policy, own)
    counts = [(files, "file"), (folders, "folder")]
    beside = " and ".join(count_phrase(number, noun) for number, noun in counts if number)
    if not beside:
        return
    at = At(config.document, ("policy",), key=True)
    names = listing([seen_from(config.folder, each) for each in config.policy])
    are = "is" if files + folders == 1 else "are"
    told = f"only {names} is read, and {beside} beside it {are} not"
    line = at.span().line
    yield JudgedBy("policy", told, path_from_here(at.document.path), line, files + folders)


def _whole_paths(paths: Sequence[Path]) -> list[str]:
    """Return paths from the root; links on them stay links."""
    return [os.path.abspath(path) for path in paths]  # noqa: PTH100 - it would follow links


def _lies_in_any(path: str, folders: Collection[str]) -> bool:
    return any(lies_within(path, folder) for folder in folders)


def _count_beside(folder: str, policy: Sequence[str], own: Collection[str]) -> tuple[int, int]:
    """Return how many files and folders lie in a folder, and on the way to the policy, beside it.

    What cxlint passes over by its name, and what holds rules, is no part of a policy.
    """
    if folder in policy:
        return 0, 0
    files = folders = 0
    for entry in _entries(folder):
        if _lies_in_any(entry.path, policy) or entry.path in own:
            continue
        if any(lies_within(path, entry.path) for path in policy):
            inner = _count_beside(entry.path, policy, own)
            files, folders = files + inner[0], folders + inner[1]
        elif entry.is_dir():
            folders += not reason_to_skip(entry.name, folder=True)
        else:
            files += _may_be_policy(entry.name)
    return files, folders


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:  # reading says what cannot be read
        return []


def _may_be_policy(name: str) -> bool:
    return (
        name not in (BASELINE, CONFIGURATION)
        and has_ending(name)
        and not reason_to_skip(name, folder=False)
    )

"""How a report is to be shown: the few things a reader may choose."""

from __future__ import annotations

import os.path
import posixpath
from pathlib import Path
from typing import Literal

from cxlint.records import NamedTuple

Fingerprints = Literal["semantic", "line", "none"]
Sort = Literal["severity", "place"]


class View(NamedTuple):
    """What a reader chose.

    `color` and `width` (columns) are for text, and so is `idle`, whether to tell which shipped
    rules had nothing to look at. `verbose` says whether to leave nothing out: what was passed
    over, and each place of which the same is said. `sort` is for text and Markdown. `start` is the
    root of the repository, from which every path is shown, and from which code hosts read them.
    `category` and `fingerprints` are for SARIF. `remarks` says, for text, whether to tell what was
    read as what.
    """

    color: bool = False
    width: int = 80
    start: str = ""
    idle: bool = False
    category: str = "policy"
    fingerprints: Fingerprints = "semantic"
    verbose: bool = False
    sort: Sort = "severity"
    remarks: bool = True

    def path_from_root(self, path: str) -> str:
        """Return `path` as seen from the repository's root, without a leading `./`."""
        if self.start and Path(path).is_absolute():
            try:
                path = os.path.relpath(path, self.start).replace(os.sep, "/")
            except ValueError:  # another drive
                return path
        return posixpath.normpath(path)

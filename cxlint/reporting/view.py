"""How a report is to be shown: the few things a reader may choose."""

from __future__ import annotations

import posixpath
from typing import Literal, NamedTuple

Fingerprints = Literal["semantic", "line", "none"]


class View(NamedTuple):
    """What a reader chose.

    `color` and `width` (columns) are for text, and so is `idle`: whether to tell which shipped
    rules had nothing to look at. `prefix` is the folder in which cxlint was started, as seen from
    the repository's root; it goes before every path that a code host reads. `category` and
    `fingerprints` are for SARIF.
    """

    color: bool = False
    width: int = 80
    prefix: str = ""
    idle: bool = False
    category: str = "policy"
    fingerprints: Fingerprints = "semantic"

    def located(self, path: str) -> str:
        """Return `path` as seen from the repository's root, without a leading `./`."""
        return posixpath.normpath(posixpath.join(self.prefix, path))

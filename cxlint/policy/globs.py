"""Globs as people know them from `.gitignore`."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from cxlint.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_PIECE = re.compile(
    r"(?P<folders>(?:(?<=/)|^)\*\*/)|(?P<rest>(?<=/)\*\*$)|(?P<stars>\*+)|(?P<one>\?)"
    r"|\[(?P<no>[!^]?)(?P<set>\]?[^\]/]+)\]|\\(?P<literal>.)|(?P<other>.)",
    re.DOTALL,
)


def seen_from(root: Path, place: str | Path) -> str:
    """Return a path as patterns that count from `root` see it, with forward slashes.

    On Windows what lies on another drive is seen by its whole path.
    """
    try:
        inside = os.path.relpath(place, root)
    except ValueError:
        inside = os.path.abspath(place)  # noqa: PTH100 - links are not followed
    return inside.replace(os.sep, "/")


def escape_glob(path: str) -> str:
    """Return a pattern that means this path and no other."""
    return re.sub(r"[^\w/.-]", r"\\\g<0>", path)


class Globs:
    """Patterns of which the last one that matches decides; `!` before a pattern lets in again.

    `*` and `?` stop at slashes, `**` does not. A pattern with a slash before its end is matched
    from the beginning, any other at every depth. A slash at its end asks for a folder. What lies
    in a folder that matches is matched too. Raises UserError for `[z-a]`.
    """

    __slots__ = ("_patterns",)

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = [_compiled(one) for one in patterns if one.strip().strip("/!")]

    def match(self, path: str, *, folder: bool = False) -> bool:
        """Return whether the path, with forward slashes, is meant."""
        decided = False
        for pattern, wanted in self._patterns:
            if decided != wanted and pattern.fullmatch(path + "/" if folder else path):
                decided = wanted
        return decided


def _compiled(glob: str) -> tuple[re.Pattern[str], bool]:
    wanted = not glob.startswith("!")
    body = glob.strip() if wanted else glob[1:].strip()
    below = "/.*" if body.endswith("/") else "(?:/.*)?"
    body = body.rstrip("/")
    anywhere = "" if "/" in body else "(?:.*/)?"
    try:
        return re.compile(anywhere + _pattern(body.lstrip("/")) + below, re.DOTALL), wanted
    except re.error:
        raise UserError(f"{glob}: this pattern cannot be understood") from None


def _pattern(body: str) -> str:
    """Return a glob as a pattern that is matched in quadratic time, however many wildcards it has.

    What stands between two wildcards of a kind is looked for where it comes first, and nowhere
    else: the second wildcard takes whatever is left over.
    """
    runs: list[list[re.Match[str]]] = [[]]
    for found in _PIECE.finditer(body):
        if found.lastgroup == "folders":
            runs.append([])
        else:
            runs[-1].append(found)
    first, *rest = map(_within, runs)
    if not rest:
        return first
    between = "".join(f"(?>(?:.*?/)??{run})" for run in rest[:-1] if run)
    return f"{first}{between}(?:.*/)?{rest[-1]}"


def _within(run: Sequence[re.Match[str]]) -> str:
    """Return what stands between two `**/`, where `*` stops at slashes."""
    chunks = [""]
    stars: list[bool] = []
    for found in run:
        if found.lastgroup == "stars":
            chunks.append("")
            stars.append(True)
        elif found.lastgroup == "other" and found["other"] == "/" and stars and stars[-1]:
            chunks.append("/")
            stars.append(False)
        else:
            chunks[-1] += _translated(found)
    told = chunks[0]
    for number, (star, chunk) in enumerate(zip(stars, chunks[1:], strict=True)):
        again = star and stars[number + 1 : number + 2] == [True]
        told += f"(?>[^/]*?{chunk})" if again else f"[^/]*{chunk}" if star else chunk
    return told


def _translated(found: re.Match[str]) -> str:
    kind = found.lastgroup
    if kind == "rest":
        return ".+"
    if kind == "one":
        return "[^/]"
    if kind == "set":
        inner = found["set"].replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
        return f"[{'^/' if found['no'] else ''}{inner}]"
    return re.escape(found["literal"] or found["other"])

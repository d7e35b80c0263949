"""Comments that speak to cxlint, told apart from text that merely looks like one."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxlint.parsing.lines import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.parsing.document import Document

DIRECTIVE = re.compile(r"(?<![^ \t\r\n])#[ \t]*cxlint(?!\w)", re.IGNORECASE)
MARK = re.compile(r"[ \t]*#[ \t]*<-.*")
"""Where an example says which rule finds something on the line; no part of what is said."""

STYLE_MARK = re.compile(r"""(?<![^\s\[{,:])["']|[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?(?:[\r\n]|\Z)""")
"""What every quoted or block scalar begins with. Most files have none and need no second look."""

ODD_BREAKS = dict.fromkeys((0x85, 0x2028, 0x2029), "\uf8d0")
"""What libyaml alone takes for line ends, and a letter without meaning to read instead."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment that begins with `# cxlint`; `said` is what follows these words.

    It ends at the next such comment, at an example's mark, or with the line; `start` and `end`
    count the characters of the file, and the end is that of `said`. `covers` is the line the
    comment speaks of: its own where something stands before it, otherwise the first line below
    the comments it stands among, and 0 where nothing stands directly below.
    """

    start: int
    end: int
    text: str
    covered_line: int


def directives(document: Document) -> Iterator[Comment]:
    """Yield the comments addressed to cxlint in a readable file, from top to bottom.

    Text inside quoted and block scalars is no comment. All documents of the file are looked at.
    """
    text = document.text
    if "cxlint" not in text.lower():
        return
    found = list(DIRECTIVE.finditer(text))
    if not found:
        return
    scalars = _scalars(text)
    real = [match for match in found if not _is_inside(scalars, text, match.start())]
    line_end, line, covers = -1, 0, 0
    below = _Below(document)
    for number, match in enumerate(real, 1):
        if match.start() > line_end:
            ending = LINE_END.search(text, match.end())
            line_end = ending.start() if ending else len(text)
            line = document.lines.span(match.start(), match.start()).line
            stands_alone = not _has_content(document.line(line))
            covers = below.first_content(line) if stands_alone else line
        limit = real[number].start() if number < len(real) else len(text)
        end = min(limit, line_end)
        said = MARK.sub("", text[match.end() : end]).rstrip()
        yield Comment(match.start(), match.end() + len(said), said.lstrip(), covers)


def _has_content(line: str) -> bool:
    return not line.lstrip().startswith("#")


class _Below:
    """The first line below that says something, for comments asked from top to bottom."""

    __slots__ = ("_document", "_found", "_reached")

    def __init__(self, document: Document) -> None:
        self._document = document
        self._reached = 0
        self._found = 0

    def first_content(self, line: int) -> int:
        """Return the first line below the comments under a line; 0 where none is directly below."""
        if line >= self._reached:
            self._found = 0
            while text := self._document.line(line := line + 1).strip():
                if _has_content(text):
                    self._found = line
                    break
            self._reached = line
        return self._found


def _scalars(text: str) -> list[tuple[int, int, bool]]:
    """Return begin, end and whether it is a block, of each scalar in which a `#` could stand."""
    if STYLE_MARK.search(text) is None:
        return []
    import yaml

    scanner = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text.translate(ODD_BREAKS))
    spans = []
    try:
        while scanner.check_token():
            token = scanner.get_token()
            if isinstance(token, yaml.ScalarToken) and token.style:
                block = token.style in "|>"
                spans.append((token.start_mark.index, token.end_mark.index, block))
    finally:
        scanner.dispose()
    return spans


def _is_inside(scalars: Sequence[tuple[int, int, bool]], text: str, index: int) -> bool:
    """Whether the character belongs to a scalar, the rest of a block's first line excepted."""
    nearest = bisect_right(scalars, (index, index, True)) - 1
    if nearest < 0:
        return False
    begin, end, block = scalars[nearest]
    return index < end and not (block and LINE_END.search(text, begin, index) is None)

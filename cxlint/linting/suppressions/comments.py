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
    for number, match in enumerate(real, 1):
        limit = real[number].start() if number < len(real) else len(text)
        line_end = LINE_END.search(text, match.end())
        end = min(limit, line_end.start() if line_end else limit)
        said = MARK.sub("", text[match.end() : end]).rstrip()
        line = document.lines.span(match.start(), match.start()).line
        stands_alone = not _has_content(document.line(line))
        covers = _first_content_below(document, line) if stands_alone else line
        yield Comment(match.start(), match.end() + len(said), said.lstrip(), covers)


def _has_content(line: str) -> bool:
    return not line.lstrip().startswith("#")


def _first_content_below(document: Document, line: int) -> int:
    while text := document.line(line := line + 1).strip():
        if _has_content(text):
            return line
    return 0


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

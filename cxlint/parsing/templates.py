"""Templates: files whose text is yet to be filled in, and is no YAML until then."""

from __future__ import annotations

import re

from cxlint.parsing.document import parse
from cxlint.parsing.template_tokens import TOKEN
from cxlint.records import NamedTuple

LONGEST = 40
"""How many characters of what is to be filled in are shown."""

_CONTROL = re.compile(
    r"^[ \t]*(?:\{\{-?[^\n]*?\}\}|\{[%#][^\n]*?[%#]\}|<%[^\n]*?%>)[ \t]*$", re.MULTILINE
)


class TemplateToken(NamedTuple):
    """What is to be filled in: where it begins, and its text, shortened."""

    offset: int
    text: str


def find_template(text: str) -> TemplateToken | None:
    """Return the first place that is to be filled in of a text that is no YAML, but for these.

    None where something else is wrong with it: letters to customers have such places as well.
    """
    first = TOKEN.search(text)
    if first is None or not (_CONTROL.search(text) or _is_sound(_fill_in(text))):
        return None
    shown = first[0] if len(first[0]) <= LONGEST else f"{first[0][: LONGEST - 3]}..."
    return TemplateToken(first.start(), shown)


def _fill_in(text: str) -> str:
    return TOKEN.sub("x", _CONTROL.sub("", text))


def _is_sound(text: str) -> bool:
    return all(document.data is not None for document in parse("", text.encode("utf-8", "replace")))

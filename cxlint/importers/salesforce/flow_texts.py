"""What people read on the screens of a flow of Salesforce, without its markup."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.parsing.xml_parser import Element

_SAYING = frozenset({"fieldText", "helpText", "pausedText", "errorMessage"})
_BREAK = re.compile(r"</(?:p|div|li|h[1-6]|tr)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SPACE = re.compile(r"[^\S\n]+")


def read_says(element: Element) -> tuple[str, int]:
    """Return all that people read at an element, a line for each text, and where it begins."""
    texts = [(said, each.start) for each, said in _list_texts(element) if said]
    return "\n".join(said for said, _ in texts), texts[0][1] if texts else element.start


def _list_texts(element: Element) -> Iterator[tuple[Element, str]]:
    for each in element.walk():
        if each.tag in _SAYING:
            yield each, _strip_markup(each.text)


def _strip_markup(text: str) -> str:
    plain = html.unescape(_TAG.sub("", _BREAK.sub("\n", text))).replace("\xa0", " ")
    lines = (_SPACE.sub(" ", line).strip() for line in plain.splitlines())
    return "\n".join(line for line in lines if line)

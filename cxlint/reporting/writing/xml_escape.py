"""Text for XML 1.0, which has no place for most control characters."""

from __future__ import annotations

import re

from cxlint.reporting.writing.control_characters import escape_invisible

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTENT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_VALUE = {**_CONTENT, ord('"'): "&quot;", ord("\t"): "&#9;", ord("\n"): "&#10;"}


def remove_illegal(text: str) -> str:
    """Return `text` without the characters that XML does not allow."""
    return _ILLEGAL.sub("", text)


def content(text: str) -> str:
    """Return `text` as the content of an element, with what is invisible in it shown."""
    return escape_invisible(remove_illegal(text)).translate(_CONTENT)


def attributes(**values: object) -> str:
    """Return the attributes of an element, in the order given."""
    return " ".join(f'{name}="{_attribute(str(value))}"' for name, value in values.items())


def _attribute(text: str) -> str:
    return escape_invisible(remove_illegal(text)).translate(_VALUE)

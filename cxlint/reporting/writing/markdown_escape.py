"""Text from policies as GitHub- and GitLab-flavoured Markdown that means nothing but itself."""

from __future__ import annotations

import re

from cxlint.reporting.writing.control_characters import escape_controls

_SPECIAL = re.compile(r"[|`@#<>&*_~$^!\[\]{}\\]")
_LINK = re.compile(r"\b(https?|ftp|mailto|xmpp|www|gh)(?=[:.-])", re.IGNORECASE)
_BAIT = "@#"
_BREAK = "&#8203;"


def escape_markdown(text: str) -> str:
    """Return `text` on one line, as entities wherever Markdown or HTML would see a meaning.

    It is not safe at the start of a line, where a dash or a number makes a list.
    """
    return (
        _SPECIAL.sub(_entity, escape_controls(text))
        if _LINK.search(text) is None
        else _unlink(text)
    )


def code_markup(text: str) -> str:
    """Return `text` set as code, in HTML, where nothing in it can end the code."""
    return f"<code>{escape_markdown(text)}</code>"


def _unlink(text: str) -> str:
    """Return `text` escaped, with an invisible break in what would become a link by itself."""
    parts = _LINK.split(_SPECIAL.sub(_entity, escape_controls(text)))
    return "".join(part + _BREAK if n % 2 else part for n, part in enumerate(parts))


def _entity(match: re.Match[str]) -> str:
    """Return the character as an entity.

    Code hosts look for `@name` and `#12` in the rendered text, so these need a break as well.
    """
    ch = match[0]
    return f"&#{ord(ch)};{_BREAK}" if ch in _BAIT else f"&#{ord(ch)};"

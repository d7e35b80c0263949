"""The places of a template that are yet to be filled in, as the usual languages write them."""

from __future__ import annotations

import re

TOKEN = re.compile(r"\{\{[^\n]*?\}\}|\{%[^\n]*?%\}|\{#[^\n]*?#\}|<%[^\n]*?%>|[$%]\{[^}\n]*\}")
"""`{{ }}`, `{% %}`, `{# #}`, `<% %>`, `${ }` and `%{ }`."""

_BEGINNINGS = ("{{", "{%", "{#", "<%", "${", "%{")


def holds_token(text: str) -> bool:
    """Whether a value has a place that is yet to be filled in."""
    return any(map(text.__contains__, _BEGINNINGS)) and TOKEN.search(text) is not None

"""A report, told. Each format is a module here with one public function, `render`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from cxlint.reporting.writing.view import View

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Report

FORMATS = ("text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown")
PINNED = {"json-v1": "json"}
"""Names of versions: they go on meaning what they do when the bare name moves to a later one."""

PLAIN = View()


def render(form: str, report: Report, view: View = PLAIN) -> str:
    """Return `report` in the format `form`, one of FORMATS; always text that UTF-8 can encode."""
    if form not in FORMATS:
        raise ValueError(f"{form!r} is none of {', '.join(FORMATS)}")
    text: str = import_module(f"cxlint.reporting.formats.{form}").render(report, view)
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text

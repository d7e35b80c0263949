"""What a change of policy does to customers, and whether it may pass, in the formats of reports."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxlint.reporting.writing.view import View
    from cxlint.review.review import Review

_MODULES = {
    "text": "review_text",
    "json": "review_json",
    "markdown": "review_markdown",
    "github": "review_annotations",
    "gitlab": "review_quality",
    "sarif": "review_sarif",
}

FORMATS = tuple(_MODULES)
PINNED = {"json-v1": "json"}
"""Names of versions: they go on meaning what they do when the bare name moves to a later one."""


def render(form: str, review: Review, view: View) -> str:
    """Return a review in the format `form`, one of FORMATS; always text that UTF-8 can encode."""
    module = import_module(f"cxlint.reporting.changes.{_MODULES[form]}")
    text: str = module.render(review, view)
    return text.encode("utf-8", "replace").decode()

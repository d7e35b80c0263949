"""Values and grades of obligations in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.parsing.document import At

GRADES = {
    "primary": "the text of the law was read",
    "primary_earlier": "the text of the law was read earlier",
    "secondary": "several who write of it agree; the law itself was not read",
    "believed": "only believed: from memory or one weak source",
    "none": "no day is known",
}

STANDINGS = {
    "breach": "less than is asked",
    "upcoming": "less than will be asked",
    "unknown": "cannot be judged",
    "unsaid": "nothing is said of it",
    "kept": "as asked, or nothing of the sort is found",
    "later": "asks nothing yet, nor within this time",
    "unbound": "does not bind",
}

NO_ADVICE = "cxlint compares a policy with its notes of the law. This is no legal advice."


def value_text(value: Any) -> str:
    """Return what is asked, in words."""
    if isinstance(value, dict):
        parts = ((key.replace("_", " "), _inner_text(each)) for key, each in value.items())
        return ", ".join(f"{key} {text}" for key, text in parts)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def _inner_text(value: Any) -> str:
    return " / ".join(map(str, value)) if isinstance(value, list) else value_text(value)


def place_texts(places: Sequence[tuple[str, At]]) -> list[str]:
    """Return things with the lines at which they stand, each once."""
    told = (
        f"{name.partition('/')[2]} ({at.document.path}:{at.span().line})" for name, at in places
    )
    return list(dict.fromkeys(told))

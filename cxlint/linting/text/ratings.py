"""Whether a text asks customers to rate something."""

from __future__ import annotations

import re

LONGEST = 10_000
"""How many characters of a text are looked through."""

_RATING = re.compile(
    r"\b(?:rate|rating|on a scale|how satisfied|how likely|how would you (?:describe|score)|"
    r"survey|bewert\w*|auf einer skala|wie zufrieden|zufriedenheit|umfrage|schulnote\w*|"
    r"notez|sur une échelle|satisfaction|enquête|"
    r"califi\w+|en una escala|encuesta)\b",
    re.IGNORECASE,
)


def asks_rating(text: str) -> bool:
    """Whether a text asks for a rating, whose figures are no choices of a menu."""
    return _RATING.search(text[:LONGEST]) is not None

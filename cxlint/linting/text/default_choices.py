"""Whether a text says what becomes of those who press no key that it names."""

from __future__ import annotations

import re

LONGEST = 10_000
"""How many characters of a text are looked through."""

_DEFAULT = re.compile(
    r"any (?:other )?(?:key|number)|\botherwise\b|(?:stay|remain|hold) (?:on )?(?:the )?line|"
    r"\b(?:everything|anything|all|something) else\b|all other|any other|just (?:wait|hold)|"
    r"please (?:wait|hold)|\bsonst\b|(?:jede|eine) (?:andere|beliebige) taste|"
    r"bleiben sie (?:in|am|dran)|alle anderen|alles andere|andere anliegen|"
    r"toute autre|autre touche|restez en ligne|patientez|"
    r"cualquier (?:otra )?(?:tecla|otr[oa])|permanezca en|espere en la",
    re.IGNORECASE,
)


def states_default(text: str) -> bool:
    """Whether a text offers something to whoever presses no key, or any other one."""
    return _DEFAULT.search(text[:LONGEST]) is not None

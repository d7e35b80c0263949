"""The prose of a rule where no finding fills its blanks."""

from __future__ import annotations

import re

_BLANK = re.compile(r"\{\w*\}")

_LIST = re.compile(r" - …(?=$| - )")
"""What a remedy lists after a dash, of which nothing is left."""


def general_text(text: str) -> str:
    """Return `text` as it reads for no finding in particular: each `{fact}` becomes `…`.

    A fact that a dash sets off is left out. Empty where nothing but facts is said.
    """
    told = _BLANK.sub("…", text).replace("{{", "{").replace("}}", "}").strip()
    told = _LIST.sub("", told)
    return told if any(map(str.isalpha, told)) else ""

"""The prose of a rule where no finding fills its blanks."""

from __future__ import annotations

import re

_BLANK = re.compile(r"\{\w*\}")


def general(text: str) -> str:
    """Return `text` as it reads for no finding in particular: each `{fact}` becomes `…`.

    Empty where nothing but facts is said.
    """
    told = _BLANK.sub("…", text).replace("{{", "{").replace("}}", "}").strip()
    return told if any(map(str.isalpha, told)) else ""

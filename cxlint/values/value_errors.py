"""How a value that is not understood is refused, and how an exact number is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


def explain_no_text(value: object, missing: str = "unit") -> str:
    """What is wrong with a value that is not text."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"a number needs its {missing}"
    return "it is not text"


def explain_no_number(text: str, missing: str, unit: str) -> str:
    """What is wrong with a text that is not a number with its unit."""
    if re.match(r"\s*[-+−]", text):
        return "it must not have a sign"
    if re.search(r"[0-9],[0-9]", text):
        return "decimals are written with a point"
    if re.fullmatch(r"\s*[0-9.]+\s*", text):
        return f"a number needs its {missing}"
    return f"it is not a number and {unit}"


def unreadable_value(value: object, what: str, why: str, forms: str) -> ValueError:
    """The error, for the caller to raise: the value, what is wrong with it, accepted forms."""
    shown = value if isinstance(value, str) else _quote(value)
    if len(shown) > 60:
        shown = f"{shown[:57]}..."
    return ValueError(f"{shown!r} is not {what}: {why}; write for example {forms}")


def _quote(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value) if isinstance(value, (int, float)) else f"a {type(value).__name__}"


def decimal(amount: Fraction, places: int = 9) -> str:
    """Exact decimal text where `places` suffice, rounded half up there otherwise."""
    whole, rest = divmod((amount * 2 * 10**places + 1) // 2, 10**places)
    digits = f"{rest:0{places}d}".rstrip("0")
    return f"{whole}.{digits}" if digits else str(whole)

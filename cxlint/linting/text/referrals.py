"""Whether a text tells customers of another time or another way: hours, an address, a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 10_000
"""How many characters of a text are looked through."""

_ADDRESS = r"""
      \bhttps?:// | \bwww\. | \b[\w-]{2,40}\.(?:com|org|net|eu|de|fr|es|co\.uk|gov|io)\b
    | [\w.+-]{1,64}@[\w-]{1,64}\.[a-z]{2}
    | (?<!\d)\+?\(?\d(?:[\s().-]{0,2}\d){6}
"""
_TIME = r"""
      \b\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\b|uhr\b|h\b|o'clock\b) | \b\d{1,2}:\d{2}\b
    | \b(?:mon|tues|wednes|thurs|fri|satur|sun)day
    | \b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)
    | \b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)
    | \b(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)
"""
_ADDRESSES = re.compile(_ADDRESS, re.VERBOSE | re.IGNORECASE)
_SIGNS = re.compile(f"{_ADDRESS} | {_TIME}", re.VERBOSE | re.IGNORECASE)


def names_address(text: str) -> bool:
    """Whether a text names a site, a mail address or a number."""
    return _ADDRESSES.search(text[:LONGEST]) is not None


def refers_elsewhere(texts: Iterable[str]) -> bool:
    """Whether one of the texts names a time, a day, a site, a mail address or a number."""
    return any(_SIGNS.search(text[:LONGEST]) for text in texts)

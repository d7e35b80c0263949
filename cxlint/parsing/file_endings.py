"""The endings of files that are read, in any case: policy's own and those of vendors' files."""

from __future__ import annotations

import re
from functools import cache, lru_cache

YAML_ENDINGS = (".yaml", ".yml")
METADATA_ENDINGS = (
    ".flow", ".queue", ".assignmentRules", ".escalationRules", ".autoResponseRules",
    ".approvalProcess", ".entitlementProcess", ".milestoneType", ".businessHours", ".settings",
)  # fmt: skip
"""Endings of Salesforce's metadata; its tools put `-meta.xml` behind most."""

VENDOR_ENDINGS = (".json", ".xml", ".bpmn", ".tf", *METADATA_ENDINGS)
"""Endings that vendors' files may have; those without an ending are looked into as well."""

_READ = tuple(ending.lower() for ending in (*YAML_ENDINGS, *VENDOR_ENDINGS))


def has_ending(path: str, endings: str | tuple[str, ...] = _READ) -> bool:
    """Whether a file has one of the endings, given in small letters: all that are read, if none."""
    return path.lower().endswith(endings)


_WORDS = (".flow", ".queue", ".settings")
"""Endings that are words of every day, which say little in the middle of a name."""

_PROGRAM = r"\.(?:cs|css|d\.ts|go|html?|java|jsx?|kt|md|mjs|php|py|rb|rs|scss|sh|swift|tsx?|vue)$"
"""How files end that are about what such a word says, as `app.settings.py`."""


def is_nearly_read(name: str) -> bool:
    """Whether the name of a file that is not read is likely to be that of one that was.

    More follows on an ending that is read, or one letter is wrong, missing, doubled or out of its
    place, but for the first, by which other endings are told apart. Of endings of three letters
    only policy's own count, since those of others have honest neighbours.
    """
    small = name.lower()
    _, dot, ending = small.rpartition(".")
    return bool(dot) and (_is_misspelt(ending) or _followed().search(small) is not None)


@cache
def _followed() -> re.Pattern[str]:
    words = "|".join(re.escape(each[1:]) for each in _WORDS)
    others = "|".join(re.escape(each[1:]) for each in _READ if each not in _WORDS)
    return re.compile(rf"\.(?:(?:{others})[\W_]|(?:{words})(?!{_PROGRAM})[\W_])")


@lru_cache(maxsize=1000)
def _is_misspelt(ending: str) -> bool:
    known = (each[1:] for each in _READ if len(each) > 4 or each in YAML_ENDINGS)
    return any(_is_slip(ending, each) for each in known)


def _is_slip(written: str, meant: str) -> bool:
    """Whether one slip of the hand makes one word the other. First letters are not mistaken."""
    if written[:1].isalpha() and written[:1].isascii() and written[:1] != meant[0]:
        return False
    if abs(len(written) - len(meant)) > 1:
        return False
    same = next((n for n, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b), None)
    if same is None:
        return len(written) != len(meant)
    rest, other = written[same:], meant[same:]
    swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return swapped or rest[1:] == other or rest == other[1:] or rest[1:] == other[1:]


def list_read() -> str:
    """Return, as a part of a sentence, which files of a folder are read."""
    *first, last = (*YAML_ENDINGS, *VENDOR_ENDINGS)
    return f"of a folder, files that end in {', '.join(first)} or {last} are read"

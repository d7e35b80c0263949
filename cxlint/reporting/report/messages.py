"""The page's own words, in one file of messages for each language."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "messages"

_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")

FALLBACK = "en"
"""The language of what a file of messages leaves out, and of all that cxlint says elsewhere."""


class Messages(NamedTuple):
    """The words of one language: `say` them by their key, with what fills their blanks.

    `told` is what cxlint says of a policy, as far as it is there in the language.
    """

    language: str
    texts: Mapping[str, str]
    told: Mapping[str, str] = {}

    def say(self, key: str, count: int | None = None, **blanks: object) -> str:
        """Return a message; with a count, the form for one or for several."""
        if count is not None:
            key = f"{key}.{'one' if count == 1 else 'other'}"
            blanks["n"] = self.number(count)
        return self.texts[key].format(**blanks)

    def word(self, group: str, word: str) -> str:
        """Return what a word of the data is called in this language; itself where nothing is."""
        return self.texts.get(f"{group}.{word}", word)

    def tell(self, text: str) -> str:
        """Return what cxlint says in this language; the English where it is not there."""
        return self.told.get(text, text)

    def day(self, written: str) -> str:
        """Return a day such as 2026-11-30 as this language writes it; other texts as they are."""
        found = _DAY.fullmatch(written)
        return self.texts["day"].format(**found.groupdict()) if found else written

    def percent(self, share: float) -> str:
        """Return a share as a percentage; a little of it is not nothing."""
        number = round(share * 100, 1 if share < 0.1 else 0)
        told = (f"{number:g}" if number else "<0.1").replace(".", self.decimal)
        return self.texts["percent"].format(n=told)

    @property
    def decimal(self) -> str:
        """What stands before decimals: a point, or a comma where points divide thousands."""
        return "," if self.texts["digits"] == "." else "."

    def number(self, number: int) -> str:
        """Return a whole number as this language divides its digits."""
        return f"{number:,}".replace(",", self.texts["digits"])


def languages() -> list[str]:
    """Return the languages that there are messages in, English first."""
    others = sorted({each.stem for each in FOLDER.glob("*.json")} - {FALLBACK})
    return [FALLBACK, *others]


@cache
def load(language: str) -> Messages:
    """Return the messages of a language; what its file leaves out is told in English."""
    known = language if (FOLDER / f"{language}.json").is_file() else FALLBACK
    return Messages(known, {**_read(FALLBACK), **_read(known)})


def load_for(document: Mapping[str, Any]) -> Messages:
    """Return the messages of a report in its language, with what cxlint says there."""
    words = load(document["made"]["language"])
    return words._replace(told=collect_translations(document, words.language))


def collect_translations(document: Mapping[str, Any], language: str) -> dict[str, str]:
    """Return the texts of a report that are there in a language, by the English ones."""
    found = dict(document.get("translations", {}).get(language, {}))
    for record in (*document["causes"], *document["excused"], *document["rules"].values()):
        said = record.get("translations", {}).get(language, {})
        found |= {record[key]: text for key, text in said.items()}
    return found


def _read(language: str) -> dict[str, str]:
    text = (FOLDER / f"{language}.json").read_text(encoding="utf-8")
    read: dict[str, str] = json.loads(text)
    return read

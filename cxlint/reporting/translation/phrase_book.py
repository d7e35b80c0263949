"""Phrases of checks in another language: patterns of English, each with how it is said there.

What a check tells comes as English text: `above 50 EUR (more than half of the cases)`. A section
of phrases holds patterns such as `above {sum} ({portion})`; what stands in a blank is said by the
section that the blank is called after, and so on down to numbers and to what the policy itself
says. A text is said in the other language as a whole or not at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple
from cxlint.reporting.translation.templates import Template, read_template

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

LONGEST = 1_000
"""Longer texts are not looked into: they stay as they are."""

MOST_STEPS = 20_000
"""With more steps than that for one text, it stays as it is."""

PLAIN = "text"
"""The section of whatever names none."""

OWN_SECTIONS = frozenset({"number", "name", "key", "code", "clock", "verbatim"})
"""Sections that need no phrases: numbers, words of the policy, keys, capitals, times, anything."""

_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_SIGNS = {
    "key": re.compile(r"[\w./-]+"),
    "code": re.compile(r"[A-Z]{3}"),
    "clock": re.compile(r"[0-9]{2}:[0-9]{2}"),
}


class Marks(NamedTuple):
    """How a language divides the digits of a number."""

    thousands: str = ","
    decimal: str = "."


class Phrase(NamedTuple):
    """A pattern of English, and how it is said in the other language."""

    english: Template
    told: Template

    def section(self, name: str) -> str:
        """Return the section by which what stands in a blank is said."""
        return next(each.kind for each in self.told.blanks if each.name == name)


Section = tuple["Mapping[str, str]", "Sequence[Phrase]"]
"""Phrases without blanks, and those with blanks."""


class PhraseBook:
    """The phrases of a language, for a policy of which the own words are known."""

    def __init__(
        self, sections: Mapping[str, Mapping[str, str]], marks: Marks, own: Collection[str] = ()
    ) -> None:
        """Hold phrases by section; `own` is what the policy says: it is repeated as it is."""
        self._sections = {name: read_section(said) for name, said in sections.items()}
        self._marks = marks
        self._own = own
        self._said: dict[tuple[str, str], str | None] = {}
        self._steps = 0

    def __contains__(self, section: str) -> bool:
        """Whether there is such a section of phrases."""
        return section in self._sections

    def say(self, text: str, section: str = PLAIN) -> str | None:
        """Return a text by the phrases of a section; None where it cannot be said in whole."""
        self._steps = 0
        return self._say(text, section)

    def _say(self, text: str, section: str) -> str | None:
        if not text or section == "verbatim":
            return text
        if len(text) > LONGEST:
            return None
        key = (section, text)
        if key not in self._said:
            self._said[key] = None  # where phrases lead in a circle, they say nothing
            self._said[key] = self._find(text, section)
        return self._said[key]

    def say_by(self, text: str, section: Section) -> str | None:
        """Return a text by phrases of one's own; None where none of them fits."""
        self._steps = 0
        return self._say_by(text, section)

    def _say_by(self, text: str, section: Section) -> str | None:
        exact, phrases = section
        if text in exact:
            return exact[text]
        return next(self._fits(text, phrases), None)

    def _find(self, text: str, section: str) -> str | None:
        if section in OWN_SECTIONS:
            return self._say_own(text, section)
        said = self._say_by(text, self._sections[section])
        if said is None and section == PLAIN:
            return self._say_own(text, "number") or self._say_own(text, "name")
        return said

    def _say_own(self, text: str, section: str) -> str | None:
        if section == "number":
            return self._number(text) if _NUMBER.fullmatch(text) else None
        if section == "name":
            return text if text in self._own else None
        return text if _SIGNS[section].fullmatch(text) else None

    def _number(self, text: str) -> str:
        whole, point, rest = text.partition(".")
        told = whole.replace(",", self._marks.thousands)
        return f"{told}{self._marks.decimal}{rest}" if point else told

    def _fits(self, text: str, phrases: Sequence[Phrase]) -> Iterator[str]:
        for phrase in phrases:
            words = self._match(phrase, 0, text, {})
            if words is not None:
                yield phrase.told.fill(words)

    def _match(
        self, phrase: Phrase, number: int, text: str, words: dict[str, str]
    ) -> dict[str, str] | None:
        """Return what the blanks from a number on say, where they and the words between fit."""
        blanks, end = phrase.english
        if number == len(blanks):
            return words if text == end else None
        blank = blanks[number]
        if not text.startswith(blank.before):
            return None
        rest = text[len(blank.before) :]
        behind = blanks[number + 1].before if number + 1 < len(blanks) else end
        for stop in _stops(rest, behind, is_last=number + 1 == len(blanks)):
            self._steps += 1
            if self._steps > MOST_STEPS:
                return None
            said = self._say(rest[:stop], phrase.section(blank.name))
            if said is None:
                continue
            found = self._match(phrase, number + 1, rest[stop:], {**words, blank.name: said})
            if found is not None:
                return found
        return None


def read_section(said: Mapping[str, str]) -> Section:
    """Return the phrases of a section, in their order; those without blanks apart."""
    exact, phrases = {}, []
    for english, told in said.items():
        phrase = Phrase(read_template(english), read_template(told))
        if phrase.english.blanks:
            phrases.append(phrase)
        else:
            exact[phrase.english.end] = phrase.told.end
    return exact, phrases


def _stops(text: str, behind: str, *, is_last: bool) -> Iterator[int]:
    """Yield where a blank can end: before each place at which the words behind it stand."""
    if is_last:
        if text.endswith(behind) and len(text) > len(behind):
            yield len(text) - len(behind)
        return
    at = text.find(behind, 1)
    while at > 0:
        yield at
        at = text.find(behind, at + 1)

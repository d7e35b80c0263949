"""Sentences with blanks, as rules and files of phrases state them: `{n} of {name:names}`."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBERED = re.compile(r"_[0-9]+$")


class Blank(NamedTuple):
    """A blank with the words before it. `section` says which phrases fill it; empty for any."""

    before: str
    name: str
    section: str

    @property
    def kind(self) -> str:
        """The phrases that fill it: those of its section, else those that it is called after."""
        return self.section or _NUMBERED.sub("", self.name)


class Template(NamedTuple):
    """A sentence with its blanks, and the words behind the last of them."""

    blanks: tuple[Blank, ...]
    end: str

    @property
    def names(self) -> frozenset[str]:
        """What the blanks are called."""
        return frozenset(each.name for each in self.blanks)

    def fill(self, words: Mapping[str, str]) -> str:
        """Return the sentence with its blanks filled."""
        told = (each.before + words[each.name] for each in self.blanks)
        return "".join(told) + self.end


def read_template(text: str) -> Template:
    """Return a sentence with its blanks. ValueError where a brace is lost."""
    blanks: list[Blank] = []
    before = ""
    for literal, name, section, _ in string.Formatter().parse(text):
        before += literal
        if name is not None:
            blanks.append(Blank(before, name, section or ""))
            before = ""
    return Template(tuple(blanks), before)

"""What a rule rests on and what it asks for, put into words: for its page in every form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.records import NamedTuple
from cxlint.reporting.writing.prose import general_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.linting.model.rule import Rule

    Sources = Mapping[str, Mapping[str, object]]

PROBLEMS = "reader_problems"
"""The check whose parameter only names the problem that a rule speaks of."""

_FEWEST = 3
"""Words of a remedy that say something although its blanks are not filled."""

_CITED = ("author", "title", "publisher", "year", "date")


class Reference(NamedTuple):
    """Who says something: what it is called, where it is to be read, and its key, if any."""

    title: str
    url: str = ""
    key: str = ""

    @property
    def full_text(self) -> str:
        """All of it on one line."""
        known = ", ".join(filter(None, (self.title, self.url)))
        return f"{known} [{self.key}]" if known and self.key else known or self.key


class Parameter(NamedTuple):
    """A value that a configuration may set, and where its default comes from.

    `parts` are the entries of a mapping, in place of `value`.
    """

    name: str
    value: str
    parts: tuple[tuple[str, str], ...]
    source: Reference | None
    says: str


class Citation(NamedTuple):
    """What a source supports."""

    supports: str
    source: Reference


def parameters(rule: Rule, sources: Sources) -> Iterator[Parameter]:
    """Yield what can be set of a rule, by name."""
    if rule.check == PROBLEMS:  # which problem it tells of is not for anybody to set
        return
    for name, value in sorted(rule.params.items()):
        told = rule.provenance.get(name, {})
        key = told.get("source", "own" if "says" in told else "")
        own = Reference("our own judgement") if key == "own" else None
        source = own or (find_reference(key, sources) if key else None)
        parts = value.items() if isinstance(value, dict) else ()
        shown = "" if parts else value_text(value)
        named = tuple((str(each), value_text(one)) for each, one in parts)
        yield Parameter(name, shown, named, source, told.get("says", ""))


def citations(rule: Rule, sources: Sources) -> Iterator[Citation]:
    """Yield what a rule's sources support, in its order."""
    for name, supports in rule.sources:
        own = name == "own" and not rule.shipped
        source = Reference("the organization's own") if own else find_reference(name, sources)
        yield Citation(" ".join(supports.split()), source)


def general_remedy(remedy: str) -> str:
    """Return the remedy for no finding in particular; empty where only the finding has the words.

    What is printed for the example says it then.
    """
    told = general_text(remedy)
    words = [word for word in told.split() if any(map(str.isalpha, word))]
    return told if "…" not in told or len(words) >= _FEWEST else ""


def find_reference(name: str, sources: Sources) -> Reference:
    """Return what is known of a source."""
    entry = sources.get(name, {})
    title = ", ".join(str(entry[key]) for key in _CITED if entry.get(key))
    return Reference(title, str(entry.get("url") or ""), name)


def value_text(value: object) -> str:
    """Return a value as a configuration takes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(value_text, value))
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {value_text(one)}' for key, one in value.items())}}}"
    return str(value)

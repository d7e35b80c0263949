"""What a mapping of rules says: each rule's severity and parameters, checked against the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cxlint.linting.faults import line_of, refuse
from cxlint.linting.finding import RANK, SEVERITIES
from cxlint.reading.document import At
from cxlint.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cxlint.linting.finding import Severity
    from cxlint.linting.rule import Rule

    Signature = Callable[[Rule], Mapping[str, object]]

GRADES: dict[str, Severity | None] = {"off": None, **{each: each for each in SEVERITIES}}


class Setting(NamedTuple):
    """How a rule counts somewhere; a severity of None is off."""

    severity: Severity | None
    params: Mapping[str, object]


class Entry(NamedTuple):
    """What one entry says of one rule.

    `severity` is None where nothing is said of it; `source` names the profile, if it is one's.
    """

    rule: str
    severity: str | None
    params: Mapping[str, object]
    at: At
    source: str = ""

    def onto(self, setting: Setting) -> Setting:
        """Return the setting with what this entry says."""
        severity = setting.severity if self.severity is None else GRADES[self.severity]
        params = {**setting.params, **self.params} if self.params else setting.params
        return Setting(severity, params)

    def told(self) -> Iterator[str]:
        """Yield a line for each thing it says, with its place."""
        where = line_of(self.at) + (f" (profile {self.source})" if self.source else "")
        if self.severity is not None:
            yield f"severity {self.severity}: {where}"
        for name, value in self.params.items():
            yield f"{name} = {shown(value)}: {where}"


class Vocabulary:
    """The rules a configuration may speak of, by id, former id and category.

    `notes` gather what is worth knowing about the words that were used.
    """

    __slots__ = ("_current", "_members", "_signature_of", "notes", "rules")

    def __init__(self, rules: Mapping[str, Rule], signature_of: Signature | None = None) -> None:
        self.rules = rules
        self.notes: list[str] = []
        self._signature_of = signature_of
        self._current = {old: rule.id for rule in rules.values() for old in rule.formerly}
        self._members: dict[str, list[str]] = {}
        for id_, rule in rules.items():
            self._members.setdefault(rule.category, []).append(id_)

    def named(self, word: str) -> list[str]:
        """Return the ids of the rules a word names; none where it is unknown."""
        if word in self.rules:
            return [word]
        return [self._current[word]] if word in self._current else self._members.get(word, [])

    def is_category(self, word: str) -> bool:
        """Whether the word names a category, not a rule."""
        return word not in self.rules and word not in self._current and word in self._members

    def unknown(self, word: str) -> str:
        """Return the sentence that corrects a word."""
        return f"no rule or category '{word}'{did_you_mean(word, [*self.rules, *self._members])}"

    def meant(self, word: str, at: At) -> list[str]:
        """Return the ids a word names; UserError with its place where it is unknown."""
        if not (ids := self.named(word)):
            refuse(at, self.unknown(word))
        if word in self._current and word not in self.rules:
            self.notes.append(f"{line_of(at)}: the rule '{word}' is now called '{ids[0]}'")
        return ids

    def entries(self, said: Mapping[str, Any], at: At, source: str = "") -> list[Entry]:
        """Return what a mapping of rules says, categories first. UserError where it cannot be."""
        of_categories: list[Entry] = []
        of_rules: dict[str, Entry] = {}
        for word, value in said.items():
            place = At(at.document, (*at.path, word), key=True)
            if word.startswith("x-") and not self.named(word):
                continue
            severity, params = _parts(value)
            for id_ in self.meant(word, place):
                entry = Entry(id_, severity, params, place, source)
                if self.is_category(word):
                    if params:
                        refuse(place, f"'{word}' is a category, and parameters belong to one rule")
                    of_categories.append(entry)
                    continue
                if id_ in of_rules:
                    refuse(place, f"'{word}' stands here twice, under an old and a new name")
                self._check_params(entry)
                of_rules[id_] = entry
        return [*of_categories, *of_rules.values()]

    def _check_params(self, entry: Entry) -> None:
        if not entry.params:
            return
        from cxlint.linting.parameters import misfit

        rule = self.rules[entry.rule]
        signature = self._signature(rule)
        for name, value in entry.params.items():
            path = (*entry.at.path, "params", name)
            if name not in signature:
                at = At(entry.at.document, path, key=True)
                near = did_you_mean(name, signature) or _all(signature)
                refuse(at, f"the rule '{rule.id}' has no parameter '{name}'{near}")
            if expected := misfit(signature[name], value, rule.params.get(name)):
                at = At(entry.at.document, path)
                refuse(at, f"'{name}' of the rule '{rule.id}' is {expected}, not {shown(value)}")

    def _signature(self, rule: Rule) -> Mapping[str, object]:
        if self._signature_of is not None:
            return self._signature_of(rule)
        from cxlint.linting.rulebook import signature_of

        return signature_of(rule)


def is_milder(severity: Severity | None, than: Severity | None) -> bool:
    """Whether the one severity counts less than the other; off counts least."""
    return _weight(severity) < _weight(than)


def shown(value: object) -> str:
    """Return a parameter as the configuration would write it."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(shown(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {shown(one)}' for key, one in value.items())}}}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)


def _weight(severity: Severity | None) -> int:
    return -1 if severity is None else RANK[severity]


def _parts(value: Any) -> tuple[str | None, dict[str, object]]:
    if isinstance(value, dict):
        return value.get("severity"), value.get("params") or {}
    return value, {}


def _all(signature: Mapping[str, object]) -> str:
    return f"; it has {', '.join(sorted(signature))}" if signature else "; it has none"

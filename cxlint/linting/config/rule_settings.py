"""What a mapping of rules says: each rule's severity and parameters, checked against the rules."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cxlint.linting.model.file_errors import line_of, refuse
from cxlint.linting.model.finding import RANK, SEVERITIES
from cxlint.linting.model.rule import SOURCES
from cxlint.parsing.document import At
from cxlint.records import NamedTuple
from cxlint.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cxlint.linting.model.finding import Severity
    from cxlint.linting.model.rule import Rule

    Signature = Callable[[Rule], Mapping[str, object]]
    Sources = Callable[[], Mapping[str, object]]

GRADES: dict[str, Severity | None] = {"off": None, **{each: each for each in SEVERITIES}}


_GOVERNING = "'{}' are the checks of waivers, which are not switched off together; name one rule"

NO_ENTRIES: Mapping[str, RuleEntry] = MappingProxyType({})


class Setting(NamedTuple):
    """How a rule counts somewhere; a severity of None is off.

    `set_by` holds, for each parameter that is not the rule's own any more, the entry that set it;
    `graded_by` is the entry that said the severity, and None where the rule's own file does.
    """

    severity: Severity | None
    params: Mapping[str, object]
    set_by: Mapping[str, RuleEntry] = NO_ENTRIES
    graded_by: RuleEntry | None = None


class RuleEntry(NamedTuple):
    """What one entry says of one rule.

    `severity` is None where nothing is said of it; `source` names the profile, if it is one's.
    `provenance` says of parameters which source their values come from, and what it says.
    """

    rule: str
    severity: str | None
    params: Mapping[str, object]
    at: At
    source: str = ""
    provenance: Mapping[str, Mapping[str, str]] = MappingProxyType({})

    def apply_to(self, setting: Setting) -> Setting:
        """Return the setting with what this entry says."""
        if self.severity is not None:
            setting = setting._replace(severity=GRADES[self.severity], graded_by=self)
        if not self.params:
            return setting
        set_by = {**setting.set_by, **dict.fromkeys(self.params, self)}
        return setting._replace(params={**setting.params, **self.params}, set_by=set_by)

    def describe(self) -> Iterator[str]:
        """Yield a line for each thing it says, with its place."""
        where = line_of(self.at) + (f" (profile {self.source})" if self.source else "")
        if self.severity is not None:
            yield f"severity {self.severity}: {where}"
        for name, value in self.params.items():
            yield f"{name} = {parameter_text(value)}: {where}"


class Vocabulary:
    """The rules a configuration may speak of, by id, former id, category and pack.

    `notes` gather what is worth knowing about the words that were used. `sources` gives the
    sources that a provenance may name; the shipped ones unless told otherwise.
    """

    __slots__ = ("_current", "_known", "_members", "_signature_of", "_sources", "notes", "rules")

    def __init__(
        self,
        rules: Mapping[str, Rule],
        signature_of: Signature | None = None,
        sources: Sources | None = None,
    ) -> None:
        self.rules = rules
        self.notes: list[str] = []
        self._signature_of = signature_of
        self._sources = sources
        self._known: Mapping[str, object] | None = None
        self._current = {old: rule.id for rule in rules.values() for old in rule.formerly}
        self._members: dict[str, list[str]] = {}
        for id_, rule in rules.items():
            for word in {rule.category, rule.pack or rule.category}:
                self._members.setdefault(word, []).append(id_)

    def ids_of(self, word: str) -> list[str]:
        """Return the ids of the rules a word names; none where it is unknown."""
        if word in self.rules:
            return [word]
        return [self._current[word]] if word in self._current else self._members.get(word, [])

    def is_category(self, word: str) -> bool:
        """Whether the word names a category or a pack, not a rule."""
        return word not in self.rules and word not in self._current and word in self._members

    def explain_unknown(self, word: str) -> str:
        """Return the sentence that corrects a word."""
        return f"no rule or category '{word}'{did_you_mean(word, [*self.rules, *self._members])}"

    def require_ids(self, word: str, at: At) -> list[str]:
        """Return the ids a word names; UserError with its place where it is unknown."""
        if not (ids := self.ids_of(word)):
            refuse(at, self.explain_unknown(word))
        if word in self._current and word not in self.rules:
            self.notes.append(f"{line_of(at)}: the rule '{word}' is now called '{ids[0]}'")
        return ids

    def entries(self, said: Mapping[str, Any], at: At, source: str = "") -> list[RuleEntry]:
        """Return what a mapping of rules says: packs first, then categories, then rules.

        UserError where it cannot be.
        """
        of_categories: list[RuleEntry] = []
        of_rules: dict[str, RuleEntry] = {}
        for word, value in said.items():
            place = At(at.document, (*at.path, word), key=True)
            if word.startswith("x-") and not self.ids_of(word):
                continue
            severity, params, provenance = _split_value(value)
            for id_ in self.require_ids(word, place):
                entry = RuleEntry(id_, severity, params, place, source, provenance)
                if params:
                    entry = self._in_present_names(entry)
                if self.is_category(word):
                    if severity == "off" and self.rules[id_].governs:
                        refuse(place, _GOVERNING.format(word))
                    if params:
                        refuse(place, f"'{word}' is a category, and parameters belong to one rule")
                    of_categories.append(entry)
                    continue
                if id_ in of_rules:
                    refuse(place, f"'{word}' stands here twice, under an old and a new name")
                self._check_params(entry)
                of_rules[id_] = entry
        of_categories.sort(key=lambda entry: entry.at.path[-1] != self.rules[entry.rule].pack)
        return [*of_categories, *of_rules.values()]

    def _in_present_names(self, entry: RuleEntry) -> RuleEntry:
        """Return an entry with its parameters called by the names of today, and note which."""
        from cxlint.linting.rules.former_names import present_names, present_params

        check = self.rules[entry.rule].check
        former = {old: now for old, now in present_names(check).items() if old in entry.params}
        for old, now in former.items():
            at = At(entry.at.document, (*entry.at.path, "params", old), key=True)
            if now in entry.params:
                refuse(at, f"'{old}' is now called '{now}', and that stands here as well")
            self.notes.append(f"{line_of(at)}: the parameter '{old}' is now called '{now}'")
        provenance = {former.get(name, name): told for name, told in entry.provenance.items()}
        params = present_params(check, entry.params) if former else entry.params
        return entry._replace(params=params, provenance=provenance)

    def _check_params(self, entry: RuleEntry) -> None:
        for name, told in entry.provenance.items():
            self._check_provenance(entry, name, told["source"])
        if not entry.params:
            return
        from cxlint.linting.rules.parameter_types import misfit

        rule = self.rules[entry.rule]
        signature = self._signature(rule)
        for name, value in entry.params.items():
            path = (*entry.at.path, "params", name)
            if name not in signature:
                at = At(entry.at.document, path, key=True)
                near = did_you_mean(name, signature) or _parameter_names(signature)
                refuse(at, f"the rule '{rule.id}' has no parameter '{name}'{near}")
            if expected := misfit(signature[name], value, rule.params.get(name)):
                at = At(entry.at.document, path)
                refuse(
                    at,
                    f"'{name}' of the rule '{rule.id}' is {expected}, not {parameter_text(value)}",
                )
        self._check_sense(entry, rule)

    @staticmethod
    def _check_sense(entry: RuleEntry, rule: Rule) -> None:
        """Refuse values of the right types of which the rule's check could make nothing."""
        from cxlint.linting.rules.validation import parameter_misfits

        for place, said in parameter_misfits(rule.check, {**rule.params, **entry.params}):
            if not place or place[0] in entry.params:
                at = At(entry.at.document, (*entry.at.path, "params", *place))
                refuse(at, f"the rule '{rule.id}': {said}")

    def _check_provenance(self, entry: RuleEntry, name: str, source: str) -> None:
        document, path = entry.at.document, (*entry.at.path, "provenance", name)
        if name not in entry.params:
            near = did_you_mean(name, entry.params)
            refuse(At(document, path, key=True), f"no value of '{name}' is set here{near}")
        if self._known is None:
            self._known = (self._sources or _shipped_sources)()
        if source not in self._known:
            near = did_you_mean(source, self._known)
            refuse(At(document, (*path, "source")), f"no source '{source}' in {SOURCES}{near}")

    def _signature(self, rule: Rule) -> Mapping[str, object]:
        if self._signature_of is not None:
            return self._signature_of(rule)
        from cxlint.linting.rules.loader import signature_of

        return signature_of(rule)


def is_milder(severity: Severity | None, than: Severity | None) -> bool:
    """Whether the one severity counts less than the other; off counts least."""
    return _weight(severity) < _weight(than)


def parameter_text(value: object) -> str:
    """Return a parameter as the configuration would write it."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(parameter_text(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {parameter_text(one)}' for key, one in value.items())}}}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)


def place_texts(at: At, value: Any) -> list[tuple[At, str]]:
    """Return one text or a list of them, each with its place."""
    if isinstance(value, list):
        return [(At(at.document, (*at.path, n)), text) for n, text in enumerate(value)]
    return [(at, value)] if value else []


def _shipped_sources() -> Mapping[str, object]:
    from cxlint.linting.rules.loader import sources

    return sources()


def _weight(severity: Severity | None) -> int:
    return -1 if severity is None else RANK[severity]


def _split_value(value: Any) -> tuple[str | None, dict[str, object], dict[str, dict[str, str]]]:
    if isinstance(value, dict):
        return value.get("severity"), value.get("params") or {}, value.get("provenance") or {}
    return value, {}, {}


def _parameter_names(signature: Mapping[str, object]) -> str:
    return f"; it has {', '.join(sorted(signature))}" if signature else "; it has none"

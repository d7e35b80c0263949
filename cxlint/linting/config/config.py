"""What applies to which file: severities, parameters, profiles, paths and locks of cxlint.yaml.

Precedence, from weakest: the rule's own file; the profiles that are extended, in order; the
configuration's own `rules`; then `paths`, in order. Within one mapping of rules a rule's own entry
counts more than its category's. A locked rule can only be made graver, by whatever layer.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cxlint.errors import UserError
from cxlint.linting.config.layers import (
    PathSettings,
    apply_layer,
    layer_entries,
    layer_locks,
    nesting_depth,
    path_settings,
    refuse_contradictions,
    refuse_if_locked,
    start_states,
)
from cxlint.linting.config.profiles import build_stack
from cxlint.linting.config.rule_settings import Setting, Vocabulary, is_milder, parameter_text
from cxlint.linting.config.thresholds import rule_thresholds
from cxlint.linting.rules.loader import sources
from cxlint.parsing.document import At
from cxlint.policy.file_names import STDIN
from cxlint.policy.globs import Globs, escape_glob, seen_from
from cxlint.policy.links import repository_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cxlint.linting.config.config_files import RawConfig
    from cxlint.linting.config.layers import RuleState
    from cxlint.linting.config.nested import NestedConfig
    from cxlint.linting.config.profiles import Layer
    from cxlint.linting.config.rule_settings import RuleEntry, Signature
    from cxlint.linting.model.finding import Severity, Threshold
    from cxlint.linting.model.rule import Rule


class Config:
    """A configuration that fits the rules.

    `policy` are the folders that are read even when a single file is to be linted. `exclude` and
    all patterns count from `folder`. `locked` are the rules that nothing may waive. `notes` are
    things worth knowing that are no fault. `nested` are the configurations further down that were
    entered, `layers` the profiles in force and the configuration itself. Methods take paths as
    shown, as findings carry them.
    """

    __slots__ = (
        "_chosen", "_grounds", "_groups", "_settings", "_stands", "_start", "_vocabulary",
        "baseline", "document", "exclude", "fail_on", "file", "folder", "idle_locks", "layers",
        "locked", "nested", "notes", "packs", "policy", "rule_folders",
    )  # fmt: skip

    def __init__(
        self,
        raw: RawConfig,
        *,
        start: Path,
        fail_on: Severity = "error",
        stands: Mapping[str, RuleState] | None = None,
        chosen: Sequence[PathSettings] = (),
        layers: Sequence[Layer] = (),
        idle_locks: Sequence[tuple[At, str]] = (),
        vocabulary: Vocabulary | None = None,
    ) -> None:
        """Hold what is settled; shown paths count from `start`.

        `idle_locks` are the rules that profiles would lock which nobody extends.
        """
        self.file = raw.file
        self.folder = raw.folder
        self.policy = raw.policy
        self.exclude = raw.exclude
        self.rule_folders = raw.rule_folders
        self.packs = raw.packs
        self.baseline = raw.baseline
        self.fail_on = fail_on
        self.locked = frozenset(id_ for id_, stand in (stands or {}).items() if stand.locked)
        self.document = raw.document
        self.layers = tuple(layers)
        self.idle_locks = tuple(idle_locks)
        self.nested: tuple[NestedConfig, ...] = ()
        self.notes = tuple(vocabulary.notes if vocabulary else ())
        self._vocabulary = vocabulary
        self._start = start
        self._stands = stands or {}
        self._chosen = tuple(chosen)
        self._groups: dict[str, tuple[int, ...]] = {}
        self._grounds: dict[tuple[str, tuple[int, ...]], tuple[Threshold, ...]] = {}
        self._settings: dict[tuple[str, tuple[int, ...]], Setting] = {}

    def enter(self, file: Path) -> tuple[str, ...]:
        """Take in a configuration further down; return the patterns of what it leaves out.

        UserError where it is no good, or makes a locked rule milder.
        """
        for known in self.nested:
            if known.file == file:
                return known.exclude
        if self._vocabulary is None:
            return ()
        from cxlint.linting.config.nested import read_nested

        nested = read_nested(file, self._vocabulary, self._start)
        for entry in nested.claims:
            refuse_if_locked(entry, self._stands[entry.rule], self._stands[entry.rule].setting)
        pattern = f"{escape_glob(seen_from(self.folder, file.parent))}/**"
        settings = PathSettings(
            (pattern,), Globs([pattern]), nested.entries, At(nested.document), nested=True
        )
        self.nested = tuple(sorted((*self.nested, nested), key=lambda each: each.depth))
        self._chosen = tuple(sorted((*self._chosen, settings), key=nesting_depth))
        self._groups.clear()  # they count the settings by number
        self._settings.clear()
        self._grounds.clear()
        return nested.exclude

    def default_setting(self, rule: Rule) -> Setting:
        """Return the severity and the parameters of the rule where no `paths` say otherwise."""
        stand = self._stands.get(rule.id)
        return stand.setting if stand else Setting(rule.severity, rule.params)

    def entries_of(self, rule: Rule) -> Sequence[RuleEntry]:
        """Return what the layers say of a rule, weakest first."""
        stand = self._stands.get(rule.id)
        return stand.entries if stand else ()

    @property
    def path_settings(self) -> tuple[PathSettings, ...]:
        """What `paths`, and the configurations further down, say of some files."""
        return self._chosen

    def locks(self) -> list[str]:
        """Return the rules that the configuration locks, and not their own files."""
        stands = self._stands.items()
        return [id_ for id_, stand in stands if stand.lock is not None]

    def setting(self, rule: Rule, path: str) -> Setting:
        """Return the severity (None: off) and the parameters of the rule for a file."""
        group = self._group(path) if self._chosen else ()
        key = (rule.id, group)
        if (known := self._settings.get(key)) is None:
            known = self.default_setting(rule)
            for number in group:
                known = self._merge_setting(known, self._chosen[number], rule)
            self._settings[key] = known
        return known

    def samples(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Return one of the paths for each way in which `paths` chooses among them.

        Whatever holds for one of the files holds for one of the samples. At least one is given.
        """
        if not self._chosen:
            return ("",)
        return tuple({self._group(path): path for path in paths}.values()) or ("",)

    def variants(
        self, rule: Rule, samples: Iterable[str] = ("",)
    ) -> tuple[Mapping[str, object], ...]:
        """Return the distinct parameters that are in force in these files, where the rule is on.

        None where it is off in all of them, so that it need not run.
        """
        distinct: list[Mapping[str, object]] = []
        for path in samples:
            setting = self.setting(rule, path)
            if setting.severity is not None and setting.params not in distinct:
                distinct.append(setting.params)
        return tuple(distinct)

    def is_off(self, rule: Rule) -> bool:
        """Whether nothing switches the rule on, whatever the file."""
        chosen = (entry for each in self._chosen for entry in each.entries)
        said = [entry.severity for entry in chosen if entry.rule == rule.id]
        return self.default_setting(rule).severity is None and not {*said} - {None, "off"}

    def thresholds(self, rule: Rule, path: str) -> tuple[Threshold, ...]:
        """Return the thresholds of a rule for a file, and where each comes from."""
        group = self._group(path) if self._chosen else ()
        if (known := self._grounds.get((rule.id, group))) is None:
            known = rule_thresholds(rule, self.setting(rule, path))
            self._grounds[rule.id, group] = known
        return known

    def idle_patterns(self, paths: Iterable[str]) -> list[str]:
        """Return the patterns of those settings for some files that meet none of these."""
        met = {number for path in paths for number in self._group(path)}
        listed = enumerate(self._chosen)
        idle = (chosen for number, chosen in listed if number not in met and not chosen.nested)
        return [", ".join(chosen.files) for chosen in idle]

    def reasons(self, rule: Rule, path: str) -> tuple[str, ...]:
        """Return what made the rule's setting for a file what it is, weakest first."""
        home = rule.path or rule.id
        told = [f"severity {rule.severity}: {home}"]
        told += [f"{name} = {parameter_text(value)}: {home}" for name, value in rule.params.items()]
        stand = self._stands.get(rule.id)
        told += [line for entry in (stand.entries if stand else ()) for line in entry.describe()]
        for number in self._group(path):
            chosen = self._chosen[number]
            files = f" (files {', '.join(chosen.files)})"
            of_rule = (entry for entry in chosen.entries if entry.rule == rule.id)
            told += [line + files for entry in of_rule for line in entry.describe()]
        if stand and stand.locked:
            told.append(f"locked: {stand.locked}")
        return tuple(told)

    def _merge_setting(self, setting: Setting, chosen: PathSettings, rule: Rule) -> Setting:
        """Return the setting with what is said for some files.

        A configuration further down neither switches a rule on nor makes a locked one milder.
        """
        for entry in chosen.entries:
            if entry.rule != rule.id:
                continue
            after = entry.apply_to(setting)
            milder = rule.id in self.locked and is_milder(after.severity, setting.severity)
            if not (chosen.nested and (setting.severity is None or milder)):
                setting = after
        return setting

    def _group(self, path: str) -> tuple[int, ...]:
        if (known := self._groups.get(path)) is None:
            inside = seen_from(self.folder, self._start / path)
            known = self._groups[path] = tuple(
                number for number, chosen in enumerate(self._chosen) if chosen.globs.match(inside)
            )
        return known

    def path_in_policy(self, path: str) -> str:
        """Return a path shown as seen from the folder of the policy, wherever that lies.

        That is the folder of the configuration; of files of which none holds the folder, the top
        of their git repository, or where there is none the current folder.
        """
        if path == STDIN:
            return path
        place = self._start / path
        if self.file is not None and not seen_from(self.folder, place).startswith("../"):
            return seen_from(self.folder, place)
        return seen_from(repository_of(place.parent) or Path.cwd(), place)


def build_config(
    raw: RawConfig, rules: Mapping[str, Rule], start: Path, *, signature_of: Signature | None = None
) -> Config:
    """Return the configuration that holds for these rules; shown paths count from `start`.

    `signature_of` gives the parameters of a rule's check, name to annotation; the rulebook's own
    unless told otherwise. UserError, with the line, where the configuration names a rule,
    category, profile or parameter that does not exist, or makes a locked rule milder.
    """
    vocabulary = Vocabulary(rules, signature_of, partial(sources, raw.rule_folders, raw.packs))
    stands = start_states(rules)
    fail_on: Severity = "error"
    idle_locks: list[tuple[At, str]] = []
    profiles = build_stack(raw.document, raw.packs)
    for layer in profiles.layers:
        apply_layer(layer, vocabulary, stands)
        fail_on = layer.data.get("fail_on") or fail_on
    refuse_contradictions(rules, stands)
    for layer in profiles.idle:
        layer_entries(layer, vocabulary)
        locks = layer_locks(layer, vocabulary)
        idle_locks += [(at, id_) for at, id_ in locks if not stands[id_].locked]
    chosen = path_settings(raw.document, vocabulary, stands)
    return Config(
        raw,
        start=start,
        fail_on=fail_on,
        stands=stands,
        chosen=chosen,
        layers=profiles.layers,
        idle_locks=idle_locks,
        vocabulary=vocabulary,
    )


def choose_rules(
    rules: Mapping[str, Rule], select: Sequence[str], ignore: Sequence[str]
) -> set[str]:
    """Return the ids of the rules to run: those selected, or all, without those ignored.

    Words are ids, former ids, categories or packs; several may be joined by commas. UserError
    where one is unknown, or where no rule is left: nothing found would mean nothing looked at.
    """
    vocabulary = Vocabulary(rules)
    wanted = _rule_ids(select, vocabulary) if select else set(rules)
    left = wanted - _rule_ids(ignore, vocabulary)
    if wanted and not left:
        raise UserError("no rule is left: what is selected is ignored as well")
    return left


def _rule_ids(words: Iterable[str], vocabulary: Vocabulary) -> set[str]:
    found: set[str] = set()
    for word in (part.strip() for text in words for part in text.split(",")):
        if not (ids := vocabulary.ids_of(word)):
            raise UserError(vocabulary.explain_unknown(word))
        found.update(ids)
    return found

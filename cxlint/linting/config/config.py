"""What applies to which file: severities, parameters, profiles, paths and locks of cxlint.yaml.

Precedence, from weakest: the rule's own file; the profiles that are extended, in order; the
configuration's own `rules`; then `paths`, in order. Within one mapping of rules a rule's own entry
counts more than its category's. Once a layer locks a rule, whatever comes after it may only make
the rule graver.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxlint import resources
from cxlint.errors import UserError
from cxlint.linting.config.profiles import build_stack
from cxlint.linting.config.rule_settings import Setting, Vocabulary, is_milder, parameter_text
from cxlint.linting.config.thresholds import rule_thresholds
from cxlint.linting.model.file_errors import line_of, read_configuration, refuse
from cxlint.linting.model.rule import PACK
from cxlint.linting.rules.loader import sources
from cxlint.parsing.document import At, Document
from cxlint.policy.file_names import CONFIGURATION, STDIN
from cxlint.policy.globs import Globs, escape_glob, seen_from
from cxlint.policy.links import is_repository, lies_within, link_fault, repository_of
from cxlint.policy.repository import as_seen
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cxlint.linting.config.nested import NestedConfig
    from cxlint.linting.config.profiles import Layer
    from cxlint.linting.config.rule_settings import RuleEntry, Signature
    from cxlint.linting.model.finding import Severity, Threshold
    from cxlint.linting.model.rule import Rule
    from cxlint.linting.rules.packs import Pack

MISNOMERS = ("cxlint.yml", ".cxlint.yaml", ".cxlint.yml")
"""Names that people try; to pass them over in silence would switch their settings off."""


class RawConfig(NamedTuple):
    """A configuration as read, before the rules it speaks of are known.

    `folder` is what its paths and globs count from.
    """

    file: Path | None
    folder: Path
    document: Document
    policy: tuple[Path, ...] = ()
    exclude: tuple[str, ...] = ()
    rule_folders: tuple[Path, ...] = ()
    baseline: Path | None = None
    packs: tuple[Pack, ...] = ()


class PathSettings(NamedTuple):
    """What one entry of `paths` says of the files its patterns choose, and where it says so.

    `nested` ones are what a configuration further down says of its own folder.
    """

    files: tuple[str, ...]
    globs: Globs
    entries: tuple[RuleEntry, ...]
    at: At
    nested: bool = False


@dataclass(slots=True)
class RuleState:
    """Where a rule stands while the layers are laid on one another; `locked` says by what.

    `locked_itself` where that is the rule's own file.
    """

    setting: Setting
    entries: list[RuleEntry] = field(default_factory=list)
    locked: str = ""
    locked_itself: bool = False


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
            _refuse_if_locked(entry, self._stands[entry.rule], self._stands[entry.rule].setting)
        pattern = f"{escape_glob(seen_from(self.folder, file.parent))}/**"
        settings = PathSettings(
            (pattern,), Globs([pattern]), nested.entries, At(nested.document), nested=True
        )
        self.nested = tuple(sorted((*self.nested, nested), key=lambda each: each.depth))
        self._chosen = tuple(sorted((*self._chosen, settings), key=_depth))
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
        return [id_ for id_, stand in stands if stand.locked and not stand.locked_itself]

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


def find(target: Path) -> Path | None:
    """Return the outermost cxlint.yaml among those beside the target and in the folders above it.

    Where the target lies in a git repository, one within the repository comes before any above.
    UserError where a folder on the way holds only a file of a similar name, or something of that
    name that is no file: either would otherwise be passed over in silence.
    """
    whole = target.absolute()
    found = None
    for folder in (whole, *whole.parents):
        if (folder / CONFIGURATION).is_file():
            found = folder / CONFIGURATION
        else:
            _refuse_misnomers(folder)
        if found is not None and is_repository(folder):
            break
    return found


def _refuse_misnomers(folder: Path) -> None:
    if os.path.lexists(folder / CONFIGURATION):
        raise UserError(f"{as_seen(folder / CONFIGURATION)}: this is no file, or a link to none")
    for misnomer in MISNOMERS:
        if (folder / misnomer).is_file():
            shown_as = as_seen(folder / misnomer)
            raise UserError(f"{shown_as}: the configuration is called {CONFIGURATION}")


def find_outer(file: Path) -> Path | None:
    """Return the nearest cxlint.yaml above the repository of a configuration, if there is one.

    It does not judge there: a repository is judged alike wherever it is cloned.
    """
    inner = repository_of(Path(os.path.abspath(file)).parent)  # noqa: PTH100 - no `..` to walk up
    above = (folder / CONFIGURATION for folder in (inner.parents if inner else ()))
    return next((outer for outer in above if os.path.isfile(outer)), None)  # noqa: PTH113 - or error


def read(file: Path | None, start: Path | None = None) -> RawConfig:
    """Read a configuration, shown from `start`; None gives one that says nothing.

    UserError where the file cannot be read or does not fit the schema, or where a folder it names
    does not exist. Whether the rules it speaks of exist is for `build_config` to say.
    """
    if file is None:
        return RawConfig(None, Path.cwd(), Document(CONFIGURATION, "", {}))
    document = read_configuration(as_seen(file, start), file)
    return _resolve_paths(document, file)


def add_rule_folders(raw: RawConfig, folders: Sequence[Path]) -> RawConfig:
    """Return the configuration with further folders of rules, or packs where they are packs.

    What it knows already is left out, and so are the folders of the shipped rules. A category of a
    pack brings the pack.
    """
    from cxlint.linting.rules.packs import pack_of_folder

    known = {folder.resolve() for folder in raw.rule_folders}
    known |= {pack.folder.resolve() for pack in raw.packs}
    shipped = resources.folder("rules").resolve()
    folders = [each.parent if (each.parent / PACK).is_file() else each for each in folders]
    new = {each.resolve(): each for each in folders if not each.resolve().is_relative_to(shipped)}
    added = [
        shown for folder, shown in new.items() if not any(folder.is_relative_to(k) for k in known)
    ]
    packs = [pack_of_folder(folder) for folder in added if (folder / PACK).is_file()]
    plain = [folder for folder in added if not (folder / PACK).is_file()]
    return raw._replace(rule_folders=(*raw.rule_folders, *plain), packs=(*raw.packs, *packs))


def build_config(
    raw: RawConfig, rules: Mapping[str, Rule], start: Path, *, signature_of: Signature | None = None
) -> Config:
    """Return the configuration that holds for these rules; shown paths count from `start`.

    `signature_of` gives the parameters of a rule's check, name to annotation; the rulebook's own
    unless told otherwise. UserError, with the line, where the configuration names a rule,
    category, profile or parameter that does not exist, or makes a locked rule milder.
    """
    vocabulary = Vocabulary(rules, signature_of, partial(sources, raw.rule_folders, raw.packs))
    stands = {
        id_: RuleState(
            Setting(rule.severity, rule.params),
            locked=(rule.path or rule.id) if rule.lockable == "locked" else "",
            locked_itself=rule.lockable == "locked",
        )
        for id_, rule in rules.items()
    }
    fail_on: Severity = "error"
    idle_locks: list[tuple[At, str]] = []
    profiles = build_stack(raw.document, raw.packs)
    for layer in profiles.layers:
        _apply_layer(layer, vocabulary, stands)
        fail_on = layer.data.get("fail_on") or fail_on
    for layer in profiles.idle:
        _entries(layer, vocabulary)
        idle_locks += [(at, id_) for at, id_ in _locks(layer, vocabulary) if not stands[id_].locked]
    chosen = _path_settings(raw.document, vocabulary, stands)
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


def _apply_layer(layer: Layer, vocabulary: Vocabulary, stands: Mapping[str, RuleState]) -> None:
    """Lay one layer on those below it."""
    for entry in _entries(layer, vocabulary):
        stand = stands[entry.rule]
        _refuse_if_locked(entry, stand, stand.setting)
        stand.setting = entry.apply_to(stand.setting)
        stand.entries.append(entry)
    for at, id_ in _locks(layer, vocabulary):
        stands[id_].locked = stands[id_].locked or line_of(at)


def _entries(layer: Layer, vocabulary: Vocabulary) -> list[RuleEntry]:
    return vocabulary.entries(layer.data.get("rules") or {}, layer.place("rules"), layer.name)


def _locks(layer: Layer, vocabulary: Vocabulary) -> list[tuple[At, str]]:
    words = _texts(layer.place("locked"), layer.data.get("locked"))
    return [(at, id_) for at, word in words for id_ in vocabulary.require_ids(word, at)]


def _path_settings(
    document: Document, vocabulary: Vocabulary, stands: Mapping[str, RuleState]
) -> list[PathSettings]:
    data: Any = document.data
    found = []
    for number, said in enumerate(data.get("paths") or ()):
        at = At(document, ("paths", number, "rules"))
        entries = tuple(vocabulary.entries(said["rules"] or {}, at))
        for entry in entries:
            _refuse_if_locked(entry, stands[entry.rule], stands[entry.rule].setting)
        at = At(document, ("paths", number, "files"))
        files = tuple(pattern for _, pattern in _texts(at, said["files"]))
        found.append(PathSettings(files, Globs(files), entries, at))
    return found


def _depth(chosen: PathSettings) -> int:
    """Return what sorts `paths` before what lies further down, and that by how deep it lies."""
    return chosen.files[0].count("/") + 1 if chosen.nested else 0


def _refuse_if_locked(entry: RuleEntry, stand: RuleState, before: Setting) -> None:
    """Refuse an entry that makes a locked rule milder, or gives it other parameters."""
    if not stand.locked:
        return
    after = entry.apply_to(before)
    if is_milder(after.severity, before.severity):
        what = "switched off" if after.severity is None else f"lowered to {after.severity}"
        refuse(entry.at, f"the rule '{entry.rule}' is locked ({stand.locked}) and cannot be {what}")
    if after.params != before.params:
        message = f"the rule '{entry.rule}' is locked ({stand.locked}); its parameters are fixed"
        refuse(entry.at, message)


def _resolve_paths(document: Document, file: Path) -> RawConfig:
    """Return the configuration with its paths made whole; those it needs must exist."""
    data: Any = document.data
    folder = file.absolute().parent

    def existing(key: str, *, folders: bool) -> tuple[Path, ...]:
        found = []
        for at, text in _texts(At(document, (key,)), data.get(key)):
            path = _confined(at, text, folder)
            if not (path.is_dir() if folders else path.exists()):
                refuse(at, f"there is no {'folder' if folders else 'file or folder'} '{text}'")
            found.append(path)
        return tuple(found)

    return RawConfig(
        file,
        folder,
        document,
        policy=existing("policy", folders=False),
        exclude=tuple(text for _, text in _texts(At(document, ("exclude",)), data.get("exclude"))),
        rule_folders=_refuse_packs(document, existing("rule_folders", folders=True)),
        baseline=_baseline_file(document, folder) if data.get("baseline") else None,
        packs=_packs(document, folder) if data.get("packs") else (),
    )


def _confined(at: At, text: str, folder: Path) -> Path:
    """Return a path that a configuration names; UserError where it leads out of its folder."""
    path = folder / text
    if not lies_within(os.path.abspath(path), os.path.abspath(folder)):  # noqa: PTH100 - see below
        refuse(at, f"'{text}' lies outside the folder of this configuration")
    if fault := link_fault(path, folder):  # links may lead to other folders of the repository
        refuse(at, f"'{text}': {fault}")
    return path


def _baseline_file(document: Document, folder: Path) -> Path:
    data: Any = document.data
    at = At(document, ("baseline",))
    file = _confined(at, data["baseline"], folder)
    if file.exists() and not file.is_file():
        refuse(at, f"'{data['baseline']}' is no file")
    return file


def _refuse_packs(document: Document, folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the folders; UserError where one is a pack, whose rules would lose their name."""
    for number, folder in enumerate(folders):
        if (folder / PACK).is_file():
            data: Any = document.data
            place = ("rule_folders", number) if isinstance(data["rule_folders"], list) else ()
            at = At(document, place or ("rule_folders",))
            refuse(at, f"'{folder.name}' holds a {PACK}; name it under `packs`, as ./folder")
    return folders


def _packs(document: Document, folder: Path) -> tuple[Pack, ...]:
    from cxlint.linting.rules.packs import gather_packs

    return gather_packs(document, folder)


def _texts(at: At, value: Any) -> list[tuple[At, str]]:
    """Return one text or a list of them, each with its place."""
    if isinstance(value, list):
        return [(At(at.document, (*at.path, n)), text) for n, text in enumerate(value)]
    return [(at, value)] if value else []

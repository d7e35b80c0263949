"""Layers of settings, laid on one another, and the locks that hold against all of them.

A lock holds against its own layer and those below as it does against those above: a rule that is
locked and made milder is a contradiction, and refused with both lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from cxlint.linting.config.rule_settings import Setting, is_milder, parameter_text, place_texts
from cxlint.linting.model.file_errors import line_of, refuse
from cxlint.parsing.document import At
from cxlint.policy.globs import Globs
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cxlint.linting.config.profiles import Layer
    from cxlint.linting.config.rule_settings import RuleEntry, Vocabulary
    from cxlint.linting.model.finding import Severity
    from cxlint.linting.model.rule import Rule
    from cxlint.parsing.document import Document


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

    `lock` is the place of the lock; there is none where the rule's own file locks it.
    """

    setting: Setting
    entries: list[RuleEntry] = field(default_factory=list)
    locked: str = ""
    lock: At | None = None


class Lowering(NamedTuple):
    """That a rule counts less in the end than it did somewhere on the way: how, and by what."""

    entry: RuleEntry
    gravest: Severity


def start_states(rules: Mapping[str, Rule]) -> dict[str, RuleState]:
    """Return where each rule stands by its own file."""
    return {
        id_: RuleState(
            Setting(rule.severity, rule.params),
            locked=(rule.path or rule.id) if rule.lockable == "locked" else "",
        )
        for id_, rule in rules.items()
    }


def apply_layer(layer: Layer, vocabulary: Vocabulary, stands: Mapping[str, RuleState]) -> None:
    """Lay one layer on those below it. UserError where it softens what one of those has locked."""
    for entry in layer_entries(layer, vocabulary):
        stand = stands[entry.rule]
        refuse_if_locked(entry, stand, stand.setting)
        stand.setting = entry.apply_to(stand.setting)
        stand.entries.append(entry)
    for at, id_ in layer_locks(layer, vocabulary):
        stand = stands[id_]
        if not stand.locked:
            stand.locked, stand.lock = line_of(at), at


def find_lowering(rule: Rule, entries: Iterable[RuleEntry]) -> Lowering | None:
    """Return what lowered a rule, where it counts less in the end than it did on the way."""
    gravest, lowered = rule.severity, None
    setting = Setting(rule.severity, rule.params)
    for entry in entries:
        after = entry.apply_to(setting)
        lowered = entry if is_milder(after.severity, setting.severity) else lowered
        if after.severity is not None and is_milder(gravest, after.severity):
            gravest = after.severity
        setting = after
    if lowered is None or not is_milder(setting.severity, gravest):
        return None
    return Lowering(lowered, gravest)


def refuse_contradictions(rules: Mapping[str, Rule], stands: Mapping[str, RuleState]) -> None:
    """Refuse a lock of a rule that the same layer, or one that it builds on, makes milder."""
    for id_, stand in stands.items():
        if stand.lock is None or not stand.entries:
            continue
        if lowering := find_lowering(rules[id_], stand.entries):
            after = stand.setting.severity
            what = "switched off" if after is None else f"lowered to {after}"
            _refuse_contradiction(stand.lock, lowering.entry, what)
        for name, entry in stand.setting.set_by.items():
            if _is_softened(name, rules[id_], stand):
                what = f"softened to {name} = {parameter_text(stand.setting.params[name])}"
                _refuse_contradiction(stand.lock, entry, what)


def _is_softened(name: str, rule: Rule, stand: RuleState) -> bool:
    """Whether a parameter is milder in the end than in the rule's file or in any layer."""
    from cxlint.linting.config.strictness import compare_strictness

    said = [rule.params, *(entry.params for entry in stand.entries)]
    after = stand.setting.params[name]
    values = (each.get(name) for each in said)
    return any(compare_strictness(rule.check, name, after, value) == "milder" for value in values)


def _refuse_contradiction(lock: At, entry: RuleEntry, what: str) -> NoReturn:
    """Refuse with both lines, at the one that the reader can change."""
    if entry.at.document is lock.document:
        message = f"the rule '{entry.rule}' is locked ({line_of(lock)}) and cannot be {what}"
        refuse(entry.at, message)
    by = f"{what} by the profile {entry.source} ({line_of(entry.at)})"
    refuse(lock, f"the rule '{entry.rule}' is locked here, and {by}; say the rule under `rules`")


def layer_entries(layer: Layer, vocabulary: Vocabulary) -> list[RuleEntry]:
    """Return what a layer says of rules. UserError where it cannot be."""
    return vocabulary.entries(layer.data.get("rules") or {}, layer.place("rules"), layer.name)


def layer_locks(layer: Layer, vocabulary: Vocabulary) -> list[tuple[At, str]]:
    """Return the rules that a layer locks, and where it says so."""
    words = place_texts(layer.place("locked"), layer.data.get("locked"))
    return [(at, id_) for at, word in words for id_ in vocabulary.require_ids(word, at)]


def path_settings(
    document: Document, vocabulary: Vocabulary, stands: Mapping[str, RuleState]
) -> list[PathSettings]:
    """Return what `paths` says of some files. UserError where it softens what is locked."""
    data: Any = document.data
    found = []
    for number, said in enumerate(data.get("paths") or ()):
        at = At(document, ("paths", number, "rules"))
        entries = tuple(vocabulary.entries(said["rules"] or {}, at))
        for entry in entries:
            refuse_if_locked(entry, stands[entry.rule], stands[entry.rule].setting)
        at = At(document, ("paths", number, "files"))
        files = tuple(pattern for _, pattern in place_texts(at, said["files"]))
        found.append(PathSettings(files, Globs(files), entries, at))
    return found


def nesting_depth(chosen: PathSettings) -> int:
    """Return what sorts `paths` before what lies further down, and that by how deep it lies."""
    return chosen.files[0].count("/") + 1 if chosen.nested else 0


def refuse_if_locked(entry: RuleEntry, stand: RuleState, before: Setting) -> None:
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

"""What a configuration changes of the rules as they are, in sentences with their places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cxlint.linting.config.layers import find_lowering
from cxlint.linting.config.profiles import parent_profiles
from cxlint.linting.config.rule_settings import is_milder, parameter_text
from cxlint.linting.config.strictness import compare_strictness
from cxlint.linting.model.finding import RANK, JudgedBy
from cxlint.parsing.document import At
from cxlint.policy.globs import seen_from
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.linting.config.config import Config
    from cxlint.linting.config.layers import PathSettings
    from cxlint.linting.config.nested import NestedConfig
    from cxlint.linting.config.rule_settings import RuleEntry
    from cxlint.linting.model.finding import JudgementKind
    from cxlint.linting.model.rule import Rule

MOST = 8
"""How many things one sentence names."""


class Change(NamedTuple):
    """That an entry of a configuration or a profile makes a rule count for less, or differently."""

    kind: JudgementKind
    entry: RuleEntry
    told: str


def deviations(config: Config, rules: Mapping[str, Rule]) -> Iterator[JudgedBy]:
    """Yield which configurations judge, and what they and their profiles change for the milder."""
    if config.file is not None:
        yield _configuration(config)
    for nested in config.nested:
        if nested.entries or nested.exclude:
            yield _nested(nested)
        if nested.idle:
            names = listing([name for _, name in nested.idle])
            told = f"what {nested.document.path} says of {names} counts for nothing"
            yield _judged(
                "configuration",
                f"{told}: it is not the outermost",
                nested.idle[0][0],
                len(nested.idle),
            )
    changes = [change for id_ in sorted(rules) for change in _changes(config, rules[id_])]
    yield from _profiles(config, [each for each in changes if each.entry.source])
    yield from _own(change for change in changes if not change.entry.source)
    yield from _bar(config)
    for settings in config.path_settings:
        yield from _path_settings(config, settings, rules)
    yield from _idle_locks(config)


def listing(names: Sequence[str]) -> str:
    """Return names joined by commas, no more than fit a sentence."""
    more = f" and {len(names) - MOST:,} more" if len(names) > MOST else ""
    return ", ".join(names[:MOST]) + more


def path_from_here(path: str) -> str:
    """Return a path as seen from the current folder: a report names no place of one machine."""
    return seen_from(Path.cwd(), path) if Path(path).is_absolute() else path


def count_phrase(number: int, noun: str, nouns: str = "") -> str:
    """Return `1 severity` or `3 severities`."""
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"


def _judged(kind: JudgementKind, message: str, at: At, count: int) -> JudgedBy:
    return JudgedBy(kind, message, path_from_here(at.document.path), at.span().line, count)


def _configuration(config: Config) -> JudgedBy:
    file = path_from_here(config.document.path)
    locks = config.locks()
    told = f"and locks {listing(locks)}" if locks else "and locks nothing"
    return JudgedBy("configuration", f"{file} judges, {told}", file, 0, len(locks))


def _nested(nested: NestedConfig) -> JudgedBy:
    path = path_from_here(nested.document.path)
    severities = count_phrase(len(nested.entries), "severity", "severities")
    told = f"{path} sets {severities} and {count_phrase(len(nested.exclude), 'exclusion')}"
    said = len(nested.entries) + len(nested.exclude)
    return JudgedBy("configuration", f"{told} for its own folder", path, 0, said)


def _changes(config: Config, rule: Rule) -> Iterator[Change]:
    """Yield what makes a rule milder than it was at its gravest, and what sets its parameters."""
    entries = config.entries_of(rule)
    if not entries:
        return
    final = config.default_setting(rule)
    if lowering := find_lowering(rule, entries):
        gravest = lowering.gravest
        told = f"{final.severity} instead of {gravest}" if final.severity else "switched off"
        yield Change("softened" if final.severity else "off", lowering.entry, told)
    for name, value in final.params.items():
        if name in final.set_by and _may_soften(rule, name, value, [rule.params]):
            told = f"{name} = {parameter_text(value)}"
            yield Change("softened", final.set_by[name], told)


def _may_soften(
    rule: Rule, name: str, value: object, before: Iterable[Mapping[str, object]]
) -> bool:
    """Whether a parameter is not known to be at least as strict as it was before."""
    said = (params.get(name) for params in before)
    found = (compare_strictness(rule.check, name, value, each) for each in said)
    return any(each in ("milder", "unknown") for each in found)


def _profiles(config: Config, changes: Sequence[Change]) -> Iterator[JudgedBy]:
    extended = parent_profiles(config.layers[-1].data) if config.layers else []
    for layer in config.layers[:-1]:
        ours = [change for change in changes if change.entry.source == layer.name]
        if ours or layer.name in extended:
            told = f"the profile {layer.name} is in force: it {_changes_text(ours)}"
            yield _judged("profile", told, At(config.document, ("extends",)), len(ours))


def _changes_text(changes: Sequence[Change]) -> str:
    off = [change.entry.rule for change in changes if change.kind == "off"]
    told = [f"switches off {listing(off)}"] if off else []
    if other := len(changes) - len(off):
        told.append(f"changes {other:,} severities or thresholds")
    return " and ".join(told) or "makes nothing milder"


def _own(changes: Iterable[Change]) -> Iterator[JudgedBy]:
    """Yield what each entry of the configuration changes: one of a category changes many rules."""
    groups: dict[tuple[int, str, str], list[Change]] = {}
    for change in changes:
        at = change.entry.at
        groups.setdefault((at.span().line, str(at.path), change.told), []).append(change)
    for (_, _, told), group in sorted(groups.items()):
        names = listing([change.entry.rule for change in group])
        yield _judged(group[0].kind, f"{names}: {told}", group[0].entry.at, len(group))


def _bar(config: Config) -> Iterator[JudgedBy]:
    """Yield that less fails than a layer below asked for."""
    said = [(layer, bar) for layer in config.layers if (bar := layer.data.get("fail_on"))]
    if not said:
        return
    strictest = min(said, key=lambda pair: RANK[pair[1]])
    if RANK[config.fail_on] > RANK[strictest[1]]:
        told = f"the profile {strictest[0].name} fails on {strictest[1]}"
        message = f"only findings from {config.fail_on} on fail, though {told}"
        yield _judged("softened", message, said[-1][0].place("fail_on"), 0)


def _path_settings(
    config: Config, settings: PathSettings, rules: Mapping[str, Rule]
) -> Iterator[JudgedBy]:
    told = []
    for entry in settings.entries:
        before = config.default_setting(rules[entry.rule])
        after = entry.apply_to(before)
        if is_milder(after.severity, before.severity):
            told.append(f"{entry.rule} {after.severity or 'off'}")
        told += [
            f"{entry.rule} {name} = {parameter_text(value)}"
            for name, value in entry.params.items()
            if _may_soften(rules[entry.rule], name, value, [before.params])
        ]
    if told:
        files = settings.at.document.path if settings.nested else ", ".join(settings.files)
        where = f"in the folder of {files}" if settings.nested else f"for {files}"
        kind: JudgementKind = "softened" if settings.nested else "paths"
        yield _judged(kind, f"{where}: {listing(told)}", settings.at, len(told))


def _idle_locks(config: Config) -> Iterator[JudgedBy]:
    groups: dict[str, list[tuple[At, str]]] = {}
    for at, id_ in config.idle_locks:
        groups.setdefault(str(at.path[1]), []).append((at, id_))
    for profile, locks in groups.items():
        names = listing([id_ for _, id_ in locks])
        told = f"{names} not locked: the profile {profile} would, and nothing extends it"
        yield _judged("unlocked", told, locks[0][0], len(locks))

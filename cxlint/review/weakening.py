"""What a change takes from its judge: waivers, accepted findings, exclusions, milder rules."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from cxlint.changes.change import Spot
from cxlint.linting.config.rule_settings import is_milder, parameter_text
from cxlint.linting.config.strictness import compare_strictness
from cxlint.linting.model.finding import RANK
from cxlint.linting.suppressions import waivers
from cxlint.parsing.document import At
from cxlint.records import NamedTuple
from cxlint.review.budgets import find_looser_budgets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cxlint.linting.config.config import Config
    from cxlint.linting.config.rule_settings import Setting
    from cxlint.linting.model.rule import Rule
    from cxlint.linting.run.engine import Request
    from cxlint.linting.suppressions.waivers import Waiver
    from cxlint.policy.policy import Policy
    from cxlint.review.judged_side import JudgedSide

Key = tuple[object, ...]

CI = "ci"
"""What runs cxlint: who changes that decides whether it is run at all, whoever judges."""

_COMMENT = re.compile(r"#.*")


class Weakening(NamedTuple):
    """One thing that would make the judgement milder: what it is, in a sentence, and where.

    `what` is one of waiver, baseline, excluded, rule, threshold, bar, lock, policy, pack, law,
    budget, scenario, declaration, configuration and ci.
    """

    what: str
    sentence: str
    place: Spot | None = None


def find_weakenings(
    before: JudgedSide, policy: Policy, after: Request, renames: Mapping[str, str]
) -> list[Weakening]:
    """Return what the head, judged as `after` asks, takes from the judgement of the base."""
    return [
        *_new_waivers(before.policy, policy, renames),
        *_new_acceptances(before.request, after),
        *_configuration_changes(before.request, after),
        *_dropped_laws(before.policy, policy),
        *_looser_budgets(before.policy, policy, renames),
        *_looser_scenarios(before.policy, policy),
    ]


def _looser_scenarios(before: Policy, after: Policy) -> Iterator[Weakening]:
    """Yield the tests of its own that a policy drops, or in which something else must hold."""
    now = {each.id: each for each in after.of("scenario")}
    for old in before.of("scenario"):
        new = now.get(old.id)
        if new is None:
            yield Weakening("scenario", f"the scenario {old.id} is gone")
            continue
        held, holds = (each.get("holds") or {} for each in (old, new))
        for key, value in held.items():
            if holds.get(key) != value:
                now_said = _plainly(holds[key]) if key in holds else "not asked"
                told = f"{old.id}: {key} is {now_said} (before: {_plainly(value)})"
                yield Weakening("scenario", told, _spot(new.at("holds", key)))
        if old.get("customer") != new.get("customer"):
            told = f"{old.id} is about another customer"
            yield Weakening("scenario", told, _spot(new.at("customer")))


def _plainly(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _looser_budgets(
    before: Policy, after: Policy, renames: Mapping[str, str]
) -> Iterator[Weakening]:
    for each in find_looser_budgets(before, after, renames):
        yield Weakening("budget", each.sentence, _spot(each.at))


def _dropped_laws(before: Policy, after: Policy) -> Iterator[Weakening]:
    """Yield whose law a policy is no longer held against."""
    now = {code for each in after.of("organization") for code in each.texts("jurisdictions")}
    for each in before.of("organization"):
        for code in each.texts("jurisdictions"):
            if code not in now:
                told = f"the law of {code} is not asked about any more"
                places = (one.at("jurisdictions") for one in after.of("organization"))
                yield Weakening("law", told, next(map(_spot, places), None))


def accepts_known(before: Policy) -> Callable[[Waiver], bool]:
    """Return what says of a waiver whether the base has it; each of them holds once."""
    left = Counter(map(_key, waivers.collect(before).waivers))

    def accepts(waiver: Waiver) -> bool:
        left[_key(waiver)] -= 1
        return left[_key(waiver)] >= 0

    return accepts


def _new_waivers(before: Policy, after: Policy, renames: Mapping[str, str]) -> Iterator[Weakening]:
    known = Counter(_key(each, renames) for each in waivers.collect(before).waivers)
    for each in waivers.collect(after).waivers:
        known[_key(each)] -= 1
        if known[_key(each)] < 0:
            names = ", ".join(name for name, _ in each.names)
            where = f" at {', '.join(each.entities)}" if each.entities else ""
            told = f": {each.excuse}" if each.excuse else ", without a reason"
            yield Weakening("waiver", f"{names} is waived{where}{told}", _spot(each.at))


def _key(waiver: Waiver, renames: Mapping[str, str] | None = None) -> Key:
    """Return what makes a waiver the same: a comment also goes with the line it covers."""
    names = tuple(name for name, _ in waiver.names)
    entities = tuple((renames or {}).get(each, each) for each in waiver.entities)
    line = waiver.at.document.line(waiver.line) if waiver.is_comment else ""
    covered = _COMMENT.sub("", line).strip()
    return (names, entities, waiver.reason, waiver.owner, waiver.expires, waiver.approved_by,
            waiver.opinion, covered)  # fmt: skip


def _new_acceptances(before: Request, after: Request) -> Iterator[Weakening]:
    if after.baseline is None:
        return
    known = {} if before.baseline is None else before.baseline.entries
    for key, (count, at) in after.baseline.entries.items():
        more = count - (known[key][0] if key in known else 0)
        if more > 0:
            several = f" ({more} of them)" if more > 1 else ""
            told = f"{key[0]} at {key[1]} is accepted in the baseline{several}"
            yield Weakening("baseline", told, _spot(at))


def _configuration_changes(before: Request, after: Request) -> Iterator[Weakening]:
    one, other = before.config, after.config
    if one.file is not None and other.file is None:
        yield Weakening("configuration", f"{one.file.name} is gone: what it asked is asked no more")
    yield from _rule_changes(before, after)
    yield from _path_changes(before, after)
    yield from _new_exclusions(one, other)
    if RANK[other.fail_on] > RANK[one.fail_on]:
        told = f"only findings from {other.fail_on} on fail; before, from {one.fail_on} on"
        yield Weakening("bar", told, _key_spot(other, "fail_on"))
    for id_ in sorted({*one.locks()} - {*other.locks()}):
        yield Weakening("lock", f"{id_} is locked no longer", _key_spot(other, "locked"))
    yield from _narrowed_policy(one, other)
    packs = {(pack.name, pack.version) for pack in other.packs}
    for pack in one.packs:
        if (pack.name, pack.version) not in packs:
            told = f"the pack {pack.name} {pack.version} does not judge any more"
            yield Weakening("pack", told, _key_spot(other, "packs"))


def _rule_changes(before: Request, after: Request) -> Iterator[Weakening]:
    for id_, rule in sorted(before.rules.items()):
        if id_ not in after.rules:
            yield Weakening("rule", f"the rule {id_} is gone", _key_spot(after.config, "rules"))
            continue
        now = after.rules[id_]
        if not rule.shipped and rule != now:
            yield Weakening("rule", f"the rule {id_} itself is changed", Spot(now.path, 1, 1))
        one = before.config.default_setting(rule)
        other = after.config.default_setting(now)
        yield from _setting_changes(now, one, other, after.config)


def _setting_changes(
    rule: Rule, before: Setting, after: Setting, config: Config
) -> Iterator[Weakening]:
    if is_milder(after.severity, before.severity):
        now = f"counts as {after.severity}" if after.severity else "is off"
        entry = after.graded_by
        place = _spot(entry.at) if entry is not None else _key_spot(config, "rules")
        yield Weakening("rule", f"{rule.id} {now} (before: {before.severity})", place)
    for name, value in after.params.items():
        than = before.params.get(name)
        if compare_strictness(rule.check, name, value, than) in ("milder", "unknown"):
            entry = after.set_by.get(name)
            place = _spot(entry.at) if entry is not None else _key_spot(config, "rules")
            told = f"{rule.id}: {name} is {parameter_text(value)} (before: {parameter_text(than)})"
            yield Weakening("threshold", told, place)


def _path_changes(before: Request, after: Request) -> Iterator[Weakening]:
    """Yield what is said anew of some files, where it makes a rule milder there."""
    known = {(each.files, entry.rule, entry.severity, str(entry.params))
             for each in before.config.path_settings for entry in each.entries}  # fmt: skip
    for settings in after.config.path_settings:
        for entry in settings.entries:
            key = (settings.files, entry.rule, entry.severity, str(entry.params))
            setting = after.config.default_setting(after.rules[entry.rule])
            changed = entry.apply_to(setting)
            milder = is_milder(changed.severity, setting.severity) or bool(entry.params)
            if key not in known and milder:
                now = entry.severity or parameter_text(dict(entry.params))
                told = f"{entry.rule} is {now} for {', '.join(settings.files)}"
                yield Weakening("rule", told, _spot(entry.at))


def _new_exclusions(before: Config, after: Config) -> Iterator[Weakening]:
    for number, pattern in enumerate(after.exclude):
        if pattern not in before.exclude:
            is_list = isinstance(_said(after).get("exclude"), list)
            at = At(after.document, ("exclude", number) if is_list else ("exclude",))
            yield Weakening("excluded", f"{pattern} is left out", _spot(at))
    known = {(str(each.document.path), pattern) for each in before.nested
             for pattern in each.exclude}  # fmt: skip
    for each in after.nested:
        for pattern in each.exclude:
            if (str(each.document.path), pattern) not in known:
                at = At(each.document, ("exclude",))
                yield Weakening("excluded", f"{pattern} is left out of its folder", _spot(at))


def _narrowed_policy(before: Config, after: Config) -> Iterator[Weakening]:
    """Yield what the configuration called the policy and calls so no longer."""
    one, other = (_policy_names(each) for each in (before, after))
    if other and not one:
        told = f"only {', '.join(sorted(other))} is read as the policy"
        yield Weakening("policy", told, _key_spot(after, "policy"))
    for name in sorted(one - other) if other else ():
        yield Weakening("policy", f"{name} is no part of the policy", _key_spot(after, "policy"))


def _policy_names(config: Config) -> set[str]:
    folder = config.folder
    return {
        path.relative_to(folder).as_posix() for path in config.policy if path.is_relative_to(folder)
    }


def _said(config: Config) -> Mapping[str, object]:
    data = config.document.data
    return data if isinstance(data, dict) else {}


def _key_spot(config: Config, key: str) -> Spot | None:
    """Return where a configuration says something, or its first line where it does no longer."""
    if config.file is None:
        return None
    return _spot(At(config.document, (key,) if key in _said(config) else ()))


def _spot(at: At) -> Spot:
    span = at.span()
    return Spot(at.document.path, span.line, span.column)

"""`cxlint baseline`: accept today's findings."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxlint.cli import files, options, outputs, screen, session
from cxlint.errors import UserError
from cxlint.policy.file_names import BASELINE
from cxlint.policy.globs import seen_from
from cxlint.policy.repository import as_seen, from_here
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cxlint.linting.config.config import Config
    from cxlint.linting.model.finding import Finding
    from cxlint.linting.run.engine import Request
    from cxlint.linting.suppressions.baseline import Baseline, CarryOver
    from cxlint.linting.suppressions.baseline_match import Key
    from cxlint.linting.suppressions.ratchets import Costs

HELP = """Accept today's findings, so that `cxlint check --baseline FILE` reports only
new ones. Run it again to drop what has been put right; it says what changes.
Entries of rules that are not run stay. A baseline of an earlier cxlint still
holds; --migrate rewrites it, accepts nothing new and says what met nothing.
Where the configuration says what the policy is, all of it counts, whatever
PATHS name.

\b
Example:
  cxlint baseline policies/ --output cxlint-baseline.yaml
  cxlint check policies/ --baseline cxlint-baseline.yaml
"""


_MIGRATE_FIRST = "this baseline is of an earlier cxlint; run cxlint baseline --migrate first"


@click.command(help=HELP, short_help="Accept today's findings, so that only new ones count.")
@options.PATHS
@click.option(
    "--output",
    "output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The file to write (the configured baseline, else cxlint-baseline.yaml).",
)
@options.SELECT
@options.IGNORE
@options.AS_OF
@options.CONFIG
@options.ALLOW_EMPTY
@options.NO_CACHE
@click.option(
    "--migrate",
    is_flag=True,
    help="Rewrite the baseline of an earlier cxlint as one of today, accepting nothing new.",
)
def command(
    *,
    paths: tuple[Path, ...],
    output: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    today: datetime.date,
    config_file: Path | None,
    allow_empty: bool,
    no_cache: bool,
    migrate: bool,
) -> int:
    """Write the baseline and say what it gained and lost."""
    from cxlint.linting.model.fingerprints import VERSION
    from cxlint.linting.model.rule import current_ids
    from cxlint.linting.suppressions import baseline
    from cxlint.linting.suppressions.ratchets import RULE as RATCHET
    from cxlint.policy.links import link_fault

    asked = session.requests(
        paths,
        config_file=config_file,
        select=select,
        ignore=ignore,
        today=today,
        baseline_file=output,
        accept=False,
        cached=not no_cache,
    )
    asked = [_of_whole_policy(request) for request in asked]
    file = _file(asked)
    if fault := link_fault(file, Path.cwd()):
        raise UserError(f"{as_seen(file)}: {fault}")
    before = baseline.read(file) if file.exists() or migrate else None
    ids = {old: now for request in asked for old, now in current_ids(request.rules).items()}
    locked = {id_ for request in asked for id_ in request.config.locked}
    chosen = {id_ for request in asked for id_ in request.chosen}
    kept = {key: count for key, count in _counts(before).items() if key[0] in ids}
    kept = {key: count for key, count in kept.items() if ids[key[0]] not in chosen | locked}
    if kept and before is not None and before.version != VERSION:
        advice = "--migrate goes without --select and --ignore" if migrate else _MIGRATE_FIRST
        raise UserError(f"{as_seen(file)}: {advice}")
    report = session.lint(asked, allow_empty=allow_empty)
    if report.has_crashed:
        raise UserError("a rule crashed, so no baseline was written (cxlint check says which)")
    standing = [each for each in report.findings if not each.rule.governs]
    accepted = [each for each in standing if each.rule.id not in locked]
    old = baseline.carry_over(before, accepted)
    if before is not None and migrate:
        return _migrate(_Migration(file, before, old, kept, standing, ids, locked))
    costs = _measure_costs(asked)
    files.replace_file(file, baseline.write(accepted, kept, costs))
    screen.write_lines(_change_lines(as_seen(file), old, baseline.read(file)))
    screen.write_lines(_ratchet_lines(before.costs if before else {}, costs))
    if left := sum(each.rule.governs and each.rule.id != RATCHET for each in report.findings):
        screen.say(f"cxlint: {left} about waivers left out: put them right instead")
    if left := len(standing) - len(accepted):
        names = ", ".join(sorted({each.rule.id for each in standing if each.rule.id in locked}))
        screen.say(f"cxlint: {left} of locked rules left out, which nobody may accept: {names}")
    outputs.say_judgement(report)
    config = asked[0].config
    if config.baseline is None:
        screen.say(f"cxlint: to use it{_use_advice(file, config)}")
    return 0


def _measure_costs(asked: Sequence[Request]) -> dict[str, Costs]:
    """Return what contact reasons that may not become worse cost customers today."""
    from cxlint.graph.builder import build
    from cxlint.linting.run import engine
    from cxlint.linting.suppressions.ratchets import list_ratcheted, measure_costs

    costs: dict[str, Costs] = {}
    for request in asked:
        policy = engine.read(request).policy
        if list_ratcheted(policy):
            costs |= measure_costs(build(policy))
    return costs


def _ratchet_lines(before: Mapping[str, Costs], after: Mapping[str, Costs]) -> Iterator[str]:
    for intent in sorted(before.keys() | after.keys()):
        if before.get(intent) != after.get(intent):
            verb = "no longer held to" if intent not in after else "held to"
            from cxlint.linting.suppressions.ratchets import say_costs

            worst = after.get(intent, before.get(intent, {}))
            yield f"{intent} is {verb} what it costs customers: {say_costs(worst)}"


def _of_whole_policy(request: Request) -> Request:
    """Return the request for all findings: once accepted, a cause no longer tells what follows."""
    request = request._replace(folded=False)
    if not request.config.policy:
        return request
    return request._replace(paths=[from_here(path) for path in request.config.policy])


def _file(asked: Sequence[Request]) -> Path:
    """Return the file to write. UserError where several policies have one each."""
    meant = {request.baseline_file for request in asked if request.baseline_file}
    configured = {request.config.baseline for request in asked} - {None}
    if len(meant) > 1 and configured:
        names = ", ".join(sorted(map(as_seen, meant)))
        raise UserError(f"these are policies with a baseline each ({names}): name one at a time")
    return meant.pop() if len(meant) == 1 else Path(BASELINE)


def _use_advice(file: Path, config: Config) -> str:
    """Return how to have a baseline used that no configuration names."""
    if config.file is None or (inside := seen_from(config.folder, file)).startswith("../"):
        return f": cxlint check --baseline {from_here(file).as_posix()}"
    return f", write into {as_seen(config.file)}: baseline: {inside}"


class _Migration(NamedTuple):
    """A baseline rewritten: what it was, what of it is known again, and what `findings` there are.

    `kept` are entries of rules that were not run. `rules` gives the ids of today; `locked` are the
    rules that nobody may accept.
    """

    file: Path
    before: Baseline
    carried: CarryOver
    kept: Mapping[Key, int]
    findings: Sequence[Finding]
    rules: Mapping[str, str]
    locked: Collection[str]

    @property
    def lost(self) -> dict[Key, int]:
        """The entries that met nothing."""
        return {key: count for key, count in self.carried.left.items() if key not in self.kept}

    def why_lost(self, rule: str) -> str:
        """Return why an entry of this rule met nothing."""
        if rule not in self.rules:
            return "there is no such rule"
        if self.rules[rule] in self.locked:
            return "the rule is locked, so nobody may accept it"
        return "nothing like it is found any more"

    def open_findings(self) -> Counter[str]:
        """Count what the entries that met nothing may have been written for, by rule."""
        known = {id(each) for each in self.carried.known}
        rules = {self.rules.get(rule) for rule, _, _ in self.lost}
        standing = (each for each in self.findings if each.status == "new")
        ids = (each.rule.id for each in standing if id(each) not in known)
        return Counter(id_ for id_ in ids if id_ in rules)


def _migrate(migration: _Migration) -> int:
    """Write what is known again with the fingerprints of today; say which entries met nothing."""
    files.replace_file(migration.file, _text_of(migration))
    screen.write_lines(_migration_lines(migration))
    return 0


def _text_of(migration: _Migration) -> str:
    from cxlint.linting.suppressions import baseline

    return baseline.write(migration.carried.known, migration.kept, migration.before.costs)


def _migration_lines(migration: _Migration) -> Iterator[str]:
    lost, before = migration.lost, migration.before
    for key in lost:
        line = before.entries[key][1].span().line
        why = migration.why_lost(key[0])
        yield f"not matched: {key[0]}  {key[1]}  (line {line} before): {why}"
    entries, gone = _counts(before).total(), sum(lost.values())
    counts = f"{entries - gone} of {entries} carried over, {gone} not matched"
    yield f"{as_seen(migration.file)}: {counts}"
    if open_ := sorted(migration.open_findings().items()):
        told = ", ".join(f"{count} of {rule}" for rule, count in open_)
        yield f"open now: {told} (cxlint check shows them)"


def _change_lines(file: str, carried: CarryOver, after: Baseline) -> Iterator[str]:
    old, new = carried.counts, _counts(after)
    for sign, changed in (("+", new - old), ("-", old - new)):
        for (rule, entity, _), count in sorted(changed.items()):
            yield f"{sign} {rule}  {entity}" + (f"  ({count} times)" if count > 1 else "")
    added, dropped = (new - old).total(), (old - new).total()
    yield f"{file}: {new.total()} accepted, {added} added, {dropped} dropped"


def _counts(baseline: Baseline | None) -> Counter[Key]:
    entries = baseline.entries if baseline else {}
    return Counter({key: count for key, (count, _) in entries.items()})

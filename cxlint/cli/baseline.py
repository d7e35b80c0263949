"""`cxlint baseline`: accept today's findings."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxlint.cli import files, options, outputs, screen, session
from cxlint.errors import UserError, as_seen
from cxlint.policy.file_names import BASELINE

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from cxlint.linting.run.engine import Request
    from cxlint.linting.suppressions.baseline import Baseline, Key

HELP = """Accept today's findings, so that `cxlint check --baseline FILE` reports only
new ones. Run it again to drop what has been put right; it says what changes.
Entries of rules that are not run stay. Where the configuration says what the
policy is, all of it counts, whatever PATHS name.

\b
Example:
  cxlint baseline policies/ --output cxlint-baseline.yaml
  cxlint check policies/ --baseline cxlint-baseline.yaml
"""


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
def command(
    *,
    paths: tuple[Path, ...],
    output: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    today: datetime.date,
    config_file: Path | None,
    allow_empty: bool,
) -> int:
    """Write the baseline and say what it gained and lost."""
    from cxlint.linting.suppressions import baseline
    from cxlint.policy.repository import link_fault

    asked = session.requests(
        paths,
        config_file=config_file,
        select=select,
        ignore=ignore,
        today=today,
        baseline_file=output,
        accept=False,
    )
    asked = [_of_whole_policy(request) for request in asked]
    file = _file(asked)
    before = baseline.read(file) if file.exists() else None
    report = session.lint(asked, allow_empty=allow_empty)
    if report.has_crashed:
        raise UserError("a rule crashed, so no baseline was written (cxlint check says which)")
    rules = {id_ for request in asked for id_ in request.rules}
    locked = {id_ for request in asked for id_ in request.config.locked}
    chosen = {id_ for request in asked for id_ in request.chosen}
    standing = [each for each in report.findings if not each.rule.governs]
    accepted = [each for each in standing if each.rule.id not in locked]
    kept = {key: count for key, count in _counts(before).items() if key[0] in rules - locked}
    kept = {key: count for key, count in kept.items() if key[0] not in chosen}
    if fault := link_fault(file, Path.cwd()):
        raise UserError(f"{as_seen(file)}: {fault}")
    files.replace_file(file, baseline.write(accepted, kept))
    after = baseline.read(file)
    screen.write("\n".join(_change_lines(as_seen(file), before, after)))
    if left := len(report.findings) - len(standing):
        screen.say(f"cxlint: {left} about waivers left out: put them right instead")
    if left := len(standing) - len(accepted):
        names = ", ".join(sorted({each.rule.id for each in standing if each.rule.id in locked}))
        screen.say(f"cxlint: {left} of locked rules left out, which nobody may accept: {names}")
    outputs.say_judgement(report)
    return 0


def _of_whole_policy(request: Request) -> Request:
    from cxlint.policy.reader import seen_from

    if not request.config.policy:
        return request
    whole = [seen_from(request.start, path) for path in request.config.policy]
    return request._replace(paths=whole)


def _file(asked: Sequence[Request]) -> Path:
    """Return the file to write. UserError where several policies have one each."""
    meant = {request.config.baseline for request in asked}
    if len(meant) > 1:
        names = ", ".join(sorted(as_seen(file) for file in meant if file))
        raise UserError(f"these are policies with a baseline each ({names}): name one at a time")
    (file,) = meant
    return file or Path(BASELINE)


def _change_lines(file: str, before: Baseline | None, after: Baseline) -> Iterator[str]:
    old, new = _counts(before), _counts(after)
    for sign, changed in (("+", new - old), ("-", old - new)):
        for (rule, entity, _), count in sorted(changed.items()):
            yield f"{sign} {rule}  {entity}" + (f"  ({count} times)" if count > 1 else "")
    added, dropped = (new - old).total(), (old - new).total()
    yield f"{file}: {new.total()} accepted, {added} added, {dropped} dropped"


def _counts(baseline: Baseline | None) -> Counter[Key]:
    entries = baseline.entries if baseline else {}
    return Counter({key: count for key, (count, _) in entries.items()})

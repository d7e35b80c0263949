"""`cxlint config`: what applies to a file, and why."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxlint.cli import options, screen, session
from cxlint.errors import UserError
from cxlint.policy.repository import as_seen, path_from, repository_root
from cxlint.reporting.writing.statistics import count_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cxlint.linting.config.config import Config
    from cxlint.linting.model.rule import Rule

HELP = """Show which rules apply to FILE, how severe each is there, and which line of the
configuration says so. Without FILE, what applies everywhere. For a folder, and
without FILE, also what a check of it would leave out, soften, waive or accept.

\b
Example:
  cxlint config policies/returns.yaml --rule restrictive-return-window
"""


@click.command(help=HELP, short_help="Show what applies to a file, and why.")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--rule",
    "names",
    multiple=True,
    callback=options.split_words,
    metavar="RULE",
    help="Only these rules or categories.",
)
@options.CONFIG
def command(*, file: Path | None, names: tuple[str, ...], config_file: Path | None) -> int:
    """Write the settings in force, each with its reason."""
    from cxlint.linting.config.config import choose_rules
    from cxlint.policy.discovery import not_there

    if file and not file.exists():
        raise UserError(not_there(file))
    start = repository_root(file or Path())
    settled, rules = session.find_settings(file or Path(), config_file, start)
    left_out = _is_left_out(file or Path(), config_file, settled)
    judged = [f"{as_seen(file)} is left out (exclude)"] if file and left_out else []
    if not names and (file is None or file.is_dir()):
        judged += _judgement_lines(file, config_file, settled)
    shown = path_from(start, file) if file else ""
    wanted = [rules[id_] for id_ in sorted(choose_rules(rules, names, ()))]
    lines = [*_general_lines(settled, rules.values()), *settled.notes, *judged, ""]
    longest = max((len(rule.id) for rule in wanted), default=0)
    for rule in wanted:
        lines.append(_setting_line(settled, rule, shown, longest))
        reasons = settled.reasons(rule, shown)
        # What a rule's own file says goes without saying, unless the rule is asked for.
        lines += [f"  {said}" for said in reasons if names or not said.endswith(f": {rule.path}")]
    screen.write_lines(lines)
    return 0


def _is_left_out(file: Path, config_file: Path | None, config: Config) -> bool:
    """Whether a file is left out. The configurations on the way to it are taken in."""
    from cxlint.policy.discovery import is_left_out

    enter = None if config_file else config.enter
    here = Path.cwd()
    return is_left_out(file, start=here, root=config.folder, exclude=config.exclude, enter=enter)


def _judgement_lines(
    folder: Path | None, config_file: Path | None, config: Config
) -> Iterator[str]:
    """Yield what a check of a folder would say of how it judged."""
    accept = config.baseline is not None and config.baseline.exists()
    paths = (folder,) if folder else ()
    today = datetime.date.today()  # noqa: DTZ011 - the user's own calendar is meant
    asked = session.requests(paths, today=today, config_file=config_file, accept=accept)
    for each in session.lint(asked, allow_empty=True).judged_by:
        yield f"{each.kind}: {each.sentence}"


def _general_lines(config: Config, rules: Iterable[Rule]) -> Iterator[str]:
    from cxlint.linting.rules.packs import checksum

    if config.file is None:
        yield "no cxlint.yaml here or in any folder above; the rules' own defaults hold"
    else:
        yield f"configuration: {as_seen(config.file)}"
    yield f"fails on: {config.fail_on}"
    told: Mapping[str, Iterable[str]] = {
        "policy": map(as_seen, config.policy),
        "exclude": config.exclude,
        "rule folders": map(as_seen, config.rule_folders),
        "baseline": [as_seen(config.baseline)] if config.baseline else [],
    }
    for name, values in told.items():
        if text := ", ".join(values):
            yield f"{name}: {text}"
    for pack in config.packs:
        held = sum(rule.pack == pack.name for rule in rules)
        yield f"pack: {pack.name} {pack.version}, {count_phrase(held, 'rule')}, {pack.origin}"
        yield f"  {checksum(pack)}"


def _setting_line(config: Config, rule: Rule, file: str, longest: int) -> str:
    severity = config.setting(rule, file).severity or "off"
    locked = "  locked" if rule.id in config.locked else ""
    return f"{rule.id:<{longest}}  {severity}{locked}"

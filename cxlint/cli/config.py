"""`cxlint config`: what applies to a file, and why."""

from __future__ import annotations

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
configuration says so. Without FILE, what applies everywhere.

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
    shown = path_from(start, file) if file else ""
    wanted = [rules[id_] for id_ in sorted(choose_rules(rules, names, ()))]
    lines = [*_general_lines(settled, rules.values()), *settled.notes, ""]
    longest = max((len(rule.id) for rule in wanted), default=0)
    for rule in wanted:
        lines.append(_setting_line(settled, rule, shown, longest))
        reasons = settled.reasons(rule, shown)
        # What a rule's own file says goes without saying, unless the rule is asked for.
        lines += [f"  {said}" for said in reasons if names or not said.endswith(f": {rule.path}")]
    screen.write("\n".join(lines))
    return 0


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

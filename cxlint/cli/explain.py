"""`cxlint explain`: one rule's page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxlint.cli import options, screen, session
from cxlint.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.linting.model.rule import Rule

HELP = """Say why RULE exists, what to change, where its defaults come from, and show a
policy that breaks it with what cxlint prints for that.

\b
Example:
  cxlint explain hassle-loop
"""


@click.command(help=HELP, short_help="Say why a rule exists, what it finds, and what to change.")
@click.argument("rule_id", metavar="RULE")
@options.CONFIG
def command(*, rule_id: str, config_file: Path | None) -> int:
    """Write the page of one rule."""
    from cxlint.linting.rules import loader
    from cxlint.reporting.docs.example_output import demonstration
    from cxlint.reporting.docs.terminal_page import page

    settled, rules = session.find_settings(Path(), config_file, Path.cwd())
    rule = find_rule(rule_id, rules)
    printed = demonstration(rule, rules)
    sources = loader.sources(settled.rule_folders, settled.packs)
    screen.write(page(rule, sources, printed, width=screen.terminal_width()))
    return 0


def find_rule(rule_id: str, rules: Mapping[str, Rule]) -> Rule:
    """Return the rule of that id, or the one that once bore it; UserError where there is none."""
    if rule_id in rules:
        return rules[rule_id]
    for rule in rules.values():
        if rule_id in rule.formerly:
            return rule
    if any(rule_id in (rule.category, rule.pack) for rule in rules.values()):
        raise UserError(f"{rule_id} is a category; cxlint rules lists the rules in it")
    from cxlint.suggest import unknown

    raise UserError(f"{unknown('rule', rule_id, sorted(rules))} (see cxlint rules)")

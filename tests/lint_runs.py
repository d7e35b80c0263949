"""Runs of the whole linter over files, with the rules that a test asks for."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run import engine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from cxlint.linting.model.finding import Finding

DAY = datetime.date(2026, 11, 20)


def lint_files(paths: Iterable[Path], start: Path, only: Sequence[str] = ()) -> list[Finding]:
    """Return what is found in files, with paths as seen from `start`."""
    raw = config_files.read(None)
    rules = loader.load(raw.rule_folders)
    request = engine.Request(
        paths=list(paths),
        start=start,
        config=config.build_config(raw, rules, start),
        rules=rules,
        chosen=frozenset(config.choose_rules(rules, only, [])),
        today=DAY,
    )
    return list(engine.lint(request).findings)

"""Advice on small policies, from text."""

from __future__ import annotations

import datetime
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from cxlint.linting.advice.clearing import Clearance, clear
from cxlint.linting.advice.ranking import Advised, advise
from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run import engine

if TYPE_CHECKING:
    from cxlint.linting.advice.trial import Advice
    from cxlint.linting.model.finding import Finding

TODAY = datetime.date(2026, 11, 20)
EVERY = loader.load()


def request(text: str, *rules: str) -> engine.Request:
    """Return the request to judge a policy, by some rules or by all."""
    return engine.Request(
        paths=(),
        start=Path(),
        config=config.build_config(config_files.read(None), EVERY, Path()),
        rules=EVERY,
        chosen=frozenset(rules or EVERY),
        today=TODAY,
        stdin=("policy.yaml", textwrap.dedent(text).encode()),
    )


def advised(text: str, *rules: str, top: int = 20) -> Advised:
    """Return the advice on a policy that some rules judge, or all."""
    asked = request(text, *rules)
    return advise(asked, engine.read(asked), top)


def cleared(text: str, finding: str, *rules: str) -> Clearance:
    """Return what clears a finding."""
    asked = request(text, *rules)
    return clear(asked, engine.read(asked), finding)


def findings(text: str, *rules: str) -> tuple[Finding, ...]:
    """Return what the rules find, also what follows from something else."""
    return engine.lint(request(text, *rules)._replace(folded=False)).findings


def edits(advice: Advice) -> list[tuple[int, str, object, object]]:
    """Return the edits of an advice: line, last key, old, new."""
    return [(e.span.line, str(e.path[-1]), e.old, e.new) for e in advice.proposal.edits]


def effects(advice: Advice) -> dict[str, tuple[object, object]]:
    """Return the figures that an advice changes: before and after, the greatest of a range."""

    def say(figure):
        return figure.value if figure.value is not None else (figure.minimum, figure.maximum)

    return {each.name: (say(each.before), say(each.after)) for each in advice.effects}

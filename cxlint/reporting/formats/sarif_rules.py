"""What SARIF publishes of a rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.reporting.writing.prose import general_text

if TYPE_CHECKING:
    from cxlint.linting.model.rule import Rule

HOME = "https://github.com/cxlint/cxlint-policy"
"""Where cxlint is published."""

LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}
_LONGEST = 1_000


def descriptor(rule: Rule) -> dict[str, object]:
    """Return the reporting descriptor of `rule`, with the texts that GitHub demands."""
    told: dict[str, object] = {"id": rule.id}
    name = "".join(word.capitalize() for word in re.split("[-/]", rule.id))
    if name.casefold() != rule.id.casefold():  # SARIF: a name that only repeats the id is none
        told["name"] = name
    if page := address(rule):
        told["helpUri"] = page
    return told | {
        "shortDescription": {"text": _short(rule.title)},
        "fullDescription": {"text": _short(rule.rationale or rule.title)},
        "help": {"text": _help(rule), "markdown": _markdown(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": ["customer-experience", rule.category],
            "precision": "high",
            "problem.severity": _PROBLEMS[rule.severity],
        },
    }


def address(rule: Rule) -> str:
    """Return where the page of a shipped rule is published; empty for any other rule."""
    published = rule.shipped and rule.path
    return f"{HOME}/blob/main/rules/{rule.category}/{rule.name}.md" if published else ""


def _short(text: str) -> str:
    """Return `text` as sentences on one line, no longer than GitHub accepts."""
    line = " ".join(text.split())
    if len(line) > _LONGEST:
        line = f"{line[: _LONGEST - 1].rsplit(' ', 1)[0]}…"
    return line if line.endswith((".", "…", "?", "!")) else f"{line}."


def _help(rule: Rule) -> str:
    parts = [rule.rationale]
    if remedy := general_text(rule.remedy[""]):
        parts.append(f"What to change: {remedy}")
    parts += [f"Source {name}: {supports}" for name, supports in rule.sources]
    return "\n\n".join(part.strip() for part in parts)


def _markdown(rule: Rule) -> str:
    parts = [rule.rationale]
    if remedy := general_text(rule.remedy[""]):
        parts.append(f"**What to change:** {remedy}")
    if rule.bad:
        parts.append(f"For example, this is reported:\n\n```yaml\n{rule.bad[0].rstrip()}\n```")
    if rule.sources:
        parts.append("\n".join(f"* {name}: {supports}" for name, supports in rule.sources))
    return "\n\n".join(part.strip() for part in parts)

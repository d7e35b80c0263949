"""The findings near a waiver that excuses nothing: those that it may have been meant for."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cxlint.suggest import BUDGET, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cxlint.linting.model.finding import Finding
    from cxlint.parsing.document import At

Key = TypeVar("Key")

LINES = 5
"""Lines within which a finding may be the one that a comment was written for."""

MOST = 3
"""How many findings are told."""


class NearbyFindings:
    """Findings by rule and line, and by rule and what they are about.

    Of each place no more are kept than are told, so that asking takes the same time however much
    is wrong with a policy.
    """

    __slots__ = ("_about", "_entities", "_findings", "_lines", "_words")

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._findings = list(findings)
        self._lines: dict[tuple[str, str, int], list[int]] = {}
        self._about: dict[tuple[str, str], list[int]] = {}
        self._entities: dict[str, list[str]] = {}
        self._words: dict[str, Words] = {}
        for number, each in enumerate(self._findings):
            rule = each.rule.id
            _add(self._lines, (rule, each.path, each.span.line), number)
            for word in {word for about in _entities(each) for word in (about, *_ids(about))}:
                _add(self._about, (rule, word), number)
            for spot in each.related if is_shared(each) else ():
                _add(self._lines, (rule, spot.path, spot.span.line), number)
            self._entities.setdefault(rule, []).append(each.entity)

    def of_comment(self, rules: Sequence[str], at: At) -> list[Finding]:
        """Return the findings of these rules a few lines off."""
        path, line = at.document.path, at.span().line
        lines = range(line - LINES, line + LINES + 1)
        return self._first_findings(
            number
            for rule in rules
            for near in lines
            for number in self._lines.get((rule, path, near), ())
        )

    def of_entry(self, rules: Sequence[str], entities: Sequence[str]) -> list[Finding]:
        """Return the findings of these rules about something of that id, or spelt much alike."""
        ids = [word for entity in entities for word in _ids(entity)]
        return self._first_findings(
            number
            for rule in rules
            for word in (*ids, *(self._similar_entity(rule, entity) for entity in entities))
            for number in self._about.get((rule, word), ())
        )

    def _similar_entity(self, rule: str, entity: str) -> str:
        if rule not in self._words:
            self._words[rule] = Words(self._entities.get(rule, ()), BUDGET)
        return self._words[rule].nearest(entity) or ""

    def _first_findings(self, numbers: Iterable[int]) -> list[Finding]:
        return [self._findings[number] for number in sorted(set(numbers))[:MOST]]


def is_shared(finding: Finding) -> bool:
    """Whether a finding says the same of several things, and points to the first of them."""
    return finding.cause is not None and len(finding.cause.members) > 1


def _entities(finding: Finding) -> tuple[str, ...]:
    """Return what a finding is about, and of what else it says the same."""
    members = finding.cause.members if finding.cause is not None else ()
    return (finding.entity, *members)


def _add(table: dict[Key, list[int]], key: Key, number: int) -> None:
    held = table.setdefault(key, [])
    if len(held) < MOST:
        held.append(number)


def _ids(entity: str) -> list[str]:
    """Return the ids in the name of an entity: `care` and `finance` of `handoff/care->finance`."""
    return entity.rpartition("/")[2].split("->")

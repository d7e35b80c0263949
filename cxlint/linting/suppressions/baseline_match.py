"""Which findings the entries of a baseline accept, whatever version of cxlint wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.language.sections import subject
from cxlint.linting.model.fingerprints import fingerprint_v1

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from cxlint.linting.model.finding import Finding

Key = tuple[str, str, str]
"""An entry: its rule, what it is about, and its fingerprint."""

MOVABLE = frozenset({"handoff", "file"})
"""What may get another name and stay what it is."""


class Matcher:
    """The entries of a baseline while findings use them up. `left` is how often each is unused."""

    def __init__(self, counts: Mapping[Key, int], *, version: int) -> None:
        self.left = dict(counts)
        self.version = version
        self._by_print: dict[tuple[str, str], list[Key]] = {}
        self._by_rule: dict[str, list[Key]] = {}
        for key in counts:
            rule, _, fingerprint = key
            self._by_print.setdefault((rule, fingerprint), []).append(key)
            self._by_rule.setdefault(rule, []).append(key)

    def accept(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings that are accepted; of more than an entry counts, the first."""
        known, rest = self._divide(findings, self._same)
        if self.version == 1 and any(self.left.values()):
            more, _ = self._divide(rest, self._concerned)
            known += more
            for each in known:
                self._use_up(self._concerned(each))
        return known

    def _divide(
        self, findings: Iterable[Finding], entries: Callable[[Finding], Iterator[Key]]
    ) -> tuple[list[Finding], list[Finding]]:
        """Return the findings for which there is an entry left, and the others."""
        known: list[Finding] = []
        rest: list[Finding] = []
        for each in findings:
            (known if self._use_one(entries(each)) else rest).append(each)
        return known, rest

    def _use_one(self, keys: Iterator[Key]) -> bool:
        """Use one of the entries, where any of them is left."""
        found = next((key for key in keys if self.left[key] > 0), None)
        if found is not None:
            self.left[found] -= 1
        return found is not None

    def _use_up(self, keys: Iterator[Key]) -> None:
        """Use entries up: what was several findings before may be one now."""
        self.left.update(dict.fromkeys(keys, 0))

    def _same(self, finding: Finding) -> Iterator[Key]:
        """Yield the entries that are this finding, by its present fingerprint or a former one."""
        names = (finding.rule.id, *finding.rule.formerly)
        if self._by_rule.keys().isdisjoint(names):
            return
        for found in self._fingerprints(finding):
            for name in names:
                for key in self._by_print.get((name, found), ()):
                    if _is_about(finding, key[1]):
                        yield key

    def _fingerprints(self, finding: Finding) -> tuple[str, ...]:
        """Return what a finding is called: a file of version 2 holds none of version 1."""
        if self.version == 1:
            return (finding.fingerprint, *finding.former_fingerprints)
        return (finding.fingerprint, *finding.former_fingerprints_of_version_2)

    def _concerned(self, finding: Finding) -> Iterator[Key]:
        """Yield the entries of the finding's rule about anything that the finding concerns."""
        names = (finding.rule.id, *finding.rule.formerly)
        listed = [key for name in names for key in self._by_rule.get(name, ())]
        concerned = _concerned_entities(finding) if listed else frozenset()
        for key in listed:
            if key[1] in concerned or _stood_for_all(finding, key):
                yield key


def _is_about(finding: Finding, entity: str) -> bool:
    """Whether an entry about something may be about what the finding is about.

    What got another name is of the same kind still; and what is called by its ends has these.
    """
    if entity == finding.entity:
        return True
    kind, _, name = entity.partition("/")
    if not _may_move(finding) or kind != finding.entity.partition("/")[0]:
        return False
    is_by_ends = kind == "handoff" and "->" in name and not finding.document.vendor_file
    return not is_by_ends or _is_whole(finding) or entity in finding.identity


def _is_whole(finding: Finding) -> bool:
    return finding.cause is not None and finding.cause.is_whole


def _may_move(finding: Finding) -> bool:
    """Whether what the finding is about may get another name and stay what it is."""
    kind = finding.entity.partition("/")[0]
    return kind in MOVABLE or _is_whole(finding) or bool(finding.document.vendor_file)


def _concerned_entities(finding: Finding) -> frozenset[str]:
    """Return what a finding is about, and what its places are of."""
    hit = finding.cause
    if hit is None:
        return frozenset()
    places = (at for at, _ in (*hit.related, *hit.witness))
    return frozenset({hit.entity, *(subject(at.document, at.path) for at in places)})


def _stood_for_all(finding: Finding, key: Key) -> bool:
    """Whether an entry is a finding about the whole policy, told at another thing of the kind."""
    hit = finding.cause
    return hit is not None and hit.is_whole and fingerprint_v1(*key[:2], *hit.key) == key[2]

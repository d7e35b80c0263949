"""Which findings the entries of a baseline accept, whatever version of cxlint wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.language.sections import subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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

    def accept(self, findings: Sequence[Finding]) -> frozenset[int]:
        """Return which findings are accepted, by their `id()`; the first of equal ones are."""
        known = {id(each) for each in findings if self._use_one(self._same(each))}
        if self.version == 1 and any(self.left.values()):
            rest = [each for each in findings if id(each) not in known]
            known |= {id(each) for each in rest if self._use_one(self._concerned(each))}
            for each in findings:
                if id(each) in known:
                    self._use_up(self._concerned(each))
        return frozenset(known)

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
        kind = finding.entity.partition("/")[0]
        for found in (finding.fingerprint, *finding.former_fingerprints):
            for name in names:
                for key in self._by_print.get((name, found), ()):
                    same_kind = kind in MOVABLE and key[1].partition("/")[0] == kind
                    if key[1] == finding.entity or same_kind:
                        yield key

    def _concerned(self, finding: Finding) -> Iterator[Key]:
        """Yield the entries of the finding's rule about anything that the finding concerns."""
        names = (finding.rule.id, *finding.rule.formerly)
        listed = [key for name in names for key in self._by_rule.get(name, ())]
        concerned = _concerned_entities(finding) if listed else frozenset()
        yield from (key for key in listed if key[1] in concerned)


def _concerned_entities(finding: Finding) -> frozenset[str]:
    """Return what a finding is about, what it speaks for, and what its places are of."""
    hit = finding.cause
    if hit is None:
        return frozenset()
    places = (at for at, _ in (*hit.related, *hit.witness))
    return frozenset({hit.entity, *hit.alike, *(subject(at.document, at.path) for at in places)})

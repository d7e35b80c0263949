"""Which findings the entries of a baseline accept, whatever version of cxlint wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.language.sections import subject
from cxlint.linting.model.fingerprints import FILE, fingerprint_v1

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

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
        known, rest = self._divide(findings, self._same_place)
        moved, rest = self._divide(rest, self._same)
        known += moved
        for each in known:
            self._use_up(key for key in self._same(each) if key[2] != each.fingerprint)
        if self.version == 1:
            more, rest = self._divide(rest, self._concerned)
            known += more
            groups = {each for known_one in known for each in _group(known_one)}
            known += [each for each in rest if not groups.isdisjoint(_group(each))]
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

    def _use_up(self, keys: Iterable[Key]) -> None:
        """Use entries up: what was several findings before may be one now."""
        self.left.update(dict.fromkeys(keys, 0))

    def _same_place(self, finding: Finding) -> Iterator[Key]:
        """Yield the entries that are this finding, and name what it is about as it is called."""
        entities = (finding.entity, finding.former_name(finding.entity))
        return (key for key in self._same(finding) if key[1] in entities)

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
            if key[1] in concerned or _had_other_anchor(finding, key):
                yield key


def _is_about(finding: Finding, entity: str) -> bool:
    """Whether an entry about something may be about what the finding is about.

    What got another name is of the same kind still; and what is called by its ends has these.
    """
    if entity == finding.entity or _had_name(finding, entity):
        return True
    kind, _, name = entity.partition("/")
    if not _may_move(finding) or kind != finding.entity.partition("/")[0]:
        return False
    is_by_ends = kind == "handoff" and "->" in name and not finding.document.vendor_file
    return not is_by_ends or _is_whole(finding) or entity in finding.identity


def _had_name(finding: Finding, entity: str) -> bool:
    """Whether an earlier cxlint told the finding at this thing."""
    return finding.cause is not None and any(each[0] == entity for each in finding.cause.formerly)


def _is_whole(finding: Finding) -> bool:
    return finding.cause is not None and finding.cause.is_whole


def _may_move(finding: Finding) -> bool:
    """Whether what the finding is about may get another name and stay what it is."""
    kind = finding.entity.partition("/")[0]
    return kind in MOVABLE or _is_whole(finding) or bool(finding.document.vendor_file)


def _group(finding: Finding) -> Iterator[tuple[str, str, str]]:
    """Yield the findings of version 1 that this was a part of: one for a file, rule and case.

    Where the same was said of several things, that one was about the first, and accepted them all.
    """
    if finding.cause is not None and finding.cause.members:
        yield finding.rule.id, finding.path, finding.cause.case


def _concerned_entities(finding: Finding) -> frozenset[str]:
    """Return what a finding is about, and what its places are of, as version 1 called them."""
    hit = finding.cause
    if hit is None:
        return frozenset()
    places = (at for at, _ in (*hit.related, *hit.witness))
    said = {hit.entity, *hit.members, *(subject(at.document, at.path) for at in places)}
    return frozenset(map(finding.former_name, said))


def _had_other_anchor(finding: Finding, key: Key) -> bool:
    """Whether an entry is the finding, told at another of the things that it is about as much.

    Another of the kind, where it is about the whole policy; another move of the same circle; the
    same file, which version 1 saw from the folder it was started in.
    """
    hit = finding.cause
    if hit is None:
        return False
    about = tuple(map(finding.former_name, hit.key))
    may_be = hit.is_whole or _is_same_file(key[1], hit.entity) or _is_move_among(key[1], about)
    return may_be and fingerprint_v1(*key[:2], *about) == key[2]


def _is_same_file(entity: str, other: str) -> bool:
    """Whether both are files, of which one may be the other seen from further out."""
    if not (entity.startswith(FILE) and other.startswith(FILE)):
        return False
    paths = (each.removeprefix(FILE) for each in (entity, other))
    shorter, longer = sorted(paths, key=len)
    return f"/{longer}".endswith(f"/{shorter}")


def _is_move_among(entity: str, places: Sequence[str]) -> bool:
    """Whether an entity is a move between two of the places."""
    ends = entity.partition("/")[2]
    return any(
        ends.startswith(f"{source}->") and ends.removeprefix(f"{source}->") in places
        for source in places
    )

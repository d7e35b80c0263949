"""Findings of two states: which are new, fixed, moved or unchanged.

A finding is the same where rule, thing and discriminator are the same, whatever its message says;
things and files that got another name are followed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice, product
from typing import TYPE_CHECKING

from cxlint.linting.model.finding import RANK
from cxlint.linting.model.fingerprints import FILE
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from cxlint.linting.model.finding import Finding

    Keys = Callable[[Finding], Iterable[Hashable]]

Key = tuple[str, ...]

_ENDS = re.compile(r"(->|/|: |, )")
"""Where the name of a thing begins or ends in a discriminator."""

_MOST_CHOICES = 256
"""So many ways to read the words of one finding are tried."""


ALIKE: tuple[Callable[[Finding, Finding], bool], ...] = (
    lambda old, new: (old.path, old.severity, old.message) == (new.path, new.severity, new.message),
    lambda old, new: (old.path, old.severity) == (new.path, new.severity),
    lambda old, new: old.path == new.path,
    lambda _, __: True,
)
"""How much two findings of one name have in common, the most first.

A rule may say two things of one place, a grave and a mild one: they are not taken for each other.
"""


class FindingPair(NamedTuple):
    """One finding in both states."""

    before: Finding
    after: Finding

    @property
    def has_moved(self) -> bool:
        """Whether it stands in another file, or what it is about has another name."""
        one, other = self.before, self.after
        return (one.path, one.entity) != (other.path, other.entity)

    @property
    def is_graver(self) -> bool:
        """Whether it counts more than before, and nothing excuses it."""
        is_open = self.after.status == "new"
        return is_open and RANK[self.after.severity] > RANK[self.before.severity]

    @property
    def is_excused_now(self) -> bool:
        """Whether something excuses it that did not before."""
        return self.before.status == "new" and self.after.status != "new"

    @property
    def is_open_again(self) -> bool:
        """Whether nothing excuses it any more."""
        return self.before.status != "new" and self.after.status == "new"


class FindingShifts(NamedTuple):
    """The findings of two states: those of the head alone, of the base alone, and of both."""

    new: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    pairs: tuple[FindingPair, ...] = ()

    @property
    def moved(self) -> tuple[FindingPair, ...]:
        """Those of both that stand elsewhere, or are about what has another name now."""
        return tuple(pair for pair in self.pairs if pair.has_moved)

    @property
    def unchanged(self) -> tuple[FindingPair, ...]:
        """Those of both that stand where they stood."""
        return tuple(pair for pair in self.pairs if not pair.has_moved)


def compare_findings(
    before: Sequence[Finding], after: Sequence[Finding], renames: Mapping[str, str]
) -> FindingShifts:
    """Pair the findings of two states; `renames` maps kind/id before to kind/id after.

    What follows from another finding is paired like any other, and told of its own only where
    that one is not told.
    """
    causes, parents = _causes(after), _causes(before)
    pairing = Pairing(_flatten(before), _flatten(after))
    pairing.match(_as_it_is, _as_it_is)
    names = Renames(renames)
    pairing.match(names.variants, _as_it_is)
    pairing.match(names.loose_variants, _loose_identity)
    pairing.match(names.member_variants, _as_it_is)
    pairing.match_renamed_files()
    old, new, pairs = pairing.old, pairing.new, pairing.pairs
    left, gone = {id(each) for each in new}, {id(each) for each in old}
    return FindingShifts(
        tuple(each for each in new if causes.get(id(each)) not in left),
        tuple(each for each in old if parents.get(id(each)) not in gone),
        tuple(sorted(pairs, key=_pair_order)),
    )


def _flatten(findings: Sequence[Finding]) -> list[Finding]:
    return [each for finding in findings for each in _with_consequences(finding)]


def _with_consequences(finding: Finding) -> Iterator[Finding]:
    yield finding
    for each in finding.consequences:
        yield from _with_consequences(each)


def _causes(findings: Sequence[Finding]) -> dict[int, int]:
    """Return which finding each follows from."""
    return {
        id(inner): id(each)
        for each in _flatten(findings)
        for inner in each.consequences
    }  # fmt: skip


class Pairing:
    """Findings of two states while they are paired: those still without a partner, and pairs."""

    def __init__(self, old: Sequence[Finding], new: Sequence[Finding]) -> None:
        self.old = list(old)
        self.new = list(new)
        self.pairs: list[FindingPair] = []

    def match(self, of_old: Keys, of_new: Keys) -> None:
        """Pair what has a name in common; of several of one name, those most alike first."""
        known: defaultdict[Hashable, list[Finding]] = defaultdict(list)
        for each in self.new:
            for key in of_new(each):
                known[key].append(each)
        taken: set[int] = set()
        left = self.old
        for is_alike in ALIKE:
            rest: list[Finding] = []
            for old in left:
                among = (each for key in of_old(old) for each in known.get(key, ()))
                free = (each for each in among if id(each) not in taken and is_alike(old, each))
                if (new := next(free, None)) is None:
                    rest.append(old)
                    continue
                taken.add(id(new))
                self.pairs.append(FindingPair(old, new))
            left = rest
        self._drop_paired()

    def match_renamed_files(self) -> None:
        """Pair what is about a file as such, where the file has another name."""
        before, after = {each.path for each in self.old}, {each.path for each in self.new}
        come = [each for each in self.new if each.path not in before and _is_about_file(each)]
        for old in self.old:
            if old.path in after or not _is_about_file(old):
                continue
            new = next((each for each in come if _nameless(each) == _nameless(old)), None)
            if new is not None:
                come.remove(new)
                self.pairs.append(FindingPair(old, new))
        self._drop_paired()

    def _drop_paired(self) -> None:
        paired = {id(each) for pair in self.pairs for each in pair}
        self.old = [each for each in self.old if id(each) not in paired]
        self.new = [each for each in self.new if id(each) not in paired]


class Renames:
    """What things are called afterwards."""

    def __init__(self, renames: Mapping[str, str]) -> None:
        self._renames = renames
        self._words = {old.partition("/")[2]: new.partition("/")[2] for old, new in renames.items()}

    def variants(self, finding: Finding) -> Iterator[Key]:
        """Yield what a finding may be afterwards: any word of it may be the name of a thing."""
        rule, *parts = _identity(finding)
        for chosen in self._choices(parts):
            yield (rule, *chosen[:1], *sorted(chosen[1:]))

    def loose_variants(self, finding: Finding) -> Iterator[Key]:
        """Yield the same, whichever of the things that it is about comes first."""
        rule, *parts = _identity(finding)
        for chosen in self._choices(parts):
            yield from _loosen(rule, chosen)

    def member_variants(self, finding: Finding) -> Iterator[Key]:
        """Yield the same of all the things of which it is said."""
        members = finding.cause.members if finding.cause is not None else ()
        rule, _, *rest = _identity(finding)
        for member in members:
            for chosen in self._choices([member, *rest]):
                yield (rule, *chosen[:1], *sorted(chosen[1:]))

    def _choices(self, parts: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield the parts, each followed to what it names or as it is."""
        several = [tuple(dict.fromkeys((self._follow(part), part))) for part in parts]
        yield from islice(product(*several), _MOST_CHOICES)

    def _follow(self, part: str) -> str:
        if part in self._renames:
            return self._renames[part]
        words = _ENDS.split(part)
        return "".join(self._words.get(word, word) for word in words)


def _as_it_is(finding: Finding) -> Iterator[Key]:
    rule, thing, *rest = _identity(finding)
    yield (rule, thing, *sorted(rest))


def _loose_identity(finding: Finding) -> Iterator[Key]:
    rule, *parts = _identity(finding)
    yield from _loosen(rule, parts)


def _loosen(rule: str, parts: Sequence[str]) -> Iterator[Key]:
    """Yield what it is where any of its things may come first; of a way, what it is among."""
    bare = [part.partition("/")[2] or part for part in parts]
    if len(parts) > 1:
        yield (rule, *sorted(bare))
    if len(parts) > 2 and _is_way(parts[0]):
        yield (rule, "way", *sorted(bare[1:]))


def _is_way(thing: str) -> bool:
    return thing.startswith("handoff/") or "->" in thing


def _identity(finding: Finding) -> Key:
    """Return rule, thing and discriminator; a file is called by where the report shows it."""
    thing, *key = finding.identity or (finding.entity,)
    return (finding.rule.id, FILE + finding.path if thing.startswith(FILE) else thing, *key)


def _nameless(finding: Finding) -> Key:
    return (finding.rule.id, *finding.identity[1:])


def _is_about_file(finding: Finding) -> bool:
    return finding.entity.startswith(FILE)


def _pair_order(pair: FindingPair) -> tuple[object, ...]:
    after = pair.after
    return after.path, after.span.line, after.span.column, after.rule.id, after.entity

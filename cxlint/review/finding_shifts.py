"""Findings of two states: which are new, fixed, moved or unchanged.

A finding is the same where rule, thing and discriminator are the same, whatever its message says;
things and files that got another name are followed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from cxlint.linting.model.finding import RANK
from cxlint.linting.model.fingerprints import FILE
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from cxlint.linting.model.finding import Finding

_NAME = re.compile(r"[^\s/>,:]+(?:-(?!>)[^\s/>,:]*)*")


class Pair(NamedTuple):
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
    pairs: tuple[Pair, ...] = ()

    @property
    def moved(self) -> tuple[Pair, ...]:
        """Those of both that stand elsewhere, or are about what has another name now."""
        return tuple(pair for pair in self.pairs if pair.has_moved)

    @property
    def unchanged(self) -> tuple[Pair, ...]:
        """Those of both that stand where they stood."""
        return tuple(pair for pair in self.pairs if not pair.has_moved)


def compare_findings(
    before: Sequence[Finding], after: Sequence[Finding], renames: Mapping[str, str]
) -> FindingShifts:
    """Pair the findings of two states; `renames` maps kind/id before to kind/id after.

    What follows from another finding is paired like any other, and told of its own only where
    that one is not told.
    """
    old, causes = _flatten(before), _causes(after)
    new, pairs = [*_flatten(after)], []
    follow = _follower(renames)
    for name_old, name_new in (
        (_identity, _identity),
        (lambda each: _in_order(follow(_identity(each))), lambda each: _in_order(_identity(each))),
        (lambda each: _in_order(follow(_shape(each))), lambda each: _in_order(_shape(each))),
    ):
        paired, old, new = _pair_up(old, new, name_old, name_new)
        pairs += paired
    paired, old, new = _pair_renamed_files(old, new)
    pairs += paired
    left, gone = {id(each) for each in new}, {id(each) for each in old}
    parents = _causes(before)
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


def _pair_up(
    old: Sequence[Finding],
    new: Sequence[Finding],
    name_old: Callable[[Finding], Hashable],
    name_new: Callable[[Finding], Hashable],
) -> tuple[list[Pair], list[Finding], list[Finding]]:
    """Pair what has one name; of several of a name, those of the same file first."""
    known: defaultdict[Hashable, list[Finding]] = defaultdict(list)
    for each in old:
        known[name_old(each)].append(each)
    pairs, left = [], []
    for each in new:
        partners = known.get(name_new(each))
        if not partners:
            left.append(each)
            continue
        partner = next((one for one in partners if one.path == each.path), partners[0])
        partners.remove(partner)
        pairs.append(Pair(partner, each))
    paired = {id(pair.before) for pair in pairs}
    return pairs, [each for each in old if id(each) not in paired], left


def _pair_renamed_files(
    old: Sequence[Finding], new: Sequence[Finding]
) -> tuple[list[Pair], list[Finding], list[Finding]]:
    """Pair what is about a file as such, where the file may have got another name."""
    before, after = {each.path for each in old}, {each.path for each in new}
    gone = [each for each in old if each.path not in after and _is_about_file(each)]
    come = [each for each in new if each.path not in before and _is_about_file(each)]
    pairs, _, _ = _pair_up(gone, come, _nameless, _nameless)
    paired = {id(each) for pair in pairs for each in pair}
    return (
        pairs,
        [each for each in old if id(each) not in paired],
        [each for each in new if id(each) not in paired],
    )


def _identity(finding: Finding) -> tuple[str, ...]:
    """Return rule, thing and discriminator; a file is called by where the report shows it."""
    thing, *key = finding.identity or (finding.entity,)
    return (finding.rule.id, FILE + finding.path if thing.startswith(FILE) else thing, *key)


def _shape(finding: Finding) -> tuple[str, ...]:
    """Return rule and discriminator with the entity, as it is called, for the thing."""
    return (finding.rule.id, finding.entity, *finding.identity[1:])


def _nameless(finding: Finding) -> tuple[str, ...]:
    return (finding.rule.id, *finding.identity[1:])


def _is_about_file(finding: Finding) -> bool:
    return finding.entity.startswith(FILE)


def _follower(renames: Mapping[str, str]) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """Return what calls the things in an identity as they are called afterwards."""
    words = {old.partition("/")[2]: new.partition("/")[2] for old, new in renames.items()}

    def follow(part: str) -> str:
        if part in renames:
            return renames[part]
        return _NAME.sub(lambda found: words.get(found[0], found[0]), part)

    return lambda identity: (identity[0], *map(follow, identity[1:]))


def _in_order(identity: tuple[str, ...]) -> tuple[str, ...]:
    """Return an identity in an order that no other name of a thing changes."""
    return (*identity[:2], *sorted(identity[2:]))


def _pair_order(pair: Pair) -> tuple[object, ...]:
    after = pair.after
    return after.path, after.span.line, after.span.column, after.rule.id, after.entity

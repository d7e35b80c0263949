"""Findings as people read them: the worst first, and what has one cause, or says the same, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.finding import RANK
from cxlint.linting.run.findings import fact_text
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.linting.model.finding import Finding
    from cxlint.reporting.writing.view import Sort

MANY = 3
"""Of so many things the same is said once."""

FEW = 3
"""So few findings are told without a summary; of more, so many changes are named in it."""

MOST_PLACES = 10
"""So many further places are named of which the same is said."""

LONGEST_LABEL = 60
"""What tells one thing from another is called by its id where it would be longer."""


class Entry(NamedTuple):
    """What is told at once: a finding, those that say the same, and those of the same cause.

    `alike` say the same of other things, each with what tells it from the finding. `kin` rest on
    no fact but those that the finding rests on, and are no graver.
    """

    finding: Finding
    alike: tuple[tuple[str, Finding], ...] = ()
    kin: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The finding and those that say the same."""
        return (self.finding, *(finding for _, finding in self.alike))

    @property
    def consequences(self) -> tuple[Finding, ...]:
        """What follows from any of them and is no finding of its own."""
        held = (*self.findings, *self.kin)
        return tuple(each for finding in held for each in finding.consequences)

    @property
    def counted(self) -> int:
        """How many findings of the report it tells."""
        return len(self.findings) + len(self.kin)

    @property
    def size(self) -> int:
        """How many findings it tells, with those that are none of their own."""
        return self.counted + len(self.consequences)

    @property
    def facts(self) -> frozenset[str]:
        """The facts on which the findings rest; things of the policy are none."""
        causes = (each.cause for each in self.findings if each.cause is not None)
        names = {name for cause in causes for name in cause.rests_on}
        return frozenset(name for name in names if not _is_thing(name))


def _is_thing(name: str) -> bool:
    """Whether a name is that of a thing of the policy, such as `team/care`."""
    kind, slash, _ = name.partition("/")
    return bool(slash) and " " not in kind


def arrange(findings: Iterable[Finding], sort: Sort) -> list[Entry]:
    """Return the findings, which come by place, as they are to be told.

    By severity, and then by how much they touch, what says the same or has one cause is told
    once. By place, each is told by itself.
    """
    if sort == "place":
        return [Entry(each) for each in findings]
    ordered = sorted(findings, key=_weight)
    groups = _group_alike(ordered)
    entries = (groups.get(number, Entry(each)) for number, each in enumerate(ordered))
    return _group_kin([entry for entry, each in zip(entries, ordered, strict=True)
                       if entry.finding is each])  # fmt: skip


def _group_kin(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries, each that rests on the facts of one of another rule told with it."""
    heads: list[Entry] = []
    known: dict[str, dict[str, int]] = {}
    for entry in entries:
        rule, names = entry.finding.rule.id, sorted(entry.facts)
        number = _find_head(names, [held for id_, held in known.items() if id_ != rule])
        if number is None:
            number = len(heads)
            heads.append(entry)
        else:
            head = heads[number]
            heads[number] = head._replace(kin=(*head.kin, *entry.findings))
        for name in names:
            known.setdefault(rule, {}).setdefault(name, number)
    return heads


def _find_head(names: Sequence[str], known: Iterable[Mapping[str, int]]) -> int | None:
    """Return the first that rests on the first of these names, where its rule has told them all."""
    found = [held[names[0]] for held in known if names and all(map(held.__contains__, names))]
    return min(found, default=None)


def are_few(entries: Sequence[Entry]) -> bool:
    """Whether there is so little to tell that it needs no summary."""
    return sum(entry.counted for entry in entries) <= FEW


def is_misread(finding: Finding) -> bool:
    """Whether it says that something could not be read: what else is found rests on that."""
    return finding.rule.category == "reading"


def _weight(finding: Finding) -> tuple[object, ...]:
    extent = finding.extent
    return (*urgency(finding), -extent.share, -extent.intents, -extent.channels)


def urgency(finding: Finding) -> tuple[int, bool, bool]:
    """Return what sorts findings by how grave they are; of these, what could not be read first."""
    misread = is_misread(finding)
    return (
        -RANK[finding.severity],
        not misread,
        not (misread and finding.entity.startswith("file/")),
    )


def _group_alike(findings: Sequence[Finding]) -> dict[int, Entry]:
    """Return, for each finding that is told with others, by number the entry that tells it."""
    kinds: dict[object, list[int]] = {}
    for number, each in enumerate(findings):
        if each.cause is not None:
            kinds.setdefault((each.rule.id, each.severity, each.cause.case), []).append(number)
    entries = {}
    for numbers in kinds.values():
        if len(numbers) >= MANY:
            words = {number: _words(findings[number]) for number in numbers}
            for name, group in _most_alike(words):
                entry = _entry(findings, words, name, group)
                entries.update(dict.fromkeys(group, entry))
    return entries


class _Blanks(dict[str, str]):
    """The blanks of sentences that are filled from it, in their order."""

    def __missing__(self, name: str) -> str:
        return self.setdefault(name, "")


def _words(finding: Finding) -> dict[str, str]:
    """Return the facts that its sentences tell, in their order."""
    rule, hit = finding.rule, finding.cause
    assert hit is not None
    blanks = _Blanks()
    for sentence in (rule.message[hit.case], rule.remedy.get(hit.case, rule.remedy[""])):
        sentence.format_map(blanks)
    facts = {"intents": hit.intents, **hit.facts}
    return {name: fact_text(facts.get(name, "")) for name in blanks}


def _most_alike(words: Mapping[int, Mapping[str, str]]) -> list[tuple[str, list[int]]]:
    """Return groups that differ in one fact at most, and which; the fact that joins most."""
    names = dict.fromkeys(name for each in words.values() for name in each) or {"": None}
    choices = [[(name, group) for group in _groups(words, name)] for name in names]
    return max(choices, key=lambda groups: sum(len(group) for _, group in groups))


def _groups(words: Mapping[int, Mapping[str, str]], name: str) -> Iterator[list[int]]:
    """Yield the numbers of those that are many and differ in no other fact."""
    groups: dict[object, list[int]] = {}
    for number, each in words.items():
        rest = tuple(pair for pair in each.items() if pair[0] != name)
        groups.setdefault(rest, []).append(number)
    yield from (group for group in groups.values() if len(group) >= MANY)


def _entry(
    findings: Sequence[Finding],
    words: Mapping[int, Mapping[str, str]],
    name: str,
    group: Sequence[int],
) -> Entry:
    first, *others = group
    told = words[first].get(name)
    alike = []
    for number in others:
        word = words[number].get(name, "")
        is_label = word and word != told and len(word) <= LONGEST_LABEL
        label = word if is_label else findings[number].entity.partition("/")[2]
        alike.append((label, findings[number]))
    return Entry(findings[first], tuple(alike))

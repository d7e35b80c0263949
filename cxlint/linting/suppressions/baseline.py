"""The baseline: findings that were there when cxlint was adopted, accepted until they are gone.

An entry names a rule, what the finding is about and its fingerprint, never a line. It holds for
that finding alone: another finding of the same rule is new, even where an old one went away.
Nothing but `cxlint baseline` writes the file, so that it never grows by itself.

The file says which version of fingerprints it holds. Those of version 1 depended on the order of
rows and files where several things shared a finding, so that such an entry holds as well for a
finding of its rule that concerns what it names.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cxlint.errors import UserError
from cxlint.linting.model.file_errors import read_bounded, refuse, refuse_unsound
from cxlint.linting.model.fingerprints import VERSION
from cxlint.linting.suppressions.baseline_match import Key, Matcher
from cxlint.linting.suppressions.ratchets import parse_costs, write_costs
from cxlint.parsing.document import At, Problem, parse
from cxlint.policy.repository import as_seen
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from cxlint.linting.model.finding import Finding
    from cxlint.linting.suppressions.ratchets import Costs
    from cxlint.parsing.document import Document

VERSIONS = (1, VERSION)
HEAD = """\
# Findings that cxlint found when this file was written and that were accepted as they are.
# Written by `cxlint baseline`; `cxlint check --baseline` only reads it, and says what is gone.
"""

PLAIN = re.compile(r"[a-z][a-z0-9_]*(?:[-/.>]+[a-z0-9_]+)*")

NOTHING: Mapping[Key, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Baseline:
    """Accepted findings, by rule, entity and fingerprint: how many, and where the file says so.

    `version` is that of the fingerprints. `costs` are the figures that contact reasons are held to
    which may not become worse.
    """

    entries: Mapping[Key, tuple[int, At]]
    version: int = VERSION
    costs: Mapping[str, Costs] = field(default_factory=dict)


def read(path: Path, start: Path | None = None) -> Baseline:
    """Read a baseline file, shown from `start`. Raise UserError if it is no good."""
    name = as_seen(path, start)
    if not path.exists():
        message = f"{name}: there is no such baseline; `cxlint baseline` writes one"
        raise UserError(message)
    return parse_entries(parse(name, read_bounded(path, name)))


def is_baseline(documents: Sequence[Document]) -> bool:
    """Whether the documents of a file are a baseline, and hold nothing else."""
    try:
        parse_entries(documents)
    except UserError:
        return False
    return True


def parse_entries(documents: Sequence[Document]) -> Baseline:
    """Return the baseline that the one document of a file states. Raise UserError if none."""
    document = documents[0]
    refuse_unsound(documents)
    if len(documents) > 1:
        refuse(At(documents[1]), "a baseline is one document")
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get("findings"), list):
        refuse(At(document), "a baseline is `version: 2` and a list `findings:`")
    for key in data:
        if key not in ("version", "findings", "ratchets"):
            refuse(At(document, (key,), key=True), f"unknown key '{key}' in a baseline")
    version = data.get("version")
    if type(version) is not int or version not in VERSIONS:
        message = f"this cxlint reads baselines of the versions {VERSIONS[0]} and {VERSIONS[1]}"
        refuse(At(document, ("version",)), message)
    entries: dict[Key, tuple[int, At]] = {}
    for number, item in enumerate(data["findings"]):
        at = At(document, ("findings", number))
        key, count = _parse_entry(item, at)
        if key in entries:
            first = entries[key][1].span().line
            refuse(at, f"this finding already stands in line {first}; say `count:` there")
        entries[key] = (count, at)
    costs = parse_costs(data.get("ratchets", {}), At(document, ("ratchets",)))
    return Baseline(entries, version, costs)


def write(
    findings: Iterable[Finding],
    kept: Mapping[Key, int] = NOTHING,
    costs: Mapping[str, Costs] = MappingProxyType({}),
) -> str:
    """Return the text of a baseline that accepts these findings, waived ones left out.

    `kept` are entries, with their counts, that it goes on to accept; `costs` are what contact
    reasons are held to from now on. Equal findings give equal text, whatever their order and lines.
    """
    counts = Counter(_key(finding) for finding in findings if finding.status != "waived")
    counts.update(kept)
    lines = [HEAD, f"version: {VERSION}\n"]
    lines.append("findings:\n" if counts else "findings: []\n")
    for (rule, entity, fingerprint), count in sorted(counts.items()):
        several = f", count: {count}" if count > 1 else ""
        lines.append(
            f"  - {{rule: {_scalar(rule)}, entity: {_scalar(entity)}, "
            f'fingerprint: "{fingerprint}"{several}}}\n'
        )
    lines.extend(write_costs(costs, _scalar))
    return "".join(lines)


def mark_accepted(
    findings: Sequence[Finding],
    baseline: Baseline,
    *,
    ran: Collection[str],
    rules: Collection[str] = (),
    complete: bool = True,
    locked: Collection[str] = (),
) -> tuple[list[Finding], list[Problem]]:
    """Return the findings, accepted ones marked so, and the entries that are no longer found.

    Waived findings stay waived and use no entry. More findings than an entry counts are new, the
    last ones in order. Entries are called stale only for rules that `ran` to their end or that are
    not among `rules`, if these are given; and only where the policy was `complete`: not when a
    part of what the baseline covers was linted. What a `locked` rule finds is never accepted.
    """
    counts = {key: count for key, (count, _) in baseline.entries.items()}
    matcher = Matcher(counts, version=baseline.version)
    open_ = [each for each in findings if each.status == "new" and each.rule.id not in locked]
    known = Counter(map(_place, matcher.accept(open_)))
    told = []
    for finding in findings:
        if finding.status == "new" and known[_place(finding)] > 0:
            known[_place(finding)] -= 1
            told.append(finding._replace(status="baselined", excuse="in the baseline"))
        else:
            told.append(finding)
    left = matcher.left
    idle = [
        Problem("baseline-stale", baseline.entries[key][1], _facts(key), case="locked")
        for key in baseline.entries
        if key[0] in locked
    ]
    stale = [
        _stale_entry(key, *baseline.entries[key], gone)
        for key, gone in left.items()
        if gone and key[0] not in locked
    ]
    if not complete:
        return told, idle
    judged = [p for p in stale if (id_ := p.facts["rule"]) in ran or (rules and id_ not in rules)]
    return told, idle + judged


def _facts(key: Key) -> dict[str, object]:
    return {"rule": key[0], "entity": key[1]}


class CarryOver(NamedTuple):
    """A baseline in terms of today: the findings it accepts, and the entries that none used."""

    known: list[Finding]
    left: dict[Key, int]

    @property
    def counts(self) -> Counter[Key]:
        """All entries, those that are known again with the fingerprints of today."""
        return Counter(map(_key, self.known)) + Counter(self.left)


def carry_over(baseline: Baseline | None, findings: Sequence[Finding]) -> CarryOver:
    """Return what a baseline of any version accepts of the findings that are not waived."""
    if baseline is None:
        return CarryOver([], {})
    counts = {key: count for key, (count, _) in baseline.entries.items()}
    matcher = Matcher(counts, version=baseline.version)
    known = matcher.accept(each for each in findings if each.status != "waived")
    return CarryOver(known, {key: count for key, count in matcher.left.items() if count})


def _place(finding: Finding) -> tuple[object, ...]:
    return (*_key(finding), finding.document.path, finding.span)


def _key(finding: Finding) -> Key:
    return (finding.rule.id, finding.entity, finding.fingerprint)


def _stale_entry(key: Key, count: int, at: At, gone: int) -> Problem:
    facts = {**_facts(key), "count": count, "found": count - gone}
    return Problem("baseline-stale", at, facts, case="fewer" if gone < count else "")


def _parse_entry(item: object, at: At) -> tuple[Key, int]:
    if not isinstance(item, dict):
        refuse(at, "an entry is {rule: .., entity: .., fingerprint: ..}")
    for key in item:
        if key not in ("rule", "entity", "fingerprint", "count"):
            refuse(At(at.document, (*at.path, key), key=True), f"unknown key '{key}' in an entry")
    rule, entity, fingerprint = (_text(item, key, at) for key in ("rule", "entity", "fingerprint"))
    count = item.get("count", 1)
    if type(count) is not int or count < 1:
        refuse(At(at.document, (*at.path, "count")), "`count` is a whole number from 1")
    return (rule, entity, fingerprint), count


def _text(item: Mapping[str, Any], key: str, at: At) -> str:
    value = item.get(key)
    if not isinstance(value, str):
        place = At(at.document, (*at.path, key)) if key in item else at
        refuse(place, f"an entry has a text as its `{key}`")
    return value


def _scalar(text: str) -> str:
    """Return the text as YAML, in double quotes with everything odd escaped where that is safer."""
    if PLAIN.fullmatch(text) and text not in ("null", "true", "false"):
        return text
    escaped = "".join(
        f"\\{char}" if char in '"\\' else char if char.isprintable() else f"\\U{ord(char):08x}"
        for char in text
    )
    return f'"{escaped}"'

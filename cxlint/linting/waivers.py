"""Waivers: findings that somebody accepted, with a reason, and what is wrong with such a waiver.

A waiver is a comment, `# cxlint: allow[rule-a, rule-b] the reason`, or an entry under `waivers:`
in a policy file. It excuses what it names *where the finding points*: a comment excuses findings
on its own line, or, when it stands alone, on the first line below it; an entry excuses findings
about the entity it names. A loop, or any other finding that several files cause together, points
to one place and is about one entity; a waiver at another place of the same loop does not excuse
it, and is reported as unused.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cxlint.linting.comments import addressed
from cxlint.reading.document import At, Problem

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from cxlint.linting.comments import Comment
    from cxlint.linting.finding import Finding
    from cxlint.linting.rule import Rule
    from cxlint.reading.document import Document
    from cxlint.reading.entity import Entity
    from cxlint.reading.policy import Policy

CATEGORY = "waivers"
"""The rules about waivers, none of which can be waived."""

ALLOW = re.compile(r":[ \t]*allow[ \t]*\[(?P<names>[^\[\]]*)\](?P<reason>.*)")
ATTEMPT = re.compile(
    r"\s*:|\s*\w+\s*\[|[\s_.-]*(?:allow|disable|exclude|ignore|noqa|off|skip|suppress|waive)\b",
    re.IGNORECASE,
)
"""What can only be meant as a waiver, as against prose in which the tool is named."""

NEAR = 5
"""Lines within which a finding may be the one that an unused comment was written for."""


class Claim(NamedTuple):
    """What a waiver speaks for: a rule on a line of a file, or about an entity (line 0)."""

    rule: str
    place: str
    line: int


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver as somebody wrote it.

    `names` are the rules as written, each with its place. A comment covers `line` of its file (0:
    none), an entry covers `entities`. Only entries have owner, expiry and approver.
    """

    at: At
    names: tuple[tuple[str, At], ...]
    reason: str
    line: int = 0
    entities: tuple[str, ...] = ()
    is_comment: bool = True
    owner: str = ""
    expires: datetime.date | None = None
    approved_by: str = ""

    @property
    def excuse(self) -> str:
        """The reason, and for an entry who answers for it and how long it holds."""
        said = [self.owner and f"owner {self.owner}"]
        said.append(self.approved_by and f"approved by {self.approved_by}")
        said.append(f"until {self.expires}" if self.expires else "")
        more = ", ".join(part for part in said if part)
        return f"{self.reason} ({more})" if more else self.reason


@dataclass(frozen=True, slots=True)
class Collected:
    """The waivers of a policy, and what was meant as one or lacks something."""

    waivers: tuple[Waiver, ...] = ()
    problems: tuple[Problem, ...] = ()


def collect(policy: Policy) -> Collected:
    """Return all waivers of a policy, those in comments first."""
    in_comments = of_comments(policy.documents)
    in_entries = of_entries(policy.of("waiver"))
    return Collected(
        in_comments.waivers + in_entries.waivers, in_comments.problems + in_entries.problems
    )


def of_comments(documents: Iterable[Document]) -> Collected:
    """Return the waivers written as comments, and those that were meant to be some.

    A file that cannot be read has no waivers.
    """
    files: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        files[document.path].append(document)
    found: list[Waiver | Problem] = []
    for parts in files.values():
        if any(p.rule == "unreadable-file" for part in parts for p in part.problems):
            continue
        found.extend(
            understood
            for comment in addressed(parts[0])
            if (understood := _understand(comment, parts[0])) is not None
        )
    return Collected(
        tuple(one for one in found if isinstance(one, Waiver)),
        tuple(one for one in found if isinstance(one, Problem)),
    )


def of_entries(entries: Iterable[Entity]) -> Collected:
    """Return the waivers listed in policy files (entities of kind `waiver`), and what they lack.

    An entry without an owner, an expiry or an approver, or approved by its owner, is reported
    and still excuses; one without a reason does not (see `apply`).
    """
    waivers: list[Waiver] = []
    problems: list[Problem] = []
    for entry in entries:
        waiver = _stated(entry)
        waivers.append(waiver)
        problems.extend(_incomplete(waiver, entry))
    return Collected(tuple(waivers), tuple(problems))


def apply(
    findings: Sequence[Finding],
    collected: Collected,
    *,
    rules: Mapping[str, Rule],
    today: datetime.date,
    locked: Collection[str],
    ran: Collection[str],
    counts: Callable[[str, str], bool] = lambda _rule, _path: True,
) -> tuple[list[Finding], list[Problem]]:
    """Return the findings, the excused ones marked so, and what is wrong with the waivers.

    A waiver excuses through the last day of its term. It does not excuse without a reason, after
    its term, for a locked rule, or for a rule about waivers. `ran` are the rules that ran to
    their end; `counts(rule id, path)` tells whether a rule is on in a file. Of other rules no
    waiver is called unused.
    """
    problems = list(collected.problems)
    current = {old: rule.id for rule in rules.values() for old in rule.formerly}
    current |= {id_: id_ for id_ in rules}
    claims: dict[Claim, list[Waiver]] = defaultdict(list)
    held: list[tuple[Waiver, list[tuple[Claim, At]]]] = []
    for waiver in collected.waivers:
        known = list(_known(waiver, rules, current, locked, problems))
        if (fault := _fault(waiver, today)) is not None:
            problems.append(fault)
            continue
        claimed = [(claim, at) for id_, at in known for claim in _claims(waiver, id_)]
        held.append((waiver, claimed))
        for claim, _ in claimed:
            claims[claim].append(waiver)
    used: set[Claim] = set()
    told = [_excused(finding, claims, used) for finding in findings]
    for waiver, claimed in held:
        path = waiver.at.document.path
        idle = [
            (claim, at)
            for claim, at in claimed
            if claim not in used and claim.rule in ran and counts(claim.rule, path)
        ]
        if idle:
            problems.append(_unused(waiver, idle, told))
    return told, problems


def _understand(comment: Comment, document: Document) -> Waiver | Problem | None:
    whole = At(document, region=document.lines.span(comment.start, comment.end))
    found = ALLOW.match(comment.said)
    if found is None and ATTEMPT.match(comment.said) is None:
        return None
    begin = comment.end - len(comment.said)
    names = tuple(_names(found, begin, document)) if found else ()
    if found is None or not all(name for name, _ in names):
        return Problem("waiver-malformed", whole, {"comment": comment.said.lstrip(": ")})
    return Waiver(whole, names, _reason(found["reason"]), line=comment.covers)


def _names(found: re.Match[str], begin: int, document: Document) -> Iterator[tuple[str, At]]:
    start = begin + found.start("names")
    for part in found["names"].split(","):
        name = part.strip()
        first = start + len(part) - len(part.lstrip())
        yield name, At(document, region=document.lines.span(first, first + len(name)))
        start += len(part) + 1


def _reason(said: str) -> str:
    """Return the words of the reason; dashes and dots alone are none."""
    reason = said.strip().lstrip(":-–— ")
    return reason if any(character.isalnum() for character in reason) else ""


def _stated(entry: Entity) -> Waiver:
    listed = isinstance(entry.get("rule"), list)
    names = tuple(
        (name, entry.at("rule", number) if listed else entry.at("rule"))
        for number, name in enumerate(entry.texts("rule"))
    )
    try:
        expires = entry.date("expires")
    except ValueError:
        expires = None
    return Waiver(
        entry.at("rule"),
        names,
        _reason(_text(entry, "reason")),
        entities=entry.texts("at"),
        is_comment=False,
        owner=_text(entry, "owner"),
        expires=expires,
        approved_by=_text(entry, "approved_by"),
    )


def _text(entry: Entity, key: str) -> str:
    value = entry.get(key)
    return "" if value is None else str(value).strip()


def _incomplete(waiver: Waiver, entry: Entity) -> Iterator[Problem]:
    parts = {
        "rule": waiver.names,
        "at": waiver.entities,
        "owner": waiver.owner,
        "expires": waiver.expires,
        "approved_by": waiver.approved_by,
    }
    missing = [key for key, value in parts.items() if not value]
    rules = [name for name, _ in waiver.names]
    facts: dict[str, object] = {"rules": rules, "where": waiver.entities or "an entity"}
    facts |= _about(waiver)
    if missing:
        yield Problem("waiver-incomplete", waiver.at, {**facts, "missing": missing})
    if waiver.owner and waiver.owner.casefold() == waiver.approved_by.casefold():
        facts["owner"] = waiver.owner
        yield Problem("waiver-incomplete", entry.at("approved_by"), facts, case="self-approved")


def _known(
    waiver: Waiver,
    rules: Mapping[str, Rule],
    current: Mapping[str, str],
    locked: Collection[str],
    problems: list[Problem],
) -> Iterator[tuple[str, At]]:
    """Yield the rules that may be waived; add a problem for each of the others."""
    for name, at in waiver.names:
        if (id_ := current.get(name)) is None:
            problems.append(_unknown(name, at, rules, current))
        elif id_ in locked or rules[id_].lockable == "locked":
            problems.append(Problem("waiver-of-locked-rule", at, {"rule": id_}))
        elif rules[id_].category == CATEGORY:
            problems.append(Problem("waiver-of-locked-rule", at, {"rule": id_}, case="of-waivers"))
        else:
            yield id_, at


def _unknown(name: str, at: At, rules: Mapping[str, Rule], current: Mapping[str, str]) -> Problem:
    from cxlint.suggest import nearest

    near = nearest(name, list(current))
    case = "near" if near else ""
    if any(rule.category == name for rule in rules.values()):
        case = "category"
    return Problem("waiver-unknown-rule", at, {"id": name, "near": near or ""}, case=case)


def _fault(waiver: Waiver, today: datetime.date) -> Problem | None:
    """Return why the waiver excuses nothing at all."""
    facts: dict[str, object] = {"rules": [name for name, _ in waiver.names], **_about(waiver)}
    if not waiver.reason:
        return Problem("waiver-without-reason", waiver.at, facts)
    if waiver.expires is not None and waiver.expires < today:
        facts |= {"where": waiver.entities, "expires": str(waiver.expires)}
        return Problem("waiver-expired", waiver.at, facts)
    return None


def _about(waiver: Waiver) -> dict[str, str]:
    """Return the fact that says what a finding about the waiver is about, where that is known."""
    return {"entity": waiver.entities[0]} if waiver.entities else {}


def _claims(waiver: Waiver, id_: str) -> Iterator[Claim]:
    if waiver.is_comment:
        yield Claim(id_, waiver.at.document.path, waiver.line)
    for entity in waiver.entities:
        yield Claim(id_, entity, 0)


def _excused(
    finding: Finding, claims: Mapping[Claim, Sequence[Waiver]], used: set[Claim]
) -> Finding:
    here = Claim(finding.rule.id, finding.path, finding.span.line)
    about = Claim(finding.rule.id, finding.entity, 0)
    excusing = [claim for claim in (here, about) if claim in claims]
    if not excusing:
        return finding
    used.update(excusing)
    return finding._replace(status="waived", excuse=claims[excusing[0]][0].excuse)


def _unused(
    waiver: Waiver, idle: Sequence[tuple[Claim, At]], findings: Sequence[Finding]
) -> Problem:
    rules = list(dict.fromkeys(claim.rule for claim, _ in idle))
    entities = dict.fromkeys(claim.place for claim, _ in idle)
    where = "here" if waiver.is_comment else f"at {', '.join(entities)}"
    facts: dict[str, object] = {"rules": rules, "where": where}
    facts |= _about(waiver)
    standing = [each for each in findings if each.status == "new" and each.rule.id in rules]
    alike = _alike(waiver, standing)
    related = [
        (At(finding.document, region=finding.span), f"{finding.rule.id} finds {finding.entity}")
        for finding in standing
        if finding.entity in alike or _may_be_meant(waiver, finding)
    ]
    whole = len(idle) == len(waiver.names) * (1 if waiver.is_comment else len(waiver.entities))
    if whole:
        return Problem("waiver-unused", waiver.at, facts, tuple(related[:3]))
    return Problem("waiver-unused", idle[0][1], facts, tuple(related[:3]), "partly")


def _alike(waiver: Waiver, findings: Iterable[Finding]) -> set[str | None]:
    """Return what findings are about that is spelt much like what the waiver names."""
    from cxlint.suggest import nearest

    found = {finding.entity for finding in findings}
    return {nearest(entity, sorted(found)) for entity in waiver.entities}


def _may_be_meant(waiver: Waiver, finding: Finding) -> bool:
    """Whether it stands a few lines off, or is about something of that id."""
    if not waiver.is_comment:
        meant = {id_ for entity in waiver.entities for id_ in _ids(entity)}
        return not meant.isdisjoint(_ids(finding.entity))
    near = abs(finding.span.line - waiver.at.span().line) <= NEAR
    return near and finding.path == waiver.at.document.path


def _ids(entity: str) -> list[str]:
    """Return the ids in the name of an entity: `care` and `finance` of `handoff/care->finance`."""
    return entity.rpartition("/")[2].split("->")

"""Waivers: findings that somebody accepted, with a reason, and what is wrong with such a waiver.

A waiver is a comment, `# cxlint: allow[rule-a, rule-b] the reason`, or an entry under `waivers:`
in a policy file. It excuses what it names *where the finding points*: a comment excuses findings
on its own line, or, when it stands alone, on the first line below it; an entry excuses findings
about the entity it names. A loop, or any other finding that several files cause together, points
to one place and is about one entity; a waiver at another place of the same loop does not excuse
it, and is reported as unused. So is one at another of several things of which one finding says
the same; it is told where the finding points. Beside a waiver there it stands for the day on which
the finding points to it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxlint.linting.suppressions.comments import directives
from cxlint.parsing.document import At, Problem

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Finding
    from cxlint.linting.suppressions.comments import Comment
    from cxlint.parsing.document import Document
    from cxlint.policy.policy import Policy

ALLOW = re.compile(r":[ \t]*allow[ \t]*\[(?P<names>[^\[\]]*)\](?P<reason>.*)")
ATTEMPT = re.compile(
    r"\s*:|\s*\w+\s*\[|[\s_.-]*(?:allow|disable|exclude|ignore|noqa|off|skip|suppress|waive)\b",
    re.IGNORECASE,
)
"""What can only be meant as a waiver, as against prose in which the tool is named."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """A legal opinion that a waiver of an obligation rests on: by whom, of which day, of what.

    `of` is what the policy said then.
    """

    by: str
    on: datetime.date
    of: str

    def holds_for(self, finding: Finding) -> bool:
        """Whether law and policy are those that the opinion was about."""
        law = finding.law
        if law is None or finding.cause is None:
            return True
        is_known = law.known_since is None or law.known_since <= self.on
        return is_known and str(finding.cause.facts.get("says", self.of)) == self.of


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver as somebody wrote it.

    `names` are the rules as written, each with its place. A comment covers `line` of its file (0:
    none), an entry covers `entities`. Only entries have owner, expiry and approver, and those of
    obligations the `opinion` that they rest on.
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
    opinion: Opinion | None = None

    @property
    def excuse(self) -> str:
        """The reason, and for an entry who answers for it and how long it holds."""
        said = [self.owner and f"owner {self.owner}"]
        said.append(self.approved_by and f"approved by {self.approved_by}")
        said.append(f"until {self.expires}" if self.expires else "")
        said.append(f"opinion of {self.opinion.by}, {self.opinion.on}" if self.opinion else "")
        more = ", ".join(part for part in said if part)
        return f"{self.reason} ({more})" if more else self.reason

    @property
    def subject_facts(self) -> dict[str, str]:
        """The fact that says what a finding about the waiver is about, where that is known."""
        return {"entity": self.entities[0]} if self.entities else {}


@dataclass(frozen=True, slots=True)
class WaiverSet:
    """The waivers of a policy, and what was meant as one or lacks something."""

    waivers: tuple[Waiver, ...] = ()
    problems: tuple[Problem, ...] = ()


def collect(policy: Policy) -> WaiverSet:
    """Return all waivers of a policy, those in comments first."""
    in_comments = comment_waivers(policy.documents)
    in_entries = entry_waivers(policy.of("waiver"))
    return WaiverSet(
        in_comments.waivers + in_entries.waivers, in_comments.problems + in_entries.problems
    )


def comment_waivers(documents: Iterable[Document]) -> WaiverSet:
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
            for comment in directives(parts[0])
            if (understood := _parse_comment(comment, parts[0])) is not None
        )
    return WaiverSet(
        tuple(one for one in found if isinstance(one, Waiver)),
        tuple(one for one in found if isinstance(one, Problem)),
    )


def entry_waivers(entries: Iterable[Entity]) -> WaiverSet:
    """Return the waivers listed in policy files (entities of kind `waiver`), and what they lack.

    An entry without an owner, an expiry or an approver, or approved by its owner, is reported
    and still excuses; one without a reason does not (see `apply_waivers.mark_waived`).
    """
    waivers: list[Waiver] = []
    problems: list[Problem] = []
    for entry in entries:
        waiver = _parse_entry(entry)
        waivers.append(waiver)
        problems.extend(_missing_parts(waiver, entry))
    return WaiverSet(tuple(waivers), tuple(problems))


def _parse_comment(comment: Comment, document: Document) -> Waiver | Problem | None:
    whole = At(document, region=document.lines.span(comment.start, comment.end))
    found = ALLOW.match(comment.text)
    if found is None and ATTEMPT.match(comment.text) is None:
        return None
    begin = comment.end - len(comment.text)
    names = tuple(_names(found, begin, document)) if found else ()
    if found is None or not all(name for name, _ in names):
        return Problem("waiver-malformed", whole, {"comment": comment.text.lstrip(": ")})
    return Waiver(whole, names, _reason(found["reason"]), line=comment.covered_line)


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


def _parse_entry(entry: Entity) -> Waiver:
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
        opinion=_opinion(entry),
    )


def _opinion(entry: Entity) -> Opinion | None:
    day = entry.date("opinion", "on")
    by, of = entry.get("opinion", "by"), entry.get("opinion", "of")
    return Opinion(str(by), day, str(of)) if day and by and of else None


def _text(entry: Entity, key: str) -> str:
    value = entry.get(key)
    return "" if value is None else str(value).strip()


def _missing_parts(waiver: Waiver, entry: Entity) -> Iterator[Problem]:
    parts: dict[str, object] = {
        "rule": waiver.names,
        "at": waiver.entities,
        "owner": waiver.owner,
        "expires": waiver.expires,
        "approved_by": waiver.approved_by,
    }
    if any(name.startswith("law/") for name, _ in waiver.names):
        parts["opinion"] = waiver.opinion
    missing = [key for key, value in parts.items() if not value]
    rules = [name for name, _ in waiver.names]
    facts: dict[str, object] = {"rules": rules, "where": waiver.entities or "an entity"}
    facts |= waiver.subject_facts
    if missing:
        yield Problem("waiver-incomplete", waiver.at, {**facts, "missing": missing})
    if waiver.owner and waiver.owner.casefold() == waiver.approved_by.casefold():
        facts["owner"] = waiver.owner
        yield Problem("waiver-incomplete", entry.at("approved_by"), facts, case="self-approved")

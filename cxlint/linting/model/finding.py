"""What a check yields (Hit), what the reader of a report sees (Finding), and the Report.

What every run needs is a NamedTuple here and elsewhere, not a frozen slotted dataclass: each of
those takes 0.4 ms to set up, a hundredth of the time that linting a small file takes. Dataclasses
are for what is imported when it is used.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from cxlint.policy.file_names import QUIET_REASONS
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from cxlint.linting.model.rule import Rule
    from cxlint.parsing.document import At, Document, Problem, Span

Severity = Literal["error", "warning", "info"]
Status = Literal["new", "baselined", "waived"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Gravest first."""

RANK: dict[str, int] = {each: rank for rank, each in enumerate(reversed(SEVERITIES))}

UNSTEADY = frozenset(
    {"behind", "near", "instead", "expected", "reason", "advice", "where", "place", "other", "more"}
)
"""Facts of a problem that change with other files, other rows or another cxlint."""


class LawNote(NamedTuple):
    """What a finding says of the law: the obligation, the verdict, since when, and how sure.

    `first_day` is None where it is not known. `others` are further obligations of which the very
    same is said. What is asked is `known_since` a day, where that can be told.
    """

    id: str
    verdict: Literal["breach", "upcoming", "unknown", "stale"]
    first_day: datetime.date | None
    grade: str
    others: tuple[LawNote, ...] = ()
    known_since: datetime.date | None = None


class Hit(NamedTuple):
    """One thing a check found, before anything is known of lines, prose or severity.

    `at` is the one place the finding points to. `facts` fill the rule's message and remedy.
    `entity` is what the finding is about, as `kind/id` (`channel/chat`, `handoff/care->finance`).
    `key` tells apart several hits of one rule on one entity; it never holds a line number. `case`
    chooses among the rule's messages where it has several. `severity` overrides the rule's own,
    where one mechanism has a grave and a mild form. `witness` is the path that proves it, `related`
    other places worth reading; both are pairs of place and label. `intents` are the contact reasons
    concerned; hits of one rule that share at, case and key are one finding, with the intents of all
    of them. `is_whole` says that it is about the policy as a whole, so that its entity merely
    stands for all of its kind. `members` are all the things of which the same is said, where there
    are several; the entity is the first of them. `formerly` is what an earlier cxlint may have
    called it: an entity, and a key behind it. `rests_on` names what it is about beside the entity,
    things (`team/care`) or facts (`care may grant 0 of refund`): a finding that follows from
    another one shares all of its names with it. `unstated` says that it rests on something that the
    policy does not say: where nothing is configured of the rule's severity, it is then a warning at
    most. `bounds` names the parameters that are its bounds, of those of its case; all of them,
    where that is None. `law` is what it says of the law, where it does.
    """

    at: At
    entity: str
    facts: Mapping[str, object] = MappingProxyType({})
    key: tuple[str, ...] = ()
    case: str = ""
    severity: Severity | None = None
    intents: tuple[str, ...] = ()
    witness: tuple[tuple[At, str], ...] = ()
    related: tuple[tuple[At, str], ...] = ()
    is_whole: bool = False
    members: tuple[str, ...] = ()
    formerly: tuple[tuple[str, ...], ...] = ()
    unstated: bool = False
    rests_on: tuple[str, ...] = ()
    bounds: tuple[str, ...] | None = None
    law: LawNote | None = None


def hit_of(problem: Problem) -> Hit:
    """Return a problem met while reading, waiving or comparing as a hit of the rule it names."""
    from cxlint.language.sections import subject

    at, facts = problem.at, problem.facts
    steady = [str(fact) for name, fact in facts.items() if name not in UNSTEADY]
    return Hit(
        at=at,
        entity=str(facts.get("entity") or subject(at.document, at.path)),
        facts=facts,
        key=(*(step for step in at.path if isinstance(step, str)), *steady),
        case=problem.case,
        severity=problem.severity,
        related=problem.related,
    )


class Spot(NamedTuple):
    """A labelled place in a file, as a reader sees it. Lines and columns count from 1."""

    path: str
    span: Span
    label: str


class Threshold(NamedTuple):
    """One threshold a finding rests on: the parameter, its value, and who says so.

    `source` is a key of a table of sources, `own` for our own judgement, empty where nobody is
    named; `says` is what it says. `set_in` is where a configuration or profile set the value
    (`cxlint.yaml:12`), empty where it is the rule's own; `profile` is the profile that did.
    """

    param: str
    value: object
    source: str = ""
    says: str = ""
    set_in: str = ""
    profile: str = ""


class Extent(NamedTuple):
    """How much a finding touches, as far as the policy says: the larger, the more customers.

    `share` is the part of all contacts that is known to pass there, `intents` how many contact
    reasons do; where none is known to, `channels` is how many channels lead there.
    """

    share: float = 0.0
    intents: int = 0
    channels: int = 0


class Finding(NamedTuple):
    """One finding, told: a place, a sentence, the proof, and what to change.

    `share` is the share of contacts that its intents make up, as a fraction of one, where stated.
    `thresholds` are the thresholds of its rule that were in force.
    `related` are other places worth reading, `consequences` the findings that follow from it.
    `excuse` is why it is waived or accepted, `beside` whether a comment at its line says so, and
    `excused_until` the last day on which a waiver holds that ends.
    `fail_on` is the bar of its policy, where several that differ in it were judged together.
    `cause` is the hit it was made of, `identity` what its fingerprint is made of beside the rule,
    and `former_identity` what it was made of when version 2 began; `other_identities` are those of
    what the hit was called formerly. `former_names` says what flows were called by version 1.
    `extent` is how much it touches. `law` is what it says of the law, where it does.
    """

    rule: Rule
    severity: Severity
    message: str
    remedy: str
    document: Document
    span: Span
    entity: str
    fingerprint: str
    intents: tuple[str, ...] = ()
    share: Fraction | None = None
    witness: tuple[Spot, ...] = ()
    related: tuple[Spot, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    status: Status = "new"
    excuse: str = ""
    beside: bool = False
    cause: Hit | None = None
    identity: tuple[str, ...] = ()
    former_identity: tuple[str, ...] = ()
    other_identities: tuple[tuple[str, ...], ...] = ()
    former_names: Mapping[str, str] = MappingProxyType({})
    fail_on: Severity | None = None
    extent: Extent = Extent()
    consequences: tuple[Finding, ...] = ()
    excused_until: datetime.date | None = None
    law: LawNote | None = None

    @property
    def spots_beside(self) -> tuple[Spot, ...]:
        """The other places worth reading, and those of what follows from it, told in a line."""
        return (*self.related, *map(_consequence_spot, self.consequences))

    @property
    def path(self) -> str:
        """The file, relative to the root of the repository, with forward slashes."""
        return self.document.path

    @property
    def former_fingerprints(self) -> tuple[str, ...]:
        """What it was called before: by version 1, then by 2, under all names of its rule."""
        return (*self.fingerprints_of_version_1, *self.former_fingerprints_of_version_2)

    @property
    def fingerprints_of_version_1(self) -> tuple[str, ...]:
        """What version 1 called it under all names of its rule."""
        from cxlint.linting.model.fingerprints import fingerprint_v1

        if self.cause is None:
            return ()
        about = (self.former_name(self.entity), *map(self.former_name, self.cause.key))
        return tuple(fingerprint_v1(name, *about) for name in (self.rule.id, *self.rule.formerly))

    @property
    def former_fingerprints_of_version_2(self) -> tuple[str, ...]:
        """What version 2 called it: under former names of its rule, and when that version began."""
        from cxlint.linting.model.fingerprints import fingerprint

        if self.cause is None:
            return ()
        former = tuple(fingerprint(name, self.identity) for name in self.rule.formerly)
        others = [each for each in (self.former_identity, *self.other_identities)
                  if each != self.identity]  # fmt: skip
        names = (self.rule.id, *self.rule.formerly)
        return (*former, *(fingerprint(name, about) for about in others for name in names))

    def former_name(self, word: str) -> str:
        """Return an id as version 1 had it."""
        if not self.former_names:
            return word
        from cxlint.parsing.document import rename_flows

        return rename_flows(word, self.former_names)


def _consequence_spot(consequence: Finding) -> Spot:
    label = f"so {consequence.rule.id}: {consequence.message}"
    return Spot(consequence.path, consequence.span, label)


class Notice(NamedTuple):
    """Something about the run itself, not about the policy.

    `crash`: a rule did not run to its end. `vacuous`: a rule of the organization's own, or one
    asked for by name, found nothing to look at. `idle`: a shipped rule did, which is only worth a
    word where the reader asks. `reader`: how the files were read, and what of them goes beyond
    what is worked out.
    """

    kind: Literal["crash", "vacuous", "idle", "reader"]
    message: str
    rule: str = ""
    detail: str = ""


JudgementKind = Literal[
    "configuration", "profile", "off", "softened", "paths", "unlocked", "excluded", "baseline",
    "waived", "selected", "separate", "policy", "unread", "effective", "law",
]  # fmt: skip


class JudgedBy(NamedTuple):
    """What made this judgement another than that of all rules as they are, over all files.

    `message` is one sentence. `path` and `line` are where it is said, empty and 0 where that is
    the command; `concerns` is the number of rules, files or findings that it concerns.
    """

    kind: JudgementKind
    message: str
    path: str = ""
    line: int = 0
    concerns: int = 0

    @property
    def sentence(self) -> str:
        """The message, with its place where that has a line."""
        return f"{self.message} ({self.path}:{self.line})" if self.line else self.message


class Skipped(NamedTuple):
    """What was passed over for one of `file_names.SKIP_REASONS`: how much, and the first paths.

    A folder counts as one.
    """

    reason: str
    number: int
    paths: tuple[str, ...] = ()


class Judged(NamedTuple):
    """How much of the rules had something to look at, and what there was to look at.

    Of so many `rules` that ran, so many `looked` at something. `speaks_of` are the subjects that
    the policy says something about, `silent_on` those of which it says nothing.
    """

    rules: int = 0
    looked: int = 0
    speaks_of: tuple[str, ...] = ()
    silent_on: tuple[str, ...] = ()


class CoveredLine(NamedTuple):
    """A line of a policy that holds values: the keys of those that are judged, and of the others.

    Where it is not settled, not everything was tried with the others.
    """

    path: str
    line: int
    judged: tuple[str, ...]
    unjudged: tuple[str, ...]
    is_settled: bool = True

    @property
    def state(self) -> Literal["judged", "partly", "unjudged", "unsettled"]:
        """How far it is judged."""
        if self.judged:
            return "partly" if self.unjudged else "judged"
        return "unjudged" if self.is_settled else "unsettled"


class PolicyCoverage(NamedTuple):
    """The lines of a policy that hold values, and how many changes were tried on them.

    `texts` are the files, line by line.
    """

    lines: tuple[CoveredLine, ...]
    trials: int
    texts: Mapping[str, Sequence[str]] = MappingProxyType({})


class Report(NamedTuple):
    """Everything one run has to say, sorted by path, line, column and rule.

    `empty_files` are those of the files in which nothing is said. `coverage` says which lines are
    judged, where that was asked for. `today` is the day as of which dates were judged.
    `exit_zero` says that the run ends well whatever was found.
    """

    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...]
    files: tuple[str, ...]
    notices: tuple[Notice, ...] = ()
    fail_on: Severity = "error"
    timings: tuple[tuple[str, float], ...] = ()
    judged_by: tuple[JudgedBy, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    empty_files: tuple[str, ...] = ()
    fail_on_skipped: bool = False
    exit_zero: bool = False
    judged: Judged = Judged()
    coverage: PolicyCoverage | None = None
    today: datetime.date | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether there is no file in which anything is said."""
        return len(self.empty_files) == len(self.files)

    @property
    def told_skips(self) -> tuple[Skipped, ...]:
        """What was passed over and is worth a word."""
        return tuple(each for each in self.skipped if each.reason not in QUIET_REASONS)

    @property
    def has_failing_skips(self) -> bool:
        """Whether what was passed over makes the run fail."""
        return self.fail_on_skipped and bool(self.told_skips)

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that nothing excuses."""
        return tuple(f for f in self.findings if f.status == "new")

    @property
    def failing_findings(self) -> tuple[Finding, ...]:
        """The standing findings at or above `fail_on`, of the report or of their own policy."""
        return tuple(each for each in self.open_findings if self.is_failing(each))

    def is_failing(self, finding: Finding) -> bool:
        """Whether a finding makes the run fail; that notes of the law are old never does."""
        bar = RANK[finding.fail_on or self.fail_on]
        is_of_notes = finding.law is not None and finding.law.verdict == "stale"
        return finding.status == "new" and RANK[finding.severity] >= bar and not is_of_notes

    @property
    def has_own_bars(self) -> bool:
        """Whether findings of different policies fail from different severities on."""
        return any(each.fail_on is not None for each in self.findings)

    @property
    def has_crashed(self) -> bool:
        """Whether some rule did not run to its end."""
        return any(n.kind == "crash" for n in self.notices)

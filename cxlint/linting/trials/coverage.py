"""Which lines of a policy are judged: changing what stands there changes what is found.

Every value is changed, alone, to worse and to absurd ones of its kind. Where no change alters a
finding, its numbers or its path, nothing rests on the value, however well it reads. Leaving a value
out would be no proof: what is not stated is no fault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.language import schema
from cxlint.linting.model.finding import CoveredLine, PolicyCoverage
from cxlint.linting.run import engine
from cxlint.linting.run.findings import build_findings
from cxlint.linting.run.rule_runs import run_rules
from cxlint.linting.trials.rule_reads import changed_parts, content_of, reads_of
from cxlint.linting.trials.value_changes import other_values, values_in_examples, values_of
from cxlint.policy import linker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cxlint.linting.model.finding import Finding
    from cxlint.linting.model.rule import Rule
    from cxlint.linting.run.engine import Request
    from cxlint.linting.trials.value_changes import Value
    from cxlint.parsing.document import Document
    from cxlint.policy.policy import Policy

    Progress = Callable[[str], None]

MOST_TRIALS = 3_000
"""How many times a policy is judged anew at most."""

UNCOUNTED = frozenset({"reading", "waivers"})
"""Categories of rules that judge the file, or the judging, and not what it says."""

TEXT_CHECKS = frozenset({"apology", "phrase", "wanting"})
"""Checks that search texts."""

LANGUAGES = "organization.languages"
"""The languages that texts are searched in, where they state none."""


class _Place:
    """A value of a document on trial: what may still be tried, and whether a change was noticed."""

    def __init__(self, document: Document, value: Value, line: int, others: Sequence[Any]) -> None:
        self.document = document
        self.value = value
        self.line = line
        self.others = list(others)
        self.is_judged = False

    def put(self, said: Any) -> None:
        """Set what stands in the document."""
        holder: Any = self.document.data
        for step in self.value.address[:-1]:
            holder = holder[step]
        holder[self.value.address[-1]] = said


class _Judges:
    """The rules that judge a policy: what each finds in it, and what it reads for that."""

    def __init__(self, request: Request, documents: Sequence[Document]) -> None:
        self._request = request
        self._documents = documents
        rules = [rule for rule in engine.rules_of(request) if rule.category not in UNCOUNTED]
        self._reads = {rule.id: reads_of(rule, self._assemble(), request.config) for rule in rules}
        self._rules = sorted(rules, key=lambda rule: self._reads[rule.id].seconds)
        self._content = content_of(self._assemble())
        self._noticing: dict[str, Rule] = {}

    def _assemble(self) -> Policy:
        return linker.assemble(self._documents, self._request.today)

    def notice(self, value: Value, other: Any) -> bool:
        """Whether one of them finds something else with another value in the documents.

        Asked are those that read what has changed: first the one that noticed a change under this
        key before, then what is quick.
        """
        policy = self._assemble()
        changed = changed_parts(self._content, content_of(policy))
        names = (str(value.said), str(other)) if value.is_name else ()
        network = None
        for rule in self._in_turn(value.key):
            reads = self._reads[rule.id]
            if not (reads.may_change_with(changed) and may_concern(rule, value.key)):
                continue
            run = run_rules(policy, [rule], self._request.config, graph=network)
            network = run.network
            findings = build_findings(run.hits, policy).findings
            if _said(findings, names) != _said(reads.findings, names):
                self._noticing[value.key] = rule
                return True
        return False

    def _in_turn(self, key: str) -> Iterator[Rule]:
        first = self._noticing.get(key)
        if first is not None:
            yield first
        yield from (rule for rule in self._rules if rule is not first)


def measure(
    requests: Sequence[Request], progress: Progress | None = None, most: int = MOST_TRIALS
) -> PolicyCoverage:
    """Return the lines of policies that hold values, and which are judged.

    Each policy is tried by itself, `most` changes at most. Files of other systems are left out.
    UserError where a rule's parameters are at fault.
    """
    measured = [_measure(each, progress, most) for each in requests]
    lines = {(line.path, line.line): line for each in measured for line in each.lines}
    return PolicyCoverage(
        tuple(line for _, line in sorted(lines.items())),
        sum(each.trials for each in measured),
        {path: text for each in measured for path, text in each.texts.items()},
    )


def _measure(request: Request, progress: Progress | None, most: int) -> PolicyCoverage:
    documents = engine.read(request, progress).policy.documents
    places = _places(request, documents)
    judges = _Judges(request, documents)
    trials = 0
    helpful: dict[str, Any] = {}
    while trials < most and (open_places := [each for each in places if _is_open(each)]):
        for place in open_places[: most - trials]:
            trials += 1
            if progress is not None:
                progress(f"changing {place.document.path}:{place.line}, {trials:,} changes tried")
            _try_next(place, helpful, judges.notice)
    texts = {each.path: each.text.splitlines() for each in documents if each.foreign is None}
    return PolicyCoverage(tuple(_lines(places)), trials, texts)


def _is_open(place: _Place) -> bool:
    return bool(place.others) and not place.is_judged


def _places(request: Request, documents: Sequence[Document]) -> list[_Place]:
    policy = linker.assemble(documents, request.today)
    in_examples = values_in_examples(each for each in request.rules.values())
    found = []
    for document in documents:
        if document.foreign is not None or not isinstance(document.data, dict):
            continue
        document.span(())  # what stands where is settled before anything is changed
        for value in values_of(document.data):
            others = other_values(value, policy, in_examples)
            found.append(_Place(document, value, document.span(value.address).line, others))
    return found


def _try_next(place: _Place, helpful: dict[str, Any], notice: Callable[[Value, Any], bool]) -> None:
    """Try one more value in a place: what was noticed under the same key before comes first."""
    key = place.value.key
    other = helpful[key] if helpful.get(key) in place.others else place.others[0]
    place.others.remove(other)
    place.put(other)
    try:
        if schema.accept("policy", place.document.data) and notice(place.value, other):
            place.is_judged = True
            helpful[key] = other
    finally:
        place.put(place.value.said)


def may_concern(rule: Rule, key: str) -> bool:
    """Whether a rule may look at what stands under a key.

    Rules that search texts take long, and their `needs` say which; all others may.
    """
    if rule.check not in TEXT_CHECKS or not rule.needs or key == LANGUAGES:
        return True
    kind = key.partition(".")[0]
    for need in rule.needs:
        things = need.split("|")
        kinds = {each.partition(".")[0] for each in things}
        if kinds == {kind} or any(_holds(each, key) or each == kind for each in things):
            return True
    return False


def _holds(thing: str, key: str) -> bool:
    """Whether a key is of a kind or below a field, or holds it in its short form."""
    return f"{key}.".startswith(f"{thing}.") or thing.startswith(f"{key}.")


def _said(findings: Iterable[Finding], names: Sequence[str]) -> frozenset[tuple[object, ...]]:
    """Return what findings say, wherever they stand, and but for names that stand for another."""
    return frozenset(_finding_key(each, names) for each in findings)


def _finding_key(finding: Finding, names: Sequence[str]) -> tuple[object, ...]:
    labels = [spot.label for spot in (*finding.witness, *finding.related)]
    texts = [finding.entity, finding.message, finding.remedy, *labels, *finding.intents]
    for name in names:
        texts = [each.replace(name, "") for each in texts]
    return (finding.rule.id, finding.severity, finding.share, *texts)


def _lines(places: Iterable[_Place]) -> list[CoveredLine]:
    by_line: dict[tuple[str, int], list[_Place]] = {}
    for place in places:
        by_line.setdefault((place.document.path, place.line), []).append(place)
    return [
        CoveredLine(
            path,
            line,
            judged=tuple(dict.fromkeys(p.value.key for p in those if p.is_judged)),
            unjudged=tuple(dict.fromkeys(p.value.key for p in those if not p.is_judged)),
            is_settled=not any(map(_is_open, those)),
        )
        for (path, line), those in sorted(by_line.items())
    ]

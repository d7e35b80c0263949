"""Hits become findings: one per cause, with a place, a sentence and a fingerprint."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.linting.config.thresholds import case_thresholds, narrow_thresholds
from cxlint.linting.model.finding import RANK, Extent, Finding, Spot
from cxlint.linting.model.fingerprints import Names, fingerprint, former_identity, identity
from cxlint.linting.run.sentences import fill_sentence
from cxlint.records import NamedTuple
from cxlint.sentence_lists import join_with_and

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from cxlint.linting.model.finding import Hit, Severity, Threshold
    from cxlint.linting.model.rule import Rule
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

    ThresholdsOf = Callable[[Rule, str], tuple[Threshold, ...]]

LIST_KINDS = frozenset({"return", "waiver", "handoff", "engagement"})
"""Kinds of entity whose ids say what they are about, and are no places in a flow."""

_LIST_BEFORE = (
    r"(?:(?<=-> )|(?<=, )|(?<= and )|(?<= or )|(?<= und )|(?<= oder )|(?<=\")|(?<=„)|(?<=\())"
)
"""What stands before a place in a list; behind anything else it may be a longer name's end."""


def with_severity(rule: Rule, severity: Severity) -> Rule:
    """Return the rule with the severity that is in force."""
    return rule if rule.severity == severity else rule._replace(severity=severity)


class FindingSet(NamedTuple):
    """The findings, and the rules whose sentences cannot be told, each with the reason."""

    findings: list[Finding]
    failed_rules: dict[str, Exception]


def build_findings(
    hits: Iterable[tuple[Rule, Hit]],
    policy: Policy,
    thresholds: ThresholdsOf | None = None,
    inside: Callable[[str], str] = str,
    measure: Callable[[Hit], Extent] | None = None,
) -> FindingSet:
    """Merge the hits that share a cause and tell each: intents of all, the proof of the first.

    `thresholds` gives the thresholds of a rule that are in force in a file. `inside` returns a
    path shown as seen from the folder of the policy. `measure` says how much a hit touches.
    """
    told: list[Finding] = []
    untold: dict[str, Exception] = {}
    names = _names(policy, inside)
    for rule, hit in merge_hits(hits):
        try:
            rests_on = thresholds(rule, hit.at.document.path) if thresholds else ()
            finding = _build_finding(rule, hit, policy, rests_on, names)
            told.append(finding._replace(extent=measure(hit)) if measure else finding)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong in a rule names the rule
            untold.setdefault(rule.id, error)
    return FindingSet(told, untold)


def merge_hits(hits: Iterable[tuple[Rule, Hit]]) -> Collection[tuple[Rule, Hit]]:
    """Return one hit for all that share a cause."""
    causes: dict[object, tuple[Rule, Hit]] = {}
    for rule, hit in hits:
        at = hit.at
        cause = (rule.id, id(at.document), at.path, at.key, at.region, hit.case, hit.key)
        merged = _merge_two(causes[cause][1], hit) if cause in causes else hit
        causes[cause] = (rule, merged)
    return causes.values()


def _merge_two(first: Hit, other: Hit) -> Hit:
    intents = tuple(dict.fromkeys((*first.intents, *other.intents)))
    severity = first.severity
    if other.severity and (severity is None or RANK[other.severity] > RANK[severity]):
        first = other._replace(related=first.related or other.related)
    return first._replace(intents=intents)


def _build_finding(
    rule: Rule,
    hit: Hit,
    policy: Policy,
    thresholds: tuple[Threshold, ...],
    names: Names,
) -> Finding:
    words = fact_words(hit)
    flow = _flow_prefix(hit.entity)
    about, former = identity(hit, names), former_identity(hit, names)
    return Finding(
        rule=rule,
        severity=_severity(rule, hit),
        message=_name_flow_once(
            flow, fill_sentence(rule, "message", _choose_case(rule, hit), words)
        ),
        remedy=_name_flow_once(
            flow, fill_sentence(rule, "remedy", rule.remedy.get(hit.case, rule.remedy[""]), words)
        ),
        document=hit.at.document,
        span=hit.at.span(),
        entity=hit.entity,
        fingerprint=fingerprint(rule.id, about),
        intents=hit.intents,
        share=_share(hit.intents, policy),
        witness=_spots(hit.witness, flow),
        related=_spots(hit.related, flow),
        thresholds=narrow_thresholds(
            case_thresholds(rule, hit.case, thresholds, hit.bounds),
            words.values(),
            (hit.case, *hit.key),
        ),
        cause=hit,
        identity=about,
        former_identity=former,
        other_identities=tuple(
            identity(hit._replace(entity=entity, key=tuple(key)), names)
            for entity, *key in hit.formerly
        ),
        former_names=names.former,
        law=hit.law,
    )


def fact_words(hit: Hit) -> dict[str, str]:
    """Return what fills the sentences of a hit, each fact as a reader would say it."""
    words = {name: fact_text(fact) for name, fact in hit.facts.items()}
    words.setdefault("intents", fact_text(hit.intents) if hit.intents else "any matter")
    return words


def name_flow_of(entity: str, sentence: str) -> str:
    """Return a sentence about a thing that names its flow with the first place only."""
    return _name_flow_once(_flow_prefix(entity), sentence)


def _handoff_ends(policy: Policy) -> dict[str, str]:
    """Return handoffs that have an id of their own, with what they are called without one."""
    return {
        handoff.name: f"handoff/{handoff.data['from']}->{handoff.data['to']}"
        for handoff in policy.of("handoff")
        if "id" in handoff.data
    }


def _names(policy: Policy, inside: Callable[[str], str]) -> Names:
    """Return what the things of a policy are called, however it is laid out."""
    documents = policy.documents
    return Names(
        _handoff_ends(policy),
        dict(each.plain_name for each in documents if each.plain_name),
        dict(each.former_name for each in documents if each.former_name),
        inside,
    )


def _choose_case(rule: Rule, hit: Hit) -> str:
    if hit.case not in rule.message:
        raise LookupError(f"its message has no case {hit.case!r}")
    return rule.message[hit.case]


def _flow_prefix(entity: str) -> str:
    """Return how the ids begin of the flow in which `step/Main line: Menu` is: `Main line: `.

    What is listed, and called by what it is about, has a colon of its own.
    """
    kind, _, id_ = entity.partition("/")
    name, found, _ = id_.partition("->")[0].partition(": ")
    return name + found if found and kind not in LIST_KINDS else ""


def _name_flow_once(flow: str, sentence: str) -> str:
    """Return a sentence that names the flow with the first of its places, and then no more."""
    before, found, behind = sentence.partition(flow) if flow else (sentence, "", "")
    if flow not in behind or not found:
        return sentence
    return before + found + re.sub(_LIST_BEFORE + re.escape(flow), "", behind)


def _severity(rule: Rule, hit: Hit) -> Severity:
    """A hit may be graver or milder than its rule; a rule turned down stays turned down."""
    return hit.severity or rule.severity


def _spots(places: Sequence[tuple[At, str]], flow: str) -> tuple[Spot, ...]:
    return tuple(
        Spot(at.document.path, at.span(), label.removeprefix(flow)) for at, label in places
    )


def _share(intents: Sequence[str], policy: Policy) -> Fraction | None:
    """Return the share of contacts these intents make up, where each states its own."""
    if not intents:
        return None
    total = Fraction(0)
    for id_ in intents:
        intent = policy.find("intent", id_)
        share = intent.percentage("share") if intent else None
        if share is None:
            return None
        total += share
    return total


def fact_text(fact: object) -> str:
    """Return a fact as a reader would say it: lists as `a, b and c`."""
    if isinstance(fact, list) or type(fact) is tuple:  # hours are tuples, and say themselves
        return join_with_and(fact)
    return str(fact)

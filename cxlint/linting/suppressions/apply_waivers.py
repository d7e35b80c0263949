"""Waivers, applied: which findings they excuse, and what is wrong with those that excuse none."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cxlint.linting.model.rule import current_ids
from cxlint.linting.suppressions.unused_waivers import NearbyFindings, is_shared
from cxlint.parsing.document import At, Problem
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from cxlint.linting.model.finding import Finding
    from cxlint.linting.model.rule import Rule
    from cxlint.linting.suppressions.waivers import Waiver, WaiverSet


class Claim(NamedTuple):
    """What a waiver speaks for: a rule on a line of a file, or about an entity (line 0)."""

    rule: str
    place: str
    line: int


def mark_waived(
    findings: Sequence[Finding],
    collected: WaiverSet,
    *,
    rules: Mapping[str, Rule],
    today: datetime.date,
    locked: Collection[str],
    ran: Collection[str],
    counts: Callable[[str, str], bool] = lambda _rule, _path: True,
    is_dormant: Callable[[Claim], bool] = lambda _claim: False,
) -> tuple[list[Finding], list[Problem]]:
    """Return the findings, the excused ones marked so, and what is wrong with the waivers.

    A waiver excuses through the last day of its term. It does not excuse without a reason, after
    its term, for a locked rule, or for a rule about waivers. `ran` are the rules that ran to
    their end; `counts(rule id, path)` tells whether a rule is on in a file. Of other rules no
    waiver is called unused; nor of a place that `is_dormant`, where nothing is judged today.
    """
    problems = list(collected.problems)
    current = current_ids(rules)
    claims: dict[Claim, list[Waiver]] = defaultdict(list)
    held: list[tuple[Waiver, list[tuple[Claim, At]]]] = []
    for waiver in collected.waivers:
        known = list(_waivable_rules(waiver, rules, current, locked, problems))
        if (fault := _waiver_fault(waiver, today)) is not None:
            problems.append(fault)
            continue
        claimed = [(claim, at) for id_, at in known for claim in _claims(waiver, id_)]
        held.append((waiver, claimed))
        for claim, _ in claimed:
            claims[claim].append(waiver)
    used: set[Claim] = set()
    ended: dict[int, Problem] = {}
    excused: set[int] = set()
    told = [_excuse(finding, claims, used, ended, excused) for finding in findings]
    problems += (problem for waiver, problem in ended.items() if waiver not in excused)
    nearby = NearbyFindings(each for each in told if each.status == "new")
    for waiver, claimed in held:
        path = waiver.at.document.path
        idle = [
            (claim, at)
            for claim, at in claimed
            if claim not in used
            and claim.rule in ran
            and counts(claim.rule, path)
            and not is_dormant(claim)
        ]
        if idle:
            problems.append(_unused_waiver(waiver, idle, nearby))
    return told, problems


def _waivable_rules(
    waiver: Waiver,
    rules: Mapping[str, Rule],
    current: Mapping[str, str],
    locked: Collection[str],
    problems: list[Problem],
) -> Iterator[tuple[str, At]]:
    """Yield the rules that may be waived; add a problem for each of the others."""
    for name, at in waiver.names:
        if (id_ := current.get(name)) is None:
            problems.append(_unknown_rule(name, at, rules, current))
        elif id_ in locked or rules[id_].lockable == "locked":
            problems.append(Problem("waiver-of-locked-rule", at, {"rule": id_}))
        elif rules[id_].governs:
            problems.append(Problem("waiver-of-locked-rule", at, {"rule": id_}, case="of-waivers"))
        else:
            yield id_, at


def _unknown_rule(
    name: str, at: At, rules: Mapping[str, Rule], current: Mapping[str, str]
) -> Problem:
    from cxlint.suggest import nearest

    near = nearest(name, list(current))
    case = "near" if near else ""
    if any(name in (rule.category, rule.pack) for rule in rules.values()):
        case = "category"
    return Problem("waiver-unknown-rule", at, {"id": name, "near": near or ""}, case=case)


def _waiver_fault(waiver: Waiver, today: datetime.date) -> Problem | None:
    """Return why the waiver excuses nothing at all."""
    facts: dict[str, object] = {"rules": [name for name, _ in waiver.names], **waiver.subject_facts}
    if not waiver.reason:
        return Problem("waiver-without-reason", waiver.at, facts)
    if waiver.expires is not None and waiver.expires < today:
        facts |= {"where": waiver.entities, "expires": str(waiver.expires)}
        return Problem("waiver-expired", waiver.at, facts)
    return None


def _claims(waiver: Waiver, id_: str) -> Iterator[Claim]:
    if waiver.is_comment:
        yield Claim(id_, waiver.at.document.path, waiver.line)
    for entity in waiver.entities:
        yield Claim(id_, entity, 0)


def _excuse(
    finding: Finding,
    claims: Mapping[Claim, Sequence[Waiver]],
    used: set[Claim],
    ended: dict[int, Problem],
    excused: set[int],
) -> Finding:
    """Return the finding, marked where a waiver excuses it, which is `excused` of what follows.

    An opinion that was about another law, or another line, is `ended`, and excuses nothing.
    """
    here = Claim(finding.rule.id, finding.path, finding.span.line)
    about = Claim(finding.rule.id, finding.entity, 0)
    excusing = [claim for claim in (here, about) if claim in claims]
    if not excusing:
        return finding
    used.update(excusing)
    used.update(claim for claim in _further_claims(finding) if claim in claims)
    waivers = [waiver for claim in excusing for waiver in claims[claim]]
    waiver = next((each for each in waivers if _holds_for(each, finding)), None)
    if waiver is None:
        for each in waivers:
            ended.setdefault(id(each), _ended_opinion(each, finding))
        return finding
    excused.add(id(waiver))
    return finding._replace(
        status="waived",
        excuse=waiver.excuse,
        beside=waiver.is_comment,
        excused_until=waiver.expires,
    )


def _holds_for(waiver: Waiver, finding: Finding) -> bool:
    return waiver.opinion is None or waiver.opinion.holds_for(finding)


def _ended_opinion(waiver: Waiver, finding: Finding) -> Problem:
    assert waiver.opinion is not None
    facts: dict[str, object] = {
        "rules": [finding.rule.id],
        "where": waiver.entities,
        "on": str(waiver.opinion.on),
        "of": waiver.opinion.of,
        **waiver.subject_facts,
    }
    return Problem("waiver-expired", waiver.at, facts, case="opinion")


def _further_claims(finding: Finding) -> Iterator[Claim]:
    """Yield how a waiver may name the other things that share a finding.

    They excuse nothing by themselves, and are of use once the finding points to another of them.
    """
    id_ = finding.rule.id
    for spot in finding.related if is_shared(finding) else ():
        yield Claim(id_, spot.path, spot.span.line)
    for entity in finding.cause.members if finding.cause else ():
        yield Claim(id_, entity, 0)


def _unused_waiver(
    waiver: Waiver, idle: Sequence[tuple[Claim, At]], nearby: NearbyFindings
) -> Problem:
    rules = list(dict.fromkeys(claim.rule for claim, _ in idle))
    entities = list(dict.fromkeys(claim.place for claim, _ in idle))
    where = "here" if waiver.is_comment else f"at {', '.join(entities)}"
    facts: dict[str, object] = {"rules": rules, "where": where}
    facts |= waiver.subject_facts
    found = (
        nearby.of_comment(rules, waiver.at)
        if waiver.is_comment
        else nearby.of_entry(rules, waiver.entities)
    )
    related = tuple(
        (At(finding.document, region=finding.span), f"{finding.rule.id} finds {finding.entity}")
        for finding in found
    )
    claims = {claim for claim, _ in idle}
    shared = [each for each in found if not claims.isdisjoint(_further_claims(each))]
    whole = len(idle) == len(waiver.names) * (1 if waiver.is_comment else len(waiver.entities))
    if whole and shared:
        facts["place"] = sorted(each.entity for each in shared)
        return Problem("waiver-unused", waiver.at, facts, related, "shared")
    if whole:
        return Problem("waiver-unused", waiver.at, facts, related)
    return Problem("waiver-unused", idle[0][1], facts, related, "partly")

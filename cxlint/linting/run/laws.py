"""Verdicts by law as hits: an obligation is a rule for policies that name its jurisdiction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.finding import RANK, Hit, JudgedBy, LawNote
from cxlint.linting.rules.law_rules import (
    BY_TRUST,
    CONFLICT,
    FACT_MISSING,
    GENERAL_RULES,
    NOTES_OLD,
    rule_of,
    trust_of,
)
from cxlint.records import NamedTuple
from cxlint.sentence_lists import join_with_and, shorten_list

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from cxlint.law.obligation import Obligation
    from cxlint.law.timeline import Window
    from cxlint.law.verdicts import Judgement, Verdict
    from cxlint.linting.config.config import Config
    from cxlint.linting.model.finding import Severity
    from cxlint.linting.model.rule import Rule
    from cxlint.policy.policy import Policy
    from cxlint.values.durations import Duration

DEFAULT_HORIZON = "12 months"
"""How far is looked ahead where nothing is said."""

_MOST = 4
"""How many obligations a sentence names."""

_NEAR_BORDER = 366
_LAST_DAYS = 90
"""So near its first day, the grade of the day counts as well; so soon, what comes is a warning."""

_TRUST: Mapping[str, str] = {
    "primary": "The law was read on {day} in {read_in}",
    "primary_earlier": "The law was read by {day} ({read_in})",
    "secondary": "Compared on {day} with {read_in}; the law itself was not read",
    "believed": "Only believed, from {read_in}; compared on {day}",
}


class LawRun(NamedTuple):
    """What came of judging by law: rules and hits, and the sentences that a report ends with.

    `practice` are rules of practice that speak of the same as obligations do, with these.
    """

    rules: Mapping[str, Rule]
    hits: Sequence[tuple[Rule, Hit]]
    judged_by: Sequence[JudgedBy]
    practice: Mapping[str, tuple[str, ...]]

    def relate(self, hits: Iterable[tuple[Rule, Hit]]) -> Iterator[tuple[Rule, Hit]]:
        """Yield the hits of practice, of which those follow from law that speak of the same."""
        for rule, hit in hits:
            laws = self.practice.get(rule.id, ())
            yield (rule._replace(follows_from=(*rule.follows_from, *laws)) if laws else rule), hit


def judge_by_law(
    policy: Policy,
    config: Config,
    horizon: Duration | None,
    chosen: frozenset[str] | None,
) -> LawRun | None:
    """Return what is to be said of a policy by law; None where it names no jurisdiction.

    `chosen` are the obligations asked for; all of them, where that is None.
    """
    if chosen == frozenset() or policy.single("organization", "jurisdictions") is None:
        return None
    from cxlint.law.verdicts import judge

    window = window_of(policy.today, horizon)
    judgement = judge(policy, window)
    if judgement is None:
        return None
    judgement = _keep(judgement, config, chosen)
    names = tuple(each.name for each in judgement.obligations)
    rules = {
        each.name: rule_of(each)._replace(follows_from=names) for each in judgement.obligations
    }
    rules |= GENERAL_RULES
    hits = [
        (rules[id_], _grade(config, rules[id_], hit))
        for id_, hit in (
            *_hits(judgement, window),
            *_stale_hits(policy, judgement),
            *_conflict_hits(judgement),
        )
        if config.setting(rules[id_], hit.at.document.path).severity
    ]
    return LawRun(rules, hits, list(_describe(policy, judgement)), _practice(judgement))


def _practice(judgement: Judgement) -> dict[str, tuple[str, ...]]:
    """Return the rules of practice that speak of the same, with the obligations that do."""
    told: dict[str, tuple[str, ...]] = {}
    for each in judgement.obligations:
        for id_ in each.practice:
            told[id_] = (*told.get(id_, ()), each.name)
    return told


def _keep(judgement: Judgement, config: Config, chosen: frozenset[str] | None) -> Judgement:
    """Return a judgement with those obligations alone that are chosen and not off everywhere."""

    def is_on(obligation: Obligation) -> bool:
        is_chosen = chosen is None or obligation.name in chosen
        return is_chosen and not config.is_off(rule_of(obligation))

    return judgement._replace(
        verdicts=tuple(each for each in judgement.verdicts if is_on(each.obligation)),
        obligations=tuple(filter(is_on, judgement.obligations)),
        unsaid=tuple(filter(is_on, judgement.unsaid)),
        later=tuple(filter(is_on, judgement.later)),
        stale=tuple(filter(is_on, judgement.stale)),
    )


def _grade(config: Config, rule: Rule, hit: Hit) -> Hit:
    """Return a hit as grave as the configuration says, where it says so."""
    setting = config.setting(rule, hit.at.document.path)
    return hit if setting.graded_by is None else hit._replace(severity=setting.severity)


def window_of(today: datetime.date, horizon: Duration | None) -> Window:
    """Return the day as of which is judged, and the last one that is looked ahead to."""
    from cxlint.law.days import add_span
    from cxlint.law.timeline import Window
    from cxlint.values.durations import duration

    return Window(today, add_span(today, horizon or duration(DEFAULT_HORIZON)))


def _hits(judgement: Judgement, window: Window) -> Iterator[tuple[str, Hit]]:
    hanging: dict[str, list[Verdict]] = {}
    for each in judgement.verdicts:
        if each.missing:
            hanging.setdefault(each.missing, []).append(each)
    for each, others in _by_line(judgement, window):
        yield each.obligation.name, _verdict_hit(each, window, is_head=True)
        yield from ((other.obligation.name, _verdict_hit(other, window)) for other in others)
    for fact, verdicts in hanging.items():
        yield FACT_MISSING, _missing_hit(fact, verdicts)


def _by_line(judgement: Judgement, window: Window) -> Iterator[tuple[Verdict, Sequence[Verdict]]]:
    """Yield, for each line of the policy, the verdict that bites, and the others on it.

    The gravest does; of equal ones what holds now, and then the strictest.
    """
    lines: dict[str, list[Verdict]] = {}
    for each in judgement.verdicts:
        if not each.missing:
            lines.setdefault(_line_name(each), []).append(each)
    for verdicts in lines.values():
        first, *others = sorted(verdicts, key=lambda each: _bite(each, window.today))
        yield first, others


def _bite(verdict: Verdict, today: datetime.date) -> tuple[int, bool, Fraction | int, str]:
    gravity = RANK[severity_of(verdict, today)]
    is_ahead = verdict.word != "breach"
    return -gravity, is_ahead, -verdict.tightness, verdict.obligation.id


def _line_name(verdict: Verdict) -> str:
    path = "/".join(map(str, verdict.at.path))
    return f"law at {verdict.at.document.path} {path}"


def _missing_hit(fact: str, verdicts: Sequence[Verdict]) -> Hit:
    """Return the one hit for a fact and all that hang on it."""
    first, *others = verdicts
    ids = list(dict.fromkeys(each.obligation.id for each in verdicts))
    return Hit(
        at=first.at,
        entity=first.entity,
        facts={
            "fact": fact,
            "hang": f"{_count(len(ids), 'obligation')} hang{'s' if len(ids) == 1 else ''}",
            "which": shorten_list(ids, _MOST),
        },
        key=(fact,),
        severity="info",
        law=_note(first)._replace(others=tuple(map(_note, others))),
    )


def _verdict_hit(verdict: Verdict, window: Window, *, is_head: bool = False) -> Hit:
    """Return a verdict as a hit; what stands at the head of a line follows from no other.

    What was accepted while it was to come is another finding once it counts.
    """
    line = _line_name(verdict)
    obligation, current = verdict.obligation, verdict.current
    return Hit(
        at=verdict.at,
        entity=verdict.entity,
        facts={
            "thing": verdict.entity.partition("/")[2] or verdict.entity,
            "says": verdict.says,
            "asks": verdict.asks,
            "reference": current.value.reference,
            "first_day": _day_words(verdict, window.today),
            "trust": _TRUST[obligation.grade].format(
                day=obligation.last_checked, read_in=obligation.read_in
            ),
        },
        key=(obligation.id, verdict.word, str(current.first_day)),
        case=verdict.word,
        severity=severity_of(verdict, window.today),
        rests_on=(line, f"{line} first") if is_head else (line,),
        law=_note(verdict),
    )


def _note(verdict: Verdict) -> LawNote:
    return LawNote(
        verdict.obligation.name,
        verdict.word,
        verdict.current.first_day,
        verdict.obligation.grade,
        known_since=verdict.current.value.adopted or verdict.current.value.start,
    )


def _day_words(verdict: Verdict, today: datetime.date) -> str:
    first_day = verdict.current.first_day
    if first_day is None:
        expected = verdict.obligation.expected
        assert expected is not None
        return f"expected between {expected.earliest} and {expected.latest}"
    if verdict.word == "breach":
        return str(first_day)
    left = (first_day - today).days
    return f"from {first_day} on, in {left} day{'' if left == 1 else 's'}"


def severity_of(verdict: Verdict, today: datetime.date) -> Severity:
    """Return how grave a verdict is: as text and day were verified, and as near as the day is."""
    obligation, first_day = verdict.obligation, verdict.current.first_day
    trust = trust_of(obligation.grade)
    if first_day is None or abs((first_day - today).days) <= _NEAR_BORDER:
        trust = min(trust, trust_of(obligation.day_grade))
    if verdict.word == "breach":
        return BY_TRUST[trust]
    is_soon = first_day is not None and (first_day - today).days <= _LAST_DAYS
    return "warning" if is_soon and BY_TRUST[trust] != "info" else "info"


def _stale_hits(policy: Policy, judgement: Judgement) -> Iterator[tuple[str, Hit]]:
    """Yield one hit for the old notes of each jurisdiction."""
    stated = policy.single("organization", "jurisdictions")
    assert stated is not None
    for code in dict.fromkeys(each.law_of for each in judgement.stale):
        stale = [each for each in judgement.stale if each.law_of == code]
        yield (
            NOTES_OLD,
            Hit(
                at=stated[1],
                entity="organization/organization",
                facts={
                    "number": _count(len(stale), "note"),
                    "code": code,
                    "which": [each.id for each in stale],
                },
                key=(code,),
                severity="info",
                law=LawNote(f"law/{code}", "stale", None, "none"),
            ),
        )


def _conflict_hits(judgement: Judgement) -> Iterator[tuple[str, Hit]]:
    for each in judgement.conflicts:
        facts = {
            "thing": each.entity.partition("/")[2],
            "longer": each.longer.id,
            "more": each.asks_longer,
            "shorter": each.shorter.id,
            "less": each.asks_shorter,
        }
        yield CONFLICT, Hit(at=each.at, entity=each.entity, facts=facts, severity="info")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _describe(policy: Policy, judgement: Judgement) -> Iterator[JudgedBy]:
    """Yield what was compared, what was not, and what silence means."""
    stated = policy.single("organization", "jurisdictions")
    assert stated is not None
    at = stated[1]

    def tell(message: str, concerns: int) -> JudgedBy:
        return JudgedBy("law", message, at.document.path, at.span().line, concerns)

    choice = judgement.choice
    if len(judgement.obligations) > len(judgement.later):
        yield tell(_compared_text(judgement), len(judgement.obligations))
    for code, meant in choice.unheld:
        hint = f"; did you mean {meant}?" if meant else ""
        told = f"no notes of the law of {code} itself are held, so that silence means nothing"
        yield tell(told + hint, 0)
    for union in choice.lone_unions:
        told = f"only the law of {union} itself was compared; name its members for their own law"
        yield tell(told, 0)


def _compared_text(judgement: Judgement) -> str:
    obligations = [each for each in judgement.obligations if each not in judgement.later]
    checked = max(each.last_checked for each in obligations)
    unknown = {each.obligation.id for each in judgement.verdicts if each.word == "unknown"}
    told = [
        f"{len(unknown)} could not be judged for want of facts" if unknown else "",
        f"of {_count(len(judgement.unsaid), 'more subject')} nothing is said"
        if judgement.unsaid
        else "",
        f"{len(judgement.unbound)} more do not bind this organization" if judgement.unbound else "",
        f"{_count(len(judgement.stale), 'note')} are old" if judgement.stale else "",
    ]
    return (
        f"compared with notes on {_count(len(obligations), 'obligation')} of "
        f"{join_with_and(judgement.choice.held)}, last read on {checked}"
        f"{''.join(f'; {each}' for each in told if each)}. "
        "This is no legal advice, and silence is no clearance"
    )

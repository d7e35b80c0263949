"""Verdicts by law as hits: an obligation is a rule for policies that name its jurisdiction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.finding import RANK, Hit, JudgedBy, LawNote
from cxlint.linting.model.rule import Rule
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
    from cxlint.policy.policy import Policy
    from cxlint.values.durations import Duration

DEFAULT_HORIZON = "12 months"
"""How far is looked ahead where nothing is said."""

CATEGORY = "law"
FACT_MISSING = "law/fact-missing"
NOTES_OLD = "law/notes-old"

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
_BY_TRUST: tuple[Severity, ...] = ("info", "info", "warning", "error")
_MESSAGES = {
    "breach": "{thing}: {says}. {reference} asks for {asks}, since {first_day}. {trust}",
    "upcoming": "{thing}: {says}. {reference} will ask for {asks}, {first_day}. {trust}",
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
    names = tuple(each.name for each in judgement.obligations)
    rules = {
        each.name: _rule_of(each)._replace(follows_from=names) for each in judgement.obligations
    }
    rules |= GENERAL_RULES
    hits = [
        (rules[id_], hit)
        for id_, hit in (*_hits(judgement, window), *_stale_hits(policy, judgement))
        if chosen is None or not chosen.isdisjoint((id_, *_ids_of(hit)))
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


def window_of(today: datetime.date, horizon: Duration | None) -> Window:
    """Return the day as of which is judged, and the last one that is looked ahead to."""
    from cxlint.law.days import add_span
    from cxlint.law.timeline import Window
    from cxlint.values.durations import duration

    return Window(today, add_span(today, horizon or duration(DEFAULT_HORIZON)))


def _ids_of(hit: Hit) -> Iterator[str]:
    if hit.law is not None:
        yield from (each.id for each in (hit.law, *hit.law.others))


def choose_laws(select: Sequence[str], ignore: Sequence[str]) -> frozenset[str]:
    """Return the ids that words choose: `law`, a jurisdiction as `law/ES`, an obligation.

    UserError for a word that is none of these.
    """
    from cxlint.errors import UserError
    from cxlint.law import pack
    from cxlint.suggest import did_you_mean

    ids: dict[str, set[str]] = {CATEGORY: {FACT_MISSING, NOTES_OLD}}
    for code in pack.known_codes():
        ids[f"{CATEGORY}/{code}"] = {each.name for each in pack.load([code])}
        ids[CATEGORY] |= ids[f"{CATEGORY}/{code}"]
    known = {**ids, **{id_: {id_} for id_ in ids[CATEGORY]}}
    for word in (*select, *ignore):
        if word not in known:
            raise UserError(f"no obligation '{word}'{did_you_mean(word, known)}")
    chosen = set().union(*(known[word] for word in select or [CATEGORY]))
    return frozenset(chosen.difference(*(known[word] for word in ignore)))


def _rule_of(obligation: Obligation) -> Rule:
    return Rule(
        id=obligation.name,
        category=f"{CATEGORY}/{obligation.law_of}",
        title=obligation.title,
        severity=_BY_TRUST[_trust(obligation.grade)],
        since="",
        rationale=f"{obligation.citation}. Binds {obligation.who}.",
        remedy={"": obligation.remedy},
        check=CATEGORY,
        params={},
        message=_MESSAGES,
        path=obligation.path,
    )


_FACT_MISSING_RULE = Rule(
    id=FACT_MISSING,
    category=CATEGORY,
    title="A fact on which it hangs what the law asks",
    severity="info",
    since="0.1.0",
    rationale="Laws bind some firms and not others, and count by their own days.",
    remedy={"": "say {fact}, so that this can be compared"},
    check=CATEGORY,
    params={},
    message={"": "the policy does not say {fact}, and {hang} on it: {which}"},
)

_NOTES_OLD_RULE = Rule(
    id=NOTES_OLD,
    category=CATEGORY,
    title="Notes of the law that are old",
    severity="info",
    since="0.1.0",
    rationale="Laws change; a note that nobody compared with the law for long may be wrong.",
    remedy={"": "ask counsel, or take a newer cxlint"},
    check=CATEGORY,
    params={},
    message={"": "{number} on the law of {code} were not compared with it for too long: {which}"},
)


GENERAL_RULES: Mapping[str, Rule] = {
    FACT_MISSING: _FACT_MISSING_RULE,
    NOTES_OLD: _NOTES_OLD_RULE,
}
"""What is told of no single obligation."""

GENERAL_REMEDIES: Mapping[str, str] = {
    FACT_MISSING: "say the fact, so that what hangs on it can be compared",
    NOTES_OLD: "ask counsel, or take a newer cxlint",
}
"""The same, what to change about it."""


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
    """Return a verdict as a hit; what stands at the head of a line follows from no other."""
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
        key=(obligation.id,),
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
    trust = _trust(obligation.grade)
    if first_day is None or abs((first_day - today).days) <= _NEAR_BORDER:
        trust = min(trust, _trust(obligation.day_grade))
    if verdict.word == "breach":
        return _BY_TRUST[trust]
    is_soon = first_day is not None and (first_day - today).days <= _LAST_DAYS
    return "warning" if is_soon and _BY_TRUST[trust] != "info" else "info"


def _trust(grade: str) -> int:
    from cxlint.law.obligation import TRUST

    return TRUST[grade]


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

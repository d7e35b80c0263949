"""Obligations by law as rules: what reports, waivers and configurations name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxlint.law.obligation import Obligation
    from cxlint.linting.model.finding import Severity

CATEGORY = "law"
FACT_MISSING = "law/fact-missing"
NOTES_OLD = "law/notes-old"
CONFLICT = "law/conflict"

BY_TRUST: tuple[Severity, ...] = ("info", "info", "warning", "error")
"""How grave a breach is, by what the grade of the obligation counts."""

_MESSAGES = {
    "breach": "{thing}: {says}. {reference} asks for {asks}, since {first_day}. {trust}",
    "upcoming": "{thing}: {says}. {reference} will ask for {asks}, {first_day}. {trust}",
}


def all_rules() -> dict[str, Rule]:
    """Return every obligation of every jurisdiction as a rule, and what is told of none alone."""
    from cxlint.law import pack

    obligations = pack.load(pack.known_codes())
    return {**GENERAL_RULES, **{each.name: rule_of(each) for each in obligations}}


def is_law(word: str) -> bool:
    """Whether a word names the law, a jurisdiction or an obligation."""
    return word.partition("/")[0] == CATEGORY


def choose_laws(select: Sequence[str], ignore: Sequence[str]) -> frozenset[str]:
    """Return the ids that words choose: `law`, a jurisdiction as `law/ES`, an obligation.

    UserError for a word that is none of these.
    """
    from cxlint.errors import UserError
    from cxlint.law import pack
    from cxlint.suggest import did_you_mean

    ids: dict[str, set[str]] = {CATEGORY: {FACT_MISSING, NOTES_OLD, CONFLICT}}
    for code in pack.known_codes():
        ids[f"{CATEGORY}/{code}"] = {each.name for each in pack.load([code])}
        ids[CATEGORY] |= ids[f"{CATEGORY}/{code}"]
    known = {**ids, **{id_: {id_} for id_ in ids[CATEGORY]}}
    for word in (*select, *ignore):
        if word not in known:
            raise UserError(f"no obligation '{word}'{did_you_mean(word, known)}")
    chosen = set().union(*(known[word] for word in select or [CATEGORY]))
    return frozenset(chosen.difference(*(known[word] for word in ignore)))


def rule_of(obligation: Obligation) -> Rule:
    """Return an obligation as a rule; its severity is that of a breach."""
    return Rule(
        id=obligation.name,
        category=f"{CATEGORY}/{obligation.law_of}",
        title=obligation.title,
        severity=BY_TRUST[trust_of(obligation.grade)],
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


_CONFLICT_RULE = Rule(
    id=CONFLICT,
    category=CATEGORY,
    title="Two obligations that cannot both be kept",
    severity="info",
    since="0.1.0",
    rationale="Laws of two places may ask for opposite things, which no single line can serve.",
    remedy={"": "ask counsel, and let the line say something else for each place"},
    check=CATEGORY,
    params={},
    message={
        "": "{thing}: {longer} asks for {more}, and {shorter} for {less}; no value keeps both"
    },
)


def trust_of(grade: str) -> int:
    """Return what a grade counts."""
    from cxlint.law.obligation import TRUST

    return TRUST[grade]


GENERAL_RULES: Mapping[str, Rule] = {
    FACT_MISSING: _FACT_MISSING_RULE,
    NOTES_OLD: _NOTES_OLD_RULE,
    CONFLICT: _CONFLICT_RULE,
}
"""What is told of no single obligation."""

GENERAL_REMEDIES: Mapping[str, str] = {
    FACT_MISSING: "say the fact, so that what hangs on it can be compared",
    NOTES_OLD: "ask counsel, or take a newer cxlint",
    CONFLICT: "ask counsel, and let the line say something else for each place",
}
"""The same, what to change about it."""

"""Grounds on which customers are sent away: unfinished ones, and those that punish a right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

TOLD_IN = ("name", "evidence", "description")
"""Fields that say in words what a ground is about, besides its id."""

WORDS = {
    "script": "in which words they are told",
    "decider": "who decides",
    "notice": "how long before they hear of it",
    "settlement": "what becomes of what is open",
    "evidence": "what shows it",
}
"""What is missing, in words; other fields go by their names."""

ENDS_A_CLAUSE = re.compile(r"[.!?,;:]")
DENIES = re.compile(r"(?<!\w)(?:not|never|no|nobody|without)(?!\w)", re.IGNORECASE)


def offboarding(
    policy: Policy,
    *,
    fields: Sequence[str],
    as_others: Sequence[str],
    rights: Sequence[str],
    unless: Sequence[str],
) -> Iterator[Hit]:
    """Yield each stated ground that ends a relationship for a right, or leaves something out.

    Case `right`, an error: its id, name, evidence or description speaks of something a customer
    may do, and of nothing beyond. The plain case: it lacks fields. Grounds that are not stated are
    not missed. Facts: id, missing, parts (the same in words), right.

    Args:
        policy: the policy.
        fields: what every ground must state.
        as_others: what a ground must state if some other ground does.
        rights: words for what customers may do without being sent away, such as complaining. Not
            met where `not`, `never`, `no` or `without` stands before them in the clause.
        unless: words that say that a ground is about something else than the use of a right, such
            as threats, or the complaints of others.
    """
    grounds = policy.of("ground")
    wanted = [*fields, *(each for each in as_others if any(g.affirms(each) for g in grounds))]
    of_right, beyond = _any_of(rights), _any_of(unless)
    for ground in grounds:
        found = _right(ground, of_right, beyond)
        missing = [field for field in wanted if not ground.affirms(field)]
        parts = [WORDS.get(field, field.replace("_", " ")) for field in missing]
        if found is not None:
            field, right = found
            facts = {"missing": missing, "parts": parts, "right": right}
            yield build_hit(ground, field, facts=facts, case="right", severity="error")
        elif missing:
            yield build_hit(ground, facts={"missing": missing, "parts": parts, "right": ""})


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each word to look for that is blank: it would be met everywhere."""
    for name in ("rights", "unless"):
        for number, word in enumerate(params[name]):
            if not word.strip():
                yield (name, number), "a blank is no word to look for"


def _right(
    ground: Entity, of_right: re.Pattern[str], beyond: re.Pattern[str]
) -> tuple[str, str] | None:
    """Return the field of a ground that speaks of a right, and the words; the id is the field "id".

    None where the ground is about something else as well.
    """
    said = [("id", ground.id.replace("-", " ").replace("_", " "))]
    said += [(field, str(ground.get(field) or "")) for field in TOLD_IN]
    if any(beyond.search(text) for _, text in said):
        return None
    met = ((field, word) for field, text in said for word in _claimed_rights(text, of_right))
    return next(met, None)


def _claimed_rights(text: str, of_right: re.Pattern[str]) -> Iterator[str]:
    for found in of_right.finditer(text):
        clause = ENDS_A_CLAUSE.split(text[: found.start()])[-1]
        if not DENIES.search(clause):
            yield " ".join(found[0].split())


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    words = sorted((r"\s+".join(map(re.escape, each.split())) for each in phrases), key=len)
    listed = "|".join(reversed(words)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)

"""Whether an obligation binds the organization: yes, no, or not to be told."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy


class Answer(NamedTuple):
    """Yes, no, or None where `missing` facts would have to be stated."""

    holds: bool | None
    missing: tuple[str, ...] = ()


YES, NO = Answer(holds=True), Answer(holds=False)


def is_bound(policy: Policy, condition: Mapping[str, Any]) -> Answer:
    """Return whether a condition of a scope holds for the organization of a policy."""
    organization = policy.organization
    return _all(_ask(organization, key, value) for key, value in condition.items())


def _ask(organization: Entity | None, key: str, value: Any) -> Answer:
    if key == "any_of":
        return _any(_all(_ask(organization, *pair) for pair in each.items()) for each in value)
    if key == "not":
        return _not(_all(_ask(organization, *pair) for pair in value.items()))
    if organization is None:
        return Answer(None, (_FACTS[key],))
    return _QUESTIONS[key](organization, value)


def _all(answers: Iterable[Answer]) -> Answer:
    given = list(answers)
    if any(each.holds is False for each in given):
        return NO
    return _open(given) or YES


def _any(answers: Iterable[Answer]) -> Answer:
    given = list(answers)
    if any(each.holds for each in given):
        return YES
    return _open(given) or NO


def _open(given: Sequence[Answer]) -> Answer | None:
    missing = tuple(dict.fromkeys(fact for each in given for fact in each.missing))
    return Answer(None, missing) if missing else None


def _not(answer: Answer) -> Answer:
    return answer if answer.holds is None else Answer(not answer.holds)


def _sells(organization: Entity, ways: Sequence[str]) -> Answer:
    if not organization.says("sells"):
        return Answer(None, (_FACTS["sells"],))
    return Answer(bool(set(ways) & set(organization.texts("sells"))))


def _sectors(organization: Entity, sectors: Sequence[str]) -> Answer:
    """Ask the sector, or the industry where that is one of the same words."""
    stated = organization.texts("sector")
    if not stated and (word := _sector_of(str(organization.get("industry") or ""))):
        stated = (word,)
    if not stated:
        return Answer(None, (_FACTS["sectors"],))
    if not set(sectors) & set(stated) and set(sectors) & _parts_of(stated):
        return Answer(None, (f"{_FACTS['sectors']} more exactly than {stated[0]}",))
    return Answer(bool(set(sectors) & set(stated)))


def _parts_of(sectors: Sequence[str]) -> set[str]:
    """Return the narrower sectors that one of these may be."""
    parts = _sector_schema().get("x-parts", {})
    return {part for each in sectors for part in parts.get(each, ())}


@cache
def _sector_schema() -> Mapping[str, Any]:
    from cxlint.language.schema import load

    schema: Mapping[str, Any] = load("policy")["$defs"]["organization"]["properties"]["sector"]
    return schema


@cache
def _sector_words() -> Mapping[str, str]:
    from cxlint.suggest import fold

    schema = _sector_schema()
    words = {each: each for each in schema["items"]["enum"]} | schema.get("x-industries", {})
    return {fold(word): sector for word, sector in words.items()}


def _sector_of(industry: str) -> str | None:
    from cxlint.suggest import fold

    return _sector_words().get(fold(industry))


def _employees(organization: Entity, bound: Mapping[str, Any]) -> Answer:
    stated = organization.get("size", "employees")
    if stated is None:
        return Answer(None, (_FACTS["employees"],))
    return Answer(stated >= bound["at_least"])


def _sum(key: str) -> Callable[[Entity, Mapping[str, Any]], Answer]:
    def ask(organization: Entity, bound: Mapping[str, Any]) -> Answer:
        from cxlint.values.money import money

        stated, least = organization.money("size", key), money(bound["above"])
        if stated is None or stated.currency != least.currency:
            return Answer(None, (_FACTS[key],))
        return Answer(stated > least)

    return ask


_QUESTIONS: Mapping[str, Callable[[Entity, Any], Answer]] = {
    "sells": _sells,
    "sectors": _sectors,
    "employees": _employees,
    "turnover": _sum("turnover"),
    "balance": _sum("balance"),
}

_FACTS: Mapping[str, str] = {
    "sells": "organization.sells",
    "sectors": "organization.sector",
    "employees": "organization.size",
    "turnover": "organization.size",
    "balance": "organization.size",
}

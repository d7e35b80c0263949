"""What came of comparing one line of a policy with what is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from fractions import Fraction

    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

Result = Literal["kept", "breach", "unknown", "unsaid"]
"""Unknown is what a fact would decide; unsaid is what the policy does not speak of at all."""


class Comparison(NamedTuple):
    """A line and the result. `says` is what the policy says, `asks` what is asked, in words.

    Of an unknown one, `missing` names the fact that would decide it. `tightness` grows with how
    much is asked, of durations in days; `longest` is how many days are allowed at most, if any.
    """

    result: Result
    entity: Entity | None
    at: At | None
    says: str = ""
    asks: str = ""
    missing: str = ""
    tightness: Fraction | int = 0
    longest: Fraction | int | None = None


class World(NamedTuple):
    """A policy and the codes of the countries and regions in which an obligation holds."""

    policy: Policy
    area: Collection[str]

    def of(self, kind: str) -> Iterator[Entity]:
        """Yield the things of a kind that are meant for consumers in the area, not for firms."""
        for entity in self.policy.of(kind):
            countries = entity.texts("countries")
            if countries and not any(self.is_inside(code) for code in countries):
                continue
            if not _is_for_firms(entity):
                yield entity

    def is_inside(self, code: str) -> bool:
        """Whether a country or region lies in the area, or holds a part of it."""
        country = code.partition("-")[0]
        return (
            code in self.area
            or country in self.area
            or any(each.startswith(f"{code}-") for each in self.area)
        )


_FIRM = re.compile(
    r"\b(business(es)?|b2b|trade|corporate|compan(y|ies)|firms?|wholesale(rs?)?|resellers?|dealers?"
    r"|enterprises?|gewerbe\w*|geschäftskund\w*|firmenkund\w*|entreprises?|empresas?|aziende?)\b",
    re.IGNORECASE,
)


_PERSON = re.compile(r"\b(private|consumers?|households?|non-?business|privat\w*)\b", re.IGNORECASE)


def _is_for_firms(entity: Entity) -> bool:
    """Whether a thing names customers, and firms alone: what consumers have is not their matter."""
    customers = entity.texts("customers")
    return bool(customers) and all(
        _FIRM.search(each) and not _PERSON.search(each) for each in customers
    )


def unsaid(missing: str) -> Comparison:
    """Return that the policy does not speak of something at all."""
    return Comparison("unsaid", None, None, missing=missing)


def unknown(missing: str, entity: Entity | None = None, *keys: str) -> Comparison:
    """Return that a fact is missing, at the thing that lacks it where there is one."""
    at = entity.at(*keys) if entity is not None else None
    return Comparison("unknown", entity, at, missing=missing)


def fact_name(kind: str, field: str = "") -> str:
    """Return what a fact is called in the policy language: `intents.*.concerns`."""
    from cxlint.language.sections import language

    section = language().section(kind)
    stars = () if section.form == "single" else ("*",)
    return ".".join((*section.path, *stars, *([field] if field else [])))

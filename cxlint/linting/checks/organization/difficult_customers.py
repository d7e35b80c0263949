"""Advice for difficult conversations: none, for some sorts of customers only, or bad advice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.linting.check_support.whole_policy import says
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.answers import beginnings_of, word_list_misfits
from cxlint.records import NamedTuple
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

    Words = Mapping[str, Sequence[str]]

SECTION = "conduct/conduct"
ENDS_A_CLAUSE = re.compile(r"[.!?,;:]")


class Advice(NamedTuple):
    """What is advised for one sort of customers, and where it stands."""

    entity: Entity
    sort: str
    text: str

    @property
    def name(self) -> str:
        """The sort in words."""
        return self.sort.replace("-", " ").replace("_", " ")


def difficult_customers(
    policy: Policy,
    *,
    sorts: Mapping[str, Words],
    at_least: int = 3,
    amiss: Words | None = None,
    unless: Words | None = None,
) -> Iterator[Hit]:
    """Yield what is wrong with the advice of a policy that speaks of conduct.

    Cases: `unsaid`, there is none; `sort`, there is some for `at_least` of the sorts and none for
    others, told only where each of the firm's own names is known to mean one of them; `amiss`, the
    advice makes it worse. Facts: sorts (those that are left out), sort, phrase.

    Args:
        policy: the policy.
        sorts: by what they are called, and by language, how words begin by which the names of the
            sorts of customers are known.
        at_least: of how many of the sorts a policy must speak to count as one that means them all.
        amiss: by language, phrases that make it worse.
        unless: by language, words that deny a phrase when they stand before it in its clause.
    """
    sections = policy.of("conduct")
    if not sections:
        return
    facts: dict[str, object] = {"sorts": [], "sort": "", "phrase": ""}
    given = list(_advice(sections))
    if not given:
        if not policy.unsure("conduct") and not _understood_partly(sections):
            yield Hit(sections[0].at("guidance"), SECTION, facts, case="unsaid")
        return
    yield from _bad_advice(given, amiss or {}, unless or {}, facts)
    if policy.unsure("conduct"):
        return
    met = [_sorts_meant(each.name, sorts) for each in given]
    left = [sort for sort in sorts if not any(sort in each for each in met)]
    if left and all(met) and len(sorts) - len(left) >= at_least:
        at = given[0].entity.at("guidance")
        yield Hit(at, SECTION, {**facts, "sorts": left}, key=("sort", *left), case="sort")


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield words that are none."""
    for sort, words in params["sorts"].items():
        for place, said in word_list_misfits(sort, words):
            yield ("sorts", *place), said
    yield from word_list_misfits("amiss", params.get("amiss"))
    yield from word_list_misfits("unless", params.get("unless"))


def _advice(sections: Sequence[Entity]) -> Iterator[Advice]:
    for section in sections:
        for sort, text in (section.get("guidance") or {}).items():
            if isinstance(text, str) and not sort.startswith("x-") and not is_denial(text):
                yield Advice(section, sort, text)


def _understood_partly(sections: Sequence[Entity]) -> bool:
    """Whether there is something under `guidance` that is not understood."""
    return says(sections, "guidance") and not any(each.says("guidance") for each in sections)


def _sorts_meant(name: str, sorts: Mapping[str, Words]) -> set[str]:
    return {sort for sort, words in sorts.items() if beginnings_of(words).search(name)}


def _bad_advice(
    given: Sequence[Advice], amiss: Words, unless: Words, facts: Mapping[str, object]
) -> Iterator[Hit]:
    bad, denied = beginnings_of(amiss), beginnings_of(unless)
    for each in given:
        for found in bad.finditer(each.text):
            clause = ENDS_A_CLAUSE.split(each.text[: found.start()])[-1]
            if not denied.search(clause):
                told = {**facts, "sort": each.sort, "phrase": found[0]}
                at = each.entity.at("guidance", each.sort)
                yield Hit(at, SECTION, told, key=("amiss", each.sort), case="amiss")
                break

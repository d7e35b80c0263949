"""Customers who get more for who they are, rather than for what they do or need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.linting.check_support.segments import segments
from cxlint.linting.text.answers import beginnings_of, word_list_misfits
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from cxlint.linting.model.finding import Hit
    from cxlint.linting.text.keywords import Beginnings
    from cxlint.policy.policy import Policy

OF_A_PERSON = frozenset({"customer", "person", "member", "guest", "client", "buyer", "user"})


def unfair_basis(
    policy: Policy,
    *,
    traits: Sequence[str],
    fair: Mapping[str, Sequence[str]] | None = None,
    arbitrary: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Hit]:
    """Yield each segment whose basis is not what customers did, how long they came, or their need.

    The plain case: a trait people are born with or protected in; a trait `of` something else than
    a person, such as the age of an account, is none. The case `arbitrary`, a warning: something
    that stands for who or where somebody is, or for whom somebody likes, and nothing `fair`
    beside it; or that there is no basis. Words that are neither may well be fair, and are let be.
    Facts: remedy, segment, basis.

    Args:
        policy: the policy.
        traits: the words that name such traits, in lower case.
        fair: by language, how words begin that name behaviour, tenure or need.
        arbitrary: by language, how words begin that name what customers did nothing for.
    """
    wanted = {tuple(trait.split()) for trait in traits}
    earned, given = beginnings_of(fair), beginnings_of(arbitrary)
    for segment in segments(policy):
        basis = str(segment.stated.get("basis", ""))
        if _names(basis, wanted):
            yield segment.hit("basis", {"basis": basis})
        elif basis and arbitrary and _is_ungrounded(basis, earned, given):
            hit = segment.hit("basis", {"basis": basis})
            yield hit._replace(case="arbitrary", severity="warning")


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield words that are none."""
    yield from word_list_misfits("fair", params.get("fair"))
    yield from word_list_misfits("arbitrary", params.get("arbitrary"))


def _is_ungrounded(basis: str, earned: Beginnings, given: Beginnings) -> bool:
    return (given.search(basis) or is_denial(basis)) and not earned.search(basis)


def _names(basis: str, traits: set[tuple[str, ...]]) -> bool:
    words = re.findall(r"[a-z]+", basis.lower())
    lengths = {len(trait) for trait in traits}
    for start in range(len(words)):
        for length in lengths:
            end = start + length
            if tuple(words[start:end]) in traits and not _of_a_thing(words, start, end):
                return True
    return False


def _of_a_thing(words: list[str], start: int, end: int) -> bool:
    """Whether the words say `age of the account` or `account age`, rather than somebody's age."""
    if words[end : end + 1] == ["of"]:
        return not OF_A_PERSON.intersection(word.rstrip("s") for word in words[end + 1 :])
    return bool(start) and words[start - 1] in ("account", "contract", "membership", "order")

"""Customers who get more for who they are, rather than for what they do or need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.linting.check_support.segments import segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

OF_A_PERSON = frozenset({"customer", "person", "member", "guest", "client", "buyer", "user"})


def unfair_basis(policy: Policy, *, traits: Sequence[str]) -> Iterator[Hit]:
    """Yield each segment whose basis is a trait people are born with or protected in.

    A trait `of` something else than a person, such as the age of an account, is none. Facts:
    remedy, segment, basis.

    Args:
        policy: the policy.
        traits: the words that name such traits, in lower case.
    """
    wanted = {tuple(trait.split()) for trait in traits}
    for segment in segments(policy):
        basis = str(segment.stated.get("basis", ""))
        if _names(basis, wanted):
            yield segment.hit("basis", {"basis": basis})


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

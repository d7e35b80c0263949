"""Entities that are all of one sort, where another sort is what customers need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.finding import Hit
from cxlint.linting.text.keywords import Beginnings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.policy.policy import Policy


def nothing_else(policy: Policy, *, of: str, field: str, words: Sequence[str]) -> Iterator[Hit]:
    """Yield the first entity of a kind where each one says one of the words, and none else.

    A word is met at its beginning, large or small: `social` in `Social media`. An entity that
    does not state the field may be of any sort, so then nothing is yielded. Facts: id, all (what
    they say).

    Args:
        policy: the policy.
        of: the kind of entity, such as engagement.
        field: the dotted field that says of what sort it is.
        words: the words of the one sort.
    """
    entities = policy.of(of)
    meant = Beginnings(words)
    said = [entity.get(*field.split(".")) for entity in entities]
    if not entities or policy.unsure(of):
        return
    if all(isinstance(each, str) and meant.search(each) for each in said):
        first = entities[0]
        facts = {"id": first.id, "all": list(dict.fromkeys(said))}
        yield Hit(first.at(*field.split(".")), first.name, facts, is_whole=True)

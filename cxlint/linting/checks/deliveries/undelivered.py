"""Deliveries that promise a time, where nothing says what happens when they do not come."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.linting.check_support.whole_policy import as_written
from cxlint.linting.deliveries.table import Offer, offers
from cxlint.linting.model.finding import Hit
from cxlint.policy.returns.table import ELSE, RowSet, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from cxlint.policy.policy import Policy


def undelivered(
    policy: Policy, *, reasons: Sequence[str], words: Sequence[str], elsewhere: Sequence[str]
) -> Iterator[Hit]:
    """Yield once where deliveries state a time, and no row of returns is for what comes late.

    A row of returns that names no reason is for whatever reason, and one for some goods is no
    answer to a delivery of others; a remedy, a promise or
    a contact reason that speaks of what comes late or never is an answer as well. Nothing is
    concluded where a part of the policy could not be read. Facts: id (a delivery), within.

    Args:
        policy: the policy.
        reasons: the reasons for which one row is enough.
        words: how words begin that speak of what comes late, or never.
        elsewhere: kinds that may speak of it, such as remedy.
    """
    kinds = ("return", "delivery", *elsewhere)
    table = rows(policy)
    if not table or any(map(policy.unsure, kinds)):
        return
    covered = RowSet(row for row in table if not set(reasons).isdisjoint(row.reasons))
    stated = [
        each for each in offers(policy) if each.within is not None and not _answers(covered, each)
    ]
    if not stated:
        return
    spoken = re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, words))})")
    for kind in elsewhere:
        for entity in policy.of(kind):
            texts = (entity.id.replace("-", " "), *_texts(as_written(entity)))
            if any(spoken.search(text) for text in texts):
                return
    first = stated[0]
    yield Hit(
        first.entity.at("within"),
        first.entity.name,
        {"id": first.entity.id, "within": first.within},
        related=((table[0].entity.at("reasons"), "returns list their reasons"),),
        members=tuple(each.entity.name for each in stated),
        unstated=True,
    )


def _answers(covered: RowSet, offer: Offer) -> bool:
    """Whether some row is for what is delivered; of whatever goods, for anything at all."""
    if covered.general or not offer.things:
        return bool(covered.general or covered.by_thing)
    return not covered.by_thing.keys().isdisjoint((*offer.things, ELSE))


def _texts(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        for key, value in said.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(said, list):
        for each in said:
            yield from _texts(each)

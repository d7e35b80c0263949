"""Offers that reach customers while something they asked for is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.keywords import beginning_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.policy.policy import Policy


def held_back(policy: Policy, *, words: Mapping[str, Sequence[str]]) -> Iterator[Hit]:
    """Yield each marketing campaign that is not held back from customers with an open matter.

    Cases: `never`, the campaign does not say when it is held back; `else`, milder, it says so
    and nothing there reads like an open matter. Campaigns of another kind, or of none, are left
    alone: service and legal messages have to go out. Facts: id, while.

    Args:
        policy: the policy.
        words: by language, how words begin that speak of an open matter. All languages are
            looked for: the word is the policy's, not the customer's.
    """
    open_matter = beginning_pattern(word for each in words.values() for word in each)
    for campaign in policy.of("campaign"):
        if campaign.get("kind") != "marketing":
            continue
        said = campaign.texts("suppressed_while")
        if any(open_matter.search(each) for each in said):
            continue
        yield build_hit(
            campaign,
            "suppressed_while",
            facts={"while": list(said)},
            case="else" if said else "never",
            severity="warning" if said else None,
        )

"""Offers that reach customers while something they asked for is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.answers import beginnings_of, word_list_misfits
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.linting.text.keywords import Beginnings
    from cxlint.policy.policy import Policy


def held_back(
    policy: Policy,
    *,
    words: Mapping[str, Sequence[str]],
    settled: Mapping[str, Sequence[str]] | None = None,
    still: Mapping[str, Sequence[str]] | None = None,
    sells: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Hit]:
    """Yield each marketing campaign that is not held back from customers with an open matter.

    Marketing is what says so, and whatever is not for the law and speaks of offers in its id, name
    or description. Cases: `never`, the campaign does not say when it is held back; `else`, milder,
    it says so and nothing there reads like an open matter. Other campaigns are left alone: service
    and legal messages have to go out. Facts: id, while.

    Args:
        policy: the policy.
        words: by language, how words begin that speak of an open matter. All languages are
            looked for: the word is the policy's, not the customer's.
        settled: by language, how words begin that say that the matter is over, so that what they
            stand in speaks of no open one.
        still: by language, how words begin before which that is yet to come, such as until.
        sells: by language, how words begin by which a campaign is known to be marketing.
    """
    open_matter, over, ahead = beginnings_of(words), beginnings_of(settled), beginnings_of(still)
    offers = beginnings_of(sells)
    for campaign in policy.of("campaign"):
        if not _is_marketing(campaign, offers):
            continue
        stated = campaign.texts("suppressed_while") if campaign.affirms("suppressed_while") else ()
        said = [each for each in stated if not is_denial(each)]
        if any(
            open_matter.search(each) and (ahead.search(each) or not over.search(each))
            for each in said
        ):
            continue
        yield build_hit(
            campaign,
            "suppressed_while",
            facts={"while": list(said)},
            case="else" if said else "never",
            severity="warning" if said else None,
            unstated=not (stated or campaign.says("suppressed_while")),
        )


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield words that are none."""
    for name in ("words", "settled", "still", "sells"):
        yield from word_list_misfits(name, params.get(name))


def _is_marketing(campaign: Entity, offers: Beginnings) -> bool:
    kind = campaign.get("kind")
    if kind in ("marketing", "legal"):
        return bool(kind == "marketing")
    said = (campaign.id, campaign.get("name"), campaign.get("description"))
    return any(offers.search(str(each or "").replace("-", " ").replace("_", " ")) for each in said)

"""What customers may choose of what is sent to them unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.whole_policy import as_written
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy


CHANNEL = "channel"


def preferences(policy: Policy, *, asks: Sequence[str]) -> Iterator[Hit]:
    """Yield where customers cannot choose what they get, or not all of it.

    Cases: `missing`, there is marketing and nothing may be chosen; the plain one, some of it may
    be chosen and not the rest. Without marketing and without preferences nothing is yielded; nor
    is the channel missing where all marketing is said to go out through the same one. Facts:
    missing, campaigns.

    Args:
        policy: the policy.
        asks: what customers are to be asked: channel, frequency, topics. That they can say no
            to all of it (opt_out) is always wanted.
    """
    sections = policy.of("communications")
    stating = next((each for each in sections if as_written(each).get("preferences")), None)
    campaigns = [each for each in policy.of("campaign") if each.get("kind") == "marketing"]
    marketing = [each.id for each in campaigns]
    if _one_channel(campaigns):
        asks = [each for each in asks if each != CHANNEL]
    if stating is None:
        if sections and marketing and not policy.unsure("communications"):
            facts = {"missing": [*asks, "opt-out"], "campaigns": marketing}
            yield Hit(sections[0].at(), sections[0].name, facts, case="missing")
        return
    said = stating.texts("preferences", "asks")
    missing = [each for each in asks if each not in said]
    if not stating.affirms("preferences", "opt_out"):
        missing.append("opt-out")
    if missing and stating.says("preferences"):
        facts = {"missing": missing, "campaigns": marketing}
        yield Hit(stating.at("preferences", "asks"), stating.name, facts)


def _one_channel(campaigns: Sequence[Entity]) -> bool:
    """Whether all of them are said to go out through one channel, the same for all."""
    through = [each.texts("channels") for each in campaigns]
    return all(through) and len({name for names in through for name in names}) == 1

"""Reviews that wait too long until somebody looks."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy


def review_interval(
    policy: Policy, *, at_most: str, at_most_busy: str, busy_from: int
) -> Iterator[Hit]:
    """Yield each source of reviews at which somebody looks too rarely.

    Case `rare`: more rarely than anywhere is fine. Case `busy`, a warning: too rarely for the
    volume that is stated there. Facts: id, every, wanted, reviews (a day, as far as is known).

    Args:
        policy: the policy.
        at_most: the longest time between two looks.
        at_most_busy: the longest time where many reviews appear.
        busy_from: from how many reviews a day on these are many.
    """
    wanted, sooner = quantities.duration(at_most), quantities.duration(at_most_busy)
    for source in policy.of("review-source"):
        every = source.duration("check_every")
        if every is None:
            continue
        daily = _daily(source)
        facts = {"every": every, "reviews": _rounded(daily)}
        if every > wanted:
            facts["wanted"] = sooner if daily >= busy_from else wanted
            yield build_hit(source, "check_every", facts=facts, case="rare")
        elif every > sooner and daily >= busy_from:
            facts["wanted"] = sooner
            yield build_hit(source, "check_every", facts=facts, case="busy", severity="warning")


def _daily(source: Entity) -> Fraction:
    """Return how many reviews appear in a day; none where nothing is said."""
    reviews, per = source.get("volume", "reviews"), source.duration("volume", "per")
    if reviews is None or per is None or not per.seconds:
        return Fraction(0)
    return Fraction(str(reviews)) / per.days


def _rounded(daily: Fraction) -> str:
    return str(round(daily)) if daily >= 1 else "few"

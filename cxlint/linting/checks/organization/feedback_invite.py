"""Customers whom nobody asks, or whom too much is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.whole_policy import as_written, find_omission, unknown
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from cxlint.policy.policy import Policy


def feedback_invite(policy: Policy, *, at_most: int, beside: Sequence[str] = ()) -> Iterator[Hit]:
    """Yield where customers are not asked what they think, and each survey that is too long.

    Cases: `missing`, a policy that speaks of all of `beside` says nothing of feedback; `none`,
    it does say what becomes of feedback and not where any comes from; `long`, a source asks more
    than `at_most` questions. Neither of the first two is told where a channel says that customers
    are asked there. Facts: id, questions, wanted.

    Args:
        policy: the policy.
        at_most: how many questions a survey may have.
        beside: what a policy must speak of to count as one that leaves feedback out.
    """
    facts = {"id": "feedback", "questions": 0, "wanted": at_most}
    asked = any(
        channel.says("satisfaction") or channel.says("feedback") for channel in policy.of("channel")
    )
    sources = policy.of("feedback-source")
    if not asked and not sources and not policy.unsure("feedback-source"):
        place = find_omission(policy, "feedback", beside)
        if place is not None:
            yield Hit(place.at(), "feedback/feedback", facts, case="missing")
        sections = policy.of("feedback")
        if sections and not any(as_written(section).get("sources") for section in sections):
            yield Hit(sections[0].at(), sections[0].name, facts, case="none")
    for source in sources:
        questions = source.get("questions")
        if isinstance(questions, int) and questions > at_most:
            told = {**facts, "id": source.id, "questions": questions}
            yield Hit(source.at("questions"), source.name, told, case="long")


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what of `beside` no policy has."""
    return unknown(params.get("beside", ()))

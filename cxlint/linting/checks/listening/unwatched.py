"""Places where customers publish reviews, and nobody hears of a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy


def unwatched(policy: Policy) -> Iterator[Hit]:
    """Yield each source of reviews that raises no alert and that nobody is said to look at.

    Case `off`: alerts are switched off. Case `promised`: answers are promised there. Case `other`:
    neither, but another source is watched. A source of which nothing is said, in a policy that
    watches none, is left alone. Facts: id, other (a source that is watched).

    Args:
        policy: the policy.
    """
    sources = policy.of("review-source")
    other = next((source.id for source in sources if _watched(source)), "")
    for source in sources:
        if not _watched(source) and (case := _case(source, other)):
            yield build_hit(source, "alert", facts={"other": other}, case=case)


def _watched(source: Entity) -> bool:
    return source.get("alert") is True or source.says("check_every")


def _case(source: Entity, other: str) -> str:
    if source.get("alert") is False:
        return "off"
    if source.says("respond"):
        return "promised"
    return "other" if other else ""

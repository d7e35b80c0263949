"""Channels of which no feedback ever comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.policy.policy import Policy


def untracked_channel(policy: Policy) -> Iterator[Hit]:
    """Yield each channel open to customers that no feedback source asks about.

    A source asks about the channel it names, and about those that name it; a channel whose
    satisfaction is measured is asked about as well. Nothing is told where no source names its
    channel, and where some source does not: it may ask about any. Facts: id, other (a channel
    that is asked about), source (what asks there).

    Args:
        policy: the policy.
    """
    sources = policy.of("feedback-source")
    channels = list(select(policy, "channel", {"published": {"not": [False]}}))
    named = {name for channel in channels for name in channel.texts("feedback")}
    asked = {
        source.get("channel"): source for source in reversed(sources) if source.says("channel")
    }
    if not asked or policy.unsure("feedback-source"):
        return
    if any(not source.says("channel") and source.id not in named for source in sources):
        return
    other, source = next(reversed(asked.items()))
    for channel in channels:
        if channel.id not in asked and not (
            channel.affirms("feedback") or channel.affirms("satisfaction")
        ):
            yield build_hit(channel, facts={"other": other, "source": source.id})

"""Promises of a resolution that are over before anybody is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.observation import note
from cxlint.sentence_lists import join_with_and

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from cxlint.analysis.times.promise_gaps import Gap
    from cxlint.graph.network import Network
    from cxlint.linting.model.finding import Hit, Severity
    from cxlint.policy.policy import Policy

FACTS = frozenset(
    {"id", "intents", "promised", "start", "teams", "share", "begins", "due", "opening"}
)
"""What a message may name."""


def unattended_promise(network: Network) -> Iterator[Hit]:
    """Yield each promise of a resolution that ends before a team is there to take the matter up.

    A start is any minute of the published hours; what is promised in working time runs while
    somebody is there. Case `certain` (an error): that is so from every start. Case empty: from some
    start of an ordinary week. Case `note` (information): only around public holidays and changes of
    the clock.

    Silent: where some team states no hours, and where a case may end without people. Facts: id,
    intents, promised, start, teams, share, begins, due, opening.

    Args:
        network: the policy's graph.
    """
    if not network.policy.speaks_of("team.open"):
        return
    from cxlint.analysis.times.intent_times import times_of
    from cxlint.analysis.times.promise_gaps import find_gaps

    note(network.policy, len(network.policy.of("intent")))
    gaps: dict[tuple[str, str], list[Gap]] = {}
    for times in times_of(network).values():
        for gap in find_gaps(times):
            entity = gap.deadline.entity
            gaps.setdefault((entity.kind, entity.id), []).append(gap)
    for found in gaps.values():
        yield _hit(network.policy, found)


def _hit(policy: Policy, found: Sequence[Gap]) -> Hit:
    from cxlint.analysis.times.leg_text import moment_text, weekday_text
    from cxlint.analysis.times.way_legs import zone_of

    worst = max(found, key=lambda each: (each.certain, each.share, each.opening - each.instant))
    intents = tuple(dict.fromkeys(each.intent.id for each in found))
    words = moment_text if worst.ordinary else weekday_text
    zone = zone_of(policy)
    return build_hit(
        worst.deadline.entity,
        *worst.deadline.keys,
        facts={
            "intents": join_with_and(intents[:4]),
            "promised": worst.deadline.length,
            "start": worst.start.id,
            "teams": join_with_and([each.id for each in worst.teams[:4]]),
            "share": _percent(worst.share),
            "begins": words(worst.instant, zone),
            "due": words(worst.due, zone),
            "opening": words(worst.opening, zone),
        },
        case="certain" if worst.certain else "note" if worst.ordinary else "",
        severity=_severity(worst),
        intents=intents,
        related=(
            (worst.start.at, f"customers begin at {worst.start.id}"),
            *((team.at("open"), f"when {team.id} works") for team in worst.teams[:4]),
        ),
    )


def _severity(gap: Gap) -> Severity | None:
    if gap.certain:
        return "error"
    return "info" if gap.ordinary else None


def _percent(share: Fraction) -> str:
    return f"{float(100 * share):.2g}%"

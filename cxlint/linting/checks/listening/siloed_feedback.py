"""Feedback that is never laid beside the rest of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

    Fed = Mapping[str, Sequence[str]]
    """By the name of a place, who feeds it directly, in the order of the policy."""


LOOKED_AT = 50
"""How many places, the ones that most sources feed directly, are compared for the common one."""


def siloed_feedback(policy: Policy) -> Iterator[Hit]:
    """Yield each feedback source from which the common analysis is not reached.

    `feeds` name other sources or places, such as a monthly analysis; names are the same whatever
    their case and spaces. The common analysis is the place that the most sources reach, directly
    or by way of other sources; among equals, the one that is named first. It may be a source
    itself. Nothing is claimed where no source, or the only one, says what it feeds, or where some
    source is not understood.

    Cases: `nowhere`, the source feeds nothing; `elsewhere`, it feeds other places only. Facts:
    id, common, feeds, others (sources that do reach the common analysis).

    Args:
        policy: the policy.
    """
    sources = policy.of("feedback-source")
    if len(sources) < 2 or policy.unsure("feedback-source"):
        return
    names, fed = _fed(sources)
    if not fed:
        return
    common, joined = _common(fed, [_plain(source.id) for source in sources])
    others = [source.id for source in sources if _plain(source.id) in joined - {common}]
    for source in sources:
        if _plain(source.id) in joined:
            continue
        feeds = list(source.texts("feeds"))
        yield build_hit(
            source,
            "feeds",
            facts={"common": names[common], "feeds": feeds, "others": others[:3]},
            case="elsewhere" if feeds else "nowhere",
        )


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _fed(sources: Sequence[Entity]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return every name as it is first written, and who feeds each place that is fed."""
    names: dict[str, str] = {_plain(source.id): source.id for source in sources}
    fed: dict[str, list[str]] = {}
    for source in sources:
        for place in source.texts("feeds"):
            names.setdefault(_plain(place), place)
            fed.setdefault(_plain(place), []).append(_plain(source.id))
    return names, fed


def _common(fed: Fed, sources: Sequence[str]) -> tuple[str, set[str]]:
    """Return the place that the most sources reach, and all that reach it, itself included.

    Only ends need to be looked at: more reach a place that is fed on than those before it. A ring
    has no end; whichever of its places comes first stands for it.
    """
    feeding = {source for each in fed.values() for source in each}
    known = set(sources)
    best, joined, most = "", set[str](), -1
    seen: set[str] = set()
    by_feeders = sorted(fed, key=lambda place: (place in feeding, -len(fed[place])))
    order = {place: number for number, place in enumerate(fed)}
    looked_at = 0
    for place in by_feeders:
        if place in seen or looked_at == LOOKED_AT:
            continue
        looked_at += 1
        reached = _behind(fed, place)
        seen |= reached
        count = len(reached & known - {place})
        if count > most or (count == most and order[place] < order[best]):
            best, joined, most = place, reached, count
    return best, joined


def _behind(fed: Fed, place: str) -> set[str]:
    """Return everything from which a place is reached, itself included."""
    found, waiting = {place}, [place]
    for each in waiting:  # grows while it is walked
        fresh = [source for source in fed.get(each, ()) if source not in found]
        found.update(fresh)
        waiting += fresh
    return found

"""Figures of those who begin at one channel, over all contact reasons by how many these are."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.algorithms.chains.chain import Value
    from cxlint.analysis.cases.measures import Count, Measure
    from cxlint.analysis.subject import Subject


class Begun(NamedTuple):
    """A contact reason at a channel: where it begins, and its share of all cases, if stated."""

    start: int
    weight: Fraction | None


def list_weights(subject: Subject, channel: str) -> Iterator[Begun]:
    """Yield the contact reasons that begin at a channel, with how many begin there."""
    alone = len(subject.intents) == 1
    for intent in subject.intents:
        starts = subject.ways.starts[intent.id]
        if channel not in starts:
            continue
        share = Fraction(1) if alone else intent.percentage("share")
        there = Fraction(1) if len(starts) == 1 else subject.ways.start_shares(intent).get(channel)
        known = None if share is None or there is None else share * there
        yield Begun(starts[channel], known)


def replace_measure(measure: Measure, at: int, begun: Sequence[Begun]) -> Measure:
    """Return a measure that holds at one place what those come to who begin at a channel."""
    least = _mean([measure.least[each.start] for each in begun], begun, most=False)
    most = _mean([measure.most[each.start] for each in begun], begun, most=True)
    unsure = [
        bounds.unsure | ({at} if any(each.start in bounds.unsure for each in begun) else set())
        for bounds in (measure.least, measure.most)
    ]
    return measure._replace(
        least=measure.least.replace({at: least}, unsure[0]),
        most=measure.most.replace({at: most}, unsure[1]),
    )


def replace_count(count: Count, at: int, begun: Sequence[Begun]) -> Count:
    """Return the same of a count, with the best and the worst case there."""
    best, worst = list(count.case_least), list(count.case_most)
    best[at] = min(best[each.start] for each in begun)
    worst[at] = max(worst[each.start] for each in begun)
    return count._replace(
        measure=replace_measure(count.measure, at, begun), case_least=best, case_most=worst
    )


def _mean(values: Sequence[Value], begun: Sequence[Begun], *, most: bool) -> Value:
    """Return the mean by the shares; where one is missing, the end that no mean goes beyond."""
    weights = [each.weight for each in begun]
    total = sum((each for each in weights if each is not None), Fraction(0))
    if None in weights or not total:
        return max(values) if most else min(values)
    pairs = zip(weights, values, strict=True)
    return sum((weight * value for weight, value in pairs if weight), Fraction(0)) / total

"""What becomes of a part of the cases: of those worth so much, of those that begin in a channel."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.decisions import approvals
from cxlint.analysis.decisions.approval_figures import COUNTED
from cxlint.analysis.decisions.approval_requests import Approvals
from cxlint.analysis.decisions.approvals import DecisionBand
from cxlint.analysis.decisions.value_bands import ValueBand, bound_mean
from cxlint.analysis.quantity import Part, Quantity
from cxlint.analysis.times.approval_waits import list_waits
from cxlint.analysis.times.figures import INSTANTS_AN_HOUR, list_of_intent
from cxlint.analysis.times.intent_times import IntentTimes, times_of
from cxlint.analysis.times.timed_ways import TimedWays
from cxlint.calendar.time_memory import common_calendar
from cxlint.sentence_lists import join_with_and

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.analysis.decisions.approval_requests import ApprovalRequest
    from cxlint.analysis.subject import Subject
    from cxlint.graph.authority.distributions import Amount
    from cxlint.graph.authority.limits import Ladder

DECIDING = "the decisions alone, in an ordinary week, where everybody takes all the time allowed"
"""What the time of the decisions on a band of value means."""


def list_by_channel(subject: Subject) -> Iterator[Quantity]:
    """Yield times and the verdict on the promise for each channel of several."""
    times, calendar = times_of(subject.network), common_calendar()
    for intent in subject.intents:
        starts = subject.cases.starts[intent.id]
        for channel in starts if len(starts) > 1 and intent.id in times else ():
            ways = TimedWays(times[intent.id].ways.graph, intent, channel)
            prefix = f"journey.{intent.id}.by_channel.{channel}"
            yield from _list_times(prefix, IntentTimes(ways, calendar))


def list_by_value(subject: Subject) -> Iterator[Quantity]:
    """Yield approvals, times and the verdict on the promise for each band of value.

    There are none of a contact reason of which every case takes the same decisions.
    """
    if not subject.intents:
        return
    known, times, calendar = Approvals(subject), times_of(subject.network), common_calendar()
    for intent in subject.intents:
        request = known.read(intent, subject.cases.roots[intent.id])
        bands = [] if request.why or request.ladder is None else list_bands(request)
        for band in bands if len(bands) > 1 else ():
            assert request.ladder is not None
            prefix = f"journey.{intent.id}.by_value.{name_band(request.ladder, band)}"
            yield from _list_approvals(prefix, request, band)
            if intent.id in times:
                if band.most:
                    yield from _list_deciding(prefix, times[intent.id], band)
                graph = times[intent.id].ways.graph.worth(band.above, band.up_to)
                yield from _list_times(prefix, IntentTimes(TimedWays(graph, intent), calendar))


def list_bands(request: ApprovalRequest) -> list[DecisionBand]:
    """Return the bands of value in which not the same decisions are taken, the smallest first."""
    ends = sorted({each.up_to for team in request.teams for each in team.bands})
    bands: list[DecisionBand] = []
    above: Amount = 0
    for up_to in ends:
        found = [approvals.find_band(team, up_to) for team in request.teams]
        known = [each for each in found if each is not None]
        if known:
            deciders = dict.fromkeys(name for each in known for name in each.deciders)
            least, most = min(each.least for each in known), max(each.most for each in known)
            band = DecisionBand(above, up_to, least, most, tuple(deciders), known[0].at)
            if bands and bands[-1][2:5] == band[2:5]:
                band = band._replace(above=bands.pop().above)
            bands.append(band)
        above = up_to
    return bands


def name_band(ladder: Ladder, band: DecisionBand) -> str:
    """Return a band in words: `up to 50 EUR`, `50 to 150 EUR`, `above 150 EUR`."""
    if band.up_to == math.inf:
        return f"above {ladder.money(band.above)}"
    if not band.above:
        return f"up to {ladder.money(band.up_to)}"
    least = ladder.money(band.above).removesuffix(ladder.currency).rstrip()
    return f"{least} to {ladder.money(band.up_to)}"


def _list_approvals(
    prefix: str, request: ApprovalRequest, band: DecisionBand
) -> Iterator[Quantity]:
    known, least, most = band.least == band.most, band.least, band.most
    why = "" if known else "it is not known whom the customer meets first, or what else is true"
    deciders = f"by {join_with_and(band.deciders)}" if band.deciders else "the first team alone"
    parts = (Part(deciders, band.at),)
    name = f"{prefix}.approvals"
    value = least if known else None
    yield Quantity(f"{name}.expected", value, COUNTED, least, most, why, parts=parts)
    yield Quantity(f"{name}.max", most, COUNTED)
    share = bound_mean(request.known, _steps_of(band))
    yield Quantity(f"{prefix}.share", list(share), "the share of cases that are worth so much")


def _steps_of(band: DecisionBand) -> list[ValueBand]:
    """Return the steps whose mean is the share of cases in a band."""
    steps = (
        ValueBand(0, band.above, 0, 0),
        ValueBand(band.above, band.up_to, 1, 1),
        ValueBand(band.up_to, math.inf, 0, 0),
    )
    return [each for each in steps if each.above < each.up_to]


def _list_deciding(prefix: str, times: IntentTimes, band: DecisionBand) -> Iterator[Quantity]:
    """Yield how long the decisions on a band of value take by themselves."""
    waits = [
        each
        for each in list_waits(times)
        if each.decision.above < band.up_to and band.above < each.decision.up_to
    ]
    if waits:
        least, most = min(each.least for each in waits), max(each.taken for each in waits)
        for end, taken in (("min", least), ("max", most)):
            hours = Fraction(taken, INSTANTS_AN_HOUR)
            yield Quantity(f"{prefix}.deciding.{end}_hours", hours, DECIDING)


def _list_times(prefix: str, times: IntentTimes) -> Iterator[Quantity]:
    """Yield how long these cases take, and what becomes of the promise."""
    whole = f"journey.{times.intent.id}."
    for each in list_of_intent(times):
        if each.name.startswith(whole):
            yield each._replace(name=f"{prefix}.{each.name.removeprefix(whole)}")

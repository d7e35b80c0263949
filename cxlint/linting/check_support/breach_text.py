"""How long a way takes that takes longer than it is to, in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxlint.analysis.times.promise_breaches import Breach, Span
    from cxlint.analysis.times.timed_graph import LegTime
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

HOUR = 7200
DAY = 24 * HOUR
MINUTE = 120


def range_text(breach: Breach) -> str:
    """Return how long it takes: `72 hours`, `17 to 20 days`, and where it takes longer."""
    told = _range_text(breach)
    if not breach.comes_back:
        return told
    returned = f"where a case comes back to {breach.comes_back}"
    if not breach.longest:
        return f"{told} {returned}"
    return f"{told} (up to {length_text(breach.longest)} {returned})"


def _range_text(breach: Breach) -> str:
    if breach.ordinary:
        return length_text(breach.sum.taken)
    if breach.certain:
        return length_text(breach.quickest.least, up=False)
    quick, slow = breach.quickest, breach.slowest
    told, most = _span_text(quick), length_text(slow.most)
    if quick.start == slow.start or most == length_text(quick.most):
        return told
    return f"{told} through {quick.start} and up to {most} through {slow.start}"


def _span_text(span: Span) -> str:
    least, most = length_text(span.least, up=False), length_text(span.most)
    if span.least * 20 < span.most:
        return f"up to {most}"
    if least == most:
        return most
    number, _, unit = least.partition(" ")
    alike = unit.rstrip("s") == most.partition(" ")[2].rstrip("s")
    return f"{number if alike else least} to {most}"


def length_text(instants: int, *, up: bool = True) -> str:
    """Return a length in whole days, in hours below two days, in minutes below two hours."""
    units = ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"))
    unit, name = next((each for each in units if instants >= 2 * each[0]), units[-1])
    count = math.ceil(instants / unit) if up else instants // unit
    return f"{count} {name}{'' if count == 1 else 's'}"


def _telling(breach: Breach) -> list[LegTime]:
    """Return the parts that count: those that take a hundredth of the whole or more."""
    least = breach.sum.taken / 100
    return [each for each in breach.sum.parts if each.end - each.begin >= max(least, 1)]


def sum_text(policy: Policy, breach: Breach) -> str:
    """Return the parts that take time, in their order; what is met again is said to be."""
    from cxlint.analysis.times.leg_text import passage_text
    from cxlint.analysis.times.way_legs import zone_of

    zone = zone_of(policy)
    said: list[str] = []
    for each in _telling(breach):
        text = passage_text(each, zone)
        again = any(other == text or other.startswith(f"{text} ") for other in said)
        said.append(f"{text} once more" if again else text)
    return "; then ".join(said)


def begin_text(policy: Policy, breach: Breach) -> str:
    """Return of whom it is so: who begins on a weekday, or on a day around a holiday."""
    from cxlint.analysis.times.leg_text import moment_text, weekday_text
    from cxlint.analysis.times.way_legs import zone_of

    words = moment_text if breach.ordinary else weekday_text
    return words(breach.sum.instant, zone_of(policy))


def list_witnesses(breach: Breach) -> tuple[tuple[At, str], ...]:
    """Return the parts that take time, each where it is stated."""
    from cxlint.analysis.times.legs import main_legs

    return tuple(
        (leg.at, f"{leg.text}: {length_text(each.end - each.begin)}")
        for each in _telling(breach)
        for leg in main_legs(each.leg)
    )

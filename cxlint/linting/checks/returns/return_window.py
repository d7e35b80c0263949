"""How many days customers really have to bring something back."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cxlint.linting.model.finding import RANK, Hit, Severity
from cxlint.linting.returns.row_hits import build_row_hit
from cxlint.policy.returns.table import (
    ReturnRow,
    calendar_days,
    remaining_reasons,
    rows,
    sort_reasons,
)
from cxlint.records import NamedTuple
from cxlint.values.quantities import Duration, duration

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cxlint.policy.policy import Policy


class Measure(NamedTuple):
    """The reasons that are held to these bounds, in days; an honest reason softens some.

    Of `implied` reasons the row does not speak. `names` are the parameters that the bounds are.
    """

    reasons: Collection[str]
    warns: Duration
    fails: Duration
    names: tuple[str, str]
    softened: bool = False
    implied: bool = False


class Clock(NamedTuple):
    """A row's window in calendar days, and how many of them pass before the thing arrives."""

    window: Fraction
    lost: Fraction = Fraction(0)
    assumed: bool = False

    @property
    def days_left(self) -> Fraction:
        """The days the customer really has."""
        return self.window - self.lost


def return_window(
    policy: Policy,
    *,
    warn_below: str,
    fail_below: str,
    fault_reasons: Sequence[str],
    fault_warn_below: str,
    fault_fail_below: str,
    shipment_takes: str,
    order_takes: str,
) -> Iterator[Hit]:
    """Yield each row whose window is too short once the days before delivery are taken off.

    A window that runs from shipment or order is shortened by the delivery time that the row
    states, else by the usual one; one that runs from purchase by what the row states, for what is
    bought in a store is there at once. Business days are counted as days of the calendar, five to
    a week. Fair exceptions (an honest reason, an alternative, told before purchase) are held to
    the bounds for faults alone, as long as the window can be used at all; where an honest reason
    is stated, a short window is a warning at most, but never for faults. For things that some row
    calls perishable it is information. A row that names no reason is held to the
    bounds for a change of mind; that it is too short for faults is information. Each row yields
    once, for the reasons that fare worst.

    Cases: the clock runs from delivery (``), it runs before (`early`), the window ends before
    customers can have the thing (`over`), it is long enough but runs before (`clock`, for
    information). Facts: things, reasons, window, days, bound, start, lost, basis (stated or
    assumed).

    Args:
        policy: the policy.
        warn_below: fewer days are a warning, for all reasons but those of faults.
        fail_below: fewer days are an error, for the same reasons.
        fault_reasons: the reasons held to a stricter measure.
        fault_warn_below: fewer days are a warning, for faults.
        fault_fail_below: fewer days are an error, for faults.
        shipment_takes: how long shipment to delivery takes, where a row does not say.
        order_takes: how long order to delivery takes, where a row does not say.
    """
    usual = {"shipment": duration(shipment_takes), "order": duration(order_takes)}
    plain = (duration(warn_below), duration(fail_below), ("warn_below", "fail_below"))
    strict = (
        duration(fault_warn_below),
        duration(fault_fail_below),
        ("fault_warn_below", "fault_fail_below"),
    )
    table = rows(policy)
    counts = remaining_reasons(table, policy)
    perishable = _perishable(table)
    for row in table:
        clock = _clock(row, usual)
        if clock is None:
            continue
        at_fault, other = _split(row, counts[row.number], fault_reasons)
        if row.is_fair_exception and clock.days_left > 0:
            other = set()
        spoken = [Measure(other, *plain, softened=True)]
        if not row.unspoken or other:
            spoken.append(Measure(at_fault, *strict, implied=row.unspoken))
        measures = [each for each in spoken if each.reasons]
        spoils = bool(row.things) and perishable.issuperset(row.things)
        yield from _find_hits(row, clock, measures, spoils=spoils)


def _split(
    row: ReturnRow, counts: Collection[str], fault_reasons: Sequence[str]
) -> tuple[set[str], set[str]]:
    """Return the faults among the reasons of a row, and what is held to the milder bounds.

    Of what never came no window begins at delivery; a row that names no reason is a whole.
    """
    reasons = set(counts)
    if row.entity.get("from") in (None, "delivery"):
        reasons.discard("undelivered")
    at_fault = reasons.intersection(fault_reasons)
    return at_fault, reasons if row.unspoken else reasons - at_fault


def _perishable(table: Sequence[ReturnRow]) -> set[str]:
    """Return the things that some row calls perishable."""
    return {
        thing
        for row in table
        if "perishable" in row.entity.texts("because")
        for thing in row.things
    }


def _clock(row: ReturnRow, usual: dict[str, Duration]) -> Clock | None:
    """Return the row's clock; None where it takes nothing back, states no window, or no end."""
    window = row.entity.get("window")
    if window in (None, "unlimited") or not row.is_returnable:
        return None
    days = calendar_days(duration(window))
    start = row.entity.get("from") or "delivery"
    stated = row.entity.duration("delivery_time")
    if start == "delivery":
        return Clock(days)
    if stated is not None:
        return Clock(days, calendar_days(stated))
    return Clock(days, usual[start].days, assumed=True) if start in usual else Clock(days)


def _find_hits(
    row: ReturnRow, clock: Clock, measures: Sequence[Measure], *, spoils: bool
) -> Iterator[Hit]:
    if not measures:
        return
    verdicts = [(_severity(row, clock, each), each) for each in measures]
    severity, measure = max(verdicts, key=lambda verdict: RANK[verdict[0]] if verdict[0] else -1)
    if severity is not None:
        case = "over" if clock.days_left <= 0 else "early" if clock.lost else ""
        yield _hit(
            row, clock, measure, case, "info" if spoils and clock.days_left > 0 else severity
        )
    elif clock.lost:
        reasons = [reason for each in measures for reason in each.reasons]
        yield _hit(row, clock, measure._replace(reasons=reasons), "clock", "info")


def _severity(row: ReturnRow, clock: Clock, measure: Measure) -> Severity | None:
    if clock.days_left <= 0:
        return "error"
    if clock.days_left >= measure.warns.days:
        return None
    if measure.implied:
        return "info"
    excused = measure.softened and row.entity.says("because")
    return "warning" if clock.days_left >= measure.fails.days or excused else "error"


def _hit(row: ReturnRow, clock: Clock, measure: Measure, case: str, severity: Severity) -> Hit:
    facts: dict[str, Any] = {
        "reasons": (
            "for whatever reason"
            if row.unspoken and not measure.implied
            else sort_reasons(measure.reasons)
        ),
        "window": duration(row.entity.get("window")),
        "days": _days(clock.days_left),
        "bound": measure.warns,
        "start": row.entity.get("from") or "delivery",
        "lost": _days(clock.lost),
        "basis": "not stated, so the usual time is assumed" if clock.assumed else "as stated",
    }
    bounds = _bounds(row, clock, measure, case, severity)
    return build_row_hit(row, "window", facts, case=case, severity=severity, bounds=bounds)


def _bounds(
    row: ReturnRow, clock: Clock, measure: Measure, case: str, severity: Severity
) -> tuple[str, ...]:
    """Return the parameters that the window of a row is held to, and what was assumed of it."""
    warns, fails = measure.names
    assumed = [f"{row.entity.get('from')}_takes"] if clock.assumed else []
    if case == "clock":
        return tuple(assumed)
    return (warns, *([fails] if severity == "error" and case != "over" else []), *assumed)


def _days(amount: Fraction) -> Duration:
    """Return days to half a day, rounded down, as a reader counts them."""
    return Duration(Fraction(math.floor(amount * 2), 2), "day")

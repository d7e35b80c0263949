"""The columns of the table of journeys: what each tells, where it comes from, what states it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from cxlint.reporting.journeys.figure_text import Unit

CHAIN = "absorbing Markov chains (Kemeny and Snell; Grinstead and Snell, chapter 11)"
SUMS = "cxlint's own sum of what the policy states"
CLOCK = "the longest way through what follows one another, on the clocks that the policy states"


class Column(NamedTuple):
    """One measure of a journey.

    `stem` is how the names of its figures begin, behind that of the journey: `mean` those of the
    mean over all cases, `ends` those of the ends of an interval that holds it, the closest first,
    and `worst` those of what a case can meet, of which the worst counts. `is_loss` says that more
    of it is worse. Unless it `is_told_at_zero`, a figure of nothing means that nothing is stated.
    What `is_by_value` is told only of cases that are worth so much.
    """

    head: str
    stem: str
    unit: Unit
    mean: tuple[str, ...]
    ends: tuple[tuple[str, str], ...]
    worst: tuple[str, ...]
    means: str
    source: str
    states: str
    is_loss: bool = True
    is_told_at_zero: bool = True
    is_by_value: bool = False


def _count(
    head: str, stem: str, means: str, source: str, states: str, unit: Unit = "count"
) -> Column:
    return Column(
        head,
        stem,
        unit,
        (f"{stem}.expected", stem),
        ((f"{stem}.expected.min", f"{stem}.expected.max"), (f"{stem}.min", f"{stem}.max")),
        (f"{stem}.max",),
        means,
        source,
        states,
    )


def _time(head: str, stem: str, means: str, states: str) -> Column:
    longest = (f"{stem}.max_hours", f"{stem}.committed.max_hours")
    return Column(
        head,
        stem,
        "hours",
        (),
        (
            (f"{stem}.min_hours", f"{stem}.max_hours"),
            (f"{stem}.committed.min_hours", f"{stem}.committed.max_hours"),
        ),
        (*longest, *(f"{name}.over_year" for name in longest)),
        means,
        CLOCK,
        states,
    )


def _share(head: str, stem: str, means: str, states: str, *, is_loss: bool) -> Column:
    return Column(
        head,
        stem,
        "share",
        (stem, f"{stem}.expected"),
        ((f"{stem}.min", f"{stem}.max"), (f"{stem}.expected.min", f"{stem}.expected.max")),
        (f"{stem}.max" if is_loss else f"{stem}.min", stem),
        means,
        CHAIN,
        states,
        is_loss,
    )


_SHARES = "`share` of handoffs, options and members of `goes_to`"

COLUMNS = (
    _time(
        "elapsed",
        "elapsed",
        "the time from the first contact to the end, from the shortest to the longest in an "
        "ordinary week; at worst, the longest over the year ahead, with holidays and clock changes",
        "`wait` of handoffs, `decides_within` of tiers, `ola` or `sla` of teams, and `open`",
    ),
    _time(
        "deciding",
        "deciding",
        "the part of that time that the decisions alone take, if everybody takes all the time "
        "allowed; only with `--by value`",
        "`decides_within` of tiers, and `open`",
    )._replace(is_by_value=True),
    _count(
        "waiting",
        "waiting_minutes",
        "the minutes on the line until somebody answers, as a mean of each line that the customer "
        "comes to; a single wait has no limit",
        f"Erlang C, or A where patience is stated, times the contacts with each line by {CHAIN}",
        "`load` of channels, `seats` of teams",
        "minutes",
    ),
    _count(
        "effort",
        "effort_minutes",
        "the customer's own time in menus, forms and talks, without waiting",
        f"minutes at each place, times the visits to it by {CHAIN}",
        "`effort` of steps, `handling_time` of teams or of the `load` of channels",
        "minutes",
    )._replace(is_told_at_zero=False),
    _count(
        "money",
        "money",
        "what a case costs the customer in fees of channels; what a return costs is in its terms",
        f"fees, by the minute or the contact, times the contacts by {CHAIN}",
        "`fee` and `fee_per` of channels",
        "money",
    ),
    _count(
        "approvals",
        "approvals",
        "decisions beyond the first team that the customer waits for",
        "the tiers of the remedy, weighted by the share of cases above each limit",
        "`value` of the contact reason (`p50: 80 EUR`), `up_to` of tiers",
    ),
    _count(
        "contacts",
        "contacts",
        "how often the customer has to turn to the company, the first time included",
        CHAIN,
        _SHARES,
    ),
    _count(
        "handoffs",
        "handoffs",
        "moves of the case from one team to another",
        CHAIN,
        _SHARES,
    ),
    _count(
        "transfers",
        "transfers",
        "those of the handoffs in which the customer stays on the line",
        CHAIN,
        _SHARES,
    ),
    _count(
        "repeats",
        "repeats",
        "how often the customer has to say again what was said before",
        f"what is asked again at each place, times the visits to it by {CHAIN}",
        "`asks_for` of steps and teams, `context` and `carries` of handoffs",
    ),
    _share(
        "resolved",
        "resolved",
        "the share of cases that end with the matter settled; at worst, the least",
        f"{_SHARES}, `closes` of teams",
        is_loss=False,
    ),
    _share(
        "given up",
        "abandoned",
        "the share of cases that the policy lets end with the customer giving up; at worst, the "
        "most; who hangs up in a queue is told with the lines",
        f"{_SHARES}, and a move to `abandoned`",
        is_loss=True,
    )._replace(is_told_at_zero=False),
)
"""The measures of a journey, in the order of the table."""

VERDICTS = {"kept": "kept", "not-backed": "not backed", "certain-breach": "broken"}
"""What a promise comes to, mildest first, in a word or two."""

VERDICTS_IN_FULL = {
    "kept": "kept from every start of the year ahead",
    "not-backed": "not backed by what is allowed",
    "certain-breach": "broken from every start",
}
"""The same in full."""

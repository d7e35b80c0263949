"""The tables of staffing: what comes in at each channel and team, and what people can take."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple
from cxlint.reporting.journeys.cells import MISSING, UNKNOWN, figure_bounds, say_bounds
from cxlint.reporting.journeys.columns import SUMS
from cxlint.reporting.journeys.figure_names import find_figures, group_figures
from cxlint.reporting.journeys.figure_text import is_number
from cxlint.reporting.journeys.layout import Heading, Item, Line, Notes, Row, Table, select_columns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cxlint.analysis.quantity import Quantity
    from cxlint.reporting.journeys.figure_names import Figures
    from cxlint.reporting.journeys.figure_text import Unit
    from cxlint.reporting.journeys.layout import Block

QUEUE = "Erlang C, and where patience is stated Erlang A (Palm; Mandelbaum and Zeltyn)"
GAPS = "the gaps between published hours, with contacts spread evenly over the week"

MOST_HOURS = 3
"""Of a channel with figures by the hour, so many hours are told, those with the worst service."""


class Measure(NamedTuple):
    """One measure of a queue, by the names of figures that tell it, the first that there is."""

    head: str
    unit: Unit
    names: tuple[str, ...]
    means: str
    source: str


class Subject(NamedTuple):
    """What a table is of, and its measures."""

    title: str
    measures: tuple[Measure, ...]


LIVE = Subject(
    "People at the lines, worst first",
    (
        Measure(
            "load",
            "count",
            ("load_erlang",),
            "how many people the contacts keep busy on average: contacts in an hour, times the "
            "hours that each takes (Erlang)",
            SUMS,
        ),
        Measure("people", "count", ("seats",), "how many people are there to take them", SUMS),
        Measure(
            "needed",
            "count",
            ("seats_needed",),
            "the least number of people with which the target is met",
            QUEUE,
        ),
        Measure(
            "posts",
            "count",
            ("scheduled_needed",),
            "paid positions for that number, with breaks, leave and training (`shrinkage`)",
            SUMS,
        ),
        Measure("busy", "share", ("occupancy",), "the share of their time in which people work on "
                "contacts", QUEUE),
        Measure(
            "in time",
            "share",
            ("service_level",),
            "the share of all who come that is answered within the target's time",
            QUEUE,
        ),
        Measure("target", "share", ("target.for",), "the share that the policy promises, and 80% "
                "where it states none", SUMS),
        Measure("wait", "seconds", ("asa_seconds", "mean_wait_seconds"), "the mean wait in the "
                "queue", QUEUE),
        Measure("give up", "share", ("p_abandon",), "the share of callers who hang up before "
                "somebody answers", QUEUE),
    ),
)  # fmt: skip

MAIL = Subject(
    "Work that can wait: mail, letters, forms",
    (
        Measure("hours of work a day", "count", ("work_hours_per_day",), "what comes in in a day, "
                "as hours of work", SUMS),
        Measure("hours there are", "count", ("capacity_hours_per_day",), "the hours that people "
                "have left for it beside calls and chats", SUMS),
        Measure("used", "share", ("utilization",), "the first by the second; from 85% on it is "
                "tight, and above 100% the rest stays behind for good", SUMS),
    ),
)  # fmt: skip

CLOSED = Subject(
    "When nobody is there",
    (
        Measure("closed", "share", ("closed_share",), "the share of the week in which it is "
                "closed", GAPS),
        Measure("late anyway", "share", ("unavoidable_miss_share",), "the share of contacts that "
                "come so long before the next opening that no staffing keeps the target", GAPS),
        Measure("wait to open", "hours", ("wait_to_open.expected", "wait_to_open"), "the mean time "
                "to the next opening, over all who come", GAPS),
    ),
)  # fmt: skip

SUBJECTS = (LIVE, MAIL, CLOSED)

_REMARKS = (
    ("stable", False, "more comes in than these people can take, so the queue grows without end"),
    ("overloaded", True, "more comes in than these people can take, and some give up"),
    ("tight", True, "so much of the time is used that a busy day leaves work behind"),
)  # fmt: skip
"""What is said of a queue where a figure has this value."""

_NAMES = frozenset(
    name for each in SUBJECTS for measure in each.measures for name in measure.names
) | {"target_met", "note", *(name for name, _, _ in _REMARKS)}
"""Names of figures of a queue, without the hours that may follow them."""


class Queue(NamedTuple):
    """The figures of a channel or team, all of them or those of some hours."""

    name: str
    hours: str
    figures: Figures


def list_queues(
    quantities: Sequence[Quantity], channels: Collection[str], teams: Collection[str]
) -> list[Queue]:
    """Return the channels and teams of which there are figures, the worst first."""
    queues = []
    for kind, ids in (("channel", channels), ("team", teams)):
        for id_, figures in group_figures(quantities, (kind,), ids).items():
            queues += list(_divide_by_hours(f"{kind} {id_}" if kind == "team" else id_, figures))
    return sorted(queues, key=_sort_key)


def _divide_by_hours(name: str, figures: Figures) -> Iterator[Queue]:
    divided: dict[str, dict[str, Quantity]] = {}
    for tail, each in figures.items():
        if split := _split_hours(tail):
            divided.setdefault(split[1], {})[split[0]] = each
    yield from (Queue(name, hours, own) for hours, own in divided.items())


def _split_hours(tail: str) -> tuple[str, str] | None:
    """Return the measure and the hours of `service_level.Mon 08-12`; None for another figure."""
    end = len(tail)
    while end > 0:
        if tail[:end] in _NAMES:
            return tail[:end], tail[end + 1 :]
        end = tail.rfind(".", 0, end)
    return None


def _sort_key(queue: Queue) -> tuple[bool, bool, float, str, str]:
    level = figure_bounds(queue.figures.get("service_level"))
    served = level.low if level else None
    return (
        _value(queue, "stable") is not False and _value(queue, "overloaded") is not True,
        _value(queue, "target_met") is not False,
        float(served) if is_number(served) else 1.0,
        queue.name,
        queue.hours,
    )


def _value(queue: Queue, name: str) -> object:
    found = queue.figures.get(name)
    return found.value if found else None


def list_blocks(queues: Sequence[Queue]) -> Iterator[Block]:
    """Yield a table for each subject of which there are figures, and what is to be said of it."""
    for subject in SUBJECTS:
        shown = [each for each in queues if any(_figures_of(each, subject))]
        if shown:
            yield Heading(subject.title)
            yield _build_table(subject, _leave_out_hours(shown))
            if notes := tuple(_list_notes(subject, shown)):
                yield Notes(tuple(map(Item, notes)))


def _figures_of(queue: Queue, subject: Subject) -> Iterator[Quantity]:
    return (q for each in subject.measures for q in find_figures(queue.figures, each.names))


def _leave_out_hours(queues: Sequence[Queue]) -> list[Queue]:
    """Return the queues with at most so many hours of each."""
    kept, counts = [], Counter[str]()
    for each in queues:
        counts[each.name] += bool(each.hours)
        if not each.hours or counts[each.name] <= MOST_HOURS:
            kept.append(each)
    return kept


def _build_table(subject: Subject, queues: Sequence[Queue]) -> Table:
    rows = [
        Line(_label(each), tuple(_say_measure(each, measure) for measure in subject.measures))
        for each in queues
    ]
    heads = tuple(measure.head for measure in subject.measures)
    said = [any(line.cells[n] != MISSING for line in rows) for n in range(len(heads))]
    return select_columns(Table("channel or team", heads, tuple(map(Row, rows))), said)


def _label(queue: Queue) -> str:
    hours = "all week" if queue.hours == "week" else queue.hours
    return ", ".join(filter(None, (queue.name, hours)))


def _say_measure(queue: Queue, measure: Measure) -> str:
    figure = next(find_figures(queue.figures, measure.names), None)
    bounds = figure_bounds(figure)
    met = _value(queue, "target_met") if measure.head == "target" else None
    if bounds is None and met is None:
        return MISSING if figure is None else UNKNOWN
    said = say_bounds(bounds, measure.unit) if bounds else ""
    kept = "" if met is None else "met" if met is True else "missed"
    return ": ".join(filter(None, (said, kept)))


def _list_notes(subject: Subject, queues: Sequence[Queue]) -> Iterator[str]:
    for each in queues:
        for name, value, text in _REMARKS if subject is not CLOSED else ():
            if _value(each, name) is value:
                yield f"{_label(each)}: {text}"
        whys = {figure.why: None for figure in _figures_of(each, subject) if figure.why}
        yield from (f"{_label(each)}: {why}" for why in whys)
        if isinstance(note := _value(each, "note"), str) and subject is LIVE:
            yield f"{_label(each)}: {note}"
    if len(_leave_out_hours(queues)) < len(queues):
        yield f"of each, the {MOST_HOURS} worst hours; `--format json` has all"

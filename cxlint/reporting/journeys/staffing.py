"""The tables of staffing: what comes in at each channel and team, and what people can take."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple
from cxlint.reporting.journeys.cells import UNKNOWN, figure_bounds, say_bounds
from cxlint.reporting.journeys.columns import SUMS
from cxlint.reporting.journeys.figure_names import find_figures, group_figures
from cxlint.reporting.journeys.figure_text import is_number
from cxlint.reporting.journeys.layout import (
    BLANK,
    Heading,
    Item,
    Line,
    Notes,
    Row,
    Table,
    select_columns,
)
from cxlint.sentence_lists import join_with_and, shorten_list

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cxlint.analysis.quantity import Quantity
    from cxlint.reporting.journeys.figure_names import Figures
    from cxlint.reporting.journeys.figure_text import Unit
    from cxlint.reporting.journeys.layout import Block

QUEUE = "Erlang C, and where patience is stated Erlang A (Palm; Mandelbaum and Zeltyn)"
GAPS = "the gaps between published hours, with contacts spread evenly over the week"

MOST_HOURS = 3
"""Of a channel with figures by the hour, so many hours are told, those with the worst service."""

MOST_LABELS = 3
"""Where the same is to be said of many, so many are named."""

WEEK = "week"
"""What stands in place of hours where all hours of the week are meant."""


class Measure(NamedTuple):
    """One measure of a queue, by the names of figures that tell it, the first that there is."""

    head: str
    unit: Unit
    names: tuple[str, ...]
    means: str
    source: str


class Subject(NamedTuple):
    """What a table is of, its measures, and what is said where a figure has some value."""

    title: str
    measures: tuple[Measure, ...]
    remarks: tuple[tuple[str, bool, str], ...] = ()


TARGET = Measure(
    "target",
    "share",
    ("target.for",),
    "the share that the policy promises, 80% where it states none, and whether it is met",
    SUMS,
)

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
            "in time",
            "share",
            ("service_level",),
            "the share of all who come that is answered within the target's time",
            QUEUE,
        ),
        TARGET,
        Measure(
            "give up",
            "share",
            ("p_abandon",),
            "the share of callers who hang up before somebody answers",
            QUEUE,
        ),
        Measure(
            "wait",
            "seconds",
            ("asa_seconds", "mean_wait_seconds"),
            "the mean wait of those who are answered",
            QUEUE,
        ),
        Measure(
            "busy",
            "share",
            ("occupancy",),
            "the share of their time in which people work on contacts",
            QUEUE,
        ),
        Measure(
            "posts",
            "count",
            ("scheduled_needed",),
            "paid positions for the people needed, with breaks, leave and training (`shrinkage`)",
            SUMS,
        ),
    ),
    (
        ("stable", False, "more comes in than these people can take: the queue has no end"),
        ("overloaded", True, "more comes in than these people can take, and some give up"),
    ),
)

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
    (("tight", True, "so much of the time is used that a busy day leaves work behind"),),
)  # fmt: skip

CLOSED = Subject(
    "When nobody is there",
    (
        Measure("closed", "share", ("closed_share",), "the share of the week in which it is "
                "closed", GAPS),
        Measure("late anyway", "share", ("unavoidable_miss_share",), "the share of contacts that "
                "come so long before the next opening that no staffing keeps the target", GAPS),
        Measure("wait to open", "hours", ("wait_to_open.given_closed_hours",), "the mean time to "
                "the next opening, of those who come while it is closed", GAPS),
    ),
)  # fmt: skip

SUBJECTS = (LIVE, MAIL, CLOSED)

_NAMES = frozenset(
    name for each in SUBJECTS for measure in each.measures for name in measure.names
) | {"target_met", "note", *(name for each in SUBJECTS for name, _, _ in each.remarks)}
"""Names of figures of a queue, without the hours that may follow them."""

_ENDS = frozenset({"min", "max"})
"""What stands behind the names of ends of intervals, which the figure itself has."""


class Queue(NamedTuple):
    """The figures of a channel or team, all of them or those of some hours.

    `within` is the time in which its contacts are to be answered.
    """

    kind: str
    id: str
    hours: str
    figures: Figures
    within: str = ""

    @property
    def name(self) -> str:
        """What it is called in a table of both kinds."""
        return f"team {self.id}" if self.kind == "team" else self.id

    def value(self, name: str) -> object:
        """Return the value of a figure; None where there is none."""
        found = self.figures.get(name)
        return found.value if found else None

    def size(self, name: str, otherwise: float) -> float:
        """Return the lower end of a figure as a number."""
        bounds = figure_bounds(self.figures.get(name))
        low = bounds.low if bounds else None
        return float(low) if is_number(low) else otherwise


class Told(NamedTuple):
    """A row of a table: one queue that stands for all hours in which its cells are the same."""

    label: str
    cells: tuple[str, ...]
    queue: Queue


def list_queues(
    quantities: Sequence[Quantity], channels: Mapping[str, str], teams: Collection[str]
) -> list[Queue]:
    """Return the channels and teams of which there are figures, and their hours.

    `channels` says of each within which time its contacts are to be answered.
    """
    queues = []
    for kind, ids in (("channel", channels), ("team", dict.fromkeys(teams, ""))):
        for id_, figures in group_figures(quantities, (kind,), ids).items():
            divided = _divide_by_hours(kind, id_, figures)
            queues += [each._replace(within=ids[id_]) for each in divided]
    return queues


def _divide_by_hours(kind: str, id_: str, figures: Figures) -> Iterator[Queue]:
    divided: dict[str, dict[str, Quantity]] = {}
    for tail, each in figures.items():
        if split := _split_hours(tail):
            divided.setdefault(split[1], {})[split[0]] = each
    yield from (Queue(kind, id_, hours, own) for hours, own in divided.items())


def _split_hours(tail: str) -> tuple[str, str] | None:
    """Return the measure and the hours of `service_level.Mon 08-12`; None for another figure."""
    end = len(tail)
    while end > 0:
        hours = tail[end + 1 :]
        if tail[:end] in _NAMES and hours not in _ENDS:
            return tail[:end], hours
        end = tail.rfind(".", 0, end)
    return None


def list_blocks(queues: Sequence[Queue]) -> Iterator[Block]:
    """Yield a table for each subject of which there are figures, and what is to be said of it."""
    for subject in SUBJECTS:
        chosen = (each for each in queues if _is_of(each, subject))
        rows = _merge_hours(subject, sorted(chosen, key=_sort_key))
        if rows:
            yield Heading(subject.title)
            yield _build_table(subject, _leave_out_hours(rows))
            if notes := tuple(_list_notes(subject, rows)):
                yield Notes(tuple(map(Item, notes)))


def _is_of(queue: Queue, subject: Subject) -> bool:
    """Whether a queue belongs into a table; that of closed hours is of what customers see."""
    if subject is CLOSED:
        return queue.kind == "channel" and queue.size("closed_share", 0) > 0
    return any(find_figures(queue.figures, _names_of(subject)))


def _names_of(subject: Subject) -> Iterator[str]:
    return (name for measure in subject.measures for name in measure.names)


def _sort_key(queue: Queue) -> tuple[bool | float | str, ...]:
    return (
        queue.value("stable") is not False and queue.value("overloaded") is not True,
        queue.value("target_met") is not False,
        queue.size("service_level", 1),
        -queue.size("utilization", 0),
        -queue.size("unavoidable_miss_share", 0),
        -queue.size("closed_share", 0),
        queue.kind,
        queue.id,
    )


def _merge_hours(subject: Subject, queues: Sequence[Queue]) -> list[Told]:
    """Return a row for each queue, and one for its hours of which the same is to be told."""
    merged: dict[tuple[str, tuple[str, ...]], list[Queue]] = {}
    for each in queues:
        cells = tuple(_say_measure(each, measure) for measure in subject.measures)
        merged.setdefault((each.name, cells), []).append(each)
    return [
        Told(_label(name, [each.hours for each in same]), cells, same[0])
        for (name, cells), same in merged.items()
    ]


def _label(name: str, hours: Sequence[str]) -> str:
    if "" in hours or WEEK in hours:
        return name
    return f"{name}, {join_with_and(sorted(hours))}"


def _leave_out_hours(rows: Sequence[Told]) -> list[Told]:
    """Return the rows with at most so many hours of each queue, beside the whole."""
    kept, counts = [], Counter[str]()
    for each in rows:
        counts[each.queue.name] += not _is_whole(each)
        if _is_whole(each) or counts[each.queue.name] <= MOST_HOURS:
            kept.append(each)
    return kept


def _is_whole(row: Told) -> bool:
    return row.label == row.queue.name


def _build_table(subject: Subject, rows: Sequence[Told]) -> Table:
    heads = tuple(measure.head for measure in subject.measures)
    said = [any(row.cells[n] not in (BLANK, UNKNOWN) for row in rows) for n in range(len(heads))]
    lines = (Row(Line(row.label, row.cells)) for row in rows)
    return select_columns(Table("channel or team", heads, tuple(lines)), said)


def _find_told(queue: Queue, measure: Measure) -> Quantity | None:
    """Return the figure that tells a measure: the first that is known, or else the first."""
    found = list(find_figures(queue.figures, measure.names))
    known = (each for each in found if figure_bounds(each) is not None)
    return next(known, found[0] if found else None)


def _say_measure(queue: Queue, measure: Measure) -> str:
    figure = _find_told(queue, measure)
    bounds = figure_bounds(figure)
    met = queue.value("target_met") if measure is TARGET else None
    if bounds is None and met is None:
        return BLANK if figure is None else UNKNOWN
    said = say_bounds(bounds, measure.unit) if bounds else ""
    if measure is TARGET and said and queue.within:
        said = f"{said} in {queue.within}"
    kept = "" if met is None else "met" if met is True else "missed"
    return ": ".join(filter(None, (said, kept)))


def _list_notes(subject: Subject, rows: Sequence[Told]) -> Iterator[str]:
    """Yield what is to be said of queues; what is true of several is said once."""
    of: dict[str, list[str]] = {}
    for row in rows:
        for text in _list_remarks(subject, row.queue):
            of.setdefault(text, []).append(row.label)
    for text, labels in of.items():
        yield f"{join_with_and(shorten_list(labels, MOST_LABELS))}: {text}"
    if len(_leave_out_hours(rows)) < len(rows):
        yield f"of each, the {MOST_HOURS} worst hours; `--format json` has all"


def _list_remarks(subject: Subject, queue: Queue) -> Iterator[str]:
    """Yield the gravest that is true of a queue, why figures are not known, and its note."""
    yield from [text for name, value, text in subject.remarks if queue.value(name) is value][:1]
    for measure in subject.measures:
        figure = _find_told(queue, measure)
        if figure is not None and figure.why:
            yield f"{measure.head}: {figure.why}"
    if subject is LIVE and isinstance(note := queue.value("note"), str):
        yield note

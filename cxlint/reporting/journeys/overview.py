"""The page of journeys: the table, what cannot be said and why, and what to state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.journeys import explanation, staffing
from cxlint.reporting.journeys.columns import COLUMNS, VERDICTS, VERDICTS_IN_FULL
from cxlint.reporting.journeys.explanation import say_place
from cxlint.reporting.journeys.figure_names import group_figures, select_figures
from cxlint.reporting.journeys.figure_text import is_number, say_value
from cxlint.reporting.journeys.journey_rows import build_sum_row, build_table, list_rows
from cxlint.reporting.journeys.layout import BLANK, Heading, Item, Notes, Paragraph
from cxlint.reporting.writing.statistics import count_phrase
from cxlint.sentence_lists import join_with_and, shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.analysis.quantity import Quantity
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.reporting.journeys.journey_rows import JourneyRow
    from cxlint.reporting.journeys.layout import Block

OPENING = (
    "What each contact reason costs the customer, worst first. The upper line of each is the mean "
    "over all cases, or an interval that holds it; the lower line is the worst case."
)

NO_NUMBERS = (
    "This policy states no numbers that could be added up, so nothing can be said of what its "
    "journeys cost the customer. State some of these and ask again:"
)

NO_INTENTS = (
    "This policy names no contact reason, so there are no journeys to add up. State what customers "
    "come for, under `intents`, and where they begin (`start`)."
)

LONGEST_IN_SECONDS = 120
"""A longer target is told as it is written."""

MOST_ITEMS = 20
"""A list is as long as that; for larger policies there is the JSON."""

NO_BANDS = (
    "No contact reason takes other approvals for more than for less. They depend on it where the "
    "tiers of its remedy state `up_to`."
)

_MOST_NAMES = 3
_VERDICT = "promise.verdict"


def list_blocks(
    policy: Policy, quantities: Sequence[Quantity], by: str = "intent"
) -> Iterator[Block]:
    """Yield the page of a policy's figures, piece by piece."""
    yield from _list_journeys(policy, quantities, by)
    times = {each.id: read_target_time(each) for each in policy.of("channel")}
    teams = [each.id for each in policy.of("team")]
    yield from staffing.list_blocks(staffing.list_queues(quantities, times, teams))


def _list_journeys(policy: Policy, quantities: Sequence[Quantity], by: str) -> Iterator[Block]:
    intents = policy.of("intent")
    if not intents:
        yield Paragraph(NO_INTENTS)
        return
    ids = dict.fromkeys(each.id for each in intents)
    grouped = group_figures(quantities, ("journey", "intent"), ids)
    channels = [each.id for each in policy.of("channel")]
    rows = list_rows(intents, grouped, channels, read_currency(policy), by)
    if by == "value":
        rows = [row for row in rows if row.label != row.intent]
    if by == "value" and not rows:
        yield Paragraph(NO_BANDS)
    elif all(cell.is_missing for row in rows for cell in row.cells):
        yield Paragraph(NO_NUMBERS)
        yield explanation.list_needs()
    else:
        is_whole = by != "value" and len(intents) > 1
        sums = _list_sums(quantities, read_currency(policy)) if is_whole else []
        yield from _list_table(rows, sums)


def explain_intent(
    policy: Policy, quantities: Sequence[Quantity], id_: str, by: str = "intent"
) -> Iterator[Block]:
    """Yield how the figures of one contact reason come about."""
    ids = dict.fromkeys(policy.ids(("intent",)))
    figures = group_figures(quantities, ("journey", "intent"), ids)[id_]
    return explanation.list_blocks(id_, figures, read_currency(policy), by)


def read_target_time(channel: Entity) -> str:
    """Return within which time contacts with a channel are to be answered; empty for none."""
    within = channel.duration("respond", "within")
    if within is None or within.seconds > LONGEST_IN_SECONDS:
        return "" if within is None else str(within)
    return f"{float(within.seconds):g} s"


def read_currency(policy: Policy) -> str:
    """Return the currency of the organization; empty where none is stated."""
    stated = policy.single("organization", "currency")
    return str(stated[0]) if stated else ""


def _list_table(rows: Sequence[JourneyRow], sums: Sequence[JourneyRow]) -> Iterator[Block]:
    yield Paragraph(OPENING)
    yield build_table([*rows, *sums])
    if verdicts := " ".join(_say_verdicts(rows)):
        yield Paragraph(verdicts)
    yield from _list_section("What is not known, and why", _list_whys([*rows, *sums]))
    yield from _list_section("Where cases stay", _list_stuck(rows))
    yield from _list_section(f"What is not stated ({BLANK})", _list_missing(rows))
    yield from _list_section("What would narrow the figures most", _list_narrowing(rows))


def _list_sums(quantities: Sequence[Quantity], currency: str) -> list[JourneyRow]:
    """Return the row of all contact reasons together, if there are figures of it."""
    figures = select_figures({each.name: each for each in quantities}, "all.")
    return [build_sum_row(figures, currency)] if figures else []


def _list_section(title: str, items: Iterable[str]) -> Iterator[Block]:
    """Yield a list with its title, or nothing where the list is empty."""
    if notes := shorten_list(list(items), MOST_ITEMS, rest="{} more: `--format json` has all"):
        yield Heading(title)
        yield Notes(tuple(map(Item, notes)))


def _say_verdicts(rows: Sequence[JourneyRow]) -> Iterator[str]:
    """Yield how many promises are broken, not backed and kept, and what holds but for holidays.

    Of a contact reason of which several rows are told, the worst counts, which comes first.
    """
    judged: dict[str, str] = {}
    for row in rows:
        if (quantity := row.figures.get(_VERDICT)) is not None:
            judged.setdefault(row.intent, str(quantity.value))
    counts = {verdict: [*judged.values()].count(verdict) for verdict in reversed(VERDICTS)}
    said = [f"{count} {VERDICTS_IN_FULL[each]}" for each, count in counts.items() if count]
    if len(judged) == 1 and said:
        yield f"The promise is {said[0].partition(' ')[2]}."
    elif said:
        yield f"Of {count_phrase(sum(counts.values()), 'promise')}: {join_with_and(said)}."
    notes = [row.intent for row in rows if _is_true(row.figures.get("promise.note_only"))]
    if notes:
        yield f"Not backed only around holidays or clock changes: {_name([*dict.fromkeys(notes)])}."


def _is_true(quantity: Quantity | None) -> bool:
    return quantity is not None and quantity.value is True


def _list_whys(rows: Sequence[JourneyRow]) -> Iterator[str]:
    """Yield why figures may not be claimed; what is true of several is said once.

    Of an interval it is enough to say what would narrow it, where that is known.
    """
    of: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for row in rows:
        whys: dict[str, list[str]] = {}
        for column, cell in zip(COLUMNS, row.cells, strict=True):
            if cell.why and (cell.is_open or "narrow" not in row.figures):
                whys.setdefault(cell.why, []).append(column.head)
        judged = row.figures.get(_VERDICT)
        if judged is not None and judged.why:
            whys.setdefault(judged.why, []).append("promise")
        for why, heads in whys.items():
            of.setdefault((why, tuple(heads)), []).append(row.label)
    for (why, measures), labels in of.items():
        yield f"{_name(labels)}: {join_with_and(measures)}: {why}"


def _list_stuck(rows: Sequence[JourneyRow]) -> Iterator[str]:
    """Yield places without a way out, and how many cases no stated move takes on."""
    for row in rows:
        closed = row.figures.get("no_exit")
        if closed is not None and isinstance(closed.value, list) and closed.value:
            places = join_with_and([str(each) for each in closed.value[:MOST_ITEMS]])
            yield f"{row.label}: nothing leads out of {places}"
        left = row.figures.get("unfinished")
        if left is not None and is_number(left.value) and left.value > 0:
            share = say_value(left.value, "share")
            yield f"{row.label}: {share} of the cases stay where no stated move takes them on"


def _list_missing(rows: Sequence[JourneyRow]) -> Iterator[str]:
    """Yield what to state for the figures that contact reasons lack.

    What is told channel by channel may be lacking though it is stated.
    """
    rows = [row for row in rows if row.label == row.intent]
    of: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for number, column in enumerate(COLUMNS):
        labels = tuple(row.label for row in rows if row.cells[number].is_missing)
        if labels and not column.is_by_value:
            of.setdefault((column.states, labels), []).append(column.head)
    for (states, labels), heads in of.items():
        whom = "" if len(labels) == len(rows) else f" of {_name(labels)}"
        verb = "comes" if len(heads) == 1 else "come"
        yield f"{join_with_and(heads)}{whom}: {verb} from {states}"


def _list_narrowing(rows: Sequence[JourneyRow]) -> Iterator[str]:
    of: dict[str, list[str]] = {}
    for row in rows:
        narrow = row.figures.get("narrow")
        if narrow is not None and narrow.value:
            of.setdefault(_say_narrowing(narrow), []).append(row.label)
    yield from (f"{_name(labels)}: {said}" for said, labels in of.items())


def _say_narrowing(narrow: Quantity) -> str:
    """Return the moves whose shares would narrow the figures, with their places where known."""
    places = [f"({say_place(part.at)})" for part in narrow.parts if part.at is not None]
    moves = narrow.value if isinstance(narrow.value, list) else [str(narrow.value)]
    return " ".join((f"state the share of {join_with_and(moves)}", *places[:1]))


def _name(labels: Sequence[str]) -> str:
    return join_with_and(shorten_list(labels, _MOST_NAMES, rest="{} more"))

"""The page of journeys: the table, what cannot be said and why, and what to state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.journeys import explanation, staffing
from cxlint.reporting.journeys.columns import COLUMNS
from cxlint.reporting.journeys.figure_names import group_figures
from cxlint.reporting.journeys.journey_rows import VERDICTS, build_table, list_rows
from cxlint.reporting.journeys.layout import Heading, Item, Notes, Paragraph
from cxlint.reporting.writing.statistics import count_phrase
from cxlint.sentence_lists import join_with_and, shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.quantity import Quantity
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

_MOST_NAMES = 5
_VERDICTS = {
    "certain-breach": "broken from every start",
    "not-backed": "not backed by what is allowed",
    "kept": "kept from every start of the year",
}


def list_blocks(
    policy: Policy, quantities: Sequence[Quantity], by: str = "intent"
) -> Iterator[Block]:
    """Yield the page of a policy's figures, piece by piece."""
    intents = policy.of("intent")
    ids = [each.id for each in intents]
    channels = [each.id for each in policy.of("channel")]
    teams = [each.id for each in policy.of("team")]
    grouped = group_figures(quantities, ("journey", "intent"), dict.fromkeys(ids))
    rows = list_rows(intents, grouped, channels, read_currency(policy), by)
    queues = list(staffing.list_blocks(staffing.list_queues(quantities, channels, teams)))
    if not intents:
        yield Paragraph(NO_INTENTS)
    elif all(cell.is_missing for row in rows for cell in row.cells):
        yield Paragraph(NO_NUMBERS)
        yield explanation.list_needs()
    else:
        yield from _list_journeys(rows)
    yield from queues


def explain_intent(policy: Policy, quantities: Sequence[Quantity], id_: str) -> Iterator[Block]:
    """Yield how the figures of one contact reason come about."""
    ids = dict.fromkeys(policy.ids(("intent",)))
    figures = group_figures(quantities, ("journey", "intent"), ids)[id_]
    return explanation.list_blocks(id_, figures, read_currency(policy))


def read_currency(policy: Policy) -> str:
    """Return the currency of the organization; empty where none is stated."""
    stated = policy.single("organization", "currency")
    return str(stated[0]) if stated else ""


def _list_journeys(rows: Sequence[JourneyRow]) -> Iterator[Block]:
    yield Paragraph(OPENING)
    yield build_table(rows)
    if verdicts := _say_verdicts(rows):
        yield Paragraph(verdicts)
    if unknown := tuple(_list_whys(rows)):
        yield Heading("What cannot be said, and why")
        yield Notes(tuple(map(Item, unknown)))
    if missing := tuple(_list_missing(rows)):
        yield Heading("What is not stated")
        yield Notes(tuple(map(Item, missing)))
    if narrow := tuple(_list_narrowing(rows)):
        yield Heading("What would narrow the figures most")
        yield Notes(tuple(map(Item, narrow)))


def _say_verdicts(rows: Sequence[JourneyRow]) -> str:
    """Return how many promises are broken, not backed and kept, in a sentence."""
    judged = [str(q.value) for row in rows if (q := row.figures.get("promise.verdict"))]
    counts = {verdict: judged.count(verdict) for verdict in reversed(VERDICTS)}
    said = [f"{count} {_VERDICTS[each]}" for each, count in counts.items() if count]
    if not said:
        return ""
    return f"Of {count_phrase(sum(counts.values()), 'promise')}: {join_with_and(said)}."


def _list_whys(rows: Sequence[JourneyRow]) -> Iterator[str]:
    """Yield why figures may not be claimed; what is true of several is said once."""
    of: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        for column, cell in zip(COLUMNS, row.cells, strict=True):
            if cell.why:
                of.setdefault(cell.why, {}).setdefault(column.head, []).append(row.label)
        judged = row.figures.get("promise.verdict")
        if judged is not None and judged.why:
            of.setdefault(judged.why, {}).setdefault("promise", []).append(row.label)
    for why, heads in of.items():
        labels = list(dict.fromkeys(label for each in heads.values() for label in each))
        yield f"{_name(labels)}: {join_with_and(list(heads))}: {why}"


def _list_missing(rows: Sequence[JourneyRow]) -> Iterator[str]:
    """Yield what to state for the figures that are missing, and for whom."""
    for number, column in enumerate(COLUMNS):
        labels = [row.label for row in rows if row.cells[number].is_missing]
        if labels:
            whom = "" if len(labels) == len(rows) else f" of {_name(labels)}"
            yield f"{column.head}{whom}: comes from {column.states}"


def _list_narrowing(rows: Sequence[JourneyRow]) -> Iterator[str]:
    of: dict[str, list[str]] = {}
    for row in rows:
        narrow = row.figures.get("narrow")
        if narrow is not None and narrow.value:
            moves = narrow.value if isinstance(narrow.value, list) else [narrow.value]
            of.setdefault(join_with_and(moves), []).append(row.label)
    yield from (f"{_name(labels)}: the share of {move}" for move, labels in of.items())


def _name(labels: Sequence[str]) -> str:
    return join_with_and(shorten_list(labels, _MOST_NAMES, rest="{} more"))

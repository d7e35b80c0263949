"""How the figures of one contact reason come about: each sum part by part, with its places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.journeys.cells import figure_bounds, say_bounds
from cxlint.reporting.journeys.columns import COLUMNS, VERDICTS_IN_FULL
from cxlint.reporting.journeys.figure_text import say_range
from cxlint.reporting.journeys.journey_rows import BY_CHANNEL, BY_VALUE, list_bands
from cxlint.reporting.journeys.layout import Heading, Item, Notes, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.analysis.quantity import Part, Quantity
    from cxlint.parsing.document import At
    from cxlint.reporting.journeys.figure_names import Figures
    from cxlint.reporting.journeys.figure_text import Unit
from cxlint.reporting.journeys.layout import Block

NOTHING = (
    "Nothing can be said of what this costs the customer, for the policy states no numbers on the "
    "ways it takes. State some of these and ask again:"
)

_NARROW = "narrow"
_PROMISE = "promise."
_ENDINGS = {
    "expected": "mean",
    "min": "least",
    "max": "most",
    "linear": "an estimate, as if cases were spread evenly between what is stated",
    "min_hours": "shortest",
    "max_hours": "longest",
    "committed": "where everybody takes all the time allowed",
    "over_year": "over the year ahead",
    "easter": "around Easter",
    "christmas": "around Christmas",
    "verdict": "verdict",
    "note_only": "only around holidays or clock changes",
    "breach_share": "share of the starts from which it is broken with limits in full",
}
"""What the parts of a figure's name say, in words."""

_DAYS = {
    "BD-close": "a business day ends when the desk closes",
    "BD-same": "a business day ends at the time at which it began",
    "BD-hours": "a business day is as many hours as the desk is open",
}
"""Names of readings of a business day, and what they say."""

_SHARES = frozenset(
    {
        "resolved", "abandoned", "unfinished", "share", "share_above", "shares", "breach_share",
        "service_level", "for", "p_abandon", "p_wait", "occupancy", "utilization", "closed_share",
        "unavoidable_miss_share",
    }
)  # fmt: skip
"""Parts of the names of figures that are shares of a whole."""


def list_blocks(id_: str, figures: Figures, currency: str, by: str = "intent") -> Iterator[Block]:
    """Yield how each figure of a contact reason comes about, in the order of the columns."""
    yield Heading(f"{id_}: how each figure comes about")
    if not figures:
        yield Paragraph(NOTHING)
        yield list_needs()
        return
    left = {name: each for name, each in figures.items() if _is_worth_telling(name, figures)}
    if by != "channel":
        left = {name: each for name, each in left.items() if not name.startswith(BY_CHANNEL)}
    if promise := _take(left, _PROMISE):
        yield Heading("promise: what becomes of it")
        yield _explain(
            (name_figure(name, _PROMISE), each, guess_unit(name)) for name, each in promise.items()
        )
    for column in COLUMNS:
        if chosen := _take(left, column.stem):
            yield Heading(f"{column.head}: {column.means}")
            yield _explain(
                (
                    (name_figure(name, column.stem), each, column.unit)
                    for name, each in chosen.items()
                ),
                currency,
            )
    for band in list_bands(left):
        own = {name: left.pop(name) for name in list(left) if name.startswith(f"{BY_VALUE}{band}.")}
        yield Heading(f"cases of {band}")
        yield _explain(_list_of_band(own, f"{BY_VALUE}{band}."), currency)
    if left:
        yield Heading("more figures")
        yield _explain(((name, each, guess_unit(name)) for name, each in left.items()), currency)
    if narrow := figures.get(_NARROW):
        yield Heading("what would narrow the figures most")
        yield _explain([("to state the share of", narrow, "text")])


def _list_of_band(figures: Figures, prefix: str) -> Iterator[tuple[str, Quantity, Unit]]:
    """Yield the figures of a band of value that are told, each by its column."""
    for name, each in figures.items():
        tail = name.removeprefix(prefix)
        column = next((one for one in COLUMNS if _is_of(tail, one.stem)), None)
        if column is None:
            stem = _PROMISE if tail.startswith(_PROMISE) else ""
            yield f"{stem.strip('.')} {name_figure(tail, stem)}".strip(), each, guess_unit(tail)
        else:
            yield f"{column.head}, {name_figure(tail, column.stem)}", each, column.unit


def _is_worth_telling(name: str, figures: Figures) -> bool:
    """Whether a figure is not told anyway: by itself, or as an end of an interval."""
    stem, _, ending = name.rpartition(".")
    return name != _NARROW and (ending not in ("min", "max") or not _has_ends(figures.get(stem)))


def _has_ends(quantity: Quantity | None) -> bool:
    return quantity is not None and None not in (quantity.minimum, quantity.maximum)


def list_figures(quantities: Iterable[Quantity], currency: str) -> Iterator[Block]:
    """Yield figures by their full names, each with how it comes about."""
    yield _explain(((each.name, each, guess_unit(each.name)) for each in quantities), currency)


def list_needs() -> Notes:
    """Return what a policy has to state for each figure."""
    told = (each for each in COLUMNS if not each.is_by_value)
    return Notes(tuple(Item(f"{each.head}: {each.states}") for each in told))


def _take(figures: dict[str, Quantity], stem: str) -> dict[str, Quantity]:
    """Return the figures whose names begin so, and take them from the others."""
    return {name: figures.pop(name) for name in list(figures) if _is_of(name, stem)}


def _is_of(name: str, stem: str) -> bool:
    bare = stem.rstrip(".")
    if name.startswith(BY_CHANNEL):
        return f".{bare}." in f"{name}."
    return f"{name}.".startswith(f"{bare}.")


def name_figure(name: str, stem: str) -> str:
    """Return the name of a figure in words: `expected.min` is `mean, least`."""
    if name.startswith(BY_CHANNEL):
        channel, _, rest = name.removeprefix(BY_CHANNEL).partition(f".{stem}")
        return f"by {channel}, {name_figure(stem + rest, stem)}"
    endings = name.removeprefix(stem).strip(".").split(".")
    return ", ".join(_ENDINGS.get(each, each) for each in endings if each) or "all cases"


def guess_unit(name: str) -> Unit:
    """Return what a figure of that name is counted in."""
    parts = name.split(".")
    for unit in ("hours", "minutes", "seconds"):
        if any(part.endswith(f"_{unit}") for part in parts):
            return unit
    if "money" in parts:
        return "money"
    return "share" if _SHARES.intersection(parts) else "count"


def _explain(named: Iterable[tuple[str, Quantity, Unit]], currency: str = "") -> Notes:
    """Return figures, each with its meaning and its sum part by part, then their formulas.

    What is the same as above is not told again.
    """
    told: set[object] = set()
    sources: dict[str, None] = {}
    items = []
    for name, quantity, unit in named:
        said = say_figure(quantity, unit, currency)
        items.append(Item(f"{name}: {said}", tuple(_list_below(quantity, told))))
        sources.setdefault(quantity.source)
    items += [Item(f"formula: {source}") for source in sources if source]
    return Notes(tuple(items))


def _list_below(quantity: Quantity, told: set[object]) -> Iterator[str]:
    if quantity.why and figure_bounds(quantity) is not None:
        yield f"not one number: {quantity.why}"
    if quantity.reading and quantity.reading not in told:
        yield f"meaning: {_say_reading(quantity.reading)}"
    if quantity.parts and quantity.parts in told:
        yield "the same sum as above"
    else:
        yield from map(_say_part, quantity.parts)
    told |= {quantity.reading, quantity.parts}


def say_figure(quantity: Quantity, unit: Unit, currency: str = "") -> str:
    """Return the value of a figure, or why there is none."""
    if isinstance(quantity.value, list) and len(quantity.value) == 2 and unit == "share":
        low, high = quantity.value
        return say_range(low, high, unit)
    if isinstance(quantity.value, str) and quantity.value in VERDICTS_IN_FULL:
        return VERDICTS_IN_FULL[quantity.value]
    bounds = figure_bounds(quantity)
    if bounds is None:
        return f"unknown: {quantity.why}" if quantity.why else "unknown"
    return say_bounds(bounds, unit, currency)


def _say_reading(reading: str) -> str:
    """Return a reading with what a business day is in plain words."""
    for word, meaning in _DAYS.items():
        reading = reading.replace(word, meaning)
    return reading


def _say_part(part: Part) -> str:
    return part.text if part.at is None else f"{part.text} ({say_place(part.at)})"


def say_place(at: At) -> str:
    """Return a place as `file:line`."""
    return f"{at.document.path}:{at.span().line}"

"""How the figures of one contact reason come about: each sum part by part, with its places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.journeys.cells import figure_bounds, say_bounds
from cxlint.reporting.journeys.columns import COLUMNS
from cxlint.reporting.journeys.figure_text import say_range
from cxlint.reporting.journeys.layout import Heading, Item, Notes, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.analysis.quantity import Part, Quantity
    from cxlint.reporting.journeys.figure_names import Figures
    from cxlint.reporting.journeys.figure_text import Unit
    from cxlint.reporting.journeys.layout import Block

NOTHING = (
    "Nothing can be said of what this costs the customer, for the policy states no numbers on the "
    "ways it takes. State some of these and ask again:"
)

_NARROW = "narrow"
_PROMISE = "promise."
_BY_CHANNEL = "by_channel."
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
}
"""What the parts of a figure's name say, in words."""


def list_blocks(id_: str, figures: Figures, currency: str) -> Iterator[Block]:
    """Yield how each figure of a contact reason comes about, in the order of the columns."""
    yield Heading(f"{id_}: how each figure comes about")
    if not figures:
        yield Paragraph(NOTHING)
        yield list_needs()
        return
    left = {name: each for name, each in figures.items() if name != _NARROW}
    if promise := _take(left, _PROMISE):
        yield Heading("promise: what becomes of it")
        yield Notes(tuple(_explain(name, each, "text") for name, each in promise.items()))
    for column in COLUMNS:
        if chosen := _take(left, column.stem):
            yield Heading(f"{column.head}: {column.means}")
            items = (
                _explain(name_figure(name, column.stem), each, column.unit, currency)
                for name, each in chosen.items()
            )
            yield Notes(tuple(items))
    if left:
        yield Heading("more figures")
        more = (_explain(name, q, guess_unit(name), currency) for name, q in left.items())
        yield Notes(tuple(more))
    if narrow := figures.get(_NARROW):
        yield Heading("what would narrow the figures most")
        yield Notes((_explain("to state the share of", narrow, "text"),))


def list_figures(quantities: Iterable[Quantity], currency: str) -> Iterator[Block]:
    """Yield figures by their full names, each with how it comes about."""
    yield Notes(
        tuple(_explain(each.name, each, guess_unit(each.name), currency) for each in quantities)
    )


def list_needs() -> Notes:
    """Return what a policy has to state for each figure."""
    return Notes(tuple(Item(f"{each.head}: {each.states}") for each in COLUMNS))


def _take(figures: dict[str, Quantity], stem: str) -> dict[str, Quantity]:
    """Return the figures whose names begin so, and take them from the others."""
    return {name: figures.pop(name) for name in list(figures) if _is_of(name, stem)}


def _is_of(name: str, stem: str) -> bool:
    bare = stem.rstrip(".")
    if name.startswith(_BY_CHANNEL):
        return f".{bare}." in f"{name}."
    return f"{name}.".startswith(f"{bare}.")


def name_figure(name: str, stem: str) -> str:
    """Return the name of a figure in words: `expected.min` is `mean, least`."""
    if name.startswith(_BY_CHANNEL):
        channel, _, rest = name.removeprefix(_BY_CHANNEL).partition(f".{stem}")
        return f"by {channel}, {name_figure(stem + rest, stem)}"
    endings = name.removeprefix(stem).strip(".").split(".")
    return ", ".join(_ENDINGS.get(each, each) for each in endings if each) or "all cases"


def guess_unit(name: str) -> Unit:
    """Return what a figure of that name is counted in."""
    first, *_ = name.split(".")
    for unit in ("hours", "minutes", "seconds"):
        if f"_{unit}" in name:
            return unit
    return "share" if "share" in name or first == "unfinished" else "count"


def _explain(name: str, quantity: Quantity, unit: Unit, currency: str = "") -> Item:
    """Return a figure with its meaning, its sum part by part, and where the formula comes from."""
    below = [_say_part(each) for each in quantity.parts]
    if quantity.reading:
        below.insert(0, f"meaning: {quantity.reading}")
    if quantity.source:
        below.append(f"formula: {quantity.source}")
    return Item(f"{name}: {say_figure(quantity, unit, currency)}", tuple(below))


def say_figure(quantity: Quantity, unit: Unit, currency: str = "") -> str:
    """Return the value of a figure, or why there is none."""
    if isinstance(quantity.value, list) and len(quantity.value) == 2 and unit == "share":
        low, high = quantity.value
        return say_range(low, high, unit)
    bounds = figure_bounds(quantity)
    if bounds is None:
        return f"unknown: {quantity.why}" if quantity.why else "unknown"
    return say_bounds(bounds, unit, currency)


def _say_part(part: Part) -> str:
    if part.at is None:
        return part.text
    return f"{part.text} ({part.at.document.path}:{part.at.span().line})"

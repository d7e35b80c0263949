"""Pages of paragraphs, lists and tables: as text that fits a terminal, and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.records import NamedTuple
from cxlint.reporting.writing.control_characters import columns, escape_controls
from cxlint.reporting.writing.markdown_escape import code_markup, escape_markdown
from cxlint.reporting.writing.wrapping import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BLANK = "-"
"""What stands in a cell of which there is nothing to tell."""

_GAP = 2
_LONGEST_LABEL = 36
"""A label longer than that is told in several lines."""


class Heading(NamedTuple):
    """The title of what follows."""

    text: str


class Paragraph(NamedTuple):
    """A few sentences; words of the language stand between backticks."""

    text: str


class Item(NamedTuple):
    """A sentence or less of a list, and what hangs below it."""

    text: str
    below: tuple[str, ...] = ()


class Notes(NamedTuple):
    """A list of items."""

    items: tuple[Item, ...]


class Line(NamedTuple):
    """One line of a row: what it is of, and its cells."""

    label: str
    cells: tuple[str, ...]


class Row(NamedTuple):
    """A row of a table; a further line hangs below, and in Markdown stands in the same cells."""

    first: Line
    further: tuple[Line, ...] = ()


class Table(NamedTuple):
    """A table: what its rows are of, the heads of the other columns, and the rows."""

    subject: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


Block = Heading | Paragraph | Notes | Table
"""A piece of a page."""


def render_text(blocks: Iterable[Block], width: int) -> str:
    """Return a page as text of that width; a line is longer only where a word or a table is."""
    return (
        "".join(
            "\n".join(_text_lines(block, width)) + ("\n" if isinstance(block, Heading) else "\n\n")
            for block in blocks
        ).rstrip("\n")
        + "\n"
    )


def render_markdown(blocks: Iterable[Block]) -> str:
    """Return a page as Markdown in which nothing that a policy says has a meaning."""
    return "\n\n".join("\n".join(_markdown_lines(block)) for block in blocks) + "\n"


def _text_lines(block: Block, width: int) -> Iterator[str]:
    if isinstance(block, Table):
        yield from lay_out_text(block, width)
    elif isinstance(block, Notes):
        for item in block.items:
            yield from fold(escape_controls(item.text), "  - ", width)
            for text in item.below:
                yield from fold(escape_controls(text), "      - ", width)
    else:
        yield from fold(escape_controls(block.text), "", width)


def _markdown_lines(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from lay_out_markdown(block)
    elif isinstance(block, Notes):
        for item in block.items:
            yield f"* {_mark_up(item.text)}"
            yield from (f"    * {_mark_up(text)}" for text in item.below)
    else:
        yield f"{'### ' if isinstance(block, Heading) else ''}{_mark_up(block.text)}"


def _mark_up(text: str) -> str:
    """Return a text as Markdown, with what stands between backticks as code."""
    parts = text.split("`")
    return "".join(
        code_markup(part) if number % 2 else escape_markdown(part)
        for number, part in enumerate(parts)
    )


def select_columns(table: Table, keep: Sequence[bool]) -> Table:
    """Return the table with some of its columns."""
    chosen = [number for number, is_kept in enumerate(keep) if is_kept]
    return Table(
        table.subject,
        tuple(table.heads[n] for n in chosen),
        tuple(
            Row(_select(row.first, chosen), tuple(_select(line, chosen) for line in row.further))
            for row in table.rows
        ),
    )


def _select(line: Line, chosen: Sequence[int]) -> Line:
    return Line(line.label, tuple(line.cells[n] for n in chosen))


def lay_out_text(table: Table, width: int) -> Iterator[str]:
    """Yield the lines of a table; columns that find no room stand in a further band below."""
    lines = [Line(table.subject, table.heads)]
    for row in table.rows:
        lines += [row.first, *(Line(f"  {each.label}", each.cells) for each in row.further)]
    shown = [Line(each.label, tuple(map(escape_controls, each.cells))) for each in lines]
    sizes = [max(columns(line.cells[n]) for line in shown) for n in range(len(table.heads))]
    labels = [_fold_label(line.label) for line in shown]
    margin = max(columns(part) for label in labels for part in label)
    for number, band in enumerate(_divide(sizes, width - margin)):
        if number:
            yield ""
        for line, label in zip(shown, labels, strict=True):
            cells = (_pad(line.cells[n], sizes[n]) for n in band)
            yield (" " * _GAP).join((_pad(label[0], margin), *cells)).rstrip()
            yield from label[1:]


def _fold_label(label: str) -> list[str]:
    bare = label.lstrip()
    indent = " " * (len(label) - len(bare))
    return fold(escape_controls(bare), indent, _LONGEST_LABEL)


def _divide(sizes: Sequence[int], room: int) -> Iterator[list[int]]:
    """Yield the columns of one band after the other, at least one in each."""
    band: list[int] = []
    used = 0
    for number, size in enumerate(sizes):
        if band and used + _GAP + size > room:
            yield band
            band, used = [], 0
        band.append(number)
        used += _GAP + size
    yield band


def _pad(text: str, size: int) -> str:
    return text + " " * (size - columns(text))


def lay_out_markdown(table: Table) -> Iterator[str]:
    """Yield the lines of a table in Markdown, a line a row."""
    yield _markdown_line([table.subject, *table.heads])
    yield "|---" * (1 + len(table.heads)) + "|"
    for row in table.rows:
        cells = [[cell] for cell in row.first.cells]
        for line in row.further:
            for cell, more in zip(cells, line.cells, strict=True):
                if more not in ("", BLANK, cell[0]):
                    cell.append(f"{line.label} {more}")
        yield _markdown_line([row.first.label, *(", ".join(cell) for cell in cells)])


def _markdown_line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(escape_markdown, cells))} |"

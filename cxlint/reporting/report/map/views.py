"""The pictures of a map: all places at once, or groups of them that open one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.model.finding import SEVERITIES
from cxlint.records import NamedTuple
from cxlint.reporting.report.map.layout import Box, fold_label, lay_out
from cxlint.reporting.report.map.past import CHANGED, state_of
from cxlint.reporting.report.map.tags import place_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.reporting.report.map.layout import Drawing

    Record = Mapping[str, Any]

MOST = 300
"""So many places are drawn in one picture; of more, groups are drawn."""

MOST_LINES = 250
"""So many lines between groups are drawn, those that hold most moves."""


SIGNED = 104
"""A box is at least so wide where a sign beside its findings says what became of it."""


class Group(NamedTuple):
    """Places of one kind and one team; `name` is the team, or the first of them where none is."""

    kind: str
    name: str
    places: tuple[int, ...]

    @property
    def label(self) -> str:
        """What it is called, and how many places it holds."""
        return f"{self.name} ({len(self.places)})"


def build_views(places: Sequence[Record], moves: Sequence[Record]) -> list[dict[str, Any]]:
    """Return the pictures, the first of everything; empty where nothing here can lay them out."""
    if len(places) <= MOST:
        view = _draw_places(range(len(places)), places, moves)
        return [] if view is None else [{"id": "all", **view}]
    return list(_draw_groups(places, moves))


def _draw_groups(places: Sequence[Record], moves: Sequence[Record]) -> Iterator[dict[str, Any]]:
    groups = list(_divide(places))
    home = {place: number for number, group in enumerate(groups) for place in group.places}
    ends = ((home[each["from"]], home[each["to"]], n) for n, each in enumerate(moves))
    every = _join(ends)
    strongest = sorted(every, key=lambda pair: -len(every[pair]))[:MOST_LINES]
    joined = {pair: every[pair] for pair in sorted(strongest)}
    boxes = [
        _box(group.label, any("state" in places[place] for place in group.places))
        for group in groups
    ]
    drawn = lay_out(boxes, [*joined])
    if drawn is None:
        return
    records = [
        {
            "group": f"group-{number}",
            "kind": group.kind,
            **_corner(drawn, boxes, number),
            **_sum_up([places[place] for place in group.places]),
        }
        for number, group in enumerate(groups)
    ]
    left_out = {"left_out": len(every) - len(joined)} if len(every) > len(joined) else {}
    lines = _lines(drawn, joined, moves)
    yield {"id": "all", **_frame(drawn), "boxes": records, "lines": lines, **left_out}
    for number, group in enumerate(groups):
        view = _draw_places(group.places, places, moves)
        if view is not None:
            name = {"id": f"group-{number}", "label": group.label, "kind": group.kind}
            yield {**name, **view}


def _sum_up(places: Sequence[Record]) -> dict[str, Any]:
    """Return how many places of a group have findings, the gravest of them, and what changed."""
    told: dict[str, Any] = {"state": CHANGED} if any("state" in each for each in places) else {}
    if found := [each["findings"] for each in places if "findings" in each]:
        told["touched"] = len(found)
        told["worst"] = next(each for each in SEVERITIES if any(each in one for one in found))
    return told


def _divide(places: Sequence[Record]) -> Iterator[Group]:
    """Yield the places by kind and team, no more than one picture holds in each."""
    held: dict[tuple[str, str], list[int]] = {}
    for number, place in enumerate(places):
        team = "" if place["kind"] == "team" else place["team"]
        held.setdefault((place["kind"], team), []).append(number)
    for (kind, team), numbers in held.items():
        for start in range(0, len(numbers), MOST):
            part = tuple(numbers[start : start + MOST])
            more = " …" if len(part) > 1 else ""
            yield Group(kind, team or f"{places[part[0]]['name']}{more}", part)


def _draw_places(
    chosen: Iterable[int], places: Sequence[Record], moves: Sequence[Record]
) -> dict[str, Any] | None:
    numbers = list(chosen)
    local = {number: n for n, number in enumerate(numbers)}
    inner = ((local[each["from"]], local[each["to"]], n) for n, each in enumerate(moves)
             if each["from"] in local and each["to"] in local)  # fmt: skip
    joined = _join(inner)
    boxes = [_box(places[number]["name"], "state" in places[number]) for number in numbers]
    drawn = lay_out(boxes, [*joined])
    if drawn is None:
        return None
    records = [{"place": number, **_corner(drawn, boxes, n)} for n, number in enumerate(numbers)]
    return {**_frame(drawn), "boxes": records, "lines": _lines(drawn, joined, moves)}


def _join(ends: Iterable[tuple[int, int, int]]) -> dict[tuple[int, int], list[int]]:
    """Return the moves of each pair of ends; what leads back to where it begins is not drawn."""
    joined: dict[tuple[int, int], list[int]] = {}
    for source, target, move in ends:
        if source != target:
            joined.setdefault((source, target), []).append(move)
    return joined


def _frame(drawn: Drawing) -> dict[str, int]:
    return {"width": drawn.width, "height": drawn.height}


def _corner(drawn: Drawing, boxes: Sequence[Box], number: int) -> dict[str, Any]:
    x, y, width, height = drawn.boxes[number]
    label = list(boxes[number].lines)
    return {"x": x, "y": y, "width": width, "height": height, "label": label}


def _box(name: str, is_signed: bool) -> Box:  # noqa: FBT001
    label = fold_label(name)
    return Box(label, SIGNED) if is_signed else Box(label)


def _lines(
    drawn: Drawing, joined: Mapping[tuple[int, int], list[int]], moves: Sequence[Record]
) -> list[dict[str, Any]]:
    """Return the lines with their moves; of those that are new, gone or changed, with a sign."""
    records: list[dict[str, Any]] = [
        {"moves": held, "points": [list(point) for point in points]}
        for held, points in zip(joined.values(), drawn.lines, strict=True)
    ]
    states = [state_of([moves[n] for n in held]) for held in joined.values()]
    shifted = [n for n, state in enumerate(states) if state]
    tags = place_tags((drawn.lines[n] for n in shifted), drawn.boxes)
    for number, tag in zip(shifted, tags, strict=True):
        records[number]["state"] = states[number]
        if tag is not None:
            records[number]["tag"] = [tag.x, tag.y]
            records[number]["symbol"] = not tag.is_wide
    return records

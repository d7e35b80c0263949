"""The part of a policy that a change touches, drawn: ways that are new, gone, and those around."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.diagram.graph_formats import SHAPES, escape_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.review.way_shifts import WayShift

MOST = 40
"""How many ways a picture shows: with more, nobody sees anything."""

_ARROWS = {"new": "==>", "gone": "-.->", "same": "-->"}
_WORDS = {"new": "new", "gone": "no longer", "same": ""}
_COLORS = {"new": "#1a7f37", "gone": "#cf222e"}
_QUIET = frozenset({"arrival", "option", "handoff"})


def draw(ways: Sequence[WayShift]) -> str:
    """Return the picture as Mermaid; empty where no way is new or gone."""
    shown = list(_together(ways))[:MOST]
    if not any(way.state != "same" for way in shown):
        return ""
    places = {place.id: place for way in shown for place in (way.source, way.target)}
    numbers = {id_: f"n{number}" for number, id_ in enumerate(sorted(places))}
    lines = ["flowchart LR"]
    for id_, number in numbers.items():
        left, right = SHAPES.get(places[id_].kind, ("[", "]"))
        lines.append(f'  {number}{left}"{escape_label(places[id_].label)}"{right}')
    lines += [f"  {_arrow(way, numbers)}" for way in shown]
    for state, color in _COLORS.items():
        of_state = [str(number) for number, way in enumerate(shown) if way.state == state]
        if of_state:
            lines.append(f"  linkStyle {','.join(of_state)} stroke:{color}")
    return "\n".join(lines) + "\n"


def _together(ways: Sequence[WayShift]) -> Iterator[WayShift]:
    """Yield the ways, those of one state between the same places as one of several kinds."""
    groups: dict[tuple[str, str, str], list[WayShift]] = {}
    for way in ways:
        groups.setdefault((way.source.id, way.target.id, way.state), []).append(way)
    for group in groups.values():
        kinds = [way.kind for way in group if way.kind not in _QUIET]
        yield group[0]._replace(kind=", ".join(kinds))


def _arrow(way: WayShift, numbers: dict[str, str]) -> str:
    said = ", ".join(filter(None, (_WORDS[way.state], way.kind)))
    label = f'|"{escape_label(said)}"|' if said else ""
    return f"{numbers[way.source.id]} {_ARROWS[way.state]}{label} {numbers[way.target.id]}"

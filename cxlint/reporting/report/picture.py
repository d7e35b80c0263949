"""The map alone: as a picture, and as a page in which it can be walked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from cxlint.errors import UserError
from cxlint.records import NamedTuple
from cxlint.reporting.report import messages, page
from cxlint.reporting.report.map.places import move_records, place_records, start_records
from cxlint.reporting.report.map.views import build_views
from cxlint.reporting.report.page_view import KINDS, list_leads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.graph.network import Network
    from cxlint.reporting.diagram.graph_formats import Diagram

    Record = dict[str, Any]

FORMATS = ("svg", "html")

STYLES = ("page.css", "map.css", "print.css")
SCRIPTS = ("page.js", *page.MAP_SCRIPTS)


class Drawn(NamedTuple):
    """A picture as SVG, and its size."""

    text: str
    width: int
    height: int


def render(network: Network, drawing: Diagram, form: str) -> str:
    """Return the part of the network that is drawn, in one of FORMATS.

    UserError where the package that lays it out is not installed.
    """
    if form == "svg":
        return draw(network, drawing).text
    drawn = _build_views(network, drawing)
    return _render_page(drawn, drawing.title, messages.load(messages.FALLBACK))


def draw(network: Network, drawing: Diagram) -> Drawn:
    """Return the part of the network that is drawn, as a picture. UserError as above."""
    drawn = _build_views(network, drawing)
    view = drawn["views"][0]
    templates = page.build_environment(messages.load(messages.FALLBACK))
    text = templates.get_template("picture.svg").render(
        view=view,
        map=drawn,
        title=drawing.title,
        style=Markup(page.join_assets(("picture.css",))),  # noqa: S704 - our own file
    )
    return Drawn(text, view["width"], view["height"])


def _build_views(network: Network, drawing: Diagram) -> Record:
    drawn = build_map(network, (node.id for node in drawing.nodes))
    if not drawn["views"]:
        raise UserError(
            "the picture needs the package graphlay: pip install 'cxlint-policy[report]'"
        )
    return drawn


def build_map(network: Network, ids: Iterable[str]) -> Record:
    """Return the places of these ids with the moves between them, numbered anew, and pictures."""
    kept = set(ids)
    every = place_records(network)
    numbers = [n for n, each in enumerate(every) if each["id"] in kept]
    local = {number: n for n, number in enumerate(numbers)}
    places = [every[number] for number in numbers]
    moves = [
        {**each, "from": local[each["from"]], "to": local[each["to"]]}
        for each in move_records(network)
        if each["from"] in local and each["to"] in local
    ]
    starts = {
        intent: [local[number] for number in held if number in local]
        for intent, held in start_records(network).items()
    }
    return {
        "places": places,
        "moves": moves,
        "starts": {intent: held for intent, held in starts.items() if held},
        "views": build_views(places, moves),
    }


def _render_page(drawn: Record, title: str, words: messages.Messages) -> str:
    document = {"map": drawn, "causes": [], "excused": [], "made": {"folder": ""}}
    style, script = page.join_assets(STYLES), page.join_assets(SCRIPTS)
    kinds = [each for each in KINDS if any(place["kind"] == each for place in drawn["places"])]
    templates = page.build_environment(words)
    return templates.get_template("picture.html").render(
        data=document,
        view={"leads": list_leads(drawn), "kinds": kinds, "marks": (), "states": ()},
        title=title,
        language=words.language,
        style=Markup(style),  # noqa: S704 - files of this package
        script=Markup(script),  # noqa: S704
        island=Markup(page.write_island(document)),  # noqa: S704 - no markup is left in it
        policy=page.content_policy(style, script),
    )

"""A report as one page that needs nothing beside it: no network, no file, no other program."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from cxlint.reporting.report import messages, shapes
from cxlint.reporting.report.page_view import build_view
from cxlint.reporting.writing.control_characters import escape_controls
from cxlint.reporting.writing.finding_record import json_text

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
STYLES = ("page.css", "map.css", "print.css")
SCRIPTS = ("page.js", "filter.js", "map.js")
FOLLOW = "follow.js"
"""What a live page runs besides."""

_ISLAND = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def render(document: Mapping[str, Any], *, is_live: bool = False) -> str:
    """Return the page: the same text for the same data.

    A live one asks where it came from whether there is a newer one.
    """
    words = messages.load_for(document)
    style = join_assets(STYLES)
    script = join_assets((*SCRIPTS, FOLLOW) if is_live else SCRIPTS)
    templates = build_environment(words, document["made"]["folder"])
    return templates.get_template("page.html").render(
        data=document,
        view=build_view(document, words),
        language=words.language,
        style=Markup(style),  # noqa: S704 - files of this package
        script=Markup(script),  # noqa: S704
        island=Markup(write_island(document)),  # noqa: S704 - no markup is left in it
        policy=content_policy(style, script, is_live=is_live),
    )


def write_island(document: Mapping[str, Any]) -> str:
    """Return the data as JSON that can stand in a page: no markup can begin or end in it."""
    return json_text(document).translate(_ISLAND)


def content_policy(style: str, script: str, *, is_live: bool = False) -> str:
    """Return what the page may do: run this script and use this style, and nothing else.

    A live one may also ask where it came from.
    """
    asks = "connect-src 'self'; " if is_live else ""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; {asks}"
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def join_assets(names: tuple[str, ...]) -> str:
    """Return files of the package one after the other."""
    return "\n".join((HERE / "assets" / name).read_text(encoding="utf-8") for name in names)


def build_environment(words: messages.Messages, folder: str = "") -> jinja2.Environment:
    """Return the templates with the words of a language; paths are shown from a folder."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: escape_controls(value) if type(value) is str else value,
    )
    made.globals |= {
        "say": words.say,
        "word": words.word,
        "texts": words.told,
        "bar": shapes.draw_bar,
        "pieces": lambda week: list(shapes.week_pieces(week)),
    }
    made.filters |= {
        "path_data": shapes.path_data,
        "number": words.number,
        "day": words.day,
        "short": lambda path: path.removeprefix(folder),
    }
    return made

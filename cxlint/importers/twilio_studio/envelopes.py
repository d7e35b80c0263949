"""Where definitions of flows stand in a file: as it is, or in answers of the API at any depth.

Source: https://www.twilio.com/docs/studio/rest-api/v2/flow. Tools that fetch flows keep the
definition as data or as text, one answer or a list of them, and put what they like around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.shared.terraform_flows import embedded
from cxlint.importers.twilio_studio.flow import is_definition, resembles_definition
from cxlint.parsing.embedded_text import EmbeddedPiece
from cxlint.parsing.json_sketch import list_mappings, sketch
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.importers.policy_sketch import Path
    from cxlint.parsing.document import Document

DEEPEST = 8
"""How deep a definition is looked for: an envelope in a list in an answer is four deep."""

_MARKS = ("states", "transitions")
"""Keys that every definition has, also one whose end is missing."""


class Envelope(NamedTuple):
    """A definition, and the answer it stands in.

    `source` and `path` lead to the definition, `place` to it in the whole file. `answer` is what
    is right around it, at `around`; nothing where the file is the definition. `refused` says why a
    text that is a definition cannot be read.
    """

    source: Document
    path: Path
    definition: Mapping[str, Any]
    place: Path
    answer: Mapping[str, Any] = {}
    around: Path = ()
    refused: str = ""


def holds_definition(source: Any) -> bool:
    """Whether a definition stands anywhere in a file, as data or as text."""
    return all(mark in source.text for mark in _MARKS) and any(True for _ in open_envelopes(source))


def open_envelopes(source: Any) -> Iterator[Envelope]:
    """Yield every definition of a file."""
    for found, place, answer, around in _find_places(source.data, (), {}, ()):
        if isinstance(found, str):
            outer = Envelope(source, (), {}, place, answer, around)
            yield from _open_text(outer, found)
        else:
            yield Envelope(source, place, found, place, answer, around)


def _find_places(
    data: Any, place: Path, answer: Mapping[str, Any], around: Path
) -> Iterator[tuple[Any, Path, Mapping[str, Any], Path]]:
    """Yield each definition, be it text, with its place and what is right around it."""
    if is_definition(data) or (isinstance(data, str) and _is_written(data)):
        yield data, place, answer, around
    elif len(place) >= DEEPEST:
        return
    elif isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, dict | list | str):
                yield from _find_places(value, (*place, key), data, place)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            if isinstance(value, dict | list | str):
                yield from _find_places(value, (*place, number), {}, ())


def _is_written(text: str) -> bool:
    """Whether a text may be a definition, or hold one, be it one that cannot be read."""
    return text.lstrip()[:1] in ("{", "[", '"') and all(mark in text for mark in _MARKS)


def _is_broken_definition(text: str) -> bool:
    """Whether a text that cannot be read is the beginning of a definition."""
    return any(map(resembles_definition, list_mappings(sketch(text, 2 * DEEPEST))))


def _open_text(outer: Envelope, text: str) -> Iterator[Envelope]:
    """Yield the definition that a text is, or those that it holds; else why there is none."""
    piece = EmbeddedPiece(0, *outer.source.stretch(outer.place))
    told = embedded(outer.source, text, piece)
    if told.inner is None:
        if _is_broken_definition(text):
            yield outer._replace(refused=told.refused)
        return
    inside = [each._replace(place=outer.place) for each in open_envelopes(told.inner)]
    for each in inside:
        yield each if each.answer else each._replace(answer=outer.answer, around=outer.around)

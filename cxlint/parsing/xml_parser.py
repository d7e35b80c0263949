"""XML: elements with the place of each, from a parser that resolves nothing and fetches nothing."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from cxlint.parsing.byte_offsets import Characters
from cxlint.parsing.lines import Lines
from cxlint.parsing.yaml_builder import MAX_DEPTH, UnreadableText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.parsing.lines import Span

_BOUNDARY = " "
_TAG_END = re.compile(r"(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")


class Element:
    """One element. `tag` is its local name, `space` the namespace; `get` asks by local name.

    `start` is the byte at which it begins: its place, for `Xml.span`.
    """

    __slots__ = ("attributes", "children", "space", "start", "tag", "text")

    def __init__(self, space: str, tag: str, attributes: dict[str, str], start: int) -> None:
        self.space = space
        self.tag = tag
        self.attributes = attributes
        self.start = start
        self.children: list[Element] = []
        self.text = ""

    def get(self, name: str) -> str | None:
        """Return the attribute of that local name, whatever its namespace."""
        return self.attributes.get(name)

    def all(self, *tags: str) -> Iterator[Element]:
        """Yield the children with one of these local names."""
        return (child for child in self.children if child.tag in tags)

    def first(self, *tags: str) -> Element | None:
        """Return the first child with one of these local names."""
        return next(self.all(*tags), None)

    def text_of(self, tag: str) -> str:
        """Return the text of the first child of that name, without the space around it, or ""."""
        child = self.first(tag)
        return child.text.strip() if child is not None else ""

    def list_parts(self) -> Iterator[tuple[str, Any, int]]:
        """Yield all that stands in it: attributes, elements and `text`, each with its place."""
        for name, value in self.attributes.items():
            yield name, value, self.start
        for child in self.children:
            yield child.tag, child, child.start
        if self.text.strip():
            yield "text", self.text, self.start

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in the order of the text."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))


class Xml:
    """An XML file: its root, and what stands where. Places are bytes, as `Element.start`."""

    __slots__ = ("_characters", "lines", "path", "root")

    def __init__(self, path: str, characters: Characters, root: Element) -> None:
        self.path = path
        self.root = root
        self.lines = Lines(characters.text)
        self._characters = characters

    def span(self, place: Any) -> Span:
        """Return the span of the tag that begins at this byte."""
        return self.lines.span(*self.stretch(place))

    def stretch(self, place: Any) -> tuple[int, int]:
        """Return where the tag that begins at this byte stands, in characters."""
        start = self._characters.character_at(place or 0)
        found = _TAG_END.match(self.lines.text, start)
        return start, found.end() if found else start + 1


def parse(path: str, raw: bytes) -> Xml:
    """Return what an XML file holds.

    Raises UnreadableText where it is not well-formed, nests too deeply, or declares a document
    type: entities can be made to fill all memory or to fetch files, and no format read here needs
    them.
    """
    reader = _ElementCollector()
    try:
        reader.parser.Parse(raw, True)  # noqa: FBT003 - this is all there is
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        start = Characters(raw).character_at(reader.parser.ErrorByteIndex)
        raise UnreadableText(start, *_REASONS.get(said, (said, "mend the XML"))) from None
    except _Refusal as stop:
        raise UnreadableText(
            _refusal_offset(stop, Characters(raw)), stop.reason, stop.advice
        ) from None
    except (LookupError, ValueError):  # an encoding that Python does not know, or not for XML
        raise UnreadableText(0, "its encoding is not known here", "save it as UTF-8") from None
    assert reader.root is not None
    return Xml(path, Characters(raw), reader.root)


_BROKEN_OFF = (
    "it breaks off, and its end is missing",
    "export the file once more, or write what is missing",
)
_REASONS = {
    "no element found": _BROKEN_OFF,
    "unclosed token": _BROKEN_OFF,
    "mismatched tag": (
        "what is closed here is not what was opened last",
        "close what was opened last before this",
    ),
    "not well-formed (invalid token)": (
        "a character stands here that means something else in XML",
        "write &amp; for an ampersand and &lt; for a less-than sign, and close what is open",
    ),
}
"""What expat says, in words for people who do not write XML."""


def parse_beginning(path: str, raw: bytes) -> Xml | None:
    """Return what an XML file holds as far as it can be read; None where no element begins."""
    reader = _ElementCollector()
    with contextlib.suppress(expat.ExpatError, _Refusal, LookupError, ValueError):
        reader.parser.Parse(raw, True)  # noqa: FBT003 - this is all there is
    return None if reader.root is None else Xml(path, Characters(raw), reader.root)


def _refusal_offset(stop: _Refusal, characters: Characters) -> int:
    """Return where what is refused begins: a document type is told of when it was read."""
    index = characters.character_at(stop.byte)
    return max(characters.text.rfind("<!DOCTYPE", 0, index + 1), 0) if stop.declares else index


class _Refusal(Exception):
    """What is read is refused, from a byte on; `declares` where it is a document type."""

    def __init__(self, byte: int, reason: str, advice: str, *, declares: bool = False) -> None:
        super().__init__(reason)
        self.declares = declares
        self.byte = byte
        self.reason = reason
        self.advice = advice


class _ElementCollector:
    """Collects elements while expat reads."""

    __slots__ = ("_longer", "_names", "_open", "_plain", "parser", "root")

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._longer: dict[Element, list[str]] = {}
        self._names: dict[str, tuple[str, str]] = {}
        self._plain: set[str] = set()
        parser = expat.ParserCreate(namespace_separator=_BOUNDARY)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refuse
        self.parser = parser

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        around = self._open
        if len(around) >= MAX_DEPTH:
            start = self.parser.CurrentByteIndex
            raise _Refusal(start, f"it nests more than {MAX_DEPTH} levels deep", "flatten it")
        space, tag = self._names.get(name) or self._name(name)
        if attributes and not self._plain.issuperset(attributes):
            attributes = {self._name(key)[1]: value for key, value in attributes.items()}
        element = Element(space, tag, attributes, self.parser.CurrentByteIndex)
        if around:
            around[-1].children.append(element)
        else:
            self.root = element
        around.append(element)

    def _end(self, _: str) -> None:
        element = self._open.pop()
        if self._longer and (parts := self._longer.pop(element, None)):
            element.text = "".join(parts)

    def _text(self, text: str) -> None:
        """Keep the text of an element: mostly it is in one piece, else in a list until its end."""
        element = self._open[-1]
        if not element.text:
            element.text = text
        elif (parts := self._longer.get(element)) is not None:
            parts.append(text)
        else:
            self._longer[element] = [element.text, text]

    def _name(self, name: str) -> tuple[str, str]:
        """Return namespace and local name; there are few of them, and they come again."""
        if (known := self._names.get(name)) is None:
            space, _, local = name.rpartition(_BOUNDARY)
            known = self._names[name] = space, local
            if not space:
                self._plain.add(name)
        return known

    def _refuse(self, *_: object) -> None:
        reason = "it declares a document type, and entities are not read"
        raise _Refusal(self.parser.CurrentByteIndex, reason, "remove the DOCTYPE", declares=True)

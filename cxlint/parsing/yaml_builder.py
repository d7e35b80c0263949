"""YAML events in, plain data and the place of every node out.

A node is a key, a value, a list, a mapping or an alias. Nodes are numbered in the order in which
they stand in the text; what stands behind an alias is not numbered again.
"""

from __future__ import annotations

import re
import sys
from array import array
from typing import TYPE_CHECKING, Any

from yaml import events

from cxlint.parsing.yaml_scalars import LONGEST_INTERNED, resolve
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH = 100
MAX_EXPANSION = 250_000
MAX_SCALAR = 1 << 20
MAX_ODDITIES = 1_000

# Without their types: libyaml always states a mark, which the stubs do not promise.
_Alias: Any = events.AliasEvent
_Scalar: Any = events.ScalarEvent
_MappingStart: Any = events.MappingStartEvent
_MappingEnd: Any = events.MappingEndEvent
_SequenceEnd: Any = events.SequenceEndEvent

_PROPERTIES = re.compile(r"(?:[&!]\S*(?:\s+(?:#[^\r\n]*\s+)*|$))+")
_CORE = "tag:yaml.org,2002:"
_TYPES: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "null": (type(None),),
}


class UnreadableText(Exception):
    """The text is YAML, but not of a kind that is read here. `index` counts characters."""

    def __init__(self, index: int, reason: str, advice: str) -> None:
        super().__init__(index, reason, advice)
        self.index = index
        self.reason = reason
        self.advice = advice


class Places:
    """Where each node of one document begins and ends, in characters, by its number.

    `targets` leads from an alias to the number of what it stands for. `detours` leads from a
    number to the next one that the data knows of: what lies between was left out of the data.
    """

    __slots__ = ("detours", "ends", "starts", "targets")

    def __init__(self) -> None:
        self.starts = array("I")
        self.ends = array("I")
        self.targets: dict[int, int] = {}
        self.detours: dict[int, int] = {}


class Oddity(NamedTuple):
    """A key said twice or a key that is not text, in the mapping with the number `within`."""

    number: int
    within: int
    key: str
    is_duplicate: bool


class Anchor(NamedTuple):
    """What an alias can stand for: `size` in nodes and `height` in levels, aliases written out."""

    value: Any
    number: int
    size: int
    height: int


class Builder:
    """Builds one document from the events of its root node."""

    __slots__ = (
        "anchors",
        "deepest",
        "ends",
        "expansion",
        "get",
        "memo",
        "oddities",
        "places",
        "resolve",
        "starts",
        "text",
    )

    def __init__(self, get: Callable[[], Any], text: str, memo: dict[str, Any]) -> None:
        """Read events from `get`; `memo` holds the plain scalars already resolved."""
        self.get = get
        self.text = text
        self.memo = memo
        self.places = Places()
        self.starts = self.places.starts
        self.ends = self.places.ends
        self.anchors: dict[str, Anchor | None] = {}
        self.expansion = 0
        self.deepest = 0
        self.resolve = resolve if len(text) <= MAX_SCALAR else self.plain_scalar
        self.oddities: list[Oddity] = []

    def node(self, event: Any, depth: int) -> Any:
        """Return the value that begins with `event`, `depth` lists and mappings deep."""
        kind = type(event)
        if kind is _Scalar:
            return self.scalar(event)
        if kind is _Alias:
            return self.alias(event, depth)
        if event.anchor is not None or event.tag is not None:
            return self.tagged_collection(event, depth)
        number = len(self.starts)
        self.starts.append(event.start_mark.index)
        self.ends.append(0)
        if kind is _MappingStart:
            return self.mapping(number, depth + 1)
        return self.sequence(number, depth + 1)

    def mapping(self, number: int, depth: int) -> dict[str, Any]:
        """Return the mapping that has begun as node `number`.

        The two stretches that look alike are the path of nearly every event of a large policy,
        and calls would double its cost.
        """
        if depth > self.deepest:
            self.check_depth(depth)
        get, memo, resolve = self.get, self.memo, self.resolve
        start, end = self.starts.append, self.ends.append
        entries: dict[str, Any] = {}
        key: Any
        event = get()
        while type(event) is not _MappingEnd:
            if type(event) is _Scalar and not (event.style or event.tag or event.anchor):
                start(event.start_mark.index)
                end(event.end_mark.index)
                text = event.value
                key = memo.get(text, memo)
                if key is memo:
                    key = memo[text] = resolve(text)
                if type(key) is not str:
                    key = self.note_odd_key(text, number)
            else:
                key = self.key(event, number)
            if key in entries:
                self.note_duplicate_key(key, number, depth)
                event = get()
                continue
            event = get()
            if type(event) is _Scalar and not (event.style or event.tag or event.anchor):
                start(event.start_mark.index)
                end(event.end_mark.index)
                text = event.value
                value = memo.get(text, memo)
                if value is memo:
                    value = memo[text] = resolve(text)
                entries[key] = value
            else:
                entries[key] = self.node(event, depth)
            event = get()
        self.ends[number] = event.end_mark.index
        return entries

    def sequence(self, number: int, depth: int) -> list[Any]:
        """Return the list that has begun as node `number`."""
        if depth > self.deepest:
            self.check_depth(depth)
        get = self.get
        items: list[Any] = []
        event = get()
        while type(event) is not _SequenceEnd:
            items.append(self.node(event, depth))
            event = get()
        self.ends[number] = event.end_mark.index
        return items

    def check_depth(self, depth: int) -> None:
        """Note that the node begun last is nested `depth` deep; refuse what is too deep."""
        if depth > MAX_DEPTH:
            raise UnreadableText(
                self.starts[-1],
                f"lists and mappings are nested more than {MAX_DEPTH} deep",
                "no policy needs that: look for brackets that are never closed",
            )
        self.deepest = depth

    def plain_scalar(self, text: str) -> Any:
        """Return the value of a plain scalar; refuse what is too long."""
        self.refuse_huge(text)
        return resolve(text)

    def key(self, event: Any, within: int) -> str:
        """Return a key that is not a plain word."""
        at = event.start_mark.index
        if type(event) not in (_Scalar, _Alias):
            raise UnreadableText(
                at, "a list or a mapping is used as a key", "use a word as the key"
            )
        key = self.alias(event, 0) if type(event) is _Alias else self.scalar(event)
        if type(key) is str:
            return key
        if isinstance(key, dict | list):
            raise UnreadableText(
                at, "an alias of a list or a mapping is used as a key", "use a word"
            )
        return self.note_odd_key(event.value if type(event) is _Scalar else str(key), within)

    def note_odd_key(self, written: str, within: int) -> str:
        """Note that the key just read is not text, and return it as it is written."""
        self.add_oddity(Oddity(len(self.starts) - 1, within, written, is_duplicate=False))
        return sys.intern(written)

    def add_oddity(self, oddity: Oddity) -> None:
        """Keep an oddity; refuse a document that has too many."""
        if len(self.oddities) >= MAX_ODDITIES:
            raise UnreadableText(
                self.starts[-1],
                f"more than {MAX_ODDITIES:,} keys are said twice or are not text",
                "say each key once in a mapping, and put keys that are numbers in quotes",
            )
        self.oddities.append(oddity)

    def note_duplicate_key(self, key: str, within: int, depth: int) -> None:
        """Note that the key just read was said before, and read past its value."""
        number = len(self.starts) - 1
        self.add_oddity(Oddity(number, within, key, is_duplicate=True))
        before = len(self.oddities)
        self.node(self.get(), depth)
        del self.oddities[before:]
        self.places.detours[number] = len(self.starts)

    def scalar(self, event: Any) -> Any:
        """Return the value of a scalar, of any style, with or without a tag or an anchor."""
        number = len(self.starts)
        text = event.value
        decorated = event.tag is not None or event.anchor is not None
        self.starts.append(self._node_start(event) if decorated else event.start_mark.index)
        self.ends.append(event.end_mark.index)
        self.refuse_huge(text)
        if event.tag is not None and event.tag != "!":
            value = _tagged_value(event, text)
        elif event.style or event.tag:
            value = sys.intern(text) if len(text) <= LONGEST_INTERNED else text
        else:
            value = resolve(text)
        if event.anchor is not None:
            self.anchors[event.anchor] = Anchor(value, number, size=1, height=0)
        return value

    def tagged_collection(self, event: Any, depth: int) -> Any:
        """Return a list or mapping that has a tag or an anchor."""
        wanted = _CORE + ("map" if type(event) is _MappingStart else "seq")
        if event.tag not in (None, "!", wanted):
            raise _unknown_tag(event)
        number, before, deepest = len(self.starts), self.expansion, self.deepest
        self.starts.append(self._node_start(event))
        self.ends.append(0)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
            self.deepest = depth
        build = self.mapping if type(event) is _MappingStart else self.sequence
        value = build(number, depth + 1)
        if event.anchor is not None:
            size = len(self.starts) - number + self.expansion - before
            self.anchors[event.anchor] = Anchor(value, number, size, self.deepest - depth)
            self.deepest = max(deepest, self.deepest)
        return value

    def refuse_huge(self, text: str) -> None:
        """Refuse the scalar read last if it is beyond the limit."""
        if len(text) > MAX_SCALAR:
            raise UnreadableText(
                self.starts[-1],
                "one text is longer than a million characters",
                "shorten it, or look for a quotation mark that is never closed",
            )

    def alias(self, event: Any, depth: int) -> Any:
        """Return what the alias stands for: the same object, not a copy."""
        at = event.start_mark.index
        name = event.anchor
        if name not in self.anchors:
            raise UnreadableText(
                at, f"*{name} refers to nothing", f"write &{name} before it, or quote it"
            )
        known = self.anchors[name]
        if known is None:
            raise UnreadableText(at, f"*{name} contains itself", "write out what is meant")
        self.expansion += known.size - 1
        if self.expansion > MAX_EXPANSION:
            raise UnreadableText(
                at,
                f"the aliases stand for more than {MAX_EXPANSION:,} values",
                "write out what is meant, or split it over several files",
            )
        self.places.targets[len(self.starts)] = known.number
        self.starts.append(at)
        self.ends.append(event.end_mark.index)
        if depth + known.height > self.deepest:
            self.check_depth(depth + known.height)
        return known.value

    def _node_start(self, event: Any) -> int:
        """Return where the node itself begins, behind its anchor and tag."""
        at = int(event.start_mark.index)
        found = _PROPERTIES.match(self.text, at)
        behind = found.end() if found else at
        if type(event) is _Scalar and not event.style and not event.value:
            return min(behind, int(event.end_mark.index))
        return behind


def _tagged_value(event: Any, text: str) -> Any:
    name = event.tag.removeprefix(_CORE)
    if name == event.tag or name not in (*_TYPES, "str"):
        raise _unknown_tag(event)
    if name == "str":
        return sys.intern(text)
    value = resolve(text)
    fits = type(value) in _TYPES[name]
    if not fits:
        at = event.start_mark.index
        raise UnreadableText(
            at, f"!!{name} stands before {text!r}, which is none", "take the tag away"
        )
    return float(value) if name == "float" and isinstance(value, int) else value


def _unknown_tag(event: Any) -> UnreadableText:
    name = event.tag.replace(_CORE, "!!")
    return UnreadableText(
        event.start_mark.index,
        f"the tag {name} is not known here",
        "take the tag away, or put the value in quotes if it begins with !",
    )

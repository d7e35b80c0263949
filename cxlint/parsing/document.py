"""A YAML file becomes documents: plain data, the text, and the place of every key and value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from yaml.error import YAMLError
from yaml.events import DocumentStartEvent, StreamEndEvent

from cxlint.parsing.json_sketch import decode
from cxlint.parsing.lines import Lines, Span
from cxlint.parsing.yaml_builder import Builder, Oddity, Places, UnreadableText
from cxlint.records import NamedTuple

try:
    from yaml._yaml import CParser

    _Parser: Callable[[str], Any] = CParser
    SLOW = False
except ImportError:
    from cxlint.parsing.yaml_pure_parser import SlowParser

    _Parser = SlowParser
    SLOW = True

_Complaint = tuple[int, str, str]  # a character index, why reading stopped there, what to do

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["SLOW", "At", "Document", "Lines", "Origins", "Places", "Problem", "Span", "parse"]

TAB_IN_BLOCK = "found a tab character where an indentation space is expected"
"""What libyaml says of a block of text that begins with a tab."""

MAX_FILE = 16 << 20
MAX_DOCUMENTS = 10_000

_NAME_BEGINS = re.compile(r"^|(?<=/)|(?<=->)")
_NAME_ENDS = re.compile(r": |->|\Z")
"""Around the name of a flow in an id."""

_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")
# libyaml takes these for line ends; YAML 1.2, editors and GitHub do not.
_ODD_BREAKS = "\x85\u2028\u2029"
_STAND_INS = "\uf8d0\uf8d1\uf8d2"


class Origins(NamedTuple):
    """Where the parts of a policy come from that was made of something else.

    `of` leads from an address in the policy to a place in the file it was made from, as `source`
    knows it. What has no entry comes from where the nearest thing above it comes from.
    """

    source: Any
    of: Mapping[tuple[str | int, ...], Any]

    def place(self, path: tuple[str | int, ...]) -> Any:
        """Return the place that the nearest known address leads to, or None."""
        for depth in range(len(path), -1, -1):
            if path[:depth] in self.of:
                return self.of[path[:depth]]
        return None


class StepLimit(NamedTuple):
    """When the platform on which a flow runs stops it, in words: after what happens so often.

    `several` is said of a circle of several places, `single` of one place that leads to itself.
    """

    several: str
    single: str


class Document:
    """One document of a policy: what it says, and where it says it.

    `path` is as shown to people, `text` the whole file without its byte order mark, `data` plain
    Python values (None where the document could not be read), `number` counts the documents of
    the file from 0, `problems` is what reading it found. `foreign` is what a vendor's file holds
    that is yet to be made into policy; of what was made of one, `file_word` is the beginning of
    ids that only the name of the file gave them, `plain_name` how ids begin, and how they would
    were no other file there and none had a name; `former_name` how ids begin that began otherwise
    before, and how they began. `step_limit` says when its platform stops a flow. `traces` is what
    can be made out of a file that cannot be read, where nothing of it is shown as its text;
    `is_refused` says of such a file that it is sound YAML, but of a kind that is not read here, as
    with tags of its own.
    """

    __slots__ = ("_origins", "_places", "_tree", "data", "file_word", "foreign", "former_name",
                 "is_refused", "lines", "number", "path", "plain_name", "problems",
                 "step_limit", "traces")  # fmt: skip

    def __init__(
        self,
        path: str,
        text: str | Lines,
        data: object,
        number: int = 0,
        places: Places | Callable[[], Places] | None = None,
        origins: Origins | None = None,
    ) -> None:
        """Hold `data`; without `places` or `origins` every span is the beginning of the text.

        Where it takes long to say what stands where, `places` says it when it is first asked.
        """
        self.path = path
        self.lines = text if isinstance(text, Lines) else Lines(text)
        self.data = data
        self.number = number
        self.problems: list[Problem] = []
        self.foreign: Any = None
        self.file_word = ""
        self.plain_name: tuple[str, str] | None = None
        self.former_name: tuple[str, str] | None = None
        self.step_limit: StepLimit | None = None
        self.traces: str | None = None
        self.is_refused = False
        self._places = places
        self._origins = origins
        self._tree: dict[int, Any] | None = None

    @property
    def text(self) -> str:
        """The text of the whole file, without a byte order mark."""
        return self.lines.text

    @property
    def vendor_file(self) -> str:
        """The path of the vendor's file this was made from; empty where it is policy as written.

        How a policy is cut into files says nothing; a vendor's file is a flow, or a list, as such.
        """
        return self.path if self._origins is not None else ""

    def __repr__(self) -> str:
        """Return the path, with the number of the document where it is not the first."""
        return f"Document({self.path!r}{f', number={self.number}' if self.number else ''})"

    def span(self, path: tuple[str | int, ...], *, key: bool = False) -> Span:
        """Return the place of what `path` leads to, always within one line.

        A scalar gives itself (its first line); a list or mapping gives the key it stands under,
        or, as an item of a list, its first line; `key` asks for the key itself. An empty value
        gives its key. What lies behind an alias gives its place at the anchor. A path that leads
        nowhere gives the nearest place on the way that exists.
        """
        if self._origins is not None:
            span: Span = self._origins.source.span(self._origins.place(path))
            return span
        places = self._known_places()
        if places is None or not places.starts:
            return self.lines.span(0, 0)
        number, held_by = self._find_node(path)
        starts, ends = places.starts, places.ends
        empty = starts[number] >= ends[number]
        inside = number in self._child_numbers()
        if held_by is not None and (key or inside or empty):
            return self.lines.span(starts[held_by], ends[held_by])
        if empty:
            return self.lines.span(max(starts[number] - 1, 0), starts[number])
        return self.lines.span(starts[number], self._first_line_end(number))

    def stretch(self, path: tuple[str | int, ...]) -> tuple[int, int]:
        """Return where in the text the value that `path` leads to begins and ends, in characters.

        A text in quotes has its quotes with it, a block its `|` or `>`. Of an alias, this is where
        what it stands for is written.
        """
        if self._origins is not None:
            stretch: tuple[int, int] = self._origins.source.stretch(self._origins.place(path))
            return stretch
        places = self._known_places()
        if places is None or not places.starts:
            return 0, 0
        number, _ = self._find_node(path)
        number = places.targets.get(number, number)
        return places.starts[number], places.ends[number]

    def span_of(self, number: int) -> Span:
        """Return the span of the node with this number in the order of the text."""
        places = self._known_places()
        assert places is not None
        return self.lines.span(places.starts[number], places.ends[number])

    def paths_by_number(self) -> dict[int, tuple[str | int, ...]]:
        """Return the path to each list and mapping, by its number in the order of the text."""
        tree = self._child_numbers()
        found: dict[int, tuple[str | int, ...]] = {0: ()}
        for holder, within in tree.items():
            entries = within.items() if isinstance(within, dict) else enumerate(within)
            for step, held in entries:
                number = held[1] if isinstance(held, tuple) else held
                if number in tree:
                    found[number] = (*found[holder], step)
        return found

    def line(self, number: int) -> str:
        """Return line `number` (from 1) without its ending; "" beyond the end."""
        return self.lines.line(number)

    def _known_places(self) -> Places | None:
        if callable(self._places):
            self._places = self._places()
        return self._places

    def _find_node(self, path: tuple[str | int, ...]) -> tuple[int, int | None]:
        """Return the number of the node at `path`, and of the key that holds it."""
        tree = self._child_numbers()
        places = self._known_places()
        targets = places.targets if places else {}
        number, held_by = 0, None
        for step in path:
            within = tree.get(targets.get(number, number))
            if isinstance(within, dict) and step in within:
                held_by, number = within[step]
            elif isinstance(within, list) and isinstance(step, int) and 0 <= step < len(within):
                held_by, number = None, within[step]
            else:
                break
        return number, held_by

    def _child_numbers(self) -> dict[int, Any]:
        """Return, for each list and mapping, the numbers of what stands in it."""
        if self._tree is None:
            self._tree = {}
            places = self._known_places()
            if places is not None:
                _index_nodes(self.data, 0, places, self._tree)
        return self._tree

    def _first_line_end(self, number: int) -> int:
        """Return where the first line of a node ends, without a comment behind it."""
        places = self._known_places()
        assert places is not None
        starts, ends = places.starts, places.ends
        start, end = starts[number], ends[number]
        limit = max(self.lines.end_at(start), start)
        if end <= limit:
            return end
        if number not in self._child_numbers():
            header = _BLOCK_HEADER.match(self.text, start)
            return header.end() if header else start + len(self.text[start:limit].rstrip())
        reached = start + 1
        for other in range(number + 1, len(starts)):
            if starts[other] >= limit:
                break
            reached = max(reached, ends[other] if ends[other] <= limit else starts[other] + 1)
        return reached


class At(NamedTuple):
    """A place: a document and the way to a value in it (or its key), or a stretch of its text."""

    document: Document
    path: tuple[str | int, ...] = ()
    key: bool = False
    region: Span | None = None

    def span(self) -> Span:
        """Return the lines and columns."""
        return self.region or self.document.span(self.path, key=self.key)


class Problem(NamedTuple):
    """Something that reading found; `rule` names the rule that tells of it, with `facts`.

    `severity` is that of a form which is graver or milder than the rule's own.
    """

    rule: str
    at: At
    facts: Mapping[str, object]
    related: tuple[tuple[At, str], ...] = ()
    case: str = ""
    severity: Literal["error", "warning", "info"] | None = None


def rename_flow(id_: str, name: str, new: str) -> str:
    """Return an id, or a kind and an id, of a part of a flow, with another name of the flow."""
    return re.sub(rf"(?:^|(?<=/)|(?<=->)){re.escape(name)}(?=$|: |->)", lambda _: new, id_)


def rename_flows(id_: str, names: Mapping[str, str]) -> str:
    """Return an id as `rename_flow` does, with other names of any of the flows in it."""
    told, done = [], 0
    for begin in (found.end() for found in _NAME_BEGINS.finditer(id_)):
        ends = [found.start() for found in _NAME_ENDS.finditer(id_, begin)]
        end = next((each for each in reversed(ends) if id_[begin:each] in names), None)
        if end is not None and begin >= done:
            told += [id_[done:begin], names[id_[begin:end]]]
            done = end
    return "".join((*told, id_[done:]))


def parse(path: str, text: bytes, memo: dict[str, Any] | None = None) -> list[Document]:
    """Return the documents of one file; `path` is how it is shown.

    `memo` remembers what plain words mean, and may be shared by the files of one run.

    Never raises: what cannot be read becomes a document without data, with one problem, behind
    the sound documents that precede it in the file. Empty documents are left out, unless there
    is nothing else.
    """
    if len(text) > MAX_FILE:
        reason = f"the file is larger than {MAX_FILE >> 20} MiB"
        lost = _unreadable_document(path, "", 0, (0, reason, "split it into several files"))
        lost.traces = decode(text[:MAX_FILE])
        return [lost]
    decoded = _decode(text)
    if decoded is None:
        from cxlint.parsing.yaml_errors import UTF_16, decoding_error

        complaint = decoding_error(text)
        # UTF-16 taken for UTF-8 is nothing to look at.
        seen = "" if complaint == UTF_16 else text.decode("utf-8-sig", "replace")
        lost = _unreadable_document(path, seen, 0, complaint)
        lost.traces = None if seen else decode(text)
        return [lost]
    documents: list[Document] = []
    refused: _Complaint | None = None
    is_sound = False
    memo = {} if memo is None else memo
    try:
        try:
            documents.extend(_documents(path, decoded, memo))
        except YAMLError as error:
            # libyaml takes a tab that begins the text of a block for indentation.
            if SLOW or TAB_IN_BLOCK not in str(error):
                raise
            from cxlint.parsing.yaml_pure_parser import SlowParser

            documents.clear()
            documents.extend(_documents(path, decoded, memo, SlowParser))
    except UnreadableText as error:
        refused = (error.index, error.reason, error.advice)
        is_sound = True
    except (YAMLError, ValueError) as error:
        from cxlint.parsing.yaml_errors import explain_error

        refused = explain_error(error, decoded)
    said = [one for one in documents if one.data is not None]
    if refused is not None:
        lost = _unreadable_document(path, decoded, len(documents), refused)
        lost.is_refused = is_sound
        return [*said, lost]
    return said or [_empty_document(path, decoded)]


def _decode(text: bytes) -> str | None:
    """Return the text, or None where it is not UTF-8 or, by its zeros, UTF-16."""
    if b"\0" in text:
        return None
    try:
        return text.decode().lstrip("\ufeff")
    except UnicodeDecodeError:
        return None


def _documents(
    path: str, text: str, memo: dict[str, Any], parser: Callable[[str], Any] | None = None
) -> Iterator[Document]:
    source, back = _replace_odd_breaks(text)
    get = (parser or _Parser)(source).get_event
    lines = Lines(text)
    number = 0
    event: Any = get()
    while type(event) is not StreamEndEvent:
        if isinstance(event, DocumentStartEvent):
            builder = Builder(get, source, memo)
            if number >= MAX_DOCUMENTS:
                reason = f"the file holds more than {MAX_DOCUMENTS:,} documents"
                mark: Any = event.start_mark
                raise UnreadableText(mark.index, reason, "split it into several files")
            data = builder.node(get(), 0)
            get()  # the document's end: only now is it known to be sound
            if back:
                data = _restore_odd_breaks(data, back, {})
            document = Document(path, lines, data, number, builder.places)
            if builder.oddities:
                ways = document.paths_by_number()
                document.problems.extend(
                    _oddity_problem(document, one, ways) for one in builder.oddities
                )
            number += 1
            yield document
        event = get()


def _replace_odd_breaks(text: str) -> tuple[str, dict[int, str]]:
    """Return the text as libyaml is to see it, and how to undo that in the values."""
    if text.isascii() or not any(odd in text for odd in _ODD_BREAKS):
        return text, {}
    if any(stand_in in text for stand_in in _STAND_INS):
        return text, {}
    seen = text.translate({ord(a): b for a, b in zip(_ODD_BREAKS, _STAND_INS, strict=True)})
    return seen, {ord(b): a for a, b in zip(_ODD_BREAKS, _STAND_INS, strict=True)}


def _restore_odd_breaks(value: Any, back: dict[int, str], done: dict[int, Any]) -> Any:
    """Return a copy with the odd line ends restored; what was shared stays shared."""
    if isinstance(value, str):
        return value.translate(back)
    if not isinstance(value, dict | list):
        return value
    if id(value) not in done:
        done[id(value)] = (
            {
                key.translate(back): _restore_odd_breaks(item, back, done)
                for key, item in value.items()
            }
            if isinstance(value, dict)
            else [_restore_odd_breaks(item, back, done) for item in value]
        )
    return done[id(value)]


def _oddity_problem(
    document: Document, oddity: Oddity, ways: Mapping[int, tuple[str | int, ...]]
) -> Problem:
    way = (*ways[oddity.within], oddity.key)
    at = At(document, way, key=True, region=document.span_of(oddity.number))
    if oddity.is_duplicate:
        first = At(document, way, key=True)
        return Problem("duplicate-key", at, {"key": oddity.key}, ((first, "said first here"),))
    facts = {
        "key": oddity.key,
        "value": oddity.key,
        "where": "",
        "place": "",
        "expected": f'text, so write "{oddity.key}" in quotes',
        "near": "",
        "reason": "",
        "instead": f'"{oddity.key}"',
        "more": "",
    }
    return Problem("wrong-value", at, facts, case="key")


def _unreadable_document(path: str, text: str, number: int, complaint: _Complaint) -> Document:
    document = Document(path, text, None, number)
    index, reason, advice = complaint
    region = document.lines.span(index, index + 1)
    facts = {"reason": reason, "advice": advice}
    document.problems.append(Problem("unreadable-file", At(document, region=region), facts))
    return document


def _empty_document(path: str, text: str) -> Document:
    document = Document(path, text, None)
    region = document.lines.span(0, 1)
    document.problems.append(Problem("empty-file", At(document, region=region), {}))
    return document


def _index_nodes(value: Any, number: int, places: Places, tree: dict[int, Any]) -> int:
    """Enter what stands in node `number` into `tree`; return the number behind it."""
    if number in places.targets or not isinstance(value, dict | list):
        return number + 1
    following = number + 1
    if isinstance(value, list):
        items: list[int] = []
        tree[number] = items
        for item in value:
            items.append(following)
            following = _index_nodes(item, following, places, tree)
        return following
    entries: dict[str, tuple[int, int]] = {}
    tree[number] = entries
    for key, item in value.items():
        following = _number_after(following, places)
        entries[key] = (following, following + 1)
        following = _index_nodes(item, following + 1, places, tree)
    return _number_after(following, places)


def _number_after(number: int, places: Places) -> int:
    while number in places.detours:
        number = places.detours[number]
    return number

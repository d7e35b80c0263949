"""What an importer draws: a part of a policy, and where each stroke of it comes from.

sketch = names.sketch(source, "Main menu", place)      # one flow, one rule set, one process
sketch.enter("channel", {"kind": "voice"}, place)       # others reach it by its name
menu = sketch.id("Ask what it is about")                # "Main menu: Ask what it is about"
sketch.put("steps", menu, {"kind": "menu", "goes_to": sketch.id("Say goodbye")}, place)
sketch.place(("steps", menu, "goes_to"), other_place)   # where that very move is said
sketch.lead(("steps", menu, "on_failure"), "arn:...")   # to another flow, wherever it is
sketch.share("teams", "Billing", {}, place)             # many files speak of it
"""

from __future__ import annotations

import posixpath
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from cxlint.importers.known_fields import Element
from cxlint.language.schema import load
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.importers.team_rolls import GroupRoll, GroupTeam, HandedOut, MemberRoll, TeamMention
    from cxlint.parsing.lines import Lines, Span

Path = tuple[str | int, ...]
Place = Any
"""A place in a source, as the source knows it: a path in JSON and YAML, a byte in XML."""

PLACES = {"channels": "channel", "steps": "step", "teams": "team", "outcomes": "outcome"}
"""The sections whose ids no two things may share, since moves lead to them by their ids alone."""

LONGEST_NAME = 40
LONGEST_ID = 80
"""How many characters of the name of a flow, and of an element in it, are kept."""

_BETWEEN_DIGITS = re.compile(r"(?<=[0-9]):(?=[0-9])")
_NOT_IN_IDS = re.compile(r"[/\s]+")
_NOT_FIRST = re.compile(r"^[<\s]+")


class VendorSource(Protocol):
    """A vendor's file, parsed: JSON and YAML documents, XML."""

    path: str
    lines: Lines

    def span(self, place: Place, /) -> Span:
        """Return the lines and columns of a place."""

    def stretch(self, place: Place, /) -> tuple[int, int]:
        """Return where in the text a place begins and ends, in characters."""


class Lead(NamedTuple):
    """A move to another flow, which the words name: `into` is the address it is to stand at.

    `otherwise` says what stands there where no file knows the words: the kind of a place that is
    put for it, or, where it is empty, what stands there already.
    """

    into: Path
    words: tuple[str, ...]
    otherwise: str = "step"


class Note(NamedTuple):
    """A text that belongs to something of another file: under a key of what the word means there.

    It stands in a list of texts, each of them once.
    """

    word: str
    section: str
    key: str
    text: str


class Omission(NamedTuple):
    """An element that could not be expressed: where, what it is, and why."""

    place: Place
    what: str
    why: str


class MissingReference(NamedTuple):
    """Something that a source names and does not hold, though it would: where, what, who names it.

    `kind` is what people call such a thing, `by` whoever refers to it, in words.
    """

    place: Place
    id: str
    kind: str
    by: str


class Names:
    """The names given so far in one run, so that no two things bear the same.

    `defined` are section and id of what policy files define, which nothing else is to be called.
    """

    def __init__(self, defined: Iterable[tuple[str, str]] = ()) -> None:
        self._shared = {each: each[1] for each in defined}
        self._folders: dict[str, str] = {}
        self._taken = {id_: 1 for _, id_ in self._shared}

    def sketch(
        self, source: VendorSource, name: str, place: Place, *also: str, by_file: bool = False
    ) -> Sketch:
        """Begin a part of a policy; `also` are further names by which other files know it.

        `by_file` says that the name is that of the file, as the source states none.
        """
        given = self._name_sketch(tidy(name, LONGEST_NAME), posixpath.dirname(source.path))
        sketch = Sketch(source, given, place, (name, *also), self)
        sketch.plain_name = tidy(name, LONGEST_NAME)
        sketch.is_named_by_file = by_file
        sketch.file_word = given if by_file else ""
        return sketch

    def _name_sketch(self, name: str, folder: str) -> str:
        """Return a unique name; of two in two folders the second has its folder behind it."""
        if self._folders.setdefault(name, folder) != folder and name in self._taken:
            name = f"{name} ({tidy(posixpath.basename(folder))})" if folder else name
        return self.make_unique(name)

    def make_unique(self, name: str) -> str:
        """Return the name, with a number behind it where it is taken."""
        number = self._taken.get(name, 0)
        found = name
        while found in self._taken:
            number += 1
            found = f"{name} ({number})"
        self._taken[name] = max(number, 1)  # where to go on counting
        self._taken.setdefault(found, 1)
        return found

    def find_shared(self, section: str, id_: str) -> str:
        """Return the id of something that many files may name: the same for the same words.

        It is another one than those words only where a place of another kind is called so.
        """
        if (known := self._shared.get((section, id_))) is None:
            kind = PLACES.get(section)
            clash = kind is not None and id_ in self._taken
            known = self.make_unique(f"{id_} ({kind})" if clash else id_) if kind else id_
            self._shared[section, id_] = known
        return known


class Sketch:
    """A part of a policy in the making. `data` has the form of a policy file.

    `name` is unique, and the id under which others reach it; `is_named_by_file` says that the
    source states none, and the file lent its own. `plain_name` is what it would be called alone,
    and `former_name` what an earlier cxlint called it; `file_word` is how ids begin that an earlier
    one took for named by the file. `seen` counts the elements of the
    source that were looked at, `left` lists those of them that could not be expressed. `elements`
    are those whose fields are held against the table of their format. `lost` are flows that their
    file holds, and of which nothing can be read. `group_rolls`, `member_rolls`, `group_teams`,
    `handed_out` and `team_mentions` say who takes the contacts of which teams.
    """

    __slots__ = ("_ids", "_names", "also", "data", "elements", "file_word", "former_name",
                 "group_rolls", "group_teams", "handed_out", "is_named_by_file", "known", "leads",
                 "left", "lost", "member_rolls", "missing", "name", "notes", "origins",
                 "plain_name", "seen", "shared", "source", "team_mentions")  # fmt: skip

    def __init__(
        self, source: VendorSource, name: str, place: Place, also: tuple[str, ...], names: Names
    ) -> None:
        self.source = source
        self.name = name
        self.plain_name = self.former_name = name
        self.is_named_by_file = False
        self.file_word = ""
        self.also = tuple(word for word in also if word)
        self.data: dict[str, Any] = {}
        self.origins: dict[Path, Place] = {(): place}
        self.shared: list[tuple[str, str, dict[str, Any], Place]] = []
        self.known: list[tuple[str, str]] = []
        self.leads: list[Lead] = []
        self.notes: list[Note] = []
        self.left: list[Omission] = []
        self.lost: list[Omission] = []
        self.missing: list[MissingReference] = []
        self.elements: list[Element] = []
        self.group_rolls: list[GroupRoll] = []
        self.member_rolls: list[MemberRoll] = []
        self.group_teams: list[GroupTeam] = []
        self.handed_out: list[HandedOut] = []
        self.team_mentions: list[TeamMention] = []
        self.seen = 0
        self._ids: dict[str, str] = {}
        self._names = names

    def id(self, local: str, called: str = "") -> str:
        """Return the id of an element of this sketch; `called` is what people call it.

        The same element always gets the same id, and no two elements share one.
        """
        if (known := self._ids.get(local)) is None:
            known = self._names.make_unique(f"{self.name}: {tidy(called or local)}")
            self._ids[local] = known
        return known

    def known_id(self, local: str) -> str:
        """Return the id that an element has got already; empty where it has none yet."""
        return self._ids.get(local, "")

    def enter(self, kind: str, data: dict[str, Any], place: Place) -> None:
        """Put the place at which others reach this flow: a `channel` or a `step` of its name."""
        self.put(f"{kind}s", self.name, data, place)

    def put(self, section: str, id_: str, data: dict[str, Any], place: Place) -> None:
        """Put an entity, by its id."""
        self.data.setdefault(section, {})[id_] = data
        self.origins[section, id_] = place

    def add(self, section: str, data: dict[str, Any], place: Place) -> Path:
        """Put an entity of a list, such as a handoff; return its address."""
        listed = self.data.setdefault(section, [])
        listed.append(data)
        address: Path = (section, len(listed) - 1)
        self.origins[address] = place
        return address

    def place(self, address: Path, place: Place) -> None:
        """Say where a part of what was put comes from."""
        self.origins[address] = place

    def lead(self, into: Path, *words: str, otherwise: str = "step") -> None:
        """Say that what stands at an address is another flow, by any of the words that name it.

        Where none of the files holds it, it is a step of the kind `elsewhere`; or a team of that
        name, where `otherwise` is "team"; or what stands there already, where it is empty; or,
        where it is "nothing", the move is taken away, which has to be the last of its list.
        """
        self.leads.append(Lead(into, tuple(word for word in words if word), otherwise))

    def note(self, word: str, section: str, key: str, text: str) -> None:
        """Say something of what another file may hold, such as which service an escalation is for.

        Nothing is said where none of the files knows the word.
        """
        self.notes.append(Note(word, section, key, text))

    def known_as(self, id_: str, *words: str) -> None:
        """Say by which words, such as a number, other files know what was put or shared here."""
        self.known.extend((word, id_) for word in words if word)

    def share(self, section: str, id_: str, data: dict[str, Any], place: Place) -> str:
        """Name something that other files may name or define as well, such as a queue.

        Return its id. Of several who name it, whoever says most is believed.
        """
        known = self._names.find_shared(section, tidy(id_))
        self.shared.append((section, known, data, place))
        return known

    def look(self, type_: str, data: Any, place: Place, shown: Place = None) -> None:
        """Say that an element was looked at: those of its fields that nothing reads are named.

        It is a mapping, a block of Terraform or an element of XML; one around the source of this
        sketch is `shown` at a place in it.
        """
        self.elements.append(Element(type_, data, place, shown))

    def miss(self, place: Place, id_: str, kind: str, by: str) -> None:
        """Say that what is named at a place is not in this source, which would hold it."""
        self.missing.append(MissingReference(place, id_, kind, by))

    def lose(self, place: Place, what: str, why: str) -> None:
        """Say that a flow that stands here cannot be read at all, which is to be mended."""
        self.lost.append(Omission(place, what, why))

    def leave(self, place: Place, what: str, why: str) -> None:
        """Say that an element cannot be expressed."""
        self.left.append(Omission(place, what, why))


def name_schedule(name: str) -> str:
    """Return what to call a schedule of that name, so that nobody takes the name for hours."""
    if not _like_hours().search(name):
        return name
    plain = _BETWEEN_DIGITS.sub(".", name)
    return f"hours {plain}" if _like_hours().search(plain) else plain


@cache
def _like_hours() -> re.Pattern[str]:
    return re.compile(load("policy")["$defs"]["opening"]["x-unless"])


def tidy(text: str, longest: int = LONGEST_ID) -> str:
    """Return a text as an id: one line, no slashes, not too long."""
    plain = _NOT_FIRST.sub("", _NOT_IN_IDS.sub(" ", text)).strip()
    if plain.startswith("x-"):  # which would make it the organization's own remark
        plain = f"x {plain[2:]}".strip()
    if len(plain) > longest:
        plain = f"{plain[: longest - 1].rstrip()}…"
    return plain or "unnamed"

"""Many documents, one policy: every entity by kind and id, and what does not hold together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.language.sections import language
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.calendar.opening_hours import Hours
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At, Document, Problem
    from cxlint.policy.validity import Dormant
    from cxlint.suggest import Words

PLACES = frozenset({"channel", "step", "team", "outcome"})
"""Kinds a customer can be sent to. They share their ids, so that `to: care` means one thing."""

_WORD = re.compile(r"[\w-]+")
_KEY = re.compile(r"(?<![\w-])([\w-]++)[\"']?\s*+:")


class UnreadText(NamedTuple):
    """A file, or a part of it, that could not be understood, and its text: None if not even known.

    A text in which nothing can be made out is known, and empty.
    """

    path: str
    text: str | None

    def may_say(self, key: re.Pattern[str]) -> bool:
        """Whether something may stand there."""
        return self.text is None or key.search(self.text) is not None

    def may_hold(self, section: Sequence[str]) -> bool:
        """Whether a section may stand there: by its key at the top, and those within it anywhere.

        In a block of YAML the top is where lines begin, or nearly: an indent may be the mistake. In
        JSON, and YAML written so, it may be anywhere.
        """
        if self.text is None:
            return True
        top, *deeper = (rf"(?<![\w-]){re.escape(key)}[\"']?\s*:" for key in section)
        block = not self.text.lstrip().startswith(("{", "["))
        keys = (rf"(?m)^ ?[\"']?{top}" if block else top, *deeper)
        return all(re.search(key, self.text) for key in keys)


class Policy:
    """All that the documents of a repository say, as one.

    `today` is the date the policy is judged on. `unread` holds the texts that could not be
    understood; `unsure` and `may_define` ask what could stand there. `opaque` holds, by kind, the
    ids of entities that are there but not understood; `blurred` the places that a handoff leaves
    which is not understood. `dormant` is what does not hold on that date, and takes no part;
    `changes` are the later days on which something begins to hold or no longer does. `left_off`
    tells, in sentences, of what is not worked out of a policy that goes beyond what is followed.
    """

    __slots__ = ("_built_in", "_by_id", "_hours", "_keys", "_kinds", "_unread_keys", "_unread_of",
                 "_words", "blurred", "changes", "documents", "dormant", "left_off", "opaque",
                 "problems", "today", "unread")  # fmt: skip

    def __init__(self, documents: Sequence[Document], today: datetime.date) -> None:
        self.documents = tuple(documents)
        self.today = today
        self.problems: list[Problem] = []
        self.unread: list[UnreadText] = []
        self.opaque: dict[str, set[str]] = {}
        self.blurred: set[str] = set()
        self.dormant: list[Dormant] = []
        self.changes: set[datetime.date] = set()
        self.left_off: set[str] = set()
        self._built_in = {each.kind: each.built_in for each in language().sections if each.built_in}
        self._kinds: dict[str, list[Entity]] = {}
        self._by_id: dict[str, dict[str, Entity]] = {}
        self._hours: dict[object, Hours | None] = {}
        self._keys: dict[str, frozenset[str]] = {}
        self._unread_keys: frozenset[str] | None = None
        self._unread_of: dict[str, tuple[str, ...]] = {}
        self._words: dict[tuple[str, ...], Words] = {}

    def of(self, kind: str) -> Sequence[Entity]:
        """Return the entities of a kind that are understood, in the order of the files."""
        return self._kinds.get(kind, ())

    def kinds(self) -> list[str]:
        """Return the kinds of which something is understood, in the order of the language."""
        return [each.kind for each in language().sections if self._kinds.get(each.kind)]

    def find(self, kind: str, id_: str) -> Entity | None:
        """Return the understood entity of that kind and id."""
        return self._by_id.get(kind, {}).get(id_)

    def place(self, id_: str) -> Entity | None:
        """Return the understood channel, step, team or outcome of that id."""
        for kind in PLACES:
            if (entity := self.find(kind, id_)) is not None:
                return entity
        return None

    def knows(self, kind: str, id_: str) -> bool:
        """Whether the id is defined, built in, or defined in a way that could not be read."""
        return (
            id_ in self._by_id.get(kind, ())
            or id_ in self._built_in.get(kind, ())
            or id_ in self.opaque.get(kind, ())
        )

    def nearest(self, id_: str, kinds: tuple[str, ...]) -> str:
        """Return the one of these `ids` that is closest, or "". To be asked once all are in."""
        from cxlint.suggest import BUDGET, Words

        if kinds not in self._words:
            self._words[kinds] = Words(self.ids(kinds), BUDGET)
        return self._words[kinds].nearest(id_) or ""

    def ids(self, kinds: Iterable[str]) -> Iterator[str]:
        """Return every id of these kinds, built-in ones included."""
        for kind in kinds:
            yield from self._by_id.get(kind, ())
            yield from self._built_in.get(kind, ())
            yield from self.opaque.get(kind, ())

    def has(self, kind: str) -> bool:
        """Whether the policy says anything of that kind, understood or not."""
        return bool(self._kinds.get(kind) or self.opaque.get(kind))

    def speaks_of(self, thing: str) -> bool:
        """Whether the policy has an entity of a kind, or, of `kind.field`, one that states it.

        To be asked of fields once all are in.
        """
        kind, _, field = thing.partition(".")
        if not field:
            return self.has(kind)
        keys = field.split(".")
        if kind not in self._keys:
            said = (entity.data for entity in self._kinds.get(kind, ()))
            self._keys[kind] = frozenset().union(*said)
        if keys[0] not in self._keys[kind]:
            return False
        return any(entity.says(*keys) for entity in self._kinds.get(kind, ()))

    def unsure(self, kind: str) -> bool:
        """Whether the policy may say more of a kind than was understood."""
        return bool(self.opaque.get(kind)) or bool(self.unread and self.unread_of(kind))

    def unread_of(self, kind: str) -> Sequence[str]:
        """Return the files that could not be understood in which something of a kind may stand.

        To be asked once everything is taken in.
        """
        if kind not in self._unread_of:
            section = language().section(kind).path
            found = (each.path for each in self.unread if each.may_hold(section))
            self._unread_of[kind] = tuple(dict.fromkeys(found))
        return self._unread_of[kind]

    def may_define(self, id_: str) -> bool:
        """Whether an id that is not found may be defined in what could not be understood.

        To be asked once everything is taken in.
        """
        texts = [each.text for each in self.unread]
        if None in texts:
            return True
        if not _WORD.fullmatch(id_):
            key = re.compile(rf"(?<![\w-]){re.escape(id_)}[\"']?\s*:")
            return any(each.may_say(key) for each in self.unread)
        if self._unread_keys is None:
            self._unread_keys = frozenset(key for text in texts for key in _KEY.findall(text or ""))
        return id_ in self._unread_keys

    def single(self, section: str, *keys: str) -> tuple[Any, At] | None:
        """Return what a section of which there is one says under these keys, and where."""
        for entity in self._kinds.get(section, ()):
            if entity.says(*keys):
                return entity.get(*keys), entity.at(*keys)
        return None

    @property
    def organization(self) -> Entity | None:
        """The first `organization` section."""
        return next(iter(self._kinds.get("organization", ())), None)

    @property
    def zone(self) -> str | None:
        """The timezone of the organization, where it is stated."""
        stated = self.single("organization", "timezone")
        return stated[0] if stated else None

    def hours(self, entity: Entity, *keys: str) -> Hours | None:
        """Return the opening hours an entity states under these keys, by schedule id or in line.

        None where nothing is stated, or where the schedule is not understood (which the reading
        rules report).
        """
        return self.stated_hours(entity.get(*(keys or ("open",))))

    def stated_hours(self, stated: Any) -> Hours | None:
        """Return the same of what stands under `open`."""
        if stated is None:
            return None
        key = tuple(stated) if isinstance(stated, list) else stated
        if key not in self._hours:
            self._hours[key] = self._understand_hours(stated)
        return self._hours[key]

    def _understand_hours(self, stated: Any) -> Hours | None:
        from cxlint.calendar import schedules

        schedule = self.find("schedule", stated) if isinstance(stated, str) else None
        if schedule is None and isinstance(stated, str) and self.knows("schedule", stated):
            return None
        try:
            return schedules.hours(schedule.data if schedule else stated, zone=self.zone)
        except ValueError:
            return None

    def add(self, entity: Entity) -> Entity | None:
        """Take an entity in. Return the one that already has its id, which then stands."""
        known = self._by_id.setdefault(entity.kind, {})
        if (first := known.get(entity.id)) is not None:
            return first
        known[entity.id] = entity
        self._kinds.setdefault(entity.kind, []).append(entity)
        return None

    def append(self, entity: Entity) -> None:
        """Take in an entity that is one of a list."""
        self._kinds.setdefault(entity.kind, []).append(entity)

    def withdraw(self, entities: Sequence[Entity]) -> None:
        """Take entities of one kind out again whose values are not understood.

        Their ids stay known.
        """
        for entity in entities:
            if self._by_id.get(entity.kind, {}).pop(entity.id, None) is not None:
                self.opaque.setdefault(entity.kind, set()).add(entity.id)
            if entity.kind == "handoff":
                self.blurred.add(entity.data["from"])
        if entities:
            gone = {id(entity) for entity in entities}
            kind = entities[0].kind
            self._kinds[kind] = [each for each in self._kinds[kind] if id(each) not in gone]

"""An edit of a policy: one value of a document set, added or taken out, and undone again."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cxlint.language.entity import SHORT_FORMS
from cxlint.language.sections import subject
from cxlint.parsing.document import At
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.parsing.document import Document, Span

Address = tuple[str | int, ...]


class Absence:
    """What stands where nothing does."""

    def __repr__(self) -> str:
        return "nothing"


ABSENT = Absence()
"""The old value of what is added, and the new one of what is taken out."""


class Edit(NamedTuple):
    """A value to set at an address of a document, or to take out of it; `old` is what is there.

    `span` is the line on which it stands or, of what is added, that of the thing it is added to.
    """

    document: Document
    path: Address
    old: Any
    new: Any
    span: Span

    @property
    def key(self) -> tuple[int, Address, str]:
        """What tells edits apart."""
        return id(self.document), self.path, repr(self.new)

    @property
    def field(self) -> str:
        """The kind and the field that it is of, as `team.seats`, as far as it names one."""
        kind = subject(self.document, self.path).partition("/")[0]
        fields = [step for step in self.path[2:] if isinstance(step, str)]
        return ".".join((kind, *fields))

    @property
    def place(self) -> tuple[int, Address]:
        """Where it is made."""
        return id(self.document), self.path


def build_edit(document: Document, path: Address, new: Any) -> Edit | None:
    """Return an edit; None where it changes nothing or nothing holds the address.

    Files that other systems wrote are not edited.
    """
    if document.vendor_file or document.foreign is not None:
        return None
    holder: Any = document.data
    for step in path[:-1]:
        if not _holds(holder, step):
            return None
        holder = holder[step]
    if not isinstance(holder, dict | list):
        return None
    said: Any = holder
    old = said[path[-1]] if _holds(said, path[-1]) else ABSENT
    if old == new and type(old) is type(new):
        return None
    return Edit(document, path, old, new, document.span(path))


def _holds(holder: Any, step: str | int) -> bool:
    if isinstance(holder, list):
        return isinstance(step, int) and step < len(holder)
    return isinstance(holder, dict) and step in holder


def edit_at(at: At, new: Any) -> Edit | None:
    """Return the edit of what stands at a place."""
    return build_edit(at.document, at.path, new)


def edit_entity(entity: Entity, keys: Sequence[str | int], new: Any) -> Edit | None:
    """Return the edit of what an entity says under these keys, as its file says it.

    What is written short, as `respond: 1 day`, or not at all, is written out as far as needed.
    """
    path = entity.at(*keys).path
    left = list(keys[len(path) - len(entity.path) :])
    said: Any = _value(entity.document, path)
    if not left:
        return build_edit(entity.document, path, new)
    if isinstance(said, dict):
        path, left = (*path, left[0]), left[1:]
    elif said is not None:
        short = SHORT_FORMS.get(str(path[-1]))
        if short == left[0] and len(left) == 1:
            return build_edit(entity.document, path, new)
        if short is None or short == left[0]:
            return None
        return build_edit(entity.document, path, {short: said, **_nest(left, new)})
    if new is ABSENT:
        return None
    return build_edit(entity.document, path, _nest(left, new))


def _nest(keys: Sequence[str | int], value: Any) -> Any:
    for key in reversed(keys):
        value = {key: value}
    return value


def _value(document: Document, path: Address) -> Any:
    value: Any = document.data
    for step in path:
        value = value[step]
    return value


@contextmanager
def apply_edits(edits: Iterable[Edit]) -> Iterator[None]:
    """Hold edits in the documents for as long as the block runs."""
    undone: list[tuple[Any, Any]] = []
    try:
        for edit in sorted(edits, key=_order):
            holder = _value(edit.document, edit.path[:-1])
            undone.append((holder, holder.copy()))
            _make(holder, edit.path[-1], edit.new)
        yield
    finally:
        for holder, before in reversed(undone):
            holder.clear()
            (holder.update if isinstance(holder, dict) else holder.extend)(before)


def _order(edit: Edit) -> tuple[bool, int]:
    """Values come first, and of what is taken out of a list the last."""
    last = edit.path[-1]
    return edit.new is ABSENT, -last if isinstance(last, int) else 0


def _make(holder: Any, key: Any, new: Any) -> None:
    if new is ABSENT:
        del holder[key]
    elif isinstance(holder, list) and key >= len(holder):
        holder.append(new)
    else:
        holder[key] = new

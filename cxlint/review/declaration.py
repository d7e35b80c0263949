"""Declared changes: what a proposal says it means to do, who answers for it, and why.

A declaration is a file with `owner`, `reason` and a list `changes:`. An entry is a sentence as the
report prints it, or as many of a change's fields as are needed; it stands for each change that has
all of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.changes.change import BETTER, NEUTRAL, WORSE
from cxlint.linting.model.file_errors import read_bounded, refuse, refuse_unsound
from cxlint.parsing.document import At, parse
from cxlint.policy.file_names import DECLARATION_KEYS
from cxlint.records import NamedTuple
from cxlint.suggest import did_you_mean
from cxlint.values.durations import duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from cxlint.changes.change import Change

FOLDER = "changes"
"""Where declarations lie: in the folder of the configuration, or else in the current one."""

ENDINGS = (".yaml", ".yml")

FIELDS = ("thing", "aspect", "direction", "old", "new", "who", "sentence")
"""What an entry may say of a change."""

ASPECTS = (
    "approval", "carrier", "channel", "condition", "consent", "context",
    "delivery", "fee", "feedback", "file", "hours", "intent", "limit", "loop", "owner", "person",
    "promise", "proof", "ratchet", "refund-form", "refund-time", "step", "term", "text", "window",
    "window-start",
)  # fmt: skip
"""What may differ of a thing, as changes call it."""

DIRECTIONS = (WORSE, BETTER, NEUTRAL)

WHO = (
    "category", "reason", "channel", "intent", "segment", "condition", "state", "proof", "country",
    "priority", "day", "value", "except", "remedy",
)  # fmt: skip
"""By what a change tells customers apart."""

_NOTHING = frozenset({"none", "nothing", "-"})
_BLANK = re.compile(r"[\s.…_-]*|to be filled in.*|\?+|\.\.\.|todo.*", re.IGNORECASE)


class Intention(NamedTuple):
    """One entry of a declaration: the fields that a change has to have, and where it stands.

    `is_due` says that something has to come of it.
    """

    fields: Mapping[str, Any]
    at: At
    owner: str
    reason: str
    is_due: bool = True

    @property
    def is_wide(self) -> bool:
        """Whether it names nothing in particular, and so excuses whatever may happen."""
        return not self.fields.keys() & {"thing", "aspect", "old", "new", "sentence"}

    @property
    def text(self) -> str:
        """The entry as a reader knows it again."""
        told = self.fields.get("sentence")
        if told and len(self.fields) == 1:
            return str(told)
        said = {key: self.fields[key] for key in FIELDS if key in self.fields}
        return ", ".join(f"{key} {_shown(value)}" for key, value in said.items())


class Proof(NamedTuple):
    """What became of declared changes.

    `met` pairs each change that was declared with the entry that did; `unmet` are the entries of
    which nothing happened, `undeclared` the changes of which nobody said anything.
    """

    met: tuple[tuple[Change, Intention], ...] = ()
    unmet: tuple[Intention, ...] = ()
    undeclared: tuple[Change, ...] = ()


def read_declaration(file: Path, name: str) -> list[Intention]:
    """Read a declaration, shown under a name. UserError with the line where it is no good."""
    return parse_declaration(name, read_bounded(file, name))


def list_declarations(folder: Path) -> list[Path]:
    """Return the files in the folder of declarations, whatever is the matter with them."""
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if file.suffix in ENDINGS)


def parse_declaration(name: str, content: bytes) -> list[Intention]:
    """Return the entries of a declaration. UserError with the line where it is no good."""
    documents = parse(name, content)
    refuse_unsound(documents)
    whole = At(documents[0])
    data = documents[0].data
    if len(documents) > 1 or not isinstance(data, dict):
        refuse(whole, "a declaration is `owner:`, `reason:` and a list `changes:`")
    for key in data:
        if key not in DECLARATION_KEYS:
            near = did_you_mean(str(key), sorted(DECLARATION_KEYS))
            refuse(At(documents[0], (key,), key=True), f"a declaration has no '{key}'{near}")
    owner, reason = (_answer(whole, data, key) for key in ("owner", "reason"))
    listed = data.get("changes")
    if not isinstance(listed, list) or not listed:
        refuse(At(documents[0], ("changes",)), "`changes` lists what is meant to happen")
    return [
        Intention(_fields(entry, at), at, owner, reason)
        for number, entry in enumerate(listed)
        for at in (At(documents[0], ("changes", number)),)
    ]


def prove(changes: Sequence[Change], intentions: Iterable[Intention]) -> Proof:
    """Say which changes were declared, which were not, and which entries nothing came of."""
    wanted = list(intentions)
    owners: dict[int, Intention] = {}
    unmet = []
    for each in wanted:
        ours = [number for number, change in enumerate(changes) if is_meant(each, change)]
        if not ours and each.is_due:
            unmet.append(each)
        for number in ours:
            owners.setdefault(number, each)
    return Proof(
        tuple((changes[number], owners[number]) for number in sorted(owners)),
        tuple(unmet),
        tuple(each for number, each in enumerate(changes) if number not in owners),
    )


def is_meant(intention: Intention, change: Change) -> bool:
    """Whether a change has all that an entry says of it."""
    return all(_fits(key, value, change) for key, value in intention.fields.items())


def explain_miss(intention: Intention, changes: Iterable[Change]) -> str:
    """Return what happened instead of an entry; empty where nothing like it did."""
    thing, aspect = intention.fields.get("thing"), intention.fields.get("aspect")
    near = [
        each
        for each in changes
        if (thing is None or each.thing == thing) and (aspect is None or each.aspect == aspect)
    ]
    return near[0].sentence if near and (thing or aspect) else ""


def _answer(whole: At, data: Mapping[str, Any], key: str) -> str:
    """Return who answers for a declaration, or why. UserError where that is left open."""
    said = data.get(key)
    if not isinstance(said, str) or _BLANK.fullmatch(said.strip()):
        at = At(whole.document, (key,)) if key in data else whole
        asked = "who answers for this" if key == "owner" else "why this is done"
        refuse(at, f"a declaration says under `{key}` {asked}")
    return said.strip()


def _fields(entry: object, at: At) -> Mapping[str, Any]:
    if isinstance(entry, str) and entry.strip():
        return {"sentence": entry}
    if not isinstance(entry, dict) or not entry:
        refuse(at, f"an entry is a sentence, or some of {', '.join(FIELDS)}")
    for key in entry:
        if key not in FIELDS:
            place = At(at.document, (*at.path, key), key=True)
            refuse(place, f"a change has no '{key}'{did_you_mean(str(key), FIELDS)}")
    for key, known in (("aspect", ASPECTS), ("direction", DIRECTIONS)):
        if key in entry and entry[key] not in known:
            place = At(at.document, (*at.path, key))
            said = str(entry[key])
            hint = did_you_mean(said, known) or f"; there are {', '.join(known)}"
            refuse(place, f"no change has the {key} '{said}'{hint}")
    _refuse_unknown_customers(entry.get("who", {}), At(at.document, (*at.path, "who")))
    return entry


def _refuse_unknown_customers(who: object, at: At) -> None:
    """Raise UserError where it is not said for whom a change is, or by a word for nothing."""
    if not isinstance(who, dict):
        refuse(at, "`who` says for whom, such as {category: shoes}")
    for key, value in who.items():
        if key not in WHO:
            place = At(at.document, (*at.path, key), key=True)
            refuse(place, f"nobody is told apart by '{key}'{did_you_mean(str(key), WHO)}")
        if key == "except":
            _refuse_unknown_customers(value, At(at.document, (*at.path, key)))


def _fits(key: str, value: Any, change: Change) -> bool:
    if key == "who":
        return _fits_who(value, change.who)
    if key == "sentence":
        return _folded(value) == _folded(change.sentence)
    return _is_alike(value, getattr(change, key))


def _fits_who(wanted: Mapping[str, Any], who: Mapping[str, Any]) -> bool:
    """Whether a change names, in each field that is asked for, the very same customers."""
    for key, value in wanted.items():
        said = who.get(key)
        if isinstance(value, dict) and isinstance(said, dict):
            if not _fits_who(value, said):
                return False
        elif _members(value) != _members(said):
            return False
    return True


def _members(value: Any) -> frozenset[str]:
    if value is None:
        return frozenset()
    listed = value if isinstance(value, list | tuple | set | frozenset) else [value]
    return frozenset(_folded(each) for each in listed)


def _is_alike(value: Any, said: str | None) -> bool:
    """Whether two texts say the same: the same words, or the same length of time."""
    if value is None or _folded(value) in _NOTHING:
        return said is None or _folded(said) in _NOTHING
    if said is None:
        return False
    if _folded(value) == _folded(said):
        return True
    try:
        one, other = duration(str(value)), duration(said)
    except ValueError:
        return False
    return (one.business, one.seconds) == (other.business, other.seconds)


def _folded(value: Any) -> str:
    return " ".join(str(value).split()).rstrip(".").casefold()


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_shown(each)}" for key, each in value.items())
    if isinstance(value, list):
        return " and ".join(map(str, value))
    return str(value)

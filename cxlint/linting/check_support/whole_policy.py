"""What a policy leaves out as a whole, told only where it is clear that it means to be whole."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from cxlint.language.sections import language
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy


def find_omission(policy: Policy, kind: str, beside: Sequence[str]) -> Entity | None:
    """Return where to tell that a policy has nothing of a kind; None where nothing can be told.

    Few policies say everything, and a page on returns owes nobody a plan for data breaches. So a
    kind counts as left out only where the policy speaks of every one of `beside` (written as the
    `needs` of a rule are: a kind, `kind.field`, `a|b` for one of them). The place is the first
    understood entity of the first of them. None as well where no `beside` is given, where the
    policy does have the kind, and where it may stand in something that could not be read.
    """
    if not beside or policy.has(kind) or policy.unsure(kind):
        return None
    if not all(any(policy.speaks_of(thing) for thing in need.split("|")) for need in beside):
        return None
    kinds = [thing.partition(".")[0] for thing in beside[0].split("|")]
    return next((entity for each in kinds for entity in policy.of(each)), None)


def speaks_about(policy: Policy, beside: Sequence[str], is_about: Callable[[str], bool]) -> bool:
    """Whether something that the policy says under the last of `beside` is about a subject.

    Of a kind without a field, id, name and kind are what it says. What a list joins (`name and
    product`) stands by itself.
    """
    return any(
        is_about(part)
        for thing in beside[-1].split("|")
        for text in _texts_of(policy, thing)
        for part in _JOINT.split(text)
    )


_JOINT = re.compile(r"[,;/&+]| (?:and|or|und|oder|et|ou|y|o) ", re.IGNORECASE)


def _texts_of(policy: Policy, thing: str) -> Iterator[str]:
    kind, _, field = thing.partition(".")
    for entity in policy.of(kind):
        if field:
            yield from entity.texts(*field.split("."))
        else:
            yield from (entity.id, *entity.texts("name"), *entity.texts("kind"))


def as_written(entity: Entity) -> dict[str, Any]:
    """Return what the file says of an entity, including what was not understood.

    The entity itself holds only what was; what is missing there is not missing for the reader.
    """
    said: Any = entity.document.data
    for step in entity.path:
        said = said[step]
    return said if isinstance(said, dict) else {}


def says(sections: Sequence[Entity], field: str) -> bool:
    """Whether one of the sections says anything under a dotted field, understood or not.

    An empty list or mapping says nothing.
    """
    keys = field.split(".")
    return any(entity.get(*keys) not in (None, [], {}) for entity in sections) or any(
        keys[0] in as_written(entity) and keys[0] not in entity.data for entity in sections
    )


def denies(sections: Sequence[Entity], field: str) -> bool:
    """Whether one of the sections says under a dotted field that there is none, and no other more.

    Such as nobody, never or false; an empty list or mapping is nothing that is said.
    """
    said = [entity.get(*field.split(".")) for entity in sections]
    stated = [value for value in said if value not in (None, [], {})]
    return bool(stated) and all(map(is_denial, stated))


@cache  # asked of every entity
def is_section(kind: str) -> bool:
    """Whether a policy has one entity of a kind, which several files may state in parts."""
    return language().section(kind).form == "single"


def leaves_out(policy: Policy, entity: Entity, field: str, *, refused: bool = False) -> bool:
    """Whether nothing says a dotted field of an entity; of a section, whether no file does.

    What may stand in a file that could not be read is not left out of a section. An empty list or
    mapping says nothing; with `refused`, nor does what denies it (nobody, never, false).
    """
    if not is_section(entity.kind):
        keys = field.split(".")
        return entity.get(*keys) in (None, [], {}) or (refused and entity.denies(*keys))
    if refused and denies(policy.of(entity.kind), field):
        return True
    return not says(policy.of(entity.kind), field) and not policy.unsure(entity.kind)


def unknown(beside: Sequence[str]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is in `beside` and in no policy, behind its place among the parameters."""
    from cxlint.suggest import did_you_mean

    for number, need in enumerate(beside):
        for thing in need.split("|"):
            kind, _, field = thing.partition(".")
            place = ("beside", number)
            if kind not in (kinds := language().paths):
                yield place, f"a policy has no {kind}{did_you_mean(kind, kinds)}"
            elif field and field not in kinds[kind]:
                yield place, f"a {kind} has no {field}{did_you_mean(field, kinds[kind])}"

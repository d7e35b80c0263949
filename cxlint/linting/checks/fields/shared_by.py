"""How many others lean on one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.language.sections import EACH, language
from cxlint.linting.model.finding import Hit
from cxlint.linting.query.bounds import values_under
from cxlint.linting.query.selection import select
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

NAMED = 8
"""How many users a sentence names."""

FACTS = frozenset({"id", "count", "bound", "users", "missing"})
"""What a message may name."""


def shared_by(
    policy: Policy,
    *,
    of: str,
    by: Sequence[str],
    at_most: int | None = None,
    at_least: int | None = None,
    where: Mapping[str, Any] | None = None,
) -> Iterator[Hit]:
    """Yield each entity that too many others name, or too few.

    An entity that names it several times counts once. Where some of those who may name it could
    not be read, none are missed. Facts: id, count, bound, users, missing (how many too few; 0,
    where they are too many).

    Args:
        policy: the policy.
        of: the kind of entity that is shared, such as system.
        by: who shares it, as kind and field: team.systems, channel.open.
        at_most: how many may share it.
        at_least: how many must share it.
        where: which entities of the kind are meant; all, where nothing is said.
    """
    kinds = {each.split(".")[0] for each in by}
    users: dict[str, dict[str, Entity]] = {}
    for each in by:
        kind, *keys = each.split(".")
        for entity in policy.of(kind):
            for id_ in _texts_under(entity, keys):
                users.setdefault(id_, {})[entity.name] = entity
    sure = not any(policy.unsure(kind) for kind in kinds)
    for entity in select(policy, of, where):
        found = users.get(entity.id, {})
        if at_most is not None and len(found) > at_most:
            yield _hit(entity, found, at_most, 0)
        elif sure and at_least is not None and len(found) < at_least:
            yield _hit(entity, found, at_least, at_least - len(found))


def _texts_under(entity: Entity, keys: Sequence[str]) -> Iterator[str]:
    """Yield the texts under these keys: one, a list, or the keys of a mapping."""
    for value, _ in values_under(entity.data, keys):
        for item in value if isinstance(value, list | dict) else [value]:
            if isinstance(item, str):
                yield item


def _hit(entity: Entity, users: Mapping[str, Entity], bound: int, missing: int) -> Hit:
    names = [user.id for user in users.values()]
    return Hit(
        at=entity.at(),
        entity=entity.name,
        facts={
            "id": entity.id,
            "count": len(users),
            "bound": bound,
            "users": shorten_list(names, NAMED) or "nobody",
            "missing": missing,
        },
        related=tuple((user.at(), f"shared by {user.id}") for user in list(users.values())[:NAMED]),
    )


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with who shares, and with the bounds."""
    from cxlint.linting.query import condition_syntax

    most, least = params.get("at_most"), params.get("at_least")
    if most is None and least is None:
        yield (), "nothing is bounded: state at_most or at_least"
    if most is not None and least is not None and least > most:
        yield ("at_least",), f"nothing can be at least {least} and at most {most}"
    if not params["by"]:
        yield ("by",), "nobody is named: name fields such as team.systems"
    kinds = sorted(language().paths)
    for number, each in enumerate(params["by"]):
        kind, _, field = each.partition(".")
        place = ("by", number)
        wrong = list(condition_syntax.validate_word(kind, kinds, "kind", place))
        if not wrong:
            wrong = list(condition_syntax.validate_fields([field], [kind], place))
        if not wrong and not field.startswith("x-") and not _refers(kind, field, params["of"]):
            wrong = [(place, f"'{each}' never names a {params['of']}")]
        yield from wrong


def _refers(kind: str, field: str, of: str) -> bool:
    """Whether a field may name entities of a kind."""
    for known in language().fields[kind].get(field.partition(".")[0], ()):
        dotted = ".".join(key for key in known.keys if key != EACH)
        if dotted in (field, f"{field}.goes_to") and of in known.refers_to:
            return True
    return False

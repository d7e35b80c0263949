"""Who answers for a thing: somebody, and somebody of the right kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.model.finding import Hit
from cxlint.linting.query.bounds import values_under
from cxlint.linting.query.selection import meets, select
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "owner", "field"})
"""What a message may name."""


def owned_by(
    policy: Policy,
    *,
    of: str,
    by: Mapping[str, Any],
    field: str = "owner",
    where: Mapping[str, Any] | None = None,
) -> Iterator[Hit]:
    """Yield each entity without an owner, or whose owner is not among those who may be.

    Where several are named, all must be among them. An owner that could not be read may be
    anyone. Points to the owner; where there is none, to the entity. Facts: id, owner (`nobody`,
    where none is named), field.

    Args:
        policy: the policy.
        of: the kind of entity, such as intent.
        by: who may own it: `id` (one or several), `kind` (a kind of entity or several, such as
            team and department) and `where` (what is said of the owner).
        field: the dotted field that names the owner.
        where: which entities of the kind are meant; all, where nothing is said.
    """
    keys = field.split(".")
    for entity in select(policy, of, where):
        stated = [
            (item, (*path, number) if isinstance(value, list) else path)
            for value, path in values_under(entity.data, keys)
            for number, item in enumerate(value if isinstance(value, list) else [value])
        ]
        wrong = next((each for each in stated if not _may_own(policy, by, each[0])), None)
        if stated and wrong is None:
            continue
        owner, path = wrong or ("nobody", ())
        yield Hit(
            at=entity.at(*path) if path else entity.at(),
            entity=entity.name,
            facts={"id": entity.id, "owner": owner, "field": field},
        )


def _may_own(policy: Policy, by: Mapping[str, Any], owner: object) -> bool:
    if not isinstance(owner, str) or is_denial(owner):
        return False
    if "id" in by and owner not in _as_sequence(by["id"]):
        return False
    if "kind" not in by:
        return True
    for kind in _as_sequence(by["kind"]):
        if owner in policy.opaque.get(kind, ()) or (not policy.knows(kind, owner)
                                                    and policy.may_define(owner)):  # fmt: skip
            return True
        found = policy.find(kind, owner)
        if found is not None and meets(found, by.get("where") or {}):
            return True
    return False


def _as_sequence(said: Any) -> Sequence[str]:
    return said if isinstance(said, list | tuple) else [said]


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with who may own."""
    from cxlint.language.sections import language
    from cxlint.linting.query import condition_syntax

    yield from condition_syntax.validate_fields(
        [params.get("field", "owner")], params["of"].split("|"), ("field",)
    )
    by = params["by"]
    yield from condition_syntax.validate_keys(by, ("id", "kind", "where"), "by", ("by",))
    if not isinstance(by, dict):
        return
    if "id" not in by and "kind" not in by:
        yield ("by",), "by needs 'id' or 'kind', those who may own"
    ids = _as_sequence(by.get("id", "-"))
    if not ids or not all(isinstance(each, str) for each in ids):
        yield ("by", "id"), "expected an id, or a list of ids"
    kinds = list(_as_sequence(by.get("kind", ())))
    if "kind" in by:
        known = sorted(s.kind for s in language().sections if s.form == "named")
        wrong = list(condition_syntax.validate_word(kinds, known, "kind", ("by", "kind")))
        yield from wrong
        if wrong:
            return
    if "where" in by:
        if not kinds:
            yield ("by", "where"), "what is said of the owner needs its kind"
        else:
            yield from condition_syntax.validate_conditions(by["where"], kinds, ("by", "where"))

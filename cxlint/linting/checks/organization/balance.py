"""One pair of eyes where there were to be two: owners who approve their own changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.language.sections import language
from cxlint.linting.check_support.whole_policy import as_written
from cxlint.linting.model.finding import Hit
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

OF_ALL = ("governance", "organization")
"""The sections that say who answers for the policy as a whole."""


def balance(policy: Policy) -> Iterator[Hit]:
    """Yield what an owner can change alone.

    Cases: `alone`, the policy as a whole has an owner and nobody approves; `same`, anything that
    names the same owner and approver. Parts without an approver are left alone. Facts: id, owner.

    Args:
        policy: the policy.
    """
    sections = [each for kind in OF_ALL for each in policy.of(kind)]
    if not any(each.affirms("approver") for each in sections) and not _unread(policy):
        for kind in OF_ALL:
            owner = policy.single(kind, "owner")
            if owner is not None and not is_denial(owner[0]):
                facts = {"id": "the policy", "owner": owner[0]}
                yield Hit(owner[1], f"{kind}/{kind}", facts, case="alone")
                break
    for kind in policy.kinds():
        fields = language().paths[kind]
        entities = policy.of(kind) if {"owner", "approver"} <= fields else ()
        for entity in entities if policy.speaks_of(f"{kind}.approver") else ():
            if _same(entity):
                id_ = "the policy" if kind in OF_ALL else entity.id
                facts = {"id": id_, "owner": entity.get("owner")}
                yield Hit(entity.at("approver"), entity.name, facts, case="same")


def _same(entity: Entity) -> bool:
    owner, approver = entity.get("owner"), entity.get("approver")
    if not isinstance(owner, str) or not isinstance(approver, str) or is_denial(owner):
        return False
    return owner.casefold().split() == approver.casefold().split()


def _unread(policy: Policy) -> bool:
    """Whether an approver may be named in what could not be read, or was not understood."""
    if any(each.text is None or "approver" in each.text for each in policy.unread):
        return True
    sections = [entity for kind in OF_ALL for entity in policy.of(kind)]
    return any("approver" in as_written(each) and not each.says("approver") for each in sections)

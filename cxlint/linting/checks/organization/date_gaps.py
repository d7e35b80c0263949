"""Days between what ended and what takes its place, on which neither holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.language.sections import language
from cxlint.linting.model.finding import Hit
from cxlint.linting.model.observation import note
from cxlint.policy.validity import DAY, KEY, Dormant, validity_of
from cxlint.values import quantities

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

CASES = ("categories", "reasons", "customers", "countries", "state", "bought", "bought_between")
"""What a row of returns is for, whatever its id is."""


def date_gaps(policy: Policy, *, at_most: str) -> Iterator[Hit]:
    """Yield each stretch of a few days, today or later, between two things of one subject.

    One subject have those of one kind and id, and rows of returns that are for the same cases.
    Longer stretches are meant so: a season comes back.

    Facts: which, other, since, until, days, next.

    Args:
        policy: the policy.
        at_most: how long a stretch may be that nobody meant.
    """
    subjects: dict[object, list[Dormant]] = {}
    for each in _dated(policy):
        subjects.setdefault(_subject(each.entity), []).append(each)
    note(policy, len(subjects))
    longest = quantities.duration(at_most).days
    for listed in subjects.values():
        listed.sort(key=_in_time)
        before = listed[0]
        for each in listed[1:]:
            until, since = before.validity.until, each.validity.since
            if until is None:
                break
            if since is not None and _is_gap(until, since, policy.today, int(longest)):
                yield _hit(each, before, until, since)
            if each.validity.until is None or each.validity.until > until:
                before = each


def _dated(policy: Policy) -> Iterator[Dormant]:
    """Yield all that says when it holds, whether it does today or not."""
    yield from (each for each in policy.dormant if not each.keys)
    for kind in policy.kinds():
        paths = language().paths[kind]
        if KEY in paths and policy.speaks_of(f"{kind}.{KEY}"):
            for entity in policy.of(kind):
                if entity.says(KEY):
                    yield Dormant(entity, validity_of(entity.data))


def _in_time(each: Dormant) -> tuple[str, str, str]:
    return str(each.validity.since or ""), str(each.validity.until), each.name


def _subject(entity: Entity) -> object:
    if entity.kind != "return":
        return entity.kind, entity.id
    return entity.kind, *(tuple(sorted(entity.texts(key))) for key in CASES)


def _is_gap(until: datetime.date, since: datetime.date, day: datetime.date, longest: int) -> bool:
    return 1 < (since - until).days <= longest + 1 and day < since


def _hit(each: Dormant, before: Dormant, until: datetime.date, since: datetime.date) -> Hit:
    first, last = until + DAY, since - DAY
    facts = {
        "which": each.words,
        "other": "the one before" if each.name == before.name else before.words,
        "since": since,
        "until": until,
        "days": f"on {first}" if first == last else f"from {first} to {last}",
        "next": first,
    }
    related = ((before.at, f"{before.words} {before.validity}"),)
    return Hit(at=each.at, entity=each.entity.name, facts=facts, related=related)

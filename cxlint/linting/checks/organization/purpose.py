"""What customers are asked for, and what it is needed for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.answers import build_wording, is_answer, word_list_misfits
from cxlint.linting.text.keywords import mentions
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from cxlint.language.entity import Entity
    from cxlint.linting.text.answers import Wording
    from cxlint.policy.policy import Policy

KINDS = ("step", "team")
CHECKS_WHO_ASKS = "verification"
"""The kind of step whose questions have a purpose by what it is."""


def purpose(
    policy: Policy,
    *,
    personal: Sequence[str] = (),
    ordinary: Sequence[str] = (),
    many: int = 0,
    needed: Mapping[str, Sequence[str]] | None = None,
    idle: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Hit]:
    """Yield who asks for what nothing says the use of, once, and each purpose that is none.

    The plain case: fields without a purpose that are not `ordinary`; of steps only where some step
    says it of a field, of teams only where some team does. The case `personal`: fields of this
    sort without a purpose, whatever is said of others, but for where a step verifies who asks. The
    case `many`: a step that asks for this many fields without a purpose, of whatever sort. The
    case `idle`: a purpose that serves no matter of the customer's. Of a field whose purpose is
    said in another place, it is known; it may be said in one that could not be read. Facts: id,
    field (or all of them), other (a field that has a purpose), number, purpose.

    Args:
        policy: the policy.
        personal: words of fields about which people are sensitive, such as income.
        ordinary: words of fields of which everybody knows the use, such as an email address.
        many: from how many fields on a step has to say of some what for; 0 for never.
        needed: by language, how words begin that say what a customer's matter needs a field for.
        idle: by language, how words begin of purposes that no matter needs, such as statistics.
    """
    asked = list(_fields(policy))
    wording = build_wording(needed, idle) if idle else None
    yield from _idle(policy, asked, wording)
    if policy.unsure("step") or policy.unsure("team"):
        return
    explained = {each.name for each in asked if each.purpose is not None}
    by_kind = {each.kind: each.field for each in reversed(asked) if each.purpose is not None}
    bare: dict[str, list[_Asked]] = {}
    for each in asked:
        if each.name not in explained:
            bare.setdefault(each.entity.name, []).append(each)
    for fields in bare.values():
        other = by_kind.get(fields[0].kind, "")
        if many and fields[0].kind == "step" and len({each.name for each in fields}) >= many:
            yield _join(fields, "many")
        elif left := [each for each in fields if each.needs_reason(personal, ordinary, other)]:
            yield _join(left, "" if other else "personal", other=other)


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield words that are none."""
    yield from word_list_misfits("needed", params.get("needed"))
    yield from word_list_misfits("idle", params.get("idle"))


_NOTHING: Mapping[str, object] = {"field": "", "other": "", "number": 0, "purpose": ""}


class _Asked(NamedTuple):
    """A field that customers are asked for, and its place in the list."""

    kind: str
    entity: Entity
    field: str
    keys: tuple[int, ...]
    purpose: str | None

    @property
    def name(self) -> str:
        return _plain(self.field)

    def needs_reason(self, personal: Sequence[str], ordinary: Sequence[str], other: str) -> bool:
        """Whether customers wonder what it is for: by what it is, or beside another's purpose."""
        if mentions(self.field, personal):
            return bool(other) or self.entity.get("kind") != CHECKS_WHO_ASKS
        return bool(other) and not mentions(self.field, ordinary)


def _join(fields: Sequence[_Asked], case: str, *, other: str = "") -> Hit:
    """Return the one hit of fields that an entity asks for, at the first of them."""
    names = dict.fromkeys(each.name for each in fields)
    shown = [each.field for each in fields]
    facts = {**_NOTHING, "field": shown, "other": other, "number": len(names)}
    keys: tuple[int, ...] = () if case == "many" else fields[0].keys
    key = () if case == "many" else (*([case] if case else ()), *names)
    hit = build_hit(fields[0].entity, "asks_for", *keys, facts=facts, key=key, case=case)
    # Each field was a finding of its own once.
    return hit._replace(formerly=tuple((hit.entity, name) for name in names))


def _fields(policy: Policy) -> Iterator[_Asked]:
    for kind in KINDS:
        for entity in policy.of(kind):
            asked = entity.get("asks_for")
            items = asked if isinstance(asked, list) else []
            for number, field in enumerate(entity.texts("asks_for")):
                item = items[number] if items else None
                said = item.get("purpose") if isinstance(item, dict) else None
                yield _Asked(kind, entity, field, (number,) if items else (), said)


def _idle(policy: Policy, asked: Sequence[_Asked], wording: Wording | None) -> Iterator[Hit]:
    for each in asked:
        if each.purpose is not None and wording and not is_answer(policy, each.purpose, wording):
            facts = {**_NOTHING, "field": each.field, "purpose": each.purpose}
            key = ("idle", each.name)
            place: tuple[str | int, ...] = (*each.keys, "purpose")
            yield build_hit(each.entity, "asks_for", *place, facts=facts, key=key, case="idle")


@lru_cache(maxsize=1_024)  # the same few fields are asked for everywhere
def _plain(field: str) -> str:
    return " ".join(field.casefold().split())

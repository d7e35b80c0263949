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
    many: int = 0,
    needed: Mapping[str, Sequence[str]] | None = None,
    idle: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Hit]:
    """Yield what is asked for and of which nothing says what for, or nothing that counts.

    The plain case: a field without a purpose; of steps only where some step says it of a field, of
    teams only where some team does. The case `personal`: a field of this sort without a purpose,
    whatever is said of others, but for where a step verifies who asks. The case `many`: a step of
    which no field has one, and that asks for this many. The case `idle`: a purpose that serves no
    matter of the customer's. Of a field whose purpose is said in another place, it is known; it
    may be said in one that could not be read. Facts: id, field, other (a field that has a
    purpose), number, purpose.

    Args:
        policy: the policy.
        personal: words of fields about which people are sensitive, such as income.
        many: from how many fields on a step has to say of some what for; 0 for never.
        needed: by language, how words begin that say what a customer's matter needs a field for.
        idle: by language, how words begin of purposes that no matter needs, such as statistics.
    """
    asked = list(_fields(policy))
    wording = build_wording(needed, idle) if idle else None
    yield from _idle(policy, asked, wording)
    if policy.unsure("step") or policy.unsure("team"):
        return
    explained = {each.name: each.field for each in asked if each.purpose is not None}
    by_kind = {each.kind: each.field for each in reversed(asked) if each.purpose is not None}
    bare = [each for each in asked if each.name not in explained]
    told: set[tuple[str, str]] = set()
    for each in bare:
        if each.kind in by_kind:
            told.add((each.entity.name, each.name))
            yield each.hit("", other=by_kind[each.kind])
        elif mentions(each.field, personal) and each.entity.get("kind") != CHECKS_WHO_ASKS:
            told.add((each.entity.name, each.name))
            yield each.hit("personal")
    for entity in policy.of("step") if many else ():
        left = [e for e in bare if e.entity is entity and (entity.name, e.name) not in told]
        if len({each.name for each in left}) >= many:
            facts = {**_NOTHING, "number": len(left), "field": [each.field for each in left]}
            yield build_hit(entity, "asks_for", facts=facts, case="many")


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

    def hit(self, case: str, *, other: str = "") -> Hit:
        """Return the hit at this field. Facts: field, other, number, purpose."""
        facts = {**_NOTHING, "field": self.field, "other": other, "purpose": self.purpose or ""}
        keys = ("asks_for", *self.keys, *(("purpose",) if case == "idle" else ()))
        key = (case, self.name) if case else (self.name,)
        return build_hit(self.entity, *keys, facts=facts, key=key, case=case)


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
            yield each.hit("idle")


@lru_cache(maxsize=1_024)  # the same few fields are asked for everywhere
def _plain(field: str) -> str:
    return " ".join(field.casefold().split())

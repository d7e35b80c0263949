"""Facts that are stated of all things of a kind but one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.observation import note
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy


def lone_silence(
    policy: Policy, *, keys: Sequence[str], worse: Sequence[str], others: int, quiet: Sequence[str]
) -> Iterator[Hit]:
    """Yield each thing that alone of its kind does not state a fact that all others state.

    Case `worse`: it states the worse of two words, and all others state another one. What was made
    of a vendor's file is left out: nobody wrote it line by line. Where a part of a kind is not
    understood, nothing is said of the kind. Facts: id, key, count, said.

    Args:
        policy: the policy.
        keys: the facts, as `channel.owner`; of items of a list, as `remedy.tiers.timeout`.
        worse: facts with the worse of their words, as `handoff.context=none`.
        others: how many others must state it at least.
        quiet: the kinds of step at which customers have nothing to do, which are left out.
    """
    compared: dict[str, list[Entity]] = {}
    for fact in (*keys, *worse):
        key, _, word = fact.partition("=")
        kind, *above, field = key.split(".")
        if kind not in compared:
            compared[kind] = [each for each in policy.of(kind) if _is_compared(each, quiet)]
        listed = [found for each in compared[kind] for found in _list_records(each, above)]
        if len(listed) <= others or policy.unsure(kind):
            continue
        note(policy, len(listed))
        odd = [each for each in listed if _is_odd(each.data.get(field), word)]
        stated = sum(each.data.get(field) is not None for each in listed)
        if len(odd) == 1 and (not word or stated == len(listed)):
            yield _hit(odd[0], field, word, len(listed) - 1)


def _is_odd(said: object, word: str) -> bool:
    """Whether nothing is said or, where a word is the worse one, that one."""
    return said is None if not word else str(said).casefold() == word


def _hit(odd: _Record, field: str, word: str, count: int) -> Hit:
    keys = (*odd.keys, field) if word else odd.keys
    return build_hit(
        odd.entity,
        *keys,
        facts={"key": field, "count": count, "said": word},
        key=(field, *map(str, odd.keys)),
        case="worse" if word else "",
        unstated=not word,
    )


class _Record(NamedTuple):
    """A thing, or an item of a list in it, with the keys that lead there."""

    entity: Entity
    keys: tuple[str | int, ...]
    data: dict[str, Any]


def _list_records(entity: Entity, above: Sequence[str]) -> Iterator[_Record]:
    """Yield the thing itself, or the items of the list that it has under a key."""
    if not above:
        yield _Record(entity, (), entity.data)
        return
    items = entity.get(*above)
    for number, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield _Record(entity, (*above, number), item)


def _is_compared(entity: Entity, quiet: Sequence[str]) -> bool:
    if entity.document.vendor_file:
        return False
    return entity.kind != "step" or entity.get("kind") not in quiet

"""Things that must be said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.graph.staffing import staffed_teams
from cxlint.linting.model.finding import Hit
from cxlint.linting.query.bounds import values_under
from cxlint.linting.query.selection import meets, select
from cxlint.linting.text.answers import (
    build_wording,
    is_answer,
    quote_answer,
    word_list_misfits,
)
from cxlint.policy.audience import plain_spelling
from cxlint.records import NamedTuple
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.linting.text.answers import Wording
    from cxlint.policy.policy import Policy

ANY = "any"
"""How a limit is written that is none."""

NARROWER = ("customers", "countries", "categories", "conditions")
"""Keys that say for whom, where and for what something is; without them, for all."""

FACTS = frozenset({"id", "missing", "other", "said"})
"""What a message may name."""


def required(
    policy: Policy,
    *,
    of: str,
    fields: Sequence[str],
    where: Mapping[str, Any] | None = None,
    missed_where: Mapping[str, Any] | None = None,
    at: str = "",
    as_others: bool = False,
    exception_of: str = "",
    refused: bool = False,
    mentions: Mapping[str, Sequence[str]] | None = None,
    instead: Mapping[str, Sequence[str]] | None = None,
    unless_unlimited: bool = False,
) -> Iterator[Hit]:
    """Yield each entity that leaves out a field it must state. Facts: id, missing, other, said.

    `said` is, in brackets, what stands there and is no answer; where nothing does, the other.

    Args:
        policy: the policy.
        of: the kind of entity, such as channel.
        fields: dotted fields; `a|b` asks for at least one of them. Where a field leads through a
            list, each item must state it.
        where: which entities of the kind are meant; all, where nothing is said.
        missed_where: of which of them something may be left out; what is said and is no answer
            counts with all.
        at: the dotted field that findings point to; the entity's key, where nothing is said.
        as_others: ask only for fields that some other of these entities does state, so that a
            policy which does not speak of the matter is left alone. `other` is the first of them.
        exception_of: a key; an entity misses nothing that another states which says the same there
            and of which it is an exception: for some of its customers, countries or things.
        refused: yield entities that deny a field as well, whatever others state: with `false`,
            `none`, `nobody`, `never` and their like.
        mentions: by language, how words begin of which an answer in words must hold one.
        instead: by language, how words begin of which an answer that holds none of `mentions`
            must hold none either; an answer that holds neither is taken for one.
        unless_unlimited: leave out of what is missed any remedy of which somebody may grant any
            sum, a team that is there or a tier.
    """
    wanted = [(field, [one.split(".") for one in field.split("|")]) for field in fields]
    entities = list(select(policy, of, where))
    asked = _Question(policy, build_wording(mentions, instead), refused)
    first = {field: asked.first(entities, choices) for field, choices in wanted}
    others = first if as_others else dict.fromkeys(first)
    unlimited = _list_unlimited(policy) if unless_unlimited and entities else frozenset()
    for entity in entities:
        may_miss = meets(entity, missed_where) if missed_where else True
        may_miss = may_miss and not (unless_unlimited and _is_unlimited(entity, unlimited))
        missing = [
            field
            for field, choices in wanted
            if asked.is_refused(entity, choices)
            or (
                may_miss
                and (first[field] is not None or not as_others)
                and not _says(entity, choices)
                and not (exception_of and _wider_says(entities, entity, exception_of, choices))
            )
        ]
        if missing:
            yield Hit(
                at=entity.at(*at.split(".")) if at else entity.at(),
                entity=entity.name,
                facts={
                    "id": entity.id,
                    "missing": [field.split("|")[0] for field in missing],
                    "other": first[missing[0]] or "",
                    "said": _evidence(entity, dict(wanted)[missing[0]], others[missing[0]]),
                },
            )


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what no such entity has, and words that are none."""
    from cxlint.linting.query.condition_syntax import validate_conditions

    yield from word_list_misfits("mentions", params.get("mentions"))
    yield from word_list_misfits("instead", params.get("instead"))
    if params.get("missed_where"):
        yield from validate_conditions(
            params["missed_where"], params["of"].split("|"), ("missed_where",)
        )


def _list_unlimited(policy: Policy) -> frozenset[str]:
    """Return the remedies of which some team may grant any sum."""
    stated = (team.get("may") for team in staffed_teams(policy))
    return frozenset(
        remedy
        for may in stated
        if isinstance(may, dict)
        for remedy, limit in may.items()
        if limit == ANY
    )


def _is_unlimited(remedy: Entity, unlimited: Container[str]) -> bool:
    """Whether somebody may grant any sum of a remedy."""
    tiers = (tier for tier in remedy.get("tiers") or () if isinstance(tier, dict))
    return remedy.id in unlimited or any(tier.get("up_to") == ANY for tier in tiers)


def _evidence(entity: Entity, choices: list[list[str]], other: Entity | None) -> str:
    """Return why something counts as left out, as the end of a sentence."""
    spoken = next(filter(None, (quote_answer(entity, *keys) for keys in choices)), "")
    return spoken or (f" (of {other.id} it is said)" if other else "")


class _Question(NamedTuple):
    """What counts as an answer to a field."""

    policy: Policy
    wording: Wording | None
    refused: bool

    def is_refused(self, entity: Entity, choices: list[list[str]]) -> bool:
        """Whether something is said and none of it is an answer, or one of it is `false`."""
        stated = [value for keys in choices if (value := entity.get(*keys)) is not None]
        if not stated or not (self.refused or self.wording):
            return False
        if self.refused and any(value is False for value in stated):
            return True
        return not any(
            is_answer(self.policy, value, self.wording) or (is_denial(value) and not self.refused)
            for value in stated
        )

    def first(self, entities: Sequence[Entity], choices: list[list[str]]) -> Entity | None:
        """Return the first entity that gives an answer."""
        answering = (
            each for each in entities if _says(each, choices) and not self.is_refused(each, choices)
        )
        return next(answering, None)


def _says(entity: Entity, choices: list[list[str]]) -> bool:
    return any(entity.says(*keys) or _each_says(entity, keys) for keys in choices)


def _wider_says(
    entities: Sequence[Entity], entity: Entity, key: str, choices: list[list[str]]
) -> bool:
    """Whether an entity that another is an exception of states a field."""
    mine = _spellings(entity, key)
    return any(
        bool(mine)
        and mine <= _spellings(wider, key)
        and _is_exception(entity, wider)
        and _says(wider, choices)
        for wider in entities
        if wider is not entity
    )


def _is_exception(entity: Entity, wider: Entity) -> bool:
    """Whether an entity is for some, or all, of what another is for.

    What is for some and names no countries is for those of the other.
    """
    pairs = {key: (_spellings(entity, key), _spellings(wider, key)) for key in NARROWER}
    is_for_some = any(mine and not others for mine, others in pairs.values())
    return all(
        not others or (mine <= others if mine else is_for_some and key == "countries")
        for key, (mine, others) in pairs.items()
    )


def _spellings(entity: Entity, key: str) -> frozenset[str]:
    return frozenset(map(plain_spelling, entity.texts(key)))


def _each_says(entity: Entity, keys: list[str]) -> bool:
    """Whether the keys lead through a list, and every item of it says what they end with."""
    for depth in range(1, len(keys)):
        holder = entity.get(*keys[:depth])
        if isinstance(holder, list):
            found = [list(values_under(item, keys[depth:])) for item in holder]
            return all(found)
    return False

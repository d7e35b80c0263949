"""Things that must be said once the matter is spoken of, and kept within bounds."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from cxlint.language.sections import language
from cxlint.linting.check_support.whole_policy import is_section, leaves_out
from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import meets, select
from cxlint.linting.text.answers import quote_answer
from cxlint.records import NamedTuple
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

    Bounds = str | Mapping[str, str] | None

STATED = {"said": True, "not": False}
"""What a field alone asks for in `once`: that it is stated, and not with `false`."""

EMPTY = {"missing": [], "parts": [], "other": "", "long": "", "beside": "", "value": "",
         "bound": "", "said": ""}  # fmt: skip
"""The facts that a message may name besides the id, where there is nothing to tell."""


class Length(NamedTuple):
    """A duration that bounds a field; `key` tells it from the others that bound the entity."""

    keys: list[str]
    bound: Duration
    key: tuple[str, ...]


class Debt(NamedTuple):
    """What is owed and for what reason; `bound` is the longest that is fine of the one field."""

    fields: Sequence[str]
    over: Sequence[Length]
    once: Mapping[str, Any]
    others: Mapping[str, Entity | None]
    bound: Duration | None
    at: str
    refused: bool
    always: bool
    elsewhere: Sequence[str]
    words: Mapping[str, str]


def owed(
    policy: Policy,
    *,
    of: str,
    fields: Sequence[str] = (),
    where: Mapping[str, Any] | None = None,
    over: Mapping[str, str] | None = None,
    once: Sequence[str] | Mapping[str, Any] | None = None,
    as_others: bool = False,
    refused: bool = False,
    always: bool = False,
    elsewhere: Sequence[str] = (),
    unless_denied: Sequence[str] = (),
    not_denied: Sequence[str] = (),
    at_least: str | Mapping[str, str] | None = None,
    at_most: str | Mapping[str, str] | None = None,
    at: str = "",
    words: Mapping[str, str] | None = None,
) -> Iterator[Hit]:
    """Yield each entity that leaves out what it owes, and each quantity beyond its bounds.

    Unlike with `required`, an entity owes the fields for a reason: by itself, when it meets a
    condition of `once` (the plain case), or because some other of the entities states them (the
    case `others`). With `always` it owes them for no reason (the case `unstated`). A quantity
    that is stated and out of bounds is the case `beyond`. A section of which a policy has one
    leaves out what no file says, and is told of once. Facts: id, missing (the fields), parts (the
    same, as words), other, long (the duration that is over), beside (the field that meets a
    condition, last word only), said (what denies it there, in brackets), value, bound.

    Args:
        policy: the policy.
        of: the kind of entity, such as intent; `a|b` for several.
        fields: dotted fields that are owed.
        where: which entities of the kind are meant; all, where nothing is said.
        over: dotted fields that state a duration, each with a length: only entities of which one
            is longer owe anything.
        once: conditions as in `where`, or fields that are stated, and not with `false`; an entity
            that meets one of them owes the fields.
        as_others: whether an entity owes what some other of these entities states.
        refused: whether an entity that denies a field leaves it out, and needs no other reason to
            owe it: with `false`, `none`, `nobody`, `never` and their like.
        always: whether an entity owes the fields whatever it and others state, so that what is not
            stated counts as missing.
        elsewhere: fields by which what is owed is said as well: one of the entity itself
            (`closed.callback_within`), or a field of another kind (`promise.update_every`), of the
            entities that such a thing names under `intents` or, where it names none, of all.
        unless_denied: dotted fields; where an entity denies one of them, nothing is told of it.
        not_denied: dotted fields; an entity that denies one and owes nothing else is the case
            `denied`.
        at_least: dotted fields that state a duration, each with the least that is fine; a
            duration alone is meant for the one field that is owed.
        at_most: in the same way, the greatest that is fine.
        at: the dotted field that findings about what is left out point to; the first field that
            is left out, where nothing is said.
        words: what fields are called in a sentence; others go by the last word of their name.
    """
    denying = [field.split(".") for field in unless_denied]
    entities = [
        each for each in select(policy, of, where) if not any(each.denies(*k) for k in denying)
    ]
    least, most = _lengths(at_least, fields), _lengths(at_most, fields)
    debt = Debt(
        fields=fields,
        over=_lengths(over, ()),
        once=_conditions(once),
        others={each: _first(entities, each, refused=refused) for each in fields}
        if as_others
        else {},
        bound=most[0].bound if isinstance(at_most, str) else None,
        at=at,
        refused=refused,
        always=always,
        elsewhere=elsewhere,
        words=words or {},
    )
    for parts in _wholes(entities):
        owing = (hit for part in parts if (hit := _find_debt(policy, part, debt)))
        told = tuple(islice(owing, 1))
        yield from told or (hit for part in parts for hit in _denied(part, not_denied))
        for part in parts:
            yield from _beyond(part, least, lambda value, bound: value < bound)
            yield from _beyond(part, most, lambda value, bound: value > bound)


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what of `over`, `once` and the bounds no such entity has, and what is no duration."""
    from cxlint.linting.query.condition_syntax import validate_conditions, validate_fields

    kinds = params["of"].split("|")
    once = params.get("once")
    if isinstance(once, list | tuple):
        for number, field in enumerate(once):
            yield from validate_fields([field], kinds, ("once", number))
    elif once is not None:
        yield from validate_conditions(once, kinds, ("once",))
    for number, named in enumerate(params.get("elsewhere") or ()):
        kind, _, field = named.partition(".")
        of, asked = ([kind], field) if kind in language().paths else (kinds, named)
        yield from validate_fields([asked], of, ("elsewhere", number))
    for name in ("unless_denied", "not_denied"):
        yield from validate_fields(params.get(name) or (), kinds, (name,))
    owes_one = len(kinds) == len(params.get("fields", ())) == 1
    for name in ("over", "at_least", "at_most"):
        stated = params.get(name) or {}
        if isinstance(stated, str) and not owes_one:
            yield (name,), f"say which field is meant: {{{_example(params)}: {stated}}}"
        for place, length in _bound_lengths(name, stated):
            yield from validate_fields(place[1:], kinds, place)
            try:
                quantities.duration(length)
            except ValueError as error:
                yield place, str(error)


def _example(params: Mapping[str, Any]) -> str:
    return next(iter(params.get("fields", ())), "field")


def _bound_lengths(
    name: str, bounds: str | Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each duration behind its place among the parameters."""
    if isinstance(bounds, str):
        yield (name,), bounds
        return
    for field, length in bounds.items():
        yield (name, field), length


def _wholes(entities: Sequence[Entity]) -> Iterator[Sequence[Entity]]:
    """Yield each entity by itself, and what several files say of one section together."""
    sections: dict[str, list[Entity]] = {}
    for entity in entities:
        if is_section(entity.kind):
            sections.setdefault(entity.kind, []).append(entity)
        else:
            yield [entity]
    yield from sections.values()


def _lengths(stated: Bounds, fields: Sequence[str]) -> list[Length]:
    if isinstance(stated, str):
        bound = quantities.duration(stated)
        return [Length(field.split("."), bound, ()) for field in fields]
    return [
        Length(field.split("."), quantities.duration(length), (field,))
        for field, length in (stated or {}).items()
    ]


def _conditions(once: Sequence[str] | Mapping[str, Any] | None) -> Mapping[str, Any]:
    return once if isinstance(once, dict) else dict.fromkeys(once or (), STATED)


def _first(entities: Sequence[Entity], field: str, *, refused: bool) -> Entity | None:
    keys = field.split(".")
    stating = (each for each in entities if each.says(*keys))
    return next((each for each in stating if not (refused and each.denies(*keys))), None)


def _find_debt(policy: Policy, entity: Entity, debt: Debt) -> Hit | None:
    """Return the hit of an entity that leaves out what it has a reason to say."""
    long = _over(entity, debt.over)
    if debt.over and long is None:
        return None
    missing = [
        each for each in debt.fields if leaves_out(policy, entity, each, refused=debt.refused)
    ]
    if not missing or any(_is_said_by(policy, each, entity) for each in debt.elsewhere):
        return None
    denied = next((f for f in missing if debt.refused and entity.denies(*f.split("."))), None)
    beside = next((f for f, wanted in debt.once.items() if meets(entity, {f: wanted})), None)
    other = next((them for field in missing if (them := debt.others.get(field))), None)
    reasons = {"": beside or denied, "others": other, "unstated": debt.always}
    case = next((case for case, reason in reasons.items() if reason), None)
    if case is None:
        return None
    facts = {
        "said": quote_answer(entity, *denied.split(".")) if denied else "",
        "missing": missing,
        "parts": [debt.words.get(each, _last(each).replace("_", " ")) for each in missing],
        "other": other or "",
        "long": long or "",
        "beside": _last(beside or ""),
        "value": debt.bound or "",
        "bound": debt.bound or "",
    }
    return Hit(
        at=entity.at(*(debt.at or missing[0]).split(".")),
        entity=entity.name,
        facts={"id": entity.id, **facts},
        key=tuple(dict.fromkeys(map(_first_word, missing))) if debt.at else (),
        case=case,
    )


def _denied(entity: Entity, fields: Sequence[str]) -> Iterator[Hit]:
    for field in fields:
        keys = field.split(".")
        if entity.denies(*keys):
            facts = {**EMPTY, "id": entity.id, "said": quote_answer(entity, *keys)}
            yield Hit(entity.at(*keys), entity.name, facts, key=(field,), case="denied")


def _is_said_by(policy: Policy, named: str, entity: Entity) -> bool:
    """Whether another field of an entity says it, or some other thing does for it or for all."""
    kind, _, field = named.partition(".")
    if kind not in language().paths:
        return entity.affirms(*named.split("."))
    for_all, intents = _find_sayings(policy, kind, field)
    return for_all or entity.id in intents


@lru_cache(maxsize=8)
def _find_sayings(policy: Policy, kind: str, field: str) -> tuple[bool, frozenset[str]]:
    """Return whether something of a kind says a field for all, and for which contact reasons."""
    saying = [each for each in policy.of(kind) if each.affirms(*field.split("."))]
    named = (intent for each in saying for intent in each.texts("intents"))
    return not all(each.says("intents") for each in saying), frozenset(named)


def _first_word(field: str) -> str:
    return field.partition(".")[0]


def _last(field: str) -> str:
    return field.rpartition(".")[2]


def _over(entity: Entity, longest: Sequence[Length]) -> Duration | None:
    """Return the first duration that is longer than is allowed without owing anything."""
    for length in longest:
        stated = entity.duration(*length.keys)
        if stated is not None and stated > length.bound:
            return stated
    return None


def _beyond(
    entity: Entity, bounds: Sequence[Length], outside: Callable[[Duration, Duration], bool]
) -> Iterator[Hit]:
    for keys, bound, key in bounds:
        value = entity.duration(*keys)
        if value is not None and outside(value, bound):
            facts = {**EMPTY, "id": entity.id, "value": value, "bound": bound}
            yield Hit(entity.at(*keys), entity.name, facts, key, case="beyond")

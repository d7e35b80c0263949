"""The values of a policy one by one, and what worse or absurd may stand in their place.

What to try in place of a value is told by its kind in the schema, and by what the examples of the
rules have under the same key: between them these know the best and the worst that can stand there.
"""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any

from cxlint.language import schema
from cxlint.language.sections import language
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.linting.model.rule import Rule
    from cxlint.policy.policy import Policy

Schema = dict[str, Any]
Address = tuple[str | int, ...]

OPENING = ("closed", "24x7", "Mon 03:00-03:15", "Sun 10:00-11:00")
ABSURD: Mapping[str, tuple[str, ...]] = {
    "duration": ("10 years", "1 second", "1 day", "30 days", "4 hours"),
    "window": ("10 years", "1 second", "1 day", "30 days", "unlimited"),
    "percentage": ("100%", "0%", "1%", "51%"),
    "charge": ("100%", "none", "1%"),
    "limit": ("none", "any"),
    "fee": ("none",),
    "price": ("none", "free"),
    "date": ("1990-01-01", "2199-12-31"),
    "timezone": ("Pacific/Auckland", "America/Los_Angeles"),
    "currency": ("JPY", "USD"),
    "region": ("JP", "US"),
    "opening": OPENING,
    "weekly-hours": OPENING,
    "day-hours": ("closed", "03:00-03:15", "Sun 10:00-11:00"),
}
"""What is tried in place of a value of these definitions of the schema."""

SUMS = frozenset({"money", "limit", "fee", "price", "charge"})
NUMBERS = (0, 1, 2, 1_000_000)
TEXTS = ("none", "nobody", "something else altogether")
MOST_IDS = 8
MOST_TRIED = 16
"""How many ids of the policy, and how many values in all, are tried in one place."""


class Value(NamedTuple):
    """One value of a document: its address, the kind and dotted field it is of, what it may be."""

    address: Address
    kind: str
    field: str
    said: Any
    schemas: tuple[Schema, ...]

    @property
    def key(self) -> str:
        """The kind and the field, as `team.seats`."""
        return f"{self.kind}.{self.field}"

    @property
    def is_name(self) -> bool:
        """Whether it names or describes a thing: a text of free choice that refers to nothing."""
        if not isinstance(self.said, str):
            return False
        of_kind = any(
            {"enum", "x-refers-to", "pattern", "if"} & each.keys() for each in self.schemas
        )
        return self.field == "id" or not of_kind


def values_of(data: object) -> Iterator[Value]:
    """Yield every value of a policy document that the language knows, in its order."""
    root = schema.load("policy")
    yield from _values(data, [root], (), "", ())


def _values(
    said: object, schemas: Sequence[Schema], address: Address, kind: str, keys: tuple[str, ...]
) -> Iterator[Value]:
    if isinstance(said, dict):
        for key, each in said.items():
            known = list(_of_key(schemas, key))
            if not known:
                continue
            inner, names = _enter(known, kind, keys, schemas, key)
            yield from _values(each, known, (*address, key), inner, names)
    elif isinstance(said, list):
        known = [found for each in schemas for found in _all_of(each.get("items"))]
        for number, each in enumerate(said):
            yield from _values(each, known, (*address, number), kind, keys)
    elif keys and said is not None:
        yield Value(address, kind, ".".join(keys), said, tuple(schemas))
    elif kind == "schedule" and said is not None:  # hours standing alone
        yield Value(address, kind, "open", said, tuple(schemas))


def _enter(
    known: Sequence[Schema],
    kind: str,
    keys: tuple[str, ...],
    around: Sequence[Schema],
    key: str,
) -> tuple[str, tuple[str, ...]]:
    """Return the kind and the field of what stands under a key."""
    section = next((each["x-kind"] for each in known if "x-kind" in each), "")
    if section:
        return section, ()
    holds_entities = any("x-kind" in each and each["x-form"] == "named" for each in around)
    is_free = not any(key in each.get("properties", {}) for each in around)
    if holds_entities or is_free:
        return kind, keys
    return kind, (*keys, key)


def _of_key(schemas: Iterable[Schema], key: str) -> Iterator[Schema]:
    for each in schemas:
        if key in each.get("properties", {}):
            yield from _all_of(each["properties"][key])
        elif not key.startswith("x-"):
            yield from _all_of(each.get("additionalProperties"))


def _all_of(said: object) -> Iterator[Schema]:
    """Yield a schema and what it refers to, its branches too: all speak of the same value."""
    if not isinstance(said, dict):
        return
    yield said
    if name := _definition(said):
        yield from _all_of(schema.load("policy")["$defs"][name])
    for branch in ("then", "else"):
        yield from _all_of(said.get(branch))


def _definition(said: Schema) -> str:
    return str(said.get("$ref", "")).rpartition("/")[2]


def values_in_examples(rules: Iterable[Rule]) -> dict[str, tuple[Any, ...]]:
    """Return what stands under each key in the examples of the rules, bad ones first.

    The first example of every rule comes before the second of any, so that few are of all sorts.
    """
    from cxlint.parsing import document

    found: dict[str, dict[str, Any]] = {}
    listed = list(rules)
    for examples in ([rule.bad for rule in listed], [rule.good for rule in listed]):
        rounds = chain.from_iterable(zip_longest(*examples))
        for example in (each for each in rounds if each is not None):
            for parsed in document.parse("policy.yaml", example.encode()):
                for value in values_of(parsed.data):
                    found.setdefault(value.key, {}).setdefault(repr(value.said), value.said)
    return {key: tuple(those.values()) for key, those in found.items()}


def other_values(
    value: Value, policy: Policy, in_examples: Mapping[str, Sequence[Any]]
) -> list[Any]:
    """Return what is tried in place of a value: of its kind, other than it, each once."""
    tried = {repr(each): each for each in _candidates(value, policy)}
    listed = [each for name, each in tried.items() if name != repr(value.said)]
    of_rules = (each for each in in_examples.get(value.key, ()) if repr(each) not in tried)
    room = MOST_TRIED - len(listed)
    return listed + [each for each in of_rules if each != value.said][: max(room, 0)]


def _candidates(value: Value, policy: Policy) -> Iterator[Any]:
    if isinstance(value.said, bool):
        yield not value.said
        return
    for each in value.schemas:
        yield from list(each.get("enum", ()))[:MOST_TRIED]
        if kinds := each.get("x-refers-to"):
            yield from list(policy.ids(kinds))[:MOST_IDS]
        yield from ABSURD.get(name := _definition(each), ())
        if name in SUMS:
            yield from _sums(value.said)
    if isinstance(value.said, int | float):
        yield from NUMBERS
    elif not any(_definition(each) in (*ABSURD, *SUMS) for each in value.schemas):
        yield from TEXTS


def _sums(said: object) -> Iterator[str]:
    """Yield next to nothing and very much money, in the currency of a sum."""
    from cxlint.values.money import money

    try:
        currency = money(str(said)).currency
    except ValueError:
        currency = "EUR"
    yield from (f"0.01 {currency}", f"1,000,000 {currency}")


def every_key() -> frozenset[str]:
    """Return every key of the language, as `team.seats`."""
    told = language().paths
    return frozenset(f"{kind}.{path}" for kind, paths in told.items() for path in paths if path)

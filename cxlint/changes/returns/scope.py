"""For whom a change of the table of returns is, as a report says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.returns.rows import list_reasons, list_things
from cxlint.policy.returns.table import sort_reasons
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.changes.returns.offers import Contrast
    from cxlint.changes.returns.rows import Buyer, Table


class Scope(NamedTuple):
    """Which customers: by group, country, place and day of purchase, what they meet and show.

    `lacks` are conditions of others that these do not meet, where that tells them apart.
    """

    group: str
    country: str
    place: str
    day: str
    meets: tuple[str, ...]
    lacks: tuple[str, ...]
    proof: str


def narrow_audience(tables: Sequence[Table], buyer: Buyer) -> Scope:
    """Return what tells a sort of customers from the others with the same thing and reason."""
    asked = [row.demands for table in tables for row in table.candidates(buyer)]
    common = frozenset.intersection(*asked) if asked else frozenset()
    every = frozenset().union(*asked) - common
    meets = buyer.meets - common
    return Scope(
        buyer.group,
        buyer.country,
        buyer.place,
        buyer.day.rstrip("~"),
        tuple(sorted(meets)),
        tuple(sorted(every - buyer.meets)),
        buyer.proof,
    )


def build_scopes(
    tables: Sequence[Table],
    buyers: Sequence[Buyer],
    scope: Scope,
    spelt: Mapping[str, str],
    contrast: Contrast,
) -> Iterator[dict[str, Any]]:
    """Yield for whom a change is: for each set of reasons, the things for which it is so."""
    by_thing: dict[str, set[str]] = {}
    for buyer in buyers:
        by_thing.setdefault(buyer.thing, set()).add(buyer.reason)
    by_reasons: dict[frozenset[str], list[str]] = {}
    for thing, reasons in by_thing.items():
        by_reasons.setdefault(frozenset(reasons), []).append(thing)
    for reasons, things in by_reasons.items():
        who: dict[str, Any] = {}
        if set(things) != set(list_things(tables)):
            who["category"] = [spelt.get(each, each) for each in things]
        if reasons != set(list_reasons(tables)):
            who["reason"] = [*sort_reasons(reasons), *sorted(reasons - set(sort_reasons(reasons)))]
        yield who | _rest(scope, contrast)


def _rest(scope: Scope, contrast: Contrast) -> dict[str, Any]:
    named = {"segment": scope.group, "country": scope.country, "proof": scope.proof}
    who: dict[str, Any] = {key: [value] for key, value in named.items() if value}
    if contrast.aspect == "proof":
        who.pop("proof", None)
    conditions = [*scope.meets, *([f"bought: {scope.place}"] if scope.place else [])]
    if scope.day:
        conditions.append(f"bought on {scope.day} or about then")
    if conditions:
        who["condition"] = conditions
    bounds = {"from": contrast.above, "to": contrast.up_to}
    if any(bounds.values()):
        who["value"] = {key: value for key, value in bounds.items() if value}
    if scope.lacks:
        who["except"] = {"condition": list(scope.lacks)}
    return who

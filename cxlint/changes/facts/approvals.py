"""Approvals by what a case is worth, and what teams may grant by themselves."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, Any

from cxlint.changes.change import NEUTRAL, Witness
from cxlint.changes.facts.decision_paths import (
    Decision,
    Path,
    bounds_of,
    compare_paths,
    path_at,
    read_decisions,
    say_details,
    say_path,
)
from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.places import cause_of, spot_of
from cxlint.changes.pairing.sentences import show
from cxlint.changes.pairing.statements import state_change
from cxlint.records import NamedTuple
from cxlint.values.quantities import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.changes.change import Cause, Change, Spot
    from cxlint.changes.pairing.sides import Pair
    from cxlint.graph.authority.distributions import Amount
    from cxlint.graph.authority.limits import Ladder
    from cxlint.language.entity import Entity


CENT = Fraction(1, 100)


class Band(NamedTuple):
    """Cases worth more than `above`, up to `up_to`: how decisions about them compare."""

    above: Amount
    up_to: Amount
    directions: tuple[str, ...]
    old: Path | None
    new: Path | None


def compare_approvals(pair: Pair) -> Iterator[Change]:
    """Yield at which values somebody else decides about a remedy, or later, or in other hours."""
    for old, new in pair.both("remedy"):
        ladders = pair.before.ladders.of(old.id), pair.after.ladders.of(new.id)
        if ladders[0] is None or ladders[1] is None:
            continue
        if len({each.currency for each in ladders if each is not None and each.currency}) > 1:
            continue
        yield from _compare_ladders(pair, ladders[0], ladders[1])


def _compare_ladders(pair: Pair, old: Ladder, new: Ladder) -> Iterator[Change]:
    if not old.tiers and not new.tiers:
        return
    known = read_decisions(pair.before, old), read_decisions(pair.after, new)
    bands = _list_bands(pair, (old, new), known)
    for band in bands:
        for direction in band.directions:
            yield _build(pair, old, new, band, direction)
    if not bands:
        yield from _compare_idle_tiers(old, new, known)


def _compare_idle_tiers(
    old: Ladder, new: Ladder, known: tuple[list[Decision], list[Decision]]
) -> Iterator[Change]:
    """Yield that somebody is named, or no longer, whom no case needs."""
    names = [{word for each in decisions for word in each.by} for decisions in known]
    changed = names[0] ^ names[1]
    if changed and old.entity is not None and new.entity is not None:
        values = show(sorted(names[0])), show(sorted(names[1]))
        places = spot_of(old.entity, "tiers"), spot_of(new.entity, "tiers")
        name = new.entity.name
        yield state_change(name, "approval", NEUTRAL, "who is named", values, {}, places)


def _list_bands(
    pair: Pair, ladders: tuple[Ladder, Ladder], known: tuple[list[Decision], list[Decision]]
) -> list[Band]:
    """Return the bands of values in which something differs, those alike put together."""
    bounds: list[Amount] = [0, *bounds_of(ladders), inf]
    bands: list[Band] = []
    for above, up_to in pairwise(bounds):
        worth = up_to if up_to != inf else above + 1
        old, new = (
            path_at(ladder, decisions, worth)
            for ladder, decisions in zip(ladders, known, strict=True)
        )
        if not ladders[0].tiers or not ladders[1].tiers:
            old, new = old if ladders[0].tiers else (), new if ladders[1].tiers else ()
        found = tuple(compare_paths(old, new, pair.after.policy.today))
        last = bands[-1] if bands else None
        if last is not None and last.up_to == above and last[2:] == (found, old, new):
            bands[-1] = last._replace(up_to=up_to)
        else:
            bands.append(Band(above, up_to, found, old, new))
    return [each for each in bands if each.directions]


def _build(pair: Pair, old: Ladder, new: Ladder, band: Band, direction: str) -> Change:
    assert old.entity is not None
    assert new.entity is not None
    values = say_path(band.old), say_path(band.new)
    if values[0] == values[1] and band.old and band.new:
        values = say_details(band.old, band.new, pair.after.policy.today)
    who = _who(pair, new, band.above, band.up_to)
    places = _place(old, band.old), _place(new, band.new)
    found = state_change(
        new.entity.name,
        "approval",
        direction,
        "decided by",
        values,
        who,
        places,
        cause=_find_cause(pair, old, new, band),
    )
    return found._replace(witness=_find_witness(new.currency or old.currency, band, found))


def _find_witness(currency: str, band: Band, change: Change) -> Witness | None:
    """Return the customer whose case is worth the least for which the decision differs."""
    if not currency:
        return None
    worth = str(Money(Fraction(band.above) + CENT, currency))
    intents = change.who.get("intent") or [""]
    customer = {"intent": intents[0], "value": worth}
    before, after = change.old or "", change.new or ""
    sentence = f"a case worth {worth}: before, {before}; now, {after}"
    said = {key: value for key, value in customer.items() if value}
    return Witness(said, (), before, after, sentence)


def _place(ladder: Ladder, path: Path | None) -> Spot | None:
    """Return where the tier stands that decides."""
    if path:
        return spot_of(ladder.entity, "tiers", path[-1].number)
    return spot_of(ladder.entity)


def _who(pair: Pair, ladder: Ladder, above: Amount, up_to: Amount) -> dict[str, Any]:
    intents = [
        each.id for each in pair.after.policy.of("intent") if ladder.id in each.texts("remedy")
    ]
    who: dict[str, Any] = {"intent": intents} if intents else {}
    bounds = {"from": above or None, "to": up_to if up_to != inf else None}
    value = {
        key: str(Money(Fraction(each), ladder.currency)) for key, each in bounds.items() if each
    }
    return who | ({"value": value} if value and ladder.currency else {})


def _find_cause(pair: Pair, old: Ladder, new: Ladder, band: Band) -> Cause | None:
    """Return the schedule, or the limit of a team beneath a tier, that was edited."""
    assert new.entity is not None
    assert old.entity is not None
    tiers = new.entity.get("tiers") or ()
    for mine, theirs in zip(band.old or (), band.new or (), strict=False):
        if mine.hours != theirs.hours:
            stated = tiers[theirs.number].get("open")
            former = (old.entity.get("tiers") or ())[mine.number].get("open")
            schedule = pair.after.policy.find("schedule", str(stated))
            if schedule is not None and former == stated:
                return cause_of(schedule, "open")
    if "up_to" not in str(tiers):
        for team in pair.after.policy.of("team"):
            if new.id in (team.get("may") or ()):
                return cause_of(team, "may", new.id)
    return None


def compare_limits(pair: Pair) -> Iterator[Change]:
    """Yield what teams may grant more or less of by themselves, where no tier says the same.

    A team's own line that no longer says what its tier says, or says it again, is told as well.
    """
    for old, new in pair.both("team"):
        for remedy in _remedies(pair, old, new):
            ladders = pair.before.ladders.of(remedy[0]), pair.after.ladders.of(remedy[1])
            if ladders[0] is not None and ladders[1] is not None:
                yield from _compare_limit(pair, (old, new), ladders[0], ladders[1])


def _remedies(pair: Pair, old: Entity, new: Entity) -> list[tuple[str, str]]:
    """Return what one of two teams may grant by their own words, as each side calls it."""
    own = {pair.before.shared_id("remedy", each): each for each in old.get("may") or ()}
    other = {each: each for each in new.get("may") or ()}
    return [
        (own.get(each, each), other.get(each, each))
        for each in dict.fromkeys([*own, *other])
        if not each.startswith("x-")
    ]


def _compare_limit(
    pair: Pair, teams: tuple[Entity, Entity], old: Ladder, new: Ladder
) -> Iterator[Change]:
    first, second = old.own(teams[0]), new.own(teams[1])
    by_tiers = _is_said_by_a_tier((old, new), teams, (first, second))
    if first == second:
        by_tiers = _stated_tiers(old) != _stated_tiers(new)
        whole, first, second = first, old.may.get(teams[0].id), new.may.get(teams[1].id)
        if whole not in (first, second):  # neither is what holds: customers meet what they met
            return
    if first is None or second is None or first == second:
        return
    limits = first, second
    currencies = {each.currency for each in (old, new) if each.currency}
    if len(currencies) > 1 or by_tiers:
        return
    low, high = min(limits), max(limits)
    who = {**_who(pair, new, low, high), "remedy": [new.id]}
    values = old.money(limits[0]), new.money(limits[1])
    team = teams[1]
    direction = ranks.by_sign(1 if limits[1] < limits[0] else -1)
    places = spot_of(teams[0], "may", old.id), spot_of(team, "may", new.id)
    words = f"may grant by itself of {new.id}"
    yield state_change(team.name, "limit", direction, words, values, who, places)


def _stated_tiers(ladder: Ladder) -> object:
    return None if ladder.entity is None else ladder.entity.get("tiers")


def _is_said_by_a_tier(
    ladders: Sequence[Ladder], teams: Sequence[Entity], limits: Sequence[Amount | None]
) -> bool:
    """Whether the remedy itself has a tier of the team with that limit, before and after."""
    return all(
        any(tier.alone(team.id) and tier.up_to == limit for tier in ladder.tiers)
        for ladder, team, limit in zip(ladders, teams, limits, strict=True)
    )

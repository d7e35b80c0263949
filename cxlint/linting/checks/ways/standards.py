"""Standards that differ where the same customer would meet both."""

from __future__ import annotations

from functools import partial
from itertools import chain, product
from typing import TYPE_CHECKING, cast

from cxlint.graph.authority.limits import amount
from cxlint.graph.staffing import idle, staffed_teams
from cxlint.linting.check_support.extensions import read_deadline
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.policy.audience import Audience, read_promise_audience
from cxlint.records import NamedTuple
from cxlint.values import quantities
from cxlint.values.quantities import Money

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from fractions import Fraction

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration, Limit

TARGETS = {
    "first_reply": "first reply",
    "next_reply": "next reply",
    "update_every": "update",
    "resolution": "resolution",
}
REPLIES = ("first_reply", "next_reply")
"""Times that differ from channel to channel."""

FRONT_LINE = 1
"""The tier of a team that customers meet first, where it states none."""

GESTURES = frozenset({"goodwill", "exception"})
"""Remedies that may be given in any matter."""

ANY = "*"
CHOSEN = ("position", "conditions", "any_conditions")
"""Keys of a promise that say why it, and no other, holds for a case."""

Cell = tuple[str, ...]
"""Channel, contact reason and more words that must be the same: for whom a standard holds."""


class Standard(NamedTuple):
    """What an entity states under some keys, compared by `value`, for customers in the cells."""

    entity: Entity
    keys: tuple[str, ...]
    value: object
    shown: object
    what: str
    cells: tuple[Cell, ...]


class Meeting(NamedTuple):
    """A team that customers of a channel meet first with a contact reason, all by their ids."""

    team: str
    channel: str
    intent: str


def standards(policy: Policy) -> Iterator[Hit]:
    """Yield each standard that contradicts another which holds for the same customers.

    Cases: `promise`, where two promises overlap in channel and contact reason, at the same
    priority and for the same customers and countries, and customers come by that channel with that
    reason (a promise for one priority or some customers is an exception to a general one, and fine,
    and so is one for some cases only, or one of which the first that fits applies);
    `target`, where two teams of one tier that close the same contact reason state different times
    in `sla`; `doors`, where two do that customers with one contact reason meet first: times to a
    reply on the same channel, since channels differ in these, the others wherever they start;
    `authority`, where two teams of one tier answer the same channel and may grant different sums,
    and the one that may grant less does not hand on to the other, for the contact reasons of that
    remedy. Of two, the more special one is
    told, or the later; of two doors the slower. Facts: id, other, what, value, other_value, scope.

    Args:
        policy: the policy.
    """
    promises = policy.of("promise")
    teams = staffed_teams(policy)
    meetings = list(_meetings(policy)) if any(team.says("sla") for team in teams) else []
    for key, what in TARGETS.items():
        promised = list(_promised(promises, key, what))
        yield from _contradicting("promise", promised, begins=partial(_begins, policy))
        yield from _contradicting("target", list(_owed(teams, key, what)))
        at_first = sorted(_owed_at_first(policy, meetings, key, what), key=_length)
        yield from _contradicting("doors", at_first)
    handed = {
        (handoff.data["from"], handoff.data["to"])
        for handoff in policy.of("handoff")
        if handoff.get("carried_by") != "customer"
    }
    yield from _contradicting("authority", list(_granted(policy, teams)), handed)


def _promised(promises: Sequence[Entity], key: str, what: str) -> Iterator[Standard]:
    for promise in promises:
        deadline = read_deadline(promise, key)
        if deadline is None or any(promise.says(each) for each in CHOSEN):
            continue
        within = deadline.within
        business = within.business or promise.get("clock") == "business"
        cells = product(
            promise.texts("channels") or (ANY,),
            promise.texts("intents") or (ANY,),
            promise.texts("priorities") or ("",),
            read_promise_audience(promise).each(),
        )
        value = within.seconds, business, deadline.seconds
        flat = tuple((*cell[:3], *cell[3]) for cell in cells)
        yield Standard(promise, (key,), value, deadline, what, flat)


def _owed(teams: Sequence[Entity], key: str, what: str) -> Iterator[Standard]:
    for team in teams:
        within = team.duration("sla", key)
        closes = team.get("closes")
        if within is None or not team.says("tier") or closes in (None, "none", []):
            continue
        intents = (ANY,) if closes == "all" else team.texts("closes")
        cells = tuple((ANY, intent, str(team.get("tier")), "") for intent in intents)
        value = within.seconds, within.business
        yield Standard(team, ("sla", key), value, within, what, cells)


def _meetings(policy: Policy) -> Iterator[Meeting]:
    """Yield who meets customers first, from which channel and with which contact reason.

    Teams that customers choose between in a menu are left out, and those that say what they close
    and on which tier they are: these say themselves for whom their times hold.
    """
    for channel in policy.of("channel"):
        ids = channel.texts("goes_to")
        if len(ids) != 1 or channel.get("published") is False:
            continue
        team = policy.find("team", ids[0])
        if team is None or idle(policy, team) or (team.says("closes") and team.says("tier")):
            continue
        for intent in policy.of("intent"):
            if channel.id in intent.texts("start") and _takes(channel, team, intent):
                yield Meeting(team.id, channel.id, intent.id)


def _begins(policy: Policy, channel_id: str, intent_id: str) -> bool:
    """Whether customers may come by a channel with a contact reason, as far as both say."""
    channel, intent = policy.find("channel", channel_id), policy.find("intent", intent_id)
    starts = intent.texts("start") if intent is not None else ()
    elsewhere = bool(starts) and all(
        each != channel_id and policy.find("channel", each) is not None for each in starts
    )
    return not elsewhere and (channel is None or intent is None or _admits(channel, intent))


def _takes(channel: Entity, team: Entity, intent: Entity) -> bool:
    closes = team.get("closes")
    if closes not in (None, "all") and intent.id not in team.texts("closes"):
        return False
    return _admits(channel, intent)


def _admits(channel: Entity, intent: Entity) -> bool:
    return not channel.says("intents") or intent.id in channel.texts("intents")


def _owed_at_first(
    policy: Policy, meetings: Sequence[Meeting], key: str, what: str
) -> Iterator[Standard]:
    by_team: dict[str, list[tuple[str, str]]] = {}
    for each in meetings:
        place = each.channel if key in REPLIES else ANY
        by_team.setdefault(each.team, []).append((place, each.intent))
    for team in policy.of("team"):
        within = team.duration("sla", key) if team.id in by_team else None
        if within is not None:
            value = within.seconds, within.business
            tier = str(team.get("tier") or FRONT_LINE)
            cells = tuple(dict.fromkeys((*cell, tier, "") for cell in by_team[team.id]))
            yield Standard(team, ("sla", key), value, within, what, cells)


def _length(standard: Standard) -> Fraction:
    return cast("Duration", standard.shown).seconds


def _granted(policy: Policy, teams: Sequence[Entity]) -> Iterator[Standard]:
    answers: dict[str, list[str]] = {}
    for channel in policy.of("channel"):
        for id_ in channel.texts("goes_to"):
            answers.setdefault(id_, []).append(channel.id)
    for team in teams:
        if not team.says("tier") or team.id not in answers:
            continue
        for remedy in team.get("may") or ():
            limit = None if remedy.startswith("x-") else team.limit("may", remedy)
            if limit is not None:
                tier = str(team.get("tier"))
                cells = tuple(
                    (channel, intent, tier, remedy)
                    for channel in answers[team.id]
                    for intent in _asking(policy, team, channel, remedy)
                )
                yield Standard(team, ("may", remedy), limit, _phrase_limit(limit), remedy, cells)


def _asking(policy: Policy, team: Entity, channel: str, remedy: str) -> Iterator[str]:
    """Yield the contact reasons with which a team may be asked for a remedy on a channel.

    Of those that it closes, where it says which, and that come by that channel: first those that
    state this remedy. Where any contact reason does, the others do not ask for it, unless it is a
    gesture, which fits every matter.
    """
    closes = team.get("closes")
    if not isinstance(closes, list) or not closes:
        yield ANY
        return
    wanting = {each.id for each in policy.of("intent") if remedy in each.texts("remedy")}
    met = [id_ for id_ in team.texts("closes") if _begins(policy, channel, id_)]
    yield from (id_ for id_ in met if id_ in wanting)
    if not wanting or remedy in GESTURES:
        yield from (id_ for id_ in met if id_ not in wanting)


def _phrase_limit(limit: Limit) -> str:
    if isinstance(limit, Money):
        return f"up to {limit}"
    return "without limit" if limit == quantities.ANY else "nothing"


def _contradicting(
    case: str,
    stated: Sequence[Standard],
    handed: Collection[tuple[str, str]] = (),
    begins: Callable[[str, str], bool] = lambda *_: True,
) -> Iterator[Hit]:
    exact: dict[Cell, Standard] = {}
    anywhere: dict[Cell, dict[object, list[tuple[Standard, Cell]]]] = {}
    for each in stated:
        for cell in each.cells:
            exact.setdefault(cell, each)
            if cell[0] == ANY and cell[1] != ANY:
                alike = anywhere.setdefault(cell[2:], {}).setdefault(each.value, [])
                alike.append((each, cell))
    for each in stated:
        found = next(_others(each, exact, anywhere, begins), None)
        if found is not None and not (handed and _teams_by_limit(each, found[0]) in handed):
            yield _hit(case, each, *found)


def _teams_by_limit(one: Standard, other: Standard) -> tuple[str, str]:
    """Return the team that may grant less, and the one that may grant more."""
    limits = sorted((amount(cast("Limit", each.value)), each.entity.id) for each in (one, other))
    return limits[0][1], limits[1][1]


def _others(
    each: Standard,
    exact: dict[Cell, Standard],
    anywhere: dict[Cell, dict[object, list[tuple[Standard, Cell]]]],
    begins: Callable[[str, str], bool],
) -> Iterator[tuple[Standard, Cell]]:
    """Yield what contradicts a standard, with the cell in which both hold.

    One for a channel and one for a contact reason meet only where customers come by that channel
    with that reason.
    """
    for cell in each.cells:
        channel, intent, *rest = cell
        for wider in dict.fromkeys(product((channel, ANY), (intent, ANY))):
            other = exact.get((*wider, *rest))
            if other is not None and other.value != each.value:
                yield other, cell
        if channel != ANY and intent == ANY:
            by_value = anywhere.get(cell[2:], {})
            differing = (alike for value, alike in by_value.items() if value != each.value)
            for other, place in chain.from_iterable(differing):
                if begins(channel, place[1]):
                    yield other, (channel, place[1], *rest)


def _hit(case: str, each: Standard, other: Standard, cell: Cell) -> Hit:
    states = "may grant" if case == "authority" else "says"
    return build_hit(
        each.entity,
        *each.keys,
        facts={
            "other": other.entity.id,
            "what": each.what,
            "value": each.shown,
            "other_value": other.shown,
            "scope": _scope(cell, Audience(*map(_filled, cell[3:])) if case == "promise" else None),
        },
        key=(case, *each.keys, other.entity.id),
        case=case,
        intents=() if cell[1] == ANY else (cell[1],),
        related=((other.entity.at(*other.keys), f"{other.entity.id} {states} {other.shown}"),),
    )


def _filled(word: str) -> frozenset[str]:
    return frozenset({word} if word else ())


def _scope(cell: Cell, audience: Audience | None) -> str:
    """Return in words where two standards meet, and for whom."""
    channel, intent = cell[0], cell[1]
    who = str(audience or "")
    if channel == intent == ANY:
        return f"all customers ({who})" if who else "all customers"
    place = " on ".join(each for each in (intent, channel) if each != ANY)
    return f"{place} ({who})" if who else place

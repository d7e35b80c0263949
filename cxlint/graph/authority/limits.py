"""Who may grant a remedy, and up to how much: what teams and tiers state of it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from cxlint.graph.authority.distributions import Amount
from cxlint.graph.staffing import staffed_teams
from cxlint.records import NamedTuple
from cxlint.values import quantities
from cxlint.values.quantities import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Limit

UNLIMITED = math.inf
NOTHING: Amount = 0
MOST_TIERS = 50
"""Up to how many tiers a remedy is worked out: each team that asks may climb them all."""
LEFT_OFF = (
    f"a remedy has more than {MOST_TIERS} tiers: who decides on it, and how soon, is not worked out"
)


class Tier(NamedTuple):
    """One level of authority.

    `by` are the words of the policy, `teams` the ids of the teams they name. `beforehand` is false
    where they look only after the customer has the remedy.
    """

    number: int
    by: tuple[str, ...]
    teams: tuple[frozenset[str], ...]
    everyone: bool
    up_to: Amount
    beforehand: bool

    def alone(self, team: str) -> bool:
        """Whether that team decides at this level without anybody else."""
        named = [team in each for each in self.teams]
        return all(named) if self.everyone else any(named)

    def deciders(self, asker: str = "") -> tuple[str, ...]:
        """Return one entry for each decision that a request takes here; none is `asker`'s own."""
        if not self.beforehand:
            return ()
        if not self.everyone:
            return (" or ".join(self.by),)
        named = zip(self.by, self.teams, strict=True)
        return tuple(word for word, teams in named if asker not in teams)


class Band(NamedTuple):
    """Cases worth more than `above`, up to `up_to`: who decides, one entry for each decision.

    `tier` is the number of the tier that may decide.
    """

    above: Amount
    up_to: Amount
    deciders: tuple[str, ...]
    tier: int


@dataclass(frozen=True)
class Ladder:
    """All authority over one remedy.

    `may` holds what teams state, by id; `tiers` the levels of the remedy, the lowest first. Where
    it `climbs`, a request passes every tier below the one that may decide. `entity` is None for a
    remedy that is not declared.
    """

    id: str
    entity: Entity | None
    may: Mapping[str, Amount]
    tiers: tuple[Tier, ...]
    currency: str
    roles: Mapping[str, frozenset[str]] = field(repr=False)
    climbs: bool

    @property
    def by_law(self) -> bool:
        """Whether the policy names the law that demands the approvals."""
        return self.entity is not None and self.entity.says("required_by")

    @property
    def customer_asks(self) -> bool:
        """Whether the policy says that customers ask for approvals themselves."""
        return self.entity is not None and self.entity.get("asked_by") == "customer"

    def states(self, team: Entity) -> bool:
        """Whether the policy says what that team may grant of it."""
        return team.id in self._amounts_by_team

    def own(self, team: Entity, intent: Entity | None = None) -> Amount | None:
        """Return what a team may grant without asking; None where that is not known.

        A team that lists what it may grant, or that no tier names, may grant nothing else; unless
        it settles the intent alone, or may be meant by the lowest tier under another name.
        """
        if team.id in self._amounts_by_team:
            return self._amounts_by_team[team.id]
        if intent is not None and _closes(team, intent.id):
            return None
        if team.says("may"):
            return NOTHING
        if self.tiers and all(self.tiers[0].teams):
            return NOTHING
        return None

    def says_nothing_of(self, team: Entity, intent: Entity) -> bool:
        """Whether nothing tells what a team may grant, nor that it settles the intent alone."""
        return self.own(team, intent) is None and not _closes(team, intent.id)

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The ids of all teams that its tiers name."""
        return frozenset().union(*(each for tier in self.tiers for each in tier.teams))

    @cached_property
    def _amounts_by_team(self) -> dict[str, Amount]:
        named = dict(self.may)
        for tier in self.tiers:
            for team in frozenset().union(*tier.teams):
                if tier.alone(team):
                    named[team] = max(named.get(team, NOTHING), tier.up_to)
        return named

    @cached_property
    def _joint(self) -> frozenset[str]:
        """The ids of the teams that decide together with others."""
        tiers = (tier for tier in self.tiers if tier.everyone)
        return frozenset().union(*(each for tier in tiers for each in tier.teams))

    @cached_property
    def _bands(self) -> dict[tuple[Amount, str], tuple[Band, ...]]:
        return {}

    def bands(self, own: Amount, asker: str = "") -> tuple[Band, ...]:
        """Return who decides beyond a team that may grant `own`, by what cases are worth.

        Tiers that may grant no more than those before them are not asked.
        """
        joint = asker in self._joint
        key = (own, asker if joint else "")
        if key not in self._bands:
            self._bands[key] = tuple(self._climbed(*key))
        return self._bands[key]

    @property
    def needs_all(self) -> bool:
        """Whether every tier has to agree, whatever a case is worth."""
        return self.entity is not None and self.entity.get("route") == "all"

    def _climbed(self, own: Amount, asker: str) -> Iterable[Band]:
        if self.needs_all and self.tiers:
            every = tuple(each for tier in self.tiers for each in tier.deciders(asker))
            yield Band(own, max(each.up_to for each in self.tiers), every, len(self.tiers) - 1)
            return
        passed: tuple[str, ...] = ()
        for tier in self.tiers:
            if tier.up_to > own:
                deciders = tier.deciders(asker)
                passed = passed + deciders if self.climbs else deciders
                yield Band(own, tier.up_to, passed, tier.number)
                own = tier.up_to

    def money(self, amount: Amount) -> str:
        """Return an amount as people write it."""
        if amount == UNLIMITED:
            return "any sum"
        return str(Money(Fraction(amount), self.currency)) if amount else "nothing"


class Ladders:
    """The ladders of a policy, by remedy.

    Of one with more than `MOST_TIERS` tiers nothing is said, and the policy says so in `left_off`.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._known: dict[str, Ladder | None] = {}

    def of(self, remedy: str) -> Ladder | None:
        """Return the ladder of a remedy; None where it is not understood or mixes currencies.

        None as well where it is too long.
        """
        self._policy.of("team")  # so that each rule is seen to look at them, like the first
        if remedy not in self._known:
            self._known[remedy] = self._understood(remedy)
        return self._known[remedy]

    def _understood(self, remedy: str) -> Ladder | None:
        policy = self._policy
        entity = policy.find("remedy", remedy)
        if entity is None and (
            remedy in policy.opaque.get("remedy", ()) or policy.may_define(remedy)
        ):
            return None
        may = self._limits_by_team.get(remedy, {})
        listed = (entity.get("tiers") if entity else None) or ()
        if len(listed) > MOST_TIERS:
            policy.left_off.add(LEFT_OFF)
            return None
        limits = [*may.values(), *(quantities.limit(t["up_to"]) for t in listed if "up_to" in t)]
        currencies = {limit.currency for limit in limits if isinstance(limit, Money)}
        if len(currencies) > 1:
            return None
        amounts = {team: amount(limit) for team, limit in may.items()}
        tiers = tuple(self._tier(number, each, amounts) for number, each in enumerate(listed))
        climbs = entity is None or entity.get("route") != "direct"
        currency = next(iter(currencies), "")
        return Ladder(remedy, entity, amounts, tiers, currency, self._roles, climbs)

    def _tier(self, number: int, stated: Mapping[str, Any], may: Mapping[str, Amount]) -> Tier:
        by = stated["by"]
        words = (by,) if isinstance(by, str) else tuple(by)
        teams = tuple(self._roles.get(word.casefold(), frozenset()) for word in words)
        if "up_to" in stated:
            up_to = amount(quantities.limit(stated["up_to"]))
        else:
            known = [may[team] for team in frozenset().union(*teams) if team in may]
            up_to = max(known, default=UNLIMITED)
        everyone = stated.get("need") == "all"
        return Tier(number, words, teams, everyone, up_to, stated.get("after_remedy") is not True)

    @cached_property
    def _limits_by_team(self) -> dict[str, dict[str, Limit]]:
        stated: dict[str, dict[str, Limit]] = {}
        for team in staffed_teams(self._policy):
            for remedy in team.get("may") or ():
                limit = None if remedy.startswith("x-") else team.limit("may", remedy)
                if limit is not None:
                    stated.setdefault(remedy, {})[team.id] = limit
        return stated

    @cached_property
    def _roles(self) -> dict[str, frozenset[str]]:
        """The teams meant by a word: an id, else a name or a role."""
        teams = self._policy.of("team")
        called: dict[str, set[str]] = {}
        for team in teams:
            for word in (*team.texts("name"), *team.texts("role")):
                called.setdefault(word.casefold(), set()).add(team.id)
        by_name = {word: frozenset(ids) for word, ids in called.items()}
        return by_name | {team.id.casefold(): frozenset((team.id,)) for team in teams}


@lru_cache(maxsize=1)
def ladders_of(policy: Policy) -> Ladders:
    """Return the ladders of a policy, found once for all who ask."""
    return Ladders(policy)


def amount(limit: Limit) -> Amount:
    """Return a limit as a number of its currency."""
    if isinstance(limit, Money):
        return limit.amount
    return UNLIMITED if limit is quantities.ANY else NOTHING


def _closes(team: Entity, intent: str) -> bool:
    closed = team.texts("closes")
    return intent in closed or "all" in closed

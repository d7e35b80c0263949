"""The decisions that a case takes beyond the first team, by what it is worth."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cxlint.analysis.decisions.value_bands import ValueBand
from cxlint.graph.authority.distributions import values
from cxlint.graph.authority.frontline import Front
from cxlint.graph.authority.limits import NOTHING, UNLIMITED
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.subject import Subject
    from cxlint.graph.authority.distributions import Amount, Values
    from cxlint.graph.authority.frontline import Authority
    from cxlint.graph.authority.limits import Band, Ladder
    from cxlint.graph.network import Node
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At

MOST_DECISIONS = 100
"""So many decisions one after another are looked at where handoffs lead to them."""


class DecisionBand(NamedTuple):
    """Cases worth more than `above`, up to `up_to`: how many decisions, and whose.

    Between `least` and `most` of the deciders are asked; `at` is where that is stated.
    """

    above: Amount
    up_to: Amount
    least: int
    most: int
    deciders: tuple[str, ...]
    at: At | None

    @property
    def step(self) -> ValueBand:
        """Return its sums with its counts."""
        return ValueBand(self.above, self.up_to, self.least, self.most)


class FirstTeam(NamedTuple):
    """A team that customers meet first, or the lowest tier where they meet none.

    `bands` follow one another from nothing to any sum; none where `why` says what is not known.
    `own` is what it may grant alone, `ceiling` the most that anybody may grant. `steps` has the
    decisions by what cases are worth; teams whose decisions are the same have the very same steps.
    """

    name: str
    node: Node | None
    bands: tuple[DecisionBand, ...]
    own: Amount
    ceiling: Amount
    steps: tuple[ValueBand, ...] = ()
    why: str = ""


class Remembered(NamedTuple):
    """First teams of several contact reasons of a journey, and steps of several teams."""

    teams: dict[tuple[object, ...], FirstTeam]
    steps: dict[tuple[ValueBand, ...], tuple[ValueBand, ...]]


def read_values(intent: Entity, ladder: Ladder | None) -> Values | None:
    """Return what cases are worth; None where that is not known, or not in that currency."""
    found = values(intent)
    if found is None or ladder is None or ladder.currency in ("", found.currency):
        return found
    return None


def list_first_teams(
    subject: Subject, intent: Entity, met: Sequence[Node], known: Remembered
) -> list[FirstTeam]:
    """Return whom customers with this contact reason may meet first, with what they may decide.

    Where they meet nobody, the lowest tier stands for the first team. Empty where the contact
    reason needs no remedy, or one whose limits are not understood. `known` keeps those that other
    contact reasons of the same journey have as well.
    """
    ladder = find_ladder(subject, intent)
    if ladder is None:
        return []
    people = [node for node in met if node.is_person]
    if met or not ladder.tiers:
        return [_first_team_at(subject, intent, ladder, node, known) for node in people]
    front = Front(subject.journeys[intent.id], None, ladder, ladder.tiers[0].up_to, (intent,))
    return [_first_team(subject.authority, front, None, sure=True)]


def find_ladder(subject: Subject, intent: Entity) -> Ladder | None:
    """Return who may grant the remedy of a contact reason, where that is understood."""
    for remedy in intent.texts("remedy"):
        return subject.ladders.of(remedy)
    return None


def _first_team_at(
    subject: Subject,
    intent: Entity,
    ladder: Ladder,
    node: Node,
    remembered: Remembered,
) -> FirstTeam:
    journey = subject.journeys[intent.id]
    team = None if node.opaque else node.entity
    if team is None:
        why = f"nothing says what {node.id} may grant of {ladder.id}"
        return FirstTeam(node.id, node, (), NOTHING, UNLIMITED, why=why)
    own = ladder.own(team, intent)
    known = own is not None or not ladder.says_nothing_of(team, intent)
    if own is None:
        own = UNLIMITED if known else NOTHING
    key = (id(journey), ladder.id, node.number, own, known)
    if key in remembered.teams:
        return remembered.teams[key]
    front = Front(journey, journey.number(node), ladder, own, (intent,))
    found = _first_team(subject.authority, front, node, sure=known)
    if not known:
        found = found._replace(why=f"nothing says what {team.id} may grant of {ladder.id}")
    steps = remembered.steps.setdefault(found.steps, found.steps)
    remembered.teams[key] = found._replace(steps=steps)
    return remembered.teams[key]


def _first_team(authority: Authority, front: Front, node: Node | None, *, sure: bool) -> FirstTeam:
    """Return a first team with its bands; `sure` is whether its own limit is known."""
    bands = list(_bands(authority, front))
    own = front.own
    if own > NOTHING:
        bands.insert(0, DecisionBand(NOTHING, own, 0, 0, (), None))
    if not bands:
        bands = [DecisionBand(NOTHING, UNLIMITED, 0, 0, (), None)]
    ceiling = bands[-1].up_to
    # Who asks for more than anybody may grant is refused by those who may grant the most.
    bands[-1] = bands[-1]._replace(up_to=UNLIMITED)
    if not sure:
        bands = [band._replace(least=0) for band in bands]
    steps = tuple(band.step for band in bands)
    return FirstTeam(str(front), node, tuple(bands), own, ceiling, steps)


def _bands(authority: Authority, front: Front) -> Iterator[DecisionBand]:
    if not front.ladder.tiers:
        yield from _bands_of_handoffs(authority, front)
        return
    stripped = _without_conditions(front.ladder)
    surely = authority.bands(front._replace(ladder=stripped)) if stripped else ()
    entity = front.ladder.entity
    for band in authority.full_bands(front):
        most = len(band.deciders)
        least = most if stripped is front.ladder else min(most, _count_at(surely, band))
        at = entity.at("tiers", band.tier) if entity else None
        yield DecisionBand(band.above, band.up_to, least, most, band.deciders, at)


def _without_conditions(ladder: Ladder) -> Ladder | None:
    """Return the tiers that every request of their size passes, the rest left out.

    Those behind a tier that may grant or refuse what it is not asked about are not sure to be
    asked. None where no tier is sure to be.
    """
    stated = (ladder.entity.get("tiers") if ladder.entity else None) or ()
    kept = []
    for tier, data in zip(ladder.tiers, stated, strict=True):
        if data.get("conditions") or data.get("any_conditions"):
            if data.get("otherwise", "next") != "next":
                break
        else:
            kept.append(tier)
    if len(kept) == len(ladder.tiers):
        return ladder
    return replace(ladder, tiers=tuple(kept)) if kept else None


def _count_at(bands: Sequence[Band], asked: Band) -> int:
    """Return how many decisions these bands have for every case of another."""
    counts = [
        len(band.deciders)
        for band in bands
        if band.above < asked.up_to and asked.above < band.up_to
    ]
    covered = any(band.up_to >= asked.up_to for band in bands)
    return min(counts) if counts and covered else 0


def _bands_of_handoffs(authority: Authority, front: Front) -> Iterator[DecisionBand]:
    """Yield who decides where handoffs lead to teams that may grant more."""
    above: Amount = front.own
    for count in range(MOST_DECISIONS):
        demand = authority.beyond(front, count)
        if demand is None:
            return
        following = authority.beyond(front, count + 1)
        up_to = demand.ranges[-1][1] if following is None else following.above
        traced = authority.traced(front, demand)
        at = traced.way[-1].at if traced.way else None
        decided = count + 1
        yield DecisionBand(above, up_to, decided, decided, traced.deciders, at)
        above = up_to


def find_band(team: FirstTeam, value: Amount) -> DecisionBand | None:
    """Return the band of a case that is worth so much."""
    return next((band for band in team.bands if band.above < value <= band.up_to), None)

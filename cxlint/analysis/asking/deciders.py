"""Who decides about one customer's case: the first team, or tiers beyond it, by its worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.analysis.asking.figures import NOT_STATED
from cxlint.analysis.decisions import approvals
from cxlint.graph.authority.frontline import Front
from cxlint.graph.authority.limits import NOTHING, UNLIMITED
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.analysis.asking.case import Case
    from cxlint.analysis.decisions.approvals import FirstTeam
    from cxlint.analysis.subject import Subject
    from cxlint.graph.authority.distributions import Amount
    from cxlint.graph.authority.limits import Ladder, Tier
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.values.quantities import Money


NO_TEAM = "no team that the customer comes to is known"
NOBODY = "nobody may grant"
"""How the note begins on a case that is worth more than anybody may grant."""


class Ruling(NamedTuple):
    """Who decides a case that first meets a team.

    `names` are who, all of them or one. `tiers` are asked one after another, the team's own among
    them; between `least` and `most` decisions are taken beyond the team. `why` says what stands in
    the way of knowing, and `note` what else is to be said.
    """

    team: Entity | None
    names: tuple[str, ...]
    everyone: bool
    tiers: tuple[Tier, ...]
    least: int
    most: int
    at: At | None
    place: int | None = None
    reading: str = "a limit includes its sum"
    why: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """Who decides, in words."""
        return join_names(self.names, everyone=self.everyone)


def find_ruling(subject: Subject, case: Case, team: Entity | None, place: int | None) -> Ruling:
    """Return who decides the case of a customer that meets this team first, at that place."""
    return _find(subject, case, team, place)._replace(place=place)


def _find(subject: Subject, case: Case, team: Entity | None, place: int | None) -> Ruling:
    ladder = approvals.find_ladder(subject, case.intent)
    if ladder is None:
        why = f"who may grant {case.intent.get('remedy')} is not understood"
        return no_ruling(why, team)
    first = _first_team(subject, case, place)
    if not first.bands:
        return no_ruling(_open(first.why), team)
    worth = 0 if _is_alike(case.value, first) else _worth(case.value, ladder)
    if isinstance(worth, str):
        least = min(band.least for band in first.bands)
        most = max(band.most for band in first.bands)
        return no_ruling(worth, team)._replace(least=least, most=most)
    found = _rule(subject, case, ladder, first, worth)._replace(team=team)
    if worth > first.ceiling:
        return found._replace(note=f"{NOBODY} more than {ladder.money(first.ceiling)}")
    return found


def _is_alike(value: Money | None, first: FirstTeam) -> bool:
    """Whether a case whose worth is not stated is decided by the same whatever it is worth."""
    return value is None and len(first.bands) == 1 and first.ceiling == UNLIMITED


def _first_team(subject: Subject, case: Case, place: int | None) -> FirstTeam:
    """Return the team at a place; where there is none, the lowest tier in its stead."""
    nodes = subject.journeys[case.intent.id].nodes
    met = [] if place is None else [nodes[place]]
    known = approvals.Remembered({}, {})
    found = approvals.list_first_teams(subject, case.intent, met, known)
    nobody = approvals.FirstTeam("", None, (), NOTHING, NOTHING, why=NO_TEAM)
    return next(iter(found), nobody)


def _open(why: str) -> str:
    return why.replace("nothing says ", NOT_STATED)


def _rule(subject: Subject, case: Case, ladder: Ladder, first: FirstTeam, worth: Amount) -> Ruling:
    """Return who decides a case that is worth so much."""
    band = approvals.find_band(first, worth) or first.bands[0]
    journey = subject.journeys[case.intent.id]
    place = None if first.node is None else journey.number(first.node)
    front = Front(journey, place, ladder, first.own, (case.intent,))
    if not band.deciders:
        return _rule_alone(ladder, front, first, worth)
    tiers = _asked(ladder, front, worth)
    ruling = no_ruling(_open(first.why) or _condition(ladder, tiers))
    return ruling._replace(
        names=tiers[-1].by if tiers else band.deciders[-1:],
        everyone=bool(tiers) and tiers[-1].everyone,
        tiers=tiers,
        least=band.least,
        most=band.most,
        at=band.at,
    )


def _rule_alone(ladder: Ladder, front: Front, first: FirstTeam, worth: Amount) -> Ruling:
    """Return that the first team decides without anybody who is waited for."""
    team = front.team
    own = _own_tiers(ladder, team, worth)
    later = [tier for tier in ladder.tiers if not tier.beforehand and worth > first.own]
    ruling = no_ruling(_open(first.why))
    return ruling._replace(
        names=(first.name,),
        tiers=own,
        at=_tier_at(ladder, own) or (team.at("may", ladder.id) if team else None),
        note=f"{name_tier(later[-1])} looks only after the customer has the remedy"
        if later
        else "",
    )


def _condition(ladder: Ladder, tiers: Sequence[Tier]) -> str:
    """Return what must be known of a case for the last of the tiers to be asked; "" if nothing."""
    if not tiers or ladder.entity is None:
        return ""
    stated = ladder.entity.data["tiers"][tiers[-1].number]
    asked = [*(stated.get("conditions") or ()), *(stated.get("any_conditions") or ())]
    fields = dict.fromkeys(str(each.get("field")) for each in asked)
    if not fields:
        return ""
    depends = f"on which it depends whether {name_tier(tiers[-1])} decides"
    return f"{NOT_STATED}{', '.join(fields)}, {depends}"


def no_ruling(why: str, team: Entity | None = None) -> Ruling:
    """Return that it is not known who decides, and why."""
    return Ruling(team, (), everyone=False, tiers=(), least=0, most=0, at=None, why=why)


def _worth(value: Money | None, ladder: Ladder) -> Amount | str:
    """Return what a case is worth, or why that is not known."""
    if value is None:
        return f"{NOT_STATED}what it is worth (--value)"
    if ladder.currency not in ("", value.currency):
        return f"who may grant {ladder.id} is stated in {ladder.currency}, not {value.currency}"
    return value.amount


def _own_tiers(ladder: Ladder, team: Entity | None, worth: Amount) -> tuple[Tier, ...]:
    """Return the tier at which the first team itself decides a case, where there is one.

    What it gives beyond its limit, for others to look at later, takes the time of its last tier.
    """
    named = [tier for tier in ladder.tiers if team is None or is_own(tier, team)]
    enough = [tier for tier in named if tier.up_to >= worth]
    return (*enough[:1],) or (*named[-1:],)


def _asked(ladder: Ladder, front: Front, worth: Amount) -> tuple[Tier, ...]:
    """Return the tiers that are asked, one after another, the first team's own among them."""
    if ladder.needs_all:
        return ladder.tiers
    asked: list[Tier] = []
    reached: Amount = front.own
    team = front.team
    for tier in ladder.tiers:
        own = team is not None and any(team.id in each for each in tier.teams)
        if tier.up_to <= reached and not (own and tier.up_to <= front.own):
            continue
        asked.append(tier)
        if tier.up_to > reached:
            reached = tier.up_to
            if reached >= worth:
                break
    return tuple(asked) if ladder.climbs else tuple(asked[-1:])


def name_tier(tier: Tier) -> str:
    """Return who a tier is: all of them, or one."""
    return join_names(tier.by, everyone=tier.everyone)


def join_names(names: Sequence[str], *, everyone: bool) -> str:
    """Return `a, b and c` where all decide, else `a, b or c`."""
    last = " and " if everyone else " or "
    return last.join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _tier_at(ladder: Ladder, tiers: Sequence[Tier]) -> At | None:
    if not tiers or ladder.entity is None:
        return None
    return ladder.entity.at("tiers", tiers[0].number)


def is_own(tier: Tier, team: Entity | None) -> bool:
    """Whether a tier is the first team's own."""
    return team is not None and any(team.id in each for each in tier.teams)

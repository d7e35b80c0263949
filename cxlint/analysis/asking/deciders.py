"""Who decides about one customer's case: the first team, or tiers beyond it, by its worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.analysis.asking.figures import NOT_STATED
from cxlint.analysis.decisions import approvals
from cxlint.graph.authority.frontline import Front
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.analysis.asking.case import Case
    from cxlint.analysis.subject import Subject
    from cxlint.graph.authority.distributions import Amount
    from cxlint.graph.authority.limits import Ladder, Tier
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.values.quantities import Money


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
    reading: str = ""
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
    nodes = subject.journeys[case.intent.id].nodes
    met = [] if place is None else [nodes[place]]
    known = approvals.Remembered({}, {})
    firsts = approvals.list_first_teams(subject, case.intent, met, known)
    first = next(iter(firsts), None)
    if first is None or (not first.bands and first.why):
        why = first.why if first is not None else "no team that decides is known"
        why = why.replace("nothing says ", NOT_STATED)
        return no_ruling(why, team)
    worth = _worth(case.value, ladder)
    if isinstance(worth, str):
        counts = [(band.least, band.most) for band in first.bands]
        least, most = min(low for low, _ in counts), max(high for _, high in counts)
        return no_ruling(worth, team)._replace(least=least, most=most)
    band = approvals.find_band(first, worth) or first.bands[0]
    beyond = worth > first.ceiling
    note = f"{NOBODY} more than {ladder.money(first.ceiling)}" if beyond else ""
    if not band.deciders:
        own = _own_tiers(ladder, team, worth)
        later = [tier for tier in ladder.tiers if not tier.beforehand and worth > first.own]
        if later and not note:
            note = f"{name_tier(later[-1])} looks only after the customer has the remedy"
        at = _tier_at(ladder, own) or (team.at("may", ladder.id) if team else None)
        reading = "a limit includes its sum"
        alone = no_ruling(first.why.replace("nothing says ", NOT_STATED), team)
        return alone._replace(names=(first.name,), tiers=own, at=at, reading=reading, note=note)
    front = Front(subject.journeys[case.intent.id], place, ladder, first.own, (case.intent,))
    tiers = _asked(ladder, front, worth)
    names = tiers[-1].by if tiers else band.deciders[-1:]
    everyone = bool(tiers) and tiers[-1].everyone
    return Ruling(
        team, names, everyone, tiers, band.least, band.most, band.at,
        reading="a limit includes its sum", why=first.why, note=note,
    )  # fmt: skip


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

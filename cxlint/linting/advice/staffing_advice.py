"""People for lines: the least number that answers what arrives, and hours for closed doors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.analysis.queues.lines import UnknownFigureError, positions_needed, read_target, seats_of
from cxlint.analysis.queues.live_hours import list_hours, uncovered
from cxlint.analysis.queues.loads import LIVE
from cxlint.analysis.queues.staffing import Staffing
from cxlint.analysis.queues.week import local_week
from cxlint.calendar.date_wording import weekly_phrase
from cxlint.calendar.intervals import merge
from cxlint.linting.advice.edits import edit_entity
from cxlint.linting.advice.proposal import find_least_whole, propose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.queues.live_hours import Hours
    from cxlint.language.entity import Entity
    from cxlint.linting.advice.edits import Edit
    from cxlint.linting.advice.laboratory import Laboratory
    from cxlint.linting.advice.proposal import Proposal
    from cxlint.linting.model.finding import Finding

MINUTES_AN_HOUR = 60


def staff_line(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal | None]:
    """Yield the least number of people of a team with which a line is answered as promised.

    More people never answer fewer in time (Erlang C and A rise with the number of servers), nor get
    through less mail, so that the least number is found by bisection. That mail takes nearly all of
    the time is a note, and enough.
    """
    staffing = Staffing(laboratory.network)
    channel = laboratory.policy.find("channel", finding.entity.partition("/")[2])
    case = "" if finding.cause is None else finding.cause.case
    if channel is None or case == "uncovered":
        return
    short = _find_short_hours(staffing, channel)
    there = list(dict.fromkeys(team for each in short for team in each.teams))
    for team in there or staffing.teams_of(channel):
        key = _people_key(team)
        now = team.get(key)
        if not key or not isinstance(now, int | float):
            continue

        def works(count: int, team: Entity = team, key: str = key) -> bool:
            edits = _list_edits(team, key, count)
            notes = case == "backlog"
            return laboratory.may_probe and laboratory.clears(edits, finding, up_to_notes=notes)

        least = find_least_whole(int(now), works)
        if least is None:
            continue
        yield propose(
            "staff",
            f"staff {channel.id} with {least} {_people_word(key)} in {team.id}"
            f"{_say_hours(staffing, team)}, not {now:g}",
            _list_edits(team, key, least),
            topics=("line",),
            ids=(channel.name, team.name),
            cost=_say_cost(staffing, team, key, least, short),
            why_least=f"{least - 1} would not do",
        )


def _list_edits(team: Entity, key: str, count: int) -> list[Edit]:
    edit = edit_entity(team, (key,), count)
    return [edit] if edit is not None else []


def _find_short_hours(staffing: Staffing, channel: Entity) -> list[Hours]:
    """Return the hours at which too few are answered in time; none where that is not known."""
    try:
        hours = list_hours(staffing, channel, read_target(channel))
    except (UnknownFigureError, AssertionError):
        return []
    return [
        each
        for each in hours
        if each.grows or (each.target is not None and each.least < each.target.share)
    ]


def _people_key(team: Entity) -> str:
    return next((key for key in ("seats", "posts") if team.get(key) is not None), "")


def _people_word(key: str) -> str:
    return "people at a time" if key == "seats" else "posts"


def _say_hours(staffing: Staffing, team: Entity) -> str:
    if staffing.policy.hours(team, "open") is None:
        return ""
    week = local_week(staffing.week_of(team), staffing.zone(team))
    return f" ({weekly_phrase(week)})"


def _say_cost(
    staffing: Staffing, team: Entity, key: str, count: int, short: Sequence[Hours]
) -> str:
    """Return what more people cost: hours of work a week, and posts where shrinkage is stated.

    Where they are needed at some hours alone, these are named.
    """
    try:
        more = count - seats_of(team) if key == "seats" else count - int(team.get("posts"))
    except UnknownFigureError:
        return ""
    said = f"{more} more {_people_word(key)}"
    week = staffing.week_of(team)
    hours = sum(end - start for start, end in week) / MINUTES_AN_HOUR
    if key == "posts":
        return said
    if staffing.policy.hours(team, "open") is not None:
        said += f" for {hours:g} hours a week, {more * hours:,g} hours of work"
    needed = merge(piece for each in short if team in each.teams for piece in each.week)
    only = sum(end - start for start, end in needed) / MINUTES_AN_HOUR
    if needed and only < hours:
        when = weekly_phrase(local_week(needed, staffing.zone(team)))
        said += f"; needed only {when}, {more * only:,g} hours of work"
    try:
        posts = positions_needed(team, count) - positions_needed(team, seats_of(team))
    except UnknownFigureError as error:
        return f"{said}; {error}, so that the posts are not known"
    return f"{said}; {posts} more posts at a shrinkage of {team.get('shrinkage')}"


def staff_place(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal | None]:
    """Yield the least number of people for a team to which customers come and in which nobody is.

    One person is enough for somebody to be there.
    """
    for team in laboratory.policy.of("team"):
        if team.get("seats") != 0 or f" {team.id}" not in f" {finding.message}":
            continue
        edit = edit_entity(team, ("seats",), 1)
        if edit is not None and laboratory.clears([edit], finding):
            yield propose(
                "staff", f"let somebody work in {team.id}: 1 person at a time", [edit],
                cost="1 more person at a time",
            )  # fmt: skip


def open_longer(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal | None]:
    """Yield hours that close the gap: those who take it work when it is published, or the reverse.

    Both are hours that the policy states already. Nobody need be there all night for mail.
    """
    policy = laboratory.policy
    kind, _, id_ = finding.entity.partition("/")
    entity = policy.find(kind, id_)
    if entity is None:
        return
    staffing = Staffing(laboratory.network)
    channels = [entity] if kind == "channel" else []
    channels += [each for id_ in entity.texts("channels") if (each := policy.find("channel", id_))]
    for channel in channels:
        published = channel.get("open")
        for team in staffing.teams_of(channel):
            rota = team.get("open")
            if published is not None and rota is not None and published != rota:
                yield _open_team(laboratory, staffing, finding, channel, team)
                yield _open_channel(laboratory, finding, channel, team)


def _open_team(
    laboratory: Laboratory, staffing: Staffing, finding: Finding, channel: Entity, team: Entity
) -> Proposal | None:
    edit = edit_entity(team, ("open",), channel.get("open"))
    if channel.get("kind") not in LIVE or edit is None or not laboratory.clears([edit], finding):
        return None
    gap = uncovered(staffing, channel)
    hours = sum(end - start for start, end in gap) / MINUTES_AN_HOUR
    load = staffing.load(channel)
    cost = f"{hours:g} more hours a week"
    seats = team.get("seats")
    if isinstance(seats, int):
        cost += f" for {seats} people, {seats * hours:,g} hours of work"
    rota, published = (laboratory.policy.hours(each) for each in (team, channel))
    if rota is not None and published is not None and rota.holidays and not published.holidays:
        cost += "; and all public holidays"
    text = f"let {team.id} work when {channel.id} is published"
    if gap:
        text += f", {weekly_phrase(local_week(gap, staffing.zone(channel)))} too"
    if load is not None and (lost := load.within(gap)):
        text += f": {round(lost):,} contacts a week come then"
    return propose("hours", text, [edit], topics=("line", "closed"), ids=(channel.name,), cost=cost)


def _open_channel(
    laboratory: Laboratory, finding: Finding, channel: Entity, team: Entity
) -> Proposal | None:
    edit = edit_entity(channel, ("open",), team.get("open"))
    if edit is None or not laboratory.clears([edit], finding):
        return None
    text = f"publish {channel.id} only for the hours in which {team.id} works"
    return propose("promise", text, [edit], topics=("line", "closed"), ids=(channel.name,))

"""Hours of channels: when they are open and somebody answers, and what changed that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.calendar.date_wording import date
from cxlint.calendar.intervals import Interval, subtract
from cxlint.calendar.weekly_hours import weekly_text
from cxlint.calendar.zones_and_holidays import DAY, date_of
from cxlint.changes.change import NEUTRAL
from cxlint.changes.facts.attributes import direction_of
from cxlint.changes.facts.service_times import (
    Service,
    find_published_service,
    find_service,
    is_staff_undefined,
    teams_behind,
)
from cxlint.changes.pairing.open_times import MOST_DAYS, add_days_apart, say_minutes
from cxlint.changes.pairing.places import cause_of, spot_of
from cxlint.changes.pairing.sentences import show
from cxlint.changes.pairing.statements import state_change

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.changes.change import Cause, Change, Spot
    from cxlint.changes.pairing.sides import Pair, Side
    from cxlint.language.entity import Entity


def compare_hours(pair: Pair) -> Iterator[Change]:
    """Yield at which hours channels serve customers no longer, or do so now."""
    today = pair.after.policy.today
    for old, new in pair.touched_channels():
        zone = _stated_zone(pair, old, new)
        before, after = _find_services(pair, old, new, zone)
        if before is not None and after is not None:
            yield from _compare_services(pair, (old, new), (before, after), today)
        elif (before is None) != (after is None) and old.says("open") != new.says("open"):
            yield _stated_on_one_side(old, new)


def _find_services(pair: Pair, old: Entity, new: Entity, zone: str | None) -> list[Service | None]:
    """Return both services over the same year, from midnight in the policy's zone.

    Where it is not known on one side who answers, since that is not defined, published hours are
    compared with published hours.
    """
    sides = (pair.before, old), (pair.after, new)
    is_unclear = any(is_staff_undefined(side, channel) for side, channel in sides)
    find = find_published_service if is_unclear else find_service
    today = pair.after.policy.today
    services = [find(side, channel, today, zone) for side, channel in sides]
    midnight = _common_zone(each for each in services if each is not None)
    return [None if each is None else each.clip(midnight, today) for each in services]


def _common_zone(services: Iterable[Service]) -> str | None:
    return min((each.zone for each in services if each.zone), default=None)


def _stated_zone(pair: Pair, old: Entity, new: Entity) -> str | None:
    """Return the zone that one side states, for the other where it states none."""
    stated = pair.before.policy.hours(old, "open"), pair.after.policy.hours(new, "open")
    return next((each.zone for each in stated if each is not None and each.zone), None)


def _stated_on_one_side(old: Entity, new: Entity) -> Change:
    values = show(old.get("open")), show(new.get("open"))
    who = {"channel": [new.id]}
    return state_change(new.name, "hours", NEUTRAL, "hours", values, who, _places(old, new))


def _places(old: Entity, new: Entity) -> tuple[Spot | None, Spot | None]:
    return spot_of(old, "open"), spot_of(new, "open")


def _compare_services(
    pair: Pair,
    channels: tuple[Entity, Entity],
    services: tuple[Service, Service],
    today: datetime.date,
) -> Iterator[Change]:
    before, after = services
    minutes = before.any_way, after.any_way
    if minutes[0] == minutes[1] and before.teams == after.teams:
        minutes = before.every_way, after.every_way
    lost, won = subtract(*minutes), subtract(minutes[1], minutes[0])
    if not lost and not won:
        return
    if before.hours == after.hours and not (before.any_way and after.any_way):
        return  # that nobody answers at any hour is told of the person
    zone = _common_zone(services)
    values = _say_services(services, minutes, (lost, won), zone, today)
    cause = _find_cause(pair, *channels, services)
    old, new = channels
    for gap, is_loss in ((lost, True), (won, False)):
        if gap:
            who = {"channel": [new.id], "day": [_say_gap(gap, zone, today)]}
            direction, places = direction_of(is_loss=is_loss), _places(old, new)
            yield state_change(
                new.name, "hours", direction, "somebody answers", values, who, places, cause=cause
            )


def _say_services(
    services: tuple[Service, Service],
    minutes: tuple[Sequence[Interval], Sequence[Interval]],
    gaps: tuple[list[Interval], list[Interval]],
    zone: str | None,
    today: datetime.date,
) -> tuple[str, str]:
    """Return the hours before and after; where they were and are published alike, who is missed."""
    before, after = services
    published = [
        weekly_text(each.hours.weekly) if each.hours is not None else "" for each in services
    ]
    texts = [say_minutes(each, zone, today) for each in minutes]
    if before.zone != after.zone and all(published):
        told = [f"{text} {each.zone}" for text, each in zip(published, services, strict=True)]
        return told[0], told[1]
    if texts[0] == texts[1]:
        text = published[0] if published[0] == published[1] and published[0] else texts[0]
        return add_days_apart((text, text), minutes, zone, today)
    if published[0] == published[1] and published[0]:
        told = [
            f"{text}, nobody {_say_gap(gap, zone, today)}" if gap else text
            for text, gap in zip(published, reversed(gaps), strict=True)
        ]
        return told[0], told[1]
    return texts[0], texts[1]


def _say_gap(gap: Sequence[Interval], zone: str | None, today: datetime.date) -> str:
    """Return when something is lost: on most weeks, else on which days."""
    text = say_minutes(gap, zone, today)
    if text != "closed":
        return text
    days = list(dict.fromkeys(date(date_of(start // DAY * DAY)) for start, _ in gap))
    more = len(days) - MOST_DAYS
    told = ", ".join(days[:MOST_DAYS])
    return f"on {told} and on {more} more days" if more > 0 else f"on {told}"


def _find_cause(
    pair: Pair, old: Entity, new: Entity, services: tuple[Service, Service]
) -> Cause | None:
    """Return what was edited where it is not the channel itself: a schedule, a team, or its end."""
    if services[0].hours != services[1].hours:
        return _schedule_cause(pair, old, new)
    teams = [
        {side.shared_id("team", each.id): each for each in teams_behind(side, channel)}
        for side, channel in zip(pair.sides, (old, new), strict=True)
    ]
    for id_, team in {**teams[0], **teams[1]}.items():
        sides = teams[0].get(id_), teams[1].get(id_)
        if sides[0] is not None and sides[1] is not None:
            found = pair.before.policy.hours(sides[0]), pair.after.policy.hours(sides[1])
            if found[0] != found[1]:
                return _schedule_cause(pair, sides[0], sides[1]) or cause_of(sides[1], "open")
        elif _is_on_one_side(pair, team, is_gone=sides[1] is None):
            return cause_of(team)
    if old.get("goes_to") != new.get("goes_to"):
        return cause_of(new, "goes_to")
    return None


def _is_on_one_side(pair: Pair, team: Entity, *, is_gone: bool) -> bool:
    """Whether a team is not on the other side at all, rather than not behind the channel."""
    other: Side = pair.after if is_gone else pair.before
    own: Side = pair.before if is_gone else pair.after
    return own.shared_id("team", team.id) not in other.things("team")


def _schedule_cause(pair: Pair, old: Entity, new: Entity) -> Cause | None:
    """Return the schedule that was edited where both sides name one."""
    stated = old.get("open"), new.get("open")
    schedule = pair.after.policy.find("schedule", str(stated[1]))
    former = pair.before.policy.find("schedule", str(stated[0]))
    if schedule is None or former is None:
        return None
    if stated[0] != stated[1] and pair.before.shared_id("schedule", former.id) != schedule.id:
        return None
    return cause_of(schedule, "open")

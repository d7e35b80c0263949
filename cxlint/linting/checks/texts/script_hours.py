"""Opening hours that customers hear or read, beside those that the policy states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.calendar.weekly_hours import by_day
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.attached_texts import Attached, attached_texts
from cxlint.linting.text.said_hours import SaidHours, read_hours

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.calendar.intervals import Interval
    from cxlint.calendar.opening_hours import Day, Hours
    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity


def script_hours(network: Network, *, live: Sequence[str]) -> Iterator[Hit]:
    """Yield each text that says other opening hours than the channel states for which it is.

    Compared are the days that the text names; one that names none is compared with every day on
    which the channel is open. A step is for all channels that lead to it, a script for those that
    use it: what one of them states, or a team that uses the script, is no other. Sentences on
    holidays, on some weeks, on another service, or in a stated time zone are passed over. Hours of
    people are no others than those of a team that the channel leads to. Facts: id, said, channel,
    stated.

    Args:
        network: the graph of the policy.
        live: the kinds of channel at which somebody is while they are open.
    """
    for text in attached_texts(network, read_hours):
        for said in read_hours(text.passage.text):
            channels = [each for each in text.channels if _is_about(said, each, live)]
            if len(channels) == len(text.channels):
                yield from _compare(network, text, said)


def _is_about(said: SaidHours, channel: Entity, live: Sequence[str]) -> bool:
    """Whether hours that are said for a channel are those at which it is open."""
    kind = channel.get("kind")
    return kind in live and said.services <= {kind}


def _compare(network: Network, text: Attached, said: SaidHours) -> Iterator[Hit]:
    policy = network.policy
    people = _teams_behind(network, text.channels) if said.of_people else []
    stated = [
        (entity, hours)
        for entity in (*text.channels, *text.teams, *people)
        if (hours := policy.hours(entity, "open")) is not None
    ]
    own = [(entity, hours) for entity, hours in stated if entity.kind == "channel"]
    if not own or (said.of_people and _is_part_of_the_day(said, stated)):
        return
    if any(_agrees(said, hours) for _, hours in stated):
        return
    channel, hours = own[0]
    yield _hit(text, said, channel, hours)


def _is_part_of_the_day(said: SaidHours, stated: Sequence[tuple[Entity, Hours]]) -> bool:
    """Whether people are said to be there while a channel is open, and no team states its hours."""
    if any(entity.kind == "team" for entity, _ in stated):
        return False
    days = said.days or range(7)
    return any(
        all(_holds(by_day(hours.weekly)[day], each) for day in days for each in said.hours)
        for _, hours in stated
    )


def _holds(day: Day, stretch: Interval) -> bool:
    return any(start <= stretch[0] and stretch[1] <= end for start, end in day)


def _teams_behind(network: Network, channels: Sequence[Entity]) -> list[Entity]:
    """Return the teams to which channels lead, by whatever way."""
    ahead = [node for channel in channels if (node := network.node(channel.id))]
    seen = {node.number for node in ahead}
    found = []
    while ahead:
        node = ahead.pop()
        if node.kind == "team" and node.entity is not None:
            found.append(node.entity)
        for move in network.leaving[node.number]:
            if move.target.number not in seen:
                seen.add(move.target.number)
                ahead.append(move.target)
    return found


def _agrees(said: SaidHours, stated: Hours) -> bool:
    if said.is_always:
        return stated.is_always_open
    week = by_day(stated.weekly)
    if said.days is None:
        return any(said.hours == day for day in week) or not any(week)
    return all(week[day] == said.hours for day in said.days)


def _hit(text: Attached, said: SaidHours, channel: Entity, hours: Hours) -> Hit:
    passage = text.passage
    start = " ".join(passage.text.split()).lower().find(said.words)
    written = passage.text.find(said.words) if start < 0 else start
    whole = written < 0 or passage.text.lower()[written : written + len(said.words)] != said.words
    at = passage.at if whole else passage.part(written, written + len(said.words))
    words = said.words if whole else passage.text[written : written + len(said.words)]
    facts = {
        "id": passage.entity.id,
        "said": words,
        "channel": channel.id,
        "stated": hours,
    }
    return Hit(
        at,
        passage.entity.name,
        facts,
        key=(said.words,),
        related=((channel.at("open"), f"{channel.id} is open {hours}"),),
        rests_on=(channel.name,),
    )

"""Opening hours that customers hear or read, beside those that the policy states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.calendar.weekly_hours import by_day
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.attached_texts import Attached, attached_texts
from cxlint.linting.text.said_hours import SaidHours, read_hours

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.calendar.intervals import Interval
    from cxlint.calendar.opening_hours import Day, Hours
    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At


def script_hours(network: Network, *, live: Sequence[str]) -> Iterator[Hit]:
    """Yield each text that says other opening hours than the channel states for which it is.

    Compared are the days that the text names; one that names none is compared with every day on
    which the channel is open. A step is for all channels that lead to it, a script for those that
    use it: what one of them states, or a team that uses the script, is no other. Sentences on
    holidays, on some weeks, on another service, or in a stated time zone are passed over. Hours of
    people are no others than those of a team that the channel leads to. Case `texts`: of a channel
    that states no hours two texts say different ones for the same days, and it looks at the clock
    in one place at most. Facts: id, said, channel, stated.

    Args:
        network: the graph of the policy.
        live: the kinds of channel at which somebody is while they are open.
    """
    unstated: dict[str, list[tuple[Attached, SaidHours]]] = {}
    for text in attached_texts(network, read_hours):
        for said in read_hours(text.passage.text):
            channels = [each for each in text.channels if _is_about(said, each, live)]
            if len(channels) == len(text.channels):
                yield from _compare(network, text, said)
                for channel in channels:
                    if not channel.says("open"):
                        unstated.setdefault(channel.id, []).append((text, said))
    for texts in unstated.values():
        yield from _compare_texts(network, texts)


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


def _compare_texts(network: Network, texts: Sequence[tuple[Attached, SaidHours]]) -> Iterator[Hit]:
    """Yield the first text of a channel that says other hours than one before it."""
    for number, (text, said) in enumerate(texts):
        for earlier, other in texts[:number]:
            apart = earlier.passage.path != text.passage.path
            if not apart or _is_alike(said, other) or not _has_one_clock(network, text):
                continue
            channel = text.channels[0]
            facts = {"channel": channel.id, "stated": other.words}
            related = ((earlier.passage.at, f'"{other.words}"'),)
            yield _build_hit(text, said, facts, "texts", related, channel.name)
            return


def _is_alike(one: SaidHours, other: SaidHours) -> bool:
    """Whether two texts speak of other days, or say the same hours of the same days."""
    if one.of_people != other.of_people:
        return True
    days = (one.days or frozenset(range(7)), other.days or frozenset(range(7)))
    return not set(days[0]) & set(days[1]) or one.hours == other.hours


def _has_one_clock(network: Network, text: Attached) -> bool:
    """Whether the file of a text looks at the hours in one place at most."""
    document = text.passage.entity.document
    steps = (step for step in network.policy.of("step") if step.document is document)
    return sum("on_closed" in step.data for step in steps) <= 1


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
    facts = {"channel": channel.id, "stated": hours}
    related = ((channel.at("open"), f"{channel.id} is open {hours}"),)
    return _build_hit(text, said, facts, "", related, channel.name)


def _build_hit(
    text: Attached,
    said: SaidHours,
    facts: Mapping[str, object],
    case: str,
    related: tuple[tuple[At, str], ...],
    channel: str,
) -> Hit:
    passage = text.passage
    start = " ".join(passage.text.split()).lower().find(said.words)
    written = passage.text.find(said.words) if start < 0 else start
    whole = written < 0 or passage.text.lower()[written : written + len(said.words)] != said.words
    at = passage.at if whole else passage.part(written, written + len(said.words))
    words = said.words if whole else passage.text[written : written + len(said.words)]
    return Hit(
        at,
        passage.entity.name,
        {"id": passage.entity.id, "said": words, **facts},
        case=case,
        key=(said.words,),
        related=related,
        rests_on=(channel,),
    )

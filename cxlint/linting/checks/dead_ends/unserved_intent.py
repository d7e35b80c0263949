"""Channels that customers come to with a matter that is not passed on from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.journey_intents import intents_at
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.records import NamedTuple
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity


NAMED = 4
"""How many teams a sentence names."""


def unserved_intent(network: Network) -> Iterator[Hit]:
    """Yield each channel on a journey from which every move is for other contact reasons.

    Channels from which nothing leads on for anybody are left alone. The case `closed`: contact
    reasons start there by name, and all that they come to are teams that close others. Facts: id,
    served, teams.

    Args:
        network: the policy's graph.
    """
    if network.policy.unsure("handoff"):
        return
    for journey in network.journeys:
        for number, node in enumerate(journey.nodes):
            channel = node.entity
            if node.kind != "channel" or journey.out[number] or node.opaque or channel is None:
                continue
            concerned = intents_at(journey, number) if network.leaving[node.number] else ()
            if concerned:
                served = {i for move in network.leaving[node.number] for i in move.intents or ()}
                yield build_hit(
                    channel,
                    "intents",
                    facts={"served": sorted(served)[:5], "teams": ""},
                    intents=concerned,
                )
    yield from _closed_doors(network)


MOST_WALKED = 500_000
"""Up to how many places are looked at behind the channels at which contact reasons start."""
LEFT_OFF = (
    "too many channels lead to too many places: whether anybody there takes on the contact reasons "
    "that start at them is not worked out for all"
)


class Door(NamedTuple):
    """A channel at which contact reasons start that nobody behind it closes, and who is there."""

    channel: Entity
    intents: tuple[str, ...]
    teams: tuple[Entity, ...]


def _closed_doors(network: Network) -> Iterator[Hit]:
    """Yield one hit for all channels that lead to the same teams, at the first of them."""
    behind: dict[tuple[str, ...], list[Door]] = {}
    walk = _Walk()
    for journey in network.journeys:
        for door in _doors(journey, walk):
            behind.setdefault(tuple(team.id for team in door.teams), []).append(door)
    if walk.is_over:
        network.policy.left_off.add(LEFT_OFF)
    for teams, doors in behind.items():
        channels = dict.fromkeys(door.channel.id for door in doors)
        intents = tuple(dict.fromkeys(id_ for door in doors for id_ in door.intents))
        served = sorted({closed for team in doors[0].teams for closed in team.texts("closes")})
        yield build_hit(
            doors[0].channel,
            "goes_to",
            facts={
                "id": shorten_list(list(channels), NAMED),
                "served": served[:5],
                "teams": shorten_list(teams, NAMED),
            },
            key=teams,
            case="closed",
            intents=intents,
            related=tuple((team.at("closes"), f"{team.id} closes") for team in doors[0].teams),
        )


def _doors(journey: Journey, walk: _Walk) -> Iterator[Door]:
    starting: dict[str, dict[str, None]] = {}
    for intent in journey.intents:
        for each in intent.texts("start"):
            starting.setdefault(each, {})[intent.id] = None
    for number, node in enumerate(journey.nodes):
        channel = node.entity
        if node.kind != "channel" or node.opaque or channel is None or not journey.out[number]:
            continue
        started = tuple(starting.get(channel.id, ()))
        if not started or journey.to_settled.distance[number] >= 0:
            continue
        teams = [
            each for each in walk.reached_teams(journey, number) if each.get("closes") != "none"
        ]
        if teams and all(each.texts("closes") for each in teams):
            yield Door(channel, started, tuple(teams))


class _Walk:
    """What is behind places: beyond a bound nothing is looked at."""

    def __init__(self) -> None:
        self._left = MOST_WALKED

    @property
    def is_over(self) -> bool:
        """Whether something was not looked at."""
        return self._left < 0

    def reached_teams(self, journey: Journey, number: int) -> list[Entity]:
        """Return the teams that a contact can come to from a place, in the same matter."""
        if self.is_over:
            return []
        reached, ahead = {number}, [number]
        while ahead:
            place = ahead.pop()
            for to, move in zip(journey.out[place], journey.via[place], strict=True):
                if not move.new_matter and to not in reached:
                    reached.add(to)
                    ahead.append(to)
        self._left -= len(reached)
        nodes = (journey.nodes[each] for each in sorted(reached))
        return [node.entity for node in nodes if node.kind == "team" and node.entity is not None]

"""What a figure of a line is made of, part by part, and what is not stated beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.analysis.quantity import Part
from cxlint.analysis.queues.lines import people_at_work, read_target
from cxlint.analysis.queues.routes import find_overflows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.queues.lines import Line
    from cxlint.analysis.queues.loads import Load
    from cxlint.analysis.queues.staffing import Staffing
    from cxlint.language.entity import Entity

OF_A_CONTACT = (
    (("load", "handling_time"), "each takes {}"),
    (("load", "patience"), "customers wait {} on average before they give up"),
    (("load", "calls_again"), "{} of those who give up try again"),
    (("at_once",), "each person takes {} at once"),
)


def parts_of(staffing: Staffing, lines: tuple[Line, ...]) -> tuple[Part, ...]:
    """Return what figures of lines are made of, each part once; it is the same for all of them."""
    known = staffing.parts
    if lines not in known:
        known[lines] = tuple(dict.fromkeys(_list_parts(staffing, lines)))
    return known[lines]


def _list_parts(staffing: Staffing, lines: Sequence[Line]) -> Iterator[Part]:
    """Yield who comes, what it takes and who is there; and what is not stated and adds nothing."""
    for line in lines:
        for flow in line.flows:
            yield from _load_parts(flow.load)
        for team in line.teams:
            yield from _people_parts(team)
    loads = {flow.load.channel.id: flow.load for line in lines for flow in line.flows}
    for load in loads.values():
        for move in find_overflows(staffing.network, load.channel):
            yield Part(
                f"how many go on to {move.target.id} is not stated: nobody is left out for it",
                move.at,
            )
    for each in staffing.unstated([team for line in lines for team in line.teams]):
        text = f"{each.id} does not say how many contacts arrive: it adds nothing here"
        yield Part(text, each.at())


def _load_parts(load: Load) -> Iterator[Part]:
    yield from load.parts
    channel = load.channel
    for keys, text in OF_A_CONTACT:
        if channel.says(*keys):
            yield Part(text.format(channel.get(*keys)), channel.at(*keys))
    if (target := read_target(channel)) is not None:
        share = f"{float(target.share * 100):g} %"
        within = channel.get("respond", "within")
        yield Part(f"{channel.id}: {share} answered in {within}", channel.at("respond"))


def _people_parts(team: Entity) -> Iterator[Part]:
    if team.says("handling_time"):
        yield Part(f"{team.id} needs {team.get('handling_time')}", team.at("handling_time"))
    if (people := people_at_work(team)) is not None:
        key = "seats" if team.says("seats") else "posts"
        yield Part(f"{team.id}: {float(people):g} at work", team.at(key))

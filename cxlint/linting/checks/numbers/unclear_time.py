"""Times of which nobody can say when they are over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.language.sections import subject
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.parsing.document import At
from cxlint.records import NamedTuple
from cxlint.values.quantities import duration, duration_range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.graph.network import Network, Node
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import Document
    from cxlint.policy.policy import Policy

    Keys = tuple[str | int, ...]

FACTS = frozenset({"id", "value", "places", "number"})
"""What a message may name."""

TARGETS = ("first_reply", "next_reply", "update_every", "resolution", "work", "extends_by")
COMMITMENTS = ("sla", "ola", "contract")
ANSWERS = (
    ("respond", "within"), ("closed", "callback_within"), ("dropped", "callback_within"),
    ("full", "callback_within"), ("voicemail", "callback_within"), ("check_every",),
)  # fmt: skip
BUDGETS = (("promise",), ("max_elapsed",), ("updates", "every"))
DECISIONS = (("decides_within",), ("extends_by",), ("timeout", "after"))

PART = re.compile(r"[0-9]\.[0-9]+[ \t]*(?:mo|mth|y)", re.IGNORECASE)
"""What a text must hold for a part of a month or a year to stand in it."""

ALONE = re.compile(r"[0-9]+\.[0-9]+ ?[a-z]+\.?", re.IGNORECASE)


def unclear_time(network: Network) -> Iterator[Hit]:
    """Yield the times that end at no certain moment.

    Cases: empty, business time where none of those who act says when they work; `clock`, business
    time on a clock that is said to run around the clock; `part`, a part of a month or a year that
    is no number of months. Whoever acts is not known where a place on the way is not described.
    Facts: id, value, places, number.

    Args:
        network: the policy's graph.
    """
    policy = network.policy
    yield from _contradictions(policy)
    yield from group_hits((hit.entity.replace("/", " "), hit) for hit in _without_hours(network))
    texts = {each.path: each.text for each in policy.documents if not each.vendor_file}
    telling = {path for path, text in texts.items() if PART.search(text)}
    for document in policy.documents:
        if document.path in telling and not document.vendor_file:
            yield from _parts(document, document.data, ())


def _contradictions(policy: Policy) -> Iterator[Hit]:
    for promise in policy.of("promise"):
        if promise.get("clock") != "calendar" or promise.document.vendor_file:
            continue
        for key in TARGETS:
            length = promise.duration(key)
            if length is not None and length.business:
                facts = {"value": length}
                yield build_hit(promise, key, facts=facts, key=(key,), case="clock")


class _Way(NamedTuple):
    """The places from which a team is reached, and those of which hours or nothing are known."""

    staffed: frozenset[int]
    clear: frozenset[int]


def _find_ways(network: Network) -> _Way:
    teams = [node for node in network.nodes if node.kind == "team" and node.entity is not None]
    clear = [node for node in teams if node.entity is not None and node.entity.says("open")]
    clear += [node for node in network.nodes if node.opaque]
    return _Way(_ahead_of(network, teams), _ahead_of(network, clear))


def _ahead_of(network: Network, goals: Sequence[Node]) -> frozenset[int]:
    """Return the places from which one of the goals is reached, with these."""
    seen = {node.number for node in goals}
    waiting = list(seen)
    for number in waiting:  # grows while it is walked
        for move in network.arriving[number]:
            if move.source.number not in seen:
                seen.add(move.source.number)
                waiting.append(move.source.number)
    return frozenset(seen)


def _without_hours(network: Network) -> Iterator[Hit]:
    policy = network.policy
    if owed := list(_owed_on_the_way(policy)):
        way = _find_ways(network)
        for entity, keys, starts in owed:
            if _nobody_says_when(way, _nodes(network, starts)):
                yield from _hit(entity, keys)
    yield from _of_teams(policy)
    for handoff in policy.of("handoff"):
        if _is_business(handoff, "wait"):
            team = policy.find("team", handoff.get("to"))
            if team is not None and not team.says("open"):
                yield from _hit(handoff, ("wait",))
    yield from _of_tiers(policy)


def _owed_on_the_way(policy: Policy) -> Iterator[tuple[Entity, Keys, Sequence[str]]]:
    """Yield what is owed in business time by whoever sees to a matter, and where it begins."""
    for promise in policy.of("promise"):
        stated = _owed(promise)
        if stated and not promise.says("open"):
            yield promise, stated[0], _starts_of(policy, promise)
    for intent in policy.of("intent"):
        if stated := _business(intent, BUDGETS):
            yield intent, stated[0], intent.texts("start")
    for channel in policy.of("channel"):
        if stated := _business(channel, ANSWERS):
            yield channel, stated[0], (channel.id, *channel.texts("monitored_by"))


def _of_teams(policy: Policy) -> Iterator[Hit]:
    for team in policy.of("team"):
        if team.says("open"):
            continue
        kinds = [kind for kind in COMMITMENTS if team.says(kind)]
        owed = [(kind, target) for kind in kinds for target in TARGETS]
        for keys in _business(team, owed)[:1]:
            yield from _hit(team, keys)


def _of_tiers(policy: Policy) -> Iterator[Hit]:
    """Yield the decisions by teams of the policy that say no hours, in business time."""
    for remedy in policy.of("remedy"):
        for number, tier in enumerate(remedy.get("tiers") or ()):
            if not isinstance(tier, dict) or "open" in tier:
                continue
            by = [tier["by"]] if isinstance(tier["by"], str) else tier["by"]
            teams = [policy.find("team", id_) for id_ in by]
            if not all(team is not None and not team.says("open") for team in teams):
                continue
            for keys in DECISIONS:
                if _is_business_text(_under(tier, keys)):
                    yield from _hit(remedy, ("tiers", number, *keys))
                    break


def _hit(entity: Entity, keys: Keys) -> Iterator[Hit]:
    if not entity.document.vendor_file:
        yield build_hit(entity, *keys, key=tuple(map(str, keys)), unstated=True)


def _owed(promise: Entity) -> Sequence[Keys]:
    """Return the targets of a promise that run in business time, by their unit or its clock."""
    clock = promise.get("clock")
    if clock == "calendar":
        return ()
    stated = [(key,) for key in TARGETS if promise.says(key)]
    return stated if clock == "business" else _business(promise, stated)


def _business(entity: Entity, listed: Iterable[tuple[str, ...]]) -> Sequence[Keys]:
    return [keys for keys in listed if _is_business(entity, *keys)]


def _is_business(entity: Entity, *keys: str) -> bool:
    return _is_business_text(entity.get(*keys))


def _is_business_text(said: object) -> bool:
    """Whether a length of time or a range runs in business time."""
    return isinstance(said, str) and said != "unlimited" and duration_range(said)[1].business


def _under(data: Any, keys: tuple[str, ...]) -> Any:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _starts_of(policy: Policy, promise: Entity) -> Sequence[str]:
    named = list(promise.texts("channels"))
    if not named:
        for id_ in promise.texts("intents"):
            intent = policy.find("intent", id_)
            named += intent.texts("start") if intent is not None else ()
    return named or [channel.id for channel in policy.of("channel")]


def _nodes(network: Network, ids: Iterable[str]) -> Sequence[Node]:
    return [node for id_ in ids if (node := network.node(id_)) is not None]


def _nobody_says_when(way: _Way, starts: Sequence[Node]) -> bool:
    """Whether teams are reached from there, all that is reached is known, and none says hours."""
    numbers = {node.number for node in starts}
    return not numbers & way.clear and bool(numbers & way.staffed)


def _parts(document: Document, said: Any, path: Keys) -> Iterator[Hit]:
    """Yield every part of a month in what a document says."""
    if isinstance(said, dict | list):
        for key, each in said.items() if isinstance(said, dict) else enumerate(said):
            if not str(key).startswith("x-"):
                yield from _parts(document, each, (*path, key))
    elif isinstance(said, str) and ALONE.fullmatch(said) and PART.search(said):
        yield from _part(document, said, path)


def _part(document: Document, said: str, path: Keys) -> Iterator[Hit]:
    try:
        length = duration(said)
    except ValueError:
        return
    months = length.amount * (12 if length.unit == "year" else 1)
    if length.unit in ("month", "year") and months.denominator > 1:
        entity = subject(document, path)
        key = tuple(step for step in path if isinstance(step, str))
        facts = {"id": entity.partition("/")[2], "value": said, "places": "", "number": 1}
        yield Hit(At(document, path), entity, facts, key, "part")

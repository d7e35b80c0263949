"""Aims that ask for less than what is promised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.records import NamedTuple
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

FACTS = frozenset({"id", "what", "aim", "value"})
"""What a message may name."""

TIMES = {
    "first_reply": "a first reply",
    "next_reply": "a further reply",
    "update_every": "news",
    "resolution": "a resolution",
    "within": "an answer",
}
"""What each time is one to."""

SHARES = ("share", "for")


class Pair(NamedTuple):
    """A commitment with the aim beside it, under the keys of an entity."""

    entity: Entity
    keys: tuple[str, ...]
    stated: Mapping[str, Any]
    aim: Mapping[str, Any]
    is_business: bool = False


def low_aim(policy: Policy) -> Iterator[Hit]:
    """Yield each aim that asks for less than the commitment beside it.

    A slower time, unless for a greater share; a smaller share, unless in a shorter time. Working
    time and calendar time are not compared with one another. Facts: id, what, aim, value.

    Args:
        policy: the policy.
    """
    for pair in _pairs(policy):
        slower = {key for key in TIMES if _compare_times(pair, key) > 0}
        is_faster = any(_compare_times(pair, key) < 0 for key in TIMES)
        shares = {key: _compare_shares(pair, key) for key in SHARES}
        if max(shares.values()) <= 0:
            yield from (_hit(pair, key, f"{TIMES[key]} within") for key in slower)
        if not is_faster and not slower:
            yield from (_hit(pair, key, "a share of") for key, more in shares.items() if more < 0)


def _pairs(policy: Policy) -> Iterator[Pair]:
    for promise in policy.of("promise"):
        if isinstance(aim := promise.get("aim"), dict):
            business = promise.get("clock") == "business"
            yield Pair(promise, (), promise.data, aim, business)
    for team in policy.of("team"):
        if isinstance(aim := team.get("sla", "aim"), dict):
            yield Pair(team, ("sla",), team.get("sla"), aim)
    for channel in policy.of("channel"):
        respond = channel.get("respond")
        if isinstance(respond, dict) and respond.get("aim") is not None:
            yield Pair(channel, ("respond",), respond, read_answer_aim(respond["aim"]))


def read_answer_aim(aim: Any) -> Mapping[str, Any]:
    """Return what is tried for on a channel: `95%` is a share, `10s` a time."""
    if isinstance(aim, str):
        return {"for" if aim.endswith("%") else "within": aim}
    return aim if isinstance(aim, dict) else {}


def _compare_times(pair: Pair, key: str) -> Fraction | int:
    """Return by how much the aim is slower; 0 where one of the two says nothing of it."""
    stated, aim = _duration(pair.stated.get(key)), _duration(pair.aim.get(key))
    if stated is None or aim is None:
        return 0
    clocks = {pair.is_business or each.business for each in (stated, aim) if each.amount}
    return aim.seconds - stated.seconds if len(clocks) < 2 else 0


def _duration(said: object) -> Duration | None:
    return quantities.duration(said) if isinstance(said, str) else None


def _compare_shares(pair: Pair, key: str) -> Fraction | int:
    stated, aim = pair.stated.get(key), pair.aim.get(key)
    if not isinstance(stated, str) or not isinstance(aim, str):
        return 0
    return quantities.percentage(aim) - quantities.percentage(stated)


def _hit(pair: Pair, key: str, what: str) -> Hit:
    keys = (*pair.keys, "aim", key)
    facts = {"what": what, "aim": pair.aim[key], "value": pair.stated[key]}
    related = ((pair.entity.at(*pair.keys, key), "what is promised"),)
    return build_hit(pair.entity, *keys, facts=facts, key=(*pair.keys, key), related=related)

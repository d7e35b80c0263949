"""From policy to graph: which sentence of the policy becomes which move."""

from __future__ import annotations

import itertools
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from cxlint.graph.move_kinds import STATING_KEYS
from cxlint.graph.network import Network, Node
from cxlint.policy.parties import is_independent
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

_WORD = re.compile(r"[\w-]+")


def build(policy: Policy) -> Network:
    """Return the graph of the whole policy."""
    network = Network(policy)
    for kind in ("channel", "step", "team", "outcome"):
        for entity in policy.of(kind):
            network.add(_sort_of_place(entity), entity.id, entity)
    for kind, ways in STATING_KEYS.items():
        for entity in policy.of(kind):
            _add_stated(network, entity, ways)
    for handoff in policy.of("handoff"):
        _add_handoff(network, handoff)
    for team in policy.of("team"):
        _add_closure(network, team)
    _add_approvals(network)
    _blur(network)
    return network


@lru_cache(maxsize=2)
def network_of(policy: Policy) -> Network:
    """Return the graph of a policy, built once for whoever asks in turn: of two that are compared.

    Nothing may be added to the policy afterwards.
    """
    return build(policy)


def _sort_of_place(entity: Entity) -> str:
    """Return what sort of place it is: a matter ends with a body that decides about us."""
    return "outcome" if entity.kind == "team" and is_independent(entity) else entity.kind


def _blur(network: Network) -> None:
    """Let nothing be claimed of a place that is left by a handoff which was not understood.

    Where not even its beginning is known, that is every place which the text names.
    """
    policy = network.policy
    for id_ in policy.blurred:
        if (node := network.node(id_)) is not None:
            node.blur()
    unread = [each.text for each in policy.unread if each.may_hold(("handoffs",))]
    words = {word for text in unread for word in _WORD.findall(text or "")}
    for node in network.nodes if unread else ():
        named = words.issuperset(_WORD.findall(node.id)) or None in unread
        if named and node.kind != "outcome":
            node.blur()


def _scope(entity: Entity) -> frozenset[str] | None:
    named = entity.texts("intents")
    return frozenset(named) if named else None


def _add_stated(
    network: Network, entity: Entity, ways: tuple[tuple[tuple[str, ...], str], ...]
) -> None:
    source = network.add(entity.kind, entity.id, entity)
    intents = _scope(entity) if entity.kind == "channel" else None
    for keys, kind in ways:
        for more, id_ in _ids(_under(entity.data, keys)):
            stated = keys + more
            target = _target(network, id_, entity, stated)
            network.link(kind, source, target, entity, stated, intents)
    # Nobody chooses at a branch: what is true decides.
    choice = "next" if source.silent else "option"
    for number, option in enumerate(entity.data.get("options") or ()):
        if isinstance(option, dict) and "goes_to" in option:
            keys_ = _option(number)
            target = _target(network, option["goes_to"], entity, keys_)
            named = frozenset(_ids_of(option.get("intents")))
            network.link(choice, source, target, entity, keys_, named or None)


@cache
def _option(number: int) -> tuple[str | int, ...]:
    """Return where an option says where it leads: one address for all menus, not one for each."""
    return ("options", number, "goes_to")


def _ids_of(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _under(data: Any, keys: tuple[str, ...]) -> Any:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _ids(value: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the ids named by `a`, `[a, {goes_to: b}]` or `{goes_to: a}`, each with its address."""
    if isinstance(value, str):
        yield (), value
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from (((number, *more), id_) for more, id_ in _ids(each))
    elif isinstance(value, dict):
        for more, id_ in _ids(value.get("goes_to")):
            yield ("goes_to", *more), id_


def _target(network: Network, id_: str, entity: Entity, keys: tuple[str | int, ...]) -> Node:
    """Return the place of that id, which the entity names under these keys."""
    if (known := network.node(id_)) is not None:
        return known
    kind = "outcome" if network.policy.knows("outcome", id_) else "unknown"
    return network.add(kind, id_, None, entity.at(*keys))


def _add_handoff(network: Network, handoff: Entity) -> None:
    source = _target(network, handoff.data["from"], handoff, ("from",))
    target = _target(network, handoff.data["to"], handoff, ("to",))
    network.link("handoff", source, target, handoff, (), _scope(handoff))


def _add_closure(network: Network, team: Entity) -> None:
    """A team that closes contact reasons is a way to their resolution."""
    closes = team.get("closes")
    if closes is None or closes in ("none", []):
        return
    source = network.add("team", team.id, team)
    intents = None if closes == "all" else frozenset(team.texts("closes"))
    target = _target(network, "resolved", team, ("closes",))
    network.link("closure", source, target, team, ("closes",), intents)


def _add_approvals(network: Network) -> None:
    """Each tier of a remedy is a place; teams ask the first, and it passes on what it may not."""
    wanting: dict[str, set[str]] = {}
    for intent in network.policy.of("intent"):
        for name in intent.texts("remedy"):
            wanting.setdefault(name, set()).add(intent.id)
    bounded = _list_bounded(network.policy)
    for remedy in network.policy.of("remedy"):
        tiers = [tier for tier in remedy.get("tiers") or () if isinstance(tier, dict)]
        intents = frozenset(wanting.get(remedy.id, ()))
        if not tiers or not intents:
            continue
        nodes = [
            network.add("approval", f"{remedy.id} approval {number + 1}", remedy,
                        remedy.at("tiers", number))
            for number in range(len(tiers))
        ]  # fmt: skip
        for number, (lower, upper) in enumerate(itertools.pairwise(nodes)):
            network.link("escalation", lower, upper, remedy, ("tiers", number + 1), intents)
        resolved = _target(network, "resolved", remedy, ())
        for number, node in enumerate(nodes):
            network.link("closure", node, resolved, remedy, ("tiers", number), intents)
        for team in bounded.get(remedy.id) or _list_named(network.policy, tiers[0]):
            asker = network.add("team", team.id, team)
            network.link("request", asker, nodes[0], remedy, ("tiers", 0), intents)


def _list_bounded(policy: Policy) -> dict[str, list[Entity]]:
    """Return, by remedy, the teams that bring requests: their own authority ends somewhere."""
    bounded: dict[str, list[Entity]] = {}
    for team in policy.of("team"):
        for remedy in team.get("may") or ():
            if policy.find("remedy", remedy) is None:
                continue
            if team.limit("may", remedy) not in (None, quantities.ANY):
                bounded.setdefault(remedy, []).append(team)
    return bounded


def _list_named(policy: Policy, first_tier: dict[str, Any]) -> list[Entity]:
    """Return the teams that a first tier names: those that ask where none states an authority."""
    by = first_tier.get("by") or []
    named = [by] if isinstance(by, str) else by
    return [team for id_ in named if (team := policy.find("team", id_)) is not None]

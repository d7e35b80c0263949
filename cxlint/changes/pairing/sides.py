"""The two policies that are compared, and what of one is the same thing as what of the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cxlint.changes.pairing.renames import find_renames, mentioned_ids
from cxlint.graph.authority.limits import Ladders
from cxlint.graph.builder import network_of
from cxlint.graph.journeys import find_entries
from cxlint.graph.staffing import Crews
from cxlint.language.entity import Entity
from cxlint.policy.policy import PLACES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cxlint.graph.attendance import Attendance
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Network, Node
    from cxlint.policy.policy import Policy


@dataclass(frozen=True)
class Side:
    """One of the two policies; `names` are the ids that both sides share, by kind and own id.

    `taken` are the ids of the other side that belong to something else than what has them here.
    """

    policy: Policy
    names: Mapping[tuple[str, str], str]
    taken: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def network(self) -> Network:
        """The graph of ways."""
        return network_of(self.policy)

    @cached_property
    def ladders(self) -> Ladders:
        """Who may grant what."""
        return Ladders(self.policy)

    @cached_property
    def met(self) -> frozenset[str]:
        """The places that some contact reason, or whoever comes, can come to."""
        return frozenset(
            self.node_id(node) for journey in self.network.journeys for node in journey.nodes
        )

    def meets(self, place: str) -> bool:
        """Whether customers can come to a place, by the id that both sides share."""
        return place in self.met

    @cached_property
    def crews(self) -> Crews:
        """Who takes contacts."""
        return Crews(self.policy)

    @cached_property
    def _attendances(self) -> dict[int, Attendance]:
        return {}

    def attendance(
        self, journey: Journey, build_one: Callable[[Journey, Crews], Attendance]
    ) -> Attendance:
        """Return who answers at each place of a journey, worked out once."""
        key = id(journey)
        if key not in self._attendances:
            self._attendances[key] = build_one(journey, self.crews)
        return self._attendances[key]

    @cached_property
    def _handoffs(self) -> dict[str, Entity]:
        """The handoffs by id; of several between the same places, with what they are for."""
        grouped: dict[str, list[Entity]] = {}
        for each in self.policy.of("handoff"):
            grouped.setdefault(self.handoff_id(each), []).append(each)
        found: dict[str, Entity] = {}
        for id_, handoffs in grouped.items():
            for each in handoffs:
                intents = sorted(self.shared_id("intent", id_) for id_ in each.texts("intents"))
                scope = " ".join([str(each.get("when") or ""), *intents])
                found[f"{id_} {scope}" if len(handoffs) > 1 else id_] = each
        return found

    def shared_id(self, kind: str, id_: str) -> str:
        """Return what both sides call a thing; an id of its own where the other has it not."""
        found = self.names.get((kind, id_))
        if found is not None:
            return found
        return f"{id_} before" if (kind, id_) in self.taken else id_

    def follow_renames(self, entity: Entity) -> Entity:
        """Return an entity as it would be with the ids that both sides share.

        Its places are those of what stands in the file.
        """
        if not self.names:
            return entity
        data = entity.data
        for path, id_, kinds in mentioned_ids(entity):
            kind = next((each for each in kinds if self.policy.find(each, id_) is not None), "")
            if (kind, id_) in self.names:
                data = _replace(data, path, id_, self.names[kind, id_])
        return Entity(entity.kind, entity.id, data, entity.document, entity.path)

    def place_id(self, id_: str) -> str:
        """Return what both sides call a channel, step, team or outcome."""
        for kind in PLACES:
            if self.policy.find(kind, id_) is not None:
                return self.shared_id(kind, id_)
        return id_

    def node_id(self, node: Node) -> str:
        """Return what both sides call a place of the graph."""
        return self.shared_id(node.kind, node.id) if node.kind in PLACES else node.id

    def handoff_id(self, handoff: Entity) -> str:
        """Return what both sides call a handoff: its id, or where it leads from and to."""
        if handoff.says("id"):
            return self.shared_id("handoff", handoff.id)
        return f"{self.place_id(handoff.data['from'])}->{self.place_id(handoff.data['to'])}"

    def things(self, kind: str) -> dict[str, Entity]:
        """Return the things of a kind by the id that both sides share."""
        if kind == "handoff":
            return self._handoffs
        if kind not in self._things:
            found = {self.shared_id(kind, each.id): each for each in self.policy.of(kind)}
            self._things[kind] = found
        return self._things[kind]

    @cached_property
    def _things(self) -> dict[str, dict[str, Entity]]:
        return {}

    def served(self, channel: Entity) -> frozenset[str]:
        """Return the contact reasons that may begin at a channel, and that it is for."""
        begun = frozenset(self._served.get(channel.id, ()))
        named = [self.shared_id("intent", each) for each in channel.texts("intents")]
        return begun.intersection(named) if named else begun

    @cached_property
    def _served(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for id_, intent in self.things("intent").items():
            for node in find_entries(self.network, intent):
                found.setdefault(node.id, set()).add(id_)
        return found


@dataclass(frozen=True)
class Pair:
    """Both sides."""

    before: Side
    after: Side

    @cached_property
    def touched(self) -> frozenset[str]:
        """The places from which something that was edited can be come to, by shared ids."""
        from cxlint.changes.pairing.touched import find_touched

        return find_touched(self)

    @property
    def sides(self) -> tuple[Side, Side]:
        """The one before, and the one after."""
        return self.before, self.after

    def both(self, kind: str) -> Iterator[tuple[Entity, Entity]]:
        """Yield the things of a kind that are on both sides."""
        old, new = self.before.things(kind), self.after.things(kind)
        for id_, entity in new.items():
            if id_ in old:
                yield old[id_], entity

    def touched_channels(self) -> Iterator[tuple[Entity, Entity]]:
        """Yield the channels that are published on both sides and lead to something edited."""
        for old, new in self.both("channel"):
            shown = all(each.get("published") is not False for each in (old, new))
            if shown and new.id in self.touched:
                yield old, new

    def gone(self, kind: str) -> Iterator[Entity]:
        """Yield the things of a kind that are there no longer."""
        yield from _missing(self.before, self.after, kind)

    def come(self, kind: str) -> Iterator[Entity]:
        """Yield the things of a kind that were not there."""
        yield from _missing(self.after, self.before, kind)


def _replace(data: Any, path: tuple[str | int, ...], id_: str, name: str) -> Any:
    """Return data with another name for an id that stands at a path, or as a key there."""
    if not path:
        return name if data == id_ else data
    step, *rest = path
    if isinstance(data, dict):
        if not rest and step == id_ and step in data:
            return {(name if key == step else key): value for key, value in data.items()}
        return {
            key: _replace(value, tuple(rest), id_, name) if key == step else value
            for key, value in data.items()
        }
    if isinstance(data, list) and isinstance(step, int):
        return [
            _replace(value, tuple(rest), id_, name) if number == step else value
            for number, value in enumerate(data)
        ]
    return data


def _missing(own: Side, other: Side, kind: str) -> Iterator[Entity]:
    """Yield what the other side does not have, nor may say where it could not be read."""
    there = other.things(kind)
    for id_, entity in own.things(kind).items():
        if id_ in there or entity.id in other.policy.opaque.get(kind, ()):
            continue
        if not (other.policy.unread and other.policy.may_define(entity.id)):
            yield entity


def pair_policies(before: Policy, after: Policy) -> Pair:
    """Return two policies as a pair, with what was renamed."""
    renames = find_renames(before, after)
    given = {(kind, id_) for (kind, _), id_ in renames.items()}
    own = frozenset(given) - renames.keys()
    return Pair(Side(before, renames, own), Side(after, {}))


def renamed_names(pair: Pair) -> dict[str, str]:
    """Return kind/id before and after of all that was renamed."""
    return {f"{kind}/{id_}": f"{kind}/{new}" for (kind, id_), new in pair.before.names.items()}

"""The graph of ways a customer can be sent: places, and the moves between them."""

from __future__ import annotations

from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Any

from cxlint.graph.journeys import journeys_of
from cxlint.graph.move_kinds import APPROVALS
from cxlint.graph.reachability import BEHIND
from cxlint.graph.staffing import idle
from cxlint.parsing.document import At
from cxlint.values.quantities import percentage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from cxlint.graph.journey import Journey
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

LASTING = frozenset({"resolved", "denied", "referred", "ended"})

MOST_ROUNDS = 5
"""So many rounds of a circle a customer can live through; a limit above that ends nothing."""

SILENT = frozenset({"branch", "task", "transfer"})
"""Kinds of step that customers do not notice: they count for nothing on their way."""

LEFT_TO_PEOPLE = frozenset({"callback", "voicemail", "work"})
"""Kinds of step at which people take over, at once or later."""

UNDESCRIBED = frozenset({"elsewhere", "unknown"})
"""Kinds of step of which the policy says that it does not say what happens there."""


class Node:
    """A place in the graph: a channel, step, team, approval or outcome.

    `opaque` is true where the place is not defined, not described or could not be read: nothing is
    claimed of what lies beyond it. `deserted` is true of a team in which nobody works: whoever is
    sent there meets nobody, and nobody passes them on. `silent` is true where customers do not
    notice it. `only_next` is the place to which all moves from here lead, unless it `forks`.
    """

    __slots__ = (
        "_at", "deserted", "entity", "forks", "id", "is_end", "is_person", "kind", "number",
        "only_next", "opaque", "silent",
    )  # fmt: skip

    def __init__(
        self,
        number: int,
        kind: str,
        id_: str,
        entity: Entity | None,
        at: At | None,
        *,
        deserted: bool,
    ) -> None:
        self.number = number
        self.kind = kind
        self.id = id_
        self.entity = entity
        self._at = at
        self.only_next: Node | None = None
        self.forks = False
        sort = entity.data.get("kind") if kind == "step" and entity else None
        self.opaque = kind == "unknown" or sort in UNDESCRIBED
        self.silent = sort in SILENT
        self.deserted = deserted
        staffed = sort in LEFT_TO_PEOPLE or (kind == "team" and not deserted)
        self.is_person = self.opaque or staffed
        self.is_end = self.opaque or (kind == "outcome" and _settles(id_, entity))

    @property
    def asks_nothing(self) -> bool:
        """Whether customers have nothing to do there: they do not notice it, or only listen.

        They do not notice either where one vendor's flow hands them on to the next.
        """
        if self.entity is None:
            return False
        if self.kind != "step":
            return self.kind == "channel" and bool(self.entity.document.vendor_file)
        return self.silent or self.entity.data.get("kind") == "message"

    def blur(self) -> None:
        """Make the place opaque: some move that leaves it could not be read."""
        self.opaque = self.is_person = self.is_end = True
        self.deserted = False

    def __str__(self) -> str:
        return self.id

    def __repr__(self) -> str:
        return f"<{self.kind}/{self.id}>"

    @property
    def at(self) -> At:
        """Where the place is defined, or, of one that is not, where it is named first."""
        if self._at is None:
            assert self.entity is not None
            return self.entity.at()
        return self._at

    @property
    def name(self) -> str:
        """Kind and id, as reports write it: `step/ivr`."""
        return f"{self.kind}/{self.id}"


def _settles(id_: str, outcome: Entity | None) -> bool:
    """Whether an outcome ends the matter: resolved, denied with a reason, referred for good.

    Of one that says nothing of its kind it is not known that it does not.
    """
    kind = (outcome.get("kind") if outcome else None) or id_
    if outcome is not None and outcome.says("returns_to"):
        return False
    if kind == "denied" and outcome is not None:
        return outcome.says("reason")
    return kind in LASTING or (outcome is not None and kind != "abandoned")


class Move:
    """One way on from a place.

    `kind` is one of `MOVE_KINDS`. `entity` is the handoff, or the place whose file states the
    move; `keys` where in it. `intents` names the contact reasons the move is for; None means all.
    """

    __slots__ = (
        "_customer_goes", "_rounds", "entity", "intents", "keys", "kind", "number", "source",
        "target",
    )  # fmt: skip

    def __init__(
        self,
        number: int,
        kind: str,
        source: Node,
        target: Node,
        entity: Entity,
        keys: tuple[str | int, ...],
        intents: frozenset[str] | None,
    ) -> None:
        self.number = number
        self.kind = kind
        self.source = source
        self.target = target
        self.entity = entity
        self.keys = keys
        self.intents = intents
        self._customer_goes: bool | None = None
        self._rounds: float | None = None

    def __repr__(self) -> str:
        return f"<{self.kind} {self.source.id} -> {self.target.id}>"

    @property
    def at(self) -> At:
        """Where the move is stated."""
        return self.entity.at(*self.keys)

    @property
    def name(self) -> str:
        """What reports call the move: `handoff/care->finance`."""
        if self.kind == "handoff":
            return self.entity.name
        return f"{self.kind}/{self.source.id}->{self.target.id}"

    def get(self, *keys: str) -> Any:
        """Return what a handoff says under these keys; None for moves of other kinds."""
        return self.entity.get(*keys) if self.kind == "handoff" else None

    @property
    def share(self) -> Fraction | None:
        """The share of the contacts at its source of which is stated that they go this way."""
        return percentage(self.stated_share) if self.stated_share else None

    @property
    def stated_share(self) -> str:
        """That share as it is written; empty where none is stated."""
        stated: Any = self.entity.data
        for key in self.share_keys[:-1]:
            stated = stated[key]
        said = stated.get("share") if self.share_keys and isinstance(stated, dict) else None
        return said if isinstance(said, str) else ""

    @property
    def share_keys(self) -> tuple[str | int, ...]:
        """Where the share of the move is stated, if it is; empty where it cannot be."""
        if self.kind == "handoff":
            return ("share",)
        return (*self.keys[:-1], "share") if len(self.keys) > 1 else ()

    @property
    def customer_goes(self) -> bool:
        """Whether the customer goes through it, and not only the case behind the scenes.

        A move carried by us between teams is back office, unless it is a transfer, which takes
        the customer along. Approvals are asked for behind the scenes unless the customer asks.
        """
        if self._customer_goes is None:
            self._customer_goes = self._takes_the_customer_along()
        return self._customer_goes

    @property
    def carrier_unstated(self) -> bool:
        """Whether it is a handoff between teams of which nothing says who carries the matter."""
        if self.kind != "handoff" or self.get("carried_by") or self.entity.says("transfer"):
            return False
        return self.source.kind in BEHIND and self.target.kind in BEHIND

    def _takes_the_customer_along(self) -> bool:
        if self.kind in APPROVALS:
            return bool(self.entity.get("asked_by") == "customer")
        if self.kind != "handoff":
            return True
        if self.get("carried_by") != "us" or self.entity.says("transfer"):
            return True
        return not (self.source.kind in BEHIND and self.target.kind in BEHIND)

    @property
    def chosen(self) -> bool:
        """Whether it is a choice in a menu that does not say for which contact reasons it is."""
        return self.kind == "option" and self.intents is None

    @property
    def rounds(self) -> float:
        """How often it can be taken in one matter, accomplishing nothing; inf without a limit.

        `attempts` on a step limit its asking again. They begin again at every visit, so they do
        not limit what leads away from the step and round to it.
        """
        if self._rounds is None:
            self._rounds = self._find_limit()
        return self._rounds

    def _find_limit(self) -> float:
        limit = None
        if self.comes_back:
            limit = 0
        elif self.kind == "handoff":
            done = self.new_matter or self.entity.data.get("progress") is True
            limit = 0 if done else self.entity.get("max_repeats")
        elif self.target is self.source and self.source.entity is not None:
            limit = 0 if self.hears_again else self.source.entity.get("attempts")
        return inf if limit is None else float(limit)

    @property
    def comes_back(self) -> bool:
        """Whether it is a referral after which the customer is back with whoever referred them.

        That is an errand with a result, where the referrer has a way on for those who bring it.
        """
        end = self.target.entity if self.target.kind == "outcome" and self.source.forks else None
        return end is not None and end.get("returns_to") == self.source.id

    @property
    def new_matter(self) -> bool:
        """Whether the case is closed with it, and a different matter begins.

        What comes back from where a matter has ended, as from an ombudsman, is a different one.
        """
        if self.kind != "handoff":
            return False
        return self.source.kind == "outcome" or self.entity.data.get("new_matter") is True

    @property
    def hears_again(self) -> bool:
        """Whether it is one choice of a menu among others, to hear that menu once more."""
        step = self.source.entity
        if self.kind != "option" or self.target is not self.source or step is None:
            return False
        return step.get("kind") == "menu" and len(step.data.get("options") or ()) > 1

    @property
    def transfers(self) -> bool:
        """Whether it takes the customer away from a team to somewhere else that is not the end."""
        away = self.source.kind == "team" and self.target.kind in AFTER_A_TEAM
        return away and self.source is not self.target and self.customer_goes


AFTER_A_TEAM = frozenset({"step", "team", "channel", "approval"})


class Network:
    """All places and moves of a policy, and its journeys.

    A journey is an intent's way through the graph; intents that may take the same moves share
    one Journey. A policy without intents is one unnamed journey from every published channel.
    `intents` are those whose ways are looked at: all of the policy, unless it `is_limited`.
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.nodes: list[Node] = []
        self.moves: list[Move] = []
        self.intents: Sequence[Entity] = policy.of("intent")
        self.is_limited = False
        self._by_id: dict[str, Node] = {}

    def limit(self, intents: Sequence[Entity]) -> Network:
        """Return the same places and moves, with the journeys of these contact reasons alone."""
        limited = Network(self.policy)
        limited.nodes, limited.moves, limited._by_id = self.nodes, self.moves, self._by_id
        limited.intents, limited.is_limited = intents, True
        return limited

    def node(self, id_: str) -> Node | None:
        """Return the place of that id."""
        return self._by_id.get(id_)

    def add(self, kind: str, id_: str, entity: Entity | None, at: At | None = None) -> Node:
        """Take a place in; a known id gives the place it already names.

        `at` is for a place that no entity defines, or that is a part of one.
        """
        known = self._by_id.get(id_)
        if known is None:
            deserted = kind == "team" and entity is not None and bool(idle(self.policy, entity))
            number = len(self.nodes)
            known = self._by_id[id_] = Node(number, kind, id_, entity, at, deserted=deserted)
            self.nodes.append(known)
        return known

    def link(
        self,
        kind: str,
        source: Node,
        target: Node,
        entity: Entity,
        keys: tuple[str | int, ...] = (),
        intents: frozenset[str] | None = None,
    ) -> None:
        """Take a move in."""
        if source.only_next is None:
            source.only_next = target
        elif source.only_next is not target:
            source.forks = True
        self.moves.append(Move(len(self.moves), kind, source, target, entity, keys, intents))

    @cached_property
    def leaving(self) -> list[list[Move]]:
        """For each place by number, the moves that leave it."""
        leaving: list[list[Move]] = [[] for _ in self.nodes]
        for move in self.moves:
            leaving[move.source.number].append(move)
        return leaving

    @cached_property
    def arriving(self) -> list[list[Move]]:
        """For each place by number, the moves that lead to it."""
        arriving: list[list[Move]] = [[] for _ in self.nodes]
        for move in self.moves:
            arriving[move.target.number].append(move)
        return arriving

    @cached_property
    def journeys(self) -> Sequence[Journey]:
        """Every journey of the policy."""
        return tuple(journeys_of(self))

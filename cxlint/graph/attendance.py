"""Who answers a contact in a journey, for each choice and for each thing that can happen to it.

Contacts go on from channels and steps to the first team. What customers choose in a menu, a
person whom they ask for, and what happens to them (they wait too long, fail, meet an error, or
find everybody busy) each needs an answer of its own: it is a *branch* here. Ways that nobody
chooses between are taken together: of two teams one is enough, and who turns to a closed place is
sent on. Which way a step of the system takes is not known, nor whether the hour decides it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms import propagation
from cxlint.calendar.answer_times import Doors, Overflow, Reply
from cxlint.calendar.opening_hours import ALWAYS, Hours
from cxlint.graph.channel_promises import TARGET, WHEN_FULL
from cxlint.graph.move_kinds import FAILURES, MISHAPS
from cxlint.graph.staffing import PASSING, UNKNOWN, Crew
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from cxlint.calendar.answer_times import Answer, Answers
    from cxlint.graph.channel_promises import Patience
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Node
    from cxlint.graph.staffing import Crews
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

SETTLING = FAILURES | {"option", "person", "full"}
"""Kinds of move that need an answer of their own."""
APART = frozenset({"option", "person", "full", "error"})
"""Those of them that are taken whether or not anybody is at the other ways."""
MESSAGES = frozenset({"callback", "voicemail"})
"""Kinds of step at which customers leave something that is taken up later."""
ROUND_THE_CLOCK: Answers = (Hours(ALWAYS),)
DEEPEST = 3
"""How many places with hours of their own are followed one behind the other."""


class Branch(NamedTuple):
    """Those who take a contact at one branch of the way: who is met, and while who is busy.

    `callback` is when those who find everybody busy are called back.
    """

    taking: int
    busy: int = 0
    callback: Duration | None = None


class Staff(NamedTuple):
    """Who answers: at once or as promised, who only takes a message, and whether all is known.

    `unable` is true where others are there who can neither settle the matter nor pass it on.
    """

    present: Answers
    messages: Answers = ()
    unknown: bool = False
    unable: bool = False


class Attendance:
    """Who answers at each place of one journey."""

    def __init__(
        self, journey: Journey, crews: Crews, patience: Patience, mailboxes: Container[str]
    ) -> None:
        """Take the kinds of channel that are mailboxes: what arrives there is answered later."""
        self.journey = journey
        self._crews = crews
        self._patience = patience
        self._mailboxes = mailboxes
        self._staff: dict[tuple[int, frozenset[int]], Staff] = {}
        self._met = [self._seed(number) for number in range(journey.size)]
        self._stops = [self._is_stop(number) for number in range(journey.size)]
        self._by_flow = self._spread(self.in_flow)
        self._by_all = self._spread(lambda _: True)
        self._listed: list[Branch] = []
        self._branches = self._spread_branches()

    def meeting(self, number: int) -> int:
        """Return the set of those whom a contact meets that is sent to this place."""
        return self._met[number] if self._stops[number] else self._by_flow[number]

    def behind(self, number: int) -> Branch:
        """Return those who take what arrives at this place and meets no branch."""
        return Branch(self._by_flow[number])

    def branches(self, number: int) -> list[Branch]:
        """Return the different branches to which contacts can come from this place."""
        bits = self._branches[number]
        return [each for at, each in enumerate(self._listed) if bits >> at & 1]

    def branch_of(self, number: int, target: int, move: Move) -> Branch | None:
        """Return the branch that a move from this place is, if somebody is met on it."""
        if move.kind not in SETTLING or self.journey.nodes[number].kind not in PASSING:
            return None
        taking = self.meeting(target)
        if not taking or move.kind != "full":
            return Branch(taking) if taking else None
        return Branch(taking, self._by_flow[number], move.entity.duration(*WHEN_FULL))

    def staff(self, branch: Branch, start: Node) -> Staff:
        """Return who answers at a branch of the way from a channel; not the channel itself."""
        trail = frozenset({start.number})
        met = self._resolve(branch.taking, trail)
        if not branch.busy:
            return met
        busy = self._resolve(branch.busy, trail)
        beyond = (*met.present, *met.messages)  # nobody is promised to whom it is full
        if branch.callback is not None and self._patience.bears(branch.callback):
            beyond += (self._patience.when_open(busy.present, branch.callback),)
        present = (Overflow(busy.present, beyond),) if beyond else ()
        return Staff(present, unknown=met.unknown or busy.unknown)

    def callbacks(self, channel: Entity, staff: Answers) -> Answers:
        """Return the later answers with which a channel excuses that nobody is there now."""
        listeners = self._listeners(channel)
        return tuple(self._patience.callbacks(channel, staff, listeners))

    def _listeners(self, channel: Entity) -> Answers | None:
        """Return those who hear voice messages, where the policy names a team."""
        named = channel.get("voicemail", "owner")
        team = self._team(named) if named else None
        if team is None:
            return None
        heard = self._resolve(self._crews.of(team), frozenset())
        return ROUND_THE_CLOCK if heard.unknown else heard.present

    def _resolve(self, bits: int, trail: frozenset[int]) -> Staff:
        """Return who answers of a set; places on the trail answer nobody who comes from them."""
        known = self._staff.get((bits, trail))
        if known is None:
            known = self._staff[bits, trail] = self._resolved(bits, trail)
        return known

    def _resolved(self, bits: int, trail: frozenset[int]) -> Staff:
        passed = [self.journey.network.nodes[number] for number in trail]
        members = [each for each in self._crews.members(bits) if each not in passed]
        unable = any(isinstance(each, Crew) and not each.able for each in members)
        able = any(map(self._may_settle, members))
        alone = unable and not able and not bits & UNKNOWN
        present: list[Answer] = []
        messages: list[Answer] = []
        for member in members:
            if not isinstance(member, Crew):
                self._enter(member, trail, present, messages)
            elif alone or member.able:
                present.append(member.hours)
        return Staff(
            tuple(dict.fromkeys(present)),
            tuple(dict.fromkeys(messages)),
            bool(bits & UNKNOWN),
            unable and not alone,
        )

    def _may_settle(self, member: Crew | Node) -> bool:
        """Whether a matter may be settled there by people, now."""
        if isinstance(member, Crew):
            return member.able
        channel = member.entity if member.kind == "channel" else None
        return channel is not None and channel.get("kind") not in self._mailboxes

    def _enter(
        self, node: Node, trail: frozenset[int], present: list[Answer], messages: list[Answer]
    ) -> None:
        """Add who answers behind a place at which it depends on the time."""
        if len(trail) > DEEPEST:
            present += ROUND_THE_CLOCK
            return
        assert node.entity is not None
        trail |= {node.number}
        if node.kind == "step":
            team = node.entity.get("by")
            messages += self._taken_up(self._behind(node, team, trail), node.entity)
        elif node.entity.get("kind") in self._mailboxes:
            team = node.entity.get("monitored_by")
            messages += self._taken_up(self._behind(node, team, trail), node.entity)
        else:
            self._pass(node, node.entity, trail, present, messages)

    def _behind(self, node: Node, team: str | None, trail: frozenset[int]) -> Staff:
        """Return who answers behind a place; where nothing is said of them, they are unknown."""
        number = self.journey.number(node)
        bits = 0 if number is None else self._by_all[number]
        if node.kind == "step":
            bits &= ~self._crews.single(node)
        if team is not None:
            bits |= self._crews.of(self._team(team))
        return self._resolve(bits or UNKNOWN, trail)

    def _taken_up(self, staff: Staff, place: Entity) -> Answers:
        """Return the answer to what customers leave at a place."""
        people = ROUND_THE_CLOCK if staff.unknown else staff.present
        target = place.duration(*TARGET)
        if target is not None:
            return (self._patience.reply(people, target),)
        return (Reply(people, self._patience.through_closing),)

    def _pass(
        self,
        node: Node,
        channel: Entity,
        trail: frozenset[int],
        present: list[Answer],
        messages: list[Answer],
    ) -> None:
        """Add who answers behind a channel: while it is open, and where it sends people else."""
        hours = self.policy.hours(channel, "open")
        assert hours is not None
        inner = self._behind(node, channel.get("monitored_by"), trail)
        outer = self._resolve(self.when_closed(node), trail)
        inside = ROUND_THE_CLOCK if inner.unknown else inner.present
        outside = ROUND_THE_CLOCK if outer.unknown else outer.present
        present.append(Doors(hours, inside, (*outside, *self.callbacks(channel, inside))))
        left = outer.messages
        if channel.says("voicemail"):
            left += (Reply(inside, self._patience.through_closing),)
        if inner.messages or left:
            messages.append(Doors(hours, inner.messages, left))

    def when_closed(self, node: Node) -> int:
        """Return whom contacts meet to whom a channel is closed."""
        number = self.journey.number(node)
        if number is None:
            return 0
        moves = zip(self.journey.out[number], self.journey.via[number], strict=True)
        bits = 0
        for target, move in moves:
            if move.kind == "closed":
                bits |= self.meeting(target)
        return bits

    @property
    def policy(self) -> Policy:
        """The policy that the journey is one of."""
        return self.journey.network.policy

    def watched(self, branch: Branch, channel: Entity) -> Branch:
        """Return the branch with those who look into the channel besides."""
        named = channel.get("monitored_by")
        if named is None or not branch.taking:
            return branch if named is None else Branch(self._crews.of(self._team(named)))
        return branch._replace(taking=branch.taking | self._crews.of(self._team(named)))

    def _team(self, id_: str) -> Entity | None:
        return self.policy.find("team", id_)

    def in_flow(self, move: Move) -> bool:
        """Whether a move is one of those by which people come on without a choice of theirs."""
        return move.kind not in APART

    def leads_on(self, number: int) -> bool:
        """Whether what is sent to this place goes on from there."""
        return not self._stops[number]

    def _seed(self, number: int) -> int:
        node = self.journey.nodes[number]
        if node.opaque:
            return UNKNOWN
        if node.kind == "team":
            return self._crews.of(node.entity, able=self._is_able(number))
        if node.kind == "channel" and node.entity is not None:
            return self._seed_of_channel(node, node.entity)
        if node.kind == "step" and node.entity is not None:
            return self._crews.single(node) if self._takes_messages(node) else 0
        return 0

    def _takes_messages(self, node: Node) -> bool:
        """Whether people leave something there; at a form, if others do not take them."""
        assert node.entity is not None
        kind = node.entity.get("kind")
        arriving = self.journey.network.arriving[node.number]
        sent = kind == "form" and any(move.kind in MISHAPS for move in arriving)
        return sent or kind in MESSAGES

    def _seed_of_channel(self, node: Node, channel: Entity) -> int:
        if channel.get("kind") in self._mailboxes:
            return self._crews.single(node)
        hours = self.policy.hours(channel, "open")
        if hours is None:
            return UNKNOWN if channel.says("open") else 0
        return 0 if hours.is_always_open else self._crews.single(node)

    def _is_able(self, number: int) -> bool:
        """Whether a team can settle the matters of this journey, or pass them on."""
        team = self.journey.nodes[number].entity
        stated = team is not None and team.get("closes") is not None
        return not stated or not self.journey.intents or bool(self.journey.via[number])

    def _is_stop(self, number: int) -> bool:
        node = self.journey.nodes[number]
        return node.kind not in PASSING or bool(self._met[number] and node.kind == "channel")

    def _spread(self, taken: Callable[[Move], bool]) -> list[int]:
        """Return whom contacts meet behind each place, by the moves that are taken."""
        journey = self.journey
        back: list[list[int]] = [[] for _ in journey.nodes]
        for number, moves in enumerate(journey.via):
            if self._stops[number]:
                continue
            for target, move in zip(journey.out[number], moves, strict=True):
                if taken(move):
                    back[target].append(number)
        seeds = {number: bits for number, bits in enumerate(self._met) if bits}
        held = propagation.spread_sets(back, seeds) if seeds else [0] * journey.size
        return [
            self._inside(number, held, taken) if self._is_door(number) else bits
            for number, bits in enumerate(held)
        ]

    def _is_door(self, number: int) -> bool:
        return self._stops[number] and self.journey.nodes[number].kind == "channel"

    def _inside(self, number: int, held: list[int], taken: Callable[[Move], bool]) -> int:
        """Return whom contacts meet behind a place that has hours of its own."""
        moves = zip(self.journey.out[number], self.journey.via[number], strict=True)
        bits = 0
        for target, move in moves:
            if taken(move):
                bits |= held[target]
        return bits

    def _spread_branches(self) -> list[int]:
        """Return the branches that can be met from each place on, as bits of those listed."""
        journey = self.journey
        known: dict[Branch, int] = {}
        back: list[list[int]] = [[] for _ in journey.nodes]
        seeds: dict[int, int] = {}
        for number, moves in enumerate(journey.via):
            for target, move in zip(journey.out[number], moves, strict=True):
                if not self._stops[target]:
                    back[target].append(number)
                branch = self.branch_of(number, target, move)
                if branch is not None:
                    bit = known.setdefault(branch, 1 << len(known))
                    seeds[number] = seeds.get(number, 0) | bit
        self._listed = list(known)
        return propagation.spread_sets(back, seeds) if seeds else [0] * journey.size

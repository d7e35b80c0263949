"""One chain for all contact reasons: places with what may follow, as often as each may be gone."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cxlint.algorithms.chains.bounded_moves import unfold, without
from cxlint.algorithms.chains.bounds import bound_both, bound_two_ends
from cxlint.algorithms.chains.chain import END, Chain, Exits, Gains, list_ways
from cxlint.algorithms.chains.consistency import Doubles, bound_together, find_disagreeing
from cxlint.algorithms.chains.single_cases import find_best, find_closed, find_worst
from cxlint.analysis.cases.scopes import Scopes
from cxlint.analysis.cases.shares import divide, ends_with, goes_on
from cxlint.graph.journeys import find_entries
from cxlint.records import NamedTuple
from cxlint.values.quantities import duration_range, percentage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cxlint.algorithms.chains.bounded_moves import Unfolded
    from cxlint.algorithms.chains.chain import Share, Value
    from cxlint.algorithms.chains.ratios import Bounds
    from cxlint.analysis.cases.shares import Division
    from cxlint.graph.network import Move, Network, Node
    from cxlint.language.entity import Entity

LIVE_KINDS = frozenset({"voice", "chat", "in_person", "video", "ivr", "bot"})
"""Kinds of channel at which the customer is there, and waits."""

LEAVING_THE_LINE = frozenset({"voicemail"})
"""Kinds of step at which customers hang up; after a callback they are on the line again."""

MOST_TOGETHER = 1_000
"""Shares that copies of a place have in common are looked at in policies of so many places."""

MOST_OF_ONE = 300
"""So many places may come into question for those who begin at one."""

STAY = 0
"""The way of those whom no stated move takes on."""

SETTLE = 1
"""The way of those whose matter is settled where they are."""

BEGIN = 2
"""The way in which cases come to where they begin."""

UNSEEN = 3
"""The way on from a place that the policy does not describe."""


class Way(NamedTuple):
    """A way of the chain: the move that is gone, and whether the customer is on the line then."""

    move: Move | None = None
    on_line: bool = False
    end: str = ""

    @property
    def is_contact(self) -> bool:
        """Whether the customer turns to the company once more."""
        return self.move is not None and self.move.get("carried_by") == "customer"

    @property
    def is_handoff(self) -> bool:
        """Whether the case goes from one team to another."""
        move = self.move
        if move is None or move.kind != "handoff" or move.source is move.target:
            return False
        return move.source.kind == move.target.kind == "team"

    @property
    def is_transfer(self) -> bool:
        """Whether the customer is on the line as the case goes from one team to another."""
        return self.on_line and self.is_handoff


class Place(NamedTuple):
    """A place of the chain: None where contacts begin; with the customer on the line, or not.

    `scope` holds, as bits, for which moves ahead the contact reason is the right one (`Scopes`).
    """

    node: Node | None
    scope: int = 0
    on_line: bool = False
    attempt: int = 0
    root: str = ""


class CaseChain:
    """The chain of all contact reasons of a policy.

    `places` are those of the chain as it is written, `ways` all its ways by number. `roots` holds
    where each contact reason begins, by its id, and `starts` where it does at each channel.
    `divisions` says how the contacts of a place are divided. With `lines` it is told apart whether
    the customer is on the line; without, `live` holds, for each of these beginnings, another at
    which only those begin who are.
    """

    def __init__(self, network: Network, *, lines: bool = False) -> None:
        self.network = network
        self.lines = lines
        self.live: dict[int, int] = {}
        self.ways: list[Way] = [Way(), Way(end="resolved"), Way(), Way()]
        self.places: list[Place] = []
        self.divisions: list[Division | None] = []
        self.roots: dict[str, int] = {}
        self.starts: dict[str, dict[str, int]] = {}
        self.everybody = -1
        self._number: dict[Place, int] = {}
        self._way_number: dict[tuple[int, bool], int] = {}
        self._exits: list[Exits] = []
        self._unmerged: dict[int, Exits] = {}
        self._scopes = Scopes(network)
        self._build()
        self._limits = self._find_limits()
        self.plain = Chain(self._exits)
        unfolded = unfold(self.plain, self._limits, STAY)
        self.chain, self.first = unfolded.chain, unfolded.first
        self.unsolved = unfolded.unsolved

    def _find_limits(self) -> dict[int, tuple[int, int]]:
        """Return, by way, the limited move that it is, numbered, and how often it may be gone."""
        numbers: dict[int, int] = {}
        return {
            way: (numbers.setdefault(each.move.number, len(numbers)), limit)
            for way, each in enumerate(self.ways)
            if each.move is not None and (limit := _limit(each.move))
        }

    def start_shares(self, intent: Entity) -> dict[str, Fraction]:
        """Return which share of the cases of a contact reason is stated to begin where."""
        return dict(_start_shares(intent))

    def find_same(self, other: CaseChain, begin: int) -> int:
        """Return the beginning that is the same as one of another chain; any for other places."""
        return self._beginnings.get(other.names.get(begin, ("", "")), 0)

    @cached_property
    def names(self) -> dict[int, tuple[str, str]]:
        """What each beginning is called: the contact reason, and the channel where they begin."""
        names = {self.everybody: ("", "all")}
        for intent, starts in self.starts.items():
            names |= {begin: (intent, start) for start, begin in starts.items()}
        return names | {root: (intent, "") for intent, root in self.roots.items()}

    @cached_property
    def _beginnings(self) -> dict[tuple[str, str], int]:
        found = {("", "all"): self.everybody}
        for intent, starts in self.starts.items():
            found |= {(intent, start): begin for start, begin in starts.items()}
            found[intent, ""] = self.roots[intent]
        return found

    @cached_property
    def in_full(self) -> Unfolded:
        """The chain with every move that cases may take, also those that count for the same.

        It has the places of the other, and where each begins in it.
        """
        exits = [self._unmerged.get(place, each) for place, each in enumerate(self._exits)]
        return unfold(Chain(exits), self._limits, STAY)

    def bounds(self, gains: Gains) -> tuple[Bounds, Bounds]:
        """Return the least and the most that is expected to count, from each place on.

        Where cases begin, these are the ends over all shares that one place has at all its copies;
        of large policies over those that each copy has for itself, between which they lie.
        """
        least, most = bound_both(self.chain, gains)
        return self._agree(least, gains, most=False), self._agree(most, gains, most=True)

    def bounds_of_ends(
        self, one: Gains, other: Gains
    ) -> tuple[tuple[Bounds, Bounds], tuple[Bounds, Bounds]]:
        """Return the same of two ways to end, of which most cases come to one."""
        found = bound_two_ends(self.chain, one, other)
        (least, most), (rest_least, rest_most) = found
        return (
            (self._agree(least, one, most=False), self._agree(most, one, most=True)),
            (self._agree(rest_least, other, most=False), self._agree(rest_most, other, most=True)),
        )

    def _agree(self, bounds: Bounds, gains: Gains, *, most: bool) -> Bounds:
        """Return the bounds by place of the written chain, those of copies that agree on shares."""
        picked, doubles = bounds.pick(self.first), self._doubles
        if not doubles.group or len(self.places) > MOST_TOGETHER:
            return picked
        apart = find_disagreeing(self.chain, doubles, gains, bounds, most=most)
        if not apart:
            return picked
        leads = self.lead_to(self.chain.origin[place] for place in apart)
        found = {
            begin: self._bound_together(begin, gains, most=most)
            for begin in self.names
            if leads[begin] and begin != self.everybody
        }
        values = {begin: value for begin, value in found.items() if value is not None}
        unsure = frozenset(found).difference(values)
        agreed = picked.replace(values, unsure)
        if not leads[self.everybody]:
            return agreed
        every = {self.everybody} if unsure.intersection(self.roots.values()) else set()
        mean = {self.everybody: self._mean(agreed, most=most)}
        return picked.replace(values | mean, unsure | every)

    def _bound_together(self, begin: int, gains: Gains, *, most: bool) -> Value | None:
        part = self.chain.cut_out(self.first[begin], MOST_OF_ONE)
        if part is None:
            return None
        chain, places = part
        group = self._doubles.group
        own = {number: group[place] for number, place in enumerate(places) if place in group}
        return bound_together(chain, Doubles(own, self._doubles.move), gains, most=most)

    def _mean(self, values: Bounds, *, most: bool) -> Value:
        """Return what all contact reasons come to together, by what each comes to."""
        exits = self.plain.exits[self.everybody]
        total = sum(share * values[to] for share, to, _ in exits.stated)
        if not exits.rest:
            return total
        return total + exits.rest * (max if most else min)(values[to] for to, _ in exits.free)

    @cached_property
    def _doubles(self) -> Doubles:
        """Places of the chain at which the same share is unknown: copies of one."""
        copies: dict[tuple[int, int], list[int]] = {}
        for number, exits in enumerate(self.chain.exits):
            place = self.places[self.chain.origin[number]]
            if place.node is not None and exits.rest and len(exits.free) > 1:
                copies.setdefault((place.node.number, place.scope), []).append(number)
        several = [each for each in copies.values() if len(each) > 1]
        moves = [-way if each.move is None else each.move.number
                 for way, each in enumerate(self.ways)]  # fmt: skip
        return Doubles({p: (at,) for at, each in enumerate(several) for p in each}, moves)

    def extremes(self, gains: Gains) -> tuple[list[Value], list[Value]]:
        """Return the least and the most that counts for a single case, from each place on."""
        least = find_best(self.chain, gains)
        most = find_worst(self.chain, gains)
        return [least[at] for at in self.first], [most[at] for at in self.first]

    def reach(self, root: int, within: bytearray | None = None) -> Iterator[int]:
        """Yield the places of the chain as it is written that cases may come to, nearest first.

        `within` says of each place whether it counts, and what follows it.
        """
        seen = {root}
        waiting = [root]
        for place in waiting:  # grows while it is walked
            yield place
            for target, _ in self.plain.possible[place]:
                if target != END and target not in seen and (within is None or within[target]):
                    seen.add(target)
                    waiting.append(target)

    def lead_to(self, places: Iterable[int]) -> bytearray:
        """Return, by place, whether cases may come from there to any of these places."""
        leads = bytearray(len(self.places))
        waiting = list(places)
        for place in waiting:
            leads[place] = 1
        for place in waiting:  # grows while it is walked
            for source in self._before[place]:
                if not leads[source]:
                    leads[source] = 1
                    waiting.append(source)
        return leads

    @cached_property
    def _before(self) -> list[list[int]]:
        before: list[list[int]] = [[] for _ in self.places]
        for place, ways in enumerate(self.plain.possible):
            for target, _ in ways:
                if target != END:
                    before[target].append(place)
        return before

    @cached_property
    def closed(self) -> list[list[int]]:
        """The sets of places that no case ever leaves once it is there."""
        return find_closed(self.plain, STAY)

    def count_ways(self, counts: Callable[[Way], Share | bool]) -> Gains:
        """Return what counts where it is on ways."""
        return Gains([0] * len(self.places), [int(counts(way)) for way in self.ways])

    def count_numbered(self, ways: Sequence[Any]) -> Gains:
        """Return what counts where it is on those ways of which something true is given."""
        return Gains([0] * len(self.places), [int(bool(each)) for each in ways])

    def count_visits(self, counts: Callable[[Node], Share | bool]) -> Gains:
        """Return what counts where it is at places."""
        visits = [0 if each.node is None else counts(each.node) for each in self.places]
        return Gains([each if isinstance(each, Fraction) else int(each) for each in visits],
                     [0] * len(self.ways))  # fmt: skip

    def _build(self) -> None:
        shares = [
            (intent.percentage("share"), self._add_root(intent)) for intent in self.network.intents
        ]
        for number, place in enumerate(self.places):  # grows while it is walked
            if place.node is not None:
                exits, self.divisions[number] = self._follow(place, place.node)
                exits = self._tries_out(place, place.node, exits)
                self._exits[number] = self._merge(exits)
                if self._exits[number] is not exits:
                    self._unmerged[number] = exits
        if shares:
            self.everybody = self._add_mix("all", shares)

    def _add_root(self, intent: Entity) -> int:
        begins = self.starts[intent.id] = {}
        stated = dict(_start_shares(intent))
        scope = self._scopes.allow(intent)
        shares = []
        for node in find_entries(self.network, intent):
            begins[node.id] = self._begin(node, scope & self._scopes.ahead[node.number])
            shares.append((stated.get(node.id), begins[node.id]))
        root = self.roots[intent.id] = self._add_mix(f"intent {intent.id}", shares)
        return root

    def _add_mix(self, name: str, shares: Sequence[tuple[Fraction | None, int]]) -> int:
        """Take in where cases of several beginnings begin, and those among them on the line."""
        root = self._add(Place(None, root=name))
        self._exits[root] = _mix(shares)
        if not self.lines:
            live = self.live[root] = self._add(Place(None, root=f"{name} on the line"))
            self._exits[live] = _mix([(share, self.live[each]) for share, each in shares])
        return root

    def _begin(self, node: Node, scope: int) -> int:
        """Return where a case begins at a place; of some it is not known if anybody is there."""
        live = _is_live(node)
        if not self.lines:
            begin = self._add(Place(node, scope))
            self.live[begin] = begin if live else self._begin_alone(begin, node, live=live)
            return begin
        if live is not None:
            return self._add(Place(node, scope, on_line=live))
        begin = self._add(Place(None, root=f"start {node.id} {scope}"))
        both = [self._add(Place(node, scope, on_line=there)) for there in (False, True)]
        self._exits[begin] = Exits((), [(each, BEGIN) for each in both], 1)
        return begin

    def _begin_alone(self, begin: int, node: Node, *, live: bool | None) -> int:
        """Return where those begin who are on the line, if nobody is, or none knows who."""
        alone = self._add(Place(None, root="nobody" if live is False else f"{node.id} {begin}"))
        unknown = [(begin, BEGIN)] if live is None else []
        self._exits[alone] = Exits((), [(END, BEGIN), *unknown], 1)
        return alone

    @cached_property
    def is_line_kept(self) -> bool:
        """Whether whoever is on the line stays so on all ways, and nobody comes to be."""
        return not any(_changes_line(move) for move in self.network.moves if goes_on(move))

    def _add(self, place: Place) -> int:
        number = self._number.get(place)
        if number is None:
            number = self._number[place] = len(self.places)
            self.places.append(place)
            self._exits.append(Exits(()))
            self.divisions.append(None)
        return number

    def _follow(self, place: Place, node: Node) -> tuple[Exits, Division | None]:
        if node.opaque:
            return Exits([(1, END, UNSEEN)]), None
        if node.deserted:
            return Exits([(1, END, STAY)]), None
        division = divide(self._scopes.list_moves(node, place.scope))
        stated = [(_whole(share), *self._enter(place, move)) for share, move in division.stated]
        missing = _whole(division.missing)
        if not missing:
            return Exits(stated), division
        free = list(
            dict.fromkeys(
                (END, SETTLE) if move is None else self._enter(place, move)
                for move in division.unstated
            )
        )
        return Exits(stated, free or [(END, STAY)], missing), division

    def _tries_out(self, place: Place, node: Node, exits: Exits) -> Exits:
        """Return how all goes on after the last attempt at a step: not back to the step."""
        if _attempts(node) - 1 != place.attempt:
            return exits
        again = {way for _, way in list_ways(exits) if self._leads_back(way, node)}
        return without(exits, again, STAY) if again else exits

    def _leads_back(self, way: int, node: Node) -> bool:
        move = self.ways[way].move
        return move is not None and move.source is move.target is node

    def _enter(self, place: Place, move: Move) -> tuple[int, int]:
        """Return where a move leads, and the number of the way."""
        end = "ended" if move.new_matter else ends_with(move.target)
        waits = _waits(move)
        on_line = place.on_line and not waits and _takes_along(move)
        way = self._way(move, end, on_line=on_line)
        if end:
            return END, way
        scope = place.scope & self._scopes.ahead[move.target.number]
        attempt = 0
        if move.target is move.source and (tries := _attempts(move.source)):
            attempt = min(place.attempt + 1, tries - 1)
        after = self.lines and _is_on_line_after(move, on_line=place.on_line and not waits)
        return self._add(Place(move.target, scope, after, attempt)), way

    def _way(self, move: Move, end: str, *, on_line: bool) -> int:
        key = (move.number, on_line)
        if key not in self._way_number:
            self._way_number[key] = len(self.ways)
            self.ways.append(Way(move, on_line, end))
        return self._way_number[key]

    def _merge(self, exits: Exits) -> Exits:
        """Leave out what leads to the same place as another, and counts for the same."""
        kept: dict[tuple[Any, ...], tuple[int, int]] = {}
        for target, way in exits.free:
            each = self.ways[way]
            limited = way if each.move is not None and _limit(each.move) else -1
            counts = (each.is_contact, each.is_handoff, each.is_transfer, each.end)
            kept.setdefault((target, *counts, limited), (target, way))
        if len(kept) == len(exits.free):
            return exits
        return Exits(exits.stated, list(kept.values()), exits.rest)


def _mix(shares: Sequence[tuple[Fraction | None, int]]) -> Exits:
    """Return how cases begin: by the shares stated, and those that state none divide the rest.

    Where all state theirs and these are less than the whole, they are taken in proportion.
    """
    stated = [(share, number) for share, number in shares if share]
    free = [number for share, number in shares if share is None]
    total = sum((share for share, _ in stated), Fraction(0))
    if total > 1 or (total and not free):
        stated = [(share / total, number) for share, number in stated]
        total = Fraction(1)
    rest = _whole(1 - total)
    ways = [(number, BEGIN) for number in dict.fromkeys(free)] if rest else []
    if rest and not ways:
        ways = [(END, STAY)]
    return Exits([(_whole(share), number, BEGIN) for share, number in stated], ways, rest)


def _start_shares(intent: Entity) -> Iterable[tuple[str, Fraction]]:
    said = intent.get("start")
    for number, each in enumerate(said if isinstance(said, list) else ()):
        if isinstance(each, dict) and isinstance(each.get("share"), str):
            yield intent.texts("start")[number], percentage(each["share"])


def _whole(share: Fraction) -> Share:
    return share.numerator if share.denominator == 1 else share


def _limit(move: Move) -> int:
    """Return how often a case may go this way; 0 where nothing is said of it."""
    said = move.get("max_repeats")
    return said if isinstance(said, int) and not isinstance(said, bool) else 0


def _attempts(node: Node) -> int:
    """Return how often a customer may try at a step; 0 where nothing is said of it."""
    said = node.entity.get("attempts") if node.kind == "step" and node.entity else None
    return said if isinstance(said, int) and not isinstance(said, bool) else 0


def _is_live(node: Node) -> bool | None:
    """Whether customers who begin there are on the line; None where it is not known."""
    if node.kind != "channel" or node.entity is None:
        return None
    kind = node.entity.get("kind")
    return None if kind in (None, "any") else kind in LIVE_KINDS


def _changes_line(move: Move) -> bool:
    """Whether somebody on the line may not be there afterwards, or the other way round."""
    if _waits(move) or not _takes_along(move) or move.target.kind == "channel":
        return True
    return _is_on_line_after(move, on_line=True) is False


def _waits(move: Move) -> bool:
    """Whether customers wait on the way, and not on the line."""
    wait = move.get("wait")
    return isinstance(wait, str) and duration_range(wait)[1].seconds > 0


def _takes_along(move: Move) -> bool:
    """Whether somebody who is on the line is handed on with the case, and does not go alone."""
    return move.get("carried_by") != "customer" or move.entity.says("transfer")


def _is_on_line_after(move: Move, *, on_line: bool) -> bool:
    """Whether somebody is on the line where a move has led."""
    target = move.target
    if target.kind == "channel" and (live := _is_live(target)) is not None:
        return live and (on_line or move.get("carried_by") == "customer")
    if target.kind == "step" and target.entity is not None:
        return on_line and target.entity.get("kind") not in LEAVING_THE_LINE
    return on_line

"""What lines cost customers: the mean minutes they wait in them, and what they pay."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from cxlint.algorithms.chains.chain import END
from cxlint.analysis.cases.case_chain import LIVE_KINDS
from cxlint.analysis.decisions.case_graph import explore
from cxlint.analysis.decisions.customer_lines import LineFees, LineWaits, charges_waiting
from cxlint.analysis.quantity import UNBOUNDED, Part, Quantity
from cxlint.analysis.queues.line_figures import find_line_figure, sees_line
from cxlint.analysis.queues.loads import Gap
from cxlint.analysis.queues.staffing import Staffing
from cxlint.records import NamedTuple
from cxlint.sentence_lists import join_with_and

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cxlint.algorithms.chains.chain import Value as Amount
    from cxlint.analysis.cases.case_chain import Place
    from cxlint.analysis.decisions.case_graph import Tally
    from cxlint.analysis.quantity import Value
    from cxlint.analysis.subject import Subject
    from cxlint.language.entity import Entity

WAITING = (
    "the mean wait in the line of each channel that the customer comes to, until somebody takes "
    "it up; a single wait has no most"
)
FEES = (
    "fees of channels; minutes with people and in lines as means, those in lines only where they "
    "are charged; what a return costs is told by its terms"
)
CHAIN = "absorbing Markov chains (Kemeny and Snell 1960; Grinstead and Snell 1997, chapter 11)"
TOO_MUCH = "more can happen to a case than can be looked at"
DEPENDS = "it depends on the way that a case takes"

MOST_PLACES = 200
"""Of so many places, the nearest, is said what a figure is made of."""

EXACT_TO = 10**9
"""Waits, which no fraction tells exactly, are taken to so small a part of a minute."""


class Wait(NamedTuple):
    """The least and the most mean wait in a line, in minutes; `why` the most is not known."""

    least: Fraction
    most: Fraction | None
    why: str = ""


class Told(NamedTuple):
    """What is said of one cost: how its figures are called, what they mean and are made of.

    `doubt` is why nothing may be claimed, `open` why there is no most.
    """

    name: str
    reading: str
    doubt: str
    open: str
    parts: tuple[Part, ...]


class Cost:
    """A cost of cases that is at least what one tally counts, and at most what another does.

    Where both count the same, they are one.
    """

    def __init__(
        self, subject: Subject, least: Tally[Any], most: Tally[Any], roots: Sequence[int]
    ) -> None:
        self._places = subject.cases.places
        self._tallies = least, most
        graph = explore(subject.cases, least, roots)
        more = graph if most is least else explore(subject.cases, most, roots)
        self._graphs = graph, more

    def mean(self, root: int) -> tuple[Amount, Amount] | None:
        """Return the ends of the mean over cases from a root; None where that is too much."""
        least, most = self._graphs
        if least is None or most is None:
            return None
        low, high = self._at_first(root)
        return low + least.least_mean[root], high + most.greatest_mean[root]

    def single(self, root: int) -> tuple[Amount, Amount] | None:
        """Return what the best and the worst case takes."""
        least, most = self._graphs
        if least is None or most is None:
            return None
        low, high = self._at_first(root)
        return low + least.best[root], high + most.worst[root]

    def _at_first(self, root: int) -> tuple[Fraction, Fraction]:
        """Return what it takes where cases begin, if that is a place of its own."""
        place = self._places[root]
        if place.node is None:
            return Fraction(0), Fraction(0)
        least, most = (tally.begin(place)[1] for tally in self._tallies)
        return Fraction(least), Fraction(most)


def list_quantities(subject: Subject) -> Iterator[Quantity]:
    """Yield the minutes in lines and the money of each contact reason, and of all."""
    if not subject.intents:
        return
    if not any(each.says("load") or each.says("fee") for each in subject.policy.of("channel")):
        return
    costs, cases = LineCosts(subject), subject.cases
    for intent in subject.intents:
        prefix = f"journey.{intent.id}"
        yield from costs.list_of(prefix, cases.roots[intent.id])
        starts = cases.starts[intent.id]
        for channel, start in starts.items() if len(starts) > 1 else ():
            yield from costs.list_of(f"{prefix}.by_channel.{channel}", start)
    yield from costs.list_of("all", cases.everybody)


def find_quantity(subject: Subject, name: str) -> Quantity | None:
    """Return None: no figure of these has a moment or a sum in its name."""
    del subject, name
    return None


class LineCosts:
    """What lines cost those who begin at a root, as far as the policy states anything of it."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._cases = cases = subject.cases
        self._staffing = Staffing(subject.network)
        starts = (place for each in cases.starts.values() for place in each.values())
        self._roots = [*dict.fromkeys((*cases.roots.values(), *starts, cases.everybody))]

    def list_of(self, prefix: str, root: int) -> Iterator[Quantity]:
        """Yield the figures of those who begin at a root."""
        doubt = self._say_doubt(root)
        if self._to_known_waits[root]:
            open_ = self._say_open(root, self._to_unknown_waits)
            parts = tuple(_wait_parts(self._nearest(root), self._waits))
            told = Told(f"{prefix}.waiting_minutes", WAITING, doubt, open_, parts)
            yield from _list_mean(told, self._waiting.mean(root))
            if not (doubt or open_):
                yield Quantity(f"{told.name}.max", UNBOUNDED, WAITING)
        if self._to_fees[root]:
            open_ = self._say_open(root, self._to_charged_waits)
            parts = tuple(_fee_parts(self._nearest(root)))
            told = Told(f"{prefix}.money", FEES, doubt or self._say_mixed(root), open_, parts)
            yield from _list_mean(told, self._money.mean(root))
            yield from _list_single(told, self._money.single(root))

    def _lead_to(self, concerns: Callable[[Entity], bool]) -> bytearray:
        """Return, by place, whether cases may come from there to a channel of some kind."""
        places = enumerate(self._cases.places)
        return self._cases.lead_to(
            number
            for number, place in places
            if (channel := _channel_at(place)) is not None and concerns(channel)
        )

    @cached_property
    def _to_known_waits(self) -> bytearray:
        return self._lead_to(lambda each: each.id in self._waits and not self._is_unknown(each))

    @cached_property
    def _to_unknown_waits(self) -> bytearray:
        return self._lead_to(self._is_unknown)

    @cached_property
    def _to_charged_waits(self) -> bytearray:
        return self._lead_to(lambda each: self._is_unknown(each) and charges_waiting(each))

    @cached_property
    def _to_fees(self) -> bytearray:
        return self._lead_to(lambda each: each.says("fee"))

    @cached_property
    def _to_currencies(self) -> Mapping[str, bytearray]:
        found = (_currency(each) for each in self.subject.policy.of("channel"))
        currencies = sorted(dict.fromkeys(each for each in found if each))
        return {name: self._lead_to(partial(_is_in_currency, name)) for name in currencies}

    def _is_unknown(self, channel: Entity) -> bool:
        wait = self._waits.get(channel.id)
        return wait is not None and wait.most is None

    def _nearest(self, root: int) -> list[Entity]:
        """Return the channels among the places that cases come to first."""
        seen, found = {root}, [root]
        for place in found:  # grows while it is walked
            if len(found) > MOST_PLACES:
                break
            for target, _ in self._cases.plain.possible[place]:
                if target != END and target not in seen:
                    seen.add(target)
                    found.append(target)
        channels = (_channel_at(self._cases.places[each]) for each in found)
        return [each for each in dict.fromkeys(channels) if each is not None]

    @cached_property
    def _waits(self) -> Mapping[str, Wait]:
        """The wait in the line of each channel at which customers wait."""
        channels = self.subject.policy.of("channel")
        return {each.id: self._wait(each) for each in channels if each.get("kind") in LIVE_KINDS}

    def _wait(self, channel: Entity) -> Wait:
        if not sees_line(self._staffing, channel):
            load = self._staffing.loads.get(channel.id)
            why = load.why if isinstance(load, Gap) else f"the load of {channel.id} is not stated"
            return Wait(Fraction(0), None, why)
        found = find_line_figure(self._staffing, channel, "mean_wait_seconds", "")
        least = found.value if found.minimum is None else found.minimum
        most = found.value if found.maximum is None else found.maximum
        return Wait(_minutes(least) or Fraction(0), _minutes(most), found.why)

    @cached_property
    def _waiting(self) -> Cost:
        low, high = self._ends
        least = LineWaits(low)
        return Cost(self.subject, least, least if low == high else LineWaits(high), self._roots)

    @cached_property
    def _money(self) -> Cost:
        low, high = self._ends
        least = LineFees(low, begun=0)
        begins = any(each.get("begun_minutes") for each in self.subject.policy.of("channel"))
        most = least if low == high and not begins else LineFees(high, begun=1)
        return Cost(self.subject, least, most, self._roots)

    @cached_property
    def _ends(self) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
        least = {id_: wait.least for id_, wait in self._waits.items()}
        return least, {id_: wait.most or wait.least for id_, wait in self._waits.items()}

    def _say_doubt(self, root: int) -> str:
        doubts = self.subject.doubts
        of_all = doubts.too_many_reasons if root == self._cases.everybody else ""
        return of_all or doubts.say_fault(root) or doubts.say_unsolved(root)

    def _say_open(self, root: int, unknown: bytearray) -> str:
        """Return why there is no most: a wait that is not known, or what is not described."""
        if not unknown[root]:
            return self.subject.doubts.say_unseen(root)
        nearest = (each for each in self._nearest(root) if self._is_unknown(each))
        return next((self._waits[each.id].why for each in nearest), "some load is not stated")

    def _say_mixed(self, root: int) -> str:
        """Return why fees cannot be added up, where they are stated in several currencies."""
        found = {name for name, leads in self._to_currencies.items() if leads[root]}
        stated = self.subject.policy.single("organization", "currency")
        found |= {str(stated[0])} if stated and found else set()
        return f"fees are stated in {join_with_and(sorted(found))}" if len(found) > 1 else ""


def _channel_at(place: Place) -> Entity | None:
    node = place.node
    return node.entity if node is not None and node.kind == "channel" else None


def _currency(channel: Entity) -> str:
    fee = channel.money("fee")
    return fee.currency if fee is not None and fee.amount else ""


def _is_in_currency(name: str, channel: Entity) -> bool:
    return _currency(channel) == name


def _minutes(seconds: Value | None) -> Fraction | None:
    if not isinstance(seconds, Fraction | float | int):
        return None
    return (Fraction(seconds) / 60).limit_denominator(EXACT_TO)


def _list_mean(told: Told, bounds: tuple[Amount, Amount] | None) -> Iterator[Quantity]:
    """Yield the mean and its ends; there is no most where something in it is not known."""
    name = f"{told.name}.expected"
    if told.doubt or bounds is None:
        yield Quantity(name, None, told.reading, why=told.doubt or TOO_MUCH)
        return
    low, high = _plain(bounds[0]), None if told.open else _plain(bounds[1])
    value = low if low == high else None
    why = "" if value is not None else told.open or DEPENDS
    yield Quantity(name, value, told.reading, low, high, why, CHAIN, told.parts)
    yield from _list_ends(told, name, low, high)


def _list_single(told: Told, bounds: tuple[Amount, Amount] | None) -> Iterator[Quantity]:
    if not told.doubt and bounds is not None:
        high = None if told.open else _plain(bounds[1])
        yield from _list_ends(told, told.name, _plain(bounds[0]), high)


def _list_ends(told: Told, name: str, low: Value, high: Value | None) -> Iterator[Quantity]:
    yield Quantity(f"{name}.min", low, told.reading, source=CHAIN)
    why = "" if high is not None else told.open
    yield Quantity(f"{name}.max", high, told.reading, why=why, source=CHAIN)


def _plain(amount: Amount) -> Value:
    if amount == float("inf"):
        return UNBOUNDED
    exact = Fraction(amount)
    return int(exact) if exact.denominator == 1 else exact


def _wait_parts(channels: Sequence[Entity], waits: Mapping[str, Wait]) -> Iterator[Part]:
    for each in channels:
        if (wait := waits.get(each.id)) is None:
            continue
        if wait.most is None:
            yield Part(f"{each.id}: {wait.why}", each.at("load"))
        else:
            ends = dict.fromkeys(f"{float(60 * end):.3g}" for end in (wait.least, wait.most))
            yield Part(f"{each.id}: {' to '.join(ends)} seconds in the line", each.at("load"))


def _fee_parts(channels: Sequence[Entity]) -> Iterator[Part]:
    for each in channels:
        fee = each.get("fee")
        if fee is None:
            yield Part(f"{each.id}: no fee is stated, and none is counted", each.at())
        else:
            by = "a minute" if each.get("fee_per") == "minute" else "a contact"
            yield Part(f"{each.id}: {fee}" + f" {by}" * (fee != "none"), each.at("fee"))

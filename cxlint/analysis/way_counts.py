"""How often customers turn to the company, who hands them on to whom, and how their cases end."""

from __future__ import annotations

import re
from functools import cached_property
from math import inf, isclose
from typing import TYPE_CHECKING

from cxlint.analysis.cases.channel_means import (
    list_weights,
    replace_count,
    replace_measure,
)
from cxlint.analysis.cases.doubts import Doubts, name_places, percent
from cxlint.analysis.cases.measures import measure_counts, measure_ends, measure_visits
from cxlint.analysis.cases.open_shares import find_widest, is_open, list_missing
from cxlint.analysis.cases.sums import list_parts
from cxlint.analysis.quantity import UNBOUNDED, Part, Quantity
from cxlint.sentence_lists import join_with_and

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from cxlint.algorithms.chains.chain import Value
    from cxlint.analysis.cases.case_chain import CaseChain
    from cxlint.analysis.cases.measures import Count, Measure
    from cxlint.analysis.subject import Subject
    from cxlint.graph.network import Node

SOURCE = "absorbing Markov chains (Kemeny and Snell 1960; Grinstead and Snell 1997, chapter 11)"

LEAST = "; the least over all shares that are not stated"
MOST = "; the most over all shares that are not stated"
ANY = "; for every admissible share"
CASE_LEAST = "; the case that meets the fewest"
UNSURE = (
    "a share that is not stated is the same each time that a case comes there, and this end lies "
    "somewhere between none and all of it; it is not worked out"
)

NEAR = "; to about ten digits, for exactly it would be a number of hundreds"

MOST_TOLD = 1_000
"""Of a policy with more places than this, is not said what each figure is made of."""

MOST_NAMED = 4
"""So many moves that state no share are named."""

CASE_MOST = "; the case that meets the most"


def list_quantities(subject: Subject) -> Iterator[Quantity]:
    """Yield every figure that needs nothing but the policy."""
    if not subject.intents:
        return
    figures = _Figures(subject)
    yield from figures.list_faults()
    yield from figures.list_shares()
    for intent, root in subject.ways.roots.items():
        yield from figures.list_of(f"journey.{intent}", root)
        yield from figures.list_ways_out(f"journey.{intent}", root)
        starts = subject.ways.starts[intent]
        for channel, start in starts.items() if len(starts) > 1 else ():
            yield from figures.list_of(f"journey.{intent}.by_channel.{channel}", start)
    yield from figures.list_of("all", subject.ways.everybody)


def find_quantity(subject: Subject, name: str) -> Quantity | None:
    """Return how often cases come to a place, or what those have in common who begin at one."""
    if not subject.intents:
        return None
    if name.startswith("by_channel."):
        return _find_of_channel(subject, name)
    found = _find_root(subject.ways, name)
    if found is None:
        return None
    prefix, root = found
    figures = _Figures(subject)
    visits = re.fullmatch(r"visits\.(.+?)(\.min|\.max)?", name.removeprefix(f"{prefix}."))
    place = subject.network.node(visits[1]) if visits else None
    if visits is None:
        known = figures.list_of(prefix, root)
    elif place is not None:
        known = figures.list_share(prefix, measure_visits(subject.ways, place), root)
    else:
        return None
    return next((each for each in known if each.name == name), None)


def _find_of_channel(subject: Subject, name: str) -> Quantity | None:
    """Return a figure of all contact reasons together, of those who begin at one channel."""
    for channel in {each for starts in subject.ways.starts.values() for each in starts}:
        prefix = f"by_channel.{channel}"
        figures = _Figures(subject).at_channel(channel) if name.startswith(f"{prefix}.") else None
        if figures is not None:
            known = figures.list_of(prefix, subject.ways.everybody)
            return next((each for each in known if each.name == name), None)
    return None


def _find_root(cases: CaseChain, name: str) -> tuple[str, int] | None:
    """Return the beginning of which a name is, and where cases begin then."""
    if name.startswith("all.visits."):
        return "all", cases.everybody
    for intent, root in cases.roots.items():
        prefix = f"journey.{intent}"
        if name.startswith(f"{prefix}.visits."):
            return prefix, root
        for channel, start in cases.starts[intent].items():
            if name.startswith(f"{prefix}.by_channel.{channel}."):
                return f"{prefix}.by_channel.{channel}", start
    return None


class _Figures:
    """The figures of a policy, worked out from each place on and told of each beginning."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.cases: CaseChain = subject.ways
        self.doubts = Doubts(subject, self.cases)

    @cached_property
    def counts(self) -> list[Count]:
        return list(measure_counts(self.subject))

    @cached_property
    def ends(self) -> list[Measure]:
        return list(measure_ends(self.cases))

    def list_faults(self) -> Iterator[Quantity]:
        """Yield what is wrong with the shares of a policy."""
        texts = dict.fromkeys(self.doubts.excessive.values())
        if self.doubts.too_many_reasons:
            texts[self.doubts.too_many_reasons] = None
            yield Quantity("all.error", self.doubts.too_many_reasons)
        if texts:
            yield Quantity("error", join_with_and(list(texts)))
        for node, text in self.doubts.list_excessive().items():
            yield Quantity(f"shares.{node}.error", text)
        for intent, root in self.cases.roots.items():
            if fault := self.doubts.say_fault(root):
                yield Quantity(f"journey.{intent}.error", fault)

    def list_shares(self) -> Iterator[Quantity]:
        """Yield what the shares stated at each place add up to."""
        for node, sums in self._add_up().items():
            name, reading = f"shares.{node.id}.sum", "of the contacts there of one contact reason"
            parts = sums[max(sums)]
            if len(sums) == 1:
                yield Quantity(name, max(sums), reading, parts=parts)
            else:
                why = "contact reasons differ in the moves that they may take"
                yield Quantity(name, None, reading, min(sums), max(sums), why, parts=parts)

    def _add_up(self) -> dict[Node, dict[Fraction, tuple[Part, ...]]]:
        """Return, for each place, the sums of the shares stated there, with what they add."""
        totals: dict[Node, dict[Fraction, tuple[Part, ...]]] = {}
        for place, division in zip(self.cases.places, self.cases.divisions, strict=True):
            if place.node is None or division is None or not division.said:
                continue
            totals.setdefault(place.node, {})[division.total] = tuple(
                Part(f"{move.source} -> {move.target}: {percent(share)}", move.at)
                for share, move in division.said
            )
        return totals

    def list_of(self, prefix: str, root: int) -> Iterator[Quantity]:
        """Yield all that is counted of those who begin at a root."""
        for count in self.counts:
            yield from self.list_count(prefix, count, root)
        for measure in self.ends:
            asked = measure.name in {"resolved", "abandoned", "unfinished"}
            if asked or measure.most[root]:
                yield from self.list_share(prefix, measure, root)

    def list_count(self, prefix: str, count: Count, root: int) -> Iterator[Quantity]:
        """Yield what is expected of a count, and what the best and the worst case meets."""
        name, reading, more = f"{prefix}.{count.measure.name}", count.measure.reading, count.more
        yield from self._bounds(f"{name}.expected", count.measure, root, more=more)
        case_least, case_most = count.case_least[root] + more, count.case_most[root] + more
        yield self._one(f"{name}.min", reading + CASE_LEAST, case_least, root, seen=False)
        yield self._one(f"{name}.max", reading + CASE_MOST, case_most, root, seen=True)

    def list_share(self, prefix: str, measure: Measure, root: int) -> Iterator[Quantity]:
        """Yield which share of cases ends so, or how often they come to a place."""
        share = not measure.name.startswith("visits.")
        yield from self._bounds(f"{prefix}.{measure.name}", measure, root, share=share)

    def _bounds(
        self, name: str, measure: Measure, root: int, *, more: int = 0, share: bool = False
    ) -> Iterator[Quantity]:
        """Yield a figure, and its least and its most, which are one where all is known."""
        least, most = measure.least[root] + more, measure.most[root] + more
        same, fault = is_same(least, most), self._say_why(root)
        unseen = "" if share else self.doubts.say_unseen(root)
        low_why = fault or UNSURE * (root in measure.least.unsure)
        high_why = fault or unseen or UNSURE * (root in measure.most.unsure)
        made = () if fault else self._list_parts(measure, root, more, most=same, share=share)
        low = Quantity(f"{name}.min", None, measure.reading + LEAST * (not same), why=low_why)
        high = Quantity(f"{name}.max", None, measure.reading + MOST * (not same), why=high_why)
        if not low_why:
            low = low._replace(value=_plain(least), parts=made)
        if not high_why and not same:
            made = self._list_parts(measure, root, more, most=True, share=share)
        if not high_why:
            high = high._replace(value=_plain(most), parts=made)
        whole = Quantity(name, None, measure.reading, why=fault)
        if not fault and same and not high_why:
            reading = measure.reading + ANY * bool(self._open[root])
            whole = Quantity(name, low.value, reading, parts=made)
        elif not fault:
            why = unseen or low_why or high_why or self._say_missing(root)
            whole = whole._replace(minimum=low.value, maximum=high.value, why=why)
        for each in (whole, low, high):
            near = any(
                isinstance(value, float) for value in (each.value, each.minimum, each.maximum)
            )
            yield each._replace(source=SOURCE, reading=each.reading + NEAR * near)

    def _list_parts(
        self, measure: Measure, root: int, more: int, *, most: bool, share: bool
    ) -> tuple[Part, ...]:
        """Return what a figure is made of; of large policies that is not said."""
        if len(self.cases.places) > MOST_TOLD:
            return ()
        parts = list_parts(measure, root, most=most, share=share)
        return (Part("the first contact: once"), *parts) if more else parts

    def _one(self, name: str, reading: str, value: Value, root: int, *, seen: bool) -> Quantity:
        """Return one bound; where it `seen` must be what happens at every place, only if it is."""
        why = self._say_why(root) or (self.doubts.say_unseen(root) if seen else "")
        return Quantity(name, None if why else _plain(value), reading, why=why, source=SOURCE)

    def _say_why(self, root: int) -> str:
        """Return why nothing can be claimed; nothing, if something can."""
        if root == self.cases.everybody and self.doubts.too_many_reasons:
            return self.doubts.too_many_reasons
        if root in self._nowhere:
            return "it is not known where these cases begin"
        return self.doubts.say_fault(root) or self.doubts.say_unsolved(root)

    @cached_property
    def _nowhere(self) -> frozenset[int]:
        """Where the cases of contact reasons begin that begin nowhere."""
        starts = self.cases.starts
        empty = {root for intent, root in self.cases.roots.items() if not starts[intent]}
        return frozenset({*empty, self.cases.everybody} if empty else empty)

    def at_channel(self, channel: str) -> _Figures | None:
        """Return the same figures, of whoever begins at a channel in the place of everybody."""
        begun = list(list_weights(self.subject, channel))
        if not begun:
            return None
        figures, everybody = _Figures(self.subject), self.cases.everybody
        figures.counts = [replace_count(each, everybody, begun) for each in self.counts]
        figures.ends = [replace_measure(each, everybody, begun) for each in self.ends]
        return figures

    @cached_property
    def _open(self) -> bytearray:
        """Whether ways part ahead of a place of which no share is stated."""
        places = range(len(self.cases.places))
        return self.cases.lead_to(place for place in places if is_open(self.cases, place))

    def _say_missing(self, root: int) -> str:
        """Return which shares are not stated."""
        names: dict[str, None] = {}
        for name in list_missing(self.cases, root, self._open):
            names[name] = None
            if len(names) > MOST_NAMED:
                break
        if not names:
            return "it is not stated which share of cases begins where"
        kept = list(names)[:MOST_NAMED] + ["others"] * (len(names) > MOST_NAMED)
        return f"no share is stated of {join_with_and(kept)}"

    def list_ways_out(self, prefix: str, root: int) -> Iterator[Quantity]:
        """Yield the places without a way out, and the way whose share is missed most."""
        closed = self._list_closed(root)
        said = "places that no case leaves" if closed else "from every place some way leads out"
        yield Quantity(f"{prefix}.no_exit", list(closed), said, source=SOURCE)
        if self._open[root] and not self._say_why(root):
            yield from self._find_narrow(f"{prefix}.narrow", root)

    def _find_narrow(self, name: str, root: int) -> Iterator[Quantity]:
        """Yield the way whose missing share leaves a figure widest, if any does."""
        counted = [each.measure for each in self.counts if each.measure.name != "transfers"]
        for measure in [*counted[1:], counted[0], *self.ends]:
            if is_same(measure.least[root], measure.most[root]):
                continue
            found = find_widest(self.cases, root, measure, self._open)
            if found is not None:
                reading = "of the shares that are missing, the one that moves {} most"
                reading = "the one share that is missing" if found.alone else reading
                part = Part(f"{found.text} states no share", found.at)
                yield Quantity(name, found.text, reading.format(measure.name), parts=(part,))
                return

    @cached_property
    def _shut(self) -> bytearray:
        return self.cases.lead_to(place for each in self.cases.closed for place in each)

    def _list_closed(self, root: int) -> Sequence[str]:
        if not self._shut[root]:
            return ()
        reached = set(self.cases.reach(root))
        found = [place for each in self.cases.closed for place in each if place in reached]
        return name_places(self.cases, found)


def is_same(least: Value, most: Value) -> bool:
    """Whether two bounds are one; of floating numbers, as far as they are known."""
    if isinstance(least, float) or isinstance(most, float):
        return isclose(least, most, rel_tol=1e-9, abs_tol=1e-12)
    return least == most


def _plain(value: Value) -> Fraction | int | float | str:
    return UNBOUNDED if value == inf else value

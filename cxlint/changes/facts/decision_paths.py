"""Who decides about a remedy at a value: the tiers asked, and how two such ways compare."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from cxlint.changes.change import NEUTRAL
from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.meanings import read_meaning
from cxlint.changes.pairing.open_times import compare_open, say_hours
from cxlint.changes.pairing.ranks import SAME
from cxlint.records import NamedTuple
from cxlint.values.quantities import duration

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.calendar.opening_hours import Hours
    from cxlint.changes.pairing.sides import Side
    from cxlint.graph.authority.distributions import Amount
    from cxlint.graph.authority.limits import Ladder, Tier
    from cxlint.values.quantities import Duration

OUTCOMES = ("grant", "escalate", "refuse")
"""What becomes of a request that nobody decides in time, the best for customers first."""


REST = ("in_turn", "conditions", "any_conditions", "otherwise", "extends_by")
"""What else a tier may say that customers meet."""


class Decision(NamedTuple):
    """One tier that is asked: who, by shared ids, whether all of them, how soon and when.

    `delegate` is who decides in their absence, `rest` what all else that is stated of it means.
    """

    number: int
    by: tuple[str, ...]
    everyone: bool
    within: Duration | None
    hours: Hours | None
    after: Duration | None
    then: str
    delegate: str
    rest: tuple[Any, ...]

    @property
    def size(self) -> int:
        """How many decisions it takes."""
        return len(self.by) if self.everyone else 1

    @property
    def terms(self) -> tuple[Any, ...]:
        """All that it says, without its place in the list, however it is written."""
        lengths = (each and ranks.measure(each) for each in (self.within, self.after))
        everyone = self.everyone and len(self.by) > 1
        return (self.by, everyone, *lengths, self.hours, self.then, self.delegate, self.rest)

    def __str__(self) -> str:
        who = (" and " if self.everyone else " or ").join(self.by)
        if self.within is None:
            return who
        return f"{who} within {self.within}" if self.within.amount else f"{who} at once"


Path = tuple[Decision, ...]


def read_decisions(side: Side, ladder: Ladder) -> list[Decision]:
    """Return the tiers of a remedy, each as a decision."""
    listed = (ladder.entity.get("tiers") if ladder.entity is not None else None) or ()
    return [_read(side, tier, stated) for tier, stated in zip(ladder.tiers, listed, strict=True)]


def _read(side: Side, tier: Tier, stated: Mapping[str, Any]) -> Decision:
    within = stated.get("decides_within")
    timeout = stated.get("timeout") or {}
    rest = read_meaning("tier", {key: stated.get(key) for key in REST})
    return Decision(
        tier.number,
        tuple(sorted(_shared_word(side, word) for word in tier.by)),
        tier.everyone,
        duration(within) if within else None,
        side.policy.stated_hours(stated.get("open")),
        duration(timeout["after"]) if timeout.get("after") else None,
        str(timeout.get("then", "")),
        _shared_word(side, str(stated.get("delegate") or "")),
        rest,
    )


def _shared_word(side: Side, word: str) -> str:
    is_team = side.policy.find("team", word) is not None
    return side.shared_id("team", word) if is_team else word


def path_at(ladder: Ladder, decisions: Sequence[Decision], worth: Amount) -> Path | None:
    """Return who is asked about a case of that worth, in turn; None where nobody may grant it."""
    before = [tier for tier in ladder.tiers if tier.beforehand]
    if ladder.needs_all:
        return tuple(decisions[tier.number] for tier in before)
    if not any(tier.up_to >= worth for tier in ladder.tiers):
        return None
    asked: list[Decision] = []
    reached: Amount = -1
    for tier in ladder.tiers:
        if tier.up_to <= reached:
            continue
        if tier.beforehand:
            asked.append(decisions[tier.number])
        reached = tier.up_to
        if reached >= worth:
            return tuple(asked) if ladder.climbs else tuple(asked[-1:])
    return tuple(asked)


def bounds_of(ladders: Sequence[Ladder]) -> list[Amount]:
    """Return the values at which someone else decides, on either side."""
    found = {tier.up_to for ladder in ladders for tier in ladder.tiers if 0 < tier.up_to < inf}
    return sorted(found)


def compare_paths(old: Path | None, new: Path | None, today: datetime.date) -> list[str]:
    """Return how two ways to a decision compare: no direction, one, or worse and better both."""
    if old is None or new is None:
        return [] if old is new else [ranks.by_sign((new is None) - (old is None))]
    if [each.terms for each in old] == [each.terms for each in new]:
        return []
    counts = ranks.by_sign(sum(each.size for each in new) - sum(each.size for each in old))
    told = {counts, _compare_times(old, new)} - {SAME}
    if NEUTRAL in told and len(told) > 1:
        told.discard(NEUTRAL)
    if told:
        return sorted(told, reverse=True)
    return [next((each for each in _compare_rest(old, new, today) if each != SAME), NEUTRAL)]


def _compare_times(old: Path, new: Path) -> str:
    """Compare how long decisions take in all."""
    if len(old) == len(new):
        found = {_later(one.within, other.within) for one, other in zip(old, new, strict=True)}
        found.discard(SAME)
        if len(found) < 2:
            return found.pop() if found else SAME
    sums = [_nominal(each) for each in (old, new)]
    if None in sums:
        return SAME
    return ranks.by_sign(sums[1] - sums[0])


def _nominal(path: Path) -> Any:
    lengths = [each.within for each in path]
    if any(each is None for each in lengths):
        return None
    return sum(each.days * (7 if each.business else 5) for each in lengths if each is not None)


def _later(old: Duration | None, new: Duration | None) -> str:
    """Compare two times; of one that is not stated nothing is known."""
    return SAME if old is None or new is None else ranks.later(old, new)


def _compare_rest(old: Path, new: Path, today: datetime.date) -> Iterator[str]:
    """Yield how hours, what follows on silence and who decides compare, tier by tier."""
    pairs = list(zip(old, new, strict=False))
    for one, other in pairs:
        yield compare_open(one.hours, other.hours, today)
    for one, other in pairs:
        yield _compare_silence(one.then, other.then)
        silence = _later(one.after, other.after)
        yield NEUTRAL if silence != SAME and other.then == "refuse" else silence
        yield ranks.by_sign((one.within is not None) - (other.within is not None))
        yield ranks.by_sign(bool(one.delegate) - bool(other.delegate))


def _compare_silence(old: str, new: str) -> str:
    """Compare what becomes of a request that nobody decides; nothing at all is worse than help.

    Whether it is worse than a refusal is a matter of taste.
    """
    if old and new:
        return ranks.by_rank(OUTCOMES, old, new)
    if old == new or "refuse" in (old, new):
        return SAME if old == new else NEUTRAL
    return ranks.by_sign(bool(old) - bool(new))


def say_path(path: Path | None) -> str:
    """Return who decides, in words."""
    if path is None:
        return "nobody may grant it"
    return ", then ".join(map(str, path)) or "nobody is asked"


def say_details(old: Path, new: Path, today: datetime.date) -> tuple[str, str]:
    """Return two ways that read alike with the hours and deadlines in which they differ."""
    told: list[list[str]] = [[], []]
    for pair in zip(old, new, strict=False):
        hours = say_hours(pair[0].hours, pair[1].hours, today)
        for number, one in enumerate(pair):
            more = list(_list_details(one, pair[1 - number], hours[number]))
            told[number].append(f"{one} ({'; '.join(more)})" if more else str(one))
    return ", then ".join(told[0]), ", then ".join(told[1])


def _list_details(one: Decision, other: Decision, hours: str) -> Iterator[str]:
    """Yield in what a decision differs from one that reads alike."""
    if one.hours != other.hours:
        yield hours if one.hours is not None else "hours not stated"
    if (one.then, one.after) != (other.then, other.after):
        yield f"after {one.after} {one.then}" if one.then else "no deadline"
    if one.delegate != other.delegate:
        yield f"in their absence {one.delegate or 'nobody'}"
    if one.rest != other.rest:
        yield "other conditions" if one.rest else "always"

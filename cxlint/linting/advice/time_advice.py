"""Times: one that is to be shortened, several to be kept below one length, an honest promise."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.times.intent_times import times_of
from cxlint.analysis.times.legs import Bound, stated_legs
from cxlint.analysis.times.promise_breaches import find_breaches
from cxlint.linting.advice.edits import edit_at
from cxlint.linting.advice.proposal import find_least, propose
from cxlint.records import NamedTuple
from cxlint.sentence_lists import join_with_and, shorten_list
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.times.promise_breaches import Breach
    from cxlint.graph.network import Network
    from cxlint.linting.advice.edits import Edit
    from cxlint.linting.advice.laboratory import Laboratory
    from cxlint.linting.advice.proposal import Kind, Proposal
    from cxlint.linting.model.finding import Finding
    from cxlint.parsing.document import At
    from cxlint.values.quantities import Duration

HOUR = 3600
DAY = 24 * HOUR
MOST_LEGS = 8
"""No more times than these are advised to be kept below one length."""

MOST_UNITS = 800
"""Up to so many units of a time are tried."""

NAMED = 3


class StatedTime(NamedTuple):
    """A time that a policy states in one place, and what it is of."""

    at: At
    length: Duration
    text: str

    @property
    def key(self) -> tuple[int, tuple[str | int, ...]]:
        """Where it is stated."""
        return id(self.at.document), self.at.path


def keep_promise(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal | None]:
    """Yield how a promise can be kept: one time shortened, or several, else promised honestly.

    A way whose parts take less time never ends later, so that the longest time that keeps the
    promise is found by bisection; so is the shortest promise that is kept.
    """
    intents = finding.intents or (finding.entity.partition("/")[2],)
    breaches = [each for id_ in intents for each in _breaches(laboratory.network, id_)]
    if not breaches:
        return
    stated = _stated_times(breaches)
    promised = breaches[0].deadline.length
    ids = tuple(dict.fromkeys(each.intent.id for each in breaches))
    for time in stated:
        longest = _longest(laboratory, [time], ids)
        if longest is not None:
            yield _shorten(laboratory, finding, [time], longest, ids)
            break
    else:
        for several in _growing(laboratory, stated, ids):
            longest = _longest(laboratory, several, ids)
            if longest is not None:
                yield _shorten(laboratory, finding, several, longest, ids)
                break
    yield _promise_more(laboratory, finding, breaches, promised, ids)


def _breaches(network: Network, id_: str) -> list[Breach]:
    times = times_of(network).get(id_)
    return [] if times is None else list(find_breaches(times))


def _stated_times(breaches: Sequence[Breach]) -> list[StatedTime]:
    """Return the times of the sums that break a promise, the longest first, each place once."""
    found: dict[object, StatedTime] = {}
    for breach in breaches:
        for part in breach.sum.parts:
            for leg in stated_legs(part.leg):
                length = leg.length if isinstance(leg, Bound) else leg.most
                time = read_time(StatedTime(_exact_place(leg.at), length, leg.text))
                if time is not None and not getattr(leg, "slight", False):
                    found.setdefault(time.key, time)
    return sorted(found.values(), key=lambda each: -each.length.seconds)


def _exact_place(at: At) -> At:
    """Return where the time itself stands: `respond` may say more than that."""
    said = _said(at)
    for key in ("within", "after"):
        if isinstance(said, dict) and key in said:
            return at._replace(path=(*at.path, key))
    return at


def _said(at: At) -> object:
    value: object = at.document.data
    for step in at.path:
        value = value[step]  # type: ignore[index]
    return value


def read_time(time: StatedTime) -> StatedTime | None:
    """Return a time as it is stated; None where no single length stands there."""
    said = _said(time.at)
    try:
        length = quantities.duration(said)
    except ValueError:
        return None
    return time._replace(length=length) if length.amount else None


def _growing(
    laboratory: Laboratory, stated: Sequence[StatedTime], ids: Sequence[str]
) -> Iterator[list[StatedTime]]:
    """Yield the longest times together: two of them, three, and so on.

    Where the ways that they leave are too long by other times, these join in.
    """
    known = list(stated)
    for size in range(2, MOST_LEGS + 1):
        if size > len(known):
            edits = _cap(known, Fraction(HOUR))
            with laboratory.changed(edits) as network:
                left = [] if network is None else [b for i in ids for b in _breaches(network, i)]
            keys = {each.key for each in known}
            known += [each for each in _stated_times(left) if each.key not in keys]
        if size > len(known):
            return
        yield known[:size]


def _longest(
    laboratory: Laboratory, times: Sequence[StatedTime], ids: Sequence[str]
) -> Fraction | None:
    """Return the longest that all of some times may take for the promise to be kept, in seconds."""

    def is_kept(seconds: Fraction) -> bool:
        return laboratory.may_probe and _is_kept(laboratory, _cap(times, seconds), ids)

    most = max(each.length.seconds for each in times)
    for unit in (DAY, HOUR):
        counts = min(int(most // unit), MOST_UNITS)
        steps = [Fraction(unit * n) for n in range(counts, 0, -1) if unit * n < most]
        if found := find_least(steps, is_kept):
            return found
    return None


def _is_kept(laboratory: Laboratory, edits: Sequence[Edit], ids: Sequence[str]) -> bool:
    laboratory.budget.probes += 1
    with laboratory.changed(edits) as network:
        if network is None:
            return False
        found = (breach for id_ in ids for breach in _breaches(network, id_))
        return not any(laboratory.is_strict or not breach.ordinary for breach in found)


def _cap(times: Sequence[StatedTime], seconds: Fraction) -> list[Edit]:
    """Return the edits after which none of some times is longer than that."""
    edits = [
        edit_at(each.at, _say_length(each.length, seconds))
        for each in times
        if each.length.seconds > seconds
    ]
    return [edit for edit in edits if edit is not None]


def _unit_of(seconds: Fraction) -> str:
    return "day" if seconds % DAY == 0 else "hour"


def _say_length(now: Duration, seconds: Fraction) -> str:
    """Return a length in days or, where it is none of whole days, hours; on the same clock."""
    if seconds % DAY == 0:
        return str(replace(now, amount=seconds / DAY, unit="day"))
    return str(replace(now, amount=seconds / HOUR, unit="hour"))


def _shorten(
    laboratory: Laboratory,
    finding: Finding,
    times: Sequence[StatedTime],
    seconds: Fraction,
    ids: Sequence[str],
) -> Proposal | None:
    edits = _cap(times, seconds)
    if not edits or not laboratory.clears(edits, finding, up_to_notes=True):
        return None
    changed = [each for each in times if each.length.seconds > seconds]
    if len(changed) == 1:
        length = _say_length(changed[0].length, seconds)
        text = f"allow {length}, not {changed[0].length}, where {_plain(changed[0].text)}"
    else:
        what = shorten_list([_plain(each.text) for each in changed], NAMED)
        length = _say_length(replace(changed[0].length, business=False), seconds)
        text = f"allow at most {length} each where {join_with_and(what)}"
    return propose(
        "time", text, edits, topics=("elapsed",), ids=ids,
        why_least=f"one {_unit_of(seconds)} more would break the promise",
    )  # fmt: skip


def _plain(text: str) -> str:
    """Return what a time is of, without a remark behind it."""
    return text.partition(", which")[0]


def _promise_more(
    laboratory: Laboratory,
    finding: Finding,
    breaches: Sequence[Breach],
    promised: Duration,
    ids: Sequence[str],
) -> Proposal | None:
    deadline = breaches[0].deadline
    at = deadline.at
    days = range(int(promised.seconds // DAY) + 1, MOST_UNITS)

    def edits(count: int) -> list[Edit]:
        edit = edit_at(at, str(replace(promised, amount=Fraction(count), unit="day")))
        return [edit] if edit is not None else []

    least = find_least(
        days, lambda count: laboratory.may_probe and _is_kept(laboratory, edits(count), ids)
    )
    if least is None or not laboratory.clears(edits(least), finding, up_to_notes=True):
        return None
    honest = replace(promised, amount=Fraction(least), unit="day")
    return propose(
        "promise",
        f"promise {join_with_and(list(ids))} within {honest}, which can be kept, not {promised}",
        edits(least), topics=("elapsed",), ids=ids,
        why_least="a shorter promise, in whole days, would still be broken",
    )  # fmt: skip


PROMISED = "promise {id} within {length}"

WORDS = {
    "check_every": "look into {id} every {length}",
    "decides_within": "decide on {id} within {length}",
    "every": "give a sign of {id} every {length}",
    "first_reply": "promise {id} a first reply within {length}",
    "ola": "agree {length} with {id}",
    "opt_out": "heed within {length} who wants no more messages",
    "person": "let people who ask for a person at {id} meet one within {length}",
    "promise": PROMISED,
    "refund_within": "pay back {id} within {length}",
    "respond": "answer {id} within {length}",
    "resolution": PROMISED,
    "wait": "let {id} wait for {length}",
    "window": "take back {id} for {length}",
}
"""What is said of a time, by the key under which it stands."""


def _words_of(at: At) -> str:
    """Return what is said of the time at a place: the outer key tells more than the inner."""
    keys = [step for step in at.path[-2:] if isinstance(step, str)]
    named = next((each for each in keys if each in WORDS), "")
    return WORDS[named] if named else f"set {' '.join(keys[-1:])} of {{id}} to {{length}}"


def change_value(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal | None]:
    """Yield the nearest shorter or longer time, at the place of a finding, with which it is gone.

    The rules compare such a time with another: on one side of it all are fine.
    """
    cause = finding.cause
    if cause is None:
        return
    time = read_time(StatedTime(_exact_place(cause.at), quantities.IMMEDIATELY, ""))
    if time is None:
        return
    now = time.length
    shorter = [replace(now, amount=Fraction(n)) for n in range(int(now.amount) - 1, 0, -1)]
    finer = _finer(now)
    longer = [replace(now, amount=Fraction(n)) for n in range(int(now.amount) + 1, MOST_UNITS)]
    for lengths in (shorter[:MOST_UNITS], finer, longer):
        found = find_least(
            lengths,
            lambda each: (
                laboratory.may_probe and laboratory.clears(length_edits(time.at, each), finding)
            ),
        )
        if found is None:
            continue
        words = _words_of(time.at)
        kind: Kind = "promise" if words == PROMISED and found > now else "time"
        text = words.format(id=finding.entity.partition("/")[2], length=found)
        yield propose(
            kind, f"{text}, not {now}", length_edits(time.at, found), topics=("elapsed",),
            ids=finding.intents,
            why_least=f"the nearest to {now} that does, in whole units",
        )  # fmt: skip
        return


def _finer(now: Duration) -> list[Duration]:
    """Return shorter times in the next smaller unit, the longest first."""
    units = {
        "week": ("day", 7),
        "day": ("hour", 24),
        "hour": ("minute", 60),
        "minute": ("second", 60),
    }
    if now.unit not in units:
        return []
    unit, count = units[now.unit]
    return [replace(now, amount=Fraction(n), unit=unit) for n in range(count - 1, 0, -1)]  # type: ignore[arg-type]


def length_edits(at: At, length: Duration) -> list[Edit]:
    """Return the edit that states a length at a place; none where it stands there already."""
    edit = edit_at(at, str(length))
    return [edit] if edit is not None else []

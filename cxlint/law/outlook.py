"""What the law asks of a policy, why it binds or not, and what changes by when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from cxlint.law import pack
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.law.obligation import Obligation, TimedValue
    from cxlint.law.timeline import Window
    from cxlint.law.verdicts import Judgement, Verdict
    from cxlint.parsing.document import At

Standing = Literal["breach", "upcoming", "unknown", "unsaid", "kept", "later", "unbound"]

ORDER: tuple[Standing, ...] = get_args(Standing)
"""What matters most comes first."""


class Entry(NamedTuple):
    """An obligation, how the policy stands to it, and the facts that are missing, if any."""

    obligation: Obligation
    standing: Standing
    missing: tuple[str, ...] = ()
    places: tuple[tuple[str, At], ...] = ()


class Change(NamedTuple):
    """What changes on a day, and the lines that it touches; `day` is None where it is not known.

    `expected` says between which days it is expected then.
    """

    day: datetime.date | None
    obligation: Obligation
    value: TimedValue
    expected: str = ""
    places: tuple[tuple[str, At], ...] = ()


class Outlook(NamedTuple):
    """Everything that `cxlint law` tells."""

    window: Window
    judgement: Judgement
    entries: tuple[Entry, ...]
    changes: tuple[Change, ...]
    watched: tuple[Mapping[str, str], ...]


def look_out(judgement: Judgement, window: Window) -> Outlook:
    """Return what holds and what changes for a policy that was judged."""
    entries = [*_entries(judgement)]
    return Outlook(
        window=window,
        judgement=judgement,
        entries=tuple(sorted(entries, key=lambda each: ORDER.index(each.standing))),
        changes=tuple(sorted(_changes(judgement, window), key=_by_day)),
        watched=tuple(each for each in pack.watch_list() if _concerns(each, judgement)),
    )


def _entries(judgement: Judgement) -> Iterator[Entry]:
    unsaid = {each.id for each in judgement.unsaid}
    later = {each.id for each in judgement.later}
    for obligation in judgement.obligations:
        verdicts = _of(obligation, judgement.verdicts)
        words = {each.word for each in verdicts}
        standing: Standing = "unsaid" if obligation.id in unsaid else "kept"
        standing = "later" if obligation.id in later else standing
        standing = next((word for word in ORDER if word in words), standing)
        missing = dict.fromkeys(each.missing for each in verdicts if each.missing)
        yield Entry(obligation, standing, tuple(missing), _places(verdicts))
    for obligation in judgement.unbound:
        yield Entry(obligation, "unbound")


def _of(obligation: Obligation, verdicts: Sequence[Verdict]) -> list[Verdict]:
    return [each for each in verdicts if each.obligation.id == obligation.id]


def _places(verdicts: Sequence[Verdict]) -> tuple[tuple[str, At], ...]:
    return tuple((each.entity, each.at) for each in verdicts)


def _changes(judgement: Judgement, window: Window) -> Iterator[Change]:
    """Yield each value that begins to count within what is looked ahead to."""
    for obligation in judgement.obligations:
        if obligation.ended is not None and obligation.ended <= window.today:
            continue
        values = dict.fromkeys(repr(value) for ask in obligation.asks for value in ask.values)
        told = {repr(value): value for ask in obligation.asks for value in ask.values}
        for value in (told[each] for each in values):
            change = _change(obligation, value, window)
            if change is not None:
                verdicts = _of(obligation, judgement.verdicts)
                yield change._replace(places=_places(verdicts))


def _change(obligation: Obligation, value: TimedValue, window: Window) -> Change | None:
    if value.adopted is not None and value.adopted > window.today:
        return None
    day, expected = value.first_day, obligation.expected
    if day is not None:
        ahead = window.today < day and (value.start or day) <= window.until
        return Change(day, obligation, value) if ahead else None
    if expected is None:
        return Change(None, obligation, value, "no day is known")
    if expected.since > window.today or expected.earliest > window.until:
        return None
    return Change(None, obligation, value, f"expected {expected.earliest} to {expected.latest}")


def _by_day(change: Change) -> tuple[bool, str, str]:
    return change.day is None, str(change.day or change.expected), change.obligation.id


def _concerns(watched: Mapping[str, str], judgement: Judgement) -> bool:
    code = watched.get("law_of")
    return code is None or code in judgement.choice.held

"""Statements on one customer compared with what the policy answers: words, sums, days, times."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cxlint.analysis.asking.answers import MOMENT, TIME
from cxlint.analysis.asking.case import zone_here
from cxlint.analysis.asking.deciders import NOBODY
from cxlint.analysis.asking.figures import NOT_STATED
from cxlint.analysis.asking.moments import say_day, say_moment
from cxlint.analysis.asking.windows import add_days
from cxlint.analysis.quantity import UNLIMITED
from cxlint.analysis.scenarios.judgement import LABELS, Judgement, Status, judge_slip, name_keys
from cxlint.calendar.time_limits import read_time_limit
from cxlint.sentence_lists import join_with_and
from cxlint.suggest import did_you_mean
from cxlint.values.bounded_values import read_bounded_count, read_bounded_sum
from cxlint.values.quantities import date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cxlint.analysis.quantity import Quantity, Value
    from cxlint.analysis.scenarios.asked_customer import AskedCustomer
    from cxlint.calendar.time_limits import TimeLimit
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy
    from cxlint.values.bounded_values import BoundedValue

Day = datetime.date | datetime.datetime

VERDICTS = {
    "kept": "kept",
    "may be broken": "not-backed",
    "will be broken": "certain-breach",
}
"""What a scenario calls the verdicts on a promise."""

FIGURES = {
    "because": "reason",
    "offered": "alternative",
    "comes_back": "refund_amount",
    "loses": "customer_loses",
    "refund": "refund_form",
    "money_back": "money_back_by",
    "decided": "decided_by",
    "if_nobody_decides": "outcome_if_nobody_decides",
    "settled": "due",
    "promise": "promise.verdict",
    "first_reply": "first_reply_by",
    "called_back": "called_back_by",
    "contact_costs": "call_cost.max",
}
"""The answer that a statement is about, where it is called otherwise."""

TIMED = frozenset({"decided", "settled", "promise", "first_reply", "called_back"})
"""Statements that nothing can be said of without the moment of the contact."""

DECIDERS = ("team", "step", "channel", "outcome")
"""Kinds of what may decide."""

IF_REFUSED = frozenset({"because", "offered"})
"""Statements on what is not taken back."""

_ALTERNATIVES = re.compile(r", | or ")


def compare_truth(asked: AskedCustomer, key: str, wanted: Any, at: At) -> Judgement:
    """Compare yes and no."""
    return _judge(asked, key, at, _say_truth(wanted), lambda value: value is wanted)


def compare_word(asked: AskedCustomer, key: str, wanted: Any, at: At) -> Judgement:
    """Compare one word."""
    return _judge(asked, key, at, str(wanted), lambda value: value == wanted)


def compare_verdict(asked: AskedCustomer, key: str, wanted: Any, at: At) -> Judgement:
    """Compare whether a promise is kept."""
    return _judge(asked, key, at, str(wanted), lambda value: value == VERDICTS[wanted])


def compare_deciders(asked: AskedCustomer, key: str, wanted: Any, at: At) -> Judgement:
    """Compare who decides: all who do, in whatever order; nobody, beyond what anybody may grant."""
    names = _texts(wanted)
    quantity = asked.figures.get(key)
    if quantity is not None and quantity.reading.startswith(NOBODY):
        said, why = join_with_and(names), quantity.reading
        return Judgement(key, at, Status.FAILS, said, "nobody", why, quantity.parts)

    def is_same(value: Value) -> bool:
        return set(names) == set(_list_words(value, _ALTERNATIVES)) or list(names) == [value]

    judged = _judge(asked, key, at, join_with_and(names), is_same)
    slip = "" if judged.status is Status.HOLDS else _find_nobody(asked.subject.policy, names)
    return judge_slip(key, at, join_with_and(names), slip) if slip else judged


def _find_nobody(policy: Policy, names: Sequence[str]) -> str:
    """Return of the first that is called like nobody in the policy who may be meant, or nothing."""
    known = list(dict.fromkeys([*policy.ids(DECIDERS), *_list_deciders(policy)]))
    for name in names:
        if name not in known and not policy.may_define(name):
            return f"nobody is called {name!r}{did_you_mean(name, known)}"
    return ""


def _list_deciders(policy: Policy) -> Iterator[str]:
    """Yield whom the remedies of a policy name."""
    for remedy in policy.of("remedy"):
        for tier in remedy.get("tiers") or ():
            by = tier.get("by") or () if isinstance(tier, dict) else ()
            yield from [by] if isinstance(by, str) else map(str, by)


def compare_choices(asked: AskedCustomer, key: str, wanted: Any, at: At) -> Judgement:
    """Compare what there is to choose from, or why: each that is stated must be among it."""
    words = _texts(wanted)

    def holds(value: Value) -> bool:
        return set(words) <= set(_list_words(value, re.compile(" and ")))

    return _judge(asked, key, at, join_with_and(words), holds)


def compare_last_day(asked: AskedCustomer, key: str, wanted: Any, at: At) -> Judgement:
    """Compare the last day of a window."""
    day = wanted if wanted == UNLIMITED else date(wanted)
    said = wanted if wanted == UNLIMITED else say_day(date(wanted))

    def is_outside(least: Value | None, most: Value | None) -> bool:
        if not isinstance(day, datetime.date):
            return False
        early = isinstance(most, datetime.date) and most < day
        return early or (isinstance(least, datetime.date) and least > day)

    return _judge(asked, key, at, said, lambda value: value == day, is_outside)


def compare_sum(asked: AskedCustomer, key: str, wanted: Any, at: At) -> Judgement:
    """Compare a sum of money."""
    bound = read_bounded_sum(wanted)
    currency = _currency(asked)
    if bound.currency and currency and bound.currency != currency:
        why = f"the scenario says {wanted}, and the policy pays in {currency}"
        return Judgement(key, at, Status.UNKNOWN, wanted, why=why)
    return _compare_bounded(asked, key, bound, at, currency)


def compare_count(asked: AskedCustomer, key: str, wanted: Any, at: At) -> Judgement:
    """Compare a count."""
    return _compare_bounded(asked, key, read_bounded_count(wanted), at, "")


def _compare_bounded(
    asked: AskedCustomer, key: str, bound: BoundedValue, at: At, currency: str
) -> Judgement:
    def holds(value: Value) -> bool:
        number = _number(value)
        low = bound.least is None or number >= bound.least
        return low and (bound.most is None or number <= bound.most)

    def is_outside(least: Value | None, most: Value | None) -> bool:
        over = least is not None and bound.most is not None and _number(least) > bound.most
        under = most is not None and bound.least is not None and _number(most) < bound.least
        return over or under

    def is_inside(least: Value | None, most: Value | None) -> bool:
        low = bound.least is None or (least is not None and _number(least) >= bound.least)
        return low and (bound.most is None or (most is not None and _number(most) <= bound.most))

    return _judge(asked, key, at, bound.words, holds, is_outside, is_inside, currency=currency)


def compare_time(asked: AskedCustomer, key: str, wanted: Any, at: At) -> Judgement:
    """Compare the latest moment of something with a limit."""
    policy = asked.subject.policy
    limit = read_time_limit(wanted, asked.subject.day, zone_here(policy))
    quantity = asked.figures.get(FIGURES[key])
    known = None if quantity is None else quantity.value or quantity.minimum or quantity.maximum
    end = _find_end(asked, limit, is_day=isinstance(known, datetime.date) and not _is_moment(known))
    if end is None and known is not None:
        return Judgement(key, at, Status.UNKNOWN, wanted, why=_why_no_end(asked, limit))
    impossible = asked.figures.get(f"{key}.possible")
    if impossible is not None and impossible.value is False:
        return _judge_impossible(asked, key, at, wanted, end)

    def holds(value: Value) -> bool:
        return end is not None and _is_by(value, end)

    def is_outside(least: Value | None, _: Value | None) -> bool:
        return least is not None and end is not None and not _is_by(least, end)

    def is_inside(_: Value | None, most: Value | None) -> bool:
        return most is not None and end is not None and _is_by(most, end)

    said = wanted if limit.moment is not None or end is None else f"{wanted}: {say_value(end)}"
    return _judge(asked, key, at, said, holds, is_outside, is_inside)


def _judge_impossible(
    asked: AskedCustomer, key: str, at: At, wanted: str, end: Day | None
) -> Judgement:
    """Judge by when something happens that cannot happen in the time that is stated for it."""
    earliest = asked.figures[f"{key}.earliest"]
    got = f"nobody is there before {say_value(earliest.value)}"
    if end is None or earliest.value is None or _is_by(earliest.value, end):
        why = f"it cannot be when the policy says, for {got}"
        return Judgement(key, at, Status.UNKNOWN, wanted, why=why, parts=earliest.parts)
    return Judgement(key, at, Status.FAILS, wanted, got, parts=earliest.parts)


def _is_moment(value: object) -> bool:
    return isinstance(value, datetime.datetime)


def _find_end(asked: AskedCustomer, limit: TimeLimit, *, is_day: bool) -> Day | None:
    """Return the last day or moment of a limit; None where it does not follow."""
    if limit.moment is not None:
        return limit.moment.time or limit.moment.day
    assert limit.length is not None
    if not is_day:
        return asked.after(limit.length)
    start = asked.case.at
    return None if start is None else add_days(start.day, limit.length, asked.hours)


def _why_no_end(asked: AskedCustomer, limit: TimeLimit) -> str:
    if asked.moment is None:
        return name_keys(f"{NOT_STATED}{MOMENT if asked.case.at is None else TIME}")
    return f"{NOT_STATED}the hours in which {limit.length} count"


def _is_by(value: Value, end: Day) -> bool:
    """Whether a day or moment is not after another; a day ends at midnight."""
    if isinstance(value, datetime.datetime):
        if isinstance(end, datetime.datetime):
            return value <= end
        return value.date() <= end
    assert isinstance(value, datetime.date)
    return value <= (end.date() if isinstance(end, datetime.datetime) else end)


def _judge(
    asked: AskedCustomer,
    key: str,
    at: At,
    wanted: str,
    holds: Callable[[Value], bool],
    is_outside: Callable[[Value | None, Value | None], bool] = lambda _least, _most: False,
    is_inside: Callable[[Value | None, Value | None], bool] = lambda _least, _most: False,
    *,
    currency: str = "",
) -> Judgement:
    """Judge a statement by the answer it is about: by its value or, without one, by its bounds."""
    quantity = asked.figures.get(FIGURES.get(key, key))
    if quantity is None:
        return _judge_absent(asked, key, at, wanted)
    if quantity.value is not None:
        status = Status.HOLDS if holds(quantity.value) else Status.FAILS
        got = _say(key, quantity.value, currency)
        why = _reason(asked, key) if status is Status.FAILS else ""
        return Judgement(key, at, status, wanted, got, why, quantity.parts)
    bounds = (quantity.minimum, quantity.maximum)
    why = name_keys(quantity.why) or "the policy does not say"
    got = _say_bounds(key, quantity, currency)
    if is_outside(*bounds):
        return Judgement(key, at, Status.FAILS, wanted, got, why, quantity.parts)
    status = Status.HOLDS if is_inside(*bounds) else Status.UNKNOWN
    return Judgement(key, at, status, wanted, got, why, quantity.parts)


def _judge_absent(asked: AskedCustomer, key: str, at: At, wanted: str) -> Judgement:
    """Judge a statement on what the policy gives no answer to for this customer."""
    if key not in IF_REFUSED and asked.is_refused:
        part = asked.figures["accepted"].parts
        return Judgement(key, at, Status.FAILS, wanted, "nothing", "it is not taken back", part)
    accepted = asked.figures.get("accepted")
    if key in IF_REFUSED and accepted is not None and accepted.value is True:
        return Judgement(key, at, Status.FAILS, wanted, "it is taken back", "", accepted.parts)
    why = f"{NOT_STATED}anything about it: {LABELS[key]}"
    if key in TIMED and asked.moment is None:
        why = name_keys(f"{NOT_STATED}{MOMENT if asked.case.at is None else TIME}")
    return Judgement(key, at, Status.UNKNOWN, wanted, why=why)


def _reason(asked: AskedCustomer, key: str) -> str:
    """Return why it is not taken back, where that is what is asked."""
    reason = asked.figures.get("reason") if key == "accepted" else None
    return str(reason.value) if reason is not None and reason.value is not None else ""


def _currency(asked: AskedCustomer) -> str:
    if asked.case.value is not None:
        return asked.case.value.currency
    stated = asked.subject.policy.single("organization", "currency")
    return str(stated[0]) if stated else ""


def _number(value: Value) -> Fraction | float | int:
    assert isinstance(value, (Fraction, int, float))
    return value


def _texts(wanted: Any) -> Sequence[str]:
    return tuple(map(str, wanted)) if isinstance(wanted, list) else (str(wanted),)


def _list_words(value: Value, between: re.Pattern[str]) -> Sequence[str]:
    if isinstance(value, list):
        return tuple(map(str, value))
    return tuple(between.split(str(value)))


def _say(key: str, value: Value, currency: str) -> str:
    if key == "promise":
        return next(said for said, verdict in VERDICTS.items() if verdict == value)
    if currency and isinstance(value, (Fraction, int)) and not isinstance(value, bool):
        return f"{float(value):,.2f} {currency}"
    return say_value(value)


def _say_bounds(key: str, quantity: Quantity, currency: str) -> str:
    bounds = (("at least", quantity.minimum), ("at most", quantity.maximum))
    said = [f"{word} {_say(key, each, currency)}" for word, each in bounds if each is not None]
    return " and ".join(said)


def say_value(value: Value | None) -> str:
    """Return a value in words; days and moments in full."""
    if isinstance(value, bool):
        return _say_truth(value)
    if isinstance(value, datetime.datetime):
        return say_moment(value)
    if isinstance(value, datetime.date):
        return say_day(value)
    if isinstance(value, list):
        return join_with_and([say_value(each) for each in value])
    return f"{float(value):g}" if isinstance(value, Fraction) else str(value)


def _say_truth(value: Any) -> str:
    return "yes" if value else "no"

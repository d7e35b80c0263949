"""The answer on one customer in the first line: what to say to somebody on the phone."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.asking.deciders import NOBODY
from cxlint.analysis.asking.figures import HANDED_ON, ONCE, SILENT
from cxlint.analysis.asking.moments import say_day, say_moment
from cxlint.analysis.quantity import UNLIMITED
from cxlint.analysis.times.verdicts import KEPT
from cxlint.calendar.date_wording import join_words
from cxlint.calendar.zones_and_holidays import zone as find_zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.analysis.asking.case import Case
    from cxlint.analysis.quantity import Quantity, Value
    from cxlint.calendar.moments import Moment

    Figures = Mapping[str, Quantity]

VERDICTS = {
    KEPT: "is kept, even if everybody takes the time allowed",
    "not-backed": "may be broken: it is kept only if everybody is quick",
    "certain-breach": "will be broken, however quick everybody is",
}


def write_sentences(figures: Figures, currency: str) -> list[str]:
    """Return the answer in sentences, the most important first; none where nothing can be said."""
    sentences = [
        *_say_return(figures, currency),
        *_say_decision(figures),
        *_say_end(figures),
        *_say_promise(figures),
    ]
    closed, reply = list(_say_closed(figures)), list(_say_reply(figures))
    told = [*closed, *sentences] if not sentences or closed else sentences
    told = [*told[:1], *_say_absence(figures), *told[1:], *reply]
    return [f"{each[0].upper()}{each[1:]}." for each in told]


def say(value: Value | None) -> str:
    """Return a value in words; days and moments in full."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return say_moment(value)
    if isinstance(value, datetime.date):
        return say_day(value)
    if isinstance(value, list):
        return ", ".join(map(_say_inside, value))
    return f"{float(value):g}" if isinstance(value, Fraction) else str(value)


def _say_inside(value: Value) -> str:
    return " ".join(map(say, value)) if isinstance(value, list) else say(value)


def say_sum(value: Value | None, currency: str) -> str:
    """Return a sum of money in words; what is none as it is."""
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        return say(value)
    return f"{float(value):,.2f} {currency}".strip()


def _say_return(figures: Figures, currency: str) -> Iterator[str]:
    accepted = figures.get("accepted")
    if accepted is None:
        return
    if accepted.value is False:
        yield from _say_refusal(figures)
        return
    last = _value(figures, "last_day")
    if accepted.value is None and is_divided(figures):
        cases = "; ".join(part.text for part in accepted.parts)
        yield f"it depends on the row of returns: {cases}"
    elif accepted.value is True:
        yield f"yes, it is taken back{_say_sum(figures, currency)}"
    elif last is not None:
        until = "at any time" if last == UNLIMITED else f"until {say(last)}"
        yield f"it can be given back {until}{_say_sum(figures, currency)}"


def is_divided(figures: Figures) -> bool:
    """Whether several rows of returns may apply, of which some take the thing back."""
    row, accepted = figures.get("row"), figures.get("accepted")
    if row is None or accepted is None or row.value is not None or accepted.value is not None:
        return False
    return {"yes", "no"} <= {part.text.rpartition(": ")[2] for part in accepted.parts}


def _say_refusal(figures: Figures) -> Iterator[str]:
    late, last = _value(figures, "late_by_days"), _value(figures, "last_day")
    if isinstance(late, int) and late:
        days = "a day" if late == 1 else f"{late} days"
        yield f"no, it is not taken back: the last day was {say(last)}, {days} before"
    else:
        reason = _value(figures, "reason")
        yield "no, it is not taken back" + (f": {reason}" if reason else "")
    if (offer := _value(figures, "alternative")) is not None:
        yield f"offer instead: {say_choice(offer)}"


def _say_sum(figures: Figures, currency: str) -> str:
    amount = _value(figures, "refund_amount")
    if amount is None:
        return ""
    form = _value(figures, "refund_form")
    text = f": {say_sum(amount, currency)} comes back{_say_form(form)}"
    if not amount and form is not None:
        text = f": the customer gets {say_choice(form)}"
    if (day := _value(figures, "money_back_by")) is not None:
        text += f" by {say(day)}"
    fee, loss = _value(figures, "fee"), _value(figures, "customer_loses")
    if fee:
        text += f", after a fee of {say_sum(fee, currency)}"
    if loss is not None and loss != fee:
        text += f"; with postage the customer loses {say_sum(loss, currency)}"
    return text


def _say_form(form: Value | None) -> str:
    if form is None:
        return ""
    return " the way it was paid" if form == "original payment" else f" as {say_choice(form)}"


def say_choice(value: Value) -> str:
    """Return one thing, or several to choose from."""
    return " or ".join(map(say, value)) if isinstance(value, list) else say(value)


def _say_closed(figures: Figures) -> Iterator[str]:
    met, called = _value(figures, "met"), _value(figures, "called_back_by")
    if met is None:
        return
    text = str(met) + (f", so by {say(called)} at the latest" if called is not None else "")
    if _value(figures, "called_back.possible") is False:
        opens = say(_value(figures, "called_back.earliest"))
        text += f", which nobody can keep: somebody is there again {opens}"
    yield text


def _say_absence(figures: Figures) -> Iterator[str]:
    if (until := _value(figures, "nobody_until")) is not None:
        yield f"nobody who answers is there until {say(until)}"


def _say_decision(figures: Figures) -> Iterator[str]:
    who, count = _value(figures, "decides"), _value(figures, "approvals")
    if who is None or (figures.get("accepted") is not None and count == 0):
        return
    by = _value(figures, "decided_by")
    when = f" by {say(by)} at the latest" if by is not None else ""
    alone = " alone" if count == 0 else ""
    named = join_words([say(each) for each in who]) if isinstance(who, list) else who
    reading = figures["decides"].reading
    if reading.startswith(NOBODY):
        yield f"{reading}; up to that, it is for {named} to decide{alone}"
        return
    comma = "," if when else ""
    yield f"it is for {named} to decide{alone}{comma}{when}"
    outcome = _value(figures, "outcome_if_nobody_decides")
    moment = _value(figures, "granted_at_the_latest") or _value(figures, "refused_at_the_latest")
    silence = figures.get("outcome_if_nobody_decides")
    if silence is not None and silence.why.startswith(HANDED_ON):
        yield f"if nobody does, {silence.why}"
    if outcome is not None and moment is not None:
        yield f"if nobody does, it is {outcome} by {say(moment)}"


def _say_end(figures: Figures) -> Iterator[str]:
    """Say when it is through, where nobody is said to decide."""
    due = _value(figures, "due")
    if due is None or "decides" in figures or ONCE in (reading := figures["due"].reading):
        return
    silent = reading.partition(SILENT)[2]
    told = f", without the time that {silent} takes, which is not stated" if silent else ""
    yield f"it is settled by {say(due)} at the latest{told}"


def _say_promise(figures: Figures) -> Iterator[str]:
    due, verdict = _value(figures, "promise_deadline"), _value(figures, "promise.verdict")
    if due is not None:
        if verdict is None:
            yield f"the promise ends {say(due)}"
        else:
            yield f"the promise, until {say(due)}, {_say_verdict(figures, str(verdict))}"


def _say_verdict(figures: Figures, verdict: str) -> str:
    """Say whether the promise is kept, and of whom no time is stated that might break it."""
    untimed = _value(figures, "promise.untimed")
    if verdict != KEPT or untimed is None:
        return VERDICTS[verdict]
    names = join_words([str(each) for each in untimed]) if isinstance(untimed, list) else untimed
    return f"is kept as far as times are stated; none is for {names}"


def _say_reply(figures: Figures) -> Iterator[str]:
    due = _value(figures, "first_reply_by")
    took = _value(figures, "decided_by")
    impossible = _value(figures, "first_reply.possible") is False
    if due is None or (took is not None and not impossible):
        return
    text = f"the first reply is due by {say(due)}"
    if impossible:
        opens = say(_value(figures, "first_reply.earliest"))
        text += f", which nobody can keep: the desk opens {opens}"
    yield text


def _value(figures: Figures, name: str) -> Value | None:
    found = figures.get(name)
    return None if found is None else found.value


def describe_case(case: Case, zone: str | None) -> str:
    """Return the customer in a sentence, with every date in full."""
    said = [case.intent.id]
    said += [f"at {case.channel.id}"] if case.channel is not None else []
    said += [case.words] if case.words else []
    said += [f"reason: {case.reason}"] if case.reason else []
    said += [f"worth {case.value}"] if case.value is not None else []
    for key in ("purchased", "shipped", "delivered"):
        day = getattr(case, key)
        said += [f"{key} {say_day(day)}"] if day is not None else []
    if case.at is not None:
        said.append(f"contact {_say_contact(case.at, zone)}")
    said += [f"back {say_day(case.received_back)}"] if case.received_back is not None else []
    return ", ".join(said)


def _say_contact(at: Moment, zone: str | None) -> str:
    """Return when the customer makes contact; by another clock, what that of the zone shows too."""
    if at.time is None:
        return say_day(at.day)
    if not zone:
        return say_moment(at.time)
    here = at.time.astimezone(find_zone(zone))
    if here.utcoffset() == at.time.utcoffset():
        return f"{say_moment(at.time)} ({zone})"
    offset = at.time.isoformat()[-len("+00:00") :]
    return f"{say_moment(at.time)} (UTC{offset}), {say_moment(here)} ({zone})"

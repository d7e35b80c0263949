"""The customer that is asked about: what for, where, which thing, worth what, and when."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from cxlint.analysis.times.way_legs import zone_of
from cxlint.calendar.moments import Moment, read_moment
from cxlint.calendar.zones_and_holidays import zone
from cxlint.errors import UserError
from cxlint.language.everyday_words import translate_values
from cxlint.language.schema import load
from cxlint.policy.audience import plain_spelling
from cxlint.policy.returns.table import ALL, ELSE, REST, rows, spellings
from cxlint.records import NamedTuple
from cxlint.suggest import did_you_mean, fold, nearest, unknown
from cxlint.values import quantities
from cxlint.values.quantities import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.analysis.subject import Subject
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

DAYS = ("purchased", "shipped", "delivered", "received_back")
"""The days of a thing, in the order in which they come."""

PAST = DAYS[:3]
"""The days that have been when a customer makes contact."""

MOST_NAMES = 12
"""So many names are listed where it is not known which is meant."""

MEMBERS = ("intent", "channel", "category", "reason", "value", *DAYS[:3], "at", DAYS[3])
"""What can be said of a customer."""


class Case(NamedTuple):
    """One customer; None, or empty, where something is not stated.

    `category` is as the rows of returns have it, in plain spelling, `words` as it was asked;
    `named` is whether some row names it.
    """

    intent: Entity
    channel: Entity | None
    category: str
    words: str
    named: bool
    reason: str
    value: Money | None
    purchased: datetime.date | None
    shipped: datetime.date | None
    delivered: datetime.date | None
    at: Moment | None
    received_back: datetime.date | None

    @property
    def is_return(self) -> bool:
        """Whether something is said of a thing that may go back."""
        days = (self.purchased, self.shipped, self.delivered, self.received_back)
        return bool(self.category or self.reason or any(days))


def read_case(subject: Subject, stated: Mapping[str, Any]) -> Case:
    """Return the customer that is stated, each member as text or as a file holds it.

    Raises UserError for what the policy does not know, with what may be meant.
    """
    policy = subject.policy
    for key in stated:
        if key not in MEMBERS:
            raise UserError(unknown("member of a case", key, MEMBERS))
    said = {key: _read_text(key, value) for key, value in stated.items() if value is not None}
    category, named = _find_category(policy, said.get("category", ""))
    days = {key: _read_moment(subject, key, said.get(key, "")) for key in DAYS}
    case = Case(
        intent=_find_intent(policy, said.get("intent", "")),
        channel=_find_channel(policy, said.get("channel", "")),
        category=category,
        words=said.get("category", ""),
        named=named,
        reason=_find_reason(said.get("reason", "")),
        value=_read_value(policy, said.get("value", "")),
        at=_read_moment(subject, "at", said.get("at", "")),
        **{key: moment.day if moment else None for key, moment in days.items()},
    )
    _refuse_disorder(case)
    return case


def _read_text(key: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise UserError(f"{key}: {value!r} is neither text nor a number")
    return str(value).strip()


def _find_intent(policy: Policy, id_: str) -> Entity:
    if not id_:
        raise UserError("it is not said what the customer comes for: name the contact reason")
    return _find_entity(policy, "intent", "contact reason", id_)


def _find_entity(policy: Policy, kind: str, noun: str, id_: str) -> Entity:
    """Return what has an id. Raises UserError where nothing has, with what may be meant."""
    found = policy.find(kind, id_)
    if found is not None:
        return found
    if id_ in policy.opaque.get(kind, ()):
        raise UserError(f"{noun} {id_!r} is not understood; cxlint check says why")
    known = list(dict.fromkeys(policy.ids((kind,))))
    if not known:
        raise UserError(f"no {noun} {id_!r}: no {noun} is stated there")
    alike = [each for each in known if fold(id_) and fold(id_) in fold(each)]
    close = nearest(id_, known)
    meant = [repr(each) for each in known if each in alike or each == close][:MOST_NAMES]
    hint = f"; did you mean {' or '.join(meant)}?" if meant else _list_names(known)
    raise UserError(f"no {noun} {id_!r}{hint}")


def _list_names(known: list[str]) -> str:
    more = len(known) - MOST_NAMES
    rest = f" and {more:,} more" if more > 0 else ""
    return f"; there are {', '.join(known[:MOST_NAMES])}{rest}"


def _find_channel(policy: Policy, id_: str) -> Entity | None:
    if not id_:
        return None
    return _find_entity(policy, "channel", "channel", id_)


def _find_reason(word: str) -> str:
    """Return a reason as the rows of returns have it: `broken` is defective."""
    if not word:
        return ""
    translated: Any = translate_values({"returns": [{"reasons": word}]})
    reason = str(translated["returns"][0]["reasons"])
    known = load("policy")["$defs"]["return"]["properties"]["reasons"]["items"]["enum"]
    if reason not in known:
        raise UserError(unknown("reason", word, known))
    return reason


def _find_category(policy: Policy, words: str) -> tuple[str, bool]:
    """Return a category as the rows have it, and whether some row names it.

    What no row names is for the rows of everything else, or of everything, unless it is close to
    one that is named: then it is taken for a slip.
    """
    plain = plain_spelling(words)
    if not plain or plain in REST or plain in ALL:
        return (ELSE if plain else ""), False
    table = rows(policy)
    known = spellings(table)
    for thing in known:
        if fold(thing) == fold(plain):
            return thing, True
    others = any(row.is_general or ELSE in row.things for row in table)
    listed = [spelt for thing, spelt in known.items() if thing != ELSE]
    if near := did_you_mean(words, listed):
        advice = f" ({ELSE!r} is whatever no row names)" if others else ""
        raise UserError(f"no category {words!r}{near}{advice}")
    if table and not others and not policy.unsure("return"):
        raise UserError(unknown("category", words, listed))
    return plain, False


def _read_value(policy: Policy, text: str) -> Money | None:
    """Return a sum; one without a currency is in that of the organization, and none in another."""
    if not text:
        return None
    currency = policy.single("organization", "currency")
    if currency is not None and text.replace(".", "", 1).isdigit() and text.isascii():
        text = f"{text} {currency[0]}"
    try:
        stated = quantities.money(text)
    except ValueError as problem:
        raise UserError(f"value: {problem}") from None
    if currency is not None and stated.currency != currency[0]:
        raise UserError(
            f"value: {text} is in {stated.currency}, and this policy is in {currency[0]}"
        )
    return stated


def zone_here(policy: Policy) -> datetime.tzinfo:
    """Return the zone of the organization; UTC where none is known."""
    try:
        return zone(zone_of(policy))
    except ValueError:
        return datetime.UTC


def _read_moment(subject: Subject, key: str, text: str) -> Moment | None:
    if not text:
        return None
    try:
        return read_moment(text, subject.day, zone_here(subject.policy))
    except ValueError as problem:
        raise UserError(f"{key}: {problem}") from None


def _refuse_disorder(case: Case) -> None:
    """Raise UserError where a thing is delivered before it was sent, or the like.

    What was bought, sent or brought after the customer makes contact is not known to them.
    """
    before: tuple[str, datetime.date] | None = None
    for key, day in list_days(case):
        if before is not None and day < before[1]:
            raise UserError(f"{key} {day} comes before {before[0]} {before[1]}")
        before = key, day
    for key in PAST if case.at is not None else ():
        day = getattr(case, key)
        if day is not None and case.at is not None and day > case.at.day:
            raise UserError(f"at {case.at.day} comes before {key} {day}")


def list_days(case: Case) -> Iterator[tuple[str, datetime.date]]:
    """Yield the days of a thing that are stated, in the order in which they come."""
    for key in DAYS:
        day = getattr(case, key)
        if day is not None:
            yield key, day

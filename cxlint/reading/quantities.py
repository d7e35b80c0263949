"""Durations, money, percentages and dates, as people write them, with exact arithmetic.

Every reader takes the value as it stands in the file and raises `ValueError` with one sentence
that shows the value, says what is wrong and names the accepted forms. Texts recur, so results
are remembered; all values are immutable.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Literal

Unit = Literal["second", "minute", "hour", "day", "week", "month", "year"]

DURATION_FORMS = "20s, 30 minutes, 1h 30m, 4 business hours, 2 business days, 30 days, immediately"
MONEY_FORMS = "50 EUR, EUR 49.90, €50, $2,000 ($ means USD, ¥ means JPY)"
PERCENTAGE_FORMS = "80%, 12.5%"
DATE_FORMS = "2026-11-21 (year-month-day)"

_SECONDS: dict[Unit, int] = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "week": 7 * 86400,
    "month": 30 * 86400,
    "year": 365 * 86400,
}
_SPELLINGS: dict[Unit, str] = {
    "second": "s sec secs second seconds",
    "minute": "m min mins minute minutes",
    "hour": "h hr hrs hour hours",
    "day": "d day days",
    "week": "w wk wks week weeks",
    "month": "mo month months",
    "year": "y yr yrs year years",
}
_UNITS: dict[str, Unit] = {
    word: unit for unit, spellings in _SPELLINGS.items() for word in spellings.split()
}
_SUBDIVISIBLE: dict[Unit, Unit] = {"minute": "hour", "second": "minute"}
_IN_WORKING_TIME = frozenset({"second", "minute", "hour", "day"})

# Compiled when first used, by re itself: a run that meets no durations does not pay for them.
_DURATION = r"(?i)(?:\s|,|\band\b)*([0-9]{1,12}(?:\.[0-9]{1,9})?)\s*([a-z][a-z -]*)"
_BUSINESS = r"(?i)(?:business|working|work|office)[ -]+"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in the unit it was written in; `business` counts working time only.

    Equality is of what was written (60 minutes is not 1 hour); order is by `.seconds`, so that
    `<=` and `>=` may both hold for values that are not equal.
    """

    amount: Fraction
    unit: Unit
    business: bool = False

    @property
    def seconds(self) -> Fraction:
        """Nominal length: a month is 30 days, a year 365, a business day one day."""
        return self.amount * _SECONDS[self.unit]

    @property
    def minutes(self) -> Fraction:
        """Nominal length in minutes."""
        return self.seconds / 60

    @property
    def days(self) -> Fraction:
        """Nominal length in days."""
        return self.seconds / 86400

    def __lt__(self, other: Duration) -> bool:
        return self.seconds < other.seconds

    def __le__(self, other: Duration) -> bool:
        return self.seconds <= other.seconds

    def __gt__(self, other: Duration) -> bool:
        return self.seconds > other.seconds

    def __ge__(self, other: Duration) -> bool:
        return self.seconds >= other.seconds

    def __str__(self) -> str:
        if not self.amount:
            return "immediately"
        larger = None if self.business else _SUBDIVISIBLE.get(self.unit)
        if larger and self.amount > 60 and self.amount.denominator == 1 and self.amount % 60:
            whole, rest = divmod(self.amount, 60)
            return f"{_said(Duration(Fraction(whole), larger))} {_counted(rest, self.unit)}"
        return _counted(self.amount, f"{'business ' if self.business else ''}{self.unit}")


IMMEDIATELY = Duration(Fraction(0), "second")


def duration(text: object) -> Duration:
    """Read a duration: `30 days`, `4 business hours`, `1.5h`, `1h 30m`, `immediately`."""
    if not isinstance(text, str):
        raise _wrong(text, "a duration", _why_not_text(text), DURATION_FORMS)
    return _duration(text)


@lru_cache(maxsize=8192)
def _duration(text: str) -> Duration:
    if text.strip().lower() in {"immediately", "at once", "instantly"}:
        return IMMEDIATELY
    parts = _duration_parts(text)
    if len(parts) > 1:
        _refuse_odd_compound(text, parts)
    smallest = parts[-1]
    amount = sum((_converted(part, smallest.unit) for part in parts), Fraction(0))
    return Duration(amount, smallest.unit, smallest.business) if amount else IMMEDIATELY


def _duration_parts(text: str) -> list[Duration]:
    parts: list[Duration] = []
    end = 0
    while text[end:].strip():
        found = re.match(_DURATION, text[end:])
        if not found:
            raise _wrong(text, "a duration", _why_no_duration(text), DURATION_FORMS)
        parts.append(_duration_part(text, found[1], re.sub(r"[\s,]*(\band\b)?\s*$", "", found[2])))
        end += found.end()
    if not parts:
        raise _wrong(text, "a duration", "it is empty", DURATION_FORMS)
    return parts


def _duration_part(text: str, number: str, words: str) -> Duration:
    business = re.match(_BUSINESS, words)
    word = words[business.end() :] if business else words
    if word == "M":
        raise _wrong(text, "a duration", "M may be minutes or months", "5 minutes, 5 months")
    unit = _UNITS.get(word.lower())
    if not unit:
        raise _wrong(text, "a duration", f"{words!r} is no unit of time", DURATION_FORMS)
    if business and unit not in _IN_WORKING_TIME:
        why = "working time is counted in hours or days"
        raise _wrong(text, "a duration", why, "10 business days, 4 business hours")
    return Duration(Fraction(number), unit, bool(business))


def _refuse_odd_compound(text: str, parts: list[Duration]) -> None:
    sizes = [_SECONDS[part.unit] for part in parts]
    if any(left <= right for left, right in pairwise(sizes)):
        why = "its parts do not go from large to small, each once"
        raise _wrong(text, "a duration", why, "1h 30m, 2 days 4 hours")
    mixed = len({part.business for part in parts}) > 1
    if mixed or (parts[0].business and parts[0].unit == "day"):
        why = "business days and other time do not add up without opening hours"
        raise _wrong(text, "a duration", why, "2 business days, 20 business hours")


def _converted(part: Duration, unit: Unit) -> Fraction:
    if part.unit == "year" and unit == "month":
        return part.amount * 12
    return part.seconds / _SECONDS[unit]


def _why_no_duration(text: str) -> str:
    if re.match(r"\s*[-+−]", text):
        return "it must not have a sign"
    if re.search(r"[0-9],[0-9]", text):
        return "decimals are written with a point"
    if re.fullmatch(r"\s*[0-9.]+\s*", text):
        return "a number needs its unit"
    return "it is not a number and a unit of time"


def _counted(amount: Fraction, unit: str) -> str:
    return f"{_decimal(amount)} {unit}{'' if amount == 1 else 's'}"


def _said(length: Duration) -> str:
    return _counted(length.amount, length.unit)


def _decimal(amount: Fraction, places: int = 9) -> str:
    """Exact decimal text where `places` suffice, rounded half up there otherwise."""
    whole, rest = divmod(int(amount * 10**places + Fraction(1, 2)), 10**places)
    digits = f"{rest:0{places}d}".rstrip("0")
    return f"{whole}.{digits}" if digits else str(whole)


# --- money ---------------------------------------------------------------------------------

_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}
_ISO_4217 = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
    BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
    GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF
    KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
    MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
    SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH
    UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
_CODES = frozenset(_ISO_4217.split())
_THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
_MONEY = (
    r"(?i)\s*(?:(?P<before>[€$£¥]|[a-z]{3})\s*(?P<first>[0-9][0-9., \u00a0\u202f]*)"
    r"|(?P<second>[0-9][0-9., \u00a0\u202f]*?)\s*(?P<after>[€$£¥]|[a-z]{3}))\s*"
)
_AMOUNT = r"(?:[0-9]{1,12}|[0-9]{1,3}([, ])[0-9]{3}(?:\1[0-9]{3}){0,3})(?:\.[0-9]{1,4})?"
_ONE_POINT = r"[1-9][0-9]{0,2}\.[0-9]{3}"


@dataclass(frozen=True, slots=True)
class Money:
    """An exact sum in one currency (ISO 4217). Other currencies cannot be compared with it."""

    amount: Fraction
    currency: str

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.amount >= self._same(other)

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, times: Fraction | int) -> Money:
        return Money(self.amount * times, self.currency)

    def _same(self, other: Money) -> Fraction:
        if other.currency != self.currency:
            raise ValueError(f"{self} and {other} are in different currencies")
        return other.amount

    def __str__(self) -> str:
        sign = "-" if self.amount < 0 else ""
        exact = (self.amount * 10000).denominator == 1
        whole, _, cents = _decimal(abs(self.amount), 4 if exact else 2).partition(".")
        if cents:
            # Three decimals would read as thousands to many.
            cents = f".{cents:0<{2 if len(cents) < 3 else 4}}"
        return f"{sign}{int(whole):,}{cents} {self.currency}"


def money(text: object) -> Money:
    """Read a sum of money: `50 EUR`, `EUR 50`, `€49.90`, `$2,000`."""
    if not isinstance(text, str):
        raise _wrong(text, "a sum of money", _why_not_text(text, "currency"), MONEY_FORMS)
    return _money(text)


@lru_cache(maxsize=8192)
def _money(text: str) -> Money:
    found = re.fullmatch(_MONEY, text)
    if not found:
        raise _wrong(text, "a sum of money", _why_no_money(text), MONEY_FORMS)
    currency = _currency(text, found["before"] or found["after"])
    number = (found["first"] or found["second"]).strip()
    return Money(_money_amount(text, number, currency), currency)


def _currency(text: str, word: str) -> str:
    code = _SIGNS.get(word) or word.upper()
    if code in _CODES:
        return code
    from cxlint.suggest import nearest

    near = nearest(code, sorted(_CODES))
    hint = f", did you mean {near}?" if near else ""
    raise _wrong(text, "a sum of money", f"{word} is no ISO 4217 currency{hint}", MONEY_FORMS)


def _money_amount(text: str, number: str, currency: str) -> Fraction:
    plain = number.replace("\u00a0", " ").replace("\u202f", " ")
    if not re.fullmatch(_AMOUNT, plain) or _is_ambiguous(plain, currency):
        raise _wrong(text, "a sum of money", *_amount_advice(plain, currency))
    return Fraction(plain.replace(",", "").replace(" ", ""))


def _is_ambiguous(number: str, currency: str) -> bool:
    """Whether the point may mark thousands, as many Europeans write them."""
    return bool(re.fullmatch(_ONE_POINT, number)) and currency not in _THREE_DECIMALS


def _amount_advice(number: str, currency: str) -> tuple[str, str]:
    """What is unclear about the number, and forms that are clear."""
    if re.fullmatch(r"[0-9]+,[0-9]{1,2}", number):
        return "decimals are written with a point", f"{number.replace(',', '.')} {currency}"
    if re.fullmatch(_ONE_POINT, number):
        thousands, decimals = number.replace(".", ""), f"{number}0"
        clear = f"{thousands} {currency} or {decimals} {currency}"
        return "the point may mark thousands or decimals", clear
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?", number):
        clear = number.replace(".", "").replace(",", ".")
        return "thousands are not written with a point", f"{clear} {currency}"
    return f"{number!r} is no clear number", MONEY_FORMS


def _why_no_money(text: str) -> str:
    if re.match(r"\s*([€$£¥]|[a-zA-Z]{3})?\s*[-−]", text):
        return "it must not be negative"
    if re.fullmatch(r"\s*[0-9][0-9., ]*\s*", text):
        return "a number needs its currency"
    return "it is not a number and a currency"


class Bound(Enum):
    """An authority that is not a sum: `any` amount, or `none` at all."""

    ANY = "any"
    NONE = "none"

    def __str__(self) -> str:
        return self.value


ANY = Bound.ANY
NONE = Bound.NONE
Limit = Money | Bound

LIMIT_FORMS = "50 EUR, any (no limit), none (nothing)"


def limit(text: object) -> Limit:
    """Read how much somebody may decide: a sum, `any` (no limit) or `none` (nothing)."""
    if isinstance(text, str) and text.strip().lower() in {"any", "none"}:
        return Bound(text.strip().lower())
    if isinstance(text, str):
        return _money(text)
    raise _wrong(text, "a limit", _why_not_text(text, "currency"), LIMIT_FORMS)


def allows(bound: Limit, amount: Money) -> bool:
    """Whether `bound` reaches `amount`. Other currencies raise ValueError."""
    return bound is ANY if isinstance(bound, Bound) else amount <= bound


# --- percentages and dates -----------------------------------------------------------------

_PERCENTAGE = r"(?i)\s*([0-9]{1,9}(?:\.[0-9]{1,9})?)\s*(?:%|percent|per cent)\s*"


@dataclass(frozen=True, slots=True)
class Percentage:
    """A share of one that is written as a percentage."""

    value: Fraction

    def __str__(self) -> str:
        return f"{_decimal(self.value * 100)}%"


def percentage(text: object) -> Fraction:
    """Read a percentage as a share of one: `80%` is 4/5. Between 0% and 100%."""
    if not isinstance(text, str):
        raise _wrong(text, "a percentage", _why_not_text(text, "%"), PERCENTAGE_FORMS)
    return _percentage(text)


@lru_cache(maxsize=1024)
def _percentage(text: str) -> Fraction:
    found = re.fullmatch(_PERCENTAGE, text)
    if not found:
        raise _wrong(text, "a percentage", _why_no_percentage(text), PERCENTAGE_FORMS)
    share = Fraction(found[1]) / 100
    if share > 1:
        raise _wrong(text, "a percentage", "it is more than 100%", PERCENTAGE_FORMS)
    return share


def _why_no_percentage(text: str) -> str:
    if re.match(r"\s*[-+−]", text):
        return "it must not have a sign"
    if re.search(r"[0-9],[0-9]", text):
        return "decimals are written with a point"
    if re.fullmatch(r"\s*[0-9.]+\s*", text):
        return "a number needs its %"
    return "it is not a number and %"


def amount_of(text: object, of: Money) -> Money:
    """What `15%` or `5 EUR` come to, of the sum `of`; `none` is nothing."""
    if isinstance(text, str) and text.strip().lower() == "none":
        return Money(Fraction(0), of.currency)
    if isinstance(text, str) and re.fullmatch(_PERCENTAGE, text):
        return of * _percentage(text)
    if isinstance(text, str) and not text.rstrip().endswith("%"):
        return _money(text)
    raise _wrong(text, "a fee", _why_not_text(text, "currency or %"), "15%, 5 EUR, none")


def date(text: object) -> datetime.date:
    """Read an ISO date: `2026-11-21`."""
    if not isinstance(text, str):
        raise _wrong(text, "a date", "it is not text", DATE_FORMS)
    return _date(text)


@lru_cache(maxsize=4096)
def _date(text: str) -> datetime.date:
    found = re.fullmatch(r"\s*([0-9]{4})-([0-9]{2})-([0-9]{2})\s*", text)
    if not found:
        raise _wrong(text, "a date", "it is not year-month-day in digits", DATE_FORMS)
    year, month, day = map(int, found.groups())
    if not 1 <= month <= 12:
        raise _wrong(text, "a date", f"there is no month {month:02}", DATE_FORMS)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        why = f"there is no day {day:02} in {year:04}-{month:02}" if year else "there is no year 0"
        raise _wrong(text, "a date", why, DATE_FORMS) from None


def _why_not_text(value: object, missing: str = "unit") -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"a number needs its {missing}"
    return "it is not text"


def _wrong(value: object, what: str, why: str, forms: str) -> ValueError:
    shown = value if isinstance(value, str) else _shown(value)
    if len(shown) > 60:
        shown = f"{shown[:57]}..."
    return ValueError(f"{shown!r} is not {what}: {why}; write for example {forms}")


def _shown(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value) if isinstance(value, (int, float)) else f"a {type(value).__name__}"

"""Sums of money and limits as people write them: `50 EUR`, `$2,000`, `any`, `none`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import lru_cache

from cxlint.values.value_errors import decimal, explain_no_text, unreadable_value

MONEY_FORMS = "50 EUR, EUR 49.90, €50, $2,000 ($ means USD, ¥ means JPY)"
LIMIT_FORMS = "50 EUR, any (no limit), none (nothing)"

_SIGNS = {
    "€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY",
    "₹": "INR", "₩": "KRW", "₺": "TRY", "₪": "ILS", "₴": "UAH", "₱": "PHP", "₦": "NGN", "₫": "VND",
    "US$": "USD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "R$": "BRL",
    "EURO": "EUR", "EUROS": "EUR",
}  # fmt: skip
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
_NAMES = {"DOLLAR": "USD", "POUND": "GBP", "YEN": "JPY", "FRANC": "CHF"}
_THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
_SIGN = "[€$£¥₹₩₺₪₴₱₦₫]"
_DIGITS = r"[0-9][0-9.,'’ \u00a0\u202f]*"
_MONEY = (
    rf"(?i)\s*(?:(?P<before>[a-z]{{0,2}}{_SIGN}|[a-z]{{3,12}})\s*(?P<first>{_DIGITS})"
    rf"|(?P<second>{_DIGITS}?)\s*(?P<after>{_SIGN}|[a-z]{{3,12}}))\s*"
)
_AMOUNT = r"(?:[0-9]{1,12}|[0-9]{1,3}([, '])[0-9]{3}(?:\1[0-9]{3}){0,3})(?:\.[0-9]{1,4})?"
_PLAIN = {0xA0: " ", 0x202F: " ", ord("’"): "'"}
_ONE_POINT = r"[1-9][0-9]{0,2}\.[0-9]{3}"


@dataclass(frozen=True, slots=True)
class Money:
    """An exact sum in one currency (ISO 4217). Other currencies cannot be compared with it."""

    amount: Fraction
    currency: str

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._compared_amount(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._compared_amount(other)

    def __gt__(self, other: Money) -> bool:
        return self.amount > self._compared_amount(other)

    def __ge__(self, other: Money) -> bool:
        return self.amount >= self._compared_amount(other)

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._compared_amount(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._compared_amount(other), self.currency)

    def __mul__(self, times: Fraction | int) -> Money:
        return Money(self.amount * times, self.currency)

    def _compared_amount(self, other: Money) -> Fraction:
        if other.currency != self.currency:
            raise ValueError(f"{self} and {other} are in different currencies")
        return other.amount

    def __str__(self) -> str:
        sign = "-" if self.amount < 0 else ""
        exact = (self.amount * 10000).denominator == 1
        whole, _, cents = decimal(abs(self.amount), 4 if exact else 2).partition(".")
        if cents:
            # Three decimals would read as thousands to many.
            cents = f".{cents:0<{2 if len(cents) < 3 else 4}}"
        return f"{sign}{int(whole):,}{cents} {self.currency}"


def money(text: object) -> Money:
    """Read a sum of money: `50 EUR`, `EUR 50`, `€49.90`, `$2,000`."""
    if not isinstance(text, str):
        raise unreadable_value(
            text, "a sum of money", explain_no_text(text, "currency"), MONEY_FORMS
        )
    return _money(text)


@lru_cache(maxsize=8192)
def _money(text: str) -> Money:
    found = re.fullmatch(_MONEY, text)
    if not found:
        raise unreadable_value(text, "a sum of money", _explain_no_money(text), MONEY_FORMS)
    currency = _currency(text, found["before"] or found["after"])
    number = (found["first"] or found["second"]).strip()
    return Money(_money_amount(text, number, currency), currency)


def _currency(text: str, word: str) -> str:
    code = _SIGNS.get(word.upper()) or word.upper()
    if code in _CODES:
        return code
    from cxlint.suggest import nearest

    near = _NAMES.get(code.removesuffix("S")) or nearest(code, sorted(_CODES))
    hint = f", did you mean {near}" if near else ""
    raise unreadable_value(
        text, "a sum of money", f"{word} is no ISO 4217 currency{hint}", MONEY_FORMS
    )


def _money_amount(text: str, number: str, currency: str) -> Fraction:
    plain = number.translate(_PLAIN)
    if not re.fullmatch(_AMOUNT, plain) or _is_ambiguous(plain, currency):
        raise unreadable_value(text, "a sum of money", *_amount_advice(plain, currency))
    return Fraction(re.sub("[, ']", "", plain))


def _is_ambiguous(number: str, currency: str) -> bool:
    """Whether the point may mark thousands, as many Europeans write them."""
    return bool(re.fullmatch(_ONE_POINT, number)) and currency not in _THREE_DECIMALS


def _amount_advice(number: str, currency: str) -> tuple[str, str]:
    """What is unclear about the number, and forms that are clear."""
    if re.fullmatch(r"[0-9]+,[0-9]{1,2}", number):
        return "decimals are written with a point", f"{number.replace(',', '.')} {currency}"
    if re.fullmatch(_ONE_POINT, number):
        thousands, decimals = number.replace(".", ""), _clear_decimals(number)
        clear = f"{thousands} {currency} or {decimals} {currency}"
        return "the point may mark thousands or decimals", clear
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?", number):
        clear = number.replace(".", "").replace(",", ".")
        return "thousands are not written with a point", f"{clear} {currency}"
    return f"{number!r} is no clear number", MONEY_FORMS


def _clear_decimals(number: str) -> str:
    """Return a number of three decimals with as many as mark no thousands."""
    return number[:-1] if number.endswith("0") else f"{number}0"


def _explain_no_money(text: str) -> str:
    if re.match(rf"\s*({_SIGN}|[a-zA-Z]{{3}})?\s*[-−]", text):
        return "it must not be negative"
    if re.fullmatch(r"\s*[0-9][0-9., ]*\s*", text):
        return "a number needs its currency"
    return "it is not a number and a currency"


class LimitWord(Enum):
    """An authority that is not a sum: `any` amount, or `none` at all."""

    ANY = "any"
    NONE = "none"

    def __str__(self) -> str:
        return self.value


ANY = LimitWord.ANY
NONE = LimitWord.NONE
Limit = Money | LimitWord


def limit(text: object) -> Limit:
    """Read how much somebody may decide: a sum, `any` (no limit) or `none` (nothing)."""
    if isinstance(text, str) and text.strip().lower() in {"any", "none"}:
        return LimitWord(text.strip().lower())
    if isinstance(text, str):
        return _money(text)
    raise unreadable_value(text, "a limit", explain_no_text(text, "currency"), LIMIT_FORMS)


def allows(bound: Limit, amount: Money) -> bool:
    """Whether `bound` reaches `amount`. Other currencies raise ValueError."""
    return bound is ANY if isinstance(bound, LimitWord) else amount <= bound

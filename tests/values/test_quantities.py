"""Quantities: what is read, what is refused, and that what is said can be read again."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlint.values.quantities import (
    ANY,
    NONE,
    Duration,
    Money,
    allows,
    amount_of,
    date,
    duration,
    limit,
    money,
    percentage,
)

amounts = st.builds(
    Fraction, st.integers(1, 10**6), st.sampled_from([1, 1, 1, 2, 4, 5, 8, 10, 100, 1000])
)
plain = st.sampled_from(["second", "minute", "hour", "day", "week", "month", "year"])
working = st.sampled_from(["second", "minute", "hour", "day"])


@pytest.mark.parametrize(
    ("text", "said", "seconds"),
    [
        ("20s", "20 seconds", 20),
        ("20 sec", "20 seconds", 20),
        ("30 min", "30 minutes", 1800),
        ("5m", "5 minutes", 300),
        ("1 day", "1 day", 86400),
        ("2 business days", "2 business days", 172800),
        ("2 working days", "2 business days", 172800),
        ("4 Business Hours", "4 business hours", 14400),
        ("1.5 hours", "1.5 hours", 5400),
        ("1h 30m", "1 hour 30 minutes", 5400),
        ("1h30m", "1 hour 30 minutes", 5400),
        ("90 minutes", "1 hour 30 minutes", 5400),
        ("120 minutes", "120 minutes", 7200),
        ("2 days and 4 hours", "52 hours", 187200),
        ("2 weeks", "2 weeks", 1209600),
        ("1 month", "1 month", 2592000),
        ("1 year 6 months", "18 months", 46656000),
        ("1 year", "1 year", 31536000),
        ("immediately", "immediately", 0),
        ("0 days", "immediately", 0),
        ("14 calendar days", "14 days", 1209600),
        ("3 workdays", "3 business days", 259200),
        ("24 hrs.", "24 hours", 86400),
        ("5 min. 30 sec.", "5 minutes 30 seconds", 330),
        ("3 mos", "3 months", 7776000),
        ("12 mths", "12 months", 31104000),
    ],
)
def test_durations_are_read_and_said(text: str, said: str, seconds: int) -> None:
    assert str(duration(text)) == said
    assert duration(text).seconds == seconds


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (20, "a number needs its unit"),
        ("20", "a number needs its unit"),
        (1.5, "a number needs its unit"),
        (True, "'true' is not a duration: it is not text"),
        (None, "it is not text"),
        ({}, "a dict"),
        ("", "it is empty"),
        ("-3 days", "must not have a sign"),
        ("1,5 hours", "decimals are written with a point"),
        ("5M", "M may be minutes or months"),
        ("3 moons", "'moons' is no unit of time"),
        ("soon", "not a number and a unit"),
        ("2 bdays", "did you mean business days"),
        ("10 weekdays", "did you mean business days"),
        ("3 banking days", "did you mean business days"),
        ("1 hour 30", "not a number and a unit"),
        ("30m 1h", "from large to small"),
        ("1h 2h", "from large to small"),
        ("1 business day 4 hours", "do not add up"),
        ("1 business day 4 business hours", "do not add up"),
        ("2 business weeks", "counted in hours or days"),
        ("9" * 5000 + " days", "not a number and a unit"),
        ("\u0663 days", "not a number and a unit"),
        ("1e9 days", "is no unit of time"),
    ],
)
def test_durations_are_refused_with_the_accepted_forms(value: object, why: str) -> None:
    with pytest.raises(ValueError, match="not a duration") as caught:
        duration(value)
    assert why in str(caught.value)
    assert "; write for example " in str(caught.value)
    assert "\n" not in str(caught.value)


def test_durations_are_ordered_by_length() -> None:
    assert duration("20s") < duration("1 minute") <= duration("60s") <= duration("1 minute")
    assert max(duration("3 days"), duration("71 hours")) == duration("3 days")
    assert duration("2 weeks") >= duration("14 days") and duration("1 month") > duration("4 weeks")
    assert duration("90 minutes").minutes == 90 and duration("12h").days == Fraction(1, 2)


@settings(deadline=None)
@given(amounts, plain)
def test_a_duration_is_read_as_it_is_said(amount: Fraction, unit: str) -> None:
    length = Duration(amount, unit)  # type: ignore[arg-type]
    assert duration(str(length)) == length


@settings(deadline=None)
@given(amounts, working)
def test_working_time_is_read_as_it_is_said(amount: Fraction, unit: str) -> None:
    length = Duration(amount, unit, business=True)  # type: ignore[arg-type]
    assert duration(str(length)) == length


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_a_quantity_or_a_value_error(text: str) -> None:
    for read in (duration, money, percentage, date, limit):
        try:
            read(text)
        except ValueError as error:
            assert "is not" in str(error)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("50 EUR", "50 EUR"),
        ("50eur", "50 EUR"),
        ("EUR 50", "50 EUR"),
        ("€50", "50 EUR"),
        ("50 €", "50 EUR"),
        ("£9.50", "9.50 GBP"),
        ("$2,000", "2,000 USD"),
        ("¥1,000", "1,000 JPY"),
        ("49.90 EUR", "49.90 EUR"),
        ("49.9 EUR", "49.90 EUR"),
        ("1,500.00 EUR", "1,500 EUR"),
        ("1 500 EUR", "1,500 EUR"),
        ("1\u202f500 EUR", "1,500 EUR"),
        ("1500000 CHF", "1,500,000 CHF"),
        ("0.0025 EUR", "0.0025 EUR"),
        ("0.125 EUR", "0.1250 EUR"),
        ("1.500 KWD", "1.50 KWD"),
        ("50 euros", "50 EUR"),
        ("1'500 CHF", "1,500 CHF"),
        ("CHF 1’500.50", "1,500.50 CHF"),
        ("₹500", "500 INR"),
        ("US$50", "50 USD"),
        ("CA$ 50", "50 CAD"),
    ],
)
def test_money_is_read_and_said(text: str, said: str) -> None:
    assert str(money(text)) == said
    assert money(said) == money(text)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (50, "a number needs its currency"),
        ("50", "a number needs its currency"),
        ("-5 EUR", "must not be negative"),
        ("EUR -5", "must not be negative"),
        ("49,90 EUR", "write for example 49.90 EUR"),
        ("1.500 EUR", "write for example 1500 EUR or 1.50 EUR"),
        ("1.500,00 EUR", "write for example 1500.00 EUR"),
        ("12,34,567 INR", "is no clear number"),
        ("1,500 000 EUR", "is no clear number"),
        ("5 dollars", "did you mean USD"),
        ("X$50", "X$ is no ISO 4217 currency"),
        ("50 EUX", "EUX is no ISO 4217 currency"),
        ("a lot", "not a number and a currency"),
        (None, "it is not text"),
    ],
)
def test_unclear_money_is_refused_with_advice(value: object, why: str) -> None:
    with pytest.raises(ValueError, match="not a sum of money") as caught:
        money(value)
    assert why in str(caught.value)


@settings(deadline=None)
@given(st.integers(0, 10**12), st.sampled_from(["EUR", "USD", "JPY", "KWD", "CHF"]))
def test_money_is_read_as_it_is_said(ten_thousandths: int, currency: str) -> None:
    amount = Money(Fraction(ten_thousandths, 10000), currency)
    assert money(str(amount)) == amount


def test_money_is_exact_and_knows_its_currency() -> None:
    assert money("0.10 EUR") + money("0.20 EUR") == money("0.30 EUR")
    assert money("10 EUR") - money("0.5 EUR") == money("9.50 EUR")
    assert money("50 EUR") < money("60 EUR") and money("50 EUR") >= money("50.00 EUR")
    assert str(Money(Fraction(10, 3), "EUR")) == "3.33 EUR"
    assert str(money("1 EUR") - money("3 EUR")) == "-2 EUR"
    with pytest.raises(ValueError, match="50 EUR and 50 USD are in different currencies"):
        _ = money("50 EUR") <= money("50 USD")


def test_limits() -> None:
    assert (limit("any"), limit("None"), limit("50 EUR")) == (ANY, NONE, money("50 EUR"))
    assert (str(ANY), str(NONE)) == ("any", "none")
    assert allows(ANY, money("9 EUR")) and not allows(NONE, money("0.01 EUR"))
    assert allows(limit("50 EUR"), money("50 EUR")) and not allows(
        limit("50 EUR"), money("50.01 EUR")
    )
    with pytest.raises(ValueError, match="null"):
        limit(None)


@pytest.mark.parametrize(("text", "share"), [("80%", "4/5"), ("12.5 %", "1/8"), ("0%", "0")])
def test_percentages(text: str, share: str) -> None:
    assert percentage(text) == Fraction(share)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (80, "a number needs its %"),
        ("80", "a number needs its %"),
        ("120%", "more than 100%"),
        ("-1%", "sign"),
        ("12,5%", "with a point"),
        ("most", "not a number and %"),
    ],
)
def test_percentages_are_refused(value: object, why: str) -> None:
    with pytest.raises(ValueError, match="not a percentage") as caught:
        percentage(value)
    assert why in str(caught.value)


def test_fees_are_shares_or_sums() -> None:
    price = money("49.99 EUR")
    assert amount_of("15%", price).amount == Fraction("7.4985")
    assert amount_of("5 EUR", price) == money("5 EUR")
    assert amount_of("none", price).amount == 0
    with pytest.raises(ValueError, match="not a fee"):
        amount_of(5, price)


def test_dates() -> None:
    assert date("2026-11-21") == datetime.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("2026-13-45", "there is no month 13"),
        ("2026-02-30", "there is no day 30 in 2026-02"),
        ("0000-01-01", "there is no year 0"),
        ("21.11.2026", "year-month-day"),
        ("2026-1-5", "year-month-day"),
        (20261121, "it is not text"),
    ],
)
def test_dates_are_refused(value: object, why: str) -> None:
    with pytest.raises(ValueError, match="not a date") as caught:
        date(value)
    assert why in str(caught.value)

"""Returns against an oracle that enumerates: every category, reason and day of small tables.

The oracle knows nothing of the code: it counts days one by one, and picks rows by scores.
"""

from __future__ import annotations

import calendar
import datetime
import itertools
import random
from fractions import Fraction

import pytest
from policies import network
from questions import ask, read_case

from cxlint.analysis.subject import Subject

HEAD = """
organization: {name: T, currency: EUR, timezone: Europe/Berlin}
schedules: {office: {open: Mon-Fri 09:00-18:00, holidays: DE-BY}}
channels: {line: {kind: voice, open: office, goes_to: care}}
teams: {care: {open: office, may: {refund: any}, closes: all}}
intents: {back: {start: [line], remedy: refund}}
returns:
"""
HOLIDAYS = {datetime.date(2026, 11, 1), datetime.date(2026, 12, 25), datetime.date(2026, 12, 26),
            datetime.date(2027, 1, 1), datetime.date(2027, 1, 6)}  # fmt: skip
"""The holidays of Bavaria between October and January, from a calendar on the wall."""

REASONS = ("changed mind", "defective", "wrong item")
THINGS = ("shoes", "lamps", "books")
WINDOWS = ("14 days", "30 days", "1 month", "2 months", "2 weeks", "10 business days", "unlimited")
STARTS = {"delivery": "delivered", "shipment": "shipped", "purchase": "purchased"}
ONE = datetime.timedelta(days=1)


def is_working(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def later(day, length):
    number, *unit = length.split()
    if unit[0].startswith("month"):
        for _ in range(int(number)):
            first = day.replace(day=1)
            following = (first + 31 * ONE).replace(day=1)
            most = calendar.monthrange(following.year, following.month)[1]
            day = following.replace(day=min(day.day, most))
        return day
    left = int(number) * (7 if unit[0].startswith("week") else 1)
    while left:
        day += ONE
        left -= 1 if unit[0] != "business" or is_working(day) else 0
    return day


def random_row(dice, number):
    words = dice.choice([["all"], ["everything else"], dice.sample(THINGS, dice.randint(1, 2))])
    row = {"id": f"r{number}", "categories": words}
    if dice.random() < 0.8:
        row["reasons"] = dice.sample(REASONS, dice.randint(1, 3))
    if dice.random() < 0.2:
        return row | {"returnable": "false", "because": "hygiene", "alternatives": ["exchange"]}
    row |= {
        "window": dice.choice(WINDOWS),
        "from": dice.choice([*STARTS]),
        "fee": dice.choice(["none", "5 EUR", "15%", "200 EUR"]),
        "shipping_paid_by": dice.choice(["us", "customer"]),
        "shipping_cost": "4.90 EUR",
        "refund": dice.choice(["original payment", "store credit"]),
        "refund_within": dice.choice(["5 days", "3 business days"]),
    }
    if dice.random() < 0.4:
        row["in_time_if"] = dice.choice(["told", "arrived"])
    if dice.random() < 0.3:
        row["rolls_over"] = "true"
    return row


def written(row):
    said = {
        key: f"[{', '.join(each)}]" if isinstance(each, list) else each for key, each in row.items()
    }
    return f"  - {{{', '.join(f'{key}: {each}' for key, each in said.items())}}}\n"


def score(row, thing, named, reason):
    """Return how well a row fits, 0 where it is for something else."""
    words = row["categories"]
    if words == ["all"]:
        kind = 1
    elif words == ["everything else"]:
        kind = 0 if named else 2
    else:
        kind = 3 if thing in words else 0
    stated = row.get("reasons")
    if not kind or (stated and reason not in stated):
        return 0
    return kind + 3 * bool(stated)


def expected(table, stated):
    """Return what is known of a customer, by looking at every row."""
    named = any(stated["category"] in row["categories"] for row in table)
    scores = [score(row, stated["category"], named, stated["reason"]) for row in table]
    best = [row for row, points in zip(table, scores, strict=True) if points == max(scores)]
    if not max(scores):
        return {"row": None, "accepted": None}
    if len(best) > 1:
        return {"row": None}
    (row,) = best
    if "returnable" in row:
        return {"row": row["id"], "accepted": False, "reason": "hygiene",
                "alternative": "exchange", "refund_amount": 0}  # fmt: skip
    return {"row": row["id"], **terms(row, stated)}


def terms(row, stated):
    day, back = stated["at"].date(), stated["received_back"]
    decisive = back if row.get("in_time_if") == "arrived" else day
    if row["window"] == "unlimited":
        last, late = "unlimited", 0
    else:
        last = later(stated[STARTS[row["from"]]], row["window"])
        while "rolls_over" in row and not is_working(last):
            last += ONE
        late = sum(1 for n in range(400) if last + n * ONE < decisive)
    found = {"last_day": last, "late_by_days": late, "accepted": not late}
    if late:
        return found | {"refund_amount": 0}
    price = Fraction(stated["value"].split()[0])
    asked = {"none": 0, "5 EUR": 5, "15%": price * 15 / 100, "200 EUR": 200}[row["fee"]]
    fee = min(asked, price)
    post = Fraction("4.90") if row["shipping_paid_by"] == "customer" else 0
    credit = price - fee if row["refund"] == "store credit" else 0
    return found | {
        "fee": fee, "refund_amount": price - fee, "customer_loses": fee + post, "credit": credit,
        "refund_form": row["refund"], "money_back_by": later(back, row["refund_within"]),
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_every_combination_is_as_the_oracle_has_it(seed):
    dice = random.Random(seed)
    table = [random_row(dice, number) for number in range(dice.randint(2, 7))]
    subject = Subject(network(HEAD + "".join(map(written, table))))
    known = {word for row in table for word in row["categories"]} & {*THINGS}
    others = any(row["categories"] in (["all"], ["everything else"]) for row in table)
    categories = sorted(known) + (["tea cosies"] if others else [])
    delivered = datetime.date(2026, 10, 1) + dice.randint(0, 60) * ONE
    for category, reason, days in itertools.product(
        categories, REASONS, (0, 1, 9, 13, 14, 15, 28, 29, 30, 31, 32, 59, 62, 70)
    ):
        moment = datetime.datetime.combine(delivered + days * ONE, datetime.time(23, 59))
        stated = {
            "intent": "back",
            "category": category,
            "reason": reason,
            "value": "120 EUR",
            "purchased": delivered - 4 * ONE,
            "shipped": delivered - 2 * ONE,
            "delivered": delivered,
            "at": moment,
            "received_back": delivered + (days + 2) * ONE,
        }
        case = read_case(subject, {key: str(each) for key, each in stated.items()})
        found = {q.name.removeprefix("ask."): q.value for q in ask(subject, case).figures}
        wanted = expected(table, stated)
        assert {key: found.get(key) for key in wanted} == wanted, (stated, table)

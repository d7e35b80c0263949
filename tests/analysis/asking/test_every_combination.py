"""Answers against an enumeration of all that a customer of a small policy may be.

Stated are category, reason, channel, value, day and moment, each or not; the state of the thing
can never be stated. For each statement all customers are gone through whom it may be about. What
is answered must be true of every one of them, bounds must enclose them all, and where all is
stated and nothing turns on the state, what is true of all of them must be answered.

The enumeration knows nothing of the code: it counts days on the calendar, and asks row by row and
tier by tier.
"""

from __future__ import annotations

import datetime
import itertools
import random
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from policies import network
from questions import ask, read_case

from cxlint.analysis.subject import Subject

ZONE = ZoneInfo("Europe/Berlin")
ONE = datetime.timedelta(days=1)
HEAD = """
organization: {{name: T, currency: EUR, timezone: Europe/Berlin}}
channels:
  line: {{kind: voice, open: 24x7, goes_to: front}}
  mail: {{kind: email, open: 24x7, goes_to: office}}
teams:
  front: {{open: 24x7, closes: all, may: {{refund: {front} EUR}}}}
  office: {{open: 24x7, closes: all, may: {{refund: {office} EUR}}}}
  lead: {{open: 24x7}}
  boss: {{open: 24x7}}
remedies:
  refund:
    route: {route}
    tiers:
      - {{by: lead, up_to: {lead} EUR, decides_within: {slow} days}}
      - {{by: boss, up_to: any, decides_within: {slower} days}}
intents: {{back: {{start: [line, mail], remedy: refund}}}}
returns:
"""
REASONS = ("changed mind", "defective", "wrong item", "late", "not as described",
           "service below expectation", "undelivered", "cancelled by us")  # fmt: skip
STATES = ("unopened", "opened")
DELIVERED = datetime.date(2026, 3, 2)
NOTHING = "not said"
"""What stands for an answer that the policy does not give of a customer."""


def random_policy(dice):
    """Return the figures of a policy, and its rows of returns."""
    lead = dice.choice([150, 200])
    figures = {
        "front": dice.choice([0, 50]),
        "office": dice.choice([50, 100]),
        "lead": lead,
        "route": dice.choice(["direct", "climb"]),
        "slow": dice.choice([1, 2]),
        "slower": dice.choice([3, 5]),
    }
    kinds = [["shoes"], ["books"], ["shoes", "books"], ["everything else"], ["all"]]
    rows = [{"categories": ["shoes"]}, {"categories": ["books"]}]
    rows += [{"categories": dice.choice(kinds)} for _ in range(dice.randint(1, 3))]
    for number, row in enumerate(rows):
        row["id"] = f"r{number}"
        if dice.random() < 0.6:
            row["reasons"] = dice.sample(REASONS[:3], dice.randint(1, 2))
        if dice.random() < 0.3:
            row["state"] = [dice.choice(STATES)]
        if dice.random() < 0.2:
            row |= {"returnable": "false", "because": "hygiene"}
        else:
            row |= {
                "window": f"{dice.choice([10, 14])} days",
                "fee": dice.choice(["none", "5 EUR", "10%"]),
                "refund": "original payment",
            }
    return figures, rows


def written(row):
    said = {
        key: f"[{', '.join(each)}]" if isinstance(each, list) else each for key, each in row.items()
    }
    return f"  - {{{', '.join(f'{key}: {each}' for key, each in said.items())}}}\n"


def rank(row, named, category, reason, state):
    """Return how well a row fits a customer; None where it is for others."""
    words = row["categories"]
    if words == ["all"]:
        thing = 1
    elif words == ["everything else"]:
        thing = 0 if named else 2
    else:
        thing = 3 if category in words else 0
    if not thing or reason not in row.get("reasons", REASONS):
        return None
    if state not in row.get("state", STATES):
        return None
    return ("reasons" in row, thing, "state" in row)


def answers_of(figures, rows, customer):
    """Yield what holds for one customer of whom all is known, for each row that may be theirs."""
    category, reason, state, channel, value, day = customer
    named = any(category in row["categories"] for row in rows)
    ranks = [rank(row, named, category, reason, state) for row in rows]
    fitting = [each for each in ranks if each is not None]
    if not fitting:
        yield {"accepted": NOTHING, **decision(figures, channel, value, day)}
        return
    for row, each in zip(rows, ranks, strict=True):
        if each == max(fitting):
            yield answer_of_row(figures, row, channel, value, day)


def answer_of_row(figures, row, channel, value, day):
    if "returnable" in row:
        return {"row": row["id"], "accepted": False, "refund_amount": 0}
    last = DELIVERED
    for _ in range(int(row["window"].split()[0])):
        last += ONE
    told = {"row": row["id"], "last_day": last, "accepted": DELIVERED + day * ONE <= last}
    if not told["accepted"]:
        return told | {"refund_amount": 0}
    fee = {"none": 0, "5 EUR": 5, "10%": value / 10}[row["fee"]]
    told |= {"fee": fee, "refund_amount": value - fee}
    return told | decision(figures, channel, value, day)


def decision(figures, channel, value, day):
    """Return who decides, how many are asked for it, and by when at the latest."""
    team = "front" if channel == "line" else "office"
    begin = datetime.datetime.combine(DELIVERED + day * ONE, datetime.time(10), ZONE)
    if value <= figures[team]:
        by = begin if channel == "line" else NOTHING
        return {"decides": team, "approvals": 0, "decided_by": by}
    limit = figures["lead"]
    climbs = figures["route"] == "climb" and figures[team] < limit
    asked = ["lead"] if value <= limit else ["lead", "boss"] if climbs else ["boss"]
    days = sum({"lead": figures["slow"], "boss": figures["slower"]}[each] for each in asked)
    return {"decides": asked[-1], "approvals": len(asked), "decided_by": begin + days * ONE}


def is_true(value, answers):
    return all(each == value for each in answers)


def check(quantity, answers, where):
    """Hold one answer against what holds for each customer it may be about."""
    known = [each for each in answers if each != NOTHING]
    if quantity.value is not None:
        assert is_true(quantity.value, answers), where
    if quantity.minimum is not None:
        assert all(each >= quantity.minimum for each in known), where
    if quantity.maximum is not None:
        assert all(each <= quantity.maximum for each in known), where


KEYS = ("row", "accepted", "last_day", "fee", "refund_amount", "decides", "approvals", "decided_by")


def run(seed):
    dice = random.Random(seed)
    figures, rows = random_policy(dice)
    subject = Subject(network(HEAD.format(**figures) + "".join(map(written, rows))))
    others = any(row["categories"] in (["all"], ["everything else"]) for row in rows)
    categories = ["shoes", "books", *(["tea cosies"] if others else [])]
    edges = sorted({figures["front"], figures["office"], figures["lead"], 40})
    values = [Fraction(each) + cent for each in edges if each for cent in (0, Fraction(1, 100))]
    days = (0, 9, 10, 11, 13, 14, 15)
    whole = {
        each: list(answers_of(figures, rows, each))
        for each in itertools.product(categories, REASONS, STATES, ("line", "mail"), values, days)
    }
    asked = 0
    for stated in itertools.product(
        [*categories, None], [*REASONS[:4], None], [None], ["line", "mail", None],
        [*values, None], [*days, None],
    ):  # fmt: skip
        if stated[0] == stated[1] is None:
            continue  # nothing is said of a thing that may go back
        asked += 1
        found, is_open = answer(subject, stated)
        axes = [categories, REASONS, STATES, ("line", "mail"), values, days]
        chosen = [axis if each is None else [each] for each, axis in zip(stated, axes, strict=True)]
        about = [told for each in itertools.product(*chosen) for told in whole[each]]
        if is_open:  # it is said that rows are for some reasons or states; of others none may be
            about = [told for told in about if told["accepted"] != NOTHING]
        hold(stated, rows, found, about)
    return asked


def answer(subject, stated):
    category, reason, _, channel, value, day = stated
    said = {
        "intent": "back",
        "category": category,
        "reason": reason,
        "channel": channel,
        "value": None if value is None else f"{float(value):.2f} EUR",
        "delivered": str(DELIVERED),
        "at": None if day is None else f"{DELIVERED + day * ONE} 10:00",
    }
    case = read_case(subject, said)
    told = ask(subject, case)
    asks = ("whether it is a case of", "the reason (--reason)", "the category (--category)")
    is_open = any(word in each.text for each in told.open_points for word in asks)
    return {each.name.removeprefix("ask."): each for each in told.figures}, is_open


def hold(stated, rows, found, about):
    """Hold all answers on one statement against all customers it may be about."""
    turns_on_state = any("state" in row for row in rows)
    complete = None not in (*stated[:2], *stated[3:]) and not turns_on_state
    refused = any(each["accepted"] is False for each in about)
    open_ = "accepted" in found and found["accepted"].value is None
    for key in KEYS:
        # Where it is not known whether a thing is taken back, money is told of who has it back.
        told = about if key != "refund_amount" or not open_ else [a for a in about if "fee" in a]
        answers = [each[key] for each in told if key in each]
        where = (stated, key, found.get(key), rows)
        if key in found and answers:
            check(found[key], answers, where)
        if complete and answers and (key in ("row", "accepted", "last_day") or not refused):
            same = is_true(answers[0], answers) and len(answers) == len(about)
            wanted = answers[0] if same and answers[0] != NOTHING else None
            assert key in found or wanted is None, where
            assert key not in found or found[key].value == wanted, where


def test_no_answer_is_wrong_of_any_customer_it_may_be_about():
    assert run(0) > 1_000


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(1, 40))
def test_nor_of_many_more_policies(seed):
    assert run(seed) > 1_000

"""Decisions on one case against an oracle that walks the clock minute by minute."""

from __future__ import annotations

import datetime
import random
from zoneinfo import ZoneInfo

import pytest
from questions import figures, values

ZONE = ZoneInfo("America/New_York")
HEAD = """
organization: {{name: T, currency: USD, timezone: America/New_York}}
channels: {{line: {{kind: voice, open: 24x7, goes_to: front, respond: immediately}}}}
teams:
  front: {{open: 24x7, closes: none, may: {{refund: 20 USD}}}}
{teams}
remedies: {{refund: {{route: {route}, tiers: [{tiers}]}}}}
intents: {{refund: {{start: [line], remedy: refund, promise: {promise}}}}}
"""
DESKS = {
    "ada": ("Mon-Fri 09:00-17:00", range(5), 9, 17),
    "bob": ("Mon-Thu 10:00-15:00", range(4), 10, 15),
    "cleo": ("Tue-Sat 08:00-12:00", range(1, 6), 8, 12),
    "dan": ("Mon-Sun 06:00-22:00", range(7), 6, 22),
}
MINUTE = datetime.timedelta(minutes=1)
DAY = datetime.timedelta(days=1)


def is_open(desk, moment):
    _, days, opens, closes = DESKS[desk]
    return moment.weekday() in days and opens <= moment.hour < closes


def over(desk, begin, length):
    """Return when a bound of this length ends at the latest, in an ordinary week of one offset."""
    if length == "immediately":
        while not is_open(desk, begin):
            begin += MINUTE
        return begin
    number, *unit = length.split()
    left = int(number)
    if unit == ["business", "days"]:
        day = begin.date()
        while left:
            day += DAY
            left -= day.weekday() in DESKS[desk][1]
        return datetime.datetime.combine(day, datetime.time(DESKS[desk][3]), begin.tzinfo)
    if unit == ["business", "hours"]:
        left *= 60
        while left:
            left -= is_open(desk, begin)
            begin += MINUTE
        return begin
    end = begin + left * 60 * MINUTE
    opens = begin
    while not is_open(desk, opens):
        opens += MINUTE
    return max(end, opens)


def random_tiers(dice):
    limits = sorted(dice.sample(range(30, 900, 10), dice.randint(1, 3)))
    tiers = []
    for number, limit in enumerate(limits):
        desks = dice.sample(sorted(DESKS), dice.randint(1, 2))
        tiers.append({
            "by": desks,
            "need": dice.choice(["one", "all"]),
            "in_turn": dice.random() < 0.3,
            "up_to": "any" if number == len(limits) - 1 else f"{limit} USD",
            "limit": 10**9 if number == len(limits) - 1 else limit,
            "within": dice.choice(
                ["immediately", "3 business hours", "2 business days", "5 hours", "30 hours"]
            ),
        })  # fmt: skip
    return tiers


def written(tier):
    turn = ", in_turn: true" if tier["in_turn"] else ""
    return (
        f"{{by: [{', '.join(tier['by'])}], need: {tier['need']}{turn}, "
        f"up_to: {tier['up_to']}, decides_within: {tier['within']}}}"
    )


def decided(tiers, moment):
    for tier in tiers:
        if tier["need"] == "all" and tier["in_turn"]:
            for desk in tier["by"]:
                moment = over(desk, moment, tier["within"])
            continue
        ends = [over(desk, moment, tier["within"]) for desk in tier["by"]]
        moment = max(ends) if tier["need"] == "all" else min(ends)
    return moment


def check_steps(steps, asked, moment):
    """Hold the moments at which everybody is asked against the clock, tier by tier."""
    told = list(steps)
    assert told.pop(0) == ["front", moment]
    for tier in asked:
        begin = moment
        for desk in tier["by"]:
            assert told.pop(0) == [desk, begin]
            if tier["need"] == "all" and tier["in_turn"]:
                begin = over(desk, begin, tier["within"])
        moment = decided([tier], moment)
    assert told == []


@pytest.mark.parametrize("seed", range(25))
def test_who_decides_and_by_when_is_as_the_oracle_has_it(seed):
    dice = random.Random(seed)
    tiers = random_tiers(dice)
    route = dice.choice(["climb", "direct"])
    teams = "\n".join(f"  {desk}: {{open: {said[0]}}}" for desk, said in DESKS.items())
    policy = HEAD.format(
        teams=teams, route=route, tiers=", ".join(map(written, tiers)), promise="3 days"
    )
    for _ in range(6):
        worth = dice.choice(
            [5, 20, 21, 1000, *(n for t in tiers for n in (t["limit"],) if n < 999)]
        )
        moment = datetime.datetime(2026, 11, 2, dice.randrange(24), dice.randrange(60), tzinfo=ZONE)
        moment += dice.randint(0, 6) * DAY
        found = values(policy, intent="refund", value=f"{worth} USD", at=str(moment))
        asked, due = [], moment + 3 * DAY
        for tier in tiers if worth > 20 else ():
            asked.append(tier)
            if worth <= tier["limit"]:
                break
        asked = asked[-1:] if route == "direct" else asked
        counts = [len(tier["by"]) if tier["need"] == "all" else 1 for tier in asked]
        assert found["approvals"] == sum(counts)
        if not asked:
            assert found["decides"] == "front"
            assert found["decided_by"] == moment
            continue
        last = asked[-1]
        several = len(last["by"]) > 1
        names = last["by"] if several and last["need"] == "all" else " or ".join(last["by"])
        assert found["decides"] == names
        check_steps(found["steps"], asked, moment)
        end = decided(asked, moment)
        assert found["decided_by"] == end
        assert (found["promise.verdict"] == "kept") == (end <= due)
        assert found["promise_deadline"] == due


LADDER = """
organization: {name: T, currency: GBP, timezone: Europe/London}
schedules: {office: {open: Mon-Fri 09:00-17:00, holidays: GB-ENG}}
channels: {line: {kind: voice, open: office, goes_to: front, respond: immediately}}
teams:
  front: {open: office, closes: none, may: {refund: 20 GBP}}
  lead: {open: office}
  money: {open: office}
remedies:
  refund:
    tiers:
      - {by: lead, up_to: 100 GBP, decides_within: 1 business day,
         timeout: {after: 2 business days, then: %s}}
      - {by: money, up_to: any, decides_within: 1 business day,
         timeout: {after: 1 business day, then: %s}}
intents: {refund: {start: [line], remedy: refund}}
"""


TIMEOUT = ",\n         timeout: {after: 2 business days, then: %s}}"


def silence(first, last, value):
    found = values(LADDER % (first, last), intent="refund", value=value, at="2026-12-23 10:00")
    names = ("outcome_if_nobody_decides", "granted_at_the_latest", "refused_at_the_latest")
    return [str(found.get(name)) for name in names]


def test_silence_of_the_one_who_decides():
    assert silence("grant", "refuse", "50 GBP") == ["granted", "2026-12-29 17:00:00+00:00", "None"]
    assert silence("refuse", "grant", "50 GBP") == ["refused", "None", "2026-12-29 17:00:00+00:00"]


def test_silence_that_escalates_goes_on_to_the_next_and_ends_there():
    # 24 and 29 December with the lead, for 25 and 28 are holidays; then the 30th.
    told = silence("escalate", "refuse", "500 GBP")
    assert told == ["refused", "None", "2026-12-30 17:00:00+00:00"]


def test_silence_that_escalates_beyond_the_last_is_not_known():
    found = figures(
        LADDER % ("grant", "escalate"), intent="refund", value="500 GBP", at="2026-12-23 10:00"
    )
    # The lead's silence agrees, no more; money is asked then, and nobody is above money.
    assert found["outcome_if_nobody_decides"].value is None
    only = LADDER.replace(TIMEOUT, "}", 1)
    found = figures(only % "escalate", intent="refund", value="500 GBP", at="2026-12-23 10:00")
    assert found["outcome_if_nobody_decides"].value is None
    assert "nobody is above" in found["outcome_if_nobody_decides"].why


def test_what_nobody_states_is_open_and_not_guessed():
    silent = LADDER.replace(TIMEOUT, "}").replace(", decides_within: 1 business day", "", 1)
    found = figures(silent % "grant", intent="refund", value="50 GBP", at="2026-12-23 10:00")
    assert found["decides"].value == "lead"
    assert found["decided_by"].value is None
    assert found["decided_by"].why == "not stated: how soon lead decides (decides_within)"
    assert found["outcome_if_nobody_decides"].why.startswith("not stated: what happens if lead")
    unknown = figures(LADDER % ("grant", "grant"), intent="refund", at="2026-12-23 10:00")
    assert unknown["decides"].value is None
    assert (unknown["approvals"].minimum, unknown["approvals"].maximum) == (0, 2)
    later = figures(LADDER % ("grant", "grant"), intent="refund", value="50 GBP", at="2026-12-23")
    assert "at what time" in later["decided_by"].why


def test_more_than_anybody_may_grant_is_said():
    capped = LADDER.replace("up_to: any", "up_to: 900 GBP") % ("grant", "grant")
    found = figures(capped, intent="refund", value="901 GBP", at="2026-12-23 10:00")
    assert found["decides"].reading == "nobody may grant more than 900 GBP"
    assert figures(capped, intent="refund", value="900 GBP")["decides"].reading != (
        found["decides"].reading
    )

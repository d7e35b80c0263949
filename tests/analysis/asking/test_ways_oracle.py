"""The moments of a case at every place, against all ways written out one by one."""

from __future__ import annotations

import datetime
import random
from zoneinfo import ZoneInfo

import pytest
from questions import values

ZONE = ZoneInfo("Asia/Kolkata")
BEGIN = datetime.datetime(2026, 11, 27, 15, 20, tzinfo=ZONE)
HOUR = datetime.timedelta(hours=1)


def made(dice):
    """Return teams with the hours they may take, and handoffs with the hours they wait."""
    teams = {f"t{n}": dice.choice([None, 1, 5, 30]) for n in range(dice.randint(3, 6))}
    names = [*teams]
    moves = {}
    for number, name in enumerate(names[:-1]):
        for other in dice.sample(names[number + 1 :], dice.randint(1, len(names) - number - 1)):
            low = dice.choice([None, 0, 2, 9])
            moves[name, other] = None if low is None else (low, low + dice.choice([0, 7]))
    return teams, moves


def written(teams, moves, answer, promise):
    lines = ["organization: {name: T, currency: INR, timezone: Asia/Kolkata}",
             "channels:",
             f"  mail: {{kind: email, goes_to: t0, respond: {answer} hours}}",
             "teams:"]  # fmt: skip
    for name, hours in teams.items():
        owed = f", ola: {{resolution: {hours} hours}}" if hours else ""
        ends = not any(start == name for start, _ in moves)
        lines.append(f"  {name}: {{open: 24x7, closes: {'all' if ends else 'none'}{owed}}}")
    lines.append("handoffs:")
    for (start, end), wait in moves.items():
        said = f", wait: {wait[0]} hours to {wait[1]} hours" if wait and wait[1] else ""
        lines.append(f"  - {{from: {start}, to: {end}, carried_by: us{said}}}")
    lines.append(f"intents: {{parcel: {{start: mail, promise: {promise} hours}}}}")
    return "\n".join(lines)


def ways(moves, place="t0"):
    """Yield every way from a place to where nothing follows."""
    following = [end for start, end in moves if start == place]
    if not following:
        yield (place,)
    for end in following:
        for rest in ways(moves, end):
            yield (place, *rest)


def walked(way, teams, moves, answer, most):
    """Return the hours at which each place of a way is reached, and when it is through."""
    passed, reached = (answer if most else 0), {}
    for number, place in enumerate(way):
        reached[place] = passed
        passed += (teams[place] or 0) if most else 0
        wait = moves[place, way[number + 1]] if number + 1 < len(way) else None
        passed += wait[most] if wait else 0
    return reached, passed


@pytest.mark.parametrize("seed", range(30))
def test_every_place_is_reached_as_late_as_the_longest_way_takes(seed):
    dice = random.Random(seed)
    teams, moves = made(dice)
    answer, promise = dice.choice([1, 4]), dice.choice([3, 9, 20, 40, 80, 200])
    found = values(written(teams, moves, answer, promise), intent="parcel", at=BEGIN.isoformat())
    full = [walked(way, teams, moves, answer, most=True) for way in ways(moves)]
    quick = [walked(way, teams, moves, answer, most=False) for way in ways(moves)]
    for place in teams:
        hours = [reached[place] for reached, _ in full if place in reached]
        if hours:
            assert found[f"steps.{place}"] == BEGIN + max(hours) * HOUR
    latest, soonest = max(end for _, end in full), max(end for _, end in quick)
    verdict = "certain-breach" if soonest > promise else "not-backed"
    assert found["promise.verdict"] == ("kept" if latest <= promise else verdict)
    assert [moment for _, moment in found["steps"]] in [
        [BEGIN + reached[place] * HOUR for place in reached]
        for reached, end in full
        if end == latest
    ]

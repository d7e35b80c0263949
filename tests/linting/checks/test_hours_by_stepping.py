"""Coverage of generated policies, against a second program that steps through a year.

The second program knows neither the graph nor the calendar of cxlint. It reads the policy as the
mapping that it is, looks at a clock for each step of a year, and follows a contact by hand. All
times of the generated policies lie on its steps, so that nothing falls between two of them.
"""

from __future__ import annotations

import datetime
import json
import random
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from policies import TODAY, network

from cxlint.linting.checks.hours.coverage import coverage
from cxlint.linting.checks.hours.unstaffed import unstaffed

DAYS, AHEAD = 364, 75
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LIVE = {"voice": "calls", "chat": "chats"}
LATER = {"email": "mail"}
BOUNDS = {"minor": "5%", "late": "30%", "away": "5 days", "callback": "2 days"}
AWAY = 5 * 24 * 60
APART = {"option", "person", "full", "on_error"}
FORCED = {*APART, "on_timeout", "on_failure"}


# The policies ---------------------------------------------------------------------------------


class Draw:
    """A small policy drawn at random, as a mapping."""

    def __init__(self, seed: int, step: int, idle: float = 0.1) -> None:
        self.random = random.Random(seed)
        self.step, self.idle = step, idle
        self.schedules: dict = {}

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, *values):
        return self.random.choice(values)

    def hours(self) -> str:
        """Return the id of a schedule."""
        id_ = f"hours-{len(self.schedules)}"
        self.schedules[id_] = self.schedule()
        return id_

    def schedule(self) -> dict:
        if self.chance(0.25):
            return {"open": "24x7"}
        days = [day for day in WEEKDAYS if self.chance(0.75)] or ["Tue"]
        grid = 24 * 60 // self.step
        start = self.random.randrange(0, grid - 4)
        end = self.random.randrange(start + 2, grid + 1)
        if self.chance(0.2):  # a night shift, from the evening to the morning
            start, end = (
                self.random.randrange(grid * 3 // 4, grid),
                self.random.randrange(1, grid // 3),
            )
        made: dict = {"open": f"{','.join(days)} {self.clock(start)}-{self.clock(end)}"}
        if self.chance(0.3):
            made["timezone"] = self.pick("America/New_York", "Asia/Kolkata", "UTC")
        if self.chance(0.3):
            first = TODAY + datetime.timedelta(days=self.random.randrange(0, 300))
            last = first + datetime.timedelta(days=self.random.randrange(0, 40))
            made["exceptions"] = [{"from": str(first), "to": str(last), "open": "closed"}]
        return made

    def clock(self, slot: int) -> str:
        return f"{slot * self.step // 60:02}:{slot * self.step % 60:02}"

    def policy(self) -> dict:
        intents = ["money", "advice"] if self.chance(0.4) else []
        teams = {f"team-{n}": self.team(intents) for n in range(self.random.randrange(2, 5))}
        steps = [f"step-{n}" for n in range(self.random.randrange(0, 4))]
        places = [*teams, *teams, *steps, *(["chat", "mail"] if self.chance(0.5) else [])]
        policy = {
            "organization": {"timezone": "Europe/Berlin"},
            "teams": teams,
            "steps": {id_: self.place_step(places, intents) for id_ in steps},
            "channels": {
                "line": self.channel("voice", places),
                "chat": self.channel("chat", [*teams, *steps]),
                "mail": self.mailbox([*teams, *steps]),
            },
            "intents": {id_: {} for id_ in intents},
            "schedules": self.schedules,
        }
        return {key: value for key, value in policy.items() if value}

    def team(self, intents: list[str]) -> dict:
        made: dict = {"seats": 0 if self.chance(self.idle) else 3}
        if self.chance(0.95):
            made["open"] = self.hours()
        if intents and self.chance(0.3):
            made["closes"] = [self.pick(*intents)]
        return made

    def channel(self, kind: str, places: list[str]) -> dict:
        made: dict = {"kind": kind, "goes_to": self.some(places)}
        if self.chance(0.85):
            made["open"] = self.hours()
        if self.chance(0.3):
            made["voicemail"] = self.pick("4 hours", "1 day", "9 days", "4 business hours")
        if self.chance(0.4):
            made["closed"] = {"announce": "We are closed"}
            if self.chance(0.6):
                made["closed"]["goes_to"] = self.pick(*places)
            if self.chance(0.4):
                after = self.pick("2 hours", "30 days", "1 business day", "3 business hours")
                made["closed"]["callback_within"] = after
        if self.chance(0.2):
            made["full"] = {"goes_to": self.pick(*places)}
            if self.chance(0.4):
                made["full"]["callback_within"] = "1 hour"
        return made

    def mailbox(self, places: list[str]) -> dict:
        made: dict = {"kind": "email", "goes_to": self.some(places)}
        if self.chance(0.3):
            made["open"] = self.hours()
        targets = ("4 hours", "1 day", "3 days", "4 business hours", "1 business day")
        if self.chance(0.8):
            made["respond"] = {"within": self.pick(*targets)}
        if "respond" in made and self.chance(0.3):
            made["respond"]["for"] = self.pick("90%", "60%")
        return made

    def place_step(self, places: list[str], intents: list[str]) -> dict:
        kind = self.pick("menu", "menu", "bot", "branch", "transfer", "voicemail")
        made: dict = {"kind": kind}
        if kind in ("menu", "bot"):
            made["options"] = [
                {"say": f"choice {n}", "goes_to": self.pick(*places), **self.scope(intents)}
                for n in range(self.random.randrange(0, 3))
            ]
            if self.chance(0.3):
                made["person"] = self.pick(*places)
        if kind != "voicemail" and (not made.get("options") or self.chance(0.3)):
            made["goes_to"] = self.some(places)
        for key in ("on_timeout", "on_failure", "on_error", "on_closed", "on_full"):
            if self.chance(0.15):
                made[key] = self.pick(*places)
        return made

    def scope(self, intents: list[str]) -> dict:
        return {"intents": [self.pick(*intents)]} if intents and self.chance(0.3) else {}

    def some(self, places: list[str]) -> list[str]:
        return self.random.sample(places, min(len(places), self.random.randrange(1, 3)))


# The second program ---------------------------------------------------------------------------


class Year:
    """A year in steps; a set of steps is a whole number with a bit for each."""

    def __init__(self, policy: dict, intent: str | None, step: int) -> None:
        self.policy, self.intent, self.step = policy, intent, step
        midnight = datetime.datetime.combine(TODAY, datetime.time(), ZoneInfo("Europe/Berlin"))
        self.start = midnight.astimezone(datetime.UTC)
        self.asked = (1 << DAYS * 1440 // step) - 1
        self.size = (DAYS + AHEAD) * 1440 // step
        self.all = (1 << self.size) - 1

    # When somebody is there

    def open(self, entity: dict) -> int:
        return open_steps(json.dumps(self.policy["schedules"][entity["open"]]), self.step)

    def always(self, entity: dict) -> bool:
        return self.policy["schedules"][entity["open"]] == {"open": "24x7"}

    def idle(self, team: dict) -> bool:
        return team["seats"] == 0

    def able(self, team: dict) -> bool:
        return self.intent is None or self.intent in team.get("closes", [self.intent])

    # Where a contact goes

    def moves(self, id_: str) -> list[tuple[str, str]]:
        """Return kinds and targets of the moves that leave a channel or a step."""
        place = self.policy["channels"].get(id_) or self.policy.get("steps", {}).get(id_)
        if place is None:
            return []
        made = [("next", target) for target in place.get("goes_to", [])]
        sent = ((key, place.get(key, {}).get("goes_to")) for key in ("closed", "full"))
        made += [(key, target) for key, target in sent if target]
        made += [
            ("option", option["goes_to"])
            for option in place.get("options", [])
            if self.intent in option.get("intents", [self.intent])
        ]
        made += [
            ({"on_closed": "closed", "on_full": "full"}.get(key, key), place[key])
            for key in ("person", "on_timeout", "on_failure", "on_error", "on_closed", "on_full")
            if key in place
        ]
        return made

    def is_door(self, id_: str) -> bool:
        channel = self.policy["channels"].get(id_)
        return (
            bool(channel)
            and channel["kind"] != "email"
            and "open" in channel
            and not self.always(channel)
        )

    def is_mailbox(self, id_: str) -> bool:
        return self.policy["channels"].get(id_, {}).get("kind") == "email"

    def met(self, id_: str, everything: bool, seen: frozenset[str] = frozenset()) -> set[str]:
        """Return the teams, doors, mailboxes and voicemails that a contact at a place meets."""
        if id_ in seen:
            return set()
        if id_ in self.policy["teams"] or self.is_door(id_) or self.is_mailbox(id_):
            return {id_}
        return self.met_behind(id_, everything, seen)

    def met_behind(
        self, id_: str, everything: bool, seen: frozenset[str] = frozenset()
    ) -> set[str]:
        own = (
            {id_} if self.policy.get("steps", {}).get(id_, {}).get("kind") == "voicemail" else set()
        )
        for kind, target in self.moves(id_):
            if everything or kind not in APART:
                own |= self.met(target, everything, seen | {id_})
        return own

    # Who answers

    def answers(self, met: set[str], trail: frozenset[str]) -> tuple[int | None, int, bool]:
        """Return when somebody is there, when a message is taken, and whether all is known.

        None for when somebody is there, if nobody is.
        """
        met = met - trail
        teams = {id_: self.policy["teams"][id_] for id_ in met if id_ in self.policy["teams"]}
        working = {id_: team for id_, team in teams.items() if not self.idle(team)}
        known = all("open" in team for team in working.values())
        doors = [id_ for id_ in met if self.is_door(id_)]
        if doors or not known or any(self.able(team) for team in working.values()):
            working = {id_: team for id_, team in working.items() if self.able(team)}
        sets = [self.open(team) for team in working.values() if "open" in team]
        messages = 0
        for id_ in met - set(teams):
            if self.is_door(id_):
                there, left = self.through(id_, trail | {id_})
                sets.append(there)
            else:
                left = self.left_at(id_, trail | {id_})
            messages |= left
        present = None
        for each in sets:
            present = each if present is None else present | each
        return present, messages, known

    def people(self, id_: str, trail: frozenset[str]) -> tuple[int, int]:
        """Return when somebody is behind a place, and when a message is taken there."""
        present, messages = self.staff(id_, trail)
        return present or 0, messages

    def staff(self, id_: str, trail: frozenset[str]) -> tuple[int | None, int]:
        """Return the same; where it is not known, always, and None where nobody is."""
        met = self.met_behind(id_, True) - ({id_} if id_ in self.policy.get("steps", {}) else set())
        present, messages, known = self.answers(met, trail)
        if not met or not known:
            return self.all, messages
        return present, messages

    def through(self, id_: str, trail: frozenset[str]) -> tuple[int, int]:
        channel = self.policy["channels"][id_]
        inside, left_inside = self.people(id_, trail)
        sent: set[str] = set()
        for kind, target in self.moves(id_):
            if kind == "closed":
                sent |= self.met(target, False)
        outside, left_outside, known = self.answers(sent, trail)
        outside = self.all if not known else outside or 0
        called, _ = self.callbacks(channel, inside)
        if "voicemail" in channel:
            left_outside |= self.within(inside, AWAY)
        hours = self.open(channel)
        closed = self.all & ~hours
        return (
            hours & inside | closed & (outside | called),
            hours & left_inside | closed & left_outside,
        )

    def left_at(self, id_: str, trail: frozenset[str]) -> int:
        people, _ = self.people(id_, trail)
        target = self.policy["channels"].get(id_, {}).get("respond", {}).get("within")
        return self.within(people, AWAY) if target is None else self.reply(people, target)

    # Later answers

    def callbacks(self, channel: dict, staff: int) -> tuple[int, bool]:
        """Return when a callback excuses that nobody is there, and whether any could."""
        found, some = 0, False
        after = channel.get("closed", {}).get("callback_within")
        if after in ("2 hours", "1 business day", "3 business hours"):
            found |= self.within(staff, AWAY) if after == "2 hours" else self.reply(staff, after)
            some = True
        message = channel.get("voicemail")
        if message in ("4 hours", "1 day", "4 business hours"):
            found |= self.reply(staff, message)
            some = True
        return found, some

    def reply(self, staff: int, target: str) -> int:
        number, *business, unit = target.split()
        amount = int(number)
        if not business:
            return self.within(staff, amount * (1440 if unit.startswith("day") else 60))
        if unit.startswith("day"):
            return self.by_closing(staff, amount, amount * 1440 * 7 // 5 + AWAY)
        return self.worked(staff, amount * 60, amount * 60 * 3 * 7 // 5 + AWAY)

    def within(self, staff: int, minutes: int) -> int:
        """Return the steps that somebody at work follows within so many minutes."""
        found, wait = 0, 10**9
        bits = bytearray(self.size)
        for at in range(self.size - 1, -1, -1):
            wait = 0 if staff >> at & 1 else wait + self.step
            bits[at] = wait <= minutes
        for at in range(0, self.size, 64):
            found |= sum(1 << n for n, bit in enumerate(bits[at : at + 64]) if bit) << at
        return found

    def worked(self, staff: int, minutes: int, at_most: int) -> int:
        """Return the steps after which so many staffed minutes pass within the time."""
        need, room = minutes // self.step, at_most // self.step
        flags = [staff >> at & 1 for at in range(self.size)]
        found, done = 0, sum(flags[:room])
        for at in range(self.size):
            found |= (done >= need) << at
            done += (flags[at + room] if at + room < self.size else 0) - flags[at]
        return found

    def by_closing(self, staff: int, days: int, at_most: int) -> int:
        """Return the steps whose reply, at the closing of a later day, comes within the time."""
        dates = dates_of(self.step)
        closing: dict[int, int] = {}
        for start, end in self.shifts(staff, dates):
            closing[dates[start]] = max(end, closing.get(dates[start], 0))
        due: dict[int, int] = {}
        for day in range(dates[0], dates[-1] + 1):
            later = [each for each in sorted(closing) if each > day]
            if len(later) >= days:
                due[day] = closing[later[days - 1]]
        found = 0
        for at in range(self.size):
            on_time = dates[at] in due and (due[dates[at]] - at) * self.step <= at_most
            found |= on_time << at
        return found

    def shifts(self, staff: int, dates: list[int]) -> list[tuple[int, int]]:
        """Return the stretches at which somebody works, long ones cut at midnight."""
        made: list[tuple[int, int]] = []
        at = 0
        while at < self.size:
            if not staff >> at & 1:
                at += 1
                continue
            end = at
            while end < self.size and staff >> end & 1:
                end += 1
            cuts = [at, end]
            if (end - at) * self.step > 1440:
                cuts = [at, *(n for n in range(at + 1, end) if dates[n] != dates[n - 1]), end]
            made += pairwise(cuts)
            at = end
        return made

    # Who works nowhere

    def reached(self, id_: str, seen: frozenset[str] = frozenset()) -> set[str]:
        """Return the teams that contacts come to first from a place, by whatever move."""
        if id_ in self.policy["teams"]:
            return {id_}
        found: set[str] = set()
        for _, target in self.moves(id_):
            if target not in seen:
                found |= self.reached(target, seen | {id_})
        return found

    def is_idle(self, id_: str) -> bool:
        teams = self.reached(id_)
        return bool(teams) and all(self.idle(self.policy["teams"][team]) for team in teams)

    def unstaffed(self) -> set[tuple[str, str, str]]:
        """Return what leads to no people: the case, the place, and what the customer does there."""
        found = {("", id_, "") for id_ in self.policy["channels"] if self.is_idle(id_)}
        waiting = list(self.policy["channels"])
        for here in waiting:
            moves = self.moves(here)
            waiting += {target for _, target in moves if target not in waiting}
            if self.is_idle(here):
                continue
            usual = [self.is_idle(target) for kind, target in moves if kind == "next"]
            menu = any(kind == "option" for kind, _ in moves) and all(usual)
            for kind, target in moves:
                if self.is_idle(target) and (kind != "next" or menu):
                    found.add(("choice" if kind == "option" else "mishap", here, kind))
        return found

    # What is told

    def told(self) -> set[tuple[str, str, str, str]]:
        found: set[tuple[str, str, str, str]] = set()
        for id_, channel in self.policy["channels"].items():
            for met, busy, callback in self.branches(id_):
                if channel["kind"] == "email":
                    found |= {(id_, *each) for each in self.later(id_, channel, met)}
                else:
                    told = self.live(id_, channel, met, busy, callback)
                    found |= {(id_, *each) for each in told}
            if channel["kind"] != "email":
                found |= {(id_, *each) for each in self.sent_on(id_, channel)}
        return found

    def branches(self, id_: str):
        yield self.met_behind(id_, False), None, None
        seen, waiting = {id_}, [id_]
        for here in waiting:
            for kind, target in self.moves(here):
                if kind in FORCED:
                    busy = self.met_behind(here, False) if kind == "full" else None
                    place = self.policy["channels"].get(here, {})
                    yield (
                        self.met(target, False),
                        busy,
                        place.get("full", {}).get("callback_within"),
                    )
                stops = (
                    target in self.policy["teams"]
                    or self.is_door(target)
                    or self.is_mailbox(target)
                )
                if not stops and target not in seen:
                    seen.add(target)
                    waiting.append(target)

    def live(self, id_: str, channel: dict, met: set, busy: set | None, callback: str | None):
        if "open" not in channel or not met:
            return
        present, messages, known = self.answers(met, frozenset({id_}))
        if busy:
            main, _, known_too = self.answers(busy, frozenset({id_}))
            known = known and known_too
            left = [place for place in met if place not in self.policy["teams"]]
            left = [place for place in left if not self.is_door(place) and place != id_]
            if present is None and not left and not callback:
                return
            beyond = (present or 0) | messages
            if callback:
                beyond |= self.within(main or 0, AWAY)
            present, messages = self.all & ~(main or 0) | beyond, 0
        if not known or present is None:
            return
        called, some = self.callbacks(channel, present)
        published = self.open(channel) & self.asked
        lost = published & ~(present | called)
        if lost.bit_count() * self.step > (60 if some else 0):
            unheard = lost & ~messages
            error = unheard.bit_count() * 20 > published.bit_count()
            yield "live", percent(lost, published), "error" if error else "warning"

    def later(self, id_: str, channel: dict, met: set):
        target = channel.get("respond", {}).get("within")
        if target is None or not met:
            return
        present, _, known = self.answers(met, frozenset({id_}))
        places = [
            each for each in met if each not in self.policy["teams"] and not self.is_door(each)
        ]
        for place in places:
            people = None if place == id_ else self.staff(place, frozenset({id_, place}))[0]
            if people is not None:
                present = (present or 0) | people
        if not known or present is None:
            return
        published = self.all if "open" not in channel else self.open(channel)
        lost = published & self.asked & ~self.reply(present, target)
        published &= self.asked
        excused = 100 - int(channel["respond"].get("for", "100%").rstrip("%"))
        enough = lost.bit_count() * 100 > excused * published.bit_count()
        if lost.bit_count() * self.step > 60 and enough:
            error = lost.bit_count() * 10 > 3 * published.bit_count()
            yield "later", percent(lost, published), "error" if error else "warning"

    def sent_on(self, id_: str, channel: dict):
        sent: set[str] = set()
        for kind, target in self.moves(id_):
            if kind == "closed":
                sent |= self.met(target, False)
        if "open" not in channel or self.always(channel) or "voicemail" in channel or not sent:
            return
        present, messages, known = self.answers(sent, frozenset({id_}))
        if not known or present is None:
            return
        called, _ = self.callbacks(channel, present)
        closed = self.asked & ~self.open(channel)
        lost = closed & ~(present | messages | called)
        if lost.bit_count() * 10 > 7 * closed.bit_count() and lost.bit_count() * self.step > 60:
            error = lost.bit_count() * 20 >= 19 * closed.bit_count()
            yield "closed", percent(lost, closed), "error" if error else "warning"


def percent(part: int, whole: int) -> str:
    parts, all_ = part.bit_count(), whole.bit_count()
    rounded = round(100 * parts / all_)
    if rounded == 0:
        return "less than 1%"
    return "more than 99%" if rounded == 100 and parts != all_ else f"{rounded}%"


@cache
def moments(zone: str, step: int) -> list[datetime.datetime]:
    """Return what the clock of a zone shows at each step of the year."""
    midnight = datetime.datetime.combine(TODAY, datetime.time(), ZoneInfo("Europe/Berlin"))
    start, place = midnight.astimezone(datetime.UTC), ZoneInfo(zone)
    return [
        (start + datetime.timedelta(minutes=step * n)).astimezone(place)
        for n in range((DAYS + AHEAD) * 1440 // step)
    ]


@cache
def dates_of(step: int) -> list[int]:
    return [moment.toordinal() for moment in moments("Europe/Berlin", step)]


@cache
def open_steps(text: str, step: int) -> int:
    """Return the steps at which a schedule is open, by looking at the clock at each."""
    schedule = json.loads(text)
    shown = moments(schedule.get("timezone", "Europe/Berlin"), step)
    if schedule["open"] == "24x7":
        return (1 << len(shown)) - 1
    days, _, span = schedule["open"].partition(" ")
    (from_, to) = (int(clock[:2]) * 60 + int(clock[3:]) for clock in span.split("-"))
    to += 1440 if to <= from_ else 0
    numbers = {WEEKDAYS.index(day) for day in days.split(",")}
    closed = [
        (datetime.date.fromisoformat(each["from"]), datetime.date.fromisoformat(each["to"]))
        for each in schedule.get("exceptions", [])
    ]

    def begins(day: datetime.date) -> bool:
        away = any(first <= day <= last for first, last in closed)
        return day.weekday() in numbers and not away

    starts = {day: begins(day) for day in {moment.date() for moment in shown}}
    one = datetime.timedelta(days=1)
    flags = bytearray()
    for moment in shown:
        minute, today = moment.hour * 60 + moment.minute, moment.date()
        before = today - one
        here = starts[today] and from_ <= minute < to
        night = starts.get(before, begins(before)) and from_ <= minute + 1440 < to
        flags.append(here or night)
    return int("".join(map(str, reversed(flags))), 2)


# The comparison ---------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _everything_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cxlint.linting.checks.hours.coverage.TOLD", 1000)


def by_cxlint(policy: dict) -> set[tuple[str, str, str, str]]:
    found = set()
    for hit in coverage(network(json.dumps(policy)), live=LIVE, later=LATER, **BOUNDS):
        if hit.case == "slow":  # a matter of what is promised, not of the year
            continue
        group = {"closed": "closed", "later": "later", "business": "later"}.get(hit.case, "live")
        facts = hit.facts
        found.add((facts["id"], group, facts["share"], hit.severity or "error"))
    return found


def by_stepping(policy: dict, step: int) -> set[tuple[str, str, str, str]]:
    found: set[tuple[str, str, str, str]] = set()
    for intent in policy.get("intents") or [None]:
        found |= Year(policy, intent, step).told()
    return found


def compare(seed: int, step: int) -> int:
    policy = Draw(seed, step).policy()
    expected = by_stepping(policy, step)
    assert by_cxlint(policy) == expected, json.dumps(policy, indent=1)
    return len(expected)


@pytest.mark.parametrize("part", range(2))
def test_a_second_program_that_steps_through_the_year_finds_the_same(part: int) -> None:
    told = sum(compare(seed, 30) for seed in range(part * 20, part * 20 + 20))
    assert told > 10, "the policies hold something to find"


WORDS = {
    "person": "ask for a person", "on_timeout": "wait too long", "on_failure": "get no further",
    "on_error": "meet an error", "full": "full", "closed": "closed", "next": "choose nothing",
}  # fmt: skip


def test_a_second_program_that_walks_every_way_finds_where_nobody_works() -> None:
    told = 0
    for seed in range(300):
        policy = Draw(seed, 30, idle=0.5).policy()
        expected: set[tuple[str, str, str]] = set()
        for intent in policy.get("intents") or [None]:
            expected |= Year(policy, intent, 30).unstaffed()
        found = set()
        for hit in unstaffed(network(json.dumps(policy)), live=list(LIVE), later=list(LATER)):
            does = [kind for kind, words in WORDS.items() if words in str(hit.facts["happens"])]
            if hit.case in ("", "mishap", "choice"):
                found.add(
                    (hit.case, hit.facts["id"], "option" if hit.facts["say"] else "".join(does))
                )
        assert found == expected, json.dumps(policy, indent=1)
        told += len(found)
    assert told > 200


@pytest.mark.thorough
@pytest.mark.parametrize("part", range(30))
def test_so_it_does_for_many_policies(part: int) -> None:
    assert sum(compare(1000 + seed, 30) for seed in range(part * 20, part * 20 + 20))


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(6))
def test_so_it_does_in_steps_of_ten_minutes(seed: int) -> None:
    compare(9000 + seed, 10)

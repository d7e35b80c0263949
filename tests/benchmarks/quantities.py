"""Sections of figures and times, and of what the law looks at, at any size: nothing said twice.

Where `sections` has each section alone, here they are joined as those are that figures are worked
out of: what arrives with who takes it, moves with their waits, remedies with who asks for them.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from benchmarks.sections import numbered, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LAWS = "[AU, BR, CA-QC, DE, ES, EU, FR, GB, IN, PT, US, US-CA, US-NY]"
SELLER = (f"organization: {{jurisdictions: {LAWS}, sells: [distance, digital, subscriptions], "
          "size: {employees: 900, turnover: 90000000 EUR}, sector: retail, timezone: Europe/Berlin}"
)  # fmt: skip


def _joined(*parts: str | Iterable[str]) -> str:
    lines = (part if isinstance(part, str) else "\n".join(part) for part in parts)
    return "\n".join((*lines, ""))


def _open(n: int) -> str:
    return f"Mon-Fri {6 + n % 5:02}:{n % 60:02}-{14 + n // 300 % 9:02}:{n // 5 % 60:02}"


def _load(chance: random.Random, n: int) -> str:
    early = n % 80 + 10
    return (f"load: {{contacts: {chance.randrange(2, 90) + n}, per: 1 hour, "
            f"handling_time: {chance.randrange(60, 900)} seconds, "
            f"patience: {chance.randrange(30, 600)} seconds, "
            f"profile: [{{hours: Mon-Fri 08:00-12:00, share: {early}%}}, "
            f"{{hours: Mon-Fri 12:00-20:00, share: {100 - early}%}}]}}")  # fmt: skip


def loads(count: int) -> str:
    """Return lines with what arrives there, each taken by a team of its own."""
    chance = random.Random(7)
    lines = (f"  line-{n}: {{kind: voice, open: {_open(n)}, {_load(chance, n)}, "
             f"respond: {{within: {n % 90 + 5} seconds, for: {n % 30 + 60}%}}, goes_to: team-{n}}}"
             for n in range(count))  # fmt: skip
    teams = (f"  team-{n}: {{seats: {n % 90 + 3}, shrinkage: {n % 40}%, open: {_open(n + 1)}, "
             f"handling_time: {n % 500 + 60} seconds}}" for n in range(count))  # fmt: skip
    return _joined("channels:", lines, "teams:", teams)


def queues(count: int) -> str:
    """Return lines with what arrives there, all taken by one team."""
    chance = random.Random(7)
    lines = (f"  line-{n}: {{kind: {('voice', 'chat', 'email')[n % 3]}, open: {_open(n)}, "
             f"{_load(chance, n)}, goes_to: care, "
             f"respond: {{within: {n % 900 + 5} minutes, for: {n % 30 + 60}%}}, "
             f"queue: {{long_wait: {n % 50 + 1} minutes, ends_after: {n % 90 + 60} minutes}}}}"
             for n in range(count))  # fmt: skip
    return _joined("channels:", lines, "teams: {care: {seats: 40, open: Mon-Fri 08:00-18:00}}")


def letters(count: int) -> str:
    """Return mail that is answered in order, each box by a team that works at other hours."""
    chance = random.Random(7)
    lines = (f"  box-{n}: {{kind: email, check_every: {n % 50 + 1} hours, goes_to: team-{n}, "
             f"load: {{contacts: {n + 20}, per: 1 day, handling_time: {chance.randrange(2, 40)} "
             f"minutes}}, respond: {{within: {n % 70 + 1} hours, for: {n % 40 + 50}%}}}}"
             for n in range(count))  # fmt: skip
    teams = (f"  team-{n}: {{seats: {n % 9 + 1}, open: {_open(n)}}}" for n in range(count))
    return _joined("channels:", lines, "teams:", teams)


def seats(count: int) -> str:
    """Return teams with their seats and how long nobody sits there, behind one line."""
    teams = (f"  team-{n}: {{seats: {n % 90}, shrinkage: {n % 99}%, open: {_open(n)}, "
             f"handling_time: {n + 30} seconds}}" for n in range(count))  # fmt: skip
    goals = ", ".join(f"{{goes_to: team-{n}, share: {100 / count:.6f}%}}" for n in range(count))
    return _joined("teams:", teams,
                   "channels:", f"  line: {{kind: voice, {_load(random.Random(7), 3)}, "
                   f"open: Mon-Fri 08:00-18:00, goes_to: [{goals}]}}")  # fmt: skip


def shares(count: int) -> str:
    """Return contact reasons with their share, of all and of each line, and moves with theirs."""
    intents = (f"  intent-{n}: {{share: {n % 90 + 1}%, start: [{{at: line-{n}, share: {n % 80}%}}, "
               f"{{at: line-{(n * 7 + 1) % count}, share: {99 - n % 80}%}}]}}"
               for n in range(count))  # fmt: skip
    lines = (f"  line-{n}: {{kind: voice, goes_to: [{{goes_to: team-{n}, share: {n % 90}%}}, "
             f"{{goes_to: team-{(n * 3 + 1) % count}, share: {100 - n % 90}%}}]}}"
             for n in range(count))  # fmt: skip
    teams = (f"  team-{n}: {{seats: {n % 9 + 1}}}" for n in range(count))
    moves = (f"  - {{from: team-{n}, to: team-{(n * 5 + 2) % count}, share: {n % 60}%, "
             f"context: full, intents: [intent-{n}]}}" for n in range(count))  # fmt: skip
    return _joined("intents:", intents, "channels:", lines, "teams:", teams, "handoffs:", moves)


def waits(count: int) -> str:
    """Return a chain of teams, each with hours of its own and a wait before the next."""
    teams = (f"  team-{n}: {{seats: 2, open: {_open(n)}, closes: none}}" for n in range(count + 1))
    moves = (f"  - {{from: team-{n}, to: team-{n + 1}, wait: {n % 90 + 1} minutes, context: full}}"
             for n in range(count))  # fmt: skip
    return _joined(
        "channels: {line: {kind: email, goes_to: team-0}}",
        "teams:",
        teams,
        "intents: {matter: {start: [line], promise: 90 days}}",
        "handoffs:",
        moves,
    )


def waits_from_everywhere(count: int) -> str:
    """Return the same, with a contact reason of its own that begins at each of the teams."""
    lines = (f"  line-{n}: {{kind: email, goes_to: team-{n}, respond: {n + 1} minutes}}"
             for n in range(count))  # fmt: skip
    intents = (f"  intent-{n}: {{start: [line-{n}], promise: {n + 1} hours}}" for n in range(count))
    return (waits(count).replace("channels: {line: {kind: email, goes_to: team-0}}", "channels:\n"
            + "\n".join(lines)).replace("intents: {matter: {start: [line], promise: 90 days}}",
            "intents:\n" + "\n".join(intents)))  # fmt: skip


def waits_in_pairs(count: int) -> str:
    """Return contact reasons with a line, a team, a wait and a desk behind it of their own."""
    lines = (f"  line-{n}: {{kind: email, goes_to: team-{n}, respond: {n + 1} minutes}}"
             for n in range(count))  # fmt: skip
    intents = (f"  intent-{n}: {{start: [line-{n}], promise: {n % 900 + 1} hours}}"
               for n in range(count))  # fmt: skip
    teams = (f"  team-{n}: {{seats: 2, open: {_open(n)}, closes: none}}\n"
             f"  desk-{n}: {{seats: 1, open: {_open(n + 7)}, ola: {{resolution: {n % 70 + 1} "
             "business hours}}" for n in range(count))  # fmt: skip
    moves = (f"  - {{from: team-{n}, to: desk-{n}, wait: {n % 90 + 1} to {n % 90 + 99} minutes, "
             f"intents: [intent-{n}], context: full}}" for n in range(count))  # fmt: skip
    return _joined("channels:", lines, "intents:", intents, "teams:", teams, "handoffs:", moves)


def many_places(count: int) -> str:
    """Return contact reasons that all begin at all of the lines, each with hours of its own."""
    lines = (f"  line-{n}: {{kind: email, open: {_open(n)}, goes_to: team-{n}, "
             f"respond: {n % 90 + 1} hours}}" for n in range(count))  # fmt: skip
    teams = (f"  team-{n}: {{seats: 2, open: {_open(n + 3)}, sla: {{resolution: {n % 40 + 1} "
             "business days}}" for n in range(count))  # fmt: skip
    starts = ", ".join(f"line-{n}" for n in range(count))
    intents = (f"  intent-{n}: {{start: *a, promise: {n + 1} hours}}" for n in range(1, count))
    return _joined(
        "channels:",
        lines,
        "teams:",
        teams,
        "intents:",
        f"  intent-0: {{start: &a [{starts}], promise: 1 day}}",
        intents,
    )


def agreed_times(count: int) -> str:
    """Return teams with what they owe one another, customers and by contract."""
    teams = (f"  team-{n}: {{seats: {n % 9 + 1}, open: {_open(n)}, "
             f"party: {('us', 'partner')[n % 2]}, accountable: head {n}, "
             f"ola: {{first_reply: {n % 50 + 1} hours, resolution: {n % 90 + 1} hours}}, "
             f"sla: {{first_reply: {n % 40 + 1} hours, resolution: {n % 80 + 1} hours, "
             f"aim: {{resolution: {n % 60 + 1} hours}}}}, "
             f"contract: {{resolution: {n % 99 + 1} hours}}}}" for n in range(count))  # fmt: skip
    lines = (f"  line-{n}: {{kind: email, goes_to: team-{n}}}" for n in range(count))
    intents = (f"  intent-{n}: {{start: [line-{n}], promise: {n % 70 + 1} hours}}"
               for n in range(count))  # fmt: skip
    moves = (f"  - {{from: team-{n}, to: team-{n + 1}, context: full, intents: [intent-{n}]}}"
             for n in range(count - 1))  # fmt: skip
    return _joined("teams:", teams, "channels:", lines, "intents:", intents, "handoffs:", moves)


def _value(n: int) -> str:
    return f"value: {{p50: {n + 1} EUR, p90: {n * 3 + 9} EUR, max: {n * 9 + 99} EUR}}"


def decisions(count: int) -> str:
    """Return remedies that are decided on in three tiers, each asked for by a team of its own."""
    remedies = (
        f"  remedy-{n}:\n    tiers:\n"
        f"      - {{by: lead-{n}, up_to: {n % 90 + 50} EUR, decides_within: {n % 50 + 1} hours, "
        f"delegate: lead-{(n + 1) % count}}}\n"
        f"      - {{by: head-{n}, up_to: {n % 90 + 500} EUR, decides_within: {n % 9 + 1} days, "
        f"timeout: {{after: {n % 9 + 2} days, then: escalate}}}}\n"
        f"      - {{by: [board-{n}, lead-{n}], need: all, in_turn: true, "
        f"decides_within: {n % 9 + 1} business days}}"
        for n in range(count)
    )
    teams = (f"  team-{n}: {{seats: 2, open: {_open(n)}, may: {{remedy-{n}: {n % 40 + 1} EUR}}}}\n"
             f"  lead-{n}: {{seats: 1, open: {_open(n + 3)}}}" for n in range(count))  # fmt: skip
    lines = (f"  line-{n}: {{kind: email, goes_to: team-{n}}}" for n in range(count))
    intents = (f"  intent-{n}: {{start: [line-{n}], remedy: remedy-{n}, promise: {n % 90 + 1} days,"
               f" {_value(n)}}}" for n in range(count))  # fmt: skip
    return _joined("remedies:", remedies, "teams:", teams, "channels:", lines, "intents:", intents)


def one_ladder(count: int) -> str:
    """Return one ladder of many tiers, as many teams that ask, and as many contact reasons."""
    tiers = (f"      - {{by: lead-{n}, up_to: {n * 5 + 50} EUR, decides_within: {n % 9 + 1} hours}}"
             for n in range(count))  # fmt: skip
    teams = (f"  team-{n}: {{seats: 2, may: {{refund: {n * 5 + 1} EUR}}}}\n"
             f"  lead-{n}: {{seats: 1, open: {_open(n)}}}" for n in range(count))  # fmt: skip
    lines = (f"  line-{n}: {{kind: email, goes_to: team-{n}}}" for n in range(count))
    intents = (f"  intent-{n}: {{start: [line-{n}], remedy: refund, promise: {n % 90 + 1} days, "
               f"{_value(n)}}}" for n in range(count))  # fmt: skip
    return _joined("remedies:", "  refund:", "    tiers:", tiers, "teams:", teams,
                   "channels:", lines, "intents:", intents)  # fmt: skip


def delegates(count: int) -> str:
    """Return tiers of which each is decided on by very many, or by who stands in for them."""
    people = [f"lead-{n}" for n in range(count)]
    listed = ", ".join(people)
    teams = (f"  lead-{n}: {{seats: 1, open: {_open(n)}}}" for n in range(count))
    aliases = (f"      - {{by: *a, need: all, in_turn: true, up_to: {n + 50} EUR, "
               f"decides_within: {n + 1} hours, delegate: lead-{n}}}"
               for n in range(1, min(count, 400)))  # fmt: skip
    return _joined("remedies:", "  refund:", "    tiers:",
                   f"      - {{by: &a [{listed}], need: all, up_to: 9 EUR, decides_within: 1 day}}",
                   aliases, "teams:", teams, "  care: {seats: 9}",
                   "channels: {line: {kind: email, goes_to: care}}",
                   "intents: {back: {start: [line], remedy: refund, promise: 9 days}}")  # fmt: skip


def pauses(count: int) -> str:
    """Return promises for some reasons each, with pauses, on lines and in times of their own."""
    promises = (f"  promise-{n}: {{intents: [intent-{n}, intent-{(n * 7 + 1) % count}], "
                f"position: {n}, open: {_open(n)}, clock: business, resolution: {n % 9 + 9} hours, "
                f"first_reply: {n % 9 + 1} hours, "
                f"pauses: [{{on: waiting for {n}, at_most: {n % 9 + 1} days}}]}}"
                for n in range(count))  # fmt: skip
    intents = (f"  intent-{n}: {{start: [line-{n}]}}" for n in range(count))
    lines = (f"  line-{n}: {{kind: email, goes_to: team-{n}}}" for n in range(count))
    teams = (f"  team-{n}: {{seats: 2, open: {_open(n + 5)}, ola: {{resolution: {n % 40 + 9} "
             "hours}}" for n in range(count))  # fmt: skip
    return _joined("promises:", promises, "intents:", intents, "channels:", lines, "teams:", teams)


def _by_law(entity: Callable[[random.Random, int, int], str], title: str) -> Callable[[int], str]:
    make = numbered(entity, title)
    return lambda count: f"{SELLER}\n{make(count)}"


def _return(chance: random.Random, n: int, count: int) -> str:
    del count
    return (f"  - {{id: return-{n}, categories: [goods {n}], reasons: [changed mind, defective], "
            f"window: {n % 40 + 1} days, fee: {n % 90 + 1} EUR, refund: store credit, "
            f"refund_within: {n % 60 + 1} days, shipping_paid_by: customer, "
            f"countries: [DE, ES, FR], conditions: [{say(chance)}]}}")  # fmt: skip


def _term(chance: random.Random, n: int, count: int) -> str:
    del count
    return (f"  term-{n}: {{kind: plan, name: {say(chance)}, renews_every: {n % 30 + 1} "
            f"months, reminder_before: {n % 60 + 1} days, change_notice: {n % 90 + 1} days, "
            f"cooling_off: {n % 30 + 1} days, adverse: true}}")  # fmt: skip


def _line(chance: random.Random, n: int, count: int) -> str:
    del count
    return (f"  line-{n}: {{kind: {chance.choice(('voice', 'chat', 'email'))}, premium_rate: true, "
            f"fee: {n % 90 + 1} EUR, respond: {{within: {n % 90 + 1} days, for: {n % 99 + 1}%}}, "
            f"open: {_open(n)}, goes_to: team-{n}}}")  # fmt: skip


def _matter(chance: random.Random, n: int, count: int) -> str:
    del count
    return (
        f"  intent-{n}: {{start: [line-{n}], "
        f"concerns: {chance.choice(('complaint', 'billing', 'data_request', 'outage'))}, "
        f"promise: {n % 90 + 1} days, documents: [{say(chance)}], max_elapsed: {n + 1} days}}"
    )


def _script(chance: random.Random, n: int, count: int) -> str:
    del count
    return (f"  script-{n}: {{purpose: refusal, language: {('en', 'de', 'es')[n % 3]}, "
            f'text: "Your {say(chance, 9)} is refused for {n} reasons."}}')  # fmt: skip


QUANTITIES: dict[str, Callable[[int], str]] = {
    "loads": loads,
    "loads, of one team": queues,
    "loads, mail": letters,
    "seats": seats,
    "shares": shares,
    "waits, one after the other": waits,
    "waits, from everywhere": waits_from_everywhere,
    "waits, each alone": waits_in_pairs,
    "waits, from all places": many_places,
    "agreed times": agreed_times,
    "decisions": decisions,
    "decisions, one ladder": one_ladder,
    "decisions, delegates": delegates,
    "promises with pauses": pauses,
    "law of returns": _by_law(_return, "returns"),
    "law of terms": _by_law(_term, "terms"),
    "law of channels": _by_law(_line, "channels"),
    "law of matters": _by_law(_matter, "intents"),
    "law of scripts": _by_law(_script, "scripts"),
}

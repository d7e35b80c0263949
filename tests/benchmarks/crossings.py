"""Sections that meet one another, deep and wide: what one says is asked of all that another says.

Each is a policy file of just so many entities, with nothing in it twice. Where `sections` has each
section alone and `quantities` what figures are worked out of, these are the pairs, chains, long
lists and great numbers between them.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from benchmarks.quantities import SELLER, loads
from benchmarks.sections import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def _file(*parts: str | Iterable[str]) -> str:
    lines = (part if isinstance(part, str) else "\n".join(part) for part in parts)
    return "\n".join((*lines, ""))


def _hours(n: int) -> str:
    return f"Mon-Fri {6 + n % 5:02}:{n % 60:02}-{14 + n // 300 % 9:02}:{n // 5 % 60:02}"


def alternatives_of_rules(count: int) -> str:
    """Return case rules of which each holds in many cases, each written out."""
    chance = random.Random(7)
    rules = (
        f"  rule-{n}: {{position: {n}, any_conditions: ["
        + ", ".join(f"{{field: field {chance.randrange(9)}, is_not: [value {n % 7}-{each}]}}"
                    for each in range(30))
        + f"], sets: [{{field: group, to: group {n}}}], tells: [customer]}}"
        for n in range(count)
    )  # fmt: skip
    return _file("case_rules:", rules)


def conditions_of_rules(count: int) -> str:
    """Return case rules that all ask about the same fields, and want numbers of each."""
    rules = (
        f"  rule-{n}: {{position: {n}, conditions: ["
        + ", ".join(f"{{field: amount {each}, more_than: {n + each}, less_than: {n * 3 + 99}}}"
                    for each in range(12))
        + f"], sets: [{{field: group, to: group {n}}}], tells: [customer]}}"
        for n in range(count)
    )  # fmt: skip
    return _file("case_rules:", rules)


def reasons_and_lines(count: int) -> str:
    """Return contact reasons that begin at many lines each, and lines that name many reasons."""
    chance = random.Random(7)
    intents = (
        f"  intent-{n}: {{promise: {n % 90 + 1} days, share: {1 / count:.6f}%, "
        f"start: [{', '.join(f'line-{chance.randrange(count)}' for _ in range(20))}]}}"
        for n in range(count)
    )
    lines = (
        f"  line-{n}: {{kind: {('voice', 'chat', 'email')[n % 3]}, open: {_hours(n)}, "
        f"goes_to: team-{n}, "
        f"intents: [{', '.join(f'intent-{chance.randrange(count)}' for _ in range(20))}]}}"
        for n in range(count)
    )
    teams = (f"  team-{n}: {{seats: 2, open: {_hours(n + 3)}, closes: [intent-{n}]}}"
             for n in range(count))  # fmt: skip
    return _file("intents:", intents, "channels:", lines, "teams:", teams)


def menus(count: int) -> str:
    """Return a tree of menus, each of nine choices, with a reason for each team at the end."""
    steps = (
        f"  menu-{n}:\n    kind: menu\n    options:\n"
        + "\n".join(
            f'      - {{say: {say(random.Random(n * 9 + key))}, key: "{key}", goes_to: '
            + (f"menu-{n * 9 + key}}}" if n * 9 + key < count else f"team-{n * 9 + key}}}")
            for key in range(1, 10)
        )
        + f"\n    on_failure: team-{n}"
        for n in range(count)
    )
    teams = (f"  team-{n}: {{seats: 2, closes: [intent-{n % count}]}}"
             for n in range(count * 9 + 1))  # fmt: skip
    intents = (f"  intent-{n}: {{start: [line]}}" for n in range(count))
    return _file("channels: {line: {kind: voice, goes_to: menu-0}}", "steps:", steps, "teams:",
                 teams, "intents:", intents)  # fmt: skip


def desks_in_layers(count: int) -> str:
    """Return layers of teams, each handing on to all of the next: very many ways."""
    width = 8
    moves = (
        f"  - {{from: team-{n}, to: team-{(n // width + 1) * width + to}, wait: {n % 9 + 1} hours, "
        f"context: none, carried_by: customer}}"
        for n in range(count - width)
        for to in range(width)
        if (n // width + 1) * width + to < count
    )
    teams = (f"  team-{n}: {{seats: 2, open: {_hours(n)}, closes: none}}" for n in range(count))
    return _file("channels: {line: {kind: voice, goes_to: team-0}}", "teams:", teams,
                 "intents: {matter: {start: [line], promise: 9 days}}", "handoffs:",
                 moves)  # fmt: skip


def circles(count: int) -> str:
    """Return teams of which each hands on to several, so that all lie in one circle."""
    chance = random.Random(7)
    moves = (
        f"  - {{from: team-{n}, to: team-{to}, when: {say(chance)}, context: partial, "
        f"intents: [intent-{n % 50}]}}"
        for n in range(count)
        for to in sorted({(n + 1) % count, *chance.sample(range(count), min(3, count))} - {n})
    )
    teams = (f"  team-{n}: {{seats: 2, closes: none}}" for n in range(count))
    intents = (f"  intent-{n}: {{start: [line], promise: {n + 1} days}}" for n in range(50))
    return _file("channels: {line: {kind: voice, goes_to: team-0}}", "teams:", teams, "intents:",
                 intents, "handoffs:", moves)  # fmt: skip


def returns_in_segments(count: int) -> str:
    """Return rows of returns that meet in categories, customers, countries and days."""
    chance = random.Random(7)
    rows = (
        f"  - {{id: return-{n}, categories: [goods {n % 7}, goods {chance.randrange(50)}], "
        f"reasons: [changed mind, defective], customers: [segment {chance.randrange(40)}, "
        f"segment {n % 3}], countries: [{chance.choice(('DE', 'FR', 'ES', 'AT'))}], "
        f"state: [{chance.choice(('unopened', 'opened', 'used'))}], window: {n % 300 + 1} days, "
        f"fee: {n % 90 + 1} EUR, up_to: {n + 1} EUR, conditions: [{say(chance)}], "
        f"bought_between: [2026-{n % 12 + 1:02}-01, 2026-{n % 12 + 1:02}-28]}}"
        for n in range(count)
    )
    return _file("returns:", rows)


def deliveries_in_segments(count: int) -> str:
    """Return prices of parcels that meet in countries, customers and categories."""
    chance = random.Random(7)
    rows = (
        f"  parcel-{n}: {{service: service {n % 5}, price: {n / 100 + 1:.2f} EUR, "
        f"within: {n % 90 + 1} business days, categories: [goods {chance.randrange(50)}, "
        f"goods {n % 7}], customers: [segment {chance.randrange(40)}], "
        f"countries: [DE, {chance.choice(('FR', 'ES', 'AT'))}], free_from: {n % 900 + 20} EUR}}"
        for n in range(count)
    )
    return _file("deliveries:", rows)


def promises_in_segments(count: int) -> str:
    """Return promises that meet in channels, reasons, customers, countries and conditions."""
    chance = random.Random(7)
    promises = (
        f"  promise-{n}: {{channels: [line-{n % 9}, line-{n % 7}], intents: [intent-{n % 50}, "
        f"intent-{chance.randrange(50)}], customers: [segment {chance.randrange(40)}], "
        f"countries: [{chance.choice(('DE', 'FR', 'ES'))}], priorities: [p{n % 5}], "
        f"segments: [{say(chance, 1)}], any_conditions: [{{field: amount, more_than: {n}}}, "
        f"{{field: tier, is: [{say(chance, 1)}]}}], first_reply: {n % 900 + 1} minutes, "
        f"resolution: {n % 90 + 16} hours, clock: calendar}}"
        for n in range(count)
    )
    lines = (f"  line-{n}: {{kind: email, goes_to: care}}" for n in range(9))
    intents = (f"  intent-{n}: {{start: [line-{n % 9}]}}" for n in range(50))
    return _file("promises:", promises, "channels:", lines, "intents:", intents,
                 "teams: {care: {seats: 4, open: Mon-Fri 09:00-17:00}}")  # fmt: skip


def escalations_of_promises(count: int) -> str:
    """Return escalations that each hold for many promises, mute each other and have many levels."""
    chance = random.Random(7)
    escalations = (
        f"  escalation-{n}: {{promises: ["
        + ", ".join(f"promise-{chance.randrange(count)}" for _ in range(12))
        + f"], position: {n}, muted: [{{from: 2027-{n % 12 + 1:02}-01, to: 2027-{n % 12 + 1:02}-28,"
        f" reason: {say(chance)}}}], steps: ["
        + ", ".join(f"{{after: {(each + 1) * (n % 50 + 1)} minutes, to: team-{(n + each) % count}}}"
                    for each in range(6))
        + "]}"
        for n in range(count)
    )  # fmt: skip
    promises = (f"  promise-{n}: {{priorities: [p{n}], first_reply: {n % 900 + 1} minutes}}"
                for n in range(count))  # fmt: skip
    teams = (f"  team-{n}: {{seats: 2, open: {_hours(n)}}}" for n in range(count))
    return _file("escalations:", escalations, "promises:", promises, "teams:", teams)


def exceptions_of_hours(count: int) -> str:
    """Return lines and teams with as many exceptions each, on other days at other hours."""
    once = 40

    def schedule(name: str, shift: int) -> str:
        days = "\n".join(
            f"      - {{on: 2027-{(each + shift) % 12 + 1:02}-{each // 12 * 7 % 28 + 1:02}, "
            f"open: {7 + each % 5:02}:{shift % 60:02}-15:00}}"
            for each in range(once)
        )
        return (f"  {name}:\n    open: {_hours(shift)}\n    timezone: Europe/Berlin\n"
                f"    holidays: [DE-BY]\n    exceptions:\n{days}")  # fmt: skip

    hours = (schedule(f"{kind}-{n}", 2 * n + number)
             for n in range(count) for number, kind in enumerate(("line", "team")))  # fmt: skip
    lines = (f"  line-{n}: {{kind: voice, open: line-{n}, goes_to: team-{n}}}"
             for n in range(count))  # fmt: skip
    teams = (f"  team-{n}: {{seats: 2, open: team-{n}}}" for n in range(count))
    return _file("schedules:", hours, "channels:", lines, "teams:", teams)


def closed_lines(count: int) -> str:
    """Return lines that send people to the next where they are closed, full or do not answer."""
    lines = (
        f"  line-{n}: {{kind: voice, open: {_hours(n)}, goes_to: team-{n}, "
        f"closed: {{announce: true, goes_to: line-{n + 1}}}, "
        f"full: {{goes_to: line-{(n * 7 + 3) % count}}}, "
        f"voicemail: {{callback_within: {n % 90 + 1} hours}}}}"
        for n in range(count)
    )
    teams = (f"  team-{n}: {{seats: 2, open: {_hours(n * 3)}}}" for n in range(count))
    return _file("organization: {timezone: Europe/Berlin}", "channels:", lines,
                 f"  line-{count}: {{kind: email, goes_to: team-0}}", "teams:", teams)  # fmt: skip


def years_of_waiting(count: int) -> str:
    """Return mail that is answered within very many days, each of another number of them."""
    lines = (f"  box-{n}: {{kind: email, open: {_hours(n)}, respond: {9_000 + n} business days, "
             f"goes_to: team-{n}}}" for n in range(count))  # fmt: skip
    teams = (f"  team-{n}: {{seats: 1, open: Mon {n % 9 + 9:02}:{n % 60:02}-"
             f"{n % 9 + 10:02}:{n // 60 % 60:02}}}" for n in range(count))  # fmt: skip
    return _file("channels:", lines, "teams:", teams)


def great_numbers(count: int) -> str:
    """Return lines, teams and reasons with sums, people, contacts and days beyond all measure."""
    lines = (f"  line-{n}: {{kind: voice, open: 24x7, goes_to: team-{n}, load: {{contacts: "
             f"{10**9 + n}, per: 1 hour, handling_time: {n + 1} days, patience: 90 days, "
             f"calls_again: 99%}}, respond: {{within: 20 seconds, for: 99%}}}}"
             for n in range(count))  # fmt: skip
    teams = (f"  team-{n}: {{seats: {10**9 + n}, may: {{refund: {10**11 + n} EUR}}}}"
             for n in range(count))  # fmt: skip
    intents = (f"  intent-{n}: {{start: [line-{n}], promise: {10**6 + n} days, "
               f"value: {{p50: {10**10 + n} EUR, p90: {10**11 + 7 * n} EUR}}}}"
               for n in range(count))  # fmt: skip
    return _file("channels:", lines, "teams:", teams, "intents:", intents)


def loads_again(count: int) -> str:
    """Return lines with what arrives there, where many of those who give up call once more."""
    return "".join(
        line.replace("patience:", f"calls_again: {n % 90 + 5}%, patience:")
        for n, line in enumerate(loads(count).splitlines(keepends=True))
    )


def shares_along(count: int) -> str:
    """Return steps in a row, each of which sends a share of its own to a team of its own."""
    steps = (f"  step-{n}: {{kind: page, goes_to: [{{goes_to: team-{n}, share: {n % 40 + 3}%}}, "
             f"{{goes_to: step-{n + 1}, share: {97 - n % 40}%}}]}}"
             for n in range(count))  # fmt: skip
    teams = (f"  team-{n}: {{seats: 2}}" for n in range(count))
    return _file("channels: {line: {kind: voice, goes_to: step-0, open: Mon-Fri 09:00-17:00, "
                 "load: {contacts: 90, per: 1 hour, handling_time: 5 minutes}}}", "steps:", steps,
                 f"  step-{count}: {{kind: page}}", "teams:", teams)  # fmt: skip


def one_ladder_of_many(count: int) -> str:
    """Return one ladder of as many tiers as are worked out, asked by very many teams."""
    tiers = (f"      - {{by: lead-{n}, up_to: {n * 50 + 90} EUR, "
             f"decides_within: {n % 9 + 1} hours}}"
             for n in range(50))  # fmt: skip
    leads = (f"  lead-{n}: {{seats: 1, open: {_hours(n)}}}" for n in range(50))
    teams = (f"  team-{n}: {{seats: 2, may: {{refund: {n + 1} EUR}}}}" for n in range(count))
    lines = (f"  line-{n}: {{kind: email, goes_to: team-{n}}}" for n in range(count))
    intents = (f"  intent-{n}: {{start: [line-{n}], remedy: refund, promise: {n % 90 + 1} days, "
               f"value: {{p50: {n + 1} EUR, p90: {n * 3 + 9} EUR, max: {n * 9 + 99} EUR}}}}"
               for n in range(count))  # fmt: skip
    return _file("remedies:", "  refund:", "    tiers:", tiers, "teams:", leads, teams, "channels:",
                 lines, "intents:", intents)  # fmt: skip


def changes_of_days(count: int) -> str:
    """Return what holds from one day to another, and the days on which it changes."""
    teams = (
        f"  team-{n}: {{seats: {n % 9 + 1}, open: {_hours(n)}, "
        f"effective: {{from: {2000 + n % 60}-{n % 12 + 1:02}-{n % 28 + 1:02}, "
        f"until: {2027 + n % 40}-{n % 12 + 1:02}-{n % 27 + 1:02}}}}}"
        for n in range(count)
    )
    lines = (
        f"  line-{n}: {{kind: voice, open: {_hours(n + 1)}, goes_to: team-{n}, "
        f"effective: {{from: {2000 + n % 50}-{n % 12 + 1:02}-{n % 28 + 1:02}, "
        f"until: {2027 + n % 30}-{n % 12 + 1:02}-{n % 26 + 1:02}}}}}"
        for n in range(count)
    )
    intents = (f"  intent-{n}: {{start: [line-{n}], promise: {n % 90 + 1} days, effective: "
               f"{{from: 2027-{n % 12 + 1:02}-{n % 28 + 1:02}}}}}"
               for n in range(count))  # fmt: skip
    return _file("channels:", lines, "teams:", teams, "intents:", intents)


def laws_of_everything(count: int) -> str:
    """Return what the law of all countries looks at, all of it in one policy."""
    chance = random.Random(7)
    lines = (f"  line-{n}: {{kind: {('voice', 'chat', 'email')[n % 3]}, open: {_hours(n)}, "
             f"fee: {n % 90 + 1} EUR, premium_rate: true, goes_to: team-{n}}}"
             for n in range(count))  # fmt: skip
    teams = (f"  team-{n}: {{seats: 2, open: {_hours(n)}}}" for n in range(count))
    intents = (f"  intent-{n}: {{start: [line-{n}], concerns: "
               f"{chance.choice(('complaint', 'billing', 'data_request', 'outage'))}, "
               f"promise: {n % 90 + 1} days}}" for n in range(count))  # fmt: skip
    rows = (f"  - {{id: return-{n}, categories: [goods {n}], reasons: [changed mind, defective], "
            f"window: {n % 40 + 1} days, fee: {n % 9 + 1} EUR}}" for n in range(count))  # fmt: skip
    terms = (f"  term-{n}: {{kind: plan, renews_every: {n % 30 + 1} months, "
             f"change_notice: {n % 90 + 1} days}}" for n in range(count))  # fmt: skip
    scripts = (f'  script-{n}: {{purpose: refusal, language: en, text: "{say(chance, 5)}"}}'
               for n in range(count))  # fmt: skip
    return _file(SELLER, "channels:", lines, "teams:", teams, "intents:", intents, "returns:", rows,
                 "terms:", terms, "scripts:", scripts)  # fmt: skip


def texts_nearly_said(count: int) -> str:
    """Return long texts that nearly say what rules look for, and go on with another word."""
    begins = ("there is nothing", "calm down", "it is our", "we cannot", "please be", "as i said",
              "you should have", "for security", "your call is", "we regret any")  # fmt: skip
    chance = random.Random(7)
    scripts = (
        f'  script-{n}: {{purpose: macro, language: en, text: "'
        + " ".join(f"{chance.choice(begins)} {say(chance, 1)}" for _ in range(40))
        + '"}'
        for n in range(count)
    )
    return _file("scripts:", scripts)


def texts_of_quotations(count: int) -> str:
    """Return texts of which each quotes the beginning of others, with prices and times."""
    chance = random.Random(7)
    scripts = (
        f"  script-{n}: {{purpose: greeting, language: {('en', 'de', 'es')[n % 3]}, text: \""
        + " ".join(f"'{say(chance, 2)}' {n}.{each:02} EUR {each % 12}:{n % 60:02} (line-{n})"
                   for each in range(30))
        + f'", used_by: [line-{n}]}}'
        for n in range(count)
    )  # fmt: skip
    lines = (f"  line-{n}: {{kind: voice, open: {_hours(n)}, goes_to: care}}" for n in range(count))
    return _file("scripts:", scripts, "channels:", lines, "teams: {care: {seats: 2}}")


def campaigns_of_lines(count: int) -> str:
    """Return campaigns that each use many lines, and are silent for many reasons."""
    chance = random.Random(7)
    campaigns = (
        f"    campaign-{n}: {{kind: marketing, owner: head {n}, channels: ["
        + ", ".join(f"line-{chance.randrange(count)}" for _ in range(15))
        + "], suppressed_while: ["
        + ", ".join(f"intent-{chance.randrange(count)}" for _ in range(15))
        + "]}"
        for n in range(count)
    )
    lines = (f"  line-{n}: {{kind: email, goes_to: care}}" for n in range(count))
    intents = (f"  intent-{n}: {{start: [line-{n}], next_issues: [intent-{(n + 1) % count}]}}"
               for n in range(count))  # fmt: skip
    return _file("communications:", "  campaigns:", campaigns, "channels:", lines, "intents:",
                 intents, "teams: {care: {seats: 2}}")  # fmt: skip


def processes_side_by_side(count: int) -> str:
    """Return one process of which very many parts run at the same time, some for ever."""
    parts = (
        f"      do {n}: {{goes_to: [all, again {n}]}}\n      again {n}: {{goes_to: do {n}}}"
        for n in range(count)
    )
    begun = ", ".join(f"do {n}" for n in range(count))
    return _file("processes:", "  wide:", "    steps:",
                 f"      begin: {{takes: all, goes_to: [{begun}]}}", parts,
                 "      all: {waits_for: all, goes_to: end}", "      end:")  # fmt: skip


def scenarios_of_reasons(count: int) -> str:
    """Return scenarios of which each asks about a contact reason, with a decision and its time."""
    intents = (f"  intent-{n}: {{start: [line-{n % 40}], remedy: refund, promise: 7 days}}"
               for n in range(count))  # fmt: skip
    lines = (
        f"  line-{n}: {{kind: voice, open: {_hours(n)}, goes_to: team-{n}}}" for n in range(40)
    )
    teams = (f"  team-{n}: {{seats: 2, open: {_hours(n)}, may: {{refund: {n + 1} EUR}}}}"
             for n in range(40))  # fmt: skip
    scenarios = (
        f"  scenario-{n}: {{customer: {{intent: intent-{n}, value: {n + 50} EUR, "
        f"at: 2026-11-{n % 28 + 1:02} 10:00}}, holds: {{decided: within {n % 9 + 1} days, "
        f"reaches: person within 2 steps, never: asked twice}}}}"
        for n in range(count)
    )
    return _file(
        "intents:", intents, "channels:", lines, "teams:", teams,
        "  lead: {seats: 1, open: Mon-Fri 09:00-17:00}",
        "remedies: {refund: {tiers: [{by: lead, up_to: 500 EUR, decides_within: 2 days}, "
        "{by: head, up_to: any, decides_within: 3 business days}]}}",
        "scenarios:", scenarios,
    )  # fmt: skip


def waivers_of_findings(count: int) -> str:
    """Return findings, and a waiver for each, of which the half is nearly right."""
    steps = (f"  step-{n}: {{kind: page}}" for n in range(count))
    waivers = (f"  - {{rule: dead-end, at: step/step-{n if n % 2 else count + n}, owner: head {n}, "
               f"reason: {say(random.Random(n))}, expires: 2026-12-{n % 28 + 1:02}}}"
               for n in range(count))  # fmt: skip
    starts = ", ".join(f"step-{n}" for n in range(count))
    return _file(f"channels: {{line: {{kind: voice, goes_to: [{starts}]}}}}", "steps:", steps,
                 "waivers:", waivers)  # fmt: skip


def teams_of_systems(count: int) -> str:
    """Return teams that use many systems each, and share what they know with many others."""
    chance = random.Random(7)
    teams = (
        f"  team-{n}: {{seats: 2, closes: none, department: department-{n % 50}, systems: ["
        + ", ".join(f"system-{chance.randrange(count)}" for _ in range(12))
        + "], shares_context_with: ["
        + ", ".join(f"team-{chance.randrange(count)}" for _ in range(12))
        + f"], asks_for: [{{field: {say(chance, 2)}, purpose: {say(chance)}}}]}}"
        for n in range(count)
    )
    moves = (f"  - {{from: team-{n}, to: team-{(n * 7 + 1) % count}, context: none}}"
             for n in range(count) if (n * 7 + 1) % count != n)  # fmt: skip
    lines = (f"  line-{n}: {{kind: voice, goes_to: team-{n}}}" for n in range(count))
    return _file("teams:", teams, "handoffs:", moves, "channels:", lines)


CROSSINGS: dict[str, Callable[[int], str]] = {
    "case_rules, many alternatives": alternatives_of_rules,
    "case_rules, many numbers": conditions_of_rules,
    "intents and channels": reasons_and_lines,
    "menus": menus,
    "handoffs in layers": desks_in_layers,
    "handoffs in circles": circles,
    "returns in segments": returns_in_segments,
    "deliveries in segments": deliveries_in_segments,
    "promises in segments": promises_in_segments,
    "escalations of promises": escalations_of_promises,
    "schedules of many exceptions": exceptions_of_hours,
    "closed channels one behind the other": closed_lines,
    "answers after years": years_of_waiting,
    "great numbers": great_numbers,
    "loads, of whom many call again": loads_again,
    "shares along a chain": shares_along,
    "one ladder asked by all": one_ladder_of_many,
    "effective days": changes_of_days,
    "law of everything": laws_of_everything,
    "scripts that nearly say it": texts_nearly_said,
    "scripts of quotations": texts_of_quotations,
    "campaigns of channels": campaigns_of_lines,
    "a process side by side": processes_side_by_side,
    "scenarios of intents": scenarios_of_reasons,
    "waivers of findings": waivers_of_findings,
    "teams of systems": teams_of_systems,
}
"""What makes a policy file of sections that meet, with so many entities of the first."""

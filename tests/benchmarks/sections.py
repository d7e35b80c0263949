"""Every section of the language at any size: nothing in it is said twice.

    python tests/benchmarks/sections.py [SECTION ...] [json]

Names, texts, sums, shares and times are numbered or drawn, from a seed. Measured are seconds and
memory of a whole check, with all rules, of just under a megabyte of each section.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Lines = Iterable[str]

WORDS = [
    "claim", "invoice", "order", "refund", "address", "contract", "customer", "payment",
    "delivery", "account", "damage", "policy", "meter", "tariff", "notice", "device",
    "ticket", "parcel", "booking", "voucher", "repair", "visit", "quote", "renewal",
]  # fmt: skip
REASONS = ("changed mind", "defective", "wrong item", "late", "not as described")
PURPOSES = ("macro", "greeting", "refusal", "complaint", "apology", "review reply")
TODAY = "2026-11-20"


def numbered(entity: Callable[[random.Random, int, int], str], title: str) -> Callable[[int], str]:
    """Return what makes a section of so many entities, by what makes one of them."""

    def make(count: int) -> str:
        chance = random.Random(7)
        return "\n".join((f"{title}:", *(entity(chance, each, count) for each in range(count)), ""))

    return make


def say(chance: random.Random, words: int = 3) -> str:
    """Return some words and a number."""
    return " ".join([*chance.choices(WORDS, k=words), str(chance.randrange(1_000_000))])


def _hours(chance: random.Random) -> str:
    return (f"Mon-Fri {chance.randrange(5, 12):02}:{chance.randrange(60):02}"
            f"-{chance.randrange(13, 24):02}:{chance.randrange(60):02}")  # fmt: skip


def _department(chance: random.Random, n: int, count: int) -> str:
    del count
    return f"  department-{n}: {{name: {say(chance)}, cx_duty: {say(chance, 6)}, owner: head {n}}}"


def _system(chance: random.Random, n: int, count: int) -> str:
    del count
    return f"  system-{n}: {{kind: {say(chance)}, owner: head {n}}}"


def _schedule(chance: random.Random, n: int, count: int) -> str:
    del count
    days = "\n".join(
        f"      - {{on: 2027-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}, "
        f"open: {chance.randrange(7, 12):02}:{chance.randrange(60):02}-15:00, "
        f"reason: {say(chance)}}}"
        for _ in range(3)
    )
    return (f"  schedule-{n}:\n    open: [{_hours(chance)}, Sat 09:{n % 60:02}-13:00]\n"
            f"    timezone: Europe/Berlin\n    holidays: [DE-BY]\n    exceptions:\n{days}"
    )  # fmt: skip


def _exceptions(count: int) -> str:
    chance = random.Random(7)
    days = (
        f"      - {{on: {2027 + each // 336}-{each // 28 % 12 + 1:02}-{each % 28 + 1:02}, "
        f"open: {chance.randrange(7, 12):02}:{chance.randrange(60):02}-15:00, "
        f"reason: {say(chance)}}}"
        for each in range(count)
    )
    return "\n".join(("schedules:", "  office:", "    open: Mon-Fri 09:00-18:00",
                      "    timezone: Europe/Berlin", "    exceptions:", *days,
                      "teams:", "  care: {open: office, seats: 4}",
                      "channels:", "  line: {kind: voice, open: office, goes_to: care}", "")
    )  # fmt: skip


def _channel(chance: random.Random, n: int, count: int) -> str:
    kind = chance.choice(("voice", "email", "chat", "messaging", "social", "app"))
    return (f'  channel-{n}: {{kind: {kind}, address: "{kind} {n}", open: {_hours(chance)}, '
            f"goes_to: [channel-{chance.randrange(count)}], satisfaction: [csat], "
            f"respond: {{within: {chance.randrange(10, 9_000)}s, for: {n % 99 + 1}%}},"
            f" owner: head of {say(chance, 1)}}}")  # fmt: skip


def _step(chance: random.Random, n: int, count: int) -> str:
    options = "\n".join(
        f'      - {{say: {say(chance)}, key: "{key}", goes_to: step-{chance.randrange(count)}}}'
        for key in range(1, 4)
    )
    return (f"  step-{n}:\n    kind: menu\n    options:\n{options}\n"
            f'    says: "For {say(chance, 5)} press 1, for {say(chance)} 2, or 3."\n'
            f"    on_timeout: step-{chance.randrange(count)}\n    on_failure: team-{n}\n"
            f"    asks_for: [{{field: {say(chance, 2)}, purpose: {say(chance)}}}]\n"
            f"    person: {{goes_to: team-{n}, within: {chance.randrange(1, 90)} minutes}}"
    )  # fmt: skip


def _steps(count: int) -> str:
    teams = (f"  team-{each}: {{seats: {each % 9 + 1}}}" for each in range(count))
    starts = (f"  line-{each}: {{kind: voice, goes_to: step-{each * 50}}}"
              for each in range(count // 50 + 1) if each * 50 < count)  # fmt: skip
    return "\n".join((numbered(_step, "steps")(count), "teams:", *teams, "channels:", *starts, ""))


def _team(chance: random.Random, n: int, count: int) -> str:
    return (f"  team-{n}: {{tier: {chance.randrange(1, 4)}, department: department-{n % 9}, "
            f"seats: {chance.randrange(1, 90)}, open: {_hours(chance)}, role: {say(chance, 1)}, "
            f"systems: [system-{n}, system-{chance.randrange(count)}], "
            f"may: {{refund: {chance.randrange(1, 5_000)} EUR, goodwill: {n} EUR}}, "
            f"handling_time: {chance.randrange(10, 900)}s, closes: [intent-{n}]}}")  # fmt: skip


def _handoff(chance: random.Random, n: int, count: int) -> str:
    goal = chance.randrange(count)
    return (f"  - {{from: team-{n}, to: team-{goal if goal != n else n + 1}, "
            f"when: {say(chance)}, carried_by: {chance.choice(('customer', 'us'))}, "
            f"context: {chance.choice(('full', 'partial', 'none'))}, intents: [intent-{n}], "
            f"wait: {chance.randrange(1, 90)} minutes}}")  # fmt: skip


def _handoffs(count: int) -> str:
    teams = (f"  team-{each}: {{seats: 2, closes: none}}" for each in range(count + 1))
    lines = (f"  line-{each}: {{kind: voice, goes_to: team-{each}}}" for each in range(count))
    intents = (f"  intent-{each}: {{start: [line-{each}], promise: {each % 90 + 1} days}}"
               for each in range(count))  # fmt: skip
    return "\n".join((numbered(_handoff, "handoffs")(count), "teams:", *teams, "channels:", *lines,
                      "intents:", *intents, ""))  # fmt: skip


def _outcome(chance: random.Random, n: int, count: int) -> str:
    kind = chance.choice(("resolved", "denied", "referred", "abandoned", "ended"))
    del count
    return f"  outcome-{n}: {{kind: {kind}, reason: {say(chance, 6)}, owner: head {n}}}"


def _intent(chance: random.Random, n: int, count: int) -> str:
    del count
    low = chance.randrange(1, 500)
    return (f"  intent-{n}: {{start: [line-{n}], remedy: refund, case_owner: team-{n}, "
            f"value: {{p50: {low} EUR, p90: {low * 3} EUR, p99: {low * 9} EUR}}, "
            f"promise: {chance.randrange(1, 40)} days, anxiety: normal, "
            f"next_issues: [{say(chance)}], updates: {{every: {n % 9 + 1} days, by: [email]}}, "
            f"expectation: {{next_step: {say(chance)}, when: within {n} days, by_whom: team-{n}}}}}"
    )  # fmt: skip


def _intents(count: int) -> str:
    teams = (f"  team-{each}: {{seats: 2, may: {{refund: {each % 300} EUR}}}}"
             for each in range(count))  # fmt: skip
    lines = (f"  line-{each}: {{kind: voice, goes_to: team-{each}}}" for each in range(count))
    return "\n".join((numbered(_intent, "intents")(count), "teams:", *teams,
                      "channels:", *lines, ""))  # fmt: skip


def _remedy(chance: random.Random, n: int, count: int) -> str:
    del count
    tiers = "\n".join(
        f"      - {{by: team-{n}-{tier}, up_to: {(tier + 1) * 50 + n % 40} EUR, "
        f"decides_within: {chance.randrange(1, 90)} hours, "
        f"conditions: [{{field: {say(chance, 1)}, is: {say(chance)}}}]}}"
        for tier in range(3)
    )
    return (f"  remedy-{n}:\n    tiers:\n{tiers}\n    requires: [{say(chance)}]\n"
            f"    conditions: [{{field: amount, more_than: {n}}}]")  # fmt: skip


def _tiers(count: int) -> str:
    chance = random.Random(7)
    tiers = (
        f"      - {{by: team-{each}, up_to: {each + 1} EUR, decides_within: {each + 1} minutes, "
        f"conditions: [{{field: {say(chance, 1)}, is: {say(chance)}}}]}}"
        for each in range(count)
    )
    teams = (f"  team-{each}: {{seats: 2}}" for each in range(count))
    return "\n".join(("remedies:", "  refund:", "    tiers:", *tiers, "teams:", *teams, ""))


def _return(chance: random.Random, n: int, count: int) -> str:
    del count
    reasons = ", ".join(chance.sample(REASONS, 2))
    return (f"  - {{id: return-{n}, categories: [goods {n}, {say(chance, 1)}], "
            f"reasons: [{reasons}], window: {chance.randrange(10, 400)} days, "
            f"fee: {chance.randrange(1, 900) / 100} EUR, refund: original payment, "
            f"refund_within: {chance.randrange(1, 40)} days, conditions: [{say(chance)}]}}"
    )  # fmt: skip


def _overlap(chance: random.Random, n: int, count: int) -> str:
    categories = ", ".join(f"goods {chance.randrange(count)}" for _ in range(6))
    return (f"  - {{id: return-{n}, categories: [{categories}], reasons: [changed mind, defective],"
            f" window: {chance.randrange(10, 400)} days}}")  # fmt: skip


def _one_category(chance: random.Random, n: int, count: int) -> str:
    del count
    return (f"  - {{id: return-{n}, categories: [goods], reasons: [changed mind, defective], "
            f"customers: [{say(chance, 1)}], window: {n + 1} days}}")  # fmt: skip


def _delivery(chance: random.Random, n: int, count: int) -> str:
    del count
    return (f"  delivery-{n}: {{service: {say(chance, 1)}, price: {n / 100 + 1:.2f} EUR, "
            f"within: {chance.randrange(1, 90)} business days, categories: [goods {n}], "
            f"free_from: {chance.randrange(20, 900)} EUR, countries: [DE]}}")  # fmt: skip


def _promise(chance: random.Random, n: int, count: int) -> str:
    return (f"  promise-{n}: {{channels: [line-{n}, line-{chance.randrange(count)}], "
            f"position: {n}, priorities: [{say(chance, 1)}], "
            f"conditions: [{{field: {say(chance, 1)}, is: [{say(chance)}]}}], "
            f"first_reply: {chance.randrange(1, 900)} minutes, "
            f"resolution: {chance.randrange(16, 90)} hours, clock: calendar}}")  # fmt: skip


def _promises(count: int) -> str:
    lines = (f"  line-{each}: {{kind: email, goes_to: care}}" for each in range(count))
    return "\n".join((numbered(_promise, "promises")(count), "channels:", *lines,
                      "teams: {care: {seats: 4, open: Mon-Fri 09:00-17:00}}", ""))  # fmt: skip


def _escalation(chance: random.Random, n: int, count: int) -> str:
    del count
    steps = "\n".join(
        f"      - {{after: {chance.randrange(1, 90) * (step + 1)} minutes, to: team-{n}-{step}}}"
        for step in range(3)
    )
    return (f"  escalation-{n}:\n    name: After {say(chance)}\n    promises: [promise-{n}]\n"
            f"    position: {n}\n    conditions: [{{field: {say(chance, 1)}, is: {say(chance)}}}]\n"
            f"    steps:\n{steps}")  # fmt: skip


def _levels(count: int) -> str:
    steps = (f"      - {{after: {each + 1} minutes, to: team-{each}}}" for each in range(count))
    teams = (f"  team-{each}: {{seats: 2, open: Mon-Fri 09:{each % 60:02}-17:00}}"
             for each in range(count))  # fmt: skip
    return "\n".join(("escalations:", "  urgent:", "    steps:", *steps, "teams:", *teams, ""))


def _process(chance: random.Random, n: int, count: int) -> str:
    del count
    return (f"  process-{n}:\n    steps:\n      register {n}: {{goes_to: above {n}?}}\n"
            f"      above {n}?: {{silent: true, takes: one, goes_to: [check, pay]}}\n"
            f"      check: {{goes_to: {say(chance)}}}\n"
            f"      pay: {{goes_to: write {n}}}\n      write {n}:\n"
            f"    reminders: [{{of: check, does: {say(chance)}, every: {n % 90 + 1} days}}]"
    )  # fmt: skip


def _process_steps(count: int) -> str:
    chance = random.Random(7)
    steps = (
        f"      {say(chance, 2)} at {each}: {{goes_to: both {each}}}\n"
        f"      both {each}: {{silent: true, waits_for: all, goes_to: split {each}}}\n"
        f"      split {each}: {{takes: all, goes_to: [both {each + 1}, both {each + 2}]}}"
        for each in range(count)
    )
    ends = (f"      both {each}:" for each in (count, count + 1))
    return "\n".join(("processes:", "  long:", "    steps:", *steps, *ends, ""))


def _case_rule(chance: random.Random, n: int, count: int) -> str:
    return (f"  rule-{n}: {{position: {n}, conditions: [{{field: update, is: change}}, "
            f"{{field: tags, is: [{say(chance)}]}}], "
            f"sets: [{{field: group, to: group {chance.randrange(count)}}}, "
            f"{{field: tags, adds: [{say(chance)}]}}], "
            f"tells: [customer]}}")  # fmt: skip


def _same_condition(chance: random.Random, n: int, count: int) -> str:
    return (f"  rule-{n}: {{position: {n}, conditions: [{{field: update, is: create}}], "
            f"sets: [{{field: group, to: group {chance.randrange(count)}}}], tells: [customer]}}"
    )  # fmt: skip


def _term(chance: random.Random, n: int, count: int) -> str:
    del count
    kind = chance.choice(("fee", "price", "plan", "condition"))
    return (f"  term-{n}: {{kind: {kind}, amount: {chance.randrange(1, 9_000)} EUR, adverse: true, "
            f"disclosed_at: [{say(chance)}], change_notice: {n % 90 + 1} days}}")  # fmt: skip


def _script(chance: random.Random, n: int, count: int) -> str:
    del count
    return (f"  script-{n}: {{purpose: {chance.choice(PURPOSES)}, language: en, "
            f'text: "Your {say(chance, 9)} is word{n}. We call at {n % 12}:{n % 60:02}."}}'
    )  # fmt: skip


def _word(chance: random.Random, n: int, count: int) -> str:
    del chance, count
    return f"  s{n}: {{text: word{n}}}"


def _campaign(chance: random.Random, n: int, count: int) -> str:
    del count
    return (f"    campaign-{n}: {{kind: marketing, channels: [line-{n}], owner: head {n}, "
            f"suppressed_while: [{say(chance)}]}}")  # fmt: skip


def _source(chance: random.Random, n: int, count: int) -> str:
    return (f"    source-{n}: {{channel: line-{n}, owner: head of {say(chance)}, "
            f"questions: {n % 9}, feeds: [{say(chance)}], "
            f"every: {chance.randrange(count) % 90 + 1} days}}"
    )  # fmt: skip


def _review(chance: random.Random, n: int, count: int) -> str:
    del count
    return (f"    site-{n}: {{alert: {chance.choice(('true', 'false'))}, "
            f"check_every: {n % 40 + 1} hours, volume: {{reviews: {n + 1}, per: 1 day}}, "
            f"respond: {{negative: {n % 9 + 1} days, positive: {n % 30 + 1} days}}}}")  # fmt: skip


def _ground(chance: random.Random, n: int, count: int) -> str:
    del count
    return (f"    ground-{n}: {{evidence: {say(chance)}, warning: {say(chance)}, "
            f"notice: {n % 90 + 1} days, settlement: {say(chance)}}}")  # fmt: skip


def _engagement(chance: random.Random, n: int, count: int) -> str:
    del count
    return f"  - {{kind: {say(chance)}, description: {say(chance, 9)}}}"


def _waiver(chance: random.Random, n: int, count: int) -> str:
    del count
    return (f"  - {{rule: {chance.choice(('dead-end', 'hassle-loop', 'hassel-loop', 'silo'))}, "
            f"at: step/desk-{n}, owner: head {n}, reason: {say(chance)}, approved_by: head {n}, "
            f"expires: 2027-{n % 12 + 1:02}-{n % 28 + 1:02}}}")  # fmt: skip


def _waivers(count: int) -> str:
    steps = (f"  desc-{each}: {{kind: page}}" for each in range(count))
    return "\n".join((numbered(_waiver, "waivers")(count), "steps:", *steps, ""))


def _scenario(chance: random.Random, n: int, count: int) -> str:
    del count
    day, answer = f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}", chance.choice(("true", "false"))
    return (f"  scenario-{n}: {{customer: {{intent: back, category: {chance.choice(WORDS)}, "
            f"value: {n % 90 + 1} EUR, delivered: {day}, at: 2026-12-30}}, "
            f"holds: {{accepted: {answer}, last_day: {day}}}}}")  # fmt: skip


def _scenarios(count: int) -> str:
    policy = (
        "channels: {hotline: {kind: voice, open: 24x7, goes_to: care}}",
        "teams: {care: {open: 24x7, closes: all}}",
        "intents: {back: {start: [hotline]}}",
        "returns: [{window: 30 days, from: delivery, fee: none}]",
    )
    return "\n".join((*policy, numbered(_scenario, "scenarios")(count)))


SECTIONS: dict[str, Callable[[int], str]] = {
    "departments": numbered(_department, "departments"),
    "systems": numbered(_system, "systems"),
    "schedules": numbered(_schedule, "schedules"),
    "schedules, exceptions of one": _exceptions,
    "channels": numbered(_channel, "channels"),
    "steps": _steps,
    "teams": numbered(_team, "teams"),
    "handoffs": _handoffs,
    "outcomes": numbered(_outcome, "outcomes"),
    "intents": _intents,
    "remedies": numbered(_remedy, "remedies"),
    "remedies, tiers of one": _tiers,
    "returns": numbered(_return, "returns"),
    "returns, overlapping categories": numbered(_overlap, "returns"),
    "returns, one category": numbered(_one_category, "returns"),
    "deliveries": numbered(_delivery, "deliveries"),
    "promises": _promises,
    "escalations": numbered(_escalation, "escalations"),
    "escalations, levels of one": _levels,
    "processes": numbered(_process, "processes"),
    "processes, steps of one": _process_steps,
    "case_rules": numbered(_case_rule, "case_rules"),
    "case_rules, one condition": numbered(_same_condition, "case_rules"),
    "terms": numbered(_term, "terms"),
    "communications": numbered(_campaign, "communications:\n  campaigns"),
    "scripts": numbered(_script, "scripts"),
    "scripts of a word": numbered(_word, "scripts"),
    "feedback": numbered(_source, "feedback:\n  sources"),
    "reviews": numbered(_review, "reviews:\n  sources"),
    "conduct": numbered(_ground, "conduct:\n  offboarding"),
    "engagement": numbered(_engagement, "engagement"),
    "scenarios": _scenarios,
    "waivers": _waivers,
}
"""What makes a policy file of one section, with what it refers to, of so many entities."""

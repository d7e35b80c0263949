"""Values that are there and are no good ones, in other words than those of the examples.

Each kind of fault stands here in several inputs that differ (another section, spelling or size),
beside honest ones that look alike.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from cxlint.linting.rules import loader
from cxlint.linting.trials import examples

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.linting.model.rule import Rule

WHOLE = """\
organization: {name: Alder & Daughters, currency: EUR, timezone: Europe/Berlin}
channels:
  line: {kind: voice, goes_to: care}
teams:
  care: {tier: 1, seats: 6}
"""

BAD = {
    "department-without-cx-duty": (
        "departments: {%s: {cx_duty: %s}}",
        ["legal", "legal", "audit", "audit", "it"],
        [
            "stays away from customers",
            "not their job",
            "no direct contact with customers",
            "keine",
            "aucune",
        ],
    ),
    "appointment-without-confirmation": (
        "%s: {a: {kind: %s}}",
        ["channels", "channels", "channels", "steps"],
        [
            "voice, appointment: {confirmation: agreed by word of mouth}",
            "in_person, appointment: {confirmation: mündlich am Schalter}",
            "video, appointment: {confirmation: nobody}",
            "form, appointment: {confirmation: phone call}",
        ],
    ),
    "no-progress-check": (
        "channels: {%s: {kind: voice, closing: %s}}",
        ["a", "b", "c"],
        ["Thank you and goodbye", "{check: false}", "auf Wiederhören"],
    ),
    "channel-satisfaction-unmeasured": (
        "channels: {%s: {kind: chat, satisfaction: %s}}",
        ["a", "b", "c", "d"],
        ["[occupancy, service level]", "none", "[Bearbeitungszeit]", "[first call resolution]"],
    ),
    "excess-data-collection": (
        "%s: {a: {asks_for: [{field: birthday, purpose: %s}]}}",
        ["steps", "teams", "steps", "steps", "steps"],
        ["marketing", "für alle Fälle", "customer profiling", "nothing yet", "por si acaso"],
    ),
    "no-feedback-invite": (
        "feedback: {sources: {%s: {%s}}}",
        ["media-watch", "a", "b", "yearly", "complaints"],
        [
            "every: 1 day",
            "channel: line, questions: 0",
            "description: reports of analysts",
            "every: 18 months, questions: 2",
            "every: 1 week",
        ],
    ),
    "no-breach-comms-plan": (
        "breach_plan: {who: %s, informs_within: 1 day, %s}",
        ["nobody", "counsel", "counsel", "to be named"],
        [
            "channels: [mail], last_tested: 2026-08-01",
            "channels: [mail], last_tested: 2020-01-31",
            "channels: none, last_tested: 2026-08-01",
            "channels: [mail], last_tested: 2026-08-01",
        ],
    ),
    "no-proactive-update": (
        "intents: {%s: {promise: %s}}",
        ["repair", "claim", "loan"],
        ["21 days", "2 months", "10 days, updates: {}"],
    ),
    "marketing-during-open-issue": (
        "communications: {campaigns: {%s: {%s}}}",
        ["a", "gutscheine", "c", "d", "e"],
        [
            "kind: service, description: this week's deals",
            "kind: service",
            "kind: marketing, suppressed_while: never",
            "kind: marketing, suppressed_while: [Sundays]",
            "kind: marketing, suppressed_while: [after the case is closed]",
        ],
    ),
    "opt-out-slow": (
        "communications: {preferences: {asks: [channel], opt_out: {within: %s, scope: %s}}}",
        ["1 day", "1 hour", "2 hours"],
        ["this newsletter only", "nur dieser Verteiler", "nothing"],
    ),
    "no-difficult-customer-guidance": (
        "conduct: {guidance: {%s: stay calm, nag: send news, %s}}",
        ["bully", "shouters", "angry"],
        [
            "complainer: listen",
            "know-it-all: argue until they give in",
            "moaner: ignore them",
        ],
    ),
    "voicemail-without-callback": (
        "channels: {a: {kind: voice, voicemail: {callback_within: %s, owner: %s}}}",
        ["1 day", "4 hours", "1 day", "1 day"],
        ["nobody", "niemand", "none yet", "personne"],
    ),
    "no-abuse-policy": (
        "conduct: {abuse: {steps: [%s], protects_employees: %s}}",
        [
            "stay polite, endure it",
            "ruhig bleiben, bis der Kunde auflegt",
            "sourire, ne pas raccrocher",
            "escuchar hasta que cuelgue",
            "never hang up",
        ],
        ["true", "true", "true", "true", "true"],
    ),
    "segment-unfair-basis": (
        "remedies: {%s: {discretion: {segments: [{name: a, basis: %s, gives: 9 EUR}]}}}",
        ["refund", "goodwill", "credit", "repair"],
        ["the district they live in", "number of followers", "Freunde des Chefs", "family name"],
    ),
    "rigid-uniform-policy": (
        "remedies: {%s: {discretion: %s}}",
        ["goodwill", "refund", "exception"],
        ["{allowed: false}", "{allowed: false, floor: 5 EUR}", "{allowed: false}"],
    ),
    "escalation-after-the-promise": (
        "{promises: {p: {%s}}, escalations: {e: {promises: [p], steps: [{after: %s, to: head}]}}}",
        ["resolution: 2 weeks", "first_reply: 4 business hours", "next_reply: 90 minutes"],
        ["14 days", "4 business hours", "90 minutes"],
    ),
    "no-next-issue-avoidance": (
        "intents: {moving: {%s}, router: {next_issues: %s}}",
        ["start: []", "share: 30%", "next_issues: none"],
        ["[how to set it up]", "[where the old one goes]", "[how to set it up]"],
    ),
    "no-proactive-help": (
        "steps: {a: {kind: %s, proactive_help_after: %s}}",
        ["page, covers: [faq]", "form, covers: login", "bot, covers: [help]"],
        ["20 minutes", "1 hour", "5 minutes"],
    ),
    "competitor-reviews-unwatched": (
        "reviews: {requests: {link: %s}, competitors: %s}",
        ["true", "true", "true"],
        ["{watched_by: nobody}", "{}", "{watched_by: care, check_every: 1 year}"],
    ),
    "no-check-and-balance": (
        "%s: {owner: head of care, approver: %s}",
        ["governance", "organization", "governance"],
        ["nobody", "none", "to be decided"],
    ),
    "feedback-not-actioned": (
        "feedback: {close_loop: {owner: %s, within: %s}}",
        ["nobody", "care", "unassigned"],
        ["2 days", "3 months", "1 day"],
    ),
    "no-metrics-per-journey": (
        "intents: {%s: {metrics: %s}}",
        ["a", "b", "c", "a", "b", "c", "d"],
        [
            "none",
            "[nothing]",
            "n/a",
            "[average handling time, calls per hour]",
            "[Bearbeitungszeit]",
            "[appels par heure]",
            "[coste por contacto]",
        ],
    ),
    "undisclosed-term": (
        "terms: {%s: {kind: fee, adverse: true, disclosed_at: %s}}",
        ["a", "b", "c"],
        ["nowhere", "[]", "never"],
    ),
    "unowned-state": (
        "steps: {%s: {kind: wait, owner: %s, timeout: 5 days, on_timeout: resolved, goes_to: x}}",
        ["a", "b", "c"],
        ["nobody", "TBD", "niemand"],
    ),
}

GOOD = {
    "department-without-cx-duty": [
        "departments: {a: {cx_duty: answers no calls itself but tells service of every delay}}",
        "departments: {a: {cx_duty: hält sich aus Gesprächen heraus, antwortet aber binnen 1 Tag}}",
        "departments: {legal: {cx_duty: writes contracts that people understand}}",
        "departments: {stock: {cx_duty: no order leaves later than promised}}",
    ],
    "appointment-without-confirmation": [
        "channels: {a: {kind: voice, appointment: {confirmation: WhatsApp message}}}",
        "channels: {a: {kind: in_person, appointment: {confirmation: Brief mit Anfahrt}}}",
    ],
    "no-progress-check": [
        'channels: {a: {kind: voice, closing: "Wurde alles erledigt?"}}',
        "channels: {a: {kind: chat, closing: {check: true}}}",
    ],
    "channel-satisfaction-unmeasured": [
        "channels: {a: {kind: chat, satisfaction: [chats an hour, NPS]}}",
        "channels: {a: {kind: in_person, satisfaction: smiley terminal}}",
    ],
    "excess-data-collection": [
        "steps: {a: {asks_for: [{field: birthday, purpose: age check for alcohol}]}}",
        "teams: {a: {asks_for: [{field: income, purpose: required by law for a loan}]}}",
        "steps: {a: {asks_for: [name, question, order number]}}",
        "steps: {a: {asks_for: [{field: email, purpose: to reply}, order number]}}",
        "teams: {a: {asks_for: [{field: Telefon, purpose: Rückruf}, Kundennummer, Ihr Anliegen]}}",
        "steps: {a: {asks_for: [{field: pedido, purpose: localizar el pedido}, nombre, correo]}}",
        "steps: {a: {kind: verification, asks_for: [maiden name]}}",
    ],
    "no-feedback-invite": [
        "feedback: {sources: {exit-card: {every: 1 day}}}",
        "feedback: {sources: {press: {every: 1 year}, calls: {every: 1 week, questions: 2}}}",
        WHOLE + "governance: {owner: head, approver: board, review_every: 1 year}",
    ],
    "no-breach-comms-plan": [
        (
            "breach_plan: {who: counsel, informs_within: 1 day, channels: [mail], "
            "last_tested: 2026-08-01}"
        ),
        WHOLE + "governance: {owner: head, approver: board, review_every: 1 year}",
        WHOLE + "steps: {form: {asks_for: [order number]}}",
        WHOLE
        + "steps: {form: {asks_for: [Product name, age of the device, phone model, PIN-Box]}}",
        WHOLE + "steps: {form: {asks_for: [Name der Filiale, Alter des Geräts, Passform]}}",
        WHOLE + "teams: {x: {asks_for: [nom du magasin, adresse du site, nombre de colis]}}",
        WHOLE + "steps: {form: {asks_for: [nombre de la tienda, edad del perro]}}",
        WHOLE + "systems: {product-names: {kind: catalogue of company addresses}}",
    ],
    "no-recovery-playbook": [
        WHOLE + "governance: {owner: head, approver: board, review_every: 1 year}",
        WHOLE + "feedback: {sources: {exit-card: {every: 1 day}}}",
    ],
    "voicemail-without-callback": [
        "channels: {a: {kind: voice, voicemail: {callback_within: 1 day, owner: care}}}",
        "channels: {a: {kind: voice, voicemail: {callback_within: 1 day, owner: Frau Niemann}}}",
    ],
    "no-abuse-policy": [
        "conduct: {abuse: {steps: [keep listening and end the call if it goes on]}}",
        "conduct: {abuse: {steps: [weiter zuhören, beim zweiten Mal auflegen]}}",
        "conduct: {abuse: {steps: [garder le sourire, prévenir, raccrocher]}}",
        "conduct: {abuse: {steps: [aguantar un momento, pasar la llamada al supervisor]}}",
        "conduct: {abuse: {steps: [name it calmly, warn once]}}",
        WHOLE + "governance: {owner: head, approver: board, review_every: 1 year}",
    ],
    "no-proactive-update": [
        "intents: {a: {promise: 5 days}}",
        "intents: {a: {promise: 8 weeks, updates: {every: 2 days}}}",
    ],
    "marketing-during-open-issue": [
        "communications: {campaigns: {a: {kind: service, description: your parcel is coming}}}",
        (
            "communications: {campaigns: {a: {kind: marketing, suppressed_while: "
            "[until the case is closed]}}}"
        ),
        "communications: {campaigns: {a: {kind: legal, description: terms of the offer}}}",
    ],
    "opt-out-slow": [
        "communications: {preferences: {opt_out: {within: 1 day, scope: all marketing}}}",
        "communications: {preferences: {opt_out: {within: 1 day, scope: alle Werbung}}}",
    ],
    "no-difficult-customer-guidance": [
        (
            "conduct: {guidance: {bully: do not shout back, complainer: listen, "
            "know-it-all: never argue, nag: send news}}"
        ),
        "conduct: {guidance: {in-a-hurry: say how long it takes, nag: send news}}",
    ],
    "no-metrics-per-journey": [
        "intents: {a: {metrics: [days to settle]}}",
        "intents: {a: {metrics: [average handling time, CSAT]}}",
        "intents: {a: {metrics: [Wartezeit]}}",
        "intents: {a: {metrics: [parcels found]}}",
    ],
    "segment-unfair-basis": [
        "remedies: {a: {discretion: {segments: [{basis: pays promptly, gives: 9 EUR}]}}}",
        "remedies: {a: {discretion: {segments: [{basis: Stammkunden seit 2010}]}}}",
        "remedies: {a: {discretion: {segments: [{basis: wheelchair users whose lift fails}]}}}",
        "remedies: {a: {discretion: {segments: [{basis: clients depuis dix ans}]}}}",
        "remedies: {a: {discretion: {segments: [{basis: sleeps badly on trains}]}}}",
    ],
    "rigid-uniform-policy": [
        "remedies: {a: {safety: true, discretion: {allowed: false}}}",
        "remedies: {a: {required_by: insurance act, discretion: {allowed: false}}}",
    ],
    "escalation-after-the-promise": [
        (
            "{promises: {p: {resolution: 5 days}}, "
            "escalations: {e: {promises: [p], steps: [{after: 119 hours, to: head}]}}}"
        ),
    ],
    "no-next-issue-avoidance": [
        "intents: {moving: {share: 4%}, router: {next_issues: [how to set it up]}}",
        "intents: {moving: {}, router: {}}",
    ],
    "no-proactive-help": ["steps: {a: {kind: page, covers: [faq], proactive_help_after: 1m}}"],
    "no-check-and-balance": ["governance: {owner: nobody}"],
}


@cache
def rules() -> Mapping[str, Rule]:
    return loader.load()


def found(id_: str, text: str) -> tuple[int, ...]:
    return examples.run(rules()[id_], text, rules()).found_lines


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        (id_, text % filling)
        for id_, (text, *fillings) in BAD.items()
        for filling in zip(*fillings, strict=True)
    ],
)
def test_a_value_that_is_there_is_not_yet_a_good_one(id_: str, text: str) -> None:
    assert found(id_, text)


@pytest.mark.parametrize(("id_", "text"), [(id_, each) for id_ in GOOD for each in GOOD[id_]])
def test_an_honest_value_that_looks_alike_is_left_alone(id_: str, text: str) -> None:
    assert not found(id_, text)


MISSING = {
    "no-recovery-playbook": [
        "remedies: {refund: {tiers: [{by: care}]}}",
        "intents: {late: {remedy: replacement}}",
        "conduct: {guidance: {nag: send news}}",
    ],
    "no-breach-comms-plan": [
        "steps: {form: {asks_for: [name, credit card number]}}",
        "steps: {form: {asks_for: [{field: Geburtsdatum, purpose: findet die Akte}]}}",
        "systems: {records: {kind: patient data}}",
        "systems: {patient-records: {kind: database}}",
        "steps: {form: {asks_for: [product and your name]}}",
        "steps: {form: {asks_for: [Kontoauszug]}}",
        "steps: {form: {asks_for: [prénom]}}",
        "steps: {form: {asks_for: [produit, nombre y apellidos]}}",
        "steps: {form: {asks_for: [Delivery_address]}}",
    ],
    "no-feedback-invite": [
        "reviews: {sources: {maps: {alert: true}}}",
        "recovery: {steps: [apologise]}",
        "intents: {late: {metrics: [csat]}}",
    ],
}


@pytest.mark.parametrize(("id_", "text"), [(id_, each) for id_ in MISSING for each in MISSING[id_]])
def test_a_missing_section_waits_for_its_own_subject(id_: str, text: str) -> None:
    assert found(id_, WHOLE + text)
    assert not found(id_, WHOLE)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("[{field: email, purpose: to reply}, household size, favourite colour]", 1),
        ("[{field: email, purpose: to reply}, religion, household size]", 1),
        ("[religion, income]", 1),
        ("[name, birth date, gender, income, employer, marital status, religion]", 1),
        ("[{field: email, purpose: to reply}, a1, a2, a3, gender, income, name]", 1),
        ("[name, street, town, phone, order number]", 0),
    ],
)
def test_who_asks_too_much_is_told_of_once(asked: str, number: int) -> None:
    text = f"steps: {{form: {{kind: form, asks_for: {asked}}}}}"
    findings = examples.run(rules()["excess-data-collection"], text, rules()).report.findings
    assert sum(each.rule.id == "excess-data-collection" for each in findings) == number


FRONT = """\
channels: {counter: {kind: in_person, goes_to: clerks}}
teams: {clerks: {%s}, office: {tier: 2}}
remedies: {refund: {asked_by: us, tiers: [%s]}}
intents: {wrong: {start: [counter], remedy: refund, value: {p50: 5 EUR, p90: 12 EUR}}}
"""


@pytest.mark.parametrize(
    ("team", "tiers", "low"),
    [
        ("tier: 1, may: {refund: none}", "{by: office, up_to: any}", True),
        ("tier: 1, may: {refund: 0 EUR}", "{by: office, up_to: any}", True),
        ("tier: 1", "{by: office, up_to: any}", True),
        ("tier: 1", "{by: clerks, up_to: none}, {by: office, up_to: any}", True),
        ("seats: 3, may: {}", "{by: office, up_to: any}", True),
        ("tier: 1, may: {refund: 2 EUR}", "{by: office, up_to: any}", True),
        ("tier: 1, may: {refund: 12 EUR}", "{by: office, up_to: any}", False),
        ("tier: 1, may: {refund: any}", "{by: office, up_to: any}", False),
    ],
)
def test_nothing_is_the_lowest_of_limits(team: str, tiers: str, *, low: bool) -> None:
    assert bool(found("frontline-limit-low", FRONT % (team, tiers))) is low


@pytest.mark.parametrize(
    ("may", "told"),
    [
        ("care: {may: {refund: none}}", True),
        ("care: {may: {refund: none}}, office: {may: {refund: any}}", True),
        ("care: {may: {refund: 0 EUR, replacement: any}}", True),
        ("care: {may: {replacement: any}}", False),
        ("care: {seats: 4}", False),
    ],
)
def test_nothing_is_told_wherever_the_request_goes(may: str, *, told: bool) -> None:
    text = f"""\
channels: {{line: {{kind: voice, goes_to: care}}}}
teams: {{{may}}}
remedies: {{refund: {{}}, replacement: {{}}}}
intents: {{late: {{start: [line], remedy: refund}}}}
"""
    assert bool(found("frontline-limit-low", text)) is told


DOORS = """\
channels: {line: {kind: voice, goes_to: one}, site: {kind: web_form, goes_to: two}}
teams: {one: {%s}, two: {%s}}
intents: {damage: {start: [line, site]}}
"""


@pytest.mark.parametrize(
    ("one", "two", "differ"),
    [
        ("sla: {resolution: 2 days}", "sla: {resolution: 3 weeks}", True),
        ("tier: 1, sla: {resolution: 2 days}", "sla: {resolution: 3 weeks}", True),
        ("closes: all, sla: {resolution: 2 days}", "sla: {resolution: 3 weeks}", True),
        ("sla: {resolution: 2 days}", "tier: 2, sla: {resolution: 3 weeks}", False),
        ("sla: {first_reply: 1 minute}", "sla: {first_reply: 1 day}", False),
        ("sla: {resolution: 2 days}", "sla: {resolution: 48 hours}", False),
        ("sla: {resolution: 2 days}", "closes: [], sla: {resolution: 3 weeks}", False),
    ],
)
def test_one_matter_at_two_doors(one: str, two: str, *, differ: bool) -> None:
    assert bool(found("inconsistent-standards", DOORS % (one, two))) is differ

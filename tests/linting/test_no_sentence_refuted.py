"""For each rule that says cannot, nobody, never, no one or both: where that would be false.

Each row takes an example of a rule and states one more fact, or another one, by which the sentence
would not be true. The rule has to be silent of it then.
"""

from __future__ import annotations

import re
import textwrap

import pytest

from cxlint.linting.rules import loader
from cxlint.linting.trials import examples

RULES = loader.load()
READING = frozenset({"undefined-reference", "unknown-key", "wrong-value"})
ABSOLUTE = re.compile(r"\b(?:cannot|nobody|never|no one|both)\b", re.IGNORECASE)

NEIGHBOURS = {
    "told-twice": [(0, "received-copy:", "received-copy:\n    enabled: false")],
    "case-closed-by-words": [(0, "is: end_user", "is: agent")],
    "rule-never-acts": [(0, "is: created", "is: create")],
    "authority-inversion": [],
    "undelivered-not-covered": [
        (0, "{categories: [lamps], reasons: [changed mind, defective]", "{categories: [lamps]"),
        (1, "[defective, wrong item]", "[defective, wrong item, undelivered]"),
    ],
    "delivery-price-contradiction": [
        (1, "price: none", "price: 2 EUR"),
        (0, "free_from: 35 EUR", "free_from: 59.99 EUR"),
    ],
    "answer-not-given": [
        (0, 'looks_at: reason, options: [{say: "#"', 'looks_at: number, options: [{say: "#"'),
        (1, "looks_at: night", "looks_at: open"),
        (2, "goes_to: by-reason}\nsteps", "goes_to: reason}\nsteps"),
    ],
    "choice-not-announced": [
        (1, "Press nine to hang up.", "For savings press one, press nine to hang up."),
    ],
    "key-given-twice": [
        (0, 'person, key: "1"', 'person, key: "2"'),
        (1, 'key: "01"', 'key: "10"'),
    ],
    "person-announced-not-reached": [
        (0, "{kind: ended}", "{kind: referred}"),
        (3, "goes_to: reply", "goes_to: note",
         "steps:", "steps:\n  note: {kind: work, goes_to: reply}"),
        (4, "over: {kind: ended}", "over: {kind: resolved}"),
    ],
    "preference-ignored": [
        (1, "[care, newsletter]", "[care, newsletter, autumn-sale]"),
    ],
    "stale-citation": [(0, "as_of: 2019-03-01", "as_of: 2026-03-01")],
    "ambiguous-escalation": [(0, "when: deadlock", "when: deadlock\n        whichever: first")],
    "unexplained-extension": [(0, "extends_by: 20 days", "extends_by: 9 days, because: holidays")],
    "no-delegate-approver": [
        (0, "decides_within: 2 business days", "delegate: head of finance"),
        (0, "by: finance", "by: [finance, head of service]"),
        (1, "{by: retention}", "{by: retention, timeout: {after: 1 day, then: grant}}"),
    ],
    "approved-twice": [
        (2, "by: whoever asks}", "by: manager of whoever asks}"),
        (2, "by: whoever asks}", "by: [whoever asks, head], need: all}"),
    ],
    "rigid-uniform-policy": [
        (0, "up_to: 200 EUR}]", "up_to: 200 EUR}]\n    discretion: {allowed: true}"),
        (0, "up_to: 200 EUR}]",
         "up_to: 200 EUR}]\nteams:\n  workshop: {seats: 2}\n  head: {seats: 1, may: {repair: any}}"),  # noqa: E501
        (0, "up_to: 200 EUR}]", "up_to: 200 EUR}, {by: head, up_to: any}]"),
    ],
    "second-contact-for-refund": [
        (0, "to: store", "to: finance"),
        (0, "replacement: any", "refund: 10 EUR"),
        (1, "carried_by: customer", "carried_by: us"),
    ],
    "segment-unfair-basis": [
        (0, "basis: age", "basis: years as a customer"),
        (1, "Nationality of the customer", "Orders in the last year"),
    ],
    "channel-not-covered-for-intent": [
        (0, "[wrong-bill]   #", "[wrong-bill, refund]   #"),
        (1, "intents: [refund]}", "intents: [refund, complaint]}"),
    ],
    "senseless-load": [
        (0, "per: 0 minutes", "per: 30 minutes"),
        (1, "{handling_time: 3 minutes}", "{contacts: 9, per: 1 hour, handling_time: 3 minutes}"),
        (2, "care: {seats: 6}", "care: {seats: 6, handling_time: 4 minutes}"),
        (4, "shrinkage: 100%", "shrinkage: 35%"),
    ],
    "senseless-target": [(0, "for: 100%", "for: 90%"), (1, "for: 0%", "for: 90%")],
    "never-possible": [
        (0, "max_repeats: 0", "max_repeats: 1"),
        (1, "then: escalate   #", "then: refuse   #"),
    ],
    "shares-over-whole": [
        (0, "share: 60%", "share: 30%"),
        (1, "share: 50%}", "share: 50%, intents: [repair]}"),
    ],
    "quantiles-out-of-order": [(0, "max: 100 EUR", "max: 300 EUR"), (1, "100 USD", "100 EUR")],
    "unclear-time": [
        (0, "care: {seats: 6}", "care: {seats: 6, open: 24x7}"),
        (1, "clock: calendar", "clock: business"),
        (2, "2.5 months", "10 weeks"),
    ],
    "contradictory-times": [(0, "promise: 1 day", "promise: 9 days")],
    "coverage-gap": [
        (0, "seats: 12}",
         "seats: 12}\n  nights: {open: 24x7, seats: 2}",
         "say: orders, goes_to: care", "say: orders, goes_to: nights"),
        (0, "open: 24x7", "open: office"),
        (0, "open: 24x7", "closed: {callback_within: 2 hours}\n    open: 24x7"),
        (1, "respond: 1 day", "respond: 1 business day"),
    ],
    "missing-channel-target": [
        (0, "{kind: email}", "{kind: email, respond: 1 day}"),
        (0, "{kind: email}   # <- missing-channel-target",
         "{kind: email}\npromises: {all: {first_reply: 1 day}}"),
        (0, "{kind: email}   # <- missing-channel-target",
         "{kind: email, goes_to: care}\nteams: {care: {sla: {first_reply: 1 day}}}"),
    ],
    "no-human-option": [
        (0, "goes_to: resolved", "goes_to: [resolved, care]"),
        (0, "goes_to: resolved", "person: care, goes_to: resolved"),
    ],
    "not-mobile-friendly": [(0, "mobile: false", "mobile: true")],
    "online-only": [
        (0, "{kind: self_service}", "{kind: voice, goes_to: care}"),
        (1, "goes_to: resolved", "goes_to: [resolved, care]"),
    ],
    "orphan-inbox": [
        (0, "kind: email, goes_to: sorting", "kind: email, goes_to: care"),
        (0, "goes_to: sorting}", "goes_to: sorting, owner: head of service}"),
        (1, "{kind: social}", "{kind: social, monitored_by: care, check_every: 1 hour}"),
    ],
    "unstaffed-channel": [
        (0, "seats: 0", "seats: 1"),
        (0, "goes_to: community", "goes_to: community, monitored_by: care",
         "seats: 0}", "seats: 0}\n  care: {seats: 4}"),
        (1, "goes_to: night-desk", "goes_to: care"),
    ],
    "voicemail-without-callback": [
        (0, "owner: care", "owner: care, callback_within: 4 hours"),
    ],
    "complaints-not-shared": [
        (0, "audience: [product]", "audience: [product, accounts, service]"),
        (0, "audience: [product]", "audience: all departments"),
        (1, "owner: head of service",
         "digest: {every: 1 month, audience: [accounts, service], includes: [complaints, compliments]}"),  # noqa: E501
    ],
    "feedback-not-actioned": [
        (0, "call-survey:",
         "call-survey:", "feedback:", "feedback:\n  close_loop: {owner: care, within: 2 days}"),
    ],
    "feedback-siloed": [
        (0, "{questions: 2}", "{questions: 2, feeds: [monthly analysis]}"),
        (1, "[app team]", "[app team, voice of the customer]"),
    ],
    "frontline-question-missing": [
        (0, "feedback:",
         "feedback:\n  frontline_question: {ask: What could we do better?, collected_in: crm, review_every: 1 month}"),  # noqa: E501
    ],
    "no-feedback-invite": [
        (0, "recovery:", "feedback: {sources: {call-survey: {questions: 2}}}\nrecovery:"),
        (0, "{kind: voice}", "{kind: voice, satisfaction: csat}"),
    ],
    "no-metrics-per-journey": [(0, "share: 5%", "metrics: csat")],
    "reactive-only-engagement": [
        (0, "- {kind: social media}", "- {kind: social media}\n  - {kind: samples in the shop}"),
    ],
    "endless-reminder": [
        (0, "every: 2 days}", "every: 2 days, times: 3}"),
        (1, "every: 1 week}", "every: 1 week, then: the head decides}"),
    ],
    "channel-understaffed": [
        (6, "open: Mon-Fri 09:00-17:00, seats: 5", "open: Mon-Sat 09:00-17:00, seats: 5"),
    ],
    "closed-unsolved": [
        (0, "tell the product owner: {kind: task,",
         "tell the product owner: {kind: work, by: second line,"),
        (1, "note: {kind: task, goes_to: case closed}", "note: {kind: wait, goes_to: case closed}"),
    ],
    "unsynchronised-merge": [
        (0, "done: {silent: true,", "done: {silent: true, waits_for: all,"),
        (0, "takes: all", "takes: one"),
    ],
    "escalation-to-same-place": [
        (0, "20 minutes, to: on-call", "20 minutes, to: head of operations"),
        (1, "to: [Bo]", "to: [Cy]"),
    ],
    "escalation-to-nobody": [
        (0, "open: Mon 08:00-16:00", 'open: "24x7"'),
        (1, "nights: {open: daily 22:00-08:00}", "nights: {open: daily 20:00-08:00}"),
        (3, "second-line: {seats: 0}", "second-line: {seats: 2}"),
        (4, "to: nobody", "to: head of operations"),
    ],
    "same-escalation-for-all-priorities": [
        (0, "payments-p4:\n    steps: [{after: 30 minutes", "payments-p4:\n    steps: [{after: 45 minutes"),  # noqa: E501
        (2, "when: priority is low", "when: priority is high"),
        (3, "raised_by: [", "low_urgency: [Shop low]\n    raised_by: ["),
    ],
    "alarm-not-escalated": [
        (0, "raised_by: [Newsletter,", "raised_by: [Newsletter, Shop,"),
        (2, "raised_by: [Payments]", "raised_by: [Payments, Shop]"),
    ],
    "alarm-muted-for-long": [
        (0, "to: 2099-10-01", "to: 2026-06-02"),
        (1, "from: 2026-06-01}", "from: 2026-06-01, to: 2026-06-02}"),
    ],
    "target-beyond-resolution": [
        (0, "resolution: 4 hours", "resolution: 11 hours"),
    ],
    "escalation-ends-when-touched": [
        (0, "ends_on: any change of the case", "ends_on: nothing"),
    ],
    "escalation-on-one-person": [
        (0, "{after: 8 hours, to: ann}", "{after: 8 hours, to: [ann, leads]}"),
    ],
    "nobody-else-warned": [
        (0, "[mail], steps: []", "[mail], steps: [{after: 2 hours, to: leads}]"),
        (1, "to: [the owner of the case]", "to: [the owner of the case, leads]"),
    ],
    "single-level-escalation": [
        (0, "to: on-call}", "to: on-call}, {after: 20 minutes, to: head of operations}"),
    ],
    "transfer-failure-hangs-up": [
        (0, "on_error: hung-up", "on_error: care"),
        (0, "hung-up: {kind: ended}",
         "hung-up: {kind: ended}\n  later: {kind: referred}",
         "on_error: hung-up", "on_error: message",
         "to-care: {", "message: {kind: voicemail, by: care}\n  to-care: {"),
    ],
    "no-check-and-balance": [
        (0, "review_every: 12 months", "approver: legal"),
        (1, "head of  service", "head of sales"),
    ],
    "no-policy-owner": [
        (0, "review_every: 12 months", "owner: head of service"),
        (1, "feedback: {owner: care}", "governance: {owner: head of service}"),
    ],
    "dead-end": [
        (0, "payment-page: {kind: page}", "payment-page: {kind: page, goes_to: resolved}"),
        (1, "closes: none", "closes: [lost-parcel]"),
        (1, "parcel-co, intents: [lost-parcel]}",
         "parcel-co, intents: [lost-parcel]}\n  - {from: parcel-co, to: care}",
         "closes: [delivery]", "closes: all"),
    ],
    "inconsistent-standards": [
        (0, "first_reply: 3 days", "first_reply: 3 days\n    priorities: [low]"),
        (0, "first_reply: 3 days", "first_reply: 1 day"),
        (1, "start: [mailbox]",
         "start: [letters]", "{kind: email}", "{kind: email}\n  letters: {kind: post}"),
    ],
    "no-single-owner": [
        (0, "start: [hotline]}   #", "start: [hotline], case_owner: movers}   #"),
        (0, "network: {seats: 3}", "network: {seats: 0}"),
        (0, "to: network", "to: network, new_matter: true"),
    ],
    "unaccountable-partner": [
        (0, "party: partner, ", "party: partner, accountable: care, "),
        (0, "party: partner, ", "party: partner, name: Insurance Ombudsman, "),
        (1, "carried_by: customer", "carried_by: us"),
    ],
    "unowned-state": [
        (1, "timeout: 3 days,", "timeout: 3 days, on_timeout: workshop,"),
        (0, "goes_to: workshop",
         "by: workshop, timeout: 3 days, on_timeout: workshop, goes_to: workshop"),
    ],
    "exit-hassle": [
        (0, "cancel: {start: [hotline]}", "cancel: {start: [shop]}"),
    ],
    "terms-not-confirmed": [
        (0, "adverse: true,", "adverse: true, confirmed: true,"),
        (1, "confirmed: false", "confirmed: true"),
    ],
    "unannounced-term-change": [
        (0, "adverse: true,", "adverse: true, change_notice: 60 days,"),
        (1, "30 EUR}", "30 EUR, change_notice: 60 days}"),
    ],
    "defective-not-covered": [
        (0, "reasons: [changed mind]",
         "reasons: [changed mind, defective, wrong item, not as described, late, undelivered]"),
        (1, "returnable: false", "window: 2 years"),
        (1, "[samples]", "[a new razor, or the money back]"),
    ],
    "receipt-only-proof": [
        (0, "proof: [receipt]", "proof: [receipt, order number]"),
        (0, "proof: [receipt]}",
         "proof: [receipt]}\n  - {categories: [shoes], reasons: [changed mind], window: 30 days, proof: [none]}"),  # noqa: E501
    ],
    "return-table-gap": [
        (0, "[defective, wrong item, undelivered]", "[defective, wrong item, undelivered, late]"),
    ],
    "competitor-reviews-unwatched": [
        (0, "bank:", "competitors: {watched_by: marketing, check_every: 1 month}\n  bank:"),
    ],
    "negative-review-unanswered": [
        (0, "check_every: 1 day", "respond: {negative: 1 day}"),
        (1, "positive: 2 days", "positive: 2 days, negative: 1 day"),
    ],
    "review-source-unmonitored": [
        (0, "alert: false", "alert: true"),
        (0, "alert: false", "check_every: 1 day"),
        (0, "alert: false", "respond: {negative: 1 day}\n      check_every: 1 day"),
        (1, "maps:", "maps:\n      alert: true"),
    ],
    "anti-advocacy-phrase": [
        (0, "There’s **nothing** I can do, {name}.", "There is nothing I would rather do, {name}."),
    ],
    "excuse-phrase": [
        (0, "Due to unusually high call volumes you may have to wait.",
         "You are next, and I am with you in a minute."),
    ],
    "incomplete-apology": [
        (1, "Mistakes were made, and we are sorry.", "We made a mistake, and we are sorry."),
    ],
    "no-greeting": [
        (1, "Hello, this is {agent_name}", "Hello {customer_name}, this is {agent_name}"),
        (1, "at Fernhill Cycles.", "at Fernhill Cycles. May I have your name?"),
    ],
}  # fmt: skip
OF_FILES = {"reader_problems", "inert_keys"}
"""Checks of the file alone: what they say is its own state, and nothing else speaks of it."""


def rows() -> list[tuple[str, int, tuple[str, ...]]]:
    return [(rule, row[0], row[1:]) for rule, listed in NEIGHBOURS.items() for row in listed]


def told(rule: str, text: str) -> list[str]:
    return [said for _, said in told_of(rule, text)]


def told_of(rule: str, text: str) -> list[tuple[str, str]]:
    report = examples.report_on(textwrap.dedent(text).encode(), RULES, frozenset({rule}))
    assert all(each.kind != "crash" for each in report.notices)
    return [(finding.entity, finding.message) for finding in report.findings]


@pytest.mark.parametrize(("rule", "number", "edits"), rows())
def test_where_it_would_be_false_it_is_not_said(rule: str, number: int, edits) -> None:
    text = RULES[rule].bad[number]
    changed = text
    for old, new in zip(edits[::2], edits[1::2], strict=True):
        assert old in changed, old
        changed = changed.replace(old, new)
    readable = examples.report_on(changed.encode(), RULES, READING)
    assert [finding.message for finding in readable.findings] == []
    before, after = set(told_of(rule, text)), set(told_of(rule, changed))
    left = {entity for entity, said in after if ABSOLUTE.search(said)}
    assert {entity for entity, _ in before - after} - left


GAP = """
remedies: {r: {tiers: [{by: a, up_to: 50 EUR}, {by: b, up_to: 100 EUR}]}}
channels: {line: {kind: voice, goes_to: a}}
teams: {a: {seats: 2}, b: {seats: 1}%s}
intents: {claim: {start: line, remedy: r, value: {p50: 60 EUR, p90: 300 EUR, max: 400 EUR}}}
"""


def test_who_may_grant_more_is_somebody() -> None:
    assert [each for each in told("authority-inversion", GAP % "") if "nobody may grant" in each]
    assert not told("authority-inversion", GAP % ", boss: {seats: 1, may: {r: any}}")
    assert told("authority-inversion", GAP % ", boss: {seats: 0, may: {r: any}}")


def test_every_rule_that_is_so_sure_is_among_them() -> None:
    sure = {
        rule.id
        for rule in RULES.values()
        if any(ABSOLUTE.search(said) for said in rule.message.values())
        and rule.check not in OF_FILES
    }
    assert sure - NEIGHBOURS.keys() == set()

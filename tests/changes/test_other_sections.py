"""Sections beside ways and returns: one edit, exactly what it does, and undone the opposite."""

from __future__ import annotations

import pytest

from cxlint.changes.change import BETTER, NEUTRAL, WORSE
from cxlint.changes.compare import compare
from cxlint.review.declaration import ASPECTS, WHO
from tests.policies import policy

FLIPPED = {WORSE: BETTER, BETTER: WORSE, NEUTRAL: NEUTRAL}

BASE = """\
organization: {name: A, currency: EUR, timezone: Europe/Berlin, languages: [de, en, fr, es]}
schedules:
  office: {open: "Mon-Fri 09:00-18:00", timezone: Europe/Berlin,
    exceptions: [{on: 2026-12-24, open: "09:00-12:00", reason: Christmas Eve}]}
channels:
  mail: {kind: email, open: 24x7, goes_to: sort}
  line: {kind: voice, open: office, goes_to: care, satisfaction: csat}
steps:
  sort: {kind: branch, on_failure: care, options: [
    {say: gold, conditions: [{field: tag, is: [gold]}], goes_to: fast},
    {say: old, conditions: [{field: tag, is: [old]}], goes_to: experts}]}
teams:
  care: {open: office, closes: all, shares_context_with: [fast]}
  fast: {open: office, closes: all}
  experts: {open: office, closes: all}
case_rules:
  remind: {runs: by the clock, position: 1, conditions: [{field: hours since pending,
    more_than: 48}], tells: [customer], sets: [{field: tag, adds: reminded}]}
  close: {runs: by the clock, position: 2, conditions: [{field: hours since pending,
    more_than: 120}, {field: tag, is: [reminded]}], sets: [{field: status, to: solved}]}
  vip: {position: 3, conditions: [{field: tag, is: [vip]}], sets: [{field: priority, to: high},
    {field: group, to: fast}]}
processes:
  claim:
    steps:
      register: {takes: all, goes_to: [check, call]}
      check: {goes_to: decide}
      call: {goes_to: decide}
      decide: {waits_for: all}
    reminders: [{of: answer, every: 2 days, times: 3, then: the head takes over}]
escalations:
  urgent: {position: 1, repeats: 2, conditions: [{field: tag, is: [outage]}],
    steps: [{after: 30 minutes, to: care}, {after: 1 hour, to: fast, priority: high}]}
communications:
  campaigns:
    sale: {kind: marketing, channels: [mail], consent: opt_in, respects_preferences: true,
      suppressed_while: [open case, bereavement]}
  preferences: {asks: [channel, frequency], opt_out: {within: 1 day, scope: all marketing}}
recovery: {first_action_within: 1 hour, remedies: [refund, replacement], apology: sorry,
  steps: [apologise, put it right, call back]}
complaints: {dispute_body: {name: The board, after: 2 months,
  answer_within: 15 business days}}
conduct:
  abuse: {steps: [warn, end the call]}
  offboarding:
    insults: {evidence: two on record, warning: one in writing, decider: fast, notice: 30 days,
      settlement: open orders are refunded}
feedback:
  sources: {survey: {channel: mail, questions: 3}}
  close_loop: {owner: care, within: 2 days}
breach_plan: {informs_within: 1 day, channels: [email, letter]}
scripts:
  sorry: {purpose: apology, language: en, text: We are sorry and put it right today.}
  pardon: {purpose: apology, language: de,
    text: "Es tut uns leid; wir bringen es heute in Ordnung."}
outcomes: {waiting: {kind: denied, reason: the part is gone}}
intents:
  broken: {start: [mail, line], remedy: refund, updates: {every: 2 days, by: [mail, line]}}
remedies:
  refund: {tiers: [{by: [care], up_to: 50 EUR, decides_within: 1 hour, delegate: fast},
    {by: [fast, experts], need: one, decides_within: 1 day}]}
promises:
  mail: {channels: [mail], first_reply: 1 day, conditions: [{field: tag, is: [gold, vip]}]}
deliveries:
  post: {service: standard, within: 3 days, countries: [DE, AT],
    prices: [{price: 5 EUR}, {from: 50 EUR, price: 2 EUR}]}
"""

Expected = list[tuple[str, str, str]]

EDITS: dict[str, tuple[str, str, Expected]] = {
    # case rules
    "a reminder comes later": (
        "more_than: 48", "more_than: 96", [("case_rule/remind", "text", WORSE)]),
    "customers are reminded no longer": (
        "tells: [customer], ", "", [("case_rule/remind", "text", WORSE)]),
    "a case is closed without a reminder": (
        ", {field: tag, is: [reminded]}]", "]", [("case_rule/close", "step", NEUTRAL)]),
    "a case is closed as closed": (
        "to: solved", "to: closed", [("case_rule/close", "step", NEUTRAL)]),
    "another team gets it": (
        "{field: group, to: fast}", "{field: group, to: care}",
        [("case_rule/vip", "step", NEUTRAL)]),
    "a rule is switched off": (
        "position: 3, conditions", "enabled: false, position: 3, conditions",
        [("case_rule/vip", "promise", WORSE)]),
    "one tells customers and is switched off": (
        "remind: {runs", "remind: {enabled: false, runs", [("case_rule/remind", "text", WORSE)]),
    "a rule acts on change": (
        "close: {runs: by the clock, ", "close: {", [("case_rule/close", "step", NEUTRAL)]),
    "a rule comes before another one": (
        "position: 2", "position: 0", [("case_rule/remind", "step", NEUTRAL)]),
    "a rule that is tried otherwise comes first": ("position: 3", "position: 0", []),
    "positions with gaps": ("position: 3", "position: 30", []),
    "conditions in another order": (
        "{field: hours since pending,\n    more_than: 120}, {field: tag, is: [reminded]}",
        "{field: tag, is: reminded}, {field: hours since pending, more_than: 120}", []),
    "a rule is gone": (
        """  close: {runs: by the clock, position: 2, conditions: [{field: hours since pending,
    more_than: 120}, {field: tag, is: [reminded]}], sets: [{field: status, to: solved}]}
""", "", [("case_rule/close", "step", NEUTRAL)]),
    # processes
    "nothing is waited for": (
        "{waits_for: all}", "{waits_for: some}", [("process/claim", "step", NEUTRAL)]),
    "one step less": (
        "[check, call]}\n      check: {goes_to: decide}\n", "[call]}\n",
        [("process/claim", "step", NEUTRAL)]),
    "reminders come later": (
        "every: 2 days, times", "every: 4 days, times", [("process/claim", "promise", WORSE)]),
    "nobody takes over": (
        ", then: the head takes over", "", [("process/claim", "person", WORSE)]),
    "steps written in another order": (
        "      check: {goes_to: decide}\n      call: {goes_to: decide}\n",
        "      call: {goes_to: [decide]}\n      check: {goes_to: [decide]}\n", []),
    # branches
    "a branch looks at something else first": (
        """{say: gold, conditions: [{field: tag, is: [gold]}], goes_to: fast},
    {say: old, conditions: [{field: tag, is: [old]}], goes_to: experts}""",
        """{say: old, conditions: [{field: tag, is: [old]}], goes_to: experts},
    {say: gold, conditions: [{field: tag, is: [gold]}], goes_to: fast}""",
        [("step/sort", "step", NEUTRAL)]),
    # escalations
    "an escalation is for fewer": (
        "is: [outage]}],", "is: [outage]}, {field: tag, is: [vip]}],",
        [("escalation/urgent", "person", WORSE)]),
    "an escalation is muted": (
        "repeats: 2,", "repeats: 2, muted: [{from: 2026-12-01, to: 2026-12-31}],",
        [("escalation/urgent", "person", WORSE)]),
    "a level gives no priority": (
        ", priority: high}]", "}]", [("escalation/urgent", "promise", WORSE)]),
    "it begins again less often": (
        "repeats: 2", "repeats: 1", [("escalation/urgent", "person", WORSE)]),
    "a level is called last": (
        "after: 30 minutes, to: care", "after: 3 hours, to: care",
        [("escalation/urgent", "promise", WORSE)]),
    "a level is called by an event": (
        "to: fast, priority", "when: not taken up, to: fast, priority",
        [("escalation/urgent", "person", NEUTRAL)]),
    "another level is called": (
        "to: care}, {after", "to: experts}, {after", [("escalation/urgent", "person", NEUTRAL)]),
    "levels in another order": (
        "[{after: 30 minutes, to: care}, {after: 1 hour, to: fast, priority: high}]",
        "[{after: 1 hour, to: fast, priority: high}, {after: 30 minutes, to: care}]", []),
    # campaigns
    "adverts come while a case is open": (
        "suppressed_while: [open case, bereavement]", "suppressed_while: [bereavement]",
        [("campaign/sale", "consent", WORSE)]),
    "a mailing is called service": (
        "kind: marketing", "kind: service", [("campaign/sale", "consent", NEUTRAL)]),
    "a mailing comes by telephone as well": (
        "channels: [mail], consent", "channels: [mail, line], consent",
        [("campaign/sale", "consent", NEUTRAL)]),
    "a no is for this campaign only": (
        "scope: all marketing", "scope: this campaign",
        [("communications/communications", "consent", NEUTRAL)]),
    # recovery
    "less may be offered at once": (
        "remedies: [refund, replacement]", "remedies: [replacement]",
        [("recovery/recovery", "refund-form", WORSE)]),
    "nobody apologises": (
        " apology: sorry,", "", [("recovery/recovery", "text", WORSE)]),
    "nobody calls back": (
        "[apologise, put it right, call back]", "[apologise, put it right]",
        [("recovery/recovery", "step", WORSE)]),
    "it is put right before the apology": (
        "[apologise, put it right, call back]", "[put it right, apologise, call back]",
        [("recovery/recovery", "step", NEUTRAL)]),
    # complaints, conduct, feedback
    "no board decides": (
        """complaints: {dispute_body: {name: The board, after: 2 months,
  answer_within: 15 business days}}
""", "", [("complaints/complaints", "person", WORSE)]),
    "another board decides": (
        "name: The board", "name: The ombudsman", [("complaints/complaints", "person", NEUTRAL)]),
    "no warning, but at once": (
        "[warn, end the call]", "[end the call]", [("conduct/conduct", "step", WORSE)]),
    "a call is ended before the warning": (
        "[warn, end the call]", "[end the call, warn]", [("conduct/conduct", "step", NEUTRAL)]),
    "less must be on record": (
        "evidence: two on record", "evidence: one on record",
        [("ground/insults", "condition", NEUTRAL)]),
    "nothing need be on record": (
        "evidence: two on record, ", "", [("ground/insults", "condition", WORSE)]),
    "another one decides about the end": (
        "decider: fast", "decider: care", [("ground/insults", "approval", NEUTRAL)]),
    "nobody decides about the end": (
        "decider: fast, ", "", [("ground/insults", "approval", WORSE)]),
    "nothing is settled": (
        ",\n      settlement: open orders are refunded", "",
        [("ground/insults", "refund-form", WORSE)]),
    "one more ground": (
        "  offboarding:\n", "  offboarding:\n    arrears: {evidence: three reminders}\n",
        [("ground/arrears", "term", WORSE)]),
    "whoever complained hears later": (
        "owner: care, within: 2 days", "owner: care, within: 5 days",
        [("feedback/feedback", "promise", WORSE)]),
    "a survey is gone": (
        "  sources: {survey: {channel: mail, questions: 3}}\n", "",
        [("feedback-source/survey", "feedback", WORSE)]),
    "a longer survey": (
        "questions: 3", "questions: 12", [("feedback-source/survey", "step", WORSE)]),
    "a breach is told by mail only": (
        "channels: [email, letter]", "channels: [email]",
        [("breach_plan/breach_plan", "channel", WORSE)]),
    "whoever called is not asked": (
        ", satisfaction: csat", "", [("channel/line", "feedback", WORSE)]),
    # texts and languages
    "no word in French": (
        "languages: [de, en, fr, es]", "languages: [de, en, es]",
        [("organization/organization", "text", WORSE)]),
    "languages in another order": (
        "languages: [de, en, fr, es]", "languages: [en, es, fr, de]", []),
    "a German text says something else": (
        "heute in Ordnung", "bald in Ordnung", [("script/pardon", "text", NEUTRAL)]),
    "only the sharp s differs": ("Es tut uns leid;", "Es tut uns leid,", []),
    "a text in another language": (
        "language: de", "language: es", [("script/pardon", "text", NEUTRAL)]),
    # who decides
    "all must agree": (
        "need: one", "need: all", [("remedy/refund", "approval", WORSE)]),
    "nobody decides in their absence": (
        ", delegate: fast}", "}", [("remedy/refund", "approval", WORSE)] * 2),
    # others
    "an exception is gone": (
        """,
    exceptions: [{on: 2026-12-24, open: "09:00-12:00", reason: Christmas Eve}]}""", "}",
        [("channel/line", "hours", BETTER)]),
    "an exception for another reason": ("reason: Christmas Eve", "reason: the office party", []),
    "news by mail only": (
        "by: [mail, line]", "by: [mail]", [("intent/broken", "channel", WORSE)]),
    "a promise for fewer": (
        "is: [gold, vip]", "is: [gold]", [("promise/mail", "promise", WORSE)]),
    "a promise for others": (
        "is: [gold, vip]", "is: [silver]",
        [("promise/mail", "promise", BETTER), ("promise/mail", "promise", WORSE)]),
    "what was sent standard comes by express": (
        "service: standard", "service: express", [("delivery/post", "delivery", NEUTRAL)]),
    "a cheaper step is gone": (
        ", {from: 50 EUR, price: 2 EUR}]", "]", [("delivery/post", "fee", WORSE)]),
    "who comes to an end is told why no longer": (
        "{kind: denied, reason: the part is gone}", "{kind: denied}",
        [("outcome/waiting", "text", WORSE)]),
    "what was denied is referred": (
        "{kind: denied, reason", "{kind: referred, reason", [("outcome/waiting", "step", NEUTRAL)]),
    "who takes over knows nothing": (
        ", shares_context_with: [fast]", "", [("team/care", "context", WORSE)]),
}  # fmt: skip


def told(before: str, after: str) -> Expected:
    found = compare(policy(before), policy(after), with_journeys=False).changes
    return sorted((each.thing, each.aspect, each.direction) for each in found)


def edited(name: str) -> str:
    before, after, _ = EDITS[name]
    assert BASE.count(before) == 1, name
    return BASE.replace(before, after)


@pytest.mark.parametrize("name", EDITS)
def test_exactly_this_is_said(name: str) -> None:
    assert told(BASE, edited(name)) == sorted(EDITS[name][2])


@pytest.mark.parametrize("name", EDITS)
def test_undone_it_is_the_opposite(name: str) -> None:
    back = [(thing, aspect, FLIPPED[way]) for thing, aspect, way in EDITS[name][2]]
    assert told(edited(name), BASE) == sorted(back)


@pytest.mark.parametrize("name", EDITS)
def test_what_is_edited_is_understood(name: str) -> None:
    assert policy(edited(name)).problems == []


@pytest.mark.parametrize("name", EDITS)
def test_what_is_said_can_be_declared(name: str) -> None:
    for each in compare(policy(BASE), policy(edited(name)), with_journeys=False).changes:
        assert each.aspect in ASPECTS
        assert each.who.keys() <= set(WHO)


DISCRETION = """\
remedies:
  refund: {discretion: {allowed: true, segments: [{name: members, basis: tenure, gives: 200 EUR},
    {name: guests, basis: behaviour, gives: 20 EUR}]}}
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("200 EUR", "100 EUR", [("members", WORSE)]),
        ("20 EUR", "50 EUR", [("guests", BETTER)]),
        ("basis: tenure", "basis: value", [("members", NEUTRAL)]),
        (",\n    {name: guests, basis: behaviour, gives: 20 EUR}", "", [("guests", WORSE)]),
    ],
)
def test_who_gets_more_is_named(old: str, new: str, told: list[tuple[str, str]]) -> None:
    found = compare(policy(DISCRETION), policy(DISCRETION.replace(old, new, 1))).changes
    assert [(each.who["segment"][0], each.direction) for each in found] == told


CLOSING = """\
channels: {line: {kind: voice, open: 24x7, intents: [%s], goes_to: care}}
teams: {care: {open: 24x7, closes: %s}, leads: {open: 24x7, closes: all}}
handoffs: [{from: care, to: leads, carried_by: us, max_repeats: 1}]
intents: {refund: {start: line}, repair: {start: line}}
"""


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("all", "[refund]", [("repair", WORSE)]),
        ("[refund]", "[refund, repair]", [("repair", BETTER)]),
        ("all", "[refund, repair]", []),
    ],
)
def test_what_a_team_settles_by_itself(
    before: str, after: str, told: list[tuple[str, str]]
) -> None:
    both = "refund, repair"
    sides = policy(CLOSING % (both, before)), policy(CLOSING % (both, after))
    found = [each for each in compare(*sides).changes if each.aspect == "limit"]
    assert [(each.who["intent"][0], each.direction) for each in found] == told


def test_a_channel_that_is_for_fewer_reasons_is_told_though_these_say_that_they_begin_there():
    before, after = CLOSING % ("refund, repair", "all"), CLOSING % ("refund", "all")
    found = compare(policy(before), policy(after)).changes
    assert [(each.thing, each.aspect, each.direction, each.who["intent"]) for each in found] == [
        ("channel/line", "channel", WORSE, ["repair"])
    ]

"""For whom promises are, aims, extensions, triggers and clocks of levels, independent bodies.

Each kind is tried in several sections and words, and beside honest policies that look alike.
"""

from __future__ import annotations

import itertools
from functools import cache
from typing import TYPE_CHECKING

import pytest
from policies import policy

from cxlint.linting.check_support.escalation_levels import read_levels
from cxlint.linting.rules import loader
from cxlint.linting.trials.examples import report_on
from cxlint.policy.audience import Audience, reaches_all, read_promise_audience

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.linting.model.finding import Finding
    from cxlint.linting.model.rule import Rule

MAIL = "channels: {mail: {kind: email}}\nintents: {claim: {start: mail}}\n"


@cache
def rules() -> Mapping[str, Rule]:
    return loader.load()


def findings(text: str, *ids: str) -> list[Finding]:
    return list(report_on(text.encode(), dict(rules()), frozenset(ids)).findings)


def told(text: str, rule: str) -> list[str]:
    return [each.entity for each in findings(text, rule)]


def promises(*stated: str) -> str:
    return MAIL + "promises:\n" + "".join(f"  p{n}: {{{each}}}\n" for n, each in enumerate(stated))


STANDARDS = "inconsistent-standards"

APART = [
    ("customers: [business customers]", ""),
    ("customers: members", "customers: everyone else"),
    ("customers: [gold]", "segments: [silver]"),
    ("countries: [DE, AT]", "countries: FR"),
    ("countries: [DE]", ""),
    ("customers: [members], countries: [DE]", "customers: [members]"),
]
TOGETHER = [
    ("", ""),
    ("customers: [business customers]", "customers: [Business]"),
    ("customers: [gold, silver]", "segments: [silver]"),
    ("segments: [gold], customers: [silver]", "customers: [silver]"),
    ("countries: [DE, AT]", "countries: [AT, CH]"),
    ("customers: [everyone]", "customers: [all customers]"),
    ("customers: [everyone]", ""),
    ("customers: [members], countries: [DE]", "customers: [members], countries: [DE]"),
]


@pytest.mark.parametrize("target", ["first_reply", "resolution", "update_every"])
@pytest.mark.parametrize(("one", "other"), APART)
def test_promises_for_different_customers_do_not_clash(one: str, other: str, target: str) -> None:
    stated = [
        f"channels: [mail], {target}: 1 day, {one}",
        f"channels: mail, {target}: 3 days, {other}",
    ]
    for listed in itertools.permutations(stated):
        assert told(promises(*(each.rstrip(", ") for each in listed)), STANDARDS) == []


@pytest.mark.parametrize("target", ["first_reply", "resolution", "next_reply"])
@pytest.mark.parametrize(("one", "other"), TOGETHER)
def test_promises_for_the_same_customers_clash(one: str, other: str, target: str) -> None:
    stated = [
        f"channels: mail, {target}: 1 day, {one}",
        f"intents: [claim], {target}: 3 days, {other}",
    ]
    for listed in itertools.permutations(stated):
        assert len(told(promises(*(each.rstrip(", ") for each in listed)), STANDARDS)) == 1


def test_the_sentence_says_for_whom() -> None:
    text = promises(
        "resolution: 1 day, customers: business, countries: [DE]",
        "resolution: 3 days, customers: [business customers], countries: [DE, AT]",
    )
    assert "all customers (business in DE)" in findings(text, STANDARDS)[0].message


def test_one_extension_more_is_another_promise() -> None:
    text = promises(
        "resolution: 5 days", "resolution: 5 days, extends_by: 5 days, because: experts"
    )
    assert "5 days (up to 5 days more)" in findings(text, STANDARDS)[0].message


def test_a_promise_behind_one_for_others_is_reached() -> None:
    text = promises(
        "position: 1, customers: [gold], first_reply: 1 hour",
        "position: 2, countries: [DE], first_reply: 2 hours",
        "position: 3, first_reply: 1 day",
    )
    assert told(text, "promise-never-matches") == []
    wide = text.replace("countries: [DE]", "segments: [Gold]")
    assert told(wide, "promise-never-matches") == ["promise/p1"]


def test_priorities_are_asked_of_promises_for_the_same_customers() -> None:
    two = ("priorities: [low, high], first_reply: 1 day", "priorities: [high], resolution: 3 days")
    alone = promises(*(f"{each}, customers: [gold]" for each in two))
    assert told(alone, "priority-without-target") == ["promise/p1"]
    apart = promises(f"{two[0]}, customers: [gold]", f"{two[1]}, countries: [DE]")
    assert told(apart, "priority-without-target") == []


@pytest.mark.parametrize(
    ("news", "count"),
    [
        ("update_every: 1 day", 0),
        ("update_every: 1 day, customers: members", 1),
        ("update_every: 1 day, countries: [FR]", 1),
        ("update_every: 1 day, customers: [everyone else]", 0),
    ],
)
def test_news_for_some_leave_the_others_without(news: str, count: int) -> None:
    text = promises("intents: [claim], resolution: 3 weeks", news)
    assert len(told(text, "no-proactive-update")) == count


def test_news_for_those_who_wait_are_enough() -> None:
    text = promises("intents: [claim], resolution: 3 weeks, customers: [new, old]",
                    "update_every: 1 day, customers: [old, new, other]")  # fmt: skip
    assert told(text, "no-proactive-update") == []


def test_who_is_reached() -> None:
    members, all_ = Audience(frozenset({"members"})), Audience()
    assert all_.holds(members)
    assert not members.holds(all_)
    assert reaches_all([members, Audience(frozenset({"everyone else"}))], all_)
    assert not reaches_all([], members)
    (promise,) = policy("promises: {p: {segments: [All], countries: DE}}").of("promise")
    assert read_promise_audience(promise) == Audience(frozenset(), frozenset({"DE"}))


AIM = "missing-channel-target"


CHAT = "channels: {chat: {kind: chat, goes_to: care}}\n"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("channels: {mail: {kind: email, respond: {aim: 4 hours}}}", 1),
        ("channels: {mail: {kind: email, respond: {aim: {within: 1 hour, for: 90%}}}}", 1),
        (f"{CHAT}promises: {{p: {{channels: [chat], aim: {{first_reply: 20s}}}}}}", 1),
        (f"{CHAT}teams: {{care: {{sla: {{aim: {{first_reply: 20s}}}}}}}}", 1),
        ("channels: {mail: {kind: email, respond: {within: 1 day, aim: 4 hours}}}", 0),
        (f"{CHAT}promises: {{p: {{first_reply: 1 minute, aim: {{first_reply: 20s}}}}}}", 0),
    ],
)
def test_an_aim_alone_is_no_commitment(text: str, count: int) -> None:
    found = findings(text, AIM)
    assert ["no commitment" in each.message for each in found] == [True] * count


def test_an_aim_neither_excuses_nor_breaks_a_promise() -> None:
    slow = "channels: {mail: {kind: email, respond: {within: 5 days, aim: 2 hours}}}"
    assert told(slow, "channel-target-too-slow") == ["channel/mail"]
    unhurried = "channels: {mail: {kind: email, respond: {aim: 9 days}}}"
    assert told(unhurried, "channel-target-too-slow") == []
    assert (
        told(promises("aim: {first_reply: 1 hour}", "aim: {first_reply: 9 days}"), STANDARDS) == []
    )
    waits = promises("intents: [claim], resolution: 3 weeks", "aim: {update_every: 1 day}")
    assert told(waits, "no-proactive-update") == ["intent/claim"]
    partner = MAIL.replace("email}", "email, goes_to: mender}") + (
        "teams: {mender: {party: partner, ola: {resolution: 6 days}}}\n"
    )
    quick = partner + "promises: {p: {intents: [claim], aim: {resolution: 3 days}}}\n"
    assert told(quick, "partner-ola-weaker") == []


@pytest.mark.parametrize(
    ("stated", "count"),
    [
        ("first_reply: 1 day, aim: {first_reply: 2 days}", 1),
        ("resolution: 2 days, next_reply: 1 day, aim: {resolution: 3 days, next_reply: 2 days}",
         2),
        ("share: 95%, first_reply: 1 day, aim: {share: 90%}", 1),
        ("share: 95%, first_reply: 1 day, aim: {share: 90%, first_reply: 1 hour}", 0),
        ("share: 90%, first_reply: 1 day, aim: {share: 99%, first_reply: 2 days}", 0),
        ("first_reply: 24 hours, aim: {first_reply: 1 day}", 0),
        ("first_reply: 4 hours, clock: business, aim: {first_reply: 6 business hours}", 1),
        ("first_reply: 4 business hours, aim: {first_reply: 1 day}", 0),
    ],
)  # fmt: skip
def test_an_aim_below_the_promise_is_told(stated: str, count: int) -> None:
    assert len(told(promises(stated), "aim-below-promise")) == count


@pytest.mark.parametrize(
    ("aim", "count"),
    [("70%", 1), ("95%", 0), ("10s", 0), ("30s", 1), ("{within: 30s, for: 95%}", 0),
     ("{within: 30s, for: 80%}", 1), ("{within: 10s, for: 50%}", 0)],
)  # fmt: skip
def test_an_aim_of_a_channel(aim: str, count: int) -> None:
    text = f"channels: {{line: {{kind: voice, respond: {{within: 20s, for: 80%, aim: {aim}}}}}}}"
    assert len(told(text, "aim-below-promise")) == count


@pytest.mark.parametrize(
    ("stated", "case"),
    [
        ("resolution: 15 days, extends_by: 10 days", "nothing says in which cases"),
        ("first_reply: 2 days, extends_by: 1 day", "nothing says in which cases"),
        ("resolution: 15 days, because: an expert is asked", "not by how much"),
        ("extends_by: 10 days, because: an expert is asked", "nothing says what is extended"),
        ("update_every: 2 days, extends_by: 10 days, because: x", "nothing says what is extended"),
        ("resolution: 2 days, extends_by: 3 weeks, because: parts", "the longer wait by far"),
        ("resolution: 15 days, extends_by: 10 days, because: an expert is asked", ""),
        ("resolution: 1 month, extends_by: 2 months, because: the case is complex", ""),
        ("resolution: 15 days", ""),
    ],
)
def test_an_extension_has_a_ground_a_length_and_a_deadline(stated: str, case: str) -> None:
    found = findings(promises(stated), "unexplained-extension")
    assert [case in each.message for each in found] == [True] * bool(case)


def test_levels_of_approval_are_extended_alike() -> None:
    text = "remedies: {refund: {tiers: [{by: care}, {by: finance, decides_within: 2 days, MORE}]}}"
    bare = findings(text.replace("MORE", "extends_by: 1 day"), "unexplained-extension")
    assert [each.message.startswith("refund approval 2 may take") for each in bare] == [True]
    fine = text.replace("MORE", "extends_by: 1 day, because: the sum is large")
    assert findings(fine, "unexplained-extension") == []


def test_the_longest_wait_counts_and_the_promise_stays_the_promise() -> None:
    waits = "intents: [claim], resolution: 6 days"
    assert told(promises(waits), "no-proactive-update") == []
    longer = promises(f"{waits}, extends_by: 6 days, because: an expert is asked")
    (found,) = findings(longer, "no-proactive-update")
    assert "6 days (up to 6 days more)" in found.message
    partner = longer.replace("email}", "email, goes_to: mender}") + (
        "teams: {mender: {party: partner, ola: {resolution: 8 days}}}\n"
    )
    (found,) = findings(partner, "partner-ola-weaker")
    assert "within 6 days (up to 6 days more), and mender alone may take 8 days" in found.message


def levels(*steps: str, clock: str = "") -> str:
    listed = ", ".join(f"{{{each}}}" for each in steps)
    return f"escalations: {{complaint: {{{clock}steps: [{listed}]}}}}\n"


UNCLEAR = "ambiguous-escalation"


@pytest.mark.parametrize(
    ("step", "count"),
    [
        ("after: 8 weeks, when: deadlock, to: ombudsman", 1),
        ("after: 30 days, when: [the claim is refused], to: arbitrator", 1),
        ("after: 6 Wochen, when: Ablehnung, to: Schlichter".replace("Wochen", "weeks"), 1),
        ("when: [final response, both agree], to: court", 1),
        ("after: 8 weeks, when: deadlock, whichever: first, to: ombudsman", 0),
        ("when: [final response, both agree], whichever: last, to: court", 0),
        ("after: 8 weeks, to: ombudsman", 0),
        ("when: deadlock, to: ombudsman", 0),
        ("after: 30 minutes, when: nobody has taken it on, to: boss", 0),
        ("after: 1 hour, when: the case is urgent, to: boss", 0),
        ("after: 8 weeks, whichever: first, to: ombudsman", 1),
        ("when: deadlock, whichever: last, to: ombudsman", 1),
    ],
)
def test_a_level_with_two_triggers_says_which_counts(step: str, count: int) -> None:
    assert len(told(levels("after: 10 minutes, to: lead", step), UNCLEAR)) == count


@pytest.mark.parametrize(
    ("steps", "clock", "count"),
    [
        (("after: 5 days", "after: 2 days"), "", 1),
        (("after: 9 days", "after: 5 days", "after: 1 day"), "", 1),
        (("after: 5 days", "after: 2 days"), "clock: previous level, ", 0),
        (("after: 5 days", "after: 2 days, clock: previous level"), "", 0),
        (("after: 5 days", "after: 4 days, clock: previous level", "after: 8 days"), "", 1),
        (("after: 5 days", "after: 4 days, clock: previous level", "after: 9 days"), "", 0),
        (("after: 5 days", "after: 2 days, clock: start"), "clock: previous level, ", 1),
        (("after: 2 days", "after: 5 days"), "", 0),
        (("after: 1 day", "after: 24 hours"), "", 0),
        (("after: 3 weeks", "after: 2 business days"), "", 0),
        (("when: deadlock", "after: 2 days"), "", 0),
        (("after: 2 days", "after: 1 hour, when: the case is urgent"), "", 0),
        (("after: 2 days, when: urgent", "after: 1 hour, when: urgent"), "", 1),
        (("after: 9 days", "after: 5 days, when: deadlock, whichever: first"), "", 1),
    ],
)
def test_levels_come_in_their_order(steps: tuple[str, ...], clock: str, count: int) -> None:
    assert len(told(levels(*steps, clock=clock), UNCLEAR)) == count


def test_clocks_that_follow_one_another_add_up() -> None:
    text = levels(
        "after: 2 weeks", "after: 6 weeks", "after: 1 month", clock="clock: previous level, "
    )
    (escalation,) = policy(text).of("escalation")
    found = [(each.called_after, each.follows) for each in read_levels(escalation)]
    assert found == [("2 weeks", False), ("2 weeks and then 6 weeks", True),
                     ("2 weeks and then 6 weeks and then 1 month", True)]  # fmt: skip
    assert [int(each.seconds) // 86_400 for each in read_levels(escalation)] == [14, 56, 86]


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (
            "{after: 9 weeks, when: deadlock, whichever: first, to: adr}",
            "after 9 weeks at the latest",
        ),
        (
            "{after: 9 weeks, when: deadlock, whichever: last, to: adr}",
            "after 9 weeks at the earliest",
        ),
        ("{after: 9 weeks, to: adr}", "after 9 weeks, and"),
        ("{after: 7 weeks, to: lead}, {after: 2 weeks, clock: previous level, to: adr}", ""),
        (
            "{after: 9 weeks, to: lead}, {after: 1 week, clock: previous level, to: adr}",
            "9 weeks, and",
        ),
    ],
)
def test_the_first_level_comes_before_the_promise_is_over(steps: str, words: str) -> None:
    text = (
        promises("resolution: 8 weeks")
        + f"escalations: {{e: {{promises: [p0], steps: [{steps}]}}}}\n"
    )
    found = findings(text, "escalation-after-the-promise")
    assert [words in each.message for each in found] == [True] * bool(words)


BODY = """\
channels: {line: {kind: voice, open: "Mon-Fri 09:00-17:00", goes_to: care}}
teams:
  care: {seats: 4, tier: 1, open: "Mon-Fri 09:00-17:00", training: {every: 6 months}}
  office: {seats: 2, open: "Mon-Fri 09:00-17:00", training: {every: 6 months}}
  fos: {PARTY}
intents: {complaint: {start: line, case_owner: office}}
handoffs:
  - {from: care, to: office, carried_by: us, context: full}
  - {from: office, to: fos, when: the answer is not accepted, carried_by: customer}
  - {from: fos, to: office, when: it has decided}
"""


def named(text: str) -> set[str]:
    judges = {each for each, rule in rules().items() if rule.category not in ("reading", "waivers")}
    return {
        each.rule.id
        for each in findings(text, *judges)
        if "fos" in each.message or "fos" in each.entity
    }


def test_an_independent_body_needs_nothing_of_what_a_team_needs() -> None:
    assert named(BODY.replace("PARTY", "party: independent")) == set()
    assert named(BODY.replace("PARTY", "party: independent, name: Regulator, tier: 3")) == set()


def test_a_partner_of_the_same_name_does() -> None:
    assert {"hassle-loop", "unaccountable-partner"} <= named(
        BODY.replace("PARTY", "party: partner")
    )
    assert "no-continual-training" in named(BODY.replace("PARTY", "party: internal"))


def test_a_way_that_ends_there_has_ended() -> None:
    text = (
        "channels: {web: {kind: web_form, goes_to: office}}\n"
        "teams: {office: {closes: none}, adr: {PARTY}}\n"
        "handoffs: [{from: office, to: adr, carried_by: us}]\n"
    )
    assert findings(text.replace("PARTY", "party: independent"), "dead-end") == []
    assert findings(text.replace("PARTY", "closes: none"), "dead-end")


NOTICE = "notice-nobody-receives"
TERM = "terms: {fee: {kind: fee, adverse: true, change_notice: 60 days, medium: MEDIUM}}"
GROUND = "conduct: {offboarding: {debts: {decider: head, notice: 30 days, medium: MEDIUM}}}"


@pytest.mark.parametrize(
    ("channels", "count"), [("[Website]", 1), ("[post, website]", 0), ("telephone", 0), ("none", 0)]
)
def test_data_that_got_out_are_no_matter_for_a_page_alone(channels: str, count: int) -> None:
    assert len(told(f"breach_plan: {{channels: {channels}}}", NOTICE)) == count


@pytest.mark.parametrize("text", [TERM, GROUND])
@pytest.mark.parametrize(
    ("medium", "severity"),
    [("website", "warning"), ("[store, newspaper]", "warning"), ("[social media]", "warning"),
     ("telephone", "info"), ("[in person, website]", "info"), ("email", ""), ("[website, sms]", ""),
     ("app", ""), ("[telephone, letter]", "")],
)  # fmt: skip
def test_a_notice_comes_to_customers_and_stays(text: str, medium: str, severity: str) -> None:
    found = findings(text.replace("MEDIUM", medium), NOTICE)
    assert [each.severity for each in found] == [severity] * bool(severity)


COMPLAINTS = """\
# How complaints are answered, as published codes say it.
channels:
  letters: {kind: post, goes_to: complaints, respond: {within: 5 days, aim: 2 days}}
teams:
  complaints: {seats: 3}
  ombudsman: {party: independent}
intents:
  complaint: {start: letters, updates: {every: 2 days, by: [letters]}}
promises:
  households: {intents: [complaint], customers: [households], resolution: 8 weeks,
               aim: {resolution: 2 weeks}}
  firms: {intents: [complaint], customers: [business customers], resolution: 15 business days,
          extends_by: 20 business days, because: reasons beyond our control}
handoffs:
  - {from: complaints, to: ombudsman, carried_by: customer, when: the answer is not accepted}
escalations:
  complaint:
    promises: [households]
    clock: previous level
    steps:
      - {after: 2 weeks, to: Head of complaints}
      - {after: 4 weeks, to: Managing director}
      - {after: 2 weeks, when: deadlock, whichever: first, to: ombudsman}
terms:
  prices: {kind: price, change_notice: 2 months, medium: [letter, website]}
"""


def test_a_published_code_is_said_and_nothing_of_it_is_a_fault() -> None:
    judged = (STANDARDS, AIM, UNCLEAR, NOTICE, "aim-below-promise", "unexplained-extension",
              "escalation-after-the-promise", "unaccountable-partner", "dead-end", "silo",
              "no-proactive-update", "partner-ola-weaker", "unknown-key", "wrong-value",
              "channel-target-too-slow", "single-level-escalation", "inert-key")  # fmt: skip
    assert findings(COMPLAINTS, *judged) == []

"""No sentence that a neighbouring fact refutes: each pair is told by itself, and not beside it."""

from __future__ import annotations

import textwrap

import pytest

from cxlint.linting.rules import loader
from cxlint.linting.trials import examples

PAIRS = {
    "the two promises meet by letter only, where complaints start": (
        "inconsistent-standards",
        """
        channels: {mailbox: {kind: email}, letters: {kind: post}}
        intents: {order: {start: mailbox}, complaint: {start: %s}}
        promises:
          mail: {channels: mailbox, resolution: 3 days}
          complaints: {intents: complaint, resolution: 10 days}
        """,
        "mailbox",
        "letters",
    ),
    "the channel does not take that matter": (
        "inconsistent-standards",
        """
        channels: {chat: {kind: chat, intents: [order%s]}}
        intents: {order: {}, refund: {}}
        promises:
          chats: {channels: [chat], first_reply: 5 minutes}
          refunds: {intents: [refund], first_reply: 2 days}
        """,
        ", refund",
        "",
    ),
    "the two teams take different matters": (
        "inconsistent-standards",
        """
        channels: {counter: {kind: in_person, goes_to: [desk, disputes]}}
        intents: {order: {start: counter}, dispute: {start: counter}}
        teams:
          desk: {tier: 1, closes: [order], may: {goodwill: 20 EUR}}
          disputes: {tier: 1, closes: [%s], may: {goodwill: 50 EUR}}
        """,
        "order",
        "dispute",
    ),
    "a time to decide is a time limit of a sort": (
        "no-delegate-approver",
        """
        remedies:
          payout:
            tiers:
              - {by: handler, up_to: 1000 EUR}
              - {by: director%s}
        """,
        "",
        ", decides_within: 3 days, timeout: {after: 3 days, then: grant}",
    ),
    "a promise says how often news come": (
        "no-update-cadence",
        """
        intents: {claim: {promise: 20 days, updates: {by: [sms]}}, visit: {}}
        promises: {news: {intents: [%s], update_every: 1 day}}
        """,
        "visit",
        "claim",
    ),
    "the team that answers owes a first reply": (
        "missing-channel-target",
        """
        channels:
          hotline: {kind: voice, respond: 30s, goes_to: care}
          letters: {kind: post, goes_to: office}
        teams: {care: {seats: 3}, office: {seats: 2%s}}
        """,
        "",
        ", sla: {first_reply: 3 days}",
    ),
    "whoever leaves a message out of hours is called back at opening": (
        "voicemail-without-callback",
        """
        channels:
          hotline: {kind: voice, open: "Mon-Fri 09:00-17:00", voicemail: {}%s}
        """,
        "",
        ", closed: {callback_within: 1 day}",
    ),
}
"""Rule, policy with a gap, and what to put there: what leaves it to be said, what refutes it."""


@pytest.mark.parametrize("name", PAIRS)
def test_what_a_neighbouring_fact_refutes_is_not_said(name: str) -> None:
    rule, text, leaves, refutes = PAIRS[name]
    assert _told(rule, text % leaves)
    assert not _told(rule, text % refutes)


INDEPENDENT = [
    "ombudsman", "Office of the Regulator", "county-court", "data-protection-authority",
    "consumer_association", "schlichtungsstelle", "Bundesnetzagentur", "Datenschutzbehörde",
    "Verbraucherzentrale Hessen", "médiateur de l'énergie", "médiation", "Autorité bancaire",
    "cnil", "defensor del cliente",
    "Junta Arbitral de Consumo", "agencia española de protección de datos",
]  # fmt: skip
PARTNERS = [
    "parcel-co", "mender", "courtesy-cars", "media-house", "clearing house", "Spedition Schlicht",
    "médiathèque", "mediador de seguros", "call-centre", "order-desk", "night-crew",
]  # fmt: skip


@pytest.mark.parametrize("name", INDEPENDENT)
def test_a_body_that_answers_to_nobody_here_is_no_partner(name: str) -> None:
    assert not _told("unaccountable-partner", _sent_to(name))


@pytest.mark.parametrize("name", PARTNERS)
def test_whoever_works_for_the_firm_is_one(name: str) -> None:
    assert _told("unaccountable-partner", _sent_to(name))


def _sent_to(name: str) -> str:
    return f"""
    teams: {{care: {{}}, outside: {{party: partner, name: "{name}"}}}}
    handoffs: [{{from: care, to: outside, carried_by: customer, when: nothing else helps}}]
    """


def test_a_time_to_decide_is_named_where_nothing_follows_from_it() -> None:
    text = "remedies: {r: {tiers: [{by: a, up_to: 9 EUR}, {by: b, decides_within: 2 days}]}}"
    (message,) = _told("no-delegate-approver", text)
    assert "2 days" in message
    assert "no time limit" not in message


def test_an_end_of_which_no_kind_is_stated_is_not_known_to_be_a_dead_end() -> None:
    text = """
    channels: {{app: {{kind: app, goes_to: form}}}}
    steps: {{form: {{kind: form, goes_to: done}}}}
    outcomes: {{done: {{{}}}}}
    """
    assert not _told("dead-end", text.format("name: sent"))
    assert _told("dead-end", text.format("kind: abandoned"))


def _told(rule: str, text: str) -> list[str]:
    rules = loader.load()
    report = examples.report_on(textwrap.dedent(text).encode(), rules, frozenset({rule}))
    assert report.notices == () or all(each.kind != "crash" for each in report.notices)
    return [finding.message for finding in report.findings]

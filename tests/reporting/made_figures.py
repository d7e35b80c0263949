"""Figures made by hand, as providers give them, of a policy of three contact reasons."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import policies

from cxlint.analysis.quantity import UNBOUNDED, Part, Quantity

if TYPE_CHECKING:
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

POLICY = """\
organization: {name: Harbour Lights, currency: GBP}
channels:
  hotline: {kind: voice, goes_to: care}
  mailbox: {kind: email, goes_to: care}
teams:
  care: {seats: 4}
  finance: {seats: 1}
handoffs:
  - {from: care, to: finance, when: above 50 GBP, share: 30%}
  - {from: finance, to: care, when: papers are missing}
intents:
  question: {start: hotline}
  refund: {start: [hotline, mailbox], promise: 7 days}
  payout: {start: mailbox, promise: 14 days}
"""
CHAIN = "Grinstead and Snell, chapter 11"
WHY = "at care the stated shares add up to 130%"


def policy(text: str = POLICY) -> Policy:
    return policies.policy(text)


def place(made: Policy, number: int = 0) -> At:
    """Return the place of a handoff."""
    return made.of("handoff")[number].at()


def usual(made: Policy) -> list[Quantity]:
    """Return figures of all kinds: exact, bounded, endless, not to be claimed."""
    return [
        *_refund(made),
        Quantity("journey.question.contacts.expected", why=WHY),
        Quantity("journey.question.handoffs.expected", why=WHY),
        Quantity("journey.question.elapsed.max_hours", Fraction(1, 2)),
        Quantity("journey.question.elapsed.min_hours", Fraction(0)),
        Quantity("journey.payout.promise.verdict", "certain-breach"),
        Quantity("journey.payout.elapsed.min_hours", Fraction(66 * 24)),
        Quantity("journey.payout.elapsed.max_hours", Fraction(74 * 24)),
        Quantity("all.contacts.expected", Fraction(11, 10)),
        *staffing(),
    ]


def _refund(made: Policy) -> list[Quantity]:
    named = {
        "promise.verdict": Quantity("", "not-backed", reading="limits in full"),
        "promise.note_only": Quantity("", value=True),
        "elapsed.min_hours": Quantity("", Fraction(24)),
        "elapsed.max_hours": Quantity("", Fraction(129)),
        "elapsed.max_hours.over_year": Quantity("", Fraction(200)),
        "contacts.expected": Quantity(
            "", Fraction(6, 5), "the customer carries it", source=CHAIN,
            parts=(Part("1: the first contact"), Part("0.2: care -> finance", place(made))),
        ),
        "contacts.max": Quantity("", 3),
        "handoffs.expected.min": Quantity("", Fraction(3, 10)),
        "handoffs.expected.max": Quantity("", Fraction(6, 7)),
        "handoffs.max": Quantity("", UNBOUNDED),
        "abandoned.min": Quantity("", Fraction(0)),
        "abandoned.max": Quantity("", Fraction(2, 5)),
        "resolved": Quantity("", minimum=Fraction(3, 5), maximum=Fraction(1)),
        "effort_minutes.expected": Quantity("", Fraction(283, 31)),
        "money.expected": Quantity("", Fraction(9, 2)),
        "by_channel.hotline.contacts.expected": Quantity("", Fraction(1)),
        "by_channel.mailbox.contacts.expected": Quantity("", Fraction(3, 2)),
        "share_above.50": Quantity("", [Fraction(1, 2), Fraction(3, 4)]),
        "narrow": Quantity("", "finance -> care", parts=(Part("no share", place(made, 1)),)),
    }  # fmt: skip
    return [each._replace(name=f"journey.refund.{tail}") for tail, each in named.items()]


def staffing() -> list[Quantity]:
    """Return figures of a line that too few people serve at night, and of a mailbox."""
    return [
        Quantity("channel.hotline.load_erlang", Fraction(9)),
        Quantity("channel.hotline.seats", 4),
        Quantity("channel.hotline.seats_needed", 13),
        Quantity("channel.hotline.p_abandon", 0.62),
        Quantity("channel.hotline.service_level", 0.04),
        Quantity("channel.hotline.target.for", Fraction(4, 5)),
        Quantity("channel.hotline.target_met", value=False),
        Quantity("channel.hotline.overloaded", value=True),
        Quantity("channel.mailbox.work_hours_per_day", Fraction(24)),
        Quantity("channel.mailbox.capacity_hours_per_day", Fraction(24)),
        Quantity("channel.mailbox.utilization", Fraction(1)),
        Quantity("channel.mailbox.tight", value=True),
        Quantity("team.finance.service_level", why="12 Erlang meet 12 people"),
        Quantity("team.finance.stable", value=False),
        Quantity("team.care.service_level.Mon 08-12", 0.9),
        Quantity("team.care.target_met.Mon 08-12", value=True),
        Quantity("team.care.service_level.Mon 12-20", 0.7),
        Quantity("team.care.service_level.Tue 08-12", 0.6),
        Quantity("team.care.service_level.Tue 12-20", 0.5),
        Quantity("team.care.service_level.week", 0.8),
    ]

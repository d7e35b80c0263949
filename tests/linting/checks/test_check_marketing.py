"""What is sent unasked, to whom, and how a no is heard."""

from __future__ import annotations

import pytest
from policies import policy

from cxlint.linting.checks.fields.opt_out import opt_out
from cxlint.linting.checks.organization.held_back import held_back
from cxlint.linting.checks.organization.ignored_preference import ignored_preference
from cxlint.linting.checks.organization.preferences import preferences

AROUND = """
    teams: {care: {seats: 2}}
    systems: {crm: {kind: contacts}}
    channels: {mail: {kind: email}, sms: {kind: sms}}
"""


def sent(campaign: str, respected_by: str = "[care]") -> str:
    preferences = f"preferences: {{respected_by: {respected_by}}}"
    return f"communications: {{campaigns: {{sale: {campaign}}}, {preferences}}}"


@pytest.mark.parametrize(
    ("said", "case"),
    [
        ("{kind: marketing}", "never"),
        ("{kind: marketing, suppressed_while: [bereavement]}", "else"),
        ("{kind: marketing, suppressed_while: [bereavement, Open  Case]}", None),
        ("{kind: marketing, suppressed_while: Beschwerde läuft}", None),
        ("{kind: marketing, suppressed_while: [reopening of the store]}", "else"),
        ("{kind: service}", None),
        ("{}", None),
    ],
)
def test_offers_wait_until_the_matter_is_settled(said: str, case: str | None) -> None:
    words = {"en": ["open", "case"], "de": ["beschwerde"]}
    hits = list(held_back(policy(sent(said)), words=words))
    assert [hit.case for hit in hits] == ([case] if case else [])
    assert all((hit.severity == "warning") is (hit.case == "else") for hit in hits)


@pytest.mark.parametrize(
    ("campaign", "respected_by", "case"),
    [
        ("{kind: marketing}", "[care]", "unnamed"),
        ("{kind: marketing}", "care", "unnamed"),
        ("{kind: marketing}", "[care, sale]", None),
        ("{kind: marketing}", "[crm]", None),
        ("{kind: marketing}", "[everything we send]", None),
        ("{kind: marketing, owner: care}", "[care]", None),
        ("{kind: marketing, channels: [mail, sms]}", "[mail]", "unnamed"),
        ("{kind: marketing, channels: [mail, sms]}", "[sms, mail]", None),
        ("{kind: service}", "[care]", None),
        ("{kind: service, respects_preferences: false}", "[crm]", "refused"),
        ("{kind: legal, respects_preferences: false}", "[care]", None),
        ("{kind: marketing, respects_preferences: true}", "[care]", None),
    ],
)
def test_whoever_was_asked_is_heeded(campaign: str, respected_by: str, case: str | None) -> None:
    found = ignored_preference(policy(AROUND, sent(campaign, respected_by)))
    assert [hit.case for hit in found] == ([case] if case else [])


@pytest.mark.parametrize(
    ("within", "case"),
    [
        ("immediately", None),
        ("24 hours", None),
        ("1 business day", None),
        ("25 hours", "slow"),
        ("14 days", "slow"),
        ("10 business days", "slow"),
        ("15 days", "late"),
        ("11 business days", "late"),
        ("1 month", "late"),
    ],
)
def test_a_no_is_heard_in_time(within: str, case: str | None) -> None:
    for said in (within, f"{{within: {within}}}"):
        text = f"communications: {{preferences: {{opt_out: {said}}}}}"
        hits = list(opt_out(policy(text), at_most="10 business days", better="24 hours"))
        assert [hit.case for hit in hits] == ([case] if case else [])
        assert [hit.severity for hit in hits] == [None if case == "late" else "info"] * len(hits)
        assert all(hit.at.path[2] == "opt_out" for hit in hits)


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("{campaigns: {sale: {kind: marketing}}}", ["channel", "frequency", "opt-out"]),
        ("{campaigns: {sale: {kind: legal}}}", None),
        ("{campaigns: {sale: {kind: marketing}}, preferences: whatever}", None),
        ("{preferences: {asks: channel}}", ["frequency", "opt-out"]),
        ("{preferences: {asks: [channel, frequency], opt_out: 1 day}}", None),
        ("{preferences: {opt_out: 1 day}}", ["channel", "frequency"]),
        ("{campaigns: {sale: {kind: marketing, channels: mail}}}", ["frequency", "opt-out"]),
        (
            "{campaigns: {a: {kind: marketing, channels: mail}, b: {kind: marketing}}}",
            ["channel", "frequency", "opt-out"],
        ),
        (
            "{campaigns: {sale: {kind: marketing, channels: [mail, sms]}}}",
            ["channel", "frequency", "opt-out"],
        ),
    ],
)
def test_customers_may_choose(said: str, missing: list[str] | None) -> None:
    text = f"{AROUND}\n    communications: {said}"
    found = preferences(policy(text), asks=["channel", "frequency"])
    assert [hit.facts["missing"] for hit in found] == ([missing] if missing else [])

"""What is not understood is no more silent than what is missing."""

import datetime

import pytest

from cxlint.law.timeline import Window
from cxlint.law.verdicts import judge
from cxlint.parsing.document import parse
from cxlint.policy import linker
from tests.law.test_tried import LAST_READ

TODAY = datetime.date.fromisoformat(LAST_READ)
RETURNS = """
organization: {jurisdictions: [FR], sells: [distance]}
returns:
  - {id: r, reasons: [changed mind], window: 14 days, fee: none, refund: money,
     refund_within: 14 days}
"""
COMPLAINTS = """
organization: {jurisdictions: [AU], sector: banking}
channels: {mailbox: {kind: email, goes_to: care}}
teams: {care: {seats: 6}}
intents: {gripe: {start: mailbox, concerns: complaint}}
promises: {p: {intents: [gripe], first_reply: 1 day, resolution: 30 days}}
"""


def said(text: str, obligation: str) -> set[tuple[str, str]]:
    """Return the verdicts of one obligation, each with the fact that is missing."""
    policy = linker.assemble(list(parse("policy.yaml", text.encode())), TODAY)
    found = judge(policy, Window(TODAY, TODAY + datetime.timedelta(days=365)))
    assert found is not None
    return {(v.word, v.missing) for v in found.verdicts if v.obligation.id == obligation}


@pytest.mark.parametrize(
    ("text", "good", "bad", "law", "what"),
    [
        (RETURNS, "window: 14 days", "window: 14 dys", "eu-withdrawal-window", "returns.*"),
        (RETURNS, "_within: 14", "_within: xx", "eu-withdrawal-refund-time", "returns.*"),
        (COMPLAINTS, "resolution: 30 days", "resolution: 30 dys", "au-idr", "promises.*"),
        (COMPLAINTS, "concerns: complaint", "concerns: complaind", "au-idr", "intents.*"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_not_known(text, good, bad, law, what):
    assert said(text, law) == set()
    missing = f"{what} in a form that is understood"
    assert ("unknown", missing) in said(text.replace(good, bad), law)


@pytest.mark.parametrize("law", ["eu-odr-link", "eu-breach-authority"])
def test_what_is_not_about_it_does_not_matter(law):
    assert said(RETURNS.replace("14 days", "14 dys"), law) == set()


def test_what_is_less_than_asked_is_told_all_the_same():
    row = "  - {id: s, reasons: [changed mind], window: 7 days}"
    text = f"{RETURNS.replace('_within: 14', '_within: xx')}{row}"
    assert {word for word, _ in said(text, "eu-withdrawal-window")} == {"breach"}

"""Reports made by hand: a realistic one, one full of nasty text, and a large one."""

from __future__ import annotations

import hashlib
from fractions import Fraction

from cxlint.linting.model.finding import Finding, Judged, Notice, Report, Spot, Threshold
from cxlint.linting.model.rule import Rule
from cxlint.parsing.document import Document, Span

NASTY = (
    "::error file=x::owned\r\n##[error]no ##vso[task.complete] %0A \x1b[31mred\x1b[0m \x00\x07 "
    "]]> <!-- x --> <script>alert(1)</script> | `code` @team #12 https://evil.example "
    "[see](1) [x](http://y) {0} {{}} \u202egnp.exe \u2028 \ufffe 注文 cafe\u0301 \\[ * _ ~ $x$"
)

HANDOFFS = """\
handoffs:
  - {from: chat, to: bot}
  - {from: bot, to: form, when: the customer disputes a charge}
  - {from: form, to: mailbox}
  - {from: mailbox, to: bot, when: no invoice number}
"""
CHANNELS = (
    "channels:\n  chat:\n    kind: chat\n    goes_to: bot\n  受付:\t# 電話\n    kind: voice\n"
)
RETURNS = "returns:\n  - {categories: [shoes], window: 3 days, from: order}\n"


def rule(name: str = "hassle-loop", **changes: object) -> Rule:
    made = Rule(
        id=name,
        category="handoffs",
        title="Customers are sent in a circle",
        severity="error",
        since="0.1.0",
        rationale="A circle costs the customer time and settles nothing.",
        remedy={"": "Limit {untie}, or let a person end it."},
        check="loop",
        params={"unless_leads_to": "person", "longest": "30 days", "strict": False},
        message={"": "customers go {path}"},
        provenance={"longest": {"source": "field-study", "says": "people give up after a month"}},
        sources=(("field-study", "loops are what people complain of most"), ("a-law", "a limit")),
        bad=("handoffs:\n  - {from: bot, to: bot}  # <- hassle-loop\n",),
        good=("handoffs:\n  - {from: bot, to: care}\n",),
    )
    return made._replace(**changes)


LOOP = rule()
WINDOW = rule(
    "short-return-window",
    category="returns",
    severity="warning",
    title="The window closes before an ordinary customer can act",
    sources=(),
)
CLOSED = rule("silent-when-closed", category="channels", severity="info", sources=(("x", "y"),))
RULES = (CLOSED, LOOP, WINDOW)


def span(line: int, text: str, marked: str) -> Span:
    """Return the place of `marked` in line `line` of `text`."""
    column = text.splitlines()[line - 1].index(marked) + 1
    return Span(line, column, line, column + len(marked))


def finding(of: Rule, document: Document, at: Span, message: str, **changes: object) -> Finding:
    entity = str(changes.pop("entity", "channel/chat"))
    told = f"{of.id} {entity}".encode("utf-8", "replace")
    made = Finding(
        rule=of,
        severity=of.severity,
        message=message,
        remedy=str(changes.pop("remedy", "limit this handoff and put a person at its end")),
        document=document,
        span=at,
        entity=entity,
        fingerprint=hashlib.sha256(told).hexdigest(),
    )
    return made._replace(**changes)


def usual() -> Report:
    handoffs = Document("policies/care/handoffs.yaml", HANDOFFS, None)
    channels = Document("policies/channels.yaml", CHANNELS, None)
    returns = Document("policies/returns.yaml", RETURNS, None)
    witness = (
        Spot(channels.path, span(2, CHANNELS, "chat"), "chat"),
        Spot(handoffs.path, span(2, HANDOFFS, "bot"), "bot"),
        Spot(handoffs.path, span(3, HANDOFFS, "form"), "billing form"),
        Spot(handoffs.path, span(4, HANDOFFS, "mailbox"), "mailbox"),
        Spot(handoffs.path, span(5, HANDOFFS, "bot"), "bot"),
    )
    loop = finding(
        LOOP,
        handoffs,
        span(5, HANDOFFS, "{from: mailbox, to: bot, when: no invoice number}"),
        "customers disputing a charge go bot -> billing form -> mailbox -> bot; nothing is "
        "settled on the way and nothing ends it",
        entity="handoff/mailbox->bot",
        intents=("dispute-charge", "wrong-invoice"),
        share=Fraction(14, 100),
        witness=witness,
        remedy="limit this handoff (max_repeats) with a person at the end, or carry the invoice "
        "number from the form",
    )
    closed = finding(
        CLOSED,
        channels,
        Span(5, 3, 5, 5),
        "out of hours 受付 neither says that it is closed nor offers a callback",
        entity="channel/受付",
        thresholds=(
            Threshold("at_most", 3, set_in="cxlint.yaml:12"),
            Threshold("least", {"chat": "5%"}),
        ),
        remedy="announce when it opens again (closed.announce)",
        related=(Spot(channels.path, Span(3, 5, 3, 9), "another channel that does"),),
    )
    window = finding(
        WINDOW,
        returns,
        span(2, RETURNS, "3 days"),
        "customers who change their mind about shoes have 3 days from the order, which ends "
        "before a parcel of 4 days arrives",
        entity="return/shoes",
        thresholds=(
            Threshold("warn_below", "30 days", "own", "a month"),
            Threshold("fail_below", "14 days", "own", "two weeks"),
            Threshold("fee", "15%", "a-law", "no more", "rules/profiles/strict.yaml:4", "strict"),
        ),
        remedy="count the window from delivery",
    )
    return Report(
        findings=(
            loop,
            closed,
            closed._replace(status="waived", excuse="nobody calls at night", entity="channel/b"),
            window,
            window._replace(status="baselined", entity="return/boots"),
        ),
        rules=RULES,
        files=(handoffs.path, channels.path, returns.path, "policies/teams.yaml"),
        notices=(
            Notice("vacuous", "no remedy in the policy", "silent-when-closed"),
            Notice("idle", "no remedy in the policy", "short-return-window"),
            Notice("reader", "the slow reader is in use: libyaml is missing"),
        ),
        judged=Judged(
            157, 60, ("channels", "handoffs", "teams", "returns"), ("approvals", "feedback")
        ),
    )


def clean() -> Report:
    judged = Judged(157, 12, ("channels",), ("approvals", "feedback", "staffing", "returns"))
    return Report(findings=(), rules=RULES, files=("policies/a.yaml",), judged=judged)


def crashed() -> Report:
    notice = Notice("crash", "KeyError: 'to'", "hassle-loop", "Traceback:\n  in loop\nKeyError")
    return Report(findings=(), rules=RULES, files=("a.yaml",), notices=(notice,))


def nasty(text: str = NASTY) -> Report:
    """Return a report in which every text that a policy can choose is `text`."""
    document = Document(f"p {text.replace('/', '')}.yaml", f"{text}\n", None)
    at = Span(1, 3, 1, 8)
    spots = (Spot(document.path, at, text), Spot(document.path, at, f"2 {text}"))
    made = finding(
        LOOP,
        document,
        at,
        text,
        entity=f"channel/{text}",
        intents=(text,),
        witness=spots,
        related=spots,
        thresholds=(Threshold(text, text, text, text, text, text),),
        remedy=text,
    )
    waived = made._replace(status="waived", excuse=text)
    notice = Notice("crash", text, "hassle-loop", text)
    return Report((made, waived), RULES, (document.path,), (notice,))


def large(number: int) -> Report:
    """Return the usual report with its first finding `number` times, each about another entity."""
    first = usual().findings[0]
    many = tuple(
        first._replace(
            entity=f"handoff/{n}",
            fingerprint=hashlib.sha256(str(n).encode()).hexdigest(),
            severity=("error", "warning", "info")[n % 3],
        )
        for n in range(number)
    )
    return usual()._replace(findings=many)

"""The answers on one customer as text, Markdown and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.analysis.asking.misread_parts import MISREAD
from cxlint.reporting.asking.headline import (
    VERDICTS,
    describe_case,
    is_divided,
    say,
    say_sum,
    write_sentences,
)
from cxlint.reporting.journeys.figures_json import part_record, record
from cxlint.reporting.journeys.layout import (
    Heading,
    Item,
    Notes,
    Paragraph,
    render_markdown,
    render_text,
)
from cxlint.reporting.writing.finding_record import SCHEMA_VERSION, json_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.asking.case import Case
    from cxlint.analysis.asking.figures import Answers
    from cxlint.analysis.quantity import Part, Quantity, Value
    from cxlint.policy.policy import Policy
    from cxlint.reporting.journeys.layout import Block

LABELS = {
    "row": "row of returns",
    "accepted": "taken back",
    "reason": "why not",
    "alternative": "offered instead",
    "last_day": "last day",
    "late_by_days": "days too late",
    "days_with_the_thing": "days from delivery to the last day",
    "fee": "fee kept",
    "refund_amount": "comes back",
    "refund_form": "how",
    "customer_loses": "fee and postage",
    "credit": "credit instead of money",
    "money_back_by": "money back by",
    "decides": "who decides",
    "approvals": "decisions beyond the first team",
    "decided_by": "decided by",
    "granted_at_the_latest": "granted by, if nobody decides",
    "refused_at_the_latest": "refused by, if nobody decides",
    "outcome_if_nobody_decides": "if nobody decides",
    "steps": "the way",
    "due": "through at the latest",
    "settled_by": "settled by, as promised",
    "first_reply_by": "first reply by, as promised",
    "first_reply.possible": "can the first reply be in time",
    "first_reply.earliest": "earliest first reply",
    "called_back_by": "called back by",
    "called_back.possible": "can the callback be in time",
    "called_back.earliest": "earliest callback",
    "met": "what the customer meets",
    "nobody_until": "nobody is there until",
    "promise_deadline": "promise ends",
    "promise.verdict": "the promise",
    "promise.untimed": "no time is stated for",
    "requires": "the customer must state or show",
    "call_cost.min": "the contact costs at least",
    "call_cost.max": "the contact costs at most",
}
"""What people call each answer."""

MONEY = frozenset({"fee", "refund_amount", "customer_loses", "credit", "call_cost.min",
                   "call_cost.max"})  # fmt: skip
PLAIN = {"BD-close": "a business day ends when the desk closes"}
"""Words of the readings that few know, and what they mean."""

FREE = frozenset({"credit", "call_cost.min", "call_cost.max", "late_by_days"})
"""What goes without saying where it is nothing."""

OWN_LINES = "steps."
"""Places of the way, which it holds already."""


def render(policy: Policy, case: Case, answers: Answers, form: str, width: int) -> str:
    """Return the answers in a format: text, markdown or json."""
    stated = policy.single("organization", "currency")
    currency = str(stated[0]) if stated else ""
    figures = {each.name.removeprefix("ask."): each for each in answers.figures}
    sentences = write_sentences(figures, currency)
    if form == "json":
        return _render_json(policy, case, " ".join(sentences), answers)
    blocks = list(_list_blocks(policy, case, answers, sentences, currency))
    return render_markdown(blocks) if form == "markdown" else render_text(blocks, width)


def says_nothing(answers: Answers) -> bool:
    """Whether something is not understood, and nothing can be said in a sentence."""
    figures = {each.name.removeprefix("ask."): each for each in answers.figures}
    is_misread = any(each.text.startswith(MISREAD) for each in answers.open_points)
    return is_misread and not write_sentences(figures, "")


def _render_json(policy: Policy, case: Case, headline: str, answers: Answers) -> str:
    return json_text(
        {
            "schema_version": SCHEMA_VERSION,
            "as_of": policy.today.isoformat(),
            "asked": describe_case(case, policy.zone),
            "answer": headline,
            "open": [part_record(each) for each in answers.open_points],
            "quantities": {each.name: record(each) for each in answers.figures},
        },
        indent=2,
    )


def _list_blocks(
    policy: Policy, case: Case, answers: Answers, sentences: Sequence[str], currency: str
) -> Iterator[Block]:
    """Yield the page: the answer, or what is open before it, and how it comes about.

    What is not understood comes first of all: what is said below may be wrong.
    """
    misread = [_say_part(each) for each in answers.open_points if each.text.startswith(MISREAD)]
    if misread:
        yield Paragraph(MISREAD + "; ".join(each.removeprefix(MISREAD) for each in misread))
    open_points = [
        _say_part(each) for each in answers.open_points if not each.text.startswith(MISREAD)
    ]
    told = [*open_points, *sentences] if _is_open(answers.figures) else [*sentences, *open_points]
    yield Paragraph(told[0] if told else "The policy says nothing of this customer.")
    if told[1:]:
        yield Notes(tuple(map(Item, told[1:])))
    yield Paragraph(f"Asked: {describe_case(case, policy.zone)}")
    shown = list(_select(answers.figures))
    if shown:
        yield Heading("How that comes about")
        yield Notes(tuple(_item(each, currency) for each in shown))


def _is_open(figures: Sequence[Quantity]) -> bool:
    """Whether what the customer wants to know first is not known."""
    by_name = {each.name.removeprefix("ask."): each for each in figures}
    known = {name for name, each in by_name.items() if each.value is not None}
    if is_divided(by_name):
        return False
    if "row" in by_name:
        return known.isdisjoint({"accepted", "last_day"})
    return "decides" in by_name and "decides" not in known


def _select(figures: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield what tells something that others do not tell already."""
    by_name = {each.name.removeprefix("ask."): each for each in figures}
    deadline = by_name.get("promise_deadline")
    for name, each in by_name.items():
        if name.startswith(OWN_LINES) or (name in FREE and not each.value and not each.why):
            continue
        if name == "settled_by" and deadline is not None and deadline.value == each.value:
            continue
        stem, _, detail = name.rpartition(".")
        if detail in ("possible", "earliest") and by_name[f"{stem}.possible"].value is True:
            continue
        yield each


def _item(quantity: Quantity, currency: str) -> Item:
    name = quantity.name.removeprefix("ask.")
    below = [say_reading(quantity.reading)] if quantity.reading else []
    below += [_say_part(each) for each in quantity.parts]
    return Item(f"{LABELS.get(name, name)}: {_say_figure(quantity, name, currency)}", tuple(below))


def say_reading(reading: str) -> str:
    """Return what a figure takes for granted in words that everybody knows."""
    for short, long in PLAIN.items():
        reading = reading.replace(short, long)
    return reading


def _say_figure(quantity: Quantity, name: str, currency: str) -> str:
    def tell(value: Value) -> str:
        if name == "promise.verdict":
            return VERDICTS[str(value)]
        if name == "steps" and isinstance(value, list):
            return ", ".join(str(each[0]) for each in value if isinstance(each, list))
        return say_sum(value, currency) if name in MONEY else say(value)

    if quantity.value is not None:
        return tell(quantity.value)
    bounds = [
        f"{word} {tell(each)}"
        for word, each in (("at least", quantity.minimum), ("at most", quantity.maximum))
        if each is not None
    ]
    why = [quantity.why] if quantity.why else []
    return "; ".join([f"not known{', but ' if bounds else ''}{' and '.join(bounds)}", *why])


def _say_part(part: Part) -> str:
    if part.at is None:
        return part.text
    return f"{part.text} ({part.at.document.path}:{part.at.span().line})"

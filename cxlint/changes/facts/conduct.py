"""What is said of mistakes, complaints, abuse, mailings, surveys and languages, by single keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.change import BETTER, NEUTRAL, WORSE
from cxlint.changes.facts.attributes import (
    Attribute,
    a_higher_count_is_worse,
    by_order,
    come_or_gone,
    compare_attributes,
    fewer_is_worse,
    fewer_or_in_another_order,
    longer_is_worse,
    longer_takes_more,
    no_is_worse,
    no_is_worse_or_unlike,
    shorter_is_worse,
    unlike,
    unlike_where_stated,
)
from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.sentences import show
from cxlint.language.entity import Entity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair

DISPUTES = (
    Attribute(("dispute_body",), "person", no_is_worse, words="a board that decides"),
    Attribute(("dispute_body", "name"), "person", unlike_where_stated, words="the board"),
    Attribute(
        ("dispute_body", "after"), "promise", longer_takes_more, words="open to customers after"
    ),
    Attribute(
        ("dispute_body", "answer_within"), "promise", longer_takes_more, words="answer of the board"
    ),
)

SECTIONS: Mapping[str, Sequence[Attribute]] = {
    "recovery": (
        Attribute(("first_action_within",), "promise", longer_is_worse, words="first action"),
        Attribute(("remedies",), "refund-form", fewer_is_worse, words="offered at once"),
        Attribute(("apology",), "text", no_is_worse, words="an apology"),
        Attribute(("steps",), "step", fewer_or_in_another_order, words="what is done"),
    ),
    "breach_plan": (
        Attribute(("informs_within",), "promise", longer_is_worse, words="customers informed"),
        Attribute(("channels",), "channel", fewer_is_worse, words="told by"),
    ),
    "communications": (
        Attribute(("preferences", "opt_out", "within"), "promise", longer_is_worse,
                  words="an objection holds within"),
        Attribute(("preferences", "opt_out", "scope"), "consent", unlike_where_stated,
                  words="an objection holds for"),
        Attribute(("preferences", "asks"), "consent", fewer_is_worse, words="customers choose"),
    ),
    "conduct": (
        Attribute(("abuse", "steps"), "step", fewer_or_in_another_order, words="before it ends"),
        Attribute(("supervisor", "within"), "person", longer_is_worse, words="a supervisor within"),
        Attribute(
            ("supervisor", "else_within"), "promise", longer_is_worse, words="a supervisor calls"
        ),
    ),
    "complaints": DISPUTES,
    "feedback": (
        Attribute(("close_loop", "within"), "promise", longer_is_worse,
                  words="who complained hears within"),
    ),
    "organization": (
        Attribute(("languages",), "text", fewer_is_worse, words="languages"),
        Attribute(("currency",), "fee", unlike_where_stated, words="currency"),
    ),
}  # fmt: skip
"""What sections say of which there is one in a policy."""

STATED: Mapping[str, Sequence[Attribute]] = {
    "campaign": (
        Attribute(
            ("consent",), "consent", by_order("opt_in", "existing_contract", "opt_out"),
            words="rests on",
        ),
        Attribute(("respects_preferences",), "consent", no_is_worse),
        Attribute(("suppressed_while",), "consent", fewer_is_worse, words="not sent while"),
        Attribute(("kind",), "consent", unlike_where_stated, words="is about"),
        Attribute(("channels",), "consent", unlike, words="sent by"),
    ),
    "ground": (
        Attribute(("warning",), "step", no_is_worse, words="a warning before it ends"),
        Attribute(("notice",), "term", shorter_is_worse, words="notice before it ends"),
        Attribute(("medium",), "term", fewer_is_worse, words="told by"),
        Attribute(("evidence",), "condition", no_is_worse_or_unlike, words="what is on record"),
        Attribute(("decider",), "approval", no_is_worse_or_unlike, words="who decides"),
        Attribute(("settlement",), "refund-form", no_is_worse_or_unlike, words="what is settled"),
    ),
    "feedback-source": (
        Attribute(("questions",), "step", a_higher_count_is_worse, words="questions"),
    ),
}  # fmt: skip

LOSSES = {"feedback-source": ("feedback", WORSE), "ground": ("term", BETTER)}
"""The aspect of a kind, and what it is for customers that one of it is gone."""


def compare_conduct(pair: Pair) -> Iterator[Change]:
    """Yield what differs of sections of which there is one, and of what they list by id."""
    for kind, attributes in SECTIONS.items():
        for old, new in pair.both(kind):
            yield from compare_attributes(old, new, attributes, {}, pair.before)
        yield from _compare_one_sided(pair, kind, attributes)
    for kind, attributes in STATED.items():
        for old, new in pair.both(kind):
            yield from compare_attributes(old, new, attributes, {}, pair.before)
        for is_gone, found in ((True, pair.gone(kind)), (False, pair.come(kind))):
            for each in found:
                aspect, direction = LOSSES.get(kind) or _mailing(each)
                way = direction if is_gone else ranks.flip(direction)
                words = show(each.get("evidence") or each.get("channel") or each.get("kind"))
                yield come_or_gone(each, aspect, way, words or "stated", {}, is_gone=is_gone)


def _mailing(campaign: Entity) -> tuple[str, str]:
    """Return that it is a loss where news, or what the law asks, is not sent; no advert is one."""
    return "text", NEUTRAL if campaign.get("kind") in (None, "marketing") else WORSE


def _compare_one_sided(pair: Pair, kind: str, attributes: Sequence[Attribute]) -> Iterator[Change]:
    """Yield what a section says that the other side has not at all."""
    for each in pair.gone(kind):
        for change in compare_attributes(each, _empty(each), attributes, {}):
            yield change._replace(new_place=None)
    for each in pair.come(kind):
        for change in compare_attributes(_empty(each), each, attributes, {}):
            yield change._replace(old_place=None)


def _empty(section: Entity) -> Entity:
    return Entity(section.kind, section.id, {}, section.document, section.path)

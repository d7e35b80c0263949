"""Steps and handoffs on both sides: what customers must do there, hear, and lose on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.facts.attributes import (
    Attribute,
    by_order,
    compare_attributes,
    fewer_is_worse,
    less_is_worse,
    longer_is_worse,
    longer_takes_more,
    more_is_worse,
    no_is_worse,
    shorter_is_worse,
    unlike,
    unlike_where_stated,
    yes_is_worse,
)
from cxlint.changes.facts.channels import announced
from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.ranks import SAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair


def fewer_attempts(old: Any, new: Any) -> str:
    """Compare how often customers may try, where it is limited."""
    return SAME if old is None or new is None else less_is_worse(old, new)


def no_limit_is_worse(old: Any, new: Any) -> str:
    """Compare whether something may be repeated without end."""
    return ranks.by_sign((new is None) - (old is None))


def more_rounds(old: Any, new: Any) -> str:
    """Compare how often customers may be sent the same way; without a limit it is worst."""
    return ranks.flip(less_is_worse(old, new))


STEP = (
    Attribute(("kind",), "step", unlike_where_stated, words="kind"),
    Attribute(("says",), "text", announced, words="it says"),
    Attribute(("says_it_is_a_machine",), "text", no_is_worse),
    Attribute(("asks_for",), "step", more_is_worse, words="to be stated"),
    Attribute(("attempts",), "step", fewer_attempts, words="attempts"),
    Attribute(("attempts",), "loop", no_limit_is_worse, words="attempts"),
    Attribute(("needs_login",), "step", yes_is_worse),
    Attribute(("mobile",), "step", no_is_worse),
    Attribute(("proactive_help_after",), "step", longer_is_worse, words="help is offered after"),
    Attribute(("effort",), "step", longer_takes_more, words="effort"),
    Attribute(("available",), "step", shorter_is_worse),
    Attribute(("contact_visible",), "person", no_is_worse, words="a way to a person in sight"),
    Attribute(("person", "within"), "person", longer_takes_more, words="a person within"),
    Attribute(("updates", "every"), "promise", longer_is_worse, words="news every"),
    Attribute(("acknowledges", "states"), "promise", fewer_is_worse, words="confirmed"),
    Attribute(("appointment", "reminder"), "promise", shorter_is_worse, words="reminder"),
)
WAITING = Attribute(("timeout",), "promise", longer_is_worse, words="waits")
ANSWERING = Attribute(("timeout",), "step", shorter_is_worse, words="time to answer")
ASKING = frozenset({"menu", "bot", "form", "page", "survey", "verification"})
"""Kinds of step that wait for customers to say something."""

HANDOFF = (
    Attribute(("carried_by",), "carrier", by_order("us", "customer"), words="carried by"),
    Attribute(("transfer",), "context", by_order("warm", "cold"), words="transfer"),
    Attribute(("context",), "context", by_order("full", "partial", "none"), words="what is known"),
    Attribute(("carries",), "context", fewer_is_worse, words="what goes along"),
    Attribute(("asks_again",), "context", more_is_worse, words="to be stated again"),
    Attribute(("wait",), "promise", longer_takes_more, words="wait on the way"),
    Attribute(("max_repeats",), "loop", more_rounds, words="times it may be repeated"),
    Attribute(("progress",), "loop", no_is_worse, words="something is accomplished"),
    Attribute(("priority",), "promise", unlike),
    Attribute(("when",), "step", unlike_where_stated, words="happens when"),
)


def compare_passages(pair: Pair) -> Iterator[Change]:
    """Yield what differs of the steps that customers come to on both sides, and of handoffs."""
    met = [side.met for side in pair.sides]
    for old, new in pair.both("step"):
        if new.id not in met[1] or pair.before.shared_id("step", old.id) not in met[0]:
            continue
        waiting = ANSWERING if new.get("kind") in ASKING else WAITING
        yield from compare_attributes(old, new, (*STEP, waiting), {})
    for old, new in pair.both("handoff"):
        who: dict[str, Any] = {"intent": list(new.texts("intents"))} if new.says("intents") else {}
        yield from compare_attributes(old, new, HANDOFF, who)

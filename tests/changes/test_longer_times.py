"""Of each length of time in the language it is known which way is worse for customers."""

from __future__ import annotations

import pytest

from cxlint.changes.change import BETTER, NEUTRAL, WORSE
from cxlint.changes.facts import channels, conduct, deliveries, passages, reasons, terms
from cxlint.language.field_types import Shape, kinds, shape_of

LONGER = {
    WORSE: """
        channel.respond.within channel.closed.callback_within channel.dropped.callback_within
        channel.full.callback_within channel.voicemail.callback_within channel.walk_in.wait
        channel.check_every step.timeout step.person.within step.proactive_help_after step.effort
        step.updates.every team.sla.first_reply team.sla.next_reply team.sla.update_every
        team.sla.resolution handoff.wait intent.promise intent.updates.every delivery.within
        complaints.dispute_body.after complaints.dispute_body.answer_within
        communications.preferences.opt_out.within conduct.supervisor.within
        conduct.supervisor.else_within recovery.first_action_within breach_plan.informs_within
feedback.close_loop.within term.reminder_every review-source.respond.negative
         review-source.respond.positive
    """,
    BETTER: """
        channel.queue.ends_after channel.appointment.reminder step.appointment.reminder
        step.available term.change_notice term.cooling_off term.reminder_before ground.notice
    """,
    NEUTRAL: "term.renews_every",
}
"""What it is for customers that these are longer."""

ELSEWHERE = """
    return.window return.after_repair.extends return.delivery_time return.refund_within
    remedy.tiers.decides_within remedy.tiers.extends_by remedy.tiers.timeout.after
    promise.first_reply promise.next_reply promise.update_every promise.resolution promise.work
    promise.extends_by promise.pauses.at_most promise.pauses.in_all escalation.steps.after
    process.reminders.every
"""
"""What is compared with all that it stands with: rows, tiers, promises, levels."""

INTERNAL = ("review_every", "aim", "ola", "contract", "load", "handling_time", "training", "digest",
            "handling_time_limit", "check_every", "every", "volume", "max_age", "long_wait",
            "max_elapsed", "effort_budget", "authority_within")  # fmt: skip
"""What customers neither are told nor wait for by itself."""

ATTRIBUTES = {
    f"{kind}.{'.'.join(each.keys)}": each
    for kind, listed in {
        "channel": (*channels.STATED, channels.WITHIN),
        "step": (*passages.STEP, passages.WAITING),
        "handoff": passages.HANDOFF,
        "delivery": (deliveries.WITHIN,),
        "term": terms.STATED,
        **reasons.STATED,
        **conduct.SECTIONS,
        **conduct.STATED,
    }.items()
    for each in listed
}
DIRECTIONS = {key: direction for direction, keys in LONGER.items() for key in keys.split()}


def list_lengths(shape: Shape, path: str):
    """Yield the dotted keys below which a length of time stands."""
    if shape.form == "duration":
        yield path
    for key, each in shape.fields.items():
        yield from list_lengths(each, f"{path}.{key}")
    if shape.of is not None:
        yield from list_lengths(shape.of, path)


LENGTHS = sorted({each for kind in kinds() for each in list_lengths(shape_of(kind), kind)})


@pytest.mark.parametrize("key", DIRECTIONS)
def test_longer_is_what_it_says(key):
    assert ATTRIBUTES[key].compare("2 days", "3 days") == DIRECTIONS[key]
    assert ATTRIBUTES[key].compare("1 week", "7 days") == ""


@pytest.mark.parametrize("key", LENGTHS)
def test_no_length_of_time_is_forgotten(key):
    known = key in DIRECTIONS or key in ELSEWHERE.split()
    assert known or set(key.split(".")) & set(INTERNAL)

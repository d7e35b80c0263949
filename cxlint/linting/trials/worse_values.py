"""What is worse than what a policy says, key by key: the changes that a mistake may make.

Each is tried wherever the key is stated. Values are of the kind that the key takes, and for
customers plainly worse than any that a policy would state on purpose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

LEFT_OUT = object()
"""The value of what is taken out."""

LATE = "60 days"
NEVER_THERE = "Mon 03:00-03:15"
LONG_AGO = "2015-01-05"
MANY_QUESTIONS = ["name", "address", "date of birth", "mother's maiden name", "income", "job",
                  "number of children", "shoe size"]  # fmt: skip
HURDLES = ["unopened", "unworn", "with the receipt", "in the original box", "all labels attached"]


class Worsening(NamedTuple):
    """A change of one key: of which kind of thing, where in it, to what, and what that comes to.

    `kind` is under which the changes are counted. An item of a list is `*` among the keys.
    """

    kind: str
    of: str
    keys: tuple[str, ...]
    value: Any
    what: str


def _table(kind: str, *rows: tuple[str, Any, str]) -> tuple[Worsening, ...]:
    found = []
    for place, value, what in rows:
        of, *keys = place.split(".")
        found.append(Worsening(kind, of, tuple(keys), value, what))
    return tuple(found)


WORSENINGS: tuple[Worsening, ...] = (
    *_table(
        "close early",
        ("schedule.open", NEVER_THERE, "{id} is open for a quarter of an hour a week"),
        ("channel.open", NEVER_THERE, "{id} is open for a quarter of an hour a week"),
        ("team.open", NEVER_THERE, "{id} works for a quarter of an hour a week"),
    ),
    *_table(
        "charge for help",
        ("channel.fee", "5 EUR", "whoever comes to {id} pays 5 EUR"),
        ("channel.premium_rate", True, "{id} is a premium-rate number"),
    ),
    *_table(
        "leave customers alone",
        ("channel.closed", LEFT_OUT, "{id} says nothing when it is closed"),
        ("channel.dropped", LEFT_OUT, "nobody calls back who was cut off at {id}"),
        ("channel.voicemail.callback_within", LEFT_OUT, "voice messages at {id} are not answered"),
        ("channel.queue.mitigation", LEFT_OUT, "nothing is done for those who wait at {id}"),
        ("channel.check_every", LATE, "{id} is looked into every sixty days"),
        ("step.on_failure", LEFT_OUT, "whoever fails at {id} is left there"),
        ("step.on_timeout", LEFT_OUT, "whoever says nothing at {id} is left there"),
        ("step.contact_visible", False, "no way to a person is in sight at {id}"),
        ("step.updates", LEFT_OUT, "whoever waits at {id} hears nothing"),
        ("intent.updates", LEFT_OUT, "whoever waits for {id} hears nothing"),
        ("intent.expectation", LEFT_OUT, "nobody says what comes next of {id}"),
        ("intent.next_issues", LEFT_OUT, "nobody thinks of what follows {id}"),
    ),
    *_table(
        "ask for too much",
        ("step.asks_for", MANY_QUESTIONS, "{id} asks for eight things"),
        ("step.mobile", False, "{id} cannot be used on a phone"),
        ("intent.signatures", 6, "{id} takes six signatures"),
        ("feedback-source.questions", 60, "{id} asks sixty questions"),
    ),
    *_table(
        "pass customers on",
        ("handoff.carried_by", "customer", "customers carry the matter themselves: {id}"),
        ("handoff.context", "none", "nothing goes along: {id}"),
        ("handoff.transfer", "cold", "customers are passed on cold: {id}"),
        ("handoff.wait", LATE, "customers wait for sixty days: {id}"),
        ("team.closes", "none", "{id} may settle nothing"),
        ("team.systems", LEFT_OUT, "{id} sees no record"),
    ),
    *_table(
        "promise and not keep",
        ("intent.promise", "1 minute", "{id} is promised within a minute"),
        ("intent.effort_budget", "1 second", "{id} is to cost customers a second"),
        ("promise.first_reply", "1 second", "{id} promises a reply within a second"),
        ("team.ola.resolution", LATE, "{id} may take sixty days"),
        ("team.contract", LEFT_OUT, "nothing is agreed with {id}"),
    ),
    *_table(
        "decide late",
        ("remedy.tiers.*.timeout", LEFT_OUT, "nothing happens where nobody decides on {id}"),
        ("remedy.asked_by", "customer", "customers ask for the approval of {id} themselves"),
        ("remedy.discretion", {"allowed": False}, "nobody may bend {id} for anybody"),
    ),
    *_table(
        "make returns harder",
        ("return.returnable", False, "{id} cannot be returned any more"),
        ("return.fee", "50%", "half of the price is kept of {id}"),
        ("return.shipping_paid_by", "customer", "customers pay for sending back {id}"),
        ("return.refund", "store credit", "{id} is refunded as store credit"),
        ("return.refund_within", LATE, "the money for {id} takes sixty days"),
        ("return.proof", ["receipt"], "{id} is taken back with a receipt only"),
        ("return.conditions", HURDLES, "{id} is taken back on five conditions"),
        ("return.alternatives", LEFT_OUT, "nothing is offered instead of {id}"),
    ),
    *_table(
        "hide what matters",
        ("channel.queue.hold_content", ["advertising"], "who waits at {id} hears advertising"),
        ("step.proactive_help_after", LEFT_OUT, "nobody offers help at {id}"),
        ("return.disclosed_before_purchase", False, "nobody is told of {id} before they buy"),
        ("return.requires_approval", True, "somebody must approve {id} beforehand"),
        ("feedback.digest.audience", ["service"], "one department hears what customers say"),
        ("team.judged_by", ["handling time"], "{id} is judged by how quickly calls end"),
        ("breach_plan.last_tested", LEFT_OUT, "nobody has tried the plan for a breach"),
    ),
    *_table(
        "deliver worse",
        ("delivery.price", LEFT_OUT, "nobody says what {id} costs"),
        ("delivery.within", LEFT_OUT, "nobody says how long {id} takes"),
    ),
    *_table(
        "surprise customers",
        ("term.disclosed_at", LEFT_OUT, "nobody is told of {id}"),
        ("term.confirmed", LEFT_OUT, "nobody confirms {id}"),
        ("term.change_notice", LEFT_OUT, "{id} changes without notice"),
        ("leaving.cancel", LEFT_OUT, "nobody says how one leaves"),
    ),
    *_table(
        "write without asking",
        ("communications.preferences.opt_out.within", LATE, "an opt-out takes sixty days"),
        ("communications.preferences", LEFT_OUT, "nobody may choose what is sent"),
        ("campaign.respects_preferences", False, "{id} goes to those who said no"),
        ("campaign.suppressed_while", LEFT_OUT, "{id} goes to those who complain"),
    ),
    *_table(
        "speak badly",
        (
            "script.text",
            "Unfortunately that is not our fault. There is nothing we can do.",
            "{id} says that there is nothing to be done",
        ),
    ),
    *_table(
        "not listen",
        ("feedback-source.owner", LEFT_OUT, "nobody reads what {id} brings"),
        ("feedback-source.feeds", LEFT_OUT, "what {id} brings goes nowhere"),
        ("feedback-source.every", "5 years", "{id} is asked every five years"),
        ("feedback.close_loop", LEFT_OUT, "nobody answers what customers say"),
        ("feedback.frontline_question", LEFT_OUT, "nobody asks those who serve customers"),
        ("feedback.digest.includes", ["compliments"], "only praise is passed on"),
        ("intent.metrics", LEFT_OUT, "nobody measures how {id} went"),
        ("channel.satisfaction", LEFT_OUT, "nobody asks how it went at {id}"),
        ("channel.closing", LEFT_OUT, "nobody asks whether it is settled at {id}"),
        ("review-source.alert", False, "nobody hears of reviews at {id}"),
        ("review-source.respond", LEFT_OUT, "nobody answers reviews at {id}"),
        ("review-source.check_every", LATE, "reviews at {id} are read every sixty days"),
        ("reviews.sourcing.paid", True, "reviews are bought"),
        ("reviews.sourcing.employees", True, "employees write reviews"),
        ("reviews.sourcing.incentive_for_praise", True, "praise is paid for"),
    ),
    *_table(
        "let it go wrong",
        ("recovery.first_action_within", LATE, "the first thing is done after sixty days"),
        ("recovery.apology", LEFT_OUT, "nobody apologises"),
        ("recovery.remedies", LEFT_OUT, "nothing is given to make up for it"),
        ("conduct.abuse", LEFT_OUT, "nobody says what is done about abuse"),
        ("conduct.guidance", LEFT_OUT, "nobody is told how to deal with difficult customers"),
        ("ground.warning", LEFT_OUT, "nobody is warned before {id} ends it"),
        ("ground.notice", LEFT_OUT, "{id} ends it without notice"),
        ("breach_plan.informs_within", LATE, "customers hear of a breach after sixty days"),
        ("breach_plan.who", LEFT_OUT, "nobody is to say that data got out"),
        ("complaints.dispute_body", LEFT_OUT, "nobody says where to turn"),
    ),
    *_table(
        "let it grow old",
        ("governance.last_reviewed", LONG_AGO, "the policy was reviewed ten years ago"),
        ("governance.review_every", LEFT_OUT, "the policy is not reviewed"),
        ("team.training.last", LONG_AGO, "{id} was trained ten years ago"),
        ("team.training", LEFT_OUT, "{id} is not trained"),
        ("step.tested", LEFT_OUT, "nobody has tried {id}"),
        ("department.cx_duty", LEFT_OUT, "{id} does nothing for customers"),
    ),
    *_table(
        "call nobody",
        ("escalation.steps.*.after", LATE, "{id} calls somebody after sixty days"),
        ("escalation.steps", LEFT_OUT, "{id} calls nobody"),
        ("process.reminders", LEFT_OUT, "{id} reminds nobody"),
        ("case_rule.tells", LEFT_OUT, "{id} tells nobody"),
    ),
    *_table(
        "hinder who wants to go on",
        ("outcome.reason", LEFT_OUT, "nobody says why it is {id}"),
        ("outcome.returns_to", LEFT_OUT, "nobody asks back after {id}"),
    ),
)
"""Every change of a key that is tried, by what it does to customers."""


def list_places(
    policy: Policy, worsening: Worsening
) -> Iterator[tuple[Entity, tuple[str | int, ...]]]:
    """Yield each thing that states the key, with the address of what is changed in it."""
    for entity in policy.of(worsening.of):
        for keys in _find(entity.data, worsening.keys):
            yield entity, keys


def _find(said: Any, keys: tuple[str, ...]) -> Iterator[tuple[str | int, ...]]:
    if not keys:
        yield ()
        return
    first, *rest = keys
    if first == "*":
        for number, each in enumerate(said if isinstance(said, list) else ()):
            yield from ((number, *more) for more in _find(each, tuple(rest)))
    elif isinstance(said, dict) and said.get(first) is not None:
        yield from ((first, *more) for more in _find(said[first], tuple(rest)))

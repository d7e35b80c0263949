"""What a policy speaks of and what it is silent on, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxlint.policy.policy import Policy

SUBJECTS: dict[str, tuple[str, ...]] = {
    "channels": ("channel",),
    "menus and flows": ("step", "process"),
    "teams": ("team",),
    "staffing": ("team.seats", "channel.load"),
    "opening hours": ("schedule", "channel.open", "team.open"),
    "handoffs": ("handoff", "outcome"),
    "contact reasons": ("intent",),
    "approvals": ("remedy", "team.may"),
    "promises": ("promise", "escalation", "channel.respond", "team.sla"),
    "case rules": ("case_rule",),
    "returns": ("return",),
    "deliveries": ("delivery",),
    "contract terms": ("term", "leaving"),
    "scripts": ("script",),
    "feedback": ("feedback", "feedback-source"),
    "reviews": ("reviews", "review-source"),
    "recovery": ("recovery", "breach_plan", "complaints"),
    "conduct": ("conduct", "ground"),
    "marketing": ("communications", "campaign", "engagement"),
    "governance": ("governance",),
}
"""Each subject, with what a policy that speaks of it states: a kind, or one of its fields."""

UNCOUNTED = frozenset({"organization", "department", "system", "scenario", "waiver"})
"""Kinds that are no subject: whose the policy is, what others refer to, and what is said of it."""


def divide_subjects(policy: Policy) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the subjects a policy speaks of, and those it is silent on.

    Of what could not be read it may speak there, so that it is neither.
    """
    speaks_of, silent_on = [], []
    for subject, things in SUBJECTS.items():
        if any(map(policy.speaks_of, things)):
            speaks_of.append(subject)
        elif not any(policy.unsure(thing.partition(".")[0]) for thing in things):
            silent_on.append(subject)
    return tuple(speaks_of), tuple(silent_on)

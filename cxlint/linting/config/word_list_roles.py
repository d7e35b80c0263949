"""What the lists and switches among the parameters of checks are for: they accuse, or excuse."""

from __future__ import annotations

ACCUSING = frozenset({
    ("affirmed", "fields"),
    ("apology", "faceless"), ("apology", "hollow"),
    ("automated_start", "anxiety"), ("automated_start", "automated"),
    ("broken_offer", "asked"), ("broken_offer", "later"), ("broken_offer", "offers"),
    ("broken_offer", "phrases"),
    ("closed_word", "kinds"),
    ("coverage", "later"), ("coverage", "live"),
    ("cut_off", "kinds"), ("cut_off", "moves"),
    ("difficult_customers", "amiss"),
    ("disclosure", "too_late"),
    ("fallback", "kinds"),
    ("fee", "kinds"),
    ("feedback_invite", "overheard"),
    ("inert_keys", "keys"),
    ("justification", "demands"), ("justification", "remedies"),
    ("late_escalation", "targets"),
    ("limbo", "waits_for"),
    ("lost_target", "targets"),
    ("missing_target", "kinds"),
    ("narrower_hours", "remedies"),
    ("nothing_else", "words"),
    ("offboarding", "as_others"), ("offboarding", "fields"), ("offboarding", "rights"),
    ("opt_out", "part"),
    ("orphan", "kinds"),
    ("owed", "fields"),
    ("partner", "firms"),
    ("phone_menu", "kinds"),
    ("phrase", "also"), ("phrase", "phrases"),
    ("preferences", "asks"),
    ("purpose", "idle"), ("purpose", "personal"),
    ("required", "fields"), ("required", "instead"),
    ("return_fault", "faults"),
    ("return_gap", "reasons"),
    ("return_only", "only"), ("return_only", "reasons"),
    ("return_window", "fault_reasons"),
    ("rushed", "measures"),
    ("second_contact", "remedies"),
    ("section", "amiss"), ("section", "fields"),
    ("undescribed", "kinds"),
    ("unfair_basis", "arbitrary"), ("unfair_basis", "traits"),
    ("unstaffed", "later"), ("unstaffed", "live"),
})  # fmt: skip
"""Lists of what is looked for, looked at or asked for: a shorter one lets something pass."""

EXCUSING = frozenset({
    ("apology", "small"),
    ("broken_offer", "elsewhere"), ("broken_offer", "unless"),
    ("difficult_customers", "unless"),
    ("disclosure", "in_time"),
    ("human_option", "exempt"),
    ("inert_keys", "judged"),
    ("loop", "withdrawals"),
    ("no_news", "tells"),
    ("offboarding", "unless"),
    ("online_only", "live"),
    ("opt_out", "whole"),
    ("owed", "elsewhere"),
    ("partner", "bodies"), ("partner", "independent"),
    ("phrase", "redeemed_by"), ("phrase", "unless"),
    ("purpose", "needed"), ("purpose", "ordinary"),
    ("required", "mentions"),
    ("section", "wanted_steps"),
    ("unfair_basis", "fair"),
    ("unreached", "found"),
})  # fmt: skip
"""Lists of what is fine, or takes the blame away: a longer one lets something pass."""

STRICTER_ON = frozenset({
    ("owed", "refused"), ("required", "refused"), ("section", "refused"),
    ("silo", "unstated"),
    ("training", "always"),
})  # fmt: skip
"""Switches that have more found when they are on."""

STRICTER_OFF = frozenset({
    ("owed", "as_others"), ("required", "as_others"), ("required", "unless_unlimited"),
})  # fmt: skip
"""Switches that leave something alone when they are on."""

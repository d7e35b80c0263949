"""The kinds of move, which key of a policy states each, and what some of them have in common."""

from __future__ import annotations

MOVE_KINDS = (
    "arrival", "option", "next", "failure", "timeout", "error", "person", "closed", "full",
    "handoff", "request", "escalation", "closure", "return",
)  # fmt: skip
"""Every kind of move."""

STATING_KEYS = {
    "channel": (
        (("goes_to",), "arrival"),
        (("closed", "goes_to"), "closed"),
        (("full", "goes_to"), "full"),
        (("then",), "full"),
    ),
    "step": (
        (("goes_to",), "next"),
        (("on_failure",), "failure"),
        (("on_timeout",), "timeout"),
        (("on_error",), "error"),
        (("on_full",), "full"),
        (("on_closed",), "closed"),
        (("person",), "person"),
    ),
    "outcome": ((("returns_to",), "return"),),
}  # fmt: skip
"""Which keys of a place name the places that follow, and of which kind such a move is."""

DETAILED_MOVES = frozenset(
    kind for keys in STATING_KEYS.values() for (first, *_), kind in keys if first == kind
)
"""Kinds of move of which a place can say more, under a key of that name."""

FAILURES = frozenset({"failure", "timeout", "error"})
"""A place was tried and it did not work out: customers could not, said nothing, or it broke."""

CLOSED_DOORS = frozenset({"closed", "full"})
"""A place takes nobody in, now."""

MISHAPS = FAILURES | CLOSED_DOORS
"""What happens to customers: nobody chooses it, or means to go that way."""

DETOURS = MISHAPS | {"person"}
"""What leaves a place without that for which it is there: a mishap, or a person asked for."""

APPROVALS = frozenset({"request", "escalation"})
"""A decision is asked for, from a first tier or the next."""

NO_PASSING_ON = APPROVALS | {"closure"}
"""Nothing of the matter is passed on to anybody."""

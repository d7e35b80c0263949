"""Who answers for a thing: whether anybody does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.facts.attributes import Attribute, compare_attributes, no_is_worse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair

OWNERS = {
    "channel": ("owner", "monitored_by"),
    "step": ("owner",),
    "team": ("owner", "accountable"),
    "intent": ("case_owner",),
    "governance": ("owner",),
}
"""The keys that name who answers for what; that somebody else does is no news for customers."""


def compare_owners(pair: Pair) -> Iterator[Change]:
    """Yield for what nobody answers any more, or somebody does now."""
    for kind, keys in OWNERS.items():
        attributes = [
            Attribute((key,), "owner", no_is_worse, words="who answers for it") for key in keys
        ]
        for old, new in pair.both(kind):
            yield from compare_attributes(old, new, attributes, {})
